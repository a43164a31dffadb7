"""The evidence table of the window: a model over evidence rows."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from exoannotate.domain.ago import ago, exactly
from exoannotate.domain.arranging import Rows
from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.filter import has_value
from exoannotate.domain.reviewing import changed_since
from exoannotate.domain.roles import ARROWS
from exoannotate.ui.evidence.cells import Face
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
CHANGED_SIGN = "▲"
"""Changed after it was accepted or rejected."""
STATUS_SIGNS = {"draft": "○", "complete": "●", "accepted": "✓", "rejected": "✕"}

_SHOWN, _TOLD = 400, 3_000
"""Characters of a cell that are painted, and that its tooltip tells."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_NUMBERS = ("document_year", "page_index", "rating")
_IDS = ("record_id", "passages", "document_doi", "assertion")


def role_text(role: str) -> str:
    """A role with its sign, as table and form show it."""
    return f"{ARROWS[role]} {role}" if role in ARROWS else role


def status_text(row: EvidenceRow) -> str:
    """The status of a row with its sign; a warning sign where the record was changed after it was decided on."""
    status = row["status"]
    return f"{CHANGED_SIGN if changed_since(row) else STATUS_SIGNS.get(status, '')} {status}".strip()


def status_told(row: EvidenceRow) -> str:
    """The status of a row in words: who decided and when, and whether it was changed since."""
    if not row["reviewed"]:
        return row["status"]
    who = f" by {row['reviewer']}" if row["reviewer"] else ""
    since = f"; changed since, {ago(row['changed'])}" if changed_since(row) else ""
    return f"{row['status']}{who}, {exactly(row['reviewed'])}{since}"


def plain_tooltip(text: str) -> str:
    """Text of a file as a tooltip: wrapped, and never read as markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


class EvidenceModel(QAbstractTableModel):
    """Evidence rows in the order their records were made; all columns of the project."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.columns: Columns = COLUMNS
        self.rows = Rows()
        """What is shown, which never changes: an edit puts others in its place."""
        self._italic = QFont()
        self._italic.setItalic(True)
        look.changed.connect(self._on_look_changed)

    def set_rows(self, rows: Iterable[EvidenceRow], columns: Columns | None = None, *, in_order: bool = False) -> None:
        """Show other rows altogether; ``in_order`` when they come in the order they were made."""
        self.beginResetModel()
        self.columns = columns or self.columns
        self.rows = Rows(list(rows) if in_order else sorted(rows, key=_made), self.columns)
        self.endResetModel()

    def patch(self, rows: Mapping[str, EvidenceRow | None]) -> None:
        """Take over the rows a change touched; None takes a row away."""
        for record, row in rows.items():
            at = self.row_of(record)
            if row is None:
                if at is not None:
                    self.beginRemoveRows(QModelIndex(), at, at)
                    self.rows = self.rows.removed(at)
                    self.endRemoveRows()
            elif at is not None:
                self.rows = self.rows.with_row(at, row)
                self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))
            else:
                at = bisect_left(self.rows.rows, _made(row), key=_made)
                self.beginInsertRows(QModelIndex(), at, at)
                self.rows = self.rows.inserted(at, row)
                self.endInsertRows()

    def replace(self, rows: Mapping[str, EvidenceRow]) -> bool:
        """Take over many rows of records that are all there, at once; False when one is not."""
        places = {at: row for record, row in rows.items() if (at := self.row_of(record)) is not None}
        if len(places) < len(rows):
            return False
        self.rows = self.rows.with_rows(places)
        self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), self.columnCount() - 1))
        return True

    def row_of(self, record: str) -> int | None:
        """Where a record stands in this model."""
        return self.rows.place_of(record)

    def row(self, at: int) -> EvidenceRow:
        """The row at a place."""
        return self.rows.rows[at]

    def cell(self, at: int, name: str) -> str:
        """What a row says in a column."""
        return self.columns.cell(self.rows.rows[at], name)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns.all)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns.all):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns.all[section].head
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.is_number(self.columns.all[section]) else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.face(index.row(), index.column()).text
        row = self.rows.rows[index.row()]
        match role:
            case Qt.ItemDataRole.ToolTipRole:
                cell = row.cells[index.column()]
                if self.columns.all[index.column()].name == "status":
                    cell = status_told(row)
                return plain_tooltip(cell if len(cell) <= _TOLD else f"{cell[:_TOLD]} …")
            case Qt.ItemDataRole.ForegroundRole:
                token = self.face(index.row(), index.column()).token
                return self._look.colour(token) if token else None
            case Qt.ItemDataRole.FontRole:
                face = self.face(index.row(), index.column())
                return mono_font() if face.mono else self._italic if face.italic else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return self.face(index.row(), index.column()).alignment
            case _:
                return row.record if role == RECORD_ROLE else None

    def face(self, at: int, number: int) -> Face:
        """How the cell of a row and a column looks."""
        row, column = self.rows.rows[at], self.columns.all[number]
        name, cell = column.name, row.cells[number]
        if name == "role":
            return Face(role_text(cell), ROLE_TOKENS.get(cell, ""))
        if name == "status":
            return Face(status_text(row), "warning" if changed_since(row) else STATUS_TOKENS.get(cell, ""))
        side = _RIGHT if self.is_number(column) else _LEFT
        if not cell:
            return Face("", alignment=side)
        # A cell has one line, and nobody reads thousands of characters in it; the tooltip holds them.
        text = " ".join(cell[:_SHOWN].split())
        if name in _IDS:
            return Face(text, "muted", mono=True, alignment=side)
        valued = has_value(row, column, self.columns)
        return Face(text, "" if valued else "muted", italic=not valued, alignment=side)

    def is_number(self, column: Column) -> bool:
        """Whether cells of a column stand at the right."""
        field = self.columns.field(column)
        return column.name in _NUMBERS or (field is not None and field.kind == "number")

    def _on_look_changed(self) -> None:
        if len(self.rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, self.columnCount() - 1))


def _made(row: EvidenceRow) -> tuple[str, str]:
    return row["created"], row.record
