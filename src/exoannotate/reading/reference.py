"""One entry of a reference list, and a mark in a text that names some."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.reference_entry import PARTICLE

Style = Literal["numbered", "superscript", "author-year", ""]
STYLES: tuple[Style, ...] = ("numbered", "superscript", "author-year")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. ``text`` is as printed, its label included; what could not be told is empty, nothing is guessed.

    ``letter`` tells works of one author and year apart. ``page`` counts from 0; ``start`` and ``end`` are the letters
    of the entry there.
    """

    text: str
    number: str = ""
    first_author: str = ""
    authors: str = ""
    year: int | None = None
    letter: str = ""
    title: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    retracted: bool = False
    page: int = 0
    start: int = 0
    end: int = 0

    @property
    def short(self) -> str:
        """As people call it: "Lin 2021"."""
        return " ".join(filter(None, (self.first_author, f"{self.year or ''}{self.letter}")))

    @property
    def key(self) -> str:
        """As a mark names it: its number, else "Lin et al., 2021b"."""
        if self.number or not self.first_author:
            return self.number
        others = _others(self.authors, self.first_author)
        who = f"{self.first_author} and {others[0]}" if len(others) == 1 else self.first_author
        return f"{who}{' et al.' if len(others) > 1 else ''}, {self.year or ''}{self.letter}".rstrip(", ")


@dataclass(frozen=True, slots=True)
class Cited:
    """A mark in a text, ``text[start:end]``, and the entries it names."""

    start: int
    end: int
    references: tuple[Reference, ...]


_NEXT_AUTHOR = re.compile(
    rf"(?:[,;]|\band\b|&)\s*(?:and |& )?(?:(?:[A-ZÀ-Þ]\.[ ‐-]?)+\s*)?({PARTICLE}[A-ZÀ-ÞĀ-Ž][\w'’‐-]*[a-zà-ÿ][\w'’‐-]*)"
)


def _others(authors: str, first: str) -> tuple[str, ...]:
    """The surnames behind the first; two at least where the list says "et al."."""
    at = authors.find(first)
    rest = authors[at + len(first) :] if at >= 0 else authors
    found = tuple(_NEXT_AUTHOR.findall(rest))
    return (*found, "", "") if re.search(r"\bet al\b", rest) else found
