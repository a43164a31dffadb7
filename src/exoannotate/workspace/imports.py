"""Highlights that other programs left inside a PDF become passages, when a person asks for it.

Decision (2026-11): nothing is imported by itself. The words are those of our own text under a mark, never what the
other program copied beside it. Who marked it and when is kept as author and time of the passage; a note names its
author too. All of one import is one change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.colours import nearest as nearest_colour
from exoannotate.domain.errors import ExoError, PageError
from exoannotate.domain.geometry import PageRect, bounds
from exoannotate.domain.ids import now, person_id
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.pdfparts import PdfMark
from exoannotate.domain.records import Curator, Document, Meaning, Passage
from exoannotate.domain.wording import counted
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading_selection
from exoannotate.reading.anchors import Description
from exoannotate.reading.covered import covered, nearest
from exoannotate.reading.document import DocumentText
from exoannotate.reading.finder import Finder
from exoannotate.reading.selection import Selection
from exoannotate.store.rows import insert
from exoannotate.workspace import areas, documents, passages, relocating, texts
from exoannotate.workspace.session import Session

_NOTE = "note"
"""The id of the meaning that notes get, in a project that still has it."""
_UNCOLOURED = "#ffff00"
"""What programs show a highlight in that names no colour."""
_SAME_PLACE = 0.5
"""Share of the first line of a mark that a passage covers when it is that mark, imported or exported before."""
_BAND = 20.0
"""Points of height of the bands by which places on a page are looked up."""
_SAME_AREA = 0.8
"""Share of the larger of two areas that both cover, from which on they are one."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a PDF carries, with all that is needed to make passages of it: the text of the pages round its marks, and
    the ``pictures`` of areas, by their index."""

    marks: tuple[PdfMark, ...]
    whole: DocumentText
    pictures: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the marks of one PDF. Each of ``marks`` is counted once among the other numbers.

    ``without_text``: marks that lie on no words that can be selected, and notes far from any; ``elsewhere``: marks in
    another copy whose words are not in the document's own file; ``passages``: the ids of those that were made.
    """

    document: str
    marks: int
    highlights: int = 0
    notes: int = 0
    areas: int = 0
    already_there: int = 0
    without_text: int = 0
    elsewhere: int = 0
    passages: tuple[str, ...] = ()

    @property
    def imported(self) -> int:
        """How many passages were made."""
        return len(self.passages)

    def sentence(self) -> str:
        """The counts in words."""
        if not self.marks:
            return "This PDF carries no highlights of other programs."
        made = [(self.highlights, "highlight"), (self.notes, "note"), (self.areas, "area")]
        told = [counted(n, what) for n, what in made if n]
        words = f"Imported {', '.join(told)}." if told else "Nothing was imported."
        if self.already_there:
            words += f" Already there: {self.already_there}."
        if self.without_text:
            words += f" Not imported, because they lie on no words: {self.without_text}."
        if self.elsewhere:
            words += f" Not imported, because their words are not in the copy this project uses: {self.elsewhere}."
        return words


def marks_told(marks: Sequence[PdfMark]) -> str:
    """What marks there are, in words: "4 highlights, 1 note"."""
    notes, places = (sum(mark.kind == kind for mark in marks) for kind in ("note", "area"))
    counts = ((len(marks) - notes - places, "highlight"), (notes, "note"), (places, "area"))
    return ", ".join(counted(n, what) for n, what in counts if n)


def not_there(marks: Sequence[PdfMark], known: Collection[Passage]) -> tuple[PdfMark, ...]:
    """The marks that lie on no passage yet, as far as their places tell."""
    boxes: defaultdict[tuple[int, int], list[PageRect]] = defaultdict(list)
    for passage in known:
        for quad in passage.quads:
            box = quad.bounds()
            for band in range(int(box.y0 // _BAND), int(box.y1 // _BAND) + 1):
                boxes[quad.page, band].append(box)
    return tuple(mark for mark in marks if not _mostly_on(mark.quads[0].bounds(), boxes))


def _mostly_on(box: PageRect, boxes: Mapping[tuple[int, int], Sequence[PageRect]]) -> bool:
    middle = int((box.y0 + box.y1) / 2 // _BAND)
    near = boxes.get((box.page, middle), ())
    return any(_shared(box, other) >= _SAME_PLACE * max(_size(box), 0.01) for other in near)


def import_file(session: Session, pdf: PdfClient, path: Path, *, password: str = "", meaning: str = "") -> Imported:
    """Import the marks of a PDF, which is added to the project unless it is there. ``pdf`` must be able to draw.

    Raises PdfError or NotFoundError when the PDF cannot be read, ExoError when the project cannot be written.
    """
    info = documents.open_pdf(pdf, path, password)
    try:
        added = documents.add(session, pdf, path, password=password)
        if added.refused:
            raise ExoError(added.message)
        found = read(pdf, info, keep=not password)
        return import_marks(session, pdf, added.document, info, found, password=password, meaning=meaning)
    finally:
        pdf.close(info)


def read(pdf: PdfClient, info: PdfInfo, *, keep: bool = True) -> Carried:
    """What a PDF carries. Takes a while; touches no project. ``keep`` as for ``texts.pages``. Raises PdfError."""
    marks = pdf.marks(info).result()
    if not marks:
        return Carried((), DocumentText(()))
    pictures = {}
    for index, mark in enumerate(marks):
        box = bounds(mark.quads)
        if mark.kind == "area" and box is not None:
            try:
                pictures[index] = areas.draw(pdf, info, areas.clipped(box, info))
            except (PageError, ExoError):  # too small, off the page, or on a page that cannot be drawn
                continue
    # A book is not read for a handful of marks: their pages and those beside them hold all that is kept of a passage.
    near = {mark.quads[0].page + step for mark in marks for step in (-1, 0, 1)}
    return Carried(marks, DocumentText.of(texts.pages(pdf, info, sorted(near), keep=keep)), pictures)


def import_marks(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    info: PdfInfo,
    found: Carried,
    *,
    password: str = "",
    meaning: str = "",
) -> Imported:
    """Make passages of what ``read`` found, as one change.

    ``info``: the file that was read; where it is another copy than the document's own, the passages are put where
    their words stand in the document's own. ``meaning``: one for all, else that of the nearest hue. Raises ExoError.
    """
    work = _Import(session, session.project.document(document_id), info, found, meaning)
    for index, mark in enumerate(found.marks):
        work.take(index, mark)
    made = work.made
    if info.sha256 != work.document.sha256 and made:
        made = _in_own_file(session, pdf, work.document, made, password)
    elsewhere = len(work.made) - len(made)
    # Only now, because it is the place in the document's own file that tells whether it is there already.
    known: defaultdict[str, list[Passage]] = defaultdict(list)
    for passage in session.project.passages(document_id):
        known[passage.quote].append(passage)
    new: list[_Made] = []
    for one in made:
        alike = known[one.passage.quote]
        if not any(_same(one.passage, other) for other in alike):
            alike.append(one.passage)
            new.append(one)
    kinds = [one.kind for one in new]
    edits = [*work.authors(new), *(insert(one.passage) for one in new)]
    session.run(Change(f"Import {counted(len(new), 'highlight')}", tuple(edits)))
    return Imported(
        document=document_id,
        marks=len(found.marks),
        highlights=kinds.count("text"),
        notes=kinds.count("note"),
        areas=kinds.count("area"),
        already_there=len(made) - len(new),
        without_text=len(found.marks) - len(work.made),
        elsewhere=elsewhere,
        passages=tuple(one.passage.id for one in new),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A passage that was made, of what, and by whom."""

    passage: Passage
    kind: str
    author: Curator | None


class _Import:
    """Makes passages of marks, one after another; ``made`` are those that have a place."""

    def __init__(self, session: Session, document: Document, info: PdfInfo, found: Carried, meaning: str) -> None:
        self.document = document
        self.made: list[_Made] = []
        self._session, self._info, self._found = session, info, found
        self._meanings = session.project.meanings()
        self._chosen = passages.meaning_id(session, meaning) if meaning else ""
        self._now = now()

    def take(self, index: int, mark: PdfMark) -> None:
        """Make a passage of a mark, where it has a place."""
        author = None
        if mark.author and person_id(mark.author) != self._session.curator.id:
            author = Curator(person_id(mark.author), " ".join(mark.author.split()))
        made = self._area(index, mark) if mark.kind == "area" else self._words(mark)
        if made is None:
            return
        note = mark.note or made.note
        passage = replace(
            made,
            note=f"{note} ({author.name})" if mark.note and author else note,
            created=mark.created if "" < mark.created < self._now else self._now,
            changed=self._now,
            curator=author.id if author else self._session.curator.id,
        )
        kind = "note" if mark.kind == "note" else "area" if mark.kind == "area" else "text"
        self.made.append(_Made(passage, kind, author))

    def authors(self, made: list[_Made]) -> list[RowEdit]:
        """The edits that make the authors known to the project."""
        known = {person.id for person in self._session.project.curators()} | {self._session.curator.id}
        new = {one.author.id: one.author for one in made if one.author and one.author.id not in known}
        return [insert(author) for author in new.values()]

    def _words(self, mark: PdfMark) -> Passage | None:
        page = self._found.whole.page(mark.quads[0].page)
        if page is None:
            return None
        selection = nearest(page, mark.quads[0].bounds()) if mark.kind == "note" else covered(page, mark.quads)
        if not selection or not _has_words(page, selection):
            return None
        meaning = self._meaning(mark)
        return passages.new_passage(
            self._session, self.document, self._info, self._found.whole, selection, meaning
        )  # fmt: skip

    def _area(self, index: int, mark: PdfMark) -> Passage | None:
        picture, box = self._found.pictures.get(index), bounds(mark.quads)
        if picture is None or box is None:
            return None
        text = self._found.whole.page(box.page)
        return areas.new_area(
            self._session, self.document.id, self._info, box, picture, text, meaning=self._meaning(mark)
        )  # fmt: skip

    def _meaning(self, mark: PdfMark) -> str:
        if self._chosen:
            return self._chosen
        if mark.kind == "note" and any(meaning.id == _NOTE for meaning in self._meanings):
            return _NOTE
        return meaning_of(mark.colour or _UNCOLOURED, self._meanings)


def meaning_of(colour: str, meanings: tuple[Meaning, ...]) -> str:
    """The id of the meaning whose colour is most like ``colour``."""
    return meanings[nearest_colour(colour, [meaning.colour for meaning in meanings])].id


def _in_own_file(
    session: Session, pdf: PdfClient, document: Document, made: list[_Made], password: str
) -> list[_Made]:  # fmt: skip
    """The passages where their words stand in the document's own file; those that are not there are left out."""
    info = documents.open_document(session, pdf, document.id, password)
    try:
        whole = texts.document_text(pdf, info, keep=not password)
    finally:
        pdf.close(info)
    finder = Finder(whole, info.pages)
    placed = []
    for one in made:
        passage = one.passage
        if not passage.quote:
            continue  # what a figure shows is in its own file only
        place = finder.find(Description(passage.quote, passage.prefix, passage.suffix, passage.position))
        if place.found.state not in ("not found", "ambiguous") and place.selection:
            there = relocating.at_place(document, info, whole, passage, place.selection).passage
            placed.append(replace(one, passage=there))
    return placed


def _has_words(page: PageText, selection: Selection) -> bool:
    return any(c.isalnum() for c in reading_selection.quote({page.page: page}, selection))


def _same(one: Passage, other: Passage) -> bool:
    """Whether two passages are the same words, or the same area, at the same place."""
    if one.quote != other.quote or not other.quads or one.quads[0].page != other.quads[0].page:
        return False
    a, b = bounds(one.quads), bounds(other.quads)
    assert a is not None
    assert b is not None
    shared = _shared(a, b)
    if one.quote:
        return shared > 0
    return shared >= _SAME_AREA * max(_size(a), _size(b))


def _shared(a: PageRect, b: PageRect) -> float:
    """Square points that two boxes share."""
    if a.page != b.page:
        return 0.0
    return max(min(a.x1, b.x1) - max(a.x0, b.x0), 0.0) * max(min(a.y1, b.y1) - max(a.y0, b.y0), 0.0)


def _size(box: PageRect) -> float:
    return box.width * box.height
