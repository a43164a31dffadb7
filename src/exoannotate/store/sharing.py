"""A project file to hand on: whole, checked, without what belongs to this computer and without deleted leftovers.

Decision (2026-11): what was deleted goes from the history too, which would otherwise hand on every deleted quote. So
that a merge still knows that it was deleted and not unknown, the copy says in its table ``project`` which states a
deleted row once had, as digests that give nothing away. What a row that is still there said before stays: records keep
their past, and merging needs it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from exoannotate.domain.change import Row
from exoannotate.domain.errors import ExoError
from exoannotate.domain.merging import state
from exoannotate.store import opening
from exoannotate.store.checks import check
from exoannotate.store.rows import CLASSES, change_of, columns

FACT = "shared"
"""The row of the table ``project`` that says what a copy was handed on without."""
WITHOUT_NOTES, WITHOUT_NAMES = "without notes", "without names"
DELETED = "deleted:"
"""How rows of the table ``project`` begin that name what was deleted: table and key, and digests of what it said."""
NOTE = "note"
"""The field of a record, and the column of other tables, that holds what somebody noted."""

_NAMED = re.compile("“(.*)”", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choices:
    """What goes along. ``pdfs``: hashes of PDFs kept inside that stay there; ``more_pdfs``: hash and bytes of others;
    ``images``: pictures of the quoted lines by passage."""

    notes: bool = True
    names: bool = True
    pdfs: frozenset[str] = frozenset()
    more_pdfs: Iterable[tuple[str, bytes]] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)


def share(path: Path, out: Path, choices: Choices | None = None) -> str:
    """Write a copy of the project at ``path`` to ``out`` and return its content digest.

    Paths of this computer become plain file names, also in the history. The copy appears under its name when it is
    whole and checked. Raises ExoError; then nothing is left.
    """
    if os.path.lexists(out):
        raise ExoError(f"“{out.name}” exists already.", "Nothing was written. Choose another name.")
    with _on_disk(out):
        handle, name = tempfile.mkstemp(prefix=".exoannotate-", suffix=".part", dir=out.parent)
        os.close(handle)
    aside = Path(name)
    try:
        with _on_disk(out):
            _copy(path, aside, choices or Choices())
        found = check(aside)
        if not found.ok:
            raise ExoError(f"“{path.name}” is damaged, so it was not shared.", found.findings[0])
        with _on_disk(out):
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            opening.reveal(aside, out)
    finally:
        with suppress(OSError):
            aside.unlink()
    return found.digest


@contextmanager
def _on_disk(out: Path) -> Iterator[None]:
    try:
        with opening.writing(out):
            yield
    except OSError as error:
        raise ExoError(
            f"“{out.name}” was not written: {opening.plain(error)}.", "Nothing was left behind. Choose another folder."
        ) from error


def _copy(path: Path, aside: Path, choices: Choices) -> None:
    aside.unlink()  # SQLite makes the file itself
    with closing(opening.reading(path)) as db:
        db.execute("VACUUM INTO ?", (str(aside),))
    with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
        copy.row_factory = sqlite3.Row
        copy.execute("PRAGMA synchronous = FULL")
        copy.execute("PRAGMA journal_mode = MEMORY")  # what is taken out must not lie beside it either
        copy.execute("BEGIN IMMEDIATE")
        for key, known in copy.execute("SELECT id, path FROM document_files").fetchall():
            copy.execute("UPDATE document_files SET path = ? WHERE id = ?", (name_of(known), key))
        leaving = _Leaving(copy, choices)
        leaving.take_out()
        leaving.take_along()
        copy.execute("COMMIT")
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("VACUUM")  # nothing deleted is left in free pages


class _Leaving:
    """A copy on its way out: what it must not hold, and what it takes along."""

    def __init__(self, copy: sqlite3.Connection, choices: Choices) -> None:
        self.copy, self.choices = copy, choices
        self.tables = {
            str(name) for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }  # fmt: skip
        self.there = {
            table: {str(key) for (key,) in copy.execute(f"SELECT id FROM {table}")}
            for table in CLASSES
            if table in self.tables
        }
        people = copy.execute("SELECT id FROM curators ORDER BY name, id").fetchall()
        self.names = {str(key): f"Curator {number}" for number, (key,) in enumerate(people, 1)}
        self.said: defaultdict[str, set[str]] = defaultdict(set)
        drawn = choices.images if "pictures" in self.tables else {}
        self.drawn = {passage: hashlib.sha256(png).hexdigest() for passage, png in drawn.items()}

    def take_out(self) -> None:
        """Notes and names, where they are not to go along, and everything that was deleted."""
        if not self.choices.notes:
            for table in ("passages", "documents", "terms"):
                self.copy.execute(f"UPDATE {table} SET note = ''")
            self.copy.execute("DELETE FROM record_fields WHERE field = ?", (NOTE,))
        if not self.choices.names:
            self.copy.executemany("UPDATE curators SET name = ?, orcid = '' WHERE id = ?",
                                  [(name, key) for key, name in self.names.items()])  # fmt: skip
        for seq, label, edits in self.copy.execute("SELECT seq, label, edits FROM history").fetchall():
            self._act(seq, label, edits)
        told = [(f"{DELETED}{what}", " ".join(sorted(digests))) for what, digests in self.said.items()]
        self.copy.executemany("INSERT OR REPLACE INTO project (id, value) VALUES (?, ?)", told)
        self._say_what_is_missing()

    def _say_what_is_missing(self) -> None:
        known = self.copy.execute("SELECT value FROM project WHERE id = ?", (FACT,)).fetchone()
        missing = set(str(known[0]).split("; ")) if known else set()
        missing |= {WITHOUT_NOTES} if not self.choices.notes else set()
        missing |= {WITHOUT_NAMES} if not self.choices.names else set()
        if missing:
            row = (FACT, "; ".join(sorted(missing)))
            self.copy.execute("INSERT OR REPLACE INTO project (id, value) VALUES (?, ?)", row)

    def take_along(self) -> None:
        """PDFs and pictures; those that nothing points at any more stay here."""
        kept = self.copy.execute("SELECT id FROM embedded_pdfs").fetchall()
        gone = [(key,) for (key,) in kept if key not in self.choices.pdfs]
        self.copy.executemany("DELETE FROM embedded_pdfs WHERE id = ?", gone)
        for key, data in self.choices.more_pdfs:
            self.copy.execute("INSERT OR IGNORE INTO embedded_pdfs (id, bytes) VALUES (?, ?)", (key, data))
        if "pictures" not in self.tables:
            return
        for passage, key in self.drawn.items():
            png = self.choices.images[passage]
            self.copy.execute("INSERT OR IGNORE INTO pictures (id, png) VALUES (?, ?)", (key, png))
            self.copy.execute("UPDATE passages SET picture = ? WHERE id = ? AND quote <> ''", (key, passage))
        self.copy.execute(
            "DELETE FROM pictures WHERE id NOT IN (SELECT picture FROM passages) "
            "AND NOT EXISTS (SELECT 1 FROM history WHERE instr(edits, pictures.id) > 0)"
        )

    # The history ------------------------------------------------------------------------------------------------

    def _act(self, seq: int, label: object, text: str) -> None:
        """Let an act say nothing that is not to go along; one that says nothing any more goes."""
        try:
            edits: list[list[Any]] = json.loads(text)
            known = change_of(label, text, newer=True).edits
            kept = [made for edit in edits if (made := self._edit(*edit)) is not None]
            for edit in known:
                if edit.table in self.there and edit.key not in self.there[edit.table]:
                    self._remember(edit.table, edit.key, edit.before, edit.after)
        except (ValueError, TypeError, LookupError) as error:
            raise ExoError(
                "The history of this project is not whole, so it was not shared.", "Nothing was written."
            ) from error
        if not any(edit[0] not in ("tombstones", "curators") for edit in kept):
            self.copy.execute("DELETE FROM history WHERE seq = ?", (seq,))
            return
        if kept != edits:
            told = json.dumps(kept, ensure_ascii=False)
            self.copy.execute("UPDATE history SET edits = ? WHERE seq = ?", (told, seq))
        if (called := _called(str(label), kept)) != label:
            self.copy.execute("UPDATE history SET label = ? WHERE seq = ?", (called, seq))

    def _edit(
        self, table: str, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> list[Any] | None:
        if table in self.there and key not in self.there[table]:
            return None
        if not self.choices.notes and table == "record_fields" and key.endswith(f":{NOTE}"):
            return None
        return [table, key, *(row and self._row(table, key, row) for row in (before, after))]

    def _row(self, table: str, key: str, row: dict[str, Any]) -> dict[str, Any]:
        if table == "document_files":
            return {**row, "path": name_of(row["path"])}
        if table == "passages" and key in self.drawn and row["quote"]:
            row = {**row, "picture": self.drawn[key]}  # else the row would be another than its history says
        if not self.choices.notes and table in ("passages", "documents", "terms"):
            return {**row, "note": ""}
        if not self.choices.names and table == "curators":
            return {**row, "name": self.names[key], "orcid": ""}
        return row

    def _remember(self, table: str, key: str, *rows: Row | None) -> None:
        """Keep what a deleted row once was, as digests."""
        if table == "record_fields" and key.endswith(f":{NOTE}") and not self.choices.notes:
            record = key.removesuffix(f":{NOTE}")
            if record in self.there["records"]:
                return  # it is there, and only does not go along
        self.said[f"{table}:{key}"] |= {digest_of(table, row) for row in rows if row is not None}


def digest_of(table: str, row: Row) -> str:
    """What stands for a state of a row that was deleted; the same on every computer."""
    known = {name: row[name] for name in columns(CLASSES[table]) if name in row}
    if table == "document_files":
        known["path"] = name_of(known["path"])
    return hashlib.sha256(state(known).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _called(label: str, edits: list[list[Any]]) -> str:
    """What an act is called, without a name that none of its rows says (any more): that of something deleted, or of a
    folder or file of this computer."""
    found = _NAMED.search(label)
    if found is None:
        return label
    name = found[1].rstrip("…")
    cells = (cell for _, _, *rows in edits for row in rows if row for cell in row.values())
    return label if any(isinstance(cell, str) and name in cell for cell in cells) else _NAMED.sub("“…”", label)


def name_of(path: object) -> str:
    """The last part of a path of whatever system."""
    return PurePosixPath(PureWindowsPath(str(path)).name).name
