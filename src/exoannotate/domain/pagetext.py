"""The text of a page in reading order, each character with its place.

Decision (2026-11): places are kept per printed line as a baseline, a direction and the edges of the characters
along it. That is a third of the size of a box per character and serves rotated and skewed text alike.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.geometry import Quad

ParagraphKind = Literal["body", "heading", "caption", "footnote", "table", "reference"]
FurnitureKind = Literal["head", "foot", "page number", "line number", "margin"]
RUNNING: tuple[ParagraphKind, ...] = ("body", "heading", "reference")
"""Kinds that follow one another as one reads; the others stand between them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: the run ``text[start:end]`` of its page and where these characters stand.

    (x, y) is the start of the baseline and (dx, dy) the unit writing direction in page space; ``ascent`` and
    ``descent`` reach above and below it; ``edges`` holds end - start + 1 distances along it; ``size`` is the
    font size. All lengths in points.
    """

    start: int
    end: int
    x: float
    y: float
    dx: float
    dy: float
    ascent: float
    descent: float
    size: float
    bold: bool
    edges: tuple[float, ...]

    def quad(self, page: int, start: int, end: int) -> Quad:
        """The quad round ``text[start:end]``, cut to this line."""
        a = self.edges[max(start, self.start) - self.start]
        b = self.edges[min(end, self.end) - self.start]
        # The normal that points "up" from the baseline; y grows downwards.
        ux, uy = self.dy, -self.dx
        ax, ay = self.x + self.dx * a, self.y + self.dy * a
        bx, by = self.x + self.dx * b, self.y + self.dy * b
        up, down = self.ascent, -self.descent
        return Quad(
            page,
            ax + ux * up, ay + uy * up,
            bx + ux * up, by + uy * up,
            bx + ux * down, by + uy * down,
            ax + ux * down, ay + uy * down,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run ``text[start:end]`` of the page that belongs together, over a column break too.

    ``continues``: the paragraph goes on with the first paragraph of its kind on the next page. Each entry of a
    reference list is a paragraph of kind "reference".
    """

    start: int
    end: int
    kind: ParagraphKind = "body"
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Furniture:
    """Printed text that is no part of the reading text: running heads, page and line numbers, margin text."""

    kind: FurnitureKind
    text: str


Ink = Literal["text", "scan", "drawing", "blank"]
"""What a page shows: text; a picture that fills it and little or no text; something drawn and no text; nothing."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """That a page's text was read from its picture: in which language, how surely (0 to 1), and in how many words of
    all the reader is in doubt."""

    language: str
    certainty: float
    words: int
    doubtful: int


@dataclass(frozen=True, slots=True)
class PageText:
    """One page in reading order.

    ``text``: paragraphs separated by a newline; line-end hyphens joined, ligatures spelled out, superscript
    digits as Unicode superscripts, runs of blanks as one. ``raw``: the same lines as the PDF prints them, each
    ended by a newline. ``origin[i]`` is the place in ``raw`` of ``text[i]``, or -1 for a blank or newline that
    was put in. ``lines`` are in reading order and do not overlap. ``width`` and ``height`` in points. ``recognised``
    is None for text that the PDF holds itself.
    """

    page: int
    width: float
    height: float
    text: str
    raw: str
    origin: tuple[int, ...]
    lines: tuple[Line, ...]
    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Furniture, ...] = ()
    ink: Ink = "text"
    recognised: Recognised | None = None

    def line_at(self, index: int) -> int | None:
        """The number of the line that holds ``text[index]``, or the one before a joining blank; None if no line."""
        if not self.lines:
            return None
        return max(0, bisect_right(self.lines, index, key=lambda line: line.start) - 1)

    def paragraph_at(self, index: int) -> Paragraph | None:
        """The paragraph that holds ``text[index]``."""
        for paragraph in self.paragraphs:
            if paragraph.start <= index < paragraph.end:
                return paragraph
        return None

    def quads(self, start: int, end: int) -> tuple[Quad, ...]:
        """One quad for each printed line of ``text[start:end]``."""
        return tuple(
            line.quad(self.page, start, end)
            for line in self.lines
            if max(start, line.start) < min(end, line.end)
        )  # fmt: skip

    def raw_of(self, start: int, end: int) -> str:
        """``text[start:end]`` as printed: with line-end hyphens, ligatures and line breaks."""
        places = [place for place in self.origin[start:end] if place >= 0]
        return self.raw[min(places) : max(places) + 1] if places else ""

    def paragraph_texts(self) -> tuple[str, ...]:
        """The text of each paragraph."""
        return tuple(self.text[p.start : p.end] for p in self.paragraphs)
