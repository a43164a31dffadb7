"""The bar on top of a review: how far it has come, which records it goes through, and what can be decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.reviewing import HEADS, QUEUES, Tally
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, TARGET, XL, XS, L, M, S, body_font
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

Wish = Literal["accept", "reject", "next", "previous", "edit", "undo", "leave"]
WISHES: tuple[Wish, ...] = get_args(Wish)
TABLE = "table"
"""Stands for the queue of what the table shows."""
TABLE_HEAD = "What the table shows"
WIDE = 1_080
"""Pixels from which the buttons say their words; below they show their sign and key."""


@dataclass(frozen=True, slots=True)
class _Button:
    """A decision as a button: its key, its word, its sign with the token of its colour, and what it does."""

    wish: Wish
    key: str
    word: str
    icon: str
    token: str
    does: str


_BUTTONS = (
    _Button("previous", "P", "Previous", "arrow-left", "text", "The record before"),
    _Button("next", "N", "Next", "arrow-right", "text", "The next record; this one stays as it is (also Space)"),
    _Button("edit", "F", "Fields", "pencil", "text", "Go into the fields; Esc comes back"),
    _Button("undo", "Z", "Undo", "undo-2", "text", "Take back the last decision or edit"),
    _Button("reject", "R", "Reject", "x", "danger", "This record is not right; a reason may follow"),
    _Button("accept", "A", "Accept", "check", "ok", "This record is right"),
)


class ReviewBar(QWidget):
    """One line: it says and asks, and decides nothing itself."""

    wanted = Signal(str)  # a Wish
    queue_wanted = Signal(str)  # a Queue, or TABLE
    rejected = Signal(str)  # the reason, "" for none
    answered = Signal()
    """The reason was given or left: the keys are free again."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_line")
        self._icons = icons
        self.place = plain_label(role="title")
        self.place.setAccessibleName("How far the review has come")
        self.done = QProgressBar()
        self.done.setTextVisible(False)
        self.done.setFixedWidth(5 * XL)
        self.done.setAccessibleName("Records decided on")
        self.queue = QToolButton()
        self.queue.setObjectName("review_queue")
        self.queue.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.queue.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.queue.setToolTip("Which records the review goes through")
        self.queue.setAccessibleName("Which records the review goes through")
        put_icon(self.queue, icons, "chevron-down", "muted", ICON - 4)
        self.said = ElidedLabel("")
        self.said.setProperty("role", "muted")
        self.leave = QToolButton()
        put_icon(self.leave, icons, "x")
        self.leave.setAccessibleName("Leave the review")
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.leave.setToolTip("Leave the review (Esc)")
        self.buttons: dict[Wish, QPushButton] = {}
        self._keys = {button.wish: button.key for button in _BUTTONS}
        self._words = {button.wish: button.word for button in _BUTTONS}
        self.why = QLineEdit()
        self.why.setObjectName("review_why")
        self.why.setPlaceholderText("Why not? One line, or nothing. Enter rejects, Esc goes back")
        self.why.setAccessibleName("Why the record is rejected")
        self.why.setMaxLength(500)
        self._compact: bool | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        asking = QWidget()
        ask = QHBoxLayout(asking)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.addWidget(self.why)
        telling = QWidget()
        tell = QHBoxLayout(telling)
        tell.setContentsMargins(0, 0, 0, 0)
        tell.setSpacing(XS)
        tell.addWidget(self.said, 1)
        for button in _BUTTONS:
            made = QPushButton()
            made.setObjectName(f"review_{button.wish}")
            made.setProperty("role", "review")
            put_icon(made, self._icons, button.icon, button.token)
            made.setAccessibleName(button.word)
            made.setToolTip(f"{button.does} ({button.key})")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they were
            self.buttons[button.wish] = made
            if button.wish == "reject":
                tell.addSpacing(S)
            tell.addWidget(made)
        self._stack = QStackedLayout()
        counted = QVBoxLayout()
        counted.setContentsMargins(0, XS, 0, XS)
        counted.setSpacing(XS)
        counted.addWidget(self.place)
        counted.addWidget(self.done)
        line = QHBoxLayout(self)
        line.setContentsMargins(L - S, 0, 0, 0)
        line.setSpacing(M)
        line.addLayout(counted)
        line.addWidget(self.queue)
        line.addLayout(self._stack, 1)
        self._stack.addWidget(telling)  # once it has a parent: without one its first page is a window
        self._stack.addWidget(asking)
        line.addWidget(self.leave)
        self.setMinimumHeight(TARGET + S)

    def _connect(self) -> None:
        for wish, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, wish=wish: self.wanted.emit(wish))
        self.leave.clicked.connect(self._on_leave)
        self.why.returnPressed.connect(self._on_why)
        cancel = QShortcut(QKeySequence("Esc"), self.why)
        cancel.setContext(Qt.ShortcutContext.WidgetShortcut)
        cancel.activated.connect(self.stop_asking)

    # What it says ------------------------------------------------------------------------------------------------

    def set_queues(self, current: str, shown: int) -> None:
        """Say which records it goes through, and offer the others. ``shown``: rows of the table."""
        menu = QMenu(self.queue)
        heads: dict[str, str] = {TABLE: f"{TABLE_HEAD} ({shown})", **{queue: HEADS[queue] for queue in QUEUES}}
        for queue, head in heads.items():
            act = menu.addAction(head)
            act.setCheckable(True)
            act.setChecked(queue == current)
            act.triggered.connect(lambda _checked=False, queue=queue: self.queue_wanted.emit(queue))
        before = self.queue.menu()
        self.queue.setMenu(menu)
        if before is not None:
            before.deleteLater()
        self.queue.setText(TABLE_HEAD if current == TABLE else HEADS.get(current, current))  # type: ignore[call-overload]

    def show_record(self, place: tuple[int, int], tally: Tally, said: str, *, writable: bool) -> None:
        """Say where the review is and what is known of the record at hand."""
        self.stop_asking()
        number, whole = place
        self.place.setText(f"{number} of {whole}")
        self._show_done(tally)
        self._say(said)
        for wish, button in self.buttons.items():
            button.setVisible(True)
            button.setEnabled(writable or wish in ("next", "previous"))
        self.buttons["previous"].setEnabled(number > 1)

    def show_end(self, sentence: str, tally: Tally, *, more: int, back: bool) -> None:
        """The last record lies behind, or there was none: say what it came to. ``more``: records left undecided."""
        self.stop_asking()
        self.place.setText("Done" if back else "Nothing here")
        self._show_done(tally)
        self._say(sentence)
        for wish, button in self.buttons.items():
            button.setVisible(wish in ("previous", "undo") or (wish == "next" and more > 0))
            button.setEnabled(back)

    def _show_done(self, tally: Tally) -> None:
        whole = tally.accepted + tally.rejected + tally.left
        self.done.setRange(0, max(1, whole))
        self.done.setValue(tally.accepted + tally.rejected)
        self.done.setToolTip(tally.sentence())

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    # The reason of a rejection -------------------------------------------------------------------------------------

    @property
    def asking(self) -> bool:
        """Whether a reason is being typed."""
        return self._stack.currentIndex() == 1

    def ask_why(self) -> None:
        """Ask why a record is rejected."""
        self.why.clear()
        self._stack.setCurrentIndex(1)
        self.why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def stop_asking(self) -> None:
        """Put the question away, unanswered or not."""
        if self.asking:
            self._stack.setCurrentIndex(0)
            self.answered.emit()

    @Slot()
    def _on_why(self) -> None:
        why = self.why.text()
        self.stop_asking()
        self.rejected.emit(why)

    @Slot()
    def _on_leave(self) -> None:
        self.wanted.emit("leave")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = event.size().width() < WIDE
        if compact == self._compact:
            return
        self._compact = compact
        self.done.setVisible(not compact)
        metrics = QFontMetrics(body_font())
        for wish, button in self.buttons.items():
            text = self._keys[wish] if compact else f"{self._words[wish]}  {self._keys[wish]}"
            button.setText(text)
            button.setMinimumWidth(metrics.horizontalAdvance(text) + ICON + 2 * M)
