"""The own terms and choices of a project as a table, and the search in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exoannotate.domain.folding import fold
from exoannotate.domain.records import Term
from exoannotate.suggest import own
from exoannotate.workspace.own_terms import OWN, is_choice

HEADS = ("Name", "Other names", "Kind", "Identifier", "Source", "Note")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LONGEST = 300
"""Characters of a cell that are painted; the whole is in the tooltip."""


class TermsModel(QAbstractTableModel):
    """One row for each own term, then one for each choice: the typed text, and what it means."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._terms: Sequence[Term] = ()

    def show(self, terms: Sequence[Term]) -> None:
        """Show these."""
        self.beginResetModel()
        self._terms = terms
        self.endResetModel()

    def term(self, row: int) -> Term:
        """The term of a row."""
        return self._terms[row]

    def cells(self, row: int) -> tuple[str, ...]:
        """What stands in a row."""
        return _cells(self._terms[row])

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._terms)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        text = _cells(self._terms[index.row()])[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            # A text that looks like markup must not be read as such.
            return f"<p>{_escaped(text)}</p>" if text else None
        return " ".join(text[:_LONGEST].split())


def holding(terms: Sequence[Term], text: str) -> tuple[Term, ...]:
    """The terms that hold all words of a text; all of them for none."""
    words = fold(text).split()
    return tuple(term for term in terms if all(word in fold(" ".join(_cells(term))) for word in words))


def _cells(term: Term) -> tuple[str, ...]:
    others = term.synonyms.replace(own.SEPARATOR, ", ")
    if is_choice(term):
        return (term.synonyms, f"means {term.name}", own.kind_of(term), term.identifier, term.source, "Chosen here")
    return (term.name, others, term.kind if term.kind != OWN else "", term.identifier, term.source, term.note)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
