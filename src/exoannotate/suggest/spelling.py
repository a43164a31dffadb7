"""When two spellings are one name: the levels of strictness, the case of symbols, and plurals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from exoannotate.domain.folding import GREEK, fold, letters
from exoannotate.suggest.match import Rank

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-")
_QUOTES = dict.fromkeys(map(ord, "’‘‛′"), "'") | dict.fromkeys(map(ord, "“”„″"), '"')
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_PLAIN = _DASHES | _QUOTES | _UNSEEN
_SPELLED = str.maketrans(GREEK | {letter.upper(): name for letter, name in GREEK.items() if letter != "ς"})
_LATIN = str.maketrans({"α": "A", "β": "B", "γ": "G", "δ": "D", "ε": "E"})
_SEPARATORS = dict.fromkeys(map(ord, " -_/.,'()[]{}:;"))
_KEPT = {code: None for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}
_DIGITS = re.compile(r"\d+")

SYMBOL = 4
"""Up to so many letters, case matters."""
SHORT_LINE = 3
"""Up to so many characters, case matters in the name of a cell line."""


def plain(text: str) -> str:
    """The text with one kind of dash, quote and blank and of every letter; case and Greek letters are kept."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return " ".join(text.split())


def latin(text: str) -> str:
    """The text with the Greek letters of gene symbols as the symbols have them: PDGFRα is PDGFRA."""
    return text.translate(_LATIN)


def dropped(text: str) -> str:
    """A folded text without separators; what tells names apart ("*", "+") stays."""
    return text.translate(_SEPARATORS)


def cased(text: str) -> str:
    """A plain text without separators and with Greek letters spelled out, its capitals kept."""
    return plain(text).translate(_SPELLED).translate(_SEPARATORS)


def all_letters(names: Sequence[str]) -> list[str]:
    """The letters and digits of many names at once, as ``letters`` gives them; no name may hold a line break."""
    if not names:
        return []
    plain = "\n".join(name if name.isascii() else "" for name in names).lower().translate(_KEPT).split("\n")
    return [key if name.isascii() else letters(name) for name, key in zip(names, plain, strict=True)]


def numbers(text: str) -> list[str]:
    """The numbers in a text, in order: a hyphen dropped must not make one of two."""
    return _DIGITS.findall(text)


def is_symbol(name: str, *, strict: bool) -> bool:
    """Whether case matters because the name is a symbol of few letters.

    ``strict``: of a gene, family or cell line, where any short name is a symbol; elsewhere a word as it is written at
    the start of a sentence ("Iron") is none. With a number in it ("p53", "Cx43") no symbol is taken for a word.
    """
    bare = "".join(c for c in name if c.isalnum())
    if not bare or len(bare) > SYMBOL or not bare.isalpha():
        return False
    return strict or not (bare[1:].islower() or len(bare) == 1)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A typed text in every spelling it is compared in; each is made once."""

    exact: str
    plain: str
    cased_plain: str
    folded: str
    dropped: str
    cased: str
    numbers: list[str]
    key: str

    @property
    def capitals(self) -> bool:
        """Whether all of it is in capitals."""
        return self.plain.isupper() and len(self.key) > 2

    @classmethod
    def of(cls, text: str) -> Spelled:
        """The spellings of a text."""
        flat = plain(text)
        folded = fold(text)
        return cls(
            " ".join(text.split()), flat, flat.casefold(), folded, dropped(folded), cased(text), numbers(folded),
            letters(text),
        )  # fmt: skip

    def rank(self, name: str, *, case: bool = False) -> Rank | None:
        """How strictly this text equals a name; None when it does not.

        ``case``: capitals must be the same, but for a text all in capitals, which is no word of a sentence (ALIX is
        Alix).
        """
        if name == self.exact:
            return Rank.EXACT
        flat = plain(name)
        if flat == self.plain:
            return Rank.UNICODE
        if (not case or self.capitals) and flat.casefold() == self.cased_plain:
            return Rank.CASE
        if case and cased(name) != self.cased:
            return None
        folded = fold(name)
        if folded == self.folded:
            return Rank.GREEK
        if dropped(folded) == self.dropped and numbers(folded) == self.numbers:
            return Rank.SEPARATORS
        return None


def other_numbers(flat: str) -> tuple[str, ...]:
    """A plain text in the other number: singular of a plural and plural of a singular, as English mostly forms them."""
    if len(flat) < 3 or not flat[-1].isalpha():
        return ()
    if flat.endswith("ies") and len(flat) > 4:
        return (f"{flat[:-3]}y",)
    if flat.endswith("s") and not flat.endswith(("ss", "us", "is")):
        stem = flat[:-1]
        return (stem, flat[:-2]) if flat.endswith(("xes", "ses", "shes", "ches")) else (stem,)
    if flat.endswith("y") and len(flat) > 3 and flat[-2] not in "aeiou":
        return (f"{flat}s", f"{flat[:-1]}ies")
    return (f"{flat}s",)
