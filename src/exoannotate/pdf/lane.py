"""One worker process and the thread that talks to it: a queue in front, a clock behind.

A worker that does not answer in time, or dies, is replaced; the documents are opened again in the new one and the
request is asked once more.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar, cast

from exoannotate.domain.errors import NotFoundError, PageError, PasswordNeededError, PdfError
from exoannotate.pdf import wire
from exoannotate.pdf.messages import Busy, CloseRequest, Failed, Opened, OpenRequest, Ready, Reply, Request

log = logging.getLogger(__name__)

T = TypeVar("T")
_START_LIMIT = 60.0  # seconds
_DYING = 0.05  # seconds
_KILLED = -9  # exit code of a process ended by SIGKILL
_CLOCK_STEP = 0.05  # seconds; how late a worker that hangs may be noticed


class WorkerLostError(Exception):
    """The worker died or was killed while it worked; ``page`` is what it worked on, or None."""

    def __init__(self, page: int | None, *, late: bool) -> None:
        super().__init__("late" if late else "dead")
        self.page = page
        self.late = late


class Job(Generic[T]):
    """A piece of work for a lane and the future of its result."""

    def __init__(self, work: Callable[[Lane], T], *, handle: int | None = None) -> None:
        self.future: Future[T] = Future()
        self.handle = handle
        self._work = work

    def run(self, lane: Lane) -> None:
        """Do the work, unless it was cancelled while it waited."""
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self._work(lane)
        except BaseException as error:  # noqa: BLE001 - the top of a job: the future carries it to who asked
            self.future.set_exception(error)
        else:
            self.future.set_result(result)


class Document:
    """What is needed to open a document in a worker, again and again; lives in memory only."""

    def __init__(self, handle: int, path: bytes, password: str) -> None:
        self.handle = handle
        self.path = path
        self.password = password
        self.sha256 = ""
        self.closed = False


class Lane:
    """A queue, a thread and a worker process. ``name`` tells lanes apart in the log."""

    def __init__(self, name: str, time_limit: float) -> None:
        self.name = name
        self._time_limit = time_limit
        self._queue: list[Job[Any]] = []
        self._wake = threading.Condition()
        self._ending = False
        self._process: subprocess.Popen[bytes] | None = None
        self._open: set[int] = set()
        self._bad: dict[int, dict[int, int]] = {}  # handle -> page -> workers it killed
        self._deadline: float | None = None
        self._late = False
        self._working = False
        self._thread = threading.Thread(target=self._run, name=f"pdf-{name}", daemon=True)
        self._clock = threading.Thread(target=self._watch, name=f"pdf-{name}-clock", daemon=True)
        self._thread.start()
        self._clock.start()

    # Any thread

    def put(self, job: Job[T], *, first: bool) -> Future[T]:
        """Queue a job; ``first``: before all that wait."""
        with self._wake:
            if self._ending:
                raise PdfError("The program is closing.")
            if first:
                self._queue.append(job)
            else:
                self._queue.insert(0, job)
            self._wake.notify_all()
        return job.future

    def drop(self, handle: int) -> None:
        """Cancel what waits for a document."""
        with self._wake:
            gone = [job for job in self._queue if job.handle == handle]
            self._queue = [job for job in self._queue if job.handle != handle]
        for job in gone:
            job.future.cancel()

    @property
    def load(self) -> int:
        """Jobs that wait or run."""
        with self._wake:
            return len(self._queue) + self._working

    @property
    def process_id(self) -> int | None:
        """The worker's process id; None while there is none."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def killed_twice(self, handle: int, page: int) -> bool:
        """Whether the page is given up."""
        return self._bad.get(handle, {}).get(page, 0) >= 2

    def shutdown(self) -> None:
        """Cancel what waits, end the worker and the threads."""
        with self._wake:
            if self._ending:
                return
            self._ending = True
            waiting, self._queue = self._queue, []
            self._wake.notify_all()
        for job in waiting:
            job.future.cancel()
        process = self._process
        if process is not None:
            process.kill()  # it holds nothing that could be lost
        self._thread.join()
        self._clock.join()

    # The lane's own thread

    def _run(self) -> None:
        # The worker starts before the first request, so that its half second of imports is over when it is needed.
        with contextlib.suppress(OSError, WorkerLostError):
            self._started()
        while (job := self._next()) is not None:
            job.run(self)
            with self._wake:
                self._working = False
            # Kept by nothing here: its result may hold a slot of pixels.
            del job
        self._end_process()

    def _next(self) -> Job[Any] | None:
        with self._wake:
            while not self._queue and not self._ending:
                self._wake.wait()
            if self._ending:
                return None
            self._working = True
            return self._queue.pop()

    def ask(self, document: Document, request: Request, page: int | None = None) -> Reply:
        """Ask a document's worker, a second time in a new worker when the first is lost.

        Raises the error the worker answers; PageError or PdfError when two workers were lost.
        """
        if page is not None and self.killed_twice(document.handle, page):
            raise _given_up(page)
        lost_unblamed = 0
        while True:
            asked_at: float | None = None
            try:
                self._started()  # before the question what is open: a new worker knows no document
                if document.handle not in self._open and not isinstance(request, OpenRequest):
                    self._reopen(document)
                asked_at = time.monotonic()
                reply = self._exchange(request)
            except WorkerLostError as lost:
                ended = self._end_process()
                if self._ending:
                    raise PdfError("The program is closing.") from lost
                blamed = lost.page if lost.page is not None else page
                # A worker that was killed before it could begin tells nothing against the page.
                dying = ended == _KILLED and not lost.late and time.monotonic() - (asked_at or 0.0) < _DYING
                log.info("%s: worker lost (%s, %s) at page %s", self.name, lost, ended, blamed)
                if asked_at is None or dying or blamed is None:
                    lost_unblamed += 1
                    if lost_unblamed >= (5 if dying else 2):
                        raise _lost(document, asked_at is not None) from lost
                elif self._blame(document.handle, blamed) >= 2:
                    if blamed == page:
                        raise _given_up(blamed) from lost
                    # Another page, read on the way, is the culprit; it is skipped from now on.
                    lost_unblamed = 0
                continue
            if isinstance(request, OpenRequest) and isinstance(reply, Opened):
                self._open.add(document.handle)
            if page is not None:
                self._bad.get(document.handle, {}).pop(page, None)
            return reply

    def _blame(self, handle: int, page: int) -> int:
        deaths = self._bad.setdefault(handle, {})
        deaths[page] = deaths.get(page, 0) + 1
        return deaths[page]

    def forget(self, handle: int) -> None:
        """Close a document in the worker, when it is open there."""
        self._bad.pop(handle, None)
        if handle in self._open:
            self._open.discard(handle)
            with contextlib.suppress(WorkerLostError):
                self._exchange(CloseRequest(handle))

    def open_request(self, document: Document) -> OpenRequest:
        """The request that opens a document here."""
        skip = tuple(page for page, deaths in self._bad.get(document.handle, {}).items() if deaths >= 2)
        return OpenRequest(document.handle, document.path, document.password, document.sha256, skip)

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
        assert process.stdin is not None
        assert process.stdout is not None
        requests, replies = cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout)
        working_on: int | None = None
        self._late = False
        try:
            self._deadline = time.monotonic() + self._time_limit
            wire.send(requests, request)
            while True:
                reply = wire.receive_reply(replies)
                if reply is None:
                    raise WorkerLostError(working_on, late=self._late)
                if not isinstance(reply, Busy):
                    break
                working_on = reply.page
                self._deadline = time.monotonic() + self._time_limit
        except (OSError, ValueError, wire.WireError) as error:
            raise WorkerLostError(working_on, late=self._late) from error
        finally:
            self._deadline = None
        if isinstance(reply, Failed):
            raise _error(reply)
        return reply

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end_process()
        if self._process is None:
            if self._ending:
                raise WorkerLostError(None, late=False)
            try:
                self._process = start_worker()
                # Apart from the request's own time: on a busy machine the imports alone may take seconds.
                self._deadline = time.monotonic() + _START_LIMIT
                if not isinstance(wire.receive_reply(cast(BinaryIO, self._process.stdout)), Ready):
                    raise WorkerLostError(None, late=False)
            except (OSError, ValueError, wire.WireError) as error:
                raise WorkerLostError(None, late=False) from error
            finally:
                self._deadline = None
        return self._process

    def _end_process(self) -> int | None:
        """End the worker; its exit code."""
        process, self._process = self._process, None
        self._open.clear()
        if process is None:
            return None
        for stream in (process.stdin, process.stdout):
            # A request half written to a dead worker must not be flushed again.
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
        try:
            # One that has just closed its end is given the moment to die of what it dies of.
            return process.wait(0.02)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()

    # The clock's thread

    def _watch(self) -> None:
        while not self._ending:
            with self._wake:
                self._wake.wait(_CLOCK_STEP if self._deadline is not None else min(1.0, self._time_limit / 4))
            deadline, process = self._deadline, self._process
            if deadline is not None and process is not None and time.monotonic() > deadline:
                self._late = True
                process.kill()


def start_worker() -> subprocess.Popen[bytes]:
    """A new worker process, with an environment of its own and no window."""
    # An installed program has no python to run: its own executable must be told to be a worker.
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable, "--pdf-worker"] if frozen else [sys.executable, "-m", "exoannotate.pdf.worker"]
    ours = str(Path(__file__).parents[2])
    environment = {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([ours, *(entry for entry in sys.path if entry)])),
        "PYTHONUTF8": "1",
        "PYTHONSAFEPATH": "1",
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
    }
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _lost(document: Document, asked: bool) -> PdfError:
    if not asked:
        return PdfError(
            "The part of exoannotate that reads PDFs does not start.",
            "Nothing is lost. Start exoannotate again; if that does not help, install it again.",
        )
    return PdfError(
        f"“{os.path.basename(os.fsdecode(document.path))}” stops the program that reads PDFs, so it cannot be opened.",
        "The file was not changed. Another PDF program may be able to save a copy that works.",
    )


def _given_up(page: int) -> PageError:
    return PageError(
        f"Page {page + 1} of this PDF takes too long or stops the program that reads it, so it is left out.",
        "The other pages and everything recorded are not touched.",
    )


def _error(failed: Failed) -> Exception:
    match failed.fault:
        case "missing":
            return NotFoundError(failed.message, failed.hint)
        case "password":
            return PasswordNeededError(failed.message, failed.hint)
        case "page":
            return PageError(failed.message, failed.hint)
        case "pdf":
            return PdfError(failed.message, failed.hint, state=failed.state)
        case "program":
            return RuntimeError(f"PDF worker: {failed.message}")
