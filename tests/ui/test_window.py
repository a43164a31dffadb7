"""The window on a real project: reading, recording, linking, undo, jumps, export, and coming back."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.pdf.client import PdfClient
from exoannotate.reading import selection as reading
from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.ui.record.picker import candidates
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import documents, settings
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf
from tests.ui.conftest import Opener, close, settle, type_into

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Left = Qt.MouseButton.LeftButton
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


def select_a_sentence(window: MainWindow) -> str:
    """Select a sentence of the second page and put the focus on the page."""
    tab = window.tabs.tab
    assert tab is not None
    view = tab.view
    page = view.pages[view.current_page]
    paragraph = [p for p in page.paragraphs if p.kind == "body" and p.end - p.start > 300][1]
    view.select(reading.sentence(view.pages, (page.page, paragraph.start + 2)))
    view.canvas.setFocus()
    return view.quote()


def key(window: MainWindow, what: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or window, what, modifiers)


def test_a_project_opens_with_its_only_document(window: MainWindow) -> None:
    assert window.tabs.count() == 1
    assert window.evidence.model.rowCount() == 2
    assert window.project.highlights.rowCount() == 2
    assert "2 highlights, 2 records" in window.counts_label.text()
    assert "glioma" in window.windowTitle()


def test_passage_to_saved_record_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    quote = select_a_sentence(window)
    key(window, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: window.form.drafting)
    qtbot.waitUntil(lambda: window.form.editors["cargo"].input.hasFocus())
    for name, text in (
        ("cargo", "miR-21"),
        ("donor", "M2 macrophage"),
        ("therapy", "temozolomide"),
        ("effect", "resistance increased"),
    ):
        type_into(window, name, text)
    assert window.form.head.role.text() == "▲ marks resistance"
    with qtbot.waitSignal(window.bridge.saved):
        QTest.keyClick(window.form.editors["donor"].input, Qt.Key.Key_Return, Ctrl)
    settle(qtbot, window)
    assert window.evidence.model.rowCount() == 3
    row = window.contents.rows[window.form.record]
    assert row["quote"] == quote and row["cargo"] == "miR-21" and row["role"] == "marks resistance"
    assert window.evidence.selected_record() == row.record
    assert window.saved_label.text().startswith("saved ")
    with Session.open(window.bridge.path or Path()) as session:
        assert session.project.record(row.record).role == "marks resistance"


def test_h_highlights_and_a_second_time_makes_no_second(qtbot: QtBot, window: MainWindow) -> None:
    select_a_sentence(window)
    with qtbot.waitSignal(window.bridge.changed):
        key(window, Qt.Key.Key_H)
    settle(qtbot, window)
    assert len(window.contents.passages) == 3
    select_a_sentence(window)
    key(window, Qt.Key.Key_H)
    settle(qtbot, window)
    assert len(window.contents.passages) == 3


def test_l_links_with_enter_and_undo_names_it(qtbot: QtBot, window: MainWindow) -> None:
    select_a_sentence(window)
    key(window, Qt.Key.Key_L)
    qtbot.waitUntil(window.picker.isVisible)
    assert window.picker.model.rowCount() == 3
    QTest.keyClicks(window.picker.field, "miR-9")
    assert [window.picker.model.record(k) for k in (1, 2)] == ["new", ""]  # a new record is always the last of them
    with qtbot.waitSignal(window.bridge.changed):
        QTest.keyClick(window.picker.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    linked = next(r for r in window.contents.rows.values() if r["cargo"] == "miR-9").record
    assert len(window.contents.links[linked]) == 2
    assert window.actions_by_id["undo"].text() == "&Undo Link passage"
    assert window.form.record == linked
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.bridge.changed):
        QTest.keyClick(window, Qt.Key.Key_Z, Ctrl)
    settle(qtbot, window)
    assert len(window.contents.links[linked]) == 1
    assert window.actions_by_id["redo"].text() == "&Redo Link passage"
    with qtbot.waitSignal(window.bridge.changed):
        QTest.keyClick(window, Qt.Key.Key_Z, Ctrl | Shift)
    settle(qtbot, window)
    assert len(window.contents.links[linked]) == 2


def test_picker_orders_by_document_then_by_time(window: MainWindow) -> None:
    document = next(iter(window.contents.documents))
    found = candidates(window.contents, document)
    assert [c.text.split()[0] for c in found] == ["miR-9", "miR-21"]
    assert candidates(window.contents, document, [found[0].record]) == found[1:]


def test_double_click_jumps_and_shows_the_record(qtbot: QtBot, window: MainWindow) -> None:
    record = next(r for r in window.contents.rows.values() if r["cargo"] == "miR-9").record
    passage = window.contents.passages[window.contents.links[record][0]]
    window.commands.close_document()
    assert window.tabs.count() == 0 and window.empty.isVisible()
    at = window.evidence.model.row_of(record)
    index = window.evidence.proxy.mapFromSource(window.evidence.model.index(at, 0))
    place = window.evidence.view.visualRect(index).center()
    QTest.mouseClick(window.evidence.view.viewport(), Left, pos=place)
    QTest.mouseDClick(window.evidence.view.viewport(), Left, pos=place)
    qtbot.waitUntil(lambda: window.tabs.tab is not None)
    settle(qtbot, window)
    tab = window.tabs.tab
    assert tab is not None and tab.view.current_page == passage.page_index
    assert tab.view.selected_passage == passage.id
    qtbot.waitUntil(lambda: window.form.record == record)


def test_an_edit_is_saved_on_leaving_the_field_and_undone(qtbot: QtBot, window: MainWindow) -> None:
    record = next(r for r in window.contents.rows.values() if r["cargo"] == "miR-21").record
    window.verbs.show_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    with qtbot.waitSignal(window.bridge.changed) as heard:
        type_into(window, "perturbation", "cargo lost")
    assert heard.args[0].labels == ("Edit perturbation",)
    settle(qtbot, window)
    assert window.contents.rows[record]["role"] == "restores sensitivity"
    assert window.form.head.role.text() == "▼ restores sensitivity"
    window.commands.undo()
    settle(qtbot, window)
    assert window.form.editors["perturbation"].text() == ""
    assert window.contents.rows[record]["role"] == "marks resistance"


def test_a_refused_edit_is_told_and_taken_back(qtbot: QtBot, window: MainWindow) -> None:
    record = next(r for r in window.contents.rows.values() if r["cargo"] == "miR-9").record
    window.verbs.show_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    for name in ("cargo", "therapy"):
        type_into(window, name, "")
        settle(qtbot, window)
    type_into(window, "effect", "")
    settle(qtbot, window)
    qtbot.waitUntil(window.form.message.isVisible)
    assert "at least one of cargo, donor, therapy or effect" in window.form.message.text()
    assert window.form.editors["effect"].text() == "sensitivity increased"


def test_accept_and_delete_with_a_way_back(qtbot: QtBot, window: MainWindow) -> None:
    record = next(iter(window.contents.rows))
    window.verbs.show_record(record)
    qtbot.waitUntil(lambda: window.form.record == record)
    QTest.mouseClick(window.form.head.accept, Left)
    settle(qtbot, window)
    assert window.contents.rows[record]["status"] == "accepted" and window.form.head.status.text() == "✓ accepted"
    QTest.mouseClick(window.form.head.delete, Left)
    settle(qtbot, window)
    assert record not in window.contents.rows and window.form.record == ""
    assert window.toast.isVisible() and window.toast.sentence.text().startswith("Record deleted")
    QTest.mouseClick(window.toast.button, Left)
    settle(qtbot, window)
    assert window.contents.rows[record]["status"] == "accepted"
    assert window.evidence.counts.text() == "2"


def test_an_undo_in_sight_never_takes_back_something_else(qtbot: QtBot, window: MainWindow) -> None:
    records = list(window.contents.rows)
    window.verbs.delete_record(records[0])
    settle(qtbot, window)
    assert window.toast.isVisible() and window.evidence.counts.text() == "1"
    window.verbs.review(records[1], "accepted")
    settle(qtbot, window)
    assert not window.toast.isVisible()


def test_the_last_passage_of_a_record_cannot_go(qtbot: QtBot, window: MainWindow) -> None:
    passage = next(iter(window.contents.passages))
    window.verbs.delete_passage(passage)
    settle(qtbot, window)
    assert "only passage of a record" in window.toast.sentence.text()
    assert "Nothing was deleted" in window.toast.hint.text()
    assert passage in window.contents.passages


def test_page_box_takes_labels_and_numbers(qtbot: QtBot, window: MainWindow) -> None:
    tab = window.tabs.tab
    assert tab is not None
    QTest.keyClick(window, Qt.Key.Key_G, Ctrl)
    assert tab.page_box.hasFocus()
    QTest.keyClicks(tab.page_box, "102")
    QTest.keyClick(tab.page_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.view.current_page == 1)
    assert tab.page_box.text() == "102"
    tab.edit_page()
    QTest.keyClicks(tab.page_box, "1")
    QTest.keyClick(tab.page_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.view.current_page == 0)
    tab.edit_page()
    QTest.keyClicks(tab.page_box, "999")
    QTest.keyClick(tab.page_box, Qt.Key.Key_Return)
    assert "no page “999”" in window.note_label.text()
    window.commands.library.set_first_page(tab.document.id, "365")
    settle(qtbot, window)
    assert tab.label(1) == "366"
    assert {p.page_label for p in window.contents.passages.values()} <= {"365", "366", "367", "368", "369"}


def test_drafts_and_documents_come_back(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    first = open_window(project)
    select_a_sentence(first)
    key(first, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: first.form.drafting)
    type_into(first, "cargo", "miR-1238")
    tab = first.tabs.tab
    assert tab is not None
    tab.view.go_to(1)
    tab.view.set_zoom(1.5)
    close(first)
    again = open_window(project)
    qtbot.waitUntil(lambda: again.tabs.tab is not None)
    settle(qtbot, again)
    tab = again.tabs.tab
    assert tab is not None and tab.view.current_page == 1 and tab.view.zoom == 1.5
    assert again.form.drafting and not again.form.strip.isVisible() and "not saved yet" in again.note_label.text()
    assert again.form.editors["cargo"].text() == "miR-1238"
    again.form.try_save()
    settle(qtbot, again)
    assert len(again.contents.rows) == 3 and again.form.drafts() == ()


def test_panes_come_back_as_they_were_left(open_window: Opener, project: Path) -> None:
    first = open_window(project)
    first.commands.view.toggle_record()
    close(first)
    welcome = open_window(None)
    assert not any(dock.isVisible() for dock in welcome.all_docks())
    close(welcome)
    again = open_window(project)
    assert not again.record_dock.isVisible() and again.project_dock.isVisible() and again.evidence_dock.isVisible()


def test_nothing_outlives_a_window(open_window: Opener, project: Path) -> None:
    before = set(threading.enumerate())
    window = open_window(project)
    assert any(thread.name.startswith("project") for thread in threading.enumerate())
    close(window)
    assert {thread.name for thread in set(threading.enumerate()) - before} <= {"draw", "text"}


def test_lists_hold_to_the_rules_of_qt(qtmodeltester: ModelTester, window: MainWindow) -> None:
    qtmodeltester.check(window.project.documents)
    qtmodeltester.check(window.project.highlights)
    window.picker.model.set_candidates(candidates(window.contents, ""))
    qtmodeltester.check(window.picker.model)


def test_a_second_passage_goes_to_the_new_record_by_the_picker(qtbot: QtBot, window: MainWindow) -> None:
    one, other = window.contents.passages
    window.verbs.record_of_passage(one)
    window.verbs.link_passage(other)
    qtbot.waitUntil(window.picker.isVisible)
    QTest.keyClick(window.picker.field, Qt.Key.Key_Return)
    assert window.form.passages.count() == 2
    type_into(window, "cargo", "miR-30b")
    window.form.try_save()
    settle(qtbot, window)
    assert window.contents.links[window.form.record] == (one, other)
    tab = window.tabs.tab
    assert tab is not None and window.focusWidget() is tab.view.canvas


def test_export_of_what_the_filter_shows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.evidence.filter.setText("miR-9")
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    assert dialog.rows["current"].isChecked() and "1" in dialog.rows["current"].text()
    dialog.formats["csv"].setChecked(True)
    assert dialog.target.text().endswith("evidence.csv")
    out = tmp_path / "out.csv"
    dialog.target.setText(str(out))
    with qtbot.waitSignal(dialog.exported):
        QTest.mouseClick(dialog.export_button, Left)
    lines = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert len(lines) == 2 and lines[0][0] == "Cargo" and lines[1][0] == "miR-9"
    assert "1 record written" in window.toast.sentence.text()


def test_an_export_that_cannot_be_written_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.commands.export()
    dialog = window.commands.dialog
    assert isinstance(dialog, ExportDialog)
    dialog.target.setText(str(tmp_path / "nowhere" / "out.xlsx"))
    dialog.start()
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.text().endswith(".") and dialog.export_button.isEnabled()
    dialog.reject()


def test_adding_pdfs_tells_what_could_not_be_read(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, other_paper: Path
) -> None:
    bad = tmp_path / "page.pdf"
    bad.write_text("<html>not a PDF</html>")
    dialog = window.commands.adding.add([bad, other_paper])
    with qtbot.waitSignal(dialog.added, timeout=20_000):
        pass
    settle(qtbot, window)
    assert "Not added: “page.pdf”" in dialog.list.toPlainText() and dialog.list.isVisible()
    assert len(window.contents.documents) == 2
    assert window.tabs.count() == 2
    dialog.reject()


def test_dropping_a_pdf_adds_it(qtbot: QtBot, window: MainWindow, other_paper: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(other_paper))])
    assert window.commands.droppable(data)
    event = QDropEvent(QPointF(QPoint(10, 10)), Qt.DropAction.CopyAction, data, Left, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    qtbot.waitUntil(lambda: len(window.contents.documents) == 2, timeout=20_000)
    settle(qtbot, window)


def test_a_moved_pdf_is_told(qtbot: QtBot, window: MainWindow, pdf: PdfClient, made_review: MadePdf) -> None:
    document = next(iter(window.contents.documents))
    window.commands.close_document()
    moved = made_review.path.with_suffix(".moved")
    made_review.path.rename(moved)
    try:
        window.tabs.open(document)
        qtbot.waitUntil(lambda: window.tabs.missing(document) is not None)
        page = window.tabs.missing(document)
        assert page is not None
        qtbot.waitUntil(lambda: page.choose.isVisible() and page.search.isVisible())
        assert "is not where it was" in page.sentence.text()
        assert "below either" in page.hint.text()
        settle(qtbot, window)
    finally:
        moved.rename(made_review.path)


def test_a_file_that_is_no_project_is_refused(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    window = open_window(None)
    assert window.welcome.isVisible()
    bad = tmp_path / "bad.exo"
    bad.write_bytes(b"no project at all")
    window.commands.open(bad)
    qtbot.waitUntil(window.toast.isVisible)
    assert window.toast.sentence.text() and window.welcome.isVisible()
    with qtbot.waitSignal(window.bridge.opened):
        window.commands.create(tmp_path / "new")
    assert (tmp_path / "new.exo").exists() and window.empty.isVisible() and window.empty.button.isVisible()
    qtbot.waitUntil(lambda: settings.get("last_project") == str(tmp_path / "new.exo"))
    settle(qtbot, window)


def test_changes_made_by_others_are_not_overwritten(qtbot: QtBot, window: MainWindow) -> None:
    document = next(iter(window.contents.documents))
    with Session.open(window.bridge.path or Path(), "Bob") as session:
        documents.set_reading(session, document, "done")
    window.commands.library.set_first_page(document, "7")
    settle(qtbot, window)
    assert window.contents.documents[document].first_page_label == "7"
    assert window.contents.documents[document].reading == "done"


def test_every_action_has_an_act_and_a_tooltip(window: MainWindow) -> None:
    keys: dict[str, str] = {}
    for entry in ACTIONS:
        action = window.actions_by_id[entry.id]
        assert action.toolTip(), entry.id
        for text in entry.keys:
            assert text not in keys, f"{text} twice: {entry.id} and {keys.get(text)}"
            keys[text] = entry.id
            if entry.id not in ("save_record", "reason"):
                assert text in {k.toString() for k in action.shortcuts()}


def test_every_control_has_a_name(window: MainWindow) -> None:
    for kind in (QAbstractButton, QLineEdit, QComboBox):
        for widget in window.findChildren(kind):
            if widget.objectName().startswith("qt_") or isinstance(widget.parent(), QComboBox | QLineEdit):
                continue
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, (kind, widget.objectName(), widget.parent())


def test_panes_and_themes(qtbot: QtBot, window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert not window.project_dock.isVisible() and not window.actions_by_id["toggle_project"].isChecked()
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.project_dock.isVisible()
    window.commands.view.set_theme("dark")
    assert window.look.dark
    qtbot.waitUntil(lambda: settings.get("theme") == "dark")
    window.commands.view.set_theme("light")
    qtbot.waitUntil(lambda: window.jobs.idle)
    seen = []
    for _ in range(4):
        QTest.keyClick(window, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append(next(n for n, a in enumerate((window.project, window.tabs, window.form, window.evidence))
                         if focus is not None and a.isAncestorOf(focus)))  # fmt: skip
    assert sorted(set(seen)) == [0, 1, 3] or sorted(seen) == [0, 1, 2, 3]


def test_help_and_about(window: MainWindow) -> None:
    view = window.commands.view
    for command in (view.help, view.shortcuts, view.about):
        command()
        dialog = window.commands.dialog
        assert dialog is not None and dialog.isVisible()
        dialog.reject()
