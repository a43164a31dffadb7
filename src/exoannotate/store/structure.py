"""What a project file must be made of, looked at before any of it is used: the file may come from a stranger.

A view in the place of a table may never end, a trigger runs with our next edit, and a check of a stranger's own is
evaluated with every row. None of that is needed to be a project, so none of it is let in.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from exoannotate.store import opening
from exoannotate.store.migrations import FORMAT, INDEXES, TABLES, tables_at


def verify(db: sqlite3.Connection, path: Path, version: int) -> str:
    """Look at tables, triggers and indexes; what forbids writing to the file, "" for nothing.

    Raises ProjectFileError when a table is missing or another than it should be, sqlite3.Error for damage.
    """
    found = [tuple(row) for row in db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")]
    made = {str(name).casefold(): (kind, sql) for kind, name, _, sql in found if kind in ("table", "view")}
    for name, wanted in tables_at(version).items():
        kind, sql = made.get(name, ("", ""))
        if kind != "table":
            instead = f"“{name}” is a {kind} and not a table" if kind else f"the table “{name}” is missing"
            raise opening.damaged(path, instead)
        if version <= FORMAT and _plain(sql) != _plain(wanted):
            raise opening.damaged(path, f"the table “{name}” is another than it should be")
        if version > FORMAT:
            _has_columns(db, path, name)
    if version < FORMAT:
        _may_be_migrated(path, found, version)
    return _run_unasked(db, found, everywhere=version < FORMAT)


def _may_be_migrated(path: Path, found: list[tuple[str, str, str, str | None]], version: int) -> None:
    """A migration writes to its own table and makes new ones; their names must not stand for something else."""
    for kind, name, _, _ in found:
        known = str(name).casefold()
        if known in TABLES.keys() - tables_at(version).keys() or (known == "_sqlite_migrations" and kind != "table"):
            raise opening.damaged(path, f"it holds a {kind} “{name}” that its format does not have")


def is_ours(name: str) -> bool:
    """Whether a table, index or view is one that a project file is made of."""
    return name in TABLES or name in INDEXES or name.startswith(("sqlite_", "_sqlite_migrations", "idx__sqlite_mig"))


def _has_columns(db: sqlite3.Connection, path: Path, table: str) -> None:
    """A newer format may have more columns than we know, never fewer, and stores them all."""
    there = {str(c["name"]): int(c["hidden"]) for c in db.execute(f'PRAGMA table_xinfo("{table}")')}
    missing = sorted(columns(table) - there.keys())
    if missing:
        raise opening.damaged(path, f"the table “{table}” has no column “{missing[0]}”")
    if any(there.values()):
        raise opening.damaged(path, f"the table “{table}” has columns that are computed")


def columns(table: str) -> set[str]:
    """The columns of a table in the present format."""
    return set(types(TABLES[table]))


def types(definition: str) -> dict[str, str]:
    """The columns of a table with their types, the id first; “?” behind a type that may also hold nothing."""
    with closing(sqlite3.connect(":memory:")) as new:
        new.execute(definition)
        found = {
            str(name): f"{kind}{'' if wanted or key else '?'}"
            for _, name, kind, wanted, _, key in new.execute(f'PRAGMA table_info("{definition.split()[2]}")')
        }
    return {"id": found["id"]} | found


def _run_unasked(db: sqlite3.Connection, found: list[tuple[str, str, str, str | None]], *, everywhere: bool) -> str:
    """What would be run by a write to our tables though it is not ours; ``everywhere``: to any other table, too."""
    for kind, name, table, sql in found:
        if str(table).casefold() not in TABLES and not (everywhere and kind == "trigger"):
            continue
        if kind == "trigger":
            return f"it holds a trigger, “{name}”, that is not of exoannotate and would run with every edit"
        if kind == "index" and sql is not None and _plain(sql) != _plain(INDEXES.get(name)):
            parts = db.execute("SELECT cid FROM pragma_index_xinfo(?)", (name,)).fetchall()
            partial = db.execute("SELECT partial FROM pragma_index_list(?) WHERE name = ?", (table, name)).fetchone()
            if any(cid == -2 for (cid,) in parts) or (partial and partial[0]):
                return f"it holds an index, “{name}”, that is not of exoannotate and would run with every edit"
    return ""


def _plain(sql: str | None) -> str:
    return " ".join((sql or "").split())
