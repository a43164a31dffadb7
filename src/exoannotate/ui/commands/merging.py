"""What menus and drops do with copies of a project: share one, look at one that came back, merge it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.domain.errors import ExoError
from exoannotate.ui.commands.group import Group
from exoannotate.ui.dialogs.waiting import WaitDialog
from exoannotate.workspace import merging, sharing
from exoannotate.workspace.merging import Preview
from exoannotate.workspace.session import Session
from exoannotate.workspace.sharing import Shared

T = TypeVar("T")


class MergingCommands(Group):
    """Sharing and merging, each as one act."""

    waiting: tuple[WaitDialog, ...] = ()

    def share_project(self) -> None:
        """Ask for a name, and write a copy to hand on."""
        path = self.window.bridge.path
        if path is None:
            return
        self.window.form.commit_pending()
        dialog = self._dialog("Share a copy", path.parent, QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(sharing.suggested(path).name)
        dialog.fileSelected.connect(self._share)
        dialog.open()

    def merge_project(self) -> None:
        """Ask for a copy that came back, and look at it."""
        path = self.window.bridge.path
        if path is None:
            return
        dialog = self._dialog("Merge a copy", path.parent, QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    @Slot(str)
    def _on_chosen(self, chosen: str) -> None:
        self.look_at(Path(chosen))

    def look_at(self, source: Path) -> None:
        """Say what merging a file would do, and ask."""
        self.window.form.commit_pending()
        self._beside(
            "Merge a copy", f"Looking at “{source.name}” …",
            lambda session, stop: merging.preview(session, source, stopped=stop.is_set), self._ask,
        )  # fmt: skip

    def _beside(
        self,
        title: str,
        sentence: str,
        work: Callable[[Session, threading.Event], T],
        done: Callable[[T], None],
    ) -> None:
        """Do something long beside the window, with a word about it and a way to end it."""
        waiting: list[WaitDialog] = []

        def answered(found: T) -> None:
            if self._ended(waiting[0]):
                done(found)

        def failed(error: ExoError) -> None:
            if self._ended(waiting[0]):
                self.window.say(error.message, error.hint)

        stop = self.window.bridge.aside(
            lambda session, stop, _tell: work(session, stop), done=answered, progress=_nothing, failed=failed
        )
        waiting.append(WaitDialog(title, sentence, stop, self.window))
        self.waiting = (*self.waiting, waiting[0])

    def _ended(self, waiting: WaitDialog) -> bool:
        self.waiting = tuple(one for one in self.waiting if one is not waiting)
        return waiting.end()

    def stop(self) -> None:
        for waiting in self.waiting:
            waiting.stop.set()

    def _ask(self, preview: Preview) -> None:
        from exoannotate.ui.dialogs.merge import MergeDialog

        dialog = MergeDialog(preview, self.window)
        dialog.merge_wanted.connect(partial(self._merge, preview))
        dialog.open_wanted.connect(partial(self.window.commands.open, preview.source))
        self.window.commands.show_dialog(dialog)

    def _merge(self, preview: Preview, chosen: Mapping[tuple[str, str], bool]) -> None:
        def merge(session: Session) -> str:
            decided = merging.decide(preview, chosen)  # over every row of both: not in the window's thread
            merging.merge(session, decided)
            new = decided.count("new", "records")
            return f"Merged “{preview.source.stem}”: {new} new record{'' if new == 1 else 's'}."

        self.window.bridge.do(merge, done=self.window.verbs.undoable.emit, failed=self._on_failed)

    @Slot(str)
    def _share(self, chosen: str) -> None:
        self.window.bridge.aside(
            lambda session, _stop, _tell: sharing.share(session, Path(chosen)),
            done=self._on_shared, progress=_nothing, failed=self._on_failed,
        )  # fmt: skip

    def _on_shared(self, shared: Shared) -> None:
        self.window.say(f"“{shared.out.name}” is ready to be sent.", str(shared.out.parent))

    def _on_failed(self, error: ExoError) -> None:
        self.window.note("")
        self.window.say(error.message, error.hint)

    def _dialog(self, title: str, start: Path, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self.window, title, str(start), "Projects (*.exo)")
        dialog.setAcceptMode(mode)
        dialog.setDefaultSuffix("exo")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _nothing(_: object) -> None:
    """Looking at a file and copying one tell no progress."""
