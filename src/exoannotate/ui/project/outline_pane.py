"""The outline of the document that is shown: the PDF's own, else the headings printed on its pages."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QToolTip, QTreeView, QVBoxLayout, QWidget

from exoannotate.domain.errors import ExoError
from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import OutlineEntry
from exoannotate.pdf.client import PdfClient
from exoannotate.reading import headings
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import L, M, S
from exoannotate.ui.project.outline_model import PLACE_ROLE, OutlineModel
from exoannotate.ui.window.notices import plain_label

NONE = "This PDF has no outline, and no headings were found on its pages."
FOUND = "This PDF has no outline; these are the headings found on its pages."
LOOKING = "This PDF has no outline. Looking for headings: {} of {} pages read."
LONG = "This PDF has no outline. It is long: once something was looked for in it (Ctrl+F), its headings stand here."
READ_MOST = 120
"""A longer document is not read as a whole only to find its headings."""
_UNFOLDED = 60
"""A longer outline is shown with its lower levels folded."""
_RENEW = 400
_FOLLOW = 60
"""Milliseconds."""


class OutlineTree(QTreeView):
    """The tree, which tells a title that is cut short in a tooltip."""

    def viewportEvent(self, event: object) -> bool:
        if isinstance(event, QHelpEvent):
            index, model = self.indexAt(event.pos()), self.model()
            if index.isValid() and isinstance(model, OutlineModel):
                QToolTip.showText(event.globalPos(), plain_tooltip(model.tip(index)), self)
                return True
        return super().viewportEvent(event)  # type: ignore[arg-type]


class OutlinePane(QWidget):
    """Follows the reader; a click or Enter goes there. It asks for an outline only while it is seen."""

    def __init__(self, client: PdfClient, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._client, self._jobs = client, jobs
        self._tab: DocumentTab | None = None
        self._own: dict[int, tuple[OutlineEntry, ...]] = {}
        self._asked: set[int] = set()
        self._known: set[DocumentTab] = set()
        self.model = OutlineModel(self)
        self.tree = OutlineTree()
        self.tree.setModel(self.model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(L)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName("Outline of the document")
        self.words = plain_label(role="muted", wrap=True)
        self.words.setObjectName("outline_words")
        self.words.setContentsMargins(M, 0, M, S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.words)
        whole.addWidget(self.tree, 1)
        whole.setAlignment(self.words, Qt.AlignmentFlag.AlignTop)
        self.setFocusProxy(self.tree)
        self._renew = _timer(self, _RENEW, self._show)
        self._follow = _timer(self, _FOLLOW, self._on_follow)
        self.tree.clicked.connect(self._on_chosen)
        self.tree.activated.connect(self._on_chosen)

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show the outline of a document, or of none."""
        if tab is self._tab:
            return
        if self._tab is not None:
            self._tab.view.canvas.moved.disconnect(self._follow.start)
            self._tab.finder.pages.advanced.disconnect(self._on_read)
        self._tab = tab
        if tab is not None:
            tab.view.canvas.moved.connect(self._follow.start)
            tab.finder.pages.advanced.connect(self._on_read)
            if tab not in self._known:
                self._known.add(tab)
                tab.view.ending.connect(partial(self._forget, tab, tab.info.handle))
        self.model.show_entries(())
        self.refresh()

    def refresh(self) -> None:
        """Ask for the outline, if it is seen and not known yet."""
        tab = self._tab
        if tab is None or not self.isVisible():
            self.words.setVisible(False)
            return
        handle = tab.info.handle
        if handle in self._own:
            self._show()
        elif handle not in self._asked:
            self._asked.add(handle)
            try:
                future = self._client.outline(tab.info)
            except ExoError:
                self._on_outline(handle, ())
                return
            done, failed = partial(self._on_outline, handle), partial(self._on_failed, handle)
            self._jobs.watch(future, done=done, failed=failed)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.refresh()

    # --- what happened

    def _on_outline(self, handle: int, entries: tuple[OutlineEntry, ...]) -> None:
        self._own[handle] = entries
        if self._tab is not None and self._tab.info.handle == handle:
            self._show()

    def _on_failed(self, handle: int, error: BaseException) -> None:
        if not isinstance(error, ExoError):
            raise error
        self._on_outline(handle, ())

    @Slot()
    def _show(self) -> None:
        tab = self._tab
        if tab is None or not self.isVisible():
            return
        entries = self._own.get(tab.info.handle, ())
        words = ""
        if not entries:
            pages = tab.finder.pages
            if tab.info.pages <= READ_MOST:
                tab.finder.read()
            index = pages.index
            entries = headings.outline(index.pages.values())
            if entries:
                words = FOUND
            elif index.complete:
                words = NONE
            else:
                words = LOOKING.format(index.known, index.count) if pages.begun else LONG
        self.words.setText(words)
        self.words.setVisible(bool(words))
        if entries != self.model.entries:
            self.model.show_entries(entries, tab.label)
            if len(entries) <= _UNFOLDED:
                self.tree.expandAll()
            else:
                self.tree.expandToDepth(0)
        self._on_follow()

    @Slot()
    def _on_read(self) -> None:
        if self._tab is not None and not self._own.get(self._tab.info.handle, ()) and not self._renew.isActive():
            self._renew.start()

    @Slot()
    def _on_follow(self) -> None:
        tab = self._tab
        if tab is None or not self.isVisible() or not self.model.entries:
            return
        view = tab.view.viewport
        # A heading that stands near the top is the one that was gone to.
        place = view.to_page(view.width / 2, view.height / 8)
        index = self.model.set_here(place if place is not None else PagePoint(0, 0.0, 0.0))
        shown = index
        while index.isValid():
            index = index.parent()
            if index.isValid() and not self.tree.isExpanded(index):
                shown = index
        if not self.tree.hasFocus() and shown != self.tree.currentIndex():
            self.tree.setCurrentIndex(shown)
            self.tree.scrollTo(shown)

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        place = index.data(PLACE_ROLE)
        if self._tab is not None and isinstance(place, PagePoint):
            self._tab.view.go_to_place(place)

    def _forget(self, tab: DocumentTab, handle: int) -> None:
        """A tab is closed."""
        self._known.discard(tab)
        if tab is self._tab:
            self.show_tab(None)
        if all(other.info.handle != handle for other in self._known):
            self._own.pop(handle, None)
            self._asked.discard(handle)


def _timer(parent: OutlinePane, milliseconds: int, slot: object) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
