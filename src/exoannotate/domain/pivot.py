"""Evidence held by two columns at once: how many records, and how many primary studies, stand where both meet.

A record with several values counts in each of them and once in every total. Reasons for an empty field are rows and
columns of their own, because “not reported” is data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from exoannotate.domain.cellvalues import CellValues, papers
from exoannotate.domain.claims import AGAINST
from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.filter import natural
from exoannotate.domain.naming import UNNAMED, Naming
from exoannotate.domain.roles import ARROWS

Measure = Literal["records", "studies"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Order = Literal["total", "name"]
ORDERS: tuple[Order, ...] = get_args(Order)

SIGNS = tuple(dict.fromkeys(ARROWS.values()))
"""The signs of a mix of roles, in their order: ▲ resistance, ▼ sensitivity, = no effect, ◆ marker, ? not derivable."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The records that meet here. ``studies``: their primary studies, each once, in the words of its first record;
    ``unnamed``: how many records name none; ``roles``: signs with how many records have a role of that sign;
    ``against``: how many records speak against their claim."""

    records: tuple[str, ...]
    studies: tuple[str, ...]
    unnamed: int
    roles: tuple[tuple[str, int], ...]
    against: int

    def count(self, measure: Measure) -> int:
        """How many records, or how many primary studies."""
        return len(self.records if measure == "records" else self.studies)


EMPTY = Cell((), (), 0, (), 0)


@dataclass(frozen=True, slots=True)
class Heading:
    """One row or column of the pivot: a value, or (``reason``) why there is none. ``places``: the rows of the source it
    holds, each once."""

    text: str
    reason: bool
    places: Sequence[int]


@dataclass(frozen=True, slots=True)
class Pivot:
    """Rows by columns. What a cell holds is worked out when it is asked for: most of a large pivot is never seen."""

    down: Column
    across: Column
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    source: Source
    meeting: Mapping[tuple[int, int], Sequence[int]]
    """The rows of the source that meet, by place of the row and of the column."""

    @property
    def whole(self) -> Cell:
        """All rows together, each once."""
        return self.source.cell(range(len(self.source.records)))

    def cell(self, row: int, column: int) -> Cell:
        """What meets at a place."""
        places = self.meeting.get((row, column))
        return self.source.cell(places) if places else EMPTY

    def count(self, row: int, column: int, measure: Measure) -> int:
        """How many records or studies meet at a place."""
        places = self.meeting.get((row, column), ())
        return len(places) if measure == "records" or not places else len(self.source.studies(places))

    def total(self, heading: Heading) -> Cell:
        """All that a row or column holds."""
        return self.source.cell(heading.places)

    def total_count(self, heading: Heading, measure: Measure) -> int:
        """How many records or studies a row or column holds."""
        return len(heading.places if measure == "records" else self.source.studies(heading.places))

    def sorted(self, rows: Order, columns: Order, measure: Measure) -> Pivot:
        """The same pivot with most first, or by name; reasons last in either."""
        return self._ordered(self._order(self.rows, rows, measure), self._order(self.columns, columns, measure))

    def sorted_by_column(self, column: int, measure: Measure) -> Pivot:
        """The same pivot with the rows first that hold most in one column."""
        counts = [self.count(row, column, measure) for row in range(len(self.rows))]
        rows = sorted(range(len(self.rows)), key=lambda at: -counts[at])
        return self._ordered(rows, range(len(self.columns)))

    def _order(self, headings: Sequence[Heading], by: Order, measure: Measure) -> list[int]:
        named = [(heading.reason, natural(heading.text)) for heading in headings]
        many = [0 if by == "name" else -self.total_count(heading, measure) for heading in headings]
        return sorted(range(len(headings)), key=lambda at: (named[at][0], many[at], named[at][1]))

    def _ordered(self, rows: Sequence[int], columns: Sequence[int]) -> Pivot:
        row_at = {old: new for new, old in enumerate(rows)}
        column_at = {old: new for new, old in enumerate(columns)}
        return replace(
            self,
            rows=tuple(self.rows[at] for at in rows),
            columns=tuple(self.columns[at] for at in columns),
            meeting={(row_at[r], column_at[c]): places for (r, c), places in self.meeting.items()},
        )


@dataclass(frozen=True, slots=True)
class Source:
    """What cells are counted from, one entry for each evidence row: the record, the key of its primary study, and its
    sign; ``against`` are the places of rows that speak against their claim, ``words`` how a study is called."""

    records: Sequence[str]
    papers: Sequence[str]
    signs: Sequence[str]
    against: frozenset[int]
    words: Mapping[str, str]

    def studies(self, places: Iterable[int]) -> tuple[str, ...]:
        """The primary studies of some rows, each once."""
        papers = self.papers
        keys = dict.fromkeys([papers[at] for at in places])
        keys.pop("", None)
        return tuple(map(self.words.__getitem__, keys))

    def cell(self, places: Sequence[int]) -> Cell:
        """What some rows come to."""
        records, papers, signs = self.records, self.papers, self.signs
        here = [signs[at] for at in places]
        return Cell(
            tuple([records[at] for at in places]),
            self.studies(places),
            [papers[at] for at in places].count(""),
            tuple([(sign, many) for sign in SIGNS if (many := here.count(sign))]),
            len(self.against.intersection(places)) if self.against else 0,
        )


def pivot(
    rows: Iterable[EvidenceRow],
    down: str = "cargo",
    across: str = "therapy",
    *,
    columns: Columns = COLUMNS,
    names: Naming = UNNAMED,
) -> Pivot:
    """Hold rows by two columns, given by name or head. Reasons come last. Raises BadValueError for no column.

    Names are one thing by ``names``, else by their spelling; a thing is called as most records call it.
    """
    cells = [row.cells for row in rows]
    ways = CellValues(columns.of(down), columns, names), CellValues(columns.of(across), columns, names)
    # Most rows say what others say too: these go through the rest together. One number stands for what a row says in
    # both columns, because tuples would keep the collector of garbage busy.
    most = len(cells) + 1
    alike: dict[int, list[int]] = defaultdict(list)
    for at, (one, other) in enumerate(zip(ways[0].read(cells), ways[1].read(cells), strict=True)):
        alike[one * most + other].append(at)
    heads: tuple[list[list[int]], ...] = tuple([[] for _ in range(way.many)] for way in ways)
    meeting: dict[tuple[int, int], list[int]] = defaultdict(list)
    for said, places in alike.items():
        here, there = ways[0].said[said // most], ways[1].said[said % most]
        for one in here:
            heads[0][one] += places
            for other in there:
                meeting[one, other] += places
        for other in there:
            heads[1][other] += places
    source = _source(cells, columns, names)
    down_heads, across_heads = (
        tuple(Heading(way.shown(at), way.reasons[at], held) for at, held in enumerate(found))
        for way, found in zip(ways, heads, strict=True)
    )
    made = Pivot(ways[0].of, ways[1].of, down_heads, across_heads, source, meeting)
    return made.sorted("total", "total", "records")


def mix_text(cell: Cell) -> str:
    """The mix of roles as signs and numbers: “▲3 ▼1”, with “✕1” for records that speak against their claim."""
    told = [f"{sign}{many}" for sign, many in cell.roles]
    return " ".join([*told, f"✕{cell.against}"] if cell.against else told)


def _source(cells: Sequence[tuple[str, ...]], columns: Columns, names: Naming) -> Source:
    cited, words = papers(cells, columns, names)
    role_at, claim_at, record_at = map(columns.index, ("role", "claim", "record_id"))
    return Source(
        [row[record_at] for row in cells],
        cited,
        [ARROWS.get(row[role_at], "") for row in cells],
        frozenset([at for at, row in enumerate(cells) if row[claim_at] == AGAINST]),
        words,
    )
