"""Checking a sample again: the words on their page, nothing of what the first person said, and the errors counted."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.ui.commands.verifying import VerifyingCommands
from exoannotate.ui.dialogs.draw import DrawDialog
from exoannotate.ui.dialogs.sheets import SheetsDialog
from exoannotate.ui.verifying.mode import CheckMode
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import passages, records, tables
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle, type_into

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Key = Qt.Key
Plain, Ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
T = TypeVar("T")


@pytest.fixture
def window(open_window: Opener, project: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """Ben's window on two records that Ada made and accepted; a note on the page would tell."""
    with Session.open(project, "Ada") as session:
        for record in session.project.records():
            records.review(session, record.id, "accepted")
        for passage in session.project.passages():
            passages.set_note(session, passage.id, "Ada's note")
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ben")
    return open_window(project)


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, kind))
    dialog = window.commands.dialog
    assert isinstance(dialog, kind)
    return dialog


def begin(qtbot: QtBot, window: MainWindow) -> CheckMode:
    window.actions_by_id["verify"].trigger()
    dialog = dialog_of(qtbot, window, DrawDialog)
    QTest.keyClick(dialog.size_box, Key.Key_Return)
    part = window.commands.part(VerifyingCommands)
    qtbot.waitUntil(lambda: part.mode is not None and part.mode.on)
    assert part.mode is not None
    settle(qtbot, window)
    return part.mode


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key, modifier: Qt.KeyboardModifier = Plain) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window, key, modifier)
    settle(qtbot, window)


def test_a_sample_is_extracted_again_without_seeing_what_was_said(
    qtbot: QtBot, window: MainWindow, project: Path
) -> None:
    rows = dict(window.contents.rows)
    tab = window.tabs.tab
    assert tab is not None and len(tab.view._overlay.marks) == 2
    mode = begin(qtbot, window)
    first, second = mode.round.records
    form = window.form
    assert mode.bar.place.text() == "1 of 2" and not window.evidence_dock.isVisible()
    assert form.drafting and not form.record and not any(editor.text() for editor in form.editors.values())
    assert [p.id for p in form.shown_passages()] == list(window.contents.links[first])
    assert not any(p.note or p.meaning for p in form.shown_passages()) and not tab.view._overlay.marks
    QTest.mouseClick(form.discard, Qt.MouseButton.LeftButton)
    assert not form.drafting, "thrown away; it begins anew below"
    assert mode.layer.quads == window.contents.passages[window.contents.links[first][0]].quads
    # What is typed stays while one goes to and fro.
    press(qtbot, window, Key.Key_F)
    type_into(window, "cargo", rows[first]["cargo"])
    type_into(window, "effect", rows[first]["effect"])
    press(qtbot, window, Key.Key_Escape)
    press(qtbot, window, Key.Key_N)
    assert mode.round.record == second and not form.editors["cargo"].text()
    press(qtbot, window, Key.Key_P)
    assert mode.round.record == first and form.editors["cargo"].text() == rows[first]["cargo"]
    press(qtbot, window, Key.Key_A)
    qtbot.waitUntil(lambda: mode.round.record == second)
    assert mode.bar.done.value() == 1
    # Taken back, by the menu and by the key of the bar, and saved again.
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: mode.bar.done.value() == 0)
    window.actions_by_id["redo"].trigger()
    qtbot.waitUntil(lambda: mode.bar.done.value() == 1 and mode.round.record == second)
    press(qtbot, window, Key.Key_Z)
    qtbot.waitUntil(lambda: mode.round.record == first and form.drafting)
    press(qtbot, window, Key.Key_F)
    type_into(window, "cargo", rows[first]["cargo"])
    type_into(window, "effect", rows[first]["effect"])
    press(qtbot, window, Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: mode.round.record == second)
    press(qtbot, window, Key.Key_F)
    type_into(window, "cargo", "miR-155")
    type_into(window, "effect", rows[second]["effect"])
    press(qtbot, window, Key.Key_Escape)
    press(qtbot, window, Key.Key_A)
    report = dialog_of(qtbot, window, SheetsDialog)
    assert mode.bar.place.text() == "Done"
    told = {row[0]: row[1:3] for row in report.shown.rows}
    assert told["Cargo"] == (2, 1) and told["Effect"] == (2, 0)
    cargo = next(row for row in report.shown.rows if row[0] == "Cargo")
    assert cargo[3:] == (50.0, 9.5, 90.5), "Wilson's interval of 1 in 2"
    QTest.keySequence(report.views[0], "Ctrl+C")
    assert QGuiApplication.clipboard().text().startswith("Field\tCompared\tDiffer\tError rate in %")
    QTest.keyClick(report, Key.Key_Escape)
    qtbot.waitUntil(lambda: window.commands.dialog is None)
    press(qtbot, window, Key.Key_Escape)
    assert not mode.on and len(tab.view._overlay.marks) == 2 and window.evidence_dock.isVisible()
    # No new evidence anywhere, and no twin.
    assert window.contents.rows == rows and window.evidence.proxy.rowCount() == 2
    with Session.open(project, "Cleo", read_only=True) as session:
        assert len(tables.evidence(session)) == 2 and len(session.project.records()) == 4


def test_the_same_draw_goes_on_where_it_was_left(qtbot: QtBot, window: MainWindow) -> None:
    mode = begin(qtbot, window)
    press(qtbot, window, Key.Key_F)
    type_into(window, "cargo", "miR-1")
    press(qtbot, window, Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: mode.bar.place.text() == "2 of 2")
    left = mode.round.record
    window.verbs.show_record(left)  # whoever wants to see a record leaves the check
    qtbot.waitUntil(lambda: not mode.on and window.form.record == left)
    window.actions_by_id["verify"].trigger()
    dialog = dialog_of(qtbot, window, DrawDialog)
    number = dialog.number.value()
    QTest.keyClick(dialog.size_box, Key.Key_Return)
    qtbot.waitUntil(lambda: mode.on)
    settle(qtbot, window)
    assert mode.round.record == left and mode.bar.done.value() == 1
    press(qtbot, window, Key.Key_Escape)
    window.actions_by_id["verify"].trigger()
    assert dialog_of(qtbot, window, DrawDialog).number.value() == number


def test_nobody_checks_their_own(
    qtbot: QtBot, open_window: Opener, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ada")
    window = open_window(project)
    window.actions_by_id["verify"].trigger()
    qtbot.waitUntil(lambda: "no record to check again" in window.toast.sentence.text())
    assert not window.actions_by_id["verify"].isChecked()
