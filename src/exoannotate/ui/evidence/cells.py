"""How items of lists and tables are painted: background by the style, text in its own colour also when it is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.ui.look import RADIUS, Look, S, label_font, mono_font

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Face:
    """How a cell looks: its text, the token of its colour ("" for that of text), its font and where it stands."""

    text: str
    token: str = ""
    italic: bool = False
    mono: bool = False
    alignment: int = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


# As numbers: Python's own flags take longer to ask than the painting itself.
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value

_WIDEST = 14
"""Pixels that no letter of the body is wider than."""

Faces = Callable[[int, int], Face | None]
"""The face of the cell of a line and a column; None for a line that is no record."""


class CellDelegate(QStyledItemDelegate):
    """A table cell in the colour and font it wants; a style sheet would paint marked rows in one colour.

    It asks for all of a cell at once and paints its ground by hand: through Qt's roles and the style sheet a table took
    four times as long, and everything else waits for it.
    """

    def __init__(self, look: Look, faces: Faces, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._faces = look, faces
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[tuple[bool, bool], QFont] = {}
        look.changed.connect(self._on_look_changed)

    @Slot()
    def _on_look_changed(self) -> None:
        self._colours.clear()
        self._fonts.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = option.rect
        self._paint_ground(painter, option.state.value, place)
        face = self._faces(index.row(), index.column())
        if face is None or not face.text:
            return
        painter.setFont(self._font(face, option.font))
        painter.setPen(self._colour(face.token or "text"))
        area = place.adjusted(S, 0, -S, 0)
        metrics = painter.fontMetrics()
        shown = face.text
        if len(shown) * _WIDEST > area.width():  # a short text fits, and to measure takes time
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, face.alignment, shown)

    def _paint_ground(self, painter: QPainter, state: int, place: QRect) -> None:
        if state & _SELECTED:
            painter.fillRect(place, self._colour("chosen"))
        elif state & _HOVERED:
            painter.fillRect(place, self._colour("hovered"))
        painter.setPen(self._colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if state & _FOCUSED:
            painter.setPen(self._colour("accent"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _colour(self, token: str) -> QColor:
        known = self._colours.get(token)
        if known is None:
            own = {"chosen": self._look.chosen, "hovered": self._look.hovered}
            known = self._colours[token] = own[token]() if token in own else self._look.colour(token)
        return known

    def _font(self, face: Face, body: QFont) -> QFont:
        key = face.italic, face.mono
        known = self._fonts.get(key)
        if known is None:
            known = mono_font() if face.mono else QFont(body)
            known.setItalic(face.italic)
            self._fonts[key] = known
        return known


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
