"""What a statement gave, as a table: values as they are, long ones in one line, what is missing said in muted words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from exoannotate.store.sql import Answer, Cell
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
SHOWN = 300
"""Characters of a cell that are painted; the whole stands in the tooltip and is copied."""
_TOLD = 2_000
NOTHING = "NULL"


class AnswerModel(QAbstractTableModel):
    """The rows of one answer. Immutable but for ``show``, which puts another answer in its place."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._answer = Answer((), ())

    @property
    def answer(self) -> Answer:
        return self._answer

    def show(self, answer: Answer) -> None:
        """Show another answer."""
        self.beginResetModel()
        self._answer = answer
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._answer.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._answer.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        head = self._answer.columns[section] if section < len(self._answer.columns) else ""
        return _line(head, 60) if role == Qt.ItemDataRole.DisplayRole else plain_tooltip(head[:_TOLD])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._answer.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return NOTHING if cell is None else _line(str(cell), SHOWN)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(str(cell)[:_TOLD]) if isinstance(cell, str) and len(cell) > 24 else None
            case Qt.ItemDataRole.TextAlignmentRole if isinstance(cell, int | float):
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole if cell is None:
                return self._look.colour("muted")
            case Qt.ItemDataRole.FontRole if cell is None:
                font = QFont()
                font.setItalic(True)
                return font
        return None

    def text(self, rows: Sequence[int], columns: Sequence[int]) -> str:
        """Cells as text that pastes into Excel and Word: a line a row, tabs between; with heads when rows are whole."""
        lines = []
        if len(columns) == self.columnCount() and len(rows) > 1:
            lines.append("\t".join(_cell(self._answer.columns[c]) for c in columns))
        for row in rows:
            cells = self._answer.rows[row]
            lines.append("\t".join(_cell(cells[c]) for c in columns))
        return "\n".join(lines)


def _line(text: str, most: int) -> str:
    short = " ".join(text[: most + 1].split())
    return f"{short[:most]}…" if len(text) > most else short


def _cell(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split()) if isinstance(cell, str) else str(cell)
