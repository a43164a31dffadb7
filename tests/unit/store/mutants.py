"""Project files as chance and malice make them: a seed names one, the same each time."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

ENDLESS = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c"
TABLES = ("documents", "document_files", "passages", "records", "record_fields", "record_passages", "curators",
          "meanings", "studies", "history", "project", "tombstones", "terms", "layouts")  # fmt: skip
VALUES = (
    "9e999", "-9e999", "x'ff00'", "CAST(x'61ff' AS TEXT)", "''", "9223372036854775807", "-1", "0.5", "'\x01\u202e'",
    "hex(zeroblob(1500000))", "zeroblob(3000000)", "'[[[[[['", "'[]'", "'{\"a\": NaN}'", "char(0) || 'x'", "'../../x'",
    "replace(hex(zeroblob(40000)), '0', '[')", "'[[\"records\", \"x\", {\"id\": 1e999}, null]]'", "id",
)  # fmt: skip
SQL = (
    ("TEXT NOT NULL", "TEXT"), ("CHECK (", "CHECK (zeroblob(900000000) IS NOT NULL AND "), ("id TEXT", "id BLOB"),
    ("CREATE TABLE", "CREATE VIRTUAL TABLE"), (")", ", bomb AS (zeroblob(900000000)))"), ("PRIMARY KEY", ""),
    ("(", "(("), ("TEXT", "T\u00cbXT"), ("CREATE", "create"),
)  # fmt: skip
PARTS = (
    "CREATE TRIGGER spy AFTER INSERT ON history BEGIN DELETE FROM passages; END",
    "CREATE TRIGGER spy BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'x'); END",
    f"CREATE VIEW trap AS {ENDLESS}",
    "CREATE TABLE mine (a, b AS (zeroblob(a)))",
    "CREATE VIRTUAL TABLE words USING fts5(a)",
    "CREATE INDEX slow ON records (zeroblob(length(id)))",
    f"DROP VIEW evidence; CREATE VIEW evidence AS {ENDLESS}",
)


def _bytes(path: Path, dice: random.Random, change: Callable[[bytearray, random.Random], object]) -> None:
    data = bytearray(path.read_bytes())
    change(data, dice)
    path.write_bytes(data)


def flipped(path: Path, dice: random.Random) -> None:
    def flip(data: bytearray, dice: random.Random) -> None:
        for _ in range(dice.choice((1, 1, 4, 40, 400))):
            data[dice.randrange(100, len(data))] ^= 1 << dice.randrange(8)

    _bytes(path, dice, flip)


def cut(path: Path, dice: random.Random) -> None:
    size = path.stat().st_size
    with path.open("rb+") as file:
        file.truncate(dice.choice((dice.randrange(size), size - 1, size - 4096, 100, 0)))


def swapped(path: Path, dice: random.Random) -> None:
    def swap(data: bytearray, dice: random.Random) -> None:
        one, two = (4096 * dice.randrange(len(data) // 4096) for _ in range(2))
        data[one : one + 4096], data[two : two + 4096] = data[two : two + 4096], data[one : one + 4096]

    _bytes(path, dice, swap)


def blank_page(path: Path, dice: random.Random) -> None:
    def blank(data: bytearray, dice: random.Random) -> None:
        at = 4096 * dice.randrange(1, len(data) // 4096)
        data[at : at + 4096] = bytes([dice.choice((0, 255, 13, 5))]) * 4096

    _bytes(path, dice, blank)


def head(path: Path, dice: random.Random) -> None:
    """The first hundred bytes, where SQLite keeps sizes and version."""

    def change(data: bytearray, dice: random.Random) -> None:
        data[dice.randrange(16, 100)] = dice.randrange(256)

    _bytes(path, dice, change)


def _by_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON", "writable_schema = ON"):
            db.execute(f"PRAGMA {pragma}")
        for statement in statements:
            with suppress(sqlite3.Error):
                db.executescript(statement)


def values(path: Path, dice: random.Random) -> None:
    """Cells of every kind where others belong."""
    with closing(sqlite3.connect(path)) as db:
        columns = {t: [row[1] for row in db.execute(f"PRAGMA table_info({t})")] for t in TABLES}
    for _ in range(dice.choice((1, 2, 5))):
        table = dice.choice(TABLES)
        some = dice.choice(("", "WHERE _rowid_ = (SELECT min(_rowid_) FROM {0})", "WHERE _rowid_ % 2")).format(table)
        _by_sql(path, f'UPDATE {table} SET "{dice.choice(columns[table])}" = {dice.choice(VALUES)} {some}')


def nothing(path: Path, dice: random.Random) -> None:
    """NULL where something must be, by a table that once allowed it."""
    table = dice.choice(TABLES)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        (column,) = dice.choice(db.execute(f"SELECT name FROM pragma_table_info('{table}') WHERE pk = 0").fetchall())
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE name = ?", (table,))
        db.execute("PRAGMA schema_version = 999")
    _by_sql(path, f'UPDATE {table} SET "{column}" = NULL')
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, table))


def schema(path: Path, dice: random.Random) -> None:
    """The text of a definition changed behind SQLite's back."""
    old, new = dice.choice(SQL)
    _by_sql(path, f"UPDATE sqlite_master SET sql = replace(sql, '{old}', '{new}') WHERE name = '{dice.choice(TABLES)}'",
            "PRAGMA user_version = 1009" if dice.random() < 0.3 else "SELECT 1")  # fmt: skip


def parts(path: Path, dice: random.Random) -> None:
    """Views, triggers and tables of others, sometimes in the place of ours."""
    _by_sql(path, *dice.sample(PARTS, 2))
    if dice.random() < 0.4:
        table = dice.choice(TABLES)
        _by_sql(path, f"DROP TABLE {table}", f"CREATE VIEW {table} AS {ENDLESS}")


def rows(path: Path, dice: random.Random) -> None:
    """Rows that are gone, doubled or point at nothing."""
    table = dice.choice(TABLES)
    column = "history" if table == "history" else "id"
    _by_sql(path, dice.choice((
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE _rowid_ % 2",
        f"UPDATE {table} SET {column} = {column} || 'x'",
        f"UPDATE {table} SET id = 'x' || _rowid_",
        f"UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'records') "
        f"WHERE name = '{table}'",
    )))  # fmt: skip


def beside(path: Path, dice: random.Random) -> None:
    """A log or a journal of somebody else, and a header that asks for it."""
    garbage = dice.randbytes(5_000)
    suffix = dice.choice(("-wal", "-journal"))
    path.with_name(path.name + suffix).write_bytes(bytes.fromhex("d9d505f920a163d7") + garbage)
    if suffix == "-wal":
        _bytes(path, dice, lambda data, _: data.__setitem__(slice(18, 20), b"\x02\x02"))


MUTATIONS = (flipped, cut, swapped, blank_page, head, values, values, nothing, schema, parts, rows, beside)


def make(template: Path, path: Path, seed: int) -> str:
    """The mutant of this seed; what was done to it."""
    for suffix in ("-wal", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    shutil.copy(template, path)
    mutation = MUTATIONS[seed % len(MUTATIONS)]
    mutation(path, random.Random(seed))
    return mutation.__name__
