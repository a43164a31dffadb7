"""Finding words in one document as a reader means them, page by page as their texts come.

Letters and digits count, folded (``lettering.py``); what stands between them decides no more than whether a word
begins there, so that "was" is not found in "how as" while "mir21" is found in "miR-21". Several words are a phrase
first. Where that is nowhere in the whole document, blanks are not counted ("exo some"), and then places are shown that
have all the words near one another.
"""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import deque
from dataclasses import dataclass
from typing import Literal

from exoannotate.reading.document import PageSpan
from exoannotate.reading.lettering import BLANK, SIGN, Lettering
from exoannotate.reading.pageindex import CHUNK, Index
from exoannotate.reading.phrase import Phrase, Query, literal_places
from exoannotate.reading.prepared import Strand

__all__ = ["Hit", "Index", "Query", "Search"]

Mode = Literal["phrase", "loose", "near"]
MODES: tuple[Mode, ...] = ("phrase", "loose", "near")
MOST = 10_000
"""So many hits are enough for anybody; more are not looked for."""
NEAR = 240
"""Letters within which all words must stand to be near one another."""
WORDS = 12
"""More words are a sentence, which is nowhere else in other order."""


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """A place where the words stand: from ``start`` on ``page`` to ``end`` on ``last_page``, indexes of page texts.

    ``words``: the words alone, where they only stand near one another.
    """

    page: int
    start: int
    last_page: int
    end: int
    words: tuple[PageSpan, ...] = ()


class Search:
    """One query in one index: ``run`` it a little at a time, and again when pages came. ``hits`` are in order."""

    def __init__(self, index: Index, query: Query, mode: Mode = "phrase") -> None:
        """``mode``: how the words are meant at first."""
        self.index = index
        self.query = query
        self.phrase = Phrase(query)
        self.others = tuple(p for other in query.others if not (p := Phrase(Query(other, words=True))).empty)
        """What else it is called; looked for as a phrase."""
        self.hits: list[Hit] = []
        self.mode: Mode = mode
        self.full = False
        """Whether there are more hits than are kept."""
        self._joined: set[int] = set()
        self._todo: deque[tuple[Mode, int, bool]] = deque()
        self._whole = index.whole
        self._chunks: deque[int] = deque()
        self._last: Mode = "near" if 1 < len(self.phrase.words) <= WORDS else "loose"
        if not self.phrase.empty:
            self._chunks.extend(self._whole.chunks)

    @property
    def done(self) -> bool:
        """Whether all pages that are known were looked through, in every way the words can be meant."""
        return self.full or not (self._todo or self._chunks or self._falls_back)

    def page_came(self, number: int) -> None:
        """A page was put into the index."""
        if self.phrase.empty or self.full:
            return
        self._todo.append(("phrase", number, False))
        for before in (*self.index.before(number), number):
            if before not in self._joined:
                self._todo.append(("phrase", before, True))

    def run(self, seconds: float) -> tuple[Hit, ...]:
        """Look on for about so long; the hits that are new, those of one page together."""
        end = time.perf_counter() + seconds
        new: list[Hit] = []
        while not self.done:
            if self._todo:
                mode, number, joint = self._todo.popleft()
                found = self._join(number) if joint else self._look(mode, number)
                self._take(found)
                new += found
            elif self._chunks:
                self._plan(self.mode, self._chunks.popleft())
            else:
                self.mode = MODES[MODES.index(self.mode) + 1]
                self._whole = self.index.whole
                self._chunks.extend(self._whole.chunks)
            if time.perf_counter() > end:
                break
        return tuple(new)

    # --- what is still to be looked through

    def _plan(self, mode: Mode, chunk: int) -> None:
        """Look through those pages of a chunk that have the letters at all."""
        whole = self._whole
        if not self.phrase.folded:
            numbers = whole.numbers[chunk * CHUNK : (chunk + 1) * CHUNK]
            self._todo.extend(("phrase", number, False) for number in numbers)
        elif self.others and mode == "phrase":
            some = [whole.holding(phrase.folded, chunk) for phrase in self._phrases]
            within = frozenset().union(*(one.within for one in some))
            over = frozenset().union(*(one.over for one in some))
            for number in sorted(within | over):
                self._todo.extend(
                    (mode, number, joint) for joint, has in ((False, within), (True, over)) if number in has
                )
        elif mode == "near":
            holding = (whole.holding(word.folded, chunk).within for word in self.phrase.words)
            self._todo.extend((mode, number, False) for number in sorted(frozenset.intersection(*holding)))
        else:
            one = whole.holding(self.phrase.folded, chunk)
            for number in sorted(one.within | one.over):
                if number in one.within:
                    self._todo.append((mode, number, False))
                if number in one.over and mode == "phrase":
                    self._todo.append((mode, number, True))

    @property
    def _phrases(self) -> tuple[Phrase, ...]:
        return (self.phrase, *self.others)

    @property
    def _falls_back(self) -> bool:
        """Whether another way to read the words is to be tried: not before the whole document is known, or a reader
        would be led to a place that is none a moment later."""
        may = self.phrase.may_be_loose and self.mode != self._last
        return may and not self.hits and self.index.complete

    def _take(self, found: list[Hit]) -> None:
        for hit in found:
            if not self.hits or self.hits[-1] < hit:
                self.hits.append(hit)
            else:
                insort(self.hits, hit)
        if len(self.hits) >= MOST:
            self.full = True

    # --- looking

    def _look(self, mode: Mode, number: int) -> list[Hit]:
        page = self.index.pages[number]
        if self.phrase.literal:
            return [Hit(number, a, number, b) for a, b in literal_places(self.phrase, page.text)]
        found: list[Hit] = []
        for strand in (page.running, page.beside):
            if mode == "near":
                found += self._near(number, strand)
            else:
                for a, b in self.phrase.places(strand.letters, page.text, strand.place, loose=mode == "loose"):
                    found.append(Hit(number, strand.place(a), number, strand.place(b - 1) + 1))
                for other in self.others if mode == "phrase" else ():
                    for a, b in other.places(strand.letters, page.text, strand.place):
                        found.append(Hit(number, strand.place(a), number, strand.place(b - 1) + 1))
        found.sort()
        return _apart(found) if self.others else found

    def _join(self, number: int) -> list[Hit]:
        """Hits that begin on a page and end on the one where its text goes on."""
        page, other = self.index.pages[number], self.index.after(number)
        if other is None or number in self._joined:
            return []
        self._joined.add(number)
        one, two = page.running, other.running
        found = []
        for phrase in self._phrases:
            size = len(phrase.folded)
            if size < 2 or phrase.literal or not one.letters.folded:
                continue
            seam = _Seam.of(one, two, size)
            for a, b in phrase.places(seam.letters, "", None):
                if a < seam.cut < b:
                    start, end = one.place(seam.first + a), two.place(b - seam.cut - 1) + 1
                    if phrase.cased_fits(page.text[start:], other.text[:end]):
                        found.append(Hit(number, start, other.page, end))
        return _apart(sorted(found)) if self.others else found

    def _near(self, number: int, strand: Strand) -> list[Hit]:
        """The shortest runs that hold all words."""
        lists = []
        for word in self.phrase.words:
            places = [(a, b) for a, b in word.places(strand.letters, "", None) if strand.letters.begins(a)]
            if not places:
                return []
            lists.append(places)
        rarest = min(lists, key=len)
        found: list[Hit] = []
        last = -1
        for a, b in rarest:
            chosen = [(a, b), *(_nearest(places, a) for places in lists if places is not rarest)]
            first, end = min(c[0] for c in chosen), max(c[1] for c in chosen)
            if end - first > NEAR or first < last:
                continue
            last = end
            spans = sorted((strand.place(c), strand.place(d - 1) + 1) for c, d in chosen)
            words = tuple(PageSpan(number, c, d) for c, d in spans)
            found.append(Hit(number, spans[0][0], number, max(d for _, d in spans), words))
        return found


@dataclass(frozen=True, slots=True)
class _Seam:
    """The end of one page's running text and the beginning of the next one's, as one."""

    letters: Lettering
    first: int
    cut: int

    @classmethod
    def of(cls, one: Strand, two: Strand, size: int) -> _Seam:
        first = max(0, len(one.letters.folded) - size)
        tail, head = one.letters.folded[first:], two.letters.folded[: size + 1]
        between = SIGN if one.parted and two.goes_on else BLANK
        gaps = one.letters.gaps[first:] + bytes([between]) + two.letters.gaps[1 : size + 1]
        none = one.letters.firsts[:0]
        return cls(Lettering(tail + head, gaps, none, none, none), first, len(tail))


def _apart(hits: list[Hit]) -> list[Hit]:
    """Hits in order, of those that overlap only the first: one name can stand within another."""
    kept: list[Hit] = []
    for hit in hits:
        if not kept or (kept[-1].last_page, kept[-1].end) <= (hit.page, hit.start):
            kept.append(hit)
    return kept


def _nearest(places: list[tuple[int, int]], at: int) -> tuple[int, int]:
    k = bisect_left(places, (at, at))
    around = places[max(0, k - 1) : k + 1]
    return min(around, key=lambda place: abs(place[0] - at))
