"""The tables and views of the project with their columns, as a list that folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exoannotate.store.sql import Shape

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ShapesModel(QAbstractItemModel):
    """Two levels: tables and views, and their columns. ``about`` says what a table holds."""

    def __init__(self, about: Callable[[str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._about = about
        self._shapes: tuple[Shape, ...] = ()

    def show(self, shapes: Sequence[Shape]) -> None:
        """Show these tables and views."""
        self.beginResetModel()
        self._shapes = tuple(shapes)
        self.endResetModel()

    def shape(self, index: Index) -> Shape | None:
        """The table or view of a row, or that of a column's row."""
        if not index.isValid():
            return None
        return self._shapes[index.internalId() - 1 if index.internalId() else index.row()]

    def word(self, index: Index) -> str:
        """What is put into a statement for a row: the name, in quotes where SQL needs them."""
        shape = self.shape(index)
        if shape is None:
            return ""
        name = shape.columns[index.row()] if index.internalId() else shape.name
        plain = name.isidentifier() and name.isascii() and name.casefold() not in _RESERVED
        return name if plain else '"' + name.replace('"', '""') + '"'

    # A column's index holds the number of its table, counted from 1; that of a table 0.

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        inside = index.internalId() if index.isValid() else 0
        return self.createIndex(inside - 1, 0, 0) if inside else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if not parent.isValid():
            return len(self._shapes)
        return 0 if parent.internalId() or parent.column() else len(self._shapes[parent.row()].columns)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shape = self.shape(index)
        if shape is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return shape.columns[index.row()] if index.internalId() else shape.name
        if role == Qt.ItemDataRole.ToolTipRole:
            if index.internalId():
                return f"{shape.columns[index.row()]}, a column of {shape.name}; Enter writes it into the statement"
            return self._about(shape.name) or f"A {shape.kind} of this file"
        return None


_RESERVED = frozenset("values order group index table end case key check default from where text references".split())
