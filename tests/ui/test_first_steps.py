"""The first run: the sample opens with four steps, each ticked once it was really done; then never again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import Value
from exoannotate.ui.commands.first_steps import FirstStepsCommands
from exoannotate.ui.commands.merging import MergingCommands
from exoannotate.ui.dialogs.merge import MergeDialog
from exoannotate.workspace import records, sample, settings
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle
from tests.ui.test_beginning import run
from tests.ui.test_window import select_a_sentence

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)


def test_the_first_start_opens_the_sample() -> None:
    there = "window.furnished and window.tabs.tab is not None and not window.bridge.busy"
    done = run(end=f"{there} and (print(window.windowTitle()) or True)")
    assert done.returncode == 0, done.stderr
    assert "sample – exoannotate" in done.stdout.splitlines()
    assert (settings.config_folder() / "exoannotate sample" / "sample.exo").exists()
    again = run()  # not the first start any more: the project of last time
    assert again.returncode == 0, again.stderr


def test_each_step_ticks_itself(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "sample")
    window = open_window(path)
    strip = window.commands.part(FirstStepsCommands).strip
    assert strip is not None and strip.isVisible() and strip.taken == 0
    assert "to do now" in strip.steps[0].accessibleName()
    select_a_sentence(window)
    canvas = window.tabs.tab.view.canvas  # type: ignore[union-attr]
    QTest.keyClick(canvas, Qt.Key.Key_S)
    assert strip.taken == 1
    QTest.keyClick(canvas, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: window.form.drafting and strip.taken >= 2)
    field = window.form.editors["cargo"].input
    field.setFocus()
    QTest.keyClicks(field, "miR-77")
    qtbot.waitUntil(lambda: strip.taken == 3)
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: strip.taken == 4)
    assert strip.sentence.isVisible() and not strip.steps[0].isVisible()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: settings.get("first_steps") == "done")
    QTest.mouseClick(strip.close_button, Qt.MouseButton.LeftButton)
    assert not strip.isVisible()
    with qtbot.waitSignal(window.bridge.opened):
        window.commands.open(path)
    settle(qtbot, window)
    assert not strip.isVisible()


def test_sent_away_it_does_not_come_back_and_it_is_of_the_sample_only(
    qtbot: QtBot, open_window: Opener, project: Path, tmp_path: Path
) -> None:
    window = open_window(sample.copy(tmp_path / "sample"))
    part = window.commands.part(FirstStepsCommands)
    assert part.strip is not None and part.strip.isVisible()
    with qtbot.waitSignal(window.bridge.opened):
        window.commands.open(project)
    settle(qtbot, window)
    assert not part.strip.isVisible()
    with qtbot.waitSignal(window.bridge.opened):
        window.commands.open(tmp_path / "sample" / "sample.exo")
    settle(qtbot, window)
    assert part.strip.isVisible()
    QTest.mouseClick(part.strip.close_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: settings.get("first_steps") == "done")
    again = open_window(tmp_path / "sample" / "sample.exo")
    assert again.commands.part(FirstStepsCommands).strip is None


def test_records_that_a_merge_brings_are_no_step(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    mine, theirs = sample.copy(tmp_path / "mine"), sample.copy(tmp_path / "theirs")
    with Session.open(theirs) as session:
        passage = session.project.passages()[0]
        records.create(session, (passage.id,), {"cargo": records.FieldInput((Value("miR-77"),))})
    window = open_window(mine)
    strip = window.commands.part(FirstStepsCommands).strip
    assert strip is not None and strip.taken == 0
    before = len(window.contents.rows)
    window.commands.part(MergingCommands).look_at(theirs)
    qtbot.waitUntil(lambda: window.commands.dialog is not None)
    dialog = window.commands.dialog
    assert isinstance(dialog, MergeDialog)
    QTest.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.contents.rows) == before + 1)
    settle(qtbot, window)
    assert strip.taken == 0
