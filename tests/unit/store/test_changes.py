"""Changes and their inverses: property tests over a real project file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exoannotate.domain.change import Change
from exoannotate.domain.errors import ProjectFileError, StaleEditError
from exoannotate.domain.fields import field, values
from exoannotate.domain.geometry import Quad
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Document, Passage
from exoannotate.store.checks import check, digest
from exoannotate.store.rows import TABLES, delete, insert, update
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40).filter(str.strip)


def document(session: Session, title: str = "A review") -> Document:
    made = Document(new_id(), new_id(), "text", title, added=now(), changed=now(), curator=session.curator.id, pages=9)
    session.run(Change("Add", (insert(made),)))
    return made


def passage(session: Session, of: Document, quote: str = "miR-21 raises resistance") -> Passage:
    quad = Quad(0, 1.5, 2, 3, 2, 3, 4, 1.5, 4)
    made = Passage(
        new_id(), of.id, quote, quote, "before", "after", 0.25, 0, "365", (quad,), "file", "text", "x", "cargo",
        created=now(), changed=now(), curator=session.curator.id,
    )  # fmt: skip
    session.run(Change("Highlight", (insert(made),)))
    return made


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of content, read by a connection of its own."""
    with sqlite3.connect(path) as db:
        found = {t: sorted(db.execute(f"SELECT * FROM {t}").fetchall(), key=repr) for t in TABLES.values()}
    db.close()
    return found


@pytest.fixture
def session(tmp_path: Path) -> Any:
    with Session.create(tmp_path / "study.exo", "Ann") as made:
        yield made


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["record", "edit", "link", "unlink", "delete", "review", "passage"]), st.integers(0, 7), TEXTS
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def act(session: Session, kind: str, pick: int, text: str) -> None:
    """One act of a user, on whatever the project holds; refusals are part of the game."""
    project = session.project
    passages, found = project.passages(), project.records()
    name = ("cargo", "donor", "therapy", "note", "tags", "targets", "disease", "statement")[pick]
    inputs = {name: FieldInput(values(field(name), (text,)))}
    record = found[pick % len(found)].id if found else ""
    if kind == "passage":
        passage(session, project.documents()[0], text)
    elif kind == "record":
        cargo = {"cargo": FieldInput(values(field("cargo"), ("miR-21",)))}
        records.create(session, (passages[pick % len(passages)].id,), cargo | inputs)
    elif record and kind == "edit":
        records.edit(session, record, inputs | {"recipient": FieldInput(reason="unclear")})
    elif record and kind == "link":
        records.link(session, record, passages[pick % len(passages)].id)
    elif record and kind == "unlink" and len(project.links(record=record)) > 1:
        records.unlink(session, record, project.links(record=record)[0].passage)
    elif record and kind == "delete":
        records.delete(session, record)
    elif record and kind == "review":
        records.review(session, record, ("accepted", "rejected", "")[pick % 3])  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_undo_and_redo_walk_the_same_states(tmp_path: Path, acts: list[tuple[str, int, str]]) -> None:
    """After each act the tables are kept; undo^n visits them backwards, redo^n forwards, none differs."""
    path = tmp_path / f"{new_id()}.exo"
    with Session.create(path, "Ann") as session:
        passage(session, document(session))
        states = [tables(path)]
        for kind, pick, text in acts:
            before = session.project.history(1)[0].seq
            act(session, kind, pick, text)
            if session.project.history(1)[0].seq != before:
                states.append(tables(path))
        last = digest(path)
        for expected in reversed(states[:-1]):
            assert session.undo() is not None
            assert tables(path) == expected
        for expected in states[1:]:
            assert session.redo() is not None
            assert tables(path) == expected
        assert session.redo() is None
        assert digest(path) == last
        assert check(path).ok


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, note=st.text(st.characters(exclude_categories=("Cs",)), max_size=30))
def test_apply_then_inverse_leaves_every_table_equal(tmp_path: Path, title: str, note: str) -> None:
    path = tmp_path / f"{new_id()}.exo"
    with Session.create(path, "Ann") as session:
        made = document(session)
        before = tables(path)
        other = Document(new_id(), "h", "t", title, note=note, added=now(), changed=now(), curator=session.curator.id)
        changed = Document(**{n: getattr(made, n) for n in made.__slots__} | {"title": title, "note": note})
        change = Change("Two edits", (insert(other), update(made, changed)))
        session.run(change)
        assert session.project.document(other.id) == other
        session.run(change.inverse())
        assert tables(path) == before


def test_a_new_act_forgets_what_was_undone(session: Session) -> None:
    first = document(session, "First")
    document(session, "Second")
    session.undo()
    assert session.redo_label() == "Add"
    document(session, "Third")
    assert session.redo() is None
    assert session.redo_label() == ""
    assert [d.title for d in session.project.documents()] == ["First", "Third"]
    session.undo()
    session.undo()
    assert session.undo() is None
    assert session.redo() is not None
    assert session.project.document(first.id).title == "First"


def test_undo_outlives_the_session(session: Session) -> None:
    document(session, "First")
    path = session.path
    session.close()
    with Session.open(path, "Ben") as again:
        assert again.undo_label() == "Add"
        assert again.undo() is not None
        assert again.project.documents() == ()


def test_an_edit_made_elsewhere_is_not_overwritten(session: Session) -> None:
    made = document(session)
    with Session.open(session.path, "Ben") as ben:
        theirs = Document(**{n: getattr(made, n) for n in made.__slots__} | {"title": "Theirs"})
        ben.run(Change("Rename", (update(made, theirs),)))
    mine = Document(**{n: getattr(made, n) for n in made.__slots__} | {"title": "Mine"})
    with pytest.raises(StaleEditError, match="changed elsewhere"):
        session.run(Change("Rename", (update(made, mine),)))
    assert session.project.document(made.id).title == "Theirs"


def test_a_refused_edit_writes_nothing_of_the_change(session: Session) -> None:
    made = document(session)
    before = tables(session.path)
    gone = Document(**{n: getattr(made, n) for n in made.__slots__} | {"title": "Never was"})
    extra = Document(new_id(), "h", "t", "Extra", added=now(), changed=now(), curator=session.curator.id)
    with pytest.raises(StaleEditError):
        session.run(Change("Both", (insert(extra), delete(gone))))
    assert tables(session.path) == before


def test_a_locked_file_is_a_sentence(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.project._db.execute("PRAGMA busy_timeout = 50")
    other = sqlite3.connect(session.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(ProjectFileError, match="another program is writing"):
            document(session)
    finally:
        other.execute("ROLLBACK")
        other.close()
    document(session)
    assert len(session.project.documents()) == 1


def test_a_file_deleted_while_open_is_a_sentence(session: Session) -> None:
    document(session)
    session.path.unlink()
    with pytest.raises(ProjectFileError, match="moved or deleted"):
        document(session)
