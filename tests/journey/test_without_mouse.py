"""A day without a mouse: open, select a sentence, record, link, filter, look a key up, export; every key goes to the
widget that has the focus, and nothing is clicked."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QRadioButton, QWidget

from exoannotate.pdf.client import PdfClient
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.help.dialog import PaneHelp
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.record.picker import RecordPicker
from exoannotate.workspace import documents
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf
from tests.journey.window import Ctrl, Person, Plain, Shift

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Key = Qt.Key


class Keyboard:
    """Presses keys where the focus is."""

    def __init__(self, person: Person) -> None:
        self.person, self.window = person, person.window

    @property
    def focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        if QApplication.activeWindow() is None:
            self.window.activateWindow()
            self.person.wait(lambda: QApplication.activeWindow() is not None)
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Plain, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focus, key, held)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    def go_to_the_page(self) -> None:
        for _ in range(6):
            if isinstance(QApplication.focusWidget(), Canvas):
                return
            self.press(Key.Key_F6)
        raise AssertionError(f"F6 never came to the page, but to {self.focus}")


@pytest.fixture
def project(tmp_path: Path, made_review: MadePdf) -> Path:
    """A project with one review and nothing else."""
    path = tmp_path / "mouseless.exo"
    pdf = Path(shutil.copy(made_review.path, tmp_path / "review.pdf"))
    with PdfClient() as client, Session.create(path, "Ada") as session:
        assert documents.add(session, client, pdf).state == "added"
    return path


def test_a_day_without_a_mouse(person: Person, project: Path, tmp_path: Path) -> None:
    window, hand = person.window, Keyboard(person)
    out = tmp_path / "evidence.csv"

    # Open: Ctrl+O, the name, Enter.
    hand.press(Key.Key_O, Ctrl)
    person.wait(lambda: window.findChild(QFileDialog))
    hand.type(str(project))
    hand.press(Key.Key_Return)
    person.wait(lambda: window.bridge.path == project and window.tabs.tab is not None)
    person.wait(lambda: person.page.complete and 0 in person.page.pages)

    # Select a sentence: a caret in the text, down to the middle of the page, S.
    hand.go_to_the_page()
    hand.press(Key.Key_C)
    hand.press(Key.Key_Down, times=12)
    hand.press(Key.Key_S)
    person.wait(lambda: person.page.selection)
    first = person.page.quote()
    assert len(first) > 20

    # Record: E, fields with Tab, Ctrl+Enter.
    hand.press(Key.Key_E)
    person.wait(lambda: window.form.drafting and window.form.editors["cargo"].input.hasFocus())
    hand.press(Key.Key_A, Ctrl)
    hand.type("miR-21")
    hand.press(Key.Key_Return, Ctrl)
    person.wait(lambda: len(window.contents.rows) == 1 and not window.form.drafting)
    person.idle()
    (record,) = window.contents.rows

    # Link: back on the page, another sentence, L, Enter.
    hand.go_to_the_page()
    hand.press(Key.Key_Escape)
    hand.press(Key.Key_Down, times=8)
    hand.press(Key.Key_S)
    person.wait(lambda: person.page.selection and person.page.quote() != first)
    hand.press(Key.Key_L)
    picker = window.findChild(RecordPicker)
    assert picker is not None
    person.wait(picker.isVisible)
    hand.press(Key.Key_Return)
    person.wait(lambda: len(window.contents.links[record]) == 2)
    person.idle()

    # Filter: Ctrl+L and words; then F1 tells about the table.
    hand.press(Key.Key_L, Ctrl)
    person.wait(window.evidence.filter.hasFocus)
    hand.type("cargo = no-such-cargo")
    person.wait(lambda: window.evidence.proxy.rowCount() == 0)
    hand.press(Key.Key_A, Ctrl)
    hand.type("cargo = miR-21")
    person.wait(lambda: window.evidence.proxy.rowCount() == 1)
    hand.press(Key.Key_F1)
    person.wait(lambda: isinstance(window.commands.dialog, PaneHelp))
    assert isinstance(window.commands.dialog, PaneHelp) and window.commands.dialog.topic.id == "table"
    hand.press(Key.Key_Escape)
    person.wait(lambda: window.commands.dialog is None)

    # Export: Ctrl+Shift+E, the format by arrows, the file by Tab, Enter.
    hand.press(Key.Key_E, Ctrl | Shift)
    person.wait(lambda: isinstance(window.commands.dialog, ExportDialog))
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    for _ in range(20):
        if isinstance(hand.focus, QRadioButton):
            break
        hand.press(Key.Key_Tab)
    while dialog.format_name != "csv":
        hand.press(Key.Key_Down)
    for _ in range(20):
        if isinstance(hand.focus, QLineEdit):
            break
        hand.press(Key.Key_Tab)
    hand.press(Key.Key_A, Ctrl)
    hand.type(str(out))
    hand.press(Key.Key_Return)
    person.wait(out.exists)
    person.idle()
    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == 1 and rows[0]["Cargo"] == "miR-21" and rows[0]["Quote"].startswith(first[:20])
