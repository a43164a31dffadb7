"""From places on pages back to the text there: what a highlight that is known by its quads covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from exoannotate.domain.geometry import Quad
from exoannotate.domain.pagetext import Line, PageText
from exoannotate.reading.selection import Selection, between


def range_of(pages: Mapping[int, PageText], places: Sequence[Quad]) -> Selection:
    """The run of text that quads lie on, from the start of the first to the end of the last.

    Empty while the text of their pages is not known, or when they lie on no text.
    """
    if not places:
        return Selection()
    start, end = _edge(pages, places[0], last=False), _edge(pages, places[-1], last=True)
    return Selection() if start is None or end is None or end <= start else between(pages, start, end)


def _edge(pages: Mapping[int, PageText], quad: Quad, *, last: bool) -> tuple[int, int] | None:
    page = pages.get(quad.page)
    if page is None:
        return None
    middle = ((quad.x0 + quad.x1 + quad.x2 + quad.x3) / 4, (quad.y0 + quad.y1 + quad.y2 + quad.y3) / 4)
    lines = [line for line in page.lines if _outside(line, *middle) == (0.0, 0.0)]
    if not lines:
        return None
    # Of lines that overlap, the one whose middle is nearest.
    line = min(lines, key=lambda line: abs(_frame(line, *middle)[1] - (line.descent - line.ascent) / 2))
    x, y = ((quad.x1 + quad.x2) / 2, (quad.y1 + quad.y2) / 2) if last else (
        (quad.x0 + quad.x3) / 2, (quad.y0 + quad.y3) / 2)  # fmt: skip
    along = _frame(line, x, y)[0]
    # Of edges in one place, as those within a ligature are, the last one: a letter without width is no start.
    nearest = min(range(len(line.edges)), key=lambda k: (round(abs(line.edges[k] - along), 3), -k))
    return quad.page, line.start + nearest


def _frame(line: Line, x: float, y: float) -> tuple[float, float]:
    """A point along a line and below its baseline, in points."""
    return (x - line.x) * line.dx + (y - line.y) * line.dy, (y - line.y) * line.dx - (x - line.x) * line.dy


def _outside(line: Line, x: float, y: float) -> tuple[float, float]:
    along, below = _frame(line, x, y)
    beside = max(min(line.edges) - along, along - max(line.edges), 0.0)
    return beside, max(-line.ascent - below, below - line.descent, 0.0)
