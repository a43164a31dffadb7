"""What matrix, board and gaps know of a project beside its rows, and how they work their pictures out: in a thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from exoannotate.domain.errors import ExoError
from exoannotate.domain.naming import UNNAMED, NamedValue, Naming, Thing, Things
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.contents import Contents
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.workspace import comparing, terms
from exoannotate.workspace.session import Session

log = logging.getLogger(__name__)

T = TypeVar("T")


class Lore(QObject):
    """Which names are one thing, read from the project when a view first asks and again after it changed."""

    changed = Signal()

    def __init__(
        self, bridge: Bridge, jobs: Jobs, contents: Callable[[], Contents], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.contents = contents
        self.names: Naming = UNNAMED
        self.values: tuple[NamedValue, ...] = ()
        self.things: Things = {}
        self._looked_up: dict[tuple[str, str], Thing | None] = {}
        self._bridge = bridge
        self._stale, self._reading = True, False

    def begin(self) -> None:
        """Another project is open."""
        self.names, self.values, self.things = UNNAMED, (), {}
        self._looked_up = {}
        self._stale = True

    def forget(self) -> None:
        """The project says something else now."""
        self._stale = True

    def want(self) -> None:
        """Read what is not known yet; ``changed`` tells when something is new."""
        if self._stale and not self._reading and self._bridge.path is not None:
            self._stale, self._reading = False, True
            read = partial(_read, self._looked_up)
            self._bridge.aside(read, done=self._on_read, progress=lambda _: None, failed=self._on_failed)

    def _on_read(self, read: _Read) -> None:
        self._reading = False
        if read != (self.names, self.values, self.things):
            self.names, self.values, self.things = read
            self.changed.emit()
        if self._stale:
            self.want()  # something changed meanwhile
        elif terms.vocabulary() is None:
            self._stale = True  # what the vocabularies say is asked with the next view

    def _on_failed(self, error: ExoError) -> None:
        # Names are then compared by their spelling; what is wrong with the file is told by whatever was asked of it.
        self._reading = False
        log.info("names could not be read: %s", error)


_Read = tuple[Naming, tuple[NamedValue, ...], Things]


def _read(
    looked_up: dict[tuple[str, str], Thing | None],
    session: Session,
    _stop: threading.Event,
    _tell: Callable[[object], None],
) -> _Read:
    values = comparing.named_values(session)
    # The vocabularies take a minute at the very first time; nobody waits for them here.
    things = comparing.things(session, values, looked_up) if terms.vocabulary() is not None else {}
    return comparing.names(session, values), values, things


class Latest(Generic[T]):
    """Works one picture at a time out in a thread; of what is asked meanwhile only the last is done."""

    def __init__(self, jobs: Jobs, done: Callable[[T], None]) -> None:
        self._jobs, self._done = jobs, done
        self._job: Job[T] | None = None
        self._next: Callable[[], T] | None = None

    @property
    def busy(self) -> bool:
        """Whether a picture is on its way."""
        return self._job is not None

    def ask(self, work: Callable[[], T]) -> None:
        """Work this out as soon as what is under way has ended; that is thrown away."""
        if self._job is not None:
            self._next = work
        else:
            self._job = self._jobs.run(work, done=self._on_done, failed=self._on_failed)

    def _on_done(self, result: T) -> None:
        self._job = None
        if not self._go_on():
            self._done(result)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        if not self._go_on():
            raise error

    def _go_on(self) -> bool:
        work, self._next = self._next, None
        if work is not None:
            self.ask(work)
        return work is not None
