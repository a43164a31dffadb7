"""Two people's work beside one another in the window: looked at, copied, taken home as a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.modeltest import ModelTester

from exoannotate.ui.commands.agreeing import AgreeingCommands
from exoannotate.ui.dialogs.sheets import SheetsDialog
from exoannotate.workspace import records, sample
from exoannotate.workspace.session import Session
from tests.journey.test_merging import typed
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)


@pytest.fixture
def project(person: Person, tmp_path: Path) -> Path:
    """The sample, in which Ben coded what the sample's curator had coded, once otherwise."""
    path = sample.copy(tmp_path / "sample")
    shutil.copy(path, path.with_name("before.exo"))
    with Session.open(path, "Ben") as session:
        for number, row in enumerate(session.project.evidence_rows()[:3]):
            spot = session.project.links(record=row.record)[0].passage
            said = {name: row[name] for name in ("cargo", "donor", "therapy") if row[name]}
            records.create(session, (spot,), typed(**said, effect="other phenotype" if number else row["effect"]))
    person.window.commands.open(path)
    person.wait(lambda: person.window.contents.rows)
    person.idle()
    return path


def shown(person: Person) -> SheetsDialog:
    person.wait(lambda: isinstance(person.window.commands.dialog, SheetsDialog))
    dialog = person.window.commands.dialog
    assert isinstance(dialog, SheetsDialog)
    dialog.activateWindow()
    return dialog


def test_agreement_is_looked_at_copied_and_exported(
    person: Person, project: Path, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    person.window.actions_by_id["agreement"].trigger()
    dialog = shown(person)
    qtmodeltester.check(dialog.views[0].model())
    effect = next(row for row in dialog.shown.rows if row[0] == "Effect")
    assert effect[1:3] == (3, 1) and effect[5] == "Cohen"
    QTest.keySequence(dialog.views[0], "Ctrl+C")
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Field\tClaims coded twice") and len(lines) == len(dialog.shown.rows) + 1
    dialog.choice.setFocus()
    QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    assert {row[0] for row in dialog.shown.rows} >= {"Effect"} and "Ben" in dialog.shown.heads
    person.click(dialog.export)
    person.wait(lambda: dialog.findChild(QFileDialog))
    file = dialog.findChild(QFileDialog)
    assert file is not None
    out = tmp_path / "apart.xlsx"
    file.selectFile(str(out))
    file.accept()
    person.wait(out.exists)
    person.wait(lambda: "written" in person.window.toast.sentence.text())
    assert len(list(openpyxl.load_workbook(out).active.values)) == len(dialog.shown.rows) + 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.wait(lambda: person.window.commands.dialog is None)


def test_a_copy_is_compared_from_the_menu(person: Person, project: Path) -> None:
    person.window.actions_by_id["compare_project"].trigger()
    person.wait(lambda: person.window.findChild(QFileDialog))
    file = person.window.findChild(QFileDialog)
    assert file is not None
    file.selectFile(str(project.with_name("before.exo")))
    file.accept()
    dialog = shown(person)
    assert {(row[0], row[1]) for row in dialog.shown.rows} == {("only in the first", "record")}
    assert len(dialog.shown.rows) == 3 and not dialog.choice.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    person.window.commands.part(AgreeingCommands).compare_with(str(project.parent / "review.pdf"))
    person.wait(lambda: "is not an exoannotate project" in person.window.toast.sentence.text())
