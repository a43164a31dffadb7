"""Long acts beside the window: a word about them when they take a while, and a way to end them at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from exoannotate.domain.errors import ExoError
from exoannotate.ui.commands.group import Group
from exoannotate.ui.dialogs.waiting import WaitDialog
from exoannotate.workspace.session import Session

T = TypeVar("T")


class Beside(Group):
    """A group whose acts look at files for long."""

    waiting: tuple[WaitDialog, ...] = ()

    def beside(
        self,
        title: str,
        sentence: str,
        work: Callable[[Session, threading.Event], T],
        done: Callable[[str, T], None],
    ) -> None:
        """Do something long with a connection of its own. ``done`` gets the title and the answer, unless it was
        cancelled; a refusal is said."""
        waiting: list[WaitDialog] = []

        def answered(found: T) -> None:
            if self._ended(waiting[0]):
                done(title, found)

        def failed(error: ExoError) -> None:
            if self._ended(waiting[0]):
                self.window.say(error.message, error.hint)

        stop = self.window.bridge.aside(
            lambda session, stop, _tell: work(session, stop), done=answered, progress=nothing, failed=failed
        )
        waiting.append(WaitDialog(title, sentence, stop, self.window))
        self.waiting = (*self.waiting, waiting[0])

    def _ended(self, waiting: WaitDialog) -> bool:
        self.waiting = tuple(one for one in self.waiting if one is not waiting)
        return waiting.end()

    def stop(self) -> None:
        for waiting in self.waiting:
            waiting.stop.set()


def nothing(_: object) -> None:
    """What is done with progress of an act that tells none."""
