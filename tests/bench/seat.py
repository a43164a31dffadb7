"""Somebody at the real window, without a screen: opens a project on a PDF, presses keys, waits for pages."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app
from exoannotate.ui.page.view import DocumentView


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Seat:
    """The window on a project; a context. ``project``: one that is there, else a new one is made with ``pdf`` in it;
    ``patience``: seconds it may take to open."""

    def __init__(self, folder: Path, pdf: Path | None, project: Path | None = None, patience: float = 120.0) -> None:
        self._pdf, self._project, self._patience = pdf, project, patience
        self.path = project or folder / "bench.exo"
        os.environ["EXOANNOTATE_CONFIG_DIR"] = str(folder / "config")
        os.environ["EXOANNOTATE_CACHE_DIR"] = str(folder / "cache")
        os.environ["EXOANNOTATE_DATA_DIR"] = str(folder / "data")

    def __enter__(self) -> Seat:
        found = QApplication.instance()
        self.qt = found if isinstance(found, QApplication) else QApplication([])
        self.client = PdfClient()
        self.window = app.start(self.qt, self.client, self._project, [])
        self.window.resize(1440, 900)
        self.window.activateWindow()
        if self._project is None:
            self.window.commands.create(self.path)
        self.wait(lambda: self.window.bridge.path == self.path, self._patience)
        if self._pdf is not None:
            self.window.commands.adding.add([self._pdf])
            self.wait(lambda: self.window.tabs.tab is not None, 120)
            self.wait(lambda: not self.window.bridge.busy, 120)
            for dialog in self.window.findChildren(QWidget):
                if dialog.isWindow() and dialog.isVisible():
                    dialog.close()
            self.wait(lambda: self.view.complete, 60)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.window.close()
        self.window.deleteLater()
        QApplication.processEvents()
        self.client.shutdown()

    @property
    def view(self) -> DocumentView:
        """The document in front."""
        tab = self.window.tabs.tab
        assert tab is not None
        return tab.view

    def wait(self, until: Callable[[], object], seconds: float = 30.0) -> None:
        """Let the window work until something is so. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not until():
            QApplication.processEvents()
            time.sleep(0.0005)
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key on the page."""
        QTest.keyClick(self.view.canvas, key, modifier)

    def pause(self, seconds: float) -> None:
        """Let the window be for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.001)


def many_records(source: Path, target: Path, count: int) -> Path:
    """A copy of a project with its records over and over, until there are so many."""
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        old.backup(new)
        (there,) = new.execute("SELECT count(*) FROM records").fetchone()
        times = -(-count // there) - 1
        new.execute("CREATE TEMP TABLE turn (n INTEGER PRIMARY KEY)")
        new.executemany("INSERT INTO turn VALUES (?)", ((n,) for n in range(1, times + 1)))
        for table in ("records", "record_fields", "record_passages"):
            keys = ("id", "record")
            names = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
            said = ", ".join(f"\"{name}\" || '-' || n" if name in keys else f'"{name}"' for name in names)
            listed = ", ".join(f'"{name}"' for name in names)
            new.execute(f'INSERT INTO "{table}" ({listed}) SELECT {said} FROM "{table}", turn')
        new.commit()
    return target
