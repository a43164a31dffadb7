"""Passages: highlight what was selected or quoted, change its colour and note, delete it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document, Meaning, Passage, PassageState, Tombstone, Value, Words
from exoannotate.domain.verifying import checks
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.anchors import Description, Found, Index, find
from exoannotate.reading.document import DocumentText
from exoannotate.reading.flow import Flow
from exoannotate.reading.selection import Selection
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace import blind, texts
from exoannotate.workspace.documents import open_document
from exoannotate.workspace.session import Session
from exoannotate.workspace.standing import standing


@dataclass(frozen=True, slots=True)
class Highlighted:
    """Where a quote was found. ``passage`` is "" when nothing was highlighted; ``score`` from 0 to 1."""

    passage: str
    page: int | None
    label: str
    quote: str
    state: PassageState
    score: float


def from_selection(
    session: Session,
    document_id: str,
    info: PdfInfo,
    pages: Mapping[int, PageText],
    selection: Selection,
    meaning: str = "resistance",
) -> Passage:
    """Highlight what a reader selected. ``pages`` are the texts known so far, those of the selection among them."""
    document = session.project.document(document_id)
    passage = new_passage(session, document, info, DocumentText.of(pages), selection, meaning_id(session, meaning))
    session.run(Change("Highlight", (insert(passage),)))
    return passage


def highlight_quote(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    quote: str,
    *,
    page: int | None = None,
    meaning: str = "resistance",
    note: str = "",
    password: str = "",
) -> Highlighted:
    """Find a quote in a document and highlight it. Nothing is highlighted when it is not found or ambiguous.

    ``page`` counts from 0 and limits the search to passages that begin there. Raises ExoError.
    """
    chosen = meaning_id(session, meaning)
    document = session.project.document(document_id)
    info = open_document(session, pdf, document_id, password)
    try:
        if page is not None and not 0 <= page < info.pages:
            raise BadValueError(f"There is no page {page}.", f"This document has the pages 0 to {info.pages - 1}.")
        whole = texts.document_text(pdf, info, keep=not password)
    finally:
        pdf.close(info)
    found, selection = _find(whole, quote, page)
    if found.state == "not found":
        return Highlighted("", page, "", quote, "not found", 0.0)
    first = selection.spans[0].page
    label = texts.label(document, info, first, whole.page(first))
    text = reading_selection.quote({p.page: p for p in whole.pages}, selection)
    if found.state == "ambiguous":
        return Highlighted("", first, label, text, "ambiguous", found.score)
    made = new_passage(session, document, info, whole, selection, chosen, found.state, found.score)
    passage = replace(made, note=note)
    session.run(Change("Highlight", (insert(passage),)))
    return Highlighted(passage.id, first, label, passage.quote, found.state, round(found.score, 4))


def set_range(
    session: Session, passage_id: str, info: PdfInfo, pages: Mapping[int, PageText], selection: Selection
) -> None:
    """Let a highlight begin and end elsewhere: the same passage with another quote, its links and note kept.

    ``pages`` are the texts known so far, those of the selection among them. Values that were read from words of the
    old quote point at the same words in the new one, or at none. Raises ExoError; nothing is changed then.
    """
    passage = session.project.passage(passage_id)
    if not selection:
        raise ExoError("Nothing of the highlight would be left.", "Nothing was changed. Delete the highlight instead.")
    document = session.project.document(passage.document)
    made = new_passage(session, document, info, DocumentText.of(pages), selection, passage.meaning)
    moved = replace(
        made, id=passage.id, note=passage.note, created=passage.created, curator=passage.curator, changed=now()
    )
    if moved.quote == passage.quote and abs(moved.position - passage.position) < 1e-9 and passage.state == "exact":
        return
    edits: list[RowEdit] = [update(passage, moved)]
    for link in session.project.links(passage=passage_id):
        edits += _words_found_again(session, link.record, passage, moved)
    session.run(Change("Move end of highlight", tuple(edits)))


def recolour(session: Session, passage_id: str, meaning: str) -> None:
    """Give a highlight another meaning."""
    passage = session.project.passage(passage_id)
    after = replace(passage, meaning=meaning_id(session, meaning), changed=now())
    if after.meaning != passage.meaning:
        session.run(Change("Change colour", (update(passage, after),)))


def set_note(session: Session, passage_id: str, note: str) -> None:
    """Write a note on a highlight."""
    passage = session.project.passage(passage_id)
    if note != passage.note:
        session.run(Change("Note on highlight", (update(passage, replace(passage, note=note, changed=now())),)))


def delete(session: Session, passage_id: str) -> None:
    """Delete a highlight. Refused when a record would be left without a passage, be it one that is hidden."""
    passage = session.project.passage(passage_id)
    blind.refuse_hidden_record(session, passage_id)
    edits: list[RowEdit] = []
    for link in session.project.links(passage=passage_id):
        if len(session.project.links(record=link.record)) == 1:
            record = session.project.record(link.record)
            if checks(record):  # a second look at a record that is gone: nobody would find it to delete it
                edits += [delete_row(link), *map(delete_row, session.project.entries(record.id).values())]
                edits += [delete_row(record), insert(Tombstone(record.id, "record", now(), session.curator.id))]
                continue
            raise ExoError(
                "This highlight is the only passage of a record.",
                "Nothing was deleted. Delete the record first, or link another passage to it.",
            )
        edits.append(delete_row(link))
        edits += _words_forgotten(session, link.record, passage_id)
    stone = Tombstone(passage_id, "passage", now(), session.curator.id)
    session.run(Change("Delete highlight", (*edits, delete_row(passage), insert(stone))))


def meaning_id(session: Session, wanted: str) -> str:
    """The meaning a user names by number, letter or name. Raises BadValueError that names them all."""
    meanings = session.project.meanings()
    text = wanted.strip().casefold()
    for meaning in meanings:
        if text in (meaning.id, str(meaning.ordinal), meaning.letter.casefold(), meaning.name.casefold()):
            return meaning.id
    raise BadValueError(f"“{wanted}” is not a highlight colour of this project.", f"There are: {_names(meanings)}.")


def _names(meanings: tuple[Meaning, ...]) -> str:
    return ", ".join(f"{m.ordinal} ({m.letter}) {m.name}" for m in meanings)


def _find(whole: DocumentText, quote: str, page: int | None) -> tuple[Found, Selection]:
    """Where a quote stands: in the text as printed, else in the running text, which tables do not interrupt."""
    wanted = Description(quote, "", "", 0.0)
    found = find(Index(whole.text), wanted, _within(whole, page))
    selection = Selection(whole.spans(found.start, found.end))
    if found.state in ("exact", "ambiguous"):
        return found, selection
    flow = Flow.of(whole, page)
    again = find(Index(flow.text), wanted)
    if again.score > found.score:
        return again, Selection(flow.spans(again.start, again.end))
    return found, selection


def _within(whole: DocumentText, page: int | None) -> tuple[int, int] | None:
    """The run of the whole text that belongs to a page and the one after it, where its last sentence may end."""
    if page is None:
        return None
    start = whole.place(page, 0)
    if start is None:
        return (0, 0)
    after = whole.page(page + 1)
    here = whole.page(page)
    length = len(here.text) if here else 0
    return start, start + length + (len(after.text) + 1 if after else 0)


def _words_forgotten(session: Session, record: str, passage: str) -> list[RowEdit]:
    """Values keep their text when the passage they were read from goes."""
    edits = []
    for entry in session.project.entries(record).values():
        kept = tuple(replace(v, words=None) if v.words and v.words.passage == passage else v for v in entry.values)
        if kept != entry.values:
            edits.append(update(entry, replace(entry, values=kept)))
    return edits


def _words_found_again(session: Session, record: str, before: Passage, after: Passage) -> list[RowEdit]:
    """Values keep their text and point at the same words of the new quote where those are still in it."""
    shift = max(after.quote.find(before.quote), 0) - max(before.quote.find(after.quote), 0)

    def again(value: Value) -> Value:
        words = value.words
        if words is None or words.passage != before.id:
            return value
        wanted = before.quote[words.start : words.end]
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", after.quote)] if wanted else []
        if not places:
            return replace(value, words=None)
        start = min(places, key=lambda place: abs(place - words.start - shift))
        return replace(value, words=Words(after.id, start, start + len(wanted)))

    edits: list[RowEdit] = []
    for entry in session.project.entries(record).values():
        values = tuple(again(value) for value in entry.values)
        if values != entry.values:
            edits.append(update(entry, replace(entry, values=values)))
    return edits


def new_passage(
    session: Session,
    document: Document,
    info: PdfInfo,
    whole: DocumentText,
    selection: Selection,
    meaning: str,
    state: PassageState = "exact",
    score: float = 1.0,
) -> Passage:
    """A passage of a selection, not yet written. Raises ExoError when its text is not in ``whole``."""
    pages = {page.page: page for page in whole.pages}
    time = now()
    made = Passage(
        id=new_id(),
        document=document.id,
        quote=reading_selection.quote(pages, selection),
        raw="",
        prefix="",
        suffix="",
        position=0.0,
        page_index=0,
        page_label="",
        quads=(),
        file_sha256="",
        text_sha256="",
        extractor="",
        meaning=meaning,
        state=state,
        score=score,
        created=time,
        changed=time,
        curator=session.curator.id,
    )
    return standing(made, document, info, whole, selection)
