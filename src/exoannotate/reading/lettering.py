"""A text as it is searched: its letters and digits folded, and for each what stood before it and where it stands."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from exoannotate.domain.folding import GREEK, letter

JOINED, SIGN, BLANK = 0, 1, 2
"""What stands between two letters: nothing, a hyphen or another sign, or a blank."""
HYPHENS = ("-", "‐", "\u2011")

_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\x00-\x7f]")
_ABOVE_ASCII = re.compile(r"[^\x00-\x7f]")
_NO_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}
_THOUSAND = re.compile(r"\d{3}(?!\d)")
_POINTS = (".", "·")
_RUNS = tuple(tuple((bytes([gap]) + bytes(n))[:n] for n in range(24)) for gap in (JOINED, SIGN, BLANK))
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_LATIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


@dataclass(frozen=True, slots=True)
class Lettering:
    """``folded``: letters and digits, and the points of decimal numbers. ``gaps[k]``: what stands before
    ``folded[k]``. Token ``j`` begins at ``folded[firsts[j]]`` and is ``text[starts[j]:ends[j]]``."""

    folded: str
    gaps: bytes
    firsts: array[int]
    starts: array[int]
    ends: array[int]

    def begins(self, at: int) -> bool:
        """Whether a word begins at ``folded[at]``."""
        return at <= 0 or at >= len(self.gaps) or self.gaps[at] != JOINED

    def place(self, at: int) -> int:
        """Where ``folded[at]`` stands in the text."""
        token = bisect_right(self.firsts, at) - 1
        return min(self.starts[token] + at - self.firsts[token], self.ends[token] - 1)

    def splits(self, at: int) -> bool:
        """Whether ``folded[at]`` lies within what stands for one character, as "eta" in the "beta" of β."""
        token = bisect_right(self.firsts, at) - 1
        return at - self.firsts[token] >= self.ends[token] - self.starts[token]


EMPTY = Lettering("", b"", array("I"), array("I"), array("I"))


def lettering(text: str) -> Lettering:
    """The text folded: case, accents, ligatures, dashes, blanks and soft hyphens do not count, β is beta."""
    parts: list[str] = []
    gaps: list[bytes] = []
    firsts: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    first = end = 0
    raised = False
    for token in _TOKEN.finditer(text):
        start, stop = token.span()
        new, is_raised = token[0], False
        if new >= "\x7f":
            new, is_raised = _folded(new)
            if not new:
                continue
        if start == end:
            gap = SIGN if raised != is_raised else JOINED
        else:
            gap = _gap(text, end, start) if start - end > 1 or text[end] != " " else BLANK
            if gap == SIGN and _is_decimal(text, end, start):
                parts.append(".")
                gaps.append(_RUNS[JOINED][1])
                firsts.append(first)
                starts.append(end)
                ends.append(start)
                first += 1
                gap = JOINED
        parts.append(new)
        gaps.append(_run(gap, len(new)))
        firsts.append(first)
        starts.append(start)
        ends.append(stop)
        first += len(new)
        end, raised = stop, is_raised
    if not parts:
        return EMPTY
    folded = "".join(parts).lower()
    return Lettering(folded, b"".join(gaps), array("I", firsts), array("I", starts), array("I", ends))


def _run(gap: int, length: int) -> bytes:
    runs = _RUNS[gap]
    return runs[length] if length < len(runs) else bytes([gap]) + bytes(length - 1)


def bare(text: str) -> str:
    """Letters and digits alone, folded as ``lettering`` does but for the points of numbers: quick to make and to look
    through, so that what cannot hold a text is passed over."""
    if not text.isascii():
        text = _ABOVE_ASCII.sub(_bare_letters, text)
    return text.lower().translate(_NO_LETTERS)


def _bare_letters(found: re.Match[str]) -> str:
    return _folded(found[0])[0]


def cased(text: str) -> str:
    """Letters and digits of a text with their case kept, for a search to which case matters."""
    kept = (c for c in unicodedata.normalize("NFKD", text) if c.isalnum())
    return "".join(GREEK.get(c.lower(), c) for c in kept)


@lru_cache(maxsize=4096)
def _folded(char: str) -> tuple[str, bool]:
    """The letters of one character, and whether it is a raised digit, as marks of citations are."""
    return letter(char).translate(_LATIN), unicodedata.decomposition(char).startswith("<super>")


def _gap(text: str, end: int, start: int) -> int:
    """What stands between the letters that end and start there."""
    between = text[end:start]
    if not between.isascii():
        between = "".join(c for c in between.translate(_UNSEEN) if not unicodedata.combining(c))
    if not between:
        return JOINED
    if not any(map(str.isspace, between)):
        return JOINED if between == "," and _is_thousand(text, end, start) else SIGN
    if text[end:start].strip(" \n") == "\u00ad":
        return JOINED
    # A word parted at the end of a column or a page is one word.
    parted = "\n" in between and between.strip() in HYPHENS and text[start].islower()
    return SIGN if parted and end else BLANK


def _is_decimal(text: str, end: int, start: int) -> bool:
    return text[end:start] in _POINTS and end > 0 and text[end - 1].isdecimal() and text[start].isdecimal()


def _is_thousand(text: str, end: int, start: int) -> bool:
    return end > 0 and text[end - 1].isdecimal() and _THOUSAND.match(text, start) is not None
