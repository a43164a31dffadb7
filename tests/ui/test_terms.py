"""Own terms in the window: added, imported, exported, deleted, and where the vocabularies come from."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.domain.records import Term
from exoannotate.ui.commands.terms import TermsCommands
from exoannotate.ui.dialogs.new_term import NewTermDialog
from exoannotate.ui.dialogs.terms import TermsDialog
from exoannotate.ui.dialogs.terms_model import TermsModel, holding
from exoannotate.ui.dialogs.vocabularies import VocabulariesDialog
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import own_terms, terms
from tests.ui.conftest import Opener, settle


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs(threads=1)
    yield made
    made.close()


HARD = (
    Term("1", "drug", "TMZ <b>bold</b>", "X:1", "mine", "TMZ-1|TMZ-2", "careful & slow"),
    Term("2", "cell line", "x" * 250, "", "", "|".join(f"name {n}" for n in range(300)), "y" * 10_000),
    Term("3", "choice: mirna", "hsa-miR-21-3p", "MIMAT0004494", "miRBase", "miR-21"),
    Term("4", "own", "שלום עולם", "", "", "", ""),
)


def test_the_model_stands_hard_rows(qtmodeltester: ModelTester) -> None:
    model = TermsModel()
    qtmodeltester.check(model)
    model.show(HARD)
    assert model.index(2, 0).data() == "miR-21"
    assert model.index(2, 1).data() == "means hsa-miR-21-3p"
    assert "&lt;b&gt;" in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert len(model.index(1, 5).data()) <= 300
    assert [term.id for term in holding(HARD, "tmz 2")] == ["1"]
    assert holding(HARD, "nothing") == ()
    assert holding(HARD, "") == HARD


def test_many_terms_are_looked_through_beside_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    dialog = TermsDialog(jobs)
    qtbot.addWidget(dialog)
    dialog.show_terms([Term(str(n), "own", f"term {n}") for n in range(50_000)])
    QTest.keyClicks(dialog.search, "term 49999")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=10_000)
    dialog.search.clear()
    assert dialog.model.rowCount() == 50_000


def opened(qtbot: QtBot, window: MainWindow) -> TermsDialog:
    window.actions_by_id["terms"].trigger()
    settle(qtbot, window)
    dialog = window.commands.dialog
    assert isinstance(dialog, TermsDialog)
    return dialog


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_day_with_own_terms(qtbot: QtBot, open_window: Opener, project: Path, tmp_path: Path) -> None:
    window = open_window(project)
    dialog = opened(qtbot, window)
    assert dialog.empty.isVisible()
    assert not dialog.delete.isEnabled()

    click(dialog.add)
    form = next(child for child in dialog.findChildren(NewTermDialog))
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    assert "needs a name" in form.message.text()
    QTest.keyClicks(form.name, "TMZ-R cells")
    QTest.keyClicks(form.others, "TMZ-R; resistant U87")
    QTest.keyClick(form.name, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [dialog.model.cells(row)[:3] for row in range(dialog.model.rowCount())] == [
        ("TMZ-R cells", "TMZ-R, resistant U87", "cell line")
    ]
    assert "offered first" in dialog.message.text()

    table = tmp_path / "lines.csv"
    table.write_text("name,identifier,source,synonyms\nclinic line,L1,lab,CL-1\nbad,Q1,,\n", encoding="utf-8")
    dialog.import_wanted.emit(str(table))
    qtbot.waitUntil(lambda: "refused" in dialog.message.text(), timeout=5_000)
    assert "Line 3" in dialog.message.text()
    settle(qtbot, window)
    assert dialog.model.rowCount() == 2
    assert dialog.add.isEnabled()

    out = tmp_path / "out.csv"
    dialog.export_wanted.emit(str(out))
    settle(qtbot, window)
    assert "clinic line" in out.read_text(encoding="utf-8-sig")

    QTest.keyClicks(dialog.search, "clinic")
    assert dialog.model.rowCount() == 1
    dialog.view.setFocus()
    dialog.view.selectRow(0)
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    settle(qtbot, window)
    dialog.search.clear()
    assert dialog.model.rowCount() == 1
    dialog.reject()
    window.actions_by_id["undo"].trigger()
    settle(qtbot, window)
    dialog = opened(qtbot, window)
    assert dialog.model.rowCount() == 2
    dialog.import_wanted.emit(str(tmp_path / "not there.csv"))
    qtbot.waitUntil(lambda: "There is no file" in dialog.message.text(), timeout=5_000)
    dialog.reject()


def test_files_are_asked_for_without_holding_the_window(qtbot: QtBot, jobs: Jobs) -> None:
    dialog = TermsDialog(jobs)
    qtbot.addWidget(dialog)
    dialog.show_terms(HARD)
    dialog.show()
    click(dialog.take_in)
    click(dialog.hand_out)
    asked = dialog.findChildren(QFileDialog)
    assert len(asked) == 2
    for one in asked:
        one.reject()


def test_a_project_that_is_only_read_is_not_changed(qtbot: QtBot, jobs: Jobs) -> None:
    dialog = TermsDialog(jobs, read_only=True)
    qtbot.addWidget(dialog)
    dialog.show_terms(HARD)
    dialog.view.selectRow(0)
    assert not dialog.add.isEnabled() and not dialog.take_in.isEnabled() and not dialog.delete.isEnabled()
    assert dialog.hand_out.isEnabled()


def test_sources_are_told(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    window = open_window(None)
    window.actions_by_id["about"].trigger()
    qtbot.waitUntil(lambda: window.commands.dialog is not None)
    about = window.commands.dialog
    assert about is not None
    button = next(b for b in about.findChildren(QPushButton) if "Vocabularies" in b.text())
    click(button)
    qtbot.waitUntil(lambda: bool(_shown(VocabulariesDialog)), timeout=5_000)
    shown = _shown(VocabulariesDialog)[0]
    words = "\n".join(label.text() for label in shown.findChildren(QLabel))
    assert "Cellosaurus" in words and "CC BY 4.0" in words and "43,683" in words
    shown.reject()
    about.reject()
    assert isinstance(window.commands.part(TermsCommands), TermsCommands)


def _shown(of: type[VocabulariesDialog]) -> list[VocabulariesDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, of) and w.isVisible()]


def test_a_new_term_is_offered_in_the_form_at_once(qtbot: QtBot, open_window: Opener, project: Path) -> None:
    window = open_window(project)
    terms.warm()
    window.bridge.do(lambda session: own_terms.add(session, own_terms.checked("nanoTMZ", kind="drug")))
    settle(qtbot, window)
    names = window.form.completing.names
    assert names is not None
    assert names.complete("nano", "therapy")[0].name == "nanoTMZ"
    window.actions_by_id["undo"].trigger()
    settle(qtbot, window)
    names = window.form.completing.names
    assert names is not None
    assert "nanoTMZ" not in {match.name for match in names.complete("nano", "therapy")}


def test_the_window_starts_without_the_vocabularies() -> None:
    code = (
        "import sys, exoannotate.ui.window.main_window, exoannotate.ui.commands.groups\n"
        "print([name for name in sys.modules if name.startswith(('exoannotate.suggest.v', 'exoannotate.suggest.c'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
