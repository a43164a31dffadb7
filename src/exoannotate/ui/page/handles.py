"""The two knobs at the ends of the selection, or of the highlight that is outlined, and how the ends are moved."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QPointF, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPen

from exoannotate.domain.geometry import Quad
from exoannotate.reading import moves
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Place, Unit
from exoannotate.reading.places import range_of
from exoannotate.reading.selection import Selection
from exoannotate.ui.look import HANDLE, OUTLINE, PAPER, Look
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.overlay import Overlay
from exoannotate.ui.page.selection import Grip, Selector
from exoannotate.ui.page.texts import Texts
from exoannotate.ui.page.viewport import Viewport, quad_through

End = Literal["start", "end"]
_REACH = HANDLE / 2 + 2.5
"""Pixels round the middle of a knob in which a press takes it; no more, since text to be selected begins beside it."""
_STEPS = 8


class Handles(QObject):
    """Paints the knobs, tells the selector which of them is pressed, and moves ends by keys."""

    range_requested = Signal(str, object)
    """The passage of that id is to cover this Selection."""
    notice = Signal(str)

    def __init__(
        self, canvas: Canvas, texts: Texts, selector: Selector, overlay: Overlay, look: Look,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._canvas, self._texts, self._look = canvas, texts, look
        self._selector, self._overlay = selector, overlay
        self._known: tuple[str, tuple[Quad, ...], Selection] | None = None
        self._under_way: dict[str, tuple[int, Selection]] = {}
        selector.set_grips(self.grip_at)
        selector.end_moved.connect(self._on_end_moved)

    def grip_at(self, at: QPointF) -> Grip | None:
        """The knob under a pixel: the end that stays and whose end it is."""
        found = self._target()
        if found is None:
            return None
        passage, covered = found
        for end in ("end", "start"):
            knob = self._knob(covered, end)
            if knob is not None and QPointF.dotProduct(at - knob[1], at - knob[1]) <= _REACH**2:
                first, last = _ends(covered)
                return Grip(first if end == "end" else last, passage)
        return None

    def nudge(self, end: End, unit: Unit, way: int) -> bool:
        """Move an end of the outlined highlight by a word or letter; False when there is none."""
        found = self._target()
        if found is None or not found[0]:
            return False
        passage, covered = found
        first, last = _ends(covered)
        fixed, moving = (first, last) if end == "end" else (last, first)
        pages = self._texts.pages
        running = moves.in_running(pages, fixed) and moves.in_running(pages, moving)
        new = covered
        for _ in range(_STEPS):
            place, _goal = moves.move(pages, moving, unit, way, running=running)
            if place == moving or (place.gap >= fixed.gap) != (end == "end"):
                break
            moving = place
            new = reading.between(pages, fixed.gap, moving.gap)
            if new != covered:
                break
        if not new or new == covered:
            self.notice.emit("This end cannot be moved any further.")
            return True
        self._ask(passage, new)
        return True

    def settled(self, passage: str) -> None:
        """What was asked for a passage is done or refused; its places are true again."""
        count, wanted = self._under_way.get(passage, (1, Selection()))
        if count > 1:
            self._under_way[passage] = (count - 1, wanted)
        else:
            self._under_way.pop(passage, None)
        self._known = None
        self._canvas.viewport().update()

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Knobs in the accent with a light rim, so that they are seen on any ground."""
        if self._selector.dragging:
            return
        found = self._target()
        if found is None:
            return
        for end in ("start", "end"):
            knob = self._knob(found[1], end)
            if knob is None or knob[0].page != page:
                continue
            corners = quad_through(viewport.affine(page), knob[0])
            painter.setPen(QPen(self._overlay.accent(), OUTLINE))
            painter.drawLine(QPointF(*corners[0]), QPointF(*corners[3]))
            painter.setPen(QPen(QColor(PAPER), OUTLINE))
            painter.setBrush(self._overlay.accent())
            painter.drawEllipse(knob[1], HANDLE / 2, HANDLE / 2)

    # --- whose ends

    def _target(self) -> tuple[str, Selection] | None:
        """The passage ("" for the selection) and what it covers."""
        if self._selector.selection:
            return "", self._selector.selection
        mark = self._overlay.chosen
        if mark is None or mark.area or not mark.quads:
            return None
        if mark.passage_id in self._under_way:
            return mark.passage_id, self._under_way[mark.passage_id][1]
        if self._known is None or self._known[:2] != (mark.passage_id, mark.quads) or not self._known[2]:
            self._known = (mark.passage_id, mark.quads, range_of(self._texts.pages, mark.quads))
        covered = self._known[2]
        return (mark.passage_id, covered) if covered else None

    def _knob(self, covered: Selection, end: str) -> tuple[Quad, QPointF] | None:
        """The line at an end without width, and the middle of its knob in pixels."""
        first, last = _ends(covered)
        quad = moves.bar(self._texts.pages, first if end == "start" else last)
        if quad is None:
            return None
        corners = quad_through(self._canvas.view.affine(quad.page), quad)
        top, bottom = QPointF(*corners[0]), QPointF(*corners[3])
        way = bottom - top
        length = max((way.x() ** 2 + way.y() ** 2) ** 0.5, 0.001)
        beyond = way * (HANDLE / 2 / length)
        return quad, (top - beyond if end == "start" else bottom + beyond)

    def _ask(self, passage: str, covered: Selection) -> None:
        count = self._under_way.get(passage, (0, covered))[0]
        self._under_way[passage] = (count + 1, covered)
        self._canvas.viewport().update()
        self.range_requested.emit(passage, covered)

    @Slot(str, object)
    def _on_end_moved(self, passage: str, covered: Selection) -> None:
        self._ask(passage, covered)


def _ends(covered: Selection) -> tuple[Place, Place]:
    first, last = covered.spans[0], covered.spans[-1]
    return Place(first.page, first.start), Place(last.page, last.end, True)
