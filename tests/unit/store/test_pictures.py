"""Pictures of areas in the file, and files of the format that had none."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ProjectFileError
from exoannotate.domain.records import Passage
from exoannotate.pdf.png import png, size
from exoannotate.store.checks import check, digest
from exoannotate.store.project import Project
from exoannotate.store.rows import delete, insert, update
from exoannotate.workspace.session import Session
from tests.unit.store.test_changes import document, passage
from tests.unit.store.test_strange_files import spoil

OLD = Path(__file__).parents[2] / "files" / "format-1.0.exo"
PICTURE = png(memoryview(bytes(range(16)) * 12), 6, 8, 24)
OTHER = png(memoryview(bytes(reversed(range(16))) * 12), 6, 8, 24)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLD, tmp_path / "old.exo"))


def test_a_picture_says_its_size() -> None:
    assert size(PICTURE) == (6, 8)
    grey = png(memoryview(bytes([7, 7, 7, 255]) * 20), 4, 4, 20)
    assert size(grey) == (4, 4)
    assert len(grey) < len(PICTURE)
    assert size(b"GIF89a") == size(PICTURE[:20]) == (0, 0)


def test_an_older_file_is_migrated_and_says_the_same(old: Path) -> None:
    before = digest(old)
    assert old.read_bytes() == OLD.read_bytes()
    with closing(Project(old)) as project:
        assert project.format_version() == "1.5"
        assert {p.picture for p in project.passages()} == {""}
    assert digest(old) == before


def test_an_older_file_is_only_looked_at_when_it_may_not_be_changed(old: Path) -> None:
    with closing(Project(old, read_only=True)) as project:
        assert project.format_version() == "1.0"
        passages = project.passages()
        assert project.picture(passages[0].id) is None
        assert all(p.quote and not p.picture for p in passages)
    assert check(old).ok
    assert old.read_bytes() == OLD.read_bytes()


def test_acts_of_an_older_file_can_be_taken_back(old: Path) -> None:
    with closing(Project(old)) as project:
        count = len(project.passages())
        assert count
        while project.undo("me") is not None:
            pass
        assert not project.passages()
        while project.redo("me") is not None:
            pass
        assert len(project.passages()) == count
    assert check(old).ok


@pytest.mark.parametrize(
    "strange",
    [
        "CREATE TABLE pictures (id)",
        "CREATE VIEW Pictures AS SELECT 1",
        "DROP TABLE _sqlite_migrations; CREATE VIEW _sqlite_migrations AS SELECT 1",
    ],
)
def test_an_older_file_with_names_of_the_newer_one_is_refused(old: Path, strange: str) -> None:
    spoil(old, *strange.split("; "))
    before = old.read_bytes()
    with pytest.raises(ProjectFileError, match="its format does not have"):
        Project(old)
    assert old.read_bytes() == before


def test_an_older_file_whose_migration_would_run_a_strangers_words_is_only_read(old: Path) -> None:
    spoil(
        old,
        "CREATE TRIGGER sly AFTER INSERT ON _sqlite_migrations BEGIN DELETE FROM passages; END",
    )
    before = old.read_bytes()
    with closing(Project(old)) as project:
        assert "sly" in project.why_read_only
        assert project.passages()
    assert old.read_bytes() == before


def area(session: Session, picture: bytes) -> Passage:
    """A highlighted area of a paper that is added for it."""
    made = passage(session, document(session))
    after = replace(made, quote="", raw="", picture=session.project.keep_picture(picture))
    session.run(Change("Highlight an area", (delete(made), insert(after))))
    return after


def test_an_area_comes_and_goes_with_its_picture_and_history_holds_no_bytes(tmp_path: Path) -> None:
    path = tmp_path / "study.exo"
    with Session.create(path, "Ada") as session:
        made = area(session, PICTURE)
        project = session.project
        assert project.picture(made.picture) == PICTURE
        marked = digest(path)
        moved = replace(made, picture=project.keep_picture(OTHER))
        session.run(Change("Move an area", (update(made, moved),)))
        assert digest(path) != marked  # the picture is content
        session.run(Change("Delete highlight", (delete(moved),)))
        assert not project.passages()
        session.undo()
        assert project.picture(project.passage(made.id).picture) == OTHER
        session.undo()
        assert digest(path) == marked
        assert project.keep_picture(PICTURE) == made.picture
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM pictures").fetchone() == (2,)
    assert max(len(edits) for (edits,) in db.execute("SELECT edits FROM history")) < 2000
    db.close()


@pytest.mark.parametrize("statement", ["DELETE FROM pictures", "UPDATE pictures SET png = x'00'"])
def test_a_picture_that_is_gone_or_another_one_is_told(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "study.exo"
    with Session.create(path, "Ada") as session:
        made = area(session, PICTURE)
    spoil(path, statement)
    assert check(path).findings == (f"The picture of passage {made.id} is not there.",)
    with Session.open(path) as session:
        assert session.project.picture(made.picture) is None
