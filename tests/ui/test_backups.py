"""Backups in the window: made by themselves, listed, brought back, and offered when a project is damaged."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from exoannotate.store.backups import Backup, Counts
from exoannotate.store.checks import check, digest
from exoannotate.ui.commands.backups import AFTER_OPENING, BackupCommands
from exoannotate.ui.dialogs.backups import BackupsDialog, BackupsModel
from exoannotate.ui.dialogs.merge import MergeDialog
from exoannotate.ui.window import notices
from exoannotate.ui.window.main_window import MainWindow
from exoannotate.workspace import backups, sample
from exoannotate.workspace.backups import Kept
from tests.ui.conftest import Opener, settle
from tests.unit.workspace.test_backups import add_record

AT = datetime(2026, 11, 30, 9, 5, tzinfo=UTC)
KEPT = (
    Kept(Backup(Path("2.exo"), 2, AT, "", 48_000), Counts(1, 2_000, 1_512)),
    Kept(Backup(Path("1.exo"), 1, AT.replace(day=29), "", 3_200_000), None),
)


def test_model(qtmodeltester: ModelTester) -> None:
    model = BackupsModel(KEPT, AT.astimezone().date())
    qtmodeltester.check(model)
    local = AT.astimezone()
    shown = [[str(model.index(row, column).data()) for column in range(5)] for row in range(2)]
    assert shown == [
        [f"today, {local:%H:%M}", "1,512", "2,000", "1", "48 kB"],
        [f"yesterday, {local:%H:%M}", "damaged", "", "", "3.2 MB"],
    ]
    assert BackupsModel(KEPT, date(2026, 12, 24)).index(0, 0).data().startswith("Mon 30 Nov 2026")


def test_a_damaged_backup_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = BackupsDialog(Path("glioma.exo"), KEPT)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.back.isEnabled() and not dialog.mend.isVisible()
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    assert not dialog.back.isEnabled()
    QTest.keyClick(dialog.view, Qt.Key.Key_Up)
    with qtbot.waitSignal(dialog.back_wanted) as told:
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert told.args == [KEPT[0].backup]


def test_a_project_is_backed_up_by_itself_and_comes_back(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "desk")
    window = open_window(path)
    group = window.commands.part(BackupCommands)
    qtbot.waitUntil(lambda: len(backups.listed(path)) == 1, timeout=AFTER_OPENING + 10_000)
    before = digest(path)
    add_record(path, "miR-77")
    qtbot.waitUntil(lambda: len(window.contents.rows) == 9, timeout=10_000)  # seen, as an act of another program
    window.actions_by_id["show_backups"].trigger()
    dialog = dialog_of(qtbot, window)
    # What was done since is backed up before anything is brought back.
    assert [kept.counts.records for kept in dialog.model.kept if kept.counts] == [9, 8]
    QTest.keyClick(dialog.view, Qt.Key.Key_Down)
    QTest.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.contents.rows) == 8, timeout=10_000)
    settle(qtbot, window)
    assert digest(path) == before and window.bridge.path == path
    assert "8 records" in window.toast.sentence.text() and "kept as" in window.toast.hint.text()
    kept = next(p for p in path.parent.glob("*before going back*.exo"))
    assert check(kept).ok and digest(kept) != before
    # The project goes on: an edit is saved, in the file that was brought back.
    add_record(path, "miR-78")
    qtbot.waitUntil(lambda: len(window.contents.rows) == 9, timeout=10_000)
    assert group is window.commands.part(BackupCommands)


def dialog_of(qtbot: QtBot, window: MainWindow) -> BackupsDialog:
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, BackupsDialog), timeout=10_000)
    dialog = window.commands.dialog
    assert isinstance(dialog, BackupsDialog)
    return dialog


def wreck(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xee" * 4096)


def test_s12_a_damaged_project_is_offered_its_backups_and_mended(
    qtbot: QtBot, open_window: Opener, tmp_path: Path
) -> None:  # fmt: skip
    path = sample.copy(tmp_path / "desk")
    backups.make(path)
    whole = digest(path)
    wreck(path, "record_fields")
    damaged = path.read_bytes()
    window = open_window(None)
    window.commands.open(path)
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.button.text() == "Mend…", timeout=10_000)
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(qtbot, window)
    assert any("damaged" in label.text() for label in dialog.findChildren(QLabel))
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.mend)
    QTest.keyClick(dialog.mend, Qt.Key.Key_Return)  # Enter mends; the list would go back
    qtbot.waitUntil(lambda: len(window.contents.rows) == 8, timeout=10_000)
    settle(qtbot, window)
    assert digest(path) == whole
    assert next(path.parent.glob("*damaged*.exo")).read_bytes() == damaged
    # It is told, and the page that opens now does not cover it.
    qtbot.waitUntil(lambda: window.tabs.tab is not None)
    settle(qtbot, window)
    assert window.toast.isVisible() and "whole again" in window.toast.sentence.text()
    seen = window.childAt(window.toast.mapTo(window, window.toast.rect().center()))
    assert seen is window.toast or window.toast.isAncestorOf(seen)


def test_damage_nobody_has_read_yet_is_found_after_opening(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "desk")
    backups.make(path)
    wreck(path, "tombstones")
    window = open_window(path)
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.button.text() == "Mend…",
                    timeout=AFTER_OPENING + 10_000)  # fmt: skip
    assert len(backups.listed(path)) == 1
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog_of(qtbot, window).mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: check(path).ok, timeout=10_000)
    settle(qtbot, window)
    assert len(window.contents.rows) == 8


def test_a_conflicted_copy_is_offered_to_be_merged(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "Dropbox")
    other = path.with_name("sample (Ann's conflicted copy 2026-11-30).exo")
    shutil.copy(path, other)
    add_record(other, "miR-77")
    window = open_window(path)
    qtbot.waitUntil(lambda: window.toast.isVisible() and window.toast.button.text() == "Merge…")
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(window.commands.dialog, MergeDialog))
    dialog = window.commands.dialog
    assert isinstance(dialog, MergeDialog)
    QTest.mouseClick(dialog.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.contents.rows) == 9)
    settle(qtbot, window)
    # That it lies in a synced folder was not told beside it, and is once the other version is out of the way.
    other.unlink()
    window.commands.open(path)
    qtbot.waitUntil(lambda: "folder of Dropbox" in window.toast.sentence.text())


def test_s20_a_synced_folder_is_told_of_once(qtbot: QtBot, open_window: Opener, tmp_path: Path) -> None:
    path = sample.copy(tmp_path / "Dropbox")
    window = open_window(path)
    qtbot.waitUntil(lambda: "Dropbox" in window.toast.sentence.text())
    assert "one computer at a time" in window.toast.hint.text()


def test_a_damaged_project_without_a_backup_is_mended_from_its_history(
    qtbot: QtBot, open_window: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "TOAST_TIME", 20)
    path = sample.copy(tmp_path / "desk")
    whole = digest(path)
    wreck(path, "record_fields")
    window = open_window(None)
    window.setStyleSheet(window.look.style_sheet())  # its frame takes room, too
    window.commands.open(path)
    toast = window.toast
    qtbot.waitUntil(lambda: toast.isVisible() and toast.button.text() == "Mend…")
    qtbot.wait(200)
    assert toast.isVisible()  # it does not go away before somebody has read it
    for label in (toast.sentence, toast.hint):
        assert label.heightForWidth(label.width()) <= label.height() and label.geometry().bottom() < toast.height()
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog_of(qtbot, window).mend, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(window.contents.rows) == 8)
    settle(qtbot, window)
    assert digest(path) == whole
