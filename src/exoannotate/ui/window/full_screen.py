"""Full screen: only the pages, until Escape or F11; what was in sight before comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

HINT = "Full screen. Escape or F11 brings everything back."


class FullScreen(QObject):
    """Enters and leaves full screen for one window. Panes can still be called with F7, F8 and F9 meanwhile."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._hidden: list[QWidget] = []
        self._was_maximised = False
        self.on = False
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.leave)

    def toggle(self) -> None:
        """Enter, or leave."""
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Hide everything but the pages."""
        window = self._window
        if self.on:
            return
        self.on = True
        parts = (*window.all_docks(), window.menuBar(), window.statusBar())
        self._hidden = [part for part in parts if not part.isHidden()]
        for part in self._hidden:
            part.hide()
        window.tabs.set_bare(True)
        self._was_maximised = window.isMaximized()
        self._escape.setEnabled(True)
        window.showFullScreen()
        window.say(HINT)
        self._mark()

    @Slot()
    def leave(self) -> None:
        """Bring back what was in sight."""
        window = self._window
        if not self.on:
            return
        self.on = False
        self._escape.setEnabled(False)
        window.tabs.set_bare(False)
        for part in self._hidden:
            part.show()
        self._hidden = []
        if self._was_maximised:
            window.showMaximized()
        else:
            window.showNormal()
        self._mark()

    def _mark(self) -> None:
        self._window.actions_by_id["full_screen"].setChecked(self.on)
