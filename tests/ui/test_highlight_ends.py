"""A highlight in the window: its ends are moved, overlapping ones are reached, its note is read, colours get names."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog, QDialogButtonBox
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import Passage
from exoannotate.store.checks import check
from exoannotate.ui.dialogs.legend import LegendDialog
from exoannotate.ui.dialogs.note import NoteDialog
from exoannotate.ui.look import unfit
from exoannotate.ui.page.view import DocumentView
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import settle
from tests.ui.paper import Left, click, place

Key = Qt.Key
Shift, Alt, Ctrl = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def shown(window: MainWindow) -> DocumentView:
    assert window.tabs.tab is not None
    return window.tabs.tab.view


def outline(window: MainWindow, qtbot: QtBot, at: int = 0) -> Passage:
    """Show a highlight on its page and outline it, as a click in the list does."""
    passages = sorted(window.contents.passages.values(), key=lambda p: p.position)
    window.verbs.jump_to_passage(passages[at].id)
    settle(qtbot, window)
    view = shown(window)
    qtbot.waitUntil(lambda: passages[at].page_index in view.pages and view.complete, timeout=10_000)
    view.canvas.setFocus()
    return passages[at]


def knob(view: DocumentView, end: str) -> QPoint:
    found = view._handles._target()
    assert found is not None
    at = view._handles._knob(found[1], end)
    assert at is not None
    return at[1].toPoint()


def drag(view: DocumentView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier | None = None) -> None:
    surface = view.canvas.viewport()
    QTest.mousePress(surface, Left, modifiers or Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 5):
        QTest.mouseMove(surface, start + (end - start) * step / 4)
    QTest.mouseRelease(surface, Left, pos=end)


def test_the_end_of_a_highlight_is_dragged_word_by_word(window: MainWindow, qtbot: QtBot) -> None:
    before = outline(window, qtbot)
    view = shown(window)
    record = window.contents.records_of(before.id)[0]
    text = view.pages[before.page_index].text
    end = text.index(before.quote) + len(before.quote)
    later = text.index(" ", end + 40)
    word = text[text.rindex(" ", 0, later) + 1 : later].strip(".,;")
    inside = text.index(word, text.rindex(" ", 0, later)) + 1
    drag(view, knob(view, "end"), place(view, before.page_index, inside))
    settle(qtbot, window)
    after = window.contents.passages[before.id]
    # The pointer stood in the word: it comes whole.
    assert after.quote.startswith(before.quote) and after.quote.endswith(word)
    assert view.selected_passage == before.id and not view.selection
    assert window.contents.undo_label == "Move end of highlight"
    # The record shows the new quote, in the form and in the table.
    window.verbs.show_record(record)
    settle(qtbot, window)
    assert any(after.quote[-30:] in label for label in quotes(window))
    window.commands.undo()
    settle(qtbot, window)
    assert window.contents.passages[before.id].quote == before.quote
    assert window.bridge.path is not None and check(window.bridge.path).ok


def quotes(window: MainWindow) -> list[str]:
    """What the cards of the form say."""
    return [card.quote.toPlainText() for card in window.form.body.cards() if card.quote is not None]


def test_the_start_is_dragged_by_letters_with_shift(window: MainWindow, qtbot: QtBot) -> None:
    before = outline(window, qtbot)
    view = shown(window)
    text = view.pages[before.page_index].text
    start = text.index(before.quote)
    to = place(view, before.page_index, start + 4) - QPoint(2, 0)
    drag(view, knob(view, "start"), to, Shift)
    settle(qtbot, window)
    after = window.contents.passages[before.id].quote
    assert before.quote.endswith(after) and 2 <= len(before.quote) - len(after) <= 5


def test_keys_move_both_ends(window: MainWindow, qtbot: QtBot) -> None:
    before = outline(window, qtbot)
    view = shown(window)
    for _ in range(3):  # faster than the project writes
        QTest.keyClick(view.canvas, Key.Key_Right, Alt | Shift)
    settle(qtbot, window)
    after = window.contents.passages[before.id].quote
    assert after.startswith(before.quote) and len(after.split()) == len(before.quote.split()) + 3
    QTest.keyClick(view.canvas, Key.Key_Left, Alt | Shift)
    QTest.keyClick(view.canvas, Key.Key_Down, Alt | Shift)
    QTest.keyClick(view.canvas, Key.Key_Right, Alt | Shift | Ctrl)
    settle(qtbot, window)
    now = window.contents.passages[before.id].quote
    assert now.split()[0] == before.quote.split()[1] and len(now) > 10
    for _ in range(200):
        QTest.keyClick(view.canvas, Key.Key_Left, Alt | Shift)
    settle(qtbot, window)
    assert window.contents.passages[before.id].quote  # something is always left
    assert not view._handles._under_way


def test_escape_lets_go_of_a_knob(window: MainWindow, qtbot: QtBot) -> None:
    before = outline(window, qtbot)
    view = shown(window)
    surface, start = view.canvas.viewport(), knob(view, "end")
    QTest.mousePress(surface, Left, pos=start)
    QTest.mouseMove(surface, start + QPoint(40, 30))
    assert view.selection
    QTest.keyClick(view.canvas, Key.Key_Escape)
    QTest.mouseRelease(surface, Left, pos=start + QPoint(40, 30))
    settle(qtbot, window)
    assert window.contents.passages[before.id] == before and not view.selection


def test_the_ends_of_a_selection_have_knobs_too(window: MainWindow, qtbot: QtBot) -> None:
    before = outline(window, qtbot)
    view = shown(window)
    page = before.page_index
    index = next(p.start for p in view.pages[page].paragraphs if p.kind == "body" and p.end - p.start > 300) + 150
    click(view, place(view, page, index), 3)
    sentence, last = view.quote(), view.selection.last
    assert last is not None
    drag(view, knob(view, "end"), place(view, page, last[1] + 25))
    assert view.quote().startswith(sentence) and len(view.quote()) > len(sentence) + 15
    assert view._bar.isVisible()
    first = view.selection.first
    assert first is not None
    drag(view, knob(view, "start"), place(view, page, first[1] + 12))
    assert len(view.quote()) < len(sentence) + 60 and view.selection.first != first


# --- overlapping highlights


def overlapping(window: MainWindow, qtbot: QtBot) -> tuple[DocumentView, list[str], int, int]:
    """Three highlights round the same word: a word, its sentence, and the sentence with the next one."""
    window.tabs.open(next(iter(window.contents.documents)))
    settle(qtbot, window)
    view = shown(window)
    known = set(window.contents.passages)
    page = 0
    body = [p for p in view.pages[page].paragraphs if p.kind == "body" and p.end - p.start > 400][-1]
    index = view.pages[page].text.index(" ", body.start + 30) + 1
    ids: list[str] = []
    for steps, meaning in ((2, Key.Key_3), (3, Key.Key_1), (4, Key.Key_6)):
        QTest.keyClick(view.canvas, Key.Key_Escape)
        QTest.qWait(QApplication.doubleClickInterval() + 20)
        click(view, place(view, page, index), min(steps, 3))
        if steps == 4:
            QTest.keyClick(view.canvas, Key.Key_S)
        QTest.keyClick(view.canvas, meaning)
        settle(qtbot, window)
        count = len(known) + len(ids)
        qtbot.waitUntil(lambda count=count: len(window.contents.passages) > count, timeout=5000)
        ids += list(set(window.contents.passages) - known - set(ids))
    return view, ids, page, index


def test_pain_13_three_overlaps_are_each_reached_by_mouse_and_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    view, ids, page, index = overlapping(window, qtbot)
    QTest.keyClick(view.canvas, Key.Key_Escape)
    QTest.qWait(QApplication.doubleClickInterval() + 20)
    reached = []
    for turn in range(3):
        QTest.qWait(QApplication.doubleClickInterval() + 20)
        click(view, place(view, page, index))
        reached.append(view.selected_passage)
        assert view._hint.isVisible() and view._hint.text() == f"{turn + 1} of 3 here"
    assert reached == ids  # the smallest first
    QTest.keyClick(view.canvas, Key.Key_Escape)
    by_keys = []
    for _ in range(len(window.contents.passages)):
        QTest.keyClick(view.canvas, Key.Key_Down, Alt)
        by_keys.append(view.selected_passage)
    assert set(ids) <= set(by_keys)
    at = [by_keys.index(id) for id in ids]
    assert max(at) - min(at) == 2  # one after the other
    for _ in range(len(window.contents.passages)):
        QTest.keyClick(view.canvas, Key.Key_Up, Alt)
    first = view.selected_passage
    with qtbot.waitSignal(view.notice, check_params_cb=lambda words: "first highlight" in words):
        QTest.keyClick(view.canvas, Key.Key_Up, Alt)
    assert view.selected_passage == first


# --- notes


def test_a_note_is_written_by_key_and_read_under_the_pointer(window: MainWindow, qtbot: QtBot) -> None:
    passage = outline(window, qtbot)
    view = shown(window)
    plain = view.canvas.viewport().grab().toImage()
    QTest.keyClick(view.canvas, Key.Key_M)
    dialog = window.commands.dialog
    assert isinstance(dialog, NoteDialog)
    QTest.keyClicks(dialog.field, "only in <b>U87</b> & mice")
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Left)
    settle(qtbot, window)
    assert window.contents.passages[passage.id].note == "only in <b>U87</b> & mice"
    assert view.canvas.viewport().grab().toImage() != plain  # the badge has a sign
    index = view.pages[passage.page_index].text.index(passage.quote) + 5
    QTest.mouseMove(view.canvas.viewport(), place(view, passage.page_index, index))
    tip = view.canvas.viewport().toolTip()
    assert "only in &lt;b&gt;U87&lt;/b&gt; &amp; mice" in tip
    QTest.mouseMove(view.canvas.viewport(), QPoint(3, 3))
    assert view.canvas.viewport().toolTip() == ""


# --- the legend


def legend(window: MainWindow) -> LegendDialog:
    window.actions_by_id["legend"].trigger()
    dialog = window.commands.dialog
    assert isinstance(dialog, LegendDialog)
    return dialog


def press_save(dialog: LegendDialog) -> None:
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Left)


def test_meanings_are_renamed_and_recoloured_as_one_edit(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = legend(window)
    row = dialog.rows[0]
    row.name.selectAll()
    QTest.keyClicks(row.name, "Drug escape")
    row.letter.selectAll()
    QTest.keyClicks(row.letter, "e")
    QTest.mouseClick(row.colour, Left)
    chooser = dialog.findChild(QColorDialog)
    assert chooser is not None
    chooser.setCurrentColor(QColor("#8844CC"))
    chooser.accept()
    press_save(dialog)
    settle(qtbot, window)
    meaning = window.look.meaning("resistance")
    assert (meaning.name, meaning.letter, meaning.colour) == ("Drug escape", "E", "#8844CC")
    assert window.contents.undo_label == "Change colours and meanings"
    assert any(chip.toolTip().startswith("Highlight as Drug escape") for chip in shown(window)._bar._chips)
    from exoannotate.workspace import exports

    target = tmp_path / "out.json"
    window.bridge.do(lambda session: exports.export(session, "json", target))
    settle(qtbot, window)
    assert "Drug escape" in target.read_text(encoding="utf-8")
    window.commands.undo()
    settle(qtbot, window)
    assert window.look.meaning("resistance").name == "Resistance"
    assert window.bridge.path is not None and check(window.bridge.path).ok


def test_meanings_that_cannot_be_told_apart_are_refused(window: MainWindow, qtbot: QtBot) -> None:
    dialog = legend(window)
    dialog.rows[0].letter.selectAll()
    QTest.keyClicks(dialog.rows[0].letter, "c")
    press_save(dialog)
    assert dialog.isVisible() and "same letter" in dialog.message.text()
    dialog.rows[0].letter.selectAll()
    QTest.keyClicks(dialog.rows[0].letter, "R")
    dialog.rows[0].name.clear()
    press_save(dialog)
    assert dialog.isVisible() and "2 to 40 letters" in dialog.message.text()
    QTest.mouseClick(dialog.reset, Left)
    # An underline that another meaning has is exchanged with it.
    pattern = dialog.rows[0].pattern
    pattern.setFocus()
    pattern.setCurrentIndex(1)
    pattern.activated.emit(1)
    assert [row.meaning.pattern for row in dialog.rows[:2]] == ["double", "solid"]
    press_save(dialog)
    settle(qtbot, window)
    assert window.look.meaning("sensitivity").pattern == "solid"


@pytest.mark.parametrize(("colour", "why"), [("#FFFFF4", "too pale"), ("#101010", "too dark"), ("#D55E00", "")])
def test_a_colour_must_be_seen_and_leave_its_letter_readable(colour: str, why: str) -> None:
    assert (why in unfit(colour)) if why else unfit(colour) == ""


def test_numbers_recolour_an_outlined_highlight(window: MainWindow, qtbot: QtBot) -> None:
    passage = outline(window, qtbot)
    view = shown(window)
    QTest.keyClick(view.canvas, Key.Key_2)
    settle(qtbot, window)
    assert window.contents.passages[passage.id].meaning == "sensitivity"
    assert QPointF(knob(view, "end")) is not None


# --- without a mouse


def test_a_highlight_is_made_moved_noted_and_recoloured_without_a_mouse(window: MainWindow, qtbot: QtBot) -> None:
    settle(qtbot, window)
    view = shown(window)
    view.canvas.setFocus()
    known = set(window.contents.passages)
    toggle = window.actions_by_id["caret_mode"]
    assert not toggle.isChecked()
    QTest.keyClick(view.canvas, Key.Key_C)
    assert toggle.isChecked() and view.caret_on
    text = view.pages[0]
    target = next(p for p in reversed(text.paragraphs) if p.kind == "body" and p.end - p.start > 200)
    for _ in range(400):
        at = view._selector.caret
        assert at is not None
        if at.page > 0 or at.index >= target.start:
            break
        QTest.keyClick(view.canvas, Key.Key_Down)
    QTest.keyClick(view.canvas, Key.Key_S)
    assert len(view.quote()) > 30
    QTest.keyClick(view.canvas, Key.Key_3)
    settle(qtbot, window)
    (made,) = set(window.contents.passages) - known
    quote = window.contents.passages[made].quote
    assert view.selected_passage == made and window.contents.passages[made].meaning == "cargo"
    QTest.keyClick(view.canvas, Key.Key_Left, Alt | Shift)
    settle(qtbot, window)
    assert quote.startswith(window.contents.passages[made].quote) and window.contents.passages[made].quote != quote
    QTest.keyClick(view.canvas, Key.Key_M)
    dialog = window.commands.dialog
    assert isinstance(dialog, NoteDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog, timeout=5000)
    QTest.keyClicks(dialog.field, "by keys")
    QTest.keyClick(dialog.field, Key.Key_Return, Ctrl)
    settle(qtbot, window)
    assert window.contents.passages[made].note == "by keys"
    view.canvas.setFocus()
    toggle.trigger()
    assert not view.caret_on and not toggle.isChecked()


def test_the_legend_opens_from_the_bar_and_the_list(window: MainWindow, qtbot: QtBot) -> None:
    view = shown(window)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Key.Key_S)
    QTest.mouseClick(view._bar._legend, Left)
    assert isinstance(window.commands.dialog, LegendDialog)
    window.commands.dialog.reject()
    QTest.mouseClick(window.project.legend_button, Left)
    assert isinstance(window.commands.dialog, LegendDialog)
    window.commands.dialog.reject()


@pytest.mark.parametrize("saved", [True, False])
def test_the_form_follows_a_moved_end_at_once(window: MainWindow, qtbot: QtBot, saved: bool) -> None:
    passage = outline(window, qtbot)
    view = shown(window)
    if saved:
        window.verbs.show_record(window.contents.records_of(passage.id)[0])
        settle(qtbot, window)
    else:
        QTest.keyClick(view.canvas, Key.Key_E)
        view.canvas.setFocus()
    assert any(passage.quote[-30:] in words for words in quotes(window))
    for _ in range(3):
        QTest.keyClick(view.canvas, Key.Key_Left, Alt | Shift)
    settle(qtbot, window)
    after = window.contents.passages[passage.id].quote
    assert len(after) < len(passage.quote)
    assert not any(passage.quote[-30:] in words for words in quotes(window))
    assert any(after[-30:] in words for words in quotes(window))


def test_pain_7_a_sentence_over_a_page_break_is_one_passage_with_one_quote(window: MainWindow, qtbot: QtBot) -> None:
    settle(qtbot, window)
    view = shown(window)
    view.go_to(1)
    qtbot.waitUntil(lambda: {1, 2} <= set(view.pages) and view.complete, timeout=10_000)
    last = view.pages[1].paragraphs[-1]
    assert last.continues
    known, records = set(window.contents.passages), set(window.contents.rows)
    click(view, place(view, 1, last.end - 4), 3)
    quote = view.quote()
    QTest.keyClick(view.canvas, Key.Key_E)
    settle(qtbot, window)
    (made,) = set(window.contents.passages) - known
    passage = window.contents.passages[made]
    assert passage.quote == quote and passage.page_index == 1
    assert {quad.page for quad in passage.quads} == {1, 2} and len(passage.quads) >= 2
    assert not any(furniture.text in quote for furniture in view.pages[2].furniture if len(furniture.text) > 3)
    # Its end is moved on the second page, as that of any other.
    qtbot.waitUntil(lambda: view.selected_passage == made, timeout=5000)
    view.canvas.setFocus()
    QTest.keyClick(view.canvas, Key.Key_Right, Alt | Shift)
    settle(qtbot, window)
    assert window.contents.passages[made].quote.startswith(quote)
    assert len(window.contents.passages[made].quote.split()) == len(quote.split()) + 1
    assert set(window.contents.rows) == records and window.form.drafting
