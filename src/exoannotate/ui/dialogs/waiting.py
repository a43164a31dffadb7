"""Says that something takes a while, and ends it when that is wanted."""

from __future__ import annotations

import threading

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label

SHOWN_AFTER = 400
"""Milliseconds after which it is shown: what is done by then needs no word."""


class WaitDialog(QDialog):
    """Shown when a job takes longer than a moment. Cancel, or Escape, goes at once: the job is told to stop through
    ``stop``, and whoever started it takes no answer of a job that was told so."""

    def __init__(self, title: str, sentence: str, stop: threading.Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(400)
        self.stop = stop
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        busy = QProgressBar()
        busy.setRange(0, 0)
        busy.setTextVisible(False)
        busy.setAccessibleName(sentence)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(sentence, wrap=True))
        whole.addWidget(busy)
        whole.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)
        self.rejected.connect(self._on_cancelled)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_AFTER)
        self._clock.timeout.connect(self.open)
        self._clock.start()

    def end(self) -> bool:
        """The job has answered: go. Whether its answer is still wanted."""
        self._clock.stop()
        wanted = not self.stop.is_set()
        self.blockSignals(True)
        self.close()
        self.deleteLater()
        return wanted

    @Slot()
    def _on_cancelled(self) -> None:
        self.stop.set()
