"""Looks for what is typed in a thread of its own, the last letter always first: an outdated search stops at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QObject, Qt, Signal, Slot

from exoannotate.domain.records import Document
from exoannotate.ui.jobs import Jobs
from exoannotate.workspace import searching
from exoannotate.workspace.searching import Hit, Known, Ledgers, Where
from exoannotate.workspace.sought import Names, Sought, sought

BATCH, TELL_EVERY = 100, 0.03
"""Hits told at a time, and the seconds after which fewer are told."""


class Seeker(QObject):
    """One search at a time. What comes from an older one is dropped."""

    meant = Signal(object)  # Sought, before anything is found
    found = Signal(object)  # tuple of Hit
    unread = Signal(object)  # documents whose text is not at hand
    ended = Signal()
    _told = Signal(int, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(threads=1, name="search", parent=self)
        self._stop = threading.Event()
        self._number = 0
        self._ledgers = Ledgers()
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        self.busy = False

    def ask(self, known: Known, text: str, names: Names | None, places: Sequence[Where], *, fresh: bool) -> None:
        """Look for a text; what was looked for before is given up. ``fresh``: texts may have changed since."""
        self.drop()
        number, stop = self._number, self._stop
        self.busy = True

        def work() -> None:
            if stop.is_set():
                return
            wanted = sought(text, names)
            self._told.emit(number, "meant", wanted)
            unread: tuple[Document, ...] = ()
            if "documents" in places:
                if fresh:
                    known.shelf.refresh(known.documents.values())
                unread = known.shelf.load(known.documents.values())
                self._told.emit(number, "unread", unread)
            # Those that are read meanwhile are looked through on their own, once.
            without = frozenset(document.id for document in unread)
            self._tell(number, searching.look(known, self._ledgers, wanted, places, stop.is_set, without=without))

        self._jobs.run(work, done=_nothing)

    def look_in(self, known: Known, document: Document, wanted: Sought) -> None:
        """Look in a document that was read meanwhile; its hits come after all others."""
        number, stop = self._number, self._stop
        self.busy = True

        def work() -> None:
            hits = tuple(searching.in_document(known, document, wanted, stop.is_set))
            self._told.emit(number, "found", hits)
            self._told.emit(number, "ended", None)

        self._jobs.run(work, done=_nothing)

    def drop(self) -> None:
        """Give up what is looked for."""
        self._stop.set()
        self._stop = threading.Event()
        self._number += 1
        self.busy = False

    def forget(self) -> None:
        """Another project is open."""
        self.drop()
        self._ledgers = Ledgers()

    def close(self) -> None:
        """End; waits for the search under way, which stops at once."""
        self.drop()
        self._jobs.close()

    def _tell(self, number: int, hits: Iterator[Hit]) -> None:
        batch: list[Hit] = []
        told = 0.0
        for hit in hits:
            batch.append(hit)
            now = time.perf_counter()
            if len(batch) >= BATCH or now - told > TELL_EVERY:
                self._told.emit(number, "found", tuple(batch))
                batch, told = [], now
                time.sleep(0)
        self._told.emit(number, "found", tuple(batch))
        self._told.emit(number, "ended", None)

    @Slot(int, str, object)
    def _on_told(self, number: int, what: str, value: object) -> None:
        if number != self._number:
            return
        match what:
            case "meant":
                self.meant.emit(value)
            case "unread":
                self.unread.emit(value)
            case "found":
                self.found.emit(value)
            case _:
                self.busy = False
                self.ended.emit()


def _nothing(_: None) -> None:
    """Everything was told already."""
