"""Lines that offer values while somebody types: Tab or Enter takes the marked one, Esc keeps what was typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, S
from exoannotate.ui.record.completing import Offer
from exoannotate.ui.record.offers_list import Desk, OfferList, Taker

LONGEST = 1_000_000
"""Characters a line takes; Qt's own limit of 32,767 cuts silently."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}

_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class OfferLine(Taker):
    """One line for one value, or for several separated by “;” with ``many``."""

    asked = Signal(str, object)
    """What was typed and the other values of the line: whoever knows offers calls ``show_found`` at once."""
    chosen = Signal(object)
    """An Offer was taken and stands in the line, unless it belongs to another field."""

    def __init__(self, desk: Desk, *, many: bool = False) -> None:
        super().__init__()
        self._desk, self.many = desk, many
        self._taking = False
        self.setMaxLength(LONGEST)
        self.textEdited.connect(self._on_typed)

    @property
    def offers(self) -> OfferList | None:
        """The list while it is shown for this line."""
        return self._desk.open_for(self)

    def part(self) -> tuple[int, int]:
        """Start and end of the value that the cursor is in, blanks left out."""
        text, at = self.text(), self.cursorPosition()
        if not self.many:
            return 0, len(text)
        start, end, depth = 0, len(text), 0
        for place, char in enumerate(text):
            depth += (char == "[") - (char == "]" and depth > 0)
            if char in ";|" and depth <= 0:
                if place < at:
                    start = place + 1
                else:
                    end = place
                    break
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return start, max(start, end)

    def others(self) -> tuple[str, ...]:
        """The values beside the one the cursor is in."""
        start, end = self.part()
        parts = (self.text()[:start].split(";") + self.text()[end:].split(";")) if self.many else []
        return tuple(part.partition(" [")[0].strip() for part in parts if part.strip())

    def show_offers(self, *, everything: bool = False) -> None:
        """Show what fits what stands before the cursor, or everything."""
        start, _ = self.part()
        typed = "" if everything else self.text()[start : self.cursorPosition()].lstrip()
        if not typed and not everything:
            self._desk.put_away()
            return
        self.asked.emit(typed, self.others())

    def show_found(self, found: Sequence[Offer]) -> None:
        """Show these offers; none hide the list."""
        self._desk.list.show_for(self, found, marked=bool(found) and not found[0].loose)
        self._tell()

    def _tell(self) -> None:
        """Let a screen reader say the marked offer: the list itself never has the focus."""
        offer = self.offers.marked if self.offers is not None else None
        if offer is not None and QAccessible.isActive():
            words = ", ".join(filter(None, (offer.text, offer.note, offer.tag, offer.warning)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def take(self, offer: Offer, *, go_on: bool) -> None:
        """Put an offer in place of what was typed; with ``go_on`` the next value can be typed at once."""
        self._desk.put_away()
        start, end = self.part()
        text = "" if offer.instead[0] else offer.text
        behind = self.text()[end:].strip()
        self._taking = True
        self.setSelection(start, len(self.text()) - start if not behind else end - start)
        # An empty text would leave the selection standing.
        self.insert(text + ("; " if go_on and self.many and text and not behind else "")) if text else self.backspace()
        self._taking = False
        self.chosen.emit(offer)

    def take_clicked(self, offer: Offer) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.take(offer, go_on=True)

    @Slot()
    def _on_typed(self) -> None:
        if not self._taking:
            self.show_offers()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            shown = self.offers
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and shown is not None:
                offer = shown.marked
                if offer is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier:
                    self.take(offer, go_on=False)
            plain = event.key() == Qt.Key.Key_Escape or (event.key() in _ENTER and not event.modifiers())
            if event.type() == QEvent.Type.ShortcutOverride and shown is not None and plain:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self.offers
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _STEPS and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier):
            if shown is not None:
                shown.move_mark(_STEPS[key])
                self._tell()
            elif key == Qt.Key.Key_Down:
                self.show_offers(everything=True)
            else:
                super().keyPressEvent(event)
            return
        if shown is not None and key == Qt.Key.Key_Escape:
            self._desk.put_away()
            return
        if shown is not None and key in _ENTER:
            offer = shown.marked
            self._desk.put_away()
            if offer is not None and not held:
                self.take(offer, go_on=True)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.many and event.reason() in _BY_KEY and self.text().strip():
            # One more can be typed at once; who wants others instead selects all.
            self.setText(f"{self.text().rstrip('; ')}; ")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.offers is not None:
            self._desk.put_away()
        super().focusOutEvent(event)


class ChoiceLine(OfferLine):
    """A closed list that is typed into: a chevron at its end opens all of it, with help beside each value."""

    def __init__(self, desk: Desk, icons: Icons, *, many: bool = False) -> None:
        super().__init__(desk, many=many)
        self._icons = icons
        self.setTextMargins(0, 0, ICON, 0)

    def _chevron(self) -> QRect:
        return QRect(self.width() - ICON - S + 2, (self.height() - ICON + 4) // 2, ICON - 4, ICON - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_chevron(self, self._icons, self._chevron())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        on_chevron = event.position().x() >= self._chevron().left() - S
        if event.button() == Qt.MouseButton.LeftButton and on_chevron:
            self.show_offers(everything=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        on_chevron = event.position().x() >= self._chevron().left() - S
        self.setCursor(Qt.CursorShape.ArrowCursor if on_chevron else Qt.CursorShape.IBeamCursor)


def paint_chevron(line: QLineEdit, icons: Icons, box: QRect) -> None:
    """The sign that there is a list to open."""
    painter = QPainter(line)
    picture = icons.pixmap("chevron-down", "muted", box.width(), line.devicePixelRatioF())
    painter.drawPixmap(QPoint(box.left(), box.top()), picture)
    painter.end()
