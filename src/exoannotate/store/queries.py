"""Named reads of a project file: each is one SQL statement and returns domain values."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from exoannotate.domain import own_fields
from exoannotate.domain.blind import BlindDone, BlindRound, DoubleCoded
from exoannotate.domain.change import Row
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.evidence import INDEX, Columns, EvidenceRow
from exoannotate.domain.naming import NamedValue
from exoannotate.domain.own_fields import OwnField
from exoannotate.domain.progress import Progress
from exoannotate.domain.records import (
    CandidateDecision,
    Collection,
    CollectionMember,
    Curator,
    Document,
    DocumentFile,
    FieldEntry,
    Layout,
    Link,
    Meaning,
    Passage,
    ProjectField,
    Record,
    Study,
    Term,
    Tombstone,
)
from exoannotate.store import opening, whole_table
from exoannotate.store.migrations import FORMAT, LATER_COLUMNS, tables_at
from exoannotate.store.rows import TABLES, Pool, change_of, from_rows, storable
from exoannotate.store.veil import HIDDEN_ON
from exoannotate.store.views import DOUBLE, evidence_long

T = TypeVar("T")

_RECORD = INDEX["record_id"]


class Queries:
    """The reads of an open project. ``Project`` adds the writes."""

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self._db = db
        self.path = path

    def _rows(self, statement: str, given: Sequence[str] = ()) -> list[sqlite3.Row]:
        """The rows of a statement. Raises ProjectFileError when the file is locked or damaged."""
        try:
            return self._db.execute(statement, [storable(text) for text in given]).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise opening.unreadable(self.path, error) from error

    def _all(self, of: type[T], where: str = "", given: Sequence[str] = (), order: str = "id") -> tuple[T, ...]:
        if not self._has(TABLES[of]):
            return ()
        rows = self._rows(f"SELECT * FROM {TABLES[of]} {where} ORDER BY {order}", given)
        try:
            return tuple(from_rows(of, list(map(dict, rows))))
        except ValueError as error:
            raise opening.damaged(self.path, f"a row of {TABLES[of]} has another shape than it should") from error

    def _has(self, table: str) -> bool:
        """Whether the file is of a format that has this table: an older one that is only read is not migrated."""
        return table in tables_at(self._version())

    def _version(self) -> int:
        return int(self._rows("PRAGMA user_version")[0][0])

    def _newer(self) -> bool:
        """Whether a newer program wrote the file."""
        return self._version() > FORMAT

    def raw_rows(self, of: type[Any]) -> Sequence[Row]:
        """Everything of a class as it stands in the file; columns that came later as they would be."""
        if not self._has(TABLES[of]):
            return []
        later, pool = LATER_COLUMNS.get(TABLES[of], {}), Pool()
        rows = self._rows(f"SELECT * FROM main.{TABLES[of]} ORDER BY id")
        known = pool.rows(rows[0].keys() if rows else (), list(map(tuple, rows)))
        return [later | row for row in known] if later else known

    def broken_history(self) -> bool:
        """Whether an act of the history cannot be read."""
        try:
            for row in self._rows("SELECT edits, label FROM main.history"):
                change_of(row["label"], row["edits"], newer=self._newer())
        except ValueError:
            return True
        return False

    def _one(self, of: type[T], key: str, what: str) -> T:
        found = self._all(of, "WHERE id = ?", (key,))
        if not found:
            raise NotFoundError(f"There is no {what} “{key}” in this project.", "Nothing was changed.")
        return found[0]

    def project_id(self) -> str:
        found = self._rows("SELECT value FROM project WHERE id = 'id'")
        if not found:
            raise opening.damaged(self.path, "it does not say which project it is")
        return str(found[0][0])

    def format_version(self) -> str:
        """The file format as "major.minor"."""
        version = self._version()
        return f"{version // 1000}.{version % 1000}"

    def tables_and_views(self) -> tuple[str, ...]:
        """The names of all tables and views of the file."""
        statement = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        return tuple(str(row[0]) for row in self._rows(statement))

    def counts(self) -> dict[str, int]:
        """How many rows each table of content has."""
        return {t: self._rows(f"SELECT count(*) FROM {t}")[0][0] for t in TABLES.values() if self._has(t)}

    def curators(self) -> tuple[Curator, ...]:
        return self._all(Curator, order="name, id")

    def meanings(self) -> tuple[Meaning, ...]:
        return self._all(Meaning, order="ordinal, id")

    def documents(self) -> tuple[Document, ...]:
        """All documents in the order of the reading queue."""
        return tuple(sorted(self._all(Document, order="added, id"), key=lambda d: d.queue))

    def progress(self) -> dict[str, Progress]:
        """How far the work on each document is that has a passage."""
        single = f" AND l.record NOT IN ({DOUBLE})" if self._has("double_coded") else ""
        statement = (
            "SELECT p.document, count(DISTINCT p.id), count(DISTINCT l.record), "
            "count(DISTINCT CASE WHEN r.status <> 'draft' THEN r.id END) FROM passages p "
            f"LEFT JOIN record_passages l ON l.passage = p.id{single} "
            "LEFT JOIN records r ON r.id = l.record GROUP BY p.document"
        )
        return {str(row[0]): Progress(*(int(cell) for cell in tuple(row)[1:])) for row in self._rows(statement)}

    def end_of_queue(self) -> float:
        """The place of the last document in the reading queue, 0 where there is none."""
        return float(self._rows("SELECT COALESCE(max(queue), 0) FROM documents")[0][0])

    def document(self, key: str) -> Document:
        """Raises NotFoundError."""
        return self._one(Document, key, "document")

    def document_by_hash(self, sha256: str) -> Document | None:
        """The document whose file, or one of whose copies, has this hash."""
        where = "WHERE sha256 = ?1 OR id IN (SELECT document FROM document_files WHERE sha256 = ?1)"
        found = self._all(Document, where, (sha256,))
        return found[0] if found else None

    def files(self, document: str) -> tuple[DocumentFile, ...]:
        return self._all(DocumentFile, "WHERE document = ?", (document,))

    def embedded(self, sha256: str) -> bytes | None:
        """The bytes of a PDF kept inside the project, or None."""
        rows = self._rows("SELECT bytes FROM embedded_pdfs WHERE id = ?", (sha256,))
        return rows[0][0] if rows and isinstance(rows[0][0], bytes) else None

    def embedded_sizes(self) -> dict[str, int]:
        """The PDFs kept inside the project, by hash, with their bytes."""
        return {str(row[0]): int(row[1]) for row in self._rows("SELECT id, length(bytes) FROM embedded_pdfs")}

    def picture(self, sha256: str) -> bytes | None:
        """The PNG of an area by its hash; None when it is not there or not what it should be."""
        if not sha256 or not self._has("pictures"):
            return None
        rows = self._rows("SELECT png FROM pictures WHERE id = ?", (sha256,))
        found = rows[0][0] if rows else None
        return found if isinstance(found, bytes) and hashlib.sha256(found).hexdigest() == sha256 else None

    def passages(self, document: str | None = None) -> tuple[Passage, ...]:
        """All passages, or those of one document, in reading order."""
        where, given = ("WHERE document = ?", (document,)) if document is not None else ("", ())
        return self._all(Passage, where, given, order="document, position, id")

    def passage(self, key: str) -> Passage:
        """Raises NotFoundError."""
        return self._one(Passage, key, "passage")

    def records(self) -> tuple[Record, ...]:
        return self._all(Record, order="created, id")

    def record(self, key: str) -> Record:
        """Raises NotFoundError."""
        return self._one(Record, key, "record")

    def entries(self, record: str) -> dict[str, FieldEntry]:
        """What a record says, by field name."""
        return {e.field: e for e in self._all(FieldEntry, "WHERE record = ?", (record,))}

    def all_entries(self) -> tuple[FieldEntry, ...]:
        return self._all(FieldEntry, order="record, field")

    def links(self, record: str | None = None, passage: str | None = None) -> tuple[Link, ...]:
        """All links, or those of one record or of one passage, in order."""
        if record is not None:
            return self._all(Link, "WHERE record = ?", (record,), order="ordinal, created, id")
        if passage is not None:
            return self._all(Link, "WHERE passage = ?", (passage,), order="ordinal, created, id")
        return self._all(Link, order="record, ordinal, created, id")

    def passages_by_record(self) -> dict[str, tuple[str, ...]]:
        """The ids of the passages of each record that has any, in order."""
        each = groupby(self.links(), lambda link: link.record)
        return {record: tuple(link.passage for link in links) for record, links in each}

    def record_passages(self, record: str) -> tuple[Passage, ...]:
        """The passages of a record, in order."""
        return tuple(self.passage(link.passage) for link in self.links(record=record))

    def records_of_passage(self, passage: str) -> tuple[str, ...]:
        """The ids of the records a passage is linked to."""
        return tuple(link.record for link in self.links(passage=passage))

    def records_citing(self, document: str, study: str) -> tuple[str, ...]:
        """The ids of the records that quote a document and name just this primary study."""
        statement = (
            "SELECT DISTINCT l.record FROM passages p JOIN record_passages l ON l.passage = p.id "
            "JOIN record_fields f ON f.record = l.record AND f.field = 'primary_study' "
            "WHERE p.document = ? AND f.text = ?"
        )
        return tuple(str(row[0]) for row in self._rows(statement, (document, study)))

    def studies(self, document: str | None = None) -> tuple[Study, ...]:
        where, given = ("WHERE document = ?", (document,)) if document is not None else ("", ())
        return self._all(Study, where, given)

    def terms(self) -> tuple[Term, ...]:
        return self._all(Term)

    def last_act(self) -> int:
        """The number of the last act of the history: while it stays, nothing has changed."""
        return int(self._rows("SELECT coalesce(max(seq), 0) FROM main.history")[0][0])

    def touched_since(self, act: int, table: str) -> bool:
        """Whether an act after this one may have changed a table; it is told yes for one that only names it."""
        statement = "SELECT 1 FROM main.history WHERE seq > CAST(? AS INTEGER) AND instr(edits, ?) > 0 LIMIT 1"
        return bool(self._rows(statement, (str(act), f'["{table}",')))

    def project_fields(self) -> tuple[ProjectField, ...]:
        return self._all(ProjectField, order="ordinal, id")

    def own_fields(self) -> tuple[OwnField, ...]:
        """The project's own fields, those of them that can be used."""
        return own_fields.of_project(self.project_fields())

    def columns(self) -> Columns:
        """The columns of the project's evidence table."""
        return Columns(self.own_fields())

    def collections(self) -> tuple[Collection, ...]:
        return self._all(Collection, order="ordinal, name, id")

    def members(self) -> tuple[CollectionMember, ...]:
        """Which documents are in which collections, without what points at nothing."""
        where = (
            "WHERE document IN (SELECT id FROM documents) AND collection IN (SELECT id FROM collections) "
            "AND id = document || ':' || collection"
        )
        return self._all(CollectionMember, where)

    def layouts(self) -> tuple[Layout, ...]:
        """Saved queries and layouts."""
        return self._all(Layout, order="ordinal, name, id")

    def candidate_decisions(self, document: str = "") -> tuple[CandidateDecision, ...]:
        """What was decided on the candidates of a document, or of all, without what points at nothing."""
        where = "WHERE document IN (SELECT id FROM documents) AND id = document || ':' || sentence"
        of = (" AND document = ?", (document,)) if document else ("", ())
        return self._all(CandidateDecision, where + of[0], of[1], order="changed, id")

    def rounds(self) -> tuple[BlindRound, ...]:
        """The rounds of blind coding, the first one first."""
        return self._all(BlindRound, order="opened, id")

    def hides_on(self, document: str) -> bool:
        """Whether an open round of blind coding hides something that others made or noted on a document."""
        return bool(self._rows(HIDDEN_ON, (document,)))

    def hides_resting_on(self, passage: str) -> bool:
        """Whether a record that an open round of blind coding hides rests on a passage."""
        hidden = "SELECT 1 FROM main.record_passages WHERE passage = ? AND id NOT IN (SELECT id FROM record_passages)"
        return bool(self._rows(hidden, (passage,)))

    def finished(self, round_id: str) -> tuple[BlindDone, ...]:
        """Who has finished a round."""
        return self._all(BlindDone, "WHERE round = ?", (round_id,), order='"at", id')

    def double_coded(self) -> tuple[DoubleCoded, ...]:
        """Which records went into a record of consensus that is there."""
        return self._all(DoubleCoded, "WHERE consensus IN (SELECT id FROM records)")

    def went_into(self, consensus: str) -> tuple[str, ...]:
        """The records that went into one of consensus, be it there or not."""
        found = self._all(DoubleCoded, "WHERE consensus = ?", (consensus,))
        return tuple(one.record for one in found)

    def entries_of(self, field: str) -> tuple[FieldEntry, ...]:
        """What all records say in one field."""
        return self._all(FieldEntry, "WHERE field = ?", (field,), order="record")

    def tombstones(self) -> tuple[Tombstone, ...]:
        return self._all(Tombstone)

    def used_texts(self, field: str) -> tuple[str, ...]:
        """The values the project already uses in a field, most used first."""
        statement = (
            "SELECT json_extract(v.value, '$.text') AS t FROM record_fields f, json_each(f.\"values\") v "
            "WHERE f.field = ? GROUP BY t ORDER BY count(*) DESC, max(f.changed) DESC, t"
        )
        return tuple(str(row[0]) for row in self._rows(statement, (field,)))

    def named_values(self, fields: Sequence[str]) -> tuple[NamedValue, ...]:
        """The different values of some fields, with the records of those that have no identifier."""
        told = [f"json_extract(v.value, '$.{name}')" for name in ("text", "name", "identifier", "source")]
        records = f"CASE WHEN {told[2]} IS NULL THEN group_concat(DISTINCT f.record) END"
        statement = (
            f'SELECT f.field, {", ".join(told)}, {records} FROM record_fields f, json_each(f."values") v '
            f"WHERE f.field IN ({', '.join('?' * len(fields))}) GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2"
        )
        found = []
        for row in self._rows(statement, fields):
            field, text, name, identifier, source, held = (str(cell or "") for cell in row)
            found.append(NamedValue(field, text, name, identifier, source, tuple(held.split(",")) if held else ()))
        return tuple(found)

    def evidence_rows(self, records: Sequence[str] | None = None) -> tuple[EvidenceRow, ...]:
        """The evidence table in its long form, all of it or some records, oldest record first; records that check
        another one are left out, and those that went into a record of consensus.

        The cells stand in the order of ``columns()``.
        """
        if records is None:
            try:
                return whole_table.read(self._db, self.columns(), rounds=self._has("double_coded"))
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                raise opening.unreadable(self.path, error) from error
        statement = evidence_long(self.own_fields(), some=True)
        statement += " AND r.agent NOT LIKE 'verification %'"
        statement += f" AND r.id NOT IN ({DOUBLE})" if self._has("double_coded") else ""
        statement += "\nORDER BY r.created, r.id"
        rows = self._rows(statement, (json.dumps(list(records)),))
        return tuple(EvidenceRow(str(r[_RECORD]), tuple(str(c) for c in tuple(r))) for r in rows)

    def evidence_in_steps(self, size: int = 2_000) -> Iterator[tuple[EvidenceRow, ...]]:
        """The same rows, so many at a time, for tables that are too large to be held; others may write between two
        steps, which ``state`` tells."""
        if self._veiled:  # a view has no numbers of rows to go by
            rows = self.evidence_rows()
            yield from (rows[start : start + size] for start in range(0, len(rows), size))
            return
        rounds = self._has("double_coded")
        try:
            yield from whole_table.read_in_steps(self._db, self.columns(), size, rounds=rounds)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise opening.unreadable(self.path, error) from error

    def linked_passages_in_steps(self, size: int = 2_000) -> Iterator[tuple[tuple[Passage, ...], dict[str, str]]]:
        """The passages that records of the evidence table rest on, so many at a time, in reading order, and the ids of
        these records by passage, parted by "; "."""
        meant = self._meant()
        key = "id" if self._veiled else "rowid"
        linked = f"SELECT passage FROM record_passages WHERE record IN ({meant})"
        ordered = f"SELECT {key} FROM passages WHERE id IN ({linked}) ORDER BY document, position, id"
        found = (row[0] for row in self._rows(ordered))
        wanted = list(found) if self._veiled else array("q", found)
        of_some = f"{key} IN (SELECT value FROM json_each(?1))"
        records = (
            "SELECT passage, group_concat(record, '; ') FROM (SELECT passage, record FROM record_passages "
            f"WHERE passage IN (SELECT id FROM passages WHERE {of_some}) AND record IN ({meant}) "
            "ORDER BY passage, record) GROUP BY passage"
        )
        for start in range(0, len(wanted), size):
            some = (json.dumps(list(wanted[start : start + size])),)
            told = {str(row[0]): str(row[1]) for row in self._rows(records, some)}
            yield self._all(Passage, f"WHERE {of_some}", some, order="document, position, id"), told

    def quoted_documents(self) -> frozenset[str]:
        """The documents that records of the evidence table quote."""
        statement = (
            "SELECT DISTINCT document FROM passages WHERE id IN (SELECT passage FROM record_passages WHERE record IN "
            f"({self._meant()}))"
        )
        return frozenset(str(row[0]) for row in self._rows(statement))

    def _meant(self) -> str:
        return f"SELECT id FROM records WHERE {whole_table.meant(rounds=self._has('double_coded'))}"

    @property
    def _veiled(self) -> bool:
        """Whether an open round of blind coding hides something."""
        return False

    def state(self) -> int:
        """A number that another connection's writing changes."""
        return int(self._rows("PRAGMA data_version")[0][0])
