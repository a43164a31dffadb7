"""Half-filled records and open documents are written down a moment after they changed, so that they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from exoannotate.ui.documents.reopening import keep_documents
from exoannotate.ui.record import drafts

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

KEEP_AFTER = 1_000
"""Milliseconds of quiet before drafts and open documents are written down."""


class Keeping(QTimer):
    """Starts again with each change and writes when there was none for a while."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setSingleShot(True)
        self.setInterval(KEEP_AFTER)
        self.timeout.connect(self._on_quiet)

    @Slot()
    def _on_quiet(self) -> None:
        path, kept = self._window.contents.path, self._window.form.drafts()
        desk = self._window.contents.desk
        if path:
            keep_documents(path, self._window.tabs)
            self._window.jobs.run(lambda: drafts.keep(desk, kept), done=lambda _: None)

    def now(self) -> None:
        """Write down what is half done, before the project or the window goes."""
        self.stop()
        path = self._window.contents.path
        if path:
            keep_documents(path, self._window.tabs)
            drafts.keep(self._window.contents.desk, self._window.form.drafts())
