"""A day with PDFs that other programs write into: import by one click, copies for colleagues, nothing lost."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pymupdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from exoannotate.cli import main
from exoannotate.store.checks import check
from exoannotate.ui.commands.marks import NOTICE
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.workspace.session import Session
from tests.journey.window import Ctrl, Left, Person
from tests.unit.pdf.annotated import annotate

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."
MARKS = [(1, "Highlight", QUOTE), (1, "Underline", "Microglia and macrophages can form a third of its mass")]

OTHER_PROGRAM = """
import sys, pymupdf
path, full = sys.argv[1], sys.argv[2] == "full"
with pymupdf.open(path) as file:
    page = file[0]
    page.add_highlight_annot(page.search_for("Keywords"))
    page.add_text_annot((80, 80), "Read this")
    if full:
        file.save(path + ".new", garbage=3, deflate=True)
    else:
        file.saveIncr()
if full:
    import os
    os.replace(path + ".new", path)
"""


def other_program(path: Path, *, full: bool = False) -> None:
    """Another PDF program writes into a file, as a process of its own."""
    words = [sys.executable, "-c", OTHER_PROGRAM, str(path), "full" if full else "incremental"]
    subprocess.run(words, check=True, timeout=120, capture_output=True)


def sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def passages(person: Person) -> list[str]:
    return sorted(p.quote for p in person.window.contents.passages.values())


def choose(person: Person, path: Path) -> None:
    """Type a file name into the file dialog that is open."""
    person.wait(lambda: person.window.findChild(QFileDialog))
    dialog = person.window.findChild(QFileDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    person.press(line, Qt.Key.Key_Return)


def test_highlights_of_another_program_are_offered_and_imported_by_a_click(
    person: Person, tmp_path: Path, sample_pdf: Path
) -> None:
    paper = annotate(sample_pdf, tmp_path / "marked.pdf", MARKS, note="Look", author="Ben")
    before = sha(paper)
    person.new_project(tmp_path / "p.exo")
    person.add(paper)
    person.wait(lambda: person.window.tabs.tab)
    tab = person.window.tabs.tab
    assert tab is not None
    person.wait(lambda: tab.notices.bar(NOTICE))
    bar = tab.notices.bar(NOTICE)
    assert bar is not None
    assert bar.sentence.text() == "This PDF carries 2 highlights made with another program."
    assert passages(person) == []  # never by itself
    QTest.mouseClick(bar.buttons[0], Left)
    person.wait(lambda: len(passages(person)) == 2)
    person.wait(lambda: person.window.toast.isVisible())
    assert person.window.toast.sentence.text() == "Imported 2 highlights."
    assert tab.notices.bar(NOTICE) is None
    person.idle()
    QTest.mouseClick(person.window.toast.button, Left)
    person.wait(lambda: passages(person) == [])
    person.press(person.page.canvas, Qt.Key.Key_Y, Ctrl)
    person.wait(lambda: len(passages(person)) == 2)
    person.idle()
    person.window.actions_by_id["import_highlights"].trigger()
    person.wait(lambda: person.window.toast.sentence.text() == "Nothing was imported. Already there: 2.")
    assert sha(paper) == before
    assert check(tmp_path / "p.exo").ok


def test_an_offer_that_is_declined_is_not_made_again(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    paper = annotate(sample_pdf, tmp_path / "marked.pdf", MARKS)
    person.new_project(tmp_path / "p.exo")
    person.add(paper)
    person.wait(lambda: person.window.tabs.tab)
    tab = person.window.tabs.tab
    assert tab is not None
    person.wait(lambda: tab.notices.bar(NOTICE))
    bar = tab.notices.bar(NOTICE)
    assert bar is not None
    QTest.mouseClick(bar.close_button, Left)
    assert tab.notices.bar(NOTICE) is None
    person.window.tabs.close_tab(tab)
    person.window.tabs.open(next(iter(person.window.contents.documents)))
    person.wait(lambda: person.window.tabs.tab is not None)
    person.idle()
    person.watch(0.5)
    again = person.window.tabs.tab
    assert again is not None
    assert again.notices.bar(NOTICE) is None
    assert passages(person) == []


def test_a_copy_for_a_colleague_from_the_menu(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    paper = Path(shutil.copy(sample_pdf, tmp_path / "paper.pdf"))
    before, stamp = sha(paper), paper.stat().st_mtime_ns
    person.new_project(tmp_path / "p.exo")
    person.add(paper)
    person.turn_to(1)
    at = person.page.pages[1].text.index(QUOTE)
    person.triple_click(1, at + 10)
    person.press(person.page.canvas, Qt.Key.Key_H)
    person.wait(lambda: passages(person) == [QUOTE])
    person.idle()
    person.window.actions_by_id["copy_pdf"].trigger()
    person.wait(lambda: person.window.findChild(QFileDialog))
    dialog = person.window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("paper (highlights).pdf")
    choose(person, tmp_path / "for Ben.pdf")
    person.wait(lambda: (tmp_path / "for Ben.pdf").exists())
    person.wait(lambda: "Wrote “for Ben.pdf” with 1 highlight." in person.window.toast.sentence.text())
    with pymupdf.open(tmp_path / "for Ben.pdf") as file:
        assert [annot.type[1] for page in file for annot in page.annots()] == ["Highlight"]
    # The original can be chosen by a slip of the hand, and is refused.
    tab = person.window.tabs.tab
    assert tab is not None
    person.window.commands.marks.write_copy(tab, paper)
    person.wait(lambda: "is the PDF itself" in person.window.toast.sentence.text())
    assert (sha(paper), paper.stat().st_mtime_ns) == (before, stamp)


def test_copies_of_all_from_the_export_dialog(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    from exoannotate.workspace import sample

    project = sample.copy(tmp_path / "sample")
    person.window.commands.open(project)
    person.wait(lambda: person.window.bridge.path == project)
    person.wait(lambda: person.window.contents.rows)
    originals = {path: sha(path) for path in (tmp_path / "sample").glob("*.pdf")}
    person.press(person.window, Qt.Key.Key_E, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    person.wait(lambda: person.window.findChild(ExportDialog))
    dialog = person.window.findChild(ExportDialog)
    assert dialog is not None
    file = dialog.target.text()
    person.click(dialog.formats["pdf"])
    assert dialog.target.text().endswith("PDFs with highlights")
    assert not dialog.columns["default"].isVisible()
    person.click(dialog.formats["csv"])
    assert dialog.target.text() == file.replace(".xlsx", ".csv")
    person.click(dialog.formats["pdf"])
    person.click(dialog.export_button)
    person.wait(lambda: person.window.toast.isVisible() and "written" in person.window.toast.sentence.text())
    said = person.window.toast.sentence.text()
    count = len(person.window.contents.passages)
    assert said.startswith(f"1 copy with {count} highlights written."), said
    (out,) = (tmp_path / "sample" / "PDFs with highlights").glob("*.pdf")
    with pymupdf.open(out) as opened:
        assert sum(len(list(page.annots())) for page in opened) >= count
    assert {path: sha(path) for path in originals} == originals


# What other programs do to the file


def test_highlights_re_attach_when_another_program_writes_into_the_file(tmp_path: Path, sample_pdf: Path) -> None:
    """Saved, annotated elsewhere, saved, reopened, and once more with the file written anew."""
    paper, project = Path(shutil.copy(sample_pdf, tmp_path / "paper.pdf")), tmp_path / "p.exo"
    assert main(["new", str(project)]) == 0
    assert main(["add", str(project), str(paper)]) == 0
    with Session.open(project, read_only=True) as session:
        (document,) = session.project.documents()
    quotes = [QUOTE, "temozolomide loses its effect", "Circular RNAs are long-lived"]
    for quote in quotes[:2]:
        assert main(["highlight", str(project), "--document", document.id, "--quote", quote]) == 0
    other_program(paper)
    assert main(["add", str(project), str(paper)]) == 0
    # A further highlight in between: neither drops the other.
    assert main(["highlight", str(project), "--document", document.id, "--quote", quotes[2]]) == 0
    other_program(paper, full=True)
    assert main(["locate", str(project), "--document", document.id, "--pdf", str(paper), "--apply"]) == 0
    with Session.open(project, read_only=True) as session:
        found = session.project.passages(document.id)
        (now,) = session.project.documents()
        assert sorted(p.quote for p in found) == sorted(quotes)
        assert {p.state for p in found} <= {"exact", "moved"}
        assert {p.file_sha256 for p in found} == {now.sha256} == {sha(paper)}
        assert all(p.quads for p in found)
    assert check(project).ok
    # And the copy holds all of them beside what the other program wrote.
    assert main(["export", str(project), "--format", "pdf", "--out", str(tmp_path / "copy.pdf")]) == 0
    with pymupdf.open(tmp_path / "copy.pdf") as file:
        kinds = sorted(annot.type[1] for page in file for annot in page.annots())
    assert kinds == ["Highlight"] * 5 + ["Text"] * 2


def test_a_days_edits_never_write_into_the_pdf(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    paper = Path(shutil.copy(sample_pdf, tmp_path / "paper.pdf"))
    paper.chmod(0o444)
    before, state = sha(paper), paper.stat()
    person.new_project(tmp_path / "p.exo")
    person.add(paper)
    person.turn_to(1)
    text = person.page.pages[1].text
    for word in ("Macrophages of the M2", "Reactive astrocytes act"):
        count = len(passages(person))
        person.triple_click(1, text.index(word) + 4)
        person.press(person.page.canvas, Qt.Key.Key_H)
        person.wait(lambda count=count: len(passages(person)) == count + 1)
        person.idle()
    known = next(iter(person.window.contents.passages))
    person.window.verbs.recolour(known, "therapy")
    person.window.verbs.set_note(known, "A note")
    person.idle()
    for _ in range(3):
        person.press(person.page.canvas, Qt.Key.Key_Z, Ctrl)
        person.idle()
    after = paper.stat()
    assert sha(paper) == before
    assert (after.st_mtime_ns, after.st_ino, after.st_size) == (state.st_mtime_ns, state.st_ino, state.st_size)
    assert [path.name for path in tmp_path.glob("*.pdf*")] == ["paper.pdf"]


def test_a_document_or_the_window_closed_under_a_copy_leaves_nothing_half(
    person: Person, tmp_path: Path, sample_pdf: Path
) -> None:
    words = ("the", "of", "and", "cells", "to", "in")
    paper = annotate(sample_pdf, tmp_path / "marked.pdf", [(n, "Highlight", word) for n in range(4) for word in words])
    before = sha(paper)
    person.new_project(tmp_path / "p.exo")
    person.add(paper)
    person.wait(lambda: person.window.tabs.tab)
    tab = person.window.tabs.tab
    assert tab is not None
    person.window.actions_by_id["import_highlights"].trigger()
    person.wait(lambda: passages(person))
    person.idle()
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        person.window.commands.marks.write_copy(tab, tmp_path / name)
    person.window.tabs.close_tab(tab)
    person.idle()
    said = person.window.toast.sentence.text()
    assert "Wrote" in said or "closed" in said or "not open" in said
    for path in tmp_path.glob("[abc].pdf"):  # each is whole, or not there
        with pymupdf.open(path) as file:
            assert not file.is_repaired
    assert not list(tmp_path.glob(".exoannotate*"))
    assert sha(paper) == before
