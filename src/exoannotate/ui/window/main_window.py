"""The main window: builds docks and menus and passes on what happened; what is done stands in verbs and commands.

Decision (2026-11): the bare frame is painted first and furnished afterwards, so this module imports what stands in the
window only where it is made; of Qt too, where the first use of a class costs up to 30 ms (``Qt`` with its enums).
Everything at once cost six times the processor time of a bare window.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from exoannotate.ui.look import Colours, Look
from exoannotate.ui.window import window_state
from exoannotate.ui.window.early import Early
from exoannotate.ui.window.frame import Frame

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QDockWidget

    from exoannotate.domain.errors import ExoError
    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui.icons import Icons

log = logging.getLogger(__name__)


class MainWindow(Frame):
    """The window on one project."""

    def __init__(self, client: PdfClient | None, look: Look, icons: Icons | None = None) -> None:
        """Without a client it is a bare frame, which must be furnished before it is used."""
        super().__init__()
        self.look = look
        self._icons = icons
        self.furnished = False
        self._worn: Colours | None = None
        self.early = Early()
        self._arranged = window_state.restore_place(self)
        if client is not None:
            for _ in self.furnish(client):
                pass
            self.settle()

    # Building --------------------------------------------------------------------------------------------------

    def furnish(self, client: PdfClient) -> Iterator[int]:
        """Make everything that stands in the window, in steps between which it may be painted. Yields the milliseconds
        until the next step."""
        from exoannotate.ui.bridge import Bridge
        from exoannotate.ui.contents import Contents
        from exoannotate.ui.icons import Icons
        from exoannotate.ui.jobs import Jobs
        from exoannotate.ui.window.showing import Showing

        self.icons = self._icons or Icons(self.look)
        self.client = client
        self.contents = Contents()
        self.bridge = Bridge(self)
        self.showing = Showing(self)
        self.bridge.opened.connect(self.showing.on_opened)
        self.jobs = Jobs(parent=self)
        yield 0
        from PySide6.QtWidgets import QStackedWidget

        from exoannotate.ui.commands import actions

        # What they do comes later: to import that takes longer than anything else here.
        acts: dict[str, Callable[[], object]] = {}
        self.centre = QStackedWidget()
        self.actions_by_id = actions.make(self.icons, actions.late(acts), self)
        yield 0
        from exoannotate.ui.documents.tabs import DocumentTabs
        from exoannotate.ui.window import docks

        self.tabs = DocumentTabs(self.bridge, client, self.jobs, self.look, self.icons, self.actions_by_id)
        for source in (self.bridge, self.tabs):
            source.refused.connect(self.say)
        self.tabs.password_wanted.connect(self._on_password_wanted)
        self.centre.addWidget(self.tabs)
        self.setCentralWidget(self.centre)
        self.project_dock, self.record_dock, self.evidence_dock = docks.make(self, shown=self.early.expected)
        if self.early.expected:
            docks.arrange(self, self.all_docks(), known=self._arranged)
            # Dressed now; the whole window is once it is whole, because that takes its time.
            self.centre.setStyleSheet(self.look.style_sheet())
        self.early.begun = True
        if self.early.overview is not None:
            self.showing.show_pages(self.early.overview)
        yield 0
        # The pages stand before the panes round them.
        while self.early.pages_awaited(self.tabs, len(self.contents.documents)):
            yield 2
        from exoannotate.ui.commands.general import Commands

        self.commands = Commands(self, self.bridge, client, self.jobs, self.look)
        acts |= self.commands.acts()
        yield 0
        from exoannotate.ui.evidence.pane import EvidencePane
        from exoannotate.ui.project.pane import ProjectPane

        self.evidence = EvidencePane(self.look, self.icons)
        self.project = ProjectPane(self.look, self.icons, client, self.jobs)
        yield 0
        from exoannotate.ui.commands.verbs import Verbs
        from exoannotate.ui.record.form import RecordForm
        from exoannotate.ui.record.pane import RecordPane
        from exoannotate.ui.record.picker import RecordPicker
        from exoannotate.ui.window.connecting import connect
        from exoannotate.ui.window.keeping import Keeping
        from exoannotate.ui.window.status_line import StatusLine

        self.form = RecordForm(self.look, self.icons)
        self.record_pane = RecordPane(self.form, self.look)
        self.picker = RecordPicker(self.tabs, self.look, self.jobs)
        self.verbs = Verbs(self.bridge, self.tabs, self.form, self.picker, self)
        yield 0
        self._make_centre()
        docks.fill(self.all_docks(), (self.project, self.record_pane, self.evidence))
        docks.give_save_keys((self.tabs, self.project, self.evidence), self.form.try_save)
        docks.follow(self.all_docks(), self.actions_by_id)
        self._fill_menus()
        self.status = StatusLine(self.statusBar())
        self.saved_label, self.counts_label = self.status.saved_label, self.status.counts_label
        self.note_label = self.status.note_label
        self.keeping = Keeping(self)
        self.commands.attach(self.tabs, self.form, self.evidence, self.project, self.verbs)
        connect(self)
        self.look.changed.connect(self._on_look_changed)

    def open_early(self, path: Path) -> None:
        """Have a project read while the window is being furnished, and its pages shown as soon as they can be."""
        self.early.expect()
        self.bridge.open(path, failed=partial(self._on_refused, path))

    def _on_refused(self, path: Path, error: ExoError) -> None:
        if self.furnished:
            from exoannotate.ui.commands.backups import BackupCommands

            self.commands.part(BackupCommands).open_failed(path, error)
        else:
            self.early.refused.append((path, error))

    def settle(self) -> None:
        """The window is furnished and dressed: put everything in its place and show what was read meanwhile."""
        from exoannotate.ui.reading_order import put_in_reading_order
        from exoannotate.ui.window.docks import arrange

        self.centre.setStyleSheet("")
        self._on_look_changed()
        self.showing.docks = arrange(self, self.all_docks(), known=self._arranged)
        put_in_reading_order(self)
        self.furnished = True
        self.showing.show_project_open(False)
        if self.early.overview is not None:
            self.showing.on_opened(self.early.overview)
        for sentence, hint in self.early.unsaid:
            self.say(sentence, hint)
        for path, error in self.early.refused:
            self._on_refused(path, error)
        for document, sentence in self.early.unasked:
            self.commands.adding.ask_password(document, sentence)
        if self.early.closing:
            QTimer.singleShot(0, self.close)

    @Slot(str, str)
    def _on_password_wanted(self, document: str, sentence: str) -> None:
        if self.furnished:
            self.commands.adding.ask_password(document, sentence)
        else:
            self.early.unasked.append((document, sentence))

    def _make_centre(self) -> None:
        from PySide6.QtCore import Qt

        from exoannotate.ui.window.notices import EmptyState, Toast
        from exoannotate.ui.window.showing import ADD_SOME
        from exoannotate.ui.window.welcome import WelcomePage

        self.welcome = WelcomePage(self.icons)
        self.toast = Toast(self.centre, self.icons)
        self.empty = EmptyState("file-text", ADD_SOME, "Add PDFs", self.icons)
        self.empty.setObjectName("centre_empty")
        self.empty.button.setProperty("role", "primary")
        self.empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (self.welcome, self.empty):
            self.centre.addWidget(page)
        self.centre.currentChanged.connect(self.toast.stay_above)  # a stack raises the page it turns to

    def _fill_menus(self) -> None:
        from exoannotate.ui.commands import menus

        menus.fill(self.menus, self.actions_by_id, self.icons)
        # Actions of a menu bar that is hidden or native must still answer to their keys.
        self.addActions(list(self.actions_by_id.values()))

    # What it looks like -------------------------------------------------------------------------------------------

    @Slot()
    def _on_look_changed(self) -> None:
        if self._worn == self.look.colours:
            return
        self._worn = self.look.colours
        from exoannotate.ui.commands import actions
        from exoannotate.ui.theme import renew_icons

        for id in actions.ON_TOOL_BARS:
            self.actions_by_id[id].setIcon(self.icons.icon(actions.action(id).icon))
        renew_icons(self, self.icons)

    # Saying things ---------------------------------------------------------------------------------------------

    @Slot(str, str)
    def say(self, sentence: str, hint: str = "", *, button: str = "", act: object = None, stays: bool = False) -> None:
        """Say something in a toast; with a button that does something about it. ``stays``: until it is closed."""
        if not self.furnished:
            self.early.unsaid.append((sentence, hint))
            return
        self.toast.say(sentence, hint, button=button, act=act if callable(act) else None, stays=stays)

    @Slot(str)
    def note(self, sentence: str) -> None:
        """Say something in passing, in the status line."""
        self.status.note(sentence)

    def all_docks(self) -> list[QDockWidget]:
        """The panes round the documents."""
        return [self.project_dock, self.record_dock, self.evidence_dock]

    # Leaving and coming back -------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.furnished:
            event.ignore()  # half of what must be ended is not there yet; it closes as soon as it is
            self.early.closing = True
            return
        self.form.commit_pending()
        self.commands.pages.full.leave()
        self.keeping.now()
        self.showing.show_project_open(True)
        window_state.save_window(self)
        window_state.save_value("dark", self.look.dark)
        window_state.save_value("project_sections", self.project.sections.state())
        self.commands.stop()
        # Out of sight at once: a PDF that is being read for the project can take its time to end.
        self.hide()
        self.bridge.close()
        self.tabs.close_all()
        self.keeping.stop()  # what moved while everything was put away is nothing to keep
        self.jobs.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.furnished and self.commands.droppable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.commands.drop(event.mimeData())
