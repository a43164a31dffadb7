"""How a small picture of a page is painted: paper, label, the letters of its highlights, and where the reader is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from exoannotate.ui.evidence.cells import paint_badge
from exoannotate.ui.look import FOCUS, ICON, PAPER, PAPER_LINES, RADIUS, THUMBNAIL, Look, S, label_font

Index = QModelIndex | QPersistentModelIndex

LABEL_ROLE = Qt.ItemDataRole.UserRole + 1
IMAGE_ROLE = Qt.ItemDataRole.UserRole + 2
MARKS_ROLE = Qt.ItemDataRole.UserRole + 3
HERE_ROLE = Qt.ItemDataRole.UserRole + 4
_BADGES = 4
"""Meanings shown on a page; of more, the first ones and how many there are."""


class ThumbnailDelegate(QStyledItemDelegate):
    """One page of the grid. ``size`` tells width and height of a page in points."""

    def __init__(self, look: Look, size: Callable[[int], tuple[float, float]], parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._size, self._view = look, size, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        state: Any = option.state
        here = bool(index.data(HERE_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and self._view.hasFocus()
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            ground = self._look.colour("accent" if chosen else "text")
            ground.setAlphaF(0.18 if chosen else 0.06)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        page = self._paper(area, index.row())
        self._paint_page(painter, page, index.data(IMAGE_ROLE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = QPen(self._look.colour("accent"), FOCUS + 1) if here else QPen(self._look.colour("control_line"), 1)
        edge.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(edge)
        painter.drawRect(page.adjusted(-1, -1, 1, 1) if here else page)
        self._paint_marks(painter, page, index.data(MARKS_ROLE))
        font = label_font()
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(self._look.colour("text" if here else "muted"))
        below = QRect(area.left(), area.bottom() - 2 * S - 2, area.width(), 2 * S)
        label = painter.fontMetrics().elidedText(
            str(index.data(LABEL_ROLE)), Qt.TextElideMode.ElideRight, below.width() - S
        )
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), label)
        painter.restore()

    def _paper(self, area: QRect, page: int) -> QRectF:
        width, height = self._size(page)
        factor = min(THUMBNAIL[0] / max(width, 1), THUMBNAIL[1] / max(height, 1))
        w, h = max(width * factor, 4.0), max(height * factor, 4.0)
        x = area.left() + (area.width() - w) / 2
        y = area.top() + S + (THUMBNAIL[1] - h) / 2
        return QRectF(round(x), round(y), round(w), round(h))

    def _paint_page(self, painter: QPainter, page: QRectF, image: QImage | None) -> None:
        painter.fillRect(page, QColor(PAPER))
        if image is not None:
            painter.drawImage(page, image)
            return
        step = page.height() / 14
        for k in range(2, 12):
            wide = 0.5 if k % 5 == 0 else 0.76
            line = QRectF(page.x() + page.width() * 0.12, page.y() + k * step, page.width() * wide, step * 0.35)
            painter.fillRect(line, QColor(PAPER_LINES))

    def _paint_marks(self, painter: QPainter, page: QRectF, meanings: tuple[str, ...]) -> None:
        """The meanings on this page, each once, as letters on their hue."""
        kinds = list(dict.fromkeys(meanings))
        size = ICON - 4
        for number, meaning in enumerate(kinds[:_BADGES]):
            place = QRect(round(page.right()) - size + 3, round(page.top()) + 4 + number * (size + 2), size, size)
            paint_badge(painter, place, self._look, meaning)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._view.gridSize()
