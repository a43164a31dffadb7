"""Own terms: checked, imported with refusals in words, exported, chosen, undone, travelling with the file."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError
from exoannotate.domain.records import Value
from exoannotate.store.checks import check
from exoannotate.suggest.match import Match, Rank
from exoannotate.workspace import own_terms, records, sample, several, term_tables, terms
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "study.exo", "Ann") as opened:
        yield opened


def table(folder: Path, text: str, name: str = "terms.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_imported_as_one_edit_and_ranks_first(session: Session, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "Name,ID,Source,Synonyms,Kind,Comment\n"
        "my line,CVCL_9999,Cellosaurus,ML-1|ML1,cell line,from the clinic\n"
        "TMZ-loaded EV,,,TMZ,drug,\n",
    )
    done = term_tables.import_file(session, path)
    assert (done.new, done.changed, done.same, done.refused) == (2, 0, 0, ())
    assert done.sentence() == "Terms: 2 new."
    assert session.undo_label() == "Import 2 terms"
    names = terms.for_project(session)
    assert names.lookup("TMZ", "therapy")[0].name == "TMZ-loaded EV"
    first = names.lookup("ML-1", "donor")[0]
    assert (first.name, first.identifier, first.source, first.rank) == (
        "my line", "CVCL_9999", "Cellosaurus", Rank.OWN,
    )  # fmt: skip
    assert first.note == "from the clinic"
    again = term_tables.import_file(session, path)
    assert (again.new, again.same, session.undo_label()) == (0, 2, "Import 2 terms")
    session.undo()
    assert session.project.terms() == ()
    assert terms.for_project(session).lookup("TMZ", "therapy")[0].name == "temozolomide"
    session.redo()
    assert len(session.project.terms()) == 2
    assert check(session.path).ok


def test_rows_that_are_no_terms_are_refused_in_words(session: Session, tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "name\tidentifier\tsource\tkind\n"
        "good\t\t\t\n"
        "\t\t\t\n"
        "---\t\t\t\n"
        f"{'x' * 300}\t\t\t\n"
        "thing\tABC 1\tlab\t\n"
        "thing\tABC1\t\t\n"
        "known\tHGNC:40\t\tgene\n"
        "odd\t\t\tspaceship\n"
        "bell\x07\t\t\t\n"
        "good\t\t\t\n",
        "terms.tsv",
    )
    done = term_tables.import_file(session, path)
    assert (done.new, done.same) == (2, 1)
    assert [refused.line for refused in done.refused] == [4, 5, 6, 7, 9, 10]
    words = " ".join(refused.why for refused in done.refused)
    for part in ("at least one letter", "longer than", "has blanks", "without the source", "spaceship", "cannot have"):
        assert part in words
    assert {(t.name, t.source) for t in session.project.terms()} == {("good", ""), ("known", "HGNC")}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no column"),
        (b"a,b\n1,2\n", "no column"),
        (b"name\n\xff\xfe\xfa", "UTF-8"),
        (b"name\n\x1f\x8b", "UTF-8"),
        (b"\x1f\x8b\x08broken", "cannot be read"),
        (b"SQLite format 3\0" + bytes(range(256)), "UTF-8"),
        (b'name\n"open', ""),
    ],
)
def test_files_that_are_no_tables_are_refused(session: Session, tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "strange.csv"
    path.write_bytes(data)
    if told:
        with pytest.raises(ExoError, match=told):
            term_tables.import_file(session, path)
        assert session.project.terms() == ()
    else:
        term_tables.import_file(session, path)
    with pytest.raises(NotFoundError):
        term_tables.import_file(session, tmp_path / "not there.csv")


def test_tables_of_every_make_are_read(tmp_path: Path) -> None:
    for name, data in (
        ("semicolons.csv", b"name;synonyms\nA1;b|c\n"),
        ("excel.csv", "\ufeffname,synonyms\r\nA1,b;c\r\n".encode()),
        ("unicode.txt", "name\tsynonyms\r\nA1\tb|c\r\n".encode("utf-16")),
        ("packed.tsv.gz", gzip.compress(b'id\tkind\tname\tsynonyms\textra\n\tdrug\tA1\tb|c\t{"x":1}\n')),
        ("guarded.csv", b'name,synonyms\nA1,"b|c"\n'),
    ):
        path = tmp_path / name
        path.write_bytes(data)
        (term,) = term_tables.read(path).terms
        assert (term.name, term.synonyms) == ("A1", "b|c"), name


def test_the_shipped_tables_themselves_could_be_imported(tmp_path: Path) -> None:
    from exoannotate import resources

    found = term_tables.read(resources.path("vocabularies", "mirnas.tsv.gz"))
    assert found.refused == ()
    assert len(found.terms) == 9199
    assert found.terms[0].source == "miRBase"


def test_terms_travel_out_and_in_again(session: Session, tmp_path: Path) -> None:
    own_terms.add(session, own_terms.checked("=danger", synonyms=("+1", "x|y".replace("|", "/")), note='a, "b"'))
    terms.remember(session, "miR-21", Match("hsa-miR-21-3p", "MIMAT0004494", "miRBase", "mirna"), "cargo")
    out = tmp_path / "out.csv"
    assert term_tables.export_file(session, out) == 2
    assert b"'=danger" in out.read_bytes()
    with Session.create(tmp_path / "other.exo", "Ben") as other:
        term_tables.import_file(other, out)
        kept = [(t.name, t.kind, t.identifier, t.synonyms, t.note) for t in other.project.terms()]
        assert sorted(kept) == sorted(
            (t.name, t.kind, t.identifier, t.synonyms, t.note) for t in session.project.terms()
        )
        assert terms.for_project(other).lookup("miR-21", "cargo")[0].identifier == "MIMAT0004494"
    with pytest.raises(ExoError, match="is a project"):
        term_tables.export_file(session, session.path)


def test_a_choice_ranks_first_from_then_on(session: Session, tmp_path: Path) -> None:
    names = terms.for_project(session)
    first, second = names.lookup("MRP1", "cargo")[:2]
    assert first.name == "ABCC1"
    terms.remember(session, "MRP1", first, "cargo")
    assert session.project.terms() == ()  # it was first already
    terms.remember(session, "MRP1", second, "cargo")
    assert terms.for_project(session).lookup("MRP1", "cargo")[0].identifier == second.identifier
    assert terms.for_project(session).lookup("mrp1", "targets")[0].identifier == second.identifier
    terms.remember(session, "MRP1", first, "cargo")
    assert len(session.project.terms()) == 1  # one choice stands in the place of the other
    assert terms.for_project(session).lookup("MRP1", "cargo")[0].identifier == first.identifier
    session.undo()
    assert terms.for_project(session).lookup("MRP1", "cargo")[0].identifier == second.identifier
    copy = tmp_path / "copy.exo"
    shutil.copy(session.path, copy)
    with Session.open(copy, "Ben") as other:
        assert terms.for_project(other).lookup("MRP1", "cargo")[0].identifier == second.identifier
        assert own_terms.delete(other, {own_terms.choices(other)[0].id}) == 1
        assert other.undo_label() == "Delete choice"
        assert terms.for_project(other).lookup("MRP1", "cargo")[0].identifier == first.identifier


def test_saving_a_record_keeps_the_choice_in_the_same_change(tmp_path: Path) -> None:
    terms.warm()
    with Session.open(sample.copy(tmp_path), "Ann") as session:
        passage = session.project.passages()[0].id
        chosen = Value("miR-21", "hsa-miR-21-3p", "MIMAT0004494", "miRBase")
        usual = Value("TMZ", "temozolomide", "CHEBI:72564", "ChEBI")
        strange = Value("miR-21", "something", "X:1", "elsewhere")
        before = len(session.project.terms())
        key = records.create(
            session, (passage,), {"cargo": FieldInput((chosen, strange)), "therapy": FieldInput((usual,))}
        )
        (row,) = session.project.terms()[before:]
        assert (row.kind, row.synonyms, row.identifier) == ("choice: mirna", "miR-21", "MIMAT0004494")
        assert terms.for_project(session).lookup("miR-21", "cargo")[0].identifier == "MIMAT0004494"
        assert session.undo_label() == "New record"
        session.undo()
        assert len(session.project.terms()) == before
        records.create(session, (passage,), {"cargo": FieldInput((chosen,), origin="suggested")})
        assert len(session.project.terms()) == before  # nobody chose what was merely suggested
        key = records.create(session, (passage,), {"cargo": FieldInput((chosen,))})
        records.edit(
            session, key, {"cargo": FieldInput((Value("miR-21", "hsa-miR-21-5p", "MIMAT0000076", "miRBase"),))}
        )
        assert terms.for_project(session).lookup("miR-21", "cargo")[0].identifier == "MIMAT0000076"


def test_a_choice_for_several_records_is_kept_once(tmp_path: Path) -> None:
    terms.warm()
    with Session.open(sample.copy(tmp_path), "Ann") as session:
        keys = [record.id for record in session.project.records()]
        before = len(session.project.terms())
        for chosen in (Value("miR-21", "hsa-miR-21-3p", "MIMAT0004494", "miRBase"),
                       Value("miR-21", "hsa-miR-21-5p", "MIMAT0000076", "miRBase")):  # fmt: skip
            assert several.set_text(session, keys, "cargo", "miR-21", (chosen,)) == len(keys)
            (row,) = session.project.terms()[before:]
            assert row.identifier == chosen.identifier


def test_terms_for_all_projects_stand_behind_those_of_the_project(session: Session, tmp_path: Path) -> None:
    done = terms.import_for_all(table(tmp_path, "name,synonyms,kind\nnanoTMZ,TMZ,drug\nother,,drug\n"))
    assert done.new == 2
    assert terms.warm().lookup("TMZ")[0].name == "nanoTMZ"
    own_terms.add(session, own_terms.checked("ours", kind="drug", synonyms=("TMZ",)))
    assert [m.name for m in terms.for_project(session).lookup("TMZ")[:2]] == ["ours", "nanoTMZ"]
    again = terms.import_for_all(table(tmp_path, "name,synonyms,kind\nnanoTMZ,TMZ|nT,drug\nother,,drug\n"))
    assert (again.new, again.changed, again.same) == (0, 1, 1)
    assert terms.warm().lookup("nT")[0].name == "nanoTMZ"
    terms.personal_file().write_bytes(b"\xff\xff")
    assert terms.warm().lookup("TMZ")[0].name == "temozolomide"


def test_what_cannot_be_a_term_is_told() -> None:
    with pytest.raises(BadValueError, match="without the source"):
        own_terms.checked("x", identifier="Q42")
    assert own_terms.checked("x", identifier="CVCL_0022").source == "Cellosaurus"
    assert own_terms.checked("  a \n b ").name == "a b"
