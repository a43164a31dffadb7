"""Named for screen readers, reached by Tab in reading order, whole at every scale and in both themes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.ui.help.dialog import PaneHelp
from exoannotate.ui.reading_order import put_in_reading_order
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.ui.window.notices import EmptyState
from tests.conftest import ROOT
from tests.ui import reader, sight
from tests.ui.conftest import Opener, type_into

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

ORDINARY = [("1.5", "dark"), ("2", "light")]
FULL = [("1", "light"), ("1", "dark"), ("1.5", "light"), ("2", "dark")]


@pytest.mark.parametrize(("scale", "theme"), [*ORDINARY, *FULL])
def test_nothing_is_cut_off_overlaps_or_has_no_name(
    scale: str, theme: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:  # fmt: skip
    if (scale, theme) in FULL and not pytestconfig.getoption("full"):
        pytest.skip("only with --full; two of the six are looked at each time")
    env = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.ui.sight", str(tmp_path), theme]
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Traceback" not in done.stderr, done.stderr[-3000:]
    states = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(states) > 20 and {state["ratio"] for state in states} == {float(scale)}
    assert [one for state in states for one in state["found"]] == []


def test_the_walk_sees_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    row = QHBoxLayout()
    column.addLayout(row)
    cut, told, field, button = (
        QLabel("Cut off at the end"),
        QLabel("Cut off at the end"),
        QLineEdit(),
        QPushButton("A button"),
    )
    for widget in (cut, told, field, QToolButton()):
        row.addWidget(widget)
    column.addWidget(button)
    cut.setFixedWidth(30)
    told.setFixedWidth(30)
    told.setToolTip("Cut off at the end")
    button.setFixedWidth(20)
    window.show()
    found = sight.looked_at("made", window)
    kinds = [one.split(":")[1].split(" by")[0].strip() for one in found]
    assert kinds == [
        *("no name", "no name", "no tooltip", "cut", "cut"),
        *("read without a name", "read without a name"),
    ]
    field.setGeometry(cut.geometry())
    assert any("over one another" in one for one in sight.overlapping(window))
    button.move(window.width() - 5, 0)
    assert any("sticks out" in one for one in sight.overlapping(window))
    field.setGeometry(0, 80, 40, 20)
    button.move(0, 0)
    assert sight.out_of_order(window)


def test_tab_goes_in_reading_order(qtbot: QtBot, window: MainWindow) -> None:
    window.verbs.show_record(next(iter(window.contents.rows)))
    qtbot.waitUntil(lambda: bool(window.form.record))
    for pane in (window.project, window.tabs, window.evidence):
        stops = list(sight.tab_stops(pane))
        assert len(stops) >= 3, sight.called(pane)
        assert sight.out_of_order(pane) == []
    assert len(list(sight.tab_stops(window.form))) >= 12
    # Each pane is entered by F6 and left by it; within it Tab reaches everything.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.evidence.filter.setFocus()
    QTest.keyClick(window.evidence.filter, Qt.Key.Key_Tab)
    assert window.evidence.filter_button.hasFocus()
    QTest.keyClick(window.evidence.filter_button, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.evidence.filter.hasFocus()


def test_a_screen_reader_finds_its_way(qtbot: QtBot, window: MainWindow) -> None:
    """The tree as it is read: panes by name in the order of the window, the page between them."""
    window.verbs.show_record(next(iter(window.contents.rows)))
    qtbot.waitUntil(lambda: bool(window.form.record))
    lines = list(reader.read(window).lines())
    said = [line.strip() for line in lines]
    for wanted in (
        "Pane: Project",
        "Pane: Record",
        "Pane: Evidence",
        "List: Documents",
        "List: Highlights of the document",
        "Table: Evidence table",
        "EditableText: Filter the evidence table",
        "Button: Export the evidence table",
    ):
        assert wanted in said, "\n".join(lines)
    assert any(line.startswith("EditableText: Cargo") for line in said), "\n".join(lines)
    at = [said.index(part) for part in ("MenuItem: File", "Pane: Project", "Client: Open documents", "Pane: Record",
                                        "Pane: Evidence")]  # fmt: skip
    assert at == sorted(at)
    # A field that is looked for and emptied by a small button says which.
    window.evidence.filter.setText("nothing")
    qtbot.waitUntil(lambda: "Button: Clear: Filter the evidence table" in "\n".join(reader.read(window).lines()))


def test_the_reader_sees_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    last, first = QPushButton("Last", window), QPushButton("First", window)
    row = QHBoxLayout()
    right, left = QPushButton("Right", window), QPushButton("Left", window)
    for layout, widget in ((column, first), (row, left), (row, right), (column, QToolButton())):
        layout.addWidget(widget)
    column.addLayout(row)
    column.addWidget(last)
    window.show()
    assert [one.split(" in ")[0] for one in reader.nameless(reader.read(window))] == ["read without a name: Button"]
    assert len(reader.misplaced(reader.read(window))) == 2
    put_in_reading_order(window)
    assert reader.misplaced(reader.read(window)) == []


def test_empty_places_say_what_to_do_and_hold_a_button(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    window = open_window(None)
    assert window.welcome.isVisible() and window.welcome.new_button.isVisible()
    with qtbot.waitSignal(window.bridge.opened):
        window.commands.create(tmp_path / "empty.exo")
    shown = [state for state in window.findChildren(EmptyState) if state.isVisible()]
    assert len(shown) >= 5  # documents, highlights, page, record, table
    for state in shown:
        assert state.sentence.text() and state.button.isVisible() and state.button.text(), state.sentence.text()
    for view in ("matrix", "contradictions", "gaps"):
        window.evidence.show_view(view)

        def inside() -> list[EmptyState]:
            return [s for s in window.evidence.findChildren(EmptyState) if s.isVisible()]

        qtbot.waitUntil(lambda: bool(inside()))
        assert all(s.button.isVisible() and s.button.text() for s in inside()), view
    window.form.empty.button.click()
    dialog = window.commands.dialog
    assert isinstance(dialog, PaneHelp) and dialog.topic.id == "record"
    dialog.reject()


def test_a_new_record_thrown_away_comes_back_by_undo(qtbot: QtBot, window: MainWindow) -> None:
    window.verbs.record_of_passage(next(iter(window.contents.passages)))
    qtbot.waitUntil(lambda: window.form.drafting)
    type_into(window, "cargo", "miR-1238")
    window.form.discard.click()
    assert not window.form.drafting and window.toast.isVisible() and window.toast.button.text() == "Undo"
    window.toast.button.click()
    assert window.form.drafting and window.form.drafts()[-1].texts["cargo"] == "miR-1238"
