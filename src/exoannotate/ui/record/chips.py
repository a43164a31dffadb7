"""A line of names that shows them as chips while nobody types in it, and as plain text while somebody does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QToolTip

from exoannotate.domain.records import Value
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import RADIUS, XS, Look, S, label_font, over
from exoannotate.ui.record.lines import OfferLine
from exoannotate.ui.record.offers_list import Desk

CHIP_HEIGHT = 20
SHOWN = 400
"""Characters of a name that are measured and painted; a chip is never that wide."""


class NamesLine(OfferLine):
    """Several names, separated by “;”. ``meaning`` is the highlight meaning whose hue the chips have, "" for none."""

    def __init__(self, look: Look, meaning: str, desk: Desk | None = None) -> None:
        super().__init__(desk or Desk(look), many=True)
        self._look, self._meaning = look, meaning
        self._known: Mapping[str, Value] = {}
        self._warnings: Mapping[str, str] = {}
        self._boxes: list[tuple[QRectF, str]] = []
        look.changed.connect(self.update)

    def set_known(self, values: Sequence[Value], warnings: Mapping[str, str] | None = None) -> None:
        """Where names come from a vocabulary, its short name stands on the chip; a warning tints it and is told."""
        self._known = {value.text: value for value in values}
        self._warnings = warnings or {}
        self.update()

    def names(self) -> list[str]:
        """The names as typed."""
        return [part.strip() for part in self.text().split(";") if part.strip()]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            told = self.told_at(event.pos())
            if told:
                QToolTip.showText(event.globalPos(), plain_tooltip(told), self)
                return True
        return super().event(event)

    def told_at(self, at: QPoint) -> str:
        """What is said of the chip at a place: name, identifier and source, warning; "" beside the chips."""
        name = next((name for box, name in self._boxes if box.contains(at.x(), at.y())), "")
        if not name or self.hasFocus():
            return ""
        text = name.partition(" [")[0]
        value = self._known.get(text)
        if value is None or not value.identifier:
            return f"{name}: as printed, no identifier"
        preferred = f" = {value.name}" if value.name and value.name != value.text else ""
        warning = self._warnings.get(text, "")
        return f"{name}{preferred} · {value.identifier} ({value.source})" + (f" · ▲ {warning}" if warning else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        self._boxes = []
        if self.hasFocus() or not self.text().strip():
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
                box = QRectF(left, 0, room, self.height())
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), rest)
                break
            left += self._paint_chip(painter, name, left, space) + XS
        painter.end()

    def _width(self, painter: QPainter, name: str) -> float:
        return min(painter.fontMetrics().horizontalAdvance(name[:SHOWN]) + 2.0 * S, self.width() / 2)

    def _paint_chip(self, painter: QPainter, name: str, left: float, space: float) -> float:
        """Paint one chip and return its width; all in pixels."""
        text = name.partition(" [")[0]
        value = self._known.get(text)
        sign = "▲ " if text in self._warnings else ""
        source = f"{sign}{value.source}" if value is not None and value.identifier else ""
        colours = self._look.colours
        ground = self._look.chip_ground(self._meaning) if self._meaning else over(colours.text, colours.surface, 0.09)
        painter.save()
        painter.setFont(label_font())
        tag = painter.fontMetrics().horizontalAdvance(source) + S if source else 0
        painter.restore()
        width = min(painter.fontMetrics().horizontalAdvance(name[:SHOWN]) + 2.0 * S + tag, space)
        tag = tag if width - tag > 3 * S else 0
        box = QRectF(left, (self.height() - CHIP_HEIGHT) / 2, width, CHIP_HEIGHT)
        self._boxes.append((box, name))
        painter.setPen(self._look.colour("warning") if sign else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
        inner = box.adjusted(S, 0, -S, 0)
        painter.setPen(self._look.colour("text"))
        shown = painter.fontMetrics().elidedText(
            name[:SHOWN], Qt.TextElideMode.ElideRight, int(inner.width() - tag) + 1
        )
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        if tag:
            painter.save()
            painter.setFont(label_font())
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), source)
            painter.restore()
        return width
