"""All PDFs of the collection through the window, good and bad, while a 4 ms timer of the window keeps ticking."""

from __future__ import annotations

import csv
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.ui import app
from exoannotate.ui.dialogs.password import PasswordDialog
from tests.journey.window import Person

PASSWORDS = {
    "enc_user_abc.pdf": "abc",
    "enc_user_nonascii.pdf": "æøå",
    "enc_user_umlaut.pdf": "pässwört",
    "syn_aes256_user.pdf": "exoé",
}
LONGEST = 1.0
"""Seconds the timer may be late at most on a machine that does much else; a window that waits for a PDF is late by
the time limit of a worker, which is more."""


class Pulse(QObject):
    """A 4 ms timer that remembers how late it was."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ticks = 0
        self.longest = 0.0
        self.during = ""
        self.doing = ""
        self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(4)

    @Slot()
    def _on_tick(self) -> None:
        now = time.monotonic()
        self.ticks += 1
        if now - self._last > self.longest:
            self.longest, self.during = now - self._last, self.doing
        self._last = now

    def stop(self) -> None:
        self._timer.stop()


@pytest.fixture
def hurried(qapp: QApplication, qtbot: QtBot) -> Iterator[Person]:
    """Somebody whose PDF workers are given up after three seconds instead of fifteen."""
    hook = sys.excepthook
    with PdfClient(time_limit=3.0) as client:
        window = app.start(qapp, client, None, [])
        window.resize(1440, 900)
        yield Person(window, qtbot)
        window.close()
        window.deleteLater()
        QApplication.processEvents()
    sys.excepthook = hook


def asking(person: Person) -> PasswordDialog | None:
    """The dialog that asks for a password at present."""
    return next((d for d in person.window.findChildren(PasswordDialog) if d.isVisible()), None)


@pytest.mark.timeout(600)
def test_every_file_is_shown_or_refused_and_the_window_lives(shared: Path, hurried: Person, tmp_path: Path) -> None:
    with (shared / "pdfs" / "INDEX.tsv").open(encoding="utf-8") as file:
        expected = {row["file"]: row["expected"] for row in csv.DictReader(file, delimiter="\t")}
    window = hurried.window
    hurried.new_project(tmp_path / "all.exo")
    pulse = Pulse(window)
    pulse.doing = "adding"
    adding = window.commands.adding.add([shared / "pdfs" / name for name in expected])
    said = adding.list
    good = [name for name, should in expected.items() if should.startswith("opens")]
    hurried.wait(lambda: len(window.contents.documents) == len(good), 200)
    hurried.wait(lambda: not window.bridge.busy, 60)
    told = said.toPlainText()
    for name, should in expected.items():
        assert should.startswith("opens") or should == "asks password" or f"“{name}”" in told, name
    adding.close()

    pulse.doing = "asking for passwords"
    for _ in PASSWORDS:
        hurried.wait(lambda: asking(hurried))
        dialog = asking(hurried)
        assert dialog is not None
        asked = " ".join(label.text() for label in dialog.findChildren(QLabel))
        name = next(n for n in PASSWORDS if n in asked)
        before = len(window.contents.documents)
        dialog.field.setFocus()
        dialog.field.setText(PASSWORDS[name])
        QTest.keyClick(dialog.field, Qt.Key.Key_Return)
        hurried.wait(lambda before=before: len(window.contents.documents) == before + 1, 30)  # type: ignore[misc]
        hurried.idle()
    assert len(window.contents.documents) == len(good) + len(PASSWORDS)
    assert asking(hurried) is None  # the file that is locked with a certificate is not asked for

    for document in list(window.contents.documents.values()):
        if document.pages == 0:
            continue
        pulse.doing = document.title
        window.tabs.open(document.id)
        hurried.wait(lambda key=document.id: window.tabs.tab_of(key) is not None or window.toast.isVisible(), 40)  # type: ignore[misc]
        tab = window.tabs.tab_of(document.id)
        if tab is None:
            continue  # it asks for its password again, which was not kept
        hurried.wait(lambda view=tab.view: view.complete, 40)  # type: ignore[misc]
        for key in (Qt.Key.Key_PageDown, Qt.Key.Key_End):
            hurried.press(tab.view.canvas, key)
        hurried.wait(lambda view=tab.view: view.complete, 40)  # type: ignore[misc]
        window.tabs.close_at(window.tabs.indexOf(tab))
    pulse.stop()
    sys.__stderr__.write(f"\n{pulse.ticks} ticks, latest {pulse.longest * 1000:.0f} ms during {pulse.during}\n")
    assert pulse.ticks > 1000
    assert pulse.longest < LONGEST, pulse.during
    assert check(tmp_path / "all.exo").ok
    assert os.path.getsize(tmp_path / "all.exo") < 5_000_000
