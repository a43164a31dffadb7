"""Matrix, contradictions board and gaps: models, real keys and clicks, and what they ask of the window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain import fields
from exoannotate.domain.claims import claims
from exoannotate.domain.evidence import COLUMNS
from exoannotate.domain.gaps import Gap, Material, gaps
from exoannotate.domain.naming import NamedValue, naming
from exoannotate.domain.pivot import pivot
from exoannotate.domain.records import Document, Passage
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.commands.overviews import OverviewCommands
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.board import BoardView
from exoannotate.ui.evidence.board_cards import AT_ONCE
from exoannotate.ui.evidence.board_list import ClaimsModel, parted
from exoannotate.ui.evidence.gaps import GapsView
from exoannotate.ui.evidence.gaps_model import AT_ONCE as LISTED
from exoannotate.ui.evidence.gaps_model import GAP_ROLE, GapsModel, by_kind
from exoannotate.ui.evidence.lore import Lore
from exoannotate.ui.evidence.matrix import MatrixView
from exoannotate.ui.evidence.matrix_model import MatrixModel, as_tables, picture, shown
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from tests.ui.conftest import settle
from tests.ui.evidence_rows import ROWS, row

ODD = (
    row("x", cargo="<b>bold</b> & more", therapy="=cmd()", role="promotes resistance"),
    row("y", cargo="م\u200fر\u0000ح", therapy="x" * 10_000, role="no effect", status="draft", donor=""),
    row("z", cargo="; ".join(f"c{k}" for k in range(300)), therapy="\t\n", role="marker"),
)


@pytest.fixture
def contents() -> Contents:
    known = Passage("p", "d", "miR-21 <i>made</i> cells resistant", "", "", "", 0.5, 3, "365", (), "", "", "", "note")
    return Contents(
        documents={"d": Document("d", "", "", "A review", reading="done")},
        passages={"p": known, "q": replace(known, id="q", quote="Not so")},
        rows={r.record: r for r in ROWS},
        links={"a": ("p",), "b": ("p", "q", "p2"), "c": ("q",)},
    )


@pytest.fixture
def lore(qapp: QApplication, contents: Contents) -> Iterator[Lore]:
    bridge, jobs = Bridge(), Jobs()
    yield Lore(bridge, jobs, lambda: contents)
    jobs.close()
    bridge.close()


def ready(qtbot: QtBot, view: Any, rows: Any = ROWS) -> None:
    view.resize(1100, 420)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    view.show_rows(rows, COLUMNS)
    qtbot.waitUntil(lambda: not view.busy)


@pytest.fixture
def matrix(qtbot: QtBot, lore: Lore, look: Look, icons: Icons) -> MatrixView:
    view = MatrixView(lore, look, icons)
    ready(qtbot, view)
    return view


@pytest.fixture
def board(qtbot: QtBot, lore: Lore, look: Look, icons: Icons) -> BoardView:
    view = BoardView(lore, look, icons)
    ready(qtbot, view)
    return view


def test_the_models_hold_to_the_rules_of_qt(qtmodeltester: ModelTester) -> None:
    table, list_, tree = MatrixModel(), ClaimsModel(), GapsModel()
    for model in (table, list_, tree):
        qtmodeltester.check(model)  # goes on watching what follows
    for rows in (ROWS, ODD, ()):
        found = pivot(rows)
        table.set_picture(picture(found, "records"))
        list_.set_claims(*parted(claims(rows)))
        if list_.agreed:
            list_.fold()
            list_.fold()
        tree.set_gaps(by_kind(gaps(Material(tuple(rows)))))
    many = tuple(Gap("edited", f"Gap {k}.", records=(str(k),)) for k in range(2 * LISTED + 1))
    tree.set_gaps(by_kind((*many, Gap("level", "One."))))
    head = tree.index(0, 0)
    assert tree.rowCount(head) == LISTED + 1 and tree.many == len(many) + 1
    assert tree.index(LISTED, 0, head).data() == "Show 200 more of 201"
    tree.show_more(0)
    assert tree.index(2 * LISTED, 0, head).data() == "Show 1 more of 1"
    tree.show_more(0)
    assert tree.rowCount(head) == len(many) and tree.index(2 * LISTED, 0, head).data() == "Gap 400."


# The matrix ------------------------------------------------------------------------------------------------------


def texts(view: MatrixView) -> list[list[str]]:
    return [[str(view.model.index(r, c).data()) for c in range(view.model.columnCount())]
            for r in range(view.model.rowCount())]  # fmt: skip


def heads(view: MatrixView, way: Qt.Orientation) -> list[str]:
    many = view.model.columnCount() if way == Qt.Orientation.Horizontal else view.model.rowCount()
    return [str(view.model.headerData(at, way)) for at in range(many)]


def test_cells_say_how_many_and_of_what_kind(matrix: MatrixView) -> None:
    assert heads(matrix, Qt.Orientation.Vertical) == ["miR-21", "miR-9", "PTEN"]
    assert heads(matrix, Qt.Orientation.Horizontal) == ["temozolomide", "radiation", "not reported"]
    assert texts(matrix) == [["3", "", ""], ["", "1", "1"], ["", "", "1"]]
    cell = matrix.model.index(0, 0)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "miR-21 × temozolomide: 3 records, 3 primary studies: ▲ 2 resistance, ▼ 1 sensitivity"
    )
    assert "Wu 2020" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert matrix.summary.text() == "3 × 3  ·  5 records, 3 primary studies, 1 without one"


def test_enter_and_double_click_want_the_records(qtbot: QtBot, matrix: MatrixView) -> None:
    table = matrix.table
    table.setFocus()
    table.setCurrentIndex(matrix.model.index(0, 0))
    with qtbot.waitSignal(matrix.records_wanted) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [("a", "b", "c"), "miR-21 × temozolomide"]
    place = table.visualRect(matrix.model.index(1, 1)).center()
    with qtbot.waitSignal(matrix.records_wanted) as heard:
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [("d",), "miR-9 × radiation"]
    QTest.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(matrix.records_wanted) as heard:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert heard.args == [("d", "e"), "2 cells of the matrix"]
    table.clearSelection()
    table.setCurrentIndex(matrix.model.index(0, 2))
    with qtbot.assertNotEmitted(matrix.records_wanted):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_boxes_choose_rows_columns_and_what_is_counted(qtbot: QtBot, matrix: MatrixView) -> None:
    matrix.down.setFocus()
    QTest.keyClicks(matrix.down, "role")
    qtbot.waitUntil(lambda: not matrix.busy and matrix.model.pivot is not None)
    QTest.keyClick(matrix.down, Qt.Key.Key_Return)
    matrix.choose("role", "level")
    qtbot.waitUntil(lambda: not matrix.busy)
    assert heads(matrix, Qt.Orientation.Vertical)[0] == "promotes resistance"
    QTest.mouseClick(matrix.swap, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not matrix.busy)
    assert heads(matrix, Qt.Orientation.Horizontal)[0] == "promotes resistance"
    matrix.choose("cargo", "disease")
    QTest.keyClick(matrix.show_box, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: not matrix.busy)
    assert matrix.model.measure == "studies" and texts(matrix)[1] == ["1"]


def test_a_click_on_a_heading_sorts_by_it(qtbot: QtBot, matrix: MatrixView) -> None:
    header = matrix.table.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(2) + 20, header.height() // 2)
    for first in ("miR-9", "miR-21"):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
        qtbot.waitUntil(lambda: not matrix.busy)
        assert heads(matrix, Qt.Orientation.Vertical)[0] == first


def test_the_matrix_is_copied_as_a_table(qtbot: QtBot, matrix: MatrixView) -> None:
    QGuiApplication.clipboard().clear()
    matrix.table.setFocus()
    QTest.keySequence(matrix.table, "Ctrl+C")
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["Cargo / Therapy", "All", "temozolomide", "radiation", "not reported"]
    assert lines[1] == ["miR-21", "3", "3", "", ""] and lines[-1] == ["All", "5", "3", "1", "1"]
    assert "<th>miR-21</th><td>3</td>" in QGuiApplication.clipboard().mimeData().html()


def test_a_copy_is_neither_markup_nor_formula() -> None:
    plain, html = as_tables(pivot(ODD), "records")
    assert "'=cmd()" in plain and "&lt;b&gt;bold&lt;/b&gt; &amp; more" in html and "<b>" not in html
    some, _ = as_tables(pivot(ROWS), "records", [0], [0, 1])
    assert some == "Cargo / Therapy\ttemozolomide\tradiation\nmiR-21\t3\t"


def test_names_of_one_thing_are_joined_once_they_are_known(qtbot: QtBot, lore: Lore, matrix: MatrixView) -> None:
    lore.names = naming((NamedValue("therapy", "radiation", "temozolomide", "1", "made up"),))
    lore.changed.emit()
    qtbot.waitUntil(lambda: not matrix.busy)
    assert texts(matrix) == [["3", ""], ["1", "1"], ["", "1"]]


def test_odd_values_and_no_rows(qtbot: QtBot, matrix: MatrixView) -> None:
    matrix.show_rows(ODD)
    qtbot.waitUntil(lambda: not matrix.busy)
    assert matrix.model.rowCount() == 302
    head = matrix.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in str(head)
    assert len(max(heads(matrix, Qt.Orientation.Horizontal), key=len)) <= 300 and shown("a\u202eb") == "ab"
    assert not matrix.grab().isNull()
    matrix.choose("record_id", "cargo")  # no column of a matrix: the first one stands for it
    many = tuple(row(f"r{k}", cargo=f"c{k}", therapy=f"t{k}", donor=f"d{k}") for k in range(1_001))
    matrix.choose("donor", "therapy")
    matrix.show_rows(many)
    qtbot.waitUntil(lambda: not matrix.busy)
    assert matrix.model.columnCount() == 1_001 and not matrix.copy_button.isEnabled()
    matrix.show_rows(())
    qtbot.waitUntil(lambda: not matrix.busy)
    assert matrix.empty.isVisible() and not matrix.copy_button.isEnabled()


# The board -------------------------------------------------------------------------------------------------------


def test_both_sides_stand_beside_one_another(board: BoardView) -> None:
    assert board.head.text() == "miR-21 × temozolomide"
    assert [[card.record for card in side.cards] for side in board.sides] == [["a", "b"], ["c"]]
    assert board.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == (
        "miR-21 × temozolomide: ▲ 2 studies for resistance  ▼ 1 study for sensitivity"
    )
    first = board.sides[0].cards[0]
    assert first.accessibleName() == "▲ promotes resistance: Li 2019. miR-21 <i>made</i> cells resistant"


def test_cards_are_walked_and_opened_by_keys(qtbot: QtBot, board: BoardView) -> None:
    board.list.setFocus()
    QTest.keyClick(board.list, Qt.Key.Key_Right)
    one, other = board.sides[0].cards
    assert one.hasFocus()
    with qtbot.waitSignal(board.jump_wanted) as heard:
        QTest.keyClick(one, Qt.Key.Key_Return)
    assert heard.args == ["p"]
    QTest.keyClick(one, Qt.Key.Key_Down)
    assert other.hasFocus()
    with qtbot.waitSignal(board.record_wanted) as heard:
        QTest.keyClick(other, Qt.Key.Key_O)
    assert heard.args == ["b"]
    QTest.keyClick(other, Qt.Key.Key_Right)
    assert board.sides[1].cards[0].hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert board.list.hasFocus()


def test_tab_reaches_the_cards_side_by_side(qtbot: QtBot, board: BoardView) -> None:
    qtbot.waitUntil(lambda: [len(side.cards) for side in board.sides] == [2, 1])
    one, other, last = (card for side in board.sides for card in side.cards)
    board.all_button.setFocus()
    for widget in (one, one.jump_button, one.record_button, other, other.jump_button, other.record_button, last):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget


def test_buttons_of_a_card_and_of_the_claim(qtbot: QtBot, board: BoardView) -> None:
    card = board.sides[1].cards[0]
    with qtbot.waitSignal(board.jump_wanted) as heard:
        QTest.mouseClick(card.jump_button, Qt.MouseButton.LeftButton)
    assert heard.args == ["q"]
    with qtbot.waitSignal(board.record_wanted):
        QTest.mouseClick(card.record_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(board.records_wanted) as heard:
        QTest.mouseClick(board.all_button, Qt.MouseButton.LeftButton)
    assert heard.args == [("a", "b", "c"), "miR-21 × temozolomide"]


def test_claims_that_agree_unfold(qtbot: QtBot, board: BoardView) -> None:
    agreeing = [row(f"g{k}", cargo="miR-9", therapy="cisplatin", role="promotes resistance", primary_study=f"L {k}")
                for k in range(30)]  # fmt: skip
    board.show_rows((*ROWS, *agreeing))
    qtbot.waitUntil(lambda: not board.busy)
    assert board.model.rowCount() == 2
    QTest.keyClick(board.list, Qt.Key.Key_Down)
    QTest.keyClick(board.list, Qt.Key.Key_Return)
    for _ in range(3):  # faster than cards are made
        QTest.keyClick(board.list, Qt.Key.Key_Down)
        QTest.keyClick(board.list, Qt.Key.Key_Home)
        QApplication.processEvents()
        QTest.keyClick(board.list, Qt.Key.Key_End)
    assert board.head.text() == "miR-9 × cisplatin" and len(board.sides) == 1
    side = board.sides[0]
    qtbot.waitUntil(lambda: len(side.cards) == AT_ONCE)
    many = len(side.cards)
    side.cards[-1].setFocus()
    QTest.keyClick(side.cards[-1], Qt.Key.Key_Down)
    assert len(side.cards) > many and side.cards[many].hasFocus()  # the next ones are made as they are reached
    at = board.list.visualRect(board.model.index(1, 0)).center()
    QTest.mouseClick(board.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert board.model.rowCount() == 2


def test_the_claim_stays_when_rows_change_and_odd_rows_do_no_harm(qtbot: QtBot, board: BoardView) -> None:
    before = board.sides[0].cards
    board.show_rows((*ROWS, row("n", cargo="PTEN", therapy="radiation", role="no effect")))
    qtbot.waitUntil(lambda: not board.busy)
    assert board.sides[0].cards is before  # what did not change stays as it is
    board.show_rows((*ROWS[1:], row("n", cargo="PTEN", therapy="radiation", role="no effect")))
    qtbot.waitUntil(lambda: not board.busy)
    assert board.head.text() == "miR-21 × temozolomide"
    twins = [replace(one, record=f"{one.record}2") for one in ODD]
    board.show_rows((*ODD, *twins))
    qtbot.waitUntil(lambda: not board.busy)
    assert not board.sides or not board.grab().isNull()
    board.show_rows(())
    qtbot.waitUntil(lambda: not board.busy)
    assert board.none.isVisible()


# The gaps --------------------------------------------------------------------------------------------------------


def test_a_click_or_enter_goes_where_a_gap_leads(
    qtbot: QtBot, lore: Lore, contents: Contents, look: Look, icons: Icons
) -> None:
    contents.passages["lone"] = replace(contents.passages["p"], id="lone", meaning="resistance")
    contents.documents["e"] = Document("e", "", "", "Another")
    view = GapsView(lore, look, icons)
    ready(qtbot, view, (*ROWS, row("f", status="draft", cargo="miR-1", effect="x")))
    model, tree = view.model, view.tree
    wanted = {"disputed": view.claim_wanted, "incomplete": view.record_wanted, "study": view.record_wanted,
              "passage": view.jump_wanted, "document": view.document_wanted, "single": view.record_wanted}  # fmt: skip
    found = {model.kind(at).id: model.index(0, 0, model.index(at, 0)) for at in range(model.rowCount())}
    assert set(found) <= set(wanted)
    tree.setFocus()
    tree.expandAll()
    for kind, index in found.items():
        gap: Gap = index.data(GAP_ROLE)
        with qtbot.waitSignal(wanted[kind]) as heard:
            tree.setCurrentIndex(index)
            QTest.keyClick(tree, Qt.Key.Key_Return)
        assert heard.args[0] in (gap.records, gap.passage, gap.document, *gap.records)
    first = found["disputed"]
    with qtbot.waitSignal(view.claim_wanted):
        tree.scrollTo(first)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(first).center())
    head = first.parent()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(head).center())
    assert not tree.isExpanded(head)
    view.show_rows(ROWS[:2])
    qtbot.waitUntil(lambda: not view.busy)
    assert "in the 2 records that pass the filter" in view.summary.text()
    view.show_rows(())
    qtbot.waitUntil(lambda: not view.busy)
    assert view.none.isVisible()


# All of them -----------------------------------------------------------------------------------------------------


def test_every_control_has_a_name_and_says_its_keys(matrix: MatrixView, board: BoardView) -> None:
    for view in (matrix, board):
        for child in view.findChildren(QWidget):
            if (
                child.focusPolicy() & Qt.FocusPolicy.TabFocus
                and child.isVisible()
                and not child.objectName().startswith("qt_")
            ):
                assert child.accessibleName(), child


def test_the_views_by_keys_in_the_window(qtbot: QtBot, window: MainWindow) -> None:
    evidence = window.evidence
    QTest.keySequence(window, "Ctrl+5")
    group = window.commands.part(OverviewCommands)
    matrix = group.matrix
    assert matrix is not None
    qtbot.waitUntil(lambda: not matrix.busy and matrix.model.rowCount() == 2)
    assert matrix.table.hasFocus()
    evidence.export.setFocus()
    for widget in matrix.tab_chain():
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is widget
    QTest.keyClick(matrix.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: evidence.view.isVisible() and len(evidence.shown_rows()) == 1)
    evidence.clear_filter()
    QTest.keySequence(window, "Ctrl+7")
    view = group.gaps
    assert view is not None
    qtbot.waitUntil(lambda: not view.busy and view.model.many > 0)
    assert view.tree.hasFocus()
    first = view.model.index(0, 0, view.model.index(0, 0))
    view.tree.setCurrentIndex(first)
    QTest.keyClick(view.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.form.record == first.data(GAP_ROLE).records[0])
    cargo, therapy = (
        FieldInput(fields.values(fields.field(n), (v,))) for n, v in (("cargo", "miR-21"), ("therapy", "TMZ"))
    )
    for record in list(window.contents.rows):
        window.bridge.do(partial(records.edit, record_id=record, inputs={"cargo": cargo, "therapy": therapy}))
    settle(qtbot, window)
    QTest.keySequence(window, "Ctrl+6")
    board = group.board
    assert board is not None
    qtbot.waitUntil(lambda: not board.busy and len(board.sides) == 2)
    assert board.list.hasFocus()
    settle(qtbot, window)  # names may be read again, and the cards made anew
    window.record_dock.hide()
    QTest.mouseClick(board.sides[1].cards[0].record_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(window.record_dock.isVisible)
    qtbot.waitUntil(lambda: window.form.record == board.sides[1].cards[0].record)
    QTest.keyClick(board.sides[0].cards[0], Qt.Key.Key_Return)
    settle(qtbot, window)
    window.actions_by_id["gaps_view"].setToolTip("Other keys (Ctrl+9)")
    button = evidence.view_row.findChild(QWidget, "view_gaps")
    assert button is not None and "Ctrl+9" in button.toolTip()
    QTest.keySequence(window, "Ctrl+4")
    qtbot.waitUntil(lambda: evidence.view.isVisible())
