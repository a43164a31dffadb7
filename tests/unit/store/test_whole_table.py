"""The whole table is read quickly, and says what the view of the file says."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from exoannotate.domain.change import Change
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Value
from exoannotate.store.rows import insert
from exoannotate.workspace import own_fields, sample
from exoannotate.workspace.session import Session


def by_view(session: Session) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(session.path)) as db:
        return [tuple(map(str, row)) for row in db.execute("SELECT * FROM evidence_long")]


def test_the_table_and_the_view_say_the_same(tmp_path: Path) -> None:
    with Session.open(Path(sample.copy(tmp_path)), "Ada") as session:
        own = own_fields.add(session, "Dose", "number")
        entries = session.project.all_entries()
        who = session.project.curators()[0].id
        first, second, third = (record.id for record in session.project.records()[:3])
        there = {(entry.record, entry.field) for entry in entries}
        made = []
        for number, field in enumerate(EVIDENCE_FIELDS):
            for record, values, reason in (
                (second, (Value(f" {field.name} <&> β"),), ""),
                (third, (), ("not yet looked", "not reported", "unclear")[number % 3]),
            ):
                if (record, field.name) not in there and field.name != "role":
                    made.append(insert(FieldEntry(record, field.name, values, reason, "typed", "t", who)))
        key = own_fields.find(session, "Dose").key
        made.append(insert(FieldEntry(first, key, (Value("12.5"),), "", "typed", "t", who)))
        made.append(insert(FieldEntry(second, key, (), "not reported", "typed", "t", who)))
        session.run(Change("Many entries", tuple(made)))
        rows = session.project.evidence_rows()
        assert own is not None and [row.cells for row in rows] == by_view(session)
        assert session.project.evidence_rows([row.record for row in rows]) == rows
        columns = session.project.columns()
        said = {row.record: columns.cell(row, "own_dose") for row in rows}
        assert (said[first], said[second], said[third]) == ("12.5", "not reported", "")
