"""What menus and keys do to find something in the document that is shown. One method for each entry of ACTIONS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow


class SearchCommands(QObject):
    """Find, next, previous; and the parts of the left pane that show what a document holds."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def find(self) -> None:
        """Open the find bar, with what is selected in it."""
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.finder.open()

    def find_next(self) -> None:
        """Go to the next hit, also when the bar is closed."""
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.finder.step(1)

    def find_previous(self) -> None:
        """Go to the hit before."""
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.finder.step(-1)

    def show_outline(self) -> None:
        """Unfold the outline and give it the focus."""
        self._show_section("outline")

    def show_thumbnails(self) -> None:
        """Unfold the thumbnails and give them the focus."""
        self._show_section("thumbnails")

    def _show_section(self, name: str) -> None:
        self._window.project_dock.show()
        self._window.project.sections.reveal(name)
        self._window.project.sections.body_of(name).setFocus(Qt.FocusReason.ShortcutFocusReason)
