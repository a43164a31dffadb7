"""Which rows of the evidence table are shown, in which order and under which headings.

Decision (2026-11): an own proxy and not Qt's sorting one, which asks Python to compare two rows at a time: 10,000 rows
took two seconds. Rows are arranged by ``domain/arranging.py``, many of them in a thread, so that nobody waits for it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot

from exoannotate.domain.arranging import Arranged, Heading, Rows, SortKey, StoppedError, Wish
from exoannotate.domain.chips import Asked, Chip, asked
from exoannotate.domain.evidence import Columns
from exoannotate.ui.evidence.cells import Face
from exoannotate.ui.evidence.table import EvidenceModel
from exoannotate.ui.jobs import Jobs

Index = QModelIndex | QPersistentModelIndex

HEADING_ROLE = Qt.ItemDataRole.UserRole + 2
"""The ``Heading`` of a line that is one; None for a record."""
OPEN_ROLE = Qt.ItemDataRole.UserRole + 3
"""Whether the records under a heading are shown."""
_OF_RECORD = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
AT_ONCE = 2_500
"""So many rows are arranged without a thread."""


class EvidenceProxy(QAbstractProxyModel):
    """Filters by words, by the filter language and by chips, sorts naturally by several columns, and groups."""

    arranged = Signal()
    """Other rows are shown, or the same in another order."""

    def __init__(self, model: EvidenceModel, parent: QObject | None = None, jobs: Jobs | None = None) -> None:
        super().__init__(parent)
        self._model, self._jobs = model, jobs
        self._typed, self._asked = "", Asked()
        self._chips: tuple[Chip, ...] = ()
        self._sort: tuple[SortKey, ...] = ()
        self._group = ""
        self._shut: set[str] = set()  # headings whose records are not shown
        self._shown = Wish()
        self._arranged = Arranged(())
        self._entries: Sequence[int] = ()  # rows of the model as they are shown; -1, -2 ... are headings
        self._stop = threading.Event()
        self._pending = 0
        self._seen = model.rows
        self.setSourceModel(model)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)
        model.rowsInserted.connect(self._on_inserted)
        model.rowsAboutToBeRemoved.connect(self._on_removing)
        model.rowsRemoved.connect(self._on_removed)
        model.dataChanged.connect(self._on_changed)
        self._renew()

    # What a person asks for ------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> str:
        """Filter the rows; a sentence when the text is no filter, which is then looked for as plain words."""
        self._typed = text
        return self._ask()

    def set_chips(self, chips: Iterable[Chip]) -> None:
        """Filter by conditions as well, all of which must hold."""
        self._chips = tuple(chips)
        self._ask()

    def set_asked(self, text: str, chips: Iterable[Chip]) -> str:
        """Both together."""
        self._typed, self._chips = text, tuple(chips)
        return self._ask()

    def _ask(self) -> str:
        self._asked = asked(self._typed, self._chips, self._model.columns)
        self._renew()
        return self._asked.sentence

    @property
    def filter_text(self) -> str:
        """The filter in force, in the language of ``domain/filter.py``; "" shows every row."""
        return self._asked.expression

    @property
    def sort_keys(self) -> tuple[SortKey, ...]:
        """What the rows are sorted by."""
        return self._sort

    def set_sort(self, keys: Iterable[SortKey]) -> None:
        """Sort by columns, of which the first counts most; by none in the order in which the records were made."""
        self._sort = tuple(keys)
        self._renew()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by one column; -1 is the order in which the records were made."""
        columns = self._model.columns.all
        falling = order == Qt.SortOrder.DescendingOrder
        self.set_sort([SortKey(columns[column].name, falling)] if 0 <= column < len(columns) else [])

    @property
    def group(self) -> str:
        """The column under whose values the rows stand, "" for none."""
        return self._group

    def set_group(self, column: str) -> None:
        """Put the rows under headings, one for each value of a column; "" takes the headings away."""
        self._group = column
        self._shut.clear()
        self._renew()

    def set_arrangement(self, keys: Iterable[SortKey], group: str) -> None:
        """Sort and group at once."""
        if group != self._group:
            self._shut.clear()
        self._sort, self._group = tuple(keys), group
        self._renew()

    @property
    def columns(self) -> Columns:
        """The columns of the project."""
        return self._model.columns

    def records_at(self, places: Iterable[int]) -> list[str]:
        """The records of some lines, without headings."""
        entries, rows = self._entries, self._model.rows.rows
        return [rows[entries[place]].record for place in places if entries[place] >= 0]

    def place_of(self, record: str) -> int | None:
        """On which line a record is shown."""
        at = self._model.row_of(record)
        return _place(self._entries, at) if at is not None else None

    @property
    def busy(self) -> bool:
        """Whether another arrangement is on its way."""
        return self._pending > 0

    @property
    def count(self) -> int:
        """How many records pass the filter, those under closed headings too."""
        return len(self._arranged.order)

    @property
    def order(self) -> Sequence[int]:
        """The rows of the model that pass the filter, in their order."""
        return self._arranged.order

    # Arranging ---------------------------------------------------------------------------------------------------

    def _wish(self) -> Wish:
        given = self._asked
        return Wish(given.words, given.filter, given.only, self._sort, self._group)

    def _renew(self) -> None:
        """Arrange the rows as wished; many of them meanwhile, so that the old ones stand until then."""
        self._stop.set()
        wish, rows = self._wish(), self._model.rows
        if wish.plain:
            self._become(Arranged(range(len(rows))), wish)
        elif self._jobs is None or len(rows) <= AT_ONCE:
            self._become(rows.arrange(wish), wish)
        else:
            stop = self._stop = threading.Event()
            self._pending += 1
            self._jobs.run(
                lambda: rows.arrange(wish, stop.is_set),
                done=partial(self._on_arranged, rows, wish, stop),
                failed=self._on_failed,
            )

    def _on_arranged(self, rows: Rows, wish: Wish, stop: threading.Event, arranged: Arranged) -> None:
        self._pending -= 1
        if rows is self._model.rows and not stop.is_set():
            self._become(arranged, wish)

    def _on_failed(self, error: BaseException) -> None:
        self._pending -= 1
        if not isinstance(error, StoppedError):
            raise error

    def warm(self) -> None:
        """Make what the first filter compares, before somebody types one."""
        rows, stop = self._model.rows, self._stop
        if self._jobs is not None and len(rows) > AT_ONCE:
            self._pending += 1
            self._jobs.run(lambda: rows.warm(stop.is_set), done=self._on_warm, failed=self._on_failed)

    def _on_warm(self, _: None) -> None:
        self._pending -= 1

    def stop(self) -> None:
        """Nothing more is wanted."""
        self._stop.set()

    # Showing another arrangement ---------------------------------------------------------------------------------

    def _become(self, arranged: Arranged, wish: Wish) -> None:
        """Show this; the table keeps its selection and place where it can."""
        self._shut &= {heading.title for heading in arranged.headings}
        wanted, now, none = self._entries_of(arranged), self._entries, QModelIndex()
        before, self._shown = self._shown, wish
        if wanted == now:
            self._arranged = arranged
            if arranged.headings:
                self._tell_headings()
        elif not arranged.headings and len(wanted) == len(now) + 1 and (place := _one_more(now, wanted)) is not None:
            self.beginInsertRows(none, place, place)
            self._arranged, self._entries = arranged, wanted
            self.endInsertRows()
        elif not arranged.headings and len(wanted) == len(now) - 1 and (place := _one_more(wanted, now)) is not None:
            self.beginRemoveRows(none, place, place)
            self._arranged, self._entries = arranged, wanted
            self.endRemoveRows()
        elif _same_rows(before, wish) and len(wanted) == len(now) and not wish.group:
            self._rearrange(arranged, wanted)
        else:
            self.beginResetModel()
            self._arranged, self._entries = arranged, wanted
            self.endResetModel()
        self.arranged.emit()

    def _entries_of(self, arranged: Arranged) -> Sequence[int]:
        if not arranged.headings:
            return arranged.order
        entries: list[int] = []
        for number, heading in enumerate(arranged.headings):
            entries.append(-number - 1)
            if heading.title not in self._shut:
                entries += heading.rows
        return entries

    def _rearrange(self, arranged: Arranged, wanted: Sequence[int]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._entries[index.row()] for index in before]
        self._arranged, self._entries = arranged, wanted
        places = _places(wanted, set(rows))
        after = [self.index(places.get(at, -1), index.column()) for at, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_headings(self) -> None:
        last = self.columnCount() - 1
        for place, at in enumerate(self._entries):
            if at < 0:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))

    # Headings ----------------------------------------------------------------------------------------------------

    def heading(self, place: int) -> Heading | None:
        """The heading that stands on a line, None for a record's line."""
        at = self._entries[place] if 0 <= place < len(self._entries) else 0
        return self._arranged.headings[-at - 1] if at < 0 else None

    def is_open(self, heading: Heading) -> bool:
        """Whether the records under a heading are shown."""
        return heading.title not in self._shut

    def set_open(self, place: int, shown: bool) -> None:
        """Show or hide the records under the heading of a line."""
        heading = self.heading(place)
        if heading is None or self.is_open(heading) == shown:
            return
        entries, first, last = list(self._entries), place + 1, place + len(heading.rows)
        if shown:
            self.beginInsertRows(QModelIndex(), first, last)
            entries[first:first] = heading.rows
            self._shut.discard(heading.title)
            self._entries = entries
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, last)
            del entries[first : last + 1]
            self._shut.add(heading.title)
            self._entries = entries
            self.endRemoveRows()
        self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))

    def set_all_open(self, shown: bool) -> None:
        """Show or hide the records under all headings."""
        self.beginResetModel()
        self._shut = set() if shown else {heading.title for heading in self._arranged.headings}
        self._entries = self._entries_of(self._arranged)
        self.endResetModel()

    # What the model does -----------------------------------------------------------------------------------------

    @Slot()
    def _on_reset(self) -> None:
        self._stop.set()
        self._asked = asked(self._typed, self._chips, self._model.columns)
        self._arranged, self._shown = Arranged(range(len(self._model.rows))), Wish()
        self._entries = self._arranged.order
        small = self._jobs is None or len(self._model.rows) <= AT_ONCE
        if small and not self._wish().plain:
            self._shown = self._wish()
            self._arranged = self._model.rows.arrange(self._shown)
            self._entries = self._entries_of(self._arranged)
        self.endResetModel()
        self.arranged.emit()
        if not small and not self._wish().plain:
            self._renew()

    @Slot(QModelIndex, int, int)
    def _on_inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        if not isinstance(self._entries, range) or first < len(self._entries):
            self._shift(first, last - first + 1)
        self._renew()

    @Slot(QModelIndex, int, int)
    def _on_removing(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._stop.set()
        for at in range(first, last + 1):
            place = _place(self._entries, at)
            if place is not None:
                self.beginRemoveRows(QModelIndex(), place, place)
                entries = list(self._entries)
                del entries[place]
                self._entries = entries
                self.endRemoveRows()
        gone = range(first, last + 1)
        headings = tuple(
            Heading(h.title, h.valued, [at for at in h.rows if at not in gone]) for h in self._arranged.headings
        )
        self._arranged = Arranged([at for at in self._arranged.order if at not in gone], headings)

    @Slot(QModelIndex, int, int)
    def _on_removed(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._shift(last + 1, first - last - 1)
        self._renew()

    def _shift(self, start: int, by: int) -> None:
        """The rows of the model from ``start`` on have other numbers now."""

        def moved(rows: Sequence[int]) -> list[int]:
            return [at + by if at >= start else at for at in rows]

        self._entries = moved(self._entries)
        headings = tuple(Heading(h.title, h.valued, moved(h.rows)) for h in self._arranged.headings)
        self._arranged = Arranged(moved(self._arranged.order), headings)

    @Slot(QModelIndex, QModelIndex)
    def _on_changed(self, top: QModelIndex, bottom: QModelIndex) -> None:
        changed, self._seen = self._model.rows is not self._seen, self._model.rows
        if changed:
            self._renew()
        if bottom.row() - top.row() > 8:  # many rows, or the same in other colours
            if self._entries:
                last = self.index(len(self._entries) - 1, bottom.column())
                self.dataChanged.emit(self.index(0, top.column()), last)
            return
        places = sorted(_places(self._entries, set(range(top.row(), bottom.row() + 1))).values())
        if places:
            self.dataChanged.emit(self.index(places[0], top.column()), self.index(places[-1], bottom.column()))

    # What Qt asks ------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._model.columns.all)

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        inside = not parent.isValid() and 0 <= row < len(self._entries) and 0 <= column < self.columnCount()
        return self.createIndex(row, column) if inside else QModelIndex()

    def parent(self, _child: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        return QModelIndex()

    def mapToSource(self, index: Index) -> QModelIndex:
        at = self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else -1
        return self._model.index(at, index.column()) if at >= 0 else QModelIndex()

    def mapFromSource(self, index: Index) -> QModelIndex:
        place = _place(self._entries, index.row()) if index.isValid() else None
        return self.index(place, index.column()) if place is not None else QModelIndex()

    def face(self, place: int, column: int) -> Face | None:
        """How a cell looks, None on the line of a heading."""
        at = self._entries[place]
        return self._model.face(at, column) if at >= 0 else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        at = self._entries[index.row()]
        if at >= 0:
            return self._model.data(self._model.index(at, index.column()), role)
        heading = self._arranged.headings[-at - 1]
        if role == HEADING_ROLE:
            return heading
        if role == OPEN_ROLE:
            return self.is_open(heading)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{self.heading_text(heading)}, {'open' if self.is_open(heading) else 'closed'}"
        return None

    def heading_text(self, heading: Heading) -> str:
        """What a heading says, with its count."""
        return f"{' '.join(heading.title[:200].split()) or 'nothing yet'}  ({len(heading.rows):,})"

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        at = self._entries[index.row()]
        return _OF_RECORD if at >= 0 else Qt.ItemFlag.ItemIsEnabled

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._model.headerData(section, orientation, role)


def _same_rows(one: Wish, other: Wish) -> bool:
    return (one.words, one.filter, one.only, one.group) == (other.words, other.filter, other.only, other.group)


def _place(entries: Sequence[int], at: int) -> int | None:
    """On which line a row of the model stands."""
    try:
        return entries.index(at)
    except ValueError:
        return None


def _places(entries: Sequence[int], rows: set[int]) -> dict[int, int]:
    """On which lines some rows of the model stand, those that are shown."""
    if len(rows) <= 8:
        return {at: place for at in rows if (place := _place(entries, at)) is not None}
    return {at: place for place, at in enumerate(entries) if at in rows}


def _one_more(fewer: Sequence[int], more: Sequence[int]) -> int | None:
    """Where ``more`` has one row that ``fewer`` has not; None when they differ in anything else."""
    one, other = list(fewer), list(more)
    low, high = 0, len(one)
    while low < high:  # how far both begin alike
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low if one[low:] == other[low + 1 :] else None
