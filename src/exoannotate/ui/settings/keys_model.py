"""Every act with its keys as a table, and the search in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont

from exoannotate.ui.commands.actions import ACTIONS, Action
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.look import title_font

HEADS = ("Act", "Menu", "Keys")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class KeysModel(QAbstractTableModel):
    """One row for each act that can have keys, in the order of the menus."""

    def __init__(self, bindings: Bindings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bindings = bindings
        self._font: QFont | None = None

    def set_bindings(self, bindings: Bindings) -> None:
        """Show other keys."""
        self._bindings = bindings
        self.dataChanged.emit(self.index(0, 0), self.index(len(ACTIONS) - 1, len(HEADS) - 1))

    def entry(self, row: int) -> Action:
        """The act of a row."""
        return ACTIONS[row]

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(ACTIONS)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = ACTIONS[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (entry.plain_label, entry.menu, self._bindings.text(entry))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(entry)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 2:
            return self._bindings.text(entry) or "no keys"
        if role == Qt.ItemDataRole.FontRole and index.column() == 2 and self._bindings.is_changed(entry):
            self._font = self._font or title_font()
            return self._font
        return None

    def _told(self, entry: Action) -> str:
        words = entry.tooltip or entry.plain_label
        if self._bindings.is_changed(entry):
            return f"{words}. At first: {entry.shortcut_text or 'no keys'}."
        return words


class KeysProxy(QSortFilterProxyModel):
    """The acts whose name, menu, help or keys hold all words that are looked for."""

    def __init__(self, model: KeysModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._model = model
        self.setSourceModel(model)

    def look_for(self, text: str) -> None:
        """Show the acts that fit; "" shows all."""
        self._words = text.casefold().split()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        entry = self._model.entry(row)
        keys = self._model.index(row, 2).data()
        told = f"{entry.plain_label} {entry.menu} {entry.tooltip} {keys}".casefold()
        return all(word in told for word in self._words)
