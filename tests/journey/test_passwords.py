"""A PDF with a password in the window: asked for, refused in a sentence, forgotten; nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from exoannotate.pdf.client import PdfClient
from exoannotate.ui.dialogs.password import PasswordDialog
from exoannotate.ui.documents.files import CHANGED
from exoannotate.workspace import documents, passages
from exoannotate.workspace.session import Session
from tests.journey.test_files_that_move import button, notice, shown
from tests.journey.test_pains_text import SECRET, article, locked_copy, quote_on
from tests.journey.window import Person


def asked(person: Person) -> PasswordDialog:
    """The question that is open now."""

    def dialog() -> PasswordDialog | None:
        found = person.window.commands.dialog
        return found if isinstance(found, PasswordDialog) and found.isVisible() else None

    person.wait(dialog)
    found = dialog()
    assert found is not None
    return found


def answer(person: Person, password: str) -> None:
    dialog = asked(person)
    dialog.field.setText(password)
    person.press(dialog.field, Qt.Key.Key_Return)
    person.wait(lambda: person.window.commands.dialog is not dialog)


def left_behind(folder: Path) -> Callable[[str], list[Path]]:
    """Which files of a folder hold a text."""

    def holding(text: str) -> list[Path]:
        files = [file for file in folder.rglob("*") if file.is_file()]
        return [
            file for file in files if any(text.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le"))
        ]

    return holding


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose only PDF needs a password, with one highlight."""
    folder = tmp_path / "study"
    folder.mkdir()
    paper = locked_copy(article(tmp_path / "plain.pdf", 0), folder / "locked.pdf")
    with Session.create(folder / "study.exo", "Ann") as session, PdfClient(drawing=False) as pdf:
        document = documents.add(session, pdf, paper, password=SECRET).document
        assert passages.highlight_quote(session, pdf, document, quote_on(1), password=SECRET).passage
    return folder / "study.exo"


def test_asked_refused_used_and_asked_again(person: Person, project: Path, tmp_path: Path) -> None:
    window = person.window
    window.commands.open(project)
    dialog = asked(person)
    assert dialog.field.echoMode() == dialog.field.EchoMode.Password
    answer(person, "nope")
    again = asked(person)
    assert "does not open" in " ".join(label.text() for label in again.findChildren(type(window.saved_label)))
    assert "nope" not in again.field.text()
    answer(person, SECRET)
    tab = shown(person)
    assert tab.locked
    person.wait(lambda: tab.view.pages)
    assert len(tab.view._overlay.marks) == 1
    # What reading sets in motion (finding, outline, page numbers) is done, and the window is left and opened again.
    window.commands.library._read_numbers()
    person.wait(lambda: window.jobs.idle and not window.bridge.busy)
    window.tabs.close_all()
    window.commands.open(project)
    asked(person).reject()
    holding = left_behind(tmp_path)
    (tmp_path / "plain.pdf").unlink()
    assert holding(SECRET) == []
    assert holding("nope") == []
    assert holding("Sentence 3 of leaf 2 tells how vesicles") == []  # the highlight itself stands on leaf 1


def test_a_locked_file_that_changed_is_found_again_in_and_used(person: Person, project: Path, tmp_path: Path) -> None:
    locked_copy(tmp_path / "plain.pdf", tmp_path / "new.pdf", covers=1).replace(project.with_name("locked.pdf"))
    window = person.window
    window.commands.open(project)
    answer(person, SECRET)
    bar = notice(person, CHANGED, "Its highlight was found again in it.")
    person.click(button(bar, "Use the changed file"))
    person.wait(lambda: {p.state for p in window.contents.passages.values()} == {"moved"})
    tab = shown(person)
    assert tab.info.pages == 7  # and it is not asked for once more
    assert window.commands.dialog is None
    person.wait(lambda: len(tab.view._overlay.marks) == 1)
    assert left_behind(tmp_path / "_cache")("Sentence 3 of leaf 2") == []
    # While it is open it changes once more: that needs the password again.
    locked_copy(tmp_path / "plain.pdf", tmp_path / "newer.pdf", covers=2).replace(project.with_name("locked.pdf"))
    bar = notice(person, CHANGED, "needs a password")
    person.click(button(bar, "Open it again"))
    answer(person, SECRET)
    notice(person, CHANGED, "Its highlight was found again in it.")


def test_a_jump_into_a_locked_document_is_made_after_the_password(person: Person, project: Path) -> None:
    window = person.window
    window.commands.open(project)
    asked(person).reject()
    person.wait(lambda: window.commands.dialog is None)
    (passage,) = window.contents.passages.values()
    window.verbs.jump_to_passage(passage.id)
    answer(person, SECRET)
    tab = shown(person)
    person.wait(lambda: passage.page_index in tab.view.viewport.visible())
    person.wait(lambda: tab.view.selected_passage == passage.id)
