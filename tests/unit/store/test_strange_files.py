"""Project files that came from a stranger, a crash, a newer program or an older copy: a sentence or a whole answer."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError, NotFoundError, ProjectFileError, StaleEditError
from exoannotate.store import opening
from exoannotate.store.checks import check, digest
from exoannotate.store.migrations import INDEXES, TABLES
from exoannotate.store.project import Project
from exoannotate.store.rows import insert, update
from exoannotate.workspace import records, searching, tables
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage
from tests.unit.store.test_digest_and_check import work


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.exo"
    work(path)
    return path


def spoil(path: Path, *statements: str) -> None:
    """What another program may do to a file."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.create_function("hide", 0, lambda: None)
    for statement in statements:
        db.execute(statement)
    db.close()


def look(session: Session) -> None:
    """Everything that reads."""
    project = session.project
    for read in (project.documents, project.passages, project.records, project.all_entries, project.links):
        read()
    project.studies(), project.curators(), project.meanings(), project.counts(), project.project_id()
    project.history(), project.used_texts("cargo"), project.undo_label(), project.redo_label()
    tables.evidence(session)
    list(searching.find(session, None, "mir"))


def test_a_new_file_is_what_the_tables_say(study: Path) -> None:
    db = sqlite3.connect(study)
    made = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql > '' AND type IN ('table', 'index')"))
    db.close()
    assert {name: made[name] for name in (*TABLES, *INDEXES)} == TABLES | INDEXES


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE passages SET quads = '[[0]]'",
        "UPDATE passages SET quads = '[1]'",
        "UPDATE passages SET quads = '{}'",
        "UPDATE passages SET quads = '[[0,1,2,3,4,5,6,7,NaN]]'",
        "UPDATE passages SET quads = '[[1e999,1,2,3,4,5,6,7,8]]'",
        "UPDATE passages SET quads = x'ff00'",
        "UPDATE passages SET position = 'half way'",
        "UPDATE passages SET state = 'somewhere'",
        "UPDATE passages SET quote = CAST(x'6d69fffe' AS TEXT)",
        "UPDATE passages SET quote = x'6d6972'",
        "UPDATE documents SET year = 'MMXX'",
        "UPDATE documents SET title = x'5a'",
        "UPDATE records SET status = 'gone'",
        "UPDATE record_fields SET \"values\" = '[1]'",
        'UPDATE record_fields SET "values" = \'[{"text": 5}]\'',
        'UPDATE record_fields SET "values" = \'{"text": "a"}\'',
        "UPDATE record_fields SET \"values\" = '[nothing]'",
        'UPDATE record_fields SET "values" = \'[{"text": "a", "passage": 1, "start": "x", "end": null}]\'',
        f"UPDATE record_fields SET \"values\" = '{'[' * 100_000}'",
        "UPDATE record_passages SET ordinal = 'first'",
        "UPDATE meanings SET ordinal = 'one'",
        "UPDATE history SET edits = '[[1]]'",
        "UPDATE history SET edits = '[{}]'",
        "UPDATE history SET edits = 'no'",
        'UPDATE history SET edits = \'[["no table", "a", null, {}]]\'',
        'UPDATE history SET edits = \'[["studies", "a", null, {"id": [1]}]]\'',
        "DELETE FROM project",
    ],
)
def test_a_row_of_another_shape_is_a_sentence(study: Path, statement: str) -> None:
    spoil(study, statement)
    before = study.read_bytes()
    with Session.open(study, read_only=True) as session, pytest.raises(ProjectFileError, match="is damaged") as said:
        look(session)
    assert "study.exo" in said.value.message
    assert "Nothing was changed" in said.value.hint
    found = check(study)
    assert not found.ok
    assert found.digest == ""
    assert all(finding.endswith(".") for finding in found.findings)
    assert study.read_bytes() == before


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("DROP TABLE studies",), "the table “studies” is missing"),
        (
            (
                "DROP TABLE documents",
                "CREATE VIEW documents AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c",
            ),
            "“documents” is a view and not a table",
        ),
        (("DROP TABLE terms", "CREATE VIRTUAL TABLE terms USING fts5(id, name)"), "“terms” is another than"),
        (("ALTER TABLE terms ADD COLUMN bomb GENERATED ALWAYS AS (zeroblob(900000000))",), "“terms” is another than"),
        (("ALTER TABLE records DROP COLUMN agent",), "“records” is another than"),
        (("PRAGMA user_version = 3",), "never used"),
        (("PRAGMA user_version = -1",), "newer exoannotate"),
        (("PRAGMA user_version = 1099", "ALTER TABLE records DROP COLUMN agent"), "has no column “agent”"),
        (("PRAGMA user_version = 1099", "ALTER TABLE terms ADD COLUMN b AS (zeroblob(9))"), "are computed"),
    ],
)
def test_what_is_not_made_like_a_project_is_not_opened(study: Path, statements: tuple[str, ...], said: str) -> None:
    spoil(study, *statements)
    before = study.read_bytes()
    for read_only in (True, False):
        with pytest.raises(ProjectFileError, match=said):
            Session.open(study, read_only=read_only)
    assert study.read_bytes() == before


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("CREATE TRIGGER spy AFTER INSERT ON history BEGIN DELETE FROM passages; END", "trigger, “spy”"),
        ("CREATE INDEX slow ON studies (zeroblob(length(text)))", "index, “slow”"),
        ("CREATE INDEX some ON studies (text) WHERE year > 2000", "index, “some”"),
    ],
)
def test_what_would_run_with_an_edit_makes_a_file_one_to_read(study: Path, statement: str, name: str) -> None:
    spoil(study, statement)
    before = study.read_bytes()
    with Session.open(study, "Ann") as session:
        assert session.read_only
        look(session)
        with pytest.raises(ProjectFileError, match=name):
            document(session)
    assert any(name in finding for finding in check(study).findings)
    assert study.read_bytes() == before


def test_tables_views_and_plain_indexes_of_others_do_no_harm(study: Path) -> None:
    before = digest(study)
    spoil(
        study,
        "CREATE TABLE mine (a, b AS (a || a))",
        "INSERT INTO mine VALUES ('x')",
        "CREATE INDEX quick ON studies (year)",
        "DROP VIEW evidence",
        "CREATE VIEW evidence AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c",
        "CREATE VIEW other AS SELECT no_such_function(1)",
    )
    assert check(study).ok
    assert digest(study) == before
    with Session.open(study, "Ann") as session:
        assert not session.read_only
        look(session)
        document(session)
    db = sqlite3.connect(study)
    assert len(db.execute("SELECT * FROM evidence").fetchall()) == 2  # ours again
    db.close()


def test_looking_changes_no_byte_and_leaves_nothing_beside(study: Path) -> None:
    spoil(study, "DROP VIEW evidence")
    before = study.read_bytes()
    with Session.open(study, read_only=True) as session:
        look(session)
        with pytest.raises(ProjectFileError, match="open for reading only"):
            session.undo()
    check(study)
    assert study.read_bytes() == before
    Session.open(study).close()
    assert study.read_bytes() != before
    assert [p.name for p in study.parent.glob("study*")] == ["study.exo"]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_in_write_ahead_mode_is_read_and_put_back(study: Path, read_only: bool) -> None:
    spoil(study, "PRAGMA journal_mode = WAL")
    assert study.read_bytes()[18] == 2
    before = study.read_bytes()
    with Session.open(study, "Ann", read_only=read_only) as session:
        look(session)
    if read_only:
        assert study.read_bytes() == before
    else:
        assert study.read_bytes()[18] == 1
    assert [p.name for p in study.parent.glob("study*")] == ["study.exo"]


def test_a_crash_in_the_middle_of_a_write_is_mended_by_reading(study: Path) -> None:
    """A hot journal: the file is half written, the journal beside it holds what was there before."""
    whole = digest(study)
    broken = study.with_name("broken.exo")
    db = sqlite3.connect(study, isolation_level=None)
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN")
    db.execute("UPDATE history SET label = label || zeroblob(90000)")
    db.execute("UPDATE passages SET note = hex(zeroblob(9000))")
    shutil.copy(study, broken)
    shutil.copy(f"{study}-journal", f"{broken}-journal")
    db.execute("ROLLBACK")
    db.close()
    assert broken.read_bytes() != study.read_bytes()
    assert check(broken).ok
    assert digest(broken) == whole
    with Session.open(broken, read_only=True) as session:
        look(session)


def test_a_newer_minor_keeps_what_we_do_not_know(study: Path) -> None:
    spoil(
        study,
        "PRAGMA user_version = 1099",
        "ALTER TABLE passages ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",
        "UPDATE passages SET mood = 'bright'",
        "DROP VIEW evidence",
        "CREATE VIEW evidence AS SELECT 'newer' AS kind",
    )
    with Session.open(study, "Ben") as session:
        look(session)
        project = session.project
        extra = passage(session, project.documents()[0])
        record = project.records()[0].id
        (old,) = project.record_passages(record)
        records.link(session, record, extra.id)
        records.unlink(session, record, old.id)
        session.project.apply(_deletion(project, old.id), session.curator.id)
        for _ in range(3):
            assert session.undo() is not None
    db = sqlite3.connect(study)
    assert db.execute("SELECT mood FROM passages WHERE id = ?", (old.id,)).fetchone() == ("bright",)
    assert db.execute("SELECT kind FROM evidence").fetchone() == ("newer",)  # not ours to renew
    db.close()


def _deletion(project: Project, key: str):  # type: ignore[no-untyped-def]
    from exoannotate.domain.change import Change
    from exoannotate.store.rows import delete

    return Change("Delete highlight", (delete(project.passage(key)),))


def test_undo_of_a_tampered_history_writes_nothing(study: Path) -> None:
    db = sqlite3.connect(study)
    (edits,) = db.execute("SELECT edits FROM history WHERE kind = 'do' ORDER BY seq DESC LIMIT 1").fetchone()
    told = json.loads(edits)
    told[0][2] = {"id": told[0][1], "status": "a lie"}
    db.execute("UPDATE history SET edits = ? WHERE seq = (SELECT max(seq) FROM history)", (json.dumps(told),))
    db.commit()
    db.close()
    before = study.read_bytes()
    with Session.open(study) as session, pytest.raises(ProjectFileError, match="history is not whole"):
        session.undo()
    assert study.read_bytes() == before


def test_undo_of_what_others_built_on_is_refused_in_words(study: Path) -> None:
    """An external merge put a passage on a document whose adding is the last act to be undone."""
    with Session.open(study, "Ann") as session:
        made = document(session, "Second")
    spoil(
        study,
        "INSERT INTO passages SELECT 'theirs', '" + made.id + "', quote, raw, prefix, suffix, position, page_index, "
        "page_label, quads, file_sha256, text_sha256, extractor, meaning, note, state, score, created, changed, "
        "curator, picture FROM passages LIMIT 1",
    )
    with Session.open(study, "Ben") as session:
        with pytest.raises(StaleEditError, match="depends on"):
            session.undo()
        assert session.project.document(made.id).title == "Second"


def test_two_programs_of_a_new_person_both_sign(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Session.open(study, "Zoe") as one, Session.open(study, "Zoe") as two:
        late = two._signature()
        document(one, "One")
        first = [late]
        monkeypatch.setattr(Session, "_signature", lambda self: first.pop() if first else ())
        document(two, "Two")
        assert {"One", "Two"} <= {d.title for d in two.project.documents()}


def test_a_file_replaced_by_an_older_copy_is_not_written(study: Path) -> None:
    older = study.with_name("older.exo")
    shutil.copy(study, older)
    with Session.open(study, "Ann") as session:
        document(session)
        os.replace(older, study)
        before = study.read_bytes()
        with pytest.raises(ProjectFileError, match="replaced by another file"):
            document(session)
        assert study.read_bytes() == before


def test_a_link_to_a_project_in_another_folder_is_the_project(study: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.exo"
    link.symlink_to(study)
    with Session.open(link, "Ann") as session:
        document(session, "By the link")
        assert session.path == link
    assert link.is_symlink()
    with Session.open(study) as session:
        assert "By the link" in {d.title for d in session.project.documents()}


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _circle(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (_pipe, ProjectFileError, "is a device"),
        (_circle, ProjectFileError, "leads in a circle"),
        (Path.mkdir, ProjectFileError, "is a folder"),
        (lambda path: None, NotFoundError, "no file"),
    ],
)
def test_what_is_no_file_is_refused_at_once(
    tmp_path: Path, make: Callable[[Path], None], error: type[ExoError], said: str
) -> None:
    path = tmp_path / "odd.exo"
    make(path)
    for door in (Session.open, check):
        with pytest.raises(error, match=said):
            door(path)


def test_names_that_are_too_long_are_told_so(tmp_path: Path) -> None:
    for door in (opening.create, check):
        with pytest.raises(ProjectFileError, match="too long"):
            door(tmp_path / f"{'x' * 300}.exo")
    with pytest.raises(ProjectFileError, match="too long"):
        opening.create(tmp_path / f"{'x' * 246}.exo")  # the journal beside it would be too long
    opening.create(tmp_path / f"{'ü' * 120}.exo")
    assert len(list(tmp_path.glob("*.exo"))) == 1
    assert not list(tmp_path.glob(".exo*"))


def test_a_disk_without_links_gets_its_file_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    opening.create(tmp_path / "stick.exo")
    assert check(tmp_path / "stick.exo").ok
    with pytest.raises(ProjectFileError, match="exists already"):
        opening.create(tmp_path / "stick.exo")
    assert [p.name for p in tmp_path.iterdir() if p.suffix != ""] == ["stick.exo"]


def test_text_no_file_can_hold_is_replaced_and_stays_editable(study: Path) -> None:
    with Session.open(study, "Ann") as session:
        made = document(session, "caf\udce9 \ud83d")
        kept = session.project.document(made.id)
        assert kept.title == "caf\N{REPLACEMENT CHARACTER} \N{REPLACEMENT CHARACTER}"
        from dataclasses import replace

        from exoannotate.domain.change import Change

        session.run(Change("Rename \udce9", (update(kept, replace(kept, note="nul \0 stays \ud800")),)))
        assert session.project.document(made.id).note == "nul \0 stays \N{REPLACEMENT CHARACTER}"
        session.undo()
        session.undo()
    assert check(study).ok


def test_a_cell_that_contradicts_the_values_is_found(study: Path) -> None:
    spoil(study, "UPDATE record_fields SET text = 'something else'")
    assert any("does not agree with itself" in finding for finding in check(study).findings)


def test_insert_of_a_value_twice_is_stale(study: Path) -> None:
    from exoannotate.domain.change import Change

    with Session.open(study, "Ann") as session:
        found = session.project.documents()[0]
        with pytest.raises(StaleEditError):
            session.run(Change("Again", (insert(found),)))
