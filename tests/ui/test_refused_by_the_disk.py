"""S03, S08, S09: another program holds the file, or the disk is full: the window goes on, and nothing typed is lost."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPlainTextEdit, QToolButton
from pytestqt.qtbot import QtBot

from exoannotate.store.checks import check
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import sample
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

_HOLD = """
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def hold(path: Path, seconds: float) -> subprocess.Popen[str]:
    """Another program that writes to the file for so long."""
    other = subprocess.Popen([sys.executable, "-c", _HOLD, str(path), str(seconds)], stdout=subprocess.PIPE, text=True)
    with other.stdout as said:  # type: ignore[union-attr]
        assert said.readline() == "held\n"
    return other


@pytest.fixture
def shown(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> tuple[MainWindow, QPlainTextEdit]:
    """A record of the sample in the form, and the field of its statement."""
    window = open_window(sample.copy(tmp_path / "desk"))
    record = next(iter(window.contents.rows))
    window.verbs.show_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    settle(qtbot, window)
    heading = window.form.findChild(QToolButton, "group_source")
    field = window.form.findChild(QPlainTextEdit, "field_statement")
    assert heading is not None and field is not None
    if not field.isVisible():
        heading.click()
    return window, field


def say(field: QPlainTextEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def told(window: MainWindow) -> str:
    """What the form says."""
    return " ".join(label.text() for label in window.form.findChildren(QLabel) if label.isVisible())


def statement(window: MainWindow) -> str:
    """What stands in the file."""
    with closing(sqlite3.connect(str(window.bridge.path), timeout=30)) as db:
        row = db.execute(
            "SELECT text FROM record_fields WHERE record = ? AND field = 'statement'", (window.form.record,)
        ).fetchone()
    return str(row[0]) if row else ""


def test_s08_an_edit_waits_for_another_program_and_the_window_does_not(
    qtbot: QtBot, shown: tuple[MainWindow, QPlainTextEdit]
) -> None:
    window, field = shown
    ticks: list[int] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(1))
    other = hold(Path(str(window.bridge.path)), 2)
    timer.start(20)
    say(field, "said while another program wrote")
    qtbot.waitUntil(lambda: not window.bridge.busy)
    timer.stop()
    other.wait()
    assert len(ticks) > 20  # the window was alive meanwhile
    assert statement(window) == "said while another program wrote" and not window.verbs.held.any


def test_s09_what_is_refused_for_long_is_kept_and_saved_by_itself(
    qtbot: QtBot, shown: tuple[MainWindow, QPlainTextEdit]
) -> None:
    window, field = shown
    other = hold(Path(str(window.bridge.path)), 60)
    say(field, "kept until it is saved")
    qtbot.waitUntil(lambda: window.verbs.held.any)
    assert "another program" in told(window) and "kept" in told(window)
    assert field.toPlainText() == "kept until it is saved"
    other.kill()
    other.wait()
    qtbot.waitUntil(lambda: not window.verbs.held.any)
    settle(qtbot, window)
    assert statement(window) == "kept until it is saved" == field.toPlainText()


def test_s03_a_full_disk_keeps_what_was_typed(qtbot: QtBot, shown: tuple[MainWindow, QPlainTextEdit]) -> None:
    window, field = shown

    def room(pages: int) -> None:
        window.bridge.do(lambda session: session.project._db.execute(f"PRAGMA max_page_count = {pages}"))
        qtbot.waitUntil(lambda: not window.bridge.busy)

    room(1)  # SQLite takes it for as many pages as there are
    long = "no room for this " * 900
    field.setFocus()
    field.setPlainText(long)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: window.verbs.held.any)
    assert "full" in told(window) and field.toPlainText() == long
    # A later edit of the same field is the one that counts.
    room(1_000_000)
    qtbot.waitUntil(lambda: not window.verbs.held.any)
    settle(qtbot, window)
    assert statement(window).strip() == long.strip()


@pytest.mark.parametrize("fate", ["deleted", "replaced"])
def test_s10_s11_a_project_whose_file_is_gone_goes_on_in_a_copy(
    qtbot: QtBot, shown: tuple[MainWindow, QPlainTextEdit], fate: str
) -> None:
    window, field = shown
    path, record, rows = window.bridge.path, window.form.record, len(window.contents.rows)
    assert path is not None
    older = path.read_bytes()
    if fate == "deleted":
        path.unlink()
    else:
        aside = path.with_name("older.tmp")
        aside.write_bytes(older)
        aside.replace(path)
    window.bridge.look()
    qtbot.waitUntil(lambda: window.toast.isVisible() and "while it was open" in said(window))
    say(field, "typed when the file was gone")
    qtbot.waitUntil(lambda: window.verbs.held.any)
    copy = path.with_name("saved copy.exo")
    window.actions_by_id["save_copy"].trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit(str(copy))
    dialog.reject()
    qtbot.waitUntil(lambda: window.bridge.path == copy)
    qtbot.waitUntil(lambda: not window.verbs.held.any)
    settle(qtbot, window)
    assert len(window.contents.rows) == rows
    with Session.open(copy, read_only=True) as session:
        assert session.project.entries(record)["statement"].text == "typed when the file was gone"
        assert len(session.project.history()) > 1
    assert not path.exists() if fate == "deleted" else path.read_bytes() == older
    assert check(copy).ok


def said(window: MainWindow) -> str:
    return " ".join(label.text() for label in window.toast.findChildren(QLabel))
