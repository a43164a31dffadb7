"""Highlights as the page shows them, and which of them a click means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.records import PassageState

_SLACK = 1.0
"""Points by which a click may miss a highlight."""


@dataclass(frozen=True, slots=True)
class HighlightMark:
    """A highlight as the page shows it: its places, what it means and how well it was found again.

    ``area``: it is a part of the page and no text, so it has no ends to move.
    """

    passage_id: str
    quads: tuple[Quad, ...]
    meaning: str
    state: PassageState = "exact"
    note: str = ""
    area: bool = False


def hit(marks: Iterable[HighlightMark], point: PagePoint) -> tuple[str, ...]:
    """The passages under a point, the smallest first, so that one within another can be reached."""
    found = []
    for mark in marks:
        if any(_near(quad, point) for quad in mark.quads):
            found.append((sum(_area(quad) for quad in mark.quads), mark.passage_id))
    return tuple(passage_id for _, passage_id in sorted(found))


def cycle(under: tuple[str, ...], chosen: str | None) -> str | None:
    """The passage that a click means: the one after the chosen one when that lies there too."""
    if not under:
        return None
    if chosen in under:
        return under[(under.index(chosen) + 1) % len(under)]
    return under[0]


def together(marks: Iterable[HighlightMark], with_: HighlightMark) -> tuple[str, ...]:
    """The passages that begin where this one does or reach over its beginning, the smallest first."""
    first = with_.quads[0]
    middle = PagePoint(first.page, (first.x0 * 3 + first.x1 + first.x2 + first.x3 * 3) / 8,
                       (first.y0 * 3 + first.y1 + first.y2 + first.y3 * 3) / 8)  # fmt: skip
    return hit(marks, middle)


def _near(quad: Quad, point: PagePoint) -> bool:
    if quad.contains(point):
        return True
    box = quad.bounds()
    upright = abs(quad.y0 - quad.y1) < 0.01 or abs(quad.x0 - quad.x1) < 0.01
    if not upright or point.page != quad.page:
        return False
    return box.x0 - _SLACK <= point.x <= box.x1 + _SLACK and box.y0 - _SLACK <= point.y <= box.y1 + _SLACK


def _area(quad: Quad) -> float:
    box = quad.bounds()
    return box.width * box.height
