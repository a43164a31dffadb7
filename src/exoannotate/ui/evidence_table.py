"""The evidence table of the window: a model over evidence rows, and a proxy that filters and sorts it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFont

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.filter import has_value, natural, parse
from exoannotate.domain.folding import fold
from exoannotate.domain.roles import ARROWS
from exoannotate.ui.look import Look, mono_font

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
"""The id of the record of a row."""

Index = QModelIndex | QPersistentModelIndex

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
        self._folded: dict[str, str] = {}
        self._places: dict[str, int] = {}
        self._italic = QFont()
        self._italic.setItalic(True)
        look.changed.connect(self._on_look_changed)

    def set_rows(self, rows: Iterable[EvidenceRow]) -> None:
        """Show other rows altogether."""
        self.beginResetModel()
        self._rows = sorted(rows, key=lambda row: (row["created"], row.record))
        self._folded.clear()
        self._number()
        self.endResetModel()

    def patch(self, rows: Mapping[str, EvidenceRow | None]) -> None:
        """Take over the rows a change touched; None takes a row away."""
        for record, row in rows.items():
            self._folded.pop(record, None)
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
        column = next(c for c in LONG_COLUMNS if c.name == name)
        return "muted" if name in _IDS or (cell and not has_value(row, column)) else ""

    def _number(self) -> None:
        self._places = {row.record: at for at, row in enumerate(self._rows)}

    def _on_look_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(LONG_COLUMNS) - 1))


class EvidenceProxy(QSortFilterProxyModel):
    """Filters by words (each must occur somewhere in the row) or by the filter language, and sorts naturally."""

    def __init__(self, model: EvidenceModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._passes: Callable[[int], bool] | None = None
        self.filter_text = ""
        """The filter in force, in the language of ``domain/filter.py``; "" shows every row."""
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def set_filter(self, text: str) -> str:
        """Filter the rows; a sentence when the text is no filter, which is then looked for as plain words."""
        sentence = ""
        words = text.split()
        self._passes = None
        self.filter_text = " ".join(words)
        if words and not _is_expression(text):
            self._by_words(words)
        elif words:
            try:
                wanted = parse(text)
                self._passes = lambda at: wanted.matches(self._model.row(at))
            except BadValueError as error:
                sentence = error.message
                self._by_words(words)
                self.filter_text = " ".join('"' + word.replace('"', "") + '"' for word in words)
        self.invalidate()
        return sentence

    def _by_words(self, words: list[str]) -> None:
        wanted = [fold(word) for word in words]
        self._passes = lambda at: all(word in self._model.folded(at) for word in wanted)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._passes is None or self._passes(source_row)

    def lessThan(self, left: Index, right: Index) -> bool:
        column = LONG_COLUMNS[left.column()]
        a, b = self._model.row(left.row()), self._model.row(right.row())
        # Cells without a value stay last, whichever way the column is sorted.
        full_a, full_b = has_value(a, column), has_value(b, column)
        if full_a != full_b:
            return full_a is (self.sortOrder() == Qt.SortOrder.AscendingOrder)
        return natural(a[column.name]) < natural(b[column.name])


_EXPRESSION = re.compile(r"[=~<>()\"“”]|\b(?:and|or|not|is (?:not )?empty)\b", re.IGNORECASE)


def _is_expression(text: str) -> bool:
    return _EXPRESSION.search(text) is not None
