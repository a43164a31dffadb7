"""The search over the window: its list, the keys that walk through it, and what a chosen row does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import Document
from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.commands.search import SearchCommands
from exoannotate.ui.contents import Contents
from exoannotate.ui.search import rows
from exoannotate.ui.search.everywhere import Everywhere
from exoannotate.ui.search.fuzzy import fit, runs
from exoannotate.ui.search.panel import SearchPanel
from exoannotate.ui.search.results import EACH, EACH_DOCUMENT, ResultsModel
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace.searching import Hit
from tests.ui.conftest import Opener, settle
from tests.ui.test_evidence_table import row

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
CONTENTS = Contents(
    documents={k: Document(k, k, k, f"Paper {k}") for k in "xy"},
    rows={k: row(k, cargo=f"miR-{k}", therapy="temozolomide") for k in "abcdefg"},
)


def record(key: str) -> Hit:
    return Hit("fields", "temozolomide", ((0, 12),), record=key, field="therapy")


def text(document: str, page: int = 0, words: str = "raised TMZ resistance") -> Hit:
    return Hit("documents", words, ((7, 10),), document, page=page, label=str(page + 1))


# The list


def test_the_list_holds_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = ResultsModel()
    model.begin([rows.Row("heading", "Commands"), rows.Row("command", "Undo", key="undo")], CONTENTS, "everything")
    model.add([record(key) for key in "abcdefg"])
    model.add([text("x", page) for page in range(9)])
    model.add([text("y")])
    model.finish()
    qtmodeltester.check(model)


def test_headings_count_and_tell_how_many_more_there_are() -> None:
    model = ResultsModel()
    model.begin([], CONTENTS, "everything")
    model.add([record(key) for key in "abc"])
    model.add([record(key) for key in "defg"])
    model.add([text("x", page) for page in range(9)])
    model.add([text("y")])
    model.finish()
    shown = [(r.kind, r.title, r.right) for r in model.rows]
    assert shown[0] == ("heading", "Records", "7") and shown[EACH + 1] == ("more", "All 7 records", "")
    assert ("heading", "Paper x", "9") in shown and ("heading", "Paper y", "1") in shown
    assert sum(kind == "text" for kind, *_ in shown) == EACH_DOCUMENT + 1
    assert shown[-1] == ("more", "All 10 places in the text of 2 documents", "")
    model.add([text("y", 3)])  # a document that was read meanwhile
    model.finish()
    assert [r.title for r in model.rows if r.kind == "more"][-1].startswith("All 11 places")
    model.begin([], CONTENTS, "documents")
    model.add([text("x", page) for page in range(9)])
    assert sum(r.kind == "text" for r in model.rows) == 9


def test_walking_steps_over_headings_and_stops_at_the_ends() -> None:
    model = ResultsModel()
    model.begin([], CONTENTS, "everything")
    model.add([record("a"), text("x"), text("y")])
    assert [r.kind for r in model.rows] == ["heading", "record", "heading", "text", "heading", "text"]
    assert (model.first(), model.next(1, 1), model.next(3, -1), model.next(5, 1), model.next(1, 9)) == (1, 3, 1, -1, 5)
    assert model.index(0, 0).flags() == Qt.ItemFlag.NoItemFlags


def test_long_values_and_what_no_screen_shows() -> None:
    value = "x" * 5_000 + "\x07 TMZ\u202e " + "y" * 5_000
    at = value.index("TMZ")
    shown, marks = rows.excerpt(value, ((at, at + 3),))
    assert len(shown) < 400 and shown.isprintable() and [shown[a:b] for a, b in marks] == ["TMZ"]
    found = rows.found(Hit("titles", "A\x00 title", ((2, 7),), document="x"), CONTENTS)
    assert found.spoken.startswith("document: Paper x")


def test_letters_fit_commands_as_words_begin() -> None:
    def best(typed: str) -> str:
        fits = [(found[0], entry.plain_label) for entry in ACTIONS if (found := fit(typed, entry.plain_label))]
        return max(fits)[1]

    assert best("fiw") == "Fit width" and best("export") == "Export evidence" and best("clone") == "Clone record"
    assert fit("zq", "Fit width") is None and fit("", "Fit width") == (0, ())
    assert fit("a" * 10_000, "About") is None and fit("(.*", "Undo") is None
    assert runs((0, 1, 2, 5)) == ((0, 3), (5, 6))


# In the window


@pytest.fixture
def searched(qtbot: QtBot, window: MainWindow) -> Iterator[Everywhere]:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, Ctrl)
    part = window.commands.part(SearchCommands)
    everywhere = part.everywhere
    qtbot.waitUntil(lambda: everywhere.panel.isVisible() and QApplication.focusWidget() is everywhere.panel.field)
    yield everywhere


def quiet(everywhere: Everywhere) -> bool:
    return not everywhere.seeker.busy and not everywhere.reader.busy and everywhere._pending is None


def look_for(qtbot: QtBot, everywhere: Everywhere, words: str) -> SearchPanel:
    panel = everywhere.panel
    panel.field.selectAll()
    QTest.keyClicks(panel.field, words)
    qtbot.waitUntil(lambda: quiet(everywhere), timeout=20_000)
    return panel


def kinds(panel: SearchPanel) -> list[str]:
    return list(dict.fromkeys(r.kind for r in panel.model.rows if r.kind not in ("heading", "more")))


def test_a_command_is_found_and_run_and_comes_first_the_next_time(
    qtbot: QtBot, searched: Everywhere, window: MainWindow
) -> None:
    panel = searched.panel
    assert panel.model.rows[0].title == "Commands" and panel.frame.current is not None
    look_for(qtbot, searched, "evid tab")
    current = panel.frame.current
    assert current is not None and (current.kind, current.key, current.right) == ("command", "toggle_evidence", "F7")
    shown = window.evidence_dock.isVisible()
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.evidence_dock.isVisible() != shown)
    assert not panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_K, Ctrl)
    panel.field.clear()
    assert [r.key for r in panel.model.rows[:2]] == ["", "toggle_evidence"]
    assert panel.model.rows[0].title == "Used last"


def test_what_cannot_be_done_now_says_why(qtbot: QtBot, open_window: Opener) -> None:
    window = open_window(None)
    everywhere = window.commands.part(SearchCommands).everywhere
    everywhere.open("everything", "fit width")
    current = everywhere.panel.frame.current
    assert current is not None and current.muted and current.detail == "when a document is open"
    QTest.keyClick(everywhere.panel.field, Qt.Key.Key_Return)
    assert everywhere.panel.isVisible() and "Not now" in everywhere.panel.frame.count.text()
    everywhere.panel.field.setText("qqqqq")
    assert "No project is open" in everywhere.panel.frame.nothing.sentence.text()


def test_everything_is_found_in_its_groups_and_walked_through_by_keys(qtbot: QtBot, searched: Everywhere) -> None:
    panel = look_for(qtbot, searched, "temozolomide")
    assert kinds(panel) == ["record", "text"]
    assert panel.frame.count.text().endswith("in 1 document")
    first = panel.list.currentIndex().row()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.list.currentIndex().row() == panel.model.next(first, 1)
    for key, wanted in (
        (Qt.Key.Key_End, panel.model.rowCount() - 1),
        (Qt.Key.Key_Home, first),
        (Qt.Key.Key_PageDown, None),
        (Qt.Key.Key_PageUp, first),
    ):
        QTest.keyClick(panel.field, key)
        at = panel.list.currentIndex().row()
        assert at == wanted if wanted is not None else at > first
    assert panel.field.accessibleDescription().startswith("record: miR-21")
    QTest.keyClick(panel.field, Qt.Key.Key_Tab, Ctrl)
    qtbot.waitUntil(lambda: quiet(searched))
    assert panel.scope == "commands"
    QTest.keyClick(panel.field, Qt.Key.Key_Backtab, Ctrl | Shift)
    assert panel.scope == "everything"
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert not panel.isVisible()


def test_a_record_opens_and_its_passage_is_shown(qtbot: QtBot, searched: Everywhere, window: MainWindow) -> None:
    panel = look_for(qtbot, searched, "mir9")
    current = panel.frame.current
    assert current is not None and current.kind == "record" and current.title.startswith("miR-9 · radiation")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.form.record == current.key)
    settle(qtbot, window)
    (passage,) = window.contents.links[current.key]
    assert window.tabs.tab is not None
    qtbot.waitUntil(lambda: window.tabs.tab is not None and window.tabs.tab.view.selected_passage == passage)


def test_all_records_lead_to_the_table(qtbot: QtBot, searched: Everywhere, window: MainWindow) -> None:
    many = {f"r{k}": replace(next(iter(window.contents.rows.values())), record=f"r{k}") for k in range(8)}
    window.contents.rows |= many
    window.evidence.model.set_rows(window.contents.rows.values())
    searched.changed()
    panel = look_for(qtbot, searched, "mir21")
    (more,) = [k for k, r in enumerate(panel.model.rows) if r.kind == "more" and r.key == "fields"]
    panel.frame.mark(more)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert window.evidence.proxy.rowCount() == 9 and not panel.isVisible()


def test_a_place_in_the_text_is_shown_with_its_words_marked(
    qtbot: QtBot, searched: Everywhere, window: MainWindow
) -> None:
    QTest.keyClick(searched.panel.field, Qt.Key.Key_F, Ctrl | Shift)
    assert searched.panel.scope == "documents"
    panel = look_for(qtbot, searched, "glioblastoma")
    assert kinds(panel) == ["text"]
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    hit = panel.frame.current.hit if panel.frame.current else None
    assert hit is not None
    QTest.keyClick(panel.field, Qt.Key.Key_Return, Ctrl)
    tab = window.tabs.tab
    assert tab is not None
    qtbot.waitUntil(lambda: tab.finder.finding.current == hit.place)
    assert tab.finder.bar is not None and tab.finder.bar.isVisible() and tab.finder.bar.field.text() == "glioblastoma"
    # It stands beside the page now and keeps the keys; the page is not covered.
    assert panel.isVisible() and panel.beside and QApplication.focusWidget() is panel.field
    left = window.centre.mapTo(window, window.centre.rect().topRight()).x() - window.centre.contentsMargins().right()
    assert panel.mapTo(window, panel.frame.pos()).x() >= left
    QTest.keyClick(window, Qt.Key.Key_F3)
    qtbot.waitUntil(lambda: panel.frame.current is not None and panel.frame.current.hit is panel.model.texts[2])
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert not panel.isVisible() and window.centre.contentsMargins().right() == 0


@pytest.mark.parametrize("typed", ["(.*[a-z", "\u202eעברית", "x" * 10_000, "“", "…"])
def test_nothing_found_is_a_sentence(qtbot: QtBot, searched: Everywhere, typed: str) -> None:
    searched.panel.field.setText(typed)
    qtbot.waitUntil(lambda: quiet(searched), timeout=20_000)
    assert searched.panel.model.rowCount() == 0
    said = searched.panel.frame.nothing.sentence.text()
    assert said.startswith(("Nothing was found for", "There is nothing to search for")) and len(said) < 250
    assert searched.panel.frame.nothing.isVisible()


def test_enter_before_anything_came_goes_to_the_first_that_comes(
    qtbot: QtBot, searched: Everywhere, window: MainWindow
) -> None:
    panel = searched.panel
    panel.set_scope("documents")
    panel.field.selectAll()
    QTest.keyClicks(panel.field, "glioblastoma")
    QTest.keyClick(panel.field, Qt.Key.Key_Return)  # at once
    tab = window.tabs.tab
    assert tab is not None
    qtbot.waitUntil(lambda: tab.finder.finding.current is not None and not panel.isVisible(), timeout=20_000)


def test_the_field_in_the_top_line_opens_it(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.menuBar().cornerWidget() is not None, timeout=5_000)
    field = window.menuBar().cornerWidget()
    assert "Ctrl+K" in field.toolTip() and field.accessibleName()
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    everywhere = window.commands.part(SearchCommands).everywhere
    assert everywhere.panel.isVisible()
    assert window.tabs.tab is not None
    window.tabs.tab.view.setFocus()  # as a document does that opens just now
    qtbot.waitUntil(lambda: QApplication.focusWidget() is everywhere.panel.field)
    assert everywhere.panel.isVisible()
    QTest.mouseClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, pos=_in_window(window, window.tabs.tab.view.canvas)
    )
    assert not everywhere.panel.isVisible()  # who turns to the page is done with it


def _in_window(window: MainWindow, widget: QWidget) -> QPoint:
    return widget.mapTo(window, QPoint(12, widget.height() - 12))


def test_another_project_begins_with_nothing(
    qtbot: QtBot, searched: Everywhere, window: MainWindow, tmp_path: Path
) -> None:
    look_for(qtbot, searched, "temozolomide")
    with qtbot.waitSignal(window.bridge.opened, timeout=10_000):
        window.commands.create(tmp_path / "other.exo")
    assert not searched.panel.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F, Ctrl | Shift)
    qtbot.waitUntil(lambda: quiet(searched))
    assert searched.panel.model.rowCount() == 0
