"""What the last records of a document say in each field: offered first while the next one is filled."""

from __future__ import annotations

from exoannotate.domain.records import Value
from exoannotate.workspace.session import Session

RECORDS = 40
"""So many records are looked at, the last ones first."""


def of_document(session: Session, document_id: str) -> dict[str, tuple[Value, ...]]:
    """The values by field, those of the last record first, each name once."""
    project = session.project
    found: dict[str, None] = {}
    for passage in project.passages(document_id):
        found |= dict.fromkeys(project.records_of_passage(passage.id))
    values: dict[str, dict[str, Value]] = {}
    for record in sorted(found, reverse=True)[:RECORDS]:  # their ids begin with the time they were made
        for name, entry in project.entries(record).items():
            for value in entry.values:
                values.setdefault(name, {}).setdefault(value.text, value)
    return {name: tuple(known.values()) for name, known in values.items()}
