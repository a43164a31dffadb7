"""A person who never stops: the real window on a project, edits by keys, each told on stdout once it is on disk.

Run as a process of its own, so that it can be killed: ``python -m tests.journey.busy_editor PROJECT RECORD START``.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QToolButton

from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app
from exoannotate.ui.window.main_window import MainWindow


def wait(until: Callable[[], object], seconds: float = 30.0) -> bool:
    """Let the window work until something is so, and say whether it came to be."""
    end = time.monotonic() + seconds
    while not until():
        QApplication.processEvents()
        time.sleep(0.001)
        if time.monotonic() > end:
            return False
    return True


def say(word: str) -> None:
    """Tell the process that watches."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def write(window: MainWindow, field: QPlainTextEdit, text: str) -> None:
    """Click into the field, replace what stands there, leave it."""
    # Without a desktop a window that lost its focus is not given it back.
    window.activateWindow()
    wait(window.isActiveWindow, 1)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def main(project: Path, record: str, start: int) -> None:
    """Edit one field of the record for ever: type a number, leave the field, tell it when it is saved."""
    qt = QApplication([])
    with PdfClient() as client:
        window = app.start(qt, client, project, [])
        wait(lambda: record in window.contents.rows)
        window.verbs.show_record(record)
        wait(lambda: window.form.record == record)
        heading = window.form.findChild(QToolButton, "group_source")
        field = window.form.findChild(QPlainTextEdit, "field_statement")
        assert heading is not None
        assert field is not None
        heading.setChecked(True)
        say("ready")
        for n in itertools.count(start):
            write(window, field, str(n))
            while not wait(lambda n=n: window.contents.rows[record]["statement"] == str(n), 0.5):  # type: ignore[misc]
                write(window, field, str(n))
            say(str(n))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
