"""What menus and keys do to the pages as a whole: turn them, pair them, move them, split and fill the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from exoannotate.ui.commands.dropping import Dropping
from exoannotate.ui.window import window_state
from exoannotate.ui.window.full_screen import FullScreen

if TYPE_CHECKING:
    from exoannotate.ui.documents.tabs import DocumentTabs
    from exoannotate.ui.page.view import DocumentView
    from exoannotate.ui.window.main_window import MainWindow

NOTHING_TO_MOVE = "Only one document is open: open another one, or show this one twice with “Split view”."


class PagesCommands(QObject):
    """One method for each entry of ACTIONS; check marks follow the document that is in use."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def attach(self, tabs: DocumentTabs) -> None:
        """Take the documents, which need the actions before they can be made."""
        self._tabs = tabs
        self.full = FullScreen(self._window)
        self._dropping = Dropping(self._window, self._window.commands.droppable, self._window.commands.drop)
        self._hand = window_state.load_value("hand") in (True, "true")
        tabs.set_hand(self._hand)
        tabs.shown.connect(self.show_marks)
        tabs.split_changed.connect(self.show_marks)
        tabs.arrangement_changed.connect(self.show_marks)
        sizes = window_state.load_value("split")
        if sizes is not None:
            tabs.splitter.restoreState(sizes)
        tabs.splitter.splitterMoved.connect(self._on_split_moved)
        self.show_marks()

    @property
    def _view(self) -> DocumentView | None:
        tab = self._tabs.tab
        return tab.view if tab is not None else None

    def rotate_right(self) -> None:
        """Turn the pages a quarter clockwise."""
        if self._view is not None:
            self._view.rotate(1)

    def rotate_left(self) -> None:
        """Turn the pages a quarter back."""
        if self._view is not None:
            self._view.rotate(-1)

    def two_pages(self) -> None:
        """Lay two pages beside one another, or one below the other."""
        if self._view is not None:
            self._view.set_spread(not self._view.viewport.spread, self._view.viewport.alone)
        self.show_marks()

    def first_page_alone(self) -> None:
        """In pairs, let the first page stand by itself, so that odd pages stand right; or not."""
        if self._view is not None:
            self._view.set_spread(self._view.viewport.spread, not self._view.viewport.alone)
        self.show_marks()

    def hand_tool(self) -> None:
        """Let the left button move pages, or select again."""
        self._hand = not self._hand
        self._tabs.set_hand(self._hand)
        window_state.save_value("hand", self._hand)
        self.show_marks()

    def split_view(self) -> None:
        """Show the document on two sides, or make the two sides one."""
        self._tabs.split_view()
        self.show_marks()

    def move_over(self) -> None:
        """Move the document to the other side."""
        if not self._tabs.move_over():
            self._window.note(NOTHING_TO_MOVE)

    def full_screen(self) -> None:
        """Show pages only, or everything again."""
        self.full.toggle()

    @Slot()
    def show_marks(self) -> None:
        """Set the check marks of the menu."""
        actions, view = self._window.actions_by_id, self._view
        actions["two_pages"].setChecked(view is not None and view.viewport.spread)
        actions["first_page_alone"].setChecked(view is None or view.viewport.alone)
        actions["hand_tool"].setChecked(self._hand)
        actions["split_view"].setChecked(self._tabs.split)
        actions["full_screen"].setChecked(self.full.on)

    @Slot(int, int)
    def _on_split_moved(self, _at: int, _handle: int) -> None:
        window_state.save_value("split", self._tabs.splitter.saveState())
