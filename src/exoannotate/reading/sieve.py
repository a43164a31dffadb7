"""The bare letters of a whole document: tells in no time which pages may hold a text, so that only these are prepared.

A page takes some 3 kB here and 21 kB when it is prepared, so the letters of a whole library can be kept at hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from exoannotate.domain.pagetext import RUNNING, PageText
from exoannotate.reading.lettering import bare


@dataclass(frozen=True, slots=True)
class PageLetters:
    """The bare letters of one page: of its running text, and of what stands beside it."""

    running: str = ""
    beside: str = ""

    @classmethod
    def of(cls, page: PageText) -> PageLetters:
        """The letters of a page; takes a tenth of a millisecond."""
        parts: tuple[list[str], list[str]] = ([], [])
        for paragraph in page.paragraphs:
            parts[paragraph.kind not in RUNNING].append(page.text[paragraph.start : paragraph.end])
        return cls(bare("\n".join(parts[0])), bare("\n".join(parts[1])))


class Sieve:
    """The letters of all pages of a document, by number; a page that could not be read has none."""

    def __init__(self, pages: Iterable[PageLetters]) -> None:
        known = tuple(pages)
        self.count = len(known)
        self._running = "".join(page.running for page in known)
        self._beside = "\n".join(page.beside for page in known)
        self._starts = _starts([len(page.running) for page in known], 0)
        self._beside_starts = _starts([len(page.beside) for page in known], 1)

    @property
    def size(self) -> int:
        """Bytes it takes, about."""
        return len(self._running) + len(self._beside) + 80 * self.count

    @property
    def blank(self) -> bool:
        """Whether no page has a letter."""
        return not self._running and not self._beside.strip("\n")

    def holding(self, wanted: str) -> set[int]:
        """The pages that may hold these bare letters, also those that a text runs over the end of, and the next."""
        found: set[int] = set()
        at = self._running.find(wanted)
        while at >= 0:
            first = bisect_right(self._starts, at) - 1
            last = bisect_right(self._starts, at + len(wanted) - 1) - 1
            found.update(range(first, last + 1))
            at = self._running.find(
                wanted, at + 1 if last > first else max(at + 1, self._starts[first + 1] - len(wanted))
            )
        at = self._beside.find(wanted)
        while at >= 0:
            page = bisect_right(self._beside_starts, at) - 1
            found.add(page)
            at = self._beside.find(wanted, self._beside_starts[page + 1])
        return found

    def having_all(self, words: Iterable[str]) -> set[int]:
        """The pages that have all of some words."""
        among = set(range(self.count))
        for word in words:
            among &= self.holding(word)
        return among


def _starts(lengths: list[int], gap: int) -> list[int]:
    """Where each part begins in all of them joined by a gap, and where the last one ends."""
    starts = [0]
    for length in lengths:
        starts.append(starts[-1] + length + gap)
    return starts
