"""References and evidence come into the project by a drop on the window: looked at, imported by Enter, undone once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate import resources
from exoannotate.export.formats import exporter
from exoannotate.ui.commands.gathering import GatheringCommands
from exoannotate.ui.commands.importing import ImportingCommands
from exoannotate.ui.dialogs.importing import ImportDialog
from exoannotate.ui.project.documents_model import WARNINGS_ROLE
from exoannotate.workspace import exports
from exoannotate.workspace.session import Session
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

TITLE = "Exosomes and chemoresistance in glioma: cargo, donors and the way back to sensitivity"
BIB = f"""@article{{guo2025, title = {{{TITLE}}}, author = {{Guo, Yue and Li, Xi}}, year = 2025, journal = {{J Ex}}}}
@article{{skog2008, title = {{Retracted: Vesicles}}, year = 2008, doi = {{10.1234/skog}}}}
@article{{broken, title = {{No end
"""


def drop(person: Person, path: Path) -> ImportDialog:
    """Let a file fall on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(person.window, QDragEnterEvent(QPoint(300, 300), copy, data, left, plain))
    QApplication.sendEvent(person.window, QDropEvent(QPointF(300, 300), copy, data, left, plain))
    person.wait(lambda: isinstance(person.window.commands.dialog, ImportDialog))
    dialog = person.window.commands.dialog
    assert isinstance(dialog, ImportDialog)
    return dialog


def test_references_are_dropped_and_papers_get_their_pdf(person: Person, tmp_path: Path, sample_pdf: Path) -> None:
    person.new_project(tmp_path / "study.exo")
    (tmp_path / "library.bib").write_text(BIB)
    dialog = drop(person, tmp_path / "library.bib")
    assert dialog.head.text() == "2 references (BibTeX)."
    assert "New papers, without a PDF yet: 2.\nEntry 3 (broken) was left out" in dialog.sentence.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    person.wait(lambda: len(person.window.contents.documents) == 2)
    person.idle()
    model = person.window.project.documents
    shown = {str(model.index(row, 0).data()): model.index(row, 0).data(WARNINGS_ROLE) for row in range(2)}
    assert shown == {TITLE: ("no PDF yet",), "Retracted: Vesicles": ("retracted", "no PDF yet")}
    # They go out again without a record.
    commands = person.window.commands.part(ImportingCommands)
    commands.write_library(exporter("ris"), tmp_path / "back")
    person.wait(lambda: "2 papers written to “back.ris”." in person.window.toast.sentence.text())
    assert (tmp_path / "back.ris").read_bytes().count(b"TY  - JOUR") == 2
    # What waits for its PDF says so, and takes the one a person names.
    waiting = next(d for d in person.window.contents.documents.values() if d.title == TITLE)
    person.window.tabs.open(waiting.id)
    person.wait(lambda: person.window.tabs.missing(waiting.id) is not None)
    page = person.window.tabs.missing(waiting.id)
    assert page is not None
    assert page.sentence.text() == f"There is no PDF of “{TITLE}” yet."
    assert "Guo, Yue; Li, Xi" in page.hint.text()
    pdf = Path(shutil.copy(sample_pdf, tmp_path / "review.pdf"))
    person.window.commands.files.take(waiting.id, pdf)
    person.wait(lambda: person.window.tabs.tab_of(waiting.id) is not None)
    person.idle()
    assert person.window.contents.documents[waiting.id].has_pdf
    assert model.index(model.row_of(waiting.id), 0).data(WARNINGS_ROLE) == ()
    # One undo for the PDF, which is found in its folder then; one more, and one for all references.
    person.window.commands.undo()
    person.wait(lambda: not person.window.contents.documents[waiting.id].has_pdf)
    person.idle()
    person.window.commands.part(GatheringCommands).look_in(tmp_path)
    person.wait(lambda: person.window.contents.documents[waiting.id].has_pdf)
    person.idle()
    for many in (2, 0):
        person.window.commands.undo()
        person.wait(lambda many=many: len(person.window.contents.documents) == many)  # type: ignore[misc]
        person.idle()


def test_a_file_without_references_has_its_sentence(person: Person, tmp_path: Path) -> None:
    person.new_project(tmp_path / "study.exo")
    (tmp_path / "empty.ris").write_text("Dear colleague")
    person.window.commands.part(ImportingCommands).look_at(tmp_path / "empty.ris")
    person.wait(lambda: "holds no references" in person.window.toast.sentence.text())
    assert not person.window.contents.documents


def test_a_table_of_evidence_is_dropped(person: Person, tmp_path: Path) -> None:
    table = tmp_path / "evidence.csv"
    with Session.open(resources.path("sample", "sample.exo"), read_only=True) as session:
        exports.export(session, "csv", table, columns="long")
    person.new_project(tmp_path / "study.exo")
    dialog = drop(person, table)
    assert dialog.head.text() == "8 records (CSV)."
    assert dialog.sentence.text().startswith("New: 8.\nNew papers, without a PDF: 1.\n")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    person.wait(lambda: len(person.window.contents.rows) == 8)
    person.idle()
    again = drop(person, table)
    assert "The same here already: 8." in again.sentence.text() and again.take.text() == "Close"
    QTest.keyClick(again, Qt.Key.Key_Return)
    person.window.commands.undo()
    person.wait(lambda: not person.window.contents.rows)
    person.idle()
