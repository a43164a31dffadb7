"""Highlights that come with a PDF or go with a copy of it: the offer to import them, and the copy for other readers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from exoannotate.domain.errors import ExoError
from exoannotate.domain.pdfparts import PdfMark
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.saving import save_dialog
from exoannotate.workspace import copies, imports
from exoannotate.workspace.copies import Copy
from exoannotate.workspace.imports import Imported
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.documents.tabs import DocumentTabs
    from exoannotate.ui.window.main_window import MainWindow

NOTICE = "marks"
"""The name of the notice about highlights of other programs."""


class MarksCommands(QObject):
    """What a PDF carries is only looked at when it is added, and imported only when a person says so."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client, self._jobs = window, bridge, client, jobs
        self._new: set[str] = set()  # documents that were added and not shown yet
        self._stops: list[threading.Event] = []

    def attach(self, tabs: DocumentTabs) -> None:
        """Take the part of the window."""
        self._tabs = tabs
        tabs.opened.connect(self._on_opened)

    def stop(self) -> None:
        """The window closes."""
        for stop in self._stops:
            stop.set()

    # The offer -------------------------------------------------------------------------------------------------

    def offer_for(self, documents: Iterable[str]) -> None:
        """Look at these documents when they are shown: they were just added."""
        self._new |= set(documents)
        for document in tuple(self._new):
            tab = self._tabs.tab_of(document)
            if tab is not None:
                self._on_opened(tab)

    @Slot(object)
    def _on_opened(self, tab: DocumentTab) -> None:
        if tab.document.id not in self._new or self._window.contents.read_only:
            return
        self._new.discard(tab.document.id)
        client, info = self._client, tab.info
        there = [p for p in self._window.contents.passages.values() if p.document == tab.document.id]
        self._jobs.run(
            lambda: imports.not_there(client.marks(info).result(), there),
            done=partial(self._offer, tab),
            failed=lambda _: None,  # it was closed meanwhile, or its pages say what is wrong with it
        )

    def _offer(self, tab: DocumentTab, new: tuple[PdfMark, ...]) -> None:
        if not new or tab not in self._tabs.tabs():
            return
        sentence = f"This PDF carries {imports.marks_told(new)} made with another program."
        tab.notices.say(NOTICE, sentence, ("Import", partial(self._import, tab)))

    # Import ----------------------------------------------------------------------------------------------------

    def import_highlights(self) -> None:
        """Import what the document in front carries."""
        tab = self._tabs.tab
        if tab is None:
            self._window.note("Open the document first whose highlights are to be imported.")
        else:
            self._import(tab)

    def _import(self, tab: DocumentTab) -> None:
        tab.notices.clear(NOTICE)
        client, info, document, keep = self._client, tab.info, tab.document.id, not tab.locked

        def act(session: Session, _stop: threading.Event, _tell: Callable[[object], None]) -> Imported:
            found = imports.read(client, info, keep=keep)
            return imports.import_marks(session, client, document, info, found)

        self._window.note("Reading the highlights of the PDF …")
        self._begin(act, self._on_imported)

    def _on_imported(self, done: Imported) -> None:
        self._window.note("")
        undo = self._window.commands.undo
        self._window.say(done.sentence(), button="Undo" if done.imported else "", act=undo if done.imported else None)

    # The copy --------------------------------------------------------------------------------------------------

    def copy_pdf(self) -> None:
        """Ask where to, and write a copy of the document in front with its highlights."""
        tab = self._tabs.tab
        if tab is not None:
            document = tab.document.id
            self._bridge.do(lambda session: copies.default_name(session, document), done=partial(self._ask, tab))

    def _ask(self, tab: DocumentTab, name: str) -> None:
        folder = self._bridge.path.parent if self._bridge.path else Path.home()
        dialog = save_dialog(self._window, "Copy of the PDF with highlights", folder / name, "PDFs (*.pdf)")
        dialog.fileSelected.connect(lambda chosen: self.write_copy(tab, Path(chosen)))
        dialog.open()

    def write_copy(self, tab: DocumentTab, target: Path) -> None:
        """Write a copy of an open document with its highlights."""
        client, info, document, keep = self._client, tab.info, tab.document.id, not tab.locked

        def act(session: Session, _stop: threading.Event, _tell: Callable[[object], None]) -> Copy:
            return copies.write(session, client, document, info, target, keep=keep)

        self._window.note("Writing the copy …")
        self._begin(act, self._on_copied)

    def _on_copied(self, copy: Copy) -> None:
        self._window.note("")
        self._window.say(copy.sentence(), str(copy.out.parent) if copy.out else "")

    def _begin(
        self,
        act: Callable[[Session, threading.Event, Callable[[object], None]], object],
        done: Callable[..., None],
    ) -> None:
        def unless_closed(session: Session, stop: threading.Event, tell: Callable[[object], None]) -> object:
            try:
                return act(session, stop, tell)
            except CancelledError as error:
                raise ExoError("The document was closed meanwhile.", "Nothing was written.") from error

        if self._bridge.path is not None:
            stop = self._bridge.aside(unless_closed, done=done, progress=lambda _: None, failed=self._on_refused)
            self._stops = [*self._stops[-7:], stop]

    def _on_refused(self, error: ExoError) -> None:
        self._window.note("")
        self._window.say(error.message, error.hint)
