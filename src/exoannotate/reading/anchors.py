"""Passages that stay: describe a place in a text so that it is found again, and find it.

Comparison uses letters and digits only, folded, so that hyphenation, ligatures, dashes, spaces and line breaks never
matter. Exact matches are looked for first; among several, the context decides and then the position. Else the places
most like the quote are aligned (``seeking.py``) and one is accepted only when it is like enough and the context
or the position agrees: a passage that was deleted must not be found in its neighbour. When several places fit equally
well, none is chosen silently.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from exoannotate.domain.folding import letter, letters
from exoannotate.reading.seeking import Grams, Region

CONTEXT = 32
"""Characters kept before and after a quote."""

SURE = 0.9
"""So like the quote that no other reading of the document need be tried."""
_LIKELY = 0.82
"""The least similarity (0 to 1) that is accepted when nothing is known of the surroundings."""
_LEAST = 0.75
"""The least similarity when the surroundings agree."""
_BETWEEN, _LEAST_BETWEEN = 0.9, 0.65
"""Both sides so alike, and the similarity that is enough between them: another sentence in its stead has 0.5."""
_TOGETHER = 1.06
"""Asked of the similarity, a quarter of the agreement of both sides and a quarter of the lesser one."""
_AGREES = 0.44
"""How like the surroundings must be (0 to 1): other sentences of a paper have 0.35 by chance."""
_FAR_AGREES = 0.78
"""The same for a place that is ``_FAR`` from the old one, in shares of the text; in between up to ``_NEAR`` it rises.

The figures were chosen on 3,200 sentences of eleven papers that were misread or edited, and 2,400 that were deleted:
0.4 % of those are lost by them, and 1 % of these taken for one that is nearly the same and stands nearby (an entry of
a list, a sentence of the abstract), fewer still where the ends of the gap lie together.
"""
_NEAR, _FAR = 0.12, 0.3
_CLEAR = 0.04
"""By how much the best place must be better than the next; else it is a tie."""
_JOINT = 14
"""So many letters from before a quote and from behind it, side by side, say that it was cut out between them."""
_HYPHENS = ("-", "‐", "\u00ad")
_SHORT = 16
"""A quote of fewer letters is never guessed."""
OTHERS = 20
"""Of so many more places that fit equally well the ends are told."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is kept of a place in a text: the words, their surroundings, and where they start (0 to 1).

    Without prefix and suffix nothing is known of the place, and ``position`` says nothing either.
    """

    quote: str
    prefix: str
    suffix: str
    position: float


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in a text: ``text[start:end]``; ``score`` from 0 to 1.

    "ambiguous": ``places`` fit equally well, and this is the best of them or the first; ``others`` are the ends of
    the next ones. "not found" with an end: this is the best guess, which was not good enough.
    """

    state: Literal["exact", "fuzzy", "ambiguous", "not found"]
    start: int = 0
    end: int = 0
    score: float = 0.0
    places: int = 0
    others: tuple[tuple[int, int], ...] = ()


class Index:
    """A text prepared for finding: its letters and digits folded, each with its place in the text."""

    def __init__(self, text: str, position: Callable[[int], float] | None = None) -> None:
        """``position`` tells where ``text[k]`` stands in the document, from 0 to 1; by default, in the text."""
        self.text = text
        kept = {char: letter(char) for char in set(text)}
        self.folded = "".join(map(kept.__getitem__, text))
        self.places = [place for place, char in enumerate(text) for _ in kept[char]]
        self._position = position

    @cached_property
    def grams(self) -> Grams:
        """Where each 7-gram stands, made when it is first asked for."""
        return Grams(self.folded)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of ``folded[start:end]``."""
        return self.places[start], self.places[end - 1] + 1

    def position(self, at: int) -> float:
        """Where ``folded[at]`` stands in the document, from 0 to 1."""
        place = self.places[at]
        return self._position(place) if self._position else place / len(self.text)

    def word_ends(self, at: int) -> bool:
        """Whether ``folded[at]`` begins a word, so that ``folded[:at]`` ends at a whole one."""
        if at <= 0 or at >= len(self.places):
            return True
        a, b = self.places[at - 1], self.places[at]
        between = self.text[a + 1 : b]
        if not between:
            return not (self.text[a].isalnum() and self.text[b].isalnum())
        # A word parted at the end of a page is one word.
        return not ("\n" in between and between.strip() in _HYPHENS and self.text[b].islower())


def describe(text: str, start: int, end: int) -> Description:
    """What to keep of ``text[start:end]`` so that it is found again."""
    return Description(
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        start / len(text) if text else 0.0,
    )


def find(index: Index, wanted: Description, within: tuple[int, int] | None = None) -> Found:
    """Where the described passage stands. ``within`` limits the places to ``text[a:b]``."""
    exact = find_exact(index, wanted, within)
    return find_like(index, wanted, within) if exact.state == "not found" else exact


def find_exact(index: Index, wanted: Description, within: tuple[int, int] | None = None) -> Found:
    """Where the passage stands letter for letter. With several such places the context decides, then the position;
    if they cannot, the state is "ambiguous" and the place the one that fits best, or the first."""
    quote = letters(wanted.quote)
    if not quote or not index.folded:
        return Found("not found")
    places = _occurrences(index.folded, quote, *_limits(index, within))
    if not places:
        return Found("not found")
    best, sure = _chosen(index, wanted, quote, places)
    others = () if sure else tuple((k, k + len(quote)) for k in places if k != best)
    state: Literal["exact", "ambiguous"] = "exact" if sure else "ambiguous"
    return _at(index, state, (best, best + len(quote)), 1.0, len(places), wanted.quote, others)


def find_like(index: Index, wanted: Description, within: tuple[int, int] | None = None) -> Found:
    """Where the passage stands in other words: "fuzzy", "ambiguous" or "not found"."""
    quote = letters(wanted.quote)
    if len(quote) < _SHORT or not index.folded:
        return Found("not found")
    before, after = letters(wanted.prefix), letters(wanted.suffix)
    whole = _is_whole(wanted)
    low, high = _limits(index, within)
    regions = index.grams.regions(before, quote, after, low, high, index.word_ends if whole else None)
    if not regions:
        return Found("not found")
    judged = sorted(
        (_judged(index, wanted, before, after, region) for region in regions), key=lambda j: (not j[0], -j[1])
    )
    accepted, weight, best = judged[0]
    span = (best.start, best.end)
    if not accepted or _cut_out(index, before, after, best):
        return _at(index, "not found", span, best.similarity, 0, wanted.quote)
    rivals = [(region.start, region.end) for ok, other, region in judged if ok and weight - other < _CLEAR]
    state: Literal["fuzzy", "ambiguous"] = "fuzzy" if len(rivals) == 1 else "ambiguous"
    others = tuple(rival for rival in rivals if rival != span)
    return _at(index, state, span, min(best.similarity, 0.9999), len(rivals), wanted.quote, others)


def likeness(one: str, other: str) -> float:
    """How like two texts are (0 to 1), by their letters and digits; 1 only when these are the same."""
    from rapidfuzz import fuzz

    mine, theirs = letters(one), letters(other)
    return 1.0 if mine == theirs else min(fuzz.ratio(mine, theirs) / 100, 0.9999)


def _limits(index: Index, within: tuple[int, int] | None) -> tuple[int, int]:
    if within is None:
        return 0, len(index.folded)
    return bisect_right(index.places, within[0] - 1), bisect_right(index.places, within[1] - 1)


def _is_whole(wanted: Description) -> bool:
    """Whether the quote begins and ends at whole words."""
    edges = (wanted.prefix[-1:], wanted.quote[:1]), (wanted.quote[-1:], wanted.suffix[:1])
    return not any(a.isalnum() and b.isalnum() for a, b in edges)


def _judged(index: Index, wanted: Description, before: str, after: str, region: Region) -> tuple[bool, float, Region]:
    """Whether a region is good enough, how good, and the region."""
    like = region.similarity
    if not before and not after:
        return like >= _LIKELY, like, region
    left, right = _context(index, region.start, region.end, before, after)
    agrees = (left + right) / (bool(before) + bool(after))
    off = abs(index.position(region.start) - wanted.position)
    far = min(1.0, max(0.0, (off - _NEAR) / (_FAR - _NEAR)))
    needed = _AGREES + far * (_FAR_AGREES - _AGREES)
    if not _same_numbers(letters(wanted.quote), index.folded[region.start : region.end]):
        needed = max(needed, _FAR_AGREES)
    lesser = min(left, right) if before and after else 0.0
    short = max(0, 30 - (region.end - region.start)) / 100
    accepted = (lesser >= _BETWEEN and like >= _LEAST_BETWEEN) or (
        like >= _LEAST + short and agrees >= needed and like + agrees / 4 + (lesser or agrees) / 4 >= _TOGETHER
    )
    return accepted, like + 0.15 * agrees + 0.05 * max(0.0, 1 - off / _NEAR), region


def _cut_out(index: Index, before: str, after: str, best: Region) -> bool:
    """Whether what stood before and after the quote now stands together: then what is like it elsewhere is not it."""
    joint = before[-_JOINT:] + after[:_JOINT]
    if len(joint) < 2 * _JOINT or min(_context(index, best.start, best.end, before, after)) >= _BETWEEN:
        return False
    # Where the quote ends in the words that stood before it, its own end looks like the joint.
    places = _occurrences(index.folded, joint, 0, len(index.folded))
    return any(place + len(joint) <= best.start or best.end <= place for place in places)


def _same_numbers(one: str, other: str) -> bool:
    """Whether the digits of two passages are alike: "shown in Table 4 and Figure 2" is not "in Table 3 and Figure 1",
    though all letters are."""
    from rapidfuzz import fuzz

    mine, theirs = ("".join(filter(str.isdigit, text)) for text in (one, other))
    return len(mine) < 2 or fuzz.ratio(mine, theirs) >= 50


def _chosen(index: Index, wanted: Description, quote: str, places: list[int]) -> tuple[int, bool]:
    """The place that fits best among equal quotes, and whether it fits clearly better than every other."""
    if len(places) == 1:
        return places[0], True
    before, after = letters(wanted.prefix), letters(wanted.suffix)
    if not before and not after:
        if _is_whole(wanted):
            # "miR-21" is not meant where "miR-210" stands, if it stands alone elsewhere.
            alone = [k for k in places if index.word_ends(k) and index.word_ends(k + len(quote))]
            places = alone or places
        return places[0], len(places) == 1
    fits = [(sum(_context(index, k, k + len(quote), before, after)), k) for k in places]
    best = max(fit for fit, _ in fits)
    margin = 0.0 if best == bool(before) + bool(after) else 0.2
    close = [k for fit, k in fits if best - fit <= margin]
    if len(close) == 1:
        return close[0], True
    ranked = sorted((abs(index.position(k) - wanted.position), k) for k in close)
    nearest, second = ranked[0][0], ranked[1][0]
    return ranked[0][1], nearest <= 0.02 and second >= 2 * nearest + 0.005


def _context(index: Index, start: int, end: int, before: str, after: str) -> tuple[float, float]:
    """How like the letters before and after ``folded[start:end]`` are to those kept, each from 0 to 1."""
    from rapidfuzz import fuzz

    left = index.folded[max(0, start - len(before)) : start]
    right = index.folded[end : end + len(after)]
    return (
        fuzz.ratio(left, before) / 100 if before else 0.0,
        fuzz.ratio(right, after) / 100 if after else 0.0,
    )


def _at(
    index: Index,
    state: Literal["exact", "fuzzy", "ambiguous", "not found"],
    span: tuple[int, int],
    score: float,
    places: int,
    quote: str,
    others: tuple[tuple[int, int], ...] = (),
) -> Found:
    """A place in the text, and others that fit as well; at most ``OTHERS`` of them are told."""
    start, end = _with_marks(index, span, quote)
    told = tuple(_with_marks(index, other, quote) for other in others[:OTHERS])
    return Found(state, start, end, score, places, told)


def _with_marks(index: Index, span: tuple[int, int], quote: str) -> tuple[int, int]:
    """A place in the text with the full stop or bracket round it where the quote has them too."""
    start, end = index.span(*span)
    text, quote = index.text, quote.strip()
    inside = [i for i, char in enumerate(quote) if letter(char)]
    for char in quote[inside[-1] + 1 :]:
        if text[end : end + 1] != char:
            break
        end += 1
    for char in reversed(quote[: inside[0]]):
        if start == 0 or text[start - 1] != char:
            break
        start -= 1
    while text[end - 1].isspace():
        end -= 1
    while text[start].isspace():
        start += 1
    return start, end


def _occurrences(folded: str, quote: str, low: int, high: int) -> list[int]:
    places: list[int] = []
    at = folded.find(quote, low, high)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = folded.find(quote, at + 1, high)
    return places
