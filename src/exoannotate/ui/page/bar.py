"""The little bar at the end of a selection: highlight, new record, link, and the eight meanings as letters."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QToolButton, QWidget

from exoannotate.domain.records import Meaning
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import FOCUS, ICON, XS, Look, M, body_font, over
from exoannotate.ui.page.strokes import paint_underline
from exoannotate.ui.page.viewport import PixelRect
from exoannotate.ui.reading_order import put_children_in_order

_CHIP = 24
_AWAY = 14.0
"""Pixels between the selection and the bar."""


class Chip(QAbstractButton):
    """A meaning: its letter and underline on its hue."""

    def __init__(self, meaning: Meaning, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.meaning = meaning
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(meaning.letter)
        self.setToolTip(f"Highlight as {meaning.name} ({meaning.ordinal})")
        self.setAccessibleName(f"Highlight as {meaning.name}")

    def sizeHint(self) -> QSize:
        return QSize(_CHIP, _CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = self._look.chip_ground(self.meaning.id)
        if self.underMouse() or self.isDown():
            ground = over(self.meaning.colour, ground, 0.3)
        ring = self._look.colour("accent") if self.hasFocus() else QColor(self.meaning.colour)
        painter.setPen(QPen(ring, FOCUS if self.hasFocus() else 1.0))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, XS, XS)
        font = body_font()
        font.setBold(True)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(self._look.colour("text"))
        painter.drawText(box.adjusted(0, -1, 0, -3), int(Qt.AlignmentFlag.AlignCenter), self.meaning.letter)
        y = box.bottom() - 5
        ink = QColor(over(self.meaning.colour, self._look.colours.text, 0.75))
        start, end = box.bottomLeft(), box.bottomRight()
        start.setX(start.x() + 5)
        end.setX(end.x() - 5)
        start.setY(y)
        end.setY(y)
        paint_underline(painter, start, end, ink, self.meaning.pattern)
        painter.end()


class SelectionBar(QFrame):
    """A frameless child of the page that stands below what is selected."""

    highlight_requested = Signal(str)
    """The id of a meaning; "" for the one used last."""
    record_requested = Signal()
    link_requested = Signal()
    legend_requested = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._icons = icons
        self._chips: list[Chip] = []
        self.setObjectName("selection_bar")
        self.setAccessibleName("What to do with the selected text")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAutoFillBackground(True)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(M)
        self._shadow.setOffset(0, XS / 2)
        self.setGraphicsEffect(self._shadow)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(XS, XS - 1, XS + 1, XS - 1)
        self._row.setSpacing(XS // 2)
        self._highlight = self._verb("highlighter", "Highlight", "H", "Highlight with the meaning used last (H)")
        self._record = self._verb("file-plus", "New record", "E", "New evidence record from the selection (E)")
        self._link = self._verb("link", "Link", "L", "Link the selection to a record (L)")
        self._highlight.clicked.connect(self._on_highlight)
        self._record.clicked.connect(self.record_requested)
        self._link.clicked.connect(self.link_requested)
        self._row.addSpacing(XS)
        self._legend = QToolButton(self)
        self._legend.setText("…")
        self._legend.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._legend.setToolTip("Colours and meanings")
        self._legend.setAccessibleName("Colours and meanings")
        self._legend.clicked.connect(self.legend_requested)
        self._row.addWidget(self._legend)
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self.hide()

    def place(self, first: PixelRect, last: PixelRect, width: float, height: float) -> None:
        """Stand below the last selected line, or above the first where there is no room; both in pixels."""
        self.adjustSize()
        w, h = self.width(), self.height()
        x = min(max(last.right - w / 2, XS), max(width - w - XS, XS))
        y = last.bottom + _AWAY
        if y + h > height - XS:
            above = first.y - _AWAY - h
            y = above if above >= XS else min(max(last.bottom + _AWAY, XS), height - h - XS)
        self.move(round(x), round(y))

    def _verb(self, icon: str, text: str, key: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setText(f" {text}  {key}")
        button.setIconSize(QSize(ICON, ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setProperty("icon_name", icon)
        self._row.addWidget(button)
        return button

    def show_letters(self, highlight: str, record: str, link: str) -> None:
        """Name these letters beside the verbs; "" for a verb that has none."""
        for button, key in ((self._highlight, highlight), (self._record, record), (self._link, link)):
            button.setText(f" {button.accessibleName()}  {key}".rstrip())
            words = button.toolTip().rpartition(" (")[0] or button.toolTip()
            button.setToolTip(f"{words} ({key})" if key else words)

    @Slot()
    def _on_highlight(self) -> None:
        self.highlight_requested.emit("")

    @Slot()
    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self.highlight_requested.emit(chip.meaning.id)

    @Slot()
    def _on_look_changed(self) -> None:
        for button in (self._highlight, self._record, self._link):
            button.setIcon(self._icons.icon(str(button.property("icon_name"))))
        shade = QColor(Qt.GlobalColor.black)
        shade.setAlphaF(0.5 if self._look.dark else 0.22)
        self._shadow.setColor(shade)
        if tuple(chip.meaning for chip in self._chips) != self._look.meanings:
            self._make_chips()
        self.update()

    def _make_chips(self) -> None:
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for meaning in self._look.meanings:
            chip = Chip(meaning, self._look, self)
            chip.clicked.connect(self._on_chip)
            self._row.insertWidget(self._row.count() - 1, chip)
            self._chips.append(chip)
        put_children_in_order(self)
