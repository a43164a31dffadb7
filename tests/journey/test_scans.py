"""A reader opens a scan: it says so, its text is recognised while reading goes on, and is quoted like any other."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from exoannotate.pdf import tesseract
from exoannotate.ui.commands.scans import NAME
from exoannotate.ui.dialogs.adding import AddingDialog
from exoannotate.ui.documents.notice_bar import NoticeBar
from exoannotate.ui.documents.tab import DocumentTab
from tests.journey.window import Ctrl, Person
from tests.scanned import SENTENCES, needs_tesseract, scan


def tab_of(person: Person) -> DocumentTab:
    tab = person.window.tabs.tab
    assert tab is not None
    return tab


def bar_of(person: Person) -> NoticeBar:
    person.wait(lambda: tab_of(person).notices.bar(NAME))
    bar = tab_of(person).notices.bar(NAME)
    assert bar is not None
    return bar


def opened(person: Person, tmp_path: Path, pdf: Path) -> None:
    person.new_project(tmp_path / "p.exo")
    person.add(pdf)
    # The report says that it holds no text, and stays until it was read.
    person.wait(lambda: isinstance(QApplication.activeWindow(), AddingDialog))
    person.press(QApplication.activeWindow(), Qt.Key.Key_Escape)
    person.window.activateWindow()
    person.wait(lambda: person.page.complete)


@needs_tesseract
def test_a_scan_is_recognised_searched_and_quoted(person: Person, tmp_path: Path) -> None:
    opened(person, tmp_path, scan(tmp_path / "scan.pdf", pages=2))
    bar, view = bar_of(person), person.page
    assert bar.sentence.text() == "This page is a scan: there is no text to select."
    assert [button.text() for button in bar.buttons] == ["Recognise text (Tesseract)", "Highlight an area"]
    person.click(bar.buttons[0])
    assert "Recognising text" in bar.sentence.text()
    assert [button.text() for button in bar.buttons] == ["Cancel"]
    person.wait(lambda: 0 in view.pages and view.pages[0].text, 60)
    person.wait(lambda: tab_of(person).notices.bar(NAME) is None, 60)
    person.triple_click(0, view.pages[0].text.index("still under"))
    assert view.quote() == SENTENCES[1]
    person.press(view.canvas, Qt.Key.Key_H)
    person.wait(lambda: person.window.contents.passages)
    (made,) = person.window.contents.passages.values()
    assert (made.quote, made.extractor.endswith(" ocr eng")) == (SENTENCES[1], True)
    person.press(view.canvas, Qt.Key.Key_F, Ctrl)
    person.type("glioma")
    person.wait(lambda: len(tab_of(person).finder.finding.hits) == 2)
    # Closed and opened again, the text is there at once.
    document = tab_of(person).document.id
    person.window.commands.close_document()
    person.window.tabs.open(document)
    person.wait(lambda: person.window.tabs.tab and 0 in person.page.pages and person.page.pages[0].recognised)
    assert tab_of(person).notices.bar(NAME) is None


@needs_tesseract
def test_recognising_can_be_cancelled_and_the_notice_closed(person: Person, tmp_path: Path) -> None:
    opened(person, tmp_path, scan(tmp_path / "scan.pdf", pages=4))
    person.click(bar_of(person).buttons[0])
    person.wait(lambda: "of 4" in bar_of(person).sentence.text(), 30)
    person.click(bar_of(person).buttons[0])
    person.wait(lambda: not bar_of(person).sentence.text().startswith("Recognising"), 30)
    assert any(page.recognised is None for page in person.page.pages.values())
    person.turn_to(3)
    bar = bar_of(person)
    assert "scan" in bar.sentence.text()
    person.click(bar.close_button)
    assert tab_of(person).notices.bar(NAME) is None
    person.turn_to(2)
    assert tab_of(person).notices.bar(NAME) is None


@pytest.mark.parametrize("area", [True, False])
def test_without_tesseract_areas_are_offered(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, area: bool
) -> None:
    monkeypatch.setenv("EXOANNOTATE_TESSERACT", "no")
    opened(person, tmp_path, scan(tmp_path / "scan.pdf"))
    bar = bar_of(person)
    assert "needs Tesseract, which is not installed here. Areas can be highlighted" in bar.sentence.text()
    assert tesseract.how_to_install() in bar.sentence.text()
    assert [button.text() for button in bar.buttons] == ["Highlight an area"]
    if area:
        person.click(bar.buttons[0])
        assert person.page.area.active
        person.press(person.page.canvas, Qt.Key.Key_Escape)
        assert not person.page.area.active
    else:
        person.window.actions_by_id["recognise_text"].trigger()
        assert person.window.toast.isVisible()
        assert "Tesseract" in person.window.toast.sentence.text()


@needs_tesseract
def test_another_language_can_be_chosen(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "_languages", lambda path, data: ("eng", "deu"))
    opened(person, tmp_path, scan(tmp_path / "scan.pdf"))
    bar = bar_of(person)
    assert bar.buttons[1].text() == "English …"
    person.click(bar.buttons[1])
    person.wait(lambda: QApplication.activePopupWidget())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [entry.text() for entry in menu.actions()] == ["English", "German"]
    menu.setActiveAction(menu.actions()[1])
    person.press(menu, Qt.Key.Key_Return)
    person.wait(lambda: bar_of(person).buttons[1].text() == "German …")


@needs_tesseract
def test_the_window_closes_at_once_while_text_is_recognised(person: Person, tmp_path: Path) -> None:
    opened(person, tmp_path, scan(tmp_path / "scan.pdf", pages=4))
    person.click(bar_of(person).buttons[0])
    person.wait(lambda: "of 4" in bar_of(person).sentence.text(), 60)
    began = time.monotonic()
    person.window.close()
    assert time.monotonic() - began < 5
