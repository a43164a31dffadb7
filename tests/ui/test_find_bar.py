"""The find bar with real keys: as one types, from hit to hit, and what is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import Paragraph
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.search import Hit, Query
from exoannotate.store.textcache import TextCache
from exoannotate.ui.documents.find_bar import FindBar, said
from exoannotate.ui.documents.finding import Finding, PagesRead
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.page.found import FoundLayer
from exoannotate.ui.page.scroll_marks import ScrollMarks
from exoannotate.ui.project.find_list import FoundModel
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier


def tab_of(window: MainWindow) -> DocumentTab:
    tab = window.tabs.tab
    assert tab is not None
    return tab


def open_bar(qtbot: QtBot, window: MainWindow) -> FindBar:
    """Ctrl+F on the page."""
    tab = tab_of(window)
    tab.view.canvas.setFocus()
    QTest.keyClick(tab.view.canvas, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.finder.bar is not None and tab.finder.bar.field.hasFocus())
    assert tab.finder.bar is not None
    return tab.finder.bar


def look_for(qtbot: QtBot, window: MainWindow, text: str) -> FindBar:
    bar = open_bar(qtbot, window)
    QTest.keyClicks(bar.field, text)
    finding = tab_of(window).finder.finding
    qtbot.waitUntil(lambda: finding.done and (finding.current is not None or not finding.hits), timeout=10_000)
    return bar


def test_hits_are_counted_listed_and_shown_while_one_types(qtbot: QtBot, window: MainWindow) -> None:
    bar = look_for(qtbot, window, "exosome")
    tab = tab_of(window)
    finding = tab.finder.finding
    assert len(finding.hits) > 5 and bar.count.text() == f"1 of {len(finding.hits)}"
    assert window.project.sections.is_open("found")
    model = window.project.found
    assert model.rowCount() == len(finding.hits)
    row = model.index(0, 0)
    assert "exosome" in str(row.data()).casefold()
    assert str(row.data(Qt.ItemDataRole.AccessibleTextRole)).startswith("page 101: ")
    assert window.project.found_view.currentIndex().row() == 0
    marks = tab.view.canvas.verticalScrollBar().findChild(ScrollMarks)
    assert marks is not None and marks.isVisible() and len(marks.rows()) > 2
    assert window.project.sections.section("found").count.text() == str(len(finding.hits))
    before = len(finding.hits)
    QTest.keyClicks(bar.field, "s of zebras")
    qtbot.waitUntil(lambda: finding.done)
    assert finding.hits == [] and model.rowCount() == 0 and bar.count.text() == ""
    assert bar.words.text() == "Not found in this document." and not bar.next.isEnabled()
    QTest.keySequence(bar.field, "Ctrl+A")
    QTest.keyClicks(bar.field, "exosome")
    qtbot.waitUntil(lambda: finding.done)
    assert len(finding.hits) == before


def test_enter_and_f3_go_from_hit_to_hit_and_round_the_end(qtbot: QtBot, window: MainWindow) -> None:
    bar = look_for(qtbot, window, "temozolomide")
    tab = tab_of(window)
    finding = tab.finder.finding
    many = len(finding.hits)
    assert many > 2
    QTest.keyClick(bar.field, Key.Key_Return)
    assert bar.count.text() == f"2 of {many}"
    QTest.keyClick(bar.field, Key.Key_Return, Shift)
    assert bar.count.text() == f"1 of {many}"
    QTest.keyClick(bar.field, Key.Key_Return, Shift)
    assert bar.count.text() == f"{many} of {many}" and bar.words.text() == "Went on from the end."
    assert finding.current is not None and finding.current.page in tab.view.viewport.visible()
    QTest.keyClick(bar.field, Key.Key_F3)
    assert bar.count.text() == f"1 of {many}" and bar.words.text() == "Went on from the beginning."
    QTest.keyClick(bar.field, Key.Key_Down)
    assert bar.count.text() == f"2 of {many}" and bar.words.text() == ""
    assert window.project.found_view.currentIndex().row() == 1


def test_escape_closes_keeps_the_place_and_f3_goes_on(qtbot: QtBot, window: MainWindow) -> None:
    bar = look_for(qtbot, window, "temozolomide")
    tab = tab_of(window)
    for _ in range(2):
        QTest.keyClick(bar.field, Key.Key_Return)
    there, where = tab.finder.finding.current, tab.view.state()
    QTest.keyClick(bar.field, Key.Key_Escape)
    qtbot.waitUntil(lambda: not bar.isVisible() and tab.view.canvas.hasFocus())
    now = tab.view.state()
    assert (now.page, round(now.y), now.zoom) == (where.page, round(where.y), where.zoom) or now.page == where.page
    assert not window.project.sections.is_open("found")
    marks = tab.view.canvas.verticalScrollBar().findChild(ScrollMarks)
    assert marks is not None and not marks.isVisible()
    QTest.keyClick(tab.view.canvas, Key.Key_F3)
    assert tab.finder.finding.current != there and not bar.isVisible()
    assert "temozolomide" in window.note_label.text() and "of" in window.note_label.text()
    QTest.keyClick(tab.view.canvas, Key.Key_F3, Shift)
    assert tab.finder.finding.current == there
    again = open_bar(qtbot, window)
    assert again.field.text() == "temozolomide" and again.field.selectedText() == "temozolomide"
    assert tab.finder.finding.hits and window.project.found.rowCount() == len(tab.finder.finding.hits)


def test_what_is_selected_is_looked_for(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window)
    text = tab.view.pages[0]
    at = text.text.index("exosomes")
    box = text.quads(at + 3, at + 4)[0].bounds()
    x, y = tab.view.viewport.to_pixels(PagePoint(0, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
    QTest.mouseDClick(tab.view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    qtbot.waitUntil(lambda: bool(tab.view.selection))
    bar = open_bar(qtbot, window)
    assert bar.field.text() == "exosomes"
    finding = tab.finder.finding
    qtbot.waitUntil(lambda: finding.done and finding.current is not None)
    assert finding.current is not None and (finding.current.page, finding.current.start) == (0, at)


def test_a_click_in_the_list_goes_there_and_the_way_back_is_one_step(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window)
    before = tab.view.state()
    look_for(qtbot, window, "exosome")
    view = window.project.found_view
    last = window.project.found.index(window.project.found.rowCount() - 1, 0)
    view.scrollTo(last)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(last).center())
    hit = tab.finder.finding.hits[-1]
    assert tab.finder.finding.current == hit and hit.page in tab.view.viewport.visible()
    tab.view.back()
    assert tab.view.state().page == before.page and tab.view.current_page == 0


def test_escape_closes_from_the_page_and_from_the_list(qtbot: QtBot, window: MainWindow) -> None:
    bar = look_for(qtbot, window, "exosome")
    tab = tab_of(window)
    tab.view.canvas.setFocus()
    QTest.keyClick(tab.view.canvas, Key.Key_Escape)
    assert not bar.isVisible() and not window.project.found_view.isVisible()
    look_for(qtbot, window, "exosome")
    window.project.found_view.setFocus()
    QTest.keyClick(window.project.found_view, Key.Key_Down)
    QTest.keyClick(window.project.found_view, Key.Key_Return)
    assert tab.finder.finding.number == 2
    QTest.keyClick(window.project.found_view, Key.Key_Escape)
    qtbot.waitUntil(lambda: not bar.isVisible() and tab.view.canvas.hasFocus())


def test_case_and_whole_words(qtbot: QtBot, window: MainWindow) -> None:
    bar = look_for(qtbot, window, "exosome")
    finding = tab_of(window).finder.finding
    every = len(finding.hits)
    QTest.mouseClick(bar.whole, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finding.done)
    assert 0 <= len(finding.hits) < every
    QTest.mouseClick(bar.whole, Qt.MouseButton.LeftButton)
    QTest.mouseClick(bar.case, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: finding.done)
    small = len(finding.hits)
    QTest.keySequence(bar.field, "Ctrl+A")
    QTest.keyClicks(bar.field, "Exosome")
    qtbot.waitUntil(lambda: finding.done)
    assert 0 < small < every and small + len(finding.hits) == every


def test_hits_are_painted_and_the_current_one_otherwise(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window)
    qtbot.waitUntil(lambda: tab.view.complete)
    canvas = tab.view.canvas
    look_for(qtbot, window, "exosome")
    QApplication.processEvents()
    layer = tab.finder.findChild(FoundLayer)
    assert layer is not None
    current = tab.finder.finding.current
    assert current is not None and layer._hits(current.page)
    one = canvas.viewport().grab().toImage()
    QTest.keyClick(tab.finder.bar.field if tab.finder.bar else canvas, Key.Key_Return)
    QApplication.processEvents()
    assert one != canvas.viewport().grab().toImage()


def test_a_password_is_kept_out_of_the_cache_and_progress_is_honest(
    qtbot: QtBot, pdf: PdfClient, shared: Path, tmp_path: Path
) -> None:
    info = pdf.open(shared / "pdfs" / "syn_aes256_user.pdf", "exoé").result(20)
    assert pdf.locked(info)
    pages = PagesRead(pdf, info, keep=not pdf.locked(info))
    finding = Finding(pages)
    finding.set_query(Query("a"))
    assert said(finding)[1].startswith("Nothing yet. Still reading: 0 of")
    with qtbot.waitSignal(pages.advanced, timeout=10_000):
        pages.begin(0, {})
    qtbot.waitUntil(lambda: finding.done, timeout=10_000)
    finding.close()
    pdf.close(info)
    assert TextCache(tmp_path / "_cache").pages(info.sha256, info.extractor) == {}


def test_a_scan_says_that_it_has_no_text(qtbot: QtBot, pdf: PdfClient, shared: Path) -> None:
    info = pdf.open(shared / "pdfs" / "big_hugemono.pdf").result(20)
    pages = PagesRead(pdf, info, keep=False)
    finding = Finding(pages)
    finding.set_query(Query("resistance"))
    pages.begin(0, {})
    qtbot.waitUntil(lambda: finding.done, timeout=20_000)
    assert said(finding)[1] == "There is no text to search in this document; its pages are probably pictures."
    words = replace(pdf.text(info, 0).result(20), text="Resistance", paragraphs=(Paragraph(0, 10),), lines=())
    pages.renew(words)  # it was recognised meanwhile
    qtbot.waitUntil(lambda: len(finding.hits) == 1)
    finding.close()
    pdf.close(info)


def test_each_document_has_its_own_hits(qtbot: QtBot, window: MainWindow, other_paper: Path) -> None:
    look_for(qtbot, window, "exosome")
    first = tab_of(window)
    many = window.project.found.rowCount()
    window.commands.adding.add([other_paper])
    qtbot.waitUntil(lambda: window.tabs.tab is not first and not window.tabs.opening, timeout=20_000)
    settle(qtbot, window)
    assert not window.project.sections.is_open("found")
    look_for(qtbot, window, "vesicles of the liver")
    second = tab_of(window)
    assert second is not first and 0 < len(second.finder.finding.hits) != many
    assert window.project.found.rowCount() == len(second.finder.finding.hits)
    window.tabs.open(first.document.id)
    assert window.project.sections.is_open("found") and window.project.found.rowCount() == many
    window.commands.close_document()
    QApplication.processEvents()
    assert window.project.found.rowCount() == len(second.finder.finding.hits)
    window.commands.close_document()
    QApplication.processEvents()
    assert not window.project.sections.is_open("found") and window.project.found.rowCount() == 0


def test_a_document_may_be_closed_while_it_is_read(qtbot: QtBot, window: MainWindow) -> None:
    bar = open_bar(qtbot, window)
    QTest.keyClicks(bar.field, "e")
    window.commands.close_document()
    QApplication.processEvents()
    assert window.tabs.tab is None


def test_on_dark_and_turned_pages(qtbot: QtBot, window: MainWindow) -> None:
    tab = tab_of(window)
    window.commands.view.set_page_tone("dark")
    tab.view.rotate()
    bar = look_for(qtbot, window, "temozolomide")
    for _ in range(4):
        QTest.keyClick(bar.field, Key.Key_Return)
        hit = tab.finder.finding.current
        assert hit is not None
        qtbot.waitUntil(lambda: tab.view.complete and tab.view.current_page in tab.view.pages)
        assert hit.page in tab.view.viewport.visible()
    tab.view.canvas.viewport().grab()
    marks = tab.view.canvas.verticalScrollBar().findChild(ScrollMarks)
    assert marks is not None and len(marks.rows()) > 2


def test_a_page_that_cannot_be_read_is_told(qtbot: QtBot, pdf: PdfClient, shared: Path) -> None:
    info = pdf.open(shared / "pdfs" / "bad_page_tree_shared.pdf").result(20)
    pages = PagesRead(pdf, info, keep=False)
    finding = Finding(pages)
    finding.set_query(Query("zebras"))
    pages.begin(0, {})
    qtbot.waitUntil(lambda: finding.done, timeout=20_000)
    assert pages.index.unreadable == 1 and "1 page could not be read." in said(finding)[1]
    finding.close()
    pdf.close(info)


def test_the_list_takes_hits_in_any_order(qtbot: QtBot, window: MainWindow) -> None:
    look_for(qtbot, window, "exosome")
    finding = tab_of(window).finder.finding
    model = FoundModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_finding(finding)
    many = model.rowCount()
    first, last = finding.hits[0], finding.hits[-1]
    model._on_found((Hit(last.page, last.start + 1, last.page, last.end), Hit(first.page, 0, first.page, 1)))
    model._on_found((finding.hits[0],))
    assert model.rowCount() == many + 2 and model.row_of(finding.hits[0]) == 1
    assert model.row_of(None) == -1
    del tester


@pytest.mark.parametrize("width", [380, 700])
def test_the_bar_fits_a_narrow_window(qtbot: QtBot, window: MainWindow, width: int) -> None:
    bar = open_bar(qtbot, window)
    bar.resize(width, bar.height())
    QApplication.processEvents()
    assert bar.field.width() >= 100
