"""Python's collector of cycles, kept in the window's thread.

Python collects in whichever thread happens to allocate. What it frees there may be widgets, which belong to the
window's thread: Qt has crashed on that. So the collector is switched off and asked here, between two events and when
enough was made since; it costs what it cost before, and never in the middle of a key.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

LOOK_EVERY = 500
"""Milliseconds between two looks."""
YOUNG = 20_000
"""Objects made since the last time that are worth a look at the young ones."""
OLDER = 10
"""Looks at the young ones that are worth one at those that outlived some."""
WHOLE_AFTER = 60.0
"""Seconds until everything is looked at again, which takes long in a large project."""


class Collector(QObject):
    """Collects in the thread it lives in, until ``stop``."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._looks = 0
        self._whole_at = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

    @Slot()
    def _look(self) -> None:
        if gc.get_count()[0] < YOUNG:
            return
        self._looks += 1
        if time.monotonic() - self._whole_at > WHOLE_AFTER:
            gc.collect()
            self._whole_at = time.monotonic()
        else:
            gc.collect(1 if self._looks % OLDER == 0 else 0)
