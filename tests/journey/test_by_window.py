"""A researcher's day through the window: open, select, record, link, export, undo; the workbook is read back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.domain.fields import field, values
from exoannotate.export.table import choose
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.ui.dialogs.export import ExportDialog
from exoannotate.workspace import documents, passages, records, tables
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.journey.claim import FIELDS, Claim, claims, paper
from tests.journey.window import Ctrl, Left, Person, Shift

OWN = ("record_id", "curator", "passages", "created", "changed", "document")


@pytest.mark.parametrize("which", ["published", "made"])
def test_from_a_pdf_to_an_evidence_table(
    which: str, shared_or_none: Path | None, made_review: Any, tmp_path: Path, person: Person, picture: Path
) -> None:
    path = paper(which, shared_or_none, made_review.path, tmp_path)
    with PdfClient() as pdf:
        first, second = claims(pdf, path)
        expected = by_functions(pdf, tmp_path / "by functions.exo", path, first, second)
    project, out = tmp_path / "study.exo", tmp_path / "evidence.xlsx"
    window = person.window
    person.new_project(project)
    person.add(path)

    person.turn_to(first.page)
    person.triple_click(first.page, first.start + 5)
    assert person.page.quote() == first.quote
    assert not first.other_column or first.other_column not in person.page.quote()
    person.press(person.page.canvas, Qt.Key.Key_E)
    person.wait(lambda: window.form.drafting)
    person.idle()
    for name, text in FIELDS.items():
        person.fill(name, text)
    person.press(QApplication.focusWidget(), Qt.Key.Key_Return, Ctrl)
    person.wait(lambda: len(window.contents.rows) == 1)
    person.idle()

    person.turn_to(second.page)
    person.triple_click(second.page, second.start + 5)
    person.press(person.page.canvas, Qt.Key.Key_L)
    person.wait(window.picker.isVisible)
    person.press(window.picker.field, Qt.Key.Key_Return)
    (record,) = window.contents.rows
    person.wait(lambda: len(window.contents.links[record]) == 2)
    person.idle()
    window.grab().save(str(picture / "journey.png"))

    export(person, out)
    sheet = openpyxl.load_workbook(out)["evidence"]
    heads, cells = [[str(c.value or "") for c in row] for row in sheet.iter_rows()]
    row = dict(zip(heads, cells, strict=True))
    assert row["Quote"] == f"{first.quote} | {second.quote}"
    assert row["Role"] == "promotes resistance"
    assert row["Cargo"] == FIELDS["cargo"]
    document = next(iter(window.contents.documents.values()))
    assert (document.doi or document.title) in row["Quoted in"]
    assert f"p. {window.contents.passages_of(document.id)[0].page_label}" in row["Quoted in"]

    with Session.open(project) as session:
        by_window = rows(session)
    assert by_window == expected

    digest = check(project).digest
    acts = 0
    while window.contents.undo_label:
        person.press(window.centre.currentWidget(), Qt.Key.Key_Z, Ctrl)
        person.idle()
        acts += 1
    assert acts >= 4
    assert not window.contents.documents
    while window.contents.redo_label:
        person.press(window.centre.currentWidget(), Qt.Key.Key_Z, Ctrl | Shift)
        person.idle()
    assert check(project).ok
    assert check(project).digest == digest


def export(person: Person, out: Path) -> None:
    """Ctrl+Shift+E, the name of the file, Enter."""
    person.press(person.page.canvas, Qt.Key.Key_E, Ctrl | Shift)
    person.wait(lambda: person.window.findChild(ExportDialog))
    dialog = person.window.findChild(ExportDialog)
    assert dialog is not None
    dialog.target.selectAll()
    QTest.keyClicks(dialog.target, str(out))
    QTest.mouseClick(dialog.export_button, Left)
    person.wait(out.exists)
    person.idle()


def by_functions(pdf: PdfClient, project: Path, path: Path, first: Claim, second: Claim) -> list[dict[str, str]]:
    """The same journey by the functions behind the commands."""
    with Session.create(project) as session:
        document = documents.add(session, pdf, path).document
        one = passages.highlight_quote(session, pdf, document, first.quote, page=first.page)
        two = passages.highlight_quote(session, pdf, document, second.quote, page=second.page)
        inputs = {name: FieldInput(values(field(name), (text,))) for name, text in FIELDS.items()}
        record = records.create(session, (one.passage,), inputs)
        records.link(session, record, two.passage)
        return rows(session)


def rows(session: Session) -> list[dict[str, str]]:
    """The evidence in its long form without ids and times."""
    columns = [c for c in choose((), "long").columns if c.name not in OWN]
    return [{c.name: row[c.name] for c in columns} for row in tables.evidence(session)]
