"""Check a sample again: draw records of others, extract from their passages a second time, and count the errors."""

from __future__ import annotations

import json
from dataclasses import dataclass

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Passage, Record, Value
from exoannotate.domain.reviewing import reading_order
from exoannotate.domain.verifying import TAG, agent, checks, draw, usual_size
from exoannotate.workspace import records, settings
from exoannotate.workspace.records import FieldInput, Inputs
from exoannotate.workspace.session import Session

_KEPT = 200
"""Projects whose last draw is remembered."""
NOTHING = "There is no record to check again: none of other people is accepted or complete."
NOTHING_HINT = "You sign as “{name}”, and nobody checks their own records. Tools > Settings has your name."


@dataclass(frozen=True, slots=True)
class Sample:
    """Records that were drawn, in reading order, each with its passages; this person extracted ``done`` again."""

    size: int
    number: int
    records: tuple[str, ...] = ()
    passages: tuple[tuple[Passage, ...], ...] = ()
    done: frozenset[str] = frozenset()


def pool(session: Session) -> tuple[Record, ...]:
    """The records this person can check: those of others that are accepted or complete. Raises ProjectFileError."""
    mine = session.curator.id
    return tuple(
        record
        for record in evidence_only(session)
        if record.status in ("accepted", "complete") and record.curator != mine
    )


def proposed(session: Session) -> tuple[int, int, int]:
    """How many records there are to draw from, how many would be drawn, and the number of the draw: as last time in
    this project, else as usual. Number 0: no draw was made yet. Raises ExoError when there is nothing to check."""
    many = len(pool(session))
    if not many:
        raise ExoError(NOTHING, NOTHING_HINT.format(name=session.curator.name))
    size, number = _draws().get(session.project.project_id(), (usual_size(many), 0))
    return many, max(1, min(size, many)), number


def sample(session: Session, size: int, number: int) -> Sample:
    """Draw a sample and remember its size and number on this computer. Raises ExoError when there is nothing."""
    known = pool(session)
    if not known:
        raise ExoError(NOTHING, NOTHING_HINT.format(name=session.curator.name))
    project = session.project
    drawn = set(draw((record.id for record in known), size, number))
    links = {record: keys for record, keys in project.passages_by_record().items() if record in drawn}
    passages = {key: project.passage(key) for keys in links.values() for key in keys}
    order = reading_order(drawn, links, passages, (document.id for document in project.documents()))
    draws = _draws()
    draws.pop(project.project_id(), None)
    draws[project.project_id()] = size, number
    settings.put("verification_draws", json.dumps(dict(list(draws.items())[-_KEPT:])))
    shown = tuple(tuple(passages[key] for key in links.get(record, ())) for record in order)
    return Sample(size, number, order, shown, frozenset(drawn & set(seconds(session))))


def seconds(session: Session) -> dict[str, str]:
    """What this person extracted a second time: by record, the record made."""
    made = session.project.records()
    return {checks(record): record.id for record in made if checks(record) and record.curator == session.curator.id}


def save(session: Session, record_id: str, inputs: Inputs) -> str:
    """Keep what a second person reads in the passages of a record, in a record that is no new evidence; its id.

    Raises BadValueError as ``records.create`` does, ExoError when this person made the record, or checked it before.
    """
    first = session.project.record(record_id)
    if checks(first) or first.curator == session.curator.id:
        raise ExoError("A record is checked by another person than the one who made it.", "Nothing was saved.")
    if record_id in seconds(session):
        raise ExoError(
            "You extracted this record a second time before.", "Nothing was saved. “undo” takes the last one back."
        )
    edits: list[RowEdit] = []
    found = session.project.record_passages(record_id)
    made = records.drafted(session, found, _tagged(inputs), edits, agent=agent(record_id))
    session.run(Change("Check a record again", tuple(edits)))
    return made


def _tagged(inputs: Inputs) -> Inputs:
    given = inputs.get("tags", FieldInput())
    kept = tuple(value for value in given.values if value.text != TAG)
    return {**inputs, "tags": FieldInput((*kept, Value(TAG)), origin=given.origin)}


def evidence_only(session: Session) -> tuple[Record, ...]:
    """The records without those that check another one, and those that went into a record of consensus."""
    double = {one.record for one in session.project.double_coded()}
    return tuple(record for record in session.project.records() if not checks(record) and record.id not in double)


def _draws() -> dict[str, tuple[int, int]]:
    """Size and number of the last draw, by project."""
    try:
        found = json.loads(settings.get("verification_draws") or "{}")
        return {str(project): (int(size), int(number)) for project, (size, number) in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
