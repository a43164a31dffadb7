"""The bridge: acts run in the project's thread, are told in the window's, and only after they are on disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from exoannotate.domain.errors import ExoError
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.contents import Contents, Overview, Touched
from exoannotate.workspace import documents, passages, records
from exoannotate.workspace.session import Session
from tests.ui.conftest import typed


@pytest.fixture
def bridge(qtbot: QtBot, project: Path) -> Iterator[Bridge]:
    bridge = Bridge()
    with qtbot.waitSignal(bridge.opened):
        bridge.open(project)
    yield bridge
    bridge.close()


def opened(qtbot: QtBot, bridge: Bridge, project: Path) -> Overview:
    with qtbot.waitSignal(bridge.opened) as heard:
        bridge.open(project)
    found = heard.args[0]
    assert isinstance(found, Overview)
    return found


def answer(qtbot: QtBot, bridge: Bridge, act: Callable[[Session], object]) -> object:
    got: list[object] = []
    bridge.do(act, done=got.append)
    qtbot.waitUntil(lambda: bool(got))
    return got[0]


def test_acts_run_in_one_other_thread(qtbot: QtBot, bridge: Bridge) -> None:
    names = {answer(qtbot, bridge, lambda _: threading.current_thread().name) for _ in range(3)}
    assert len(names) == 1 and threading.current_thread().name not in names


def test_a_change_is_told_after_it_is_on_disk(qtbot: QtBot, bridge: Bridge, project: Path) -> None:
    passage = answer(qtbot, bridge, lambda s: s.project.passages()[0].id)
    seen: list[tuple[str, int]] = []

    def told(touched: Touched) -> None:
        assert threading.current_thread() is threading.main_thread()
        with Session.open(project) as other:
            seen.append((other.project.passage(str(passage)).meaning, len(touched.rows)))

    bridge.changed.connect(told)
    bridge.do(lambda s: passages.recolour(s, str(passage), "donor"), done=lambda _: seen.append(("done", 0)))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [("donor", 1), ("done", 0)], "its own record is touched, and no other"


def test_contents_follow_every_change(qtbot: QtBot, bridge: Bridge, project: Path) -> None:
    contents: list[Contents] = []
    bridge.opened.connect(lambda overview: contents.append(Contents.of(overview)))
    bridge.changed.connect(lambda touched: contents[-1].patch(touched))
    with qtbot.waitSignal(bridge.opened):
        bridge.open(project)
    one, other = contents[-1].rows
    document = next(iter(contents[-1].documents))
    acts: tuple[Callable[[Session], object], ...] = (
        lambda s: records.link(s, one, s.project.record_passages(other)[0].id),
        lambda s: documents.set_first_page(s, document, "365"),
        lambda s: records.delete(s, other),
        lambda s: s.undo(),
        lambda s: s.redo(),
        lambda s: s.undo(),
        lambda s: s.undo(),
    )
    for act in acts:
        answer(qtbot, bridge, act)
        now = contents[-1]
        with qtbot.waitSignal(bridge.opened):
            bridge.open(project)
        fresh = contents.pop()
        assert (now.rows, now.passages, now.links, now.documents) == (
            fresh.rows,
            fresh.passages,
            fresh.links,
            fresh.documents,
        )
        assert (now.undo_label, now.redo_label, now.counts()) == (fresh.undo_label, fresh.redo_label, fresh.counts())


def test_refusals_go_to_the_caller_or_to_everybody(qtbot: QtBot, bridge: Bridge) -> None:
    failures: list[ExoError] = []
    bridge.do(lambda s: s.project.record("nothing"), failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert "nothing" in failures[0].message
    with qtbot.waitSignal(bridge.refused) as heard:
        bridge.do(lambda s: s.project.record("nothing"))
    assert heard.args[0] == failures[0].message


@pytest.mark.expects_log("an act on the project failed")
def test_a_fault_of_ours_is_logged_and_told(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.refused) as heard:
        bridge.do(lambda _: 1 // 0)
    assert "fault of the program" in heard.args[0]
    assert answer(qtbot, bridge, lambda _: "alive") == "alive"


def test_the_window_never_waits(qtbot: QtBot, bridge: Bridge) -> None:
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(4)
    answer(qtbot, bridge, lambda _: time.sleep(0.5))
    timer.stop()
    assert len(ticks) > 50


def test_long_acts_have_a_connection_of_their_own_and_stop(qtbot: QtBot, bridge: Bridge) -> None:
    steps: list[object] = []
    ended: list[int] = []

    def long(_session: Session, stop: threading.Event, tell: Callable[[object], None]) -> int:
        count = 0
        while not stop.wait(0.01):
            count += 1
            tell(count)
        return count

    stop = bridge.aside(long, done=ended.append, progress=steps.append)
    qtbot.waitUntil(lambda: len(steps) > 3)
    assert answer(qtbot, bridge, lambda _: "not in line") == "not in line"
    began = time.perf_counter()
    stop.set()
    qtbot.waitUntil(lambda: bool(ended))
    assert time.perf_counter() - began < 0.2


def test_a_project_that_cannot_be_opened_leaves_the_open_one(qtbot: QtBot, bridge: Bridge, tmp_path: Path) -> None:
    bad = tmp_path / "bad.exo"
    bad.write_text("no")
    path = bridge.path
    with qtbot.waitSignal(bridge.refused):
        bridge.open(bad)
    assert bridge.path == path
    assert answer(qtbot, bridge, lambda s: len(s.project.records())) == 2


def test_what_another_program_does_is_seen(qtbot: QtBot, bridge: Bridge, project: Path) -> None:
    contents = Contents.of(opened(qtbot, bridge, project))
    bridge.changed.connect(lambda touched: contents.patch(touched))
    with qtbot.waitSignal(bridge.changed_elsewhere, timeout=5_000) as heard, Session.open(project, "Bea") as other:
        passage = next(iter(contents.passages))
        record = records.create(other, (passage,), typed(cargo="miR-1246"))
    assert contents.rows[record]["cargo"] == "miR-1246"
    assert heard.args[0] == contents.undo_label
    with qtbot.waitSignal(bridge.changed), qtbot.assertNotEmitted(bridge.changed_elsewhere, wait=1_500):
        bridge.do(lambda session: records.review(session, record, "accepted"))
    assert contents.rows[record]["status"] == "accepted"
    with qtbot.waitSignal(bridge.changed_elsewhere, timeout=5_000), Session.open(project, "Bea") as other:
        records.delete(other, record)
    assert record not in contents.rows


def test_many_acts_of_others_are_read_together(
    qtbot: QtBot, bridge: Bridge, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exoannotate.ui.bridge.READ_AT_ONCE", 3)
    monkeypatch.setattr("exoannotate.ui.bridge.AHEAD", 1)
    first = opened(qtbot, bridge, project)
    bridge._clock.stop()
    with Session.open(project, "Bea") as other:
        for word in ("a", "b", "c", "d"):
            passages.set_note(other, first.passages[0].id, word)
    with qtbot.waitSignal(bridge.opened, timeout=5_000) as heard:
        bridge.look()
    assert {p.id: p.note for p in heard.args[0].passages}[first.passages[0].id] == "d"
