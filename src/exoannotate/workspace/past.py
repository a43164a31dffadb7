"""What a record said before: each field's earlier values with who and when, and the way back to one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from exoannotate.domain.change import Row
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import entry_text, field
from exoannotate.domain.records import FieldEntry
from exoannotate.store.opening import damaged
from exoannotate.store.rows import from_row
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

DECISION = "status"
"""Stands for the field in an entry about the decision on the record."""


@dataclass(frozen=True, slots=True)
class Past:
    """One field of a record in one act. ``act`` names the act in the file's history; ``before`` and ``after`` are as a
    table shows them, "" for nothing; ``said`` is the whole earlier entry, None where there was none. ``undone``: the
    act was taken back later."""

    act: str
    at: str
    curator: str
    label: str
    field: str
    before: str
    after: str
    said: FieldEntry | None
    undone: bool


def of_record(session: Session, record: str) -> tuple[Past, ...]:
    """What became of a record's fields and of the decision on it, newest first. Raises NotFoundError."""
    session.project.record(record)
    names = {person.id: person.name for person in session.project.curators()}
    found: list[Past] = []
    for act in session.project.acts_on(record):
        who = names.get(act.curator, "")
        for edit in act.change.edits:
            side = edit.after or edit.before or {}
            if edit.table == "record_fields" and side.get("record") == record:
                before, after = _entry(session, edit.before), _entry(session, edit.after)
                told = (str(side.get("field")), entry_text(before), entry_text(after), before)
            elif edit.table == "records" and edit.key == record and _decided(edit.before) != _decided(edit.after):
                told = (DECISION, _decided(edit.before), _decided(edit.after), None)
            else:
                continue
            found.append(Past(act.id, act.at, who, act.label, *told, undone=act.undone))
    return tuple(found)


def go_back(session: Session, record: str, name: str, act: str = "") -> str:
    """Let a field say again what it said before an act, the last one that changed it when none is named.

    It is an edit like any other and can be undone. Returns what the field says now, "" for nothing.
    Raises ExoError when the record has no such act.
    """
    known = field(name)
    acts = [p for p in of_record(session, record) if p.field == known.name and p.before != p.after]
    chosen = next((p for p in acts if not act or p.act == act), None)
    if chosen is None:
        raise ExoError(
            f"“{known.label}” of this record was never anything else"
            + (" in the act that was named." if act and acts else "."),
            "Nothing was changed.",
        )
    said = chosen.said
    linked = {link.passage for link in session.project.links(record=record)}
    given = FieldInput()
    if said is not None:
        # Words of a passage that was unlinked since belong to the record no more.
        kept = tuple(v if v.words is None or v.words.passage in linked else replace(v, words=None) for v in said.values)
        given = FieldInput(kept, said.reason, said.origin)
    records.edit(session, record, {known.name: given})
    return chosen.before


def _entry(session: Session, row: Row | None) -> FieldEntry | None:
    try:
        return None if row is None else from_row(FieldEntry, row)
    except ValueError as error:
        raise damaged(session.path, "its history is not whole") from error


def _decided(row: Row | None) -> str:
    return "" if row is None else str(row.get("review"))
