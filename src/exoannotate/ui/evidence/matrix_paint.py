"""How the matrix is painted: a number and the mix of roles on a tint, and headings that carry their totals."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.pivot import Cell
from exoannotate.ui.evidence.cells import Index, paint_background
from exoannotate.ui.evidence.matrix_model import CELL_ROLE, HEAT_ROLE, REASON_ROLE, TOTAL_ROLE, mix
from exoannotate.ui.look import ROW, XS, Look, S, body_font, heat, label_font, title_font

SIGN_TOKENS = {"▲": "danger", "▼": "ok", "=": "muted", "◆": "accent", "?": "warning", "✕": "warning"}

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NUMBER = 34
"""The room for a number, in pixels; longer ones take more."""


class CellPainter(QStyledItemDelegate):
    """A cell of the matrix."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint_background(painter, option, index)
        painter.setFont(title_font())
        number = str(index.data() or "")
        width = max(_NUMBER, painter.fontMetrics().horizontalAdvance(number) + 2 * S)
        box = QRect(option.rect.left() + 1, option.rect.top() + 1, width, option.rect.height() - 2)
        if cell.records and not chosen:
            # Behind the number only: the colours of signs are made for the surface. The step from one to a few
            # matters more than that from a hundred to more.
            share = math.sqrt(float(index.data(HEAT_ROLE)))
            painter.fillRect(box, QColor(heat(self._look.colours, share)))
        painter.setPen(self._look.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), number)
        self._paint_mix(painter, option.rect.adjusted(width + S, 0, -XS, 0), cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._look.colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
        painter.restore()

    def _paint_mix(self, painter: QPainter, room: QRect, cell: Cell) -> None:
        painter.setFont(label_font())
        metrics = painter.fontMetrics()
        left, told = room.left(), mix(cell)
        for at, (sign, text) in enumerate(told):
            width = metrics.horizontalAdvance(text)
            more = metrics.horizontalAdvance("…") + XS if at < len(told) - 1 else 0
            if left + width + more > room.right():
                painter.setPen(self._look.colour("muted"))
                painter.drawText(QRect(left, room.top(), room.right() - left + 1, room.height()), _LEFT, "…")
                return
            painter.setPen(self._look.colour(SIGN_TOKENS[sign]))
            painter.drawText(QRect(left, room.top(), width + XS, room.height()), _LEFT, text)
            left += width + XS


class MatrixHeader(QHeaderView):
    """Headings with their totals: beside the name down the side, under it on top."""

    def __init__(self, orientation: Qt.Orientation, look: Look, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._look = look
        self.chosen = -1
        """The section the other side is sorted by, marked with a sign; -1 for none."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setMinimumSectionSize(ROW)
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(2 * ROW - XS)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model, way = self.model(), self.orientation()
        painter.save()
        painter.fillRect(rect, self._look.colour("surface"))
        painter.setPen(self._look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if way == Qt.Orientation.Vertical:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        name = str(model.headerData(section, way) or "")
        total = f"{model.headerData(section, way, TOTAL_ROLE) or 0:,}"
        mark = " ▾" if section == self.chosen else ""
        reason = bool(model.headerData(section, way, REASON_ROLE))
        inner = rect.adjusted(S, XS, -S, -XS)
        if way == Qt.Orientation.Vertical:
            painter.setFont(label_font())
            width = painter.fontMetrics().horizontalAdvance(total)
            painter.setPen(self._look.colour("muted"))
            painter.drawText(inner, _RIGHT, total)
            self._paint_name(painter, inner.adjusted(0, 0, -width - S, 0), name, reason)
        else:
            half = inner.height() // 2
            self._paint_name(painter, QRect(inner.left(), inner.top(), inner.width(), half), name, reason)
            painter.setFont(label_font())
            painter.setPen(self._look.colour("accent" if mark else "muted"))
            painter.drawText(QRect(inner.left(), inner.top() + half, inner.width(), half), _LEFT, total + mark)
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, name: str, reason: bool) -> None:
        font = QFont(body_font())
        font.setItalic(reason)
        painter.setFont(font)
        painter.setPen(self._look.colour("muted" if reason else "text"))
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, shown)
