"""The search over the window: a field, what was found below it, and a line that says how much and what else.

It lies over the middle of the window while one looks for something, and at its right edge, beside the page, while one
walks through what was found.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import (
    ICON,
    RADIUS,
    SEARCH_HEIGHT,
    SEARCH_ROW,
    SEARCH_WIDTH,
    SHADOW,
    XL,
    XS,
    Look,
    M,
)
from exoannotate.ui.search.frame import SearchFrame
from exoannotate.ui.search.rows import SCOPES, Scope

_WALK = {
    Qt.Key.Key_Down: "1", Qt.Key.Key_Up: "-1", Qt.Key.Key_PageDown: "page", Qt.Key.Key_PageUp: "-page",
    Qt.Key.Key_Home: "first", Qt.Key.Key_End: "last",
}  # fmt: skip


class SearchPanel(QWidget):
    """The panel; what is done with a row is not its business."""

    asked = Signal(str)
    """Something else is typed, or it is looked for elsewhere: the text."""
    chosen = Signal(object, bool)
    """A Row, and whether the panel is to stay."""
    names_toggled = Signal(bool)
    closed = Signal()
    beside_changed = Signal(bool)

    def __init__(self, window: QWidget, look: Look, icons: Icons, room_beside: Callable[[], QRect]) -> None:
        """``room_beside``: where there is room for it beside the page, in the window."""
        super().__init__(window)
        self._over, self._look, self._icons, self._room_beside = window, look, icons, room_beside
        self.setObjectName("search_everything")
        self.setAccessibleName("Search everything")
        self.beside = False
        """Whether it stands beside the page and stays."""
        self.scope: Scope = "everything"
        self._back: QWidget | None = None
        self.frame = SearchFrame(look, icons)
        self.model, self.field, self.list, self.names = (
            self.frame.model, self.frame.field, self.frame.list, self.frame.names
        )  # fmt: skip
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self.frame)
        self._connect()
        window.installEventFilter(self)
        self.hide()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.frame.scopes.idClicked.connect(self._on_scope_clicked)
        self.names.toggled.connect(self.names_toggled)
        self.frame.pin.toggled.connect(self.set_beside)
        self.frame.close_button.clicked.connect(self.shut)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    # Showing -------------------------------------------------------------------------------------------------------

    def open(self, scope: Scope, text: str | None = None) -> None:
        """Come into sight with the cursor in the field; what was typed before is marked, so that typing replaces it."""
        if not self.isVisible():
            focus = QApplication.focusWidget()
            self._back = focus if focus is not None and not self.isAncestorOf(focus) else None
        self.set_scope(scope)
        if text is not None:
            self.field.setText(text)
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.asked.emit(self.field.text())

    def set_scope(self, scope: Scope) -> None:
        """Look elsewhere."""
        self.scope = scope
        number = next(k for k, one in enumerate(SCOPES) if one[0] == scope)
        self.frame.scopes.button(number).setChecked(True)
        words = {
            "everything": "Search everything or run a command",
            "commands": "Run a command",
            "documents": "Search the text of all documents",
        }
        self.field.setPlaceholderText(words.get(scope, f"Search {SCOPES[number][1].lower()}"))

    @Slot(bool)
    def set_beside(self, beside: bool) -> None:
        """Stand beside the page and stay, or over it."""
        if self.beside != beside:
            self.beside = beside
            self.frame.pin.setChecked(beside)
            self.frame.hint.setVisible(not beside)
            self.frame.fit_scopes(small=beside)
            self.beside_changed.emit(beside)
            self.place()

    @Slot()
    def shut(self) -> None:
        """Go, and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        self.set_beside(False)
        self.closed.emit()

    def give_back_focus(self) -> None:
        """Where the focus was before."""
        back = self._back
        self._back = None
        # What had the focus may be gone by now: the field of a dialog that was closed meanwhile.
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_focus_changed(self) -> None:
        """Who clicks elsewhere is done with it, unless it was put beside the page. A document that opens just now must
        not take the keys away from the middle of a word."""
        # Asked for, because what the signal carries may be on its way out.
        new = QApplication.focusWidget()
        if new is None or not self.isVisible() or self.beside:
            return
        if new.window() is self._over and not self.isAncestorOf(new):
            if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
                self.shut()
            else:
                QTimer.singleShot(0, self, self._take_keys)

    @Slot()
    def _take_keys(self) -> None:
        if self.isVisible() and not self.beside:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # What happened -------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.asked.emit(text)

    @Slot(int)
    def _on_scope_clicked(self, number: int) -> None:
        self.set_scope(SCOPES[number][0])
        self.asked.emit(self.field.text())

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row(index.row())
        if row is not None and row.kind != "heading":
            keep = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
            self.chosen.emit(row, keep or self.beside)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.frame.say()

    @Slot()
    def _on_look_changed(self) -> None:
        self.frame.sign.setPixmap(self._icons.pixmap("search", "muted", ICON, self.devicePixelRatioF()))

    # Keys ----------------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        override = watched is self.field and event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()  # the window has some of these keys too
            return True
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)

    def _key(self, event: QKeyEvent) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.enter(keep=control or self.beside)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and control:
            at = next(k for k, one in enumerate(SCOPES) if one[0] == self.scope)
            step = -1 if key == Qt.Key.Key_Backtab else 1
            self._on_scope_clicked((at + step) % len(SCOPES))
        elif plain and key in _WALK:
            self._walk(_WALK[key])
        else:
            return False
        return True

    def enter(self, *, keep: bool) -> None:
        """Choose the row that is marked."""
        row = self.frame.current
        if row is not None:
            self.chosen.emit(row, keep)
        else:
            self.chosen.emit(None, keep)

    def _walk(self, way: str) -> None:
        at = self.list.currentIndex().row() if self.list.currentIndex().isValid() else -1
        page = max(1, self.list.viewport().height() // SEARCH_ROW - 1)
        match way:
            case "first":
                wanted = self.model.first()
            case "last":
                wanted = self.model.next(self.model.rowCount(), -1)
            case _:
                step = {"1": 1, "-1": -1, "page": page, "-page": -page}[way]
                wanted = self.model.next(at, step)
        self.frame.mark(wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
            self.give_back_focus()
            event.accept()
            return
        super().keyPressEvent(event)

    # Place -----------------------------------------------------------------------------------------------------------

    def place(self) -> None:
        """Stand where it belongs, after something beside it moved."""
        whole = self._over.rect()
        top = self._over.menuWidget().height() if hasattr(self._over, "menuWidget") and self._over.menuWidget() else 0
        room = QRect(0, top, whole.width(), whole.height() - top)
        if self.beside:
            place = self._room_beside().adjusted(XS - SHADOW, XS - SHADOW, SHADOW - XS, SHADOW - XS)
        else:
            width = min(SEARCH_WIDTH, room.width() - 2 * M)
            height = min(SEARCH_HEIGHT, room.height() - 2 * M)
            place = QRect(
                (room.width() - width) // 2, room.y() + min(XL * 2, (room.height() - height) // 2), width, height
            )
            place = place.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
        self.setGeometry(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.frame.geometry().contains(event.rect()):
            return  # the shadow lies round it
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        frame = QRectF(self.frame.geometry())
        for step in range(SHADOW, 0, -2):
            painter.setBrush(self._look.shadow(0.28 * (1 - step / SHADOW) + 0.04))
            painter.drawRoundedRect(frame.adjusted(-step, 2 - step, step, step), RADIUS + step, RADIUS + step)
        painter.end()
