"""A stranger's project file: what is taken from it, what is left out and how that is told, and what it may cost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.domain.errors import ExoError
from exoannotate.domain.ids import new_id
from exoannotate.store import foreign, guarding
from exoannotate.store.checks import check
from exoannotate.store.guarding import StoppedError
from exoannotate.workspace import merging
from exoannotate.workspace.session import Session
from tests.conftest import ROOT
from tests.unit.store.mutants import ENDLESS
from tests.unit.store.test_strange_files import spoil

MANY = "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT {0})"


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "von Björn.exo"))


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "mine.exo"))


def said(path: Path) -> str:
    before, files = path.read_bytes(), sorted(path.parent.iterdir())
    found = foreign.read(path, {})
    assert path.read_bytes() == before and sorted(path.parent.iterdir()) == files
    return "\n".join(found.refused)


def refusal(path: Path, **limits: float) -> str:
    before = path.read_bytes()
    with pytest.raises(ExoError) as told:
        foreign.read(path, limits=foreign.Limits(**limits))  # type: ignore[arg-type]
    assert path.read_bytes() == before
    assert path.name in told.value.message and told.value.hint
    return told.value.message


def test_a_whole_file_comes_in_whole(theirs: Path) -> None:
    found = foreign.read(theirs)
    assert not found.refused
    with Session.open(theirs) as session:
        counts = session.project.counts()
    assert {table: len(rows) for table, rows in found.rows.items() if rows} == {t: n for t, n in counts.items() if n}


@pytest.mark.parametrize("name", [f"format-1.{minor}.exo" for minor in range(6)])
def test_copies_of_older_formats_are_merged(mine: Path, name: str) -> None:
    with Session.open(mine, "Ann") as session:
        found = merging.preview(session, ROOT / "tests" / "files" / name)
        merging.merge(session, found)
    assert check(mine).ok


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE passages SET quote = CAST(x'6d69fffe' AS TEXT) WHERE _rowid_ = 2",
         "A highlight was left out: its quote is no readable text."),
        ("UPDATE passages SET quote = x'6d69' WHERE _rowid_ = 2",
         "A highlight was left out: its quote is of another kind than it should be."),
        ("UPDATE passages SET note = hex(zeroblob(600000)) WHERE _rowid_ = 2",
         "A highlight was left out: its note is too long."),
        ("UPDATE passages SET score = 9e999 WHERE _rowid_ = 2",
         "A highlight was left out: its score is of another kind than it should be."),
        ("UPDATE passages SET position = 7.5 WHERE _rowid_ = 2", "A highlight was left out: it is not whole."),
        ("UPDATE passages SET quads = '[[0,1,2,3,4,5,6,7,NaN]]' WHERE _rowid_ = 2",
         "A highlight was left out: it is not whole."),
        ("UPDATE record_fields SET \"values\" = '[1]' WHERE _rowid_ = 2", "A value was left out: it is not whole."),
        ("UPDATE record_fields SET id = 'x' WHERE _rowid_ = 2", "A value was left out: it is not whole."),
        ("UPDATE documents SET note = hex(zeroblob(4000000))", "A document was left out: it is not whole."),
        ("UPDATE history SET edits = '[[1]]' WHERE seq = 1", "An act of its history was left out: it is not whole."),
        ("DELETE FROM curators", "it points at something that is not there"),
        ("CREATE TRIGGER spy AFTER INSERT ON history BEGIN DELETE FROM passages; END",
         "A trigger “spy” is not of exoannotate and was passed over."),
        (f"CREATE VIEW trap AS {ENDLESS}", "A view “trap” is not of exoannotate and was passed over."),
        ("CREATE TABLE bomb (a, b AS (zeroblob(900000000)))", "A table “bomb” is not of exoannotate"),
        ("CREATE VIRTUAL TABLE words USING fts5(a)", "A table “words” is not of exoannotate"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told_and_the_rest_comes_in(
    theirs: Path, mine: Path, statement: str, sentence: str
) -> None:
    spoil(theirs, statement)
    assert sentence in said(theirs)
    with Session.open(mine, "Ann") as session:
        merging.merge(session, merging.preview(session, theirs))
    assert check(mine).ok


def test_a_newer_copy_comes_in_as_far_as_it_is_known(theirs: Path, mine: Path) -> None:
    spoil(
        theirs,
        "PRAGMA user_version = 1009",
        "ALTER TABLE passages ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
        "CREATE TABLE moods (id TEXT PRIMARY KEY)",
        "UPDATE passages SET note = 'newer', changed = '2999'",
    )
    assert said(theirs) == "A table “moods” is of a newer exoannotate and was passed over."
    with Session.open(mine, "Ann") as session:
        merging.merge(session, merging.preview(session, theirs, "theirs"))
        assert {passage.note for passage in session.project.passages()} == {"newer"}
    assert check(mine).ok


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (("DROP TABLE passages", f"CREATE VIEW passages AS {ENDLESS}"), "“passages” is a view and not a table"),
        (("DROP TABLE terms",), "the table “terms” is missing"),
        (("ALTER TABLE terms ADD COLUMN bomb AS (zeroblob(900000000))",), "“terms” is another than it should be"),
        (("DROP TABLE terms", "CREATE VIRTUAL TABLE terms USING fts5(id)"), "“terms” is not a plain table"),
        (("PRAGMA user_version = 1009", "ALTER TABLE terms ADD COLUMN b AS (zeroblob(9))"), "that are computed"),
        (("PRAGMA user_version = 2000",), "newer exoannotate"),
        (("PRAGMA application_id = 7",), "is not an exoannotate project"),
    ],
)  # fmt: skip
def test_what_is_no_project_is_refused_by_name(theirs: Path, statements: tuple[str, ...], sentence: str) -> None:
    spoil(theirs, *statements)
    assert sentence in refusal(theirs)


def test_time_text_and_memory_have_limits(theirs: Path) -> None:
    assert "more than 0 seconds" in refusal(theirs, seconds=0)
    assert "0 MB of text" in refusal(theirs, room=1_000)
    assert "more than 50 rows" in refusal(theirs, rows=50)
    assert "MB of memory" in refusal(theirs, memory=10 << 20)


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_log_or_journal_beside_it_is_not_read_and_told(theirs: Path, suffix: str) -> None:
    beside = theirs.with_name(theirs.name + suffix)
    beside.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(5_000))
    assert f"“{beside.name}” lies beside it and was not read" in said(theirs)
    assert beside.exists()


def test_a_half_written_file_with_its_log_is_read_as_it_was_sent(theirs: Path, tmp_path: Path) -> None:
    """What another program has not put into the file yet does not count, and is not lost either."""
    with closing(sqlite3.connect(theirs, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("UPDATE documents SET title = 'in the log'")
        sent = tmp_path / "sent.exo"
        shutil.copy(theirs, sent)
        shutil.copy(f"{theirs}-wal", f"{sent}-wal")
    found = foreign.read(sent)
    assert "in the log" not in {row["title"] for row in found.rows["documents"].values()}
    assert "sent.exo-wal" in found.refused[0]


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize("make", [_pipe, Path.mkdir, lambda path: None, lambda path: path.symlink_to(path)])
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "odd.exo"
    make(path)
    with pytest.raises(ExoError):
        foreign.read(path)


def test_paths_of_a_stranger_are_names_only(theirs: Path, mine: Path) -> None:
    with closing(sqlite3.connect(theirs)) as db, db:
        (document,) = db.execute("SELECT id FROM documents").fetchone()
        for path in ("../../etc/passwd", "/dev/zero", "\\\\host\\share\\a.pdf", "~/x.pdf", "C:\\a\\b.pdf"):
            db.execute("INSERT INTO document_files VALUES (?, ?, ?, ?)", (new_id(), document, "0" * 64, path))
    with Session.open(mine, "Ann") as session:
        merging.merge(session, merging.preview(session, theirs))
        kept = {file.path for file in session.project.files(document)}
    assert {"passwd", "zero", "a.pdf", "x.pdf", "b.pdf"} < kept
    assert not any(mark in path for path in kept for mark in ("..", "\\", "~", ":"))


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM records", "UPDATE passages SET quote = x'00'", "DELETE FROM passages", "DELETE FROM documents",
     "UPDATE records SET id = 'x' || _rowid_", "DELETE FROM record_passages WHERE _rowid_ = 1"],
)  # fmt: skip
def test_what_a_file_lost_is_not_taken_for_deleted(theirs: Path, mine: Path, statement: str) -> None:
    """Their history says they had it, but not that they deleted it: a damaged copy must cost nothing here."""
    spoil(theirs, statement)
    with Session.open(mine, "Ann") as session:
        before = session.project.counts()
        found = merging.preview(session, theirs)
        merging.merge(session, found)
        assert not any(found.plan.deleted.values()) and session.project.counts() == before


def test_pictures_and_pdfs_come_when_they_are_what_they_say(theirs: Path, mine: Path) -> None:
    import hashlib

    png = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + bytes(9)
    bomb = png[:16] + b"\0\1\0\0\0\1\0\0" + png[24:]
    keys = [hashlib.sha256(data).hexdigest() for data in (png, bomb)]
    with closing(sqlite3.connect(theirs)) as db, db:
        db.execute("UPDATE passages SET picture = '', note = 'x', changed = '2999'")
        spots = [row[0] for row in db.execute("SELECT id FROM passages ORDER BY id LIMIT 3")]
        for spot, key in zip(spots, (*keys, "f" * 64), strict=True):
            db.execute("UPDATE passages SET picture = ?, quote = '', raw = '' WHERE id = ?", (key, spot))
        db.executemany("INSERT INTO pictures VALUES (?, ?)", [*zip(keys, (png, bomb), strict=True), ("f" * 64, png)])
        (sha,) = db.execute("SELECT sha256 FROM documents").fetchone()
        db.execute("DELETE FROM embedded_pdfs")
        db.execute("INSERT INTO embedded_pdfs VALUES (?, ?)", (sha, b"%PDF-1.4 another"))
    found = foreign.read(theirs)
    assert set(found.pictures) == {keys[0]}
    assert "Pictures of areas that are missing or damaged: 2." in found.refused
    assert [data for _, _, data in foreign.fetch(theirs, {"pictures": frozenset(keys[:1])})] == [png]
    with pytest.raises(ExoError, match="changed while it was read, or is damaged"):
        list(foreign.fetch(theirs, {"embedded_pdfs": frozenset({sha})}))


def test_stopping_answers_at_once(theirs: Path) -> None:
    spoil(theirs, MANY.format(60_000) + " INSERT INTO tombstones SELECT x, 'a', 'b', 'c' FROM c")
    asked: list[float] = []

    def stopped() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 6  # while rows are coming

    with pytest.raises(StoppedError):
        foreign.read(theirs, stopped=stopped)
    assert time.monotonic() - asked[-1] < 1  # 0.1 on a quiet machine


def test_a_guard_that_dies_is_told(theirs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = guarding._start

    def killed():  # type: ignore[no-untyped-def]
        guard = start()
        guard.kill()
        return guard

    monkeypatch.setattr(guarding, "_start", killed)
    assert "more than can be looked at" in refusal(theirs)
