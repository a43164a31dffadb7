"""A list to choose from that opens over the window, with a line to narrow it down; with checks or without."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.folding import fold
from exoannotate.ui.evidence.cells import paint_background
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import ROW, XS, Look, M, S, label_font
from exoannotate.ui.window.notices import plain_label

Index = QModelIndex | QPersistentModelIndex

Taken = Callable[[str], None]
TakenAll = Callable[[Sequence[str]], None]

WIDTH = 340
SHOWN = 12
"""Lines in sight."""
MOST = 2_000
"""Lines that are offered at once; more are found by typing."""
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1
KEY_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class Choice:
    """One line: what it is known by, what it says, what is said of it in small letters, and its check (None: no
    check). ``always``: it stays whatever is typed; “…” in its text stands for that."""

    key: str
    text: str
    note: str = ""
    checked: bool | None = None
    always: bool = False
    muted: bool = False


class ChoicesModel(QAbstractListModel):
    """The choices that hold every typed word."""

    toggled = Signal(str, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[Choice] = []
        self._folded: list[str] = []
        self._shown: list[int] = []
        self._typed = ""

    def set_choices(self, choices: Iterable[Choice]) -> None:
        """Offer these."""
        self._all = list(choices)
        self._folded = [fold(f"{choice.text} {choice.key}") for choice in self._all]
        self.narrow(self._typed)

    def narrow(self, text: str) -> None:
        """Keep those that hold every word."""
        self.beginResetModel()
        self._typed, words = text, fold(text).split()
        self._shown = [
            at for at, one in enumerate(self._all)
            if (one.always and words) or (not one.always and all(word in self._folded[at] for word in words))
        ][:MOST]  # fmt: skip
        self.endResetModel()

    def choice(self, place: int) -> Choice | None:
        """The choice of a line."""
        return self._all[self._shown[place]] if 0 <= place < len(self._shown) else None

    def toggle(self, place: int) -> None:
        """Turn the check of a line."""
        choice = self.choice(place)
        if choice is not None and choice.checked is not None:
            self._all[self._shown[place]] = replace(choice, checked=not choice.checked)
            self.dataChanged.emit(self.index(place), self.index(place))
            self.toggled.emit(choice.key, not choice.checked)

    def checked(self) -> tuple[str, ...]:
        """The keys of those with a check, in order."""
        return tuple(choice.key for choice in self._all if choice.checked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        choice = self.choice(index.row()) if index.isValid() else None
        if choice is None:
            return None
        text = choice.text.replace("…", f"“{self._typed.strip()[:80]}”") if choice.always else choice.text
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(text[:300].split())
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(text[:2_000])
            case Qt.ItemDataRole.AccessibleTextRole:
                state = {True: ", chosen", False: ", not chosen", None: ""}[choice.checked]
                return f"{text[:300]}{f', {choice.note}' if choice.note else ''}{state}"
            case Qt.ItemDataRole.CheckStateRole:
                checked = Qt.CheckState.Checked if choice.checked else Qt.CheckState.Unchecked
                return None if choice.checked is None else checked
        return {NOTE_ROLE: choice.note, KEY_ROLE: choice.key}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled if index.isValid() else Qt.ItemFlag.NoItemFlags


class ChoiceDelegate(QStyledItemDelegate):
    """A line with its check at the left and its note at the right."""

    def __init__(self, look: Look, model: ChoicesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._model = look, model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = self._model.choice(index.row())
        if choice is None:
            return
        painter.save()
        paint_background(painter, option, index)
        room = option.rect.adjusted(S, 0, -S, 0)
        if choice.checked is not None:
            box = QStyleOptionButton()
            box.rect = room.adjusted(0, 0, 0, 0)
            box.rect.setWidth(16)
            on = QStyle.StateFlag.State_On if choice.checked else QStyle.StateFlag.State_Off
            box.state = QStyle.StateFlag.State_Enabled | on
            widget = option.widget
            style = widget.style() if widget is not None else QApplication.style()
            box.rect.setHeight(16)
            box.rect.moveTop(option.rect.center().y() - 7)
            style.drawPrimitive(
                QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box_option(option, box), painter, widget
            )
            room = room.adjusted(16 + S, 0, 0, 0)
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(room, right, choice.note)
        taken = painter.fontMetrics().horizontalAdvance(choice.note) + (M if choice.note else 0)
        painter.setFont(option.font)
        painter.setPen(self._look.colour("muted" if choice.muted else "text"))
        room = room.adjusted(0, 0, -taken, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


def box_option(option: QStyleOptionViewItem, box: QStyleOptionButton) -> QStyleOptionViewItem:
    """The check of a line as the style draws those of lists."""
    own = QStyleOptionViewItem(option)
    own.rect = box.rect
    own.state = box.state
    return own


class ChoicePopup(QFrame):
    """Arrows go through the lines while one types; Space or a click checks, Enter takes, Escape leaves."""

    toggled = Signal(str, bool)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("record_picker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._chosen: Taken = lambda _: None
        self._done: TakenAll = lambda _: None
        self._question = 0
        self.model = ChoicesModel(self)
        self.model.toggled.connect(self.toggled)
        self.title = plain_label(role="title")
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(ChoiceDelegate(look, self.model, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = plain_label("Nothing fits.", role="muted")
        self.hint = plain_label("Space checks, Enter takes what is checked", role="label")
        self.take = QPushButton("Done")
        self.take.setProperty("role", "small")
        self.take.setAccessibleName("Take what is checked")
        self.take.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.take.clicked.connect(self._on_done)
        self._lay_out()
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, S, S, S)
        whole.setSpacing(XS)
        for widget in (self.title, self.field, self.list, self.nothing):
            whole.addWidget(widget)
        whole.addLayout(foot)

    def ask(
        self,
        title: str,
        choices: Sequence[Choice],
        over: QWidget,
        *,
        chosen: Taken,
        done: TakenAll | None = None,
        at: QPoint | None = None,
    ) -> None:
        """Offer choices below a widget, or at a place on the screen. ``chosen`` gets the key of the line that is taken,
        ``done`` the keys of all that are checked when there are some."""
        self.setFixedWidth(WIDTH)
        self.go_on(title, choices, chosen=chosen, done=done)
        self.move(_on_screen(self, at or over.mapToGlobal(over.rect().bottomLeft())))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def go_on(self, title: str, choices: Sequence[Choice], *, chosen: Taken, done: TakenAll | None = None) -> None:
        """Ask something else in the same place; called while a choice is told, the list stays open."""
        self._question += 1
        self._chosen, self._done = chosen, done or (lambda _: None)
        self.title.setText(title)
        self.setAccessibleName(title)
        self.field.setAccessibleName(f"{title}: type to narrow down")
        self.field.setPlaceholderText("Type to narrow down")
        self.field.clear()
        self.list.setAccessibleName(title)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer others for the same question."""
        checks = any(choice.checked is not None for choice in choices)
        self.hint.setVisible(checks)
        self.take.setVisible(checks)
        self.model.set_choices(choices)
        self.list.setFixedHeight(min(SHOWN, max(1, self.model.rowCount())) * ROW + S)
        self._mark(0)
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        at = self.list.currentIndex().row()
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self._mark(at + (1 if event.key() == Qt.Key.Key_Down else -1))
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._mark(at + (SHOWN if event.key() == Qt.Key.Key_PageDown else -SHOWN))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._take(at)
            case Qt.Key.Key_Space if self._has_check(at) and not self.field.text().strip():
                self.model.toggle(at)
            case Qt.Key.Key_Space if self._has_check(at) and event.modifiers():
                self.model.toggle(at)
            case Qt.Key.Key_Escape:
                self.close()
            case _:
                return False
        return True

    def _has_check(self, at: int) -> bool:
        choice = self.model.choice(at)
        return choice is not None and choice.checked is not None

    def _mark(self, at: int) -> None:
        there = self.model.rowCount()
        self.nothing.setVisible(not there)
        if there:
            self.list.setCurrentIndex(self.model.index(min(max(at, 0), there - 1)))

    def _take(self, at: int) -> None:
        choice = self.model.choice(at)
        if self.model.checked() and choice is not None and choice.checked is not None:
            self._on_done()
        elif choice is not None:
            question = self._question
            self._chosen(choice.key)
            if self._question == question:
                self.close()

    @Slot()
    def _on_done(self) -> None:
        self._done(self.model.checked())
        self.close()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.model.narrow(text)
        self._mark(0)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if self._has_check(index.row()):
            self.model.toggle(index.row())
        else:
            self._take(index.row())


def _on_screen(widget: QWidget, at: QPoint) -> QPoint:
    """The place moved so that the whole widget is on its screen."""
    room = (QGuiApplication.screenAt(at) or QGuiApplication.primaryScreen()).availableGeometry()
    x = min(max(at.x(), room.left()), room.right() - widget.width())
    y = at.y() if at.y() + widget.height() <= room.bottom() else max(room.top(), room.bottom() - widget.height())
    return QPoint(x, y)
