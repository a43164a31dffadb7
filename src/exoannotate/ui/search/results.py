"""The list of the search: rows come in the order they are shown, a few at a time, under headings that count them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exoannotate.domain.wording import counted
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.search.rows import SCOPE_OF, TITLES, Row, Scope, document_name, found
from exoannotate.workspace.searching import MOST, Hit

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
EACH = 5
"""Rows of a kind where several kinds are looked for."""
EACH_DOCUMENT, ALL_DOCUMENTS = 3, 24
_TEXT = "documents "


class ResultsModel(QAbstractListModel):
    """The rows of one search. ``texts``: the places in the text of documents, in their order; not to be changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts: list[Hit] = []
        self.counts: dict[str, int] = {}
        """How many were found, by place."""
        self._rows: list[Row] = []
        self._contents = Contents()
        self._scope: Scope = "everything"
        self._group = ""
        self._heading = -1
        self._in_group = 0
        self._shown_texts = 0
        self._records: dict[str, None] = {}

    @property
    def rows(self) -> list[Row]:
        """All rows; not to be changed."""
        return self._rows

    @property
    def documents(self) -> int:
        """In how many documents' texts something was found."""
        return sum(group.startswith(_TEXT) for group in self.counts)

    @property
    def records(self) -> tuple[str, ...]:
        """The records found, in their order."""
        return tuple(self._records)

    def begin(self, rows: list[Row], contents: Contents, scope: Scope) -> None:
        """Another search: these rows stand first."""
        self.beginResetModel()
        self._rows = rows
        self._contents, self._scope = contents, scope
        self.texts, self.counts, self._records = [], {}, {}
        self._group, self._heading, self._in_group, self._shown_texts = "", -1, 0, 0
        self.endResetModel()

    def add(self, hits: Iterable[Hit]) -> None:
        """Take more hits, in the order of the search."""
        fresh: list[Row] = []
        for hit in hits:
            self._take(hit, fresh)
        self._append(fresh)
        if 0 <= self._heading < len(self._rows):
            self._recount()

    def finish(self) -> None:
        """Nothing more will come for now."""
        fresh: list[Row] = []
        self._close_group(fresh)
        if self._scope == "everything" and len(self.texts) > self._shown_texts:
            places = f"{len(self.texts):,}{'+' if len(self.texts) >= MOST else ''}"
            some = f"All {places} places in the text of {counted(self.documents, 'document')}"
            more = Row("more", some, icon="chevron-right", key="documents")
            at = next((k for k, row in enumerate(self._rows) if (row.kind, row.key) == (more.kind, more.key)), -1)
            if at < 0:
                fresh.append(more)
            elif self._rows[at] != more:
                self._rows[at] = more
                self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
        self._append(fresh)

    def row(self, at: int) -> Row | None:
        """The row at a place; None when there is none."""
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def first(self) -> int:
        """The first row that can be chosen, -1 for none."""
        return self.next(-1, 1)

    def next(self, at: int, step: int) -> int:
        """The row some steps away that can be chosen, as far as there are any; -1 for none."""
        way = 1 if step > 0 else -1
        last, left, k = -1, abs(step), at + way
        while 0 <= k < len(self._rows) and left:
            if self._rows[k].kind != "heading":
                last, left = k, left - 1
            k += way
        return last

    def place_of(self, hit: Hit) -> int:
        """The row of a hit, -1 when it has none."""
        return next((k for k, row in enumerate(self._rows) if row.hit is hit), -1)

    # Qt ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip("\n".join(filter(None, (row.title, row.detail))))
            case _ if role == ROW_ROLE:
                return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row()) if index.isValid() else None
        if row is None or row.kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    # Groups ----------------------------------------------------------------------------------------------------------

    def _take(self, hit: Hit, fresh: list[Row]) -> None:
        group = _TEXT + hit.document if hit.where == "documents" else hit.where
        if group != self._group:
            self._close_group(fresh)
            self._group, self._in_group, self._heading = group, 0, -1
        self._in_group += 1
        self.counts[group] = self.counts.get(group, 0) + 1
        if hit.where == "fields" or hit.record:
            self._records[hit.record] = None
        if hit.where == "documents":
            self.texts.append(hit)
        if not self._room(hit):
            return
        if self._heading < 0:
            title = document_name(hit.document, self._contents) if hit.where == "documents" else TITLES[hit.where]
            self._heading = len(self._rows) + len(fresh)
            fresh.append(Row("heading", title, right=str(self._in_group), key=group))
        self._shown_texts += hit.where == "documents"
        fresh.append(found(hit, self._contents))

    def _room(self, hit: Hit) -> bool:
        if self._scope != "everything":
            return True
        if hit.where == "documents":
            return self._in_group <= EACH_DOCUMENT and self._shown_texts < ALL_DOCUMENTS
        return self._in_group <= EACH

    def _close_group(self, fresh: list[Row]) -> None:
        """Say how many more there are of the kind that ends."""
        if self._scope == "everything" and self._in_group > EACH and not self._group.startswith(_TEXT):
            where = next((place for place in TITLES if place == self._group), None)
            if where is not None:
                many = f"{self._in_group:,}{'+' if self._in_group >= MOST else ''}"
                fresh.append(Row("more", f"All {many} {TITLES[where].lower()}", icon="chevron-right",
                                 key=SCOPE_OF[where]))  # fmt: skip
        if self._heading >= len(self._rows):  # it comes with these rows and is not counted on afterwards
            at = self._heading - len(self._rows)
            fresh[at] = self._counted(fresh[at])
        elif self._heading >= 0:
            self._recount()
        self._group, self._heading, self._in_group = "", -1, 0

    def _counted(self, heading: Row) -> Row:
        return Row("heading", heading.title, right=f"{self.counts[heading.key]:,}", key=heading.key)

    def _recount(self) -> None:
        heading = self._rows[self._heading]
        counted = self._counted(heading)
        if counted != heading:
            self._rows[self._heading] = counted
            index = self.index(self._heading, 0)
            self.dataChanged.emit(index, index)

    def _append(self, fresh: list[Row]) -> None:
        if fresh:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(fresh) - 1)
            self._rows.extend(fresh)
            self.endInsertRows()
