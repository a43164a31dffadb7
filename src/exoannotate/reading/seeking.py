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
_HOPELESS = 0.58
"""A place less like the quote than this is not looked at closely: sentences have 0.5 in common by chance."""
_AROUND = 0.08
"""What the surroundings weigh, beside the quote, when its ends are chosen."""
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
        sought = _Sought(before, quote, after, low, high, ends)
        hits = self._hits(before + quote + after, len(before), low, high)
        found = [region for near in _groups(hits) if (region := self._aligned(sought, near)) is not None]
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

    def _aligned(self, sought: _Sought, hits: list[tuple[int, int]]) -> Region | None:
        """The run round some hits that is most like the quote; when hardly anything is, its place is not refined."""
        from rapidfuzz import fuzz

        quote = sought.quote
        inside = [(i, p) for i, p in hits if 0 <= i <= len(quote) - GRAM]
        # Only the context was found: the quote is what should stand beside it.
        alone = [] if inside else [min(hits, key=lambda hit: abs(hit[0] - len(quote) / 2))]
        step = Counter(p - i for i, p in alone or inside).most_common(1)[0][0]
        rough = max(sought.low, step), min(sought.high, step + len(quote))
        if rough[0] >= rough[1]:
            return None
        like = fuzz.ratio(quote, self.folded[rough[0] : rough[1]]) / 100
        if like < _HOPELESS:
            return Region(*rough, like)
        starts = {self._start(sought, hit) for hit in alone or _outermost(inside)}
        stops = {self._end(sought, hit) for hit in alone or _outermost(inside[::-1])}
        starts |= {sought.nearest(k) for k in {p - i for i, p in hits if i + GRAM <= 0}}
        stops |= {sought.nearest(k + len(quote)) for k in {p - i for i, p in hits if i >= len(quote)}}
        pairs = [(a, b) for a in starts for b in stops if a is not None and b is not None and a < b]
        if not pairs:
            return None
        start, end = max(pairs, key=lambda pair: (self._fit(sought, *pair), pair[0], -pair[1]))
        return Region(start, end, fuzz.ratio(quote, self.folded[start:end]) / 100)

    def _fit(self, sought: _Sought, start: int, end: int) -> float:
        """How like a run is to the quote, and a little what stands round it."""
        from rapidfuzz import fuzz

        before = self.folded[max(0, start - len(sought.before)) : start]
        after = self.folded[end : end + len(sought.after)]
        around = fuzz.ratio(before, sought.before) + fuzz.ratio(after, sought.after)
        return fuzz.ratio(sought.quote, self.folded[start:end]) + _AROUND * around

    def _start(self, sought: _Sought, hit: tuple[int, int]) -> int | None:
        """Where the quote begins, seen from a 7-gram of it."""
        from rapidfuzz.distance import Levenshtein

        i, place = hit
        head = sought.quote[: max(i, 0)]
        options = sought.options(place - i, below=place if i > 0 else None)
        if i <= 0:
            return min(options, key=lambda k: abs(k - place + i), default=None)
        return min(
            options,
            key=lambda k: (Levenshtein.distance(head, self.folded[k:place]), abs(k - place + i)),
            default=None,
        )

    def _end(self, sought: _Sought, hit: tuple[int, int]) -> int | None:
        """Where the quote ends, seen from a 7-gram of it."""
        from rapidfuzz.distance import Levenshtein

        i, place = hit[0] + GRAM, hit[1] + GRAM
        guess = place + len(sought.quote) - i
        tail = sought.quote[max(i, 0) :]
        inside = 0 <= i <= len(sought.quote)
        options = sought.options(guess, above=place if inside else None)
        if not inside:
            return min(options, key=lambda k: abs(k - guess), default=None)
        return min(
            options, key=lambda k: (Levenshtein.distance(tail, self.folded[place:k]), abs(k - guess)), default=None
        )


@dataclass(frozen=True, slots=True)
class _Sought:
    """A folded quote, what stood round it, and where it may begin and end."""

    before: str
    quote: str
    after: str
    low: int
    high: int
    ends: Callable[[int], bool] | None

    def options(self, guess: int, *, below: int | None = None, above: int | None = None) -> list[int]:
        """Places near ``guess`` where the quote may begin or end, at most ``below`` and at least ``above``."""
        slack = 12 + len(self.quote) // 12
        first, last = max(self.low, guess - slack, above or 0), min(self.high, guess + slack)
        if below is not None:
            last = min(last, below)
        ends = self.ends
        return [k for k in range(first, last + 1) if ends is None or ends(k)]

    def nearest(self, guess: int) -> int | None:
        """The place nearest to ``guess`` where the quote may begin or end."""
        return min(self.options(guess), key=lambda k: abs(k - guess), default=None)


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
