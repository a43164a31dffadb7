"""PDFs that are moved, renamed, replaced, changed while they are read or joined with their doubles: nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.ui.commands.library import NUMBERS
from exoannotate.ui.documents.files import CHANGED
from exoannotate.ui.documents.notice_bar import NoticeBar
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.page.places import ViewState
from exoannotate.ui.window import window_state
from exoannotate.ui.window.window_state import OpenDocument
from exoannotate.workspace import documents, passages
from exoannotate.workspace.session import Session
from tests.journey.test_lost_in_the_window import EDITED, GONE, changed, look_at
from tests.journey.window import Person


@pytest.fixture
def project(tmp_path: Path, sample_pdf: Path) -> Path:
    """A project with one paper, two highlights and a folder of its own."""
    folder = tmp_path / "study"
    folder.mkdir()
    shutil.copy(sample_pdf, folder / "paper.pdf")
    with Session.create(folder / "study.exo", "Ann") as session, PdfClient(drawing=False) as pdf:
        document = documents.add(session, pdf, folder / "paper.pdf").document
        for quote in (GONE, EDITED):
            assert passages.highlight_quote(session, pdf, document, quote).passage
    return folder / "study.exo"


def opened(person: Person, project: Path) -> DocumentTab:
    person.window.commands.open(project)
    return shown(person)


def shown(person: Person) -> DocumentTab:
    person.wait(lambda: person.window.tabs.tab is not None and not person.window.bridge.busy)
    tab = person.window.tabs.tab
    assert tab is not None
    person.wait(lambda: tab.view.complete)
    return tab


def notice(person: Person, name: str, words: str) -> NoticeBar:
    """The notice above the pages, once it says so."""

    def found() -> NoticeBar | None:
        tab = person.window.tabs.tab
        bar = tab.notices.bar(name) if tab is not None else None
        return bar if bar is not None and words in bar.sentence.text() else None

    person.wait(found)
    bar = found()
    assert bar is not None
    return bar


def button(bar: NoticeBar, text: str) -> QPushButton:
    return next(b for b in bar.buttons if b.text() == text)


def places(person: Person) -> dict[str, Passage]:
    return dict(person.window.contents.passages)


def saved_again(path: Path, *, covers: int = 0) -> None:
    """The file at a path becomes another one of the same paper."""
    aside = path.with_name("aside.tmp")
    with pymupdf.open(path) as file:
        for _ in range(covers):
            file.new_page(0).insert_text((72, 90), "Downloaded from a repository on a Monday, for private use only.")
        file.save(aside, garbage=3, deflate=True)
    aside.replace(path)


def test_a_pdf_that_was_moved_and_renamed_is_found_by_its_content(person: Person, project: Path) -> None:
    there = project.parent / "read" / "2024"
    there.mkdir(parents=True)
    (project.parent / "other.pdf").write_bytes(b"%PDF-1.4 another one")
    (project.parent / "paper.pdf").rename(there / "Neuer Name.pdf")
    with Session.open(project, read_only=True) as session:
        document = session.project.documents()[0].id
    window_state.save_documents(str(project), (OpenDocument(document, ViewState(page=1, y=20.0)),), document)
    tab = opened(person, project)
    assert tab.info.path == str(there / "Neuer Name.pdf")
    assert tab.view.current_page == 1  # where it was left
    assert {mark.quads for mark in tab.view._overlay.marks} == {p.quads for p in places(person).values()}
    assert "found again" in person.window.toast.sentence.text()
    assert not person.window.tabs.missing_pages()
    person.idle()
    with Session.open(project, read_only=True) as session:  # and its place is known from now on
        document = session.project.documents()[0].id
        assert documents.locate(session, document) == there / "Neuer Name.pdf"


def test_a_pdf_that_is_nowhere_is_told_and_taken_from_where_the_reader_says(
    person: Person, project: Path, tmp_path: Path
) -> None:
    window = person.window
    away = tmp_path / "elsewhere"
    away.mkdir()
    (project.parent / "paper.pdf").rename(away / "x.pdf")
    window.commands.open(project)
    person.wait(lambda: window.tabs.missing_pages())
    page = window.tabs.missing_pages()[0]
    person.wait(page.choose.isVisible)
    assert "is not where it was" in page.sentence.text()
    assert "safe" in page.hint.text()
    assert window.project.highlights.rowCount() == 2  # what was read is there to see
    look_at(person, "missing")
    person.wait(page.choose.hasFocus)
    person.press(page.choose, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: not window.tabs.count())
    window.tabs.open(page.document.id)
    person.wait(lambda: window.tabs.missing_pages() and window.tabs.missing_pages()[0].choose.isVisible())
    window.commands.files.search(page.document.id, away)  # the folder that was chosen
    tab = shown(person)
    assert tab.info.path == str(away / "x.pdf")
    assert not window.tabs.missing_pages()
    assert window.tabs.count() == 1


def test_a_changed_file_is_told_with_what_is_in_it_before_anything_changes(person: Person, project: Path) -> None:
    before_file = (project.parent / "paper.pdf").read_bytes()
    edition = changed(project.parent / "edition.tmp", {GONE: ""})
    edition.replace(project.parent / "paper.pdf")
    tab = opened(person, project)
    bar = notice(person, CHANGED, "1 of 2 highlights found again in it.")
    assert bar.sentence.text().startswith("The file of this document has changed.")
    before = places(person)
    assert {p.state for p in before.values()} == {"exact"}
    assert not tab.view._overlay.marks  # places of the old file mean nothing here
    look_at(person, "changed")

    person.click(button(bar, "Use the changed file"))
    person.wait(lambda: {p.state for p in places(person).values()} == {"exact", "not found"})
    person.idle()
    tab = shown(person)
    assert tab.notices.bar(CHANGED) is None
    assert [mark.state for mark in tab.view._overlay.marks if mark.quads] == ["exact"]
    assert "1 of 2 highlights carried over. 1 not found again." in person.window.toast.sentence.text()
    assert person.window.commands.lost.count.text() == "1 passage not found again"
    look_at(person, "carried")
    assert check(project).ok

    (project.parent / "paper.pdf").write_bytes(before_file)
    person.click(person.window.toast.button)  # Undo
    person.wait(lambda: places(person) == before)
    tab = shown(person)
    person.wait(lambda: len(tab.view._overlay.marks) == 2)


def test_keep_keeps_and_nothing_is_asked_for_a_file_that_is_the_same(person: Person, project: Path) -> None:
    saved_again(project.parent / "paper.pdf", covers=1)
    opened(person, project)
    bar = notice(person, CHANGED, "2 of 2 highlights found again in it.")
    before = places(person)
    person.click(button(bar, "Keep"))
    tab = shown(person)
    assert tab.notices.bar(CHANGED) is None
    assert places(person) == before


def test_another_paper_under_the_old_name_is_not_taken_for_it(person: Person, project: Path) -> None:
    with pymupdf.open() as file:
        file.new_page().insert_text((72, 90), "Quite another matter, of bees and of what they carry home.")
        file.save(project.parent / "paper.pdf")
    opened(person, project)
    bar = notice(person, CHANGED, "another paper")
    assert [b.text() for b in bar.buttons] == ["Choose file…", "Search a folder…", "Keep"]


def test_the_wrong_file_is_changed_for_the_right_one(person: Person, project: Path, tmp_path: Path) -> None:
    right = (project.parent / "paper.pdf").rename(tmp_path / "right.pdf")
    with pymupdf.open() as file:
        file.new_page().insert_text((72, 90), "Quite another matter, of bees and of what they carry home.")
        file.save(tmp_path / "wrong.pdf")
    window = person.window
    window.commands.open(project)
    person.wait(lambda: window.tabs.missing_pages() and window.tabs.missing_pages()[0].choose.isVisible())
    document = window.tabs.missing_pages()[0].document.id
    window.commands.files.take(document, tmp_path / "wrong.pdf")  # what the dialog of files gives
    notice(person, CHANGED, "another paper")
    window.commands.files.take(document, right)
    person.wait(lambda: window.tabs.tab is not None and window.tabs.tab.info.path == str(right))
    tab = shown(person)
    assert tab.notices.bar(CHANGED) is None
    assert len(tab.view._overlay.marks) == 2
    assert window.tabs.count() == 1


def test_another_copy_stands_in_and_is_said_to_be_one(person: Person, project: Path, sample_pdf: Path) -> None:
    with Session.open(project) as session, PdfClient(drawing=False) as pdf:
        copy = project.parent / "copy.pdf"
        shutil.copy(sample_pdf, copy)
        saved_again(copy, covers=1)
        documents.add(session, pdf, copy)
        session.undo()  # the first file is the current one again, and the copy is forgotten
        documents.remember_place(session, session.project.documents()[0], documents.file_hash(copy), copy)
    (project.parent / "paper.pdf").unlink()
    tab = opened(person, project)
    bar = notice(person, CHANGED, "2 of 2 highlights found again in it.")
    assert bar.sentence.text().startswith("This is another copy of the paper;")
    assert not tab.view._overlay.marks
    person.click(button(bar, "Use this file"))
    person.wait(lambda: len(tab.view._overlay.marks) == 2)
    assert {p.state for p in places(person).values()} == {"moved"}
    assert tab in person.window.tabs.tabs()  # the page stays as it is


def test_what_is_no_pdf_any_more_is_told_and_the_right_file_taken(
    person: Person, project: Path, tmp_path: Path
) -> None:
    right = Path(shutil.copy(project.parent / "paper.pdf", tmp_path / "right.pdf"))
    window = person.window
    tab = opened(person, project)
    person.wait(lambda: window.commands.files._watcher.files())
    (project.parent / "page.tmp").write_text("<html>Log in to read this paper</html>" * 30, encoding="utf-8")
    (project.parent / "page.tmp").replace(project.parent / "paper.pdf")
    bar = notice(person, CHANGED, "cannot be read")
    assert "What is shown is as it was." in bar.sentence.text()
    window.tabs.close_tab(tab)
    window.tabs.open(tab.document.id)
    person.wait(lambda: window.tabs.missing_pages() and window.tabs.missing_pages()[0].choose.isVisible())
    assert "web page" in window.toast.sentence.text()
    window.commands.files.take(tab.document.id, right)
    tab = shown(person)
    assert len(tab.view._overlay.marks) == 2


def test_a_file_can_be_used_when_nothing_had_a_place_before(person: Person, project: Path) -> None:
    with Session.open(project) as session, PdfClient(drawing=False) as pdf:
        document = session.project.documents()[0].id
        edition = changed(project.parent / "edition.pdf", {GONE: "", EDITED: ""})
        documents.add(session, pdf, edition)
        assert {p.state for p in session.project.passages(document)} == {"not found"}
    saved_again(project.parent / "edition.pdf")
    opened(person, project)
    person.wait(lambda: notice(person, CHANGED, "has changed.").buttons)
    bar = notice(person, CHANGED, "has changed.")
    person.click(button(bar, "Use the changed file"))
    tab = shown(person)
    person.wait(lambda: tab.document.sha256 == tab.info.sha256)
    assert tab.notices.bar(CHANGED) is None
    assert {p.state for p in places(person).values()} == {"not found"}


def test_the_menu_of_a_document(person: Person, project: Path) -> None:
    opened(person, project)
    window = person.window
    document = next(iter(window.contents.documents))
    menu = window.commands.library.menu(document)
    entries = {entry.text(): entry for entry in menu.actions() if entry.text()}
    assert list(entries) == [
        "Open", "Bibliographic data…", "Reading state", "Collections", "Tags", "First in the queue",
        "Last in the queue", "First page number…", "Where is its PDF…", "Same paper as…", "Take out of the project",
    ]  # fmt: skip
    entries["Same paper as…"].trigger()
    assert "no other document" in window.note_label.text()
    entries["Take out of the project"].trigger()
    person.wait(lambda: not window.contents.documents)
    menu.deleteLater()


@pytest.mark.parametrize("again", [False, True], ids=["replaced", "written twice"])
def test_a_file_that_changes_while_it_is_read_is_told(person: Person, project: Path, again: bool) -> None:
    tab = opened(person, project)
    person.wait(lambda: person.window.commands.files._watcher.files())
    saved_again(project.parent / "paper.pdf", covers=1)
    bar = notice(person, CHANGED, "2 of 2 highlights found again in it.")
    assert len(tab.view._overlay.marks) == 2  # what is shown is still the file that was opened
    if again:
        saved_again(project.parent / "paper.pdf", covers=2)
        person.wait(lambda: not person.window.bridge.busy)
        bar = notice(person, CHANGED, "2 of 2 highlights found again in it.")
        person.qtbot.wait(900)
        person.wait(lambda: not person.window.bridge.busy)
    person.click(button(bar, "Use the changed file"))
    pages = 7 if again else 5
    person.wait(lambda: person.window.tabs.tab is not None and person.window.tabs.tab.info.pages == pages)
    person.idle()
    assert {p.state for p in places(person).values()} == {"moved"}
    person.window.actions_by_id["undo"].trigger()
    person.wait(lambda: {p.state for p in places(person).values()} == {"exact"})
    person.idle()
    assert check(project).ok


def test_a_changed_file_that_changes_once_more_before_it_is_used_is_told(person: Person, project: Path) -> None:
    saved_again(project.with_name("paper.pdf"), covers=1)
    opened(person, project)
    notice(person, CHANGED, "highlights found again in it.")
    project.with_name("paper.pdf").unlink()
    project.with_name("paper.pdf").write_bytes(b"Not a PDF at all.")
    bar = notice(person, CHANGED, "cannot be read")
    assert button(bar, "Look again").isVisible()


def test_printed_numbers_are_offered_once_and_used_with_an_undo(person: Person, tmp_path: Path) -> None:
    with pymupdf.open() as file:
        for number in range(365, 371):
            page = file.new_page(width=420, height=600)
            for line in range(20):
                words = f"Sentence {line} of this page tells of vesicles and of drugs, number {number * line}."
                page.insert_text((50, 90 + 20 * line), words, fontsize=9)
            if number > 365:  # the first page of an article often has none
                page.insert_text((200, 580), str(number), fontsize=8)
        file.save(tmp_path / "article.pdf")
    window = person.window
    person.new_project(tmp_path / "study.exo")
    person.add(tmp_path / "article.pdf")
    tab = shown(person)
    assert tab.label(0) == "1"
    bar = notice(person, NUMBERS, "The pages seem to be numbered 365–370.")
    look_at(person, "numbers")
    person.click(button(bar, "Use these numbers"))
    person.wait(lambda: tab.label(0) == "365")
    person.idle()
    window.actions_by_id["undo"].trigger()
    person.wait(lambda: tab.label(0) == "1")
    # Declined, it is never asked again.
    window.commands.library._on_opened(tab)
    bar = notice(person, NUMBERS, "365–370")
    person.click(button(bar, "No"))
    window.commands.library._on_opened(tab)
    assert not window.commands.library._unread


def test_a_document_is_taken_out_by_key_and_comes_back_whole(person: Person, project: Path) -> None:
    window = person.window
    opened(person, project)
    before = places(person)
    window.project.document_view.setFocus()
    person.press(window.project.document_view, Qt.Key.Key_Delete)
    person.wait(lambda: not window.contents.documents)
    person.idle()
    assert "taken out with 2 highlights." in window.toast.sentence.text()
    assert not window.tabs.count()
    assert check(project).ok
    person.click(window.toast.button)
    person.wait(lambda: places(person) == before)
    assert check(project).ok


def test_two_documents_that_are_one_paper_are_joined(person: Person, project: Path) -> None:
    """A preprint without a DOI came in as another paper; the reader knows better."""
    window = person.window
    # In other words throughout, so that nobody would take it for the same paper by its text.
    with pymupdf.open() as file:
        page = file.new_page()
        page.insert_textbox((72, 72, 520, 700), f"{GONE} And much else that stands nowhere but here, in another order.")
        file.save(project.parent / "preprint.pdf")
    opened(person, project)
    person.add(project.parent / "preprint.pdf")
    assert len(window.contents.documents) == 2
    first, second = sorted(window.contents.documents.values(), key=lambda d: d.added)
    person.wait(lambda: window.tabs.tab and window.tabs.tab.document.id == second.id)
    shown(person)
    person.triple_click(0, 5)
    person.wait(lambda: person.page.quote() == GONE)
    person.press(person.page.canvas, Qt.Key.Key_H)
    person.wait(lambda: len(window.contents.passages) == 3)
    person.idle()
    window.tabs.open(first.id)
    person.wait(lambda: window.tabs.tab and window.tabs.tab.document.id == first.id)
    window.actions_by_id["same_paper"].trigger()
    dialog = window.commands.dialog
    assert dialog is not None
    look_at(person, "same_paper", dialog)
    person.click(dialog.join)  # type: ignore[attr-defined]
    person.wait(lambda: second.id not in window.contents.documents)
    person.idle()
    assert len(window.contents.passages) == 2  # the same words in the same colour are one highlight
    assert {p.document for p in window.contents.passages.values()} == {first.id}
    assert "1 highlight came over, 1 of them there already" in window.toast.sentence.text()
    assert check(project).ok
    window.actions_by_id["undo"].trigger()
    person.wait(lambda: second.id in window.contents.documents)
    assert len(window.contents.passages) == 3
    assert check(project).ok
