"""What menus and keys do around selections and highlights: the caret, going from one to the next, links, the legend."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog

from exoannotate.domain.records import Meaning
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.dialogs.legend import LegendDialog
from exoannotate.ui.dialogs.link import LinkDialog, safe
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.look import Look
from exoannotate.workspace import meanings

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow


class SelectingCommands(QObject):
    """Acts on the page in front. ``show`` opens a dialog; ``opener`` opens an address outside the program."""

    def __init__(self, window: MainWindow, bridge: Bridge, look: Look, show: Callable[[QDialog], None]) -> None:
        super().__init__(window)
        self._window, self._bridge, self._look, self._show = window, bridge, look, show
        self.opener: Callable[[QUrl], bool] = QDesktopServices.openUrl

    def attach(self, tabs: DocumentTabs) -> None:
        """Listen to the pages."""
        self._tabs = tabs
        tabs.caret_toggled.connect(self._show_caret)
        tabs.shown.connect(self._on_shown)
        tabs.address_wanted.connect(self.ask_address)
        tabs.legend_wanted.connect(self.legend)

    def caret_mode(self) -> None:
        """C: keys move a caret in the text, or scroll again."""
        tab = self._tabs.tab
        if tab is not None:
            tab.view.setFocus()
            tab.view.set_caret(not tab.view.caret_on)
        self._on_shown("")

    def next_highlight(self) -> None:
        self._step(1)

    def previous_highlight(self) -> None:
        self._step(-1)

    def _step(self, way: int) -> None:
        tab = self._tabs.tab
        if tab is not None:
            tab.view.step_highlight(way)

    @Slot(bool)
    def _show_caret(self, on: bool) -> None:
        self._window.actions_by_id["caret_mode"].setChecked(on)

    @Slot(str)
    def _on_shown(self, _document: str) -> None:
        tab = self._tabs.tab
        self._show_caret(tab is not None and tab.view.caret_on)

    # Links out of the document ---------------------------------------------------------------------------------

    @Slot(str)
    def ask_address(self, address: str) -> None:
        """Ask whether a link that leads out of the program is to be opened."""
        url = safe(address)
        if url is None:
            self._window.note("This link does not lead to the web or to a mailbox; it is not opened.")
            return
        dialog = LinkDialog(url, self._window)
        dialog.open_wanted.connect(self._on_open)
        self._show(dialog)

    @Slot(QUrl)
    def _on_open(self, url: QUrl) -> None:
        if not self.opener(url):
            self._window.note("The address could not be opened. Click the link again and copy it instead.")

    # Colours and meanings --------------------------------------------------------------------------------------

    @Slot()
    def legend(self) -> None:
        """Show what the colours mean, to rename and recolour them."""
        if self._bridge.path is None:
            self._window.note("Make or open a project first.")
            return
        dialog = LegendDialog(self._look, read_only=self._window.contents.read_only, parent=self._window)
        dialog.given.connect(self.set_meanings)
        self._show(dialog)

    @Slot(object)
    def set_meanings(self, wanted: tuple[Meaning, ...]) -> None:
        """Take over names, letters, colours and patterns as one edit."""
        self._bridge.do(
            lambda session: meanings.change(session, wanted),
            failed=lambda error: self._window.say(error.message, error.hint),
        )
