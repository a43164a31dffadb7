"""Looking for the missing PDFs of a project in a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.ui.commands.beside import Beside
from exoannotate.workspace import gathering
from exoannotate.workspace.gathering import Gathered


class GatheringCommands(Beside):
    """PDFs that were moved, and those of papers that have none yet."""

    def find_pdfs(self) -> None:
        """Ask in which folder to look."""
        path = self.window.bridge.path
        if path is None:
            return
        dialog = QFileDialog(self.window, "Where shall missing PDFs be looked for?", str(path.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        self.look_in(Path(chosen))

    def look_in(self, folder: Path) -> None:
        """Look for all missing PDFs in a folder and below; it can be cancelled."""
        client = self.window.client
        self.beside(
            "Find missing PDFs", f"Looking for missing PDFs in “{folder.name}” …",
            lambda session, stop: gathering.gather(session, client, folder, stop=stop.is_set), self._on_gathered,
        )  # fmt: skip

    def _on_gathered(self, _title: str, done: Gathered) -> None:
        for document, path in (*done.moved, *done.got):
            if self.window.tabs.missing(document) is not None:
                self.window.tabs.open(document, path=path)
        if done.moved or done.got:
            self.window.verbs.undoable.emit(done.sentence())
        else:
            self.window.say(done.sentence())
