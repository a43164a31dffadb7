"""Acts on several records at once: each is one change, so that one Undo takes all of it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from exoannotate.domain.change import Change, Row, RowEdit
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import values
from exoannotate.domain.records import Decision, FieldEntry, Reason, Value
from exoannotate.store.guarding import Stopped, never
from exoannotate.workspace import own_fields, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class Gathering(Session):
    """Takes the changes of acts instead of writing them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.project, session.curator)
        self.edits: list[RowEdit] = []

    def run(self, change: Change, *, merged: bool = False, stopped: Stopped = never) -> None:
        self.edits += change.edits


def _together(session: Session, keys: Sequence[str], act: Callable[[Session, str], None], label: str) -> int:
    """Do an act on each record as one change; how many rows of records it touched. Nothing is written when one act is
    refused."""
    gathering = Gathering(session)
    for key in dict.fromkeys(keys):
        act(gathering, key)
    edits = each_once(gathering.edits)
    session.run(Change(label, tuple(edits)))
    return len({edit.key for edit in edits if edit.table == "records"})


def _of(many: int) -> str:
    return f" of {many:,} records" if many > 1 else ""


def set_text(session: Session, keys: Sequence[str], name: str, text: str, chosen: Sequence[Value] = ()) -> int:
    """Let a field of records say what was typed; "" empties it. How many records changed.

    ``chosen`` are values that were taken from a list, which gives them names and identifiers. A value a record has
    already keeps its identifier and the words it points at. Raises BadValueError for what the field cannot say.
    """
    of = own_fields.field(session, name)
    picked = {(value.text, value.detail): value for value in chosen}
    given = tuple(picked.get((v.text, v.detail), v) for v in values(of, (text,)))

    def act(gathering: Session, key: str) -> None:
        before = session.project.entries(key).get(of.name)
        records.edit(gathering, key, {of.name: FieldInput(_as_known(before, given))})

    many = len(set(keys))
    return _together(session, keys, act, f"Edit {of.label.lower()}{_of(many)}")


def set_reason(session: Session, keys: Sequence[str], name: str, reason: Reason) -> int:
    """Say why a field of records has no value; what it said goes."""
    of = own_fields.field(session, name)
    given = FieldInput(reason=reason)
    label = f"Reason for {of.label.lower()}{_of(len(set(keys)))}"
    return _together(session, keys, lambda s, key: records.edit(s, key, {of.name: given}), label)


def add_values(session: Session, keys: Sequence[str], name: str, text: str) -> int:
    """Add values, such as a tag, to what a field of records says already. Raises BadValueError for a field of one."""
    of = own_fields.field(session, name)
    given = values(of, (text,))
    if not of.many:
        raise ExoError(f"“{of.label}” takes one value.", "Nothing was changed. Set it instead.")

    def act(gathering: Session, key: str) -> None:
        before = session.project.entries(key).get(of.name)
        known = before.values if before is not None else ()
        new = tuple(v for v in given if v.text not in {k.text for k in known})
        if new:
            records.edit(gathering, key, {of.name: FieldInput((*known, *new))})

    return _together(session, keys, act, f"Add to {of.label.lower()}{_of(len(set(keys)))}")


def review(session: Session, keys: Sequence[str], decision: Decision) -> int:
    """Accept or reject records, or take that back."""
    word = {"accepted": "Accept", "rejected": "Reject", "": "Take decision back"}[decision]
    many = len(set(keys))
    label = f"{word}{_of(many)}" if not decision else f"{word} {f'{many:,} records' if many > 1 else 'record'}"
    return _together(session, keys, lambda s, key: records.review(s, key, decision), label)


def delete(session: Session, keys: Sequence[str]) -> int:
    """Delete records with their fields and links; the passages stay."""
    many = len(set(keys))
    return _together(session, keys, records.delete, f"Delete {many:,} records" if many > 1 else "Delete record")


def typed(entry: FieldEntry | None) -> str:
    """What would have to be typed for what a field says: its values with their details in square brackets."""
    said = entry.values if entry is not None else ()
    return "; ".join(f"{v.text} [{v.detail}]" if v.detail else v.text for v in said)


def _as_known(before: FieldEntry | None, given: tuple[Value, ...]) -> tuple[Value, ...]:
    known = {(v.text, v.detail): v for v in before.values} if before is not None else {}
    return tuple(known.get((v.text, v.detail), v) if not v.identifier else v for v in given)


def each_once(edits: Sequence[RowEdit]) -> list[RowEdit]:
    """The edits of several acts that each knew only the project: a new study that several of them make is made once,
    and of what they choose for one text the first is kept."""
    first: dict[tuple[object, ...], str] = {}
    instead: dict[str, str] = {}
    terms: set[str] = set()
    kept: list[RowEdit] = []
    for edit in edits:
        made = _made(edit)
        known = first.setdefault(made, edit.key) if made else edit.key
        if known != edit.key:
            instead[edit.key] = known
        elif edit.table != "terms" or edit.key not in terms:
            kept.append(edit)
            terms |= {edit.key} if edit.table == "terms" else set()
    return [edit._replace(after=_renamed(edit.after, instead)) for edit in kept] if instead else kept


def _made(edit: RowEdit) -> tuple[object, ...]:
    """What is the same about rows that are to be made once; nothing for any other edit."""
    if edit.before is not None or edit.after is None:
        return ()
    if edit.table == "studies":
        return edit.table, edit.after["document"], edit.after["text"]
    if edit.table == "terms":
        return edit.table, edit.after["kind"], edit.after["synonyms"]
    return ()


def _renamed(row: Row | None, instead: dict[str, str]) -> Row | None:
    said = row.get("values") if row is not None else None
    if row is None or not isinstance(said, str):
        return row
    return {**row, "values": _ID.sub(lambda found: instead.get(found[0], found[0]), said)}
