"""What readers of other programs complain about when they select, each tried with a real mouse or real keys.

The numbers are those of our list of complaints.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint, PageRect, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.reading import selection as reading
from exoannotate.reading.blocks import blocks
from exoannotate.reading.sentences import word_at
from exoannotate.ui.page.view import DocumentView
from tests.conftest import MadePdf
from tests.ui.paper import Open, click, columns, drag, hyphenated, line_text, pixel, place
from tests.unit.pdf.sheets import Frame, Sheet, filler

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier
TWO = ((48.0, 290.0), (305.0, 547.0))


def span_of(text: PageText, name: str) -> tuple[int, int]:
    """Where the paragraph with this name stands."""
    start = text.text.index(f"Here begins {name} ")
    return start, text.text.index(f"end{name}.") + len(f"end{name}.")


def edge(view: DocumentView, page: int, index: int) -> QPoint:
    """The pixel at the left edge of a character, in the middle of its height."""
    at = place(view, page, index)
    number = view.pages[page].line_at(index)
    assert number is not None
    box = view.pages[page].lines[number].quad(page, index, index + 1).bounds()
    return QPoint(pixel(view, page, box.x0, box.y0).x(), at.y())


@pytest.mark.parametrize("column", [0, 1, 2])
def test_pain_1_a_drag_down_one_of_three_columns_takes_no_word_of_the_others(
    open_view: Open, made_three_columns: MadePdf, column: int
) -> None:
    view = open_view(made_three_columns.path, page=1)
    text = view.pages[1]
    tall = sorted(blocks(text), key=lambda block: block.v0 - block.v1)[:3]
    own = sorted(tall, key=lambda block: block.u0)[column]
    first, last = text.lines[own.lines[1]], text.lines[own.lines[12]]
    start = place(view, 1, first.start + 1)
    end = pixel(view, 1, own.u1 - 3, last.y - 2)
    quotes = drag(view, start, start + QPoint(12, 30), QPoint((start.x() + end.x()) // 2, end.y() - 20), end)
    others = {line_text(text, k) for block in tall if block is not own for k in block.lines}
    assert len(quotes[-1]) > 200
    assert not [other for other in others if len(other) > 15 and other in view.quote()]
    painted = reading.quads(view.pages, view.selection)
    assert all(own.u0 - 2 <= quad.x0 and quad.x1 <= own.u1 + 2 for quad in painted)


def test_pain_2_a_pointer_in_margins_and_gaps_grows_by_a_line_at_most(
    open_view: Open, made_three_columns: MadePdf
) -> None:
    view = open_view(made_three_columns.path, page=1)
    text = view.pages[1]
    tall = sorted(blocks(text), key=lambda block: block.v0 - block.v1)[:3]
    own = sorted(tall, key=lambda block: block.u0)[1]
    longest = max(line.end - line.start for line in text.lines) + 2
    start = place(view, 1, text.lines[own.lines[1]].start + 3)
    top, low = text.lines[own.lines[1]].y, text.lines[own.lines[12]].y
    path = [start]
    for x in (own.u0 - 6, own.u0 + 20, (own.u0 + own.u1) / 2, own.u1 + 5):  # gutters on both sides, and the column
        ys = range(round(top), round(low), 2)
        path += [pixel(view, 1, x, y) for y in (*ys, *reversed(ys))]
    quotes = drag(view, *[point for point in path if view.canvas.viewport().rect().contains(point)])
    assert len(quotes) > 150
    for before, after in pairwise(quotes):
        assert abs(len(after) - len(before)) <= longest


def test_pain_3_a_double_click_is_one_word_everywhere(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path, page=1)
    text = view.pages[1]
    lines = [text.lines[k] for k in (*columns(text)[0].lines[1:8], *columns(text)[1].lines[1:8])]
    places = [line.start for line in lines] + [line.end - 1 for line in lines] + [hyphenated(text)]
    for index in places:
        click(view, place(view, 1, index), 2)
        start, end = word_at(text.text, index)
        assert view.quote() == text.text[start:end], text.text[index - 10 : index + 10]
        assert " " not in view.quote()
    # The last one is a word that a line's end breaks: both halves are painted.
    assert len(reading.quads(view.pages, view.selection)) == 2


def test_pain_4_the_letters_under_the_pointer_are_the_ones_taken(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path, page=1)
    text = view.pages[1].text
    line = view.pages[1].lines[columns(view.pages[1])[0].lines[6]]
    for start, end in ((0, 7), (3, 4), (5, 22), (12, line.end - line.start)):
        a, b = line.start + start, line.start + end
        drag(view, edge(view, 1, a) + QPoint(1, 0), edge(view, 1, b - 1) + QPoint(4, 2), edge(view, 1, b) + QPoint(1, 0)
             if b < line.end else edge(view, 1, b - 1) + QPoint(8, 0))  # fmt: skip
        assert view.quote() == text[a:b].strip()


def test_pain_4_shift_and_click_extends_from_a_click_and_from_a_selection(
    open_view: Open, made_review: MadePdf
) -> None:
    view = open_view(made_review.path, page=1)
    text = view.pages[1].text
    start = next(p.start for p in view.pages[1].paragraphs if p.kind == "body" and p.end - p.start > 500)
    click(view, edge(view, 1, start))
    click(view, edge(view, 1, start + 60), modifier=Shift)
    assert view.quote() == text[start : start + 60].strip()
    click(view, edge(view, 1, start + 25), modifier=Shift)
    assert view.quote() == text[start : start + 25].strip()


def test_pain_4_no_letter_by_accident(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path, page=1)
    at = place(view, 1, columns(view.pages[1])[0].lines and view.pages[1].lines[10].start + 4)
    for step in (QPoint(1, 0), QPoint(2, 1), QPoint(3, 0), QPoint(0, 3)):
        drag(view, at, at + step)
        assert not view.selection and not view._bar.isVisible()


@pytest.mark.parametrize("deep", [2, 3])
def test_pain_4_a_drop_cap_is_part_of_its_word_and_sentence(
    open_view: Open, tmp_path: Path, deep: int, qtbot: QtBot
) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    x0, x1 = TWO[0]
    size, top = {2: 30.0, 3: 43.0}[deep], 80.0
    sheet.text(x0, top + (deep - 1) * 11.8 + 6, "E", size)
    beside = Frame(x0 + sheet._width(["E"], size, "tiro") + 2, top - 6, x1, top - 6 + deep * 11.8)
    below = Frame(x0, top - 6 + deep * 11.8, x1, 790)
    sheet.flow([beside, below], "xosomes are small and " + filler("A", 60), indent=0)
    sheet.flow([below], filler("B", 90))
    view = open_view(sheet.save())
    text = view.pages[0].text
    start = text.index("Exosomes are small")
    click(view, place(view, 0, start + 30), 3)
    assert view.quote().startswith("Exosomes are small") and view.quote().endswith("endA.")
    QTest.qWait(QApplication.doubleClickInterval() + 20)
    click(view, place(view, 0, start), 2)  # on the big letter itself
    assert view.quote() == "Exosomes"


def test_pain_4_and_7_a_drag_over_a_page_break_holds_no_head_and_is_one_passage(
    open_view: Open, made_review: MadePdf, qtbot: QtBot
) -> None:
    view = open_view(made_review.path, page=1, size=(900, 1100))
    text = view.pages[1]
    last = text.paragraphs[-1]
    assert last.continues
    qtbot.waitUntil(lambda: 2 in view.pages, timeout=5000)
    following = next(p for p in view.pages[2].paragraphs if p.kind == "body")
    view.canvas.show_view(view.viewport.showing(PagePoint(2, 0.0, 0.0), at=0.5))
    start, end = edge(view, 1, last.end - 45), edge(view, 2, following.start + 30)
    assert view.canvas.viewport().rect().contains(start), "both places are seen at once"
    drag(view, start, (start + end) / 2, end)
    quote = view.quote()
    furniture = [f.text for f in (*text.furniture, *view.pages[2].furniture) if len(f.text) > 2]
    assert furniture and not [f for f in furniture if f in quote]
    assert quote == reading.quote(
        view.pages, reading.between(view.pages, (1, last.end - 45), (2, following.start + 30))
    )
    assert view.selection.pages == (1, 2)
    painted = reading.quads(view.pages, view.selection)
    assert {quad.page for quad in painted} == {1, 2} and len(painted) == sum(
        len(view.pages[s.page].quads(s.start, s.end)) for s in view.selection.spans
    )
    with qtbot.waitSignal(view.highlight_requested) as asked:  # one wish, so one passage
        QTest.keyClick(view.canvas, Key.Key_H)
    assert asked.args[0] == view.selection


def test_pain_6_line_numbers_are_not_in_the_quote(open_view: Open, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    frame = Frame(90, 60, 520, 780)
    for name in "ABCDE":
        sheet.flow([frame], filler(name, 110))
    for number in range(1, 61):
        sheet.text(60, 60 + number * 11.8 - 3, str(number), 7)
    view = open_view(sheet.save())
    text = view.pages[0]
    start, end = span_of(text, "B")
    drag(view, edge(view, 0, start), place(view, 0, (start + end) // 2), edge(view, 0, end - 1) + QPoint(12, 0))
    assert view.quote().rstrip(".") == text.text[start:end].rstrip(".")
    assert not any(char.isdigit() for char in view.quote())
    assert view.quote().rstrip(".") + "." == filler("B", 110)
    # Through the numbers themselves.
    number = pixel(view, 0, 62, text.lines[4].y - 2)
    drag(view, number, pixel(view, 0, 62, text.lines[8].y - 2), pixel(view, 0, 300, text.lines[9].y - 2))
    assert view.quote() and not any(char.isdigit() for char in view.quote())


@pytest.mark.parametrize("turn", [-3.0, 3.0])
def test_pain_8_text_that_lies_askew_is_selected(open_view: Open, tmp_path: Path, turn: float) -> None:
    sheet = Sheet(tmp_path / "page.pdf", turn=turn)
    frames = [Frame(x0, 80, x1, 700) for x0, x1 in TWO]
    for name in "ABCDEFGH":
        sheet.flow(frames, filler(name, 75))
    view = open_view(sheet.save())
    text = view.pages[0]
    start, end = span_of(text, "B")
    first = place(view, 0, start) - QPoint(3, 0)
    drag(view, first, place(view, 0, (start + end) // 2), place(view, 0, end - 1) + QPoint(4, 0))
    assert view.quote().rstrip(".") + "." == filler("B", 75)
    click(view, place(view, 0, start + 40), 3)
    assert view.quote() == filler("B", 75)  # one sentence
    press_keys = [(Key.Key_Left, Shift)] * 3
    for key, modifier in press_keys:
        QTest.keyClick(view.canvas, key, modifier)
    assert view.quote() == filler("B", 75)[:-3]
    painted = reading.quads(view.pages, view.selection)
    assert all(abs(quad.y0 - quad.y1) > 0.5 for quad in painted), "the quads lie as the lines do"


def test_pain_8_text_that_stands_upright_is_selected(open_view: Open, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    for k, words in enumerate(("A table that stands upright on its page", "and its second line of words below")):
        sheet.text(200 + 14 * k, 600, words, 11, rotate=90)
    view = open_view(sheet.save())
    text = view.pages[0].text
    index = text.index("stands")
    click(view, place(view, 0, index + 2), 2)
    assert view.quote() == "stands"
    a, b = text.index("table"), text.index("upright")
    drag(view, place(view, 0, a), place(view, 0, a + 8), place(view, 0, b + 6) - QPoint(0, 4))
    assert view.quote() == "table that stands upright"


def test_pain_9_upright_text_in_the_margin_is_left_out(open_view: Open, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    frames = [Frame(x0, 60, x1, 780) for x0, x1 in TWO]
    for name in "ABCDEFGHIJ":
        sheet.flow(frames, filler(name, 75))
    stamp = "Downloaded from the archive on the first of May"
    sheet.text(24, 640, stamp, 14, rotate=90)
    view = open_view(sheet.save())
    text = view.pages[0]
    start, _ = span_of(text, "A")
    _, end = span_of(text, "C")
    # Down through the margin where the stamp stands.
    middle = pixel(view, 0, 22, 300)
    drag(view, edge(view, 0, start), middle, middle + QPoint(0, 40), edge(view, 0, end - 1) + QPoint(14, 0))
    assert "Downloaded" not in view.quote() and "archive" not in view.quote()
    assert view.quote().rstrip(".") + "." == " ".join(filler(name, 75) for name in "ABC")


def darkness(view: DocumentView, quad: Quad) -> float:
    """The share of dark pixels in a place of the page."""
    rect = view.viewport.quad_rect(quad)
    picture = view.canvas.viewport().grab().toImage()
    inside = [
        picture.pixelColor(x, y).lightness() < 110
        for x in range(max(round(rect.x), 0), min(round(rect.right), picture.width()))
        for y in range(max(round(rect.y), 0), min(round(rect.bottom), picture.height()))
    ]
    return sum(inside) / max(len(inside), 1)


def _plain(document: pymupdf.Document) -> None:
    document.new_page(width=420, height=595).insert_text((60, 120), "Word marker here", fontsize=16)


def _turned(document: pymupdf.Document) -> None:
    page = document.new_page(width=595, height=842)
    page.insert_text((60, 120), "Word marker here", fontsize=16)
    page.set_rotation(90)


def _cropped(document: pymupdf.Document) -> None:
    page = document.new_page(width=800, height=900)
    page.insert_text((320, 430), "Word marker here", fontsize=16)
    page.set_cropbox(pymupdf.Rect(250, 300, 700, 800))


def _both(document: pymupdf.Document) -> None:
    _cropped(document)
    document[-1].set_rotation(270)


@pytest.mark.parametrize("kinds", [(_plain, _turned, _cropped, _both), (_both, _plain, _cropped, _turned)])
def test_pain_11_sizes_turns_and_crop_boxes_put_nothing_beside_its_words(
    open_view: Open, tmp_path: Path, kinds: tuple[Callable[[pymupdf.Document], None], ...], qtbot: QtBot
) -> None:
    document = pymupdf.open()
    for kind in kinds:
        kind(document)
    path = tmp_path / "mixed.pdf"
    document.save(path)
    document.close()
    view = open_view(path, size=(800, 700))
    for page in range(len(kinds)):
        view.go_to(page)
        qtbot.waitUntil(lambda page=page: page in view.pages and view.complete, timeout=10_000)  # type: ignore[misc]
        at = place(view, page, view.pages[page].text.index("marker") + 2)
        qtbot.waitUntil(lambda: view.complete, timeout=10_000)
        QTest.qWait(QApplication.doubleClickInterval() // 2)
        click(view, at, 2)
        assert view.quote() == "marker"
        quads = reading.quads(view.pages, view.selection)
        view.clear_selection()
        assert len(quads) == 1 and darkness(view, quads[0]) > 0.08, f"page {page + 1}: the place holds the letters"


# --- links (12)


def linked(path: Path) -> Path:
    """A page of text whose third line is a link to the web and whose fourth leads to page 3."""
    sheet = Sheet(path)
    frame = Frame(60, 60, 500, 780)
    for name in "ABC":
        sheet.flow([frame], filler(name, 90))
    page = sheet.page
    rows = [line for block in page.get_text("dict")["blocks"] for line in block["lines"]]
    page.insert_link({"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(rows[2]["bbox"]),
                      "uri": "https://example.org/a%20paper?x=1&y=<b>"})  # fmt: skip
    for name in "DE":
        sheet.new_page()
        sheet.flow([Frame(60, 60, 500, 780)], filler(name, 200))
    page = sheet.document[0]
    page.insert_link({"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(rows[3]["bbox"]), "page": 2,
                      "to": pymupdf.Point(60, 60)})  # fmt: skip
    return sheet.save()


@pytest.fixture
def links(open_view: Open, tmp_path: Path, qtbot: QtBot) -> DocumentView:
    view = open_view(linked(tmp_path / "linked.pdf"))
    qtbot.waitUntil(lambda: view._links.known(0), timeout=10_000)
    return view


def test_pain_12_a_drag_that_begins_on_a_link_selects(links: DocumentView, qtbot: QtBot) -> None:
    view = links
    text = view.pages[0]
    line = text.lines[2]
    with qtbot.assertNotEmitted(view.address_wanted):
        drag(view, edge(view, 0, line.start + 2), edge(view, 0, line.start + 15), edge(view, 0, line.start + 30))
    assert view.quote() == text.text[line.start + 2 : line.start + 30].strip()
    assert view.current_page == 0
    line = text.lines[3]
    drag(view, edge(view, 0, line.start + 2), edge(view, 0, line.start + 15), edge(view, 0, line.start + 30))
    assert view.quote() == text.text[line.start + 2 : line.start + 30].strip() and view.current_page == 0


def test_a_link_shows_a_hand_says_where_to_and_is_followed_by_a_click(links: DocumentView, qtbot: QtBot) -> None:
    view = links
    surface = view.canvas.viewport()
    outside = place(view, 0, view.pages[0].lines[2].start + 12)
    QTest.mouseMove(surface, outside)
    assert surface.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert "https://example.org/a" in surface.toolTip() and "<b>" not in surface.toolTip()
    with qtbot.waitSignal(view.address_wanted) as asked:
        click(view, outside)
    assert asked.args[0].startswith("https://example.org/a")
    inside = place(view, 0, view.pages[0].lines[3].start + 12)
    QTest.mouseMove(surface, inside)
    assert "page 3" in surface.toolTip()
    click(view, inside)
    assert view.current_page == 2
    QTest.mouseMove(surface, QPoint(4, 4))
    assert surface.toolTip() == "" and surface.cursor().shape() == Qt.CursorShape.ArrowCursor
    view.back()
    assert view.current_page == 0


def test_a_link_is_followed_by_keys_from_the_caret(links: DocumentView, qtbot: QtBot) -> None:
    view = links
    QTest.keyClick(view.canvas, Key.Key_C)
    for _ in range(3):
        QTest.keyClick(view.canvas, Key.Key_Down)
    for _ in range(4):
        QTest.keyClick(view.canvas, Key.Key_Right)
    QTest.keyClick(view.canvas, Key.Key_Return)
    assert view.current_page == 2


def test_links_cover_no_more_than_they_say(links: DocumentView) -> None:
    view = links
    link = view._links.at(PagePoint(0, 100, view.pages[0].lines[2].y - 3))
    assert link is not None and isinstance(link.box, PageRect)
    assert view._links.at(PagePoint(0, 100, view.pages[0].lines[8].y)) is None
    assert view._links.at(PagePoint(9, 1, 1)) is None
