"""The strip of the first run: four steps from a sentence to a record, each ticked once it was really done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolBar, QToolButton, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, L, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

STEPS: tuple[tuple[str, str], ...] = (
    ("Click three times on a sentence", "It is selected, in its own column and in reading order"),
    ("Press E", "The sentence is highlighted and a new record opens beside it"),
    ("Fill in what it says", "A cargo, a therapy and an effect, for example; names are completed as you type"),
    ("Press Ctrl+Enter", "The record is saved and stands in the table"),
)
DONE = "That is all it takes. Your own project begins with a PDF."


class Step(QWidget):
    """One step: its number until it was done, then a tick."""

    def __init__(self, number: int, words: str, help: str, icons: Icons) -> None:
        super().__init__()
        self._icons = icons
        self._number, self._done, self._now = number, False, False
        self.sign = QLabel()
        self.sign.setFixedWidth(ICON)
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setTextFormat(Qt.TextFormat.PlainText)
        self.words = plain_label(words)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, M, 0)
        line.setSpacing(XS)
        line.addWidget(self.sign)
        line.addWidget(self.words)
        self.setToolTip(help)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.show_as(done=False, now=False)

    @property
    def done(self) -> bool:
        """Whether the step was taken."""
        return self._done

    def show_as(self, *, done: bool, now: bool) -> None:
        """Tick it, or mark it as the one to take ``now``."""
        self._done, self._now = done, now
        if done:
            self.sign.setPixmap(self._icons.pixmap("check", "ok", ICON, self.devicePixelRatioF()))
        else:
            self.sign.setText(str(self._number))
        for label in (self.sign, self.words):
            label.setProperty("role", "title" if now else "muted")
            label.style().unpolish(label)
            label.style().polish(label)
        # Bold letters are wider, and a tool bar does not ask again how much room its labels want.
        self.words.setMinimumWidth(0)
        self.words.setMinimumWidth(self.words.sizeHint().width())
        state = "done" if done else "to do now" if now else "to do"
        self.setAccessibleName(f"Step {self._number}: {self.words.text()}, {state}")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._done:
            self.show_as(done=True, now=False)
        super().changeEvent(event)


class FirstSteps(QToolBar):
    """Four steps in a row over the panes. ``left``: sent away, or done and read."""

    left = Signal()
    new_wanted = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__("First steps", parent)
        self.setObjectName("first_steps")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAccessibleName("First steps")
        self.steps = tuple(Step(n, words, help, icons) for n, (words, help) in enumerate(STEPS, 1))
        self.sentence = plain_label(DONE)
        self.new_button = QPushButton("New project…")
        self.new_button.setToolTip("Make a project of your own (Ctrl+N)")
        self.close_button = QToolButton()
        put_icon(self.close_button, icons, "x", "muted", ICON - 4)
        self.close_button.setAccessibleName("Close the first steps")
        self.close_button.setToolTip("Close the first steps; they do not come back")
        self.close_button.clicked.connect(self.left)
        self.new_button.clicked.connect(self._on_new)
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(L, XS, S, XS)
        line.setSpacing(S)
        for step in self.steps:
            line.addWidget(step)
        line.addWidget(self.sentence)
        line.addWidget(self.new_button)
        line.addStretch(1)
        line.addWidget(self.close_button)
        self.addWidget(inside)
        self.show_taken(0)

    @property
    def taken(self) -> int:
        """How many steps were done."""
        return sum(step.done for step in self.steps)

    def show_taken(self, taken: int) -> None:
        """Tick the first steps, and mark the next one."""
        over = taken >= len(STEPS)
        for number, step in enumerate(self.steps):
            step.show_as(done=number < taken, now=number == taken)
            step.setVisible(not over)
        self.sentence.setVisible(over)
        self.new_button.setVisible(over)

    def _on_new(self) -> None:
        self.new_wanted.emit()
        self.left.emit()
