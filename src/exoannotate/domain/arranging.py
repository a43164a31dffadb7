"""Filtering, sorting and grouping of very many evidence rows, in steps that can be stopped.

Decision (2026-11): a table of 100,000 rows is arranged in a thread beside the window, on rows that never change: an
edit makes other ``Rows``, which take over what is still true of the old ones. What is compared is made once for each
row (its folded text) or each different cell (its sort key), sorting counts ranks instead of comparing keys, and nothing
that runs in one piece takes long, because Python lets nobody else run meanwhile. A filter that grew by a letter looks
only at the rows that passed before. Asking SQLite was rejected: the view of the file takes seconds for so many records.
"""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.filter import Filter, Key, has_value, natural, parts, sorting, without_detail
from exoannotate.domain.folding import fold
from exoannotate.domain.records import REASONS

STEP = 4_096
"""Rows between two looks whether the result is still wanted."""
_AT_ONCE = 2_000
"""So many keys are sorted in one piece."""
_SHORT = 80
"""Cells up to this length are likely to stand in other rows too."""
_REASONS = frozenset((*REASONS, *(f"[{reason}]" for reason in REASONS)))
_LISTED = {
    of.name for of in EVIDENCE_FIELDS if of.many or of.kind == "choice"
} | {"mechanism_target", "quoted_in", "document", "document_year", "document_doi", "page_label"}  # fmt: skip
"""Columns whose cells hold several values, or one with a detail behind it."""
_DAYS = ("created", "changed", "reviewed")

Stop = Callable[[], bool]


class StoppedError(Exception):
    """The arrangement is not wanted any more."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column that rows are sorted by."""

    column: str
    falling: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """How the table is to be arranged: rows that hold all these folded ``words``, pass the filter and are among
    ``only`` (None: any record), sorted by keys of which the first counts most, under headings of a column ("" none)."""

    words: tuple[str, ...] = ()
    filter: Filter | None = None
    only: frozenset[str] | None = None
    sort: tuple[SortKey, ...] = ()
    group: str = ""

    @property
    def plain(self) -> bool:
        """Whether it is all rows as they were made."""
        return self == Wish()


@dataclass(frozen=True, slots=True)
class Heading:
    """A group of rows: what they say in its column, whether that is a value, and their numbers in order."""

    title: str
    valued: bool
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Arranged:
    """The numbers of the rows to show, in their order, and the headings they stand under (none when not grouped)."""

    order: Sequence[int]
    headings: tuple[Heading, ...] = ()


class Rows:
    """Evidence rows in the order their records were made, with what filters and sorting compare.

    The rows never change; what is kept beside them grows. Only one thread arranges at a time.
    """

    def __init__(self, rows: Sequence[EvidenceRow] = (), columns: Columns = COLUMNS) -> None:
        self.rows = rows if isinstance(rows, list) else list(rows)
        self.columns = columns
        self._folded: list[str | None] = [None] * len(self.rows)
        self._memory: dict[str, str] = {}
        self._places: dict[str, int] | None = None
        self._keys: dict[str, dict[str, Key | str]] = {}
        self._ranks: dict[str, tuple[list[int], int]] = {}
        self._sorted: tuple[tuple[SortKey, ...], list[int], list[int]] | None = None
        self._base: tuple[tuple[str, frozenset[str] | None], Sequence[int]] | None = None
        self._last: tuple[tuple[str, ...], Sequence[int]] | None = None

    def with_row(self, at: int, row: EvidenceRow) -> Rows:
        """The same with another row of the same record in a place."""
        other = self._with(slice(at, at + 1), [row])
        other._places = self._places
        return other

    def with_rows(self, rows: Mapping[int, EvidenceRow]) -> Rows:
        """The same with other rows of the same records in some places."""
        other = self._with(slice(0, 0), [])
        for at, row in rows.items():
            other.rows[at], other._folded[at] = row, None
        other._places = self._places
        return other

    def inserted(self, at: int, row: EvidenceRow) -> Rows:
        """The same with one more row before a place."""
        other = self._with(slice(at, at), [row])
        if at == len(self.rows) and self._places is not None:
            self._places[row.record] = at  # what the old rows do not have is of no use to them
            other._places = self._places
        return other

    def removed(self, at: int) -> Rows:
        """The same without the row of a place."""
        return self._with(slice(at, at + 1), [])

    def _with(self, place: slice, rows: list[EvidenceRow]) -> Rows:
        other = Rows((), self.columns)
        other.rows, other._folded = list(self.rows), list(self._folded)
        other.rows[place] = rows
        other._folded[place] = [None] * len(rows)
        other._keys = self._keys
        return other

    def place_of(self, record: str) -> int | None:
        """The number of a record's row."""
        if self._places is None and len(self.rows) <= STEP:
            self._places = {row.record: at for at, row in enumerate(self.rows)}
        if self._places is not None:
            return self._places.get(record)
        return next((at for at, row in enumerate(self.rows) if row.record == record), None)

    def __len__(self) -> int:
        return len(self.rows)

    # Arranging ---------------------------------------------------------------------------------------------------

    def arrange(self, wish: Wish, stop: Stop = lambda: False) -> Arranged:
        """The rows as wished. Raises StoppedError soon after ``stop`` says so."""
        kept = self._passing(wish, stop)
        order = self._in_order(kept, wish.sort, stop) if wish.sort else kept
        if not wish.group or wish.group not in self.columns:
            return Arranged(order)
        headings = self._grouped(order, wish, stop)
        return Arranged([at for heading in headings for at in heading.rows], headings)

    def warm(self, stop: Stop = lambda: False) -> None:
        """Make what the first filter will compare, and where each record stands. Raises StoppedError."""
        if self._places is None:
            places: dict[str, int] = {}
            for step in _steps(range(len(self.rows)), STEP, stop):
                places.update((self.rows[at].record, at) for at in step)
            self._places = places
        self._fold(range(len(self.rows)), stop)

    def folded(self, at: int) -> str:
        """All cells of a row as filters compare them."""
        known = self._folded[at]
        if known is not None:
            return known
        memory, parts = self._memory, []
        for cell in filter(None, self.rows[at].cells):
            part = memory.get(cell)
            if part is None:
                part = fold(cell)
                if len(cell) <= _SHORT:
                    memory[cell] = part
            parts.append(part)
        made = self._folded[at] = "\0".join(parts)
        return made

    def _fold(self, rows: Sequence[int], stop: Stop) -> None:
        known = self._folded
        for step in _steps(rows, 256, stop):
            for at in step:
                if known[at] is None:
                    self.folded(at)
        self._memory.clear()

    def _passing(self, wish: Wish, stop: Stop) -> Sequence[int]:
        key = (wish.filter.expression if wish.filter is not None else "", wish.only)
        if self._base is None or self._base[0] != key:
            self._base, self._last = (key, self._admitted(wish, stop)), None
        kept = self._base[1]
        last = self._last
        if last is not None and all(any(old in new for new in wish.words) for old in last[0]):
            kept = last[1]
        if wish.words:
            self._fold(kept, stop)
        known = self._folded
        # The longest word first: it leaves the fewest rows for the others.
        for word in sorted(wish.words, key=len, reverse=True):
            found: list[int] = []
            for step in _steps(kept, STEP, stop):
                found += [at for at in step if word in known[at]]
            kept = kept if len(found) == len(kept) else found
        self._last = (wish.words, kept)
        return kept

    def _admitted(self, wish: Wish, stop: Stop) -> Sequence[int]:
        kept: Sequence[int] = range(len(self.rows))
        rows = self.rows
        if wish.only is not None:
            only = wish.only
            found: list[int] = []
            for step in _steps(kept, STEP, stop):
                found += [at for at in step if rows[at].record in only]
            kept = found
        if wish.filter is not None:
            test = wish.filter.test
            found = []
            for step in _steps(kept, STEP, stop):
                found += [at for at in step if test(rows[at])]
            kept = found
        return kept

    # What there is -----------------------------------------------------------------------------------------------

    def values_of(self, name: str, stop: Stop = lambda: False) -> tuple[tuple[str, int], ...]:
        """The different values and reasons of a column with how many rows have each, the most frequent first."""
        of, at = self.columns.named(name), self.columns.index(name)
        cells: Counter[str] = Counter()
        for step in _steps(range(len(self.rows)), STEP, stop):
            cells.update([self.rows[k].cells[at] for k in step])
        found: Counter[str] = Counter()
        for step in _steps(list(cells.items()), 512, stop):
            for cell, many in step:
                for value in dict.fromkeys(map(without_detail, parts(of, cell)) if name in _LISTED else (cell,)):
                    found[value[1:-1] if value[1:-1] in REASONS else value] += many
        found.pop("", None)
        return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))

    # Sorting -----------------------------------------------------------------------------------------------------

    def _in_order(self, kept: Sequence[int], sort: tuple[SortKey, ...], stop: Stop) -> Sequence[int]:
        if self._sorted is None or self._sorted[0] != sort:
            order: Sequence[int] = range(len(self.rows))
            for key in reversed([key for key in sort if key.column in self.columns]):
                order = self._bucketed(order, key, stop)
            places = [0] * len(self.rows)
            for step in _steps(range(len(order)), STEP, stop):
                for place in step:
                    places[order[place]] = place
            self._sorted = sort, list(order), places
        _, order, places = self._sorted
        if len(kept) == len(order):
            return order
        if len(kept) <= _AT_ONCE * 4:
            return sorted(kept, key=places.__getitem__)
        wanted = bytearray(len(places))
        for at in kept:
            wanted[at] = 1
        found: list[int] = []
        for step in _steps(order, STEP, stop):
            found += [at for at in step if wanted[at]]
        return found

    def _bucketed(self, order: Sequence[int], key: SortKey, stop: Stop) -> list[int]:
        """Rows by their rank in a column, equal ones as they stood; those without a value last, reasons first."""
        ranks, many = self._ranked(self.columns.named(key.column), stop)
        buckets: list[list[int]] = [[] for _ in range(many + 2)]
        for step in _steps(order, STEP, stop):
            for at in step:
                buckets[ranks[at]].append(at)
        valued, bare = buckets[:many], buckets[many:]
        if key.falling:
            valued.reverse()
        return [at for bucket in (*valued, *bare) for at in bucket]

    def _ranked(self, of: Column, stop: Stop) -> tuple[list[int], int]:
        """The rank of each row's cell among all cells of a column, and how many ranks there are; then come two more:
        for a reason, and for nothing."""
        known = self._ranks.get(of.name)
        if known is not None:
            return known
        at, rows = self.columns.index(of.name), self.rows
        key_of, keys = _key_of(of, self.columns), self._keys.setdefault(of.name, {})
        different: dict[str, int] = {}
        for step in _steps(range(len(rows)), STEP, stop):
            different.update(dict.fromkeys([rows[k].cells[at] for k in step], 0))
        different.pop("", None)
        for texts in _steps(list(different), 512, stop):
            for text in texts:
                if text not in keys:
                    keys[text] = key_of(text)
        rank, before = -1, None
        for number, (key, text) in enumerate(_sorted_in_steps([(keys[text], text) for text in different], stop)):
            rank, before = rank + (number == 0 or key != before), key
            different[text] = rank
        many = rank + 1
        found: list[int] = []
        for step in _steps(range(len(rows)), STEP, stop):
            found += [self._rank(rows[k], of, rows[k].cells[at], different, many) for k in step]
        self._ranks[of.name] = found, many
        return found, many

    def _rank(self, row: EvidenceRow, of: Column, cell: str, different: dict[str, int], many: int) -> int:
        if not cell:
            return many + 1
        # To ask each row whether its cell is a value takes long; few cells look as if they were none.
        if (cell in _REASONS or of.name == "mechanism_target") and not has_value(row, of, self.columns):
            return many
        return different[cell]

    # Grouping ----------------------------------------------------------------------------------------------------

    def _grouped(self, order: Sequence[int], wish: Wish, stop: Stop) -> tuple[Heading, ...]:
        of, rows = self.columns.named(wish.group), self.rows
        at, by_day = self.columns.index(of.name), of.name in _DAYS
        groups: dict[str, list[int]] = {}
        names: dict[str, str] = {}
        for step in _steps(order, STEP, stop):
            for k in step:
                cell = rows[k].cells[at]
                name = names.get(cell)
                if name is None:
                    name = names[cell] = cell[:10] if by_day else fold(cell)
                groups.setdefault(name, []).append(k)
        key_of = _key_of(of, self.columns)
        valued: dict[str, Heading] = {}
        bare: list[Heading] = []
        for names_of in _steps(list(groups), 512, stop):
            for name in names_of:
                first = rows[groups[name][0]]
                cell = first.cells[at]
                if cell and (cell not in _REASONS or has_value(first, of, self.columns)):
                    valued[name] = Heading(cell[:10] if by_day else cell, True, groups[name])
                else:
                    bare.append(Heading(cell, False, groups[name]))
        ordered = [valued[name] for _, name in _sorted_in_steps([(key_of(name), name) for name in valued], stop)]
        if any(key.column == of.name and key.falling for key in wish.sort):
            ordered.reverse()
        return (*ordered, *sorted(bare, key=lambda heading: (not heading.title, heading.title)))


def _key_of(of: Column, columns: Columns) -> Callable[[str], Key | str]:
    """What cells of a column are sorted by: the same order as that of ``domain/filter.py``, in one text where it can
    be, which takes a tenth of the time to compare."""
    key_of = sorting(of, columns)
    return _natural if key_of is natural else key_of


_DIGITS = re.compile("([0-9]+)")
_READ = 120
"""Characters of a text in which numbers count as numbers; nobody sees in sentences what stands behind."""
_LENGTHS = tuple(f"\0{chr(length + 1)}" for length in range(64))


def _natural(text: str) -> str:
    text = fold(text)
    if text.isalpha():
        return text
    text, rest = text[:_READ], text[_READ:]
    pieces = _DIGITS.split(text)
    # Digits are compared by length, then by text; a text that ends before them comes before one that goes on.
    for at in range(1, len(pieces), 2):
        digits = pieces[at].lstrip("0")
        many = len(digits)
        pieces[at] = (_LENGTHS[many] if many < 64 else f"\0{chr(min(many, 0xD000) + 1)}") + digits
    return "".join(pieces) + rest


def _steps(rows: Sequence, size: int, stop: Stop) -> Iterator[Sequence]:  # type: ignore[type-arg]
    """Rows a few at a time, as long as they are wanted. Raises StoppedError."""
    for start in range(0, len(rows), size):
        if stop():
            raise StoppedError
        yield rows[start : start + size]


def _sorted_in_steps(pairs: list[tuple[Key | str, str]], stop: Stop) -> Iterable[tuple[Key | str, str]]:
    """Keys with their texts in order; never very many sorted in one piece."""
    if len(pairs) <= _AT_ONCE:
        return sorted(pairs)
    runs = [sorted(step) for step in _steps(pairs, _AT_ONCE, stop)]
    return heapq.merge(*runs)
