"""The collections of the project as a list: all documents first, then each collection with how many are in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.records import Collection
from exoannotate.domain.wording import counted
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.cells import paint_background, paint_line
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, ROW, Look, S, label_font
from exoannotate.ui.project.documents_model import MIME, dragged
from exoannotate.ui.project.lists import ID_ROLE

Index = QModelIndex | QPersistentModelIndex

MANY_ROLE = Qt.ItemDataRole.UserRole + 7
ALL = "All documents"


class CollectionsModel(QAbstractListModel):
    """“All documents”, whose id is "", and the collections. Documents may be dropped on these."""

    put = Signal(str, list)
    """A collection, and the documents dropped on it."""
    renamed = Signal(str, str)
    """A collection, and its new name as it was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._collections: tuple[Collection, ...] = ()
        self._contents = Contents()

    def show_contents(self, contents: Contents) -> None:
        """Show the collections as they are now."""
        self._contents = contents
        if contents.collections != self._collections:
            self.beginResetModel()
            self._collections = contents.collections
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._collections), 0))

    def row_of(self, collection: str) -> int:
        """Where a collection stands; 0, all documents, for one that is not here."""
        return next((at for at, known in enumerate(self._collections, start=1) if known.id == collection), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._collections) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        collection = self._collections[index.row() - 1] if index.row() else None
        name = collection.name if collection else ALL
        many = len(self._contents.members.get(collection.id, ())) if collection else len(self._contents.documents)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return name
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{name}. Drop documents here to put them in." if collection else name)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{name}: {counted(many, 'document')}"
            case _:
                return {ID_ROLE: collection.id if collection else "", MANY_ROLE: many}.get(role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or not index.row():
            return False
        before = self._collections[index.row() - 1]
        if " ".join(str(value).split()) not in ("", before.name):
            self.renamed.emit(before.id, str(value))
        return False  # it is another name once it is written

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if not index.isValid() or not index.row() or self._contents.read_only:
            return flags
        return flags | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(MIME) and parent.isValid() and parent.row() > 0 and not self._contents.read_only

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        ids = dragged(data)
        if not ids or not parent.isValid() or not parent.row():
            return False
        self.put.emit(self._collections[parent.row() - 1].id, list(ids))
        return True


class CollectionDelegate(QStyledItemDelegate):
    """A small sign, the name, and how many documents at the right."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        area: QRect = option.rect.adjusted(S, 0, -S, 0)
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        sign = self._icons.pixmap("layers" if index.row() else "list", "muted", ICON - 4, ratio)
        painter.drawPixmap(area.left(), area.center().y() - (ICON - 4) // 2 + 1, sign)
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        text = str(index.data(MANY_ROLE))
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()
        place = area.adjusted(ICON + S - 4, 0, -width - S, 0)
        paint_line(painter, option, place, str(index.data()), self._look.colour("text"))

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(ICON + S, 0, 0, 0))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)
