"""The table's chips, sorting, groups, columns and layouts, by the keys and clicks of a reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.arranging import SortKey
from exoannotate.domain.chips import Chip
from exoannotate.domain.evidence import INDEX, LONG_COLUMNS, EvidenceRow
from exoannotate.ui.evidence import layout
from exoannotate.ui.evidence.pane import EvidencePane
from exoannotate.ui.evidence.popup import Choice, ChoicesModel
from exoannotate.ui.evidence.proxy import AT_ONCE, EvidenceProxy
from exoannotate.ui.evidence.table import RECORD_ROLE, EvidenceModel
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look

Left = Qt.MouseButton.LeftButton
Shift = Qt.KeyboardModifier.ShiftModifier


def row(record: str, **cells: str) -> EvidenceRow:
    known = {"record_id": record, "created": record} | cells
    return EvidenceRow(record, tuple(known.get(column.name, "") for column in LONG_COLUMNS))


ROWS = (
    row("a", cargo="miR-21", therapy="temozolomide", role="promotes resistance", status="draft"),
    row("b", cargo="miR-9", donor="not reported", donor_reason="not reported", role="restores sensitivity"),
    row("c", cargo="TGF‐β", therapy="radiation; temozolomide", status="accepted"),
    row("d", cargo="miR-21", therapy="radiation", status="accepted"),
)


@pytest.fixture
def pane(qtbot: QtBot, look: Look, icons: Icons) -> EvidencePane:
    pane = EvidencePane(look, icons)
    qtbot.addWidget(pane)
    pane.resize(1200, 420)
    pane.model.set_rows(ROWS)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def shown(pane: EvidencePane) -> str:
    lines = (pane.proxy.index(place, 0).data(RECORD_ROLE) for place in range(pane.proxy.rowCount()))
    return "".join(record or "/" for record in lines)


def click_head(pane: EvidencePane, column: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    head = pane.view.head
    place = QPoint(head.sectionViewportPosition(INDEX[column]) + 20, head.height() // 2)
    QTest.mouseClick(head.viewport(), Left, modifier, place)


def click_line(pane: EvidencePane, place: int, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    line = pane.view.visualRect(pane.proxy.index(place, 0))
    QTest.mouseClick(pane.view.viewport(), Left, modifier, QPoint(30, line.center().y()))


def test_a_field_and_its_values_are_chosen_by_keys_alone(qtbot: QtBot, pane: EvidencePane) -> None:
    pane.asking.condition(pane.filter_button, pane.add_chip)
    popup = pane.asking.popup
    assert popup is not None and popup.isVisible()
    QTest.keyClicks(popup.field, "thera")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.isVisible() and popup.title.text() == "Therapy" and popup.field.text() == ""
    assert [popup.model.choice(k).text for k in range(2)] == ["radiation", "temozolomide"]  # type: ignore[union-attr]
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.field, Qt.Key.Key_Space)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert shown(pane) == "ac" and pane.counts.text() == "2 of 4"
    assert pane.chips.isVisible() and pane.chips.widgets[0].words.text() == "Therapy: temozolomide"
    assert pane.proxy.filter_text == 'therapy = "temozolomide"'
    # One value is enough of those a chip names; typed words come on top.
    pane.add_chip(Chip("therapy", "=", ("radiation",)))
    QTest.keyClicks(pane.filter, "mir")
    assert shown(pane) == "ad" and pane.proxy.filter_text.endswith('and "mir"')


def test_what_is_typed_in_the_list_becomes_a_condition(pane: EvidencePane) -> None:
    pane.asking.condition(pane.filter_button, pane.add_chip)
    popup = pane.asking.popup
    assert popup is not None
    QTest.keyClicks(popup.field, "cargo")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    QTest.keyClicks(popup.field, "tgf-b")
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert pane.chips.chips == (Chip("cargo", "~", ("tgf-b",)),) and shown(pane) == "c"


def test_chips_go_by_their_cross_and_by_delete(qtbot: QtBot, pane: EvidencePane) -> None:
    for chip in (Chip("donor", "is empty"), Chip("cargo", "=", ("miR-21",)), Chip("status", "!=", ("draft",))):
        pane.add_chip(chip)
    assert shown(pane) == "d" and pane.chips.clear_all.isVisible()
    QTest.mouseClick(pane.chips.widgets[2].cross, Left)
    qtbot.waitUntil(lambda: len(pane.chips.widgets) == 2)
    assert shown(pane) == "ad"
    words = pane.chips.widgets[1].words
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(pane.chips.widgets) == 1)
    assert shown(pane) == "abcd" and pane.chips.widgets[0].words.hasFocus()
    QTest.mouseClick(pane.chips.widgets[0].words, Left)  # changed by the same list
    assert pane.asking.popup is not None and pane.asking.popup.title.text() == "Donor"
    pane.asking.popup.close()


def test_a_filter_that_matches_nothing_says_so_and_lets_go(pane: EvidencePane) -> None:
    pane.add_chip(Chip("cargo", "=", ("nothing",)))
    assert pane.no_match.isVisible() and pane.counts.text() == "0 of 4"
    QTest.mouseClick(pane.no_match.button, Left)
    assert shown(pane) == "abcd" and not pane.chips.chips and not pane.chips.isVisible()


def test_heads_sort_and_shift_adds_a_key(pane: EvidencePane) -> None:
    click_head(pane, "cargo")
    assert shown(pane) == "badc"
    click_head(pane, "therapy", Shift)
    assert pane.proxy.sort_keys == (SortKey("cargo"), SortKey("therapy")) and shown(pane) == "bdac"
    click_head(pane, "therapy", Shift)
    assert shown(pane) == "badc"
    click_head(pane, "therapy", Shift)
    assert pane.proxy.sort_keys == (SortKey("cargo"),)
    click_head(pane, "cargo")
    assert shown(pane) == "cadb"
    click_head(pane, "cargo")
    assert pane.proxy.sort_keys == () and shown(pane) == "abcd"


def test_groups_open_and_close_by_click_and_by_keys(pane: EvidencePane) -> None:
    pane.proxy.set_group("cargo")
    assert shown(pane) == "/b/ad/c"
    click_line(pane, 2)
    assert shown(pane) == "/b//c" and pane.proxy.count == 4
    view = pane.view
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert shown(pane) == "/b/ad/c"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert shown(pane) == "/b//c"
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert shown(pane) == "/b//"
    assert pane.selected_record() == ""
    heading = pane.proxy.heading(2)
    assert heading is not None and (heading.title, len(heading.rows)) == ("miR-21", 2)
    pane.proxy.set_all_open(True)
    assert shown(pane) == "/b/ad/c"
    # J and K pass over headings.
    pane.select_record("b")
    QTest.keyClick(view, Qt.Key.Key_J)
    assert pane.selected_record() == "a"
    QTest.keyClick(view, Qt.Key.Key_K)
    assert pane.selected_record() == "b"


def test_the_grouped_proxy_holds_to_the_rules_of_qt(qtmodeltester: ModelTester, look: Look) -> None:
    model = EvidenceModel(look)
    proxy = EvidenceProxy(model)
    model.set_rows(ROWS)
    proxy.set_arrangement((SortKey("therapy"),), "cargo")
    qtmodeltester.check(proxy)
    proxy.set_open(0, False)
    proxy.set_open(0, True)
    model.patch({"b": row("b", cargo="miR-21")})
    model.patch({"e": row("e", cargo="miR-1")})
    model.patch({"a": None})
    model.patch({"c": None, "d": None})
    assert [proxy.heading(k) is not None for k in range(proxy.rowCount())] == [True, False, True, False]
    proxy.set_chips([Chip("cargo", "=", ("miR-1",))])
    proxy.set_group("")
    assert proxy.rowCount() == 1


def test_the_list_to_choose_from_holds_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    model = ChoicesModel()
    model.set_choices(
        [Choice("a", "Alpha", "3", True), Choice("b", "Beta", "", False), Choice("~", "contains …", always=True)]
    )
    qtmodeltester.check(model)
    assert model.rowCount() == 2
    model.narrow("bet")
    assert [model.index(k).data() for k in range(model.rowCount())] == ["Beta", "contains “bet”"]
    model.toggle(0)
    assert model.checked() == ("a", "b")


def test_columns_are_dragged_pinned_hidden_and_come_back_as_a_layout(qtbot: QtBot, pane: EvidencePane) -> None:
    view, head = pane.view, pane.view.head
    first = QPoint(30, head.height() // 2)
    second = QPoint(head.sectionViewportPosition(INDEX["donor"]) + 60, head.height() // 2)
    QTest.mousePress(head.viewport(), Left, pos=first)
    QTest.mouseMove(head.viewport(), first + QPoint(30, 0))
    QTest.mouseMove(head.viewport(), second)
    QTest.mouseRelease(head.viewport(), Left, pos=second)
    names = [LONG_COLUMNS[at].name for at in view.shown_columns()]
    assert names.index("cargo") > 0
    view.setColumnHidden(INDEX["system"], True)
    view.setColumnWidth(INDEX["cargo"], 222)
    view.pinned.set_many(2)
    pane.proxy.set_arrangement((SortKey("cargo", True),), "status")
    kept = layout.read(view)
    layout.apply(view, layout.DEFAULT)
    assert LONG_COLUMNS[view.shown_columns()[0]].name == "cargo" and not pane.proxy.group
    layout.apply(view, kept)
    assert layout.read(view) == kept
    layout.apply(view, {"columns": ["nonsense", 7], "widths": [], "pinned": "x", "sort": {}, "group": 3})
    assert layout.read(view)["columns"] == list(layout.DEFAULT["columns"])


def test_pinned_columns_lie_over_the_table_once_it_is_scrolled(qtbot: QtBot, pane: EvidencePane) -> None:
    view, over = pane.view, pane.view.pinned
    over.set_many(2)
    assert not over.isVisible()
    view.horizontalScrollBar().setValue(300)
    assert over.isVisible() and over.width() == view.columnWidth(INDEX["cargo"]) + view.columnWidth(
        INDEX["cargo_class"]
    )
    assert over.columnAt(10) == INDEX["cargo"]
    QTest.mouseClick(over.viewport(), Left, pos=over.visualRect(pane.proxy.index(1, 0)).center())
    assert pane.selected_record() == "b" and view.hasFocus()
    assert view.horizontalScrollBar().value() == 300
    view.setCurrentIndex(pane.proxy.index(1, INDEX["recipient"]))  # brought out from under them
    assert view.columnViewportPosition(INDEX["recipient"]) >= over.width()
    place = QPoint(over.width() - 1, over.head.height() // 2)
    QTest.mousePress(over.head.viewport(), Left, pos=place)
    QTest.mouseMove(over.head.viewport(), place + QPoint(40, 0))
    QTest.mouseRelease(over.head.viewport(), Left, pos=place + QPoint(40, 0))
    assert view.columnWidth(INDEX["cargo_class"]) == 140
    view.horizontalScrollBar().setValue(0)
    assert not over.isVisible()


def test_a_double_click_on_a_border_fits_the_column(pane: EvidencePane) -> None:
    head = pane.view.head
    pane.view.setColumnWidth(INDEX["cargo"], 300)
    border = QPoint(head.sectionViewportPosition(INDEX["cargo"]) + 299, head.height() // 2)
    QTest.mouseDClick(head.viewport(), Left, pos=border)
    assert 40 < pane.view.columnWidth(INDEX["cargo"]) < 120


def test_several_are_marked_and_stay_so(pane: EvidencePane) -> None:
    click_line(pane, 0)
    click_line(pane, 2, Shift)
    assert pane.selected_records() == ("a", "b", "c")
    pane.filter.setText("mir")
    assert pane.selected_records() == ("a", "b")
    pane.proxy.set_sort([SortKey("cargo")])
    assert set(pane.selected_records()) == {"a", "b"}


def test_records_chosen_elsewhere_stand_alone_under_a_chip(pane: EvidencePane) -> None:
    pane.show_records(("d", "a"), "2 records: miR-21")
    assert shown(pane) == "ad" and pane.chips.widgets[0].words.text() == "2 records: miR-21"
    assert 'record_id = "d"' in pane.proxy.filter_text
    pane.set_query('cargo = "miR-9" and therapy is empty and restores')
    assert pane.chips.chips == (Chip("cargo", "=", ("miR-9",)), Chip("therapy", "is empty"))
    assert pane.filter.text() == "restores" and shown(pane) == "b"


HOSTILE = "=1+1\t\u202eabc\x00\x07\n" + "x" * 10_000


def test_hostile_cells_and_filters_break_nothing(qtbot: QtBot, pane: EvidencePane) -> None:
    tags = "; ".join(f"tag{k}" for k in range(300))
    rows = (*ROWS, row("x", cargo=HOSTILE, tags=tags, donor="\u05e9\u05dc\u05d5\u05dd"))
    pane.model.set_rows(rows)
    pane.proxy.set_group("cargo")
    pane.view.grab()
    pane.add_chip(Chip("cargo", "=", (HOSTILE,)))
    pane.grab()
    assert len(pane.chips.widgets[0].words.text()) < 60
    pane.clear_filter()
    for text in ("x" * 10_000, "(" * 10_000, '"' * 9_999, "and or not", "cargo = " * 2_000, "\x00", "tag299"):
        pane.filter.setText(text)
        pane.grab()
    assert pane.proxy.count == 1
    pane.asking.condition(pane.filter_button, pane.add_chip)
    popup = pane.asking.popup
    assert popup is not None
    QTest.keyClicks(popup.field, "tags")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.model.rowCount() == 302
    popup.close()
    pane.model.set_rows(())
    pane.proxy.set_group("")
    assert pane.empty.isVisible() and not pane.filter_button.isEnabled()


def test_very_many_rows_are_arranged_beside_the_window(qtbot: QtBot, pane: EvidencePane) -> None:
    many = AT_ONCE + 500
    words = ("temozolomide", "cisplatin")
    pane.show_rows(
        [row(f"r{k:05}", cargo=f"miR-{k % 300}", therapy=words[k % 2]) for k in range(many)], pane.model.columns
    )
    qtbot.waitUntil(lambda: not pane.proxy.busy)
    pane.filter.setText("temo")
    assert pane.proxy.busy and pane.proxy.count == many  # the old rows stand until the others are there
    pane.filter.setText("temoz")  # asked before the first answer
    qtbot.waitUntil(lambda: not pane.proxy.busy)
    assert pane.proxy.count == many // 2 and pane.counts.text() == f"{many // 2:,} of {many:,}"
    pane.proxy.set_arrangement((SortKey("cargo", True),), "cargo")
    qtbot.waitUntil(lambda: not pane.proxy.busy)
    assert pane.proxy.heading(0) is not None
    pane.proxy.set_group("")
    pane.patch({"r00000": None, "r00002": row("r00002", cargo="miR-9999", therapy="temozolomide")})
    qtbot.waitUntil(lambda: not pane.proxy.busy)
    assert pane.proxy.count == many // 2 - 1 and pane.proxy.index(0, 0).data(RECORD_ROLE) == "r00002"
    pane.stop()


def test_everything_has_a_name_and_a_key_to_it(pane: EvidencePane) -> None:
    pane.add_chip(Chip("cargo", "=", ("miR-21",)))
    for button in (pane.filter_button, pane.queries_button, pane.columns_button, pane.export):
        assert button.accessibleName() and button.toolTip()
    assert pane.chips.widgets[0].words.accessibleName() == "Filter: Cargo: miR-21"
    assert "Ctrl+Shift+L" in pane.filter_button.toolTip()


def test_many_changed_rows_keep_filter_and_marks(qtbot: QtBot, pane: EvidencePane) -> None:
    rows = [row(f"r{k:03}", cargo=f"miR-{k}", therapy="temozolomide" if k % 2 else "radiation") for k in range(120)]
    pane.show_rows(rows, pane.model.columns)
    pane.filter.setText("temo")
    pane.select_record("r003")
    with qtbot.assertNotEmitted(pane.model.modelReset), qtbot.assertNotEmitted(pane.record_selected):
        pane.patch({f"r{k:03}": row(f"r{k:03}", cargo="miR-1", therapy="temozolomide") for k in range(100)})
    assert pane.proxy.count == 110 and pane.selected_record() == "r003" and pane.counts.text() == "110 of 120"
    pane.patch({f"r{k:03}": None for k in range(60)})
    assert pane.proxy.count == 50 and pane.counts.text() == "50 of 60"
    pane.patch({f"r{k:03}": row(f"r{k:03}", therapy="temozolomide") for k in range(60)})
    assert pane.proxy.count == 110 and pane.proxy.index(0, 0).data(RECORD_ROLE) == "r000"
    pane.proxy.set_group("cargo")
    pane.select_record("r003")
    pane.patch({"r004": row("r004", cargo="miR-99", therapy="temozolomide")})
    assert pane.selected_record() == "r003"
