"""The window for own SQL: run, told what is wrong, stopped, history, saved statements, copied and exported."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.store.sql import Answer, Shape
from exoannotate.ui.commands.sql import SqlCommands
from exoannotate.ui.help.dialog import PaneHelp
from exoannotate.ui.look import Look
from exoannotate.ui.sql import kept
from exoannotate.ui.sql.model import AnswerModel
from exoannotate.ui.sql.shapes import ShapesModel
from exoannotate.ui.sql.window import SqlWindow
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import settings

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Ctrl = Qt.KeyboardModifier.ControlModifier
ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c"


@pytest.fixture
def asked(qtbot: QtBot, window: MainWindow) -> SqlWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Y, Ctrl | Qt.KeyboardModifier.ShiftModifier)
    made = window.commands.part(SqlCommands).sql_window
    assert made is not None and made.isVisible()
    qtbot.waitUntil(lambda: made.shapes.rowCount() > 0 and made.jobs.idle)
    return made


def run(qtbot: QtBot, asked: SqlWindow, statement: str) -> str:
    """Type a statement, press Ctrl+Enter; what is said then."""
    asked.editor.setFocus()
    if statement.isascii():
        QTest.keyClick(asked.editor, Qt.Key.Key_A, Ctrl)
        QTest.keyClicks(asked.editor, statement)
    else:
        asked.editor.put(statement)  # there are no keys for these letters
    QTest.keyClick(asked.editor, Qt.Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: not asked.busy and asked.jobs.idle, timeout=15_000)
    return asked.parts.message.text()


def test_models(qtmodeltester: ModelTester, look: Look) -> None:
    model = AnswerModel(look)
    qtmodeltester.check(model)
    long = "x" * 10_000 + "\n\0\u202e"
    model.show(Answer(("a", "b\n" * 50), ((1, long), (None, "<b>bold</b>"), (2.5, "مرحبا"))))
    qtmodeltester.check(model)
    shown = [str(model.index(row, 1).data()) for row in range(3)]
    assert len(shown[0]) <= 301 and shown[1] == "<b>bold</b>"
    assert model.index(1, 0).data() == "NULL"
    assert model.text(range(3), range(2)).count("\n") == 3
    assert model.text((0, 2), (0,)) == "1\n2.5"
    shapes = ShapesModel(lambda name: f"About {name}")
    shapes.show((Shape("evidence", "view", ("cargo", "order")), Shape('we"ird', "table", ())))
    qtmodeltester.check(shapes)
    first = shapes.index(0, 0)
    assert [shapes.word(shapes.index(k, 0, first)) for k in range(2)] == ["cargo", '"order"']
    assert shapes.word(shapes.index(1, 0)) == '"we""ird"'


def test_a_statement_is_run_and_taken_home(qtbot: QtBot, asked: SqlWindow, tmp_path: Path) -> None:
    said = run(qtbot, asked, "SELECT cargo, count(*) AS n FROM evidence GROUP BY cargo ORDER BY cargo")
    assert said.startswith("2 rows, in ")
    assert [asked.model.index(row, 0).data() for row in range(2)] == ["miR-21", "miR-9"]
    QTest.mouseClick(asked.parts.copy, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "rows copied" in asked.parts.message.text())
    assert QGuiApplication.clipboard().text() == "cargo\tn\nmiR-21\t1\nmiR-9\t1"
    asked.view.setFocus()
    asked.view.setCurrentIndex(asked.model.index(1, 0))
    QTest.keyClick(asked.view, Qt.Key.Key_C, Ctrl)
    assert QGuiApplication.clipboard().text() == "miR-9"
    for kind in ("csv", "xlsx", "json"):
        asked.export(kind, str(tmp_path / f"out.{kind}"))
    qtbot.waitUntil(lambda: asked.jobs.idle)
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines() == ["cargo,n", "miR-21,1", "miR-9,1"]
    asked.export("csv", str(tmp_path / "glioma.exo"))
    qtbot.waitUntil(lambda: asked.jobs.idle)
    assert "would replace it" in asked.parts.message.text()
    actions = [action.text() for action in asked.parts.export.menu().actions()]
    assert actions[:3] == ["CSV…", "Excel workbook…", "JSON…"]


def test_a_wrong_statement_is_told_and_marked(qtbot: QtBot, asked: SqlWindow) -> None:
    said = run(qtbot, asked, "SELECT 'α𝔸', therapyy FROM evidence")
    assert said.startswith("There is no column “therapyy”; did you mean “therapy”?")
    assert asked.editor.textCursor().selectedText() == "therapyy" and asked.editor.hasFocus()
    QTest.keyClicks(asked.editor, "therapy")
    QTest.keyClick(asked.editor, Qt.Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: not asked.busy)
    assert asked.model.rowCount() == 2
    assert "Only reading is allowed" in run(qtbot, asked, "DELETE FROM records")


def test_an_endless_statement_is_stopped(qtbot: QtBot, asked: SqlWindow, window: MainWindow) -> None:
    asked.editor.put(ENDLESS)
    QTest.keyClick(asked.editor, Qt.Key.Key_Return, Ctrl)
    assert asked.busy and asked.parts.cancel.isEnabled()
    QTest.mouseClick(asked.parts.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not asked.busy)
    assert asked.parts.message.text().startswith("The statement was stopped.")
    asked.run()
    QTest.keyClick(asked, Qt.Key.Key_Escape)  # stops; a second one closes
    qtbot.waitUntil(lambda: not asked.busy)
    assert asked.isVisible()
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    assert not asked.isVisible()
    window.commands.part(SqlCommands).own_sql()
    asked.activateWindow()
    qtbot.waitUntil(asked.isActiveWindow)
    QTest.keyClick(asked, Qt.Key.Key_F1)
    dialog = window.commands.dialog
    assert isinstance(dialog, PaneHelp) and dialog.topic.id == "sql"
    dialog.reject()
    asked.run()  # under way while the program ends


def test_history_examples_and_words(qtbot: QtBot, asked: SqlWindow) -> None:
    for statement in ("SELECT 1", "SELECT 2", "SELECT 3"):
        run(qtbot, asked, statement)
    QTest.keyClick(asked.editor, Qt.Key.Key_Up, Ctrl)
    assert asked.editor.toPlainText() == "SELECT 2"
    QTest.keyClick(asked.editor, Qt.Key.Key_Up, Ctrl)
    assert asked.editor.toPlainText() == "SELECT 1"
    QTest.keyClick(asked.editor, Qt.Key.Key_Up, Ctrl)
    assert "No statement was run before" in asked.parts.message.text()
    QTest.keyClick(asked.editor, Qt.Key.Key_Down, Ctrl)
    assert asked.editor.toPlainText() == "SELECT 2"
    assert kept.history()[0] == "SELECT 3"
    button = next(b for b in asked.findChildren(QPushButton) if b.text() == "Everything in the table")
    button.click()
    qtbot.waitUntil(lambda: not asked.busy and asked.jobs.idle)
    assert asked.model.rowCount() == 2
    asked.editor.clear()
    QTest.keyClick(asked.parts.tree, Qt.Key.Key_Return)
    assert asked.editor.toPlainText() == "SELECT *\nFROM evidence"


def test_statements_are_saved_by_name(qtbot: QtBot, asked: SqlWindow) -> None:
    assert not asked.parts.saved.isEnabled()
    asked.editor.put("SELECT 7")
    QTest.mouseClick(asked.parts.save, Qt.MouseButton.LeftButton)
    dialog = asked.findChild(QInputDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit)
    QTest.keyClicks(line, "  seven &  more ")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept.saved() == {"seven & more": "SELECT 7"} and asked.jobs.idle)
    QApplication.processEvents()
    asked.editor.clear()
    asked.parts.saved.menu().actions()[0].trigger()
    assert asked.editor.toPlainText() == "SELECT 7"
    asked.parts.forget_wanted.emit("seven & more")
    qtbot.waitUntil(lambda: not kept.saved() and asked.jobs.idle)


@pytest.mark.parametrize("broken", ["{", "[1, 2]", '{"a": 3}', "null"])
def test_broken_statements_cost_only_themselves(broken: str) -> None:
    settings.put("sql_history", broken)
    settings.put("sql_statements", broken)
    assert kept.history() == [] and kept.saved() == {}
    assert kept.remember("SELECT 1") == ["SELECT 1"]
