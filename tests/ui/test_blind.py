"""A blind round in the window: nothing of the other is shown; it is closed, and one record agreed on by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from exoannotate.ui.consensus.dialog import ConsensusDialog
from exoannotate.ui.dialogs.blind import BlindDialog
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import blind, collections, passages, records
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle, typed

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Key = Qt.Key
Left = Qt.MouseButton.LeftButton
T = TypeVar("T")


def dialog_of(qtbot: QtBot, window: MainWindow, kind: type[T]) -> T:
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, kind))
    dialog = window.commands.dialog
    assert isinstance(dialog, kind)
    return dialog


def test_a_round_from_its_beginning_to_the_consensus(
    qtbot: QtBot, open_window: Opener, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ben")
    window = open_window(project)
    tab = window.tabs.tab
    assert tab is not None and len(window.contents.rows) == 2 and not window.status.round_label.isVisible()
    window.verbs.show_record(next(iter(window.contents.rows)))
    qtbot.waitUntil(lambda: bool(window.form.record))
    window.actions_by_id["record_history"].trigger()
    settle(qtbot, window)
    window.actions_by_id["blind_round"].trigger()
    dialog = dialog_of(qtbot, window, BlindDialog)
    assert dialog.names.text() == "Ben, Ada"
    dialog.names.clear()
    assert not dialog.start.isEnabled()
    QTest.keyClicks(dialog.names, "Ben, Ada")
    QTest.mouseClick(dialog.start, Left)
    qtbot.waitUntil(lambda: window.status.round_label.isVisible())
    settle(qtbot, window)
    tab = window.tabs.tab
    assert tab is not None and not window.contents.rows and window.evidence.proxy.rowCount() == 0
    assert not window.form.record and not [label for label in window.findChildren(QLabel)
                                           if label.isVisible() and "miR-21" in label.text()]  # fmt: skip
    assert {p.meaning for p in window.contents.passages.values()} == {"note"} and len(tab.view._overlay.marks) == 2
    place = next(iter(window.contents.passages))
    window.bridge.do(lambda s: records.create(s, (place,), typed(cargo="miR-30", donor="U251", therapy="cisplatin")))
    settle(qtbot, window)
    assert [row["cargo"] for row in window.contents.rows.values()] == ["miR-30"]
    with Session.open(project, "Ada") as session:  # by command, in the same file
        made = records.create(session, (place,), typed(cargo="miR-21", donor="U251", therapy="quokka"))
        copied = session.project.passage(place)
        session.run(
            passages.Change("Highlight", (passages.insert(passages.replace(copied, id="hers", note="quokka")),))
        )
        blind.finish(session)
    window.bridge.look()
    settle(qtbot, window)
    assert len(window.contents.rows) == 1 and "hers" not in window.contents.passages
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Eve")
    with Session.open(project, "Eve") as session:  # who takes no part shows nobody's work by Enter
        standing = blind.standing(session)
    assert standing is not None and standing.waiting
    early = BlindDialog(standing, (), ())
    qtbot.addWidget(early)
    early.show()
    with qtbot.assertNotEmitted(early.close_wanted):
        QTest.keyClick(early, Key.Key_Return)
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ben")
    assert "quokka" not in repr(window.contents.used) and made not in window.contents.links

    window.actions_by_id["blind_round"].trigger()
    dialog = dialog_of(qtbot, window, BlindDialog)
    QTest.mouseClick(dialog.finish, Left)
    settle(qtbot, window)
    window.actions_by_id["blind_round"].trigger()
    dialog = dialog_of(qtbot, window, BlindDialog)
    assert dialog.close_round.text() == "Close the round"
    QTest.mouseClick(dialog.close_round, Left)
    qtbot.waitUntil(lambda: len(window.contents.rows) == 4 and "hers" in window.contents.passages)
    settle(qtbot, window)
    assert not window.status.round_label.isVisible()

    window.actions_by_id["consensus"].trigger()
    asked = dialog_of(qtbot, window, ConsensusDialog)
    claims = asked.claims.claims
    both = next(n for n, c in enumerate(claims) if len(c.records) > 1)
    asked.list.setCurrentIndex(asked.claims.index(both))
    assert [one.field.name for one in asked.fields.rows] == ["cargo", "therapy"] and not asked.agree.isEnabled()
    claim = asked.claim
    assert claim is not None
    heads = [asked.fields.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    ada = heads.index("Ada")
    rect = asked.view.visualRect(asked.fields.index(0, ada))
    QTest.mouseClick(asked.view.viewport(), Left, pos=rect.center())
    assert asked.agree.text() == "1 to choose"
    asked.view.setCurrentIndex(asked.fields.index(1, 3))
    asked.view.setFocus()
    QTest.keyClick(asked.view, Key.Key_F2)
    editor = asked.view.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    QTest.keyClicks(editor, "carmustine")
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(asked.agree.isEnabled)
    QTest.keyClicks(asked.note, "by phone")
    QTest.keyClick(asked.note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: claim.id in window.contents.rows)
    settle(qtbot, window)
    row = window.contents.rows[claim.id]
    assert (row["cargo"], row["donor"], row["therapy"], row["note"]) == ("miR-21", "U251", "carmustine", "by phone")
    assert len(window.contents.rows) == 3, "theirs are kept and count no more"
    window.verbs.show_record(claim.id)
    settle(qtbot, window)
    asked.reject()
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: claim.id not in window.contents.rows)
    settle(qtbot, window)
    assert len(window.contents.rows) == 4, "those that went into it count again"


def test_a_round_in_which_nothing_was_coded_has_no_consensus(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    with Session.open(project, "Ada") as session:
        blind.start(session, ["Eva", "Finn"])
        blind.close(session, anyway=True)
    window = open_window(project)
    window.actions_by_id["consensus"].trigger()
    settle(qtbot, window)
    assert window.commands.dialog is None
    assert "Nothing was coded" in window.toast.sentence.text()


def test_claims_of_an_earlier_round_are_reached_and_a_round_that_loses_its_document_ends(
    qtbot: QtBot, open_window: Opener, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXOANNOTATE_CURATOR", "Ben")
    with Session.open(project, "Ada") as session:
        one = session.project.documents()[0]
        other = replace(one, id="other", sha256="0" * 64, title="Another")
        session.run(records.Change("Add", (passages.insert(other),)))
        collections.make(session, "rest", ["other"])
        blind.start(session, ["Ada", "Ben"], [one.id])
        blind.close(session, anyway=True)
    window = open_window(project)
    window.actions_by_id["blind_round"].trigger()
    dialog = dialog_of(qtbot, window, BlindDialog)
    dialog.documents.setFocus()
    QTest.keyClick(dialog.documents, Key.Key_End)
    assert dialog.documents.currentText() == "rest (1)"
    QTest.mouseClick(dialog.start, Left)
    qtbot.waitUntil(lambda: window.status.round_label.isVisible())
    settle(qtbot, window)
    window.actions_by_id["blind_round"].trigger()
    dialog = dialog_of(qtbot, window, BlindDialog)
    QTest.mouseClick(dialog.consensus, Left)
    asked = dialog_of(qtbot, window, ConsensusDialog)
    assert asked.told.text().endswith("What Ada and Ben code comes when their round is closed.")
    assert len(asked.claims.claims) == 2 and asked.agree.isEnabled() and not asked.undo.isEnabled()
    for button, agreed in ((asked.agree, True), (asked.undo, False)):
        QTest.mouseClick(button, Left)
        qtbot.waitUntil(lambda agreed=agreed: bool(asked.claims.claims[0].agreed) is agreed)
        settle(qtbot, window)
        assert asked.undo.isEnabled() is agreed
    asked.list.setCurrentIndex(asked.claims.index(0))
    QTest.mouseClick(asked.agree, Left)
    qtbot.waitUntil(lambda: asked.claims.claims[0].agreed != "")
    asked.reject()

    view, model = window.project.document_view, window.project.documents
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    rect = view.visualRect(model.index(model.row_of("other"), 0))
    QTest.mouseClick(view.viewport(), Left, Qt.KeyboardModifier.ControlModifier, rect.center())
    settle(qtbot, window)
    window.actions_by_id["delete_highlight"].trigger()
    qtbot.waitUntil(lambda: "other" not in window.contents.documents)
    settle(qtbot, window)
    assert "had no other document and is closed with it." in window.toast.sentence.text()
    assert not window.status.round_label.isVisible()
    window.actions_by_id["undo"].trigger()
    qtbot.waitUntil(lambda: "other" in window.contents.documents)
    settle(qtbot, window)
    assert window.status.round_label.isVisible()
