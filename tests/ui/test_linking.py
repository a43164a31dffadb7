"""Passages and records: from one to the other, linked by key, by menu, and to the record that is there already."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.ui.commands.linking import LinkCommands
from exoannotate.ui.contents import Contents
from exoannotate.ui.record.candidates import NEW, Candidate, CandidatesModel, Choice
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle, type_into

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Ctrl, Alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def by_cargo(window: MainWindow, cargo: str) -> str:
    return next(r for r, row in window.contents.rows.items() if row["cargo"] == cargo)


def outlined(window: MainWindow) -> str | None:
    tab = window.tabs.tab
    return tab.view.selected_passage if tab is not None else None


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_the_model(qtmodeltester: ModelTester) -> None:
    model = CandidatesModel()
    model.set_candidates((Candidate("a", "miR-21", "this document"), Candidate(NEW, "New record")))
    qtmodeltester.check(model)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "miR-21, this document"
    assert model.record(5) == ""


def test_one_passage_of_two_records_and_two_passages_of_one(qtbot: QtBot, window: MainWindow) -> None:
    one, two = by_cargo(window, "miR-21"), by_cargo(window, "miR-9")
    first, second = window.contents.links[one][0], window.contents.links[two][0]
    tab = window.tabs.tab
    assert tab is not None
    # By key: the outlined highlight goes to the record in the form, without asking.
    window.verbs.show_record(two)
    settle(qtbot, window)
    tab.view.set_selected_passage(first)
    QTest.keyClick(window, Qt.Key.Key_K, Ctrl | Shift)
    settle(qtbot, window)
    assert window.contents.links[two] == (second, first) and window.toast.button.text() == "Undo"
    assert window.contents.records_of(first) == (one, two)
    QTest.keyClick(window, Qt.Key.Key_K, Ctrl | Shift)
    settle(qtbot, window)
    assert "already" in window.note_label.text() and len(window.contents.links[two]) == 2
    # From the record to its passages, round and round.
    for wanted in (second, first, second):
        QTest.keyClick(window, Qt.Key.Key_Right, Ctrl | Alt)
        qtbot.waitUntil(lambda wanted=wanted: outlined(window) == wanted)  # type: ignore[misc]
    QTest.keyClick(window, Qt.Key.Key_Left, Ctrl | Alt)
    qtbot.waitUntil(lambda: outlined(window) == first)
    assert "2 of 2" in window.note_label.text()
    # From the passage to its records, each in turn, and back from the form.
    tab.view.canvas.setFocus()
    for wanted in (one, two):
        QTest.keyClick(tab.view.canvas, Qt.Key.Key_J, Ctrl)
        qtbot.waitUntil(lambda wanted=wanted: window.form.record == wanted)  # type: ignore[misc]
    assert "of 2 of this highlight" in window.note_label.text()
    window.form.editors["cargo"].input.setFocus()
    QTest.keyClick(window.form.editors["cargo"].input, Qt.Key.Key_J, Ctrl)
    qtbot.waitUntil(lambda: outlined(window) == second)
    assert QApplication.focusWidget() is tab.view.canvas
    # Both are told: the record's cards, the highlight's menu.
    assert window.form.passages.count() == 2
    menu = window.project.highlight_menu(first)
    assert len([text for text in texts(menu) if text.startswith("Record: ")]) == 2
    off = next(action.menu() for action in menu.actions() if action.text() == "Unlink from")
    assert isinstance(off, QMenu) and len(off.actions()) == 1
    off.actions()[0].trigger()
    settle(qtbot, window)
    assert window.contents.links[two] == (second,) and window.contents.records_of(first) == (one,)
    window.toast.button.click()
    settle(qtbot, window)
    assert window.contents.links[two] == (second, first)
    menu.deleteLater()


def test_the_menu_of_a_highlight_on_its_page(qtbot: QtBot, window: MainWindow) -> None:
    record = by_cargo(window, "miR-21")
    passage = window.contents.passages[window.contents.links[record][0]]
    window.verbs.jump_to_passage(passage.id)
    tab = window.tabs.tab
    assert tab is not None
    qtbot.waitUntil(lambda: outlined(window) == passage.id and tab.view.complete)
    rect = tab.view.viewport.quad_rect(passage.quads[0])
    at = QPoint(round(rect.x + 20), round(rect.y + rect.height / 2))
    surface = tab.view.canvas.viewport()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(surface, QContextMenuEvent(reason, at, surface.mapToGlobal(at)))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu) and any("miR-21" in text for text in texts(menu))
        menu.close()
    nowhere = QPoint(2, 2)
    QApplication.sendEvent(
        surface, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, nowhere, surface.mapToGlobal(nowhere))
    )
    assert QApplication.activePopupWidget() is None


def test_the_picker_says_why_and_makes_a_new_record_last(qtbot: QtBot, window: MainWindow) -> None:
    passage = window.contents.links[by_cargo(window, "miR-9")][0]
    window.verbs.link_passage(passage)
    picker = window.picker
    qtbot.waitUntil(picker.isVisible)
    below = [picker.model.index(k, 0).data(Qt.ItemDataRole.UserRole + 2) for k in range(2)]
    assert below[0].startswith("this document") and below[1] == "from this passage"
    QTest.keyClick(picker.field, Qt.Key.Key_Up)
    assert picker.list.currentIndex().row() == picker.model.rowCount() - 1
    QTest.keyClick(picker.field, Qt.Key.Key_Down)
    assert picker.list.currentIndex().row() == 0
    QTest.keyClicks(picker.field, "no such words")
    assert picker.nothing.isVisible() and picker.model.record(0) == NEW
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert window.form.drafting and window.form.drafts() == ()


def test_enter_before_a_long_list_is_there_takes_its_first(qtbot: QtBot, window: MainWindow) -> None:
    passage = next(iter(window.contents.passages))
    names = [column.name for column in LONG_COLUMNS]
    rows = tuple(
        EvidenceRow(f"r{n}", tuple({"cargo": f"miR-{n}", "changed": f"{n:05}"}.get(name, "") for name in names))
        for n in range(3000)
    )
    picker = window.picker
    choice = Choice(Contents(rows={row.record: row for row in rows}), "", "miR-17 and miR-99")
    chosen: list[tuple[str, str]] = []
    picker.chosen.disconnect()
    picker.chosen.connect(lambda *pair: chosen.append(pair))
    picker.ask(passage, choice)
    assert picker.nothing.isVisible() and picker.model.rowCount() == 0
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(chosen))
    assert chosen == [(passage, "r99")] and not picker.isVisible()
    picker.ask(passage, choice)
    QTest.keyClicks(picker.field, "mir-2999")
    qtbot.waitUntil(lambda: picker.model.rowCount() == 2)
    QTest.keyClick(picker.field, Qt.Key.Key_Return)
    assert chosen[-1] == (passage, "r2999")


def save_a_twin(qtbot: QtBot, window: MainWindow) -> str:
    """Fill a new record that says what another one does on the same passage; the other one."""
    there = by_cargo(window, "miR-9")
    window.verbs.record_of_passage(window.contents.links[there][0])
    type_into(window, "cargo", "miR-9")
    type_into(window, "therapy", "radiation")
    type_into(window, "effect", "sensitivity increased")
    window.form.try_save()
    settle(qtbot, window)
    assert len(window.contents.rows) == 2 and window.form.drafting
    return there


def test_a_likely_twin_is_shown_and_the_draft_waits(qtbot: QtBot, window: MainWindow) -> None:
    there = save_a_twin(qtbot, window)
    twins = window.commands.part(LinkCommands).twins
    assert twins.isVisible() and "Likely the same" in window.form.message.text()
    QTest.keyClick(window.form.editors["cargo"].input, Qt.Key.Key_S, Alt)
    qtbot.waitUntil(lambda: window.form.record == there)
    assert window.form.record == there and not twins.isVisible() and len(window.form.drafts()) == 1
    QTest.mouseClick(window.form.continue_button, Qt.MouseButton.LeftButton)
    assert window.form.drafting and window.form.editors["therapy"].text() == "radiation"
    window.form.try_save()  # told once, kept now
    settle(qtbot, window)
    assert len(window.contents.rows) == 3


def test_the_passage_goes_to_the_twin_instead_and_back(qtbot: QtBot, window: MainWindow) -> None:
    there = save_a_twin(qtbot, window)
    other = next(p for p in window.contents.passages if p not in window.contents.links[there])
    window.form.add_passage(other)
    window.form.try_save()
    settle(qtbot, window)
    twins = window.commands.part(LinkCommands).twins
    if not twins.isVisible():
        pytest.fail(window.form.message.text())
    QTest.keyClick(window.form.editors["cargo"].input, Qt.Key.Key_L, Alt)
    qtbot.waitUntil(lambda: window.form.record == there)
    settle(qtbot, window)
    assert len(window.contents.rows) == 2 and len(window.contents.links[there]) == 2
    assert window.form.record == there and window.form.drafts() == ()
    assert window.contents.undo_label == "Link passage"
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert len(window.contents.links[there]) == 1
    assert window.form.drafting and window.form.editors["therapy"].text() == "radiation"
