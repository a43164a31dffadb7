"""The export dialog: columns as the table shows them, groups, what cannot be written here, progress and leaving."""

from __future__ import annotations

import csv
import threading
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.export import parquet
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.evidence import layout
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import settings, tables
from tests.ui.conftest import settle


def asked(qtbot: QtBot, window: MainWindow) -> ExportDialog:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def press(key: Qt.Key) -> None:
    """A key where the focus is."""
    where = QApplication.focusWidget()
    assert where is not None
    QTest.keyClick(where, key)


def test_columns_order_and_groups_as_the_table_shows_them(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    body = {"columns": ["effect", "cargo"], "sort": ["-cargo"], "group": "therapy"}
    layout.apply(window.evidence.view, body)
    dialog = asked(qtbot, window)
    assert dialog.columns["default"].isChecked() and dialog.group.currentText() == "Therapy"
    press(Qt.Key.Key_Down)
    assert dialog.formats["docx"].isChecked()
    dialog.columns["shown"].setFocus()
    press(Qt.Key.Key_Space)
    dialog.target.setText(str(tmp_path / "out.docx"))
    with qtbot.waitSignal(dialog.exported):
        press(Qt.Key.Key_Return)
    lines = [[cell.text for cell in line.cells] for line in docx.Document(str(tmp_path / "out.docx")).tables[0].rows]
    assert lines[0] == ["Effect", "Cargo", "Ref."]
    assert lines[1][0].startswith("Therapy: ") and len(set(lines[1])) == 1


def test_references_in_a_style(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    dialog = asked(qtbot, window)
    assert not dialog.style_box.isVisible()
    dialog.formats["markdown"].click()
    assert dialog.style_box.isVisible() and dialog.style_box.currentText().startswith("Plain")
    dialog.style_box.setFocus()
    QTest.keyClicks(dialog.style_box, "APA")
    dialog.target.setText(str(tmp_path / "out.md"))
    with qtbot.waitSignal(dialog.exported):
        QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "\n- " in text.partition("## References")[2] and settings.get("summary_style") == "apa"


def test_records_stand_in_the_order_of_the_table(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    layout.apply(window.evidence.view, {"columns": ["cargo"], "sort": ["-cargo"], "group": ""})
    dialog = asked(qtbot, window)
    dialog.formats["csv"].click()
    dialog.columns["shown"].click()
    dialog.target.setText(str(tmp_path / "out.csv"))
    with qtbot.waitSignal(dialog.exported):
        QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
    lines = list(csv.reader((tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert lines == [["Cargo"], ["miR-21"], ["miR-9"]]  # falling, numbers by their size


def test_references_have_no_columns_and_no_groups(qtbot: QtBot, window: MainWindow) -> None:
    dialog = asked(qtbot, window)
    assert dialog.group.isVisible() and dialog.columns["long"].isVisible()
    dialog.formats["csl-json"].click()
    assert not dialog.group.isVisible() and not dialog.columns["long"].isVisible()
    dialog.reject()


def test_a_format_whose_library_is_missing_says_so(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda _name: None)
    dialog = asked(qtbot, window)
    assert not dialog.formats["parquet"].isEnabled() and "pyarrow" in dialog.formats["parquet"].toolTip()
    assert dialog.formats["csv"].isEnabled()
    dialog.reject()


def test_leaving_stops_an_export_and_keeps_the_old_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The export is held after its first row until the dialog was left, so that the stop comes in the midst of it."""
    left, stream = threading.Event(), tables.stream

    def slow(*given: object, **more: object) -> Iterator[EvidenceRow]:
        for row in stream(*given, **more):  # type: ignore[arg-type]
            yield row
            left.wait(10)

    monkeypatch.setattr(tables, "stream", slow)
    out = tmp_path / "out.csv"
    out.write_bytes(b"old")
    dialog = asked(qtbot, window)
    dialog.formats["csv"].click()
    dialog.target.setText(str(out))
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.busy.maximum() > 0)  # it is told how far it is
    with qtbot.waitSignal(dialog.stopped):
        press(Qt.Key.Key_Escape)
        assert not dialog.isVisible()
        left.set()
    settle(qtbot, window)
    QApplication.processEvents()
    assert out.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir() if ".part" in path.name] == []
    assert "stopped" in window.toast.sentence.text()
