"""One open project file: changes go in through ``apply``, undo and redo come from its history."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from exoannotate.domain.blind import BlindRound
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ProjectFileError, StaleEditError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.merging import TakenBack
from exoannotate.store import opening, structure
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.store.migrations import FORMAT, migrate
from exoannotate.store.queries import Queries
from exoannotate.store.rows import CLASSES, TABLES, change_of, edits_text, from_row, storable
from exoannotate.store.veil import VEILED, Veil, drawn, put_on
from exoannotate.store.written import RowWriter

PART = 5_000
"""Edits that one row of the history holds. A larger act goes on in further rows, which name the first one (``of``): a
row that holds a merge of 100,000 records would take seconds to look at whenever the last act is asked for."""
_PART_OF = "EXISTS (SELECT 1 FROM main.history f WHERE f.id = h.of AND f.kind = h.kind)"


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

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the file at ``path``, migrating an older format. Raises ExoError with a sentence.

        ``read_only``: not a byte of the file is changed, unless a program that crashed left it in need of repair.
        """
        version = opening.check_door(path)
        real = Path(os.path.realpath(path))  # the journal lies beside the file a link points at
        writable = os.access(real, os.W_OK) and os.access(real.parent, os.W_OK)
        self.path = path
        self.why_read_only = "" if writable else "it or its folder cannot be written"
        try:
            if version < FORMAT and writable and not read_only and self._may_migrate(real):
                # In place: each step is one transaction, and programs of the older format read the result.
                migrate(str(real))
            super().__init__(self._connected(real, read_only or not writable), path)
            self.read_only = read_only or bool(self.why_read_only)
            if not self.read_only and version <= FORMAT:
                opening.renew_views(self._db)
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise opening.unreadable(path, error) from error
        self._place = _place(path)
        self.veil = Veil("")
        self._writer = RowWriter(self._db, self._rows)

    def _may_migrate(self, path: Path) -> bool:
        """Whether an older file holds nothing that a migration would run. Raises ProjectFileError when damaged."""
        with closing(opening.reading(path)) as db:
            return not structure.verify(db, self.path, opening.check_door(path))

    def _connected(self, path: Path, read_only: bool) -> sqlite3.Connection:
        """A connection to a file whose tables were looked at; for reading only where something forbids writing."""
        db = opening.reading(path) if read_only else opening.connect(path)
        try:
            forbidden = structure.verify(db, self.path, opening.check_door(path))
        except BaseException:
            db.close()
            raise
        if not forbidden or read_only:
            self.why_read_only = self.why_read_only or forbidden
            return db
        db.close()
        self.why_read_only = forbidden
        return opening.reading(path)

    def read_as(self, curator: str) -> None:
        """Read from now on what a person may see; everything, unless a round of blind coding is open."""
        self.veil = Veil(curator, (), self.veil.selects)
        self.renew_veil()

    @property
    def _veiled(self) -> bool:
        return bool(self.veil)

    def renew_veil(self) -> bool:
        """See whether rounds were opened or closed, and whether that hides something else than before."""
        try:
            now = drawn(self._db, self.veil.me)
            if now == self.veil:
                return False
            put_on(self._db, self.veil, now)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise opening.unreadable(self.path, error) from error
        self.veil = now
        return True

    def marked(self, round_id: str, item: str) -> bool:
        """Whether a row has a mark of this round: one that was deleted and is made again."""
        return bool(self._rows("SELECT 1 FROM main.blind_marks WHERE id = ?", (f"{round_id}:{item}",)))

    def sees(self, table: str, key: str) -> bool:
        """Whether a row is there to be read."""
        return bool(self._rows(f"SELECT 1 FROM {table} WHERE id = ?", (key,)))

    def gone(self) -> str:
        """What became of the file while it was open, “moved or deleted” or “replaced by another file”; "" where it
        is in its place. Everything that was saved can still be read here."""
        there = _place(self.path)
        return "" if there == self._place else "replaced by another file" if there else "moved or deleted"

    def save_copy(self, out: Path) -> None:
        """Write all that was saved to a new file, also when the project's own file is gone meanwhile. It appears whole
        under its name, or not at all. Raises ExoError; a file that is there is never replaced."""
        if os.path.lexists(out):
            raise ProjectFileError(f"“{out.name}” exists already.", "Nothing was written. Choose another name.")
        aside = out.with_name(f".exoannotate-{new_id()}.new")
        try:
            with opening.writing(out):
                self._db.execute("VACUUM INTO ?", (str(aside),))
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            opening.reveal(aside, out)
        except OSError as error:
            raise ProjectFileError(
                f"“{out.name}” was not written: {opening.plain(error)}.",
                "Nothing was left behind. Choose another folder.",
            ) from error
        finally:
            opening.clear_away(aside)

    def close(self) -> None:
        self._db.close()

    def embed(self, sha256: str, data: bytes) -> None:
        """Keep a PDF inside the project file, known by its hash."""
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO embedded_pdfs (id, bytes) VALUES (?, ?)", (sha256, data))

    def keep_picture(self, png: bytes) -> str:
        """Keep the picture of an area, once; the hash it is known by."""
        key = hashlib.sha256(png).hexdigest()
        with self._transaction():
            self._db.execute("INSERT OR IGNORE INTO pictures (id, png) VALUES (?, ?)", (key, png))
        return key

    def apply(self, change: Change, curator: str, *, stopped: Stopped = never) -> None:
        """Write a change as one transaction; when this returns, it is on disk.

        Raises StaleEditError when a row is not what the change was made from or a PDF is a document already,
        ProjectFileError when the disk refuses, StoppedError when it was stopped meanwhile; in each case nothing was
        written.
        """
        with self._transaction():
            self._refuse_doubles(change)
            written = self._writer.write(change, self.veil)
            self._db.execute(f"UPDATE main.history SET undone = 2 WHERE undone = 1{self._of_mine()}")
            self._remember(written, curator, "do", "")
            stop_if(stopped)
        self._look_at_rounds(change)

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
        rows = self._rows(f"SELECT * FROM main.history h WHERE NOT {_PART_OF} ORDER BY seq DESC LIMIT {int(limit)}")
        return tuple(self._told(self._entry(row) for row in rows))

    def large_since(self, act: int) -> bool:
        """Whether an act after this one is so large that it has parts."""
        statement = f"SELECT 1 FROM main.history h WHERE seq > CAST(? AS INTEGER) AND {_PART_OF} LIMIT 1"
        return bool(self._rows(statement, (str(act),)))

    def acts_on(self, key: str) -> tuple[HistoryEntry, ...]:
        """The acts that touched a row with this id, or one that belongs to it, newest first."""
        statement = "SELECT * FROM main.history WHERE instr(edits, ?) > 0 ORDER BY seq DESC"
        acts = self._told(self._of_whole(self._entry(row)) for row in self._rows(statement, (key,)))
        return tuple(act for act in acts if any(key in edit.key.split(":") for edit in act.change.edits))

    def changes(self) -> Iterator[Change]:
        """Every change that counts, oldest first: undone ones and those that undid them too, but for merges that were
        taken back."""
        gone = TakenBack()
        for row in self._rows("SELECT id, label, kind, of, undone, edits FROM main.history ORDER BY seq"):
            if not gone.holds(dict(row)):
                yield self._change(row)

    def _of_whole(self, part: HistoryEntry) -> HistoryEntry:
        """A part of a large act with the name and the state of the whole."""
        found = self._rows("SELECT * FROM main.history WHERE id = ?", (part.of,)) if part.of else ()
        if not found or str(found[0]["kind"]) != part.kind:
            return part
        first = found[0]
        return replace(part, id=str(first["id"]), of=str(first["of"]), undone=first["undone"] > 0)

    def _told(self, acts: Iterable[HistoryEntry]) -> Iterator[HistoryEntry]:
        """The acts of this person without what is hidden, and those of others that tell of nothing hidden: what an act
        is called may name what it did."""
        if not self.veil:
            yield from acts
            return
        seen = {table: frozenset(str(r[0]) for r in self._rows(f"SELECT id FROM {table}")) for table in VEILED}
        statement = "SELECT item FROM main.blind_marks WHERE curator <> ?"
        marked = frozenset(str(row[0]) for row in self._rows(statement, (self.veil.me,)))
        for act in acts:
            kept = tuple(edit for edit in act.change.edits if not self.veil.hides_edit(edit, seen, marked))
            if len(kept) == len(act.change.edits) or act.curator == self.veil.me:
                yield replace(act, change=Change(act.change.label, kept))

    def _of_mine(self) -> str:
        """The condition under which an act is there to be undone: nobody takes back what they may not see."""
        return f" AND curator = '{self.veil.me}'" if self.veil else ""

    def _look_at_rounds(self, change: Change) -> None:
        if change.keys(TABLES[BlindRound]):
            self.renew_veil()

    def _entry(self, row: sqlite3.Row) -> HistoryEntry:
        at, curator, kind, of = (str(row[name]) for name in ("at", "curator", "kind", "of"))
        change = self._change(row)
        return HistoryEntry(row["seq"], str(row["id"]), at, curator, change.label, kind, of, row["undone"] > 0, change)

    def _turn(self, kind: str, curator: str) -> Change | None:
        with self._transaction():
            row = self._next(kind)
            if row is None:
                return None
            change = self._whole_act(row)
            change = change if kind == "redo" else change.inverse()
            change = self._writer.write(change, self.veil)
            self._db.execute("UPDATE main.history SET undone = ? WHERE seq = ?", (int(kind == "undo"), row["seq"]))
            self._remember(change, curator, kind, row["id"])
        self._look_at_rounds(change)
        return change

    def _change(self, row: sqlite3.Row, *, for_writing: bool = False) -> Change:
        """The change of a history row. Raises ProjectFileError when it is none; ``for_writing``, also when its rows
        are not of the shape of their tables."""
        try:
            change = change_of(row["label"], row["edits"], newer=self._newer())
            if for_writing and any(edit.table not in CLASSES for edit in change.edits):
                raise ProjectFileError(
                    f"“{change.label}” was done by a newer exoannotate, so it cannot be taken back or done again here.",
                    "Nothing was changed. Do it with the newer one.",
                )
            for edit in change.edits if for_writing else ():
                for side in (edit.before, edit.after):
                    if side is not None:
                        from_row(CLASSES[edit.table], side)
            return change
        except ValueError as error:
            raise opening.damaged(self.path, "its history is not whole") from error

    def _whole_act(self, row: sqlite3.Row) -> Change:
        """The change of an act with all its parts."""
        parts = self._rows("SELECT * FROM main.history WHERE kind = 'do' AND of = ? ORDER BY seq", (str(row["id"]),))
        told = [self._change(part, for_writing=True) for part in (row, *parts)]
        return Change(told[0].label, tuple(edit for change in told for edit in change.edits))

    def _next(self, kind: str) -> sqlite3.Row | None:
        undone, order = (0, "DESC") if kind == "undo" else (1, "ASC")
        found = self._rows(
            f"SELECT * FROM main.history WHERE kind = 'do' AND of = '' AND undone = {undone}{self._of_mine()} "
            f"ORDER BY seq {order} LIMIT 1"
        )
        return found[0] if found else None

    def _remember(self, change: Change, curator: str, kind: str, of: str) -> None:
        first, time = new_id(), now()
        for start in range(0, len(change.edits) or 1, PART):
            part = Change(change.label, change.edits[start : start + PART])
            key = new_id() if start else first
            self._db.execute(
                "INSERT INTO main.history (id, at, curator, label, kind, of, undone, edits) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                # A part counts with its first row; for itself it is nothing that could be undone or done again.
                (
                    key,
                    time,
                    curator,
                    storable(change.label),
                    kind,
                    first if start else of,
                    2 if start else 0,
                    edits_text(part),
                ),
            )

    def _refuse_doubles(self, change: Change) -> None:
        """One PDF is one document, also when two programs add it at the same moment."""
        statement = "SELECT 1 FROM documents WHERE sha256 = ?1 UNION ALL SELECT 1 FROM document_files WHERE sha256 = ?1"
        new = [edit.after for edit in change.edits if edit.table == "documents" and edit.before is None]
        if any(self._rows(statement, (str(row["sha256"]),)) for row in new if row is not None):
            raise StaleEditError(
                "This PDF was added to the project by another program at the same moment.", "Nothing was added twice."
            )

    def _refuse_if_gone(self) -> None:
        """Writing would go to a file that no longer has a name, and be lost with it."""
        if became := self.gone():
            raise ProjectFileError(
                f"“{self.path.name}” was {became} while it was open.",
                "This was not written. All that was saved before is safe while the window is open: File > Save a copy "
                "keeps it. Or put the file back where it was.",
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise ProjectFileError(
                f"“{self.path.name}” is open for reading only"
                + (f", because {self.why_read_only}." if self.why_read_only else "."),
                "Nothing was changed. Save a copy somewhere else to edit it.",
            )
        self._refuse_if_gone()
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._refuse_if_gone()  # while another program held it, which may have put a backup in its place
            yield
            self._db.execute("COMMIT")
        except sqlite3.IntegrityError as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            # Rows were checked one by one; what is left is what others made of them: a passage of a document that is
            # to go, a passage that went before a record was linked to it.
            hidden = ", perhaps something that is hidden while the round of blind coding is open" if self.veil else ""
            raise StaleEditError(
                f"This was not done: something else in the project depends on what it changes{hidden}.",
                "Nothing was changed. Look at the project again and repeat the edit if it is still wanted.",
            ) from error
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            with opening.writing(self.path):
                raise


def _place(path: Path) -> tuple[int, int] | None:
    """Which file a name stands for at present, None for no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
