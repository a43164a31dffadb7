"""What menus and keys do to find something, in the document that is shown or everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot

from exoannotate.ui.commands.group import Group

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.search.everywhere import Everywhere
    from exoannotate.ui.search.rows import Scope
    from exoannotate.ui.search.walk import Walk
    from exoannotate.ui.window.main_window import MainWindow

CORNER_AFTER = 250
"""Milliseconds after which the field in the top line is made: the window is to stand first."""
SELECTED = 80
"""A longer selection is not what somebody wants to find in all documents."""


class SearchCommands(Group):
    """Find, next, previous, search everything; and the parts of the left pane that show what a document holds."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._everywhere: Everywhere | None = None
        self._walk: Walk | None = None

    def attach(self) -> None:
        QTimer.singleShot(CORNER_AFTER, self, self._put_corner)

    def project_opened(self, path: str) -> None:
        if self._everywhere is not None:
            self._everywhere.project_opened()

    def changed(self, touched: Touched) -> None:
        if self._everywhere is not None:
            self._everywhere.changed()

    def stop(self) -> None:
        if self._everywhere is not None:
            self._everywhere.stop()

    @property
    def everywhere(self) -> Everywhere:
        """The search over everything, made when it is first wanted."""
        if self._everywhere is None:
            from exoannotate.ui.search.everywhere import Everywhere
            from exoannotate.ui.search.walk import Walk

            self._walk = Walk(self.window)
            self._everywhere = Everywhere(self.window, self._walk)
        return self._everywhere

    def search_everything(self) -> None:
        """Open the search for commands, documents, records, quotes, notes and text."""
        self._search("everything")

    def search_documents(self) -> None:
        """Open the search for the text of all documents."""
        self._search("documents")

    def _search(self, scope: Scope) -> None:
        tab = self.window.tabs.tab
        selected = " ".join(tab.view.quote().split()) if tab is not None and tab.view.selection else ""
        text = selected if selected and len(selected) <= SELECTED and scope == "documents" else None
        self.everywhere.open(scope, text)

    @Slot()
    def _put_corner(self) -> None:
        from exoannotate.ui.search import corner

        action = self.window.actions_by_id["search_everything"]
        field = corner.put(self.window, self.window.icons, action.shortcut().toString())
        field.clicked.connect(self.search_everything)

    def find(self) -> None:
        """Open the find bar, with what is selected in it."""
        if self.window.tabs.tab is not None:
            self.window.tabs.tab.finder.open()

    def find_next(self) -> None:
        """Go to the next hit, also when the bar is closed; over all documents when these were searched."""
        if self._walk is not None and self._walk.goes_on:
            self._walk.step(1)
        elif self.window.tabs.tab is not None:
            self.window.tabs.tab.finder.step(1)

    def find_previous(self) -> None:
        """Go to the hit before."""
        if self._walk is not None and self._walk.goes_on:
            self._walk.step(-1)
        elif self.window.tabs.tab is not None:
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
