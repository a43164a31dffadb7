"""How well a few typed letters fit the name of a command: as its words begin, as a run in it, or scattered over it."""

from __future__ import annotations

from functools import cache

_START, _RUN, _AT_FIRST = 12, 8, 6
"""What a letter is worth that begins a word, that follows the one before, that begins the whole name."""
_MOST = 40
"""Letters looked at; more are no name of a command."""

Fit = tuple[int, tuple[int, ...]]


def fit(typed: str, name: str) -> Fit | None:
    """The worth of a name for what was typed and the places of its letters in it; None when it does not fit.

    The letters must all be there in their order, blanks aside: "fiw" fits "Fit width". Greater is better.
    """
    letters = "".join(typed.casefold().split())[:_MOST]
    if not letters:
        return 0, ()
    folded = name.casefold()
    if len(folded) != len(name):  # "ß" would become two letters and the places would not be those of the name
        folded = name.lower() if len(name.lower()) == len(name) else name
    best = _best(letters, folded)
    return (best[0] - len(name) // 8, best[1]) if best else None


def _best(letters: str, name: str) -> Fit | None:
    starts = [k for k in range(len(name)) if k == 0 or not name[k - 1].isalnum()]
    begins = frozenset(starts)

    @cache
    def from_here(letter: int, place: int, ran: bool) -> Fit | None:
        if letter == len(letters):
            return 0, ()
        found: Fit | None = None
        at = name.find(letters[letter], place)
        while at >= 0:
            rest = from_here(letter + 1, at + 1, True)
            if rest is not None:
                worth = (_START if at in begins else 0) + (_RUN if ran and at == place else 0)
                worth += (_AT_FIRST if at == 0 else 0) - (0 if at == place else min(3, at - place))
                if found is None or rest[0] + worth > found[0]:
                    found = rest[0] + worth, (at, *rest[1])
            at = name.find(letters[letter], at + 1)
        return found

    found = from_here(0, 0, False)
    # Letters strewn over a long name are no fit, unless some begin words.
    if found is None or (len(letters) > 1 and found[0] < 2 * len(letters)):
        return None
    return found


def runs(places: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Places of single letters as runs."""
    made: list[tuple[int, int]] = []
    for place in places:
        if made and made[-1][1] == place:
            made[-1] = (made[-1][0], place + 1)
        else:
            made.append((place, place + 1))
    return tuple(made)
