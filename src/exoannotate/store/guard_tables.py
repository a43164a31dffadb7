"""In the guard process: read the plain tables of a project file that came from somebody else, and nothing else of it.

The file is a private copy and is opened as one that never changes, so that no log or journal beside it counts. Of its
schema only tables that are written as ours are read, by their rows and without any index; views, triggers, virtual
and other tables are named and left alone. A value goes out when it has the type and size that its column may have.

    {"version": 1002, "strange": [["trigger", "spy"], ...]}
    {"table": "passages", "rows": [["id", ...], ...], "bad": [["key", "quote", "text"], ...], "many_bad": 1}
    {"files": {"pictures": {"sha256": size, ...}, "embedded_pdfs": {...}}}
    {"table": "pictures", "key": "sha256", "size": 1234}, {"bytes": 1234} and so many bytes
    {"end": true}, or {"error": "...", "code": 11, "table": "", "end": true}
"""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
import time
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

_STEPS = 20_000
"""Instructions of SQLite between two looks at the clock."""
_LINE = 200_000  # characters of the values in one line of the answer
_AT_ONCE, _LARGE = 32, 10_000_000  # rows that are looked at together, unless a value may have so many characters
_NAMED = 20  # rows with a fault, or strange parts, that are named one by one
_LONGEST_NAME = 200
_KNOWN_STATEMENTS = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})
_UNREADABLE = object()
"""What stands for a text that is no UTF-8."""
_PIXELS = 40_000_000
_PIECE = 1 << 20
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_INTERRUPT)


class _StrangeError(Exception):
    """A table is not what it should be; ``table`` is its name."""

    def __init__(self, table: str, what: str) -> None:
        super().__init__(what)
        self.table = table


def answer(request: dict[str, Any], out: IO[bytes]) -> None:
    """Write everything a request asks for; an error is the last line."""
    told: dict[str, Any] = {"end": True}
    reader = None
    try:
        reader = _Reader(request, out)
        reader.tables() if request["ask"] == "tables" else reader.files()
    except _StrangeError as error:
        told |= {"error": str(error), "table": error.table, "kind": "strange", "code": 0}
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError, MemoryError, OSError) as error:
        why = reader.why if reader is not None else ""
        told |= {"error": str(error), "kind": why or type(error).__name__,
                 "code": getattr(error, "sqlite_errorcode", 0) & 0xFF}  # fmt: skip
    _put(out, told)
    out.flush()


def _put(out: IO[bytes], message: object) -> None:
    out.write(json.dumps(message, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n")


def _text(found: bytes) -> object:
    try:
        return found.decode("utf-8")
    except UnicodeDecodeError:
        return _UNREADABLE


class _Reader:
    """A file under reading, what it may still take, and the stream its rows go to."""

    def __init__(self, request: dict[str, Any], out: IO[bytes]) -> None:
        self.request, self.out = request, out
        self.limits: dict[str, Any] = request["limits"]
        self.why = ""
        self.rows_left, self.room = int(self.limits["rows"]), int(self.limits["room"])
        self.until = time.process_time() + self.limits["seconds"]
        path = Path(request["path"])
        self.db = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
        self.db.text_factory = str  # until a text turns out to be no UTF-8
        self.db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self.db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 500)
        self.db.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200)
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, int(self.limits["length"]))
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY",
                       "mmap_size = 0", f"hard_heap_limit = {int(self.limits['memory']) // 2}"):  # fmt: skip
            self.db.execute(f"PRAGMA {pragma}")
        self.db.set_progress_handler(self._stop, _STEPS)
        self.schema = self._schema()

    def _stop(self) -> bool:
        if time.process_time() > self.until:
            self.why = "time"
        return bool(self.why)

    def _look_at_the_clock(self) -> None:
        if self._stop():
            raise sqlite3.OperationalError("interrupted")

    def _schema(self) -> dict[str, tuple[str, str, int]]:
        """Kind, definition and first page of whatever the file holds, by name in small letters."""
        found: dict[str, tuple[str, str, int]] = {}
        self.strange: list[tuple[str, str]] = []
        ours = {name.casefold() for name in self.request["known"]}
        for kind, name, table, sql, page in self.db.execute(
            "SELECT type, name, tbl_name, sql, rootpage FROM sqlite_master"
        ):
            if not all(isinstance(text, str) for text in (kind, name, table)):
                raise _StrangeError("", "has a part without a name")
            key = name.casefold()
            if kind in ("table", "view"):
                if key in found:
                    raise _StrangeError(name, "is there twice")
                found[key] = (kind, sql if isinstance(sql, str) else "", page if isinstance(page, int) else 0)
            if key not in ours and not key.startswith(("sqlite_", "_sqlite_migrations", "idx__sqlite_mig")):
                self.strange.append((str(kind)[:20], name[:_LONGEST_NAME]))
        return found

    # The tables ------------------------------------------------------------------------------------------------

    def tables(self) -> None:
        """Every table that is asked for, row by row, and which pictures and PDFs there are."""
        files = {name: asked for name, asked in self.request["files"].items() if name in self.schema}
        for name, asked in (self.request["tables"] | files).items():
            self._verify(name, asked)
        _put(self.out, {"strange": self.strange[: _NAMED + 1]})
        for name in self.request["tables"]:  # told at once, not after half of them were handed on
            self.rows_left -= self.db.execute(f'SELECT count(*) FROM "{name}" NOT INDEXED').fetchone()[0]
            if self.rows_left < 0:
                raise _StrangeError(name, "rows")
        self.db.set_authorizer(self._allows)
        for name, asked in self.request["tables"].items():
            self._table(name, asked)
        _put(self.out, {"files": {name: self._listed(name) for name in files}})

    def _verify(self, name: str, asked: dict[str, Any]) -> None:
        """Raises _StrangeError unless a table is there that is written as it should be."""
        kind, sql, page = self.schema.get(name, ("", "", 0))
        if kind != "table":
            raise _StrangeError(name, f"is a {kind} and not a table" if kind else "is missing")
        if page <= 0 or not sql[:40].upper().split()[:2] == ["CREATE", "TABLE"]:
            raise _StrangeError(name, "is not a plain table")
        if asked["sql"]:
            if " ".join(sql.split()) != asked["sql"]:
                raise _StrangeError(name, "is another than it should be")
            return
        # A newer format may have more columns than we know, never fewer, and stores them all.
        there = {row[1]: row[6] for row in self.db.execute(f'PRAGMA table_xinfo("{name}")')}
        missing = sorted(asked["columns"].keys() - there.keys())
        if missing:
            raise _StrangeError(name, f"has no column “{missing[0]}”")
        if any(there.values()):
            raise _StrangeError(name, "has columns that are computed")

    def _allows(self, action: int, _one: str | None, _two: str | None, _db: str | None, by: str | None) -> int:
        """Only reading tables, never on behalf of a view or a trigger."""
        return sqlite3.SQLITE_OK if action in _KNOWN_STATEMENTS and not by else sqlite3.SQLITE_DENY

    def _table(self, name: str, asked: dict[str, Any]) -> None:
        columns: dict[str, str] = asked["columns"]
        longest = int(asked["longest"])
        self._look_at_the_clock()
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, max(longest, 1_000_000) + 1_000_000)
        batch: list[list[object]] = []
        bad: list[tuple[str, str, str]] = []
        many_bad, room = 0, _LINE
        rows = self._each(name, list(columns))
        at_once = _AT_ONCE if longest < _LARGE else 1
        while some := list(islice(rows, at_once)):
            size = _size_of_plain(some, columns, longest)
            if size is None:  # then one by one
                wrong = [("", "size") if row is None else _wrong(row, columns, longest) for row in some]
                bad += [(_shown(row), *why) for row, why in zip(some, wrong, strict=True) if why is not None]
                many_bad += sum(why is not None for why in wrong)
                bad = bad[:_NAMED]
                some = [row for row, why in zip(some, wrong, strict=True) if why is None]
                size = sum(len(cell) for row in some for cell in row or () if isinstance(cell, str))
            size += 8 * len(some) * len(columns)
            self.room -= size
            if self.room < 0:
                raise _StrangeError(name, "room")
            batch += (row for row in some if row is not None)
            room -= size
            if room < 0:
                _put(self.out, {"table": name, "rows": batch})
                batch, room = [], _LINE
                self._look_at_the_clock()
        _put(self.out, {"table": name, "rows": batch, "bad": bad, "many_bad": many_bad})

    def _each(self, name: str, columns: list[str]) -> Iterator[list[object] | None]:
        """The rows of a table as they lie; None for one that holds more than a row may."""
        listed = ", ".join(f'"{column}"' for column in columns)
        last: int | None = None
        while True:
            where = "" if last is None else f"WHERE _rowid_ > {last}"
            try:
                for number, *row in self.db.execute(
                    f'SELECT _rowid_, {listed} FROM "{name}" NOT INDEXED {where} ORDER BY _rowid_'
                ):
                    last = number
                    yield row
                return
            except sqlite3.OperationalError as error:
                if self.db.text_factory is _text or "decode" not in str(error):
                    raise
                self.db.text_factory = _text
                continue
            except (sqlite3.DataError, MemoryError) as error:
                if isinstance(error, sqlite3.DataError) and "too big" not in str(error):
                    raise
            found = self.db.execute(
                f'SELECT _rowid_ FROM "{name}" NOT INDEXED {where} ORDER BY _rowid_ LIMIT 1'
            ).fetchone()
            if found is None:
                return
            last = found[0]
            yield None

    # Pictures and PDFs -----------------------------------------------------------------------------------------

    def _listed(self, name: str) -> dict[str, int]:
        """The pictures or PDFs a table holds, by the hash that they are known by, with their size. Pictures are looked
        at, which are small; PDFs when they are fetched."""
        asked = self.request["files"][name]
        found: dict[str, int] = {}
        for number, key in self._keys(name):
            self.rows_left -= 1
            if self.rows_left < 0:
                raise _StrangeError(name, "rows")
            if not isinstance(key, str) or len(key) != 64:
                continue
            try:
                with self.db.blobopen(name, asked["column"], number, readonly=True) as blob:
                    size = len(blob)
                    if 0 < size <= asked["longest"] and (not asked["looked_at"] or _is_picture(blob.read(), key)):
                        found[key] = size
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
                    raise  # else there is a number or nothing instead of bytes
            self._look_at_the_clock()
        return found

    def _keys(self, name: str) -> list[tuple[int, object]]:
        return self.db.execute(f'SELECT _rowid_, id FROM "{name}" NOT INDEXED ORDER BY _rowid_').fetchall()

    def files(self) -> None:
        """The bytes that are asked for, in pieces. Who asked sees whether they are what their hash says."""
        for name, wanted in self.request["wanted"].items():
            asked = self.request["files"][name]
            if name not in self.schema:
                continue
            self._verify(name, asked)
            left = set(wanted)
            for number, key in self._keys(name):
                if key not in left:
                    continue
                left.discard(key)
                with self.db.blobopen(name, asked["column"], number, readonly=True) as blob:
                    if len(blob) <= asked["longest"]:
                        _put(self.out, {"table": name, "key": key, "size": len(blob)})
                        while piece := blob.read(_PIECE):
                            _put(self.out, {"bytes": len(piece)})
                            self.out.write(piece)


def _is_picture(data: bytes, key: str) -> bool:
    """Whether these bytes are a PNG of a size that can be shown, and those that the key stands for."""
    wide, high = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    whole = data[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" and 0 < wide * high <= _PIXELS
    return whole and hashlib.sha256(data).hexdigest() == key


def _size_of_plain(rows: Sequence[list[object] | None], columns: dict[str, str], longest: int) -> int | None:
    """The characters of rows that hold nothing but texts, as they should, none of them too long; else None."""
    if None in rows or not all(kind.startswith("TEXT") for kind in columns.values()):
        return None
    cells: list[Any] = list(chain.from_iterable(row for row in rows if row is not None))
    if set(map(type, cells)) != {str}:
        return None
    size = sum(map(len, cells))
    names = max(len(row[0]) for row in rows)  # type: ignore[index, arg-type]
    return size if size <= longest and names <= _LONGEST_NAME else None


def _wrong(row: list[object], columns: dict[str, str], longest: int) -> tuple[str, str] | None:
    """The first column whose value is not of its type and size, and what is wrong with it."""
    for value, (name, kind) in zip(row, columns.items(), strict=True):
        if value is None:
            if not kind.endswith("?"):
                return name, "nothing"
        elif value is _UNREADABLE:
            return name, "text"
        elif kind.startswith("TEXT"):
            if not isinstance(value, str):
                return name, "type"
            if len(value) > (_LONGEST_NAME if name == "id" else longest):
                return name, "size"
        else:
            number = int if kind.startswith("INTEGER") else int | float
            if not isinstance(value, number) or not math.isfinite(value):
                return name, "type"
    return None


def _shown(row: list[object] | None) -> str:
    """The id of a row, where it can be told."""
    return row[0][:60] if row and isinstance(row[0], str) else ""
