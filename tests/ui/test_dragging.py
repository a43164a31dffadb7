"""A passage is dragged from its badge, its line or its card, and dropped on a row or on the record."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.ui.page.view import DocumentView
from exoannotate.ui.record.dragging import MIME, DragOut, DropOn, passage_mime, passage_of
from exoannotate.ui.record.quotes import PassageCard
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Left, Plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
Link = Qt.DropAction.LinkAction


def by_cargo(window: MainWindow, cargo: str) -> str:
    return next(r for r, row in window.contents.rows.items() if row["cargo"] == cargo)


def drop(target: QWidget, at: QPoint, passage: str) -> tuple[bool, bool]:
    """Carry a passage over a widget and let go; whether it was outlined meanwhile, and whether it was taken."""
    data = passage_mime(passage)
    QApplication.sendEvent(target, QDragEnterEvent(at, Link, data, Left, Plain))
    move = QDragMoveEvent(at, Link, data, Left, Plain)
    QApplication.sendEvent(target, move)
    outline = target.findChild(QWidget, "drop_outline")
    assert outline is not None
    outlined = outline.isVisible()
    if move.isAccepted():
        QApplication.sendEvent(target, QDropEvent(QPointF(at), Link, data, Left, Plain, QEvent.Type.Drop))
    else:
        QApplication.sendEvent(target, QDragLeaveEvent())
    assert not outline.isVisible()
    return outlined, move.isAccepted()


def row_at(window: MainWindow, record: str) -> QPoint:
    at = window.evidence.model.row_of(record)
    assert at is not None
    view = window.evidence.view
    return view.visualRect(window.evidence.proxy.mapFromSource(window.evidence.model.index(at, 0))).center()


def test_dropped_on_a_row_and_on_the_record(qtbot: QtBot, window: MainWindow) -> None:
    one, two = by_cargo(window, "miR-21"), by_cargo(window, "miR-9")
    first, second = window.contents.links[one][0], window.contents.links[two][0]
    table = window.evidence.view.viewport()
    assert drop(table, row_at(window, two), first) == (True, True)
    settle(qtbot, window)
    assert window.contents.links[two] == (second, first) and window.form.record == two
    window.toast.button.click()
    settle(qtbot, window)
    assert window.contents.links[two] == (second,)
    # Below the last row there is nothing to drop on, and a passage of another project is none.
    assert drop(table, QPoint(20, table.height() - 2), first) == (False, False)
    assert drop(table, row_at(window, two), "no such passage")[1]
    settle(qtbot, window)
    assert window.contents.links[two] == (second,)
    window.verbs.show_record(one)
    settle(qtbot, window)
    assert drop(window.record_pane, QPoint(50, 200), second) == (True, True)
    settle(qtbot, window)
    assert window.contents.links[one] == (first, second)
    cards = window.form.findChildren(PassageCard)
    assert [card.others.text() for card in cards if card.others.isVisible()] == ["also in 1 other record"]
    told = next(card for card in cards if card.others.isVisible())
    QTest.mouseClick(told.others, Left)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu) and "miR-9" in menu.actions()[0].text()
    menu.actions()[0].trigger()
    menu.close()
    settle(qtbot, window)
    assert window.form.record == two


def test_dropped_on_a_draft_and_on_an_empty_form(qtbot: QtBot, window: MainWindow) -> None:
    first, second = window.contents.passages
    window.form.show_nothing()
    drop(window.record_pane, QPoint(50, 200), first)
    assert window.form.drafting and window.form.passages.count() == 1
    drop(window.record_pane, QPoint(50, 200), second)
    assert window.form.drafting and window.form.passages.count() == 2
    window.contents.read_only = True
    assert drop(window.evidence.view.viewport(), row_at(window, by_cargo(window, "miR-9")), first) == (False, False)
    window.contents.read_only = False


def test_lines_of_the_list_can_be_dragged(window: MainWindow) -> None:
    view = window.project.highlight_view
    index = window.project.highlights.index(0, 0)
    assert view.dragEnabled() and index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    data = window.project.highlights.mimeData([index])
    assert passage_of(data) in window.contents.passages and data.formats() == [MIME]
    assert passage_of(window.project.highlights.mimeData([])) == ""


def badge(view: DocumentView, passage: str) -> QPoint:
    """A pixel of the badge of a highlight."""
    surface = view.canvas.viewport()
    for y in range(0, surface.height(), 3):
        for x in range(0, surface.width(), 3):
            if view._overlay.badge_at(QPointF(x, y), view.viewport) == passage:
                return QPoint(x + 2, y + 2)
    raise AssertionError("the badge is not in sight")


def test_the_badge_is_clicked_and_dragged(qtbot: QtBot, window: MainWindow) -> None:
    record = by_cargo(window, "miR-21")
    passage = window.contents.links[record][0]
    window.verbs.jump_to_passage(passage)
    tab = window.tabs.tab
    assert tab is not None
    qtbot.waitUntil(lambda: tab.view.selected_passage == passage and tab.view.complete)
    tab.view.set_selected_passage(None)
    at, surface = badge(tab.view, passage), tab.view.canvas.viewport()
    QTest.mouseMove(surface, at)
    assert surface.cursor().shape() == Qt.CursorShape.OpenHandCursor
    QTest.mouseClick(surface, Left, pos=at)
    settle(qtbot, window)
    assert tab.view.selected_passage == passage and window.form.record == record and not tab.view.selection
    # Dragged: real events of the mouse, while the drag keeps the window in a loop of its own. Without a desktop (the
    # platform "offscreen") Qt ends a drag as it begins; with one, also Xvfb, the passage lands.
    two = by_cargo(window, "miR-9")
    carried: list[str] = []
    window.tabs.passage_carried.connect(lambda _tab, key: carried.append(key))
    target = window.evidence.view.viewport()

    def onward() -> None:
        handle = window.windowHandle()
        there = target.mapTo(window, row_at(window, two))
        for place in (there - QPoint(4, 0), there):
            QTest.mouseMove(handle, place)
        QTest.mouseRelease(handle, Left, Plain, there)

    QTimer.singleShot(200, window, onward)
    QTest.mousePress(surface, Left, pos=at)
    QTest.mouseMove(surface, at + QPoint(0, 30))
    settle(qtbot, window)
    assert carried == [passage] and tab.view.selected_passage == passage and not tab.view.selection
    if QGuiApplication.platformName() != "offscreen":
        qtbot.waitUntil(lambda: passage in window.contents.links[two])


def test_a_press_that_is_dragged_is_no_click(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    drag = DragOut(widget)
    told: list[bool] = []
    drag.wanted.connect(lambda: told.append(True))
    QTest.mousePress(widget, Left, pos=QPoint(5, 5))
    QTest.mouseMove(widget, QPoint(6, 5))
    assert not told and not drag.dragged
    QTest.mouseMove(widget, QPoint(60, 5))
    QTest.mouseRelease(widget, Left, pos=QPoint(60, 5))
    assert told == [True] and drag.dragged
    QTest.mouseClick(widget, Left, pos=QPoint(5, 5))
    assert not drag.dragged
    assert not DropOn(widget, lambda _: None).outline.isVisible()
