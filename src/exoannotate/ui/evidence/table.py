"""The evidence table of the window: a model over evidence rows."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from exoannotate.domain.evidence import BY_NAME, LONG_COLUMNS, EvidenceRow
from exoannotate.domain.filter import has_value, natural
from exoannotate.domain.folding import fold
from exoannotate.domain.roles import ARROWS
from exoannotate.ui.look import Look, mono_font

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The id of the record of a row."""

Index = QModelIndex | QPersistentModelIndex

SortKey = tuple[tuple[str, int, str], ...] | None

ROLE_TOKENS = {
    "promotes resistance": "danger",
    "marks resistance": "danger",
    "restores sensitivity": "ok",
    "marks sensitivity": "ok",
    "marker": "accent",
    "no effect": "muted",
    "not derivable": "warning",
}
STATUS_TOKENS = {"draft": "muted", "complete": "text", "accepted": "ok", "rejected": "danger"}
STATUS_SIGNS = {"draft": "○", "complete": "●", "accepted": "✓", "rejected": "✕"}

_NUMBERS = ("document_year", "page_index", "rating")
_IDS = ("record_id", "passages", "document_doi", "assertion")


def role_text(role: str) -> str:
    """A role with its sign, as table and form show it."""
    return f"{ARROWS[role]} {role}" if role in ARROWS else role


def plain_tooltip(text: str) -> str:
    """Text of a file as a tooltip: wrapped, and never read as markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


class EvidenceModel(QAbstractTableModel):
    """Evidence rows in the order their records were made; all columns of the long form."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._rows: list[EvidenceRow] = []
        # What filters and sorting compare is made once for each row, with the first filter or sort that needs it.
        self._folded: dict[str, str] = {}
        self._keys: dict[str, dict[str, SortKey]] = {}
        self._places: dict[str, int] = {}
        self._italic = QFont()
        self._italic.setItalic(True)
        look.changed.connect(self._on_look_changed)

    def set_rows(self, rows: Iterable[EvidenceRow]) -> None:
        """Show other rows altogether."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: (row["created"], row.record))
        self._folded.clear()
        self._keys.clear()
        self._number()
        self.endResetModel()

    def patch(self, rows: Mapping[str, EvidenceRow | None]) -> None:
        """Take over the rows a change touched; None takes a row away."""
        for record, row in rows.items():
            self._folded.pop(record, None)
            for keys in self._keys.values():
                keys.pop(record, None)
            at = self._places.get(record)
            if row is None:
                if at is not None:
                    self.beginRemoveRows(QModelIndex(), at, at)
                    del self._rows[at]
                    self._number()
                    self.endRemoveRows()
            elif at is not None:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at, 0), self.index(at, len(LONG_COLUMNS) - 1))
            else:
                key = (row["created"], row.record)
                at = sum((known["created"], known.record) < key for known in self._rows)
                self.beginInsertRows(QModelIndex(), at, at)
                self._rows.insert(at, row)
                self._number()
                self.endInsertRows()

    def row_of(self, record: str) -> int | None:
        """Where a record stands in this model."""
        return self._places.get(record)

    def row(self, at: int) -> EvidenceRow:
        """The row at a place."""
        return self._rows[at]

    def folded(self, at: int) -> str:
        """All cells of a row as filters compare them."""
        row = self._rows[at]
        if row.record not in self._folded:
            self._folded[row.record] = fold("\0".join(filter(None, row.cells)))
        return self._folded[row.record]

    def sort_key(self, at: int, name: str) -> SortKey:
        """What rows are compared by in a column; None where it has no value."""
        row, keys = self._rows[at], self._keys.setdefault(name, {})
        if row.record not in keys:
            keys[row.record] = natural(row[name]) if has_value(row, BY_NAME[name]) else None
        return keys[row.record]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(LONG_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(LONG_COLUMNS):
            if role == Qt.ItemDataRole.DisplayRole:
                return LONG_COLUMNS[section].head
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], LONG_COLUMNS[index.column()]
        cell = row[column.name]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(column.name, cell)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(cell)
            case Qt.ItemDataRole.ForegroundRole:
                token = self._token(row, column.name, cell)
                return self._look.colour(token) if token else None
            case Qt.ItemDataRole.FontRole:
                if column.name in _IDS:
                    return mono_font()
                return self._italic if cell and not has_value(row, column) else None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.name in _NUMBERS else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case _:
                return row.record if role == RECORD_ROLE else None

    def _shown(self, name: str, cell: str) -> str:
        if name == "role":
            return role_text(cell)
        if name == "status":
            return f"{STATUS_SIGNS.get(cell, '')} {cell}".strip()
        return " ".join(cell.split())

    def _token(self, row: EvidenceRow, name: str, cell: str) -> str:
        if name == "role":
            return ROLE_TOKENS.get(cell, "")
        if name == "status":
            return STATUS_TOKENS.get(cell, "")
        column = BY_NAME[name]
        return "muted" if name in _IDS or (cell and not has_value(row, column)) else ""

    def _number(self) -> None:
        self._places = {row.record: at for at, row in enumerate(self._rows)}

    def _on_look_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(LONG_COLUMNS) - 1))
