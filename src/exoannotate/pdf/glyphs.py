"""The glyphs of a page as they come out of a PDF: input of the reading order, free of MuPDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font on one baseline, in the order they were drawn.

    (x, y): where the baseline begins, (dx, dy): unit writing direction, ``starts`` and ``ends``: distances along it
    for each character of ``text``; ``ascent``, ``descent``, ``size``: as in domain ``Line``. All in points of page
    space. ``line`` and ``block``: the numbers MuPDF grouped it under.
    """

    text: str
    x: float
    y: float
    dx: float
    dy: float
    starts: tuple[float, ...]
    ends: tuple[float, ...]
    ascent: float
    descent: float
    size: float
    font: str
    bold: bool
    raised: bool
    line: int
    block: int


@dataclass(frozen=True, slots=True)
class GlyphPage:
    """All runs of page ``page`` in the order of its content stream; width and height in points.

    ``plain``: the same text line by line, without places.
    """

    page: int
    width: float
    height: float
    runs: tuple[Run, ...]
    plain: str = ""
