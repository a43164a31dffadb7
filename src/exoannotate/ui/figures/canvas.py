"""A figure on the screen: white paper in either theme, whose bars, bands and cells open their records."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QToolTip, QWidget

from exoannotate.domain.figures.drawing import Drawing
from exoannotate.ui.evidence.lore import Latest
from exoannotate.ui.figures.painting import outline, picture
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import FOCUS, PAPER_ACCENT, M

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SMALLEST, _LARGEST = 1.0, 2.4
"""Pixels a point takes, at least and at most."""
_MARGIN = M
"""Paper round the figure, in pixels."""


class FigureCanvas(QWidget):
    """Shows a drawing. Pointing at a part tells what it is; a click or Enter wants its records."""

    wanted = Signal(tuple, str)  # records, and what they are called
    told = Signal(str)  # the sentence of the part in hand, "" for none
    reached = Signal(QRectF)  # where the part is that the keys have come to

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figure")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.drawing: Drawing | None = None
        self.current = -1
        """The part that the keys have reached, -1 for none."""
        self._hovered = -1
        self._scale, self._ratio = 1.0, self.devicePixelRatioF()
        self._picture: QImage | None = None
        self._latest: Latest[QImage] = Latest(jobs, self._on_painted)
        self._places: tuple[tuple[float, float, float, float], ...] = ()

    # What is shown ---------------------------------------------------------------------------------------------

    def show_drawing(self, drawing: Drawing, room: int) -> None:
        """Show a figure as wide as the room allows. What the keys had reached stays in hand where it is there still."""
        before = self.drawing.parts[self.current].label if self.drawing is not None and self.current >= 0 else ""
        self.drawing, self._places, self._hovered = drawing, drawing.places(), -1
        self._picture = None
        self.current = next((at for at, part in enumerate(drawing.parts) if part.label == before), -1) if before else -1
        self.setAccessibleName(f"Figure: {drawing.title}")
        self.fit(room)
        self._tell()

    def fit(self, room: int) -> None:
        """Let the figure be as wide as the room allows."""
        if self.drawing is None:
            return
        self._scale = max(_SMALLEST, min(_LARGEST, (room - 2 * _MARGIN) / self.drawing.width))
        self.setFixedSize(self.sizeHint())
        self._paint_anew()

    def sizeHint(self) -> QSize:
        if self.drawing is None:
            return QSize(0, 0)
        return QSize(
            math.ceil(self.drawing.width * self._scale) + 2 * _MARGIN,
            math.ceil(self.drawing.height * self._scale) + 2 * _MARGIN,
        )

    def place(self, part: int) -> QRectF:
        """Where a part is, in pixels."""
        left, top, right, bottom = self._places[part]
        scale = self._scale
        return QRectF(left * scale + _MARGIN, top * scale + _MARGIN, (right - left) * scale, (bottom - top) * scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.drawing is None:
            return
        if self._ratio != self.devicePixelRatioF():
            self._paint_anew()  # it came to another screen
        painter = QPainter(self)
        if self._picture is None:
            painter.fillRect(self.rect(), QColor(self.drawing.colours["paper"]))
            painter.end()
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(_MARGIN, _MARGIN)
        painter.scale(self._scale, self._scale)
        accent = QColor(PAPER_ACCENT)
        if self._hovered >= 0:
            painter.setPen(QPen(accent, 1 / self._scale))
            painter.drawPath(outline(self.drawing, self._hovered))
        if self.current >= 0 and self.hasFocus():
            painter.setPen(QPen(accent, FOCUS / self._scale))
            painter.drawPath(outline(self.drawing, self.current))
        painter.end()

    @property
    def busy(self) -> bool:
        """Whether the figure is being painted."""
        return self._latest.busy

    def _paint_anew(self) -> None:
        """Paint the figure in its size of now, beside the window's thread: a map of thousands of records takes a while.
        Until then the old picture stands there, stretched."""
        drawing = self.drawing
        if drawing is None:
            return
        self._ratio = ratio = self.devicePixelRatioF()
        wide, high, scale = math.ceil(self.width() * ratio), math.ceil(self.height() * ratio), self._scale * ratio
        self._latest.ask(lambda: picture(drawing, wide, high, scale, _MARGIN * ratio))
        self.update()

    def _on_painted(self, made: QImage) -> None:
        self._picture = made
        self.update()

    # What a person does ----------------------------------------------------------------------------------------

    def part_at(self, at: QPointF) -> int:
        """The part under a pixel, -1 for none."""
        if self.drawing is None:
            return -1
        return self.drawing.at((at.x() - _MARGIN) / self._scale, (at.y() - _MARGIN) / self._scale)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def _hover(self, part: int) -> None:
        if part == self._hovered:
            return
        self._hovered = part
        opens = part >= 0 and self.drawing is not None and bool(self.drawing.parts[part].records)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.update()
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part >= 0:
            self._go(part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if part >= 0 and part == self.current and event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self.drawing is not None:
            part = self._hovered
            words = self.drawing.parts[part].told if part >= 0 else ""
            at = getattr(event, "globalPos", None)
            if callable(at):
                QToolTip.showText(at(), f"<qt>{html.escape(words)}</qt>" if words else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self.drawing is None or not self.drawing.parts:
            super().keyPressEvent(event)
        elif key in _ARROWS:
            self._go(self._next(*_ARROWS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(self._in_reading_order()[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        keys = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
        if self.current < 0 and self._places and event.reason() in keys:
            self._go(self._in_reading_order()[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _in_reading_order(self) -> list[int]:
        return sorted(range(len(self._places)), key=lambda at: (round(self._places[at][1]), self._places[at][0]))

    def _next(self, right: int, down: int) -> int:
        """The nearest part in a direction, by the middles of both; the same one at the edge."""
        if self.current < 0:
            return self._in_reading_order()[0]
        here = self._middle(self.current)
        best, nearest = self.current, math.inf
        for at in range(len(self._places)):
            middle = self._middle(at)
            across, along = middle[0] - here[0], middle[1] - here[1]
            ahead, aside = (across * right, abs(along)) if right else (along * down, abs(across))
            if ahead > 0.5 and (far := ahead + 3 * aside) < nearest:
                best, nearest = at, far
        return best

    def _middle(self, part: int) -> tuple[float, float]:
        left, top, right, bottom = self._places[part]
        return (left + right) / 2, (top + bottom) / 2

    def _go(self, part: int) -> None:
        self.current = part
        self.reached.emit(self.place(part))
        self.update()
        self._tell()

    def _open(self) -> None:
        if self.drawing is not None and self.current >= 0 and self.drawing.parts[self.current].records:
            part = self.drawing.parts[self.current]
            self.wanted.emit(part.records, part.label)

    def _tell(self) -> None:
        """Say what is in hand: under the pointer, else where the keys are."""
        part = self._hovered if self._hovered >= 0 else self.current
        words = self.drawing.parts[part].told if self.drawing is not None and part >= 0 else ""
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.told.emit(words)
