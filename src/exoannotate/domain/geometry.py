"""Places on a page, each coordinate system with its own type.

All of them are in **page space**: PDF points (1/72 inch), origin at the top left corner of the page as it is
displayed (crop box and the page's own rotation applied), y downwards. Pixels exist only inside ``ui/page``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A point on page ``page`` (counted from 0), in points."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageRect:
    """An upright rectangle on page ``page`` (counted from 0), in points."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def contains(self, point: PagePoint) -> bool:
        """Whether the point lies in the rectangle, edges included."""
        return point.page == self.page and self.x0 <= point.x <= self.x1 and self.y0 <= point.y <= self.y1


@dataclass(frozen=True, slots=True)
class Quad:
    """Four corners round a run of characters, in reading direction: start-top, end-top, end-bottom, start-bottom.

    A quad and not a rectangle, because text may be rotated or skewed on its page.
    """

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        return ((self.x0, self.y0), (self.x1, self.y1), (self.x2, self.y2), (self.x3, self.y3))

    def bounds(self) -> PageRect:
        """The upright rectangle round the quad."""
        xs = (self.x0, self.x1, self.x2, self.x3)
        ys = (self.y0, self.y1, self.y2, self.y3)
        return PageRect(self.page, min(xs), min(ys), max(xs), max(ys))

    def contains(self, point: PagePoint) -> bool:
        """Whether the point lies inside (the corners go round in one direction; either direction is accepted)."""
        if point.page != self.page:
            return False
        signs = set()
        corners = self.corners
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            cross = (bx - ax) * (point.y - ay) - (by - ay) * (point.x - ax)
            if cross:
                signs.add(cross > 0)
        return len(signs) <= 1


def quad_of(rect: PageRect) -> Quad:
    """The quad of an upright rectangle, as if a line of text filled it."""
    return Quad(rect.page, rect.x0, rect.y0, rect.x1, rect.y0, rect.x1, rect.y1, rect.x0, rect.y1)


def bounds(quads: Iterable[Quad]) -> PageRect | None:
    """The upright rectangle round all quads of the first quad's page; None when there is no quad."""
    rects = [quad.bounds() for quad in quads]
    if not rects:
        return None
    page = rects[0].page
    here = [r for r in rects if r.page == page]
    return PageRect(
        page, min(r.x0 for r in here), min(r.y0 for r in here), max(r.x1 for r in here), max(r.y1 for r in here)
    )
