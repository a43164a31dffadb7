"""Small pictures of the pages: drawn as they come into sight, bounded, with the highlights of each page."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.ui.project import thumbnails
from exoannotate.ui.project.thumbnail_delegate import HERE_ROLE, IMAGE_ROLE, LABEL_ROLE, MARKS_ROLE
from exoannotate.ui.project.thumbnails import ThumbnailsPane
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle

Left = Qt.MouseButton.LeftButton


def unfold(qtbot: QtBot, window: MainWindow) -> ThumbnailsPane:
    QTest.mouseClick(window.project.sections.section("thumbnails").heading, Left)
    pane = window.project.thumbnails
    qtbot.waitUntil(pane.isVisible)
    return pane


def drawn(pane: ThumbnailsPane) -> bool:
    rows = [pane.pages.index(page, 0) for page in pane.seen()]
    return bool(rows) and all(index.data(IMAGE_ROLE) is not None for index in rows)


def test_pages_are_drawn_labelled_and_marked(qtbot: QtBot, window: MainWindow) -> None:
    pane = unfold(qtbot, window)
    tester = QAbstractItemModelTester(pane.pages, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtbot.waitUntil(lambda: drawn(pane), timeout=15_000)
    first = pane.pages.index(0, 0)
    assert first.data(LABEL_ROLE) == "101" and first.data(HERE_ROLE)
    marked = {p.page_index for p in window.contents.passages.values()}
    shown = {row for row in range(pane.pages.rowCount()) if pane.pages.index(row, 0).data(MARKS_ROLE)}
    assert shown == marked and marked
    row = pane.pages.index(min(marked), 0)
    assert "1 highlight" in str(row.data(Qt.ItemDataRole.ToolTipRole))
    assert "highlight" in str(row.data(Qt.ItemDataRole.AccessibleTextRole))
    del tester


def test_a_click_goes_to_the_page_and_back_is_one_step(qtbot: QtBot, window: MainWindow) -> None:
    pane = unfold(qtbot, window)
    view = window.tabs.tab.view  # type: ignore[union-attr]
    third = pane.pages.index(2, 0)
    pane.scrollTo(third)
    QTest.mouseClick(pane.viewport(), Left, pos=pane.visualRect(third).center())
    qtbot.waitUntil(lambda: view.current_page == 2)
    assert third.data(HERE_ROLE) and not pane.pages.index(0, 0).data(HERE_ROLE)
    view.back()
    assert view.current_page == 0


def test_it_is_used_by_keys_and_follows_the_reader(qtbot: QtBot, window: MainWindow) -> None:
    pane = unfold(qtbot, window)
    view = window.tabs.tab.view  # type: ignore[union-attr]
    view.canvas.setFocus()
    view.go_to(1)
    qtbot.waitUntil(lambda: pane.currentIndex().row() == 1)
    window.actions_by_id["show_thumbnails"].trigger()
    assert pane.hasFocus()
    QTest.keyClick(pane, Qt.Key.Key_Right)
    QTest.keyClick(pane, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.current_page == 2)
    QTest.keyClick(pane, Qt.Key.Key_Home)
    QTest.keyClick(pane, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: view.current_page == 0)


def test_three_thousand_pages_are_no_trouble(
    qtbot: QtBot, window: MainWindow, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thumbnails, "CACHE", 400_000)
    path = shared / "pdfs" / "syn_3000_pages.pdf"
    window.commands.adding.add([path])
    qtbot.waitUntil(lambda: window.tabs.tab is not None and window.tabs.tab.info.pages == 3000, timeout=60_000)
    settle(qtbot, window)
    pane = unfold(qtbot, window)
    assert pane.pages.rowCount() == 3000
    qtbot.waitUntil(lambda: drawn(pane), timeout=15_000)
    bar = pane.verticalScrollBar()
    began = time.perf_counter()
    for share in range(1, 21):
        bar.setValue(bar.maximum() * share // 20)
        QApplication.processEvents()
    assert time.perf_counter() - began < 4  # fast scrolling waits for no picture
    qtbot.waitUntil(lambda: drawn(pane), timeout=15_000)
    assert pane.seen().stop == 3000
    assert sum(image.sizeInBytes() for image in pane.pages.images.values()) <= 400_000
    view = window.tabs.tab.view  # type: ignore[union-attr]
    view.canvas.setFocus()
    view.go_to(1500)
    qtbot.waitUntil(lambda: pane.currentIndex().row() == 1500 and 1500 in pane.seen())


def test_a_page_that_cannot_be_drawn_stays_paper(qtbot: QtBot, window: MainWindow, shared: Path) -> None:
    window.commands.adding.add([shared / "pdfs" / "bad_colour_components.pdf"])
    qtbot.waitUntil(lambda: window.tabs.tab is not None and window.tabs.tab.info.pages == 1, timeout=60_000)
    pane = unfold(qtbot, window)
    handle = window.tabs.tab.info.handle  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: (handle, 0) in pane._failed or drawn(pane), timeout=15_000)
    pane.grab()


def test_closing_forgets_the_pictures(qtbot: QtBot, window: MainWindow) -> None:
    pane = unfold(qtbot, window)
    qtbot.waitUntil(lambda: drawn(pane), timeout=15_000)
    window.commands.close_document()
    QApplication.processEvents()
    assert not pane.pages.images and pane.pages.rowCount() == 0
