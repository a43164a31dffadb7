"""Going on with a project that was open before: the submenu of File and the list of the welcome page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMenu

from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.window.welcome import short_folder
from exoannotate.workspace import recent
from exoannotate.workspace.recent import Recent

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow


class RecentCommands(QObject):
    """Keeps menu and list in step with what was opened; the disk is asked in a job."""

    def __init__(self, window: MainWindow, jobs: Jobs, open_project: Callable[[Path], None]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._open = window, jobs, open_project
        self.menu = QMenu("&Recent projects", window)
        self.menu.setToolTipsVisible(True)
        self.menu.setEnabled(False)

    def attach(self) -> None:
        """Put the submenu below “Open project” and listen to the welcome page."""
        file, after = self._window.menus["File"], self._window.actions_by_id["open_sample"]
        file.insertMenu(after, self.menu)
        self._window.welcome.recent_wanted.connect(self.open)
        self._window.welcome.forget_wanted.connect(self.forget)

    def show(self) -> None:
        """Read the list and show it."""
        self._jobs.run(recent.projects, done=self._on_read)

    def remember(self, path: str) -> None:
        """A project was opened."""
        self._after(partial(recent.remember, path))

    @Slot(str)
    def open(self, path: str) -> None:
        """Open a project of the list."""
        self._open(Path(path))

    @Slot(str)
    def forget(self, path: str) -> None:
        """Take a project off the list."""
        self._after(partial(recent.forget, path))

    def _after(self, act: Callable[[], None]) -> None:
        def work() -> tuple[Recent, ...]:
            act()
            return recent.projects()

        self._jobs.run(work, done=self._on_read)

    def _on_read(self, found: tuple[Recent, ...]) -> None:
        self._window.welcome.show_recent(found)
        self.menu.clear()
        for one in found:
            name = f"{Path(one.path).stem}    {short_folder(Path(one.path).parent)}".replace("&", "&&")
            entry = self.menu.addAction(name if one.there else f"{name}    (not there)")
            entry.setToolTip(plain_tooltip(one.path))
            entry.setEnabled(one.there)
            entry.triggered.connect(partial(self._on_chosen, one.path))
        gone = [one.path for one in found if not one.there]
        if gone:
            self.menu.addSeparator()
            entry = self.menu.addAction("Take those not there off the list")
            entry.triggered.connect(partial(self._on_forgotten, gone))
        self.menu.setEnabled(bool(found))

    def _on_chosen(self, path: str, _checked: bool = False) -> None:
        self.open(path)

    def _on_forgotten(self, paths: list[str], _checked: bool = False) -> None:
        def forget_all() -> None:
            for path in paths:
                recent.forget(path)

        self._after(forget_all)
