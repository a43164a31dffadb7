"""What menus and drops do with files of references and evidence: looked at first, then imported with one undo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.domain.wording import counted
from exoannotate.export.exporter import Exporter
from exoannotate.export.formats import EXPORTERS
from exoannotate.ui.commands.beside import Beside
from exoannotate.workspace import exports, importing
from exoannotate.workspace.bibliographies import Imported, Plan
from exoannotate.workspace.evidence_plan import EvidenceImported, EvidencePlan
from exoannotate.workspace.importing import Option


class ImportingCommands(Beside):
    """Import of any file but a PDF, and the way back of papers."""

    def import_file(self) -> None:
        """Ask which file, and look at it."""
        path = self.window.bridge.path
        if path is None:
            return
        dialog = QFileDialog(self.window, "Import", str(path.parent), f"{importing.FILTER};;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        path = Path(chosen)
        if path.suffix.lower() == ".pdf":
            self.window.commands.adding.add([path])
        else:
            self.look_at(path)

    def look_at(self, source: Path) -> None:
        """Say what importing a file would do, and ask."""
        self.window.form.commit_pending()
        self.beside(
            "Import", f"Looking at “{source.name}” …", lambda session, _stop: importing.look(session, source),
            partial(self._ask, source),
        )  # fmt: skip

    def _ask(self, source: Path, _title: str, plan: Plan | EvidencePlan) -> None:
        from exoannotate.ui.dialogs.importing import ImportDialog

        dialog = ImportDialog(
            source.name, plan.lines(), importing.choices(plan), worth=importing.worth(plan), parent=self.window
        )  # fmt: skip
        dialog.import_wanted.connect(partial(self._import, source, plan))
        self.window.commands.show_dialog(dialog)

    def _import(self, source: Path, plan: Plan | EvidencePlan, options: frozenset[Option]) -> None:
        client = self.window.client
        self.beside(
            "Import", f"Importing “{source.name}” …",
            lambda session, stop: importing.carry_out(session, client, plan, options, stop.is_set),
            self._on_imported,
        )  # fmt: skip

    def export_library(self) -> None:
        """Ask where to, and write all papers of the project as references."""
        path = self.window.bridge.path
        if path is None:
            return
        kinds = {f"{known.label} (*{known.suffix})": known for known in EXPORTERS if known.counts == "papers"}
        dialog = QFileDialog(self.window, "Export all papers as references", str(path.parent), ";;".join(kinds))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(path.stem)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(
            lambda chosen: self.write_library(kinds[dialog.selectedNameFilter()], Path(chosen))
        )  # fmt: skip
        dialog.open()

    def write_library(self, kind: Exporter, out: Path) -> None:
        """Write all papers of the project in one format of references."""
        target = out if out.suffix else out.with_name(out.name + kind.suffix)
        self.beside(
            "Export papers", f"Writing “{target.name}” …",
            lambda session, stop: exports.export(session, kind.name, target, library=True, stopped=stop.is_set),
            lambda _title, done: self.window.say(
                f"{counted(done.rows, 'paper')} written to “{done.out.name}”.", str(done.out.parent)
            ),
        )  # fmt: skip

    def _on_imported(self, _title: str, done: Imported | EvidenceImported) -> None:
        self.window.verbs.undoable.emit(done.sentence())
