"""A day with the library: an own field from menu to export, papers sorted into a collection, marked and corrected."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from exoannotate.domain.own_fields import PREFIX
from exoannotate.store.checks import check
from exoannotate.ui.dialogs.bibliography import BibliographyDialog
from exoannotate.ui.dialogs.name import NameDialog
from exoannotate.ui.dialogs.own_fields import OwnFieldsDialog
from exoannotate.ui.project.documents_model import sign_rect
from exoannotate.workspace import exports, sample
from exoannotate.workspace.session import Session
from tests.journey.window import Ctrl, Left, Person
from tests.ui.test_documents_pane import drop

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support|propagateSizeHints", extend=True)


@pytest.fixture
def project(person: Person, tmp_path: Path) -> Path:
    """The sample project, open in the window."""
    path = sample.copy(tmp_path / "study")
    person.window.commands.open(path)
    person.wait(lambda: person.window.bridge.path == path and person.window.tabs.tab is not None, 30)
    person.idle()
    return path


def add_other_paper(person: Person, folder: Path) -> None:
    """Add a paper that is no copy of the sample's."""
    with pymupdf.open() as file:
        file.new_page().insert_text((72, 90), "Vesicles of the liver travel far and few know where they go.")
        file.save(folder / "liver.pdf")
    person.add(folder / "liver.pdf")


def choose_in_menu(person: Person, menu: str, entry: str) -> None:
    """Open a menu with Alt and its letter, and choose an entry by the arrow keys, as a person without a mouse does."""
    opened = person.window.menus[menu]
    person.window.menuBar().setActiveAction(opened.menuAction())
    person.wait(opened.isVisible)
    for _ in range(len(opened.actions())):
        now = opened.activeAction()
        if now is not None and now.text().replace("&", "") == entry:
            break
        QTest.keyClick(opened, Qt.Key.Key_Down)
    QTest.keyClick(opened, Qt.Key.Key_Return)
    QApplication.processEvents()


def test_an_own_field_from_the_menu_to_the_export(person: Person, project: Path, tmp_path: Path) -> None:
    window = person.window
    choose_in_menu(person, "Evidence", "Own fields…")
    dialog = window.commands.dialog
    assert isinstance(dialog, OwnFieldsDialog)
    person.idle()
    dialog.label.setFocus()
    person.type("Dose")
    QTest.keyClick(dialog.label, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.kind, Qt.Key.Key_N)  # Number
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    person.wait(lambda: [own.label for own in window.contents.own_fields] == ["Dose"])
    person.idle()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.wait(lambda: window.commands.dialog is None)
    window.activateWindow()
    person.wait(lambda: QApplication.activeWindow() is window)
    # It stands in the form and takes numbers only.
    (own,) = window.contents.own_fields
    record = next(iter(window.contents.rows))
    window.verbs.show_record(record)
    person.wait(lambda: window.form.record == record)
    person.idle()
    window.form.go_to(own.key)
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit), field
    person.type("12,5")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    person.idle()
    assert window.contents.columns.cell(window.contents.rows[record], own.name) == ""
    window.form.go_to(own.key)
    QTest.keySequence(field, "Ctrl+A")
    person.type("12.5")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    person.wait(lambda: window.contents.columns.cell(window.contents.rows[record], own.name) == "12.5")
    # Filter by it, export it, read it with plain SQL.
    window.evidence.set_filter("dose > 10")
    person.wait(lambda: window.evidence.proxy.rowCount() == 1)
    window.evidence.set_filter("")
    with Session.open(project, read_only=True) as session:
        out = tmp_path / "out.csv"
        exports.export(session, "csv", out, columns="cargo,Dose", filter="dose is not empty")
        assert out.read_text("utf-8-sig").splitlines()[1].endswith("12.5")
        assert session.project.entries(record)[PREFIX + own.id].text == "12.5"
    person.press(window, Qt.Key.Key_Z, Ctrl)
    person.wait(lambda: window.contents.columns.cell(window.contents.rows[record], own.name) == "")
    person.idle()
    assert check(project).ok


def test_papers_are_sorted_marked_and_corrected(person: Person, project: Path, tmp_path: Path) -> None:
    window = person.window
    add_other_paper(person, tmp_path)
    view, model, pane = window.project.document_view, window.project.documents, window.project.library
    first, second = (model.document(row).id for row in range(2))
    # A click on its sign: under way; another document by keys: done.
    sign = sign_rect(view.visualRect(model.index(0, 0))).center()
    QTest.mouseClick(view.viewport(), Left, pos=sign)
    person.wait(lambda: window.contents.documents[first].reading == "under way")
    view.setFocus()
    view.setCurrentIndex(model.index(0, 0))
    person.press(view, Qt.Key.Key_Down)
    person.press(view, Qt.Key.Key_Space)
    person.press(view, Qt.Key.Key_Space)
    person.wait(lambda: window.contents.documents[second].reading in ("under way", "done"))
    person.idle()
    person.press(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    person.wait(lambda: model.document(0).id == second)
    assert view.chosen() == [second]
    # What stands in the PDF is not all that is to be known of it.
    QTest.keySequence(view, "Ctrl+Shift+B")
    dialog = window.commands.dialog
    assert isinstance(dialog, BibliographyDialog)
    for name, text in (("journal", "Sample Letters"), ("year", "2026"), ("tags", "core; glioma")):
        dialog.fields[name].setFocus()
        QTest.keySequence(dialog.fields[name], "Ctrl+A")
        QTest.keyClicks(dialog.fields[name], text)
    QTest.mouseClick(dialog.buttons.button(dialog.buttons.StandardButton.Save), Left)
    person.wait(lambda: window.contents.documents[second].journal == "Sample Letters")
    person.idle()
    assert window.contents.documents[second].tags == "core; glioma"
    # A collection, and the other paper dragged into it.
    view.clearSelection()
    choose_in_menu(person, "File", "New collection…")
    name = window.commands.dialog
    assert isinstance(name, NameDialog)
    QTest.keyClicks(name.field, "Reviews")
    QTest.keyClick(name.field, Qt.Key.Key_Return)
    person.wait(lambda: window.contents.collections)
    person.idle()
    target = pane.collection_view.visualRect(pane.collections.index(1, 0)).center()
    drop(pane.collection_view.viewport(), target, model.mimeData([model.index(model.row_of(first), 0)]))
    (collection,) = window.contents.collections
    person.wait(lambda: window.contents.members.get(collection.id) == {first})
    QTest.mouseClick(pane.collection_view.viewport(), Left, pos=target)
    person.wait(lambda: model.rowCount() == 1 and model.document(0).id == first)
    assert window.project.sections.section("documents").count.text() == "1 of 2"
    QTest.mouseClick(pane.collection_view.viewport(), Left, pos=target - QPoint(0, target.y() - 6))
    person.wait(lambda: model.rowCount() == 2)
    # All of it comes back step by step, and is there for the next program that opens the file.
    person.press(window, Qt.Key.Key_Z, Ctrl)
    person.wait(lambda: not window.contents.members.get(collection.id))
    person.idle()
    assert check(project).ok
    with Session.open(project, read_only=True) as session:
        assert [d.id for d in session.project.documents()] == [second, first]
    for widget in (view, pane.collection_view, pane.filter, pane.more):
        assert isinstance(widget, QWidget) and widget.accessibleName()
