"""Own fields in the window: made, filled in the list, changed, refused in a sentence, deleted and brought back."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from exoannotate.domain.own_fields import OwnField
from exoannotate.ui.dialogs.own_fields import OwnFieldsDialog, OwnFieldsModel, renamed
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import own_fields, records
from exoannotate.workspace.records import FieldInput
from tests.ui.conftest import settle


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> OwnFieldsDialog:
    window.actions_by_id["own_fields"].trigger()
    settle(qtbot, window)
    found = window.commands.dialog
    assert isinstance(found, OwnFieldsDialog)
    return found


def press(dialog: OwnFieldsDialog, window: MainWindow, qtbot: QtBot) -> None:
    QTest.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)


def test_the_model(qtmodeltester: Any) -> None:
    model = OwnFieldsModel()
    qtmodeltester.check(model)
    model.show_fields((OwnField("a", "own_dose", "Dose", "number"),), {"a": 1})
    qtmodeltester.check(model)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Dose: number, filled in 1 record"


def test_fields_are_made_changed_moved_and_deleted(window: MainWindow, dialog: OwnFieldsDialog, qtbot: QtBot) -> None:
    assert dialog.current is None and dialog.apply.text() == "Add field" and not dialog.choices.isVisible()
    QTest.keyClicks(dialog.label, "Dose")
    dialog.kind.setCurrentIndex(1)
    press(dialog, window, qtbot)
    assert dialog.current is not None and (dialog.current.label, dialog.current.kind) == ("Dose", "number")
    assert not dialog.kind.isEnabled()
    assert [c.head for c in window.contents.columns.all[-2:]] == ["Dose", "Dose: reason"]
    # A second one with a list.
    dialog.view.setFocus()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert dialog.current is None and dialog.label.text() == ""
    QTest.keyClicks(dialog.label, "Contact")
    dialog.kind.setCurrentIndex(3)
    QTest.keyClicks(dialog.choices, "direct")
    QTest.keyClick(dialog.choices, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.choices, "transwell")
    press(dialog, window, qtbot)
    contact = dialog.current
    assert contact is not None and contact.choices == ("direct", "transwell")
    record = next(iter(window.contents.rows))
    window.bridge.do(lambda s: records.edit(s, record, {contact.key: FieldInput((own_value("direct"),))}))
    settle(qtbot, window)
    # Another word in the same line is another name; one that is used cannot just go.
    dialog.choices.setPlainText("close\ntranswell")
    press(dialog, window, qtbot)
    columns = window.contents.columns
    assert columns.cell(window.contents.rows[record], contact.name) == "close"
    dialog.choices.setPlainText("transwell")
    press(dialog, window, qtbot)
    assert "1 record says “close”" in dialog.message.text() and dialog.message.isVisible()
    dialog.up.click()
    settle(qtbot, window)
    assert [own.label for own in window.contents.own_fields] == ["Contact", "Dose"]
    assert dialog.current is not None and dialog.current.id == contact.id
    dialog.delete.click()
    settle(qtbot, window)
    assert [own.label for own in window.contents.own_fields] == ["Dose"]
    assert "with what 1 record said in it" in window.toast.sentence.text()
    window.commands.undo()
    settle(qtbot, window)
    assert [own.label for own in window.contents.own_fields] == ["Contact", "Dose"]
    assert window.contents.columns.cell(window.contents.rows[record], contact.name) == "close"


def own_value(text: str) -> Any:
    from exoannotate.domain.records import Value

    return Value(text)


def test_what_is_refused_is_told_in_the_dialog(window: MainWindow, dialog: OwnFieldsDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.label, "Cargo")
    press(dialog, window, qtbot)
    assert "Every record has “Cargo” already" in dialog.message.text()
    QTest.keyClick(dialog.label, Qt.Key.Key_A)
    assert dialog.message.isHidden() and dialog.label.text() == "Cargoa"


def test_another_program_adds_a_field_meanwhile(window: MainWindow, dialog: OwnFieldsDialog, qtbot: QtBot) -> None:
    window.bridge.do(lambda session: own_fields.add(session, "From afar", "date"))
    settle(qtbot, window)
    assert [own.label for own in dialog.model.fields] == ["From afar"]


def test_which_values_got_another_name() -> None:
    assert renamed(("a", "b"), ("a", "c")) == {"b": "c"}
    assert renamed(("a", "b"), ("b", "a")) == {}
    assert renamed(("a", "b"), ("a",)) == {}
    assert renamed(("a", "b"), ("b", "c")) == {}
