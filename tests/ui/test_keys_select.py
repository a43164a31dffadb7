"""Selecting by keys: from either end, over columns and pages, and with the caret alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exoannotate.reading import selection as reading
from exoannotate.reading.sentences import sentence_at
from exoannotate.ui.look import Look
from exoannotate.ui.page.view import DocumentView
from tests.conftest import MadePdf
from tests.ui.paper import Open, click, columns, drag, place, settle

Key = Qt.Key
Plain, Shift, Ctrl = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier, (
    Qt.KeyboardModifier.ControlModifier
)  # fmt: skip


def press(view: DocumentView, key: Qt.Key, modifiers: Qt.KeyboardModifier = Plain, times: int = 1) -> str:
    """Press a key some times; what is selected then."""
    for _ in range(times):
        QTest.keyClick(view.canvas, key, modifiers)
    return view.quote()


def body(view: DocumentView, page: int = 1, least: int = 400) -> int:
    """Where the first long paragraph of a page begins."""
    return next(p.start for p in view.pages[page].paragraphs if p.kind == "body" and p.end - p.start > least)


def caret(view: DocumentView) -> tuple[int, int]:
    at = view._selector.caret
    assert at is not None
    return at.gap


@pytest.fixture
def view(open_view: Open, made_review: MadePdf) -> DocumentView:
    return open_view(made_review.path, page=1)


def test_shift_and_arrows_go_by_letter_and_word_from_a_click(view: DocumentView) -> None:
    text = view.pages[1].text
    start = text.index(" ", body(view) + 60) + 1
    words = text[start:].split(" ", 4)
    click(view, place(view, 1, start) - QPoint(2, 0))
    assert not view.selection and caret(view) == (1, start)
    assert press(view, Key.Key_Right, Shift) == text[start]
    assert press(view, Key.Key_Right, Shift, len(words[0]) - 1) == words[0]
    # The blank alone selects nothing, so the step goes on to the letter behind it.
    assert press(view, Key.Key_Right, Shift) == f"{words[0]} {words[1][0]}"
    assert press(view, Key.Key_Left, Shift) == words[0]
    assert press(view, Key.Key_Right, Shift | Ctrl).startswith(f"{words[0]} {words[1][:3]}")
    assert press(view, Key.Key_Left, Shift | Ctrl) == words[0]
    # Beyond the end that stays it grows the other way.
    assert press(view, Key.Key_Left, Shift | Ctrl) == ""
    before = text[:start].split()[-1]
    assert press(view, Key.Key_Left, Shift | Ctrl) == before.rstrip(".,;:")[-len(view.quote()) :] or before
    assert view.selection.last is not None and view.selection.last[1] <= start


def test_keys_shrink_a_drag_from_the_end_where_it_was_let_go(view: DocumentView) -> None:
    text = view.pages[1]
    line = text.lines[columns(text)[0].lines[4]]
    right, left = place(view, 1, line.end - 2), place(view, 1, line.start + 4)
    drag(view, right, (right + left) / 2, left)
    dragged = view.quote()
    shrunk = press(view, Key.Key_Right, Shift)
    assert dragged.endswith(shrunk) and len(shrunk) < len(dragged)
    assert press(view, Key.Key_Left, Shift) == dragged
    drag(view, left, (right + left) / 2, right)
    dragged = view.quote()
    shrunk = press(view, Key.Key_Left, Shift)
    assert dragged.startswith(shrunk) and len(shrunk) < len(dragged)


def test_up_and_down_stay_in_the_column_and_go_on_in_the_next_one(view: DocumentView) -> None:
    text = view.pages[1]
    left, right = columns(text)
    last = left.lines[-1]
    line = text.lines[last - 2]
    click(view, place(view, 1, line.start + 12) - QPoint(1, 0))
    press(view, Key.Key_Down, Shift, 2)
    assert text.line_at(caret(view)[1]) == last
    x = text.lines[last].quad(1, *caret(view)[1:] * 2).x0
    press(view, Key.Key_Down, Shift)
    assert text.line_at(caret(view)[1]) in right.lines[:2]
    there = text.lines[text.line_at(caret(view)[1]) or 0].quad(1, *caret(view)[1:] * 2).x0
    assert abs((there - right.u0) - (x - left.u0)) < 6
    press(view, Key.Key_Up, Shift, 3)
    assert view.quote() == "" and text.line_at(caret(view)[1]) == last - 2


def test_home_and_end_take_the_printed_line(view: DocumentView) -> None:
    text = view.pages[1]
    line = text.lines[columns(text)[0].lines[5]]
    click(view, place(view, 1, line.start + 10) - QPoint(1, 0))
    middle = caret(view)[1]
    assert press(view, Key.Key_End, Shift) == text.text[middle : line.end].strip()
    assert press(view, Key.Key_Home, Shift) == text.text[line.start : middle].strip()
    assert press(view, Key.Key_Home, Shift) == text.text[line.start : middle].strip()


def test_s_grows_forward_and_shift_s_backward(view: DocumentView) -> None:
    text = view.pages[1].text
    start, end = sentence_at(text, body(view) + 200)
    click(view, place(view, 1, (start + end) // 2), 3)
    assert view.quote() == text[start:end]
    before = press(view, Key.Key_S, Shift)
    assert before.endswith(text[start:end]) and len(before) > end - start + 20
    after = press(view, Key.Key_S)
    assert after.startswith(before) and len(after) > len(before) + 20


def test_control_shift_and_down_take_the_paragraph(view: DocumentView) -> None:
    text = view.pages[1]
    paragraph = text.paragraph_at(body(view))
    assert paragraph is not None
    click(view, place(view, 1, paragraph.start) - QPoint(2, 0))
    whole = press(view, Key.Key_Down, Shift | Ctrl)
    assert whole.startswith(text.text[paragraph.start : paragraph.end]) and (
        len(whole) == paragraph.end - paragraph.start or paragraph.continues
    )
    assert press(view, Key.Key_Up, Shift | Ctrl) == ""
    assert press(view, Key.Key_Up, Shift | Ctrl)


def test_pain_5_keys_over_a_page_break_skip_heads_and_notes(
    open_view: Open, made_review: MadePdf, qtbot: QtBot
) -> None:  # fmt: skip
    page = 1  # its last paragraph goes on over a page break
    view = open_view(made_review.path, page=page)
    text = view.pages[page]
    last = text.paragraphs[-1]
    assert last.continues and last.kind == "body" and text.furniture
    start = text.text.rindex(" ", 0, last.end - 40) + 1
    click(view, place(view, page, start) - QPoint(2, 0))
    qtbot.waitUntil(lambda: page + 1 in view.pages, timeout=5000)
    quote = press(view, Key.Key_Right, Shift | Ctrl, 16)
    assert view.selection.pages == (page, page + 1)
    following = next(p for p in view.pages[page + 1].paragraphs if p.kind == "body")
    whole = text.text[start : last.end] + " " + view.pages[page + 1].text[following.start : following.end]
    assert whole.startswith(quote) and len(quote) > 60
    for furniture in (*text.furniture, *view.pages[page + 1].furniture):
        assert len(furniture.text) < 4 or furniture.text not in quote
    # Back again to nothing, over the same break.
    assert press(view, Key.Key_Left, Shift | Ctrl, 16) == ""
    # A line at a time as well.
    press(view, Key.Key_Down, Shift, 6)
    assert view.selection.pages == (page, page + 1)
    assert not any(f.text in view.quote() for f in text.furniture if len(f.text) > 3)


def test_keys_without_a_place_say_what_to_do(view: DocumentView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.notice) as told:
        press(view, Key.Key_Right, Shift)
    assert "C for a caret" in told.args[0]


# --- the caret


def test_the_caret_walks_selects_and_is_told(view: DocumentView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.caret_toggled):
        press(view, Key.Key_C)
    assert view.caret_on
    top = view.viewport.y
    first = caret(view)
    press(view, Key.Key_Right, times=3)
    assert caret(view) == (first[0], first[1] + 3) and view.viewport.y == top
    press(view, Key.Key_Down)
    text = view.pages[1]
    number = text.line_at(caret(view)[1])
    assert number is not None
    line = text.lines[number]
    assert text.text[line.start : line.end] in view.canvas.accessibleDescription()
    assert "Page 2" in view.canvas.accessibleDescription()
    press(view, Key.Key_End)
    assert caret(view) == (1, line.end)
    press(view, Key.Key_Home)
    assert caret(view) == (1, line.start)
    press(view, Key.Key_Right, Ctrl)
    assert not text.text[caret(view)[1]].isalnum()
    word = press(view, Key.Key_Return)
    assert word and " " not in word
    press(view, Key.Key_Escape)
    assert not view.selection and view.caret_on
    sentence = press(view, Key.Key_S)
    assert sentence == text.text[slice(*sentence_at(text.text, caret(view)[1] - 1))]
    press(view, Key.Key_Escape)
    assert press(view, Key.Key_Escape) == "" and not view.caret_on
    before = view.viewport.y
    press(view, Key.Key_Down)
    assert view.viewport.y > before  # now the arrow keys scroll again


def test_the_caret_keeps_its_column_over_short_lines(view: DocumentView) -> None:
    text = view.pages[1]
    left = columns(text)[0]
    line = text.lines[left.lines[2]]
    click(view, place(view, 1, line.end - 3) - QPoint(1, 0))
    press(view, Key.Key_C)
    start = caret(view)
    press(view, Key.Key_Down, times=9)
    assert text.line_at(caret(view)[1]) == left.lines[2] + 9
    press(view, Key.Key_Up, times=9)
    assert caret(view) == start


def test_the_caret_goes_by_screens_and_to_both_ends(view: DocumentView, qtbot: QtBot) -> None:
    press(view, Key.Key_C)
    press(view, Key.Key_Down, times=4)
    seen = view.viewport.y
    at = caret(view)
    press(view, Key.Key_PageDown)
    settle(qtbot, view)
    assert view.viewport.y > seen + 300 and caret(view) > at
    press(view, Key.Key_PageUp)
    assert abs(caret(view)[1] - at[1]) < 200
    selected = press(view, Key.Key_PageDown, Shift)
    assert len(selected) > 300
    press(view, Key.Key_End, Ctrl)
    settle(qtbot, view)
    pages = view.info.pages if view.info else 0
    qtbot.waitUntil(lambda: caret(view)[0] == pages - 1, timeout=5000)
    press(view, Key.Key_Home, Ctrl)
    settle(qtbot, view)
    qtbot.waitUntil(lambda: caret(view) == (0, 0), timeout=5000)


def test_the_caret_scrolls_into_sight(view: DocumentView, qtbot: QtBot) -> None:
    press(view, Key.Key_C)
    before = view.viewport.y
    for _ in range(70):
        press(view, Key.Key_Down)
    settle(qtbot, view)
    from exoannotate.reading.moves import bar

    place = view._selector.caret
    assert place is not None and view.viewport.y != before
    quad = bar(view.pages, place)
    assert quad is not None
    rect = view.viewport.quad_rect(quad)
    assert rect.y >= 0 and rect.bottom <= view.viewport.height


@pytest.mark.parametrize("tone", ["normal", "sepia", "dark"])
def test_the_caret_is_seen_on_every_ground(view: DocumentView, look: Look, tone: str) -> None:
    view._look.motion = False
    view._look.set_page_tone(tone)  # type: ignore[arg-type]
    before = QImage(view.canvas.viewport().grab().toImage())
    press(view, Key.Key_C)
    after = view.canvas.viewport().grab().toImage()
    changed = [
        (x, y) for y in range(before.height()) for x in range(before.width()) if before.pixel(x, y) != after.pixel(x, y)
    ]
    assert 15 < len(changed) < 400
    lightness = {after.pixelColor(x, y).lightness() for x, y in changed}
    assert max(lightness) - min(lightness) > 120


def test_the_caret_blinks_only_when_things_may_move(view: DocumentView, look: Look, qtbot: QtBot) -> None:
    press(view, Key.Key_C)
    mode = view._doing.caret
    assert mode.lit
    qtbot.waitUntil(lambda: not mode.lit, timeout=3000)
    press(view, Key.Key_Right)
    assert mode.lit
    view._look.motion = False
    press(view, Key.Key_Right)
    assert not mode._blink.isActive() and mode.lit


def test_real_paper_keys_never_meet_a_running_head(open_view: Open, shared: Path) -> None:
    view = open_view(shared / "pdfs" / "paper_notch_breast_resistance_review.pdf", page=1)
    start = next(p.start for p in view.pages[1].paragraphs if p.kind == "body" and p.end - p.start > 300)
    click(view, place(view, 1, start))
    quote = press(view, Key.Key_Down, Shift, 90)
    assert len(quote) > 2000
    assert not any(f.text in quote for f in view.pages[1].furniture if len(f.text) > 5)
    assert reading.quads(view.pages, view.selection)
