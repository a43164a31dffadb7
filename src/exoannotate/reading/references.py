"""The reference list of a document: its entries, and the marks in the text that name them.

A mark is read in the style that covers most of the list: numbers in brackets, raised numbers, or author and year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from exoannotate.domain.pagetext import PageText
from exoannotate.reading.entries import entries
from exoannotate.reading.marks import marks
from exoannotate.reading.reference import STYLES, Cited, Reference, Style

_RUNNING = ("body", "caption", "table")


@dataclass(frozen=True, slots=True)
class References:
    """The list of a document and the style of the marks that name its entries."""

    entries: tuple[Reference, ...] = ()
    style: Style = ""

    def marks(self, text: str) -> tuple[Cited, ...]:
        """The marks of a text that name entries, from left to right. Marks that name none are left out."""
        return tuple(marks(text, self.entries, self.style)) if self.entries else ()

    def at(self, text: str, index: int) -> Cited | None:
        """The mark that holds ``text[index]``."""
        return next((mark for mark in self.marks(text) if mark.start <= index < mark.end), None)


def read(pages: Mapping[int, PageText]) -> References:
    """The reference list of a document whose pages are given by number."""
    found = tuple(entries(pages))
    return References(found, _style(pages, found))


def citations(pages: Mapping[int, PageText], found: References) -> Iterator[tuple[int, str, Cited]]:
    """Every mark of the running text that names an entry, page by page: the page (from 0), the mark as printed, and
    what it names."""
    for number in sorted(pages):
        page = pages[number]
        for paragraph in page.paragraphs:
            if paragraph.kind in _RUNNING:
                text = page.text[paragraph.start : paragraph.end]
                for mark in found.marks(text):
                    yield number, text[mark.start : mark.end], mark


def _style(pages: Mapping[int, PageText], entries: tuple[Reference, ...]) -> Style:
    """The style whose marks name most of the list."""
    if not entries:
        return ""
    running = [page.text[p.start : p.end] for page in pages.values() for p in page.paragraphs if p.kind in _RUNNING]
    covered: dict[Style, int] = {}
    for style in STYLES:
        named = (mark.references for text in running for mark in marks(text, entries, style))
        covered[style] = len({(one.page, one.start) for references in named for one in references})
    best = max(covered, key=lambda style: covered[style])
    return best if covered[best] else ""
