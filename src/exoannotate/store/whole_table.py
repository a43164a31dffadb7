"""The whole evidence table of a project, read quickly: what the view ``evidence_long`` shows, put together here, but
for records that check another one (``domain/verifying.py``), which are no new evidence.

Decision (2026-11): SQLite puts the view together by asking each of a million entries about sixty fields, which took
13 seconds for 100,000 records; to read the entries once and set each in its place takes half of that. The view stays
what others read, and a test holds both to the same cells. Cells that repeat are kept once, which saves most memory.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterator
from typing import Any

from exoannotate.domain.evidence import Columns, EvidenceRow
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.store.views import DOUBLE, QUOTED


def meant(*, rounds: bool) -> str:
    """Which records are evidence: none that only checks another, nor, where ``rounds`` of blind coding are known, one
    that went into a record of consensus."""
    return "agent NOT LIKE 'verification %'" + (f" AND id NOT IN ({DOUBLE})" if rounds else "")


_SOME = "(SELECT value FROM json_each(?1))"
"""The records of one step: a JSON list of their rowids."""
_IDS = f"(SELECT id FROM records WHERE rowid IN {_SOME})"
_RECORDS = """SELECT r.id, r.role, r.status, r.assertion, r.reviewed, r.created, r.changed,
    COALESCE((SELECT name FROM curators WHERE id = r.curator), ''),
    COALESCE((SELECT name FROM curators WHERE id = r.reviewer), '')
FROM records AS r WHERE {} ORDER BY r.created, r.id"""
_OF_RECORD = ("record_id", "role", "status", "assertion", "reviewed", "created", "changed", "curator", "reviewer")
_ENTRIES = "SELECT record, field, text, reason FROM record_fields"
_QUOTES_OF_SOME = QUOTED.replace("ORDER BY l.record", f"WHERE l.record IN {_IDS} ORDER BY l.record")
_OF_QUOTES = (
    "quote", "quoted_in", "page_label", "page_index", "passages", "document", "document_doi", "document_year"
)  # fmt: skip
_UNLOOKED = "not yet looked"
_WHOLE = "whole vesicle"
_SHORT = 120
"""Cells up to this length are likely to stand in other rows, too."""


def read(db: sqlite3.Connection, columns: Columns, *, rounds: bool = True) -> tuple[EvidenceRow, ...]:
    """Every row, oldest record first; cells in the order of the columns. ``rounds``: the file is of a format that knows
    records of consensus. Raises sqlite3.DatabaseError."""
    known: dict[str, str] = {}
    made = _put_records(db, columns, _RECORDS.format(meant(rounds=rounds)), (), known)
    _put_entries(db, columns, made, _ENTRIES, (), known)
    _put_quotes(db, columns, made, QUOTED, (), known)
    return tuple(EvidenceRow(record, tuple(cells)) for record, cells in made.items())


def read_in_steps(
    db: sqlite3.Connection, columns: Columns, size: int, *, rounds: bool = True
) -> Iterator[tuple[EvidenceRow, ...]]:
    """The same rows, ``size`` at a time, so that no more of them are held; between two steps others may write.

    Raises sqlite3.DatabaseError.
    """
    ordered = f"SELECT rowid FROM records WHERE {meant(rounds=rounds)} ORDER BY created, id"
    wanted = array("q", (row[0] for row in _tuples(db, ordered)))
    statement, entries = _RECORDS.format(f"r.rowid IN {_SOME}"), f"{_ENTRIES} WHERE record IN {_IDS}"
    for start in range(0, len(wanted), size):
        some = (json.dumps(list(wanted[start : start + size])),)
        known: dict[str, str] = {}
        made = _put_records(db, columns, statement, some, known)
        _put_entries(db, columns, made, entries, some, known)
        _put_quotes(db, columns, made, _QUOTES_OF_SOME, some, known)
        yield tuple(EvidenceRow(record, tuple(cells)) for record, cells in made.items())


def _put_records(
    db: sqlite3.Connection, columns: Columns, statement: str, given: tuple[str, ...], known: dict[str, str]
) -> dict[str, list[str]]:
    """The cells of each record in the order of the columns, with what the record itself says."""
    many = len(columns.all)
    places = [columns.index(name) for name in _OF_RECORD]
    made: dict[str, list[str]] = {}
    for row in _tuples(db, statement, given):
        cells = [""] * many
        for at, value in zip(places, row, strict=True):
            cells[at] = known.setdefault(str(value), str(value))
        made[str(row[0])] = cells
    return made


def _put_entries(
    db: sqlite3.Connection, columns: Columns, made: dict[str, list[str]], statement: str, given: tuple[str, ...],
    known: dict[str, str],
) -> None:  # fmt: skip
    of_field = {f.name: f.name for f in EVIDENCE_FIELDS if f.name != "role"} | {f.key: f.name for f in columns.own}
    places = {field: (columns.index(name), columns.index(f"{name}_reason")) for field, name in of_field.items()}
    whole: set[str] = set()
    with_cargo: set[str] = set()
    for record, field, text, reason in _tuples(db, statement, given):
        cells, place = made.get(record), places.get(field)
        if cells is None or place is None:
            continue
        text, reason = str(text or ""), str(reason or "")
        cell = text or (reason if reason != _UNLOOKED else "")
        cells[place[0]] = known.setdefault(cell, cell) if len(cell) <= _SHORT else cell
        cells[place[1]] = known.setdefault(reason, reason)
        if field == "cargo" and text:
            with_cargo.add(record)
        elif field == "cargo_class" and text == _WHOLE:
            whole.add(record)
    cargo = columns.index("cargo")
    for record in whole - with_cargo:
        made[record][cargo] = _WHOLE
    at, mechanism, targets = (columns.index(name) for name in ("mechanism_target", "mechanism", "targets"))
    for cells in made.values():
        both = " / ".join(filter(None, (cells[mechanism], cells[targets])))
        if both:
            both = both.strip(" ")
            cells[at] = known.setdefault(both, both)


def _put_quotes(
    db: sqlite3.Connection, columns: Columns, made: dict[str, list[str]], statement: str, given: tuple[str, ...],
    known: dict[str, str],
) -> None:  # fmt: skip
    places = [columns.index(name) for name in _OF_QUOTES]
    for record, *quoted in _tuples(db, statement, given):
        cells = made.get(record)
        if cells is None:
            continue
        for at, value in zip(places, quoted, strict=True):
            if value is not None:
                cells[at] = known.setdefault(str(value), str(value))


def _tuples(db: sqlite3.Connection, statement: str, given: tuple[str, ...] = ()) -> Iterator[Any]:
    cursor = db.cursor()
    cursor.row_factory = None
    return cursor.execute(statement, given)
