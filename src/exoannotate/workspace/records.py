"""Evidence records: make, edit, link, review and delete them. Each act is one change."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import NO_REFERENCE, THIS_DOCUMENT, changed_since_review, savable, settle
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.fields import Field
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.own_fields import GROUP
from exoannotate.domain.records import (
    Decision,
    FieldEntry,
    Link,
    Origin,
    Passage,
    Reason,
    Record,
    Study,
    Tombstone,
    Value,
)
from exoannotate.reading.pointing import point_at
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace import own_fields, terms
from exoannotate.workspace.session import Session

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+")
_NUMBER = re.compile(r"^\[?(\d{1,4})\]?(?=[.\s]|$)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class FieldInput:
    """What a person says in one field: values, or a reason why there is none; neither means "not yet looked"."""

    values: tuple[Value, ...] = ()
    reason: Reason | Literal[""] = ""
    origin: Origin = "typed"


Inputs = Mapping[str, FieldInput]


def create(session: Session, passages: tuple[str, ...], inputs: Inputs) -> str:
    """Make a record from one or more passages and return its id.

    Raises BadValueError when neither cargo, donor, therapy nor effect is given, NotFoundError for a passage.
    """
    found = [session.project.passage(key) for key in dict.fromkeys(passages)]
    edits: list[RowEdit] = []
    made = drafted(session, found, inputs, edits)
    session.run(Change("New record", tuple(edits)))
    return made


def drafted(
    session: Session, found: Sequence[Passage], inputs: Inputs, edits: list[RowEdit], *, agent: str = "manual",
    key: str = "",
) -> str:  # fmt: skip
    """Put the edits that make a record to ``edits``, those of the same act, and return its id, a new one unless a
    ``key`` is given; nothing is written.

    The passages may be new in the same act. Raises BadValueError as ``create`` does.
    """
    time = now()
    record = Record(id=key or new_id(), agent=agent, created=time, changed=time, curator=session.curator.id)
    entries: dict[str, FieldEntry] = {}
    document = found[0].document if found else ""
    for of, given in _named(session, inputs):
        values = _as_kept(session, document, of, given.values, found, edits)
        if values or given.reason not in ("", "not yet looked"):
            entries[of.name] = _entry(session, record.id, of.name, replace(given, values=values), time)
    if not savable(entries, [p.id for p in found]):
        raise _not_savable(bool(found))
    links = [Link(record.id, p.id, n, time, session.curator.id) for n, p in enumerate(found)]
    kept = {(edit.table, edit.key) for edit in edits}
    chosen = terms.choices_of(session, ((e.field, e.values) for e in entries.values() if e.origin != "suggested"))
    edits += [edit for edit in chosen if (edit.table, edit.key) not in kept]
    edits += [insert(settle(record, entries)), *map(insert, entries.values()), *map(insert, links)]
    return record.id


def edit(session: Session, record_id: str, inputs: Inputs) -> None:
    """Change some fields of a record; fields that are not named stay as they are. Raises ExoError."""
    record = session.project.record(record_id)
    entries = session.project.entries(record_id)
    links = session.project.links(record=record_id)
    linked = session.project.record_passages(record_id)
    document = linked[0].document if linked else ""
    time = now()
    edits: list[RowEdit] = []
    named = _named(session, inputs)
    for of, given in named:
        before = entries.get(of.name)
        values = _as_kept(session, document, of, given.values, linked, edits)
        after = _entry(session, record_id, of.name, replace(given, values=values), time)
        if before is not None and (before.values, before.reason) == (after.values, after.reason):
            continue
        if not values and given.reason in ("", "not yet looked"):
            if before is not None:
                edits.append(delete_row(entries.pop(of.name)))
            continue
        edits.append(insert(after) if before is None else update(before, after))
        entries[of.name] = after
    if not edits:
        return
    if not savable(entries, [link.passage for link in links]):
        raise _not_savable(bool(links))
    edits.append(update(record, settle(replace(record, changed=time), entries)))
    edits += terms.choices_of(session, ((of.name, said.values) for of, said in named if said.origin != "suggested"))
    names = [of.label for of, _ in named]
    session.run(Change(f"Edit {names[0].lower() if len(names) == 1 else 'record'}", tuple(edits)))


def link(session: Session, record_id: str, *passage_ids: str) -> None:
    """Link one or more passages to a record, in one act; linking twice changes nothing."""
    known = {one.passage for one in session.project.links(record=record_id)}
    wanted = [session.project.passage(key) for key in dict.fromkeys(passage_ids) if key not in known]
    label = "Link passage" if len(wanted) == 1 else "Link passages"
    session.run(Change(label, linking(session, record_id, wanted)))


def linking(session: Session, record_id: str, wanted: Sequence[Passage]) -> tuple[RowEdit, ...]:
    """The edits that link passages to a record, which may be new in the same act; none for none."""
    record = session.project.record(record_id)
    links = session.project.links(record=record_id)
    if not wanted:
        return ()
    time = now()
    after = max((one.ordinal for one in links), default=-1) + 1
    made = [Link(record.id, p.id, after + k, time, session.curator.id) for k, p in enumerate(wanted)]
    keys = {one.id for one in made}
    stones = [delete_row(stone) for stone in session.project.tombstones() if stone.id in keys]
    return (*stones, *map(insert, made), update(record, replace(record, changed=time)))


def unlink(session: Session, record_id: str, passage_id: str) -> None:
    """Take a passage off a record. Refused for the last one: a record without a passage is no evidence."""
    record = session.project.record(record_id)
    links = session.project.links(record=record_id)
    gone = [known for known in links if known.passage == passage_id]
    if not gone:
        raise ExoError("This passage is not linked to this record.", "Nothing was changed.")
    if len(links) == 1:
        raise ExoError(
            "This is the only passage of the record.",
            "Nothing was changed. Link another passage first, or delete the record.",
        )
    time = now()
    edits: list[RowEdit] = [delete_row(gone[0])]
    for entry in session.project.entries(record_id).values():
        kept = tuple(replace(v, words=None) if v.words and v.words.passage == passage_id else v for v in entry.values)
        if kept != entry.values:
            edits.append(update(entry, replace(entry, values=kept)))
    edits.append(insert(Tombstone(gone[0].id, "link", time, session.curator.id)))
    edits.append(update(record, replace(record, changed=time)))
    session.run(Change("Unlink passage", tuple(edits)))


def review(session: Session, record_id: str, decision: Decision, why: str = "") -> None:
    """Accept or reject a record, with who and when; "" takes the decision back. One that was changed since is decided
    on again by the same word. ``why`` is put under its note, in the same act."""
    record = session.project.record(record_id)
    why = " ".join(why.split())
    if record.review == decision and not why and not changed_since_review(record):
        return
    time = now()
    decided = replace(
        record,
        review=decision,
        reviewer=session.curator.id if decision else "",
        reviewed=time if decision else "",
        changed=time,
    )
    entries = session.project.entries(record_id)
    edits: list[RowEdit] = []
    if why:
        before = entries.get("note")
        line = f"{decision.capitalize()}: {why}" if decision else why
        text = "\n".join(filter(None, (before.text if before else "", line)))
        after = _entry(session, record_id, "note", FieldInput((Value(text),)), time)
        edits.append(insert(after) if before is None else update(before, after))
        entries["note"] = after
    label = {"accepted": "Accept record", "rejected": "Reject record", "": "Take decision back"}[decision]
    session.run(Change(label, (*edits, update(record, settle(decided, entries)))))


def delete(session: Session, record_id: str) -> None:
    """Delete a record with its fields and links; the passages stay. It can be undone."""
    record = session.project.record(record_id)
    parts = [*session.project.links(record=record_id), *session.project.entries(record_id).values(), record]
    stone = insert(Tombstone(record_id, "record", now(), session.curator.id))
    session.run(Change("Delete record", (*map(delete_row, parts), stone)))


def _named(session: Session, inputs: Inputs) -> list[tuple[Field, FieldInput]]:
    """The fields that were given, by whatever name, with what is said in them. Raises BadValueError for no field."""
    known = {of.name: of for of in own_fields.all_fields(session)}
    return [(known.get(name) or own_fields.field(session, name), given) for name, given in inputs.items()]


def _entry(session: Session, record: str, name: str, given: FieldInput, time: str) -> FieldEntry:
    reason: Reason | Literal[""] = "" if given.values or given.reason == "not yet looked" else given.reason
    return FieldEntry(record, name, given.values, reason, given.origin, time, session.curator.id)


def _not_savable(has_passage: bool) -> BadValueError:
    if not has_passage:
        return BadValueError("A record needs a passage.", "Nothing was saved. Highlight a passage first.")
    return BadValueError(
        "A record needs at least one of cargo, donor, therapy or effect.",
        "Nothing was saved. Fill one of them; when no cargo is named, choose the class “whole vesicle”.",
    )


def _as_kept(
    session: Session,
    document: str,
    of: Field,
    values: tuple[Value, ...],
    passages: Sequence[Passage],
    edits: list[RowEdit],
) -> tuple[Value, ...]:
    """What was typed in a field as it is kept: a study of the reference list, or names that point at their words."""
    if of.name == "primary_study":
        return _study(session, document, values, edits)
    if of.group == GROUP:
        return own_fields.checked(of, values)
    if of.kind != "entities":
        return values
    return tuple(v if v.words else replace(v, words=point_at(v.text, passages)) for v in values)


def _study(session: Session, document: str, values: tuple[Value, ...], edits: list[RowEdit]) -> tuple[Value, ...]:
    """The primary study as an entry of the document's reference list, made with the record when it is new."""
    if not values:
        return ()
    given = values[0]
    text = " ".join(given.text.split())
    for fixed in (NO_REFERENCE, THIS_DOCUMENT):
        if text.casefold() == fixed:
            return (Value(fixed, words=given.words),)
    known = [study.id for study in session.project.studies(document) if study.text == text]
    new = (edit.after or {} for edit in edits if edit.table == "studies")  # of another record of the same act
    known += [str(row["id"]) for row in new if (row.get("document"), row.get("text")) == (document, text)]
    if not known:
        study = _read_study(document, text)
        edits.append(insert(study))
        known = [study.id]
    return (Value(text, identifier=known[0], source="studies", words=given.words),)


def _read_study(document: str, text: str) -> Study:
    """A study from what was typed or printed: number, year and DOI are copied out of it when they stand there."""
    number, year, doi = _NUMBER.match(text), _YEAR.search(text), _DOI.search(text)
    start = number.end() if number else 0
    authors = text[start : year.start()].strip(" .,;()[]") if year and year.start() > start else ""
    return Study(
        id=new_id(),
        document=document,
        text=text,
        number=number.group(1) if number else "",
        authors=authors,
        year=int(year.group()) if year else None,
        doi=doi.group().rstrip(".,;)") if doi else "",
    )
