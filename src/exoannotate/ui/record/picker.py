"""The picker of L: a small list of records under a field to type in; Enter links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.folding import fold
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.table import plain_tooltip, role_text
from exoannotate.ui.look import ROW, XS, S
from exoannotate.ui.window.notices import plain_label

Index = QModelIndex | QPersistentModelIndex

WIDTH, SHOWN = 460, 8
"""Width in pixels and rows in sight."""


DRAFT = "draft"
"""Stands for the new record in the form, which has no id yet."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to link to, in words."""

    record: str
    text: str
    folded: str


def candidates(
    contents: Contents, document: str, besides: Iterable[str] = (), *, drafting: bool = False
) -> tuple[Candidate, ...]:
    """The records a passage can be linked to: those of the same document first, the most recent first in each part.

    ``besides``: records it is linked to already. ``drafting``: the new record in the form comes before all.
    """
    left_out = set(besides)
    rows = [row for row in contents.rows.values() if row.record not in left_out]
    rows.sort(key=lambda row: row["changed"], reverse=True)
    rows.sort(key=lambda row: document not in contents.documents_of(row.record))
    draft = (Candidate(DRAFT, "The new record in the form", "the new record in the form"),) if drafting else ()
    return (*draft, *(Candidate(row.record, describe(row), fold(" ".join(row.cells))) for row in rows))


def describe(row: EvidenceRow) -> str:
    """A record in one line: cargo, donor, therapy and role."""
    parts = [row["cargo"], row["donor"], row["therapy"], role_text(row["role"]) or row["effect"]]
    text = "  ·  ".join(part for part in parts if part)
    return text or row["quote"][:80]


class CandidatesModel(QAbstractListModel):
    """The candidates that hold every typed word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Candidate, ...] = ()
        self._shown: list[Candidate] = []

    def set_candidates(self, found: tuple[Candidate, ...]) -> None:
        """Offer these."""
        self._all = found
        self.filter("")

    def filter(self, text: str) -> None:
        """Keep those that hold every word."""
        words = fold(text).split()
        self.beginResetModel()
        self._shown = [c for c in self._all if all(word in c.folded for word in words)]
        self.endResetModel()

    def record(self, at: int) -> str:
        """The record at a place, "" when there is none."""
        return self._shown[at].record if 0 <= at < len(self._shown) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        candidate = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return candidate.text
        return plain_tooltip(candidate.text) if role == Qt.ItemDataRole.ToolTipRole else None


class RecordPicker(QFrame):
    """A popup over the page. ``chosen`` carries the passage it was opened for and the record."""

    chosen = Signal(str, str)  # passage id, record id

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._over = parent
        self.setObjectName("record_picker")
        self.setAccessibleName("Link to a record")
        self._passage = ""
        self.model = CandidatesModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Link to which record? Type to narrow down")
        self.field.setAccessibleName("Narrow down the records")
        self.field.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName("Records")
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = plain_label("No record matches.", role="muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, S, S, S)
        whole.setSpacing(XS)
        whole.addWidget(self.field)
        whole.addWidget(self.list)
        whole.addWidget(self.nothing)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)

    def ask(self, passage: str, found: tuple[Candidate, ...]) -> None:
        """Offer records for a passage; opens below the middle of the parent's top."""
        self._passage = passage
        self.model.set_candidates(found)
        self.field.clear()
        self._mark_first()
        self.setFixedWidth(WIDTH)
        self.list.setFixedHeight(min(SHOWN, max(1, len(found))) * ROW + S)
        self.adjustSize()
        parent = self._over
        top = parent.mapToGlobal(parent.rect().topLeft())
        self.move(top.x() + (parent.width() - WIDTH) // 2, top.y() + parent.height() // 5)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        at = self.list.currentIndex().row()
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if key == Qt.Key.Key_Down else -1
                wanted = min(max(at + step, 0), self.model.rowCount() - 1)
                self.list.setCurrentIndex(self.model.index(wanted, 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._choose(at)
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def _choose(self, at: int) -> None:
        record = self.model.record(at)
        if record:
            self.hide()
            self.chosen.emit(self._passage, record)

    def _mark_first(self) -> None:
        any_left = self.model.rowCount() > 0
        self.nothing.setVisible(not any_left)
        if any_left:
            self.list.setCurrentIndex(self.model.index(0, 0))

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self.model.filter(text)
        self._mark_first()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
