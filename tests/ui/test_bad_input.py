"""What people type, drop and lose: long, odd and empty things, files that are none, files that go away."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from exoannotate.ui.dialogs.note import NoteDialog
from exoannotate.ui.dialogs.password import PasswordDialog
from exoannotate.ui.window.main_window import MainWindow
from tests.ui.conftest import Opener, settle, type_into

pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)


def draft(window: MainWindow) -> str:
    """Begin a record on the first highlight and give it a cargo."""
    passage = next(iter(window.contents.passages))
    window.verbs.record_of_passage(passage)
    type_into(window, "cargo", "miR-7")
    return passage


def saved(qtbot: QtBot, window: MainWindow) -> str:
    """Save the draft; the new record."""
    before = set(window.contents.rows)
    window.form.try_save()
    qtbot.waitUntil(lambda: len(window.contents.rows) > len(before))
    settle(qtbot, window)
    window.grab()
    return next(record for record in window.contents.rows if record not in before)


def test_a_very_long_value_is_kept_and_shown_cut_short(qtbot: QtBot, window: MainWindow) -> None:
    draft(window)
    note = window.form.editors["note"].input
    assert isinstance(note, QPlainTextEdit)
    note.setPlainText("exosome " * 1_250)
    record = saved(qtbot, window)
    assert len(window.contents.rows[record]["note"]) >= 9_990
    assert window.width() == 1440


def test_odd_letters_and_other_directions(qtbot: QtBot, window: MainWindow) -> None:
    draft(window)
    line = window.form.editors["donor"].input
    line.setFocus()
    QApplication.clipboard().setText("خلية\u202e U87\x00\x07\n<b>MG</b>")
    QTest.keySequence(line, "Ctrl+V")
    record = saved(qtbot, window)
    donor = window.contents.rows[record]["donor"]
    assert "خلية" in donor and "<b>MG</b>" in donor and not set(donor) & {"\x00", "\x07", "\n", "\u202e"}


def test_three_hundred_tags(qtbot: QtBot, window: MainWindow) -> None:
    draft(window)
    tags = "; ".join(f"tag{k}" for k in range(300))
    window.form.editors["tags"].show_typed(tags, "", "")
    window.form.editors["tags"]._on_edited()
    record = saved(qtbot, window)
    assert window.contents.rows[record]["tags"].count("tag") == 300
    assert window.form.minimumSizeHint().width() < 400


def test_a_folder_and_what_is_no_pdf(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "papers.pdf"
    folder.mkdir()
    dialog = window.commands.adding.add([folder, tmp_path / "gone.pdf"])
    with qtbot.waitSignal(dialog.added, timeout=20_000):
        pass
    settle(qtbot, window)
    assert dialog.line.text() == "0 of 2 added."
    assert dialog.list.toPlainText().count("Not added: ") == 2
    dialog.reject()
    text = QMimeData()
    text.setUrls([QUrl("https://example.org/a.pdf"), QUrl.fromLocalFile(str(tmp_path / "a.txt"))])
    assert not window.commands.droppable(text)


def test_a_cancelled_password_asks_for_the_next_and_ends(qtbot: QtBot, window: MainWindow, shared: Path) -> None:
    names = ("enc_user_abc.pdf", "enc_user_umlaut.pdf", "syn_html_named.pdf")
    adding = window.commands.adding.add([shared / "pdfs" / name for name in names])
    with qtbot.waitSignal(adding.added, timeout=20_000):
        pass
    settle(qtbot, window)
    assert adding.isVisible() and window.commands.dialog is None, "the report is read first"
    adding.reject()
    for name in names[:2]:
        qtbot.waitUntil(lambda: isinstance(window.commands.dialog, PasswordDialog))
        dialog = window.commands.dialog
        assert isinstance(dialog, PasswordDialog) and name in dialog.findChildren(type(window.saved_label))[0].text()
        dialog.reject()
        qtbot.waitUntil(lambda gone=dialog: window.commands.dialog is not gone)  # type: ignore[misc]
    assert len(window.contents.documents) == 1


def test_a_pdf_that_goes_away_while_it_is_read(
    qtbot: QtBot, open_window: Opener, project: Path, tmp_path: Path, other_paper: Path
) -> None:
    window = open_window(project)
    mine = Path(shutil.copy(other_paper, tmp_path / "mine.pdf"))
    dialog = window.commands.adding.add([mine])
    with qtbot.waitSignal(dialog.added, timeout=20_000):
        pass
    settle(qtbot, window)
    tab = window.tabs.tab
    assert tab is not None
    mine.rename(tmp_path / "elsewhere.bin")
    tab.view.go_to(2)
    qtbot.waitUntil(lambda: tab.view.complete, timeout=20_000)
    window.grab()
    assert window.isVisible()


def test_a_note_on_a_highlight(qtbot: QtBot, window: MainWindow) -> None:
    passage = next(iter(window.contents.passages))
    window.commands.ask_note(passage)
    dialog = window.commands.dialog
    assert isinstance(dialog, NoteDialog)
    QTest.keyClicks(dialog.field, "look this up")
    QTest.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.contents.passages[passage].note == "look this up")
    index = window.project.highlights.index(window.project.highlights.row_of(passage), 0)
    assert "Note: look this up" in index.data(Qt.ItemDataRole.ToolTipRole)
    window.commands.undo()
    qtbot.waitUntil(lambda: window.contents.passages[passage].note == "")


def test_closing_does_not_wait_for_a_slow_pdf(qtbot: QtBot, open_window: Opener, project: Path, shared: Path) -> None:
    window = open_window(project)
    adding = window.commands.adding.add([shared / "pdfs" / "syn_slow_render.pdf"])
    with qtbot.waitSignal(adding.added, timeout=60_000):
        pass
    began = time.perf_counter()
    window.close()
    assert time.perf_counter() - began < 5 and not window.isVisible()
