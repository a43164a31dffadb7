"""The filter as chips: one for each condition, with a way to change it and a way to take it away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QLayoutItem, QPushButton, QToolButton, QWidget

from exoannotate.domain.chips import Chip
from exoannotate.domain.evidence import COLUMNS, Columns
from exoannotate.domain.wording import shortened
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, S
from exoannotate.ui.theme import put_icon

LONGEST = 48
"""Letters of a chip; its tooltip holds the rest."""
MOST = 40
"""Chips shown; a filter of more is told by a count."""


class _Words(QPushButton):
    """The words of a chip; Delete takes it away as its cross does."""

    gone = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.gone.emit()
        else:
            super().keyPressEvent(event)


class ChipWidget(QFrame):
    """One chip."""

    change_wanted = Signal()
    gone = Signal()

    def __init__(self, text: str, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("filter_chip")
        self.words = _Words(shortened(text, LONGEST).replace("&", "&&"), self)
        self.words.setProperty("role", "chip")
        self.words.setAccessibleName(f"Filter: {text[:200]}")
        self.words.setAccessibleDescription("Enter changes it, Delete takes it away")
        self.words.setToolTip(plain_tooltip(f"{text[:2_000]}\nClick to change, Delete to take away"))
        self.words.clicked.connect(self.change_wanted)
        self.words.gone.connect(self.gone)
        self.cross = QToolButton(self)
        put_icon(self.cross, icons, "x", size=ICON - 4)
        self.cross.setProperty("role", "chip")
        self.cross.setAccessibleName(f"Take the filter away: {text[:200]}")
        self.cross.setToolTip("Take this condition away (Delete)")
        self.cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cross.clicked.connect(self.gone)
        line = QHBoxLayout(self)
        line.setContentsMargins(XS, 0, 2, 0)
        line.setSpacing(0)
        line.addWidget(self.words)
        line.addWidget(self.cross)


class ChipBar(QWidget):
    """All chips, in as many lines as they need; out of sight when there is none."""

    changed = Signal(object)
    """The chips that are left."""
    change_wanted = Signal(int)
    """The place of a chip somebody wants to change."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.chips: tuple[Chip, ...] = ()
        self.widgets: list[ChipWidget] = []
        self.setAccessibleName("Conditions of the filter")
        self._flow = Flow(self)
        self.clear_all = QPushButton("Clear all", self)
        self.clear_all.setProperty("role", "link")
        self.clear_all.setToolTip("Take all conditions away")
        self.clear_all.clicked.connect(partial(self.set_chips, ()))
        self._flow.addWidget(self.clear_all)
        self.hide()

    def set_chips(self, chips: Sequence[Chip], columns: Columns = COLUMNS, *, tell: bool = True) -> None:
        """Show these in place of the others."""
        for widget in self.widgets:
            self._flow.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._flow.removeWidget(self.clear_all)
        self.chips = tuple(chips)
        self.widgets = []
        for place, chip in enumerate(self.chips[:MOST]):
            widget = ChipWidget(chip.text(columns), self._icons, self)
            widget.change_wanted.connect(partial(self.change_wanted.emit, place))
            widget.gone.connect(partial(self._take_away, place, columns), Qt.ConnectionType.QueuedConnection)
            self._flow.addWidget(widget)
            widget.show()
            self.widgets.append(widget)
        self._flow.addWidget(self.clear_all)
        self.clear_all.setVisible(len(self.chips) > 1)
        self.setVisible(bool(self.chips))
        self.updateGeometry()
        if tell:
            self.changed.emit(self.chips)

    def _take_away(self, place: int, columns: Columns) -> None:
        had_focus = any(widget.words.hasFocus() for widget in self.widgets)
        self.set_chips([chip for at, chip in enumerate(self.chips) if at != place], columns)
        if had_focus and self.widgets:
            self.widgets[min(place, len(self.widgets) - 1)].words.setFocus(Qt.FocusReason.OtherFocusReason)


class Flow(QLayout):
    """Lays widgets in lines, as words of a text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.geometry().width())))

    def minimumSize(self) -> QSize:
        return QSize(120, max((item.sizeHint().height() for item in self._items), default=0))

    def setGeometry(self, place: QRect) -> None:
        super().setGeometry(place)
        self._lay(place, move=True)

    def _lay(self, place: QRect, *, move: bool) -> int:
        x, y, height = place.left(), place.top(), 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            hint = item.sizeHint()
            if x > place.left() and x + hint.width() > place.right() + 1:
                x, y, height = place.left(), y + height + XS, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(min(hint.width(), place.width()), hint.height())))
            x, height = x + hint.width() + S, max(height, hint.height())
        return y + height - place.top()
