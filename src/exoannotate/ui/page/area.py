"""Areas of figures and tables on the page: a rectangle drawn by mouse or keys, and one whose edges are moved.

The tool takes the mouse while it is active, while Alt is held, and over the handles of an outlined area; the selector
asks it first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen

from exoannotate.domain.geometry import PagePoint, PageRect, quad_of
from exoannotate.ui.look import PAPER, PAPER_ACCENT
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.marks import HighlightMark
from exoannotate.ui.page.rubber import BY, EDGES, LEAST, Edge, between, moved, point_on, shifted
from exoannotate.ui.page.viewport import Viewport

_HANDLE = 8.0
"""Pixels of a handle's side; it is caught as easily as that again around it."""
_BY_KEY = 10.0
"""Points that a key moves a rectangle or its far corner."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HOW = (
    "Drag round the figure or table. With the keys: the arrows move the frame, Shift and the arrows size it, "
    "Enter takes it, Esc leaves."
)
TOO_SMALL = "That was too small for an area: drag from one corner of the figure to the opposite one."


class AreaTool(QObject):
    """Draws rectangles on pages. It paints them, and says when one is done."""

    drawn = Signal(object)
    """A PageRect, cut to its page, is to be highlighted."""
    moved = Signal(str, object)
    """The passage of that id is to have this PageRect."""
    toggled = Signal(bool)
    left = Signal()
    """The tool was put away without an area."""
    changed = Signal()
    notice = Signal(str)

    def __init__(
        self, canvas: Canvas, chosen: Callable[[], HighlightMark | None], parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._canvas, self._chosen = canvas, chosen
        self._active = False
        self._hand = False  # whether the hand tool was on before
        self._start: PagePoint | None = None
        self._rect: PageRect | None = None
        self._edited = ""  # the passage whose edges are moved
        self._edge: Edge | None = None
        self._pointer = QPointF()
        canvas.pressed.connect(self._on_pressed)
        canvas.dragged.connect(self._on_dragged)
        canvas.released.connect(self._on_released)
        canvas.moved.connect(self._on_moved)
        self.changed.connect(canvas.viewport().update)

    @property
    def active(self) -> bool:
        """Whether the next drag draws an area."""
        return self._active

    @property
    def rect(self) -> PageRect | None:
        """What is drawn so far, or what waits to become a highlight."""
        return self._rect

    def set_active(self, active: bool) -> None:
        """Let the next drag draw an area, or not."""
        if active != self._active:
            self._drop()
            self._switch(active)
            if not active:
                self.left.emit()
        if active:
            self.notice.emit(HOW)

    def finish(self) -> None:
        """What was drawn is a highlight now, or was refused: paint it no more."""
        if self._start is None and self._edge is None:
            self._drop()

    def takes(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a press here is for this tool."""
        alt = modifiers & Qt.KeyboardModifier.AltModifier
        return self._active or bool(alt) or self._edge_at(at) is not None

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        """How the pointer looks here, None where the tool has nothing to say."""
        if self._active or self._start is not None:
            return Qt.CursorShape.CrossCursor
        edge = self._edge_at(at)
        if edge is None:
            return None
        across, down = edge if self._canvas.view.turn % 2 == 0 else (edge[1], -edge[0])
        if not across or not down:
            return Qt.CursorShape.SizeHorCursor if across else Qt.CursorShape.SizeVerCursor
        return Qt.CursorShape.SizeFDiagCursor if across == down else Qt.CursorShape.SizeBDiagCursor

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is for this tool, whatever else it means."""
        if self._start is not None or self._edge is not None:
            return event.key() == Qt.Key.Key_Escape
        return self._active and (event.key() in (*_ARROWS, *_ENDS, Qt.Key.Key_Escape))

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""
        if not self.wants(event):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._drop()
            self.set_active(False)
        elif event.key() in _ENDS:
            self._take()
        else:
            self._by_key(*_ARROWS[Qt.Key(event.key())], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    # --- by mouse

    @Slot(QPointF, object)
    def _on_pressed(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self.takes(at, modifiers):
            return
        self._pointer = at
        chosen = self._chosen()
        edge = None if self._active or modifiers & Qt.KeyboardModifier.AltModifier else self._edge_at(at)
        if edge is not None and chosen is not None:
            self._edge, self._edited = edge, chosen.passage_id
            self._rect = chosen.quads[0].bounds()
            return
        point = self._canvas.view.to_page(at.x(), at.y())
        if point is not None:
            self._start, self._rect = self._inside(point), None

    @Slot(QPointF)
    def _on_dragged(self, at: QPointF) -> None:
        if self._start is not None or self._edge is not None:
            self._pointer = at
            self._follow()
            view = self._canvas.view
            step = min(at.y(), 0.0) or max(at.y() - view.height, 0.0)
            if step:
                self._canvas.scroll_by(0, max(min(step, BY), -BY))

    @Slot()
    def _on_moved(self) -> None:
        self._follow()

    def _follow(self) -> None:
        """Let the rectangle reach to where the pointer is."""
        view = self._canvas.view
        if self._start is not None:
            end = point_on(view.affine(self._start.page), self._start.page, self._pointer.x(), self._pointer.y())
            self._rect = between(self._start, self._inside(end))
        elif self._edge is not None and self._rect is not None:
            page = self._rect.page
            end = self._inside(point_on(view.affine(page), page, self._pointer.x(), self._pointer.y()))
            self._rect = moved(self._rect, self._edge, end)
        else:
            return
        self.changed.emit()

    @Slot(QPointF)
    def _on_released(self, at: QPointF) -> None:
        if self._start is None and self._edge is None:
            return
        self._pointer = at
        before = self._chosen()
        self._follow()
        edited, self._edited = self._edited, ""
        self._start = self._edge = None
        if edited:
            if self._rect is not None and before is not None and self._rect != before.quads[0].bounds():
                self.moved.emit(edited, self._rect)
            else:
                self._drop()
            return
        self._take()

    def _take(self) -> None:
        rect = self._rect
        if rect is None or rect.width < LEAST or rect.height < LEAST:
            self._drop()
            if self._active or rect is not None:
                self.notice.emit(TOO_SMALL)
            return
        if self._active:
            self._switch(False)  # the frame stays until it is a highlight
        self.drawn.emit(rect)

    def _switch(self, active: bool) -> None:
        self._active = active
        if active:
            self._hand = self._canvas.hand
        # The hand would move the page under the frame; it is taken up again afterwards.
        self._canvas.set_hand(self._hand and not active)
        if active or not self._hand:
            self._canvas.viewport().setCursor(Qt.CursorShape.CrossCursor if active else Qt.CursorShape.ArrowCursor)
        self.toggled.emit(active)

    def _drop(self) -> None:
        self._start = self._edge = self._rect = None
        self._edited = ""
        self.changed.emit()

    # --- by keys

    def _by_key(self, x: int, y: int, sizing: bool) -> None:
        view = self._canvas.view
        if self._rect is None:
            seen = view.seen_part(view.current())
            if seen is None:
                return
            width, height = seen.width / 4, seen.height / 4
            self._rect = PageRect(seen.page, seen.x0 + width, seen.y0 + height, seen.x1 - width, seen.y1 - height)
        else:
            # As the reader sees it: on a turned page the arrow to the right is not the x of the page.
            a, b, c, d, _, _ = view.affine(self._rect.page)
            along = ((a * x + b * y) / view.scale * _BY_KEY, (c * x + d * y) / view.scale * _BY_KEY)
            self._rect = shifted(self._rect, *along, view.sizes[self._rect.page], sizing=sizing)
        self.changed.emit()

    # --- geometry

    def _inside(self, point: PagePoint) -> PagePoint:
        width, height = self._canvas.view.sizes[point.page]
        return replace(point, x=min(max(point.x, 0.0), width), y=min(max(point.y, 0.0), height))

    def _edge_at(self, at: QPointF) -> Edge | None:
        """The handle of the outlined area under a pixel."""
        if self._active:
            return None
        for edge, handle in self._handles(self._canvas.view):
            if handle.adjusted(-_HANDLE / 2, -_HANDLE / 2, _HANDLE / 2, _HANDLE / 2).contains(at):
                return edge
        return None

    def _handles(self, view: Viewport) -> list[tuple[Edge, QRectF]]:
        chosen = self._chosen()
        if chosen is None or not chosen.area or not chosen.quads or chosen.quads[0].page not in view.visible():
            return []
        box = self._rect if self._edited and self._rect else chosen.quads[0].bounds()
        found = []
        for edge in EDGES:
            across, down = ((1 + part) / 2 for part in edge)
            x, y = view.to_pixels(PagePoint(box.page, box.x0 + box.width * across, box.y0 + box.height * down))
            found.append((edge, QRectF(x - _HANDLE / 2, y - _HANDLE / 2, _HANDLE, _HANDLE)))
        return found

    # --- painting

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint the rectangle that is drawn, and the handles of the outlined area."""
        accent = QColor(PAPER_ACCENT)
        if self._rect is not None and self._rect.page == page:
            box = viewport.quad_rect(quad_of(self._rect))
            ground = QColor(accent)
            ground.setAlphaF(0.10)
            painter.setBrush(ground)
            painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(QRectF(box.x, box.y, box.width, box.height))
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(QColor(PAPER))
        chosen = self._chosen()
        if chosen is not None and chosen.quads and chosen.quads[0].page == page:
            for _, handle in self._handles(viewport):
                painter.drawRect(handle)
