"""What is to be set and what was set: the records that go in and come out of the typesetter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "title",
    "authors",
    "affiliation",
    "abstract",
    "keywords",
    "heading",
    "body",
    "caption",
    "cell",
    "reference",
    "footnote",
]


@dataclass(frozen=True, slots=True)
class Heading:
    """A section title; level 2 is smaller and slanted."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. ``*slanted*``, ``**bold**``, ``^raised^``; a soft hyphen marks where a word may be parted."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table over the full width with three rules, at the head or the foot of the next page.

    ``shares`` are the widths of its columns. At the head it stands between the halves of a sentence that runs over the
    page break, in the order of the page.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    at_foot: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over the full width: labelled boxes joined by arrows, and a caption below."""

    caption: str
    boxes: tuple[str, ...]
    arrows: tuple[str, ...] = ()
    height: float = 86.0


@dataclass(frozen=True, slots=True)
class References:
    """The numbered list at the end."""

    entries: tuple[str, ...]


Block = Heading | Prose | Table | Figure | References


@dataclass(frozen=True, slots=True)
class Review:
    """What is to be set."""

    title: str
    authors: str
    affiliation: str
    journal: str
    running: str
    abstract: str
    keywords: str
    blocks: tuple[Block, ...]
    footnote: str = ""
    first_page: int = 1
    columns: int = 2
    hyphen: str = "-"
    superscript_citations: bool = False
    page_labels: bool = True
    hyphenation: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """One paragraph as it was set: its plain words (no markup, hyphens joined) and the pages it stands on, from 0."""

    kind: Kind
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Where a paragraph goes on elsewhere; ``offset`` counts the characters of its plain text before the break."""

    kind: Literal["hyphen", "column", "page"]
    paragraph: int
    offset: int
    page: int


@dataclass(frozen=True, slots=True)
class Typeset:
    """What was set: paragraphs in reading order, and where they were parted."""

    pages: int
    paragraphs: tuple[SetParagraph, ...]
    breaks: tuple[Break, ...]

    def of_kind(self, kind: Kind) -> tuple[SetParagraph, ...]:
        """The paragraphs of one kind, in reading order."""
        return tuple(p for p in self.paragraphs if p.kind == kind)
