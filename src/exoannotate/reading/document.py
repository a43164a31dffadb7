"""The text of a document as far as its pages are known, and the way between a place in it and a page.

Decision (2026-11): pages are joined by one newline, as paragraphs are within a page, so that a page break is no
more than a paragraph break to whoever searches the whole text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from exoannotate.domain.pagetext import PageText

PAGE_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class PageSpan:
    """The run ``text[start:end]`` of one page's reading text; pages count from 0."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The pages known so far, in page order, and their whole text.

    ``starts[k]`` is the place in ``text`` where ``pages[k]`` begins. A page that is not known yet is simply not
    there; places shift when it arrives, so keep (page, index) and not a place.
    """

    pages: tuple[PageText, ...]
    text: str = field(init=False)
    starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        pages = tuple(sorted(self.pages, key=lambda page: page.page))
        starts = []
        place = 0
        for page in pages:
            starts.append(place)
            place += len(page.text) + len(PAGE_BREAK)
        object.__setattr__(self, "pages", pages)
        object.__setattr__(self, "text", PAGE_BREAK.join(page.text for page in pages))
        object.__setattr__(self, "starts", tuple(starts))

    @classmethod
    def of(cls, pages: Mapping[int, PageText]) -> DocumentText:
        """The document text of pages kept by number."""
        return cls(tuple(pages[number] for number in sorted(pages)))

    def page(self, number: int) -> PageText | None:
        """The text of page ``number`` (from 0), or None when it is not known yet."""
        k = self._order(number)
        return None if k is None else self.pages[k]

    def complete(self, pages: int) -> bool:
        """Whether all of ``pages`` pages are known."""
        return len(self.pages) == pages

    def place(self, page: int, index: int) -> int | None:
        """The place in ``text`` of a page's ``text[index]``; None when the page is not known."""
        k = self._order(page)
        return None if k is None else self.starts[k] + index

    def at(self, place: int) -> tuple[int, int] | None:
        """The page number and index of ``text[place]``; None when no page is known."""
        k = bisect_right(self.starts, place) - 1
        if k < 0:
            return None
        page = self.pages[k]
        return page.page, min(place - self.starts[k], len(page.text))

    def spans(self, start: int, end: int) -> tuple[PageSpan, ...]:
        """``text[start:end]`` page by page, empty runs left out."""
        found = []
        for page, first in zip(self.pages, self.starts, strict=True):
            a, b = max(start - first, 0), min(end - first, len(page.text))
            if a < b:
                found.append(PageSpan(page.page, a, b))
        return tuple(found)

    def _order(self, number: int) -> int | None:
        k = bisect_right(self.pages, number, key=lambda page: page.page) - 1
        return k if k >= 0 and self.pages[k].page == number else None
