"""What is done with whole documents: taken out, joined with their doubles, numbered as they are printed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QDialog, QMenu

from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.dialogs.first_page import FirstPageDialog
from exoannotate.ui.dialogs.same_paper import SamePaperDialog
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.project.lists import ID_ROLE, counts_text
from exoannotate.ui.window import window_state
from exoannotate.workspace import documents, joining, numbering, removing
from exoannotate.workspace.joining import Joined
from exoannotate.workspace.numbering import Numbering
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.commands.verbs import Verbs
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.documents.tabs import DocumentTabs
    from exoannotate.ui.project.pane import ProjectPane
    from exoannotate.ui.window.main_window import MainWindow

NUMBERS = "numbers"
"""The name of the notice about printed page numbers."""
PATIENCE = 1_500
"""Milliseconds after a document was opened until its heads and feet are read: what is read first comes first."""


class LibraryCommands(QObject):
    """Acts on documents of the list or the one that is shown. ``show`` opens a dialog."""

    def __init__(
        self, window: MainWindow, bridge: Bridge, client: PdfClient, jobs: Jobs, show: Callable[[QDialog], None]
    ) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client, self._jobs, self._show = window, bridge, client, jobs, show
        self.fill_menu: Callable[[QMenu, str], None] | None = None
        """Adds to the menu of a document what others can do with it."""
        self._stop: threading.Event | None = None
        self._unread: list[DocumentTab] = []
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PATIENCE)
        self._clock.timeout.connect(self._read_numbers)

    def attach(self, tabs: DocumentTabs, project: ProjectPane, verbs: Verbs) -> None:
        """Take the parts of the window."""
        self._tabs, self._project, self._verbs = tabs, project, verbs
        project.document_view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        project.document_view.customContextMenuRequested.connect(self._on_menu_wanted)
        tabs.opened.connect(self._on_opened)
        tabs.gone.connect(self._on_gone)

    def stop(self) -> None:
        """The window closes."""
        self._clock.stop()
        self._unread.clear()
        if self._stop is not None:
            self._stop.set()

    @property
    def _current(self) -> str:
        """The document that is meant: the one shown, or marked in the list."""
        index = self._project.document_view.currentIndex()
        return self._project.document or (str(index.data(ID_ROLE)) if index.isValid() else "")

    # The menu of a document ------------------------------------------------------------------------------------

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        view = self._project.document_view
        index = view.indexAt(at)
        index = index if index.isValid() else view.currentIndex()  # the menu key knows no place
        if index.isValid():
            self.menu(str(index.data(ID_ROLE))).popup(view.viewport().mapToGlobal(at))

    def menu(self, document: str) -> QMenu:
        """What can be done with a document of the list."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", partial(self._tabs.open, document))
        menu.addSeparator()
        if self.fill_menu is not None:
            self.fill_menu(menu, document)
            menu.addSeparator()
        writable = not self._window.contents.read_only
        for text, act in (
            ("First page number…", self.ask_first_page),
            ("Where is its PDF…", self._window.commands.files.choose),
            ("Same paper as…", self.ask_same_paper),
            ("Take out of the project", self.remove),
        ):
            entry = menu.addAction(text, partial(act, document))
            entry.setEnabled(writable)
        return menu

    # Taking out ------------------------------------------------------------------------------------------------

    def remove_document(self) -> None:
        """Take the documents out that are chosen in the list while it has the focus, else the one that is shown."""
        chosen = self._project.document_view.chosen() if self._project.document_view.hasFocus() else []
        if chosen or self._current:
            self._remove(chosen or [self._current])
        else:
            self._window.note("Choose a document in the list at the left first.")

    def remove(self, document: str) -> None:
        """Take a document out of the project, with a way back; with it all that are chosen, when it is one of them."""
        chosen = self._project.document_view.chosen()
        self._remove(chosen if document in chosen else [document])

    def _remove(self, documents: Sequence[str]) -> None:
        self._bridge.do(
            lambda session: removing.delete_documents(session, documents).sentence(), done=self._verbs.undoable.emit
        )

    # Joining ---------------------------------------------------------------------------------------------------

    def same_paper(self) -> None:
        """Ask which document is the double of the one that is shown."""
        self.ask_same_paper(self._current)

    def ask_same_paper(self, document: str) -> None:
        """Ask which document is the double of this one."""
        contents = self._window.contents
        known = contents.documents.get(document)
        others = [other for other in contents.documents.values() if other.id != document]
        if known is None or not others:
            self._window.note("There is no other document in this project.")
            return
        counts = contents.counts()
        found = [(other, counts_text(*counts[other.id])) for other in joining.likeliest(known, others)]
        dialog = SamePaperDialog(known, found, self._window)
        dialog.given.connect(partial(self.join, document))
        self._show(dialog)

    def join(self, stays: str, goes: str) -> None:
        """Join two documents that are one paper."""
        tab = self._tabs.tab_of(stays)
        info = tab.info if tab is not None and tab.info.sha256 == tab.document.sha256 else None
        keep = tab is None or not tab.locked
        client = self._client

        def act(session: Session, _stop: threading.Event, _tell: object) -> Joined:
            return joining.join(session, client, stays, goes, info, keep=keep)

        self._window.note("Joining; the highlights are being looked for …")
        self._stop = self._bridge.aside(act, done=self._on_joined, progress=lambda _: None, failed=self._on_refused)

    def _on_joined(self, joined: Joined) -> None:
        self._tabs.open(joined.document)
        self._verbs.undoable.emit(joined.sentence())

    def _on_refused(self, error: ExoError) -> None:
        self._window.say(error.message, error.hint)

    # Page numbers ----------------------------------------------------------------------------------------------

    def number_pages(self) -> None:
        """Ask what is printed on the first page of the document that is shown."""
        if self._current:
            self.ask_first_page(self._current)

    def ask_first_page(self, document: str) -> None:
        """Ask what is printed on the first page of a document."""
        known = self._window.contents.documents.get(document)
        if known is not None:
            dialog = FirstPageDialog(known.title, known.first_page_label, self._window)
            dialog.given.connect(partial(self.set_first_page, document))
            self._show(dialog)

    def set_first_page(self, document: str, label: str) -> None:
        """Say what is printed on the first page of a document."""
        self._bridge.do(lambda session: documents.set_first_page(session, document, label))

    @Slot(object)
    def _on_opened(self, tab: DocumentTab) -> None:
        declined = window_state.load_value(_key(tab.document.id)) is not None
        if not declined and not tab.document.first_page_label and not self._window.contents.read_only:
            self._unread.append(tab)
            self._clock.start()

    @Slot(object)
    def _on_gone(self, tab: DocumentTab) -> None:
        self._unread = [other for other in self._unread if other is not tab]

    @Slot()
    def _read_numbers(self) -> None:
        """Read the numbers of one document after the other."""
        if not self._unread:
            return
        tab = self._unread.pop(0)
        client, document, info, keep = self._client, tab.document, tab.info, not tab.locked
        self._jobs.run(
            lambda: numbering.printed_numbers(client, document, info, keep=keep),
            done=partial(self._on_numbers, tab),
            failed=lambda _: None,  # it was closed meanwhile, or cannot be read, which is told elsewhere
        )

    def _on_numbers(self, tab: DocumentTab, found: Numbering | None) -> None:
        if self._unread:
            self._clock.start()
        if found is None or tab not in self._tabs.tabs() or tab.document.first_page_label:
            return
        if tab.info.sha256 != tab.document.sha256:
            return
        no = ("No", partial(self._decline, tab))
        bar = tab.notices.say(NUMBERS, found.sentence(), ("Use these numbers", partial(self._use, tab, found)), no)
        bar.closed.connect(partial(self._decline, tab))

    def _decline(self, tab: DocumentTab) -> None:
        window_state.save_value(_key(tab.document.id), "declined")
        tab.notices.clear(NUMBERS)

    def _use(self, tab: DocumentTab, found: Numbering) -> None:
        tab.notices.clear(NUMBERS)
        document = tab.document.id
        self._bridge.do(
            lambda session: documents.set_first_page(session, document, str(found.first)),
            done=lambda _: self._verbs.undoable.emit(f"The pages are numbered {found.first}–{found.last}."),
        )


def _key(document: str) -> str:
    return f"numbers_{document}"
