"""Evidence goes out as a table or JSON and comes back: exactly, once, with one undo; odd tables have their sentence."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from exoannotate import resources
from exoannotate.cli import main
from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.fields import field, values
from exoannotate.export import tables_in
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check, digest
from exoannotate.store.rows import insert
from exoannotate.workspace import documents, exports, importing, own_fields, records
from exoannotate.workspace.evidence_plan import EvidenceImported, EvidencePlan
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The sample with what tables have trouble with: reasons, an own field, a decision, a study, odd texts."""
    path = Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "study.exo"))
    with Session.open(path, "Ann") as session:
        first, second, third = (row.record for row in session.project.evidence_rows()[:3])

        def say(record: str, **given: str) -> None:
            said = {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}
            records.edit(session, record, said)

        say(
            first,
            targets="PTEN [down]; MARCH1",
            mechanism="drug efflux",
            note="=1+1\nsecond; line",
            statement="“a; b” | c",
        )
        say(second, cargo_class="whole vesicle", primary_study="this document")
        records.edit(session, second, {"cargo": FieldInput(), "donor": FieldInput(reason="not reported")})
        records.edit(session, third, {"therapy": FieldInput(reason="unclear"), "role": FieldInput(
            values(field("role"), ("marker",)))})  # fmt: skip
        records.review(session, third, "accepted")
        own_fields.add(session, "Sample size", "number")
        own = session.project.own_fields()[0]
        records.edit(session, first, {own.key: FieldInput(values(own_fields.field(session, own.key), ("12.50",)))})
        links = session.project.links(record=second)
        records.link(session, first, links[0].passage)  # a record of two passages
    return path


def export(session: Session, to: Path, columns: str = "long") -> bytes:
    exports.export(session, to.suffix[1:], to, columns=columns)
    return to.read_bytes()


def done(session: Session, file: Path, *options: importing.Option) -> EvidenceImported:
    plan = importing.look(session, file)
    assert isinstance(plan, EvidencePlan), plan
    found = importing.carry_out(session, None, plan, options)
    assert isinstance(found, EvidenceImported)
    return found


@pytest.mark.parametrize("columns", ["default", "long"])
@pytest.mark.parametrize("suffix", ["csv", "tsv", "xlsx"])
def test_a_table_comes_back_exactly(study: Path, tmp_path: Path, suffix: str, columns: str) -> None:
    file = tmp_path / f"evidence.{suffix}"
    with Session.open(study, "Ann") as session:
        before = export(session, file, columns)
        same = done(session, file)  # in the project it comes from, it brings nothing
        assert (same.new, same.differing, same.there) == (0, 0, same.records)
        whole = digest(study)
    assert digest(study) == whole
    with Session.create(tmp_path / "empty.exo", "Ben") as session:
        if columns == "long":
            own_fields.add(session, "Sample size", "number")
        empty = digest(session.path)
        told = done(session, file)
        assert (told.new, told.there, told.problems) == (told.records, 0, ())
        assert "Quotes to be found on their pages" in told.sentence()
        again = done(session, file)
        assert (again.new, again.differing, again.there) == (0, 0, told.records)
        back = export(session, tmp_path / f"back.{suffix}", columns)
        assert _cells(back, suffix) == _cells(before, suffix)
        assert check(session.path).ok
        session.undo()
        assert digest(session.path) == empty


def _cells(data: bytes, suffix: str) -> object:
    if suffix != "xlsx":
        return data
    sheet = openpyxl.load_workbook(io.BytesIO(data))["evidence"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_json_comes_back_with_everything(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    with Session.open(study, "Ann") as session:
        before = json.loads(export(session, file))
    with Session.create(tmp_path / "empty.exo", "Ben") as session:
        told = done(session, file)
        assert (told.new, told.places) == (told.records, 0)
        after = json.loads(export(session, tmp_path / "back.json"))
        for whole in (before, after):
            del whole["exoannotate"], whole["curators"]  # who imported signs, too
        assert after == before
        assert done(session, file).sentence().startswith("Nothing new in this file.")
        session.undo()
        assert not session.project.records() and not session.project.documents()


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_what_differs_is_left_unless_a_person_wants_it(study: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"evidence.{suffix}"
    with Session.open(study, "Ann") as session:
        export(session, file)
        record = session.project.evidence_rows()[0].record
        records.edit(session, record, {"therapy": FieldInput(values(field("therapy"), ("cisplatin",)))})
        told = done(session, file)
        assert (told.differing, told.updated, told.new) == (1, 0, 0)
        assert session.project.evidence_rows((record,))[0]["therapy"] == "cisplatin"
        assert done(session, file, "differing").updated == 1
        assert session.project.evidence_rows((record,))[0]["therapy"] != "cisplatin"
        assert done(session, file).differing == 0
        session.undo()
        assert session.project.evidence_rows((record,))[0]["therapy"] == "cisplatin"


def test_a_study_that_several_rows_name_is_made_once(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.csv"
    with Session.open(study, "Ann") as session:
        rows = [row.record for row in session.project.evidence_rows()]
        exports.export(session, "csv", file, columns="record_id,cargo,primary_study,quote,document,page_label")
        table = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
        table = [[*row[:2], row[2] if n == 0 else "Zeng 2018. A new study.", *row[3:]] for n, row in enumerate(table)]
        table.append(["", "miR-7", *table[1][2:]])  # a new record names it, too
        out = io.StringIO()
        csv.writer(out).writerows(table)
        file.write_text(out.getvalue(), encoding="utf-8")
        told = done(session, file, "differing")
        assert (told.new, told.updated, told.problems) == (1, len(rows), ())
        document = session.project.documents()[0].id
        (made,) = (one.id for one in session.project.studies(document) if one.text == "Zeng 2018. A new study.")
        said = [session.project.entries(r.id)["primary_study"].values[0] for r in session.project.records()]
        assert {value.identifier for value in said} == {made} and check(session.path).ok
        session.undo()
        assert made not in {one.id for one in session.project.studies(document)}


def test_a_cargo_column_says_the_class_where_no_name_is(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.csv"
    with Session.open(study, "Ann") as session:
        rows = {row["cargo"]: row for row in session.project.evidence_rows()}
        named, whole = rows["miR-151a"], rows["whole vesicle"]
        exports.export(session, "csv", file, columns="record_id,cargo,quote,document,page_label")
        text = file.read_text(encoding="utf-8-sig")
        assert done(session, file).differing == 0
        turned = text.replace(f"{named.record},miR-151a", f"{named.record},whole vesicle")
        turned = turned.replace(f"{whole.record},whole vesicle", f"{whole.record},miR-9")
        assert turned.count("miR-9,") == 1 and "miR-151a," not in turned
        file.write_text(turned, encoding="utf-8")
        told = done(session, file, "differing")
        assert (told.updated, told.problems) == (2, ())
        now = {row.record: (row["cargo"], row["cargo_class"]) for row in session.project.evidence_rows()}
        assert now[named.record] == ("whole vesicle", "whole vesicle") and now[whole.record] == ("miR-9", "")


def test_an_area_comes_without_the_picture_that_json_does_not_hold(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    with Session.open(study, "Ann") as session:
        passage = session.project.passages()[0]
        picture = session.project.keep_picture(b"\x89PNG\r\n\x1a\n" + b"x" * 40)
        area = replace(passage, id="area", quote="", raw="", picture=picture)
        session.run(Change("Area", (insert(area),)))
        records.link(session, session.project.evidence_rows()[0].record, "area")
        export(session, file)
    with Session.create(tmp_path / "other.exo", "Ben") as session:
        done(session, file)
        assert session.project.passage("area").picture == ""
    assert check(tmp_path / "other.exo").ok


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_a_deleted_record_comes_back(study: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"evidence.{suffix}"
    with Session.open(study, "Ann") as session:
        export(session, file)
        row = session.project.evidence_rows()[0]
        records.delete(session, row.record)
        told = done(session, file)
        assert (told.new, told.places) == (1, 0)  # its passages are there still
        assert session.project.evidence_rows((row.record,))[0]["cargo"] == row["cargo"]
        assert check(study).ok


def test_rows_of_other_programs(tmp_path: Path) -> None:
    """A table somebody wrote by hand: rows that tell enough come in, the others are named."""
    file = tmp_path / "mine.csv"
    file.write_text(
        "Cargo,Therapy,Effect,Quoted in,Quote,Moon phase\n"
        'miR-21,temozolomide,resistance increased,"A review (10.1234/x), p. 12",MiR-21 did it.,full\n'
        "miR-9,radiation,,A review,,new\n"
        'miR-9,radiation,no such effect,"A review, p. 3",It did not.,new\n',
        encoding="utf-8",
    )
    with Session.create(tmp_path / "empty.exo", "Ben") as session:
        plan = importing.look(session, file)
        assert "Left out, because this project has no such column: Moon phase." in plan.sentence()
        told = done(session, file)
        assert told.new == 1
        assert told.problems[0] == "Row 3 was left out: it does not say which words of which paper it was read from."
        assert told.problems[1].startswith("Row 4 was left out: “no such effect” is not a value of “effect”.")
        (document,) = session.project.documents()
        assert (document.title, document.doi, document.has_pdf) == ("A review", "10.1234/x", False)
        assert [p.page_label for p in session.project.passages(document.id)] == ["12"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"Name,Age\nAnn,3\n", "no references and no evidence"),
        ("a.csv", b'Cargo,Therapy\n"miR-21,x\n', "damaged"),
        ("a.xlsx", b"PK\x03\x04nothing", "no Excel workbook"),
        ("a.json", b'{"exoannotate": {"format": "exoannotate evidence", "version": 9}}', "version 9"),
        ("a.json", b'{"exoannotate": {"format": "exoannotate evidence", "version": 1}}', "not a whole JSON export"),
        ("a.json", b'{"exoannotate": 1}', "is missing or of another kind"),
        ("a.csv", "Cargo,Therapy,Note\nmiR-21,TMZ,Müller\n".encode("cp1252"), "Save it as “CSV UTF-8”"),
        ("a.json", b'{"a":' * 100_000, "nested too deeply"),
    ],
)
def test_bad_tables_have_their_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with Session.create(tmp_path / "empty.exo", "Ben") as session, pytest.raises(BadValueError, match=said):
        importing.look(session, tmp_path / name)


@pytest.mark.parametrize(
    ("code", "between", "end"), [("utf-16", "\t", "\r\n"), ("utf-8", ";", "\n"), ("utf-8-sig", ",", "\r")]
)
def test_tables_as_other_programs_save_them(tmp_path: Path, code: str, between: str, end: str) -> None:
    """Excel's “Unicode text”, semicolons where numbers have commas, line ends of old Macs; notes of any length."""
    note, place = "β" * 140_000, f'"A review{between} I (10.1234/x), p. 12"'
    rows = (("Record id", "Cargo", "Effect", "Quoted in", "Quote", "Note", "Created"),
            ("", "miR-21", "resistance increased", place, "MiR-21 did it.", note, "yesterday"),
            ("' OR 1; --", "miR-9", "resistance increased", place, "MiR-9 did it.", "", ""))  # fmt: skip
    file = tmp_path / "mine.csv"
    file.write_bytes(end.join(between.join(row) for row in rows).encode(code))
    with Session.create(tmp_path / "empty.exo", "Ben") as session:
        told = done(session, file)
        assert told.new == 1 and told.problems[0].startswith("Row 3 was left out: what stands as the id")
        (row,) = session.project.evidence_rows()
        assert row["note"] == note and row["created"].startswith("20"), "a time that is none is that of the import"


def test_json_that_was_cut_down_is_refused_and_its_roles_follow_from_its_fields(study: Path, tmp_path: Path) -> None:
    file = tmp_path / "evidence.json"
    with Session.open(study, "Ann") as session:
        whole = json.loads(export(session, file))
    for gone in ("passages", "documents", "curators"):
        file.write_text(json.dumps({**whole, gone: []}))
        with (
            Session.create(tmp_path / f"{gone}.exo", "Ben") as session,
            pytest.raises(BadValueError, match="not whole"),
        ):
            importing.look(session, file)
    for record in whole["records"]:
        record |= {"role": "no effect", "status": "complete", "review": ""}
    file.write_text(json.dumps(whole))
    with Session.create(tmp_path / "empty.exo", "Ben") as session:
        done(session, file)
        assert check(session.path).ok


def test_a_bomb_of_a_workbook_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables_in, "_MOST_UNPACKED", 1 << 20)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (2 << 20))
    with Session.create(tmp_path / "empty.exo", "Ben") as session, pytest.raises(ExoError, match="larger than"):
        importing.look(session, bomb)


def test_the_command(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(tmp_path / "evidence.xlsx")
    assert main(["export", str(study), "--format", "xlsx", "--out", file]) == 0
    empty = str(tmp_path / "empty.exo")
    assert main(["new", empty]) == 0
    capsys.readouterr()
    assert main(["import", empty, file, "--dry-run", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["new"] > 3
    assert main(["import", empty, file, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["new"] == told["records"]
    assert main(["import", empty, file]) == 0
    assert capsys.readouterr().out.startswith("Nothing new in this file.")


def test_quotes_get_their_place_from_the_pdf(study: Path, tmp_path: Path, sample_pdf: Path) -> None:
    """In a project that has the paper at once, in one that gets it later with the paper."""
    file = tmp_path / "evidence.csv"
    with Session.open(study, "Ann") as session:
        before = export(session, tmp_path / "before.csv", "default")
        export(session, file)
        was = {p.quote: [(q.page, round(q.bounds().y0)) for q in p.quads] for p in session.project.passages()}
    copy = Path(shutil.copy(sample_pdf, tmp_path / "review.pdf"))
    with PdfClient() as pdf:
        for name in ("has it", "gets it"):
            with Session.create(tmp_path / f"{name}.exo", "Ben") as session:
                own_fields.add(session, "Sample size", "number")
                if name == "has it":
                    documents.add(session, pdf, copy)
                told = importing.carry_out(session, pdf, importing.look(session, file), ())
                assert isinstance(told, EvidenceImported)
                if name == "gets it":
                    added = documents.add(session, pdf, copy)
                    assert added.carried and "found: 9 where they were" in added.message
                else:
                    assert told.places == 0
                assert len(session.project.documents()) == 1
                found = session.project.passages()
                assert {p.state for p in found} == {"exact"}
                assert {p.quote: [(q.page, round(q.bounds().y0)) for q in p.quads] for p in found} == was
                assert export(session, tmp_path / "back.csv", "default") == before
                assert check(session.path).ok
