"""What the everyday flows cost in keys and clicks; text that is typed into fields is counted apart.

The numbers are upper bounds of today. They may fall; a change that makes one rise makes reading slower.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.record.picker import RecordPicker
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import sample
from tests.conftest import ROOT
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)


@dataclass(slots=True)
class Counter:
    """Does what a hand does, and counts it."""

    person: Person
    keys: int = 0
    clicks: int = 0
    letters: int = 0

    def click(self, at: QPoint, times: int) -> None:
        surface = self.person.page.canvas.viewport()
        for number in range(times):
            act = QTest.mouseDClick if number == 1 else QTest.mouseClick
            act(surface, Qt.MouseButton.LeftButton, pos=at)
            self.clicks += 1
        self.person.wait(lambda: self.person.page.selection)

    def key(self, *keys: Qt.Key, control: bool = False) -> None:
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys:
            popup = QApplication.activePopupWidget()
            target = (popup.focusWidget() or popup) if popup else QApplication.focusWidget() or self.person.window
            QTest.keyClick(target, key, held)
            self.keys += 1 + control

    def chord(self, keys: str) -> None:
        """Keys held together, each counted."""
        focus = QApplication.focusWidget() or self.person.window
        QTest.keySequence(focus, keys)
        self.keys += keys.count("+") + 1

    def type(self, text: str) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)
        self.letters += len(text)


def sentence(person: Person, number: int) -> QPoint:
    """A place in a sentence of the second page."""
    person.turn_to(1)
    page = person.page.pages[1]
    bodies = [p for p in page.paragraphs if p.kind == "body" and p.end - p.start > 200]
    return person.point_at(1, bodies[number].start + 8)


def save_first_record(person: Person) -> Counter:
    hand = Counter(person)
    at = sentence(person, 0)
    hand.click(at, 3)
    hand.key(Qt.Key.Key_E)
    person.wait(lambda: person.window.form.drafting and person.window.form.editors["cargo"].input.hasFocus())
    hand.type("miR-21")
    hand.key(Qt.Key.Key_Tab)
    hand.type("U87")
    hand.key(Qt.Key.Key_Tab)
    hand.type("temozolomide")
    hand.key(Qt.Key.Key_Tab)
    hand.type("res")
    hand.key(Qt.Key.Key_Return, control=True)
    person.wait(lambda: len(person.window.contents.rows) == 1 and not person.window.form.drafting)
    person.idle()
    return hand


def test_a_passage_becomes_a_record(reading: Person) -> None:
    hand = save_first_record(reading)
    (row,) = reading.window.contents.rows.values()
    assert (row["cargo"], row["donor"], row["therapy"]) == ("miR-21", "U87", "temozolomide")
    assert row["effect"] == "resistance increased" and row["role"] == "marks resistance"
    # E, three times Tab, Ctrl and Enter; with suggested values the Tabs will go.
    assert hand.clicks <= 3 and hand.keys <= 6 and hand.letters <= 24
    reading.wait(lambda: reading.window.focusWidget() is reading.page.canvas)


def test_a_second_passage_of_a_record(reading: Person) -> None:
    save_first_record(reading)
    hand = Counter(reading)
    at = sentence(reading, 1)
    hand.click(at, 3)
    hand.key(Qt.Key.Key_L)
    picker = reading.window.findChild(RecordPicker)
    assert picker is not None
    reading.wait(picker.isVisible)
    hand.key(Qt.Key.Key_Return)
    (record,) = reading.window.contents.rows
    reading.wait(lambda: len(reading.window.contents.links[record]) == 2)
    assert (hand.keys, hand.clicks, hand.letters) == (2, 3, 0)


KILLED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app
with PdfClient() as client:
    qt = QApplication(sys.argv[:1])
    window = app.start(qt, client, Path(sys.argv[1]), [])
    def fill():
        if window.tabs.tab is None:
            QTimer.singleShot(50, fill)
            return
        window.tabs.tab.view.go_to(2)
        window.verbs.record_of_passage(next(iter(window.contents.passages)))
        QTest.keyClicks(window.form.editors["therapy"].input, "cisplatin")
        QTimer.singleShot(2500, lambda: print("filled", flush=True))
    QTimer.singleShot(50, fill)
    qt.exec()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_after_a_crash_everything_is_there_without_a_key(reading: Person, tmp_path: Path) -> None:
    save_first_record(reading)
    path = reading.window.bridge.path
    assert path is not None
    elsewhere = tmp_path / "second.exo"
    reading.new_project(elsewhere)  # the window lets go of the first one
    program = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert program.stdout is not None and program.stdout.readline().strip() == "filled"
    os.kill(program.pid, signal.SIGKILL)
    program.wait(10)
    program.stdout.close()
    window: MainWindow = reading.window
    window.commands.open(path)
    reading.wait(lambda: window.bridge.path == path and window.tabs.tab is not None)
    reading.idle()
    assert window.form.drafting and window.form.editors["therapy"].text() == "cisplatin"
    assert window.form.isVisible() and reading.page.current_page == 2
    assert len(window.contents.rows) == 1


def test_a_change_by_command_is_in_the_table_within_two_seconds(reading: Person) -> None:
    save_first_record(reading)
    (record,) = reading.window.contents.rows
    done = subprocess.run(
        [sys.executable, "-m", "exoannotate", "edit", str(reading.window.bridge.path), "--record", record,
         "--set", "donor=T98G"],
        capture_output=True, text=True, timeout=60, check=False, env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    began = time.perf_counter()
    reading.wait(lambda: reading.window.contents.rows[record]["donor"] == "T98G", 5)
    assert time.perf_counter() - began < 4  # it looks every second
    reading.wait(lambda: reading.window.form.editors["donor"].text() == "T98G", 5)


def test_a_filtered_word_table_for_a_grant(person: Person, tmp_path: Path) -> None:
    """Filter, export, Word, done: eleven keys at most, the letters of the filter among them."""
    person.window.commands.open(sample.copy(tmp_path / "sample"))
    person.wait(lambda: person.window.contents.rows)
    person.idle()
    hand = Counter(person)
    hand.chord("Ctrl+L")
    hand.type("mir")
    person.wait(lambda: 0 < person.window.evidence.proxy.rowCount() < len(person.window.contents.rows))
    shown = person.window.evidence.proxy.rowCount()
    hand.chord("Ctrl+Shift+E")
    person.wait(lambda: isinstance(person.window.commands.dialog, ExportDialog))
    person.wait(lambda: QApplication.activeWindow() is person.window.commands.dialog)  # the keys are its own by now
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Return)
    written = tmp_path / "sample" / "evidence.docx"
    person.wait(lambda: written.exists() and person.window.commands.dialog is None)
    assert len(docx.Document(str(written)).tables[0].rows) == shown + 1
    assert hand.keys + hand.letters <= 11 and hand.clicks == 0
