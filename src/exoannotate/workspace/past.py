"""What a record said before: each field's earlier values, its passages and decisions, and the way back to one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Literal, cast

from exoannotate.domain.change import Row, RowEdit
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.fields import entry_text
from exoannotate.domain.own_fields import PREFIX
from exoannotate.domain.records import Decision, FieldEntry
from exoannotate.store.opening import damaged
from exoannotate.store.rows import from_row
from exoannotate.workspace import own_fields, records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

DECISION = "status"
"""Stands for the field in an entry about the decision on the record."""
PASSAGE = "passage"
"""Stands for the field in an entry about a passage that was linked or unlinked."""
MADE = "record"
"""Stands for the field in the entry of the act that made the record."""
GONE = "a passage that is gone"
GONE_FIELD = "A field that was deleted"
_HEADS = {DECISION: "Decision", PASSAGE: "Passage", MADE: "Made"}
_LONGEST = 300  # characters of a quote

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Past:
    """One field of a record in one act. ``act`` names the act in the file's history; ``before`` and ``after`` are as a
    table shows them, "" for nothing; ``said`` is the whole earlier entry, None where there was none, ``became`` the
    later one. ``undone``: the act was taken back later, and ``taken_back`` says by whom and when. ``kind``: "do", or
    "undo" and "redo" of another act. ``head``: the field as people read it; ``passage``: of a link, its passage."""

    act: str
    at: str
    curator: str
    label: str
    field: str
    before: str
    after: str
    said: FieldEntry | None
    undone: bool
    became: FieldEntry | None = None
    kind: str = "do"
    head: str = ""
    passage: str = ""
    taken_back: tuple[str, str] = ("", "")


def of_record(session: Session, record: str) -> tuple[Past, ...]:
    """What became of a record's fields, of its passages and of the decision on it, newest first; undoing and redoing
    are acts as well. Raises NotFoundError."""
    session.project.record(record)
    names = {person.id: person.name for person in session.project.curators()}
    heads = _HEADS | {f.name: f.label for f in own_fields.all_fields(session)}
    found: list[Past] = []
    by: dict[str, tuple[str, str]] = {}  # who took an act back, and when
    for act in session.project.acts_on(record):
        who = names.get(act.curator, "")
        if act.kind == "undo":
            by.setdefault(act.of, (who, act.at))
        for edit in act.change.edits:
            told = _told(session, record, edit)
            if told is not None:
                found.append(
                    replace(
                        told, act=act.id, at=act.at, curator=who, label=act.label, kind=act.kind,
                        undone=act.undone, head=heads.get(told.field) or _gone(told.field),
                        taken_back=by.get(act.id, ("", "")) if act.undone else ("", ""),
                    )
                )  # fmt: skip
    return tuple(found)


def timeline(session: Session, record: str) -> tuple[Past, ...]:
    """What was done to a record, newest first: an act that was undone says so itself, and what the record said when it
    was made is one step, a line for each field. Raises NotFoundError."""
    steps = [step for step in of_record(session, record) if step.kind == "do" and step.before != step.after]
    made = {step.act for step in steps if step.field == MADE}
    kept = []
    for step in steps:
        if step.field == MADE:
            said = (f"{other.head}: {other.after}" for other in steps if other.act == step.act and other != step)
            kept.append(replace(step, after="\n".join(said)))
        elif step.act not in made:
            kept.append(step)
    return tuple(kept)


def _told(session: Session, record: str, edit: RowEdit) -> Past | None:
    """What one edit did to the record, without the act it was part of; None for what is no news of it."""
    side = edit.after or edit.before or {}
    nothing = Past("", "", "", "", "", "", "", None, False)
    if edit.table == "record_fields" and side.get("record") == record:
        said, became = _entry(session, edit.before), _entry(session, edit.after)
        name = str(side.get("field"))
        return replace(nothing, field=name, said=said, became=became, before=entry_text(said), after=entry_text(became))
    if edit.table == "record_passages" and side.get("record") == record and (edit.before is None or edit.after is None):
        passage = str(side.get("passage"))
        quote = _quote(session, passage)
        before, after = ("", quote) if edit.before is None else (quote, "")
        return replace(nothing, field=PASSAGE, passage=passage, before=before, after=after)
    if edit.table == "records" and edit.key == record and edit.before is None:
        return replace(nothing, field=MADE, after="record")
    if edit.table == "records" and edit.key == record and _decision(edit.before) != _decision(edit.after):
        # A renewed decision is news as well.
        before_text, after_text = _decided(edit.before), _decided(edit.after)
        again = " again" if before_text == after_text else ""
        return replace(nothing, field=DECISION, before=before_text, after=after_text + again)
    return None


def go_back(session: Session, record: str, name: str, act: str = "", *, to: Side = "before", passage: str = "") -> str:
    """Let a field say again what it said before (or ``to`` "after") an act, the last one that changed it when none is
    named; likewise the decision ("status"), or whether a ``passage`` is linked.

    It is an edit like any other and can be undone. Returns what the field says now, "" for nothing.
    Raises ExoError when the record has no such act.
    """
    known = None if name in (DECISION, PASSAGE) else own_fields.field(session, name)
    name = known.name if known is not None else name
    acts = [p for p in of_record(session, record) if p.field == name and p.before != p.after]
    chosen = next((p for p in acts if (not act or p.act == act) and (not passage or p.passage == passage)), None)
    if chosen is None:
        label = known.label if known is not None else _HEADS[name]
        raise ExoError(
            f"“{label}” of this record was never anything else"
            + (" in the act that was named." if act and acts else "."),
            "Nothing was changed.",
        )
    wanted = chosen.before if to == "before" else chosen.after
    if name == DECISION:
        decision = wanted.removesuffix(" again")
        records.review(session, record, cast("Decision", decision))
        return decision
    if name == PASSAGE:
        turn = records.link if wanted else records.unlink
        turn(session, record, chosen.passage)
        return wanted
    said = chosen.said if to == "before" else chosen.became
    linked = {link.passage for link in session.project.links(record=record)}
    given = FieldInput()
    if said is not None:
        # Words of a passage that was unlinked since belong to the record no more.
        kept = tuple(v if v.words is None or v.words.passage in linked else replace(v, words=None) for v in said.values)
        given = FieldInput(kept, said.reason, said.origin)
    records.edit(session, record, {name: given})
    return wanted


def _gone(field: str) -> str:
    return GONE_FIELD if field.startswith(PREFIX) else field


def _quote(session: Session, passage: str) -> str:
    try:
        return shorten(session.project.passage(passage).shown, _LONGEST, placeholder=" …")
    except NotFoundError:
        return GONE


def _entry(session: Session, row: Row | None) -> FieldEntry | None:
    try:
        return None if row is None else from_row(FieldEntry, row)
    except ValueError as error:
        raise damaged(session.path, "its history is not whole") from error


def _decided(row: Row | None) -> str:
    return "" if row is None else str(row.get("review"))


def _decision(row: Row | None) -> tuple[str, str]:
    """The decision and when it was made; neither for a record that was not decided on."""
    decided = _decided(row)
    return (decided, str(row.get("reviewed"))) if row is not None and decided else ("", "")
