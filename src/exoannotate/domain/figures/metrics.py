"""How wide words are in Helvetica, and how they are cut or broken to fit.

Decision (2026-11): figures are laid out with the widths of Helvetica, which Arial, Liberation Sans and Nimbus Sans
share, and not with those of a font that happens to be there: so the same records give the same figure on every
machine. Where another font must be used, its words are squeezed to the room they were given.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SIZE = 7.0
"""The size of all words, in points: the least that journals print."""
LEADING = 8.4
"""From one line of words to the next."""
RISE = 5.1
"""The height of capitals over the line they stand on."""

_PLAIN = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 "
    "278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 "
    "556 333 500 278 556 500 722 500 500 500 334 260 334 584 "
)
_BOLD = (
    "278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 "
    "333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 "
    "667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 "
    "611 389 556 333 611 556 778 556 556 500 389 280 389 584 "
)
_WIDTHS = tuple(tuple(map(int, widths.split())) for widths in (_PLAIN, _BOLD))
"""Thousandths of the size, for the letters from blank to tilde."""
_OTHERS = {"…": 1000, "–": 556, "—": 1000, "·": 278, "×": 584, "“": 333, "”": 333, "‘": 222, "’": 222, "→": 1000}
_UNKNOWN, _SQUARE = 620, 1000

# Nothing a file may not hold, and nothing that turns the words around it.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONGEST = 300
_LEAST = 3
"""So many letters of a broken word stand on a line."""


def flat(text: str) -> str:
    """Words of a project on one line, fit for any file: control characters become “�”, marks of direction go."""
    shown = " ".join(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", _TURNS.sub("", text[: 4 * _LONGEST])).split())
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def width(text: str, *, bold: bool = False, size: float = SIZE) -> float:
    """The width of words in points."""
    return sum(_letter(letter, bold) for letter in text) * size / 1000


@lru_cache(maxsize=4_096)
def _letter(letter: str, bold: bool) -> int:
    code = ord(letter)
    if 32 <= code < 127:
        return _WIDTHS[bold][code - 32]
    if letter in _OTHERS:
        return _OTHERS[letter]
    base = unicodedata.normalize("NFD", letter)[0]
    if base != letter and 32 <= ord(base) < 127:
        return _WIDTHS[bold][ord(base) - 32]
    if unicodedata.combining(letter):
        return 0
    return _SQUARE if unicodedata.east_asian_width(letter) in "WF" or code > 0xFFFF else _UNKNOWN


def cut(text: str, room: float, *, bold: bool = False) -> str:
    """The words, or as much of them as fits with “…” behind."""
    if width(text, bold=bold) <= room:
        return text
    left = room - width("…", bold=bold)
    for at, letter in enumerate(text):
        left -= _letter(letter, bold) * SIZE / 1000
        if left < 0:
            return f"{text[:at].rstrip()}…"
    return text


_BREAKS = re.compile(r"(?<=[\s/])|(?<=[\w)]-)(?=\w)")


def wrap(text: str, room: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """The words on so many lines at most; the last one is cut. Long words are broken: after a hyphen of their own, else
    with one that is put in."""
    done: list[str] = []
    rest = text
    while len(done) < lines - 1 and width(rest, bold=bold) > room:
        head, used = _head(rest, room, bold)
        if not used:
            break
        done.append(head)
        rest = rest[used:].lstrip()
    return (*done, cut(rest, room, bold=bold))


def _head(text: str, room: float, bold: bool) -> tuple[str, int]:
    """What fits on a line and how many letters of the text that takes; nothing where no word can be broken."""
    best = 0
    for match in _BREAKS.finditer(text):
        end = match.start()
        if width(text[:end].rstrip(), bold=bold) > room:
            break
        best = end
    if best:
        return text[:best].rstrip(), best
    at = next((k for k in range(len(text) - 1, 0, -1) if width(f"{text[:k]}-", bold=bold) <= room), 0)
    while at >= _LEAST and not (text[at - 1].isalpha() and len(text) - at >= _LEAST):
        at -= 1
    if at < _LEAST:
        return "", 0
    # Scripts without capitals are broken without a sign.
    cased = text[at - 1].lower() != text[at - 1].upper()
    return f"{text[:at]}{'-' if cased else ''}", at
