"""The outline of a document as a tree, and which entry a place in the document belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import OutlineEntry

Index = QModelIndex | QPersistentModelIndex

PLACE_ROLE = Qt.ItemDataRole.UserRole + 1


class OutlineModel(QAbstractItemModel):
    """Entries by their levels; an entry may skip levels and still stands below the last one that is higher."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[OutlineEntry, ...] = ()
        self._label: Callable[[int], str] = str
        self._parents: list[int] = []
        self._children: dict[int, list[int]] = {}
        self._rows: list[int] = []
        self._places: list[tuple[int, int, float]] = []
        self._here = -1

    @property
    def entries(self) -> tuple[OutlineEntry, ...]:
        """What is shown, in reading order."""
        return self._entries

    def show_entries(self, entries: Sequence[OutlineEntry], label: Callable[[int], str] = str) -> None:
        """Show these entries; ``label`` tells what to cite for a page."""
        self.beginResetModel()
        self._entries = tuple(entries)
        self._label = label
        self._here = -1
        self._parents, self._rows = [], []
        self._children = {-1: []}
        above: list[int] = []
        for number, entry in enumerate(self._entries):
            while above and self._entries[above[-1]].level >= entry.level:
                above.pop()
            parent = above[-1] if above else -1
            siblings = self._children.setdefault(parent, [])
            self._parents.append(parent)
            self._rows.append(len(siblings))
            siblings.append(number)
            above.append(number)
        placed = ((e.place, n) for n, e in enumerate(self._entries))
        # In the order of reading within a page: what stands higher may stand in the second column.
        self._places = sorted((place.page, n, place.y) for place, n in placed if place is not None)
        self.endResetModel()

    def set_here(self, place: PagePoint) -> QModelIndex:
        """Mark the entry a place belongs to, the last one that begins above it; its index, or none."""
        at = bisect_right(self._places, (place.page, len(self._entries), 0.0)) - 1
        while at >= 0 and self._places[at][0] == place.page and self._places[at][2] > place.y:
            at -= 1
        here = self._places[at][1] if at >= 0 else -1
        if here != self._here:
            before, self._here = self._here, here
            for number in (before, here):
                if number >= 0:
                    index = self.index_of(number)
                    self.dataChanged.emit(index, index)
        return self.index_of(here)

    def index_of(self, number: int) -> QModelIndex:
        """The index of an entry by its number in reading order; none for -1."""
        return self.createIndex(self._rows[number], 0, number + 1) if number >= 0 else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self._children.get(_number(parent), [])
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row] + 1)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        return self.index_of(self._parents[_number(index)]) if index.isValid() else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() and parent.column() else len(self._children.get(_number(parent), []))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[_number(index)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.title}, {self._where(entry)}"
            case Qt.ItemDataRole.FontRole if _number(index) == self._here:
                bold = QFont()
                bold.setBold(True)
                return bold
            case _ if role == PLACE_ROLE:
                return entry.place
        return None

    def tip(self, index: Index) -> str:
        """The whole title and its page, plain."""
        entry = self._entries[_number(index)]
        return f"{entry.title} · {self._where(entry)}"

    def _where(self, entry: OutlineEntry) -> str:
        return f"page {self._label(entry.place.page)}" if entry.place is not None else "leads nowhere"


def _number(index: Index) -> int:
    """The number of an entry, -1 for the root; Qt takes ids as unsigned, so they count from 1."""
    return int(index.internalId()) - 1 if index.isValid() else -1
