"""What somebody typed to be found everywhere, with the other names the vocabularies know for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from exoannotate.reading.lettering import bare, lettering
from exoannotate.reading.phrase import Phrase, Query

LONGEST = 300
"""Characters that are looked for; nobody types more, and what was pasted is found by its beginning."""
MOST_NAMES = 16
_NAMED = 80
"""A longer text is no name."""
_SPAN = 4
"""Words a name within a text may have."""
_SHORT = 4
"""So few letters are found as whole words only where they are a name: TMZ, MET."""
_LEAST = 3
_COMMON = frozenset(
    "a about all also an and any are as at be been both but by can cat did do does each end fast for from had has have "
    "he her his how ice if in into is it its kit large map may met more most no not of off on one or our out over rest "
    "set she so such than that the their them then there these they this to two up use via was we were what when "
    "which who will with yes you "
    # What papers are full of.
    "al cell cells day days dna et exp fig figs fold gene genes hour human max mean men mice min mrna pcr rat rats ref "
    "refs rna sem tab type vs week".split()
)
"""Words of the language that are names of genes as well: TMZ is looked for in every paper, WAS is not."""


class Names(Protocol):
    """What knows other names: the vocabularies."""

    def names_of(self, text: str) -> tuple[str, ...]:
        """All names of what a text names strictly, without the text itself."""
        ...


@dataclass(frozen=True, slots=True)
class Sought:
    """A text to be found. ``others``: what else it is called, the first name first; ``words``: whole words only."""

    text: str
    others: tuple[str, ...] = ()
    words: bool = False

    @property
    def query(self) -> Query:
        """What is looked for in documents."""
        return Query(self.text, words=self.words, others=self.others)

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The text and its other names, made ready."""
        return (Phrase(self.query), *(Phrase(Query(other, words=True)) for other in self.others))

    @property
    def empty(self) -> bool:
        """Whether there is not one letter or digit to look for."""
        return not bare(self.text)


def sought(text: str, names: Names | None = None) -> Sought:
    """What to look for; without ``names`` nothing but the text."""
    text = " ".join(text[: 2 * LONGEST].split())[:LONGEST]
    phrase = Phrase(Query(text))
    letters = bare(text)
    if names is None or phrase.empty or phrase.literal or len(text) > _NAMED or len(letters) < _LEAST:
        return Sought(text)
    common = text.casefold() in _COMMON and text.islower()
    whole = () if common else names.names_of(text)
    others = whole or tuple(_with_names(text, names))
    # miR-21 is not miR-210, and TMZ is no part of another word; "tem" is the beginning of one.
    symbol = len(letters) <= _SHORT and text != text.lower()
    strict = bool(whole) and (symbol or letters[-1:].isdigit())
    return Sought(text, _useful(Phrase(Query(text, words=strict)), others), strict)


def _with_names(text: str, names: Names) -> Iterator[str]:
    """The text with a name in it replaced by each of its other names."""
    words = text.split()
    taken = 0
    for start in range(len(words)):
        for length in range(min(_SPAN, len(words) - start), 0, -1):
            span = " ".join(words[start : start + length])
            if start < taken or span.casefold() in _COMMON:
                continue
            found = [name for name in names.names_of(span) if name.casefold() not in _COMMON]
            if found:
                taken = start + length
                yield from (" ".join((*words[:start], name, *words[start + length :])) for name in found)
                break


def _useful(phrase: Phrase, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those names that find something else: no words of the language, none that hold what is looked for already."""
    kept: list[tuple[str, Phrase]] = []
    for name in sorted(dict.fromkeys(names), key=len):
        letters = lettering(name)
        few = len(letters.folded) < _LEAST or name.casefold() in _COMMON
        if not few and not any(next(p.places(letters, "", None), None) for p in (phrase, *(k[1] for k in kept))):
            kept.append((name, Phrase(Query(name, words=True))))
    chosen = {name for name, _ in kept}
    return tuple(name for name in dict.fromkeys(names) if name in chosen)[:MOST_NAMES]
