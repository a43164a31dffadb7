"""The rows of a change, written: refused where one is not what the change was made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from exoannotate.domain.change import Change, Row, RowEdit
from exoannotate.domain.errors import ExoError, StaleEditError
from exoannotate.domain.records import ProjectField
from exoannotate.store import opening
from exoannotate.store.rows import CLASSES, TABLES, columns
from exoannotate.store.veil import Veil

_MANY = 500
"""So many rows of one table are written, or deleted, at once."""
_OTHERS = "“{what}” was not done: this is by somebody else, and a round of blind coding is open."
_WHEN_CLOSED = "Nothing was changed. It can be edited when the round is closed."


class RowWriter:
    """Writes into the tables of one connection, inside a transaction that somebody else opened and ends.

    A newer format may have columns we do not know: they are left alone, and come back with a row that is deleted and
    brought back.
    """

    def __init__(self, db: sqlite3.Connection, rows: Callable[[str, Sequence[str]], list[sqlite3.Row]]) -> None:
        """``rows`` reads, and tells in a sentence what the file says to it."""
        self._db = db
        self._rows = rows
        self._known_columns: dict[str, tuple[str, ...]] = {}

    def write(self, change: Change, veil: Veil) -> Change:
        """Write the edits of a change; what was written, rows before in full. Raises StaleEditError where a row is not
        what it was made from, ExoError where it is hidden from this person."""
        written: list[RowEdit] = []
        for edit in self._write_many(change.edits, written):
            there = self._there(edit.table, (edit.key,)).get(edit.key)
            if not _same(there, edit.before, columns(CLASSES[edit.table])):
                if veil and there is not None and veil.hides(str(there.get("curator") or "")):
                    raise ExoError(_OTHERS.format(what=change.label), _WHEN_CLOSED)
                raise StaleEditError(
                    f"“{change.label}” was not done: what it changes was changed elsewhere in the meantime.",
                    "Nothing was overwritten. Look at it again and repeat the edit if it is still wanted.",
                )
            self._write_one(edit, there)
            written.append(RowEdit(edit.table, edit.key, there, edit.after))
        if change.keys(TABLES[ProjectField]):
            opening.draw_views(self._db)
        return Change(change.label, tuple(written))

    def _write_one(self, edit: RowEdit, there: Row | None) -> None:
        if edit.after is None:
            self._db.execute(f"DELETE FROM main.{edit.table} WHERE id = ?", (edit.key,))
            return
        names = [name for name in self._columns(edit.table) if name in edit.after]
        quoted = [f'"{name}"' for name in names]
        values = [edit.after[name] for name in names]
        if there is None:
            marks = ", ".join("?" * len(names))
            self._db.execute(f"INSERT INTO main.{edit.table} ({', '.join(quoted)}) VALUES ({marks})", values)
        else:
            sets = ", ".join(f"{name} = ?" for name in quoted)
            self._db.execute(f"UPDATE main.{edit.table} SET {sets} WHERE id = ?", (*values, edit.key))

    def _write_many(self, edits: Sequence[RowEdit], written: list[RowEdit]) -> Iterator[RowEdit]:
        """Write many rows of one table at once where they come after one another and all are new, or all go. What is
        left, and what would be refused, is given back to be done one by one, which tells what is wrong."""
        for (table, kind), group in groupby(edits, key=lambda e: (e.table, (e.before is None, e.after is None))):
            run = list(group)
            if kind == (False, False) or len(run) < _MANY:
                yield from run
                continue
            for start in range(0, len(run), _MANY):
                part = run[start : start + _MANY]
                there = self._there(table, [edit.key for edit in part])
                if kind == (True, False) and self._insert(table, part, there):
                    written += part
                elif kind == (False, True) and self._delete(table, part, there):
                    written += [RowEdit(table, edit.key, there[edit.key], None) for edit in part]
                else:
                    yield from part

    def _there(self, table: str, keys: Sequence[str]) -> dict[str, Row]:
        marks = ", ".join("?" * len(keys))
        rows = self._rows(f"SELECT * FROM main.{table} WHERE id IN ({marks})", keys)
        return {str(row["id"]): dict(row) for row in rows}

    def _insert(self, table: str, edits: Sequence[RowEdit], there: Mapping[str, Row]) -> bool:
        rows = [edit.after for edit in edits if edit.after is not None]
        told = set(rows[0])
        if there or len({edit.key for edit in edits}) < len(edits) or any(row.keys() != told for row in rows):
            return False
        names = [name for name in self._columns(table) if name in told]
        listed, marks = ", ".join(f'"{name}"' for name in names), f"({', '.join('?' * len(names))})"
        statement = f"INSERT INTO main.{table} ({listed}) VALUES {', '.join([marks] * len(rows))}"
        # One statement for all: it takes half the time that one for each does.
        self._db.execute(statement, list(chain.from_iterable(map(itemgetter(*names), rows))))
        return True

    def _delete(self, table: str, edits: Sequence[RowEdit], there: Mapping[str, Row]) -> bool:
        known = columns(CLASSES[table])
        if len(there) < len(edits) or not all(_same(there.get(edit.key), edit.before, known) for edit in edits):
            return False
        self._db.executemany(f"DELETE FROM main.{table} WHERE id = ?", [(edit.key,) for edit in edits])
        return True

    def _columns(self, table: str) -> tuple[str, ...]:
        if table not in self._known_columns:
            rows = self._rows(f"PRAGMA table_info({table})", ())
            self._known_columns[table] = tuple(str(row["name"]) for row in rows)
        return self._known_columns[table]


def _same(there: Row | None, before: Row | None, names: Sequence[str]) -> bool:
    if there is None or before is None:
        return there is before
    return all(there[name] == before.get(name) for name in names)
