"""How a project file came to be what it is: numbered steps, never edited after release.

``FORMAT`` is kept in ``PRAGMA user_version`` as major * 1000 + minor: a newer minor opens, a newer major is
refused. Evidence fields need no step of their own: what a record says is one row per field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exoannotate.domain.ids import new_id
from exoannotate.domain.records import MEANINGS

if TYPE_CHECKING:
    from sqlite_utils import Database

FORMAT = 1005
APPLICATION_ID = 0x45584F41  # "EXOA"

_TABLES_1 = (
    """CREATE TABLE project (
        id TEXT PRIMARY KEY, value TEXT NOT NULL)""",
    """CREATE TABLE curators (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, orcid TEXT NOT NULL DEFAULT '')""",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL, title TEXT NOT NULL,
        authors TEXT NOT NULL, year INTEGER, journal TEXT NOT NULL, doi TEXT NOT NULL, pmid TEXT NOT NULL,
        pages INTEGER NOT NULL CHECK (pages >= 0), first_page_label TEXT NOT NULL,
        reading TEXT NOT NULL CHECK (reading IN ('to read', 'under way', 'done')),
        tags TEXT NOT NULL, note TEXT NOT NULL, added TEXT NOT NULL, changed TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED)""",
    """CREATE TABLE document_files (
        id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
        sha256 TEXT NOT NULL, path TEXT NOT NULL)""",
    """CREATE TABLE embedded_pdfs (
        id TEXT PRIMARY KEY, bytes BLOB NOT NULL)""",
    """CREATE TABLE meanings (
        id TEXT PRIMARY KEY, ordinal INTEGER NOT NULL, letter TEXT NOT NULL, name TEXT NOT NULL,
        colour TEXT NOT NULL, pattern TEXT NOT NULL)""",
    """CREATE TABLE passages (
        id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
        quote TEXT NOT NULL, raw TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
        position REAL NOT NULL CHECK (position BETWEEN 0 AND 1), page_index INTEGER NOT NULL CHECK (page_index >= 0),
        page_label TEXT NOT NULL, quads TEXT NOT NULL CHECK (quads LIKE '[%]'),
        file_sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL, extractor TEXT NOT NULL,
        meaning TEXT NOT NULL REFERENCES meanings (id) DEFERRABLE INITIALLY DEFERRED, note TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('exact', 'moved', 'fuzzy', 'ambiguous', 'not found')),
        score REAL NOT NULL CHECK (score BETWEEN 0 AND 1), created TEXT NOT NULL, changed TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED)""",
    """CREATE TABLE records (
        id TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('draft', 'complete', 'accepted', 'rejected')),
        role TEXT NOT NULL, assertion TEXT NOT NULL, agent TEXT NOT NULL,
        review TEXT NOT NULL CHECK (review IN ('', 'accepted', 'rejected')), reviewer TEXT NOT NULL,
        reviewed TEXT NOT NULL, created TEXT NOT NULL, changed TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED)""",
    """CREATE TABLE record_fields (
        id TEXT PRIMARY KEY, record TEXT NOT NULL REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
        field TEXT NOT NULL, text TEXT NOT NULL, "values" TEXT NOT NULL CHECK ("values" LIKE '[%]'),
        reason TEXT NOT NULL CHECK (reason IN ('', 'not reported', 'not applicable', 'unclear', 'not yet looked')),
        origin TEXT NOT NULL, changed TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (record, field))""",
    """CREATE TABLE record_passages (
        id TEXT PRIMARY KEY, record TEXT NOT NULL REFERENCES records (id) DEFERRABLE INITIALLY DEFERRED,
        passage TEXT NOT NULL REFERENCES passages (id) DEFERRABLE INITIALLY DEFERRED,
        ordinal INTEGER NOT NULL, created TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED, UNIQUE (record, passage))""",
    """CREATE TABLE studies (
        id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents (id) DEFERRABLE INITIALLY DEFERRED,
        text TEXT NOT NULL, number TEXT NOT NULL, authors TEXT NOT NULL, year INTEGER, title TEXT NOT NULL,
        journal TEXT NOT NULL, doi TEXT NOT NULL, pmid TEXT NOT NULL, retracted INTEGER NOT NULL)""",
    """CREATE TABLE terms (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, identifier TEXT NOT NULL, source TEXT NOT NULL,
        synonyms TEXT NOT NULL, note TEXT NOT NULL)""",
    """CREATE TABLE project_fields (
        id TEXT PRIMARY KEY, label TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice', 'yes/no')),
        choices TEXT NOT NULL, ordinal INTEGER NOT NULL)""",
    """CREATE TABLE tombstones (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, deleted TEXT NOT NULL,
        curator TEXT NOT NULL REFERENCES curators (id) DEFERRABLE INITIALLY DEFERRED)""",
    """CREATE TABLE history (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, curator TEXT NOT NULL,
        label TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')), of TEXT NOT NULL,
        undone INTEGER NOT NULL CHECK (undone IN (0, 1, 2)), edits TEXT NOT NULL CHECK (edits LIKE '[%]'))""",
    "CREATE INDEX passages_of_document ON passages (document)",
    "CREATE INDEX records_of_passage ON record_passages (passage)",
    "CREATE INDEX files_of_document ON document_files (document)",
    "CREATE INDEX documents_by_hash ON documents (sha256)",
    "CREATE INDEX history_to_undo ON history (kind, undone, seq)",
)

_PICTURE = "picture TEXT NOT NULL DEFAULT ''"
_TABLES_2 = ("CREATE TABLE pictures (id TEXT PRIMARY KEY, png BLOB NOT NULL)",)

_TABLES_3 = (
    """CREATE TABLE collections (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, ordinal INTEGER NOT NULL)""",
    """CREATE TABLE document_collections (
        id TEXT PRIMARY KEY, document TEXT NOT NULL, collection TEXT NOT NULL, UNIQUE (document, collection))""",
    """CREATE TABLE layouts (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('query', 'layout')),
        body TEXT NOT NULL CHECK (body LIKE '{%}'), ordinal INTEGER NOT NULL)""",
)
_COLUMNS_3 = {
    "documents": ("queue REAL NOT NULL DEFAULT 0",),
    "project_fields": ("name TEXT NOT NULL DEFAULT ''", "help TEXT NOT NULL DEFAULT ''"),
}
_TABLES_4 = (
    """CREATE TABLE candidate_decisions (
        id TEXT PRIMARY KEY, document TEXT NOT NULL, sentence TEXT NOT NULL,
        decision TEXT NOT NULL CHECK (decision IN ('taken', 'rejected', 'not exosomal', 'marker only', 'later')),
        candidates INTEGER NOT NULL, covered INTEGER NOT NULL, changed TEXT NOT NULL, curator TEXT NOT NULL)""",
)
_COLUMNS_5 = {
    "documents": (
        "volume TEXT NOT NULL DEFAULT ''",
        "issue TEXT NOT NULL DEFAULT ''",
        "page_range TEXT NOT NULL DEFAULT ''",
        "retracted INTEGER NOT NULL DEFAULT 0",
        "csl TEXT NOT NULL DEFAULT ''",
    ),
    "studies": (
        "volume TEXT NOT NULL DEFAULT ''",
        "issue TEXT NOT NULL DEFAULT ''",
        "page_range TEXT NOT NULL DEFAULT ''",
        "csl TEXT NOT NULL DEFAULT ''",
    ),
}
_TABLES_OF_ROUNDS = (
    """CREATE TABLE blind_rounds (
        id TEXT PRIMARY KEY, curators TEXT NOT NULL, documents TEXT NOT NULL, opened TEXT NOT NULL,
        curator TEXT NOT NULL, closed TEXT NOT NULL, closer TEXT NOT NULL)""",
    """CREATE TABLE blind_done (
        id TEXT PRIMARY KEY, round TEXT NOT NULL, curator TEXT NOT NULL, "at" TEXT NOT NULL)""",
    """CREATE TABLE blind_marks (
        id TEXT PRIMARY KEY, round TEXT NOT NULL, curator TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL)""",
    """CREATE TABLE double_coded (
        id TEXT PRIMARY KEY, record TEXT NOT NULL, consensus TEXT NOT NULL, created TEXT NOT NULL,
        curator TEXT NOT NULL)""",
)


def _named(statements: tuple[str, ...], kind: str = "TABLE") -> dict[str, str]:
    return {s.split()[2]: s for s in statements if s.startswith(f"CREATE {kind}")}


def _grown(tables: dict[str, str], table: str, *added: str) -> dict[str, str]:
    """The definitions with columns added to one: SQLite appends a new column to the text of the definition."""
    return tables | {table: f"{tables[table][:-1]}, {', '.join(added)})"}


_TABLES_AT_1000 = _named(_TABLES_1)
_TABLES_AT_1001 = _grown(_TABLES_AT_1000 | _named(_TABLES_2), "passages", _PICTURE)
_TABLES_AT_1002 = _TABLES_AT_1001 | _named(_TABLES_3)
for _table, _added in _COLUMNS_3.items():
    _TABLES_AT_1002 = _grown(_TABLES_AT_1002, _table, *_added)
_TABLES_AT_1003 = _TABLES_AT_1002 | _named(_TABLES_4)
_TABLES_AT_1004 = _TABLES_AT_1003
for _table, _added in _COLUMNS_5.items():
    _TABLES_AT_1004 = _grown(_TABLES_AT_1004, _table, *_added)

TABLES: dict[str, str] = _TABLES_AT_1004 | _named(_TABLES_OF_ROUNDS)
"""Name and definition of every table of the present format; a step that alters one says here what it becomes."""
INDEXES: dict[str, str] = _named(_TABLES_1, "INDEX")
"""Likewise of every index."""
LATER_COLUMNS: dict[str, dict[str, str | float]] = {
    "passages": {"picture": ""},
    "documents": {"queue": 0.0, "volume": "", "issue": "", "page_range": "", "retracted": 0, "csl": ""},
    "studies": {"volume": "", "issue": "", "page_range": "", "csl": ""},
    "project_fields": {"name": "", "help": ""},
}
"""By table, the columns that came after the first format and what they hold in rows written before."""


def tables_at(version: int) -> dict[str, str]:
    """Name and definition of every table of a file of this format version."""
    known = {
        1000: _TABLES_AT_1000,
        1001: _TABLES_AT_1001,
        1002: _TABLES_AT_1002,
        1003: _TABLES_AT_1003,
        1004: _TABLES_AT_1004,
    }
    return known.get(max(version, 1000), TABLES)


def migrate(path: str) -> None:
    """Bring the file at ``path`` (a new, empty or older one) to the present format, each step in a transaction.

    Imports sqlite_utils (and with it pandas) only here: opening a file of the present format never does.
    """
    import sqlite3

    from sqlite_utils import Database, Migrations

    steps = Migrations("exoannotate")

    @steps()
    def m0001_first_format(db: Database) -> None:
        for statement in _TABLES_1:
            db.execute(statement)
        db.execute("INSERT INTO project (id, value) VALUES ('id', ?)", (new_id(),))
        db.conn.executemany(
            "INSERT INTO meanings (id, ordinal, letter, name, colour, pattern) VALUES (?, ?, ?, ?, ?, ?)",
            [(m.id, m.ordinal, m.letter, m.name, m.colour, m.pattern) for m in MEANINGS],
        )
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1000")

    # 1.1, 2026-11: areas of figures and tables with their picture. A passage names its picture by the hash of its
    # bytes, which stand once, so that the history of an area that is moved, deleted and brought back holds no bytes.
    # No foreign key: a program of format 1.0 edits passages and does not know pictures.
    @steps()
    def m0002_pictures_of_areas(db: Database) -> None:
        for statement in _TABLES_2:
            db.execute(statement)
        db.execute(f"ALTER TABLE passages ADD COLUMN {_PICTURE}")
        db.execute("PRAGMA user_version = 1001")

    # 1.2, 2026-11: collections of documents, a reading queue, saved queries and layouts, own fields with a name for
    # their column. No foreign keys, for the same reason: a program of format 1.1 takes documents out and does not know
    # that they are in a collection. A membership whose document or collection is gone is passed over.
    @steps()
    def m0003_collections_layouts_own_fields(db: Database) -> None:
        for statement in _TABLES_3:
            db.execute(statement)
        for table, added in _COLUMNS_3.items():
            for column in added:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        db.execute("PRAGMA user_version = 1002")

    # 1.3, 2026-11: what was decided on the candidates of a document. No foreign keys, as in 1.2: a decision whose
    # document is gone is passed over.
    @steps()
    def m0004_decisions_on_candidates(db: Database) -> None:
        for statement in _TABLES_4:
            db.execute(statement)
        db.execute("PRAGMA user_version = 1003")

    # 1.4, 2026-11: volume, issue and pages of papers and studies, papers that were retracted, and what else a reference
    # file says of them: one column of JSON, for a column each would hardly ever be filled or read.
    @steps()
    def m0005_what_reference_files_say(db: Database) -> None:
        for table, added in _COLUMNS_5.items():
            for column in added:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
        db.execute("PRAGMA user_version = 1004")

    # 1.5, 2026-11: rounds of blind coding, and which records went into one of consensus. New tables only and no foreign
    # keys: a program of format 1.4 edits the file, hides nothing, and does no harm.
    @steps()
    def m0006_rounds_of_blind_coding(db: Database) -> None:
        for statement in _TABLES_OF_ROUNDS:
            db.execute(statement)
        db.execute("PRAGMA user_version = 1005")

    connection = sqlite3.connect(path, timeout=5.0)
    try:
        connection.execute("PRAGMA synchronous = FULL")
        steps.apply(Database(connection))
    finally:
        connection.close()
