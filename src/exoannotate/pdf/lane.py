"""One worker process and the thread that talks to it: a queue in front, a clock behind.

A worker that does not answer in time, or dies, is replaced at once; the document is opened again in the new one and
the request is asked once more. What nobody wants any more is dropped before it starts, or stopped in the worker.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from concurrent.futures import CancelledError, Future
from typing import Any, TypeVar

from exoannotate.domain.errors import PdfError
from exoannotate.pdf import wire
from exoannotate.pdf.failures import error_of, given_up, lost
from exoannotate.pdf.job import Document, Job
from exoannotate.pdf.messages import (
    Busy,
    CloseRequest,
    Failed,
    Opened,
    OpenRequest,
    Ready,
    Reply,
    Request,
    Seated,
    SeatRequest,
    Twin,
    TwinRequest,
)
from exoannotate.pdf.slots import Flag
from exoannotate.pdf.workers import Worker, Workers

log = logging.getLogger(__name__)

T = TypeVar("T")
_START_LIMIT = 60.0  # seconds
_DYING = 0.05  # seconds
# A page is given up when two workers crashed or hung on it, or three were killed by others, perhaps for their memory.
_LOST, _LOST_BY_KILL, _GIVEN_UP = 2, 1, 3
_WORTH_A_TWIN = 0.04  # seconds of work
_REST = 0.05  # seconds
_KEPT = 24  # pages a worker keeps
_KILLED = -9  # exit code of a process ended by SIGKILL


class WorkerLostError(Exception):
    """The worker died or was killed while it worked; ``page`` is what it worked on, or None."""

    def __init__(self, page: int | None, *, late: bool) -> None:
        super().__init__("late" if late else "dead")
        self.page = page
        self.late = late


class Lane:
    """A queue, a thread and a worker process.

    ``name`` tells lanes apart in the log. ``flag`` stops the worker; ``patience``: seconds it then has to answer before
    it is killed for whoever waits. ``behind``: the worker lets other processes go first. ``twins``: a worker that has
    done some work and rests forks a twin that takes over, with all it holds, when the worker is lost.
    """

    def __init__(
        self,
        name: str,
        time_limit: float,
        workers: Workers,
        flag: Flag,
        *,
        patience: float,
        behind: bool = False,
        twins: bool = False,
    ) -> None:
        self.name = name
        self._time_limit = time_limit
        self._workers = workers
        self._flag = flag
        self._patience = patience
        self._behind = behind
        self._queue: list[Job[Any]] = []
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)  # of the lane's thread
        self._tick = threading.Condition(self._lock)  # of the clock
        self._ending = False
        self._process: Worker | None = None
        self._open: set[int] = set()
        self._twins = twins
        self._twin: tuple[Worker, frozenset[int]] | None = None  # and the documents it holds open
        self._work = 0.0  # seconds of work that would be lost with the worker
        self._seen: deque[tuple[int, int | None]] = deque(maxlen=_KEPT)  # what it was spent on, of late
        self._bad: dict[int, dict[int, int]] = {}  # handle -> page -> points for workers that were lost on it
        self._passed: set[int] = set()  # pages the present request went through
        self._deadline: float | None = None
        self._late = False
        self._greeted: Worker | None = None  # a worker that is given its seat
        self._current: Job[Any] | None = None
        self._stopped_at: float | None = None  # when the current job was cancelled
        self._thread = threading.Thread(target=self._run, name=f"pdf-{name}", daemon=True)
        self._clock = threading.Thread(target=self._watch, name=f"pdf-{name}-clock", daemon=True)
        self._thread.start()
        self._clock.start()

    # Any thread

    def put(self, job: Job[T], *, first: bool) -> Future[T]:
        """Queue a job; ``first``: before all that wait."""
        with self._lock:
            if self._ending:
                raise PdfError("The program is closing.")
            if first:
                self._queue.append(job)
            else:
                self._queue.insert(0, job)
            self._wake.notify()
            if self._stopped_at is not None:
                self._tick.notify()
        job.future.add_done_callback(lambda future: self._unwanted(job) if future.cancelled() else None)
        return job.future

    def _unwanted(self, job: Job[Any]) -> None:
        """A job was cancelled: drop it before it starts, or stop the worker that is at it."""
        with self._lock:
            waits = job in self._queue
            if waits:
                self._queue.remove(job)
            elif job is self._current and self._stopped_at is None and not self._ending:
                self._stopped_at = time.monotonic()
                self._flag.set(True)
                self._tick.notify()
        if waits:
            job.drop()

    def drop(self, handle: int) -> None:
        """Cancel what waits for a document, and what runs."""
        with self._lock:
            gone = [job for job in self._queue if job.handle == handle]
            self._queue = [job for job in self._queue if job.handle != handle]
            current = self._current
        for job in gone:
            job.drop()
        if current is not None and current.handle == handle:
            current.future.cancel()

    @property
    def load(self) -> int:
        """Jobs that wait or run."""
        with self._lock:
            return len(self._queue) + (self._current is not None)

    @property
    def process_id(self) -> int | None:
        """The worker's process id; None while there is none."""
        process = self._process
        return process.pid if process is not None and process.alive() else None

    def is_given_up(self, handle: int, page: int) -> bool:
        """Whether too many workers were lost on a page."""
        return self._bad.get(handle, {}).get(page, 0) >= _GIVEN_UP

    def shutdown(self) -> None:
        """Cancel what waits, end the worker and the threads."""
        with self._lock:
            if self._ending:
                return
            self._ending = True
            waiting, self._queue = self._queue, []
            process = self._process
            if process is not None:
                process.kill()
            self._wake.notify()
            self._tick.notify()
        for job in waiting:
            job.drop()
        self._thread.join()
        self._clock.join()

    # The lane's own thread

    def _run(self) -> None:
        # The worker starts before the first request, so that its imports are over when it is needed.
        self._start_early()
        while (job := self._next()) is not None:
            job.run(self)
            with self._lock:
                self._current = None
                self._stopped_at = None
            # Kept by nothing here: its result may hold a slot of pixels.
            del job
            if self._process is None:
                self._start_early()
            elif self._twins and self._work > _WORTH_A_TWIN and self._rests():
                self._make_twin()
        self._end_process()
        self._drop_twin()

    def _start_early(self) -> None:
        with contextlib.suppress(OSError, WorkerLostError):
            self._started()

    def _rests(self) -> bool:
        """Whether nothing is asked for a while."""
        with self._lock:
            return not self._queue and not self._ending and not self._wake.wait(_REST)

    def _next(self) -> Job[Any] | None:
        with self._lock:
            while not self._queue and not self._ending:
                self._wake.wait()
            if self._ending:
                return None
            self._current = self._queue.pop()
            return self._current

    def ask(self, document: Document, request: Request, page: int | None = None) -> Reply:
        """Ask a document's worker, again in a new worker when one is lost.

        Raises the error the worker answers; PageError or PdfError when too many were lost; CancelledError when the
        answer is not wanted any more.
        """
        if page is not None and self.is_given_up(document.handle, page):
            raise given_up(page)
        lost_unblamed = 0
        while True:
            asked_at: float | None = None
            try:
                self._started()  # before the question what is open: a new worker knows no document
                if document.handle not in self._open and not isinstance(request, OpenRequest):
                    self._reopen(document)
                asked_at = time.monotonic()
                reply = self._exchange(request)
            except WorkerLostError as loss:
                ended = self._end_process()
                if self._ending:
                    raise PdfError("The program is closing.") from loss
                if self._stopped_at is not None:
                    raise CancelledError from loss
                blamed = loss.page if loss.page is not None else page
                # A worker that was killed before it could begin tells nothing against the page.
                by_others = ended == _KILLED and not loss.late
                dying = by_others and time.monotonic() - (asked_at or 0.0) < _DYING
                log.info("%s: worker lost (%s, %s) at page %s", self.name, loss, ended, blamed)
                if asked_at is None or dying or blamed is None:
                    lost_unblamed += 1
                    if lost_unblamed >= (5 if dying else 2):
                        raise lost(document.path, asked_at is not None) from loss
                elif self._blame(document.handle, blamed, _LOST_BY_KILL if by_others else _LOST) >= _GIVEN_UP:
                    if blamed == page:
                        raise given_up(blamed) from loss
                    # Another page, read on the way, is the culprit; it is skipped from now on.
                    lost_unblamed = 0
                continue
            if isinstance(request, OpenRequest) and isinstance(reply, Opened):
                self._open.add(document.handle)
            if (document.handle, page) not in self._seen:
                # A page that is drawn again adds nothing that a twin does not hold.
                self._work += time.monotonic() - asked_at
                self._seen.append((document.handle, page))
            bad = self._bad.get(document.handle, {})
            for fine in (*self._passed, *(() if page is None else (page,))):
                bad.pop(fine, None)
            return reply

    def _blame(self, handle: int, page: int, points: int) -> int:
        bad = self._bad.setdefault(handle, {})
        bad[page] = bad.get(page, 0) + points
        return bad[page]

    def forget(self, handle: int) -> None:
        """Close a document in the worker, when it is open there."""
        self._bad.pop(handle, None)
        if self._twin is not None and handle in self._twin[1]:
            self._drop_twin()
        if handle in self._open:
            self._open.discard(handle)
            with contextlib.suppress(WorkerLostError):
                self._exchange(CloseRequest(handle))

    def open_request(self, document: Document) -> OpenRequest:
        """The request that opens a document here."""
        skip = tuple(page for page, points in self._bad.get(document.handle, {}).items() if points >= _GIVEN_UP)
        return OpenRequest(document.handle, document.path, document.password, document.sha256, document.stamp, skip)

    def _reopen(self, document: Document) -> None:
        if document.closed:
            raise PdfError("The document is not open any more.")
        self._exchange(self.open_request(document))
        self._open.add(document.handle)

    def _exchange(self, request: Request) -> Reply:
        """One request, one answer; raises WorkerLostError or the error answered."""
        process = self._process
        if process is None:
            raise WorkerLostError(None, late=False)
        working_on: int | None = None
        self._passed.clear()
        with self._lock:
            if self._stopped_at is not None:
                raise CancelledError
            # Only here, and only while the job is wanted: a flag set for one job never stops another.
            self._flag.set(False)
            self._late = False
            self._deadline = time.monotonic() + self._time_limit
        try:
            wire.send(process.requests, request)
            while True:
                reply = wire.receive_reply(process.replies)
                if reply is None:
                    raise WorkerLostError(working_on, late=self._late)
                if not isinstance(reply, Busy):
                    break
                working_on = reply.page
                self._passed.add(working_on)
                self._deadline = time.monotonic() + self._time_limit
        except (OSError, ValueError, wire.WireError) as error:
            raise WorkerLostError(working_on, late=self._late) from error
        finally:
            self._deadline = None
        if isinstance(reply, Failed):
            raise error_of(reply)
        return reply

    def _started(self) -> None:
        if self._process is not None and not self._process.alive():
            self._end_process()
        if self._process is not None:
            return
        if self._took_over():
            return
        try:
            if self._ending:
                raise WorkerLostError(None, late=False)
            process = self._process = self._workers.take()
            # Apart from the request's own time: on a busy machine the imports alone may take seconds.
            self._greet(process, Ready, Seated)
        except (OSError, ValueError, wire.WireError) as error:
            raise WorkerLostError(None, late=False) from error
        self._workers.replenish()

    def _greet(self, process: Worker, *expected: type[Reply]) -> None:
        """Give a worker its seat; raises WorkerLostError and what the wire raises."""
        self._greeted = process
        self._deadline = time.monotonic() + _START_LIMIT
        try:
            wire.send(process.requests, SeatRequest(self._flag.path, self._flag.offset, self._behind))
            for reply in expected:
                if not isinstance(wire.receive_reply(process.replies), reply):
                    raise WorkerLostError(None, late=False)
        finally:
            self._deadline = None
            self._greeted = None

    def _took_over(self) -> bool:
        """Whether the twin of the worker that was lost has taken its place, with a twin of its own."""
        if self._twin is None:
            return False
        process, opened = self._twin
        self._twin = None
        try:
            self._greet(process, Seated)
        except (WorkerLostError, OSError, ValueError, wire.WireError):
            process.end()
            return False
        self._process, self._open = process, set(opened)
        self._make_twin()
        return self._process is not None

    def _make_twin(self) -> None:
        """Have the worker fork a twin of what it is now."""
        self._drop_twin()
        self._work = 0.0
        twin: Worker | None = None
        try:
            reply = self._exchange(TwinRequest())
            if not isinstance(reply, Twin):
                raise WorkerLostError(None, late=False)
            twin = self._workers.adopt(reply.pid, reply.requests, reply.replies)
            self._greet(twin, Seated)
        except WorkerLostError:
            if twin is None:
                self._end_process()
            else:
                twin.drop()
        except (OSError, ValueError, wire.WireError, RuntimeError) as error:
            log.info("%s: no twin: %s", self.name, error)
            self._twins = False
            if twin is not None:
                twin.drop()
        else:
            self._twin = twin, frozenset(self._open)

    def _drop_twin(self) -> None:
        twin, self._twin = self._twin, None
        if twin is not None:
            twin[0].drop()

    def _end_process(self) -> int | None:
        """End the worker; its exit code."""
        with self._lock:
            process, self._process = self._process, None
        self._open.clear()
        return None if process is None else process.end()

    # The clock's thread

    def _watch(self) -> None:
        with self._lock:
            while not self._ending:
                end = self._deadline
                if self._stopped_at is not None and self._queue:
                    # Not every step of MuPDF looks at the flag: one large image is a single step.
                    end = self._stopped_at + self._patience
                now = time.monotonic()
                # Never longer at once: the minute a worker has to start ends early, and nobody wakes the clock then.
                rest = min(1.0, self._time_limit / 4)
                if end is None:
                    self._tick.wait(rest)
                elif end > now:
                    self._tick.wait(min(end - now, rest))
                else:
                    process = self._greeted or self._process
                    if process is not None:
                        self._late = True
                        process.kill()
                    self._tick.wait(0.05)  # until the lane's thread has noticed
