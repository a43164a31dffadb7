"""A damaged project is mended: what stands in its rows or in its history is not lost, without any backup."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.domain.errors import ExoError
from exoannotate.store import salvage, silent
from exoannotate.store.checks import check
from exoannotate.store.migrations import TABLES
from exoannotate.workspace import records, repairing
from exoannotate.workspace.session import Session
from tests.unit.workspace.test_backups import flip
from tests.unit.workspace.test_merging import template, typed  # noqa: F401


@pytest.fixture
def project(template: Path, tmp_path: Path) -> Path:  # noqa: F811
    path = tmp_path / "study.exo"
    shutil.copy(template, path)
    with Session.open(path, "Ann") as session:
        passage = session.project.passages()[0].id
        for number in range(12):
            key = records.create(session, (passage,), typed(cargo=f"miR-{number}", therapy="TMZ", note="a word " * 60))
            records.edit(session, key, typed(donor="U87"))
    return path


def said(path: Path) -> dict[str, dict[str, tuple[object, ...]]]:
    """Every row of a file, by table and id, that stands in its history as well, but for that."""
    with closing(sqlite3.connect(path)) as db:
        return {table: {row[0]: row for row in db.execute(f"SELECT * FROM {table}")} for table in TABLES
                if table not in ("history", "project", "meanings")}  # fmt: skip


def test_whatever_page_is_damaged_no_row_is_lost_without_a_backup(project: Path, pytestconfig: pytest.Config) -> None:
    """Each page written over with nothing, or some bits of it turned: what the rows and the history say stays."""
    data, before = project.read_bytes(), said(project)
    size = int.from_bytes(data[16:18])
    dice = random.Random(4)
    every = [(page, kind) for page in range(len(data) // size) for kind in ("nothing", "bits")]
    mended = 0
    with closing(sqlite3.connect(project)) as db:  # what stands in no history, and all else refers to
        roots = db.execute("SELECT rootpage - 1 FROM sqlite_master WHERE name IN ('meanings', 'project')").fetchall()
    few = [*dice.sample(every, 12), *((page, "nothing") for (page,) in roots)]
    for page, kind in every if pytestconfig.getoption("full") else few:
        turned = bytearray(data[page * size : (page + 1) * size])
        for _ in range(8):
            turned[dice.randrange(size)] ^= 1 << dice.randrange(8)
        broken = data[: page * size] + (bytes(size) if kind == "nothing" else turned) + data[(page + 1) * size :]
        project.write_bytes(broken)
        try:
            whole = check(project).ok and not silent.find(project)
        except ExoError:
            whole = False
        if whole:  # an empty page, or unused room in one
            assert said(project) == before, (page, kind)
            continue
        try:
            done = repairing.repair(project)
        except ExoError as error:
            assert "can be read" in error.message and project.read_bytes() == broken, (page, kind)
            with closing(sqlite3.connect(project)) as db, pytest.raises(sqlite3.Error):
                db.execute("SELECT * FROM sqlite_master").fetchall()  # the list of tables stands only once
                db.execute("SELECT * FROM history").fetchall()
            continue
        assert said(project) == before, (page, kind, done.sentence)
        assert done.aside.read_bytes() == broken and check(project).ok and not silent.find(project)
        done.aside.unlink()
        mended += 1
    assert mended > 8


def test_an_act_that_is_damaged_is_left_out_and_the_rows_stay(project: Path) -> None:
    before = said(project)
    flip(project, b'"role":', b'"ro\xff\xff":', last=True)
    flip(project, b"Highlight", b"Highlighu", last=True)
    assert not check(project).ok
    done = repairing.repair(project)
    assert (
        said(project) == before and check(project).ok and not silent.find(project) and "rows were read" in done.sentence
    )
    with Session.open(project, "Ann") as session:
        assert session.undo_label() not in ("", salvage.MENDED) and session.project.history()[0].change.label


def test_a_row_that_is_none_comes_from_the_history_though_a_page_is_damaged(project: Path) -> None:
    before = said(project)
    with closing(sqlite3.connect(project)) as db, db:
        db.execute("UPDATE record_fields SET text = 'x', \"values\" = '[{\"text\": 7}]' WHERE field = 'cargo'")
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passages_of_document'").fetchone()[0]
    data = bytearray(project.read_bytes())
    size = int.from_bytes(data[16:18])
    data[(root - 1) * size : root * size] = bytes(size)
    project.write_bytes(data)
    repairing.repair(project)
    assert said(project) == before and check(project).ok
