"""The list of likely gaps: kinds that fold, and under each its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.gaps import KINDS, Gap, GapKind
from exoannotate.ui.evidence.cells import paint_background, paint_line
from exoannotate.ui.evidence.matrix_model import shown
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import ROW, XS, L, Look, S, body_font, label_font, title_font

GAP_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Gap of a line, None for the heading of a kind."""
KIND_ROLE = Qt.ItemDataRole.UserRole + 2
COUNT_ROLE = Qt.ItemDataRole.UserRole + 3
MORE_ROLE = Qt.ItemDataRole.UserRole + 4
"""Whether a line asks for more gaps of its kind."""

AT_ONCE = 200
"""So many gaps of a kind are listed at first, and more with each wish: a tree measures every line it has."""

Index = QModelIndex | QPersistentModelIndex


class GapsModel(QAbstractItemModel):
    """Two levels: the kinds that have gaps, and the gaps of each. ``internalId``: 0 of a kind, else its place + 1."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kinds: tuple[GapKind, ...] = ()
        self._gaps: tuple[tuple[Gap, ...], ...] = ()
        self._shown: list[int] = []  # how many of each kind
        self._asks: list[bool] = []  # whether a line of it asks for more

    def set_gaps(self, gaps: Mapping[str, tuple[Gap, ...]]) -> None:
        """Show other gaps, given by their kinds."""
        self.beginResetModel()
        self._kinds = tuple(kind for kind in KINDS if kind.id in gaps)
        self._gaps = tuple(gaps[kind.id] for kind in self._kinds)
        self._shown = [min(len(found), AT_ONCE) for found in self._gaps]
        self._asks = [len(found) > AT_ONCE for found in self._gaps]
        self.endResetModel()

    def show_more(self, row: int) -> None:
        """Show more gaps of a kind."""
        head, first = self.index(row, 0), self._shown[row]
        if first == len(self._gaps[row]):
            return
        self.beginRemoveRows(head, first, first)
        self._asks[row] = False
        self.endRemoveRows()
        last = min(len(self._gaps[row]), first + AT_ONCE)
        asks = last < len(self._gaps[row])
        self.beginInsertRows(head, first, last - 1 + asks)
        self._shown[row], self._asks[row] = last, asks
        self.endInsertRows()

    @property
    def many(self) -> int:
        """How many gaps there are."""
        return sum(map(len, self._gaps))

    def kind(self, row: int) -> GapKind:
        """The kind at a place."""
        return self._kinds[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self._kinds)
        return self._lines(parent.row()) if parent.internalId() == 0 else 0

    def _lines(self, row: int) -> int:
        return self._shown[row] + self._asks[row]

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if column != 0 or not 0 <= row < self.rowCount(parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(int(child.internalId()) - 1, 0, 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = int(index.internalId())
        kind = self._kinds[at - 1 if at else index.row()]
        if at and index.row() >= self._shown[at - 1]:
            return self._more(at - 1, kind, role)
        gap = self._gaps[at - 1][index.row()] if at else None
        count = len(self._gaps[index.row()]) if gap is None else 0
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return kind.head if gap is None else shown(gap.sentence, 600)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(kind.why if gap is None else f"{shown(gap.sentence, 600)} {kind.button}: Enter")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{kind.head}: {count}" if gap is None else f"{shown(gap.sentence, 600)} {kind.button}"
            case _:
                return {GAP_ROLE: gap, KIND_ROLE: kind, COUNT_ROLE: count}.get(role)

    def _more(self, row: int, kind: GapKind, role: int) -> Any:
        left = len(self._gaps[row]) - self._shown[row]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"Show {min(left, AT_ONCE):,} more of {left:,}"
            case _:
                return {KIND_ROLE: kind, MORE_ROLE: True}.get(role)


def by_kind(gaps: Sequence[Gap]) -> dict[str, tuple[Gap, ...]]:
    """The gaps by their kinds."""
    found: dict[str, list[Gap]] = {}
    for gap in gaps:
        found.setdefault(gap.kind, []).append(gap)
    return {kind: tuple(here) for kind, here in found.items()}


class GapPainter(QStyledItemDelegate):
    """A kind with how many there are and why it matters; a gap with what a click does, at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_background(painter, option, index)
        area = option.rect.adjusted(XS, 0, -L, 0)
        kind: GapKind = index.data(KIND_ROLE)
        line = QStyleOptionViewItem(option)
        if index.data(MORE_ROLE):
            line.font = body_font()
            paint_line(painter, line, area, str(index.data()), self._look.colour("accent"))
        elif index.data(GAP_ROLE) is None:
            line.font = title_font()
            painter.setFont(line.font)
            head = f"{kind.head}   {index.data(COUNT_ROLE):,}"
            width = min(area.width(), painter.fontMetrics().horizontalAdvance(head) + S)
            paint_line(painter, line, area, head, self._look.colour("text"))
            line.font = label_font()
            paint_line(painter, line, area.adjusted(width + S, 0, 0, 0), kind.why, self._look.colour("muted"))
        else:
            line.font = label_font()
            painter.setFont(line.font)
            width = painter.fontMetrics().horizontalAdvance(kind.button) + S
            here = option.state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected)
            button = QRect(area.right() - width, area.top(), width, area.height())
            paint_line(painter, line, button, kind.button, self._look.colour("accent" if here else "muted"))
            line.font = body_font()
            paint_line(painter, line, area.adjusted(0, 0, -width - L, 0), str(index.data()), self._look.colour("text"))
        painter.restore()
