"""Two documents of the project are one paper: which one is the double."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, QSortFilterProxyModel, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.records import Document
from exoannotate.ui.evidence.cells import Index
from exoannotate.ui.look import ROW, L, M
from exoannotate.ui.window.notices import plain_label


class _OneLine(QStyledItemDelegate):
    """An item as wide as the list; what does not fit is cut short with dots."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)


class SamePaperDialog(QDialog):
    """Asks for the double of a document; the likeliest ones come first. ``given`` carries its id."""

    given = Signal(str)

    def __init__(
        self, document: Document, others: Sequence[tuple[Document, str]], parent: QWidget | None = None
    ) -> None:
        """``others``: the other documents, each with a few words on it such as how many highlights it has."""
        super().__init__(parent)
        self.setWindowTitle("Same paper as…")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._ids = [other.id for other, _ in others]
        self.field = QLineEdit()
        self.field.setPlaceholderText("Filter by title or author")
        self.field.setAccessibleName("Filter the documents")
        self.field.setClearButtonEnabled(True)
        lines = [" · ".join(filter(None, (other.title, other.authors, words))) for other, words in others]
        self.model = QStringListModel(lines, self)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view = QListView()
        self.view.setAccessibleName("The other documents, the likeliest first")
        self.view.setModel(self.proxy)
        self.view.setItemDelegate(_OneLine(self.view))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(6 * ROW)
        self.join = QPushButton("Join them")
        self.join.setDefault(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.join, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.field.textChanged.connect(self._on_filter)
        self.view.activated.connect(self._on_accepted)
        self.view.selectionModel().currentChanged.connect(self._on_current)
        words = (
            "The highlights and records of both stay; those on the same words become one. The PDF of the document "
            "above stays the current one, and the other's highlights are looked for in it. One undo parts them again."
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(document.title, role="title", wrap=True))
        whole.addWidget(plain_label("Which of these is the same paper?", wrap=True))
        whole.addWidget(self.field)
        whole.addWidget(self.view, 1)
        whole.addWidget(plain_label(words, role="muted", wrap=True))
        whole.addWidget(self.buttons)
        self._choose_first()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_first(self) -> None:
        self.view.setCurrentIndex(self.proxy.index(0, 0))
        self.join.setEnabled(self.proxy.rowCount() > 0)

    @Slot(str)
    def _on_filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(text)
        self._choose_first()

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.join.setEnabled(now.isValid())

    @Slot()
    def _on_accepted(self) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            chosen = self._ids[self.proxy.mapToSource(index).row()]
            self.accept()
            self.given.emit(chosen)
