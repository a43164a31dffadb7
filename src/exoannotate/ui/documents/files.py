"""The PDFs behind open documents: missing ones are looked for, changed ones are told with what would become of them.

Nothing is carried over unasked: the highlights are looked for in the other file first, and the reader is told how many
are in it before anything changes. Decision (2026-11): a changed file is shown at once, without highlights, because
there is nothing else to show; those of the old file are never painted on the pages of another.
"""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QFileDialog

from exoannotate.domain.errors import ExoError, PasswordNeededError, StaleEditError
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.commands.gathering import GatheringCommands
from exoannotate.ui.documents.notice_bar import MissingPage
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.tabs import Seat
from exoannotate.workspace import documents, relocating, whereabouts
from exoannotate.workspace.documents import Added
from exoannotate.workspace.reattaching import LOST
from exoannotate.workspace.relocating import Relocation
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.commands.verbs import Verbs
    from exoannotate.ui.documents.tabs import DocumentTabs
    from exoannotate.ui.window.main_window import MainWindow

CHANGED = "changed"
"""The name of the notice about the file of a document."""
QUIET = 600
"""Milliseconds a file must rest before it is looked at again: it may still be being written."""
TRIES = 6
"""So often a file that went away is looked for at its place: programs save by deleting and writing anew."""
UNASKED = 20.0
"""Seconds of a search that nobody asked for."""
TELL_EVERY = 0.1
"""Seconds between two words about how far a search is."""


class DocumentFiles(QObject):
    """Watches the files of open documents and finds those that are away."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client = window, bridge, client
        self._searches: dict[str, threading.Event] = {}
        self._asides: list[threading.Event] = []
        self._due: dict[str, int] = {}  # path -> tries left
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(QUIET)
        self._clock.timeout.connect(self._on_quiet)

    def attach(self, tabs: DocumentTabs, verbs: Verbs) -> None:
        """Take the parts of the window."""
        self._tabs, self._verbs = tabs, verbs
        tabs.file_missing.connect(self._on_missing)
        tabs.opened.connect(self._on_opened)
        tabs.gone.connect(self._on_closed)
        self._bridge.changed.connect(self._on_changed, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """The window closes."""
        self._clock.stop()
        self._due.clear()
        for event in (*self._searches.values(), *self._asides):
            event.set()

    # A PDF that is away ----------------------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_missing(self, document: str, front: bool) -> None:
        known = self._window.contents.documents.get(document)
        if known is None or self._bridge.path is None:
            return
        page = MissingPage(known, self._window.icons)
        page.choose_wanted.connect(self.choose)
        page.search_wanted.connect(self.ask_folder)
        page.stop_wanted.connect(self._on_stop_wanted)
        self._tabs.show_missing(page, front=front)
        if known.has_pdf:
            self.search(document, None)

    @Slot(str)
    def choose(self, document: str) -> None:
        """Ask which file is the PDF of a document."""
        dialog = QFileDialog(self._window, "Where is the PDF?", str(self._start()), "PDFs (*.pdf);;All files (*)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.take(document, Path(chosen)))
        dialog.open()

    @Slot(str)
    def ask_folder(self, document: str) -> None:
        """Ask in which folder to look for a document."""
        dialog = QFileDialog(self._window, "Where shall the PDF be looked for?", str(self._start()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self.search(document, Path(chosen)))
        dialog.open()

    def _start(self) -> Path:
        return self._bridge.path.parent if self._bridge.path is not None else Path.home()

    def search(self, document: str, folder: Path | None) -> None:
        """Look for a document's file in a folder and below, by default that of the project."""
        page = self._tabs.missing(document)
        if page is None or document in self._searches or self._bridge.path is None:
            return
        if not page.document.has_pdf:
            if folder is not None:
                self._window.commands.part(GatheringCommands).look_in(folder)
            return
        where = folder or self._bridge.path.absolute().parent
        page.show_searching(str(where))
        # Unasked, a home folder is not read to its end.
        until = time.monotonic() + UNASKED if folder is None else math.inf

        def act(session: Session, stop: threading.Event, tell: object) -> Path | None:
            told = [0.0]

            def progress(done: int, total: int) -> None:
                if callable(tell) and time.monotonic() - told[0] > TELL_EVERY:
                    told[0] = time.monotonic()
                    tell((done, total))

            def over() -> bool:
                if time.monotonic() > until:
                    stop.set()
                return stop.is_set()

            found = whereabouts.search(session, document, where, tell=progress, stop=over)
            if found is not None:
                whereabouts.settle(session, document, found)
            return found

        self._searches[document] = self._bridge.aside(
            act,
            done=partial(self._on_searched, document, where),
            progress=partial(self._on_progress, document),
            failed=partial(self._on_search_failed, document),
        )

    def _on_progress(self, document: str, far: tuple[int, int]) -> None:
        page = self._tabs.missing(document)
        if page is not None:
            page.show_progress(*far)

    def _on_searched(self, document: str, where: Path, found: Path | None) -> None:
        stopped = self._searches.pop(document).is_set()
        page = self._tabs.missing(document)
        if page is None:
            return
        if found is None:
            how = f"It is not in “{where}” and below either."
            if stopped:
                how = f"The search of “{where}” and below was ended before everything was looked at."
            page.show_sentence(f"{how} Its highlights and records are safe. Say where the PDF lies now.")
            return
        front = page.isVisible()
        self._tabs.open(document, path=found, seat=Seat(front=front, focus=front))
        self._window.say(f"“{page.document.title[:60]}” was found again.", str(found))

    def _on_search_failed(self, document: str, error: ExoError) -> None:
        self._searches.pop(document, None)
        page = self._tabs.missing(document)
        if page is not None:
            page.show_sentence(str(error))

    @Slot(str)
    def _on_stop_wanted(self, document: str) -> None:
        if document in self._searches:
            self._searches[document].set()

    def take(self, document: str, path: Path) -> None:
        """A reader says where the PDF of a document is: open it there, and remember the place if it is the file. A
        paper that had no PDF gets it."""
        known = self._window.contents.documents.get(document)
        if known is not None and not known.has_pdf:
            client = self._client

            def add(session: Session, _stop: threading.Event, _tell: object) -> Added:
                return documents.add(session, client, path, paper=document)

            self._bridge.aside(add, done=partial(self._on_got, document), progress=lambda _: None, failed=self._say)
            return

        def open_there(_is_it: bool) -> None:
            tab = self._tabs.tab_of(document)
            state = tab.view.state() if tab is not None else None
            for other in self._tabs.tabs():
                if other.document.id == document:
                    self._tabs.close_tab(other)  # what is shown is another file
            self._tabs.open(document, path=path, state=state)

        self._bridge.do(lambda session: whereabouts.settle(session, document, path), done=open_there)

    def _on_got(self, document: str, added: Added) -> None:
        page = self._tabs.missing(document)
        if added.refused:
            self._window.say(added.message)
            return
        if added.document != document and page is not None:
            page.show_sentence(
                f"That is the PDF of another document, “{added.title[:80]}”. Both may be the same paper."
            )
            return
        self._tabs.open(document)
        self._verbs.undoable.emit(f"“{added.title[:60]}” has its PDF.")

    def _say(self, error: ExoError) -> None:
        self._window.say(error.message, error.hint)

    # A PDF that is another one ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_opened(self, tab: DocumentTab) -> None:
        self._watch(tab)  # also a changed one, which may change once more before it is used
        if tab.info.sha256 != tab.document.sha256:
            self._look_into_shown(tab)

    def _watch(self, tab: DocumentTab) -> None:
        if tab.info.path not in self._watcher.files():
            self._watcher.addPath(tab.info.path)

    @Slot(object)
    def _on_closed(self, tab: DocumentTab) -> None:
        if tab.info.path in self._watcher.files():
            self._watcher.removePath(tab.info.path)
        self._due.pop(tab.info.path, None)

    @Slot()
    def _on_changed(self) -> None:
        for tab in self._tabs.tabs():
            if tab.info.sha256 == tab.document.sha256 and not tab.changed_on_disk:
                tab.notices.clear(CHANGED)
                self._watch(tab)

    def _look_into_shown(self, tab: DocumentTab) -> None:
        """The file that is shown is not the one the highlights belong to: see how many are in it."""
        tab.notices.say(CHANGED, f"{_what(tab)} Its highlights are being looked for …")
        document, info, client, keep = tab.document.id, tab.info, self._client, not tab.locked

        def look(session: Session, _stop: threading.Event, _tell: object) -> Relocation:
            return relocating.relocate_open(session, client, document, Path(info.path), info, keep=keep)

        if self._bridge.path is not None:
            done, failed = partial(self._on_looked, tab), partial(self._on_not_read, tab)
            stop = self._bridge.aside(look, done=done, progress=lambda _: None, failed=failed)
            self._asides = [*self._asides[-8:], stop]

    def _on_looked(self, tab: DocumentTab, relocation: Relocation) -> None:
        if tab not in self._tabs.tabs() or tab.document.sha256 != relocation.document.sha256:
            return
        if relocation.sha256 == tab.document.sha256:
            tab.notices.clear(CHANGED)  # it was changed back meanwhile
            return
        use = (
            "Use this file" if self._is_other_copy(tab) else "Use the changed file",
            partial(self._use, tab, relocation),
        )
        keep = ("Keep", partial(self._keep, tab))
        found, total = found_of(relocation)
        told = any(each.passage.state not in LOST for each in relocation.passages)
        if not found and not told:  # nothing of it had a place before either
            tab.notices.say(CHANGED, _what(tab), use, keep)
        elif found:
            words = f"{found} of {total} highlights found again in it."
            words = words if total > 1 else "Its highlight was found again in it."
            tab.notices.say(CHANGED, f"{_what(tab)} {words}", use, keep)
        else:
            words = (
                f"None of its {total} highlights is in it; it seems to be another paper."
                if total > 1
                else ("Its highlight is not in it; it seems to be another paper.")
            )
            search = ("Search a folder…", partial(self._search_instead, tab))
            choose = ("Choose file…", partial(self.choose, tab.document.id))
            tab.notices.say(CHANGED, f"{_what(tab)} {words}", choose, search, keep)

    def _is_other_copy(self, tab: DocumentTab) -> bool:
        return tab.where == "copy" and not tab.changed_on_disk

    def _on_not_read(self, tab: DocumentTab, error: ExoError) -> None:
        if tab not in self._tabs.tabs():
            return
        self._watch(tab)
        if isinstance(error, PasswordNeededError):
            again = ("Open it again", partial(self._reopen, tab))
            tab.notices.say(CHANGED, "The file of this document has changed and needs a password now.", again)
            return
        words = f"The file of this document has changed and cannot be read: {error.message}"
        tab.notices.say(CHANGED, f"{words} What is shown is as it was.", ("Look again", partial(self._look_at, tab)))

    def _use(self, tab: DocumentTab, relocation: Relocation) -> None:
        found, total = found_of(relocation)
        words = f"{found} of {total} highlights carried over." if total else "The changed file is used from now on."
        words += f" {total - found} not found again." if total > found else ""
        tab.notices.clear(CHANGED)
        tab.changed_on_disk = False
        self._bridge.do(
            lambda session: whereabouts.use(session, relocation),
            done=lambda _: self._verbs.undoable.emit(words),
            failed=partial(self._on_refused, tab),
        )

    def _on_refused(self, tab: DocumentTab, error: ExoError) -> None:
        self._window.say(error.message, error.hint)
        if isinstance(error, StaleEditError) and tab in self._tabs.tabs():
            self._look_at(tab)  # highlights were made or changed meanwhile

    def _keep(self, tab: DocumentTab) -> None:
        tab.notices.clear(CHANGED)

    def _search_instead(self, tab: DocumentTab) -> None:
        """What is shown is another paper: take it away and look for the right one."""
        document = tab.document
        self._tabs.close_tab(tab)
        self._on_missing(document.id, True)

    def _reopen(self, tab: DocumentTab) -> None:
        document, state = tab.document.id, tab.view.state()
        self._tabs.close_tab(tab)
        self._tabs.open(document, state=state)

    # A PDF that is changed while it is open --------------------------------------------------------------------

    @Slot(str)
    def _on_file_changed(self, path: str) -> None:
        self._due[path] = TRIES
        self._clock.start()

    @Slot()
    def _on_quiet(self) -> None:
        due, self._due = self._due, {}
        for path, tries in due.items():
            tab = next((tab for tab in self._tabs.tabs() if tab.info.path == path), None)
            if tab is not None:
                self._look_at(tab, tries)

    def _look_at(self, tab: DocumentTab, tries: int = TRIES) -> None:
        """See whether the file of an open document still is what is shown, and how many highlights are in it if not."""
        path, shown = Path(tab.info.path), tab.info.sha256
        document, client = tab.document.id, self._client

        def look(session: Session, _stop: threading.Event, _tell: object) -> Relocation | str:
            found = documents.file_hash(path)
            return found if found in ("", shown) else whereabouts.preview(session, client, document, path)

        def looked(found: Relocation | str) -> None:
            if tab not in self._tabs.tabs():
                return
            if found == "":
                if tries > 1:
                    self._due[tab.info.path] = tries - 1
                    self._clock.start()
                return
            self._watch(tab)  # a file that took the place of another is not watched any more
            if isinstance(found, Relocation):
                tab.changed_on_disk = True
                self._on_looked(tab, found)
            elif tab.info.sha256 == tab.document.sha256:
                tab.changed_on_disk = False
                tab.notices.clear(CHANGED)

        if self._bridge.path is not None:
            failed = partial(self._on_not_read, tab)
            stop = self._bridge.aside(look, done=looked, progress=lambda _: None, failed=failed)
            self._asides = [*self._asides[-8:], stop]


def found_of(relocation: Relocation) -> tuple[int, int]:
    """How many highlights were found again, of how many."""
    states = Counter(found.state for found in relocation.passages)
    return states["exact"] + states["moved"] + states["fuzzy"], states.total()


def _what(tab: DocumentTab) -> str:
    if tab.where == "copy" and not tab.changed_on_disk:
        return "This is another copy of the paper; the file that is highlighted is not at hand."
    return "The file of this document has changed."
