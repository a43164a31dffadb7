"""Rectangles that are stretched: plain geometry that needs no window."""

from __future__ import annotations

from exoannotate.domain.geometry import PagePoint, PageRect
from exoannotate.ui.page.viewport import Affine
from exoannotate.workspace.areas import LEAST

__all__ = ["BY", "EDGES", "LEAST", "Edge", "between", "moved", "point_on", "shifted"]

Edge = tuple[int, int]
"""Which sides of a rectangle a handle moves: -1 left or top, 1 right or bottom, 0 neither."""
EDGES: tuple[Edge, ...] = ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1))
BY = 60.0
"""Pixels that a drag beyond the edge scrolls at most each time the mouse moves."""


def point_on(affine: Affine, page: int, x: float, y: float) -> PagePoint:
    """The place on a page that a pixel would be, wherever it lies."""
    a, b, c, d, e, f = affine
    whole = a * d - b * c
    return PagePoint(page, (d * (x - e) - c * (y - f)) / whole, (a * (y - f) - b * (x - e)) / whole)


def between(one: PagePoint, other: PagePoint) -> PageRect:
    """The rectangle with two points as opposite corners."""
    return PageRect(one.page, min(one.x, other.x), min(one.y, other.y), max(one.x, other.x), max(one.y, other.y))


def moved(rect: PageRect, edge: Edge, to: PagePoint) -> PageRect:
    """The rectangle with some of its sides at a point, never smaller than an area may be."""
    across, down = edge
    x0 = min(to.x, rect.x1 - LEAST) if across < 0 else rect.x0
    x1 = max(to.x, rect.x0 + LEAST) if across > 0 else rect.x1
    y0 = min(to.y, rect.y1 - LEAST) if down < 0 else rect.y0
    y1 = max(to.y, rect.y0 + LEAST) if down > 0 else rect.y1
    return PageRect(rect.page, x0, y0, x1, y1)


def shifted(rect: PageRect, x: float, y: float, size: tuple[float, float], *, sizing: bool) -> PageRect:
    """The rectangle moved by so many points, or only its right bottom corner, within a page of this size."""
    width, height = size
    if sizing:
        return PageRect(
            rect.page, rect.x0, rect.y0,
            min(max(rect.x1 + x, rect.x0 + LEAST), width), min(max(rect.y1 + y, rect.y0 + LEAST), height),
        )  # fmt: skip
    x = min(max(x, -rect.x0), width - rect.x1)
    y = min(max(y, -rect.y0), height - rect.y1)
    return PageRect(rect.page, rect.x0 + x, rect.y0 + y, rect.x1 + x, rect.y1 + y)
