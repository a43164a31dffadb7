"""What menus and keys do: projects, files, views and dialogs. One method for each entry of ACTIONS."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QFileDialog

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import FAULT, Bridge
from exoannotate.ui.commands.actions import ACTIONS, When
from exoannotate.ui.commands.areas import AreaCommands
from exoannotate.ui.commands.library import LibraryCommands
from exoannotate.ui.commands.lost import LostCommands
from exoannotate.ui.commands.marks import MarksCommands
from exoannotate.ui.commands.pages import PagesCommands
from exoannotate.ui.commands.recent import RecentCommands
from exoannotate.ui.commands.scans import ScanCommands
from exoannotate.ui.commands.search import SearchCommands
from exoannotate.ui.commands.selecting import SelectingCommands
from exoannotate.ui.commands.verbs import Verbs
from exoannotate.ui.commands.view import ViewCommands
from exoannotate.ui.dialogs.adding import AddingDialog
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.dialogs.note import NoteDialog
from exoannotate.ui.dialogs.password import PasswordDialog
from exoannotate.ui.documents.files import DocumentFiles
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.evidence.pane import EvidencePane
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.project.pane import ProjectPane
from exoannotate.ui.record.form import RecordForm
from exoannotate.workspace import sample
from exoannotate.workspace.documents import Added
from exoannotate.workspace.exports import Exported

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

SUFFIX = ".exo"


class Commands(QObject):
    """The acts behind the actions. ``window`` is the parent of dialogs and says what happened."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient, jobs: Jobs, look: Look) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client, self._jobs = window, bridge, client, jobs
        self._stops: list[threading.Event] = []
        self._adding: AddingDialog | None = None
        self._dialog: QDialog | None = None
        self._waiting_pdfs: list[Path] = []
        self._locked: list[Added] = []
        self.view = ViewCommands(window, jobs, look, self._show)
        self.selecting = SelectingCommands(window, bridge, look, self._show)
        self.areas = AreaCommands(window, bridge, client, jobs)
        self.scans = ScanCommands(window, client, jobs)
        self.pages = PagesCommands(window)
        self.recent = RecentCommands(window, jobs, self.open)
        self.lost = LostCommands(window, bridge, client)
        self.files = DocumentFiles(window, bridge, client)
        self.marks = MarksCommands(window, bridge, client, jobs)
        self.library = LibraryCommands(window, bridge, client, jobs, self._show)
        self._groups: tuple[QObject, ...] = (
            self,
            self.lost,
            self.library,
            self.pages,
            self.selecting,
            self.areas,
            self.scans,
            self.marks,
            self.view,
            SearchCommands(window),
        )

    def attach(
        self, tabs: DocumentTabs, form: RecordForm, evidence: EvidencePane, project: ProjectPane, verbs: Verbs
    ) -> None:
        """Take the parts of the window, which need the actions before they can be made."""
        self._tabs, self._form, self._evidence, self._project, self._verbs = tabs, form, evidence, project, verbs
        self.areas.attach(tabs, verbs, form, project)
        self.scans.attach(tabs)
        self.marks.attach(tabs)
        self.pages.attach(tabs)
        self.recent.attach()
        self.lost.attach(tabs, project, verbs)
        self.files.attach(tabs, verbs)
        self.library.attach(tabs, project, verbs)
        self.selecting.attach(tabs)

    def acts(self) -> dict[str, Callable[[], object]]:
        """The method of each action: the one that is called as the action is, unless it is a variant."""
        acts = self.view.variants()
        for entry in ACTIONS:
            if entry.id not in acts:
                group = next(group for group in self._groups if hasattr(group, entry.id))
                acts[entry.id] = getattr(group, entry.id)
        return {id: _without_checked(act) for id, act in acts.items()}

    def enable(self) -> None:
        """Make available what can be done now, and name what undo would take back."""
        contents, tab = self._window.contents, self._tabs.tab if hasattr(self, "_tabs") else None
        is_open = self._bridge.path is not None
        writable = is_open and not contents.read_only
        states: dict[When, bool] = {
            "always": True,
            "project": is_open,
            "writable": writable,
            "document": tab is not None,
            "record": writable and bool(self._form.record),
            "undo": writable and bool(contents.undo_label),
            "redo": writable and bool(contents.redo_label),
            "rows": is_open and bool(contents.rows),
        }
        actions = self._window.actions_by_id
        for entry in ACTIONS:
            actions[entry.id].setEnabled(states[entry.when])
        actions["undo"].setText(f"&Undo {contents.undo_label}".strip())
        actions["redo"].setText(f"&Redo {contents.redo_label}".strip())

    # Projects --------------------------------------------------------------------------------------------------

    def new_project(self) -> None:
        """Ask where, and make a project there."""
        self._choose("New project", QFileDialog.AcceptMode.AcceptSave, self.create)

    def open_project(self) -> None:
        """Ask which, and open it."""
        self._choose("Open project", QFileDialog.AcceptMode.AcceptOpen, self.open)

    def open_sample(self) -> None:
        """Copy the sample beside the user's data, unless it is there, and open it."""
        self._jobs.run(lambda: sample.copy(sample.default_folder()), done=self.open, failed=self._on_job_failed)

    def create(self, path: Path) -> None:
        """Make a project at a path and open it."""
        self._form.commit_pending()
        self._window.note(f"Making “{path.stem}” …")
        self._bridge.create(path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX))

    def open(self, path: Path) -> None:
        """Open the project at a path in place of the one that is open."""
        self._form.commit_pending()
        self._bridge.open(path)

    def project_opened(self, path: str) -> None:
        """Remember what is open, for the next start."""
        self.recent.remember(path)
        self.lost.project_opened()
        self.enable()
        waiting, self._waiting_pdfs = self._waiting_pdfs, []
        if waiting:
            self.add(waiting)

    def add_when_open(self, paths: Sequence[Path]) -> None:
        """Add PDFs to the next project that is opened or made."""
        self._waiting_pdfs = list(paths)

    def _choose(self, title: str, mode: QFileDialog.AcceptMode, then: Callable[[Path], None]) -> None:
        start = self._bridge.path.parent if self._bridge.path else Path.home()
        dialog = QFileDialog(self._window, title, str(start), f"Projects (*{SUFFIX})")
        dialog.setAcceptMode(mode)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        # A project that is there is never replaced; opening it instead is told by the refusal.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        dialog.open()

    # Documents and exports -------------------------------------------------------------------------------------

    def add_pdfs(self) -> None:
        """Ask which PDFs to add."""
        if self._bridge.path is None:
            self._window.note("Make or open a project first.")
            return
        dialog = QFileDialog(self._window, "Add PDFs", str(self._bridge.path.parent), "PDFs (*.pdf);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self.add([Path(p) for p in chosen]))
        dialog.open()

    def add(self, paths: Sequence[Path], password: str = "") -> AddingDialog:
        """Add PDFs, with progress; the first one is shown. Those with a password ask for it afterwards."""
        dialog = AddingDialog(self._bridge, self._client, paths, password, self._window)
        dialog.added.connect(partial(self._on_added, password))
        self._adding = dialog
        dialog.finished.connect(self._on_adding_closed)
        dialog.destroyed.connect(self._on_adding_gone)
        self._stops.append(dialog.start())
        return dialog

    def _on_added(self, password: str, done: tuple[Added, ...]) -> None:
        self._locked += [one for one in done if one.locked]
        if self._adding is None or not self._adding.isVisible():
            self._ask_next_password()  # else when its report has been read
        good = [one for one in done if one.document]
        for one in good:
            if one.carried:
                last = one is good[-1]
                self._window.say(one.message, button="Undo" if last else "", act=self.undo if last else None)
        if good:
            self.marks.offer_for(one.document for one in good)
            self._tabs.open(good[0].document, password=password)
            many = f"{len(good)} PDFs" if len(good) > 1 else f"“{good[0].title[:60]}”"
            there = all(one.state == "already there" for one in good)
            self._window.note(f"{many} {'already there' if there else 'added'}.")

    def _ask_next_password(self) -> None:
        if self._locked and not isinstance(self._dialog, PasswordDialog):
            locked = self._locked.pop(0)
            dialog = PasswordDialog(locked.message, self._window)
            dialog.given.connect(lambda password: self.add([Path(locked.path)], password))
            dialog.rejected.connect(self._ask_next_password, Qt.ConnectionType.QueuedConnection)
            self._show(dialog)

    @Slot()
    def _on_adding_closed(self) -> None:
        QTimer.singleShot(0, self, self._ask_next_password)

    @Slot()
    def _on_adding_gone(self) -> None:
        self._adding = None

    def ask_password(self, document: str, sentence: str) -> None:
        """Ask for the password of a document and open it with that."""
        dialog = PasswordDialog(sentence, self._window)
        dialog.given.connect(lambda password: self._tabs.open(document, password=password))
        self._show(dialog)

    def export(self) -> None:
        """Ask for format and file, and write the table."""
        if self._bridge.path is None:
            return
        dialog = ExportDialog(
            self._bridge,
            self._client,
            self._bridge.path.parent,
            filter_text=self._evidence.proxy.filter_text,
            shown=self._evidence.proxy.rowCount(),
            whole=self._evidence.model.rowCount(),
            parent=self._window,
        )
        dialog.exported.connect(self._on_exported)
        dialog.copied.connect(self._window.say)
        self._show(dialog)

    @Slot(object)
    def _on_exported(self, exported: Exported) -> None:
        rows = f"{exported.rows} record{'' if exported.rows == 1 else 's'}"
        self._window.say(f"{rows} written to “{exported.out.name}”.", exported.remark or str(exported.out.parent))

    def close_document(self) -> None:
        self._tabs.close_at(self._tabs.currentIndex())

    # Undo and records ------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last edit, of whatever kind."""
        self._form.commit_pending()
        self._bridge.do(lambda session: session.undo(), done=partial(self._turned, "Undone"))

    def redo(self) -> None:
        """Do again what was undone."""
        self._bridge.do(lambda session: session.redo(), done=partial(self._turned, "Done again"))

    def _turned(self, word: str, change: Change | None) -> None:
        self._window.note(f"{word}: {change.label}." if change else "There is nothing more to take back.")

    def delete_highlight(self) -> None:
        """Delete the outlined highlight; in the table, the marked record; in the list of documents, that one."""
        if self._evidence.view.hasFocus() and self._evidence.selected_record():
            self._verbs.delete_record(self._evidence.selected_record())
            return
        if self._project.document_view.hasFocus():
            self.library.remove_document()
            return
        tab = self._tabs.tab
        if tab is not None and tab.view.selected_passage:
            self._verbs.delete_passage(tab.view.selected_passage)
        else:
            self._window.note("Click the highlight you want to delete first.")

    def note_highlight(self) -> None:
        """Ask for a note on the outlined highlight."""
        tab = self._tabs.tab
        if tab is not None and tab.view.selected_passage:
            self.ask_note(tab.view.selected_passage)
        else:
            self._window.note("Click the highlight the note is for first.")

    @Slot(str)
    def ask_note(self, passage: str) -> None:
        """Ask for a note on a highlight."""
        known = self._window.contents.passages.get(passage)
        if known is not None:
            dialog = NoteDialog(known.shown, known.note, self._window)
            dialog.given.connect(partial(self._verbs.set_note, passage))
            self._show(dialog)

    def highlight(self) -> None:
        self._verbs.highlight_selection()

    def new_record(self) -> None:
        self._verbs.record_selection()

    def link(self) -> None:
        self._verbs.link_selection()

    def save_record(self) -> None:
        self._form.try_save()

    def reason(self) -> None:
        self._form.open_reasons()

    def accept_record(self) -> None:
        self._verbs.review(self._form.record, "accepted")

    def reject_record(self) -> None:
        self._verbs.review(self._form.record, "rejected")

    def delete_record(self) -> None:
        self._verbs.delete_record(self._form.record)

    def clone_record(self) -> None:
        """A new record with what this one says, but for its cargo: the next cargo of the same sentence."""
        self._form.clone()

    def next_record(self) -> None:
        self.step(1)

    def previous_record(self) -> None:
        self.step(-1)

    def step(self, step: int) -> None:
        """Show the record some rows further down the table."""
        record = self._evidence.neighbour(self._form.record or self._evidence.selected_record(), step)
        if record:
            self._verbs.show_record(record)

    def filter(self) -> None:
        self._window.evidence_dock.show()
        self._evidence.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._evidence.filter.selectAll()

    # Dropping and leaving ----------------------------------------------------------------------------------------

    def droppable(self, data: QMimeData) -> bool:
        """Whether something dragged over the window can be dropped on it."""
        return any(path.suffix.lower() in (SUFFIX, ".pdf") for path in _paths(data))

    def drop(self, data: QMimeData) -> None:
        """A project is opened, PDFs are added."""
        paths = _paths(data)
        projects = [p for p in paths if p.suffix.lower() == SUFFIX]
        pdfs = [p for p in paths if p.suffix.lower() == ".pdf"]
        if projects:
            self.open(projects[0])
        elif pdfs and self._bridge.path is None:
            self.add_when_open(pdfs)
            self._window.say("Make or open a project; the PDFs will be added to it.")
        elif pdfs:
            self.add(pdfs)

    def stop(self) -> None:
        """Ask everything long to stop, because the window closes."""
        for event in self._stops:
            event.set()
        self.lost.stop()
        self.files.stop()
        self.marks.stop()
        self.library.stop()

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        self._dialog = None

    @property
    def dialog(self) -> QDialog | None:
        """The dialog that is open, if any."""
        return self._dialog

    def _on_job_failed(self, error: BaseException) -> None:
        told = error if isinstance(error, ExoError) else FAULT
        self._window.say(told.message, told.hint)


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _without_checked(act: Callable[[], object]) -> Callable[[], object]:
    """An act as a slot of ``triggered``, which would hand it its check mark."""

    def slot(_checked: bool = False) -> None:
        act()

    return slot
