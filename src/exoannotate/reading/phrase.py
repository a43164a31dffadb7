"""What somebody typed to be found, and where it stands in the letters of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from exoannotate.reading.lettering import BLANK, JOINED, SIGN, Lettering, cased, lettering

_QUOTES = ('"', "“", "”", "„")
_JOINS_LEAST = 6
"""From so many letters on a whole word is found where it is printed as two ("radio resistance")."""
_LOOSE_LEAST = 3
_FREE = 0b111
_ALONE = re.compile(rb"[\x01\x02](?=[\x01\x02]|\Z)", re.DOTALL)
"""In the gaps of a text: a letter with something before it and behind it."""
_ALIKE = str.maketrans(
    dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("’‘‛′", "'") | dict.fromkeys("“”„″", '"') | {"\n": " ", "\xa0": " "}
)
_MANY = "-'\" "
"""Signs that are printed in several ways."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. Text in quotes, or without a letter or digit, is looked for sign by sign.

    ``case``: capitals count. ``words``: whole words only. ``others``: other names of the same, found as well where
    they are whole words.
    """

    text: str
    case: bool = False
    words: bool = False
    others: tuple[str, ...] = ()


class Phrase:
    """A query made ready. ``literal``: the text to be found as it is printed, "" for its letters only."""

    def __init__(self, query: Query) -> None:
        text = " ".join(query.text.split())
        quoted = text[:1] in _QUOTES
        inside = text[1:-1] if quoted and len(text) > 1 and text[-1] in _QUOTES else text[1:] if quoted else text
        letters = lettering(inside)
        self.query = query
        self.literal = inside.translate(_ALIKE) if quoted or not letters.folded else ""
        self.folded = letters.folded
        self.empty = not self.folded and not self.literal
        self.one_word = BLANK not in letters.gaps[1:]
        self.may_be_loose = not self.literal and len(self.folded) >= _LOOSE_LEAST
        self._lone = len(self.folded) == 1 and self.folded.isascii()
        self._whole = query.words
        self._cased = cased(inside) if query.case else ""
        self._allowed = [_allowed(letters, k) for k in range(1, len(letters.folded))]
        self._numbers = [k - 1 for k in range(1, len(letters.folded)) if _in_number(letters, k)]
        self._plain = bytes(len(self._allowed))
        self._plain_fits = all(mask & 1 for mask in self._allowed)
        self._words: tuple[Phrase, ...] | None = None

    @property
    def words(self) -> tuple[Phrase, ...]:
        """Its words one by one."""
        if self._words is None:
            parts = () if self.one_word else tuple(dict.fromkeys(self.query.text.split()))
            made = (Phrase(Query(part, words=self.query.words)) for part in parts)
            self._words = tuple(word for word in made if word.folded and not word.literal)
        return self._words

    def places(
        self, letters: Lettering, text: str, place: Callable[[int], int] | None, *, loose: bool = False
    ) -> Iterator[tuple[int, int]]:
        """Where it stands: ``letters.folded[a:b]``, none within another.

        ``text`` and ``place`` (from a letter to its index in the text) serve queries whose case counts; without them
        case is not looked at. ``loose``: blanks do not count, but it begins where a word begins.
        """
        if self._lone:
            for a, b in self._lone_places(letters):
                if place is None or self._stands(letters, a, text, place):
                    yield a, b
            return
        folded, wanted = letters.folded, self.folded
        size = len(wanted)
        at = folded.find(wanted)
        while at >= 0:
            end = at + size
            if self._fits(letters, at, end, loose) and (place is None or self._stands(letters, at, text, place)):
                yield at, end
                at = folded.find(wanted, end)
            else:
                at = folded.find(wanted, at + 1)

    def _lone_places(self, letters: Lettering) -> Iterator[tuple[int, int]]:
        """One letter is in every word: it is looked for where it stands by itself."""
        gaps, folded, wanted = letters.gaps, letters.folded, self.folded
        for match in _ALONE.finditer(gaps):
            if folded[match.start()] == wanted:
                yield match.span()
        if folded[:1] == wanted and letters.begins(1) and not gaps[0]:
            yield 0, 1

    def _stands(self, letters: Lettering, at: int, text: str, place: Callable[[int], int]) -> bool:
        """Whether it begins with a whole character there, and capitals agree where they count."""
        if at and letters.splits(at):
            return False
        return not self._cased or self.cased_fits(text[place(at) : place(at + len(self.folded) - 1) + 1])

    def cased_fits(self, *texts: str) -> bool:
        """Whether capitals agree where they count; of two texts the first is a rest of a page, seen from its end."""
        if not self._cased:
            return True
        if len(texts) == 1:
            return cased(texts[0]).startswith(self._cased)
        return (cased(texts[0]) + cased(texts[1])).startswith(self._cased)

    def _fits(self, letters: Lettering, at: int, end: int, loose: bool) -> bool:
        inside = letters.gaps[at + 1 : end]
        if self._whole and not (letters.begins(at) and letters.begins(end)):
            return False
        if loose:
            if not letters.begins(at) or not all((self._allowed[k] >> inside[k]) & 1 for k in self._numbers):
                return False
            return BLANK not in inside or letters.begins(end) or not self.one_word
        if inside == self._plain:
            return self._plain_fits
        if all((mask >> gap) & 1 for mask, gap in zip(self._allowed, inside, strict=True)):
            return True
        # A compound that is printed as two words, when all of it is there.
        joins = self.one_word and len(self.folded) >= _JOINS_LEAST and self.folded.isalpha()
        return joins and inside.count(BLANK) == 1 and letters.begins(at) and letters.begins(end)


def literal_places(phrase: Phrase, text: str) -> list[tuple[int, int]]:
    """Where the query stands sign by sign; blanks, and the kinds of dashes and quotes, are one."""
    wanted = phrase.literal
    if not wanted.strip() or (len(wanted) == 1 and wanted not in _MANY and wanted not in text):
        return []
    text = text.translate(_ALIKE)
    pattern = re.compile(re.escape(wanted), 0 if phrase.query.case else re.IGNORECASE)
    found = [match.span() for match in pattern.finditer(text)]
    if not phrase.query.words:
        return found
    return [(a, b) for a, b in found if not _runs_on(text, a) and not _runs_on(text, b)]


def _runs_on(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _allowed(letters: Lettering, k: int) -> int:
    """Which gaps a text may have before the query's letter ``k``, as bits."""
    one, two, gap = letters.folded[k - 1], letters.folded[k], letters.gaps[k]
    numbers = _in_number(letters, k)
    if gap == JOINED:
        if numbers:
            return 1 << JOINED
        # "5mg" is "5 mg"; letters of Chinese and its like are printed over line ends without a sign.
        apart = one.isdigit() != two.isdigit() or min(one, two) > "\u2e80"
        return _FREE if apart else 1 << JOINED | 1 << SIGN
    if gap == SIGN:
        return 1 << SIGN | 1 << BLANK if numbers else _FREE
    return 1 << SIGN | 1 << BLANK


def _in_number(letters: Lettering, k: int) -> bool:
    """Whether letter ``k`` and the one before it are digits, or the point of a decimal number."""
    return all(char.isdigit() or char == "." for char in letters.folded[k - 1 : k + 1])
