"""The main window: builds docks and menus and passes on what happened; what is done stands in verbs and commands."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QStackedWidget, QWidget

from exoannotate.pdf.client import PdfClient
from exoannotate.ui import actions, drafts, window_state
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.commands import Commands
from exoannotate.ui.contents import Contents, Overview, Touched
from exoannotate.ui.evidence_pane import EvidencePane
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import PANE_LEAST, PANE_MOST, Colours, Look, M
from exoannotate.ui.notices import ElidedLabel, EmptyState, Toast
from exoannotate.ui.project_lists import counts_text
from exoannotate.ui.project_pane import ProjectPane
from exoannotate.ui.record_form import RecordForm
from exoannotate.ui.record_picker import RecordPicker
from exoannotate.ui.tabs import DocumentTabs
from exoannotate.ui.theme import renew_icons, sheet
from exoannotate.ui.verbs import Verbs
from exoannotate.ui.welcome import WelcomePage
from exoannotate.ui.window_state import OpenDocument

log = logging.getLogger(__name__)

MENUS: tuple[actions.Menu, ...] = ("File", "Edit", "View", "Evidence", "Help")
ADD_SOME = "Add the PDFs you want to read, or drop them here."
OPEN_ONE = "Open a document from the list at the left."
NOTE_TIME = 6_000
"""Milliseconds a word in the status line stays."""
EVIDENCE_HEIGHT = 232
"""Pixels of the evidence table at first: its head and five rows."""
KEEP_AFTER = 1_000
"""Milliseconds of quiet before drafts and open documents are written down."""


class MainWindow(QMainWindow):
    """The window on one project."""

    def __init__(self, client: PdfClient, look: Look, icons: Icons) -> None:
        super().__init__()
        self.setWindowTitle("exoannotate")
        self.setAcceptDrops(True)
        self.look, self.icons = look, icons
        self.contents = Contents()
        self._worn: Colours | None = None
        self.bridge = Bridge(self)
        self.jobs = Jobs(parent=self)
        self.centre = QStackedWidget()
        self.actions_by_id: dict[str, QAction] = {}
        self.commands = Commands(self, self.bridge, client, self.jobs, look)
        self.actions_by_id = actions.make(icons, self.commands.acts(), self)
        self.tabs = DocumentTabs(self.bridge, client, self.jobs, look, icons, self.actions_by_id)
        self.form = RecordForm(look, icons)
        self.picker = RecordPicker(self.tabs)
        self.evidence = EvidencePane(look, icons)
        self.project = ProjectPane(look, icons)
        self.verbs = Verbs(self.bridge, self.tabs, self.form, self.picker, self)
        self.welcome = WelcomePage(icons)
        self.toast = Toast(self.centre, icons)
        self._make_centre()
        self._make_docks()
        self._make_menus()
        self._make_status_bar()
        self._panes_shown = True
        self._keep = QTimer(self)
        self._keep.setSingleShot(True)
        self._keep.setInterval(KEEP_AFTER)
        self._keep.timeout.connect(self._on_keep)
        self.commands.attach(self.tabs, self.form, self.evidence, self.project, self.verbs)
        self._connect()
        look.changed.connect(self._on_look_changed)
        self._on_look_changed()
        self._arranged = window_state.restore_window(self)
        # The record has the whole height: all that counts, its quote and its study stand in sight without scrolling.
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
        if not self._arranged:
            self.resizeDocks(
                [self.project_dock, self.record_dock], [PANE_LEAST, PANE_MOST + 8], Qt.Orientation.Horizontal
            )
            self.resizeDocks([self.evidence_dock], [EVIDENCE_HEIGHT], Qt.Orientation.Vertical)
        header = window_state.load_value("evidence_header")
        if isinstance(header, QByteArray):
            self.evidence.view.horizontalHeader().restoreState(header)
        self._shown = [dock for dock in self._docks() if not dock.isHidden()] if self._arranged else self._docks()
        self._show_project_open(False)

    # Building --------------------------------------------------------------------------------------------------

    def _make_centre(self) -> None:
        self.empty = EmptyState("file-text", ADD_SOME, "Add PDFs", self.icons)
        self.empty.setObjectName("centre_empty")
        self.empty.button.setProperty("role", "primary")
        self.empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        for page in (self.welcome, self.empty, self.tabs):
            self.centre.addWidget(page)
        self.setCentralWidget(self.centre)

    def _make_docks(self) -> None:
        left, right, bottom = (
            Qt.DockWidgetArea.LeftDockWidgetArea,
            Qt.DockWidgetArea.RightDockWidgetArea,
            Qt.DockWidgetArea.BottomDockWidgetArea,
        )
        self.project_dock = self._dock("Project", "project_pane", self.project, left)
        self.record_dock = self._dock("Record", "record_pane", self.form, right)
        self.evidence_dock = self._dock("Evidence", "evidence_pane", self.evidence, bottom)
        for id, dock in (
            ("toggle_project", self.project_dock),
            ("toggle_record", self.record_dock),
            ("toggle_evidence", self.evidence_dock),
        ):
            dock.visibilityChanged.connect(self.actions_by_id[id].setChecked)

    def _dock(self, title: str, name: str, pane: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"{name}_dock")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        pane.setObjectName(name)
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dock.setTitleBarWidget(QWidget())  # a pane has a title line of its own and no frame
        dock.setWidget(pane)
        self.addDockWidget(area, dock)
        return dock

    def _make_menus(self) -> None:
        for title in MENUS:
            menu = self.menuBar().addMenu(f"&{title}")
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(partial(self._draw_icons, title))
            for entry in actions.ACTIONS:
                if entry.menu == title:
                    if entry.rule:
                        menu.addSeparator()
                    menu.addAction(self.actions_by_id[entry.id])
        # Actions of a menu bar that is hidden or native must still answer to their keys.
        self.addActions(list(self.actions_by_id.values()))

    def _make_status_bar(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        self.saved_label = QLabel("")
        self.saved_label.setObjectName("saved")
        self.saved_label.setContentsMargins(M, 0, M, 0)
        self.counts_label = QLabel("")
        self.counts_label.setContentsMargins(M, 0, M, 0)
        # Not the status bar's own message, which was painted over the label beside it.
        self.note_label = ElidedLabel("")
        self.note_label.setObjectName("note")
        self._note_time = QTimer(self)
        self._note_time.setSingleShot(True)
        self._note_time.setInterval(NOTE_TIME)
        self._note_time.timeout.connect(self.note_label.clear)
        for label in (self.saved_label, self.counts_label):
            label.setProperty("role", "muted")
        bar.addWidget(self.saved_label)
        bar.addWidget(self.note_label, 1)
        bar.addPermanentWidget(self.counts_label)

    def _connect(self) -> None:
        self.bridge.opened.connect(self._on_opened)
        self.bridge.changed.connect(self._on_changed)
        self.bridge.saved.connect(self._on_saved)
        self.bridge.changed_elsewhere.connect(self._on_changed_elsewhere)
        for source in (self.bridge, self.tabs):
            source.refused.connect(self.say)
        self.verbs.notice.connect(self.note)
        self.tabs.notice.connect(self.note)
        self.verbs.undoable.connect(self._on_undoable)
        self.verbs.form_wanted.connect(self.record_dock.show)
        self.verbs.record_shown.connect(self._on_record_shown)
        self.tabs.shown.connect(self._on_document_shown)
        self.tabs.passage_clicked.connect(self.project.select_passage)
        self.tabs.moved.connect(self._keep.start)
        self.tabs.step_wanted.connect(self.commands.step)
        self.tabs.password_wanted.connect(self.commands.ask_password)
        self.project.document_wanted.connect(self.tabs.open)
        self.project.jump_wanted.connect(self.verbs.jump_to_passage)
        self.project.recolour_wanted.connect(self.verbs.recolour)
        self.project.note_wanted.connect(self.commands.ask_note)
        self.project.delete_wanted.connect(self.verbs.delete_passage)
        self.project.add_wanted.connect(self.commands.add_pdfs)
        self.evidence.record_selected.connect(self.verbs.show_record)
        self.evidence.jump_wanted.connect(self.verbs.jump_to_record)
        self.evidence.review_wanted.connect(self.verbs.review)
        self.evidence.delete_wanted.connect(self.verbs.delete_record)
        self.evidence.export_wanted.connect(self.commands.export)
        self.form.drafts_changed.connect(self._keep.start)
        # The form has these keys itself; elsewhere they save the record in it just as well.
        for pane in (self.tabs, self.project, self.evidence):
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                saving = QShortcut(QKeySequence(keys), pane)
                saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                saving.activated.connect(self.form.try_save)
        self.empty.wanted.connect(self.commands.add_pdfs)
        self.welcome.new_wanted.connect(self.commands.new_project)
        self.welcome.open_wanted.connect(self.commands.open_project)
        self.welcome.sample_wanted.connect(self.commands.open_sample)
        self.welcome.recent_wanted.connect(self.commands.open_recent)

    # What happened ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, overview: Overview) -> None:
        self._keep_now()
        path = overview.path
        self.contents = Contents.of(overview)
        if overview.meanings != self.look.meanings:
            self.look.set_meanings(overview.meanings)
        self.tabs.set_contents(self.contents)
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
        self._restore_documents(path)
        if left_behind:
            self.form.continue_draft()
            self.record_dock.show()
            self.note("The half-filled record is back; it is not saved yet.")

    def _restore_documents(self, path: str) -> None:
        opened, current = window_state.load_documents(path)
        known = [one for one in opened if one.document in self.contents.documents]
        for one in known:
            self.tabs.open(one.document, state=one.state, quietly=one.document != current)
        if not opened and self.contents.documents:
            self.tabs.open(next(iter(self.contents.documents)))

    @Slot(object)
    def _on_changed(self, touched: Touched) -> None:
        self.contents.patch(touched)
        self.toast.forget_act()
        for passage, now in touched.passages.items():
            if now is None:
                self.form.passage_gone(passage)
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
        self.centre.setCurrentWidget(self.tabs if self.tabs.count() else self.empty)
        self._show_empty()
        self.commands.enable()
        self._keep.start()

    @Slot()
    def _on_look_changed(self) -> None:
        if self._worn == self.look.colours:
            return
        self._worn = self.look.colours
        self.setStyleSheet(sheet(self.look))
        for id in actions.ON_TOOL_BARS:
            self.actions_by_id[id].setIcon(self.icons.icon(actions.action(id).icon))
        renew_icons(self, self.icons)

    def _draw_icons(self, menu: actions.Menu) -> None:
        """Draw the icons of a menu that opens, in the colours of now."""
        for entry in actions.ACTIONS:
            if entry.menu == menu and entry.icon:
                self.actions_by_id[entry.id].setIcon(self.icons.icon(entry.icon))

    # Saying things ---------------------------------------------------------------------------------------------

    @Slot(str, str)
    def say(self, sentence: str, hint: str = "", *, button: str = "", act: object = None) -> None:
        """Say something in a toast; with a button that does something about it."""
        self.toast.say(sentence, hint, button=button, act=act if callable(act) else None)

    @Slot(str)
    def note(self, sentence: str) -> None:
        """Say something in passing, in the status line."""
        self.note_label.setText(sentence)
        self._note_time.start()

    def _show_counts(self) -> None:
        documents = len(self.contents.documents)
        text = counts_text(len(self.contents.passages), len(self.contents.rows))
        self.counts_label.setText(f"{documents} document{'' if documents == 1 else 's'}, {text}")

    def _docks(self) -> list[QDockWidget]:
        return [self.project_dock, self.record_dock, self.evidence_dock]

    def _show_empty(self) -> None:
        some = bool(self.contents.documents)
        self.empty.sentence.setText(OPEN_ONE if some else ADD_SOME)
        self.empty.button.setVisible(not some)

    def _show_project_open(self, is_open: bool) -> None:
        # Panes come back as they were left, but none stands beside the welcome page.
        for dock in self._docks() if is_open != self._panes_shown else []:
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
        self._keep_documents()
        path, kept = self.contents.path, self.form.drafts()
        if path:
            self.jobs.run(lambda: drafts.keep(path, kept), done=lambda _: None)

    def _keep_now(self) -> None:
        """Write down what is half done, before the project or the window goes."""
        self._keep.stop()
        if self.contents.path:
            self._keep_documents()
            drafts.keep(self.contents.path, self.form.drafts())

    def _keep_documents(self) -> None:
        if self.contents.path and not self.tabs.opening:
            opened = tuple(OpenDocument(tab.document.id, tab.view.state()) for tab in self.tabs.tabs())
            tab = self.tabs.tab
            window_state.save_documents(self.contents.path, opened, tab.document.id if tab else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        self.form.commit_pending()
        self._keep_now()
        self._show_project_open(True)
        window_state.save_window(self)
        window_state.save_value("evidence_header", self.evidence.view.horizontalHeader().saveState())
        self.commands.stop()
        # Out of sight at once: a PDF that is being read for the project can take its time to end.
        self.hide()
        self.bridge.close()
        self.tabs.close_all()
        self.jobs.close()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.commands.droppable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.commands.drop(event.mimeData())
