"""What can still be read of a damaged project file, and a whole file made of it.

Three sources are laid on one another: a backup, what the history of the damaged file says each row was last, and the
rows that can be read. A row whose page is lost comes back as it was last written, as long as its history can be read,
and from the backup otherwise; ``witnesses.py`` tells whom to believe where they differ. What the mended file says
otherwise than its history stands in it as an act of its own. The damaged file is only read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.completeness import settle
from exoannotate.domain.errors import ProjectFileError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import FieldEntry, Value
from exoannotate.store import opening, silent, witnesses
from exoannotate.store.migrations import TABLES
from exoannotate.store.queries import Queries
from exoannotate.store.rows import edits_text, to_row
from exoannotate.store.silent import last_states

Row = Mapping[str, Any]
HISTORY = "history"
MENDED = "Mend the file"
"""What the act is called that tells what a mended file says otherwise than its history did."""
_HOPS = 400
"""How often reading is begun anew behind a part that cannot be read."""
_ROUNDS = 20
"""How often rows that refer to nothing are looked for: taking one out may leave another."""


@dataclass(frozen=True, slots=True)
class Salvage:
    """Rows by table and key. ``whole``: the tables that could be read from end to end."""

    rows: Mapping[str, Mapping[str, Row]]
    whole: frozenset[str]

    def count(self, table: str) -> int:
        return len(self.rows.get(table, {}))


NOTHING = Salvage({}, frozenset())


@dataclass(frozen=True, slots=True)
class Mended:
    """What a mended file was made of: rows that were read, that came from the history, that came from a backup, and
    those that had to be left out because what they refer to is lost."""

    read: int
    from_history: int
    from_backup: int
    left_out: int


def read(path: Path) -> Salvage:
    """The rows that can be read. Raises ProjectFileError when nothing can, as when the list of tables is lost."""
    rows: dict[str, dict[str, Row]] = {}
    whole = set()
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            db.text_factory = lambda raw: raw.decode("utf-8", "replace")
            for table in TABLES:
                found, complete = _table(db, table)
                rows[table] = {str(row.get("seq" if table == HISTORY else "id")): row for row in found}
                if complete:
                    whole.add(table)
    except sqlite3.Error as error:
        raise opening.damaged(path, "nothing of it can be read") from error
    if not any(rows.values()):
        raise ProjectFileError(f"Nothing of “{path.name}” can be read.", "It was not changed. Go back to a backup.")
    return Salvage(rows, frozenset(whole))


def write(found: Salvage, base: Salvage | None, out: Path) -> Mended:
    """Make a whole project file of what was found, upon ``base``, a backup. Raises ExoError; then nothing is left."""
    told, sources, damaged = _told(found, base)
    opening.create(out)
    with opening.writing(out), closing(opening.connect(out)) as db:
        db.execute("BEGIN IMMEDIATE")
        # What a project begins with stands in no history: its id, and the meanings that every highlight refers to.
        for table in {"meanings", "project"} - found.whole:
            for row in _walked(db, table):
                told[table].setdefault(str(row["id"]), row)
                sources.setdefault((table, str(row["id"])), "given")
        for table in TABLES:
            db.execute(f'DELETE FROM "{table}"')
        for table, rows in told.items():
            for key, row in rows.items():
                if not _put(db, table, row):
                    del sources[table, key]
        _drop_dangling(db, sources, found)
        _drop_unfounded(db, sources)
        _settle(db, out)
        _remember(db)
        db.execute("COMMIT")
        opening.renew_views(db)
    came = list(sources.values())
    left = sum(map(len, told.values())) - len(came) + damaged
    return Mended(came.count("read"), came.count("history"), came.count("backup"), left)


def _told(found: Salvage, base: Salvage | None) -> tuple[dict[str, dict[str, Row]], dict[tuple[str, str], str], int]:
    """What each row is to be, where that comes from, and how many rows were read of which nothing can be made."""
    none: Mapping[str, Row] = {}
    told: dict[str, dict[str, Row]] = {table: dict(base.rows.get(table, none)) if base else {} for table in TABLES}
    sources = {(table, key): "backup" for table, rows in told.items() for key in rows}
    read = {
        table: {key: row for key, row in rows.items() if witnesses.is_row(table, key, row)}
        for table, rows in found.rows.items()
    }
    history = found.rows.get(HISTORY, none)
    acts = witnesses.acts(tuple(history.values()), told[HISTORY], to_its_end=HISTORY in found.whole)
    read[HISTORY] = {str(act["seq"]): act for act in acts.kept}
    last = last_states(str(act["edits"]) for act in acts.kept)
    for (table, key), row in last.items():
        if row is None:
            told[table].pop(key, None)
            sources.pop((table, key), None)
        else:
            told[table][key] = row
            sources[table, key] = "history"
    for table, rows in read.items():
        if table in found.whole and table not in ("project", HISTORY) and len(rows) == found.count(table):
            # Every row there is was read: what is missing was deleted, whatever a backup says.
            for key in told[table].keys() - rows.keys():
                if not (acts.whole and last.get((table, key))):
                    del told[table][key]
                    del sources[table, key]
        missing = [row for (of, key), row in last.items() if of == table and row and key not in rows]
        for key, row in rows.items():
            if (table, key) not in last and key not in told[table] and witnesses.is_twin(row, missing):
                continue
            if acts.whole and (table, key) in last:
                after = last[table, key]
                if after is None or any(row[name] != value for name, value in after.items() if name in row):
                    continue  # it changed by itself
            told[table][key] = row
            sources[table, key] = "read"
    lost = sum(key not in told[table] for table, rows in found.rows.items() for key in rows.keys() - read[table].keys())
    return told, sources, lost


def _remember(db: sqlite3.Connection) -> None:
    """What is another than the history says stands in it from now on; nothing of that can be taken back."""
    db.row_factory = sqlite3.Row
    acts = db.execute("SELECT curator, edits FROM history ORDER BY seq").fetchall()
    unlike = silent.compared(db, last_states(str(act["edits"]) for act in acts))
    if unlike:
        edits = edits_text(Change(MENDED, tuple(RowEdit(one.table, one.key, one.last, one.now) for one in unlike)))
        db.execute(
            "INSERT INTO history (id, at, curator, label, kind, of, undone, edits) VALUES (?, ?, ?, ?, 'do', ?, 0, ?)",
            (new_id(), now(), str(acts[-1]["curator"]), MENDED, MENDED, edits),
        )


def _table(db: sqlite3.Connection, table: str) -> tuple[list[Row], bool]:
    """The rows of a table that can be read, and whether these are all."""
    found: dict[int, Row] = {}
    if _walk(db, table, found, "rowid > ?", "rowid", (-1,)):
        return list(found.values()), _nothing_missing(db, table)
    known = max(found, default=-1)
    _walk(db, table, found, "rowid > ?", "rowid DESC", (known,))
    end = min((n for n in found if n > known), default=known)
    step = 1
    for _ in range(_HOPS):
        if known + step >= end:
            break
        before = len(found)
        done = _walk(db, table, found, "rowid > ? AND rowid < ?", "rowid", (known + step, end))
        if done:
            break
        # Behind what was read, or further on where nothing was.
        known = max((n for n in found if n < end), default=known)
        step = 1 if len(found) > before else step * 2
    return list(found.values()), False


def _walked(db: sqlite3.Connection, table: str) -> list[Row]:
    found: dict[int, Row] = {}
    _walk(db, table, found, "rowid > ?", "rowid", (-1,))
    return list(found.values())


def _nothing_missing(db: sqlite3.Connection, table: str) -> bool:
    """Whether SQLite finds a table sound: a page may be there and have forgotten half of its rows."""
    try:
        return [str(line) for (line,) in db.execute(f"PRAGMA integrity_check({table})")] == ["ok"]
    except (sqlite3.Error, ValueError):
        return False


def _walk(
    db: sqlite3.Connection, table: str, found: dict[int, Row], where: str, order: str, given: tuple[int, ...]
) -> bool:
    """Read until the end or the first part that cannot be read; whether the end was reached."""
    try:
        cursor = db.execute(f'SELECT rowid, * FROM "{table}" NOT INDEXED WHERE {where} ORDER BY {order}', given)
        names = [column[0] for column in cursor.description][1:]
        for rowid, *values in cursor:
            found[int(rowid)] = dict(zip(names, values, strict=True))
    except (sqlite3.Error, ValueError, TypeError):
        return False
    return True


def _put(db: sqlite3.Connection, table: str, row: Row) -> bool:
    names = [str(name) for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name in row]
    if not names:
        return False
    listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    try:
        db.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', [row[name] for name in names])
    except sqlite3.Error:  # a row that is none: a damaged page may read as anything
        return False
    return True


def _drop_unfounded(db: sqlite3.Connection, sources: dict[tuple[str, str], str]) -> None:
    """A record whose passages are all lost is no evidence any more."""
    unfounded = "SELECT id FROM records WHERE id NOT IN (SELECT record FROM record_passages)"
    for table, column in (("record_fields", "record"), ("records", "id")):
        for (key,) in db.execute(f"SELECT id FROM {table} WHERE {column} IN ({unfounded})").fetchall():
            sources.pop((table, str(key)), None)
            db.execute(f"DELETE FROM {table} WHERE id = ?", (key,))


def _settle(db: sqlite3.Connection, out: Path) -> None:
    """What a record shows follows from the fields that are left of it, and no value points at words that are lost."""
    known = Queries(db, out)
    quotes = {passage.id: len(passage.quote) for passage in known.passages()}
    entries: dict[str, dict[str, FieldEntry]] = {}
    for entry in known.all_entries():
        kept = tuple(_without_lost_words(value, quotes) for value in entry.values)
        if kept != entry.values:
            entry = replace(entry, values=kept)
            _put_again(db, "record_fields", entry.id, to_row(entry))
        entries.setdefault(entry.record, {})[entry.field] = entry
    for record in known.records():
        now = settle(record, entries.get(record.id, {}))
        if now != record:
            _put_again(db, "records", record.id, to_row(now))


def _without_lost_words(value: Value, quotes: Mapping[str, int]) -> Value:
    words = value.words
    there = words is None or 0 <= words.start < words.end <= quotes.get(words.passage, 0)
    return value if there else replace(value, words=None)


def _put_again(db: sqlite3.Connection, table: str, key: str, row: Row) -> None:
    sets = ", ".join(f'"{name}" = ?' for name in row)
    db.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*row.values(), key))


def _drop_dangling(db: sqlite3.Connection, sources: dict[tuple[str, str], str], found: Salvage) -> None:
    """Take out what refers to nothing. Where the row that was read says otherwise, that is tried before."""
    tried = set[tuple[str, str]]()
    for _ in range(_ROUNDS):
        broken = {(str(table), rowid) for table, rowid, *_ in db.execute("PRAGMA foreign_key_check")}
        if not broken:
            return
        for table, rowid in broken:
            (key,) = db.execute(f'SELECT id FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
            read = found.rows.get(table, {}).get(str(key))
            if (table, str(key)) not in tried and read is not None and witnesses.is_row(table, str(key), read):
                tried.add((table, str(key)))
                _put_again(db, table, str(key), read)
                continue
            sources.pop((table, str(key)), None)
            db.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
