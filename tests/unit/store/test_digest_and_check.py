"""The content digest and the check of a project file."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError, NotFoundError, ProjectFileError
from exoannotate.domain.fields import field, values
from exoannotate.store.checks import check, digest
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage


def work(path: Path, cargos: tuple[str, ...] = ("miR-21", "PD-L1")) -> None:
    """The same small piece of work, done from nothing."""
    with Session.create(path, "Ann") as session:
        of = document(session)
        for cargo in cargos:
            records.create(session, (passage(session, of).id,), {"cargo": FieldInput(values(field("cargo"), (cargo,)))})


def rewrite(path: Path, statement: str) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(statement)
    db.close()


def same_hash(path: Path) -> None:
    """Makes the documents of two files the same paper."""
    rewrite(path, "UPDATE documents SET sha256 = 'one'")


def test_same_work_same_digest_whatever_ids_order_and_times(tmp_path: Path) -> None:
    one, two = tmp_path / "one.exo", tmp_path / "two.exo"
    work(one)
    work(two, ("PD-L1", "miR-21"))
    same_hash(one)
    same_hash(two)
    assert digest(one) == digest(two)
    work(tmp_path / "three.exo", ("miR-21", "PD-L2"))
    same_hash(tmp_path / "three.exo")
    assert digest(tmp_path / "three.exo") != digest(one)


def test_file_layout_does_not_matter(tmp_path: Path) -> None:
    one, two = tmp_path / "one.exo", tmp_path / "two.exo"
    work(one)
    before = digest(one)
    shutil.copy(one, two)
    db = sqlite3.connect(two)
    db.execute("PRAGMA page_size = 8192")
    db.execute("VACUUM")
    db.execute("CREATE TEMP TABLE kept AS SELECT * FROM record_fields ORDER BY id DESC")
    with db:
        db.execute("DELETE FROM record_fields")
        db.execute("INSERT INTO record_fields SELECT * FROM kept")
    db.close()
    assert one.read_bytes() != two.read_bytes()
    assert digest(two) == before


def test_any_changed_value_changes_the_digest(tmp_path: Path) -> None:
    path = tmp_path / "one.exo"
    work(path)
    seen = {digest(path)}
    for statement in (
        "UPDATE documents SET title = 'Another'",
        "UPDATE passages SET note = 'Look again' WHERE id = (SELECT min(id) FROM passages)",
        'UPDATE record_fields SET text = \'miR-22\', "values" = \'[{"text": "miR-22"}]\' '
        "WHERE id = (SELECT min(id) FROM record_fields)",
        "UPDATE curators SET name = 'Anna'",
        "UPDATE meanings SET colour = '#000000' WHERE id = 'cargo'",
    ):
        rewrite(path, statement)
        seen.add(digest(path))
    assert len(seen) == 6


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("DELETE FROM passages WHERE id = (SELECT min(id) FROM passages)", "points at a row"),
        ("UPDATE records SET status = 'complete'", "does not follow"),
        ("UPDATE records SET role = 'marker'", "does not follow"),
        ("DELETE FROM record_passages WHERE id = (SELECT min(id) FROM record_passages)", "no passage"),
        ('UPDATE record_fields SET "values" = \'[{"name": 1}]\'', "another shape"),
    ],
)
def test_check_names_what_is_wrong(tmp_path: Path, statement: str, said: str) -> None:
    path = tmp_path / "one.exo"
    work(path)
    assert check(path).ok
    rewrite(path, statement)
    found = check(path)
    assert not found.ok
    assert any(said in finding for finding in found.findings), found.findings
    with pytest.raises(ExoError, match="damaged"):
        digest(path)


def test_check_finds_flipped_bytes_or_says_so_in_words(tmp_path: Path) -> None:
    """A damaged page is a finding or a refusal, never a traceback, and the file is not changed."""
    path = tmp_path / "one.exo"
    work(path)
    whole = path.read_bytes()
    for place in range(0, len(whole), 1531):
        bad = bytearray(whole)
        bad[place : place + 64] = bytes(b ^ 0xFF for b in bad[place : place + 64])
        path.write_bytes(bad)
        try:
            check(path)
        except ExoError as error:
            assert error.message.endswith(".")
        assert path.read_bytes() == bytes(bad)


def test_what_is_no_project_is_refused_in_words_and_not_changed(tmp_path: Path) -> None:
    page = tmp_path / "page.exo"
    page.write_text("<html>log in</html>")
    empty = tmp_path / "empty.exo"
    empty.write_bytes(b"")
    other = tmp_path / "other.exo"
    db = sqlite3.connect(other)
    db.execute("CREATE TABLE t (a)")
    db.close()
    for path in (page, empty, other):
        before = path.read_bytes()
        with pytest.raises(ProjectFileError, match="is not an exoannotate project"):
            Session.open(path)
        assert path.read_bytes() == before
    with pytest.raises(NotFoundError):
        Session.open(tmp_path / "nowhere.exo")
    with pytest.raises(ProjectFileError, match="folder"):
        Session.open(tmp_path)


def test_a_newer_format_is_refused_with_its_number(tmp_path: Path) -> None:
    path = tmp_path / "new.exo"
    work(path)
    rewrite(path, "PRAGMA user_version = 2003")
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match=r"newer exoannotate \(file format 2\.3"):
        Session.open(path)
    assert path.read_bytes() == before
    rewrite(path, "PRAGMA user_version = 1007")
    Session.open(path).close()  # a newer minor opens


def test_new_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "one.exo"
    work(path)
    before = path.read_bytes()
    with pytest.raises(ProjectFileError, match="exists already"):
        Session.create(path)
    assert path.read_bytes() == before
    with pytest.raises(NotFoundError, match="does not exist"):
        Session.create(tmp_path / "no" / "where.exo")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one.exo"]
