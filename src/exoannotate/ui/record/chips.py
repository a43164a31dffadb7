"""A line of names that shows them as chips while nobody types in it, and as plain text while somebody does."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from exoannotate.domain.records import Value
from exoannotate.ui.look import RADIUS, XS, Look, S, label_font, over

CHIP_HEIGHT = 20


class NamesLine(QLineEdit):
    """Several names, separated by “;”. ``meaning`` is the highlight meaning whose hue the chips have, "" for none."""

    def __init__(self, look: Look, meaning: str) -> None:
        super().__init__()
        self._look, self._meaning = look, meaning
        self._known: Mapping[str, Value] = {}
        look.changed.connect(self.update)

    def set_known(self, values: tuple[Value, ...]) -> None:
        """Where names come from a vocabulary, its short name stands on the chip."""
        self._known = {value.text: value for value in values}
        self.update()

    def names(self) -> list[str]:
        """The names as typed."""
        return [part.strip() for part in self.text().split(";") if part.strip()]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.names():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, room = float(XS + 1), self.width() - 2 * (XS + 1)
        names = self.names()
        for at, name in enumerate(names):
            rest = f"+{len(names) - at}"
            needed = painter.fontMetrics().horizontalAdvance(rest) + S if at < len(names) - 1 else 0
            space = room - left + XS - needed
            if at and space < self._width(painter, name):
                painter.setPen(self._look.colour("muted"))
                painter.drawText(QRectF(left, 0, room, self.height()), int(Qt.AlignmentFlag.AlignVCenter), rest)
                break
            left += self._paint_chip(painter, name, left, space) + XS
        painter.end()

    def _width(self, painter: QPainter, name: str) -> float:
        return min(painter.fontMetrics().horizontalAdvance(name) + 2.0 * S, self.width() / 2)

    def _paint_chip(self, painter: QPainter, name: str, left: float, space: float) -> float:
        """Paint one chip and return its width; all in pixels."""
        value = self._known.get(name.partition(" [")[0])
        source = value.source if value is not None else ""
        colours = self._look.colours
        ground = self._look.chip_ground(self._meaning) if self._meaning else over(colours.text, colours.surface, 0.09)
        painter.save()
        painter.setFont(label_font())
        tag = painter.fontMetrics().horizontalAdvance(source) + XS if source else 0
        painter.restore()
        width = min(painter.fontMetrics().horizontalAdvance(name) + 2.0 * S + tag, space)
        box = QRectF(left, (self.height() - CHIP_HEIGHT) / 2, width, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        inner = box.adjusted(S, 0, -S, 0)
        painter.setPen(self._look.colour("text"))
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(inner.width() - tag) + 1)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        if source:
            painter.save()
            painter.setFont(label_font())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), source)
            painter.restore()
        return width
