"""What menus and drops do with copies of a project: share one, look at one that came back, merge it."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from exoannotate.domain.errors import ExoError
from exoannotate.ui.commands.beside import Beside, nothing
from exoannotate.ui.dialogs.waiting import WaitDialog
from exoannotate.workspace import merging, sharing
from exoannotate.workspace.merging import Preview
from exoannotate.workspace.session import Session
from exoannotate.workspace.sharing import Choice, Parts, Shared


class MergingCommands(Beside):
    """Sharing and merging, each as one act."""

    def share_project(self) -> None:
        """Ask what goes along and where to, and write a copy to hand on."""
        path = self.window.bridge.path
        if path is None:
            return
        from exoannotate.ui.dialogs.share import ShareDialog

        self.window.form.commit_pending()
        dialog = ShareDialog(sharing.suggested(path), self.window)
        dialog.share_wanted.connect(self._share)

        def count(session: Session, stop: threading.Event, _tell: object) -> Parts:
            return sharing.parts(session, stopped=stop.is_set)

        def told(parts: Parts) -> None:
            if isValid(dialog):
                dialog.show_parts(parts)

        stop = self.window.bridge.aside(count, done=told, progress=nothing, failed=nothing)
        dialog.finished.connect(stop.set)
        self.window.commands.show_dialog(dialog)

    def merge_project(self) -> None:
        """Ask for a copy that came back, and look at it."""
        path = self.window.bridge.path
        if path is None:
            return
        dialog = QFileDialog(self.window, "Merge a copy", str(path.parent), "Projects (*.exo)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        self.look_at(Path(chosen))

    def look_at(self, source: Path) -> None:
        """Say what merging a file would do, and ask."""
        self.window.form.commit_pending()
        self.beside(
            "Merge a copy", f"Looking at “{source.name}” …",
            lambda session, stop: merging.preview(session, source, stopped=stop.is_set), self._ask,
        )  # fmt: skip

    def _ask(self, _title: str, preview: Preview) -> None:
        from exoannotate.ui.dialogs.merge import MergeDialog

        dialog = MergeDialog(preview, self.window)
        dialog.merge_wanted.connect(partial(self._merge, preview))
        dialog.open_wanted.connect(partial(self.window.commands.open, preview.source))
        self.window.commands.show_dialog(dialog)

    def _merge(self, preview: Preview, chosen: Mapping[tuple[str, str], bool]) -> None:
        stop = threading.Event()
        waiting = WaitDialog("Merge a copy", f"Merging “{preview.source.stem}” …", stop, self.window)
        self.waiting = (*self.waiting, waiting)

        def merge(session: Session) -> str:
            decided = merging.decide(preview, chosen)  # over every row of both: not in the window's thread
            merging.merge(session, decided, stopped=stop.is_set)
            return f"Merged “{preview.source.stem}”: {decided.brings()}."

        def done(words: str) -> None:
            if self._ended(waiting):
                self.window.verbs.undoable.emit(words)

        def failed(error: ExoError) -> None:
            if self._ended(waiting):
                self._on_failed(error)

        self.window.bridge.do(merge, done=done, failed=failed)

    @Slot(object, object)
    def _share(self, out: Path, choice: Choice) -> None:
        client = self.window.client
        self.beside(
            "Share a copy", f"Writing “{out.name}” …",
            lambda session, stop: sharing.share(session, out, choice, pdf=client, stopped=stop.is_set),
            self._on_shared,
        )  # fmt: skip

    def _on_shared(self, _title: str, shared: Shared) -> None:
        self.window.say(shared.sentence(), str(shared.out.parent))

    def _on_failed(self, error: ExoError) -> None:
        self.window.note("")
        self.window.say(error.message, error.hint)
