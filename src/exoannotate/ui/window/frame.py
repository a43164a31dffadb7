"""The window before anything stands in it: title, menu titles and place, quick enough to be painted first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from PySide6.QtCore import QEvent, QTimer, Slot
from PySide6.QtWidgets import QMainWindow, QMenu

MENUS: tuple[Literal["File", "Edit", "View", "Evidence", "Tools", "Help"], ...] = (
    "File",
    "Edit",
    "View",
    "Evidence",
    "Tools",
    "Help",
)


class Frame(QMainWindow):
    """A bare window that is filled step by step after it was seen for the first time."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: Iterator[int] | None = None
        self._seen = False
        self.setWindowTitle("exoannotate")
        self.setAcceptDrops(True)
        self.menus: dict[str, QMenu] = {title: self.menuBar().addMenu(f"&{title}") for title in MENUS}

    def fill_when_painted(self, steps: Iterator[int]) -> None:
        """Take these steps once the bare frame is seen, each in a turn of the event loop of its own; a step gives the
        milliseconds until the next."""
        self._steps = steps

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._seen:
            self._seen = True
            if self._steps is not None:
                QTimer.singleShot(0, self._take_step)
        return done

    @Slot()
    def _take_step(self) -> None:
        if self._steps is None:
            return
        try:
            wait = next(self._steps)
        except StopIteration:
            self._steps = None
        else:
            QTimer.singleShot(wait, self._take_step)
