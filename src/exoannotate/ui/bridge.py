"""The one place where the window meets the project.

One thread owns the open project; the window hands it acts and never waits for them. What an act changed is read
again in that thread and announced in the window's thread, after it is on disk. Long acts (adding PDFs, exporting) get
a thread and a connection of their own, so that an edit never stands in line behind them.

Decision (2026-11): what the command line or another window does to the open project is seen by the time of the file,
asked every second, and read from the history like an act of our own. Reading the file's own counter was rejected:
to open and close the file beside SQLite drops SQLite's locks on it.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError
from exoannotate.store.guarding import Stopped, never
from exoannotate.ui.contents import Overview, Touched, read_overview, read_touched
from exoannotate.workspace.session import Session

log = logging.getLogger(__name__)

T = TypeVar("T")
Failure = Callable[[ExoError], None]

LOOK_EVERY = 1_000
"""Milliseconds between two looks whether somebody else has written to the project."""
AHEAD, READ_AT_ONCE, PART = 8, 256, 5_000
"""So many acts of others are read one by one; after more of them, or one of more edits than ``PART``, the whole project
is read again."""

FAULT = ExoError(
    "This did not work, through a fault of the program.",
    "Everything saved before is safe. The details are in the log.",
)

CLOSED = ExoError("The document was closed while it was being read.", "Nothing was changed.")


class WatchedSession(Session):
    """A session that remembers which changes were made, until they are taken."""

    _made: tuple[Change, ...] = ()

    def run(self, change: Change, *, merged: bool = False, stopped: Stopped = never) -> None:
        super().run(change, merged=merged, stopped=stopped)
        if change.edits:
            self._made = (*self._made, change)

    def undo(self) -> Change | None:
        return self._noted(super().undo())

    def redo(self) -> Change | None:
        return self._noted(super().redo())

    def take_changes(self) -> tuple[Change, ...]:
        """The changes made since the last call."""
        made, self._made = self._made, ()
        return made

    def _noted(self, change: Change | None) -> Change | None:
        if change is not None:
            self._made = (*self._made, change)
        return change


class Bridge(QObject):
    """Runs acts on the project in its own thread and tells the window's thread what came of them."""

    opened = Signal(object)  # Overview
    closed = Signal()
    changed = Signal(object)  # Touched
    saved = Signal(str)  # local time of the last write, "10:42:07"
    changed_elsewhere = Signal(str)  # label of the last act that another program did; follows ``changed``
    gone = Signal(str)  # the file is no longer where it was: “moved or deleted”, “replaced by another file”
    refused = Signal(str, str)  # message and hint, when the caller of ``do`` did not take the failure itself
    _ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: WatchedSession | None = None  # touched in the project's thread only
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="project")
        self._aside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")
        self._results: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._pending = 0
        self._path: Path | None = None
        # These three belong to the project's thread: how the file looked, the last act known, and our acts since then.
        self._stamp: tuple[int, int] | None = None
        self._last_act = 0
        self._own: list[Change] = []
        self._gone = ""
        self._looking = False
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_EVERY)
        self._clock.timeout.connect(self.look)
        # Emitted from other threads: the connection must be to a method of a QObject, or it runs over there.
        self._ready.connect(self._on_ready, Qt.ConnectionType.QueuedConnection)

    @property
    def path(self) -> Path | None:
        """The project that is open, None when there is none."""
        return self._path

    @property
    def busy(self) -> bool:
        """Whether something was asked that has not been answered yet."""
        return self._pending > 0

    def open(self, path: Path, *, failed: Failure | None = None) -> None:
        """Open a project in place of the one that is open; that one stays when this fails."""
        self._start(self._thread, partial(self._change_project, WatchedSession.open, path), self._on_opened, failed)

    def create(self, path: Path, *, failed: Failure | None = None) -> None:
        """Make a new project and open it. A file that is there is never replaced."""
        self._start(self._thread, partial(self._change_project, WatchedSession.create, path), self._on_opened, failed)

    def replace(
        self, path: Path, work: Callable[[], T], *, done: Callable[[T], None], failed: Failure | None = None
    ) -> None:
        """Close the project, let ``work`` put another file in the place of ``path``, and open what is there then."""

        def opened(answer: tuple[T, Overview]) -> None:
            self._on_opened(answer[1])
            done(answer[0])

        self._start(self._thread, partial(self._replace, path, work), opened, failed)

    def do(
        self,
        act: Callable[[Session], T],
        *,
        done: Callable[[T], None] | None = None,
        failed: Failure | None = None,
    ) -> None:
        """Run an act on the project. ``done`` gets its answer after everything it changed is on disk and announced."""
        self._start(self._thread, partial(self._act, act), done, failed)

    def aside(
        self,
        act: Callable[[Session, threading.Event, Callable[[object], None]], T],
        *,
        done: Callable[[T], None],
        progress: Callable[[Any], None],
        failed: Failure | None = None,
    ) -> threading.Event:
        """Run a long act with a connection of its own. It gets an event that asks it to stop, which is returned, and
        a function that tells progress; each change is announced as it is made."""
        stop = threading.Event()
        path = self._path
        if path is None:
            raise RuntimeError("no project is open")
        self._start(self._aside, partial(self._act_aside, path, act, stop, progress), done, failed)
        return stop

    @Slot()
    def look(self) -> None:
        """See whether somebody else has written to the project, unless there is something else to do."""
        if not self._looking and not self.busy:
            self._looking = True
            self._thread.submit(self._look).add_done_callback(lambda done: self._post(partial(self._looked, done)))

    def close(self) -> None:
        """Close the project and end the threads, after everything that was asked is done. Blocks; for the end only."""
        self._clock.stop()
        self._aside.shutdown(wait=True)
        self._thread.submit(self._close).result()
        self._thread.shutdown(wait=True)
        while True:
            try:
                self._results.get_nowait()
            except Empty:
                break

    # In the project's thread -----------------------------------------------------------------------------------

    def _change_project(self, make: Callable[[Path], Session], path: Path) -> Overview:
        session = make(path)
        assert isinstance(session, WatchedSession)
        stamp, newest = _stamp(path), session.project.history(1)
        overview = read_overview(session)
        self._close()
        self._session = session
        self._stamp, self._last_act, self._own = stamp, newest[0].seq if newest else 0, []
        return overview

    def _replace(self, path: Path, work: Callable[[], T]) -> tuple[T, Overview]:
        before = self._session.path if self._session is not None else None
        self._close()
        try:
            answer = work()
        except BaseException:
            if before is not None:  # it stands there as before
                self._change_project(WatchedSession.open, before)
            raise
        return answer, self._change_project(WatchedSession.open, path)

    def _look(self) -> Overview | Touched | None:
        """What others did since the last look; None for nothing."""
        session = self._session
        self._tell_when_gone()
        stamp = _stamp(session.path) if session is not None else None
        if session is None or stamp is None or stamp == self._stamp:
            return None
        anew = session.project.renew_veil() or session.project.large_since(self._last_act)
        self._stamp, before = stamp, self._last_act
        own = self._own
        for many in () if anew else (len(own) + AHEAD, READ_AT_ONCE):
            recent = session.project.history(many)
            if len(recent) < many or recent[-1].seq <= before:
                break
        else:
            self._last_act = session.project.last_act()
            own.clear()
            return read_overview(session)
        self._last_act = recent[0].seq if recent else 0
        acts = [act.change for act in reversed(recent) if act.seq > before]
        theirs = [change for change in acts if not _taken(own, change)]
        del own[:-READ_AT_ONCE]
        return read_touched(session, theirs, datetime.now().strftime("%H:%M:%S")) if theirs else None

    def _tell_when_gone(self) -> None:
        """Say once that the file is not in its place; it may be again, and go again."""
        became = self._session.project.gone() if self._session is not None else ""
        if became and became != self._gone:
            self._post(partial(self.gone.emit, became))
        self._gone = became

    def _skip(self) -> None:
        """What was done until now is shown."""
        if self._session is not None:
            self._stamp, self._last_act = _stamp(self._session.path), self._session.project.last_act()

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _act(self, act: Callable[[Session], T]) -> T:
        if self._session is None:
            raise ExoError("No project is open.", "Open a project or make a new one first.")
        try:
            return act(self._session)
        finally:
            self._announce(self._session)

    def _act_aside(
        self,
        path: Path,
        act: Callable[[Session, threading.Event, Callable[[object], None]], T],
        stop: threading.Event,
        progress: Callable[[Any], None],
    ) -> T:
        with WatchedSession.open(path) as session:
            assert isinstance(session, WatchedSession)

            def tell(what: object) -> None:
                self._announce(session)
                self._post(partial(progress, what))

            try:
                return act(session, stop, tell)
            finally:
                self._announce(session)

    def _announce(self, session: WatchedSession) -> None:
        made = session.take_changes()
        if made:
            self._own.extend(made)
            at = datetime.now().strftime("%H:%M:%S")
            if any(len(change.edits) > PART for change in made):
                self._own = [change for change in self._own if len(change.edits) <= PART]  # nor are they read again
                self._thread.submit(self._skip)
            if any(len(change.edits) > PART or change.keys("blind_rounds") for change in made):
                # Very much has changed, or others may be seen now, or no longer.
                self._post(partial(self._on_all_new, session.path, read_overview(session), at))
                return
            touched = read_touched(session, made, at)
            self._post(partial(self._on_touched, session.path, touched))

    def _post(self, call: Callable[[], None]) -> None:
        self._results.put(call)
        self._ready.emit()

    # Between the threads ---------------------------------------------------------------------------------------

    def _start(
        self,
        thread: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Failure | None,
    ) -> None:
        self._pending += 1

        def finished(future: Future[T]) -> None:
            self._post(partial(self._on_finished, future, done, failed))

        thread.submit(work).add_done_callback(finished)

    # In the window's thread ------------------------------------------------------------------------------------

    @Slot()
    def _on_ready(self) -> None:
        while True:
            try:
                call = self._results.get_nowait()
            except Empty:
                return
            call()

    def _on_finished(self, future: Future[T], done: Callable[[T], None] | None, failed: Failure | None) -> None:
        self._pending -= 1
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
            return
        if isinstance(error, CancelledError):
            error = CLOSED
        elif not isinstance(error, ExoError):
            log.error("an act on the project failed", exc_info=error)
            error = FAULT
        if failed is not None:
            failed(error)
        else:
            self.refused.emit(error.message, error.hint)

    def _looked(self, done: Future[Overview | Touched | None]) -> None:
        self._looking = False
        if done.cancelled() or self._path is None:
            return
        error = done.exception()
        if error is not None:
            # Told once something is asked of the project; a look is nobody's wish.
            log.info("the project could not be looked at: %s", error)
            return
        found = done.result()
        if isinstance(found, Overview) and found.path == str(self._path):
            self.opened.emit(found)
        elif isinstance(found, Touched):
            self.changed.emit(found)
            self.changed_elsewhere.emit(found.labels[-1])

    def _on_opened(self, overview: Overview) -> None:
        self._path = Path(overview.path)
        self._clock.start()
        self.opened.emit(overview)

    def _on_touched(self, path: Path, touched: Touched) -> None:
        if self._path is not None and path == self._path:
            self.changed.emit(touched)
            self.saved.emit(touched.at)

    def _on_all_new(self, path: Path, overview: Overview, at: str) -> None:
        if self._path is not None and path == self._path:
            self.opened.emit(overview)
            self.saved.emit(at)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Time and size of a file; None when it is away for the moment."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _taken(own: list[Change], done: Change) -> bool:
    """Whether an act of the history is one of ours, which is then taken off the list; the file adds a signature."""
    keys = [(edit.table, edit.key) for edit in done.edits]
    for at, change in enumerate(own):
        ours = [(edit.table, edit.key) for edit in change.edits]
        if change.label == done.label and keys[len(keys) - len(ours) :] == ours:
            del own[at]
            return True
    return False
