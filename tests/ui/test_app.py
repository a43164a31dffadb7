"""The entry: no display, start-up without heavy libraries, a killed window that comes back, passwords."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.ui.dialogs.first_page import FirstPageDialog
from exoannotate.ui.dialogs.password import PasswordDialog
from exoannotate.ui.documents.tab import find_page
from exoannotate.ui.window import window_state
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import Opener, settle

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    wanted = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "-c", code], env=wanted | environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_there_is_one_sentence() -> None:
    done = run_python(
        "import sys; from exoannotate.ui import app; code = app.run(None, []);"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]; sys.exit(code)"
    )
    assert done.returncode == 2
    assert done.stderr.startswith("There is no display for a window here.") and "Traceback" not in done.stderr


START = """
import sys
from pathlib import Path
from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app as ui
assert not [m for m in sys.modules if m.startswith("PySide6")]
with PdfClient() as client:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication
    app = QApplication([])
    window = ui.start(app, client, Path(sys.argv[1]) if len(sys.argv) > 1 else None, [])
    def look():
        tab = window.tabs.tab
        if tab is None or tab.view.current_page not in tab.view.pages:
            return
        timer.stop()
        print("heavy:", sorted({"pandas", "sqlite_utils", "pymupdf", "fitz", "openpyxl"} & set(sys.modules)))
        FOLLOW
    timer = QTimer(); timer.timeout.connect(look); timer.start(20)
    app.exec()
"""


def start(project: Path, follow: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    code = START.replace("sys.argv[1]", repr(str(project))).replace("len(sys.argv) > 1", "True")
    return run_python(code.replace("FOLLOW", follow), QT_QPA_PLATFORM="offscreen")


def test_the_window_stands_without_heavy_libraries(project: Path, tmp_path: Path) -> None:
    done = start(project, "window.close(); app.quit()", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "heavy: []" in done.stdout
    assert "Traceback" not in done.stderr


KILLED = """
        window.verbs.record_of_passage(next(iter(window.contents.passages)))
        window.form.editors["cargo"].input.setText("miR-1238")
        window.form.editors["cargo"].input.textEdited.emit("miR-1238")
        tab.view.go_to(1)
        import os, signal
        QTimer.singleShot(2500, lambda: os.kill(os.getpid(), signal.SIGKILL))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_window_comes_back(qtbot: QtBot, open_window: Opener, project: Path, tmp_path: Path) -> None:
    done = start(project, KILLED.strip(), tmp_path)
    assert done.returncode == -9, done.stderr
    window = open_window(project)
    qtbot.waitUntil(lambda: window.tabs.tab is not None)
    settle(qtbot, window)
    tab = window.tabs.tab
    assert tab is not None and tab.view.current_page == 1
    assert [draft.texts for draft in window.form.drafts()] == [{"cargo": "miR-1238"}]


def test_a_window_never_stands_off_screen(window: MainWindow) -> None:
    window.move(90_000, 90_000)
    window_state.bring_on_screen(window)
    screen = QApplication.primaryScreen().availableGeometry()
    assert screen.intersects(window.frameGeometry())


def test_letters_step_through_the_records(qtbot: QtBot, window: MainWindow) -> None:
    tab = window.tabs.tab
    assert tab is not None
    tab.view.canvas.setFocus()
    records = [window.evidence.model.row(at).record for at in range(2)]
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.form.record == records[0])
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: window.form.record == records[1])
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_K)
    qtbot.waitUntil(lambda: window.form.record == records[0])


def test_clone_keeps_all_but_the_cargo(qtbot: QtBot, window: MainWindow) -> None:
    record = next(r.record for r in window.contents.rows.values() if r["cargo"] == "miR-21")
    window.verbs.show_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    window.commands.enable()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window.form.drafting and window.form.editors["cargo"].text() == ""
    assert window.form.editors["therapy"].text() == "temozolomide"
    window.form.discard_draft()


def test_a_password_is_asked_used_and_forgotten(qtbot: QtBot, window: MainWindow, shared: Path) -> None:
    dialog = window.commands.adding.add([shared / "pdfs" / "enc_user_abc.pdf"])
    with qtbot.waitSignal(dialog.added, timeout=20_000):
        pass
    asked = window.commands.dialog
    assert isinstance(asked, PasswordDialog)
    asked.field.setText("abc")
    QTest.keyClick(asked.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.contents.documents) == 2, timeout=20_000)
    settle(qtbot, window)
    assert window.commands.dialog is None
    folder = Path(os.environ["EXOANNOTATE_CONFIG_DIR"])
    assert not [p for p in folder.rglob("*") if p.is_file() and b'"abc"' in p.read_bytes()]


def test_first_page_dialog(qtbot: QtBot) -> None:
    dialog = FirstPageDialog("A review", "")  # goes by itself when it closes
    dialog.show()
    with qtbot.waitSignal(dialog.given) as heard:
        QTest.keyClicks(dialog.field, "x365")
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert heard.args == ["365"]


def test_pages_are_found_by_label_first() -> None:
    def labels(page: int) -> str:
        return str(365 + page) if page else "ii"

    assert find_page("366", labels, 10) == 1
    assert find_page(" II ", labels, 10) == 0
    assert find_page("3/10", labels, 10) == 2
    assert find_page("11", labels, 10) is None and find_page("", labels, 10) is None
