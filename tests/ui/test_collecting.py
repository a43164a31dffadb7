"""Garbage is collected in the window's thread, and nowhere else."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from exoannotate.ui import collecting
from exoannotate.ui.collecting import Collector
from exoannotate.ui.jobs import Jobs


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_other_threads_leave_is_collected_in_the_windows_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "LOOK_EVERY", 10)
    gc.enable()  # as Python begins
    seen: list[int] = []

    def note(phase: str, _told: dict[str, int]) -> None:
        seen.append(threading.get_ident())

    collector = Collector()
    gc.callbacks.append(note)
    try:
        jobs = Jobs()
        known = weakref.WeakSet[Knot]()

        def work() -> None:
            for _ in range(3 * collecting.YOUNG):
                known.add(Knot())

        def more() -> None:
            for _ in range(2 * collecting.YOUNG):
                Knot()

        jobs.run(work, done=lambda _: None)
        qtbot.waitUntil(lambda: jobs.idle and len(known) < 3 * collecting.YOUNG)
        # Those made last wait for others to be worth a look; one in the making at a look is old by then.
        jobs.run(more, done=lambda _: None)
        qtbot.waitUntil(lambda: jobs.idle and len(known) < collecting.OLDER)
        assert set(seen) == {threading.get_ident()}
        jobs.close()
    finally:
        gc.callbacks.remove(note)
        collector.stop()
        assert gc.isenabled()
        gc.disable()
