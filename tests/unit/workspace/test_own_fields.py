"""Fields of the project's own: kept, checked, shown like any other, and taken back by one undo."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.domain import fields
from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, NotFoundError
from exoannotate.domain.filter import has_value, parse, sort_rows
from exoannotate.domain.own_fields import MOST, as_field, name_for, of_project
from exoannotate.domain.records import ProjectField
from exoannotate.store.checks import check, digest
from exoannotate.store.rows import insert
from exoannotate.workspace import exports, own_fields, past, records, tables
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

KEPT = Path(__file__).parents[2] / "files" / "format-1.2.exo"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.open(Path(shutil.copy(KEPT, tmp_path / "study.exo")), "Ada") as found:
        yield found


def say(session: Session, record: str, name: str, text: str) -> None:
    of = own_fields.field(session, name)
    records.edit(session, record, {of.name: FieldInput(fields.values(of, (text,)))})


def test_own_fields_are_fields_like_any_other(session: Session) -> None:
    dose, model = session.project.own_fields()
    assert (dose.name, dose.kind, model.choices) == ("own_dose", "number", ("direct", "transwell"))
    assert own_fields.field(session, "Dose") == own_fields.field(session, "own_dose") == as_field(dose)
    assert own_fields.field(session, "co-culture").choice("tran")
    assert own_fields.field(session, "cargo") == fields.field("cargo")
    with pytest.raises(BadValueError) as caught:
        own_fields.field(session, "doze")
    assert "“Dose”" in caught.value.hint


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("number", " −3.50 ", "-3.50"),
        ("number", "1.5e9", "1.5e9"),
        ("date", "2024-02-29", "2024-02-29"),
        ("date", "2024", "2024"),
        ("yes/no", "y", "yes"),
        ("choice", "TWO", "two"),
        ("text", "  a; b | c  ", "a; b | c"),
        ("text", "x" * 10_000, "x" * 10_000),
        ("text", "שלום \u202e abc", "שלום \u202e abc"),
    ],
)
def test_values_are_kept_by_their_kind(session: Session, kind: str, typed: str, kept: str) -> None:
    made = own_fields.add(session, "Extra", kind, ("one", "two") if kind == "choice" else ())
    record = session.project.records()[0].id
    say(session, record, "Extra", typed)
    entry = session.project.entries(record)[made.key]
    assert [v.text for v in entry.values] == [kept]
    assert entry.values[0].identifier == ""
    assert session.undo_label() == "Edit extra"


@pytest.mark.parametrize(
    ("kind", "typed", "why"),
    [
        ("number", "1,500", "is not a number"),
        ("number", "much", "is not a number"),
        ("number", "nan", "is not a number"),
        ("date", "31.03.2026", "is not a date"),
        ("date", "2023-02-29", "There is no day"),
        ("yes/no", "maybe", "is not a value of “Extra”"),
        ("choice", "three", "is not a value of “Extra”"),
    ],
)
def test_what_is_not_of_its_kind_is_refused_with_a_sentence(session: Session, kind: str, typed: str, why: str) -> None:
    own_fields.add(session, "Extra", kind, ("one", "two") if kind == "choice" else ())
    record = session.project.records()[0].id
    with pytest.raises(BadValueError, match=why):
        say(session, record, "Extra", typed)
    with pytest.raises(BadValueError, match=why):  # also when a program hands it over unread
        key = own_fields.find(session, "Extra").key
        records.edit(session, record, {key: FieldInput((fields.Value(typed),))})
    assert "Extra" in session.undo_label()


def test_they_are_columns_that_filter_and_sort(session: Session) -> None:
    first, second, third, *_ = (r.id for r in session.project.records())
    say(session, second, "dose", "3.0")
    say(session, third, "dose", "100")
    columns = session.project.columns()
    assert [c.name for c in columns.all[-4:]] == [
        "own_dose", "own_co_culture", "own_dose_reason", "own_co_culture_reason"
    ]  # fmt: skip
    rows = session.project.evidence_rows()
    assert all(len(row.cells) == len(columns.all) for row in rows)
    assert [row.record for row in tables.evidence(session, filter="Dose > 2.5 and dose < 1e2", sort="-dose")] == [
        first, second
    ]  # fmt: skip
    assert [row.record for row in sort_rows(rows, "dose", columns)][:3] == [second, first, third]
    assert [row.record for row in tables.evidence(session, filter="own_dose = 3")] == [second]
    assert len(tables.evidence(session, filter="dose is empty")) == 5
    # The reason why a field is empty is no value, but it can be looked for.
    (row,) = tables.evidence(session, filter="co-culture = not reported")
    assert row.record == second
    assert not has_value(row, columns.of("Co-culture"), columns)
    assert columns.cell(row, "own_co_culture_reason") == "not reported"
    assert parse("Co-culture = tran", columns).rows(rows) == ()
    with pytest.raises(BadValueError) as caught:
        parse("doze = 3", columns)
    assert "own_dose" in caught.value.hint
    with pytest.raises(BadValueError, match="compares with a number"):
        parse("dose > much", columns)


def test_they_stand_in_the_views_and_follow_every_change(session: Session) -> None:
    def heads() -> list[str]:
        with closing(sqlite3.connect(session.path)) as db:
            return [d[0] for d in db.execute("SELECT * FROM evidence_long").description][-4:]

    assert heads()[:2] == ["own_dose", "own_co_culture"]
    model = own_fields.find(session, "co-culture")
    own_fields.move(session, model.id, 0)
    assert heads()[:2] == ["own_co_culture", "own_dose"]
    own_fields.delete(session, model.id)
    assert heads()[-2:] == ["own_dose", "own_dose_reason"]
    session.undo()
    session.undo()
    assert heads()[:2] == ["own_dose", "own_co_culture"]
    with closing(sqlite3.connect(session.path)) as db:
        assert db.execute("SELECT own_dose FROM evidence_long WHERE own_dose <> ''").fetchall() == [("12.5",)]


def test_a_field_goes_with_its_values_and_one_undo_brings_all_back(session: Session) -> None:
    before = digest(session.path)
    dose = own_fields.find(session, "dose")
    assert own_fields.delete(session, dose.id) == 1
    assert session.undo_label() == "Delete field “Dose”"
    assert not session.project.entries_of(dose.key)
    assert check(session.path).ok
    session.undo()
    assert digest(session.path) == before
    assert own_fields.used(session)[dose.id] == 1
    with pytest.raises(NotFoundError, match="no own field"):
        own_fields.find(session, "doze")


def test_a_column_keeps_its_name_once_records_say_something(session: Session) -> None:
    dose = own_fields.find(session, "dose")
    own_fields.rename(session, dose.id, "Dose (µg/ml)")
    assert (own_fields.find(session, dose.id).label, own_fields.find(session, dose.id).name) == (
        "Dose (µg/ml)", "own_dose"
    )  # fmt: skip
    new = own_fields.add(session, "Pasage", "number")
    own_fields.rename(session, new.id, "Passage")
    assert own_fields.find(session, new.id).name == "own_passage"
    own_fields.describe(session, new.id, "How often the cells were split")
    assert own_fields.field(session, "passage").help == "How often the cells were split"


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("", "1 to 60 letters"),
        ("x" * 61, "1 to 60 letters"),
        ("a\u0007b", "1 to 60 letters"),
        ("---", "needs a letter"),
        ("cargo", "Every record has “cargo” already"),
        ("Quoted in", "Every record has"),
        ("DOSE", "There is an own field “DOSE” already"),
    ],
)
def test_labels_that_cannot_be(session: Session, label: str, why: str) -> None:
    before = session.undo_label()
    with pytest.raises(BadValueError, match=why):
        own_fields.add(session, label)
    assert session.undo_label() == before


def test_choices_are_renamed_where_they_are_used_and_never_lost(session: Session) -> None:
    model = own_fields.find(session, "Co-culture")
    record = session.project.records()[0].id
    say(session, record, "Co-culture", "direct")
    with pytest.raises(BadValueError, match="1 record says “direct”"):
        own_fields.change_choices(session, model.id, ["transwell"])
    own_fields.change_choices(session, model.id, ["contact", "transwell"], {"direct": "contact"})
    assert session.project.entries(record)[model.key].text == "contact"
    session.undo()
    assert session.project.entries(record)[model.key].text == "direct"
    for wrong in ([], ["a", "A"], ["x" * 201], [str(i) for i in range(201)]):
        with pytest.raises(BadValueError):
            own_fields.change_choices(session, model.id, wrong)
    with pytest.raises(BadValueError, match="Only a field of kind choice"):
        own_fields.add(session, "Other", "text", ["a"])
    with pytest.raises(BadValueError, match="not a kind of field"):
        own_fields.add(session, "Other", "colour")


def test_there_are_not_too_many(session: Session) -> None:
    kept = [ProjectField(f"f{i}", f"Field {i}", "text", ordinal=i + 9) for i in range(MOST - 2)]
    session.run(Change("Add many", tuple(map(insert, kept))))
    with pytest.raises(BadValueError, match="at most"):
        own_fields.add(session, "One more")
    assert len(tables.evidence(session)[0].cells) == len(session.project.columns().all)


def test_their_past_is_told_and_can_be_gone_back_to(session: Session) -> None:
    record = session.project.records()[0].id
    key = own_fields.find(session, "dose").key
    say(session, record, "dose", "20")
    steps = [(p.head, p.before, p.after) for p in past.of_record(session, record) if p.field == key]
    assert steps[0] == ("Dose", "12.5", "20")
    assert past.go_back(session, record, key) == "12.5"
    own_fields.delete(session, own_fields.find(session, "dose").id)
    assert past.of_record(session, record)[0].head == "A field that was deleted"


@pytest.mark.parametrize("name", ["json", "csv", "xlsx"])
def test_the_long_form_of_an_export_holds_them(session: Session, tmp_path: Path, name: str) -> None:
    out = tmp_path / f"out.{name}"
    exports.export(session, name, out, columns="long")
    data = out.read_bytes()
    if name == "csv":
        head = data.decode("utf-8-sig").splitlines()[0]
        assert "Dose,Co-culture,Dose: reason" in head
        exports.export(session, name, out, columns="cargo,Dose", filter="dose = 12.5")
        assert out.read_text("utf-8-sig").splitlines() == ["Cargo,Dose", "whole vesicle,12.5"]
    elif name == "json":
        told = json.loads(data)
        assert [f["label"] for f in told["own_fields"]] == ["Dose", "Co-culture"]
        assert sum("own:" in key for r in told["records"] for key in r["fields"]) == 2


# Files that come from anywhere -----------------------------------------------------------------------------------


def test_names_are_made_of_labels() -> None:
    assert name_for("Dose (µg/ml)", ()) == "own_dose_mg_ml" or name_for("Dose (µg/ml)", ()).startswith("own_dose")
    assert name_for("剂量", ()) == "own_field"
    assert name_for("Dose", ("own_dose",)) == "own_dose_2"
    assert name_for("Dose reason", ("own_dose", "own_dose_reason")) == "own_dose_reason_2"


def test_what_a_stranger_wrote_means_nothing_in_sql(session: Session) -> None:
    strange = [
        ProjectField("x' THEN 1 END), (SELECT 1", "Sly", "text"),
        ProjectField("a1", "Name", "text", name='own_x" , 1 --'),
        ProjectField("a2", "Twin", "text", name="own_name"),
        ProjectField("a3", "  ", "text"),
        ProjectField("a4", "Reason of name", "text", name="own_name_reason"),
        ProjectField("a5", "Cargo", "text", name="cargo"),
    ]
    session.run(Change("Strange", tuple(map(insert, strange))))
    names = [own.name for own in session.project.own_fields()]
    assert names[-4:] == ["own_name", "own_twin", "own_reason_of_name", "own_cargo"] or len(set(names)) == len(names)
    assert "x'" not in "".join(own.id for own in session.project.own_fields())
    assert len(tables.evidence(session)) == 8
    assert session.project.columns().of("cargo").name == "cargo"
    assert of_project(strange[:1]) == ()


def test_some_rows_are_those_of_all(session: Session) -> None:
    rows = session.project.evidence_rows()
    assert session.project.evidence_rows([row.record for row in rows]) == rows
    assert session.project.evidence_rows([rows[3].record, "nobody", rows[1].record]) == (rows[1], rows[3])
    assert session.project.evidence_rows(["x"] * 50_000) == session.project.evidence_rows([]) == ()
