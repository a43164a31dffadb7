"""Jobs: results on the window's thread, cancelling, closing."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from exoannotate.ui.jobs import Jobs, Ticket


def test_a_result_arrives_on_the_windows_thread(qtbot: QtBot) -> None:
    jobs = Jobs()
    seen: list[tuple[int, int]] = []
    jobs.run(threading.get_ident, done=lambda worker: seen.append((worker, threading.get_ident())))
    assert not jobs.idle
    qtbot.waitUntil(lambda: jobs.idle)
    assert seen[0][0] != threading.get_ident() and seen[0][1] == threading.get_ident()
    jobs.close()


def test_a_failure_is_handed_on(qtbot: QtBot) -> None:
    jobs = Jobs()
    errors: list[BaseException] = []

    def fails() -> int:
        raise ValueError("no")

    jobs.run(fails, done=lambda _: pytest.fail("done"), failed=errors.append)
    qtbot.waitUntil(lambda: jobs.idle)
    assert isinstance(errors[0], ValueError)
    jobs.close()


def test_a_fault_nobody_expects_is_raised(qtbot: QtBot) -> None:
    jobs = Jobs()

    def fails() -> int:
        raise ValueError("no")

    with qtbot.captureExceptions() as faults:
        jobs.run(fails, done=lambda _: None)
        qtbot.waitUntil(lambda: jobs.idle)
    assert faults and faults[0][0] is ValueError
    jobs.close()


def test_a_cancelled_result_is_given_back_and_not_delivered(qtbot: QtBot) -> None:
    jobs = Jobs()
    future: Future[str] = Future()
    future.set_running_or_notify_cancel()
    dropped: list[str] = []
    job = jobs.watch(future, done=lambda _: pytest.fail("delivered"), dropped=dropped.append)
    job.cancel()
    future.set_result("pixels")
    qtbot.waitUntil(lambda: jobs.idle)
    assert dropped == ["pixels"]
    waiting: Future[str] = Future()
    jobs.watch(waiting, done=lambda _: pytest.fail("delivered")).cancel()
    assert waiting.cancelled()
    qtbot.waitUntil(lambda: jobs.idle)
    jobs.close()


def test_progress_and_cancel_of_long_work(qtbot: QtBot) -> None:
    jobs = Jobs()
    steps: list[tuple[int, int]] = []

    def work(ticket: Ticket) -> int:
        for k in range(500):
            if ticket.cancelled:
                return k
            ticket.report(k, 500)
            time.sleep(0.01)
        return 500

    job = jobs.run_long(work, done=lambda _: pytest.fail("done"), progress=lambda k, n: steps.append((k, n)))
    qtbot.waitUntil(lambda: len(steps) > 2)
    job.cancel()
    qtbot.waitUntil(lambda: jobs.idle)
    assert job.future.result() < 500
    jobs.close()


def test_close_waits_and_delivers_nothing(qtbot: QtBot) -> None:
    jobs = Jobs()
    ended: list[int] = []
    future: Future[str] = Future()
    dropped: list[str] = []

    def slow() -> None:
        time.sleep(0.1)
        ended.append(1)

    jobs.run(slow, done=lambda _: pytest.fail("delivered"))
    future.set_running_or_notify_cancel()
    jobs.watch(future, done=lambda _: pytest.fail("delivered"), dropped=dropped.append)
    time.sleep(0.02)
    jobs.close()
    assert ended == [1]
    future.set_result("late")
    assert dropped == ["late"]
    qtbot.wait(30)
