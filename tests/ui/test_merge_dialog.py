"""The dialog of a merge: what it tells, and its table of values both changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.change import RowEdit
from exoannotate.domain.merging import Plan, Side
from exoannotate.ui.dialogs.merge import ConflictsModel, MergeDialog, summary
from exoannotate.workspace.merging import Difference, Preview

CONFLICTS = (
    Difference("record_fields", "r1:therapy", "miR-21", "therapy", "radiation", "cisplatin", False),
    Difference("record_fields", "r2:donor", "x" * 10_000, "donor", "", "‮<b>TAM</b>\x00", True),
)


def preview(*conflicts: Difference, empty: bool = False) -> Preview:
    edits = () if empty else (RowEdit("records", "r1", None, {"id": "r1"}),)
    plan = Plan(edits, {"records": 1, "passages": 2}, {"records": 3}, {}, {})
    side = Side({}, {})
    return Preview(Path("from Ben.exo"), side, side, Plan() if empty else plan, conflicts, ())


def test_model(qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(ConflictsModel(CONFLICTS))


def test_summary_counts_in_words() -> None:
    assert summary(preview()) == "It brings 1 new record, 2 new highlights, 3 changed records."
    assert summary(preview(empty=True)) == "This file brings nothing new."


def test_decisions_on_sentences_are_counted() -> None:
    edit = RowEdit("candidate_decisions", "d1", None, {"id": "d1"})
    found = Preview(Path("x"), Side({}, {}), Side({}, {}), Plan((edit,), new={"candidate_decisions": 2}), (), ())
    assert summary(found) == "It brings 2 new decisions on a sentence."


def test_values_are_chosen_by_keys_and_by_clicks(qtbot: QtBot) -> None:
    dialog = MergeDialog(preview(*CONFLICTS))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.view, Qt.Key.Key_Right)
    assert dialog.model.theirs == [True, True]
    at = dialog.view.visualRect(dialog.model.index(1, 2)).center()
    QTest.mouseClick(dialog.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert dialog.model.theirs == [True, False]
    QTest.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.model.theirs == [True, True]
    dialog.all_mine.click()
    assert dialog.model.theirs == [False, False]
    with qtbot.waitSignal(dialog.merge_wanted) as told:
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert told.args == [{("record_fields", "r1:therapy"): False, ("record_fields", "r2:donor"): False}]


@pytest.mark.parametrize("conflicts", [(), CONFLICTS])
def test_text_of_a_stranger_is_plain(qtbot: QtBot, conflicts: tuple[Difference, ...]) -> None:
    dialog = MergeDialog(preview(*conflicts))
    qtbot.addWidget(dialog)
    for row in range(dialog.model.rowCount()):
        for column in range(4):
            tip = dialog.model.index(row, column).data(Qt.ItemDataRole.ToolTipRole)
            assert "<b>" not in tip


def test_nothing_new_cannot_be_merged(qtbot: QtBot) -> None:
    dialog = MergeDialog(preview(empty=True))
    qtbot.addWidget(dialog)
    assert not dialog.merge.isEnabled()
