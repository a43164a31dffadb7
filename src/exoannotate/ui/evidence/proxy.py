"""Which rows of the evidence table are shown, and in which order.

Decision (2026-11): an own proxy and not Qt's sorting one, which asks Python to compare two rows at a time: 10,000 rows
took two seconds. Here Python sorts once, by keys the model keeps; that takes some hundredths.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import LONG_COLUMNS
from exoannotate.domain.filter import parse
from exoannotate.domain.folding import fold
from exoannotate.ui.evidence.table import EvidenceModel

Index = QModelIndex | QPersistentModelIndex


class EvidenceProxy(QAbstractProxyModel):
    """Filters by words (each must occur somewhere in the row) or by the filter language, and sorts naturally."""

    def __init__(self, model: EvidenceModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._passes: Callable[[int], bool] | None = None
        self._column, self._falling = -1, False
        self._order: list[int] = []  # rows of the model as they are shown
        self._places: dict[int, int] = {}
        self.filter_text = ""
        """The filter in force, in the language of ``domain/filter.py``; "" shows every row."""
        self.setSourceModel(model)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_removing)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_changed)
        self._put(self._wanted())

    # What a person asks for ------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> str:
        """Filter the rows; a sentence when the text is no filter, which is then looked for as plain words."""
        sentence = ""
        words = text.split()
        self._passes = None
        self.filter_text = " ".join(words)
        if words and not _is_expression(text):
            self._by_words(words)
        elif words:
            try:
                wanted = parse(text)
                self._passes = lambda at: wanted.matches(self._model.row(at))
            except BadValueError as error:
                sentence = error.message
                self._by_words(words)
                self.filter_text = " ".join('"' + word.replace('"', "") + '"' for word in words)
        self._become(self._wanted())
        return sentence

    def _by_words(self, words: list[str]) -> None:
        wanted = [fold(word) for word in words]
        self._passes = lambda at: all(word in self._model.folded(at) for word in wanted)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the order in which the records were made."""
        self._column, self._falling = column, order == Qt.SortOrder.DescendingOrder
        self._become(self._wanted())

    def _wanted(self) -> list[int]:
        rows: Sequence[int] = range(self._model.rowCount())
        if self._passes is not None:
            rows = [at for at in rows if self._passes(at)]
        if not 0 <= self._column < len(LONG_COLUMNS):
            return list(rows)
        name = LONG_COLUMNS[self._column].name
        keyed = [(key, at) for at in rows if (key := self._model.sort_key(at, name)) is not None]
        keyed.sort(key=lambda pair: pair[0], reverse=self._falling)
        # Cells without a value stay last, whichever way the column is sorted.
        return [at for _, at in keyed] + [at for at in rows if self._model.sort_key(at, name) is None]

    # Showing another order ---------------------------------------------------------------------------------------

    def _put(self, order: list[int]) -> None:
        self._order = order
        self._places = {at: place for place, at in enumerate(order)}

    def _become(self, wanted: list[int]) -> None:
        """Show these rows in this order; the table keeps its selection and place where it can."""
        if wanted == self._order:
            return
        now, none = self._order, QModelIndex()
        if len(wanted) == len(now) + 1 and (place := _one_more(now, wanted)) is not None:
            self.beginInsertRows(none, place, place)
            self._put(wanted)
            self.endInsertRows()
        elif len(wanted) == len(now) - 1 and (place := _one_more(wanted, now)) is not None:
            self.beginRemoveRows(none, place, place)
            self._put(wanted)
            self.endRemoveRows()
        elif len(wanted) == len(now) and set(wanted) == set(now):
            self._rearrange(wanted)
        else:
            self.beginResetModel()
            self._put(wanted)
            self.endResetModel()

    def _rearrange(self, wanted: list[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._order[index.row()] for index in before]
        self._put(wanted)
        after = [self.index(self._places[at], index.column()) for at, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # What the model does -----------------------------------------------------------------------------------------

    @Slot()
    def _on_reset(self) -> None:
        self._put(self._wanted())
        self.endResetModel()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        many = last - first + 1
        self._put([at + many if at >= first else at for at in self._order])
        self._become(self._wanted())

    @Slot(QModelIndex, int, int)
    def _on_removing(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._become([at for at in self._order if not first <= at <= last])

    @Slot(QModelIndex, int, int)
    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        many = last - first + 1
        self._put([at - many if at > last else at for at in self._order])

    @Slot(QModelIndex, QModelIndex)
    def _on_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        self._become(self._wanted())
        places = [self._places[at] for at in range(top.row(), bottom.row() + 1) if at in self._places]
        if places:
            self.dataChanged.emit(self.index(min(places), top.column()), self.index(max(places), bottom.column()))

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(LONG_COLUMNS)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        inside = not parent.isValid() and 0 <= row < len(self._order) and 0 <= column < len(LONG_COLUMNS)
        return self.createIndex(row, column) if inside else QModelIndex()

    def parent(self, _child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        return QModelIndex()

    def mapToSource(self, index: Index) -> QModelIndex:
        return self._model.index(self._order[index.row()], index.column()) if index.isValid() else QModelIndex()

    def mapFromSource(self, index: Index) -> QModelIndex:
        place = self._places.get(index.row()) if index.isValid() else None
        return self.index(place, index.column()) if place is not None else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._model.headerData(section, orientation, role)


def _one_more(fewer: list[int], more: list[int]) -> int | None:
    """Where ``more`` has one row that ``fewer`` has not; None when they differ in anything else."""
    place = next((k for k, (one, other) in enumerate(zip(fewer, more, strict=False)) if one != other), len(fewer))
    return place if fewer[place:] == more[place + 1 :] else None


_EXPRESSION = re.compile(r"[=~<>()\"“”]|\b(?:and|or|not|is (?:not )?empty)\b", re.IGNORECASE)


def _is_expression(text: str) -> bool:
    return _EXPRESSION.search(text) is not None
