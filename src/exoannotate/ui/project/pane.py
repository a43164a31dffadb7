"""The pane at the left: the documents of the project, and of the one that is shown its outline, pages and highlights.

While something is looked for in a document, its hits stand here too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.folding import letters
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.contents import Contents
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import PANE_LEAST, ROW, XS, Look, S
from exoannotate.ui.project.document_list import adds_to_choice
from exoannotate.ui.project.documents_pane import DocumentsPane
from exoannotate.ui.project.find_list import HIT_ROLE, FoundDelegate, FoundModel
from exoannotate.ui.project.line_list import LineList
from exoannotate.ui.project.lists import ID_ROLE, HighlightDelegate, HighlightsModel
from exoannotate.ui.project.outline_pane import OutlinePane
from exoannotate.ui.project.sections import Sections
from exoannotate.ui.project.thumbnails import ThumbnailsPane
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import EmptyState
from exoannotate.ui.window.window_state import load_value

MOST_COLLECTIONS = 3
"""So many rows of the list of collections are always in sight."""
FILTERED_FROM = 8
"""From so many highlights on a document a field to filter them is worth its room."""


class _Stack(QStackedWidget):
    """A list, or what is said while it is empty."""

    def __init__(self, view: QWidget, empty: QWidget) -> None:
        super().__init__()
        self.addWidget(view)
        self.addWidget(empty)
        self.setFocusProxy(view)


class ProjectPane(QWidget):
    """Documents and highlights. A double click or Enter opens a document or jumps to a highlight."""

    document_wanted = Signal(str)
    jump_wanted = Signal(str)  # passage id
    cite_wanted = Signal(str)  # passage id
    recolour_wanted = Signal(str, str)  # passage id, meaning
    note_wanted = Signal(str)  # passage id
    delete_wanted = Signal(str)  # passage id
    add_wanted = Signal()
    legend_wanted = Signal()
    collection_wanted = Signal()

    def __init__(
        self, look: Look, icons: Icons, client: PdfClient, jobs: Jobs, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._contents = Contents()
        self.document = ""
        self.fill_menu: Callable[[QMenu, str], None] | None = None
        """Adds to the menu of a highlight what others can do with it."""
        self.setMinimumWidth(PANE_LEAST - 60)
        self.library = DocumentsPane(look, icons)
        self.documents, self.document_view = self.library.model, self.library.view
        self.highlights = HighlightsModel(look, self)
        self.highlight_view = LineList("Highlights of the document")
        self.highlight_view.setModel(self.highlights)
        self.highlight_delegate = HighlightDelegate(look, self.highlight_view)
        self.highlight_view.setItemDelegate(self.highlight_delegate)
        self.highlight_view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.no_documents = self.library.no_documents
        self.no_highlights = EmptyState("highlighter", "Select a sentence and press H.", "", icons)
        self.outline = OutlinePane(client, jobs)
        self.thumbnails = ThumbnailsPane(client, jobs, look)
        self.found = FoundModel(self)
        self.found_view = LineList("What was found")
        self.found_view.setModel(self.found)
        self.found_view.setItemDelegate(FoundDelegate(look, self.found_view))
        self.highlight_filter = QLineEdit()
        self.highlight_filter.setObjectName("highlight_filter")
        self.highlight_filter.setPlaceholderText("Filter highlights")
        self.highlight_filter.setAccessibleName("Filter the highlights by their words and notes")
        self.highlight_filter.setClearButtonEnabled(True)
        self._tab: DocumentTab | None = None
        self._folded_words: dict[str, str] = {}
        self._make_sections(icons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.sections)
        self._connect()
        self.show_contents(self._contents)

    def _make_sections(self, icons: Icons) -> None:
        add = QToolButton()
        put_icon(add, icons, "plus")
        add.setAccessibleName("Add PDFs")
        add.setToolTip("Add PDFs (Ctrl+Shift+A)")
        add.clicked.connect(self.add_wanted)
        self.add_button = add
        legend = QToolButton()
        put_icon(legend, icons, "pencil")
        legend.setAccessibleName("Colours and meanings")
        legend.setToolTip("What the colours mean; rename and recolour them")
        legend.clicked.connect(self.legend_wanted)
        self.legend_button = legend
        self._highlights_stack = _Stack(self.highlight_view, self.no_highlights)
        parts = Sections(icons)
        self.sections = parts
        new = QToolButton()
        put_icon(new, icons, "plus")
        new.setAccessibleName("New collection")
        new.setToolTip("New collection; documents go into it by dragging or by their menu")
        new.clicked.connect(self.collection_wanted)
        self.collection_button = new
        parts.add("collections", "Collections", self.library.collection_view, weight=200, open_=True, button=new)
        parts.add("documents", "Documents", self.library, weight=280, open_=True, button=add)
        parts.add("found", "Found", self.found_view, weight=300, open_=True)
        parts.add("outline", "Outline", self.outline, weight=240, open_=False)
        parts.add("thumbnails", "Thumbnails", self.thumbnails, weight=300, open_=False)
        highlights = parts.add(
            "highlights", "Highlights", self._highlights_stack, weight=320, open_=True, button=legend
        )
        parts.restore(str(load_value("project_sections") or ""))
        parts.set_shown("found", False)
        parts.set_shown("collections", False)
        room = QHBoxLayout()
        room.setContentsMargins(S, 0, S, XS)
        room.addWidget(self.highlight_filter)
        highlights.inside.insertLayout(0, room)

    def _connect(self) -> None:
        self.document_view.activated.connect(self._on_document_activated)
        self.document_view.clicked.connect(self._on_document_activated)
        self.highlight_view.doubleClicked.connect(self._on_highlight_activated)
        self.highlight_view.activated.connect(self._on_highlight_activated)
        self.highlight_view.customContextMenuRequested.connect(self._on_menu_wanted)
        self.library.add_wanted.connect(self.add_wanted)
        self.library.counted.connect(self.sections.section("documents").count.setText)
        self.found_view.clicked.connect(self._on_hit_chosen)
        self.found_view.activated.connect(self._on_hit_chosen)
        self.found_view.left.connect(self._on_hits_left)
        self.highlight_filter.textChanged.connect(self._on_filter)

    def show_contents(self, contents: Contents) -> None:
        """Show the project as it is now."""
        self._contents = contents
        self.library.show_contents(contents)
        rows = self.library.collections.rowCount() * ROW + S
        self.sections.section("collections").set_room(min(rows, MOST_COLLECTIONS * ROW), rows)
        self.sections.set_shown("collections", bool(contents.collections))
        self.sections.section("collections").count.setText(str(len(contents.collections) or ""))
        self.add_button.setEnabled(bool(contents.path) and not contents.read_only)
        self.collection_button.setEnabled(self.add_button.isEnabled())
        self.no_documents.button.setEnabled(self.add_button.isEnabled())
        self.show_document(self.document)

    def show_document(self, document: str) -> None:
        """Show the highlights of a document and mark it in the list."""
        before, self.document = self.document, document if document in self._contents.documents else ""
        passages = self._contents.passages_of(self.document) if self.document else ()
        self._show_marks(passages)
        self._show_highlights(passages)
        if self.document != before:
            self.library.choose(self.document)

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
        if self.fill_menu is not None:
            self.fill_menu(menu, passage)
        menu.addSeparator()
        menu.addAction("Copy as cited quote", partial(self.cite_wanted.emit, passage))
        menu.addAction("Note…", partial(self.note_wanted.emit, passage))
        menu.addAction("Delete highlight", partial(self.delete_wanted.emit, passage))
        return menu

    def _show_highlights(self, passages: tuple[Passage, ...]) -> None:
        """Those that hold the words of the filter, when there is one."""
        wanted = letters(self.highlight_filter.text())
        shown = tuple(p for p in passages if wanted in self._folded(p)) if wanted else passages
        linked = {p.id for p in shown if self._contents.records_of(p.id)}
        self.highlights.show_passages(shown, linked)
        self._highlights_stack.setCurrentIndex(0 if passages else 1)
        few = len(passages) < FILTERED_FROM and not wanted
        self.highlight_filter.setVisible(not few and self.sections.section("highlights").open)
        count = f"{len(shown)} of {len(passages)}" if wanted else str(len(passages) or "")
        self.sections.section("highlights").count.setText(count)

    def _folded(self, passage: Passage) -> str:
        words = f"{passage.quote} {passage.note}"
        known = self._folded_words.get(words)
        if known is None:
            if len(self._folded_words) > 20_000:
                self._folded_words.clear()
            known = self._folded_words[words] = letters(words)
        return known

    @Slot()
    def _on_filter(self) -> None:
        self._show_highlights(self._contents.passages_of(self.document) if self.document else ())

    # What is found in the document -----------------------------------------------------------------------------

    def show_tab(self, tab: DocumentTab | None) -> None:
        """Show outline, pages and hits of the tab that is in use."""
        if tab is not self._tab:
            if self._tab is not None:
                self._tab.finder.active_changed.disconnect(self._on_finding)
                self._tab.finder.finding.current_changed.disconnect(self._on_current_hit)
                self._tab.finder.finding.told.disconnect(self._on_told)
                self._tab.view.ending.disconnect(self._on_ending)
            self._tab = tab
            if tab is not None:
                tab.finder.active_changed.connect(self._on_finding)
                tab.finder.finding.current_changed.connect(self._on_current_hit)
                tab.finder.finding.told.connect(self._on_told)
                tab.view.ending.connect(self._on_ending)
        self.outline.show_tab(tab)
        self.thumbnails.show_tab(tab)
        self._show_marks(self._contents.passages_of(self.document) if self.document else ())
        self._on_finding()

    def _show_marks(self, passages: tuple[Passage, ...]) -> None:
        places = ((page, p.meaning) for p in passages for page in dict.fromkeys(quad.page for quad in p.quads))
        self.thumbnails.show_marks(places if self._tab is not None else ())

    @Slot()
    def _on_finding(self) -> None:
        tab = self._tab
        active = tab is not None and tab.finder.finding.active
        self.sections.set_shown("found", active)
        if active and tab is not None:
            self.found.show_finding(tab.finder.finding, tab.label)
            self._on_current_hit()
        else:
            self.found.show_finding(None)
        self._on_told()

    @Slot()
    def _on_current_hit(self) -> None:
        if self._tab is None or not self._tab.finder.finding.active:
            return
        at = self.found.row_of(self._tab.finder.finding.current)
        self.found_view.setCurrentIndex(self.found.index(at, 0))
        if at < 0:
            self.found_view.clearSelection()

    @Slot()
    def _on_told(self) -> None:
        self.sections.section("found").count.setText(str(self.found.rowCount() or ""))

    @Slot(QModelIndex)
    def _on_hit_chosen(self, index: QModelIndex) -> None:
        hit = index.data(HIT_ROLE)
        if self._tab is not None and hit is not None:
            self._tab.finder.finding.go(hit)

    @Slot()
    def _on_hits_left(self) -> None:
        if self._tab is not None:
            self._tab.finder.shut()

    @Slot()
    def _on_ending(self) -> None:
        self.show_tab(None)

    @Slot(QModelIndex)
    def _on_document_activated(self, index: QModelIndex) -> None:
        if adds_to_choice():
            return
        self.document_wanted.emit(str(index.data(ID_ROLE)))

    @Slot(QModelIndex)
    def _on_highlight_activated(self, index: QModelIndex) -> None:
        self.jump_wanted.emit(str(index.data(ID_ROLE)))

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.highlight_view.indexAt(at)
        if index.isValid():
            self.highlight_menu(str(index.data(ID_ROLE))).popup(self.highlight_view.viewport().mapToGlobal(at))
