"""Review: record after record beside its passage, decided by single keys, and everything back afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.evidence import BY_NAME, LONG_COLUMNS
from exoannotate.ui.commands.reviewing import ReviewCommands
from exoannotate.ui.review.mode import ReviewMode
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import records
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle, typed

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def many(open_window: Opener, project: Path) -> MainWindow:
    """Five records on two passages; the first one stands on both."""
    with Session.open(project, "Ada") as session:
        one, two = (passage.id for passage in session.project.passages())
        first = next(r.id for r in session.project.records())
        other = two if one in [link.passage for link in session.project.links(record=first)] else one
        records.link(session, first, other)
        for number in range(3):
            records.create(session, (two,), typed(cargo=f"miR-{number + 30}", donor="U87"))
    return open_window(project)


def enter(qtbot: QtBot, window: MainWindow) -> ReviewMode:
    QTest.keyClick(window, Key.Key_R, Ctrl | Shift)
    mode = window.commands.part(ReviewCommands).mode
    assert mode is not None and mode.on
    qtbot.waitUntil(lambda: bool(mode.round.records) and window.form.record == mode.round.record)
    settle(qtbot, window)
    return mode


def press(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    window.activateWindow()  # without a desktop nobody gives it back when something closes
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(QApplication.focusWidget() or window, key)
    settle(qtbot, window)


def status(window: MainWindow, record: str) -> str:
    return window.contents.rows[record]["status"]


def test_accept_reject_next_and_back_by_single_keys(qtbot: QtBot, many: MainWindow) -> None:
    window = many
    docks = [dock.isVisible() for dock in window.all_docks()]
    mode = enter(qtbot, window)
    order = mode.round.records
    assert len(order) == 5 and mode.bar.place.text() == "1 of 5" and mode.bar.queue.text() == "Not yet reviewed"
    assert not window.project_dock.isVisible() and not window.evidence_dock.isVisible()
    assert window.record_dock.isVisible() and window.tabs.isVisible() and mode.bar.isVisible()
    tab = window.tabs.tab
    assert tab is not None

    def shows(record: str) -> bool:
        """The page shows the first passage of the record that the form shows."""
        return window.form.record == record and tab.view.selected_passage == window.contents.links[record][0]

    assert shows(order[0])
    press(qtbot, window, Key.Key_A)
    qtbot.waitUntil(lambda: shows(order[1]))
    assert status(window, order[0]) == "accepted" and mode.bar.place.text() == "2 of 5" and mode.bar.done.value() == 1
    press(qtbot, window, Key.Key_R)
    assert mode.bar.asking and mode.bar.why.hasFocus()
    QTest.keyClicks(mode.bar.why, "Another cell; a, n, p, z")
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: shows(order[2]))
    assert status(window, order[1]) == "rejected"
    assert window.contents.rows[order[1]]["note"] == "Rejected: Another cell; a, n, p, z"
    press(qtbot, window, Key.Key_Space)
    qtbot.waitUntil(lambda: shows(order[3]))
    press(qtbot, window, Key.Key_P)
    qtbot.waitUntil(lambda: shows(order[2]))
    press(qtbot, window, Key.Key_R)  # and without a reason
    press(qtbot, window, Key.Key_Return)
    qtbot.waitUntil(lambda: shows(order[3]))
    # Z takes back and leads there.
    press(qtbot, window, Key.Key_Z)
    qtbot.waitUntil(lambda: shows(order[2]))
    assert status(window, order[2]) == "draft" and mode.bar.done.value() == 2
    for at in (2, 3):
        press(qtbot, window, Key.Key_A)
        qtbot.waitUntil(lambda at=at: shows(order[at + 1]))  # type: ignore[misc]
    press(qtbot, window, Key.Key_N)
    qtbot.waitUntil(lambda: mode.round.ended)
    assert mode.bar.place.text() == "Done"
    assert mode.bar.said.text().startswith("Reviewed 5: 3 accepted, 1 rejected, 1 left as it is.")
    press(qtbot, window, Key.Key_N)
    qtbot.waitUntil(lambda: shows(order[4]))
    assert mode.bar.place.text() == "1 of 1"
    press(qtbot, window, Key.Key_Escape)
    assert not mode.on and not mode.bar.isVisible() and not window.actions_by_id["review"].isChecked()
    assert [dock.isVisible() for dock in window.all_docks()] == docks
    # Letters mean what they mean again.
    QTest.keyClick(tab.view.canvas, Key.Key_A)
    assert tab.view.area.active
    QTest.keyClick(tab.view.canvas, Key.Key_A)


def test_fields_passages_and_the_mouse(qtbot: QtBot, many: MainWindow) -> None:
    window = many
    mode = enter(qtbot, window)
    two = next(record for record, passages in window.contents.links.items() if len(passages) == 2)
    while mode.round.record != two:
        QTest.mouseClick(mode.bar.buttons["next"], Qt.MouseButton.LeftButton)
        settle(qtbot, window)
    qtbot.waitUntil(lambda: window.form.record == two)
    assert "2 passages" in mode.bar.said.text()
    tab = window.tabs.tab
    assert tab is not None
    first, second = window.contents.links[two]
    for key, wanted in ((Key.Key_Right, second), (Key.Key_Right, first), (Key.Key_Left, second)):
        press(qtbot, window, key)
        qtbot.waitUntil(lambda wanted=wanted: tab.view.selected_passage == wanted)  # type: ignore[misc]
    # In a field letters are letters; Esc comes back, and only then leaves.
    press(qtbot, window, Key.Key_F)
    field = window.form.editors["note"].input
    assert window.form.isAncestorOf(QApplication.focusWidget())
    field.setFocus()
    QTest.keyClicks(field, "a naz rap f")
    QTest.keyClick(field, Key.Key_Escape)
    settle(qtbot, window)
    assert mode.on and window.contents.rows[two]["note"] == "a naz rap f" and mode.round.record == two
    QTest.mouseClick(mode.bar.buttons["accept"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status(window, two) == "accepted" and mode.round.record != two)
    qtbot.waitUntil(lambda: window.form.record == mode.round.record)
    QTest.mouseClick(mode.bar.buttons["reject"], Qt.MouseButton.LeftButton)
    QTest.keyClick(mode.bar.why, Key.Key_Escape)
    assert not mode.bar.asking and mode.on
    QTest.mouseClick(mode.bar.buttons["undo"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: status(window, two) != "accepted" and window.form.record == two)
    # A click into the page does not give the letters to the page.
    QTest.mouseClick(tab.view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    press(qtbot, window, Key.Key_A)
    assert status(window, two) == "accepted" and not tab.view.area.active
    QTest.mouseClick(mode.bar.leave, Qt.MouseButton.LeftButton)
    assert not mode.on


def test_the_queue_is_kept_when_records_change(qtbot: QtBot, many: MainWindow) -> None:
    window = many
    window.evidence.filter.setText("donor = U87")
    settle(qtbot, window)
    mode = enter(qtbot, window)
    order = mode.round.records
    shown = {record for record, row in window.contents.rows.items() if row["donor"] == "U87"}
    assert mode.queue == "table" and set(order) == shown
    third = order[2]
    # Edited so that the table shows it no longer; deleted; made anew: the round goes on as it began.
    window.bridge.do(lambda session: records.edit(session, order[1], typed(donor="T98G")))
    window.bridge.do(lambda session: records.delete(session, order[0]))
    passage = next(iter(window.contents.passages))
    window.bridge.do(lambda session: records.create(session, (passage,), typed(cargo="miR-99", donor="U87")))
    qtbot.waitUntil(lambda: window.form.record == order[1])
    settle(qtbot, window)
    assert mode.round.records == order and mode.bar.place.text() == f"1 of {len(order) - 1}"
    press(qtbot, window, Key.Key_N)
    qtbot.waitUntil(lambda: window.form.record == third)
    # Changed after it was accepted: told, and a queue of its own.
    press(qtbot, window, Key.Key_A)
    window.bridge.do(lambda session: records.edit(session, third, typed(note="once more")))
    settle(qtbot, window)
    at = window.evidence.model.index(window.evidence.model.row_of(third) or 0, LONG_COLUMNS.index(BY_NAME["status"]))
    assert at.data() == "▲ accepted" and "changed since" in at.data(Qt.ItemDataRole.ToolTipRole)
    mode.bar.queue_wanted.emit("changed since")
    qtbot.waitUntil(lambda: mode.round.records == (third,) and window.form.record == third)
    settle(qtbot, window)
    assert "changed since" in mode.bar.said.text() and window.record_pane.said.text() == "▲ changed since"
    press(qtbot, window, Key.Key_A)
    qtbot.waitUntil(lambda: mode.round.ended)
    assert window.contents.rows[third]["reviewed"] == window.contents.rows[third]["changed"]
    mode.bar.queue_wanted.emit("complete")
    qtbot.waitUntil(lambda: mode.bar.place.text() == "Nothing here")
    # Closing the window in the midst of it keeps the panes as they were before.
    window.close()
    assert not mode.on


def test_a_project_for_reading_only_can_be_looked_through(qtbot: QtBot, many: MainWindow) -> None:
    window = many
    window.contents.read_only = True
    mode = enter(qtbot, window)
    first = mode.round.record
    press(qtbot, window, Key.Key_A)
    assert "reading only" in window.note_label.text() and mode.round.record == first
    assert not mode.bar.buttons["accept"].isEnabled()
    press(qtbot, window, Key.Key_N)
    assert mode.round.record != first
    for width in (700, 1440):
        window.resize(width, 800)
        settle(qtbot, window)
        for button in mode.bar.buttons.values():
            words = button.fontMetrics().horizontalAdvance(button.text()) + button.iconSize().width()
            assert button.width() > words and button.toolTip()
