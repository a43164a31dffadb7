"""A sentence as words with their places, in the spelling that the rules compare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘′", "'") | {"\u00ad": " ", "\u00a0": " "})
_WORD = re.compile(
    r"[^\W_]+(?:(?:[-/'+_·]|(?<=\d)\.(?=[A-Z](?![a-z]))|(?<![a-z]{3})\.(?=\d)|,(?=\d{2,3}[A-Z]|\d{3}(?!\d)))[^\W_]+)*\+?|[^\w\s]|_",
)
LONGEST = 4_000
"""Letters of a passage that are read; a claim is said in less."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. ``low``: in small letters, one kind of dash; ``stem``: without an end that is grammar."""

    text: str
    start: int
    end: int
    low: str
    stem: str

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not self.low[:1].isalnum()


_ENDINGS = (
    ("isations", "is"), ("izations", "is"), ("isation", "is"), ("ization", "is"),
    ("ises", "is"), ("izes", "is"), ("ised", "is"), ("ized", "is"), ("ising", "is"), ("izing", "is"), ("ise", "is"),
    ("ize", "is"), ("ies", "y"), ("ied", "y"), ("ying", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("es", ""),
    ("s", ""), ("e", ""),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(low: str) -> str:
    """The word without -s, -ed, -ing, British and American alike: "sensitized" and "sensitise" are one."""
    low = low.replace("our", "or") if len(low) > 5 else low
    for ending, left in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3 and not low.endswith(("ss", "us", "is")):
            cut = low[: -len(ending)] + left
            if ending in ("ing", "ed") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "sl":
                cut = cut[:-1]
            return cut
    return low


def stems(text: str) -> frozenset[str]:
    """The stems of these words in each of their forms, so that a list may name a word once."""
    found: set[str] = set()
    for word in text.split():
        twice = word + word[-1]
        found |= {stem(f) for f in (word, f"{word}s", f"{word}ed", f"{word}ing", f"{twice}ed", f"{twice}ing")}
        if word.endswith("e"):
            found |= {stem(f"{word}d"), stem(f"{word[:-1]}ing")}
    return frozenset(found)


def alike(text: str) -> str:
    """The text in one kind of dash and quote, letter for letter."""
    return text.translate(_ALIKE)


@lru_cache(maxsize=16)
def split(sentence: str) -> tuple[Word, ...]:
    """The words and marks of a sentence. Its time grows as its length does."""
    return tuple(_words(alike(sentence[:LONGEST])))


_ABBREVIATED = re.compile(
    r"(?:[A-Z]{1,4}|[a-z]{1,4})EVs|[a-z]{1,4}EV|[A-Za-z]{1,4}E[Xx][Oo]s?|[a-z]{1,4}Exos?|TEXs?|TDEs?"
)
"""“hEVs”, “TDEVs”, “mEXOs”: vesicles with letters before them that tell whose."""


_CITED = re.compile(
    r"([A-Za-z-]*[a-z](?:ance|ity|ions?|apy|ells?|some|somes|cles?|ents?|rugs?|mou?rs?|eath|wth|ncer|tor|tors|sis))"
    r"\d{1,3}"
)
"""“glioma cells12,13”: a number of the reference list, which was printed above the line."""


def _words(text: str) -> Iterator[Word]:
    before = ""
    for match in _WORD.finditer(text):
        printed, end = match.group(), match.end()
        if printed[-1].isdigit() and (cited := _CITED.fullmatch(printed)) is not None:
            printed, end = cited[1], match.start() + len(cited[1])
        low = printed.casefold()
        bodies = before == "apoptotic" and low in ("bodies", "body")  # vesicles in two words
        named = bodies or _ABBREVIATED.fullmatch(printed)
        dose = before == "inhibitory" and low in ("concentration", "concentrations")  # the IC50 in words
        same = "vesicle" if named else "ic50" if dose else low.removesuffix("'s")
        yield Word(printed, match.start(), end, low, stem(same))
        before = low
