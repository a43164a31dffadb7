"""The outline in the left pane: the PDF's own, or headings found on the pages; it follows the reader."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import OutlineEntry
from exoannotate.ui.project.outline_model import OutlineModel
from exoannotate.ui.project.outline_pane import FOUND, OutlinePane
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def with_outline(tmp_path: Path) -> Path:
    """Twenty pages with an outline of two levels, one entry of which leads nowhere."""
    path = tmp_path / "book.pdf"
    with pymupdf.open() as book:
        for number in range(20):
            page = book.new_page()
            for line in range(30):
                page.insert_text((72, 90 + 20 * line), f"Line {line} of page {number + 1} tells of vesicles and drugs.")
        book.set_toc(
            [[1, "Vesicles", 1], [2, "Their freight", 3], [2, "Their donors & <b>kin</b>", 7], [1, "Resistance", 11],
             [2, "To radiation", 15], [1, "Lost", -1]]
        )  # fmt: skip
        book.save(path)
    return path


def add(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.commands.adding.add([path])
    qtbot.waitUntil(lambda: window.tabs.tab is not None and window.tabs.tab.info.path == str(path), timeout=20_000)
    settle(qtbot, window)


def unfold(qtbot: QtBot, window: MainWindow) -> OutlinePane:
    """A click on the heading."""
    QTest.mouseClick(window.project.sections.section("outline").heading, Left)
    pane = window.project.outline
    qtbot.waitUntil(lambda: pane.isVisible() and bool(pane.model.entries), timeout=10_000)
    return pane


def titles(model: OutlineModel, parent: QModelIndex | None = None) -> list[object]:
    root = parent or QModelIndex()
    rows = [model.index(row, 0, root) for row in range(model.rowCount(root))]
    return [(index.data(), *titles(model, index)) if model.rowCount(index) else index.data() for index in rows]


def test_the_outline_of_the_pdf_leads_to_its_pages(qtbot: QtBot, window: MainWindow, with_outline: Path) -> None:
    add(qtbot, window, with_outline)
    pane = unfold(qtbot, window)
    assert titles(pane.model) == [
        ("Vesicles", "Their freight", "Their donors & <b>kin</b>"),
        ("Resistance", "To radiation"),
        "Lost",
    ]
    assert not pane.words.isVisible()
    view = window.tabs.tab.view  # type: ignore[union-attr]
    index = pane.model.index_of(4)
    QTest.mouseClick(pane.tree.viewport(), Left, pos=pane.tree.visualRect(index).center())
    qtbot.waitUntil(lambda: view.current_page == 14)
    qtbot.waitUntil(lambda: bool(index.data(Qt.ItemDataRole.FontRole)))
    assert index.data(Qt.ItemDataRole.FontRole).bold()
    view.back()
    assert view.current_page == 0
    lost = pane.model.index_of(5)
    QTest.mouseClick(pane.tree.viewport(), Left, pos=pane.tree.visualRect(lost).center())
    assert view.current_page == 0


def test_it_is_used_by_keys_and_follows_the_reader(qtbot: QtBot, window: MainWindow, with_outline: Path) -> None:
    add(qtbot, window, with_outline)
    pane = unfold(qtbot, window)
    view = window.tabs.tab.view  # type: ignore[union-attr]
    view.canvas.setFocus()
    view.go_to(12)
    qtbot.waitUntil(lambda: pane.tree.currentIndex().data() == "Resistance")
    view.go_to(8)
    qtbot.waitUntil(lambda: str(pane.tree.currentIndex().data()).startswith("Their donors"))
    pane.tree.collapseAll()
    view.go_to(15)
    qtbot.waitUntil(lambda: pane.tree.currentIndex().data() == "Resistance")
    window.actions_by_id["show_outline"].trigger()
    assert pane.tree.hasFocus()
    QTest.keyClick(pane.tree, Qt.Key.Key_Right)
    QTest.keyClick(pane.tree, Qt.Key.Key_Down)
    QTest.keyClick(pane.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.current_page == 14)
    assert pane.tree.hasFocus()


def test_headings_of_the_pages_stand_in_for_an_outline(qtbot: QtBot, window: MainWindow) -> None:
    pane = unfold(qtbot, window)
    qtbot.waitUntil(lambda: pane.words.text() == FOUND, timeout=10_000)
    said = [entry.title for entry in pane.model.entries]
    assert any("Introduction" in title or "References" in title for title in said), said
    last = pane.model.index_of(len(said) - 1)
    pane.tree.scrollTo(last)
    QTest.mouseClick(pane.tree.viewport(), Left, pos=pane.tree.visualRect(last).center())
    place = pane.model.entries[-1].place
    assert place is not None
    qtbot.waitUntil(lambda: place.page in window.tabs.tab.view.viewport.visible())  # type: ignore[union-attr]


def test_another_document_has_another_outline(qtbot: QtBot, window: MainWindow, with_outline: Path) -> None:
    pane = unfold(qtbot, window)
    first = pane.model.entries
    add(qtbot, window, with_outline)
    qtbot.waitUntil(lambda: len(pane.model.entries) == 6)
    window.commands.close_document()
    qtbot.waitUntil(lambda: pane.model.entries == first)
    window.commands.close_document()
    QApplication.processEvents()
    assert pane.model.entries == ()


def test_folded_it_asks_for_nothing(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.project.outline.isVisible()
    assert window.project.outline.model.entries == ()
    window.tabs.tab.view.go_to(2)  # type: ignore[union-attr]
    QApplication.processEvents()
    assert window.project.outline.model.entries == ()


def test_the_model_takes_levels_as_they_come() -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    levels = [3, 1, 2, 2, 5, 0, 0, 1]
    model.show_entries([OutlineEntry(f"e{n}", level, PagePoint(n, 10.0, 50.0)) for n, level in enumerate(levels)])
    assert titles(model) == ["e0", ("e1", "e2", ("e3", "e4")), "e5", ("e6", "e7")]
    assert model.set_here(PagePoint(3, 0, 60)).data() == "e3"
    assert model.set_here(PagePoint(3, 0, 40)).data() == "e2"
    assert not model.set_here(PagePoint(0, 0, 0)).isValid()
    left, right = PagePoint(4, 50.0, 600.0), PagePoint(4, 320.0, 90.0)
    model.show_entries([OutlineEntry("left", 0, left), OutlineEntry("right", 0, right)])
    assert model.set_here(PagePoint(5, 0, 0)).data() == "right"  # the lower one stands in the first column
    model.show_entries(())
    assert model.rowCount() == 0
    del tester
