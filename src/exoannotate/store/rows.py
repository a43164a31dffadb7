"""Domain values as rows of the project file and back, and the row edits a change is made of.

One class is one table, one attribute one column; geometry and values are JSON text.
"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, TypeVar, cast

from exoannotate.domain.change import Row, RowEdit, Scalar
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import (
    Curator,
    Document,
    DocumentFile,
    FieldEntry,
    Link,
    Meaning,
    Passage,
    ProjectField,
    Record,
    Study,
    Term,
    Tombstone,
    Value,
    Words,
)

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
    Tombstone: "tombstones",
}
"""Every table a change may touch, with the class of its rows."""

CLASSES: dict[str, type[Any]] = {table: of for of, table in TABLES.items()}

T = TypeVar("T")


def columns(of: type[Any]) -> tuple[str, ...]:
    """The columns of a class's table: its attributes, and what plain SQL wants to read beside them."""
    own = tuple(f.name for f in fields(of))
    if of is FieldEntry:
        return ("id", *own, "text")
    return own if "id" in own else ("id", *own)


def to_row(item: object) -> Row:
    """A domain value as a row of its table."""
    row = {name: getattr(item, name) for name in columns(type(item))}
    if isinstance(item, Passage):
        row["quads"] = json.dumps([[q.page, *(round(c, 3) for xy in q.corners for c in xy)] for q in item.quads])
    elif isinstance(item, FieldEntry):
        row["values"] = json.dumps([_value_row(v) for v in item.values], ensure_ascii=False)
    return cast("Row", row)


def from_row(of: type[T], row: Row) -> T:
    """A row of the table of class ``of`` as a value. Raises KeyError or TypeError for a row of another shape."""
    given: dict[str, Any] = {f.name: row[f.name] for f in fields(cast("Any", of))}
    if of is Passage:
        given["quads"] = tuple(Quad(int(q[0]), *map(float, q[1:])) for q in json.loads(given["quads"]))
    elif of is FieldEntry:
        given["values"] = tuple(map(_value, json.loads(given["values"])))
    return of(**given)


def _value_row(value: Value) -> dict[str, Scalar]:
    row: dict[str, Scalar] = {"text": value.text}
    for name in ("name", "identifier", "source", "detail"):
        if text := getattr(value, name):
            row[name] = text
    if value.words is not None:
        row |= {"passage": value.words.passage, "start": value.words.start, "end": value.words.end}
    return row


def _value(row: dict[str, Any]) -> Value:
    words = Words(row["passage"], row["start"], row["end"]) if "passage" in row else None
    return Value(
        row["text"], row.get("name", ""), row.get("identifier", ""), row.get("source", ""), row.get("detail", ""), words
    )


def insert(item: Any) -> RowEdit:
    """The edit that adds a value to the project."""
    return RowEdit(TABLES[type(item)], item.id, None, to_row(item))


def update(before: T, after: T) -> RowEdit:
    """The edit that turns one value into another with the same id."""
    return RowEdit(TABLES[type(before)], cast("Any", before).id, to_row(before), to_row(after))


def delete(item: Any) -> RowEdit:
    """The edit that takes a value out of the project."""
    return RowEdit(TABLES[type(item)], item.id, to_row(item), None)
