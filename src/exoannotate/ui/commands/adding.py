"""Adding PDFs to the project: which ones, what became of each, and the passwords some of them need."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.ui.commands.group import Group
from exoannotate.ui.dialogs.adding import AddingDialog
from exoannotate.ui.dialogs.password import PasswordDialog
from exoannotate.workspace.documents import Added


class AddingCommands(Group):
    """PDFs that are chosen, dropped or named at the start."""

    _adding: AddingDialog | None = None
    _locked: tuple[Added, ...] = ()
    _stops: tuple[threading.Event, ...] = ()
    _waiting: tuple[Path, ...] = ()

    def project_opened(self, path: str) -> None:
        waiting, self._waiting = self._waiting, ()
        if waiting:
            self.add(waiting)

    def stop(self) -> None:
        for event in self._stops:
            event.set()

    def add_pdfs(self) -> None:
        """Ask which PDFs to add."""
        project = self.window.bridge.path
        if project is None:
            self.window.note("Make or open a project first.")
            return
        dialog = QFileDialog(self.window, "Add PDFs", str(project.parent), "PDFs (*.pdf);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    @Slot(list)
    def _on_files_selected(self, chosen: list[str]) -> None:
        self.add([Path(path) for path in chosen])

    def add_when_open(self, paths: Sequence[Path]) -> None:
        """Add PDFs to the next project that is opened or made."""
        self._waiting = tuple(paths)

    def add(self, paths: Sequence[Path], password: str = "") -> AddingDialog:
        """Add PDFs, with progress; the first one is shown. Those with a password ask for it afterwards."""
        dialog = AddingDialog(self.window.bridge, self.window.client, paths, password, self.window)
        dialog.added.connect(partial(self._on_added, password))
        self._adding = dialog
        dialog.finished.connect(self._on_adding_closed)
        dialog.destroyed.connect(self._on_adding_gone)
        self._stops = (*self._stops, dialog.start())
        return dialog

    def _on_added(self, password: str, done: tuple[Added, ...]) -> None:
        self._locked += tuple(one for one in done if one.locked)
        if self._adding is None or not self._adding.isVisible():
            self._ask_next_password()  # else when its report has been read
        good = [one for one in done if one.document]
        for one in good:
            if one.carried:
                last = one is good[-1]
                undo = self.window.commands.undo
                self.window.say(one.message, button="Undo" if last else "", act=undo if last else None)
        if good:
            self.window.commands.marks.offer_for(one.document for one in good)
            self.window.tabs.open(good[0].document, password=password)
            many = f"{len(good)} PDFs" if len(good) > 1 else f"“{good[0].title[:60]}”"
            there = all(one.state == "already there" for one in good)
            self.window.note(f"{many} {'already there' if there else 'added'}.")

    def _ask_next_password(self) -> None:
        if self._locked and not isinstance(self.window.commands.dialog, PasswordDialog):
            locked, *rest = self._locked
            self._locked = tuple(rest)
            dialog = PasswordDialog(locked.message, self.window)
            dialog.given.connect(lambda password: self.add([Path(locked.path)], password))
            dialog.rejected.connect(self._ask_next_password, Qt.ConnectionType.QueuedConnection)
            self.window.commands.show_dialog(dialog)

    @Slot()
    def _on_adding_closed(self) -> None:
        QTimer.singleShot(0, self, self._ask_next_password)

    @Slot()
    def _on_adding_gone(self) -> None:
        self._adding = None

    def ask_password(self, document: str, sentence: str) -> None:
        """Ask for the password of a document and open it with that."""
        dialog = PasswordDialog(sentence, self.window)
        dialog.given.connect(lambda password: self.window.tabs.open(document, password=password))
        self.window.commands.show_dialog(dialog)
