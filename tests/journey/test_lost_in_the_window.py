"""Highlights that were not found again, as a person meets them: counted, gone through, put right by key, undone."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import make_sample
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, passages, reattaching
from exoannotate.workspace.relocating import same_place
from exoannotate.workspace.session import Session
from tests.journey.window import Person
from typeset import Prose, typeset

GONE = "Macrophages of the M2 type release exosomes rich in miR-21."
EDITED = "A glioma is not made of glioma cells alone."
STAYS = "If vesicles carry resistance, there are three places to stop them"
Key = Qt.Key


def changed(out: Path, said: dict[str, str]) -> Path:
    """The sample review set anew with some sentences in other words."""
    blocks = []
    for block in make_sample.review().blocks:
        if isinstance(block, Prose):
            text = block.text
            for old, new in said.items():
                text = text.replace(old, new)
            block = Prose(text)
        blocks.append(block)
    typeset(replace(make_sample.review(), blocks=tuple(blocks)), out)
    return out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, sample_pdf: Path) -> Path:
    """The folder of a project whose PDF became another edition: one highlight was reworded, one sentence is gone."""
    folder = tmp_path_factory.mktemp("lost")
    shutil.copy(sample_pdf, folder / "paper.pdf")
    path = folder / "study.exo"
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EXOANNOTATE_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        with Session.create(path, "Ann") as session, PdfClient(drawing=False) as pdf:
            document = documents.add(session, pdf, folder / "paper.pdf").document
            for quote in (GONE, EDITED):
                assert passages.highlight_quote(session, pdf, document, quote).passage
            edition = changed(
                folder / "edition.pdf",
                {GONE: "", EDITED: "Yet gliomas are hardly ever composed of glioma cells and nothing more."},
            )
            documents.add(session, pdf, edition)
            assert [p.state for p in session.project.passages(document)] == ["not found", "not found"]
    return folder


@pytest.fixture
def project(tmp_path: Path, made: Path) -> Path:
    """A copy of that project for one test."""
    return Path(shutil.copytree(made, tmp_path / "study")) / "study.exo"


def by_quote(person: Person, quote: str) -> Passage:
    return next(p for p in person.window.contents.passages.values() if p.quote == quote)


def look_at(person: Person, name: str, widget: QWidget | None = None) -> None:
    """Pictures of the window for a person to look at, light and dark, where a folder for them is named."""
    folder = os.environ.get("EXOANNOTATE_TEST_PICTURES")
    for dark in (False, True) if folder else ():
        person.window.look.set_dark(dark)
        person.wait(lambda: all(tab.view.complete for tab in person.window.tabs.tabs()))
        (widget or person.window).grab().save(f"{folder}/{name}_{'dark' if dark else 'light'}.png")
    if folder:
        person.window.look.set_dark(False)


def open_list(person: Person, project: Path) -> None:
    window = person.window
    window.commands.open(project)
    person.wait(lambda: window.tabs.tab and window.tabs.tab.view.complete)
    person.wait(lambda: window.commands.lost.count.isVisible())
    assert window.commands.lost.count.text() == "2 passages not found again"
    person.click(window.commands.lost.count)
    pane = window.commands.lost.pane
    person.wait(lambda: pane.started and all(item.word != "being looked for …" for item in pane.model.items))
    person.idle()


def test_a_guess_is_shown_on_its_page_and_accepted_by_one_key(person: Person, project: Path) -> None:
    open_list(person, project)
    window, pane = person.window, person.window.commands.lost.pane
    assert pane.view.hasFocus()
    at = next(k for k, item in enumerate(pane.model.items) if item.passage.quote == EDITED)
    while pane.view.currentIndex().row() != at:
        person.press(pane.view, Key.Key_J if pane.view.currentIndex().row() < at else Key.Key_K)
    item = pane.item
    assert item is not None
    guess = item.guess
    assert guess is not None
    assert "hardly ever composed" in guess.text
    person.wait(lambda: item.passage.id in window.tabs.guessed)
    view = person.page
    marks = {mark.passage_id: mark for mark in view._overlay.marks}
    assert marks[item.passage.id].quads == guess.passage.quads  # seen with its question mark
    assert marks[item.passage.id].state == "not found"
    person.wait(lambda: guess.passage.page_index in view.viewport.visible())
    assert by_quote(person, EDITED).quads == ()  # nothing was chosen silently
    look_at(person, "lost_guess")

    person.press(pane.view, Key.Key_A)
    person.wait(lambda: by_quote(person, EDITED).state == "fuzzy")
    person.idle()
    after = by_quote(person, EDITED)
    assert same_place(after.quads, guess.passage.quads)
    assert after.quote == EDITED
    assert window.commands.lost.count.text() == "1 passage not found again"
    assert check(project).ok
    window.actions_by_id["undo"].trigger()
    person.wait(lambda: by_quote(person, EDITED).state == "not found")
    person.idle()
    assert window.commands.lost.count.text() == "2 passages not found again"


def test_a_lost_highlight_is_attached_to_what_is_selected(person: Person, project: Path) -> None:
    open_list(person, project)
    window, pane = person.window, person.window.commands.lost.pane
    at = next(k for k, item in enumerate(pane.model.items) if item.passage.quote == GONE)
    pane.view.setCurrentIndex(pane.model.index(at, 0))
    lost = by_quote(person, GONE)
    view = person.page
    person.wait(lambda: view.complete and 0 in view.pages)
    start = view.pages[0].text.index("Glioblastoma") if "Glioblastoma" in view.pages[0].text else 400
    view.canvas.setFocus()
    person.press(view.canvas, Key.Key_R)
    assert "press R" in window.note_label.text()  # nothing is selected yet
    person.triple_click(0, start)
    words = view.quote()
    person.press(view.canvas, Key.Key_R)
    person.wait(lambda: by_quote(person, GONE).state == "fuzzy")
    person.idle()
    after = by_quote(person, GONE)
    assert (after.id, after.quote, after.note) == (lost.id, GONE, lost.note)
    assert after.quads
    assert words.split()[0] in after.raw
    assert not view.selection
    with PdfClient(drawing=False) as pdf, Session.open(project, read_only=True) as session:
        # It is found there again, although its words are others.
        assert GONE not in {r.passage.quote for r in reattaching.guesses(session, pdf, after.document)}
    window.actions_by_id["undo"].trigger()
    person.wait(lambda: by_quote(person, GONE).state == "not found")
    assert by_quote(person, GONE) == lost


def test_a_lost_highlight_is_deleted_by_key_and_comes_back(person: Person, project: Path) -> None:
    open_list(person, project)
    window, pane = person.window, person.window.commands.lost.pane
    gone = pane.current
    person.press(pane.view, Key.Key_Delete)
    person.wait(lambda: gone not in window.contents.passages)
    person.idle()
    assert window.commands.lost.count.text() == "1 passage not found again"
    assert pane.current
    assert pane.current != gone  # the next one is looked at
    window.actions_by_id["undo"].trigger()
    person.wait(lambda: gone in window.contents.passages)


def test_a_jump_to_a_lost_highlight_leads_to_the_list(person: Person, project: Path) -> None:
    window = person.window
    window.commands.open(project)
    person.wait(lambda: window.tabs.tab and window.tabs.tab.view.complete)
    lost = by_quote(person, GONE)
    pane = window.commands.lost.pane
    window.verbs.jump_to_passage(lost.id)
    person.wait(lambda: pane.isVisible() and pane.current == lost.id)
    person.wait(lambda: pane.item is not None and pane.item.guesses)
    assert pane.view.hasFocus()
    person.press(pane.view, Key.Key_Escape)
    person.wait(person.page.canvas.hasFocus)


def test_a_tie_is_gone_through_place_by_place(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    """The sentence stands three times in the other edition: each place is shown, the third is taken."""
    shutil.copy(sample_pdf, tmp_path / "paper.pdf")
    path = tmp_path / "study.exo"
    with Session.create(path, "Ann") as session, PdfClient(drawing=False) as pdf:
        document = documents.add(session, pdf, tmp_path / "paper.pdf").document
        assert passages.highlight_quote(session, pdf, document, EDITED).passage
        # The same words before and behind each, far from where it was.
        told = f"Nobody knew why this was so for such a long time. {EDITED} Nobody cared about it in those days."
        edition = changed(tmp_path / "edition.pdf", {EDITED: "", STAYS: f"{told} {told} {told} {STAYS}"})
        documents.add(session, pdf, edition)
        assert [p.state for p in session.project.passages(document)] == ["ambiguous"]
    window = person.window
    window.commands.open(path)
    person.wait(lambda: window.commands.lost.count.isVisible())
    window.actions_by_id["lost_highlights"].trigger()
    pane = window.commands.lost.pane
    person.wait(lambda: pane.item is not None and len(pane.item.guesses) == 3)
    item = pane.item
    assert item is not None
    person.press(pane.view, Key.Key_Right)
    person.press(pane.view, Key.Key_Right)
    person.wait(lambda: pane.item is not None and pane.item.chosen == 2)
    assert "Place 3 of 3" in pane.where.text()
    look_at(person, "tie")
    person.press(pane.view, Key.Key_Return)
    person.wait(lambda: by_quote(person, EDITED).state in ("exact", "moved"))
    assert same_place(by_quote(person, EDITED).quads, item.guesses[2].passage.quads)
    person.wait(lambda: not window.commands.lost.count.isVisible())
    assert not pane.isVisible()


def test_guesses_are_there_after_a_restart_and_r_in_a_field_is_a_letter(person: Person, project: Path) -> None:
    open_list(person, project)
    window = person.window
    field = window.form.editors["cargo"].input
    field.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "miR-21")
    assert "R" in str(getattr(field, "text", lambda: "miR-21")())
    assert all(p.state == "not found" for p in window.contents.passages.values())
