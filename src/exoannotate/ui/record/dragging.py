"""Passages in the hand: taken from the page, a list or a card, and dropped where a record is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDrag,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from exoannotate.ui.look import CONTROL, RADIUS, Look, M, body_font

MIME = "application/x-exoannotate-passage"
"""The type of what is dragged: the id of a passage of the project that is open."""
_SHOWN = 48
"""Characters of the quote that go with the pointer."""

Place = tuple[QRect, str]
"""Where a drop would land, to be outlined, and the record there ("" for the whole target)."""


def passage_mime(passage: str) -> QMimeData:
    """A passage as it is dragged. No plain text goes with it, or every field would take the quote for input."""
    data = QMimeData()
    data.setData(MIME, passage.encode())
    return data


def passage_of(data: QMimeData) -> str:
    """The passage that is dragged, "" for anything else."""
    return bytes(data.data(MIME).data()).decode("utf-8", "replace") if data.hasFormat(MIME) else ""


def carry(source: QWidget, passage: str, quote: str, look: Look) -> bool:
    """Let the pointer carry a passage until it is dropped; whether something took it. Returns when it was dropped."""
    drag = QDrag(source)
    drag.setMimeData(passage_mime(passage))
    drag.setPixmap(_label(quote, look, source.devicePixelRatioF()))
    drag.setHotSpot(QPoint(-M, -M))
    return drag.exec(Qt.DropAction.LinkAction) == Qt.DropAction.LinkAction


def _label(quote: str, look: Look, ratio: float) -> QPixmap:
    """What goes with the pointer: how the quote begins, on a small card."""
    text = " ".join(quote.split())
    text = f"“{text[:_SHOWN].rstrip()}…”" if len(text) > _SHOWN else f"“{text}”"
    width = QFontMetrics(body_font()).horizontalAdvance(text) + 2 * M
    picture = QPixmap(round(width * ratio), round(CONTROL * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.colour("accent"), 1))
    painter.setBrush(QColor(look.colours.surface))
    box = QRectF(0.5, 0.5, width - 1, CONTROL - 1)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setFont(body_font())
    painter.setPen(look.colour("text"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture


class DragOut(QObject):
    """Watches a widget for a press that is dragged; what is dragged then is up to who listens."""

    wanted = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._press: QPointF | None = None
        self.dragged = False
        """Whether the press that is under way, or was last, became a drag: its release is no click."""
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._press, self.dragged = event.position(), False
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._press = None
        elif event.type() == QEvent.Type.MouseMove and self._press is not None and self._far(event.position()):
            self._press, self.dragged = None, True
            self.wanted.emit()
            return True
        return False

    def _far(self, at: QPointF) -> bool:
        return self._press is not None and ((at - self._press).manhattanLength() >= QApplication.startDragDistance())


class DropOn(QObject):
    """Makes a widget take passages. ``place`` says what lies under a pixel, None where nothing can take one."""

    dropped = Signal(str, str)  # passage id, record id

    def __init__(self, target: QWidget, place: Callable[[QPoint], Place | None]) -> None:
        super().__init__(target)
        self._place = place
        target.setAcceptDrops(True)
        target.installEventFilter(self)
        self.outline = QFrame(target)
        self.outline.setObjectName("drop_outline")
        self.outline.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.outline.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self.outline.hide()
            return False
        if not isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent) or not passage_of(event.mimeData()):
            return False
        place = self._place(event.position().toPoint())
        if event.type() == QEvent.Type.Drop:
            self.outline.hide()
            if place is not None:
                self._take(event)
                self.dropped.emit(passage_of(event.mimeData()), place[1])
            return True
        self._show(place)
        if place is not None or isinstance(event, QDragEnterEvent):
            self._take(event)  # who refuses a drag as it enters hears no more of it
        else:
            event.ignore()
        return True

    def _take(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.LinkAction)
        event.accept()

    def _show(self, place: Place | None) -> None:
        self.outline.setVisible(place is not None)
        if place is not None:
            self.outline.setGeometry(place[0].adjusted(1, 1, -1, -1))
            self.outline.raise_()
