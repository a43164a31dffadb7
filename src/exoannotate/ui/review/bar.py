"""The bar on top of a review: how far it has come, which records it goes through, and what can be decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from exoannotate.domain.reviewing import HEADS, QUEUES, Tally
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON
from exoannotate.ui.review.mode_bar import Choice, ModeBar
from exoannotate.ui.theme import put_icon

TABLE = "table"
"""Stands for the queue of what the table shows."""
TABLE_HEAD = "What the table shows"
WIDE = 1_080
"""Pixels from which the buttons say their words; below they show their sign and key."""


_CHOICES = (
    Choice("previous", "P", "Previous", "arrow-left", "text", "The record before"),
    Choice("next", "N", "Next", "arrow-right", "text", "The next record; this one stays as it is (also Space)"),
    Choice("edit", "F", "Fields", "pencil", "text", "Go into the fields; Esc comes back"),
    Choice("undo", "Z", "Undo", "undo-2", "text", "Take back the last decision or edit"),
    Choice("reject", "R", "Reject", "x", "danger", "This record is not right; a reason may follow", apart=True),
    Choice("accept", "A", "Accept", "check", "ok", "This record is right"),
)


class ReviewBar(ModeBar):
    """The bar of a review, with the queues at the left and room for the reason of a rejection."""

    queue_wanted = Signal(str)  # a Queue, or TABLE
    rejected = Signal(str)  # the reason, "" for none
    answered = Signal()
    """The reason was given or left: the keys are free again."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(icons, _CHOICES, "review", "Records decided on", WIDE, parent)
        self.queue = QToolButton()
        self.queue.setObjectName("review_queue")
        self.queue.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.queue.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.queue.setToolTip("Which records the review goes through")
        self.queue.setAccessibleName("Which records the review goes through")
        put_icon(self.queue, icons, "chevron-down", "muted", ICON - 4)
        self.why = QLineEdit()
        self.why.setObjectName("review_why")
        self.why.setPlaceholderText("Why not? One line, or nothing. Enter rejects, Esc goes back")
        self.why.setAccessibleName("Why the record is rejected")
        self.why.setMaxLength(500)
        self._lay_out()
        self.why.returnPressed.connect(self._on_why)
        cancel = QShortcut(QKeySequence("Esc"), self.why)
        cancel.setContext(Qt.ShortcutContext.WidgetShortcut)
        cancel.activated.connect(self.stop_asking)

    def _lay_out(self) -> None:
        asking = QWidget()
        ask = QHBoxLayout(asking)
        ask.setContentsMargins(0, 0, 0, 0)
        ask.addWidget(self.why)
        self._stack = QStackedLayout()
        line = self.new_line()
        line.addWidget(self.queue)
        line.addLayout(self._stack, 1)
        self._stack.addWidget(self.telling)  # once it has a parent: without one its first page is a window
        self._stack.addWidget(asking)
        line.addWidget(self.leave)

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
        self.say(said)
        for wish, button in self.buttons.items():
            button.setVisible(True)
            button.setEnabled(writable or wish in ("next", "previous"))
        self.buttons["previous"].setEnabled(number > 1)

    def show_end(self, sentence: str, tally: Tally, *, more: int, back: bool) -> None:
        """The last record lies behind, or there was none: say what it came to. ``more``: records left undecided."""
        self.stop_asking()
        self.place.setText("Done" if back else "Nothing here")
        self._show_done(tally)
        self.say(sentence)
        for wish, button in self.buttons.items():
            button.setVisible(wish in ("previous", "undo") or (wish == "next" and more > 0))
            button.setEnabled(back)

    def _show_done(self, tally: Tally) -> None:
        decided = tally.accepted + tally.rejected
        self.show_done(decided, decided + tally.left, tally.sentence())

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
