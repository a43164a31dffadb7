"""What a PDF holds besides its text: outline, links, and the marks people made in it with other programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.geometry import PagePoint, PageRect, Quad

MarkKind = Literal["highlight", "underline", "squiggly", "strikeout", "note", "area"]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """One entry of the PDF's own outline, in the order of reading. ``level`` counts from 0; ``place`` is None where
    the entry leads nowhere in this document."""

    title: str
    level: int
    place: PagePoint | None


@dataclass(frozen=True, slots=True)
class PageLink:
    """A clickable place: it leads to ``target`` inside the document, or to ``address`` outside ("" when inside).

    Addresses are http, https or mailto only; links to files, programs and scripts are not told at all.
    """

    box: PageRect
    target: PagePoint | None
    address: str


@dataclass(frozen=True, slots=True)
class PdfMark:
    """A standard annotation in a PDF, found there or to be written into a copy.

    ``quads`` are never empty; an area or a note has one, the rectangle it covers. ``colour``: "#rrggbb", or "" where
    the annotation names none. ``created``: UTC ISO 8601 text, or "" where the annotation does not say.
    """

    kind: MarkKind
    quads: tuple[Quad, ...]
    colour: str = ""
    note: str = ""
    author: str = ""
    created: str = ""
