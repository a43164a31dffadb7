"""Reads the documents that were never searched, beside everything else, with how far it is and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStatusBar, QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.look import S
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import searching
from exoannotate.workspace.session import Session
from exoannotate.workspace.shelf import Shelf


@dataclass(frozen=True, slots=True)
class _Told:
    """How far the reading is. ``why``: why this document cannot be searched; "" when it can. ``page`` of it read."""

    document: Document
    number: int
    why: str = ""
    page: int = 0
    ready: bool = False


class Reader(QObject):
    """Reads documents one after the other. ``unreadable``: documents that cannot be searched, and why."""

    read = Signal(object)  # Document; its text is on the shelf
    changed = Signal()
    """There is something else to say about it."""

    def __init__(self, bridge: Bridge, client: PdfClient, bar: QStatusBar) -> None:
        super().__init__(bar)
        self._bridge, self._client, self._bar = bridge, client, bar
        self._stop: threading.Event | None = None
        self._count = 0
        self._line: QWidget | None = None
        self.unreadable: dict[str, str] = {}
        self.stopped = False
        """Whether somebody cancelled it; it is not begun again until the search is opened anew."""

    @property
    def busy(self) -> bool:
        """Whether documents are being read."""
        return self._stop is not None

    def begin(self, documents: Sequence[Document], shelf: Shelf, opened: Mapping[str, PdfInfo]) -> None:
        """Read these documents; ``opened`` are those that a password was given for, by their ids."""
        wanted = tuple(d for d in documents if d.id not in self.unreadable or d.id in opened)
        if self.busy or self.stopped or not wanted or self._bridge.path is None:
            return
        self._count = len(wanted)
        client = self._client

        def act(session: Session, stop: threading.Event, tell: Callable[[object], None]) -> None:
            for number, document in enumerate(wanted):
                if stop.is_set():
                    return
                tell(_Told(document, number))
                info = opened.get(document.id)
                why = ""
                if info is not None:
                    try:
                        shelf.read(document, client, info, stop.is_set)
                    except ExoError:  # it was closed meanwhile
                        why = searching.LOCKED
                else:
                    why = searching.read(session, client, shelf, document.id, stop.is_set)
                if not stop.is_set():
                    tell(_Told(document, number, why, ready=True))

        stop = self._bridge.aside(act, done=self._on_done, progress=self._on_progress, failed=self._on_failed)
        self._stop = stop
        self._show(0)

    @Slot()
    def cancel(self) -> None:
        """Stop reading; what was read stays."""
        self.stopped = True
        self.stop()

    def stop(self) -> None:
        """Another project, or the end."""
        if self._stop is not None:
            self._stop.set()
            self._stop = None
            self._hide()

    def forget(self) -> None:
        """Begin anew with another project."""
        self.stop()
        self.stopped = False
        self.unreadable.clear()

    def said(self, documents: Mapping[str, Document]) -> str:
        """Which documents could not be searched, in one sentence; "" when all could."""
        gone = [(documents[id].title, why) for id, why in self.unreadable.items() if id in documents]
        if not gone:
            return ""
        many = f"{counted(len(gone), 'document')} could not be searched: "
        return many + "; ".join(f"“{' '.join(title.split())}” {why}" for title, why in gone) + "."

    def _on_progress(self, told: _Told) -> None:
        if self._stop is None:
            return
        self._show(told.number)
        if not told.ready:
            return
        if told.why:
            self.unreadable[told.document.id] = told.why
        else:
            self.unreadable.pop(told.document.id, None)
            self.read.emit(told.document)
        self.changed.emit()

    def _on_done(self, _: None) -> None:
        self._stop = None
        self._hide()
        self.changed.emit()

    def _on_failed(self, error: ExoError) -> None:
        self._on_done(None)

    # In the status line ----------------------------------------------------------------------------------------------

    def _show(self, number: int) -> None:
        if self._line is None:
            self._line = QWidget()
            self._words = plain_label(role="muted")
            self._words.setObjectName("search_reading")
            cancel = QPushButton("Cancel")
            cancel.setProperty("role", "link")
            cancel.setAccessibleName("Stop reading documents for the search")
            cancel.setToolTip("Stop reading; what was read so far is searched")
            cancel.clicked.connect(self.cancel)
            line = QHBoxLayout(self._line)
            line.setContentsMargins(S, 0, S, 0)
            line.setSpacing(S)
            line.addWidget(self._words)
            line.addWidget(cancel)
            self._bar.addPermanentWidget(self._line)
        self._words.setText(f"Reading documents for the search: {number + 1} of {self._count}")
        self._line.show()

    def _hide(self) -> None:
        if self._line is not None:
            self._line.hide()
