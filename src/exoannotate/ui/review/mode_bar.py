"""The bar on top of a mode that goes through things one by one: how far it has come, and what can be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QToolButton, QVBoxLayout, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, TARGET, XL, XS, L, M, S, body_font
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

_STAY = 360
"""So many pixels narrower the words of the choices that stay still have room."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision as a button: its key, its word, its sign with the token of its colour, and what it does. ``apart``: a
    little room stands before it. ``stays``: its word is left out last."""

    wish: str
    key: str
    word: str
    icon: str
    token: str
    does: str
    apart: bool = False
    stays: bool = False


class ModeBar(QWidget):
    """One line: it says and asks, and decides nothing itself. ``mode``: what it is called, such as "review";
    ``counts``: what a screen reader calls the bar of progress; ``wide``: pixels from which buttons say their words,
    below they show their sign and key."""

    wanted = Signal(str)  # the wish of a button, or "leave"

    def __init__(
        self, icons: Icons, choices: Sequence[Choice], mode: str, counts: str, wide: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("review_line")
        self._choices, self._wide = tuple(choices), wide
        self._room: tuple[bool, bool] | None = None  # for words that stay, and for all
        self.place = plain_label(role="title")
        self.place.setAccessibleName(f"How far the {mode} has come")
        self.done = QProgressBar()
        self.done.setTextVisible(False)
        self.done.setFixedWidth(5 * XL)
        self.done.setAccessibleName(counts)
        self.said = ElidedLabel("")
        self.said.setProperty("role", "muted")
        self.leave = QToolButton()
        put_icon(self.leave, icons, "x")
        self.leave.setAccessibleName(f"Leave the {mode}")
        self.leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.leave.setToolTip(f"Leave the {mode} (Esc)")
        self.leave.clicked.connect(self._on_leave)
        self.buttons: dict[str, QPushButton] = {}
        self.counted = QVBoxLayout()
        self.counted.setContentsMargins(0, XS, 0, XS)
        self.counted.setSpacing(XS)
        self.counted.addWidget(self.place)
        self.counted.addWidget(self.done)
        self.telling = self._telling(icons)
        self.setMinimumHeight(TARGET + S)

    def _telling(self, icons: Icons) -> QWidget:
        telling = QWidget()
        tell = QHBoxLayout(telling)
        tell.setContentsMargins(0, 0, 0, 0)
        tell.setSpacing(XS)
        tell.addWidget(self.said, 1)
        for choice in self._choices:
            made = QPushButton()
            made.setObjectName(f"review_{choice.wish.replace(' ', '_')}")
            made.setProperty("role", "review")
            put_icon(made, icons, choice.icon, choice.token)
            made.setAccessibleName(choice.word)
            made.setToolTip(f"{choice.does} ({choice.key})")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they were
            made.clicked.connect(lambda _checked=False, wish=choice.wish: self.wanted.emit(wish))
            self.buttons[choice.wish] = made
            if choice.apart:
                tell.addSpacing(S)
            tell.addWidget(made)
        return telling

    def new_line(self) -> QHBoxLayout:
        """The line the parts of the bar stand in, with the counts at its left."""
        line = QHBoxLayout(self)
        line.setContentsMargins(L - S, 0, 0, 0)
        line.setSpacing(M)
        line.addLayout(self.counted)
        return line

    def show_done(self, done: int, whole: int, sentence: str) -> None:
        """Say how much is decided."""
        self.done.setRange(0, max(1, whole))
        self.done.setValue(done)
        self.done.setToolTip(sentence)

    def say(self, sentence: str) -> None:
        """Say something between the counts and the buttons."""
        self.said.setText(sentence)
        self.said.setToolTip(sentence)

    @Slot()
    def _on_leave(self) -> None:
        self.wanted.emit("leave")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        room = (width >= self._wide - _STAY, width >= self._wide)
        if room == self._room:
            return
        self._room = room
        self.done.setVisible(room[1])
        metrics = QFontMetrics(body_font())
        for choice in self._choices:
            button = self.buttons[choice.wish]
            text = f"{choice.word}  {choice.key}" if room[not choice.stays] else choice.key
            button.setText(text)
            button.setMinimumWidth(metrics.horizontalAdvance(text) + ICON + 2 * M)
