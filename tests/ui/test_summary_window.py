"""The window of summaries: real clicks and keys on what it shows, what is copied and written, and own sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from exoannotate.ui.commands.summarising import SummaryCommands
from exoannotate.ui.commands.table import TableCommands
from exoannotate.ui.help.dialog import PaneHelp
from exoannotate.ui.summary.sentences import SentencesDialog
from exoannotate.ui.summary.window import SummaryWindow
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import settings
from tests import reviewed

from .conftest import Opener

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Left = Qt.MouseButton.LeftButton


@pytest.fixture
def main(open_window: Opener, tmp_path: Path) -> MainWindow:
    reviewed.make(tmp_path / "glioma.exo")
    return open_window(tmp_path / "glioma.exo")


@pytest.fixture
def window(qtbot: QtBot, main: MainWindow) -> SummaryWindow:
    QTest.keySequence(main, "Ctrl+Shift+M")
    made = main.commands.part(SummaryCommands).summary_window
    assert made is not None and made.isVisible()
    shown(qtbot, made)
    return made


def shown(qtbot: QtBot, window: SummaryWindow) -> str:
    qtbot.waitUntil(lambda: not window.busy)
    return window.parts.preview.toPlainText()


def choose(qtbot: QtBot, window: SummaryWindow, box: QComboBox, text: str) -> str:
    """Choose an entry of a box with the keys of a person."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    for _ in range(box.findText(text, Qt.MatchFlag.MatchStartsWith)):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText().startswith(text)
    return shown(qtbot, window)


def click(window: SummaryWindow, words: str) -> None:
    """Click in the middle of some words of the preview."""
    view = window.parts.preview
    found = view.document().find(words)
    assert not found.isNull(), words
    found.setPosition(found.selectionStart() + len(words) // 2)
    view.setTextCursor(found)
    view.ensureCursorVisible()
    at = view.cursorRect(found).center() + QPoint(1, 0)
    QTest.mouseClick(view.viewport(), Left, pos=at)


def test_a_click_on_a_statement_marks_its_records(qtbot: QtBot, main: MainWindow, window: SummaryWindow) -> None:
    assert "Exosomal miR-21 passed from M2 macrophages" in shown(qtbot, window)
    click(window, "downregulated PTEN")
    assert set(main.evidence.selected_records()) == {"r01", "r03"}
    assert window.parts.message.text() == "Made from 2 records, marked in the table."
    main.evidence.set_filter("cargo = H19")
    qtbot.waitUntil(lambda: main.evidence.proxy.count == 1)
    click(window, "downregulated PTEN")
    assert "The filter of the table hides these records." in window.parts.message.text()
    assert window.parts.rows.currentData() == "all" and "miR-21" in shown(qtbot, window)
    assert "Retracted:" in shown(qtbot, window) and "Where each statement" not in shown(qtbot, window)


def test_boxes_change_the_text_and_the_style_is_remembered(
    qtbot: QtBot, main: MainWindow, window: SummaryWindow
) -> None:
    parts = window.parts
    assert "Contradictory evidence" in choose(qtbot, window, parts.form, "A structured")
    assert "by donor and therapy" in choose(qtbot, window, parts.by, "Donor and therapy")
    assert "(Chuang et al., 2019" in choose(qtbot, window, parts.style, "Harvard")
    assert settings.get("summary_style") == "harvard"
    main.evidence.set_filter("therapy = bevacizumab")
    qtbot.waitUntil(lambda: main.evidence.proxy.count == 1)
    text = choose(qtbot, window, parts.rows, "Those the table")
    assert "1 record from 1 primary study" in text and "bevacizumab" in text and "miR-21" not in text
    main.evidence.set_filter("cargo = nothing")
    qtbot.waitUntil(lambda: "no record passes the filter" in shown(qtbot, window))
    assert not parts.copy.isEnabled() and not parts.export.isEnabled()
    choose(qtbot, window, parts.rows, "All records")
    QTest.mouseClick(parts.drafts, Left, pos=QPoint(8, parts.drafts.height() // 2))
    assert "miR-9" in shown(qtbot, window) and "still in draft" in parts.message.text()


def test_an_edit_in_the_project_changes_the_text(qtbot: QtBot, main: MainWindow, window: SummaryWindow) -> None:
    assert "12 records from 7 primary studies" in shown(qtbot, window)
    main.evidence.marks.mark(["r12"], "r12")
    main.commands.part(TableCommands).review_chosen("rejected")
    qtbot.waitUntil(lambda: "11 records from" in shown(qtbot, window))
    assert "bevacizumab" not in shown(qtbot, window)


def test_copy_and_export(qtbot: QtBot, window: SummaryWindow, tmp_path: Path) -> None:
    choose(qtbot, window, window.parts.style, "Nature")
    window.parts.copy.menu().actions()[0].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert "<sup>1,2</sup>" in data.html() and "<i>EBioMedicine</i>" in data.html()
    assert "href" not in data.html().replace('href="https://doi.org', "") and "clause" not in data.html()
    assert data.text().startswith("The evidence comprises") and "References" in data.text()
    assert "Methods" not in data.text() and "Wilson" not in data.text()
    window.parts.copy.menu().actions()[1].trigger()
    assert QGuiApplication.clipboard().text().startswith("Methods") and "Wilson" in QGuiApplication.clipboard().text()

    QTest.mouseClick(window.parts.export, Left)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None and [one.rpartition("(")[0].strip() for one in dialog.nameFilters()] == [
        "Word document", "Web page", "Markdown", "LaTeX",
    ]  # fmt: skip
    line, kinds = dialog.findChild(QLineEdit), dialog.findChild(QComboBox, "fileTypeCombo")
    assert line is not None and kinds is not None and line.text() == "grant paragraph.docx"
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    assert kinds.currentText().startswith("Web page") and line.text() == "grant paragraph.html"
    line.selectAll()
    QTest.keyClicks(line, str(tmp_path / "grant.docx"))
    assert kinds.currentText().startswith("Word document")
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_Down)
    assert line.text().endswith("grant.html")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Written to “grant.html”" in window.parts.message.text())
    assert (tmp_path / "grant.html").read_bytes().startswith(b"<!DOCTYPE html>")
    window.export(str(tmp_path / "glioma.exo"))
    qtbot.waitUntil(lambda: "does not say which format" in window.parts.message.text())


def test_sentences_of_ones_own(qtbot: QtBot, main: MainWindow, window: SummaryWindow) -> None:
    QTest.mouseClick(window.parts.edit, Left)
    dialog = main.commands.dialog
    assert isinstance(dialog, SentencesDialog)
    dialog.show_kind("no_effect")
    dialog.editor.setFocus()
    QTest.keyClick(dialog.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.editor, "{{ subject.__class__ }} nothing")
    assert "may not ask for" in dialog.message.text() and not dialog.save.isEnabled()
    assert dialog.model.data(dialog.list.currentIndex()).endswith("cannot be used")
    QTest.keyClick(dialog.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(dialog.editor, "Nothing came of {{ subject }}{{ cited }}")
    assert dialog.save.isEnabled() and not dialog.message.isVisible()
    QTest.mouseClick(dialog.save, Left)
    qtbot.waitUntil(lambda: "Nothing came of vesicular H19 [4]." in shown(qtbot, window))

    QTest.mouseClick(window.parts.edit, Left)
    dialog = main.commands.dialog
    assert isinstance(dialog, SentencesDialog)
    dialog.show_kind("no_effect")
    QTest.mouseClick(dialog.back, Left)
    QTest.mouseClick(dialog.save, Left)
    qtbot.waitUntil(lambda: "did not change the response to bevacizumab" in shown(qtbot, window))


def test_keys_and_what_is_hostile(qtbot: QtBot, main: MainWindow, window: SummaryWindow) -> None:
    view = window.parts.preview
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)  # the first statement
    QTest.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(main.evidence.selected_records()) == 12)
    view.setHtml('<img src="https://example.org/x.png"><a href="https://example.org">out</a>')
    view.moveCursor(QTextCursor.MoveOperation.Start)
    view.anchorClicked.emit("https://example.org")
    assert window.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = main.commands.dialog
    assert isinstance(dialog, PaneHelp) and dialog.topic.id == "summary"
    dialog.reject()
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    main.actions_by_id["summary"].trigger()
    assert window.isVisible()
