"""Acts of very many edits: written many rows at a time, kept in the history in parts, undone and merged as one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.domain.change import Change
from exoannotate.domain.errors import StaleEditError
from exoannotate.store import foreign, written
from exoannotate.store import project as projects
from exoannotate.store.checks import check, digest
from exoannotate.workspace import merging, past, records, several, sharing
from exoannotate.workspace.session import Session
from tests.unit.workspace.test_merging import copies, merge, rows, template, typed  # noqa: F401


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large in a test."""
    monkeypatch.setattr(written, "_MANY", 3)
    monkeypatch.setattr(projects, "PART", 10)


def test_a_large_merge_is_one_act_in_parts(copies: tuple[Path, Path], tmp_path: Path) -> None:  # noqa: F811
    mine, theirs = copies
    before = rows(mine)
    with Session.open(theirs, "Ben") as session:
        passage = session.project.passages()[0].id
        made = [records.create(session, (passage,), typed(cargo=f"miR-{n}", donor="U87")) for n in range(12)]
        records.delete(session, session.project.records()[0].id)
    merge(mine, theirs)
    with closing(sqlite3.connect(mine)) as db:
        assert db.execute("SELECT count(*) FROM history WHERE label LIKE 'Merge%'").fetchone()[0] > 4
    with Session.open(mine, "Ann") as session:
        acts = session.project.history()
        assert [act.label for act in acts].count("Merge “theirs”") == 1 and session.project.large_since(acts[1].seq)
        assert past.timeline(session, made[-1])[0].field == past.MADE
        both, whole = rows(mine), digest(mine)
        session.undo()
        assert rows(mine) == before and session.redo_label() == "Merge “theirs”"
        assert session.undo_label() == acts[1].label
        session.redo()
        assert rows(mine) == both and digest(mine) == whole
        session.undo()
        session.redo()
        shared = sharing.share(session, tmp_path / "shared.exo").out
    assert check(mine).ok and check(shared).ok
    merge(theirs, mine)
    assert rows(theirs) == rows(mine) and digest(theirs) == digest(mine)
    assert merge(theirs, shared).plan.empty, "what it once said is read from all parts"


def test_who_took_back_a_large_act_stands_in_each_of_its_parts(copies: tuple[Path, Path]) -> None:  # noqa: F811
    path, _ = copies
    with Session.open(path, "Ann") as session:
        passage = session.project.passages()[0].id
        made = [records.create(session, (passage,), typed(cargo=f"miR-{n}")) for n in range(20)]
        several.set_text(session, made, "disease", "glioma")
    with closing(sqlite3.connect(path)) as db:
        parts = db.execute("SELECT \"of\" <> '', undone FROM history ORDER BY seq").fetchall()
    assert {undone for part, undone in parts if part} == {2}, "no program takes a part for an act"
    with Session.open(path, "Ann") as session:
        session.undo()
        for record in made:
            done = [one for one in past.of_record(session, record) if one.field == "disease" and one.kind == "do"]
            assert [(one.undone, one.taken_back[0]) for one in done] == [(True, "Ann")]
        session.redo()
        assert not any(one.undone for record in made for one in past.of_record(session, record))


def test_of_many_rows_one_that_is_there_already_refuses_all(copies: tuple[Path, Path]) -> None:  # noqa: F811
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        passage = session.project.passages()[0].id
        for n in range(5):
            records.create(session, (passage,), typed(cargo=f"miR-{n}"))
    with Session.open(mine, "Ann") as session:
        found = merging.preview(session, theirs)
        merging.merge(session, found)
        before = rows(mine)
        with pytest.raises(StaleEditError, match="changed elsewhere"):
            merging.merge(session, found)
        gone = Change("Delete", tuple(edit.inverse() for edit in reversed(found.plan.edits)))
        key = next(e.key for e in found.plan.edits if e.table == "record_fields")
        records.edit(session, key.split(":")[0], typed(cargo="changed"))
        with pytest.raises(StaleEditError):
            session.run(gone)
        session.undo()
        assert rows(mine) == before


def test_a_merge_that_is_stopped_leaves_nothing(copies: tuple[Path, Path]) -> None:  # noqa: F811
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        records.create(session, (session.project.passages()[0].id,), typed(cargo="miR-1"))
    before = rows(mine)
    for late in (False, True):
        asked = iter((late is False, True, True))
        with Session.open(mine, "Ann") as session:
            found = merging.preview(session, theirs)
            with pytest.raises(foreign.guarding.StoppedError):
                merging.merge(session, found, stopped=lambda asked=asked: next(asked))  # type: ignore[misc]
        assert rows(mine) == before


def test_a_large_file_may_take_more_and_a_small_one_with_many_rows_not() -> None:
    usual = foreign.LIMITS
    assert usual.of(10 << 20) == usual
    large = usual.of(520 << 20)
    assert large.rows > 1_400_000 and 20 < large.seconds < 60 and large.room > 520 << 20
    assert usual.of(4 << 30) == usual.of(800 << 20), "memory is not given without end"
