"""What the picker of L offers: records in words, in the order in which somebody would want them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.nearness import Nearness
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
    """A record to link to: in one line what it says, and ``below`` why it is offered."""

    record: str
    text: str
    below: str = ""


IN_FORM = Candidate(DRAFT, "The new record in the form", "not saved yet")
A_NEW_ONE = Candidate(NEW, "New record", "from this passage")


class Choice:
    """The records of a project for a passage of a document. Threads may ask it: it only looks things up in the
    window's contents, and has its own list of the rows."""

    def __init__(self, contents: Contents, document: str, quote: str, besides: Iterable[str] = ()) -> None:
        self.rows = tuple(contents.rows.values())
        self._document, self._besides = document, frozenset(besides)
        self._links, self._passages, self._documents = contents.links, contents.passages, contents.documents
        self._nearness = Nearness(quote, self.rows, self._here)

    def candidates(
        self, words: Sequence[str] = (), stop: Callable[[], bool] = lambda: False
    ) -> tuple[Candidate, ...]:  # fmt: skip
        """The records that hold all words, in order, in words; nothing once ``stop`` says that nobody waits."""
        found = []
        for one in self._nearness.near(words, stop=stop):
            if one.row.record not in self._besides:
                where = "this document" if one.here else self._elsewhere(one.row.record)
                shared = ", ".join(one.shared[:_SHARED])
                below = "  ·  ".join(filter(None, (where, f"names {shared}" if shared else "")))
                found.append(Candidate(one.row.record, describe(one.row), below))
        return tuple(found)

    def _quoted(self, record: str) -> tuple[str, ...]:
        """The documents a record quotes."""
        known = (self._passages.get(key) for key in self._links.get(record, ()))
        return tuple(dict.fromkeys(passage.document for passage in known if passage is not None))

    def _here(self, record: str) -> bool:
        return self._document in self._quoted(record)

    def _elsewhere(self, record: str) -> str:
        known = (self._documents.get(document) for document in self._quoted(record))
        return "; ".join(document.title for document in known if document is not None)


def candidates(
    contents: Contents, document: str, besides: Iterable[str] = (), *, quote: str = "", drafting: bool = False
) -> tuple[Candidate, ...]:
    """The records a passage can be linked to: those of the same document first, then those that name what it names,
    then the most recent. ``besides``: records it is linked to already. ``drafting``: the one in the form comes first.
    """
    draft = (IN_FORM,) if drafting else ()
    return (*draft, *Choice(contents, document, quote, besides).candidates())


def describe(row: EvidenceRow) -> str:
    """A record in one line: cargo, donor, therapy and role."""
    parts = [row["cargo"], row["donor"], row["therapy"], role_text(row["role"]) or row["effect"]]
    text = "  ·  ".join(" ".join(part[:200].split()) for part in parts if part)
    return text or row["quote"][:80]


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
