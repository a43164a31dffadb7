"""What an export is made of: the evidence table, the sheets beside it, what it is about, and the project's own data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import TypeAlias, TypeVar

from exoannotate.domain.evidence import COLUMNS, DEFAULT_COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.plain_values import as_number
from exoannotate.domain.records import (
    Curator,
    Document,
    FieldEntry,
    Link,
    Meaning,
    Passage,
    ProjectField,
    Record,
    Study,
)

T = TypeVar("T")

Cell: TypeAlias = str | int | float | None

NUMBER_COLUMNS = ("document_year", "page_index", "rating")
"""Columns whose cells are whole numbers where they hold one."""


@dataclass(frozen=True, slots=True)
class Table:
    """The evidence table as it was chosen and filtered. ``known``: all columns of the project, as in the rows;
    ``group``: the column whose cells the rows stand together by, ``groups``: what they say in it, and how many do."""

    columns: tuple[Column, ...]
    rows: Collection[EvidenceRow]
    known: Columns = COLUMNS
    group: Column | None = None
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.head for column in self.columns)

    def cells(self, row: EvidenceRow) -> tuple[str, ...]:
        """The cells of one row in the order of the columns."""
        return self.picker()(row)

    def picker(self) -> Callable[[EvidenceRow], tuple[str, ...]]:
        """What gives the cells of each row in the order of the columns, for many rows."""
        places = [self.known.index(column.name) for column in self.columns]
        if len(places) < 2:  # itemgetter gives no tuple then
            return lambda row: tuple(row.cells[at] for at in places)
        pick = itemgetter(*places)
        return lambda row: pick(row.cells)

    def sections(self) -> Iterator[tuple[str, tuple[EvidenceRow, ...]]]:
        """The rows that stand together, each time with the cell they share; without groups all of them, with ""."""
        if self.group is None:
            yield "", tuple(self.rows)
            return
        left = iter(self.rows)
        for title, many in self.groups:
            yield title, tuple(islice(left, many))

    def cell(self, row: EvidenceRow, column: Column) -> str:
        """The cell of one row in a column of the project."""
        return self.known.cell(row, column.name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table beside the evidence. ``wide`` numbers the columns of running text, which are wide and wrapped."""

    name: str
    heads: tuple[str, ...]
    rows: Collection[tuple[Cell, ...]] = ()
    wide: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Where an export comes from. It holds no time, so that the same data gives the same bytes.

    ``format_version`` is the version of the project file, ``digest`` that of the exported rows.
    """

    project: str = ""
    filter: str = ""
    sort: str = ""
    app_version: str = ""
    format_version: str = ""
    digest: str = ""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """As a sheet shows it."""
        return (
            ("Project", self.project),
            ("Filter", self.filter or "none: all records"),
            ("Sorted by", self.sort),
            ("Made with exoannotate", self.app_version),
            ("Version of the project file", self.format_version),
            ("Digest of the rows (SHA-256)", self.digest),
        )


@dataclass(frozen=True, slots=True)
class ProjectContents:
    """The rows of a project that an export draws from. ``library``: every paper counts as used."""

    documents: tuple[Document, ...] = ()
    studies: tuple[Study, ...] = ()
    passages: tuple[Passage, ...] = ()
    records: tuple[Record, ...] = ()
    entries: tuple[FieldEntry, ...] = ()
    links: tuple[Link, ...] = ()
    curators: tuple[Curator, ...] = ()
    meanings: tuple[Meaning, ...] = ()
    own_fields: tuple[ProjectField, ...] = ()
    library: bool = False

    def only(self, records: Sequence[str]) -> ProjectContents:
        """What belongs to these records, in their order: their passages, documents and these documents' studies."""
        place = {record: i for i, record in enumerate(records)}
        entries = tuple(e for e in self.entries if e.record in place)
        links = tuple(link for link in self.links if link.record in place)
        used = {link.passage for link in links}
        used |= {value.words.passage for entry in entries for value in entry.values if value.words}
        passages = tuple(p for p in self.passages if p.id in used)
        documents = {p.document for p in passages}
        return replace(
            self,
            documents=tuple(d for d in self.documents if d.id in documents),
            studies=tuple(s for s in self.studies if s.document in documents),
            passages=passages,
            records=tuple(sorted((r for r in self.records if r.id in place), key=lambda r: place[r.id])),
            entries=entries,
            links=links,
        )


@dataclass(frozen=True, slots=True)
class Bundle:
    """Everything an exporter may write. Make it with ``export/bundle.py``. ``pictures``: PNGs by the key that passages
    hold, for formats that show them. ``fingerprint``: what knows the digest of rows that are read as they are written,
    when all of them were."""

    table: Table
    passages: Sheet = field(default_factory=lambda: Sheet("passages", ()))
    references: Sheet = field(default_factory=lambda: Sheet("references", ()))
    about: About = About()
    contents: ProjectContents = ProjectContents()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    fingerprint: Fingerprint | None = None

    def origin(self) -> About:
        """Where the export comes from; for a stream to be asked when its rows are written."""
        return replace(self.about, digest=self.fingerprint.hex()) if self.fingerprint is not None else self.about


def columns(chosen: str | Sequence[str] = "default", known: Columns = COLUMNS) -> tuple[Column, ...]:
    """``default``, ``long``, or columns by name or head (``"cargo,therapy"``). Raises BadValueError naming them all.

    Own fields of the project are in the long form, and in any other when they are named.
    """
    names = [part.strip() for part in chosen.split(",")] if isinstance(chosen, str) else list(chosen)
    names = [name for name in names if name]
    if names in ([], ["default"]):
        return DEFAULT_COLUMNS
    if names == ["long"]:
        return known.all
    return tuple(dict.fromkeys(known.of(name) for name in names))


def choose(
    rows: Iterable[EvidenceRow], chosen: str | Sequence[str] = "default", known: Columns = COLUMNS
) -> Table:  # fmt: skip
    """The table of these rows with the columns ``columns`` knows. Raises BadValueError for an unknown column."""
    return Table(columns(chosen, known), tuple(rows), known)


class Fingerprint:
    """The digest of rows while they are written: the same for the same rows, whatever their order.

    Decision (2026-11): what is added up are the digests of the rows, so that a million of them need not be kept and
    sorted. It tells whether two tables say the same; it is no proof against somebody who wants to deceive.
    """

    def __init__(self, table: Table) -> None:
        self._columns, self._pick = [column.name for column in table.columns], table.picker()
        self._sum, self._rows = 0, 0
        self._encode = json.JSONEncoder(check_circular=False).encode

    def add(self, row: EvidenceRow) -> None:
        line = self._encode([row.record, *self._pick(row)])
        self._sum += int.from_bytes(hashlib.sha256(line.encode("ascii")).digest(), "big")
        self._rows += 1

    def through(self, rows: Iterable[EvidenceRow]) -> Iterator[EvidenceRow]:
        """The same rows, each taken into account as it passes."""
        for row in rows:
            self.add(row)
            yield row

    def hex(self) -> str:
        """The digest of the rows until now, as hexadecimal text."""
        whole = [self._columns, self._rows, f"{self._sum % (1 << 256):064x}"]
        return hashlib.sha256(json.dumps(whole).encode("ascii")).hexdigest()


class Stream(Collection[T]):
    """What is read while it is written, once; its length is how much was read until now."""

    def __init__(self, rows: Iterator[T]) -> None:
        self._rows, self._read = rows, 0

    def __iter__(self) -> Iterator[T]:
        for row in self._rows:
            self._read += 1
            yield row

    def __len__(self) -> int:
        return self._read

    def __contains__(self, row: object) -> bool:
        raise TypeError("what a stream holds is known when it has passed")


def digest(table: Table) -> str:
    """The SHA-256 of the rows as hexadecimal text: the same for the same content, whatever the order of the rows."""
    found = Fingerprint(table)
    for row in table.rows:
        found.add(row)
    return found.hex()


def numeric(of: Column, known: Columns) -> Callable[[str], int | float | None] | None:
    """What turns the cells of a column into numbers, None for a column of text."""
    field = known.field(of)
    if field is not None and field.kind == "number":
        return as_number
    return number if of.name in NUMBER_COLUMNS else None


def number(text: str) -> int | None:
    """The whole number a cell holds, None when turning it into one would not give the same text back."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        return None
    found = int(text)
    return found if str(found) == text else None
