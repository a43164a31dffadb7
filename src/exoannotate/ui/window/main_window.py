"""The main window: builds docks and menus and passes on what happened; what is done stands in verbs and commands.

Decision (2026-11): the bare frame is painted first and furnished afterwards, so this module imports what stands in the
window only where it is made; of Qt too, where the first use of a class costs up to 30 ms (``Qt`` with its enums).
Everything at once cost six times the processor time of a bare window.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
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

    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui.contents import Overview, Touched
    from exoannotate.ui.icons import Icons

log = logging.getLogger(__name__)

ADD_SOME = "Add the PDFs you want to read, or drop them here."
OPEN_ONE = "Open a document from the list at the left."
KEEP_AFTER = 1_000
"""Milliseconds of quiet before drafts and open documents are written down."""


class MainWindow(Frame):
    """The window on one project."""

    def __init__(self, client: PdfClient | None, look: Look, icons: Icons | None = None) -> None:
        """Without a client it is a bare frame, which must be furnished before it is used."""
        super().__init__()
        self.look = look
        self._icons = icons
        self.furnished = False
        self._worn: Colours | None = None
        self._early = Early()
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

        self.icons = self._icons or Icons(self.look)
        self.contents = Contents()
        self.bridge = Bridge(self)
        self.bridge.opened.connect(self._on_opened)
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
        self.project_dock, self.record_dock, self.evidence_dock = docks.make(self, shown=self._early.expected)
        if self._early.expected:
            docks.arrange(self, self.all_docks(), None, known=self._arranged)
            # Dressed now; the whole window is once it is whole, because that takes its time.
            self.centre.setStyleSheet(self.look.style_sheet())
        self._early.begun = True
        if self._early.overview is not None:
            self._show_pages(self._early.overview)
        yield 0
        # The pages stand before the panes round them.
        while self._early.pages_awaited(self.tabs, len(self.contents.documents)):
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
        from exoannotate.ui.record.picker import RecordPicker
        from exoannotate.ui.window.status_line import StatusLine

        self.form = RecordForm(self.look, self.icons)
        self.picker = RecordPicker(self.tabs)
        self.verbs = Verbs(self.bridge, self.tabs, self.form, self.picker, self)
        yield 0
        self._make_centre()
        docks.fill(self.all_docks(), (self.project, self.form, self.evidence))
        docks.give_save_keys((self.tabs, self.project, self.evidence), self.form.try_save)
        docks.follow(self.all_docks(), self.actions_by_id)
        self._fill_menus()
        self.status = StatusLine(self.statusBar())
        self.saved_label, self.counts_label = self.status.saved_label, self.status.counts_label
        self.note_label = self.status.note_label
        self._panes_shown = True
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER)
        self._keep.timeout.connect(self._on_keep)
        self.commands.attach(self.tabs, self.form, self.evidence, self.project, self.verbs)
        self._connect()
        self.look.changed.connect(self._on_look_changed)

    def open_early(self, path: Path) -> None:
        """Have a project read while the window is being furnished, and its pages shown as soon as they can be."""
        self._early.expect()
        self.bridge.open(path, failed=lambda error: self.say(error.message, error.hint))

    def settle(self) -> None:
        """The window is furnished and dressed: put everything in its place and show what was read meanwhile."""
        from exoannotate.ui.window.docks import arrange

        self.centre.setStyleSheet("")
        self._on_look_changed()
        header = self.evidence.view.horizontalHeader()
        self._shown = arrange(self, self.all_docks(), header, known=self._arranged)
        self.furnished = True
        self._show_project_open(False)
        if self._early.overview is not None:
            self._on_opened(self._early.overview)
        for sentence, hint in self._early.unsaid:
            self.say(sentence, hint)
        for document, sentence in self._early.unasked:
            self.commands.ask_password(document, sentence)
        if self._early.closing:
            QTimer.singleShot(0, self.close)

    @Slot(str, str)
    def _on_password_wanted(self, document: str, sentence: str) -> None:
        if self.furnished:
            self.commands.ask_password(document, sentence)
        else:
            self._early.unasked.append((document, sentence))

    def _make_centre(self) -> None:
        from PySide6.QtCore import Qt

        from exoannotate.ui.window.notices import EmptyState, Toast
        from exoannotate.ui.window.welcome import WelcomePage

        self.welcome = WelcomePage(self.icons)
        self.toast = Toast(self.centre, self.icons)
        self.empty = EmptyState("file-text", ADD_SOME, "Add PDFs", self.icons)
        self.empty.setObjectName("centre_empty")
        self.empty.button.setProperty("role", "primary")
        self.empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (self.welcome, self.empty):
            self.centre.addWidget(page)

    def _fill_menus(self) -> None:
        from exoannotate.ui.commands import menus

        menus.fill(self.menus, self.actions_by_id, self.icons)
        # Actions of a menu bar that is hidden or native must still answer to their keys.
        self.addActions(list(self.actions_by_id.values()))

    def _connect(self) -> None:
        self.bridge.changed.connect(self._on_changed)
        self.bridge.saved.connect(self._on_saved)
        self.bridge.changed_elsewhere.connect(self._on_changed_elsewhere)
        self.verbs.notice.connect(self.note)
        self.tabs.notice.connect(self.note)
        self.verbs.undoable.connect(self._on_undoable)
        self.verbs.form_wanted.connect(self.record_dock.show)
        self.verbs.record_shown.connect(self._on_record_shown)
        self.tabs.shown.connect(self._on_document_shown)
        self.tabs.passage_clicked.connect(self.project.select_passage)
        self.tabs.passage_note_wanted.connect(self.commands.ask_note)
        self.tabs.moved.connect(self._keep.start)
        self.tabs.step_wanted.connect(self.commands.step)
        self.project.document_wanted.connect(self.tabs.open)
        self.project.jump_wanted.connect(self.verbs.jump_to_passage)
        self.project.recolour_wanted.connect(self.verbs.recolour)
        self.project.note_wanted.connect(self.commands.ask_note)
        self.project.delete_wanted.connect(self.verbs.delete_passage)
        self.project.add_wanted.connect(self.commands.add_pdfs)
        self.project.legend_wanted.connect(self.commands.selecting.legend)
        self.evidence.record_selected.connect(self.verbs.show_record)
        self.evidence.jump_wanted.connect(self.verbs.jump_to_record)
        self.evidence.review_wanted.connect(self.verbs.review)
        self.evidence.delete_wanted.connect(self.verbs.delete_record)
        self.evidence.export_wanted.connect(self.commands.export)
        self.form.drafts_changed.connect(self._keep.start)
        self.empty.wanted.connect(self.commands.add_pdfs)
        self.welcome.new_wanted.connect(self.commands.new_project)
        self.welcome.open_wanted.connect(self.commands.open_project)
        self.welcome.sample_wanted.connect(self.commands.open_sample)

    # What happened ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, overview: Overview) -> None:
        from exoannotate.ui.record import drafts

        if not self.furnished:
            self._early.overview = overview  # the project is read while the window is furnished
            if self._early.begun:
                self._show_pages(overview)
            return
        self._keep_now()
        path = overview.path
        paged = self._early.take_paged(overview)
        if not paged:
            self._take_contents(overview)
        left_behind = drafts.load(path)
        self.form.set_contents(self.contents, left_behind)
        self.verbs.set_contents(self.contents)
        self.evidence.filter.clear()
        self.evidence.model.set_rows(self.contents.rows.values())
        self.project.show_document("")
        self.project.show_contents(self.contents)
        read_only = "  (read only)" if overview.read_only else ""
        self.setWindowTitle(f"{Path(path).stem}{read_only} – exoannotate")
        self.saved_label.setText("open for reading only" if overview.read_only else "everything is saved")
        self.note_label.clear()
        self._show_project_open(True)
        self.commands.project_opened(path)
        if not paged:
            self._restore_documents(path)
        elif self.tabs.tab is not None:
            self._on_document_shown(self.tabs.tab.document.id)
        if left_behind:
            self.form.continue_draft()
            self.record_dock.show()
            self.note("The half-filled record is back; it is not saved yet.")

    def _take_contents(self, overview: Overview) -> None:
        from exoannotate.ui.contents import Contents

        self.contents = Contents.of(overview)
        if overview.meanings != self.look.meanings:
            self.look.set_meanings(overview.meanings)
        self.tabs.set_contents(self.contents)

    def _show_pages(self, overview: Overview) -> None:
        """The documents that were open, before there are panes beside them."""
        self._early.paged = overview
        self._take_contents(overview)
        self.centre.setCurrentWidget(self.tabs)
        self._restore_documents(overview.path)

    def _restore_documents(self, path: str) -> None:
        from exoannotate.ui.documents.reopening import bring_back_documents

        before = bring_back_documents(path, self.tabs, self.contents.documents)
        if not before and self.contents.documents:
            self.tabs.open(next(iter(self.contents.documents)))

    @Slot(object)
    def _on_changed(self, touched: Touched) -> None:
        self.contents.patch(touched)
        if touched.meanings:
            self.look.set_meanings(touched.meanings)
        self.toast.forget_act()
        for passage, now in touched.passages.items():
            if now is None:
                self.form.passage_gone(passage)
            else:
                self.form.passage_changed(passage)
        if touched.used:
            self.form.set_completions()
        self.evidence.patch(touched.rows)
        self.project.show_contents(self.contents)
        if touched.documents:
            self.tabs.renew_documents()
        if touched.passages:
            for tab in self.tabs.tabs():
                self.tabs.show_passages(tab.document.id)
        shown = self.form.record
        if shown in touched.rows:
            if touched.rows[shown] is None:
                self.form.show_nothing()
            else:
                self.verbs.show_record(shown)
        self._show_counts()
        self._show_empty()
        self.commands.enable()

    @Slot(str)
    def _on_saved(self, at: str) -> None:
        self.saved_label.setText(f"saved {at}")

    @Slot(str)
    def _on_changed_elsewhere(self, label: str) -> None:
        self.note(f"Changed by another program: {label}.")

    @Slot(str)
    def _on_undoable(self, sentence: str) -> None:
        self.say(sentence, button="Undo", act=self.commands.undo)

    @Slot(str)
    def _on_record_shown(self, record: str) -> None:
        self.evidence.select_record(record)
        self.commands.enable()

    @Slot(str)
    def _on_document_shown(self, document: str) -> None:
        self.project.show_document(document)
        self.project.show_tab(self.tabs.tab)
        self.centre.setCurrentWidget(self.tabs if self.tabs.count() else self.empty)
        self._show_empty()
        self.commands.enable()
        self._keep.start()

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
    def say(self, sentence: str, hint: str = "", *, button: str = "", act: object = None) -> None:
        """Say something in a toast; with a button that does something about it."""
        if not self.furnished:
            self._early.unsaid.append((sentence, hint))
            return
        self.toast.say(sentence, hint, button=button, act=act if callable(act) else None)

    @Slot(str)
    def note(self, sentence: str) -> None:
        """Say something in passing, in the status line."""
        self.status.note(sentence)

    def _show_counts(self) -> None:
        from exoannotate.ui.project.lists import counts_text

        documents = len(self.contents.documents)
        text = counts_text(len(self.contents.passages), len(self.contents.rows))
        self.counts_label.setText(f"{documents} document{'' if documents == 1 else 's'}, {text}")

    def all_docks(self) -> list[QDockWidget]:
        """The panes round the documents."""
        return [self.project_dock, self.record_dock, self.evidence_dock]

    def _show_empty(self) -> None:
        some = bool(self.contents.documents)
        self.empty.sentence.setText(OPEN_ONE if some else ADD_SOME)
        self.empty.button.setVisible(not some)

    def _show_project_open(self, is_open: bool) -> None:
        # Panes come back as they were left, but none stands beside the welcome page.
        for dock in self.all_docks() if is_open != self._panes_shown else []:
            dock.setVisible(is_open and dock in self._shown)
        self._panes_shown = is_open
        self.counts_label.setVisible(is_open)
        if is_open:
            self.centre.setCurrentWidget(self.tabs if self.tabs.count() else self.empty)
            self._show_empty()
            self._show_counts()
        else:
            self.centre.setCurrentWidget(self.welcome)
        self.commands.enable()

    # Leaving and coming back -------------------------------------------------------------------------------------

    @Slot()
    def _on_keep(self) -> None:
        from exoannotate.ui.record import drafts

        self._keep_documents()
        path, kept = self.contents.path, self.form.drafts()
        if path:
            self.jobs.run(lambda: drafts.keep(path, kept), done=lambda _: None)

    def _keep_now(self) -> None:
        """Write down what is half done, before the project or the window goes."""
        from exoannotate.ui.record import drafts

        self._keep.stop()
        if self.contents.path:
            self._keep_documents()
            drafts.keep(self.contents.path, self.form.drafts())

    def _keep_documents(self) -> None:
        from exoannotate.ui.documents.reopening import keep_documents

        keep_documents(self.contents.path, self.tabs)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.furnished:
            event.ignore()  # half of what must be ended is not there yet; it closes as soon as it is
            self._early.closing = True
            return
        self.form.commit_pending()
        self.commands.pages.full.leave()
        self._keep_now()
        self._show_project_open(True)
        window_state.save_window(self)
        window_state.save_value("dark", self.look.dark)
        window_state.save_value("evidence_header", self.evidence.view.horizontalHeader().saveState())
        window_state.save_value("project_sections", self.project.sections.state())
        self.commands.stop()
        # Out of sight at once: a PDF that is being read for the project can take its time to end.
        self.hide()
        self.bridge.close()
        self.tabs.close_all()
        self._keep.stop()  # what moved while everything was put away is nothing to keep
        self.jobs.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.furnished and self.commands.droppable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.commands.drop(event.mimeData())
