"""The canvas under a reader's hands: far zoom, two pages beside one another, the hand, and thousands of pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.selection import PageSpan, Selection
from exoannotate.ui.look import Look
from exoannotate.ui.page.texts import KEPT
from exoannotate.ui.page.view import DocumentView, HighlightMark
from exoannotate.ui.page.viewport import Viewport
from exoannotate.ui.page.wishes import NEAR_MOST, WHOLE_MOST, wanted
from tests.conftest import MadePdf
from tests.ui.paper import Open, click, drag, pixel, place, settle
from tests.ui.turning import kept, turn_pages

Left, Middle = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


def wheel(view: DocumentView, at: QPointF, notches: int) -> None:
    """Turn the wheel with Ctrl held."""
    event = QWheelEvent(
        at, view.canvas.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.canvas.viewport(), event)


# --- far zoom


def test_to_800_percent_at_the_pointer_without_an_empty_frame(
    open_view: Open, made_review: MadePdf, qtbot: QtBot
) -> None:
    view = open_view(made_review.path, page=1)
    at = QPointF(430, 380)
    before = view.viewport.to_page(at.x(), at.y())
    assert before is not None
    while view.zoom < 8:
        wheel(view, at, 1)
        QApplication.processEvents()
        assert all(view._tiles.has(page) for page in view.viewport.visible())
        x, y = view.viewport.to_pixels(before)
        assert abs(x - at.x()) <= 4 and abs(y - at.y()) <= 4  # a quarter of a pixel at the start
    settle(qtbot, view)
    wheel(view, at, 5)
    assert view.zoom == 8  # no farther
    part = view._tiles._tiles[(before.page, "part")]
    seen = view.viewport.seen_part(before.page)
    assert seen is not None and part.wanted.clip is not None
    assert part.wanted.clip.width < seen.width * 1.2  # what is seen comes first, and no more than that


def test_a_scroll_at_far_zoom_finds_its_surroundings_sharp(
    open_view: Open, made_review: MadePdf, qtbot: QtBot
) -> None:  # fmt: skip
    view = open_view(made_review.path, page=1)
    view.set_zoom(8.0)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: (1, "near") in view._tiles._tiles and not view._tiles._asked, timeout=15_000)
    view.canvas.scroll_by(90, 120)
    assert view.complete  # at once: no event was handled meanwhile


def test_a_part_under_way_is_finished_while_it_still_helps() -> None:
    view = Viewport(((595.0, 842.0),), 8.0, width=900, height=700).laid_out().scrolled_to(1000, 1000)
    here, near, far = (next(one for one in wanted(v) if one.kind == "part")
                       for v in (view, view.scrolled_to(1000, 1250), view.scrolled_to(1000, 1600)))  # fmt: skip
    assert near.helped_by(here) and not near.met_by(here.scale, here.clip, 0)
    assert not far.helped_by(here)
    zoomed = next(one for one in wanted(view.zoomed(7.0, 450, 350)) if one.kind == "part")
    assert not zoomed.helped_by(here)


@pytest.mark.parametrize("name", ["big_hugemono.pdf", "big_poster.pdf"])
def test_memory_has_a_ceiling_at_800_percent(open_view: Open, shared: Path, qtbot: QtBot, name: str) -> None:
    view = open_view(shared / "pdfs" / name)
    view.set_zoom(8.0)
    settle(qtbot, view)
    most = 0
    for step in range(24):
        view.canvas.scroll_by(400 if step % 8 < 4 else -400, 300)
        qtbot.waitUntil(lambda: view.complete, timeout=15_000)
        most = max(most, view._tiles.bytes)
    screen = view.viewport.width * view.viewport.height * 4 * view.viewport.ratio**2
    assert most < 8 * screen + (16 << 20)
    view.set_zoom(0.1)
    qtbot.waitUntil(lambda: view.complete and not view._tiles._asked, timeout=15_000)
    assert len([key for key in view._tiles._tiles if key[1] == "near"]) <= 1


def test_no_wish_is_larger_than_its_ceiling() -> None:
    sizes = ((595.0, 842.0), (18_000.0, 36_000.0), (842.0, 595.0), (10.0, 9_000.0))
    for zoom in (0.1, 0.5, 1.0, 2.0, 4.0, 8.0):
        for ratio in (1.0, 1.5, 2.0):
            view = Viewport(sizes, zoom, width=2560, height=1440, ratio=ratio).laid_out()
            for page in range(len(sizes)):
                for one in wanted(view.at_page(page)):
                    width, height = sizes[one.page] if one.clip is None else (one.clip.width, one.clip.height)
                    screen = 2608 * 1488 * ratio**2
                    assert width * height * one.scale**2 <= max(WHOLE_MOST, NEAR_MOST, screen) * 1.01


def test_the_most_urgent_is_asked_first() -> None:
    sizes = ((595.0, 842.0),) * 9
    view = Viewport(sizes, 1.0, width=900, height=700).laid_out().at_page(4)
    assert [one.page for one in wanted(view)] == [4, 5, 3]
    spread = Viewport(sizes, 0.5, width=900, height=400, spread=True).laid_out().at_page(3)
    assert [one.page for one in wanted(spread)] == [3, 4, 5, 6, 1, 2]


def test_what_is_no_longer_seen_is_not_drawn(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path)
    pages = view.info.pages if view.info else 0
    qtbot.waitUntil(lambda: not view._tiles._asked, timeout=15_000)
    drawn: list[int] = []
    view._tiles.arrived.connect(drawn.append)
    view.set_zoom(1.13)
    for page in range(pages):
        view.go_to(page)
        QApplication.processEvents()
        assert len(view._tiles._asked) <= 2
    settle(qtbot, view)
    last = view.current_page
    assert drawn[-1] in (last, last - 1) or last in drawn
    assert all((page, "whole") in view._tiles._tiles for page in view.viewport.visible())


def test_little_memory_is_left_to_what_is_seen(qtbot: QtBot, look: Look, made_review: MadePdf) -> None:
    with PdfClient(memory=40 << 20) as client:
        view = DocumentView(client, look)
        qtbot.addWidget(view)
        view.resize(900, 800)
        view.show()
        view.show_document(client.open(made_review.path).result(20))
        turn_pages(view, 8)
        qtbot.waitUntil(lambda: not view._tiles._asked, timeout=15_000)
        keep = {one.key for one in wanted(view.viewport)}
        assert set(view._tiles._tiles) <= keep
        view.hide()
        assert view._tiles.bytes == 0 and client.free_memory == 40 << 20
        view.show()
        settle(qtbot, view)
        assert all(view._tiles.has(page) for page in view.viewport.visible())
        view.shutdown()


# --- two pages beside one another


def test_odd_pages_stand_right_in_a_spread(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path)
    view.set_spread(True)
    view.fit_width()
    settle(qtbot, view)
    rects = [view.viewport.page_rect(page) for page in range(view.info.pages if view.info else 0)]
    assert rects[2].x > rects[1].right and rects[2].y == rects[1].y  # pages 2 and 3
    assert rects[0].x == pytest.approx(rects[2].x, abs=1) and rects[0].bottom < rects[1].y
    edge = view.canvas.viewport().width()
    assert rects[1].x == pytest.approx(12, abs=2) and rects[2].right == pytest.approx(edge - 12, abs=2)
    view.set_spread(True, alone=False)
    rects = [view.viewport.page_rect(page) for page in range(3)]
    assert rects[1].x > rects[0].right and rects[1].y == rects[0].y
    view.set_spread(False)
    assert view.viewport.page_rect(1).y > view.viewport.page_rect(0).bottom


def test_fit_page_shows_a_whole_spread_and_keys_turn_both(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path)
    view.set_spread(True)
    view.fit_page()
    view.go_to(1)
    rect, right = view.viewport.page_rect(1), view.viewport.page_rect(2)
    inside = view.canvas.viewport().rect()
    assert rect.x >= 0 and right.right <= inside.width() and rect.bottom <= inside.height()
    QTest.keyClick(view.canvas, Qt.Key.Key_P)
    assert view.current_page == 0
    QTest.keyClick(view.canvas, Qt.Key.Key_N)
    assert view.current_page == 1
    QTest.keyClick(view.canvas, Qt.Key.Key_N)
    assert view.current_page == 3 if view.info and view.info.pages > 3 else view.current_page == 1


def test_selecting_in_both_pages_of_a_spread(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path, size=(1500, 900))
    view.set_spread(True, alone=False)
    view.fit_width()
    view.go_to(0)
    settle(qtbot, view)
    for page in (0, 1):
        text = view.pages[page]
        paragraph = next(p for p in text.paragraphs if p.kind == "body" and p.end - p.start > 200)
        QTest.qWait(QApplication.doubleClickInterval() + 20)
        click(view, place(view, page, paragraph.start + 5), 3)
        assert view.selection.pages == (page,) and text.text[paragraph.start + 5 :].startswith(view.quote()[5:40])
    # From the left page to the right one.
    start = place(view, 0, next(p for p in view.pages[0].paragraphs if p.end - p.start > 200).start + 5)
    line = view.pages[1].lines[4]
    drag(view, start, start + QPoint(20, 4), pixel(view, 1, line.x + 30, line.y - 2))
    assert set(view.selection.pages) == {0, 1}


def test_a_spread_comes_back(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path)
    view.set_spread(True, alone=False)
    view.rotate(3)
    view.go_to(2)
    state = view.state()
    assert (state.spread, state.alone, state.turn) == (True, False, 3)
    other = open_view(made_review.path)
    other.restore(state)
    again = other.state()
    assert (again.spread, again.alone, again.turn, again.page) == (True, False, 3, state.page)


def test_spreads_of_mixed_and_turned_pages() -> None:
    sizes = ((595.0, 842.0), (842.0, 595.0), (300.0, 300.0), (612.0, 792.0), (595.0, 842.0))
    for turn in range(4):
        for alone in (False, True):
            view = Viewport(sizes, 0.7, turn, 1400, 900, spread=True, alone=alone).laid_out()
            rects = [view.page_rect(page) for page in range(5)]
            for page, rect in enumerate(rects):
                assert rect.x >= 0 and rect.right <= max(view.content_width, 1400)
                middle = view.to_page(rect.x + rect.width / 2, rect.y + rect.height / 2)
                assert middle is not None and middle.page == page
                x, y = view.to_pixels(middle)
                assert (x, y) == pytest.approx((rect.x + rect.width / 2, rect.y + rect.height / 2), abs=0.01)
                for other in rects[:page]:
                    apart = rect.x >= other.right or other.x >= rect.right or rect.y >= other.bottom
                    assert apart


# --- mixed sizes, rotation, crop boxes


@pytest.mark.parametrize("name", ["rot_pages.pdf", "syn_cropbox_rotate.pdf"])
def test_a_highlight_lies_on_its_words_on_turned_and_cropped_pages(
    open_view: Open, shared: Path, qtbot: QtBot, name: str
) -> None:
    view = open_view(shared / "pdfs" / name)
    for _turn in range(2):
        for page in range(view.info.pages if view.info else 0):
            view.go_to(page)
            settle(qtbot, view)
            text = view.pages[page]
            line = next((line for line in text.lines if line.end - line.start > 3), None)
            if line is None:
                continue
            quads = text.quads(line.start, line.end)
            view.set_highlights(())
            inside = view.viewport.quad_rect(quads[0])
            view.canvas.show_view(view.viewport.showing(PagePoint(page, *quads[0].corners[0]), at=0.4))
            settle(qtbot, view)
            inside = view.viewport.quad_rect(quads[0])
            plain = view.canvas.viewport().grab().toImage()
            view.set_highlights((HighlightMark("m", quads, view._look.meanings[0].id),))
            marked = view.canvas.viewport().grab().toImage()
            ratio = plain.devicePixelRatio()
            changed = [
                (x, y)
                for x in range(0, plain.width(), 2)
                for y in range(0, plain.height(), 2)
                if plain.pixel(x, y) != marked.pixel(x, y)
            ]
            assert changed
            room = 24  # the badge stands beside the line
            assert all(inside.x - room <= x / ratio <= inside.right + room for x, _ in changed)
            dark = [
                (x, y)
                for x in range(max(round(inside.x * ratio), 0), min(round(inside.right * ratio), plain.width()))
                for y in range(max(round(inside.y * ratio), 0), min(round(inside.bottom * ratio), plain.height()))
                if plain.pixelColor(x, y).lightness() < 110
            ]
            assert dark  # there are letters under it
        view.rotate()


# --- the hand


def test_the_middle_button_moves_pages_and_selects_nothing(open_view: Open, made_review: MadePdf) -> None:
    view = open_view(made_review.path, page=1)
    surface, before = view.canvas.viewport(), view.viewport.y
    QTest.mousePress(surface, Middle, pos=QPoint(400, 500))
    assert surface.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    for y in (480, 430, 300):
        QTest.mouseMove(surface, QPoint(400, y))
    QTest.mouseRelease(surface, Middle, pos=QPoint(400, 300))
    assert view.viewport.y == pytest.approx(before + 200, abs=1) and not view.selection
    assert surface.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_hand_tool_moves_pages_and_still_clicks(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path, page=1)
    surface, before = view.canvas.viewport(), view.viewport.y
    view.set_hand(True)
    assert surface.cursor().shape() == Qt.CursorShape.OpenHandCursor
    drag(view, QPoint(400, 500), QPoint(400, 470), QPoint(400, 400))
    assert view.viewport.y == pytest.approx(before + 100, abs=1) and not view.selection
    text = view.pages[1]
    line = text.lines[12]
    view.set_highlights((HighlightMark("m", text.quads(line.start, line.end), view._look.meanings[0].id),))
    with qtbot.waitSignal(view.highlight_clicked):
        click(view, place(view, 1, line.start + 4))
    view.set_hand(False)
    start = place(view, 1, line.start + 1)
    drag(view, start, start + QPoint(20, 0), start + QPoint(90, 0))
    assert view.quote()


# --- many pages, many turns


def test_three_thousand_pages_cost_what_three_do(open_view: Open, shared: Path, qtbot: QtBot) -> None:
    view = open_view(shared / "pdfs" / "syn_3000_pages.pdf")
    rows = view.viewport.rows
    for zoom in (0.5, 1.0, 2.0):
        view.set_zoom(zoom)
        view.canvas.scroll_by(0, 5_000)
    assert view.viewport.rows is rows  # laid out once; scroll and zoom only multiply
    looked: list[int] = []

    class Counted(tuple[float, ...]):
        __slots__ = ()

        def __getitem__(self, at: int) -> float:  # type: ignore[override]
            looked.append(at)
            return tuple.__getitem__(self, at)

    object.__setattr__(rows, "before", Counted(rows.before))
    view.viewport.scrolled_to(0, 900_000).visible()
    assert 0 < len(looked) < 60
    QTest.keyClick(view.canvas, Qt.Key.Key_End)
    assert view.current_page == 2999
    settle(qtbot, view)
    assert len(view._tiles._tiles) < 12


def test_nothing_grows_with_pages_turned(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path)
    turn_pages(view, 40)
    before = kept(view)
    assert turn_pages(view, 200, keys=(Qt.Key.Key_N, Qt.Key.Key_PageDown), wait=False) >= 0
    settle(qtbot, view)
    after = kept(view)
    assert after.objects < before.objects * 1.02 + 200
    assert after.pictures <= before.pictures + 2 and after.texts <= (view.info.pages if view.info else 0)


def test_texts_of_the_last_pages_are_kept_and_of_what_is_selected(
    open_view: Open, shared: Path, qtbot: QtBot
) -> None:  # fmt: skip
    view = open_view(shared / "pdfs" / "syn_3000_pages.pdf")
    settle(qtbot, view)
    view.select(Selection((PageSpan(0, 0, 10),)))
    for page in range(10, 10 * (KEPT + 8), 10):
        view.go_to(page)
        settle(qtbot, view)
    assert len(view.pages) <= KEPT + 4 and 0 in view.pages and 10 not in view.pages
    view.go_to(10)
    settle(qtbot, view)  # asked for again


def test_only_visible_pages_paint_their_highlights(open_view: Open, made_review: MadePdf, qtbot: QtBot) -> None:
    view = open_view(made_review.path)
    pages = view.info.pages if view.info else 0
    for page in range(pages):
        view.go_to(page)
        settle(qtbot, view)
    view.go_to(0)
    meanings = [meaning.id for meaning in view._look.meanings]
    marks = []
    for page in range(pages):
        text = view.pages[page]
        step = max((len(text.text) - 60) // 250, 1)
        marks += [HighlightMark(f"{page}.{k}", text.quads(k * step, k * step + 40), meanings[k % 8])
                  for k in range(250)]  # fmt: skip
    view.set_highlights(tuple(marks))
    assert len(marks) >= 1000
    painted: set[int] = set()
    paint = view._overlay.paint

    class Watched:
        def paint(self, painter, viewport, page):  # type: ignore[no-untyped-def]
            painted.add(page)
            paint(painter, viewport, page)

    view.canvas.set_layers((Watched(),))
    qtbot.waitUntil(lambda: bool(painted) and view.complete, timeout=20_000)
    assert painted == set(view.viewport.visible()) and len(painted) < pages
