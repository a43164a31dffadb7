"""Ways of looking: two sides, two pages, the hand, full screen, the zoom box, recent projects, and coming back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.pdf.client import PdfClient
from exoannotate.reading import selection as reading
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.zoom_box import read_zoom
from exoannotate.ui.page.places import ViewState
from exoannotate.ui.window import window_state
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import documents, recent
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def two_papers(project: Path, pdf: PdfClient, other_paper: Path) -> Path:
    """A project with the review and another paper."""
    with Session.open(project) as session:
        documents.add(session, pdf, other_paper)
    return project


def trigger(window: MainWindow, *ids: str) -> None:
    """Choose entries of the menu."""
    for id in ids:
        assert window.actions_by_id[id].isEnabled(), id
        window.actions_by_id[id].trigger()
        QApplication.processEvents()


def front(window: MainWindow, side: int) -> DocumentTab:
    tab = window.tabs.sides[side].tab
    assert tab is not None
    return tab


def click(widget: QWidget, at: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Left, pos=at or widget.rect().center())


def ready(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for all that is seen."""
    settle(qtbot, window)
    shown = [side.tab for side in window.tabs.sides if side.tab is not None]
    qtbot.waitUntil(lambda: all(tab.view.current_page in tab.view.pages for tab in shown), timeout=15_000)


def select_sentence(tab: DocumentTab) -> None:
    text = tab.view.pages[tab.view.current_page]
    paragraph = [p for p in text.paragraphs if p.kind == "body" and p.end - p.start > 200][-1]
    tab.view.select(reading.sentence(tab.view.pages, (text.page, paragraph.start + 2)))


# --- the tool bar of a document


def test_tool_bar_is_never_cramped(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    tab = front(window, 0)
    trigger(window, "toggle_project", "toggle_record")
    shown = set()
    for width in range(1000, 350, -10):
        window.centralWidget().setFixedWidth(width)
        qtbot.waitUntil(lambda width=width: abs(tab.width() - width) < 4)  # type: ignore[misc]
        QApplication.processEvents()
        parts = [part for part in tab.bar.children() if isinstance(part, QWidget) and part.isVisible()]
        spans = sorted((part.x(), part.x() + part.width()) for part in parts)
        assert all(a[1] <= b[0] for a, b in pairwise(spans)), f"parts lie on one another at {width}"
        buttons = [part for part in parts if isinstance(part, QToolButton)]
        assert all(b.width() >= b.sizeHint().width() for b in buttons), f"a word is cut at {width}"
        shown.add(len(parts))
    assert len(shown) > 2  # less and less was left


# --- two sides


def test_one_document_on_both_sides(qtbot: QtBot, window: MainWindow) -> None:
    shown: list[bool] = []
    window.tabs.split_changed.connect(shown.append)
    QTest.keyClick(window, Qt.Key.Key_F4)
    ready(qtbot, window)
    left, right = front(window, 0), front(window, 1)
    assert left is not right and left.document == right.document and left.info is right.info
    assert shown == [True] and window.actions_by_id["split_view"].isChecked()
    assert window.tabs.sides[0].isVisible() and window.tabs.sides[1].isVisible()
    widths = window.tabs.splitter.sizes()
    assert abs(widths[0] - widths[1]) < 40
    # Highlights are on both; each goes its own way.
    right.view.go_to(2)
    assert left.view.current_page != 2
    assert len(left.view._overlay.marks) == len(right.view._overlay.marks) == 2
    # A highlight made at the right is painted at the left as well.
    right.view.go_to(1)
    ready(qtbot, window)
    right.view.canvas.setFocus()
    select_sentence(right)
    with qtbot.waitSignal(window.bridge.changed):
        QTest.keyClick(right.view.canvas, Qt.Key.Key_H)
    ready(qtbot, window)
    assert len(left.view._overlay.marks) == len(right.view._overlay.marks) == 3
    assert right.view.selected_passage and not left.view.selected_passage
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert window.tabs.count() == 1 and not window.tabs.split and shown == [True, False]
    assert front(window, 0).view.info is not None
    ready(qtbot, window)


def test_focus_decides_which_side_keys_act_on(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "split_view")
    ready(qtbot, window)
    left, right = front(window, 0), front(window, 1)
    click(left.view.canvas.viewport(), QPoint(4, 4))
    qtbot.waitUntil(lambda: window.tabs.tab is left)
    before = right.view.zoom
    trigger(window, "zoom_in")
    assert right.view.zoom == before != left.view.zoom
    click(right.view.canvas.viewport(), QPoint(4, 4))
    qtbot.waitUntil(lambda: window.tabs.tab is right)
    assert window.tabs.sides[0].property("side") == "other" and window.tabs.sides[1].property("side") == "active"
    trigger(window, "two_pages")
    assert right.view.viewport.spread and not left.view.viewport.spread
    assert window.actions_by_id["two_pages"].isChecked()
    click(window.tabs.sides[0].tabBar(), window.tabs.sides[0].tabBar().tabRect(0).center() - QPoint(20, 0))
    assert window.tabs.tab is left and not window.actions_by_id["two_pages"].isChecked()
    # F6 finds both sides.
    visited = set()
    for _ in range(6):
        trigger(window, "next_pane")
        visited.add(QApplication.focusWidget())
    assert {left.view.canvas, right.view.canvas} <= visited


def test_record_and_link_from_the_right_side(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "split_view")
    right = front(window, 1)
    right.view.go_to(1)
    ready(qtbot, window)
    right.view.canvas.setFocus()
    select_sentence(right)
    quote = right.view.quote()
    QTest.keyClick(right.view.canvas, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: window.form.drafting)
    made = window.contents.passages[right.view.selected_passage or ""]
    assert made.quote == quote
    window.form.try_cancel() if hasattr(window.form, "try_cancel") else None
    right.view.canvas.setFocus()
    select_sentence(right)
    QTest.keyClick(right.view.canvas, Qt.Key.Key_L)
    qtbot.waitUntil(window.picker.isVisible)
    QTest.keyClick(window.picker.field, Qt.Key.Key_Escape)


def test_two_documents_side_by_side_and_back(
    qtbot: QtBot, open_window: Opener, two_papers: Path
) -> None:  # fmt: skip
    window = open_window(two_papers)
    other = next(d for d in window.contents.documents if d != front(window, 0).document.id)
    window.tabs.open(other)
    ready(qtbot, window)
    assert window.tabs.count() == 2 and window.tabs.sides[0].count() == 2
    trigger(window, "move_over")
    assert front(window, 1).document.id == other and window.tabs.tab is front(window, 1)
    # A jump to a passage of the left document shows it where it is.
    passage = next(iter(window.contents.passages.values()))
    window.tabs.jump(passage)
    ready(qtbot, window)
    assert window.tabs.count() == 2 and window.tabs.tab is front(window, 0)
    # Closing the last tab of a side closes the split.
    trigger(window, "close_document")
    assert window.tabs.count() == 1 and not window.tabs.split
    assert window.tabs.tab is not None and window.tabs.tab.document.id == other
    assert window.tabs.sides[1].isVisible() and not window.tabs.sides[0].isVisible()
    trigger(window, "move_over")
    assert "Only one document" in window.note_label.text()
    trigger(window, "close_document")
    assert window.tabs.count() == 0 and window.empty.isVisible()
    window.tabs.open(other)
    ready(qtbot, window)
    assert window.tabs.sides[0].count() + window.tabs.sides[1].count() == 1


def test_a_session_comes_back_with_sides_order_and_pages(
    qtbot: QtBot, open_window: Opener, two_papers: Path
) -> None:  # fmt: skip
    window = open_window(two_papers)
    first = front(window, 0).document.id
    other = next(d for d in window.contents.documents if d != first)
    window.tabs.open(other)
    ready(qtbot, window)
    window.tabs.sides[0].tabBar().moveTab(0, 1)  # as a drag does
    assert [tab.document.id for tab in window.tabs.tabs()] == [other, first]
    trigger(window, "split_view", "two_pages", "rotate_left", "hand_tool")
    right = front(window, 1)
    assert right.document.id == other and right.view.viewport.spread
    right.view.set_zoom(0.6)
    window.close()
    again = open_window(two_papers)
    ready(qtbot, again)
    qtbot.waitUntil(lambda: again.tabs.count() == 3, timeout=15_000)
    assert [(again.tabs.side_of(tab), tab.document.id) for tab in again.tabs.tabs()] == [
        (0, other), (0, first), (1, other),
    ]  # fmt: skip
    back = front(again, 1)
    assert again.tabs.tab is back and back.view.viewport.spread and back.view.viewport.turn == 3
    assert back.view.zoom == pytest.approx(0.6) and not front(again, 0).view.viewport.spread
    assert again.actions_by_id["hand_tool"].isChecked() and back.view.canvas._hand.tool
    assert again.actions_by_id["two_pages"].isChecked()
    assert front(again, 0).document.id == other
    behind = next(tab for tab in again.tabs.tabs() if tab.document.id == first)
    assert not behind.view._tiles._tiles and not behind.view._tiles._asked  # drawn when it is looked at
    again.tabs.show_tab(behind)
    qtbot.waitUntil(lambda: behind.view.complete and bool(behind.view._tiles._tiles), timeout=15_000)
    trigger(again, "hand_tool")


def test_a_pdf_that_is_away_comes_back_where_it_was_read(
    qtbot: QtBot, open_window: Opener, two_papers: Path, other_paper: Path
) -> None:  # fmt: skip
    window = open_window(two_papers)
    other = next(d for d in window.contents.documents if d != front(window, 0).document.id)
    window.tabs.open(other)
    ready(qtbot, window)
    front(window, 0).view.set_zoom(0.7)
    front(window, 0).view.go_to(1)
    window.close()
    away = other_paper.with_suffix(".away")
    other_paper.rename(away)
    try:
        without = open_window(two_papers)
        qtbot.waitUntil(lambda: len(without.tabs.missing_pages()) == 1, timeout=15_000)
        settle(qtbot, without)
        without.close()
    finally:
        away.rename(other_paper)
    again = open_window(two_papers)
    qtbot.waitUntil(lambda: len(again.tabs.tabs()) == 2, timeout=15_000)
    tab = again.tabs.tab_of(other)
    assert tab is not None and tab.view.zoom == pytest.approx(0.7) and tab.view.current_page == 1


def test_a_closed_twin_leaves_the_other_open(qtbot: QtBot, window: MainWindow) -> None:
    trigger(window, "split_view")
    ready(qtbot, window)
    window.tabs.close_tab(front(window, 1))
    left = front(window, 0)
    left.view.go_to(3)
    qtbot.waitUntil(lambda: left.view.complete and 3 in left.view.pages, timeout=15_000)
    assert not left.view._tiles.error(3)


# --- full screen


def test_full_screen_shows_pages_only_and_escape_brings_all_back(qtbot: QtBot, window: MainWindow) -> None:
    tab = front(window, 0)
    window.record_dock.hide()
    QTest.keyClick(window, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    parts = (window.menuBar(), window.statusBar(), tab.bar, window.tabs.sides[0].tabBar(), *window.all_docks())
    assert not any(part.isVisible() for part in parts)
    assert "Escape" in window.toast.sentence.text() if hasattr(window.toast, "sentence") else True
    # Keys of hidden menus still act; Escape first clears a selection.
    before = tab.view.zoom
    trigger(window, "zoom_in")
    assert tab.view.zoom > before
    tab.view.canvas.setFocus()
    select_sentence(tab)
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_Escape)
    assert window.isFullScreen() and not tab.view.selection
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.isFullScreen())
    assert window.menuBar().isVisible() and tab.bar.isVisible() and window.project_dock.isVisible()
    assert not window.record_dock.isVisible()
    assert not window.actions_by_id["full_screen"].isChecked()


def test_closing_in_full_screen_keeps_the_panes(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    window = open_window(project)
    trigger(window, "full_screen")
    window.close()
    again = open_window(project)
    assert not again.isFullScreen()
    assert all(dock.isVisible() for dock in again.all_docks()) and again.menuBar().isVisible()


# --- the zoom box and the menu


@pytest.mark.parametrize(
    ("typed", "zoom"),
    [("150", 1.5), ("150 %", 1.5), ("66,7%", 0.667), ("5", 0.1), ("9999", 8.0), ("abc", None), ("", None)],
)
def test_what_is_typed_as_zoom(typed: str, zoom: float | None) -> None:
    assert read_zoom(typed) == (pytest.approx(zoom) if zoom is not None else None)


def test_the_zoom_is_typed_or_picked(qtbot: QtBot, window: MainWindow) -> None:
    tab = front(window, 0)
    box, line = tab.zoom_box, tab.zoom_box.lineEdit()
    assert line is not None and box.currentText() == f"{round(tab.view.zoom * 100)} %"
    for typed, zoom in (("150", 1.5), ("64%", 0.64)):
        click(line)
        line.selectAll()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
        assert tab.view.zoom == pytest.approx(zoom) and QApplication.focusWidget() is tab.view.canvas
        assert box.currentText() == f"{round(zoom * 100)} %"
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "much")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert tab.view.zoom == pytest.approx(0.64) and "no zoom" in window.note_label.text()
    line.setFocus()
    QTest.keyClicks(line, "9")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert box.currentText() == "64 %" and QApplication.focusWidget() is tab.view.canvas
    box.setFocus()
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    at = box.findText("Fit width")
    QTest.mouseClick(box.view().viewport(), Left, pos=box.view().visualRect(box.model().index(at, 0)).center())
    qtbot.waitUntil(lambda: tab.view.fit == "width")
    assert box.count() == 12


def test_turning_by_menu(qtbot: QtBot, window: MainWindow) -> None:
    view = front(window, 0).view
    trigger(window, "rotate_right")
    assert view.viewport.turn == 1
    trigger(window, "rotate_left", "rotate_left")
    assert view.viewport.turn == 3
    trigger(window, "two_pages", "first_page_alone")
    assert view.viewport.spread and not view.viewport.alone
    assert not window.actions_by_id["first_page_alone"].isChecked()


def test_the_way_back_shows_in_the_menu(qtbot: QtBot, window: MainWindow) -> None:
    view = front(window, 0).view
    trigger(window, "two_pages")
    view.go_to(2)
    trigger(window, "two_pages", "back")
    assert view.viewport.spread and window.actions_by_id["two_pages"].isChecked()


# --- recent projects and drops


def test_recent_projects_also_those_that_are_not_there(
    qtbot: QtBot, open_window: Opener, project: Path, tmp_path: Path
) -> None:  # fmt: skip
    gone = tmp_path / "gone & lost.exo"
    recent.remember(str(gone))
    window = open_window(project)
    qtbot.waitUntil(lambda: len(window.commands.recent.menu.actions()) == 4, timeout=5_000)
    here, lost, _, away = window.commands.recent.menu.actions()
    assert here.isEnabled() and "glioma" in here.text()
    assert not lost.isEnabled() and "not there" in lost.text() and "gone && lost" in lost.text()
    away.trigger()
    qtbot.waitUntil(lambda: len(window.commands.recent.menu.actions()) == 1, timeout=5_000)
    assert [one.path for one in recent.projects()] == [str(project)]


def test_the_welcome_page_lists_them_and_takes_them_away(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    recent.remember(str(project.with_name("away.exo")))
    recent.remember(str(project))
    window = open_window(None)
    window.commands.recent.show()
    rows: Callable[[], list[QToolButton]] = lambda: [  # noqa: E731
        b for b in window.welcome.findChildren(QToolButton) if b.isVisible()
    ]
    qtbot.waitUntil(lambda: len(rows()) == 1, timeout=5_000)
    assert "away" in rows()[0].accessibleName()
    click(rows()[0])
    qtbot.waitUntil(lambda: not rows(), timeout=5_000)
    assert [Path(one.path).name for one in recent.projects()] == ["glioma.exo"]


def test_a_pdf_dropped_on_a_text_field_is_added(
    qtbot: QtBot, window: MainWindow, other_paper: Path
) -> None:  # fmt: skip
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other_paper))])
    handle = window.windowHandle()
    field = window.evidence.filter
    assert handle is not None
    at = QPointF(field.mapTo(window, field.rect().center()))
    enter = QDragEnterEvent(at.toPoint(), Qt.DropAction.CopyAction, data, Left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, enter)
    assert enter.isAccepted()
    drop = QDropEvent(at, Qt.DropAction.CopyAction, data, Left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, drop)
    qtbot.waitUntil(lambda: len(window.contents.documents) == 2, timeout=20_000)
    ready(qtbot, window)
    assert not window.evidence.filter.text() if hasattr(window.evidence.filter, "text") else True
    words = QMimeData()
    words.setText("miR-21")
    plain = QDropEvent(at, Qt.DropAction.CopyAction, words, Left, Qt.KeyboardModifier.NoModifier)
    assert not window.commands.droppable(plain.mimeData())


@pytest.mark.parametrize(
    "kept",
    ["", "no json", "[]", '{"open": 3}', '{"open": [{"document": "x", "zoom": "large", "turn": 9, "fit": 4}]}'],
)
def test_what_was_kept_of_a_session_may_be_nonsense(kept: str) -> None:
    window_state._store().setValue(window_state._key("p"), kept)
    opened, current, side = window_state.load_documents("p")
    assert current == "" and side == 0
    assert all(one.state == ViewState() for one in opened)


def test_a_state_is_read_as_it_was_written() -> None:
    state = ViewState(3, 10.5, 20.25, 1.5, "page", 2, spread=True, alone=False)
    window_state.save_documents("q", (window_state.OpenDocument("d", state, 1, True),), "d", 1)
    assert window_state.load_documents("q") == ((window_state.OpenDocument("d", state, 1, True),), "d", 1)
