"""Settings hold at once; keys are changed by pressing them, conflicts are named; what is broken costs only itself."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QToolButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.ui.commands import bindings
from exoannotate.ui.commands.actions import ACTIONS, action
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.commands.settings import SettingsCommands
from exoannotate.ui.dialogs.about import KeysDialog
from exoannotate.ui.help.dialog import PaneHelp
from exoannotate.ui.help.topics import TOPICS, topic_of
from exoannotate.ui.page.bar import SelectionBar
from exoannotate.ui.settings.dialog import SettingsDialog
from exoannotate.ui.settings.keys_model import KeysModel, KeysProxy
from exoannotate.ui.settings.keys_page import KeysPage
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import settings
from tests.conftest import ROOT
from tests.ui.conftest import Opener
from tests.ui.test_window import select_a_sentence

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)

Ctrl, Shift, Alt = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> KeysPage:
    page = KeysPage(Bindings())
    qtbot.addWidget(page)
    page.show()
    return page


def press(page: KeysPage, id: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    """Choose an act, press Enter and then the keys; what the page says to it."""
    page.choose(id)
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    QTest.keyClick(page.field, key, held)
    return page.message.text()


def test_every_key_is_listed_and_found(qtmodeltester: ModelTester, page: KeysPage) -> None:
    qtmodeltester.check(KeysModel(Bindings(), page))
    qtmodeltester.check(KeysProxy(page.model, page))
    assert page.proxy.rowCount() == len(ACTIONS)
    QTest.keyClicks(page.search, "clone ctrl+d")
    assert page.proxy.rowCount() == 1 and page.chosen == action("clone_record")
    page.search.setText("no such act")
    assert page.proxy.rowCount() == 0 and page.chosen is None
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    QTest.keyClick(page.field, Qt.Key.Key_U, Ctrl)
    assert not page.bindings.own


def test_keys_are_changed_by_pressing_them(page: KeysPage) -> None:
    assert press(page, "clone_record", Qt.Key.Key_U, Ctrl | Shift) == "“Clone record” is Ctrl+Shift+U now."
    assert page.bindings.keys(action("clone_record")) == ("Ctrl+Shift+U",)
    said = press(page, "legend", Qt.Key.Key_D, Ctrl)  # free by now
    assert said == "“Colours and meanings” is Ctrl+D now."
    assert press(page, "legend", Qt.Key.Key_Question, Ctrl | Shift) == "Ctrl+? is “Keys”: take it from there?"
    assert page.take.hasFocus() and page.bindings.keys(action("legend")) == ("Ctrl+D",)
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    assert page.bindings.keys(action("legend")) == ("Ctrl+?",) and page.bindings.keys(action("shortcuts")) == ()
    assert press(page, "legend", Qt.Key.Key_G, Ctrl) == "Ctrl+G is “Go to page”: take it from there?"
    QTest.mouseClick(page.leave, Qt.MouseButton.LeftButton)
    assert page.bindings.keys(action("legend")) == ("Ctrl+?",)
    page.choose("shortcuts")
    QTest.mouseClick(page.reset, Qt.MouseButton.LeftButton)
    assert page.bindings.keys(action("shortcuts")) == ("Ctrl+?",) and page.bindings.keys(action("legend")) == ()
    QTest.mouseClick(page.reset_all, Qt.MouseButton.LeftButton)
    assert not page.bindings.own
    page.choose("redo")
    QTest.mouseClick(page.none, Qt.MouseButton.LeftButton)
    assert page.bindings.text(action("redo")) == ""


def test_letters_of_the_page_are_changed_too(page: KeysPage) -> None:
    assert press(page, "highlight", Qt.Key.Key_G) == "“Highlight” is G now."
    assert page.bindings.letter(action("highlight")) == "G"
    assert press(page, "link", Qt.Key.Key_G) == "G is “Highlight”: take it from there?"
    assert "Press another letter" in press(page, "link", Qt.Key.Key_S)


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        (Qt.Key.Key_C, Ctrl, "Ctrl+C copies everywhere"),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.NoModifier, "alone is needed for writing"),
        (Qt.Key.Key_Q, Shift, "alone is needed for writing"),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, "alone is needed for writing"),
        (Qt.Key.Key_Return, Ctrl, "Ctrl+Return is “Save record”: take it from there?"),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier, ""),
        (Qt.Key.Key_Control, Ctrl, ""),
    ],
)
def test_keys_that_cannot_be_had(page: KeysPage, key: Qt.Key, held: Qt.KeyboardModifier, said: str) -> None:
    told = press(page, "clone_record", key, held)
    assert said in told and bool(said) == bool(told)
    assert not page.bindings.own


def test_keys_of_ones_own_act_and_are_shown_everywhere(
    qtbot: QtBot, window: MainWindow, open_window: Opener
) -> None:  # fmt: skip
    window.commands.part(SettingsCommands).change_keys()
    dialog = window.commands.dialog
    assert isinstance(dialog, SettingsDialog) and dialog.keys_page.isVisible()
    press(dialog.keys_page, "toggle_project", Qt.Key.Key_U, Ctrl | Shift)
    press(dialog.keys_page, "highlight", Qt.Key.Key_G)
    dialog.reject()
    assert window.actions_by_id["toggle_project"].shortcut() == QKeySequence("Ctrl+Shift+U")
    assert "Ctrl+Shift+U" in window.actions_by_id["toggle_project"].toolTip()
    assert "(G)" in window.actions_by_id["highlight"].toolTip()
    assert window.actions_by_id["highlight"].iconText().endswith("G")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_U, Ctrl | Shift)
    assert not window.project_dock.isVisible()
    qtbot.waitUntil(lambda: "toggle_project" in settings.get("keys"))
    window.commands.view.shortcuts()
    sheet = window.commands.dialog
    assert isinstance(sheet, KeysDialog)
    assert "Ctrl+Shift+U" in {label.text() for label in sheet.findChildren(QLabel)}
    sheet.reject()
    again = open_window(None)
    assert again.actions_by_id["toggle_project"].shortcut() == QKeySequence("Ctrl+Shift+U")


def test_letters_and_the_forms_keys_of_ones_own_act(qtbot: QtBot, window: MainWindow) -> None:
    own = Bindings().bind("highlight", (), "G").bind("new_record", (), "H").bind("save_record", ("Ctrl+U",), "")
    window.commands.part(SettingsCommands).bind(own)
    select_a_sentence(window)
    canvas = window.tabs.tab.view.canvas  # type: ignore[union-attr]
    QTest.keyClick(canvas, Qt.Key.Key_E)  # is nothing now
    QTest.keyClick(canvas, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: len(window.contents.passages) == 3)
    assert not window.form.drafting
    select_a_sentence(window)
    bar = window.tabs.tab.view.findChild(SelectionBar)  # type: ignore[union-attr]
    assert {"Highlight  G", "New record  H"} <= {b.text().strip() for b in bar.findChildren(QToolButton)}
    QTest.keyClick(canvas, Qt.Key.Key_H)
    qtbot.waitUntil(lambda: window.form.drafting)
    field = window.form.editors["cargo"].input
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "miR-21")
    QTest.keyClick(field, Qt.Key.Key_Return, Ctrl)  # is nothing now
    assert window.form.drafting
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(field, Qt.Key.Key_U, Ctrl)
    qtbot.waitUntil(lambda: len(window.contents.rows) == 3)
    window.commands.part(SettingsCommands).bind(Bindings())
    select_a_sentence(window)
    QTest.keyClick(canvas, Qt.Key.Key_E)
    qtbot.waitUntil(lambda: window.form.drafting or bool(window.form.record))


@pytest.mark.parametrize(
    "kept",
    ["{", "[]", '{"clone_record": 3}', '{"gone": {"keys": ["Ctrl+D"], "letter": ""}}', "[" * 10_000,
     '{"clone_record": {"keys": [7], "letter": ""}}'],
)  # fmt: skip
def test_broken_keys_cost_only_themselves(kept: str) -> None:
    settings.put("keys", kept)
    assert not bindings.load().own
    own = Bindings().bind("clone_record", ("Ctrl+U",), "")
    settings.put("keys", bindings.kept(own))
    assert bindings.load() == own
    assert bindings.kept(own.reset("clone_record")) == ""


def test_settings_hold_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.part(SettingsCommands).settings()
    dialog = window.commands.dialog
    assert isinstance(dialog, SettingsDialog)
    shown = {s.name for s in settings.SETTINGS if s.kind != "hidden"}
    assert set(dialog.fields) == shown
    for field in dialog.fields.values():
        assert field.accessibleName() and field.toolTip()
    theme, name = dialog.fields["theme"], dialog.fields["curator"]
    assert isinstance(theme, QComboBox) and isinstance(name, QLineEdit)
    QTest.keyClick(theme, Qt.Key.Key_End)
    assert window.look.dark
    QTest.keyClicks(name, "  Ada   Lovelace ")
    dialog.reject()  # half typed, it counts
    qtbot.waitUntil(lambda: settings.get("curator") == "Ada Lovelace" and settings.get("theme") == "dark")
    window.commands.part(SettingsCommands).put("page_tone", "sepia")
    assert window.look.page_tone == "sepia"
    window.commands.part(SettingsCommands).put("theme", "light")
    window.commands.part(SettingsCommands).put("page_tone", "normal")
    qtbot.waitUntil(lambda: settings.get("page_tone") == "normal")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe", b'{"theme": 3, "page_tone": "pink"}'])
def test_a_broken_settings_file_costs_only_the_settings(content: bytes, open_window: Opener) -> None:
    folder = settings.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_bytes(content)
    assert [settings.get(s.name) for s in settings.SETTINGS] == [s.default for s in settings.SETTINGS]
    broken = b"theme" not in content
    assert settings.broken() is broken
    if content == b"{":
        window = open_window(None)
        assert "settings could not be read" in window.toast.sentence.text()
    settings.put("theme", "dark")
    assert settings.get("theme") == "dark" and not settings.broken()
    assert (folder / "settings.broken.json").exists() is broken


def test_what_a_newer_program_keeps_stays() -> None:
    folder = settings.config_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings.json").write_text('{"of_tomorrow": [1], "theme": "dark"}', encoding="utf-8")
    settings.put("theme", "light")
    assert json.loads((folder / "settings.json").read_text())["of_tomorrow"] == [1]


def test_help_opens_for_the_pane_in_focus(qtbot: QtBot, window: MainWindow) -> None:
    tab = window.tabs.tab
    assert tab is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    panes = {
        "page": tab.view.canvas,
        "project": window.project.document_view,
        "record": window.form.editors["cargo"].input,
        "table": window.evidence.filter,
    }
    for id, widget in panes.items():
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_F1)
        dialog = window.commands.dialog
        assert isinstance(dialog, PaneHelp) and dialog.topic.id == id
        dialog.reject()
    assert topic_of(None).id == "start"


def test_topics_name_what_there_is() -> None:
    ui = ROOT / "src" / "exoannotate" / "ui"
    source = "".join(path.read_text(encoding="utf-8") for path in ui.rglob("*.py") if path.parent.name != "help")
    known = {entry.id for entry in ACTIONS}
    for topic in TOPICS:
        assert set(topic.acts) <= known, topic.id
        for pane in topic.panes:
            assert f"class {pane}(" in source or f'"{pane}"' in source, (topic.id, pane)


def test_every_topic_can_be_read(qtbot: QtBot, window: MainWindow) -> None:
    window.commands.view.help()
    dialog = window.commands.dialog
    assert isinstance(dialog, PaneHelp)
    QTest.keyClick(dialog.list, Qt.Key.Key_Home)
    for topic in TOPICS:
        words = {label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog)}
        assert set(topic.lines) <= words and topic == dialog.topic
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    dialog.reject()
