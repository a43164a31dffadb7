"""Passages that were not found again: where they most probably stand, and putting them there when a person says so."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.ids import now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage, PassageState
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.document import DocumentText
from exoannotate.reading.selection import Selection
from exoannotate.store.rows import update
from exoannotate.workspace import documents, relocating
from exoannotate.workspace.relocating import Refound
from exoannotate.workspace.session import Session

LOST: tuple[PassageState, ...] = ("ambiguous", "not found")
"""States in which a passage has no place and a person must say where it stands."""


def guesses(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    info: PdfInfo | None = None,
    *,
    keep: bool = True,
    only: Collection[str] | None = None,
) -> tuple[Refound, ...]:
    """The lost passages of a document, or some of them, with their best guesses; nothing is changed.

    ``info``: the document where it is open already; ``keep`` its text in the cache. Raises ExoError when the PDF
    cannot be read.
    """
    known = session.project.passages(document_id)
    lost = {p.id for p in known if p.state in LOST and (only is None or p.id in only)}
    if not lost:
        return ()
    if info is not None:
        there = Path(info.path)
        return relocating.relocate_open(session, pdf, document_id, there, info, keep=keep, only=lost).passages
    opened = documents.open_document(session, pdf, document_id)
    try:
        if opened.sha256 != session.project.document(document_id).sha256:
            raise NotFoundError("The PDF its highlights belong to is not at hand, only another copy of the paper.")
        there = Path(opened.path)
        return relocating.relocate_open(session, pdf, document_id, there, opened, only=lost).passages
    finally:
        pdf.close(opened)


def accept(session: Session, place: Passage) -> None:
    """A guess is right: put the passage there. Raises NotFoundError when the passage is gone."""
    known = session.project.passage(place.id)
    if known.state not in LOST:
        raise ExoError("This highlight has a place already.", "Nothing was changed.")
    session.run(Change("Accept the place of a highlight", (update(known, _at(known, place)),)))


def reattach(
    session: Session, passage_id: str, info: PdfInfo, pages: Mapping[int, PageText], selection: Selection
) -> Passage:
    """Put a passage where a reader selected. It stays the same passage, with its quote, note and records.

    ``pages`` are the texts known so far, those of the selection among them.
    """
    known = session.project.passage(passage_id)
    if not known.quote:
        raise ExoError("An area of a figure cannot be attached to text.", "Nothing was changed. Mark the area again.")
    document = session.project.document(known.document)
    if info.sha256 != document.sha256:
        raise ExoError("The document that is shown is not the one this highlight belongs to.", "Nothing was changed.")
    place = relocating.at_place(document, info, DocumentText.of(pages), known, selection).passage
    after = _at(known, place)
    session.run(Change("Re-attach highlight", (update(known, after),)))
    return after


def _at(known: Passage, place: Passage) -> Passage:
    """A passage at the place of another; what was written on it meanwhile stays."""
    return replace(place, note=known.note, meaning=known.meaning, changed=now())
