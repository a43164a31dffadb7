"""The search over the window: a field, what was found below it, and a line that says how much and what else.

It lies over the middle of the window while one looks for something, and at its right edge, beside the page, while one
walks through what was found.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import (
    ICON,
    RADIUS,
    SEARCH_HEIGHT,
    SEARCH_ROW,
    SEARCH_WIDTH,
    SHADOW,
    TARGET,
    XL,
    XS,
    Look,
    M,
    S,
    label_font,
    search_font,
    title_font,
)
from exoannotate.ui.search.delegate import ResultsDelegate
from exoannotate.ui.search.results import ResultsModel
from exoannotate.ui.search.rows import SCOPES, Row, Scope
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, EmptyState

LONGEST = 10_000
HINT = "Enter opens · Ctrl+Enter keeps this open · Ctrl+Tab elsewhere"
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
        self._make_parts()
        self._lay_out()
        self._connect()
        window.installEventFilter(self)
        self.hide()

    # Building ------------------------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.model = ResultsModel(self)
        self.field = QLineEdit()
        self.field.setObjectName("search_text")
        self.field.setFont(search_font())
        self.field.setFrame(False)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName("Search everything or run a command")
        self.field.setPlaceholderText("Search everything or run a command")
        self.field.setToolTip(
            "Letters and digits count; dashes, blanks, accents and Greek do not: mir21 finds miR-21. In quotes: "
            "exactly so. Down and Up walk through what was found."
        )
        self.sign = QLabel()
        self.pin = _tool(self._icons, "panel-right", "Keep beside the page", "Keep this beside the page (Ctrl+Enter)")
        self.pin.setCheckable(True)
        self.close_button = _tool(self._icons, "x", "Close the search", "Close (Esc)")
        self.names = QPushButton("Other names")
        self.names.setObjectName("search_names")
        self.names.setCheckable(True)
        self.names.setChecked(True)
        self.names.setProperty("role", "small")
        self.names.setAccessibleName("Look for other names too")
        self.names.setToolTip("Look for the other names the vocabularies know: TMZ finds temozolomide (Alt+N)")
        self.names.setShortcut("Alt+N")
        self.names.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.also = ElidedLabel("")
        self.also.setObjectName("search_also")
        self.list = QListView()
        self.list.setObjectName("search_results")
        self.list.setAccessibleName("What was found")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultsDelegate(self._look, self._icons, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.nothing = EmptyState("search", "", "", self._icons)
        self.nothing.setObjectName("search_nothing")
        self.count = ElidedLabel("")
        self.count.setObjectName("search_count")
        self.count.setProperty("role", "muted")
        self.hint = ElidedLabel(HINT)
        self.hint.setProperty("role", "muted")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unread = ElidedLabel("")
        self.unread.setObjectName("search_unread")
        self.unread.setProperty("role", "warning")
        for label in (self.also, self.count, self.unread):
            label.setToolTip("")
        self.also.setProperty("role", "muted")
        self.scopes = QButtonGroup(self)
        self.scopes.setExclusive(True)

    def _lay_out(self) -> None:
        self.frame = QFrame()
        self.frame.setObjectName("search_frame")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        outer.addWidget(self.frame)
        whole = QVBoxLayout(self.frame)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addLayout(self._top_line())
        self._scope_line = QWidget()
        line = QHBoxLayout(self._scope_line)
        line.setContentsMargins(M - 4, 0, M, 0)
        line.setSpacing(0)
        for number, (scope, word, tip) in enumerate(SCOPES):
            button = QPushButton(word)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setChecked(scope == self.scope)
            button.setAccessibleName(f"Look in: {word}")
            button.setToolTip(f"{tip} (Ctrl+Tab)")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.scopes.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        self._fit_scopes()
        whole.addWidget(self._scope_line)
        whole.addWidget(_rule())
        self._names_line = QWidget()
        names = QHBoxLayout(self._names_line)
        names.setContentsMargins(M + XS, S, M, 0)
        names.setSpacing(S)
        names.addWidget(self.also, 1)
        names.addWidget(self.names)
        self._names_line.hide()
        whole.addWidget(self._names_line)
        self._pages = QStackedLayout()
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.nothing)
        whole.addLayout(self._pages, 1)
        whole.addWidget(_rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(M + XS, 0, M + XS, 0)
        foot.setSpacing(M)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.hint, 2)
        whole.addWidget(self.unread)
        self.unread.setContentsMargins(M + XS, S, M + XS, 0)
        self.unread.hide()
        whole.addLayout(foot)
        for label in (self.count, self.hint):
            label.setFixedHeight(TARGET)

    def _top_line(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setContentsMargins(M + XS, S, S, XS)
        top.setSpacing(S)
        top.addWidget(self.sign)
        top.addWidget(self.field, 1)
        top.addWidget(self.pin)
        top.addWidget(self.close_button)
        return top

    def _connect(self) -> None:
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.scopes.idClicked.connect(self._on_scope_clicked)
        self.names.toggled.connect(self.names_toggled)
        self.pin.toggled.connect(self.set_beside)
        self.close_button.clicked.connect(self.shut)
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._look.changed.connect(self._on_look_changed)
        self._on_look_changed()

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
        self.scopes.button(number).setChecked(True)
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
            self.pin.setChecked(beside)
            self.hint.setVisible(not beside)
            self._fit_scopes()
            self.beside_changed.emit(beside)
            self.place()

    def _fit_scopes(self) -> None:
        """Where there is little room, the words over the list are small."""
        wide = QFontMetrics(label_font() if self.beside else title_font())
        for button in self.scopes.buttons():
            button.setProperty("role", "segment_small" if self.beside else "segment")
            # It is bold when it is chosen.
            button.setMinimumWidth(round(wide.horizontalAdvance(button.text()) * 1.1) + (S if self.beside else 2 * S))
            button.style().unpolish(button)
            button.style().polish(button)

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
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_names(self, words: str, *, some: bool) -> None:
        """Say what else is looked for; ``some``: there is something to switch on or off."""
        self.also.setText(words)
        self.also.setToolTip(words)
        self._names_line.setVisible(some)

    def tell(self, count: str, nothing: str = "", hint: str = "") -> None:
        """Say how much was found, or that there is nothing."""
        self.count.setText(count)
        self.count.setToolTip(count)
        self.nothing.sentence.setText("\n".join(filter(None, (nothing, hint))))
        self._pages.setCurrentWidget(self.nothing if nothing else self.list)
        self._say()

    def tell_unread(self, words: str) -> None:
        """Say what could not be searched; "" for nothing."""
        self.unread.setText(words)
        self.unread.setToolTip(words)
        self.unread.setVisible(bool(words))

    def mark(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        if row >= 0:
            index = self.model.index(row, 0)
            self.list.setCurrentIndex(index)
            heading = self.model.row(row - 1)
            if heading is not None and heading.kind == "heading":
                self.list.scrollTo(self.model.index(row - 1, 0))
            self.list.scrollTo(index)

    @property
    def current(self) -> Row | None:
        """The row that is chosen."""
        return self.model.row(self.list.currentIndex().row()) if self.list.currentIndex().isValid() else None

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
        self._say()

    def _say(self) -> None:
        """Tell a screen reader, whose focus is in the field, which row is chosen."""
        row = self.current
        words = self.nothing.sentence.text() if self._pages.currentWidget() is self.nothing else self.count.text()
        self.field.setAccessibleDescription(row.spoken if row is not None else words)

    @Slot()
    def _on_look_changed(self) -> None:
        self.sign.setPixmap(self._icons.pixmap("search", "muted", ICON, self.devicePixelRatioF()))

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
        row = self.current
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
        self.mark(wanted)

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
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        frame = QRectF(self.frame.geometry())
        for step in range(SHADOW, 0, -2):
            painter.setBrush(self._look.shadow(0.28 * (1 - step / SHADOW) + 0.04))
            painter.drawRoundedRect(frame.adjusted(-step, 2 - step, step, step), RADIUS + step, RADIUS + step)
        painter.end()


def _tool(icons: Icons, icon: str, name: str, tip: str) -> QToolButton:
    button = QToolButton()
    put_icon(button, icons, icon, size=ICON - 2)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _rule() -> QFrame:
    line = QFrame()
    line.setObjectName("search_rule")
    line.setFixedHeight(1)
    return line
