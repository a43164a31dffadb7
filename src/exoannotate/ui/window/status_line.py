"""The line at the foot of the window: what was saved, what was done, how much there is."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QStatusBar

from exoannotate.ui.look import M
from exoannotate.ui.window.notices import ElidedLabel

NOTE_TIME = 6_000
"""Milliseconds a word in the status line stays."""


class StatusLine:
    """The labels in a status bar."""

    def __init__(self, bar: QStatusBar) -> None:
        bar.setSizeGripEnabled(False)
        self.saved_label = QLabel("")
        self.saved_label.setObjectName("saved")
        self.counts_label = QLabel("")
        # Not the status bar's own message, which was painted over the label beside it.
        self.note_label = ElidedLabel("")
        self.note_label.setObjectName("note")
        self._time = QTimer(bar)
        self._time.setSingleShot(True)
        self._time.setInterval(NOTE_TIME)
        self._time.timeout.connect(self.note_label.clear)
        self.round_label = QLabel("")
        self.round_label.setObjectName("round")
        self.round_label.setProperty("role", "warning")
        self.round_label.setContentsMargins(M, 0, M, 0)
        self.round_label.hide()
        for label in (self.saved_label, self.counts_label):
            label.setProperty("role", "muted")
            label.setContentsMargins(M, 0, M, 0)
        bar.addWidget(self.saved_label)
        bar.addWidget(self.note_label, 1)
        bar.addPermanentWidget(self.round_label)
        bar.addPermanentWidget(self.counts_label)

    def show_round(self, name: str) -> None:
        """Say that a round of blind coding is open, and whose eyes this is read with; "" for none."""
        self.round_label.setText(f"blind round: what {name} may see" if name else "")
        self.round_label.setToolTip("Others' work is hidden until the round is closed (Tools > Blind double coding)")
        self.round_label.setVisible(bool(name))

    def note(self, sentence: str) -> None:
        """Say something in passing; it goes by itself."""
        self.note_label.setText(sentence)
        self._time.start()
