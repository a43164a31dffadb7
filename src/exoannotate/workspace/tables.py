"""The evidence table, as window and command line show it."""

from __future__ import annotations

from collections.abc import Iterator

from exoannotate.domain.arranging import Rows, Wish
from exoannotate.domain.evidence import Column, EvidenceRow
from exoannotate.domain.filter import parse, sort_rows
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.workspace.session import Session


def evidence(session: Session, *, filter: str = "", sort: str = "") -> tuple[EvidenceRow, ...]:
    """The evidence table, long form, filtered and sorted as ``domain/filter.py`` reads them. Raises BadValueError."""
    columns = session.project.columns()
    wanted = parse(filter, columns, limit=0) if filter.strip() else None  # chips of the window may make it long
    rows = session.project.evidence_rows()
    if wanted is not None:
        rows = tuple(row for row in rows if wanted.matches(row))
    return sort_rows(rows, sort, columns) if sort.strip() else rows


def stream(session: Session, *, filter: str = "", stopped: Stopped = never) -> Iterator[EvidenceRow]:
    """The same rows, oldest record first, one after the other: however many there are, few are held.

    Raises BadValueError and StoppedError.
    """
    columns = session.project.columns()
    wanted = parse(filter, columns, limit=0) if filter.strip() else None
    for step in session.project.evidence_in_steps():
        stop_if(stopped)
        for row in step:
            if wanted is None or wanted.matches(row):
                yield row


def grouped(
    session: Session, rows: tuple[EvidenceRow, ...], by: Column
) -> tuple[tuple[EvidenceRow, ...], tuple[tuple[str, int], ...]]:
    """The rows under the headings that the window has for a column too: in the order of its values, those without one
    last; and what each heading says, with how many rows stand below it."""
    arranged = Rows(rows, session.project.columns()).arrange(Wish(group=by.name))
    headings = tuple((heading.title, len(heading.rows)) for heading in arranged.headings)
    return tuple(rows[at] for at in arranged.order), headings
