"""The documents of the project with a line to filter them, and beside them the list of their collections."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.bibliography import all_tags
from exoannotate.domain.records import READINGS
from exoannotate.ui.contents import Contents
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import XS, Look, S
from exoannotate.ui.project.collections_model import CollectionDelegate, CollectionsModel
from exoannotate.ui.project.document_list import DocumentList
from exoannotate.ui.project.documents_model import STATES, DocumentDelegate, DocumentsModel
from exoannotate.ui.project.line_list import LineList
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import EmptyState
from exoannotate.ui.window.showing import ADD_SOME
from exoannotate.workspace.library import Wanted

FILTERED_FROM = 8
"""From so many documents a line to filter them is worth its room."""
MOST_TAGS = 40
"""So many tags the menu holds; the words of the filter find every tag."""


class _FilterLine(QLineEdit):
    """Escape empties it and goes back to the list, Down and Enter go to what was found."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            return
        super().keyPressEvent(event)


class DocumentsPane(QWidget):
    """Filter and list. ``counted`` says how many are shown, and of how many. The list of collections, which stands in
    a section of its own, is ``collection_view``: the one that is marked there is shown."""

    counted = Signal(str)
    add_wanted = Signal()
    collection_menu_wanted = Signal(str, QPoint)
    """A collection, and the place on the screen where its menu is wanted."""
    delete_collection_wanted = Signal(str)

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = Contents()
        self._icons = icons
        self.model = DocumentsModel(self)
        self.view = DocumentList()
        self.view.setModel(self.model)
        self.view.setItemDelegate(DocumentDelegate(look, self.view))
        self.collections = CollectionsModel(self)
        self.collection_view = LineList("Collections")
        self.collection_view.setModel(self.collections)
        self.collection_view.setItemDelegate(CollectionDelegate(look, icons, self.collection_view))
        self.collection_view.setAcceptDrops(True)
        self.collection_view.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.collection_view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.collection_view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.collection_view.setObjectName("collections")
        self.no_documents = EmptyState("file-plus", ADD_SOME, "Add PDFs", icons)
        self.no_match = EmptyState("filter", "No document is like that.", "Show all documents", icons)
        self._make_filter(icons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self.filter_line, self.facets):
            whole.addWidget(part)
        for part in (self.view, self.no_documents, self.no_match):
            whole.addWidget(part, 1)
        self.setFocusProxy(self.view)
        self.no_documents.wanted.connect(self.add_wanted)
        self.no_match.wanted.connect(self.show_all)
        self.collection_view.selectionModel().currentChanged.connect(self._on_collection)
        self.collection_view.customContextMenuRequested.connect(self._on_collection_menu)
        self.collection_view.deleted.connect(self._on_delete_collection)
        self._arrange()

    def _make_filter(self, icons: Icons) -> None:
        self.filter = _FilterLine()
        self.filter.setObjectName("document_filter")
        self.filter.setPlaceholderText("Filter documents")
        self.filter.setAccessibleName("Filter the documents by words of title, authors, year, journal, tags and note")
        self.filter.setToolTip("Words of title, authors, year, journal, tags or note; all of them count")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._on_words)
        self.filter.left.connect(self._on_filter_left)
        self.more = QToolButton()
        put_icon(self.more, icons, "filter")
        self.more.setAccessibleName("Filter by reading state or tag")
        self.more.setToolTip("By reading state or tag")
        self.more.clicked.connect(self._on_more)
        self.filter_line = QWidget()
        line = QHBoxLayout(self.filter_line)
        line.setContentsMargins(S, XS, S, XS)
        line.setSpacing(XS)
        line.addWidget(self.filter, 1)
        line.addWidget(self.more)
        self.facets = QWidget()
        self.state_facet, self.tag_facet = QToolButton(), QToolButton()
        chips = QHBoxLayout(self.facets)
        chips.setContentsMargins(S, 0, S, XS)
        chips.setSpacing(XS)
        for chip, act in ((self.state_facet, self._on_any_state), (self.tag_facet, self._on_any_tag)):
            put_icon(chip, icons, "x", size=12)
            chip.setProperty("role", "facet")
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.clicked.connect(act)
            chips.addWidget(chip)
        chips.addStretch(1)

    # What is shown ---------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> Wanted:
        """Which documents are shown."""
        return self.model.wanted

    def show_contents(self, contents: Contents) -> None:
        """Show the project as it is now; of another project all documents."""
        if contents.path != self._contents.path:
            self.model.wanted = Wanted()
            self.filter.clear()
        self._contents = contents
        wanted = self.wanted
        if wanted.collection and all(c.id != wanted.collection for c in contents.collections):
            wanted = replace(wanted, collection="")
        self.collections.show_contents(contents)
        self._want(wanted)

    def want(self, wanted: Wanted) -> None:
        """Show other documents."""
        if self.filter.text() != wanted.words:
            self.filter.setText(wanted.words)
        self._want(wanted)

    @Slot()
    def show_all(self) -> None:
        """Show every document again."""
        self.want(Wanted())

    def ask_words(self) -> None:
        """Put the cursor into the filter line, whatever the number of documents."""
        self.filter_line.show()
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _want(self, wanted: Wanted) -> None:
        kept, current = set(self.view.chosen()), self.view.currentIndex().data(ID_ROLE)
        self.model.show_contents(self._contents, wanted)
        if set(self.view.chosen()) != kept:
            self._choose(kept, str(current))
        row = self.collections.row_of(wanted.collection)
        if self.collection_view.currentIndex().row() != row:
            self.collection_view.setCurrentIndex(self.collections.index(row, 0))
        self._arrange()

    def _choose(self, documents: set[str], current: str) -> None:
        """Choose documents again after the list was made anew."""
        selection = self.view.selectionModel()
        at = self.model.row_of(current)
        flags = selection.SelectionFlag
        if at >= 0:
            selection.setCurrentIndex(self.model.index(at, 0), flags.NoUpdate)
        for document in documents:
            row = self.model.row_of(document)
            if row >= 0:
                selection.select(self.model.index(row, 0), flags.Select)

    def choose(self, document: str) -> None:
        """Mark a document in the list, where it is shown; "" for none."""
        at = self.model.row_of(document)
        if at < 0:
            self.view.clearSelection()
        elif self.view.chosen() != [document]:
            # Not the view's own setCurrentIndex: that one adds to what is chosen while somebody holds Ctrl.
            selection = self.view.selectionModel()
            selection.setCurrentIndex(self.model.index(at, 0), selection.SelectionFlag.ClearAndSelect)

    def _arrange(self) -> None:
        """Show the parts there is something to say in."""
        shown, many, wanted = self.model.rowCount(), self.model.many, self.wanted
        self.counted.emit(f"{shown} of {many}" if wanted else str(many or ""))
        self.no_documents.setVisible(not many)
        self.no_match.setVisible(bool(many) and not shown)
        self.view.setVisible(bool(shown))
        self.filter_line.setVisible(many >= FILTERED_FROM or bool(wanted) or self.filter.hasFocus())
        self.state_facet.setVisible(bool(wanted.reading))
        self.tag_facet.setVisible(bool(wanted.tag))
        self.facets.setVisible(bool(wanted.reading or wanted.tag))
        for chip, what, text in (
            (self.state_facet, "state", dict(STATES).get(wanted.reading, "")),  # type: ignore[call-overload]
            (self.tag_facet, "tag", wanted.tag),
        ):
            short = text if len(text) <= 24 else text[:23] + "…"
            chip.setText(short.replace("&", "&&"))
            chip.setAccessibleName(f"Only {what} “{text}”: show all again")
            chip.setToolTip(f"Only {what} “{text[:200]}”; click to show all again")

    # What was wanted -------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_words(self, words: str) -> None:
        if words != self.wanted.words:
            self._want(replace(self.wanted, words=words))

    @Slot()
    def _on_filter_left(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0, 0))
        self._arrange()

    @Slot(QModelIndex, QModelIndex)
    def _on_collection(self, now: QModelIndex, _before: QModelIndex) -> None:
        chosen = str(now.data(ID_ROLE) or "") if now.isValid() else ""
        if chosen != self.wanted.collection and now.isValid():
            self._want(replace(self.wanted, collection=chosen))

    @Slot()
    def _on_any_state(self) -> None:
        self._want(replace(self.wanted, reading=""))

    @Slot()
    def _on_any_tag(self) -> None:
        self._want(replace(self.wanted, tag=""))

    @Slot()
    def _on_more(self) -> None:
        self.filter_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def filter_menu(self) -> QMenu:
        """Reading states and tags to filter by."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wanted = self.wanted
        choices = [("Any state", replace(wanted, reading=""))]
        choices += [(STATES[state], replace(wanted, reading=state)) for state in READINGS]
        for text, then in choices:
            act = menu.addAction(text, partial(self._want, then))
            act.setCheckable(True)
            act.setChecked(then.reading == wanted.reading)
        tags = all_tags(self._contents.documents.values())
        if tags:
            menu.addSeparator()
        for tag in tags[:MOST_TAGS]:
            on = tag.casefold() == wanted.tag.casefold()
            act = menu.addAction(
                tag[:60].replace("&", "&&"), partial(self._want, replace(wanted, tag="" if on else tag))
            )
            act.setCheckable(True)
            act.setChecked(on)
        if len(tags) > MOST_TAGS:
            menu.addAction("More tags: type them into the filter").setEnabled(False)
        return menu

    @Slot(QPoint)
    def _on_collection_menu(self, at: QPoint) -> None:
        index = self.collection_view.indexAt(at)
        index = index if index.isValid() else self.collection_view.currentIndex()
        place = self.collection_view.viewport().mapToGlobal(at)
        self.collection_menu_wanted.emit(str(index.data(ID_ROLE) or ""), place)

    @Slot()
    def _on_delete_collection(self) -> None:
        collection = str(self.collection_view.currentIndex().data(ID_ROLE) or "")
        if collection:
            self.delete_collection_wanted.emit(collection)

    def edit_collection(self, collection: str) -> None:
        """Let the name of a collection be typed in its place."""
        row = self.collections.row_of(collection)
        if row:
            index = self.collections.index(row, 0)
            self.collection_view.setFocus()
            self.collection_view.edit(index)
