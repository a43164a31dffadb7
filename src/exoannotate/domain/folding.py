"""Two ways to compare text: as a person reads it, and by its letters and digits alone."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

GREEK: dict[str, str] = {"ς": "sigma"} | {
    letter: unicodedata.name(letter).rsplit(" ", 1)[1].lower().replace("lamda", "lambda")
    for letter in "αβγδεζηθικλμνξοπρστυφχψω"
}
"""Greek letters spelled out, so that β-catenin and beta-catenin are one."""

_DASHES = "‐‑‒–—―−﹣"
_ALIKE = str.maketrans(
    GREEK
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("’‘‛′", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)


def fold(text: str) -> str:
    """The text as a person compares it: no case, one kind of dash, quote and blank, Greek letters spelled out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_ALIKE)
    return " ".join(text.casefold().split())


_NEITHER = {code: None for code in range(128) if not chr(code).isalnum()}
"""What of plain ASCII is neither letter nor digit."""


@lru_cache(maxsize=4096)
def letter(char: str) -> str:
    """What is left of one character when only letters and digits count: "" for a dash, "fi" for a ligature."""
    folded = unicodedata.normalize("NFKD", char).casefold()
    return "".join(GREEK.get(c, c) for c in folded if c.isalnum())


def letters(text: str) -> str:
    """The letters and digits of a text: hyphens, blanks, ligatures and line breaks never matter."""
    if text.isascii():
        return text.lower().translate(_NEITHER)
    return "".join(map(letter, text))
