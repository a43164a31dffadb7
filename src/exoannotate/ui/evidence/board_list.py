"""The list at the left of the board: what is disputed, and below it, folded, what records agree on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.claims import Claim, Side
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.cells import Index, paint_background, paint_line
from exoannotate.ui.evidence.matrix_model import shown
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import FOUND_ROW, ROW, Look, S, label_font, title_font

CLAIM_ROLE = Qt.ItemDataRole.UserRole + 1
"""The Claim of a row, None for the line that folds."""

SIGNS = {"resistance": "▲", "sensitivity": "▼", "no effect": "="}
TOKENS = {"resistance": "danger", "sensitivity": "ok", "no effect": "muted"}


def side_sign(side: Side) -> str:
    """The sign of a side; ✕ before it where records speak against that stance."""
    return f"✕{SIGNS[side.stance]}" if side.against else SIGNS[side.stance]


def side_weight(side: Side) -> str:
    """What a side rests on: “2 studies, 1 record without one”."""
    if not side.studies:
        return f"{counted(side.unnamed, 'record')} without a study"
    named = counted(len(side.studies), "study")
    return f"{named}, {counted(side.unnamed, 'record')} without one" if side.unnamed else named


def title(claim: Claim) -> str:
    """“miR-21 × temozolomide”."""
    return f"{shown(claim.cargo, 80)} × {shown(claim.therapy, 80)}"


def verdict(claim: Claim) -> str:
    """What is said in all, in one line."""
    if claim.disputed:
        return "  ".join(f"{side_sign(side)} {side_weight(side)} for {side.words}" for side in claim.sides)
    said = " and ".join(side.words for side in claim.sides)
    studies, records = len(claim.studies), counted(len(claim.records), "record")
    if studies > 1:
        return f"all {studies:,} studies agree: {said}"
    return f"{'one study' if studies else 'no study named'}, {records} agree: {said}"


def parted(claims: Sequence[Claim]) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The disputed claims, and those on which several records agree."""
    disputed = tuple(claim for claim in claims if claim.disputed)
    return disputed, tuple(claim for claim in claims[len(disputed) :] if len(claim.records) > 1)


class ClaimsModel(QAbstractListModel):
    """Disputed claims, then a line that unfolds those on which records agree."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._disputed: tuple[Claim, ...] = ()
        self._agreed: tuple[Claim, ...] = ()
        self.unfolded = False

    def set_claims(self, disputed: tuple[Claim, ...], agreed: tuple[Claim, ...]) -> None:
        """Show other claims."""
        self.beginResetModel()
        self._disputed, self._agreed = disputed, agreed
        self.endResetModel()

    def fold(self) -> None:
        """Unfold or fold what records agree on."""
        first, last = len(self._disputed) + 1, len(self._disputed) + len(self._agreed)
        if self.unfolded:
            self.beginRemoveRows(QModelIndex(), first, last)
            self.unfolded = False
            self.endRemoveRows()
        else:
            self.beginInsertRows(QModelIndex(), first, last)
            self.unfolded = True
            self.endInsertRows()
        at = self.index(first - 1, 0)
        self.dataChanged.emit(at, at)

    @property
    def disputed(self) -> int:
        """How many claims are disputed."""
        return len(self._disputed)

    @property
    def agreed(self) -> int:
        """On how many claims several records agree."""
        return len(self._agreed)

    def claim(self, row: int) -> Claim | None:
        """The claim of a row; None for the line that folds."""
        if row < len(self._disputed):
            return self._disputed[row]
        at = row - len(self._disputed) - 1
        return self._agreed[at] if 0 <= at < len(self._agreed) else None

    def row_of(self, records: Sequence[str]) -> int:
        """The row of the first claim that has one of these records, -1 for none."""
        wanted = set(records)
        return next((at for at in range(self.rowCount())
                     if (claim := self.claim(at)) is not None and wanted.intersection(claim.records)), -1)  # fmt: skip

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        fold = 1 + (len(self._agreed) if self.unfolded else 0) if self._agreed else 0
        return 0 if parent.isValid() else len(self._disputed) + fold

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        claim = self.claim(index.row())
        words = title(claim) if claim is not None else self.fold_words
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{words}: {verdict(claim)}" if claim is not None else words)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{words}: {verdict(claim)}" if claim is not None else words
            case _:
                return claim if role == CLAIM_ROLE else None

    @property
    def fold_words(self) -> str:
        """The line that folds: “▸ 12 claims on which records agree”."""
        sign = "▾" if self.unfolded else "▸"
        return f"{sign} {counted(self.agreed, 'claim')} on which records agree"


class ClaimPainter(QStyledItemDelegate):
    """A claim in two lines: what it is about, and who stands where."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, FOUND_ROW if index.data(CLAIM_ROLE) is not None else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        paint_background(painter, option, index)
        claim: Claim | None = index.data(CLAIM_ROLE)
        area = option.rect.adjusted(S, 0, -S, 0)
        line = QStyleOptionViewItem(option)
        if claim is None:
            line.font = label_font()
            paint_line(painter, line, area, str(index.data()), self._look.colour("muted"))
            painter.restore()
            return
        half = area.height() // 2
        line.font = title_font()
        upper = QRect(area.left(), area.top() + 2, area.width(), half)
        paint_line(painter, line, upper, title(claim), self._look.colour("text"))
        self._paint_sides(painter, QRect(area.left(), area.top() + half, area.width(), half - 2), claim)
        painter.restore()

    def _paint_sides(self, painter: QPainter, room: QRect, claim: Claim) -> None:
        painter.setFont(label_font())
        metrics, left = painter.fontMetrics(), room.left()
        if claim.disputed:
            told = [(TOKENS[side.stance], f"{side_sign(side)} {side_weight(side)}") for side in claim.sides]
        else:
            first = claim.sides[0]
            told = [(TOKENS[first.stance], side_sign(first)), ("muted", verdict(claim))]
        for token, text in told:
            space = room.right() - left
            if space <= 0:
                return
            cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, space)
            painter.setPen(self._look.colour(token))
            painter.drawText(QRect(left, room.top(), space, room.height()),
                             int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)  # fmt: skip
            left += metrics.horizontalAdvance(cut) + S


class ClaimsList(QListView):
    """The list itself; Enter or a click on the line that folds unfolds it, Right goes to the cards."""

    chosen = Signal(object)  # Claim
    cards_wanted = Signal()

    def __init__(self, model: ClaimsModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._claims = model
        self.setAccessibleName("Claims")
        self.setModel(model)
        self.setItemDelegate(ClaimPainter(look, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(False)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        claim = current.data(CLAIM_ROLE) if current.isValid() else None
        if claim is not None:
            self.chosen.emit(claim)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at.isValid() and at.data(CLAIM_ROLE) is None:
            self._claims.fold()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        folds = current.isValid() and current.data(CLAIM_ROLE) is None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and folds:
            self._claims.fold()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.cards_wanted.emit()
        else:
            super().keyPressEvent(event)
