"""Silent damage: rows that are not what was written to them last.

Every act stands in the history with each row as it was after it. So a file says everything twice, and a bit that
flipped on a disk, or a cell that another program changed, is found by comparing the two.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exoannotate.store import opening
from exoannotate.store.rows import CLASSES

LastStates = Mapping[tuple[str, str], Mapping[str, Any] | None]
"""Rows by table and key."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A row that is another than the history says; ``now`` or ``last`` is None where there is none."""

    table: str
    key: str
    now: Mapping[str, Any] | None
    last: Mapping[str, Any] | None


def find(path: Path) -> tuple[Unlike, ...]:
    """The rows of a project that are not what was written last, in the order of their tables. Raises ExoError."""
    try:
        with closing(opening.reading(path)) as db:
            acts = (str(edits) for (edits,) in db.execute("SELECT edits FROM history ORDER BY seq"))
            return tuple(compared(db, last_states(acts)))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening.unreadable(path, error) from error


def sentence(found: tuple[Unlike, ...]) -> str:
    """What a person is told, "" for nothing: which tables, and how many rows of each."""
    if not found:
        return ""
    many: dict[str, int] = {}
    for one in found:
        many[one.table] = many.get(one.table, 0) + 1
    named = ", ".join(f"{count} of “{table}”" for table, count in many.items())
    return f"Rows are not what was written last ({named}): another program changed them, or the disk did."


def last_states(acts: Iterable[str]) -> LastStates:
    """What each row was last, by the edits of all acts, oldest first; None for one that was deleted. An act that cannot
    be read is passed over: that the history itself is damaged is found elsewhere."""
    last: dict[tuple[str, str], Mapping[str, Any] | None] = {}
    for edits in acts:
        with suppress(ValueError, TypeError):
            for table, key, _, after in json.loads(edits):
                if table in CLASSES and (after is None or isinstance(after, dict)):
                    last[table, str(key)] = after
    return last


def compared(db: sqlite3.Connection, last: LastStates) -> list[Unlike]:
    """The same for an open file."""
    unlike = []
    there = {str(name) for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in CLASSES:
        if table not in there:  # a file of an older format
            continue
        now = {str(row["id"]): dict(row) for row in db.execute(f'SELECT * FROM "{table}"')}
        for (of, key), after in last.items():
            if of != table:
                continue
            row = now.get(key)
            # A later format may have added columns, and a newer program columns we do not know.
            same = row == after if row is None or after is None else all(
                row[name] == value for name, value in after.items() if name in row
            )  # fmt: skip
            if not same:
                unlike.append(Unlike(table, key, row, after))
    return unlike
