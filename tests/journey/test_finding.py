"""Finding again what one has read, in real papers: ligatures, hyphens, Greek, dashes; the list leads to the place."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.pdf.client import PdfClient
from exoannotate.reading.pageindex import Index
from exoannotate.reading.search import Query, Search
from exoannotate.reading.snippets import quads
from exoannotate.ui.documents.finding import Finding
from exoannotate.workspace.finding import prepared
from tests.journey.window import Ctrl, Person, Plain, Shift

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

Key = Qt.Key


class Looking(Person):
    """A person who looks for words."""

    @property
    def finding(self) -> Finding:
        tab = self.window.tabs.tab
        assert tab is not None
        return tab.finder.finding

    def look_for(self, text: str) -> None:
        """Ctrl+F, type, and wait until the whole paper was looked through."""
        self.press(self.page.canvas, Key.Key_F, Ctrl)
        tab = self.window.tabs.tab
        assert tab is not None
        self.wait(lambda: tab.finder.bar is not None and tab.finder.bar.field.hasFocus())
        QTest.keySequence(QApplication.focusWidget(), "Ctrl+A")
        self.type(text)
        self.wait(lambda: self.finding.done and (self.finding.current is not None or not self.finding.hits), 60)

    def next(self, modifier: Qt.KeyboardModifier = Plain) -> None:
        self.press(QApplication.focusWidget(), Key.Key_F3, modifier)

    def sees_current(self) -> bool:
        """Whether the current hit stands on the screen."""
        hit, view = self.finding.current, self.page
        if hit is None or hit.page not in view.pages:
            return False
        rects = [view.viewport.quad_rect(quad) for quad in quads(view.pages, hit)]
        return bool(rects) and rects[0].y >= 0 and rects[0].bottom <= view.viewport.height


@pytest.fixture
def reader(person: Person, tmp_path: Path) -> Looking:
    looking = Looking(person.window, person.qtbot)
    looking.new_project(tmp_path / "finding.exo")
    return looking


def test_from_hit_to_hit_through_a_paper(reader: Looking, shared: Path) -> None:
    reader.add(shared / "pdfs" / "paper_notch_breast_resistance_review.pdf")
    reader.look_for("endocrine resistance")
    many = len(reader.finding.hits)
    assert many >= 4
    texts = []
    for number in range(many):
        reader.wait(reader.sees_current)
        row = reader.window.project.found_view.currentIndex()
        assert row.row() == number
        texts.append(str(row.data()).casefold())
        reader.next()
    assert all("endocrine resistance" in text or "endocrine-resistan" in text for text in texts), texts
    assert reader.finding.number == 1 and reader.finding.wrapped
    reader.next(Shift)
    assert reader.finding.number == many
    reader.wait(reader.sees_current)
    reader.press(QApplication.focusWidget(), Key.Key_Escape)
    reader.wait(reader.page.canvas.hasFocus)
    assert reader.sees_current()
    reader.next()
    assert reader.finding.number == 1


@pytest.mark.parametrize("name", ["paper_sjogren_epigenetics", "paper_ki67_breast_mdpi"])
def test_words_printed_with_ligatures_are_found(reader: Looking, shared: Path, name: str) -> None:
    reader.add(shared / "pdfs" / f"{name}.pdf")
    for word in ("specific", "identif", "significan"):
        reader.look_for(word)
        assert reader.finding.hits and reader.finding.search.mode == "phrase", word
        reader.wait(reader.sees_current)
        page = reader.page.pages[reader.finding.current.page]  # type: ignore[union-attr]
        hit = reader.finding.current
        assert hit is not None and word in page.text[hit.start : hit.end].casefold()
        reader.press(QApplication.focusWidget(), Key.Key_Escape)


def test_a_selected_sentence_is_found_where_it_stands(reader: Looking, shared: Path) -> None:
    """The sentence is looked for as it was copied, over line ends, hyphens and Greek."""
    reader.add(shared / "pdfs" / "paper_jak_stat_plosbiol.pdf")
    view = reader.page
    reader.wait(lambda: 0 in view.pages)
    body = max((p for p in view.pages[0].paragraphs if p.kind == "body"), key=lambda p: p.end - p.start)
    reader.triple_click(0, (body.start + body.end) // 2)
    first = view.selection.first
    reader.press(view.canvas, Key.Key_F, Ctrl)
    tab = reader.window.tabs.tab
    assert tab is not None and tab.finder.bar is not None
    if tab.finder.bar.field.text():  # a long sentence is not taken over
        reader.wait(lambda: reader.finding.done and reader.finding.current is not None, 60)
        hit = reader.finding.current
        assert hit is not None and (hit.page, hit.start) == first
    QTest.keySequence(tab.finder.bar.field, "Ctrl+A")
    reader.type(" ".join(view.pages[0].text[body.start : body.start + 120].split()))
    reader.wait(lambda: reader.finding.done and reader.finding.current is not None, 60)
    hit = reader.finding.current
    assert hit is not None and (hit.page, hit.start) == (0, body.start)


def test_every_word_of_every_paper_is_found_where_it_stands(shared: Path) -> None:
    """All letters-and-digits words of two papers, looked for as they are printed on the page."""
    missed = []
    looked = 0
    with PdfClient(drawing=False) as client:
        for name in ("paper_sjogren_epigenetics", "paper_tumour_angiogenesis"):
            info = client.open(shared / "pdfs" / f"{name}.pdf").result()
            texts = [client.text(info, n).result() for n in range(info.pages)]
            index = Index(info.pages)
            for text in texts:
                index.put(prepared(text))
            found: dict[str, set[tuple[int, int]]] = {}
            for text in texts:
                place = 0
                for word in text.text.split():
                    place = text.text.index(word, place)
                    bare = word.strip("().,;:[]’'\"“”")
                    if len(bare) > 2 and bare.isalpha():
                        start = place + word.index(bare)
                        if bare not in found:
                            search = Search(index, Query(bare))
                            search.run(5.0)
                            found[bare] = {(h.page, at) for h in search.hits for at in range(h.start, h.end)}
                        looked += 1
                        if not search.full and (text.page, start) not in found[bare]:
                            missed.append((name, text.page, bare))
                    place += len(word)
    assert looked > 8_000 and not missed, missed[:20]


def test_words_are_found_while_a_book_is_still_being_read(reader: Looking, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    with pymupdf.open() as book:
        for number in range(160):
            page = book.new_page()
            for line in range(36):
                page.insert_text(
                    (72, 80 + 18 * line), f"Line {line} of leaf {number + 1} tells of vesicles and of drugs."
                )
        book.save(path)
    reader.add(path)
    view, tab = reader.page, reader.window.tabs.tab
    assert tab is not None
    reader.turn_to(80)
    reader.press(view.canvas, Key.Key_F, Ctrl)
    reader.wait(lambda: tab.finder.bar is not None and tab.finder.bar.field.hasFocus())
    assert tab.finder.bar is not None
    reader.type("line 7 of leaf 9")
    reader.wait(lambda: reader.finding.hits, 30)
    said, index = tab.finder.bar.words.text(), reader.finding.index
    assert index.complete or (said.startswith("Still reading: ") and said.endswith("of 160 pages."))
    reader.type("9")  # typing goes on while pages come
    reader.wait(lambda: reader.finding.done, 60)
    assert [hit.page for hit in reader.finding.hits] == [98] and tab.finder.bar.count.text() == "1 of 1"
    assert tab.finder.bar.words.text() == ""
    reader.wait(reader.sees_current)
    reader.press(QApplication.focusWidget(), Key.Key_Escape)
    reader.wait(view.canvas.hasFocus)
