"""The pages of a document that were prepared for searching, in whatever order they came."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from exoannotate.reading.prepared import PreparedPage

_AHEAD = 3
"""Over so many pages without running text, as tables and figures take, a sentence goes on."""
CHUNK = 64
"""Pages looked at in one go, in a tenth of a millisecond where few have what is looked for."""
_FEW = 16
"""Pages that are faster looked at one by one than a whole chunk."""
_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Holding:
    """The pages that have some letters, and those at whose end they may begin and go on on the next."""

    within: frozenset[int]
    over: frozenset[int]


class Whole:
    """The letters of all pages known: running text joined as if there were no pages, and what stands beside it."""

    def __init__(self, pages: Iterable[PreparedPage]) -> None:
        ordered = sorted(pages, key=lambda page: page.page)
        running = [page.running.letters.folded for page in ordered]
        beside = [page.beside.letters.folded + "\n" for page in ordered]
        self.numbers = [page.page for page in ordered]
        self._texts = (("".join(running), _starts(running)), ("".join(beside), _starts(beside)))
        self._known: dict[tuple[int, str], Holding] = {}

    @property
    def chunks(self) -> range:
        """The chunks of pages, in order."""
        return range(-(-len(self.numbers) // CHUNK))

    def holding(self, wanted: str, chunk: int) -> Holding:
        """Where these letters stand in a chunk. As somebody types on, only the pages of before are looked at again."""
        known = self._known.get((chunk, wanted))
        if known is None:
            lengths = range(len(wanted) - 1, 1, -1)
            before = next((b for n in lengths if (b := self._known.get((chunk, wanted[:n])))), None)
            pages = range(chunk * CHUNK, min((chunk + 1) * CHUNK, len(self.numbers)))
            among = [pages]
            if before is not None and len(before.within | before.over) <= _FEW:
                places = (bisect_left(self.numbers, number) for number in sorted(before.within | before.over))
                among = [range(place, place + 1) for place in places]
            known = self._holding(wanted, among)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[chunk, wanted] = known
        return known

    def _holding(self, wanted: str, among: list[range]) -> Holding:
        within: set[int] = set()
        over: set[int] = set()
        for text, starts in self._texts:
            for pages in among:
                last = min(starts[pages.stop] + len(wanted) - 1, len(text))
                at = text.find(wanted, starts[pages.start], last)
                while at >= 0:
                    k = bisect_right(starts, at) - 1
                    end = starts[k + 1]
                    if at + len(wanted) > end:
                        over.add(self.numbers[k])
                        at = text.find(wanted, at + 1, last)
                        continue
                    within.add(self.numbers[k])
                    # Of a page it is enough to know that it has them, and whether they run over its end.
                    at = text.find(wanted, max(at + 1, end - len(wanted) + 1), last)
        return Holding(frozenset(within), frozenset(over))


def _starts(parts: list[str]) -> list[int]:
    """Where each part begins in all of them joined, and where the last one ends."""
    starts = [0]
    for part in parts:
        starts.append(starts[-1] + len(part))
    return starts


class Index:
    """The prepared pages of a document, in any order."""

    def __init__(self, pages: int) -> None:
        """``pages`` is how many the document has."""
        self.count = pages
        self.pages: dict[int, PreparedPage] = {}
        self._unreadable: set[int] = set()
        self._whole: Whole | None = None

    def put(self, page: PreparedPage) -> None:
        """Take a page."""
        self.pages[page.page] = page
        self._unreadable.discard(page.page)
        self._whole = None

    def give_up(self, page: int) -> None:
        """A page cannot be read."""
        if page not in self.pages:
            self._unreadable.add(page)

    @property
    def whole(self) -> Whole:
        """The letters of all pages known; made anew after pages came, in two milliseconds for a thousand."""
        if self._whole is None:
            self._whole = Whole(self.pages.values())
        return self._whole

    @property
    def unreadable(self) -> int:
        """How many pages could not be read."""
        return len(self._unreadable)

    @property
    def known(self) -> int:
        """How many pages are done with, read or not."""
        return len(self.pages) + len(self._unreadable)

    @property
    def complete(self) -> bool:
        """Whether no page is waited for."""
        return self.known >= self.count

    @property
    def blank(self) -> bool:
        """Whether no page that was read has a letter."""
        return all(page.blank for page in self.pages.values())

    def missing(self) -> list[int]:
        """The pages that are waited for."""
        return [n for n in range(self.count) if n not in self.pages and n not in self._unreadable]

    def after(self, number: int) -> PreparedPage | None:
        """The page on which the running text of a page goes on; None when it is the last or not known yet."""
        for following in range(number + 1, min(number + 1 + _AHEAD, self.count)):
            page = self.pages.get(following)
            if page is None and following not in self._unreadable:
                return None
            if page is not None and page.running.letters.folded:
                return page
        return None

    def before(self, number: int) -> tuple[int, ...]:
        """The pages whose running text may go on on a page."""
        return tuple(n for n in range(max(0, number - _AHEAD), number) if n in self.pages)
