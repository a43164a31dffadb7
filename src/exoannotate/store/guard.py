"""The guard process: runs one statement of a person's own on a project file, or reads the tables of a file that came
from somebody else (``guard_tables.py``), for reading only and within limits.

Nothing but the standard library is imported, so that it answers at once. One request comes as JSON on stdin, the
answer goes as lines of JSON to stdout: what is to be known first, then batches of rows. The window's process never
does this work: an endless statement, one that eats all memory, or a file made by a stranger ends this process and
nothing else.

Decision (2026-11): the file itself is read (``mode=ro``, ``query_only``), not a copy, which would take seconds for a
project with PDFs inside. A reader keeps others from writing, so a statement that is under way when somebody saves an
edit gives way and is begun anew. ``immutable`` was rejected: beside a writer it gives wrong answers.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from exoannotate.store import guard_tables

_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock: a millisecond or two."""
_LOOK_EVERY = 0.03  # seconds between two looks whether somebody writes
_LONGEST_VALUE = 16 << 20  # bytes a value may take while a statement is worked out
_LINE = 100_000  # characters of the values in one line of an answer
_KNOWN_STATEMENTS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})
_FUNCTIONS = frozenset(
    "load_extension fts3_tokenizer readfile writefile edit sqlite_log zipfile sqlar_compress sqlar_uncompress "
    "lsmode fileio_read fileio_write".split()
)
_TABLES = frozenset("fsdir lsdir zipfile dbstat sqlite_dbpage sqlite_stmt bytecode tables_used completion csv".split())


class _Run:
    """One statement under way: why it was stopped, and what it may not do."""

    def __init__(self, path: Path, seconds: float, veiled: frozenset[str] = frozenset()) -> None:
        self._veiled = veiled
        self.until = time.monotonic() + seconds
        self.why = ""
        self.refused: list[str] = []
        self._journal = path.with_name(f"{path.name}-journal")
        self._looked = 0.0
        self._seen: tuple[int, int] | None = None

    def begin(self) -> None:
        self.why = ""
        self._seen = self._stamp()

    def stop(self) -> bool:
        """Whether to stop now; asked by SQLite every few thousand steps."""
        now = time.monotonic()
        if now > self.until:
            self.why = "time"
        elif now - self._looked > _LOOK_EVERY:
            self._looked = now
            stamp = self._stamp()
            if stamp is not None and stamp != self._seen:
                self.why = "edit"
        return bool(self.why)

    def allows(self, action: int, one: str | None, two: str | None, db: str | None, by: str | None) -> int:
        """SQLite's question while it reads the statement: only selecting from the file's own tables is allowed, and
        past a view that hides something of a table only for that view."""
        if action in _KNOWN_STATEMENTS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_READ:
            table = (one or "").casefold()
            past = db == "main" and table in self._veiled and (by or "").casefold() not in self._veiled
            if not table.startswith("pragma_") and table not in _TABLES and not past:
                return sqlite3.SQLITE_OK
        elif action == sqlite3.SQLITE_FUNCTION and (two or "").casefold() not in _FUNCTIONS:
            return sqlite3.SQLITE_OK
        self.refused.append((two if action == sqlite3.SQLITE_FUNCTION else one) or "")
        return sqlite3.SQLITE_DENY

    def _stamp(self) -> tuple[int, int] | None:
        """How the journal of somebody who writes looks; None when nobody does."""
        try:
            found = self._journal.stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found.st_size else None


def _open(path: Path, limits: dict[str, Any]) -> sqlite3.Connection:
    with path.open("rb") as file:
        log = file.read(20)[18:19] == b"\x02"
    beside = path.with_name(f"{path.name}-wal")
    # A write-ahead log that is not there needs no files made beside the project.
    still = "&immutable=1" if log and not (beside.exists() and beside.stat().st_size) else ""
    db = sqlite3.connect(f"{path.as_uri()}?mode=ro{still}", uri=True, timeout=limits["seconds"], isolation_level=None)
    db.text_factory = lambda found: found.decode("utf-8", "replace")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 500)
    db.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200)
    for pragma in ("cell_size_check = ON", "temp_store = MEMORY", "cache_size = -65536",
                   f"hard_heap_limit = {int(limits['memory']) // 2}"):  # fmt: skip
        db.execute(f"PRAGMA {pragma}")
    return db


def _names(db: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    """Tables and views with the names of their columns."""
    found: dict[str, dict[str, Any]] = {}
    listed = db.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, name")
    for name, kind in listed.fetchall():
        if not name.startswith(("sqlite_", "_sqlite_")):
            quoted = name.replace('"', '""')
            with contextlib.suppress(sqlite3.Error):  # a view whose tables are gone
                columns = [str(row[1]) for row in db.execute(f'PRAGMA table_xinfo("{quoted}")')]
                found[name] = {"kind": kind, "columns": columns}
    return found


def _cell(value: object, limits: dict[str, Any], cut: list[int]) -> object:
    if isinstance(value, bytes):
        return f"[{len(value):,} bytes]"
    if isinstance(value, str) and len(value) > limits["length"]:
        cut[0] += 1
        return value[: limits["length"]] + "…"
    return value


def _rows(db: sqlite3.Connection, run: _Run, statement: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Everything the statement gives, up to the limits of rows and of room."""
    cursor = db.execute(statement)
    heads = [str(column[0]) for column in cursor.description or ()]
    rows: list[list[object]] = []
    cut, room, more = [0], int(limits["room"]), ""
    for found in cursor:
        if len(rows) >= limits["rows"]:
            more = "rows"
            break
        row = [_cell(value, limits, cut) for value in found]
        room -= sum(len(value) if isinstance(value, str) else 8 for value in row)
        if room < 0:
            more = "room"
            break
        rows.append(row)
        if run.stop():
            raise sqlite3.OperationalError("interrupted")
    cursor.close()
    return {"columns": heads, "rows": rows, "more": more, "cut": cut[0]}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """What a request is answered with: names, rows, or an error and what led to it."""
    limits = request["limits"]
    path = Path(os.path.realpath(request["path"]))
    veil: list[str] = request.get("veil", [])
    run = _Run(path, limits["seconds"], frozenset(made.split()[3].casefold() for made in veil))
    names: dict[str, dict[str, Any]] = {}
    db = None
    try:
        db = _open(path, limits)
        for made in veil:
            db.execute(made)
        db.execute("PRAGMA query_only = ON")
        names = _names(db)
        if request["ask"] == "names":
            return {"names": names}
        db.set_authorizer(run.allows)
        db.set_progress_handler(run.stop, _STEPS)
        while True:
            run.begin()
            try:
                return _rows(db, run, request["statement"], limits)
            except sqlite3.OperationalError:
                if run.why != "edit":
                    raise
                time.sleep(_LOOK_EVERY)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError, OSError) as error:
        return {
            "error": str(error), "kind": type(error).__name__, "code": getattr(error, "sqlite_errorcode", 0) & 0xFF,
            "why": run.why, "refused": run.refused, "names": names,
        }  # fmt: skip
    finally:
        if db is not None:
            db.close()


def main() -> None:
    """Answer the one request on stdin."""
    request = json.loads(sys.stdin.buffer.read())
    _confine(request["limits"])
    if request["ask"] in ("tables", "bytes"):
        guard_tables.answer(request, sys.stdout.buffer)
        return
    told = answer(request)
    lines: list[object] = [told, *_batches(told.pop("rows", [])), {"end": True}]
    for line in lines:
        sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _confine(limits: dict[str, Any]) -> None:
    """Take from this process what it does not need."""
    if sys.platform != "win32":
        import resource

        memory, seconds = int(limits["memory"]), int(limits["seconds"]) + 2
        for which, most in (
            (resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
        ):  # fmt: skip
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(which, (most, most))
        with contextlib.suppress(OSError):
            os.nice(5)  # the window comes first


def _batches(rows: list[list[object]]) -> Iterator[list[list[object]]]:
    """Rows in lines of moderate length: who reads them does other things between two."""
    batch: list[list[object]] = []
    room = _LINE
    for row in rows:
        batch.append(row)
        room -= sum(len(value) if isinstance(value, str) else 8 for value in row)
        if room < 0:
            yield batch
            batch, room = [], _LINE
    if batch:
        yield batch


if __name__ == "__main__":
    main()
