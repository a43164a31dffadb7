"""Passages that stay: describe a place in a text so that it is found again, and find it.

Comparison uses letters and digits only, folded, so that hyphenation, ligatures, dashes, spaces and line breaks never
matter. Exact matches are looked for first; else the best alignment by edit distance, if it is good enough. When
several places fit equally well, none is chosen silently.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.folding import letter, letters

CONTEXT = 32
"""Characters kept before and after a quote."""

_FUZZY = 0.82
"""The least similarity (0 to 1) of a quote that is accepted as the same passage."""


@dataclass(frozen=True, slots=True)
class Description:
    """What is kept of a place in a text: the words, their surroundings, and where they start (0 to 1)."""

    quote: str
    prefix: str
    suffix: str
    position: float


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in a text: ``text[start:end]``; ``score`` from 0 to 1."""

    state: Literal["exact", "fuzzy", "ambiguous", "not found"]
    start: int = 0
    end: int = 0
    score: float = 0.0
    places: int = 0


class Index:
    """A text prepared for finding: its letters and digits folded, each with its place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters: list[str] = []
        places: list[int] = []
        for place, char in enumerate(text):
            folded = letter(char)
            letters.append(folded)
            places += [place] * len(folded)
        self.folded = "".join(letters)
        self.places = places

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of ``folded[start:end]``."""
        return self.places[start], self.places[end - 1] + 1


def describe(text: str, start: int, end: int) -> Description:
    """What to keep of ``text[start:end]`` so that it is found again."""
    return Description(
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
        start / len(text) if text else 0.0,
    )


def find(index: Index, wanted: Description, within: tuple[int, int] | None = None) -> Found:
    """Where the described passage stands. ``within`` limits the places to ``text[a:b]``.

    With several exact matches the context decides; if it cannot, the state is "ambiguous" and the place the first.
    """
    quote = letters(wanted.quote)
    if not quote or not index.folded:
        return Found("not found")
    low, high = 0, len(index.folded)
    if within is not None:
        low = bisect_right(index.places, within[0] - 1)
        high = bisect_right(index.places, within[1] - 1)
    places = _occurrences(index.folded, quote, low, high)
    if not places:
        return _fuzzy(index, quote, low, high)
    if len(places) == 1:
        return _at(index, "exact", places[0], len(quote), 1, wanted.quote)
    before, after = letters(wanted.prefix)[-CONTEXT:], letters(wanted.suffix)[:CONTEXT]
    agreement = [_context(index.folded, place, len(quote), before, after) for place in places]
    best = max(agreement)
    fitting = [place for place, score in zip(places, agreement, strict=True) if score == best]
    state: Literal["exact", "ambiguous"] = "exact" if len(fitting) == 1 and best > 0 else "ambiguous"
    return _at(index, state, fitting[0], len(quote), len(places), wanted.quote)


def _at(index: Index, state: Literal["exact", "ambiguous"], place: int, length: int, places: int, quote: str) -> Found:
    """The place of an exact match, with the full stop or bracket round it where the quote has them too."""
    start, end = index.span(place, place + length)
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
    return Found(state, start, end, 1.0, places)


def _occurrences(folded: str, quote: str, low: int, high: int) -> list[int]:
    places: list[int] = []
    at = folded.find(quote, low, high)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = folded.find(quote, at + 1, high)
    return places


def _context(folded: str, place: int, length: int, before: str, after: str) -> int:
    """How many characters of context agree, counted outwards from the quote."""
    left = folded[max(0, place - len(before)) : place]
    right = folded[place + length : place + length + len(after)]
    return _shared(left[::-1], before[::-1]) + _shared(right, after)


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    for n, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return n
    return min(len(a), len(b))


def _fuzzy(index: Index, quote: str, low: int, high: int) -> Found:
    """The best alignment of a quote that does not stand there exactly; short quotes are never guessed."""
    from rapidfuzz import fuzz

    if len(quote) < 16:
        return Found("not found")
    where = fuzz.partial_ratio_alignment(quote, index.folded[low:high], score_cutoff=_FUZZY * 100)
    if where is None or where.dest_end <= where.dest_start:
        return Found("not found")
    start, end = _whole_words(index.text, *index.span(low + where.dest_start, low + where.dest_end))
    return Found("fuzzy", start, end, where.score / 100, 1)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A place moved out to the ends of its first and last word: an alignment may cut them."""
    while start and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end
