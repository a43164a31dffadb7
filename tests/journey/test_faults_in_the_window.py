"""U01, U04, U05, U06: a fault of ours, edits by the hundred, leaving in the middle, and what the log may say."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from exoannotate.store.checks import check
from exoannotate.ui import app
from exoannotate.workspace import exports, passages, sample
from exoannotate.workspace.session import Session
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("does not support raise|grabbing the keyboard", extend=True)


@pytest.fixture
def at_work(person: Person, tmp_path: Path) -> Person:
    path = sample.copy(tmp_path / "desk")
    person.window.commands.open(path)
    person.wait(lambda: person.window.bridge.path == path and not person.window.bridge.busy)
    return person


def kept_log() -> RotatingFileHandler:
    """The log of this process, which is that of its first window."""
    (found,) = (h for h in logging.getLogger("exoannotate").handlers if isinstance(h, RotatingFileHandler))
    return found


@pytest.mark.expects_log("a fault reached the event loop")
@pytest.mark.qt_no_exception_capture
def test_u01_u06_a_fault_is_told_and_logged_without_names_and_the_window_goes_on(at_work: Person) -> None:
    window = at_work.window
    home = str(Path.home())

    def fault() -> None:
        raise RuntimeError(f"a fault in {home}/somewhere")

    QTimer.singleShot(0, fault)
    at_work.wait(lambda: "details are in" in window.toast.hint.text())
    said = Path(kept_log().baseFilename).read_text(encoding="utf-8")
    assert "a fault in ~/somewhere" in said and "Traceback" in said and home not in said
    # An edit after it is saved as any other.
    passage = next(iter(window.contents.passages))
    window.bridge.do(lambda session: passages.set_note(session, passage, "still here"))
    at_work.idle()
    with Session.open(Path(window.contents.path), read_only=True) as session:
        assert session.project.passage(passage).note == "still here"


def test_u06_the_log_does_not_grow_for_ever(at_work: Person) -> None:
    assert kept_log().maxBytes == app.LOG_SIZE and kept_log().backupCount == 1


def test_u05_five_hundred_edits_at_once_are_all_saved_and_the_window_lives(at_work: Person) -> None:
    window = at_work.window
    keys = list(window.contents.passages)
    ticks: list[int] = []
    timer = QTimer(window)
    timer.timeout.connect(lambda: ticks.append(len(ticks)))
    timer.start(5)
    for n in range(500):
        key = keys[n % len(keys)]
        window.bridge.do(lambda session, key=key, n=n: passages.set_note(session, key, f"note {n}"))
    at_work.wait(lambda: not window.bridge.busy, 120)
    timer.stop()
    assert len(ticks) > 50
    with Session.open(Path(window.contents.path), read_only=True) as session:
        notes = {p.note for p in session.project.passages()}
        assert notes == {f"note {n}" for n in range(500 - len(keys), 500)}
        assert sum("note" in act.label.lower() for act in session.project.history(600)) >= 500
    assert {p.note for p in window.contents.passages.values()} == notes


def test_u04_leaving_during_an_export_leaves_a_whole_file_or_none(at_work: Person, tmp_path: Path) -> None:
    window, out = at_work.window, tmp_path / "evidence.xlsx"
    path = Path(window.contents.path)
    window.bridge.aside(
        lambda session, _stop, _tell: exports.export(session, "xlsx", out), done=lambda _: None, progress=lambda _: None
    )
    key = next(iter(window.contents.passages))
    window.bridge.do(lambda session: passages.set_note(session, key, "the last words"))
    window.close()
    assert not out.exists() or out.read_bytes()[:2] == b"PK"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert check(path).ok
    with Session.open(path, read_only=True) as session:
        assert session.project.passage(key).note == "the last words"
