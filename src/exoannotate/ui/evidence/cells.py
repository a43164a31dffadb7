"""How items of lists and tables are painted: background by the style, text in its own colour also when it is marked."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.ui.look import RADIUS, Look, S, label_font

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """A table cell in the colour and font its model names; a style sheet would paint marked rows in one colour."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text = str(index.data() or "")
        painter.save()
        paint_background(painter, option, index)
        colour: Any = index.data(Qt.ItemDataRole.ForegroundRole)
        font: Any = index.data(Qt.ItemDataRole.FontRole)
        own = QFont(option.font)
        if isinstance(font, QFont):
            own.setItalic(font.italic())
            if font.fixedPitch() or font.styleHint() == QFont.StyleHint.Monospace:
                own = font
        painter.setFont(own)
        painter.setPen(colour if isinstance(colour, QColor) else self._look.colour("text"))
        area = option.rect.adjusted(S, 0, -S, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0), shown)
        painter.restore()


def paint_badge(painter: QPainter, place: QRect, look: Look, meaning: str) -> None:
    """The letter of a meaning on its hue."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.chip_ground(meaning)))
    painter.drawRoundedRect(QRectF(place), RADIUS - 2, RADIUS - 2)
    font = label_font()
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(look.colour("text"))
    painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), look.meaning(meaning).letter)
    painter.restore()


def paint_background(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """What the style paints behind an item: hover, selection, focus."""
    empty = QStyleOptionViewItem(option)
    widget: QWidget | None = option.widget
    style = widget.style() if widget is not None else QApplication.style()
    style.drawControl(QStyle.ControlElement.CE_ItemViewItem, empty, painter, widget)


def paint_line(painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, colour: QColor) -> None:
    """A line of text, cut short where it must be."""
    painter.save()
    painter.setPen(colour)
    painter.setFont(option.font)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    painter.restore()
