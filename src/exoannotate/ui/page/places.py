"""Where the reader is in a document, and the way back to where the reader was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from exoannotate.domain.geometry import PagePoint
from exoannotate.ui.page.canvas import Canvas, Fit
from exoannotate.ui.page.viewport import ZOOM_LEAST, ZOOM_MOST

_TRAIL = 100
"""So many places are remembered."""


@dataclass(frozen=True, slots=True)
class ViewState:
    """Where the reader was: the place at the top left of the view (points), zoom, fit, turn, and whether two pages
    stand beside one another (``alone``: the first one by itself)."""

    page: int = 0
    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    fit: Fit = ""
    turn: int = 0
    spread: bool = False
    alone: bool = True


def read_state(given: Mapping[str, object]) -> ViewState:
    """A state from what was written down; what makes no sense is as at the start of a document."""

    def number(name: str, least: float, most: float, default: float) -> float:
        value = given.get(name)
        fits = isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most
        return float(cast("float", value)) if fits else default

    fit = given.get("fit")
    return ViewState(
        page=int(number("page", 0, 1e7, 0)),
        x=number("x", -1e6, 1e6, 0.0),
        y=number("y", -1e6, 1e6, 0.0),
        zoom=number("zoom", ZOOM_LEAST, ZOOM_MOST, 1.0),
        fit=fit if fit in ("width", "page") else "",
        turn=int(number("turn", 0, 3, 0)),
        spread=given.get("spread") is True,
        alone=given.get("alone") is not False,
    )


def state_of(canvas: Canvas) -> ViewState:
    """Where the reader is."""
    view = canvas.view
    point = view.to_page(0.0, 0.0)
    if point is None:
        return ViewState()
    return ViewState(point.page, point.x, point.y, view.zoom, canvas.fit, view.turn, view.spread, view.alone)


def bring_back(canvas: Canvas, state: ViewState) -> None:
    """Go where the reader was; a page that the document does not have is its last one."""
    pages = len(canvas.view.sizes)
    if not pages:
        return
    if state.turn != canvas.view.turn:
        canvas.set_turn(state.turn)
    canvas.set_spread(state.spread, state.alone)
    canvas.set_zoom(state.zoom)
    view = canvas.view
    x, y = view.to_pixels(PagePoint(min(max(state.page, 0), pages - 1), state.x, state.y))
    canvas.show_view(view.scrolled_to(view.x + x, view.y + y))
    canvas.set_fit(state.fit)


class Trail:
    """The places before and after, as in a browser."""

    def __init__(self) -> None:
        self._before: list[ViewState] = []
        self._after: list[ViewState] = []

    def leave(self, here: ViewState) -> None:
        """A jump is about to be made from here."""
        if not self._before or self._before[-1] != here:
            self._before.append(here)
            del self._before[:-_TRAIL]
        self._after.clear()

    def back(self, here: ViewState) -> ViewState | None:
        """The place before, or None at the start."""
        if not self._before:
            return None
        self._after.append(here)
        return self._before.pop()

    def forward(self, here: ViewState) -> ViewState | None:
        """The place after, or None when no step back was made."""
        if not self._after:
            return None
        self._before.append(here)
        return self._after.pop()
