"""The documents of the list: chosen, marked, moved, filtered, grouped, and their bibliographic data."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.domain.bibliography import ENTRIES
from exoannotate.domain.change import Change
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Document
from exoannotate.store.rows import insert
from exoannotate.ui.commands.documents import DocumentCommands
from exoannotate.ui.contents import Contents
from exoannotate.ui.dialogs.bibliography import _ROWS, BibliographyDialog
from exoannotate.ui.dialogs.name import NameDialog
from exoannotate.ui.project.collections_model import CollectionsModel
from exoannotate.ui.project.documents_model import MIME, DocumentsModel, sign_rect
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import collections, library
from exoannotate.workspace.library import Wanted
from exoannotate.workspace.session import Session
from tests.ui.conftest import Opener, settle

Left = Qt.MouseButton.LeftButton
Alt, Ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Copy = Qt.DropAction.CopyAction
WORDS = ("Alpha of glioma", "Beta of breast", "Gamma of lung", "Delta of glioma", "Epsilon of bone", "Zeta of skin",
         "Eta of liver", "Theta of lung")  # fmt: skip


def more(session: Session, titles: tuple[str, ...] = WORDS) -> list[str]:
    """Documents that have no PDF."""
    made = [
        Document(new_id(), new_id(), "t", title, added=now(), changed=now(), curator=session.curator.id, pages=3)
        for title in titles
    ]
    session.run(Change("Add", tuple(map(insert, made))))
    return [document.id for document in made]


@pytest.fixture
def papers(project: Path) -> list[str]:
    """The template's paper and eight more."""
    with Session.open(project, "Ada") as session:
        first = session.project.documents()[0].id
        return [first, *more(session)]


@pytest.fixture
def window(papers: list[str], open_window: Opener, project: Path) -> MainWindow:
    return open_window(project)


@pytest.fixture
def act(qtbot: QtBot, window: MainWindow) -> Callable[[Callable[[], object]], None]:
    def done(what: Callable[[], object]) -> None:
        what()
        settle(qtbot, window)

    return done


Act = Callable[[Callable[[], object]], None]


def shown(window: MainWindow) -> str:
    """The first letters of the documents in the list; the template's own begins with another."""
    model = window.project.documents
    return "".join(str(model.index(row, 0).data())[:2] for row in range(model.rowCount()))


def mark(window: MainWindow, *documents: str) -> None:
    """Choose documents in the list by clicks with Ctrl, as a person does."""
    view, model = window.project.document_view, window.project.documents
    view.setFocus()
    view.clearSelection()
    for document in documents:
        rect = view.visualRect(model.index(model.row_of(document), 0))
        view.scrollTo(model.index(model.row_of(document), 0))
        rect = view.visualRect(model.index(model.row_of(document), 0))
        QTest.mouseClick(view.viewport(), Left, Ctrl, rect.center())
    assert view.chosen() == sorted(documents, key=model.row_of)


def drop(view: QWidget, at: QPoint, data: QMimeData) -> None:
    """Let go over a place what is dragged."""
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent
    from PySide6.QtWidgets import QApplication

    entered = QDragEnterEvent(at, Copy, data, Left, Qt.KeyboardModifier.NoModifier)
    moved = QDragMoveEvent(at, Copy, data, Left, Qt.KeyboardModifier.NoModifier)
    dropped = QDropEvent(QPointF(at), Copy, data, Left, Qt.KeyboardModifier.NoModifier)
    for event in (entered, moved, dropped):
        QApplication.sendEvent(view, event)


def test_a_document_that_opens_while_ctrl_is_held_is_the_only_one_marked(window: MainWindow, papers: list[str]) -> None:
    window.project.show_document(papers[0])
    QTest.keyPress(window, Qt.Key.Key_Control, Ctrl)
    window.project.show_document(papers[1])
    QTest.keyRelease(window, Qt.Key.Key_Control)
    assert window.project.document_view.chosen() == [papers[1]]


# The models ------------------------------------------------------------------------------------------------------


def test_the_models_keep_the_rules_of_qt(window: MainWindow, qtmodeltester: Any, act: Act) -> None:
    act(lambda: window.bridge.do(lambda s: collections.make(s, "Glioma", [d.id for d in s.project.documents()][:3])))
    qtmodeltester.check(window.project.documents)
    qtmodeltester.check(window.project.library.collections)


def test_nothing_open_shows_nothing(qtmodeltester: Any) -> None:
    documents, groups = DocumentsModel(), CollectionsModel()
    for model in (documents, groups):
        model.show_contents(Contents())
        qtmodeltester.check(model)
    assert (documents.rowCount(), groups.rowCount()) == (0, 1)


def test_a_row_tells_what_it_is_without_colours(window: MainWindow, papers: list[str], act: Act) -> None:
    act(lambda: window.bridge.do(lambda s: library.set_reading(s, [papers[0]], "under way")))
    index = window.project.documents.index(0, 0)
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.endswith("under way, 2 highlights, 2 records, 0 of them complete")
    assert "Under way; 2 highlights" in index.data(Qt.ItemDataRole.ToolTipRole)


# State and queue -------------------------------------------------------------------------------------------------


def test_space_and_a_click_on_the_sign_change_the_state(window: MainWindow, papers: list[str], act: Act) -> None:
    view, model = window.project.document_view, window.project.documents
    mark(window, papers[2], papers[3])
    act(lambda: QTest.keyClick(view, Qt.Key.Key_Space))
    state = lambda key: window.contents.documents[key].reading  # noqa: E731
    assert [state(key) for key in papers[1:5]] == ["to read", "under way", "under way", "to read"]
    assert view.chosen() == papers[2:4]  # what was chosen stays so
    sign = sign_rect(view.visualRect(model.index(1, 0))).center()
    before = window.project.document
    for expected in ("under way", "done", "to read"):
        act(lambda: QTest.mouseClick(view.viewport(), Left, pos=sign))
        assert state(papers[1]) == expected
    assert window.project.document == before  # a click there opens nothing
    act(window.commands.undo)
    assert state(papers[1]) == "done"


def test_menu_entries_mark_what_is_chosen_or_shown(window: MainWindow, papers: list[str], act: Act) -> None:
    part = window.commands.part(DocumentCommands)
    window.tabs.tab.view.canvas.setFocus()  # type: ignore[union-attr]
    act(window.actions_by_id["mark_done"].trigger)
    assert window.contents.documents[papers[0]].reading == "done"
    mark(window, papers[1], papers[2])
    act(window.actions_by_id["mark_under_way"].trigger)
    assert [window.contents.documents[key].reading for key in papers[:4]] == [
        "done", "under way", "under way", "to read"
    ]  # fmt: skip
    assert part.meant == papers[1:3]
    act(part.mark_to_read)
    assert window.contents.undo_label == "Mark 2 documents as to read"


def test_documents_move_by_key_and_by_dragging(window: MainWindow, papers: list[str], act: Act) -> None:
    view, model = window.project.document_view, window.project.documents
    own = shown(window)[:2]
    mark(window, papers[1])
    act(lambda: QTest.keyClick(view, Qt.Key.Key_Down, Alt))
    assert shown(window).startswith(own + "BeAlGa")
    act(lambda: QTest.keyClick(view, Qt.Key.Key_Up, Alt))
    act(lambda: QTest.keyClick(view, Qt.Key.Key_Up, Alt))
    act(lambda: QTest.keyClick(view, Qt.Key.Key_Up, Alt))  # it is the first already
    assert shown(window).startswith("Al" + own + "Be") and view.chosen() == [papers[1]]
    # Dropped between two others.
    data = model.mimeData([model.index(model.row_of(papers[k]), 0) for k in (1, 3)])
    edge = view.visualRect(model.index(model.row_of(papers[5]), 0)).topLeft() + QPoint(60, 1)
    view.setAcceptDrops(True)
    act(lambda: drop(view.viewport(), edge, data))
    assert shown(window) == own + "BeDeAlGaEpZeEtTh"
    act(window.commands.undo)
    assert shown(window).startswith("Al" + own + "BeGa")
    act(lambda: window.commands.part(DocumentCommands)._to_front([papers[8]]))
    assert shown(window).startswith("ThAl")


def test_what_is_dragged_from_elsewhere_is_not_taken(window: MainWindow) -> None:
    model, groups = window.project.documents, window.project.library.collections
    text = QMimeData()
    text.setText("words")
    none = QModelIndex()
    assert not model.canDropMimeData(text, Copy, 0, 0, none) and not model.dropMimeData(text, Copy, 0, 0, none)
    assert not groups.dropMimeData(text, Copy, -1, -1, groups.index(0, 0))
    strange = QMimeData()
    strange.setData(MIME, b"\xff\xfe\nnobody")
    assert not groups.canDropMimeData(strange, Copy, -1, -1, groups.index(0, 0))  # “All documents” holds all anyway


def test_the_next_to_read_is_opened(window: MainWindow, qtbot: QtBot, papers: list[str], act: Act) -> None:
    act(lambda: window.bridge.do(lambda s: library.set_reading(s, papers[1:], "done")))
    act(window.actions_by_id["next_to_read"].trigger)
    assert "is done" in window.note_label.text()


# Collections and filter ------------------------------------------------------------------------------------------


def test_documents_are_dropped_into_a_collection_and_shown_alone(
    window: MainWindow, papers: list[str], act: Act
) -> None:
    pane = window.project.library
    assert not window.project.sections.section("collections").isVisible()
    part = window.commands.part(DocumentCommands)
    act(lambda: part._make_collection([papers[1]], "Glioma & more"))
    assert window.project.sections.section("collections").isVisible()
    groups = pane.collections
    data = window.project.documents.mimeData([window.project.documents.index(k, 0) for k in (3, 4)])
    place = pane.collection_view.visualRect(groups.index(1, 0)).center()
    act(lambda: drop(pane.collection_view.viewport(), place, data))
    assert groups.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Glioma & more: 3 documents"
    assert "2 documents put into" in window.note_label.text()
    act(lambda: QTest.mouseClick(pane.collection_view.viewport(), Left, pos=place))
    assert shown(window) == "AlGaDe"
    assert window.project.sections.section("documents").count.text() == "3 of 9"
    # Renamed in its place, deleted by key, brought back.
    pane.collection_view.setFocus()
    QTest.keyClick(pane.collection_view, Qt.Key.Key_F2)
    editor = pane.collection_view.viewport().findChild(QWidget)
    assert editor is not None
    QTest.keySequence(editor, "Ctrl+A")
    QTest.keyClicks(editor, "Brain")
    act(lambda: QTest.keyClick(editor, Qt.Key.Key_Return))
    assert groups.index(1, 0).data() == "Brain"
    pane.collection_view.setFocus()
    act(lambda: window.actions_by_id["delete_highlight"].trigger())
    assert len(shown(window)) == 18 and not window.contents.collections
    assert "stayed in the project" in window.toast.sentence.text()
    act(window.commands.undo)
    assert groups.rowCount() == 2


def test_words_state_and_tag_filter_the_list(window: MainWindow, papers: list[str], act: Act) -> None:
    pane = window.project.library
    act(lambda: window.bridge.do(lambda s: library.add_tag(s, papers[1:5], "core & old")))
    act(lambda: window.bridge.do(lambda s: library.set_reading(s, papers[3:6], "done")))
    assert pane.filter_line.isVisible()
    QTest.keyClicks(pane.filter, "GLIOMA of")
    assert shown(window) == "AlDe"
    pane.filter.clear()
    menu = pane.filter_menu()
    entries = {act_.text(): act_ for act_ in menu.actions()}
    entries["Done"].trigger()
    assert shown(window) == "GaDeEp" and pane.state_facet.isVisible() and pane.state_facet.text() == "Done"
    entries["core && old"].trigger()
    menu.deleteLater()
    assert shown(window) == "GaDe" or shown(window) == "AlBeGaDe"
    pane.want(Wanted(reading="done", tag="core & old"))
    assert shown(window) == "GaDe" and pane.tag_facet.text() == "core && old"
    QTest.mouseClick(pane.state_facet, Left)
    assert shown(window) == "AlBeGaDe"
    pane.want(Wanted(words="nothing like that"))
    assert pane.no_match.isVisible() and not pane.view.isVisible()
    QTest.mouseClick(pane.no_match.button, Left)
    assert len(shown(window)) == 18 and pane.filter.text() == ""


def test_the_filter_is_reached_and_left_by_key(window: MainWindow, act: Act) -> None:
    pane = window.project.library
    window.actions_by_id["filter_documents"].trigger()
    assert pane.filter.hasFocus()
    QTest.keyClicks(pane.filter, "lung")
    QTest.keyClick(pane.filter, Qt.Key.Key_Down)
    assert pane.view.hasFocus() and shown(window) == "GaTh" and pane.view.currentIndex().row() >= 0
    pane.filter.setFocus()
    QTest.keyClick(pane.filter, Qt.Key.Key_Escape)
    assert pane.view.hasFocus() and len(shown(window)) == 18


def test_300_tags_and_long_names_break_nothing(window: MainWindow, papers: list[str], act: Act) -> None:
    many = "; ".join(f"tag {k} & more" for k in range(300))
    act(lambda: window.bridge.do(lambda s: library.edit(s, papers[1], {"tags": many, "title": "x" * 2000})))
    pane = window.project.library
    menu = pane.filter_menu()
    assert len(menu.actions()) < 60
    menu.deleteLater()
    pane.want(Wanted(tag="t" * 200, reading="done"))
    assert pane.tag_facet.width() < 260 and len(pane.tag_facet.toolTip()) < 400
    pane.show_all()
    assert "&" in window.project.documents.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    menu = window.commands.library.menu(papers[1])
    tags = next(a.menu() for a in menu.actions() if a.text() == "Tags")
    assert isinstance(tags, QMenu) and len(tags.actions()) < 40
    menu.deleteLater()


def test_the_menu_of_a_document_acts_on_all_that_are_chosen(window: MainWindow, papers: list[str], act: Act) -> None:
    mark(window, papers[1], papers[2])
    menu = window.commands.library.menu(papers[1])
    subs = {a.text(): a.menu() for a in menu.actions()}
    states = subs["Reading state"]
    assert isinstance(states, QMenu)
    act(next(a for a in states.actions() if a.text() == "Done").trigger)
    assert [window.contents.documents[k].reading for k in papers[:4]] == ["to read", "done", "done", "to read"]
    groups = subs["Collections"]
    assert isinstance(groups, QMenu)
    groups.actions()[-1].trigger()
    dialog = window.commands.dialog
    assert isinstance(dialog, NameDialog) and not dialog.ok.isEnabled()
    QTest.keyClicks(dialog.field, "  New one ")
    act(lambda: QTest.keyClick(dialog.field, Qt.Key.Key_Return))
    assert [len(m) for m in window.contents.members.values()] == [2]
    menu.deleteLater()
    other = window.commands.library.menu(papers[5])  # not one of those that are chosen
    groups = next(a.menu() for a in other.actions() if a.text() == "Collections")
    assert isinstance(groups, QMenu)
    act(groups.actions()[0].trigger)
    assert [len(m) for m in window.contents.members.values()] == [3]
    other.deleteLater()


def test_all_that_are_chosen_are_taken_out_by_one_key(window: MainWindow, papers: list[str], act: Act) -> None:
    mark(window, papers[2], papers[4])
    act(window.actions_by_id["delete_highlight"].trigger)
    assert len(window.contents.documents) == 7 and papers[0] in window.contents.documents
    assert window.toast.sentence.text() == "2 documents taken out."
    act(window.commands.undo)
    assert len(window.contents.documents) == 9


# Bibliographic data ----------------------------------------------------------------------------------------------


@pytest.fixture
def dialog(window: MainWindow, papers: list[str], qtbot: QtBot) -> Iterator[BibliographyDialog]:
    mark(window, papers[1])
    window.actions_by_id["bibliography"].trigger()
    found = window.commands.dialog
    assert isinstance(found, BibliographyDialog)
    yield found


def fill(dialog: BibliographyDialog, name: str, text: str) -> None:
    field = dialog.fields[name]
    field.setFocus()
    QTest.keySequence(field, "Ctrl+A")
    QTest.keyClicks(field, text)


def test_bibliographic_data_are_corrected(
    window: MainWindow, papers: list[str], dialog: BibliographyDialog, act: Act
) -> None:
    assert {name for row in _ROWS for name in row} == {entry.name for entry in ENTRIES}
    assert dialog.fields["title"].toPlainText() == WORDS[0]  # type: ignore[union-attr]
    fill(dialog, "year", "20")
    fill(dialog, "doi", "https://doi.org/10.1000/a")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Ctrl)
    assert "not a year" in dialog.message.text() and dialog.isVisible() and dialog.fields["year"].hasFocus()
    fill(dialog, "year", "2020")
    assert dialog.message.isHidden()
    act(lambda: QTest.mouseClick(dialog.buttons.button(dialog.buttons.StandardButton.Save), Left))
    after = window.contents.documents[papers[1]]
    assert (after.year, after.doi) == (2020, "10.1000/a")
    assert window.contents.undo_label == "Edit bibliographic data of “Alpha of glioma”"


def test_a_twin_is_told_and_every_field_has_a_name(window: MainWindow, papers: list[str], act: Act) -> None:
    for key in papers[1:3]:
        act(lambda key=key: window.bridge.do(lambda s: library.edit(s, key, {"doi": "10.1000/a"})))
    documents = window.contents.documents
    dialog = BibliographyDialog(documents[papers[1]], documents.values(), parent=window)
    assert "“Beta of breast”" in dialog.twins.text() and not dialog.twins.isHidden()
    for field in dialog.fields.values():
        assert field.accessibleName() and field.toolTip()
        assert not isinstance(field, QPlainTextEdit) or field.tabChangesFocus()
    dialog.deleteLater()


# Reading only, many ----------------------------------------------------------------------------------------------


def test_a_project_that_is_only_read_is_shown_and_not_changed(
    papers: list[str], open_window: Opener, project: Path, qtbot: QtBot
) -> None:
    with Session.open(project, "Ada") as session:
        collections.make(session, "Glioma", papers[:2])
    # A stranger's trigger: the file is only read.
    with closing(sqlite3.connect(project)) as db:
        db.execute("CREATE TRIGGER sly AFTER INSERT ON passages BEGIN SELECT 1; END")
    window = open_window(project)
    assert window.contents.read_only
    view = window.project.document_view
    mark(window, papers[1])
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down, Alt)
    settle(qtbot, window)
    assert window.contents.documents[papers[1]].reading == "to read"
    assert window.project.documents.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    menu = window.commands.library.menu(papers[1])
    assert [a.text() for a in menu.actions() if a.isEnabled() and a.text()] == ["Open", "Bibliographic data…"]
    menu.deleteLater()


def test_a_thousand_documents_are_filtered_as_one_types(open_window: Opener, project: Path, qtbot: QtBot) -> None:
    with Session.open(project, "Ada") as session:
        made = more(session, tuple(f"Paper {k} of {'glioma' if k % 2 else 'lung'}" for k in range(1000)))
    window = open_window(project)
    QTest.keyClicks(window.project.library.filter, "glioma 99")
    assert window.project.documents.rowCount() == 14
    assert window.project.documents.index(0, 0).data(ID_ROLE) == made[99]
