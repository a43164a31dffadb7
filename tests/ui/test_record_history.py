"""The history of a record in its pane: what was done, by whom, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.record.history import LONGEST, HistoryView
from exoannotate.ui.record.history_list import HistoryModel
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace.past import Past
from tests.ui.conftest import settle, type_into

Ctrl = Qt.KeyboardModifier.ControlModifier


def step(number: int, before: str = "", after: str = "", *, undone: bool = False) -> Past:
    at = f"2026-01-01T00:{number % 60:02}:00.000Z"
    return Past(f"act {number}", at, "Ann", "Edit therapy", "therapy", before, after, None, undone, head="Therapy")


def test_the_model(qtmodeltester: ModelTester) -> None:
    model = HistoryModel()
    qtmodeltester.check(model)
    model.show_steps((step(2, "a", "b"), step(1, "", "a", undone=True)))
    qtmodeltester.check(model)
    assert model.index(0, 0).data() == "Therapy: a → b"
    said = model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Therapy: nothing became a, Ann, ") and said.endswith("undone")
    assert "2026-01-01" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert model.step(5) is None and model.row_of(None) == -1 and model.row_of(step(1, "", "a")) == 1


def test_a_thousand_steps_and_long_values(qtbot: QtBot, look: Look, icons: Icons) -> None:
    view = HistoryView(look, icons)
    qtbot.addWidget(view)
    view.resize(320, 600)
    view.show_steps(tuple(step(n, "x" * 10_000 + "\n\x07", "\u202eabc") for n in range(1000)), None, writable=True)
    view.show()
    view.grab()
    assert view.model.rowCount() == 1000 and len(view.before.text.text()) <= LONGEST + 2
    QTest.keyClick(view.list, Qt.Key.Key_End)
    assert view.list.currentIndex().row() == 999
    view.show_steps((), None, writable=True)
    assert view.empty.isVisible()


def test_back_to_an_earlier_value_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    record = next(r for r, row in window.contents.rows.items() if row["cargo"] == "miR-21")
    window.verbs.show_record(record)
    settle(qtbot, window)
    pane = window.record_pane
    assert pane.said.text().startswith("changed by Ada")
    type_into(window, "therapy", "cisplatin")
    settle(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_H, Ctrl)
    view = pane.history
    assert isinstance(view, HistoryView)
    settle(qtbot, window)
    assert pane.part == "history" and view.list.hasFocus() and not window.form.isVisible()
    top = view.model.step(0)
    assert top is not None and (top.head, top.before, top.after) == ("Therapy", "temozolomide", "cisplatin")
    assert view.before.back.isVisible() and not view.after.back.isVisible() and view.after.now.isVisible()
    QTest.keyClick(view.list, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.contents.rows[record]["therapy"] == "temozolomide"
    assert window.toast.isVisible() and window.toast.button.text() == "Undo"
    # It follows the record, and what is chosen stays chosen.
    assert view.model.rowCount() >= 2 and view.list.currentIndex().row() == 1
    QTest.mouseClick(view.after.back, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.contents.rows[record]["therapy"] == "cisplatin"
    QTest.keyClick(window, Qt.Key.Key_Z, Ctrl)
    settle(qtbot, window)
    assert window.contents.rows[record]["therapy"] == "temozolomide"
    first = view.model.step(0)
    assert first is not None and first.undone and first.taken_back[1]
    QTest.keyClick(view.list, Qt.Key.Key_Escape)
    assert pane.part == "fields" and window.form.isVisible()
    assert window.tabs.tab is not None and QApplication.focusWidget() is window.tabs.tab.view.canvas


def test_it_follows_the_record_and_says_what_changed_since_a_decision(qtbot: QtBot, window: MainWindow) -> None:
    one, two = window.contents.rows
    window.verbs.show_record(one)
    settle(qtbot, window)
    window.verbs.review(one, "accepted")
    settle(qtbot, window)
    assert window.record_pane.said.text().startswith("accepted by")
    type_into(window, "note", "looked at twice")
    settle(qtbot, window)
    assert window.record_pane.said.text() == "▲ changed since"
    assert "changed" in window.record_pane.said.toolTip() and "accepted by" in window.record_pane.said.toolTip()
    window.verbs.review(one, "accepted")
    settle(qtbot, window)
    assert window.record_pane.said.text().startswith("accepted by")
    window.actions_by_id["record_history"].trigger()
    settle(qtbot, window)
    view = window.record_pane.history
    assert isinstance(view, HistoryView)
    heads = [view.model.step(k).head for k in range(3)]  # type: ignore[union-attr]
    assert heads == ["Decision", "Note", "Decision"]
    window.verbs.show_record(two)
    settle(qtbot, window)
    assert all(view.model.step(k).head != "Decision" for k in range(view.model.rowCount()))  # type: ignore[union-attr]
    # A new record has no history: its fields come to the front.
    window.verbs.record_of_passage(next(iter(window.contents.passages)))
    assert window.record_pane.part == "fields" and not window.record_pane.line.isVisible()
