"""The list of highlights that were not found again: the quote, and below it where it most probably stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.records import Passage
from exoannotate.ui.evidence.cells import Index, paint_background, paint_badge, paint_line
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import ICON, ROW, Look, S, label_font
from exoannotate.ui.project.lists import ID_ROLE, ITEM_ROLE
from exoannotate.workspace.relocating import Guess

LOOKING = "being looked for …"


@dataclass(frozen=True, slots=True)
class Lost:
    """A passage without a place. ``guesses`` are where it may stand, ``chosen`` the one that is shown; ``word`` says
    why there is none (yet)."""

    passage: Passage
    document: str
    guesses: tuple[Guess, ...] = ()
    chosen: int = 0
    word: str = LOOKING

    @property
    def guess(self) -> Guess | None:
        """The guess that is shown."""
        return self.guesses[self.chosen] if self.guesses else None

    @property
    def told(self) -> str:
        """Where it may stand, in a few words."""
        guess = self.guess
        if guess is None:
            return self.word
        page = f"p. {guess.passage.page_label}"
        if self.passage.state == "ambiguous":
            return f"place {self.chosen + 1} of {len(self.guesses)} alike, {page}"
        return f"perhaps {page}, {round(guess.passage.score * 100)} % alike"


class LostModel(QAbstractListModel):
    """The lost passages of a project, document by document in reading order."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._items: tuple[Lost, ...] = ()

    @property
    def items(self) -> tuple[Lost, ...]:
        return self._items

    def show_items(self, items: tuple[Lost, ...]) -> None:
        """Show these; only what is new or gone moves."""
        old = [item.passage.id for item in self._items]
        new = [item.passage.id for item in items]
        if old == new:
            self._items = items
            if items:
                self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, 0))
            return
        if set(new) < set(old) and [key for key in old if key in set(new)] == new:
            for at in [k for k in reversed(range(len(old))) if old[k] not in set(new)]:
                self.beginRemoveRows(QModelIndex(), at, at)
                self._items = self._items[:at] + self._items[at + 1 :]
                self.endRemoveRows()
            self.show_items(items)
            return
        self.beginResetModel()
        self._items = items
        self.endResetModel()

    def row_of(self, passage: str) -> int:
        """Where a passage stands, -1 when it is not here."""
        return next((at for at, item in enumerate(self._items) if item.passage.id == passage), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        letter = self._look.meaning(item.passage.meaning).letter
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.passage.shown[:200]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{item.passage.shown}\n{item.told}\n{item.document}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{letter}, {item.passage.state}, {item.told}: {item.passage.shown[:200]}"
            case _:
                values: Mapping[int, object] = {ID_ROLE: item.passage.id, ITEM_ROLE: item}
                return values.get(role)


class LostDelegate(QStyledItemDelegate):
    """Two lines: the letter of the meaning with the quote, and where it may stand."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        item: Lost = index.data(ITEM_ROLE)
        area = option.rect.adjusted(S, 2, -S, -2)
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        badge = QRect(area.left(), upper.center().y() - ICON // 2 + 1, ICON, ICON)
        paint_badge(painter, badge, self._look, item.passage.meaning)
        text = upper.adjusted(ICON + S, 0, 0, 0)
        paint_line(painter, option, text, item.passage.shown[:200], self._look.colour("text"))
        lower = QRect(text.left(), upper.bottom() + 1, text.width(), area.height() - upper.height())
        small = QStyleOptionViewItem(option)
        small.font = label_font()
        token = "muted" if item.guess is not None or item.word == LOOKING else "warning"
        paint_line(painter, small, lower, item.told, self._look.colour(token))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 2 * ROW - S)


class LostView(QListView):
    """The list with its keys: J and K go through it, Left and Right through the places of one passage."""

    accept_pressed = Signal()
    attach_pressed = Signal()
    delete_pressed = Signal()
    place_pressed = Signal(int)
    """The next (1) or previous (-1) of several places."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Highlights not found again")
        self.setAccessibleDescription(
            "Arrow keys or J and K go through them, A or Enter accepts the place shown, R attaches to the selection, "
            "Delete deletes."
        )
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        match event.key():
            case Qt.Key.Key_J | Qt.Key.Key_K:
                self.step(1 if event.key() == Qt.Key.Key_J else -1)
            case Qt.Key.Key_A | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.accept_pressed.emit()
            case Qt.Key.Key_R:
                self.attach_pressed.emit()
            case Qt.Key.Key_Delete:
                self.delete_pressed.emit()
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.place_pressed.emit(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def step(self, way: int) -> None:
        """Go to the next or previous passage."""
        at = self.currentIndex().row() + way
        if self.model() is not None and 0 <= at < self.model().rowCount():
            self.setCurrentIndex(self.model().index(at, 0))
