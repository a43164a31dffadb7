"""Backups: made while the window is used, shown, brought back; and what is offered for a project that is damaged."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.domain.errors import DamagedFileError, ExoError
from exoannotate.domain.wording import counted
from exoannotate.store import silent
from exoannotate.store.backups import Backup
from exoannotate.store.backups import looks_whole as find_damage
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.merging import MergingCommands
from exoannotate.ui.contents import Touched
from exoannotate.ui.record import drafts
from exoannotate.ui.saving import save_dialog
from exoannotate.workspace import backups, places, repairing
from exoannotate.workspace.backups import Kept, Restored
from exoannotate.workspace.repairing import Repaired
from exoannotate.workspace.session import Session
from exoannotate.workspace.settings import documents_folder

T = TypeVar("T")
AFTER_OPENING = 4_000
"""Milliseconds after a project is opened until it is looked over and backed up: its pages come first."""
CAN_BE_MENDED = "Nothing was changed. It can be mended, or a backup brought back; the file as it is now is kept."
SAFE_HERE = (
    "All that was saved is safe while this window is open. Save it as a copy now, or put the file back where it was."
)
LARGE = 200 << 20
"""Bytes of a file of which not every row is compared unasked; “check” does."""
EVERY = 10 * 60_000
"""Milliseconds between two backups of a project that is worked on."""


class BackupCommands(Group):
    """Looks a project over when it is opened, backs it up then and while it changes."""

    def attach(self) -> None:
        self._changed = False
        self.window.bridge.gone.connect(self._on_gone)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_OPENING)
        self._soon.timeout.connect(self._look_over)
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY)
        self._clock.timeout.connect(self._back_up)

    def project_opened(self, path: str) -> None:
        self._changed = False
        self._soon.start()
        self._clock.start()

    def changed(self, touched: Touched) -> None:
        self._changed = True

    def stop(self) -> None:
        self._soon.stop()
        self._clock.stop()

    # By itself -------------------------------------------------------------------------------------------------

    @Slot()
    def _look_over(self) -> None:
        path = self.window.bridge.path
        if path is None:
            return

        self.window.jobs.run(partial(_seen, path), done=partial(self._on_looked, path), failed=_nothing)

    def _on_looked(self, path: Path, seen: _Seen) -> None:
        """Tell the most pressing thing; what is less pressing is told once that is put right."""
        if path != self.window.bridge.path:
            return
        if seen.damage:
            act = partial(self.list_for, path, seen.damage)
            self.window.say(seen.damage, CAN_BE_MENDED, button="Mend…", act=act, stays=True)
        elif seen.conflicted:
            other = seen.conflicted[0]
            act = partial(self.window.commands.part(MergingCommands).look_at, other)
            self.window.say(f"There is another version of this project: “{other.name}”.",
                            "Two computers changed it. Merging keeps what both have.",
                            button="Merge…", act=act, stays=True)  # fmt: skip
        elif seen.synced:
            self.window.say(f"This project lies in a folder of {seen.synced}.",
                            "Open it on one computer at a time: two that change it at once leave two versions, "
                            "to be merged.")  # fmt: skip

    @Slot()
    def _back_up(self) -> None:
        path = self.window.bridge.path
        if path is not None and self._changed:
            self._changed = False
            self.window.jobs.run(partial(backups.make_quietly, path), done=_nothing, failed=_nothing)

    # A project whose file is gone --------------------------------------------------------------------------------

    @Slot(str)
    def _on_gone(self, became: str) -> None:
        path = self.window.bridge.path
        if path is not None:
            said = f"“{path.name}” was {became} while it was open."
            self.window.say(said, SAFE_HERE, button="Save a copy…", act=self.save_copy, stays=True)

    def save_copy(self) -> None:
        """Ask where a copy of everything goes."""
        path = self.window.bridge.path
        if path is None:
            return
        self.window.form.commit_pending()
        folder = path.parent if path.parent.is_dir() else documents_folder()
        dialog = save_dialog(self.window, "Save a copy", folder / f"{path.stem} copy.exo", "Projects (*.exo)")
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a file that is there is never replaced
        dialog.fileSelected.connect(self.save_copy_to)
        dialog.open()

    @Slot(str)
    def save_copy_to(self, chosen: str) -> None:
        """Write the copy; where the project itself is gone or cannot be written, work goes on in the copy."""
        out = Path(chosen)

        def save(session: Session) -> bool:
            session.project.save_copy(out)
            return session.read_only or bool(session.project.gone())

        self.window.bridge.do(save, done=partial(self._on_copied, out), failed=self._on_failed)

    def _on_copied(self, out: Path, go_on: bool) -> None:
        window = self.window
        if not go_on:
            window.say(f"Saved as “{out.name}”.", str(out.parent))
            return
        window.keeping.now()
        desk = window.contents.desk.replace(window.contents.path, str(out), 1)
        drafts.keep(desk, window.form.drafts())
        window.verbs.held.follow(out)
        window.commands.open(out)
        window.say(f"Work goes on in “{out.name}”.", "It holds all that was saved, with its history.")

    # A project that cannot be opened ---------------------------------------------------------------------------

    def open_failed(self, path: Path, error: ExoError) -> None:
        """Say why a project was not opened, and offer its backups where there are some, or to mend it."""
        damaged = isinstance(error, DamagedFileError)

        def done(kept: tuple[Kept, ...]) -> None:
            if damaged or kept:
                act = partial(self._show, path, error.message, kept)
                hint = CAN_BE_MENDED if damaged else error.hint
                self.window.say(error.message, hint, button="Mend…" if damaged else "Backups…", act=act, stays=True)
            else:
                self.window.say(error.message, error.hint)

        self.window.jobs.run(partial(backups.listed, path), done=done, failed=lambda _: done(()))

    # By hand ---------------------------------------------------------------------------------------------------

    def show_backups(self) -> None:
        """The backups of the project that is open."""
        if self.window.bridge.path is not None:
            self.list_for(self.window.bridge.path, "")

    def list_for(self, path: Path, damage: str) -> None:
        """Show the backups of a project; ``damage``: what is wrong with it, a sentence; "" for nothing."""
        self.window.form.commit_pending()

        def work() -> tuple[Kept, ...]:
            if not damage:
                backups.make_quietly(path)
            return backups.listed(path)

        self.window.jobs.run(work, done=partial(self._show, path, damage))

    def _show(self, path: Path, damage: str, kept: tuple[Kept, ...]) -> None:
        from exoannotate.ui.dialogs.backups import BackupsDialog

        refused = not os.access(path.parent, os.W_OK)
        dialog = BackupsDialog(path, kept, damage=damage, read_only=refused, parent=self.window)
        dialog.back_wanted.connect(partial(self._go_back, path))
        dialog.mend_wanted.connect(partial(self._mend, path))
        self.window.commands.show_dialog(dialog)

    def _go_back(self, path: Path, backup: Backup) -> None:
        self._replace(path, partial(backups.restore, path, backup), self._on_back)

    def _mend(self, path: Path) -> None:
        self._replace(path, partial(repairing.repair, path), self._on_mended)

    def _replace(self, path: Path, work: Callable[[], T], done: Callable[[T], None]) -> None:
        window = self.window
        if window.bridge.busy:
            window.say("Something is still being written.", "Nothing was changed. Try again in a moment.")
            return
        window.form.commit_pending()
        window.note(f"Working on “{path.stem}” …")
        window.bridge.replace(path, work, done=done, failed=self._on_failed)

    def _on_back(self, done: Restored) -> None:
        kept = f"What stood there before is kept as “{done.aside.name}”." if done.aside else ""
        many = done.counts.records
        when = f"{done.backup.at.astimezone():%d %B, %H:%M}"
        self.window.note("")
        self.window.say(f"The project is as it was on {when}: {counted(many, 'record')}.", kept)

    def _on_mended(self, done: Repaired) -> None:
        self.window.note("")
        self.window.say(f"The project is whole again. {done.sentence}",
                        f"The damaged file is kept as “{done.aside.name}”.")  # fmt: skip

    def _on_failed(self, error: ExoError) -> None:
        self.window.note("")
        self.window.say(error.message, error.hint)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found when a project was looked over: damage, versions left by a conflict, who keeps its folder."""

    damage: str = ""
    conflicted: tuple[Path, ...] = ()
    synced: str = ""


def _seen(path: Path) -> _Seen:
    """Look a project over, back it up when it is whole, and say what there is to be told. Reads the disk."""
    if find_damage(path):
        return _Seen(damage=f"A part of “{path.name}” is damaged.")
    backups.make_quietly(path)
    if path.stat().st_size < LARGE and (unlike := silent.find(path)):
        return _Seen(damage=silent.sentence(unlike))
    if conflicted := places.conflicted(path):
        return _Seen(conflicted=conflicted)
    return _Seen(synced=places.warning(path))  # which counts as told from now on


def _nothing(_: object) -> None:
    """What is done by itself is not told, and why it failed stands in the log."""
