"""The text of an open document, page by page: reads glyphs, keeps the recent ones, has them put in order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from exoannotate.domain.errors import PageError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.extract import read_page
from exoannotate.pdf.glyphs import GlyphPage
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.order import ordered

_KEPT_PAGES = 64


class Reader:
    """Ordered text of one document. ``busy`` is told each page before it is read; ``skip`` are never read."""

    def __init__(self, opened: OpenDocument, skip: frozenset[int], busy: Callable[[int], None]) -> None:
        self._opened = opened
        self._skip = skip
        self._busy = busy
        self._pages: OrderedDict[int, GlyphPage] = OrderedDict()

    def text(self, number: int) -> PageText:
        """The ordered text of a page; raises PageError."""
        return ordered(self._glyphs(number))

    def _glyphs(self, number: int) -> GlyphPage:
        if number in self._pages:
            self._pages.move_to_end(number)
            return self._pages[number]
        if number in self._skip:
            raise PageError(f"Page {number + 1} of this PDF cannot be read: it stopped the reader before.")
        self._busy(number)
        page = self._pages[number] = read_page(self._opened, number)
        while len(self._pages) > _KEPT_PAGES:
            self._pages.popitem(last=False)
        return page
