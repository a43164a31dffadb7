"""What was done to a record as a list: in each line the field, who and when, and what it said before and after."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.ago import ago, exactly
from exoannotate.ui.evidence.cells import paint_background, paint_line
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import FOUND_ROW, XL, XS, L, Look, M, label_font
from exoannotate.workspace.past import MADE, Past

Index = QModelIndex | QPersistentModelIndex

PAST_ROLE = Qt.ItemDataRole.UserRole + 1
NOTHING = "nothing"
"""What stands for a field without a value."""
_SHOWN = 300
"""Characters of a value in a line; the whole stands below the list."""


def one_line(text: str) -> str:
    """A value as it fits in a line."""
    return " ".join(text[:_SHOWN].split()) or NOTHING


def told(step: Past) -> str:
    """A step in one sentence, as a screen reader says it."""
    undone = ", undone" if step.undone else ""
    if step.field == MADE:
        return f"Made, {step.curator or 'somebody'}, {ago(step.at)}{undone}"
    who = step.curator or "somebody"
    return f"{step.head}: {one_line(step.before)} became {one_line(step.after)}, {who}, {ago(step.at)}{undone}"


def exact(step: Past) -> str:
    """Who did a step and when exactly, and who took it back."""
    lines = [f"{step.label}: {step.curator or 'somebody'}, {exactly(step.at)}"]
    if step.taken_back[1]:
        lines.append(f"undone: {step.taken_back[0] or 'somebody'}, {exactly(step.taken_back[1])}")
    return "; ".join(lines)


class HistoryModel(QAbstractListModel):
    """The steps of one record, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: tuple[Past, ...] = ()

    def show_steps(self, steps: tuple[Past, ...]) -> None:
        """Show these; what is shown already is left alone, so that the place in the list stays."""
        if steps != self._steps:
            self.beginResetModel()
            self._steps = steps
            self.endResetModel()

    def step(self, at: int) -> Past | None:
        """The step in a row, None where there is none."""
        return self._steps[at] if 0 <= at < len(self._steps) else None

    def row_of(self, step: Past | None) -> int:
        """Where the same field of the same act stands, -1 when it is not here."""
        if step is None:
            return -1
        key = (step.act, step.field, step.passage)
        return next((at for at, s in enumerate(self._steps) if (s.act, s.field, s.passage) == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step = self.step(index.row()) if index.isValid() else None
        if step is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                changed = f"{one_line(step.before)} → {one_line(step.after)}"
                return f"{step.head}: {one_line(step.after) if step.field == MADE else changed}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(exact(step))
            case Qt.ItemDataRole.AccessibleTextRole:
                return told(step)
            case _:
                return step if role == PAST_ROLE else None


class HistoryDelegate(QStyledItemDelegate):
    """Two lines: the field with who and when at the right; below, what it said and what it says since."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        step: Past = index.data(PAST_ROLE)
        area = option.rect.adjusted(M, XS, -L, -XS)
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.height() - upper.height())
        muted, text = self._look.colour("muted"), self._look.colour("text")
        head = QStyleOptionViewItem(option)
        head.font = QFont(option.font)
        head.font.setWeight(QFont.Weight.DemiBold)
        paint_line(painter, head, upper, step.head, muted if step.undone else text)
        beside = QFontMetrics(head.font).horizontalAdvance(step.head) + M
        self._paint_who(painter, upper.adjusted(beside, 0, 0, 0), step)
        values = QStyleOptionViewItem(option)
        values.font = QFont(option.font)
        values.font.setStrikeOut(step.undone)
        if step.field == MADE:
            paint_line(painter, values, lower, step.after.replace("\n", "  ·  "), text)
            return
        before, arrow, after = one_line(step.before), "  →  ", one_line(step.after)
        metrics = option.fontMetrics
        # Each side has half the line, and what the other leaves.
        wanted, between = metrics.horizontalAdvance(before), metrics.horizontalAdvance(arrow) + 2
        other = between + metrics.horizontalAdvance(after) + 2
        room = max(lower.width() - other, min(wanted, lower.width() // 2))
        left = QRect(lower.left(), lower.top(), min(wanted + 2, room), lower.height())
        paint_line(painter, values, left, before, muted)
        middle = QRect(left.right() + 1, lower.top(), between, lower.height())
        plain = QStyleOptionViewItem(option)
        paint_line(painter, plain, middle, arrow, muted)
        right = QRect(middle.right() + 1, lower.top(), max(0, lower.right() - middle.right()), lower.height())
        paint_line(painter, values, right, after, muted if step.undone else text)

    def _paint_who(self, painter: QPainter, place: QRect, step: Past) -> None:
        """At the right of the upper line, who and when; the name gives way where there is little room."""
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        metrics = painter.fontMetrics()
        dot = "  ·  "
        when = dot.join(filter(None, (ago(step.at), "undone" if step.undone else "")))
        room = place.width() - metrics.horizontalAdvance(dot + when)
        who = metrics.elidedText(step.curator, Qt.TextElideMode.ElideRight, room) if room > XL else ""
        words = f"{who}{dot}{when}" if who else when
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, FOUND_ROW)
