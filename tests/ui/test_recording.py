"""Filling a record in the window: words on the page, names of the vocabularies, splitting, own fields, what is kept."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exoannotate.reading.document import PageSpan
from exoannotate.reading.places import range_of
from exoannotate.reading.selection import Selection
from exoannotate.ui.commands.recording import FOLDING, RecordingCommands
from exoannotate.ui.window import window_state
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import own_fields
from tests.ui.conftest import settle, type_into

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)


def show(qtbot: QtBot, window: MainWindow, cargo: str) -> str:
    """Jump to the record of a cargo; its id."""
    record = next(r for r in window.contents.rows.values() if r["cargo"] == cargo).record
    window.verbs.jump_to_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    settle(qtbot, window)
    return record


def recording(window: MainWindow) -> RecordingCommands:
    return next(part for part in window.commands.parts if isinstance(part, RecordingCommands))


def select_words(window: MainWindow, count: int) -> str:
    """Select the first words of the passage in the form on its page; what they read."""
    tab = window.tabs.tab
    assert tab is not None
    passage = window.form.shown_passages()[0]
    span = range_of(tab.view.pages, passage.quads).spans[0]
    text = tab.view.pages[span.page].text
    end = span.start
    for _ in range(count):
        end = text.index(" ", end + 1)
    tab.view.select(Selection((PageSpan(span.page, span.start, end),)))
    return text[span.start : end]


def test_words_selected_on_the_page_say_where_a_field_was_read(qtbot: QtBot, window: MainWindow) -> None:
    record = show(qtbot, window, "miR-21")
    window.form.go_to("therapy")
    words = select_words(window, 3)
    tab = window.tabs.tab
    assert tab is not None
    tab.view.canvas.setFocus()
    QTest.keyClick(tab.view.canvas, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.form.record == record and not window.bridge.busy)
    assert window.form.sheet is not None
    values = window.form.sheet.entries["therapy"].values
    assert values[0].text == "temozolomide"
    pointed = values[-1].words
    assert pointed is not None
    assert window.form.shown_passages()[0].quote[pointed.start : pointed.end] == words
    layer = recording(window)._layers[tab]
    assert layer.quads, "they are underlined on the page"
    window.form.go_to("effect")
    assert layer.quads == (), "another field has none"
    window.form.go_to("therapy")
    before = tab.view.canvas.grab().toImage()
    window.form.go_to("effect")
    assert tab.view.canvas.grab().toImage() != before


def test_without_words_or_field_it_says_what_to_do(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "miR-21")
    recording(window).read_here()
    assert "Select words" in window.note_label.text()
    select_words(window, 2)
    recording(window).read_here()
    assert "Click the field first" in window.note_label.text()


def test_a_record_is_split_by_one_key_and_put_together_by_one_undo(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "miR-21")
    type_into(window, "cargo", "miR-21; PTEN mRNA; TNC")
    settle(qtbot, window)
    QTest.keyClick(window.form.editors["donor"].input, Qt.Key.Key_D,
                   Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)  # fmt: skip
    qtbot.waitUntil(lambda: len(window.contents.rows) == 4)
    settle(qtbot, window)
    assert window.form.editors["cargo"].text() == "miR-21"
    assert "Split into 3 records" in window.toast.sentence.text()
    window.commands.undo()
    qtbot.waitUntil(lambda: len(window.contents.rows) == 2)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: window.form.editors["cargo"].text() == "miR-21; PTEN mRNA; TNC")


def test_values_of_the_paper_come_first_and_names_bring_their_identifier(qtbot: QtBot, window: MainWindow) -> None:
    passage = next(iter(window.contents.passages))
    window.verbs.record_of_passage(passage)
    qtbot.waitUntil(lambda: window.form.completing.names is not None, timeout=120_000)
    settle(qtbot, window)
    window.form.go_to("therapy")
    line = window.form.editors["therapy"].input
    QTest.keyClick(line, Qt.Key.Key_Down)
    offered = line.offers.model.offers  # type: ignore[union-attr]
    assert {offer.text for offer in offered[:2]} == {"radiation", "temozolomide"}
    assert offered[0].tag == "this paper"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    QTest.keyClicks(line, "TMZ")
    QTest.keyClick(line, Qt.Key.Key_Tab)
    (value,) = window.form.editors["therapy"].given().values
    assert (value.text, value.name) == ("TMZ", "temozolomide") and value.identifier and value.source
    type_into(window, "donor", "TMZ")
    assert window.form.editors["donor"].given().values[0].identifier == "", "what is only typed has none"


def test_own_fields_stand_in_the_form_as_they_are_made(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "miR-21")
    made = []
    window.bridge.do(lambda session: made.append(own_fields.add(session, "Dose", "number")))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: bool(window.form.body.groups["Own fields"].editors))
    (editor,) = window.form.body.groups["Own fields"].editors
    window.form.go_to(editor.field.name)
    type_into(window, editor.field.name, "12.5")
    settle(qtbot, window)
    assert window.form.sheet is not None and window.form.sheet.entries[editor.field.name].text == "12.5"
    window.commands.undo()
    window.commands.undo()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not window.form.body.groups["Own fields"].editors)


def test_folding_is_kept_from_day_to_day(qtbot: QtBot, window: MainWindow) -> None:
    show(qtbot, window, "miR-21")
    window.form.body.groups["Setting"].heading.click()
    recording(window).stop()
    document = next(iter(window.contents.documents))
    kept = json.loads(str(window_state.load_value(FOLDING)))
    assert kept == {document: ["Details", "Setting", "Source"]}
    window_state.save_value(FOLDING, "{broken")
    recording(window)._load_folding()
