"""Whether a new record is likely there already: asked before it is saved, so that nobody enters a claim twice."""

from __future__ import annotations

from textwrap import shorten

from exoannotate.domain.claims import duplicates, row_of
from exoannotate.domain.completeness import NO_REFERENCE, first
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.records import FieldEntry
from exoannotate.workspace.records import Inputs
from exoannotate.workspace.session import Session

_LONGEST = 60  # characters of a cell in the sentence


def likely(
    session: Session, passages: tuple[str, ...], inputs: Inputs, document_id: str = ""
) -> tuple[EvidenceRow, ...]:  # fmt: skip
    """The records that say what ``inputs`` say, on one of the passages or from the same primary study.

    ``document_id``: where the passages are not in the project yet. Raises NotFoundError for a passage that is gone.
    """
    project = session.project
    entries = {name: FieldEntry("", name, given.values, given.reason) for name, given in inputs.items()}
    near = {record for passage in passages for record in project.records_of_passage(passage)}
    document_id = document_id or (project.passage(passages[0]).document if passages else "")
    document = project.document(document_id) if document_id else None
    study = first(entries, "primary_study")
    if document is not None and study not in ("", NO_REFERENCE):
        near.update(project.records_citing(document.id, study))
    if not near:
        return ()
    row = row_of(entries, document.title if document is not None else "")
    rows = {found.record: found for found in project.evidence_rows(tuple(sorted(near)))}
    links = {record: tuple(link.passage for link in project.links(record=record)) for record in rows}
    return tuple(rows[record] for record in duplicates(row, rows.values(), {**links, row.record: passages}))


def sentence(found: tuple[EvidenceRow, ...]) -> str:
    """What is said about them before the record is saved."""
    parts = (found[0][name] for name in ("cargo", "therapy", "role"))
    said = " · ".join(shorten(part, _LONGEST, placeholder=" …") for part in parts if part)
    more = f", and {len(found) - 1} more" if len(found) > 1 else ""
    return f"Likely the same as a record you have: {said}{more}."
