"""The evidence table: model, filter, sorting, and what clicks in it ask for."""

from __future__ import annotations

import time

from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.evidence import INDEX, LONG_COLUMNS, EvidenceRow
from exoannotate.ui.evidence.pane import EvidencePane
from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.evidence.table import RECORD_ROLE, EvidenceModel
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look


def row(record: str, **cells: str) -> EvidenceRow:
    known = {"record_id": record, "created": record} | cells
    return EvidenceRow(record, tuple(known.get(column.name, "") for column in LONG_COLUMNS))


ROWS = (
    row("a", cargo="miR-21", therapy="temozolomide", role="promotes resistance", status="draft"),
    row("b", cargo="miR-9", donor="not reported", donor_reason="not reported", role="restores sensitivity"),
    row("c", cargo="TGF‐β", therapy="radiation", status="accepted"),
)


def shown(proxy: EvidenceProxy) -> list[str]:
    return [proxy.index(at, 0).data(RECORD_ROLE) for at in range(proxy.rowCount())]


def test_model_holds_to_the_rules_of_qt(qtmodeltester: ModelTester, look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    qtmodeltester.check(model)


def test_patch_touches_only_what_changed(qtbot: QtBot, look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    with qtbot.waitSignal(model.dataChanged) as heard, qtbot.assertNotEmitted(model.modelReset):
        model.patch({"b": row("b", cargo="miR-10")})
    assert heard.args[0].row() == heard.args[1].row() == 1
    model.patch({"a": None})
    assert [model.row(at).record for at in range(model.rowCount())] == ["b", "c"]
    model.patch({"bb": row("bb")})
    assert [model.row(at).record for at in range(model.rowCount())] == ["b", "bb", "c"]
    assert model.row_of("c") == 2 and model.row_of("a") is None


def test_words_colours_and_reasons(look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    role = model.index(0, INDEX["role"])
    assert role.data() == "▲ promotes resistance"
    assert role.data(Qt.ItemDataRole.ForegroundRole) == look.colour("danger")
    reason = model.index(1, INDEX["donor"])
    assert reason.data() == "not reported"
    assert reason.data(Qt.ItemDataRole.FontRole).italic()
    assert reason.data(Qt.ItemDataRole.ForegroundRole) == look.colour("muted")
    assert model.index(0, INDEX["donor"]).data(Qt.ItemDataRole.FontRole) is None


def test_text_of_files_is_never_markup(look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows([row("a", quote="<b>bold</b> <img src=x>")])
    assert "&lt;b&gt;" in model.index(0, INDEX["quote"]).data(Qt.ItemDataRole.ToolTipRole)


def test_every_word_must_occur(look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    proxy = EvidenceProxy(model)
    assert proxy.set_filter("MIR temozolomide") == "" and shown(proxy) == ["a"]
    assert proxy.set_filter("tgf-beta") == "" and shown(proxy) == ["c"]
    assert proxy.set_filter("") == "" and len(shown(proxy)) == 3


def test_filter_speaks_the_language_of_the_command_line(look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    proxy = EvidenceProxy(model)
    assert proxy.set_filter("therapy = radiation or role ~ restores") == "" and shown(proxy) == ["b", "c"]
    assert "not understood" in proxy.set_filter("colour = red") or proxy.filter_text == '"colour" "=" "red"'


def test_sorting_is_natural_and_gaps_come_last(look: Look) -> None:
    model = EvidenceModel(look)
    model.set_rows(ROWS)
    proxy = EvidenceProxy(model)
    proxy.sort(INDEX["cargo"], Qt.SortOrder.AscendingOrder)
    assert shown(proxy) == ["b", "a", "c"]
    proxy.sort(INDEX["therapy"], Qt.SortOrder.DescendingOrder)
    assert shown(proxy) == ["a", "c", "b"]
    proxy.sort(INDEX["therapy"], Qt.SortOrder.AscendingOrder)
    assert shown(proxy) == ["c", "a", "b"]


def test_the_proxy_holds_to_the_rules_of_qt(qtmodeltester: ModelTester, look: Look) -> None:
    model = EvidenceModel(look)
    proxy = EvidenceProxy(model)
    qtmodeltester.check(proxy)  # goes on watching what follows
    model.set_rows(ROWS)
    proxy.sort(INDEX["cargo"], Qt.SortOrder.AscendingOrder)
    marked = QPersistentModelIndex(proxy.index(0, 0))
    model.patch({"b": row("b", cargo="miR-99")})
    assert shown(proxy) == ["a", "b", "c"] and marked.data(RECORD_ROLE) == "b"
    model.patch({"d": row("d", cargo="miR-22")})
    assert shown(proxy) == ["a", "d", "b", "c"] and marked.data(RECORD_ROLE) == "b"
    proxy.set_filter("mir")
    assert shown(proxy) == ["a", "d", "b"]
    model.patch({"d": None})
    assert shown(proxy) == ["a", "b"]
    model.patch({"a": row("a", cargo="lncRNA")})
    assert shown(proxy) == ["b"]
    proxy.set_filter("")
    proxy.sort(-1)
    assert shown(proxy) == ["a", "b", "c"]


def test_ten_thousand_rows_sort_and_filter_at_once(look: Look) -> None:
    model = EvidenceModel(look)
    words = ("temozolomide", "cisplatin", "TRAIL")
    model.set_rows(row(f"r{k:05}", cargo=f"miR-{k * 7919 % 3000}", therapy=words[k % 3]) for k in range(10_000))
    proxy = EvidenceProxy(model)
    proxy.sort(INDEX["cargo"])
    proxy.set_filter("cis")
    began = time.perf_counter()
    proxy.sort(INDEX["cargo"], Qt.SortOrder.DescendingOrder)
    proxy.set_filter("temo")
    proxy.set_filter("temoz")
    assert time.perf_counter() - began < 0.6  # some hundredths on an idle machine
    assert proxy.rowCount() == 3334


def test_a_filter_that_finds_nothing_says_so_and_keeps_the_mark(qtbot: QtBot, look: Look, icons: Icons) -> None:
    pane = EvidencePane(look, icons)
    qtbot.addWidget(pane)
    pane.model.set_rows(ROWS)
    pane.show()
    pane.select_record("b")
    pane.filter.setText("mir")
    assert pane.selected_record() == "b" and pane.counts.text() == "2 of 3"
    pane.filter.setText("no such word")
    assert pane.no_match.isVisible() and not pane.view.isVisible()
    pane.no_match.button.click()
    assert pane.view.isVisible() and pane.counts.text() == "3"


def test_clicks_and_keys(qtbot: QtBot, look: Look, icons: Icons) -> None:
    pane = EvidencePane(look, icons)
    qtbot.addWidget(pane)
    pane.resize(1200, 300)
    pane.model.set_rows(ROWS)
    pane.show()
    place = pane.view.visualRect(pane.proxy.index(1, 0)).center()
    with qtbot.waitSignal(pane.record_selected) as chosen:
        QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == ["b"]
    with qtbot.waitSignal(pane.jump_wanted) as jumped:
        QTest.mouseDClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert jumped.args == ["b"]
    with qtbot.waitSignal(pane.jump_wanted):
        QTest.keyClick(pane.view, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(pane.record_selected):
        pane.select_record("c")
    assert pane.selected_record() == "c"
    assert pane.neighbour("c", -1) == "b" and pane.neighbour("c", 1) == "c" and pane.neighbour("", 1) == "a"


def test_empty_table_says_what_to_do(qtbot: QtBot, look: Look, icons: Icons) -> None:
    pane = EvidencePane(look, icons)
    qtbot.addWidget(pane)
    pane.show()
    assert pane.empty.isVisible() and "press E" in pane.empty.sentence.text()
    assert not pane.export.isEnabled()
    pane.model.set_rows(ROWS)
    assert pane.view.isVisible() and pane.export.isEnabled()
    pane.filter.setText("miR")
    assert pane.counts.text() == "2 of 3"
