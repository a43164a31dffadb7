"""One open project file: changes go in through ``apply``, undo and redo come from its history."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.change import Change, Row, RowEdit
from exoannotate.domain.errors import ProjectFileError, StaleEditError
from exoannotate.domain.ids import new_id, now
from exoannotate.store import opening
from exoannotate.store.migrations import FORMAT, migrate
from exoannotate.store.queries import Queries
from exoannotate.store.rows import CLASSES, columns


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One act in the history of a project. ``undone`` acts are no longer in force."""

    seq: int
    id: str
    at: str
    curator: str
    label: str
    kind: str
    of: str
    undone: bool
    change: Change


class Project(Queries):
    """An open project file. Use it from the thread that opened it.

    Decision (2026-11): the history table is the undo stack. A second stack in memory would have to be kept equal to
    it, would be lost in a crash, and the command line could not undo what the window did.
    """

    def __init__(self, path: Path) -> None:
        """Open the file at ``path``, migrating an older format. Raises ExoError with a sentence."""
        version = opening.check_door(path)
        self.path = path
        self.read_only = not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))
        try:
            if version < FORMAT and not self.read_only:
                migrate(str(path))
            super().__init__(opening.connect(path, read_only=self.read_only), path)
            if not self.read_only:
                opening.renew_views(self._db)
            self._db.execute("SELECT count(*) FROM history").fetchone()
        except sqlite3.Error as error:
            raise ProjectFileError(
                f"“{path.name}” cannot be opened: {opening.plain(error)}.", "The file was not changed."
            ) from None

    def close(self) -> None:
        self._db.close()

    def embed(self, sha256: str, data: bytes) -> None:
        """Keep a PDF inside the project file, known by its hash."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO embedded_pdfs (id, bytes) VALUES (?, ?)", (sha256, data))

    def apply(self, change: Change, curator: str) -> None:
        """Write a change as one transaction; when this returns, it is on disk.

        Raises StaleEditError when a row is not what the change was made from, ProjectFileError when the disk
        refuses; in both cases nothing was written.
        """
        with self._transaction():
            self._write(change)
            self._db.execute("UPDATE history SET undone = 2 WHERE undone = 1")
            self._remember(change, curator, "do", "")

    def undo(self, curator: str) -> Change | None:
        """Take back the last act that is in force and return the change made; None when there is none."""
        return self._turn("undo", curator)

    def redo(self, curator: str) -> Change | None:
        """Do again what was undone last, unless something else was done since; None when there is nothing."""
        return self._turn("redo", curator)

    def undo_label(self) -> str:
        """The label of what undo would take back, "" for nothing."""
        row = self._next("undo")
        return str(row["label"]) if row else ""

    def redo_label(self) -> str:
        """The label of what redo would do again, "" for nothing."""
        row = self._next("redo")
        return str(row["label"]) if row else ""

    def history(self, limit: int = 1000) -> tuple[HistoryEntry, ...]:
        """The last acts, newest first. The order is that of writing, whatever the clock said."""
        rows = self._db.execute("SELECT * FROM history ORDER BY seq DESC LIMIT ?", (limit,))
        return tuple(
            HistoryEntry(
                r["seq"], r["id"], r["at"], r["curator"], r["label"], r["kind"], r["of"], r["undone"] > 0, _change(r)
            )
            for r in rows
        )

    def _turn(self, kind: str, curator: str) -> Change | None:
        with self._transaction():
            row = self._next(kind)
            if row is None:
                return None
            change = _change(row) if kind == "redo" else _change(row).inverse()
            self._write(change)
            self._db.execute("UPDATE history SET undone = ? WHERE seq = ?", (int(kind == "undo"), row["seq"]))
            self._remember(change, curator, kind, row["id"])
        return change

    def _next(self, kind: str) -> sqlite3.Row | None:
        undone, order = (0, "DESC") if kind == "undo" else (1, "ASC")
        found = self._db.execute(
            f"SELECT * FROM history WHERE kind = 'do' AND undone = ? ORDER BY seq {order} LIMIT 1", (undone,)
        ).fetchone()
        return found if isinstance(found, sqlite3.Row) else None

    def _remember(self, change: Change, curator: str, kind: str, of: str) -> None:
        edits = json.dumps([[e.table, e.key, e.before, e.after] for e in change.edits], ensure_ascii=False)
        self._db.execute(
            "INSERT INTO history (id, at, curator, label, kind, of, undone, edits) VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
            (new_id(), now(), curator, change.label, kind, of, edits),
        )

    def _write(self, change: Change) -> None:
        for edit in change.edits:
            names = columns(CLASSES[edit.table])
            there = self._row(edit.table, edit.key)
            if there != (dict(edit.before) if edit.before is not None else None):
                raise StaleEditError(
                    f"“{change.label}” was not done: what it changes was changed elsewhere in the meantime.",
                    "Nothing was overwritten. Look at it again and repeat the edit if it is still wanted.",
                )
            if edit.after is None:
                self._db.execute(f"DELETE FROM {edit.table} WHERE id = ?", (edit.key,))
                continue
            quoted = [f'"{name}"' for name in names]
            values = [edit.after[name] for name in names]
            if edit.before is None:
                marks = ", ".join("?" * len(names))
                self._db.execute(f"INSERT INTO {edit.table} ({', '.join(quoted)}) VALUES ({marks})", values)
            else:
                sets = ", ".join(f"{name} = ?" for name in quoted)
                self._db.execute(f"UPDATE {edit.table} SET {sets} WHERE id = ?", (*values, edit.key))

    def _row(self, table: str, key: str) -> Row | None:
        row = self._db.execute(f"SELECT * FROM {table} WHERE id = ?", (key,)).fetchone()
        return dict(row) if row is not None else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise ProjectFileError(
                f"“{self.path.name}” is open for reading only, because it or its folder cannot be written.",
                "Nothing was changed. Save a copy somewhere else to edit it.",
            )
        if not self.path.exists():
            raise ProjectFileError(
                f"“{self.path.name}” was moved or deleted while it was open.",
                "Nothing was written. Put the file back where it was and repeat the edit.",
            )
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            with opening.spoken(self.path, "was not written"):
                raise


def _change(row: sqlite3.Row) -> Change:
    return Change(row["label"], tuple(RowEdit(*edit) for edit in json.loads(row["edits"])))
