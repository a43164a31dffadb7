"""Long work off the window's thread; its results come back on the window's thread.

A job takes plain values and returns plain values. What is given as ``done`` and ``failed`` is called by a slot of
an object that lives on the window's thread: a closure connected to a worker's signal would run in the worker.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

log = logging.getLogger(__name__)

T = TypeVar("T")


class Ticket:
    """What a running job holds: it reports progress and asks whether it is still wanted."""

    def __init__(self, report: Callable[[int, int], None]) -> None:
        self._report = report
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether the job was cancelled; asked between steps."""
        return self._cancelled.is_set()

    def report(self, done: int, total: int) -> None:
        """Say how far the work has come."""
        self._report(done, total)

    def cancel(self) -> None:
        self._cancelled.set()


class Job(Generic[T]):
    """One piece of work under way. After ``cancel`` neither ``done`` nor ``failed`` is called."""

    def __init__(
        self,
        future: Future[T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None,
        dropped: Callable[[T], None] | None,
        ticket: Ticket | None = None,
    ) -> None:
        self.future = future
        self.cancelled = False
        self._done = done
        self._failed = failed
        self._dropped = dropped
        self._ticket = ticket

    def cancel(self) -> None:
        """The result is not wanted any more; work that has not begun never begins."""
        self.cancelled = True
        if self._ticket is not None:
            self._ticket.cancel()
        self.future.cancel()

    def deliver(self) -> None:
        """Hand the result on; called on the window's thread."""
        if self.future.cancelled():
            return
        error = self.future.exception()
        if self.cancelled:
            self.discard()
        elif error is None:
            self._done(self.future.result())
        elif self._failed is not None:
            self._failed(error)
        elif not isinstance(error, CancelledError):
            raise error

    def discard(self) -> None:
        """Give back what an unwanted result holds, for example a slot of pixels."""
        if self._dropped is not None and not self.future.cancelled() and self.future.exception() is None:
            self._dropped(self.future.result())


class Jobs(QObject):
    """Runs work in threads of its own and watches futures of others. Lives on the window's thread."""

    idle_changed = Signal(bool)
    """Whether nothing is under way any more."""
    _finished = Signal(object)
    _progress = Signal(object, int, int)

    def __init__(self, *, threads: int = 2, name: str = "job", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._threads = threads
        self._name = name
        self._open: set[Job[Any]] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._progress.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._open

    def run(
        self,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job[T]:
        """Do ``work`` in a thread; without ``failed`` an error reaches the program's report of faults."""
        return self.watch(self._threads_pool().submit(work), done=done, failed=failed)

    def run_long(
        self,
        work: Callable[[Ticket], T],
        *,
        done: Callable[[T], None],
        progress: Callable[[int, int], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job[T]:
        """Do ``work``, which reports its steps; ``progress`` is called with steps done and steps in all."""

        def report(steps: int, total: int) -> None:
            with self._lock:
                if not self._closed:
                    self._progress.emit(progress, steps, total)

        ticket = Ticket(report)
        future = self._threads_pool().submit(work, ticket)
        return self._add(Job(future, done, failed, None, ticket))

    def watch(
        self,
        future: Future[T],
        *,
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        dropped: Callable[[T], None] | None = None,
    ) -> Job[T]:
        """Hear of the end of somebody else's future; ``dropped`` gets a result that came after a cancel."""
        return self._add(Job(future, done, failed, dropped))

    def close(self) -> None:
        """Cancel what has not begun and wait for what has; nothing is delivered any more."""
        with self._lock:
            self._closed = True
        for job in tuple(self._open):
            job.cancel()
        self._open.clear()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def _threads_pool(self) -> ThreadPoolExecutor:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix=self._name)
        return self._pool

    def _add(self, job: Job[T]) -> Job[T]:
        was_idle = not self._open
        self._open.add(job)
        if was_idle:
            self.idle_changed.emit(False)

        def ended(_future: Future[T]) -> None:
            # In the thread that did the work: only a queued signal leaves it.
            with self._lock:
                if not self._closed:
                    self._finished.emit(job)
                    return
            job.discard()

        job.future.add_done_callback(ended)
        return job

    @Slot(object)
    def _on_finished(self, job: Job[Any]) -> None:
        if self._closed:
            job.discard()
            return
        self._open.discard(job)
        try:
            job.deliver()
        finally:
            if not self._open:
                self.idle_changed.emit(True)

    @Slot(object, int, int)
    def _on_progress(self, progress: Callable[[int, int], None], steps: int, total: int) -> None:
        if not self._closed:
            progress(steps, total)
