"""What menus and keys do to find something in the document that is shown. One method for each entry of ACTIONS."""

from __future__ import annotations

from PySide6.QtCore import Qt

from exoannotate.ui.commands.group import Group


class SearchCommands(Group):
    """Find, next, previous; and the parts of the left pane that show what a document holds."""

    def find(self) -> None:
        """Open the find bar, with what is selected in it."""
        if self.window.tabs.tab is not None:
            self.window.tabs.tab.finder.open()

    def find_next(self) -> None:
        """Go to the next hit, also when the bar is closed."""
        if self.window.tabs.tab is not None:
            self.window.tabs.tab.finder.step(1)

    def find_previous(self) -> None:
        """Go to the hit before."""
        if self.window.tabs.tab is not None:
            self.window.tabs.tab.finder.step(-1)

    def show_outline(self) -> None:
        """Unfold the outline and give it the focus."""
        self._show_section("outline")

    def show_thumbnails(self) -> None:
        """Unfold the thumbnails and give them the focus."""
        self._show_section("thumbnails")

    def _show_section(self, name: str) -> None:
        self.window.project_dock.show()
        self.window.project.sections.reveal(name)
        self.window.project.sections.body_of(name).setFocus(Qt.FocusReason.ShortcutFocusReason)
