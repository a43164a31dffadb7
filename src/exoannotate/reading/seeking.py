"""Where a text that was changed most probably stands: votes of 7-grams, then alignment by edit distance.

Everything here counts in letters and digits of a folded text (see ``domain/folding.py``), never in characters of the
page. Decision (2026-11): the 7-grams are chained through one array instead of kept as a list each; that is a tenth of
the memory and is built in 60 ms for 25 pages. A search over the whole text by edit distance alone took 30 ms a quote.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

GRAM = 7
_COMMON = 48
"""A 7-gram that stands in more places than this votes for none of them."""
_BUCKET = 64
"""How far apart, in letters, votes may lie and still be for one place: what edited words shift."""
_REGIONS = 6
"""How many places with most votes are aligned."""
_FEW = 0.35
"""A place with less than this share of the most votes is not looked at."""
_STEPS = 3
"""How many steps between quote and text are tried for each end of a place."""


@dataclass(frozen=True, slots=True)
class Region:
    """A run ``folded[start:end]`` that may be the quote; ``similarity`` from 0 to 1."""

    start: int
    end: int
    similarity: float


class Grams:
    """Where every 7-gram of a folded text stands."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        last: dict[str, int] = {}
        before = array("i", bytes(4 * max(0, len(folded) - GRAM + 1)))
        for at in range(len(before)):
            gram = folded[at : at + GRAM]
            before[at] = last.get(gram, -1)
            last[gram] = at
        self._last = last
        self._before = before

    def places(self, gram: str) -> tuple[int, ...]:
        """Where a 7-gram stands, last first; none when it stands nearly everywhere."""
        found = []
        at = self._last.get(gram, -1)
        while at >= 0:
            found.append(at)
            if len(found) > _COMMON:
                return ()
            at = self._before[at]
        return tuple(found)

    def regions(
        self, before: str, quote: str, after: str, low: int, high: int, ends: Callable[[int], bool] | None
    ) -> tuple[Region, ...]:
        """The places in ``folded[low:high]`` most like ``quote``, best first, none overlapping.

        ``before`` and ``after`` vote too. ``ends`` tells whether a word ends before ``folded[k]``: then a region begins
        and ends at whole words; None: it may cut them.
        """
        hits = self._hits(before + quote + after, len(before), low, high)
        found = [
            region
            for near in _groups(hits)
            if (region := self._aligned(quote, near, low, high, ends)) is not None
        ]  # fmt: skip
        apart: list[Region] = []
        for region in sorted(found, key=lambda r: (-r.similarity, r.start)):
            if all(region.end <= other.start or other.end <= region.start for other in apart):
                apart.append(region)
        return tuple(apart)

    def _hits(self, pattern: str, lead: int, low: int, high: int) -> list[tuple[int, int]]:
        """(offset in the quote, place) of every 7-gram of the pattern that stands in the text; the context before the
        quote has negative offsets."""
        return [
            (i - lead, place)
            for i in range(len(pattern) - GRAM + 1)
            for place in self.places(pattern[i : i + GRAM])
            if low <= place and place + GRAM <= high
        ]

    def _aligned(
        self, quote: str, hits: list[tuple[int, int]], low: int, high: int, ends: Callable[[int], bool] | None
    ) -> Region | None:
        from rapidfuzz import fuzz

        slack = 12 + len(quote) // 12
        inside = [(i, p) for i, p in hits if 0 <= i <= len(quote) - GRAM]
        # Only the context was found: the quote is what should stand beside it.
        alone = [] if inside else [min(hits, key=lambda hit: abs(hit[0] - len(quote) / 2))]
        starts = {self._start(quote, hit, slack, low, ends) for hit in alone or _outermost(inside)}
        stops = {self._end(quote, hit, slack, high, ends) for hit in alone or _outermost(inside[::-1])}
        regions = [
            Region(start, end, fuzz.ratio(quote, self.folded[start:end]) / 100)
            for start in starts
            for end in stops
            if start is not None and end is not None and start < end
        ]
        return max(regions, key=lambda r: (r.similarity, r.start, -r.end), default=None)

    def _start(
        self, quote: str, hit: tuple[int, int], slack: int, low: int, ends: Callable[[int], bool] | None
    ) -> int | None:
        """Where the quote begins, seen from a 7-gram of it whose place is sure."""
        from rapidfuzz.distance import Levenshtein

        i, place = hit
        guess = place - i
        head = quote[: max(i, 0)]
        top = place if i > 0 else guess + slack
        options = [k for k in range(max(low, guess - slack), min(guess + slack, top) + 1) if not ends or ends(k)]
        if i <= 0:
            return min(options, key=lambda k: abs(k - guess), default=None)
        return min(
            options, key=lambda k: (Levenshtein.distance(head, self.folded[k:place]), abs(k - guess)), default=None
        )

    def _end(
        self, quote: str, hit: tuple[int, int], slack: int, high: int, ends: Callable[[int], bool] | None
    ) -> int | None:
        """Where the quote ends, seen from a 7-gram of it whose place is sure."""
        from rapidfuzz.distance import Levenshtein

        i, place = hit[0] + GRAM, hit[1] + GRAM
        guess = place + len(quote) - i
        tail = quote[max(i, 0) :]
        inside = 0 <= i <= len(quote)
        bottom = place if inside else guess - slack
        options = [k for k in range(max(guess - slack, bottom), min(high, guess + slack) + 1) if not ends or ends(k)]
        if not inside:
            return min(options, key=lambda k: abs(k - guess), default=None)
        return min(
            options, key=lambda k: (Levenshtein.distance(tail, self.folded[place:k]), abs(k - guess)), default=None
        )


def _groups(hits: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The hits of the places with most votes, in order of the quote.

    A vote counts for the bucket of the place where the quote would begin, and for its neighbour, so that a place on
    the border of two buckets loses nothing.
    """
    votes = Counter((place - i) // _BUCKET for i, place in hits)
    pairs = Counter({b: votes[b] + votes.get(b + 1, 0) for b in (*votes, *(b - 1 for b in votes))})
    taken: set[int] = set()
    most = max(pairs.values(), default=0)
    for bucket, count in pairs.most_common(3 * _REGIONS):
        if bucket in taken or count < most * _FEW:
            continue
        taken |= {bucket - 1, bucket, bucket + 1}
        low, high = (bucket - 1) * _BUCKET, (bucket + 3) * _BUCKET
        near = [(i, place) for i, place in hits if low <= place - i < high]
        middle = sorted(place - i for i, place in near)[len(near) // 2]
        yield [(i, place) for i, place in near if abs(place - i - middle) <= _BUCKET]
        if len(taken) >= 3 * _REGIONS:
            return


def _outermost(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The first hits of some steps: words said twice in a passage vote for a wrong step too, so one is not enough."""
    counts = Counter(place - i for i, place in hits)
    firsts: dict[int, tuple[int, int]] = {}
    for i, place in hits:
        if counts[place - i] > 1 or len(counts) <= _STEPS:
            firsts.setdefault(place - i, (i, place))
    most = max(counts, key=counts.__getitem__)
    firsts.setdefault(most, next(hit for hit in hits if hit[1] - hit[0] == most))
    return [*list(firsts.values())[:_STEPS], firsts[most]]
