"""What a summary is made of: clauses that know their records, in sentences, paragraphs and sections.

Decision (2026-11): a clause cannot be made without a record, and everything else is made of clauses. So no renderer,
template or later author can print a sentence that nothing in the project says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Records: TypeAlias = tuple[str, *tuple[str, ...]]
"""Ids of records, at least one: a type checker refuses an empty tuple."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A place where papers are cited, by their keys."""

    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.keys:
            raise ValueError("a citation cites something")


Run: TypeAlias = str | Cite


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, and the records that say it. Raises ValueError without a record or without words."""

    runs: tuple[Run, ...]
    records: Records

    def __post_init__(self) -> None:
        if not any(self.records):
            raise ValueError("a clause needs the records that say it")
        if not any(isinstance(run, str) and run.strip() for run in self.runs):
            raise ValueError("a clause needs words")

    @property
    def keys(self) -> tuple[str, ...]:
        """The papers it cites."""
        return tuple(dict.fromkeys(key for run in self.runs if isinstance(run, Cite) for key in run.keys))


def some(held: Sequence[T]) -> tuple[T, *tuple[T, ...]]:
    """Records or clauses, of which there is at least one. Raises ValueError for none."""
    if not held:
        raise ValueError("a clause needs the records that say it")
    return (held[0], *held[1:])


@dataclass(frozen=True, slots=True)
class Sentence:
    """Clauses one behind the other; its full stop is set where it is written."""

    clauses: tuple[Clause, *tuple[Clause, ...]]

    def __post_init__(self) -> None:
        if not self.clauses:
            raise ValueError("a sentence needs a clause")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences. ``label``: the word that stands before them, when it is an item of a list."""

    sentences: tuple[Sentence, ...]
    label: str = ""

    def __post_init__(self) -> None:
        if not self.sentences:
            raise ValueError("a paragraph needs a sentence")


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading. ``level``: 0 without one, 1, or 2 for a part of the section before."""

    head: str
    paragraphs: tuple[Paragraph, ...]
    level: int = 1

    def __post_init__(self) -> None:
        if not self.paragraphs:
            raise ValueError("a heading needs something below it")


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the table that counts how the evidence came about."""

    step: str
    many: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: its documents as they are cited in brackets, each with its page labels."""

    record: str
    name: str
    places: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole document. ``missing``: sentences of the program, not of the evidence, where there is nothing to tell;
    they stand alone. ``remarks``: what the person who exports it should know, such as drafts that were left out."""

    title: str
    sections: tuple[Section, ...] = ()
    methods: tuple[Section, ...] = ()
    flow: tuple[Flow, ...] = ()
    sources: tuple[Source, ...] = ()
    missing: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def clauses(self) -> Iterator[Clause]:
        """Every clause in the order it is read; its number is its place here, from 1."""
        for section in (*self.sections, *self.methods):
            for paragraph in section.paragraphs:
                for sentence in paragraph.sentences:
                    yield from sentence.clauses

    def keys(self) -> tuple[str, ...]:
        """The papers that are cited, in the order in which they are first."""
        return tuple(dict.fromkeys(key for clause in self.clauses() for key in clause.keys))
