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
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.folding import letters
from exoannotate.domain.geometry import Quad
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document, DocumentFile, Passage, PassageState
from exoannotate.domain.wording import counted, shortened
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.anchors import Description, likeness
from exoannotate.reading.document import DocumentText
from exoannotate.reading.finder import Finder, Placed
from exoannotate.reading.selection import Selection
from exoannotate.store.rows import insert, update
from exoannotate.workspace import documents, texts
from exoannotate.workspace.same_paper import same_paper
from exoannotate.workspace.session import Session
from exoannotate.workspace.standing import standing

_SAME_PLACE = 2.0
"""Points by which a place may differ and still be the same: another extractor measures letters otherwise."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A place where a passage may stand: the passage as it would be stored there, and the words of that place."""

    passage: Passage
    text: str


@dataclass(frozen=True, slots=True)
class Refound:
    """One passage in the other file.

    ``after`` is the passage as it would be stored. ``page`` (from 0), ``label``, ``quads`` and ``text`` say where it
    stands there: for "ambiguous" the best or first of ``places`` equal ones, and for "not found" nothing. For these
    two a person must say where it stands: ``guesses`` are the equal places, or the one most like it where there is one.
    ``ms`` is the time taken.
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
    guesses: tuple[Guess, ...] = ()

    @property
    def guess(self) -> Passage | None:
        """The passage at the best guess, None where there is none."""
        return self.guesses[0].passage if self.guesses else None

    @property
    def guess_text(self) -> str:
        """The words of the best guess."""
        return self.guesses[0].text if self.guesses else ""


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
        if not document.has_pdf:
            raise documents.no_pdf_yet(document)
        raise NotFoundError(
            f"The PDF of “{shortened(document.title)}” is not where it was.",
            "Its highlights and records are safe. Say where the PDF lies now.",
        )
    info = documents.open_pdf(pdf, path, password)
    try:
        return relocate_open(session, pdf, document_id, path, info, keep=not password)
    finally:
        pdf.close(info)


def relocate_open(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    path: Path,
    info: PdfInfo,
    *,
    keep: bool = True,
    only: Collection[str] | None = None,
    into: Document | None = None,
) -> Relocation:
    """``relocate`` in a file that is open already; ``keep`` its text in the cache.

    ``only`` looks for some passages; ``into``: the file is the current one of another document, which they join.
    """
    document = session.project.document(document_id)
    passages = [p for p in session.project.passages(document_id) if only is None or p.id in only]
    whole = texts.document_text(pdf, info, keep=keep)
    began = time.perf_counter()
    finder = Finder(whole, info.pages)
    index_ms = (time.perf_counter() - began) * 1000
    placed = [(None, 0.0) if _only_seen(whole, info, passage) else _placed(finder, passage) for passage in passages]
    shifts = Counter(
        where.selection.spans[0].page - passage.page_index
        for passage, (where, _) in zip(passages, placed, strict=True)
        if where is not None and where.found.state in ("exact", "fuzzy")
    )
    after = into or _document(document, info, whole, shifts)
    # A file with the same text on the same pages is the same paper with something written into it.
    same = info.pages == document.pages and after.text_sha256 == document.text_sha256 and not set(shifts) - {0}
    same = same and bool(whole.text.strip())
    found = tuple(
        _refound(after, info, whole, finder, passage, where, ms)
        if where is not None
        else _without_words(after, info, passage, same)
        for passage, (where, ms) in zip(passages, placed, strict=True)
    )
    return Relocation(document, after, path, info.sha256, index_ms, found)


def apply(session: Session, relocation: Relocation, *, accepted: Collection[str] = (), label: str = "") -> None:
    """Carry the passages over as one change and make the file the document's current one.

    ``accepted`` are ids of passages that were not found and whose best guess is right. Raises ExoError when nothing
    at all was found: then it is most probably another paper.
    """
    gone = [found for found in relocation.passages if found.state == "not found" and found.passage.id not in accepted]
    # Those that had no place before say nothing about which paper it is.
    had_a_place = any(found.passage.state not in ("not found", "ambiguous") for found in relocation.passages)
    if had_a_place and len(gone) == len(relocation.passages):
        raise ExoError(
            f"None of the highlights is in “{relocation.path.name}”; it seems to be another paper.",
            "Nothing was changed.",
        )
    change = Change(
        label or f"Find “{shortened(relocation.document.title)}” again", edits_of(session, relocation, accepted)
    )
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
    known = same_paper(session, pdf, copy, first)
    if known is None:
        return None
    relocation = relocate_open(session, pdf, known.id, path, info, keep=keep)
    title = f"Add another copy of “{shortened(known.title)}”"
    session.run(Change(title, edits_of(session, relocation)))
    return relocation


def _only_seen(whole: DocumentText, info: PdfInfo, passage: Passage) -> bool:
    """Whether the words of a passage were recognised on a scan whose text is not at hand: on another computer, say.

    Its place in the same file holds all the same.
    """
    page = whole.page(passage.page_index)
    same = passage.file_sha256 == info.sha256 and bool(passage.quads)
    return same and texts.is_recognised(passage) and (page is None or page.recognised is None)


def _placed(finder: Finder, passage: Passage) -> tuple[Placed | None, float]:
    """Where a passage stands and how long it took in milliseconds; None for one without words."""
    began = time.perf_counter()
    if not letters(passage.quote):
        return None, 0.0
    found = finder.find(Description(passage.quote, passage.prefix, passage.suffix, passage.position))
    if passage.state == "fuzzy" and found.found.score < 1.0 and letters(passage.raw) != letters(passage.quote):
        # It stood in other words before, perhaps because a person said so: those are looked for, too.
        other = finder.find(Description(passage.raw, passage.prefix, passage.suffix, passage.position))
        if other.found.state == "exact":
            found = other
    return found, (time.perf_counter() - began) * 1000


def _refound(
    document: Document,
    info: PdfInfo,
    whole: DocumentText,
    finder: Finder,
    passage: Passage,
    placed: Placed,
    ms: float,
) -> Refound:
    """What became of a passage."""
    found, selection = placed.found, placed.selection
    if not selection:
        return Refound(passage, lost(passage), "not found", 0.0, None, "", (), "", 0, ms)
    here = [at_place(document, info, whole, passage, one) for one in (selection, *placed.others)]
    best = here[0].passage
    if found.state == "not found":
        return Refound(passage, lost(passage), found.state, 0.0, None, "", (), "", 0, ms, tuple(here))
    place = best.page_index, best.page_label, best.quads, here[0].text
    if found.state == "ambiguous":
        # A tie is shown and never chosen, so nothing of it is stored but that it is one.
        stored = replace(lost(passage), state="ambiguous", score=round(found.score, 4))
        return Refound(passage, stored, "ambiguous", stored.score, *place, found.places, ms, tuple(here))
    if best.state == "fuzzy":
        # What surrounded it at first stays the measure until a person says that this is the place.
        best = replace(best, raw=passage.raw, prefix=passage.prefix, suffix=passage.suffix)
    return Refound(passage, best, best.state, best.score, *place, found.places, ms)


def at_place(document: Document, info: PdfInfo, whole: DocumentText, passage: Passage, selection: Selection) -> Guess:
    """A passage as it would be stored at a place of an open file. Its quote stays; what is printed there and round it
    is kept beside it, so that the place is found again."""
    text = reading_selection.quote({page.page: page for page in whole.pages}, selection)
    after = standing(passage, document, info, whole, selection)
    state: PassageState = "moved" if letters(text) == letters(passage.quote) else "fuzzy"
    if state == "moved" and passage.page_index == after.page_index and same_place(passage.quads, after.quads):
        # Measured again, and rounded otherwise.
        state, after = "exact", replace(after, quads=passage.quads)
    after = replace(after, state=state, score=round(likeness(text, passage.quote), 4))
    return Guess(after, text)


def _without_words(document: Document, info: PdfInfo, passage: Passage, same: bool) -> Refound:
    """A highlight of a figure: it has nothing but its place, which holds in the same file, and in one with the
    ``same`` text on the same pages."""
    here = bool(passage.quads) and (passage.file_sha256 == info.sha256 or same)
    state: PassageState = "exact" if here else "not found"
    after = replace(passage, state=state, score=float(here), file_sha256=info.sha256 if here else passage.file_sha256)
    page = passage.page_index if here else None
    label = texts.label(document, info, passage.page_index, None) if here else ""
    return Refound(passage, after, state, float(here), page, label, passage.quads if here else (), "", int(here), 0.0)


def lost(passage: Passage) -> Passage:
    """A passage that has no place."""
    return replace(passage, quads=(), state="not found", score=0.0)


def same_place(one: tuple[Quad, ...], other: tuple[Quad, ...]) -> bool:
    """Whether two passages lie on the same characters, whatever extractor measured them."""
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


def first_places(session: Session, pdf: PdfClient, passages: Sequence[Passage], password: str = "") -> list[Passage]:
    """Passages of one document that have no place yet, each where its words stand in the document's PDF, as far as
    they do; as they are where there is no PDF at hand."""
    if not passages:
        return []
    try:
        info = documents.open_document(session, pdf, passages[0].document, password)
    except ExoError:
        return list(passages)
    try:
        document, whole = session.project.document(passages[0].document), texts.document_text(pdf, info)
    finally:
        pdf.close(info)
    finder = Finder(whole, info.pages)
    placed = [(one, *_placed(finder, one)) for one in passages]
    return [
        as_first(_refound(document, info, whole, finder, one, where, ms).after) if where is not None else one
        for one, where, ms in placed
    ]


def first_found(found: Refound) -> Refound:
    """The same for one that was looked for."""
    return replace(found, after=as_first(found.after), state="exact" if found.state == "moved" else found.state)


def as_first(passage: Passage) -> Passage:
    """A passage that had no place before was not moved: it stands where it always stood."""
    return replace(passage, state="exact") if passage.state == "moved" else passage


def edits_of(session: Session, relocation: Relocation, accepted: Collection[str] = ()) -> tuple[RowEdit, ...]:
    """What is written when the highlights are carried over."""
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
    words = f"Of {counted(total, 'highlight')}, found: {', '.join(parts) or 'none'}."
    if states["ambiguous"]:
        words += f" In several places alike and left open: {states['ambiguous']}."
    if states["not found"]:
        words += f" Not found: {states['not found']}."
    return words
