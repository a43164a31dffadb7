"""What menus and keys do: projects, files, views and dialogs. One method for each entry of ACTIONS."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QMimeData, QObject, Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import FAULT, Bridge
from exoannotate.ui.commands.actions import ACTIONS, When
from exoannotate.ui.commands.adding import AddingCommands
from exoannotate.ui.commands.areas import AreaCommands
from exoannotate.ui.commands.backups import BackupCommands
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.groups import GROUPS
from exoannotate.ui.commands.importing import ImportingCommands
from exoannotate.ui.commands.library import LibraryCommands
from exoannotate.ui.commands.lost import LostCommands
from exoannotate.ui.commands.marks import MarksCommands
from exoannotate.ui.commands.merging import MergingCommands
from exoannotate.ui.commands.pages import PagesCommands
from exoannotate.ui.commands.recent import RecentCommands
from exoannotate.ui.commands.scans import ScanCommands
from exoannotate.ui.commands.selecting import SelectingCommands
from exoannotate.ui.commands.table import TableCommands
from exoannotate.ui.commands.verbs import Verbs
from exoannotate.ui.commands.view import ViewCommands
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.dialogs.note import NoteDialog
from exoannotate.ui.documents.files import DocumentFiles
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.evidence import layout
from exoannotate.ui.evidence.pane import EvidencePane
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.project.pane import ProjectPane
from exoannotate.ui.reading_order import put_in_reading_order
from exoannotate.ui.record.form import RecordForm
from exoannotate.workspace import importing, sample
from exoannotate.workspace.exports import Chosen, Exported

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

SUFFIX = ".exo"


G = TypeVar("G", bound=Group)


class Commands(QObject):
    """The acts behind the actions. ``window`` is the parent of dialogs and says what happened."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient, jobs: Jobs, look: Look) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client, self._jobs = window, bridge, client, jobs
        self._dialog: QDialog | None = None
        self.view = ViewCommands(window, jobs, look, self.show_dialog)
        self.selecting = SelectingCommands(window, bridge, look, self.show_dialog)
        self.areas = AreaCommands(window, bridge, client, jobs)
        self.scans = ScanCommands(window, client, jobs)
        self.pages = PagesCommands(window)
        self.recent = RecentCommands(window, jobs, self.open)
        self.lost = LostCommands(window, bridge, client)
        self.files = DocumentFiles(window, bridge, client)
        self.marks = MarksCommands(window, bridge, client, jobs)
        self.library = LibraryCommands(window, bridge, client, jobs, self.show_dialog)
        self.adding = AddingCommands(window)
        self.parts: tuple[Group, ...] = (self.adding, *(group(window) for group in GROUPS))
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
            *self.parts,
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
        for part in self.parts:
            part.attach()

    def part(self, kind: type[G]) -> G:
        """The group of acts of this class."""
        return next(part for part in self.parts if isinstance(part, kind))

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
        actions["undo"].setText(f"&Undo {_in_menu(contents.undo_label)}".strip())
        actions["redo"].setText(f"&Redo {_in_menu(contents.redo_label)}".strip())

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
        self._bridge.open(path, failed=partial(self.part(BackupCommands).open_failed, path))

    def project_opened(self, path: str) -> None:
        """Remember what is open, for the next start."""
        self.recent.remember(path)
        self.lost.project_opened()
        self.enable()
        for part in self.parts:
            part.project_opened(path)

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

    def export(self) -> None:
        """Ask for format and file, and write the table."""
        if self._bridge.path is None:
            return
        dialog = ExportDialog(
            self._bridge,
            self._client,
            self._bridge.path.parent,
            filter_text=self._evidence.proxy.filter_text,
            shown=self._evidence.proxy.count,
            whole=self._evidence.model.rowCount(),
            laid_out=self._laid_out(),
            known=self._evidence.model.columns,
            parent=self._window,
        )
        dialog.stopped.connect(self._on_export_stopped)
        dialog.exported.connect(self._on_exported)
        dialog.copied.connect(self._window.say)
        self.show_dialog(dialog)

    def _laid_out(self) -> Chosen:
        """What the table shows now."""
        view = layout.read(self._evidence.view)
        return Chosen(sort=",".join(view["sort"]), columns=",".join(view["columns"]), group=view["group"])

    @Slot()
    def _on_export_stopped(self) -> None:
        self._window.say("The export was stopped; nothing was written.")

    @Slot(object)
    def _on_exported(self, exported: Exported) -> None:
        rows = counted(exported.rows, exported.what.removesuffix("s"))
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
            self.part(TableCommands).delete_chosen()
            return
        if self._project.document_view.hasFocus():
            self.library.remove_document()
            return
        if self._project.library.collection_view.hasFocus():
            self._project.library.collection_view.deleted.emit()
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
            self.show_dialog(dialog)

    # Dropping and leaving ----------------------------------------------------------------------------------------

    def droppable(self, data: QMimeData) -> bool:
        """Whether something dragged over the window can be dropped on it."""
        known = (SUFFIX, ".pdf", *importing.SUFFIXES)
        return any(path.suffix.lower() in known for path in _paths(data))

    def drop(self, data: QMimeData) -> None:
        """A project is opened, or looked at for merging where one is open; PDFs are added, other files imported."""
        paths = _paths(data)
        projects = [p for p in paths if p.suffix.lower() == SUFFIX]
        pdfs = [p for p in paths if p.suffix.lower() == ".pdf"]
        open_now = self._bridge.path
        if projects and open_now is not None and not self._window.contents.read_only and projects[0] != open_now:
            self.part(MergingCommands).look_at(projects[0])
        elif projects:
            self.open(projects[0])
        elif pdfs and self._bridge.path is None:
            self.adding.add_when_open(pdfs)
            self._window.say("Make or open a project; the PDFs will be added to it.")
        elif pdfs:
            self.adding.add(pdfs)
        elif open_now is None or self._window.contents.read_only:
            self._window.say("Make or open a project first; then drop the file once more.")
        else:
            self.part(ImportingCommands).look_at(next(p for p in paths if p.suffix.lower() in importing.SUFFIXES))

    def stop(self) -> None:
        """Ask everything long to stop, because the window closes."""
        for part in self.parts:
            part.stop()
        self.lost.stop()
        self.files.stop()
        self.marks.stop()
        self.library.stop()

    def show_dialog(self, dialog: QDialog) -> None:
        """Open a dialog; the window's edits go on meanwhile."""
        self._dialog = dialog
        put_in_reading_order(dialog)
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


def _in_menu(label: str) -> str:
    """A label as a menu shows it: names in it are a person's own, so they may be long and hold "&"."""
    line = " ".join(label.split())
    return (line if len(line) <= 60 else f"{line[:59]}…").replace("&", "&&")


def _paths(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _without_checked(act: Callable[[], object]) -> Callable[[], object]:
    """An act as a slot of ``triggered``, which would hand it its check mark."""

    def slot(_checked: bool = False) -> None:
        act()

    return slot
