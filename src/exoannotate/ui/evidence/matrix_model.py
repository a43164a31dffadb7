"""The matrix as Qt sees it: a model over a pivot, and the matrix as a table for other programs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exoannotate.domain.pivot import EMPTY, Cell, Heading, Measure, Pivot
from exoannotate.domain.wording import counted
from exoannotate.export.safe import guard

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Cell of a place."""
HEAT_ROLE = Qt.ItemDataRole.UserRole + 2
"""How much a place holds beside the fullest one, from 0 to 1."""
TOTAL_ROLE = Qt.ItemDataRole.UserRole + 3
"""Of a heading: how much it holds."""
REASON_ROLE = Qt.ItemDataRole.UserRole + 4
"""Of a heading: whether it is a reason for an empty field."""

Index = QModelIndex | QPersistentModelIndex

_STUDIES_TOLD = 12
_SEEN = 80, 30
"""So many rows and columns are counted before they are shown; what lies behind is counted when it is scrolled to."""
_SIGN_WORDS = {"▲": "resistance", "▼": "sensitivity", "=": "no effect", "◆": "marker", "?": "not derivable"}


_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Characters that turn the text around them; a name of a stranger's file must not read as another one."""


def shown(text: str, limit: int = 300) -> str:
    """Text of a file on one line, cut where no heading or tooltip could hold it."""
    flat = " ".join(_TURNS.sub("", text[: 4 * limit]).split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1]}…"


def cell_told(cell: Cell) -> str:
    """“3 records, 2 primary studies, 1 record without one”."""
    records, studies = len(cell.records), len(cell.studies)
    words = [counted(records, "record"),
             counted(studies, "primary study")]  # fmt: skip
    if cell.unnamed:
        words.append(f"{cell.unnamed:,} without one")
    return ", ".join(words)


def roles_told(cell: Cell) -> str:
    """“▲ 2 resistance, ✕ 1 does not support”."""
    words = [f"{sign} {many:,} {_SIGN_WORDS[sign]}" for sign, many in cell.roles]
    return ", ".join([*words, f"✕ {cell.against:,} does not support"] if cell.against else words)


@dataclass(frozen=True, slots=True)
class Picture:
    """A pivot as it is shown, with what would take the window too long to count: its largest number, the totals of rows
    and columns, all of it together, and the cells that are seen first. ``by_column``: what the rows are sorted by, -1
    for their totals or names."""

    pivot: Pivot
    measure: Measure
    by_column: int
    fullest: int
    totals: tuple[tuple[int, ...], tuple[int, ...]]
    whole: Cell
    cells: Mapping[tuple[int, int], Cell]


def picture(pivot: Pivot, measure: Measure, by_column: int = -1) -> Picture:
    """Count what the window shows of a pivot; for a thread of its own."""
    down, across = (
        tuple(pivot.total_count(heading, measure) for heading in headings) for headings in (pivot.rows, pivot.columns)
    )
    return Picture(
        pivot,
        measure,
        by_column,
        max((pivot.count(r, c, measure) for r, c in pivot.meeting), default=0),
        (down, across),
        pivot.whole,
        {(r, c): pivot.cell(r, c) for r, c in pivot.meeting if r < _SEEN[0] and c < _SEEN[1]},
    )


class MatrixModel(QAbstractTableModel):
    """A pivot: rows down the side, columns on top; a cell shows how many records or primary studies meet there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pivot: Pivot | None = None
        self.measure: Measure = "records"
        self._fullest = 1
        self._totals: tuple[tuple[int, ...], tuple[int, ...]] = ((), ())
        self._cells: dict[tuple[int, int], Cell] = {}

    def set_picture(self, picture: Picture) -> None:
        """Show another pivot."""
        self.beginResetModel()
        self.pivot, self.measure, self._fullest = picture.pivot, picture.measure, max(1, picture.fullest)
        self._totals, self._cells = picture.totals, dict(picture.cells)
        self.endResetModel()

    def cell(self, row: int, column: int) -> Cell:
        """What meets at a place; worked out once."""
        if self.pivot is None:
            return EMPTY
        if (row, column) not in self._cells:
            self._cells[row, column] = self.pivot.cell(row, column)
        return self._cells[row, column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.pivot is None else len(self.pivot.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self.pivot is None else len(self.pivot.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.pivot is None:
            return None
        cell = self.cell(index.row(), index.column())
        number = cell.count(self.measure)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{number:,}" if cell.records else ""
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tooltip(index.row(), index.column(), cell) if cell.records else None
            case Qt.ItemDataRole.AccessibleTextRole:
                told = ": ".join(filter(None, (cell_told(cell), roles_told(cell)))) if cell.records else "nothing"
                return f"{self.place(index.row(), index.column())}: {told}"
            case _:
                return {CELL_ROLE: cell, HEAT_ROLE: number / self._fullest}.get(role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        heading = self.heading(section, orientation)
        if heading is None or self.pivot is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return shown(heading.text)
            case Qt.ItemDataRole.ToolTipRole:
                why = "Why the field is empty: " if heading.reason else ""
                total = self.pivot.total(heading)
                return _lines((why + shown(heading.text, 1_000), cell_told(total), roles_told(total)))
            case _:
                totals = self._totals[orientation == Qt.Orientation.Horizontal]
                return {TOTAL_ROLE: totals[section], REASON_ROLE: heading.reason}.get(role)

    def heading(self, section: int, orientation: Qt.Orientation) -> Heading | None:
        """The heading of a row or column."""
        if self.pivot is None:
            return None
        headings = self.pivot.columns if orientation == Qt.Orientation.Horizontal else self.pivot.rows
        return headings[section] if 0 <= section < len(headings) else None

    def place(self, row: int, column: int) -> str:
        """A place in words: “miR-21 × temozolomide”."""
        if self.pivot is None:
            return ""
        return f"{shown(self.pivot.rows[row].text, 60)} × {shown(self.pivot.columns[column].text, 60)}"

    def _tooltip(self, row: int, column: int, cell: Cell) -> str:
        studies = [f"• {shown(study)}" for study in cell.studies[:_STUDIES_TOLD]]
        if len(cell.studies) > _STUDIES_TOLD:
            studies.append(f"and {len(cell.studies) - _STUDIES_TOLD:,} more")
        return _lines((self.place(row, column), cell_told(cell), roles_told(cell), *studies))


def _lines(lines: Iterable[str]) -> str:
    return "<qt>" + "<br>".join(html.escape(line) for line in lines if line) + "</qt>"


def as_tables(pivot: Pivot, measure: Measure, rows: Sequence[int] = (), columns: Sequence[int] = ()) -> tuple[str, str]:
    """The numbers of a pivot as text with tabs and as HTML, for spreadsheets and word processors. All of it with its
    totals, or some rows and columns without."""
    whole = not rows and not columns
    down, across = rows or range(len(pivot.rows)), columns or range(len(pivot.columns))
    lines = [[f"{pivot.down.head} / {pivot.across.head}", *(["All"] if whole else []),
              *(pivot.columns[at].text for at in across)]]  # fmt: skip
    for row in down:
        total = [_number(pivot.total_count(pivot.rows[row], measure))] if whole else []
        counts = [_number(pivot.count(row, column, measure)) for column in across]
        lines.append([pivot.rows[row].text, *total, *counts])
    if whole:
        totals = [_number(pivot.total_count(heading, measure)) for heading in pivot.columns]
        lines.append(["All", _number(pivot.whole.count(measure)), *totals])
    flat = [[guard(shown(text, 10_000)) for text in line] for line in lines]
    plain = "\n".join("\t".join(line) for line in flat)
    body = "".join("<tr>" + "".join(_html(text, head=not r or not c) for c, text in enumerate(line)) + "</tr>"
                   for r, line in enumerate(flat))  # fmt: skip
    return plain, f'<meta charset="utf-8"><table border="1">{body}</table>'


def _number(many: int) -> str:
    return str(many) if many else ""


def _html(text: str, *, head: bool) -> str:
    tag = "th" if head else "td"
    return f"<{tag}>{html.escape(text)}</{tag}>"


def mix(cell: Cell) -> tuple[tuple[str, str], ...]:
    """The mix of roles of a cell as pairs of a sign and what is written for it."""
    pairs = [(sign, f"{sign}{many:,}") for sign, many in cell.roles]
    return tuple([*pairs, ("✕", f"✕{cell.against:,}")] if cell.against else pairs)
