"""The open documents as tabs: opening them, painting the project's highlights on them, and telling what was asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from exoannotate.domain.errors import ExoError, NotFoundError, PasswordNeededError
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.bridge import FAULT, Bridge
from exoannotate.ui.contents import Contents
from exoannotate.ui.document_tab import DocumentTab
from exoannotate.ui.evidence_table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import ICON, Look
from exoannotate.ui.page.view import ViewState
from exoannotate.ui.theme import put_icon
from exoannotate.workspace import documents

TITLE_SHOWN = 26
"""Characters of a title on a tab."""

Then = Callable[[DocumentTab], None]


class DocumentTabs(QTabWidget):
    """The centre of the window. Signals carry the tab the wish came from."""

    shown = Signal(str)  # document id, "" for none
    highlight_wanted = Signal(object, object, str)  # tab, Selection, meaning
    record_wanted = Signal(object, object)  # tab, Selection
    link_wanted = Signal(object, object)  # tab, Selection
    area_drawn = Signal(object, object)  # tab, PageRect
    area_moved = Signal(object, str, object)  # tab, passage id, PageRect
    passage_clicked = Signal(str)
    passage_record_wanted = Signal(str)
    passage_link_wanted = Signal(str)
    passage_recolour_wanted = Signal(str, str)
    passage_delete_wanted = Signal(str)
    passage_note_wanted = Signal(str)
    passage_range_wanted = Signal(object, str, object)  # tab, passage id, Selection
    caret_toggled = Signal(bool)
    password_wanted = Signal(str, str)  # document id, sentence
    refused = Signal(str, str)
    notice = Signal(str)
    step_wanted = Signal(int)
    moved = Signal()
    """The reader went to another page or zoom."""

    def __init__(
        self,
        bridge: Bridge,
        client: PdfClient,
        jobs: Jobs,
        look: Look,
        icons: Icons,
        actions: dict[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._client, self._jobs = bridge, client, jobs
        self._look, self._icons, self._actions = look, icons, actions
        self._contents = Contents()
        self._opening: dict[str, list[Then]] = {}
        self._project = 0  # counts projects, so that what was asked in one is not opened in another
        self.setMovable(True)
        self.setDocumentMode(True)
        self.setAccessibleName("Open documents")
        self.currentChanged.connect(self._on_current_changed)

    # What is open ----------------------------------------------------------------------------------------------

    def set_contents(self, contents: Contents) -> None:
        """Work on another project; its documents are opened anew."""
        self.close_all()
        self._project += 1
        self._opening.clear()
        self._contents = contents

    @property
    def tab(self) -> DocumentTab | None:
        """The tab that is shown."""
        widget = self.currentWidget()
        return widget if isinstance(widget, DocumentTab) else None

    def tabs(self) -> tuple[DocumentTab, ...]:
        """All open tabs, in their order."""
        widgets = (self.widget(at) for at in range(self.count()))
        return tuple(w for w in widgets if isinstance(w, DocumentTab))

    @property
    def opening(self) -> bool:
        """Whether a document is still on its way."""
        return bool(self._opening)

    def tab_of(self, document: str) -> DocumentTab | None:
        """The tab of a document, None when it is not open."""
        return next((tab for tab in self.tabs() if tab.document.id == document), None)

    def open(
        self,
        document: str,
        then: Then | None = None,
        *,
        state: ViewState | None = None,
        password: str = "",
        quietly: bool = False,
    ) -> None:
        """Show a document, opening its PDF when it is not open; ``then`` gets its tab. Never waits.

        ``quietly``: without coming to the front, for the return of a session.
        """
        tab = self.tab_of(document)
        if tab is not None:
            self.setCurrentWidget(tab)
            if then is not None:
                then(tab)
            return
        waiting = self._opening.get(document)
        if waiting is not None:
            waiting += [then] if then else []
            return
        self._opening[document] = [then] if then else []
        project = self._project

        def found(path: Path | None) -> None:
            if path is None:
                self._failed(document, project, _not_found(self._contents, document))
                return
            self._jobs.watch(
                self._client.open(path, password),
                done=partial(self._opened, document, project, state, quietly),
                failed=partial(self._failed, document, project),
                dropped=self._client.close,
            )

        self._bridge.do(
            lambda session: documents.locate(session, document),
            done=found,
            failed=partial(self._failed, document, project),
        )

    def jump(self, passage: Passage) -> None:
        """Show a passage on its page, opening its document if needed, and pulse it."""
        self.open(passage.document, lambda tab: tab.view.jump_to(passage.quads))

    def show_passages(self, document: str) -> None:
        """Paint the highlights of a document as they are now."""
        tab = self.tab_of(document)
        if tab is not None:
            tab.show_passages(self._contents.passages_of(document))

    def renew_documents(self) -> None:
        """Take over new titles and page numbers; documents that are gone are closed, other copies opened instead."""
        for tab in self.tabs():
            document = self._contents.documents.get(tab.document.id)
            if document is None:
                self.close_at(self.indexOf(tab))
            elif document.sha256 != tab.document.sha256:
                # The highlights were carried over to another copy: what is shown must be that copy.
                state, in_front = tab.view.state(), tab is self.tab
                self.close_at(self.indexOf(tab))
                self.open(document.id, state=state, quietly=not in_front)
            elif document != tab.document:
                tab.document = document
                tab._show_page(tab.view.current_page)
                self._name(tab)

    @Slot(int)
    def close_at(self, at: int) -> None:
        """Close a tab; everything in it is saved already."""
        tab = self.widget(at)
        if isinstance(tab, DocumentTab):
            self.removeTab(at)
            tab.view.shutdown()
            self._client.close(tab.info)
            tab.deleteLater()

    def close_all(self) -> None:
        """Close all tabs."""
        blocked = self.blockSignals(True)
        while self.count():
            self.close_at(0)
        self.blockSignals(blocked)

    # What happened ---------------------------------------------------------------------------------------------

    def _opened(self, document: str, project: int, state: ViewState | None, quietly: bool, info: PdfInfo) -> None:
        known = self._contents.documents.get(document)
        if project != self._project or known is None:
            self._client.close(info)
            return
        tab = DocumentTab(known, info, self._client, self._look, self._icons, self._actions)
        self._connect(tab)
        at = self.addTab(tab, "")
        self._add_close_button(tab)
        self._name(tab)
        if not quietly:
            self.setCurrentIndex(at)
        tab.start(state)
        tab.show_passages(self._contents.passages_of(document))
        for then in self._opening.pop(document, []):
            then(tab)
        if not quietly:
            tab.view.setFocus()

    def _failed(self, document: str, project: int, error: BaseException) -> None:
        self._opening.pop(document, None)
        if project != self._project:
            return
        if isinstance(error, PasswordNeededError):
            self.password_wanted.emit(document, error.message)
            return
        told = error if isinstance(error, ExoError) else FAULT
        self.refused.emit(told.message, told.hint)

    def _name(self, tab: DocumentTab) -> None:
        title = tab.document.title
        short = title if len(title) <= TITLE_SHOWN else title[: TITLE_SHOWN - 1].rstrip() + "…"
        at = self.indexOf(tab)
        self.setTabText(at, short.replace("&", "&&"))
        self.setTabToolTip(at, plain_tooltip(title))

    def _add_close_button(self, tab: DocumentTab) -> None:
        # The style's own button is a red cross that no theme reaches.
        button = QToolButton()
        put_icon(button, self._icons, "x", "muted", ICON - 4)
        button.setProperty("role", "tab_close")
        button.setAccessibleName("Close document")
        button.setToolTip("Close (Ctrl+W)")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.close_at(self.indexOf(tab)))
        self.tabBar().setTabButton(self.indexOf(tab), QTabBar.ButtonPosition.RightSide, button)

    def _connect(self, tab: DocumentTab) -> None:
        view = tab.view
        view.highlight_requested.connect(partial(self.highlight_wanted.emit, tab))
        view.record_requested.connect(partial(self.record_wanted.emit, tab))
        view.link_requested.connect(partial(self.link_wanted.emit, tab))
        view.area_drawn.connect(partial(self.area_drawn.emit, tab))
        view.area_moved.connect(partial(self.area_moved.emit, tab))
        view.highlight_clicked.connect(self.passage_clicked)
        view.passage_record_requested.connect(self.passage_record_wanted)
        view.passage_link_requested.connect(self.passage_link_wanted)
        view.passage_recolour_requested.connect(self.passage_recolour_wanted)
        view.passage_delete_requested.connect(self.passage_delete_wanted)
        view.passage_note_requested.connect(self.passage_note_wanted)
        view.passage_range_requested.connect(partial(self.passage_range_wanted.emit, tab))
        view.caret_toggled.connect(self.caret_toggled)
        tab.notice.connect(self.notice)
        tab.step_wanted.connect(self.step_wanted)
        view.page_changed.connect(self.moved)
        view.zoom_changed.connect(self.moved)

    @Slot(int)
    def _on_current_changed(self, _at: int) -> None:
        tab = self.tab
        self.shown.emit(tab.document.id if tab is not None else "")


def _not_found(contents: Contents, document: str) -> NotFoundError:
    known = contents.documents.get(document)
    title = known.title if known is not None else document
    return NotFoundError(
        f"The PDF of “{title[:60]}” is not where it was.",
        "Its highlights and records are safe. Add the PDF again from where it lies now.",
    )
