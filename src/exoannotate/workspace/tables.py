"""The evidence table, as window and command line show it."""

from __future__ import annotations

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.filter import parse, sort_rows
from exoannotate.workspace.session import Session


def evidence(session: Session, *, filter: str = "", sort: str = "") -> tuple[EvidenceRow, ...]:
    """The evidence table, long form, filtered and sorted as ``domain/filter.py`` reads them. Raises BadValueError."""
    columns = session.project.columns()
    wanted = parse(filter, columns, limit=0) if filter.strip() else None  # chips of the window may make it long
    rows = session.project.evidence_rows()
    if wanted is not None:
        rows = tuple(row for row in rows if wanted.matches(row))
    return sort_rows(rows, sort, columns) if sort.strip() else rows
