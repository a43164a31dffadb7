"""A request on its way: the future of its result, which can be cancelled even while a worker is at it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from exoannotate.pdf.lane import Lane

T = TypeVar("T")


class Job(Generic[T]):
    """A piece of work for a lane and the future of its result.

    The future counts as waiting until the result is there: ``cancel()`` succeeds until then, whoever asked hears of it
    at once, and the lane stops the worker.
    """

    def __init__(self, work: Callable[[Lane], T], *, handle: int | None = None) -> None:
        self.future: Future[T] = Future()
        self.handle = handle
        self._work = work

    def run(self, lane: Lane) -> None:
        """Do the work, unless it was cancelled while it waited."""
        if self.future.cancelled():
            self.future.set_running_or_notify_cancel()
            return
        result: T | None = None
        error: BaseException | None = None
        try:
            result = self._work(lane)
        except CancelledError:
            self.future.cancel()
        except BaseException as raised:  # noqa: BLE001 - the top of a job: the future carries it to who asked
            error = raised
        if not self.future.set_running_or_notify_cancel():
            return
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result)  # type: ignore[arg-type]

    def drop(self) -> None:
        """Cancel what never began, and tell all who wait."""
        self.future.cancel()
        self.future.set_running_or_notify_cancel()


class Document:
    """What is needed to open a document in a worker, again and again; lives in memory only."""

    def __init__(self, handle: int, path: bytes, password: str) -> None:
        self.handle = handle
        self.path = path
        self.password = password
        self.sha256 = ""
        self.stamp = ""
        self.closed = False
