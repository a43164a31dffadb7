"""A long form and its letters in brackets are one name: “F-box only protein 31 (FBXO31)”."""

from __future__ import annotations

from collections.abc import Sequence

from exoannotate.suggest.claims.names.mention import Mention
from exoannotate.suggest.claims.sentence.words import Word

REACH = 9
"""Words of a long form."""


def without(words: Sequence[Word], found: Sequence[Mention]) -> list[Mention]:
    """The names without those that are a piece of a long form whose letters are a name, and without letters whose long
    form is one."""
    if not any(w.low == "(" for w in words):
        return list(found)
    dropped: set[int] = set()
    for number, short in enumerate(found):
        first = long_form(words, short)
        if first is None:
            continue
        inside = [n for n in range(max(0, number - REACH), number) if first <= found[n].first]
        whole = [n for n in inside if found[n].first == first and found[n].last == short.first - 2]
        if whole and found[whole[0]].family == short.family == "process":
            dropped.add(number)
        elif short.family != "drug":
            dropped |= {n for n in inside if n not in whole}
    return [m for n, m in enumerate(found) if n not in dropped]


def long_form(words: Sequence[Word], short: Mention) -> int | None:
    """Where the words begin that the letters in brackets are short for; None where these are none of theirs."""
    at, after = short.first - 1, short.last + 1
    if short.part or at < 2 or words[at].low != "(" or after >= len(words) or words[after].low not in (")", ";", ","):
        return None
    letters = [c for c in short.text.casefold() if c.isalnum()]
    if not 2 <= len(letters) <= 8:
        return None
    for first in range(at - 2, max(-1, at - 1 - REACH), -1):
        if words[first].is_mark and words[first].low not in ("-", "/"):
            return None
        if words[first].low.startswith(letters[0]) and _spelled(letters, " ".join(w.low for w in words[first:at])):
            return first
    return None


def _spelled(letters: Sequence[str], text: str) -> bool:
    """Whether the letters come in the text in this order."""
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True
