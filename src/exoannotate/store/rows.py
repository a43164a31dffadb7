"""Domain values as rows of the project file and back, and the row edits a change is made of.

One class is one table, one attribute one column; geometry and values are JSON text.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from itertools import chain
from typing import Annotated, Any, TypeAlias, TypeVar, cast, get_args

import msgspec

from exoannotate.domain.blind import BlindDone, BlindMark, BlindRound, DoubleCoded
from exoannotate.domain.change import Change, Row, RowEdit, Scalar
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import (
    REASONS,
    CandidateDecision,
    Collection,
    CollectionMember,
    Curator,
    Document,
    DocumentFile,
    FieldEntry,
    Layout,
    Link,
    Meaning,
    Origin,
    Passage,
    ProjectField,
    Record,
    Study,
    Term,
    Tombstone,
    Value,
)
from exoannotate.store.migrations import LATER_COLUMNS

TABLES: dict[type[Any], str] = {
    Curator: "curators",
    Document: "documents",
    DocumentFile: "document_files",
    Meaning: "meanings",
    Passage: "passages",
    Record: "records",
    FieldEntry: "record_fields",
    Link: "record_passages",
    Study: "studies",
    Term: "terms",
    ProjectField: "project_fields",
    Collection: "collections",
    CollectionMember: "document_collections",
    Layout: "layouts",
    CandidateDecision: "candidate_decisions",
    BlindRound: "blind_rounds",
    BlindDone: "blind_done",
    BlindMark: "blind_marks",
    DoubleCoded: "double_coded",
    Tombstone: "tombstones",
}
"""Every table a change may touch, with the class of its rows."""

CLASSES: dict[str, type[Any]] = {table: of for of, table in TABLES.items()}

_ATTRIBUTES = {of: frozenset(f.name for f in fields(of)) for of in TABLES}

T = TypeVar("T")
_NO_ROW = (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError, msgspec.MsgspecError)
"""What a row of another shape leads to."""


def columns(of: type[Any]) -> tuple[str, ...]:
    """The columns of a class's table: its attributes, and what plain SQL wants to read beside them."""
    return _COLUMNS[of]


def _columns(of: type[Any]) -> tuple[str, ...]:
    own = tuple(f.name for f in fields(of))
    if of is FieldEntry:
        return ("id", *own, "text")
    return own if "id" in own else ("id", *own)


_COLUMNS = {of: _columns(of) for of in TABLES}


_LONE = re.compile("[\ud800-\udfff]")
REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands in the file for a character that no file can hold."""


def storable(text: str) -> str:
    """The text with lone surrogates, which no file can hold, replaced: they come from file names and bad PDFs."""
    return text if text.isascii() else _LONE.sub(REPLACED, text)


def to_row(item: object) -> Row:
    """A domain value as a row of its table."""
    row = {name: getattr(item, name) for name in columns(type(item))}
    if isinstance(item, Passage):
        row["quads"] = json.dumps([[q.page, *(round(float(c), 3) for xy in q.corners for c in xy)] for q in item.quads])
    elif isinstance(item, FieldEntry):
        row["values"] = _values_text(item.values)
    return cast("Row", {name: storable(cell) if isinstance(cell, str) else cell for name, cell in row.items()})


def from_row(of: type[T], row: Row) -> T:
    """A row of the table of class ``of`` as a value. Raises ValueError for a row of another shape."""
    return from_rows(of, [dict(row)])[0]


def from_rows(of: type[T], rows: list[dict[str, Any]]) -> list[T]:
    """Rows of the table of class ``of`` as values; the rows are used up. Raises ValueError when one has another shape:
    the file may come from anywhere, and a number where text belongs would fail far from here."""
    try:
        if of is FieldEntry:  # most rows of a project are of these
            return list(map(_entry, rows))  # type: ignore[arg-type]
        later = LATER_COLUMNS.get(TABLES[of], {})
        for row in rows:
            for name, held in later.items():
                row.setdefault(name, held)
            if of is Passage:
                row["quads"] = tuple(map(_quad, _several(row["quads"])))
            if not row.keys() >= _ATTRIBUTES[of]:  # a default must not stand in for a column that is missing
                raise LookupError("a column is missing")
        return msgspec.convert(rows, list[of])  # type: ignore[valid-type]
    except _NO_ROW as error:
        raise ValueError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Said:
    """What the column ``values`` of an entry holds: the values, the same as the program writes it, and what stands in
    the column ``text``. ``whole``: words have a beginning before their end."""

    values: tuple[Value, ...]
    kept: str
    text: str
    whole: bool


_SHORT = 1_000
"""Characters of values that are likely to be said again, in other records."""


def said(text: str) -> Said:
    """Read the column ``values`` of an entry; raises what ``from_rows`` turns into ValueError."""
    return _said_before(text) if len(text) <= _SHORT else _said(text)


def _said(text: str) -> Said:
    values = msgspec.convert(list(map(_value, _several(text))), tuple[Value, ...])
    shown = "; ".join(value.shown() for value in values)
    whole = all(v.words is None or 0 <= v.words.start < v.words.end for v in values)
    return Said(values, storable(_values_text(values)), storable(shown), whole)


_said_before = lru_cache(maxsize=20_000)(_said)
_REASONS, _ORIGINS = frozenset(("", *REASONS)), frozenset(get_args(Origin))


def _checked(row: Mapping[str, Any]) -> Said:
    """What an entry's row says, when all its columns are what they should be."""
    if not all_texts([map(row.__getitem__, _TEXTS)]):
        raise TypeError("a column is no text")
    if row["reason"] not in _REASONS or row["origin"] not in _ORIGINS:
        raise ValueError("a reason or an origin that there is none of")
    return said(row["values"])


_TEXTS = ("record", "field", "values", "changed", "curator")
_OF_ENTRIES = _COLUMNS[FieldEntry]


def whole(of: type[Any], rows: Sequence[Row]) -> bool:
    """Whether all are rows of the table of class ``of``."""
    try:
        if of is FieldEntry:  # most rows of a project are of these, and many say the same
            if not all_texts(row.values() for row in rows):
                return all(map(_checked, rows))
            if not ({row["reason"] for row in rows} <= _REASONS and {row["origin"] for row in rows} <= _ORIGINS):
                return False
            for values in {str(row["values"]) for row in rows}:
                said(values)
        else:
            from_rows(of, list(map(dict, rows)))
    except _NO_ROW:
        return False
    return True


def _entry(row: Mapping[str, Any]) -> FieldEntry:
    found = _checked(row)
    return FieldEntry(
        row["record"], row["field"], found.values, row["reason"], row["origin"], row["changed"], row["curator"]
    )


def known(row: Row, names: Sequence[str]) -> Row:
    """The row without columns of a newer format; ``names`` are those that are known here."""
    return row if row.keys() <= set(names) else {name: row[name] for name in names if name in row}


def says(row: Row) -> bool:
    """Whether a row of ``record_fields`` has a value."""
    return bool(said(str(row["values"])).values)


def entry_row(row: Mapping[str, Any]) -> dict[str, Scalar] | None:
    """A row of ``record_fields`` as the program would have written it; None for one it cannot have written."""
    try:
        found = _checked(row)
    except _NO_ROW:
        return None
    if row["id"] != f"{row['record']}:{row['field']}" or not found.whole:
        return None
    if row["values"] == found.kept and row["text"] == found.text and len(row) == len(_OF_ENTRIES):
        return dict(row)
    return {**{name: row[name] for name in _OF_ENTRIES}, "values": found.kept, "text": found.text}


class Pool:
    """Texts that stand in many rows, each kept once: a project of 100,000 records has over a million rows."""

    def __init__(self) -> None:
        self._kept: dict[object, Any] = {}

    def rows(self, names: Sequence[str], cells: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        """Rows of one table; where they are all texts, these are those of other rows that say the same. Raises
        ValueError when one has more or fewer cells than names."""
        if not all_texts(cells):  # 0 and 0.0 are equal, but not the same in a file
            return [dict(zip(names, row, strict=True)) for row in cells]
        share = self._kept.setdefault
        return [dict(zip(names, map(share, row, row), strict=True)) for row in cells]


def all_texts(rows: Iterable[Iterable[object]]) -> bool:
    """Whether all cells of these rows are texts."""
    return set(map(type, chain.from_iterable(rows))) <= {str}


def _values_text(values: tuple[Value, ...]) -> str:
    return json.dumps([_value_row(v) for v in values], ensure_ascii=False)


def _several(text: str) -> list[Any]:
    found = msgspec.json.decode(text)
    if not isinstance(found, list):
        raise TypeError("no list")
    return found


def _quad(row: list[float]) -> Quad:
    page, *corners = row
    if len(corners) != 8 or not all(math.isfinite(c) for c in row) or page < 0:
        raise ValueError("a place on a page is a page number and eight coordinates")
    return Quad(int(page), *map(float, corners))


def _value_row(value: Value) -> dict[str, Scalar]:
    row: dict[str, Scalar] = {"text": value.text}
    for name in ("name", "identifier", "source", "detail"):
        if text := getattr(value, name):
            row[name] = text
    if value.words is not None:
        row |= {"passage": value.words.passage, "start": value.words.start, "end": value.words.end}
    return row


def _value(row: dict[str, Any]) -> dict[str, Any]:
    """A value as ``from_row`` checks it."""
    words = {name: row[name] for name in ("passage", "start", "end")} if "passage" in row else None
    return {**row, "text": row["text"], "words": words}


def insert(item: Any) -> RowEdit:
    """The edit that adds a value to the project."""
    return RowEdit(TABLES[type(item)], item.id, None, to_row(item))


def update(before: T, after: T) -> RowEdit:
    """The edit that turns one value into another with the same id."""
    return RowEdit(TABLES[type(before)], cast("Any", before).id, to_row(before), to_row(after))


def delete(item: Any) -> RowEdit:
    """The edit that takes a value out of the project."""
    return RowEdit(TABLES[type(item)], item.id, to_row(item), None)


def edits_text(change: Change) -> str:
    """The edits of a change as the history keeps them."""
    return msgspec.json.encode(change.edits).decode()


_Cell: TypeAlias = bool | Annotated[int, msgspec.Meta(ge=-(1 << 63), le=(1 << 63) - 1)] | float | str | None
_KEPT = msgspec.json.Decoder(list[tuple[str, str, dict[str, _Cell] | None, dict[str, _Cell] | None]])
"""How the history tells of rows: table, key, before and after."""


def change_of(label: object, edits: str, *, newer: bool = False) -> Change:
    """The change that the history keeps. Raises ValueError when it is none: the file may come from anywhere.

    ``newer``: the file is of a newer format, whose acts may touch tables that are not known here.
    """
    try:
        found = tuple(_kept_edit(*edit) for edit in _KEPT.decode(edits))
    except (TypeError, RecursionError, msgspec.MsgspecError) as error:
        raise ValueError(str(error)) from error
    if not newer and any(edit.table not in CLASSES for edit in found):
        raise ValueError("no row of a table")
    return Change(str(label), found)


def _kept_edit(table: str, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> RowEdit:
    """An edit of the history, which may be older than some columns of its table.

    A program of an older format writes the whole row before and, after, only the columns it knows: it left the others
    as they were.
    """
    if table not in LATER_COLUMNS:
        return RowEdit(table, key, before, after)
    later = {name: (before or {}).get(name, held) for name, held in LATER_COLUMNS[table].items()}
    return RowEdit(table, key, before and later | before, after and later | after)
