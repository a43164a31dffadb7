"""What the picker of L offers: records in words, in the order in which somebody would want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.folding import fold
from exoannotate.domain.nearness import near
from exoannotate.domain.records import Document, Passage
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.cells import paint_background, paint_line
from exoannotate.ui.evidence.table import plain_tooltip, role_text
from exoannotate.ui.look import FOUND_ROW, XS, Look, M, label_font

Index = QModelIndex | QPersistentModelIndex

DRAFT = "draft"
"""Stands for the new record in the form, which has no id yet."""
NEW = "new"
"""Stands for a record that is still to be made."""
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
BELOW_ROLE = Qt.ItemDataRole.UserRole + 2
_SHARED = 4
"""Shared names that are told."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record to link to: in one line what it says, ``below`` why it is offered, and all of it to look for words."""

    record: str
    text: str
    below: str = ""
    row: EvidenceRow | None = None

    def folded(self) -> str:
        """Everything the record says, as typed words are compared with it."""
        return fold(" ".join((self.text, self.below, *(self.row.cells if self.row else ()))))


IN_FORM = Candidate(DRAFT, "The new record in the form", "not saved yet")
A_NEW_ONE = Candidate(NEW, "New record", "from this passage")


@dataclass(frozen=True, slots=True)
class Choice:
    """Everything the order depends on, as values that a thread may read."""

    quote: str
    document: str
    rows: tuple[EvidenceRow, ...]
    links: Mapping[str, tuple[str, ...]]
    passages: Mapping[str, Passage]
    documents: Mapping[str, Document]

    @classmethod
    def of(cls, contents: Contents, document: str, quote: str, besides: Iterable[str]) -> Choice:
        """The records of a project but some, for a passage of a document."""
        left_out = set(besides)
        rows = tuple(row for row in contents.rows.values() if row.record not in left_out)
        return cls(quote, document, rows, dict(contents.links), dict(contents.passages), dict(contents.documents))

    def candidates(self) -> tuple[Candidate, ...]:
        """The records in order, in words."""
        documents = {
            record: tuple(dict.fromkeys(self.passages[p].document for p in passages if p in self.passages))
            for record, passages in self.links.items()
        }
        rows = {row.record: row for row in self.rows}
        found = []
        for one in near(self.quote, self.document, self.rows, documents):
            elsewhere = [self.documents[d].title for d in documents.get(one.record, ()) if d in self.documents]
            where = "this document" if one.here else "; ".join(elsewhere)
            shared = ", ".join(one.shared[:_SHARED])
            below = "  ·  ".join(filter(None, (where, f"names {shared}" if shared else "")))
            row = rows[one.record]
            found.append(Candidate(one.record, describe(row), below, row))
        return tuple(found)


def candidates(
    contents: Contents, document: str, besides: Iterable[str] = (), *, quote: str = "", drafting: bool = False
) -> tuple[Candidate, ...]:
    """The records a passage can be linked to: those of the same document first, then those that name what it names,
    then the most recent. ``besides``: records it is linked to already. ``drafting``: the one in the form comes first.
    """
    draft = (IN_FORM,) if drafting else ()
    return (*draft, *Choice.of(contents, document, quote, besides).candidates())


def describe(row: EvidenceRow) -> str:
    """A record in one line: cargo, donor, therapy and role."""
    parts = [row["cargo"], row["donor"], row["therapy"], role_text(row["role"]) or row["effect"]]
    text = "  ·  ".join(" ".join(part[:200].split()) for part in parts if part)
    return text or row["quote"][:80]


def matching(all_: Iterable[Candidate], words: Iterable[str]) -> tuple[Candidate, ...]:
    """The candidates that hold every (folded) word; a new record is always among them."""
    wanted = tuple(words)
    found = []
    for candidate in all_:
        folded = candidate.folded() if wanted else ""
        if candidate.record == NEW or all(word in folded for word in wanted):
            found.append(candidate)
    return tuple(found)


class CandidatesModel(QAbstractListModel):
    """The candidates that are offered now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Candidate, ...] = ()

    def set_candidates(self, found: tuple[Candidate, ...]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._shown = found
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
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return candidate.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{candidate.text}  ·  {candidate.below}"[:1000])
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{candidate.text}, {candidate.below}"
            case _:
                return {RECORD_ROLE: candidate.record, BELOW_ROLE: candidate.below}.get(role)


class CandidateDelegate(QStyledItemDelegate):
    """Two lines: what the record says, and why it is offered here."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        area = option.rect.adjusted(M, XS, -M, -XS)
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        lower = QRect(area.left(), upper.bottom() + 1, area.width(), area.height() - upper.height())
        new = index.data(RECORD_ROLE) in (NEW, DRAFT)
        colour = self._look.colour("accent" if new else "text")
        paint_line(painter, option, upper, str(index.data()), colour)
        below = QStyleOptionViewItem(option)
        below.font = label_font()
        paint_line(painter, below, lower, str(index.data(BELOW_ROLE) or ""), self._look.colour("muted"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, FOUND_ROW)
