"""The evidence table and the search over a project, as window and command line show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import parse, sort_rows
from exoannotate.domain.folding import letters
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.anchors import Index
from exoannotate.workspace import texts
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.session import Session

PLACES = ("quotes", "fields", "notes", "documents")
"""Where the search looks; ``documents`` reads the PDFs."""

_SNIPPET = 60
"""Characters shown on either side of a hit."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a text was found. ``where`` is one of PLACES; the ids that apply are set, the others are ""."""

    where: str
    text: str
    document: str = ""
    passage: str = ""
    record: str = ""
    field: str = ""
    page: int | None = None
    label: str = ""


def evidence(session: Session, *, filter: str = "", sort: str = "") -> tuple[EvidenceRow, ...]:
    """The evidence table, long form, filtered and sorted as ``domain/filter.py`` reads them. Raises BadValueError."""
    columns = session.project.columns()
    wanted = parse(filter, columns) if filter.strip() else None
    rows = session.project.evidence_rows()
    if wanted is not None:
        rows = tuple(row for row in rows if wanted.matches(row))
    return sort_rows(rows, sort, columns) if sort.strip() else rows


def find(
    session: Session, pdf: PdfClient | None, text: str, places: tuple[str, ...] = PLACES, limit: int = 1000
) -> Iterator[Hit]:
    """Where a text stands; letters and digits count, spelling of Greek, dashes and spaces do not.

    ``documents`` is searched only with a client; documents whose PDF is not at hand are passed over.
    Raises BadValueError for an unknown place or a text without letters or digits.
    """
    for place in places:
        if place not in PLACES:
            raise BadValueError(f"“{place}” is not a place to search.", f"There are: {', '.join(PLACES)}.")
    wanted = letters(text)
    if not wanted:
        raise BadValueError("There is nothing to search for.", "Give at least one letter or digit.")
    yield from islice(_hits(session, pdf, wanted, places), limit)


def _hits(session: Session, pdf: PdfClient | None, wanted: str, places: tuple[str, ...]) -> Iterator[Hit]:
    for passage in session.project.passages():
        at = (passage.document, passage.id)
        if "quotes" in places and wanted in letters(passage.quote):
            yield Hit("quotes", passage.quote, *at, page=passage.page_index, label=passage.page_label)
        if "notes" in places and wanted in letters(passage.note):
            yield Hit("notes", passage.note, *at, page=passage.page_index, label=passage.page_label)
    known = {f.name for f in EVIDENCE_FIELDS}
    for entry in session.project.all_entries():
        place = "notes" if entry.field == "note" else "fields"
        names = " ; ".join(f"{v.text} {v.name} {v.identifier if v.source != 'studies' else ''}" for v in entry.values)
        if place in places and entry.field in known and wanted in letters(names):
            yield Hit(place, entry.text, record=entry.record, field=entry.field)
    if "documents" in places and pdf is not None:
        for document in session.project.documents():
            yield from _in_document(session, pdf, document.id, wanted)


def _in_document(session: Session, pdf: PdfClient, document_id: str, wanted: str) -> Iterator[Hit]:
    document = session.project.document(document_id)
    try:
        info = open_document(session, pdf, document_id)
    except ExoError:  # its PDF is not at hand or needs a password
        return
    try:
        pages = texts.pages(pdf, info)
    finally:
        pdf.close(info)
    for number, page in pages.items():
        index = Index(page.text)
        at = index.folded.find(wanted)
        while at >= 0:
            start, end = index.span(at, at + len(wanted))
            snippet = " ".join(page.text[max(0, start - _SNIPPET) : end + _SNIPPET].split())
            label = texts.label(document, info, number, page)
            yield Hit("documents", snippet, document.id, page=number, label=label)
            at = index.folded.find(wanted, at + len(wanted))
