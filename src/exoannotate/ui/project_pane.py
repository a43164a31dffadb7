"""The pane at the left: the documents of the project, and below them the highlights of the one that is shown."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.contents import Contents
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import PANE_LEAST, Look, M, S
from exoannotate.ui.notices import EmptyState
from exoannotate.ui.project_lists import (
    ID_ROLE,
    DocumentDelegate,
    DocumentsModel,
    HighlightDelegate,
    HighlightsModel,
)
from exoannotate.ui.theme import put_icon


class ProjectPane(QWidget):
    """Documents and highlights. A double click or Enter opens a document or jumps to a highlight."""

    document_wanted = Signal(str)
    jump_wanted = Signal(str)  # passage id
    recolour_wanted = Signal(str, str)  # passage id, meaning
    note_wanted = Signal(str)  # passage id
    delete_wanted = Signal(str)  # passage id
    add_wanted = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._contents = Contents()
        self.document = ""
        self.setMinimumWidth(PANE_LEAST - 60)
        self.documents = DocumentsModel(self)
        self.highlights = HighlightsModel(look, self)
        self.document_view = self._list("Documents")
        self.document_view.setModel(self.documents)
        self.document_view.setItemDelegate(DocumentDelegate(look, self.document_view))
        self.highlight_view = self._list("Highlights of the document")
        self.highlight_view.setModel(self.highlights)
        self.highlight_delegate = HighlightDelegate(look, self.highlight_view)
        self.highlight_view.setItemDelegate(self.highlight_delegate)
        self.highlight_view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        invitation = "Add the PDFs you want to read, or drop them here."
        self.no_documents = EmptyState("file-plus", invitation, "Add PDFs", icons)
        self.no_highlights = EmptyState("highlighter", "Select a sentence and press H.", "", icons)
        add = QToolButton()
        put_icon(add, icons, "plus")
        add.setAccessibleName("Add PDFs")
        add.setToolTip("Add PDFs (Ctrl+Shift+A)")
        add.clicked.connect(self.add_wanted)
        self.add_button = add
        top, self._documents_stack, self._documents_count = self._part(
            "Documents", self.document_view, self.no_documents, add
        )
        bottom, self._highlights_stack, self._highlights_count = self._part(
            "Highlights", self.highlight_view, self.no_highlights, None
        )
        self.lost_slot = QVBoxLayout()
        """Room below the heading of the highlights, for what is to be said about those that were not found again."""
        self.lost_slot.setContentsMargins(0, 0, 0, 0)
        below = bottom.layout()
        if isinstance(below, QVBoxLayout):
            below.insertLayout(1, self.lost_slot)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(top)
        split.addWidget(bottom)
        split.setSizes([220, 320])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)
        self.document_view.activated.connect(self._on_document_activated)
        self.document_view.clicked.connect(self._on_document_activated)
        self.highlight_view.doubleClicked.connect(self._on_highlight_activated)
        self.highlight_view.activated.connect(self._on_highlight_activated)
        self.highlight_view.customContextMenuRequested.connect(self._on_menu_wanted)
        self.no_documents.wanted.connect(self.add_wanted)
        self.show_contents(self._contents)

    def show_contents(self, contents: Contents) -> None:
        """Show the project as it is now."""
        self._contents = contents
        self.documents.show_contents(contents)
        many = self.documents.rowCount()
        self._documents_stack.setCurrentIndex(0 if many else 1)
        self._documents_count.setText(str(many) if many else "")
        self.add_button.setEnabled(bool(contents.path) and not contents.read_only)
        self.no_documents.button.setEnabled(self.add_button.isEnabled())
        self.show_document(self.document)

    def show_document(self, document: str) -> None:
        """Show the highlights of a document and mark it in the list."""
        self.document = document if document in self._contents.documents else ""
        passages = self._contents.passages_of(self.document) if self.document else ()
        linked = {p for links in self._contents.links.values() for p in links}
        self.highlights.show_passages(passages, linked)
        self._highlights_stack.setCurrentIndex(0 if passages else 1)
        self._highlights_count.setText(str(len(passages)) if passages else "")
        at = self.documents.row_of(self.document)
        if at >= 0:
            self.document_view.setCurrentIndex(self.documents.index(at, 0))
        else:
            self.document_view.clearSelection()

    def select_passage(self, passage: str) -> None:
        """Mark a highlight in the list."""
        at = self.highlights.row_of(passage)
        if at >= 0:
            self.highlight_view.setCurrentIndex(self.highlights.index(at, 0))

    def highlight_menu(self, passage: str) -> QMenu:
        """The menu of a highlight: its colours, and delete."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Show on its page", partial(self.jump_wanted.emit, passage))
        menu.addSeparator()
        for meaning in self._look.meanings:
            text = f"{meaning.letter}  {meaning.name}".replace("&", "&&")
            menu.addAction(text, partial(self.recolour_wanted.emit, passage, meaning.id))
        menu.addSeparator()
        menu.addAction("Note…", partial(self.note_wanted.emit, passage))
        menu.addAction("Delete highlight", partial(self.delete_wanted.emit, passage))
        return menu

    def _list(self, name: str) -> QListView:
        view = QListView()
        view.setAccessibleName(name)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return view

    def _part(
        self, title: str, view: QWidget, empty: QWidget, button: QToolButton | None
    ) -> tuple[QWidget, QStackedLayout, QLabel]:
        heading = QLabel(title)
        heading.setProperty("role", "title")
        count = QLabel("")
        count.setProperty("role", "muted")
        line = QHBoxLayout()
        line.setContentsMargins(M, S, S, S)
        line.setSpacing(S)
        line.addWidget(heading)
        line.addWidget(count)
        line.addStretch(1)
        if button is not None:
            line.addWidget(button)
        stack = QStackedLayout()
        stack.addWidget(view)
        stack.addWidget(empty)
        part = QWidget()
        whole = QVBoxLayout(part)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addLayout(stack, 1)
        return part, stack, count

    @Slot(QModelIndex)
    def _on_document_activated(self, index: QModelIndex) -> None:
        self.document_wanted.emit(str(index.data(ID_ROLE)))

    @Slot(QModelIndex)
    def _on_highlight_activated(self, index: QModelIndex) -> None:
        self.jump_wanted.emit(str(index.data(ID_ROLE)))

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.highlight_view.indexAt(at)
        if index.isValid():
            self.highlight_menu(str(index.data(ID_ROLE))).popup(self.highlight_view.viewport().mapToGlobal(at))
