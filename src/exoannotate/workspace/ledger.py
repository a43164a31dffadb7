"""Values of a project with their bare letters, so that 100,000 records are looked through while somebody types."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from exoannotate.reading.lettering import bare, lettering
from exoannotate.reading.phrase import Phrase, literal_places

T = TypeVar("T")

_AT_A_TIME, _SLICE = 100, 5_000
"""Values read, and letters looked through, between two breaths, in which the window's thread gets the interpreter."""
_BREATH = 0.0005

Marks = tuple[tuple[int, int], ...]
Stop = Callable[[], bool]


class Ledger(Generic[T]):
    """Things by their keys, each with the bare letters of its text. One thread at a time may use it."""

    def __init__(self, text: Callable[[T], str]) -> None:
        """``text``: everything of a thing that can be looked for."""
        self._text = text
        self._known: dict[str, tuple[T, str]] = {}
        self._held: Mapping[str, T] | None = None
        self._things: list[T] = []
        self._letters: list[str] = []

    def renew(self, things: Mapping[str, T], stop: Stop) -> bool:
        """Hold these things and no others; only what changed is read again, and nothing when it is the very mapping
        of before, which must not change. False when it was stopped half-way."""
        if things is self._held:
            return True
        known = self._known
        made: dict[str, tuple[T, str]] = {}
        fresh = 0
        for key, thing in things.items():
            entry = known.get(key)
            if entry is None or entry[0] is not thing:
                entry = known[key] = thing, bare(self._text(thing))
                fresh += 1
                if fresh % _AT_A_TIME == 0:
                    if stop():  # what was read stays known for the next time
                        return False
                    time.sleep(_BREATH)
            made[key] = entry
        self._known, self._held = made, things
        self._things = [thing for thing, _ in made.values()]
        self._letters = [letters for _, letters in made.values()]
        return True

    def holding(self, phrases: Sequence[Phrase], stop: Stop) -> Iterator[T]:
        """Those things whose letters hold one of the phrases, wherever words begin."""
        wanted = [letters for phrase in phrases if (letters := bare_of(phrase))]
        for start in range(0, len(self._letters), _SLICE):
            if stop():
                return
            part = self._letters[start : start + _SLICE]
            found: set[int] = set()
            for w in wanted:
                found.update([k for k, letters in enumerate(part) if w in letters])
            for k in sorted(found):
                yield self._things[start + k]
            time.sleep(_BREATH)


def bare_of(phrase: Phrase) -> str:
    """The letters a page or value must have to hold a phrase."""
    return phrase.folded.replace(".", "")


def marks(text: str, phrases: Iterable[Phrase]) -> Marks:
    """Where the phrases stand in a text, in order and apart."""
    letters = lettering(text)
    found: list[tuple[int, int]] = []
    for phrase in phrases:
        if phrase.literal:
            found += literal_places(phrase, text)
        if phrase.literal or phrase.empty:
            continue
        found += [(letters.place(a), letters.place(b - 1) + 1) for a, b in phrase.places(letters, text, letters.place)]
    apart: list[tuple[int, int]] = []
    for a, b in sorted(found):
        if not apart or a >= apart[-1][1]:
            apart.append((a, b))
    return tuple(apart)
