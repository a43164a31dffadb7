"""What two project files say differently: records, highlights and documents that only one has, and changed fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.change import Row
from exoannotate.domain.merging import DERIVED, Rows

Kind = Literal["only in the first", "only in the second", "changed"]
COMPARED = {
    "documents": ("title", "authors", "year", "journal", "doi", "pmid", "reading", "tags", "note", "first_page_label"),
    "passages": ("quote", "page_label", "meaning", "note", "state"),
    "records": ("review", "reviewer"),
    "record_fields": ("text", "reason"),
    "terms": ("name", "identifier", "source", "synonyms", "note"),
    "project_fields": ("label", "kind", "choices", "help"),
    "collections": ("name",),
}
"""By table, the columns that people write; ids, times and what follows from others are no difference."""
NAMES = {
    "documents": "document", "passages": "highlight", "records": "record", "record_fields": "record",
    "terms": "name", "project_fields": "own field", "collections": "collection",
}  # fmt: skip
assert not set(DERIVED) & set(COMPARED["records"])


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: ``what`` it is about in words of people, ``key`` its id, and what both say in a ``field``."""

    kind: Kind
    what: str
    key: str
    about: str
    field: str = ""
    first: str = ""
    second: str = ""


def differences(first: Rows, second: Rows) -> tuple[Difference, ...]:
    """Everything that differs, table by table."""
    return tuple(one for table in COMPARED for one in _of_table(table, first, second))


def _of_table(table: str, first: Rows, second: Rows) -> Iterator[Difference]:
    ours, theirs = first.get(table, {}), second.get(table, {})
    for key in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(key), theirs.get(key)
        row = one or other or {}
        record = str(row.get("record", "")) if table == "record_fields" else ""
        if one is not None and other is not None:
            for column in COMPARED[table]:
                if one.get(column) != other.get(column):
                    yield _changed(table, key, one, other, column, first, second)
        elif record:
            if record in first.get("records", {}) and record in second.get("records", {}):
                yield _changed(table, key, one or {}, other or {}, "text", first, second)
        else:
            kind: Kind = "only in the first" if one is not None else "only in the second"
            yield Difference(kind, NAMES[table], key, _about(table, key, row, first, second))


def _changed(table: str, key: str, one: Row, other: Row, column: str, first: Rows, second: Rows) -> Difference:
    row = one or other
    said = [str(side.get(column) or side.get("reason") or "") if side else "" for side in (one, other)]
    if table == "record_fields":
        about = _about("records", str(row["record"]), row, first, second)
        return Difference("changed", "record", str(row["record"]), about, str(row["field"]), *said)
    return Difference("changed", NAMES[table], key, _about(table, key, row, first, second), column, *said)


def _about(table: str, key: str, row: Row, first: Rows, second: Rows) -> str:
    if table == "passages":
        return str(row["quote"] or f"area on p. {row['page_label']}")[:120]
    if table != "records":
        return str(row.get("title") or row.get("name") or row.get("label") or "")[:120]
    for rows in (first, second):
        fields: Mapping[str, Row] = rows.get("record_fields", {})
        said = [str(fields[at]["text"]) for name in ("cargo", "donor", "therapy") if (at := f"{key}:{name}") in fields]
        if any(said):
            return " – ".join(filter(None, said))[:120]
    return "a record"
