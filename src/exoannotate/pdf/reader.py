"""The text of an open document, page by page: reads glyphs, keeps the recent ones, has them put in order."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property

from exoannotate.domain.errors import PageError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.compose import spelled_out
from exoannotate.pdf.extract import plain_text, read_page
from exoannotate.pdf.hyphens import Words
from exoannotate.pdf.inking import with_ink
from exoannotate.pdf.memory import Memory
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.order import Layout, PageLines, lay_out, ordered, page_lines
from exoannotate.pdf.stopping import check

_KEPT_PAGES = 12  # a page's text takes those up to 5 away
_MOST_MEMORY = 14 << 20  # bytes
_NEAR = 4  # pages on either side that furniture is compared with: both parities of a running head, twice
_WORD_PAGES = 60  # pages whose words decide on hyphens


class Reader:
    """Ordered text of one document. ``busy`` is told each page before it is read; ``skip`` are never read."""

    def __init__(self, opened: OpenDocument, skip: frozenset[int], busy: Callable[[int], None]) -> None:
        self._opened = opened
        self._skip = skip
        self._busy = busy
        self._lines: OrderedDict[int, PageLines] = OrderedDict()
        self._layouts: OrderedDict[int, Layout] = OrderedDict()
        self._plain: dict[int, str] = {}  # until the document's words are known
        self._words_known = False
        self._memory = Memory(_MOST_MEMORY)

    def text(self, number: int) -> PageText:
        """The ordered text of a page; raises PageError."""
        layout = self._layout(number)
        text = ordered(layout, self._beside(number - 1), self._beside(number + 1), self._keeps)
        text = with_ink(self._opened, text)
        if self._memory.full:
            self._memory.give_back(self._opened.document)
        return text

    def _beside(self, number: int) -> Layout | None:
        """The layout of a neighbouring page; None when there is none, or none that can be read."""
        if not 0 <= number < self._opened.pages:
            return None
        try:
            return self._layout(number)
        except PageError:
            return None

    def _layout(self, number: int) -> Layout:
        if number not in self._layouts:
            near = {number: self._page_lines(number)}
            for other in range(max(0, number - _NEAR), min(self._opened.pages, number + _NEAR + 1)):
                try:
                    near[other] = self._page_lines(other)
                except PageError:
                    continue
            self._layouts[number] = lay_out(number, near)
            while len(self._layouts) > 4:
                self._layouts.popitem(last=False)
        return self._layouts[number]

    def _page_lines(self, number: int) -> PageLines:
        if number in self._lines:
            self._lines.move_to_end(number)
            return self._lines[number]
        self._turn_to(number)
        glyphs = read_page(self._opened, number)
        if number < _WORD_PAGES and not self._words_known:
            self._plain[number] = glyphs.plain
        lines = self._lines[number] = page_lines(glyphs)
        while len(self._lines) > _KEPT_PAGES:
            self._lines.popitem(last=False)
        return lines

    def _turn_to(self, number: int) -> None:
        if number in self._skip:
            raise PageError(f"Page {number + 1} of this PDF cannot be read: it stopped the reader before.")
        check()
        self._busy(number)

    @cached_property
    def _words(self) -> Words:
        words = Words()
        for number in range(min(self._opened.pages, _WORD_PAGES)):
            try:
                if number not in self._plain:
                    self._turn_to(number)
                    self._plain[number] = plain_text(self._opened, number)
                words.add(spelled_out(self._plain[number]))
            except PageError:
                continue
        self._plain.clear()
        self._words_known = True
        return words

    def _keeps(self, left: str, hyphen: str, right: str) -> bool:
        return self._words.keeps(left, hyphen, right)
