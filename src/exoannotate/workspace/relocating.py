"""Highlights in a changed file or another copy of a paper: found again, told, and carried over in one change.

A document is one paper and may have several files. Decision (2026-11): the places of its highlights belong to one of
them, the current one, whose hash stands in the document; carrying over makes another file the current one. What was
not found keeps its quote and loses its place, because a highlight drawn at a wrong place is worse than none. Quotes
are never rewritten: what a record says was read from them.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.folding import letters
from exoannotate.domain.geometry import Quad
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document, DocumentFile, Passage, PassageState
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.anchors import Description, describe
from exoannotate.reading.document import DocumentText
from exoannotate.reading.finder import Finder, Placed
from exoannotate.store.rows import insert, update
from exoannotate.workspace import documents, texts
from exoannotate.workspace.session import Session

_SAME_PLACE = 2.0
"""Points by which a place may differ and still be the same: another extractor measures letters otherwise."""
_SAME_PAPER = 0.4
"""The share of samples of the shorter text that the other must hold: a revised preprint has 0.6, another paper 0."""
_SAMPLES, _SAMPLE = 200, 20
"""How many samples of how many letters."""
_HEAD = 6
"""DOI and title are looked for on so many pages."""
_LEAST_TEXT = 200
"""Fewer letters do not tell a paper."""


@dataclass(frozen=True, slots=True)
class Refound:
    """One passage in the other file.

    ``after`` is the passage as it would be stored. ``page`` (from 0), ``label``, ``quads`` and ``text`` say where it
    stands there: for "ambiguous" the best or first of ``places`` equal ones, and for "not found" nothing; then
    ``guess`` is the passage as it would be at the place most like it, where there is one. ``ms`` is the time taken.
    """

    passage: Passage
    after: Passage
    state: PassageState
    score: float
    page: int | None
    label: str
    quads: tuple[Quad, ...]
    text: str
    places: int
    ms: float
    guess: Passage | None = None
    guess_text: str = ""


@dataclass(frozen=True, slots=True)
class Relocation:
    """Every passage of a document in another file. ``after`` is the document as it would be stored."""

    document: Document
    after: Document
    path: Path
    sha256: str
    index_ms: float
    passages: tuple[Refound, ...]

    def sentence(self) -> str:
        """How many highlights were found, in words."""
        return _sentence(Counter(found.state for found in self.passages))


def relocate(
    session: Session, pdf: PdfClient, document_id: str, pdf_path: Path | None = None, *, password: str = ""
) -> Relocation:
    """Find every passage of a document again in ``pdf_path``, by default in its own file as it lies there now.

    Nothing is changed. Raises NotFoundError when there is no such document or file, PdfError when it cannot be read.
    """
    path = pdf_path or documents.locate(session, document_id) or _changed_file(session, document_id)
    if path is None:
        document = session.project.document(document_id)
        raise NotFoundError(
            f"The PDF of “{_short(document.title)}” is not where it was.",
            "Its highlights and records are safe. Say where the PDF lies now.",
        )
    info = documents.open_pdf(pdf, path, password)
    try:
        return relocate_open(session, pdf, document_id, path, info, keep=not password)
    finally:
        pdf.close(info)


def relocate_open(
    session: Session, pdf: PdfClient, document_id: str, path: Path, info: PdfInfo, *, keep: bool = True
) -> Relocation:
    """``relocate`` in a file that is open already; ``keep`` its text in the cache."""
    document = session.project.document(document_id)
    passages = session.project.passages(document_id)
    whole = texts.document_text(pdf, info, keep=keep)
    began = time.perf_counter()
    finder = Finder(whole, info.pages)
    index_ms = (time.perf_counter() - began) * 1000
    placed = [_placed(finder, passage) for passage in passages]
    shifts = Counter(
        where.selection.spans[0].page - passage.page_index
        for passage, (where, _) in zip(passages, placed, strict=True)
        if where is not None and where.found.state in ("exact", "fuzzy")
    )
    after = _document(document, info, whole, shifts)
    found = tuple(
        _refound(after, info, whole, finder, passage, where, ms)
        for passage, (where, ms) in zip(passages, placed, strict=True)
    )
    return Relocation(document, after, path, info.sha256, index_ms, found)


def apply(session: Session, relocation: Relocation, *, accepted: Collection[str] = (), label: str = "") -> None:
    """Carry the passages over as one change and make the file the document's current one.

    ``accepted`` are ids of passages that were not found and whose best guess is right. Raises ExoError when nothing
    at all was found: then it is most probably another paper.
    """
    lost = [found for found in relocation.passages if found.state == "not found" and found.passage.id not in accepted]
    if relocation.passages and len(lost) == len(relocation.passages):
        raise ExoError(
            f"None of the highlights is in “{relocation.path.name}”; it seems to be another paper.",
            "Nothing was changed.",
        )
    change = Change(label or f"Find “{_short(relocation.document.title)}” again", _edits(session, relocation, accepted))
    session.run(change)


def carried_over(
    session: Session,
    pdf: PdfClient,
    path: Path,
    info: PdfInfo,
    copy: Document,
    first: Mapping[int, PageText],
    keep: bool,
) -> Relocation | None:
    """When a new file is another copy of a paper of the project, its highlights carried over; None when it is not.

    ``copy`` is what the file says about itself and ``first`` its first pages.
    """
    known = _same_paper(session, pdf, copy, first)
    if known is None:
        return None
    relocation = relocate_open(session, pdf, known.id, path, info, keep=keep)
    title = f"Add another copy of “{_short(known.title)}”"
    session.run(Change(title, _edits(session, relocation, ())))
    return relocation


def _placed(finder: Finder, passage: Passage) -> tuple[Placed | None, float]:
    """Where a passage stands and how long it took in milliseconds; None for one without words."""
    began = time.perf_counter()
    if not letters(passage.quote):
        return None, 0.0
    found = finder.find(Description(passage.quote, passage.prefix, passage.suffix, passage.position))
    return found, (time.perf_counter() - began) * 1000


def _refound(
    document: Document,
    info: PdfInfo,
    whole: DocumentText,
    finder: Finder,
    passage: Passage,
    placed: Placed | None,
    ms: float,
) -> Refound:
    """What became of a passage."""
    if placed is None:
        return _without_words(document, info, passage)
    found, selection = placed.found, placed.selection
    score = round(found.score, 4)
    if not selection:
        return Refound(passage, _lost(passage), "not found", 0.0, None, "", (), "", 0, ms)
    pages = {page.page: page for page in whole.pages}
    quads = reading_selection.quads(pages, selection)
    first, last = selection.spans[0], selection.spans[-1]
    text = reading_selection.quote(pages, selection)
    state: PassageState = found.state
    if state == "exact" and passage.page_index == first.page and _same_place(passage.quads, quads):
        quads = passage.quads  # measured again and rounded otherwise
    elif state == "exact":
        state = "moved"
    after = replace(
        passage,
        position=finder.position((first.page, first.start)),
        page_index=first.page,
        page_label=texts.label(document, info, first.page, pages[first.page]),
        quads=quads,
        file_sha256=info.sha256,
        text_sha256=document.text_sha256,
        extractor=info.extractor,
        state="fuzzy" if state == "not found" else state,
        score=score,
    )
    if state in ("exact", "moved"):
        start, end = whole.place(first.page, first.start), whole.place(last.page, last.end)
        around = describe(whole.text, start or 0, end or 0)
        after = replace(after, prefix=around.prefix, suffix=around.suffix, raw=reading_selection.raw(pages, selection))
    if state == "not found":
        return Refound(passage, _lost(passage), state, 0.0, None, "", (), "", 0, ms, after, text)
    if state == "ambiguous":
        # A tie is shown and never chosen, so nothing of it is stored but that it is one.
        stored = replace(_lost(passage), state="ambiguous", score=score)
        return Refound(passage, stored, state, score, first.page, after.page_label, quads, text, found.places, ms)
    return Refound(passage, after, state, score, first.page, after.page_label, quads, text, found.places, ms)


def _without_words(document: Document, info: PdfInfo, passage: Passage) -> Refound:
    """A highlight of a figure: it has nothing but its place, which holds in the same file only."""
    here = passage.file_sha256 == info.sha256
    state: PassageState = "exact" if here else "not found"
    after = replace(passage, state=state, score=float(here))
    page = passage.page_index if here else None
    label = texts.label(document, info, passage.page_index, None) if here else ""
    return Refound(passage, after, state, float(here), page, label, passage.quads if here else (), "", int(here), 0.0)


def _lost(passage: Passage) -> Passage:
    return replace(passage, quads=(), state="not found", score=0.0)


def _same_place(one: tuple[Quad, ...], other: tuple[Quad, ...]) -> bool:
    if len(one) != len(other) or any(a.page != b.page for a, b in zip(one, other, strict=True)):
        return False
    mine, theirs = ([c for quad in quads for xy in quad.corners for c in xy] for quads in (one, other))
    return all(abs(a - b) <= _SAME_PLACE for a, b in zip(mine, theirs, strict=True))


def _document(document: Document, info: PdfInfo, whole: DocumentText, shifts: Counter[int]) -> Document:
    """The document with this file as its current one."""
    first = document.first_page_label
    if first and info.sha256 != document.sha256 and (set(shifts) - {0} or info.pages != document.pages):
        # What the user said of the old first page holds for the new one only if all pages moved alike.
        number = int(first) - next(iter(shifts)) if first.isdecimal() and len(shifts) == 1 else 0
        first = str(number) if number > 0 else ""
    text_sha256 = texts.text_hash({page.page: page for page in whole.pages}) or document.text_sha256
    return replace(
        document, sha256=info.sha256, text_sha256=text_sha256, pages=info.pages, first_page_label=first
    )  # fmt: skip


def _edits(session: Session, relocation: Relocation, accepted: Collection[str]) -> tuple[RowEdit, ...]:
    edits: list[RowEdit] = []
    stamp = now()
    if relocation.after != relocation.document:
        edits.append(update(relocation.document, replace(relocation.after, changed=stamp)))
    hint = documents.hint(session, relocation.path)
    files = session.project.files(relocation.document.id)
    if not any(file.sha256 == relocation.sha256 and file.path == hint for file in files):
        edits.append(insert(DocumentFile(new_id(), relocation.document.id, relocation.sha256, hint)))
    for found in relocation.passages:
        chosen = found.guess if found.guess is not None and found.passage.id in accepted else found.after
        if chosen != found.passage:
            edits.append(update(found.passage, replace(chosen, changed=stamp)))
    return tuple(edits)


def _changed_file(session: Session, document_id: str) -> Path | None:
    """The file that lies where the document's was seen, though its bytes are others."""
    folder = session.path.parent
    for file in session.project.files(document_id):
        for candidate in documents.candidates(folder, file.path):
            if candidate.is_file() and candidate.suffix.lower() == ".pdf":
                return Path(os.path.normpath(candidate))
    return None


def _same_paper(session: Session, pdf: PdfClient, copy: Document, first: Mapping[int, PageText]) -> Document | None:
    """The document of the project that a new file is another copy of.

    The same text, or much of it where DOI, title or a highlight of a known paper stand in it. The text decides: a
    correction has the DOI of its paper, a review has the titles of others, and two papers may share a title.
    """
    text = letters("".join(first[n].text for n in sorted(first)))
    if len(text) < _LEAST_TEXT:
        return None
    # A cover page may come first, so what the file says about itself is not enough.
    heads = [first[n] for n in sorted(first)][:_HEAD]
    head = letters("".join(page.text + "".join(f.text for f in page.furniture) for page in heads))
    for known in session.project.documents():
        if known.text_sha256 == copy.text_sha256:
            return known
        doi, title = letters(known.doi), letters(known.title)
        named = (doi and (doi in head or doi == letters(copy.doi))) or (len(title) >= 20 and title in head)
        if not named and not _quoted(session, known, text):
            continue
        old = _old_text(session, pdf, known)
        # An abstract or a first page has the DOI too, but the highlights would not be in it.
        if len(old) < _LEAST_TEXT:
            alike = bool(doi) and doi == letters(copy.doi) and title == letters(copy.title)
        else:
            alike = len(text) >= _SAME_PAPER * len(old) and _shared(old, text) >= _SAME_PAPER
        if alike:
            return known
    return None


def _quoted(session: Session, known: Document, text: str) -> bool:
    """Whether one of the longest highlights of a known document stands in a text."""
    longest = sorted((passage.quote for passage in session.project.passages(known.id)), key=len)[-3:]
    return any(len(quote) >= 40 and quote in text for quote in map(letters, longest))


def _old_text(session: Session, pdf: PdfClient, known: Document) -> str:
    """The letters of the first pages of a known document; its quotes where its PDF is not at hand."""
    try:
        there = documents.open_document(session, pdf, known.id)
    except ExoError:  # it is not at hand, or needs a password
        return "".join(letters(passage.quote) for passage in session.project.passages(known.id))
    try:
        pages = texts.pages(pdf, there, range(min(there.pages, texts.HASHED_PAGES)))
    finally:
        pdf.close(there)
    return letters("".join(pages[n].text for n in sorted(pages)))


def _shared(one: str, other: str) -> float:
    """The share (0 to 1) of samples of the shorter text that stand in the other."""
    short, long = sorted((one, other), key=len)
    step = max(1, (len(short) - _SAMPLE) // _SAMPLES)
    samples = [short[at : at + _SAMPLE] for at in range(0, len(short) - _SAMPLE, step)]
    return sum(sample in long for sample in samples) / len(samples)


def _sentence(states: Counter[PassageState]) -> str:
    total = states.total()
    if not total:
        return "It has no highlights yet."
    told = [
        (states["exact"], "where it was", "where they were"),
        (states["moved"], "at another place", "at other places"),
        (states["fuzzy"], "in other words", "in other words"),
    ]
    parts = [f"{n} {one if n == 1 else many}" for n, one, many in told if n]
    words = f"Of {total} highlight{'s' * (total > 1)}, found: {', '.join(parts) or 'none'}."
    if states["ambiguous"]:
        words += f" In several places alike and left open: {states['ambiguous']}."
    if states["not found"]:
        words += f" Not found: {states['not found']}."
    return words


def _short(title: str) -> str:
    return title if len(title) <= 48 else title[:47].rstrip() + "…"
