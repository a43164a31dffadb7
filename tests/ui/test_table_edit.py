"""Editing in the table: in place, several records at once, deleting, copying, saved queries; with the real project."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import FieldEntry, Value
from exoannotate.reading import selection as reading
from exoannotate.ui.commands.table import TableCommands
from exoannotate.ui.evidence.cell_edits import CellEdits
from exoannotate.ui.evidence.editing import CellEditor
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle

Shift = Qt.KeyboardModifier.ShiftModifier
Ctrl = Qt.KeyboardModifier.ControlModifier


def acts(window: MainWindow) -> TableCommands:
    return window.commands.part(TableCommands)


def edits(window: MainWindow) -> CellEdits:
    return acts(window).edits


def go(window: MainWindow, place: int, column: str) -> None:
    """The cursor on a cell, with the keys in the table."""
    view = window.evidence.view
    view.setFocus()
    view.setCurrentIndex(view.proxy.index(place, view.proxy.columns.index(column)))


def begin(qtbot: QtBot, window: MainWindow, key: Qt.Key = Qt.Key.Key_F2) -> QWidget:
    """Open the editor of the cell and return what is typed into."""
    QTest.keyClick(window.evidence.view, key)
    qtbot.waitUntil(lambda: edits(window).editor is not None, timeout=10_000)
    editor = edits(window).editor
    assert isinstance(editor, CellEditor) and editor.isVisible()
    qtbot.waitUntil(editor.editor.hasFocus)
    return editor.editor


def cell(window: MainWindow, place: int, column: str) -> str:
    proxy = window.evidence.proxy
    return str(proxy.index(place, proxy.columns.index(column)).data())


def undo(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.undo()
    settle(qtbot, window)


def test_f2_and_typing_edit_a_cell(qtbot: QtBot, window: MainWindow) -> None:
    go(window, 0, "recipient")
    field = begin(qtbot, window)
    QTest.keyClicks(field, "quite new cells [hypoxic]")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert cell(window, 0, "recipient") == "quite new cells (hypoxic)"
    assert window.contents.undo_label == "Edit recipient" and window.evidence.view.hasFocus()
    undo(qtbot, window)
    assert cell(window, 0, "recipient") == ""
    # What was pressed begins the entry; a closed list takes its start.
    go(window, 0, "level")
    field = begin(qtbot, window, Qt.Key.Key_D)
    assert isinstance(field, QLineEdit) and field.text() == "d"
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert cell(window, 0, "level") == "D preclinical"
    field = begin(qtbot, window, Qt.Key.Key_B)
    leave(qtbot, window, field)
    assert cell(window, 0, "level") == "D preclinical" and window.evidence.view.hasFocus()
    # What the list does not hold is told under the cell, and so is what cannot be typed at all.
    field = begin(qtbot, window, Qt.Key.Key_X)
    QTest.keyClick(field, Qt.Key.Key_Return)
    editor = edits(window).editor
    assert editor is not None and editor.complaint.isVisible() and "Allowed are" in editor.complaint.text()
    leave(qtbot, window, field)
    go(window, 0, "quote")
    QTest.keyClick(window.evidence.view, Qt.Key.Key_F2)
    settle(qtbot, window)
    assert edits(window).editor is None and "on the page" in window.note_label.text()


def leave(qtbot: QtBot, window: MainWindow, field: QWidget) -> None:
    """Escape: first closes the list of offers if there is one, then the editor."""
    QTest.keyClick(field, Qt.Key.Key_Escape)
    if edits(window).editor is not None:
        QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: edits(window).editor is None)
    settle(qtbot, window)


def test_a_value_that_stays_keeps_its_words_and_every_kind_of_cell_has_its_editor(
    qtbot: QtBot, window: MainWindow
) -> None:
    record = window.evidence.view.record_at(0)
    before: dict[str, FieldEntry] = {}
    after: dict[str, FieldEntry] = {}

    def read(session: Session) -> dict[str, FieldEntry]:
        return session.project.entries(record)

    window.bridge.do(read, done=before.update)
    settle(qtbot, window)
    go(window, 0, "therapy")
    field = begin(qtbot, window)
    assert isinstance(field, QLineEdit) and field.text() == "temozolomide"
    field.setText("temozolomide; radiation")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.bridge.do(read, done=after.update)
    settle(qtbot, window)
    kept = after["therapy"].values
    assert kept[0] == before["therapy"].values[0] and kept[1] == Value("radiation", words=kept[1].words)
    # Tab goes on to the next cell.
    go(window, 0, "cargo_class")
    field = begin(qtbot, window, Qt.Key.Key_L)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: (e := edits(window).editor) is not None and e.field.name == "donor", timeout=10_000)
    editor = edits(window).editor
    assert editor is not None
    leave(qtbot, window, editor.editor)
    assert cell(window, 0, "cargo_class") == "lncRNA"
    go(window, 0, "statement")
    field = begin(qtbot, window)
    assert isinstance(field, QPlainTextEdit)
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return, Shift)
    QTest.keyClicks(field, "two")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert cell(window, 0, "statement") == "one two"
    # The decision and reasons are cells, too.
    go(window, 0, "status")
    field = begin(qtbot, window, Qt.Key.Key_A)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert cell(window, 0, "status") == "✓ accepted"
    view = window.evidence.view
    view.setColumnHidden(view.proxy.columns.index("recipient_reason"), False)
    go(window, 0, "recipient_reason")
    field = begin(qtbot, window, Qt.Key.Key_U)
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert cell(window, 0, "recipient") == "unclear"


def test_what_is_done_to_many_records_is_one_undo(qtbot: QtBot, window: MainWindow) -> None:
    window.evidence.view.setFocus()
    window.evidence.view.selectAll()
    acts(window).edit_records()
    dialog = edits(window).dialog
    assert dialog is not None and "2 records" in dialog.head.text()
    dialog.fields.setCurrentIndex(dialog.fields.findText("Tags"))
    assert dialog.added.isChecked()
    QTest.keyClicks(dialog.editor, "grant; table 2")
    dialog.accept()
    settle(qtbot, window)
    assert [cell(window, k, "tags") for k in (0, 1)] == ["grant; table 2"] * 2
    assert "2 of 2 records" in window.toast.sentence.text()
    acts(window).edit_records()
    dialog = edits(window).dialog
    assert dialog is not None
    dialog.fields.setCurrentIndex(dialog.fields.findText("Primary study"))
    QTest.keyClicks(dialog.editor, "[23] Li 2019, a new one")
    dialog.accept()
    settle(qtbot, window)
    assert [cell(window, k, "primary_study") for k in (0, 1)] == ["[23] Li 2019, a new one"] * 2
    undo(qtbot, window)
    undo(qtbot, window)
    assert [cell(window, k, "tags") + cell(window, k, "primary_study") for k in (0, 1)] == ["", ""]
    # Control and Enter fills all marked rows with what was typed in one.
    window.activateWindow()  # without a desktop nobody gives it the keys back
    window.evidence.view.setFocus()
    window.evidence.view.selectAll()
    index = window.evidence.proxy.index(0, window.evidence.proxy.columns.index("confidence"))
    window.evidence.view.setColumnHidden(index.column(), False)
    window.evidence.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    field = begin(qtbot, window, Qt.Key.Key_S)
    QTest.keyClick(field, Qt.Key.Key_Return, Ctrl)
    settle(qtbot, window)
    assert [cell(window, k, "confidence") for k in (0, 1)] == ["sure", "sure"]
    # Decided on, and deleted with a way back.
    window.evidence.view.selectAll()
    acts(window).review_chosen("rejected")
    settle(qtbot, window)
    assert [cell(window, k, "status") for k in (0, 1)] == ["✕ rejected"] * 2
    QTest.keyClick(window.evidence.view, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert window.evidence.model.rowCount() == 0 and "2 records deleted" in window.toast.sentence.text()
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.evidence.model.rowCount() == 2


def test_rows_are_copied_for_word_and_excel_and_quotes_as_cited(qtbot: QtBot, window: MainWindow) -> None:
    go(window, 0, "cargo")
    field = begin(qtbot, window)
    assert isinstance(field, QLineEdit)
    field.setText("=1+1")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.evidence.view.selectAll()
    QTest.keyClick(window.evidence.view, Qt.Key.Key_C, Ctrl)
    copied = QGuiApplication.clipboard().mimeData()
    lines = copied.text().split("\n")
    assert lines[0].startswith("Cargo\tClass\t") and lines[1].startswith("'=1+1\t") and len(lines) == 3
    assert "mso-number-format:'\\@'\">=1+1</td>" in copied.html()
    acts(window).copy_cited()
    cited = QGuiApplication.clipboard().text().split("\n")
    assert len(cited) == 2 and cited[0].startswith("“") and ", p. " in cited[0]
    assert QGuiApplication.clipboard().mimeData().html().count("<li>“") == 2


def test_a_highlight_and_a_selection_are_copied_as_cited(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    passage = next(iter(window.contents.passages.values()))
    menu = window.project.highlight_menu(passage.id)
    next(act for act in menu.actions() if act.text() == "Copy as cited quote").trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(f"“{passage.quote}” (") and copied.endswith(f", p. {passage.page_label})")
    tab = window.tabs.tab
    assert tab is not None
    qtbot.waitUntil(lambda: tab.view.current_page in tab.view.pages)
    text = tab.view.pages[tab.view.current_page]
    body = next(p for p in text.paragraphs if p.kind == "body" and p.end - p.start > 100)
    tab.view.select(reading.sentence(tab.view.pages, (text.page, body.start + 2)))
    tab.view.canvas.setFocus()
    QTest.keySequence(tab.view.canvas, "Ctrl+Shift+C")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != copied)
    told = QGuiApplication.clipboard().text()
    assert told.startswith(f"“{tab.view.quote()}” (") and told.endswith(f"p. {tab.label(text.page)})")


def test_queries_are_saved_and_the_layout_comes_back(qtbot: QtBot, open_window: Opener, window: MainWindow) -> None:
    pane = window.evidence
    pane.set_query('therapy = "temozolomide" and mir')
    acts(window).save_query()
    asked = window.findChild(QInputDialog)
    assert asked is not None
    asked.setTextValue("TMZ & miR")
    asked.accept()
    settle(qtbot, window)
    pane.clear_filter()
    acts(window).saved_queries()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    first = menu.actions()[0]
    assert first.text() == "TMZ && miR"
    first.trigger()
    menu.close()
    assert pane.proxy.filter_text == 'therapy = "temozolomide" and "mir"' and pane.filter.text() == "mir"
    assert len(pane.chips.chips) == 1 and pane.proxy.count == 1
    undo(qtbot, window)
    assert not window.contents.layouts
    menu = acts(window).menus.row(pane.view.record_at(0), pane.proxy.columns.index("therapy"))
    by_text = {action.text(): action for action in menu.actions()}
    by_text["Without “temozolomide”"].trigger()
    assert pane.proxy.filter_text == 'therapy != "temozolomide" and "mir"'
    by_text["Only “temozolomide”"].trigger()
    assert pane.proxy.filter_text == 'therapy = "temozolomide" and "mir"'
    menu.close()
    view = window.evidence.view
    view.setColumnHidden(view.proxy.columns.index("effect"), True)
    view.pinned.set_many(2)
    window.evidence.proxy.set_group("therapy")
    path = window.bridge.path
    window.close()
    again = open_window(path).evidence
    assert again.view.isColumnHidden(again.proxy.columns.index("effect"))
    assert again.view.pinned.many == 2 and again.proxy.group == "therapy"
