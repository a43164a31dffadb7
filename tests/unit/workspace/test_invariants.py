"""What holds after any acts in any order: undo, redo, kills, full disks, backups, shared copies and merges among them.

A model beside the project knows what the file must say. After every rule the file is read by a new connection and
compared. ``pytest --full`` tries 2,000 stories.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import field, values
from exoannotate.store import merging as sides
from exoannotate.store.backups import Backup
from exoannotate.store.checks import check, digest
from exoannotate.workspace import backups, merging, passages, records, sharing
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.workspace.test_merging import template  # noqa: F401  a project of three passages and two records

STORIES, ALL_STORIES, STEPS = 10, 2_000, 14
FIELDS = ("cargo", "donor", "therapy", "recipient", "note")
TEXTS = st.sampled_from(
    (
        "miR-21",
        "temozolomide",
        "β-catenin",
        "=1+1",
        "<b>x</b>",
        "\u202eTAM",
        "a|b",
        "é",
        "e\u0301",
        "NA",
        "0012",
        "☃" * 50,
    )
)
Content = dict[tuple[str, str], str]


def content(path: Path) -> Content:
    """Everything a file says, by table and key."""
    with Session.open(path, "Reader", read_only=True) as session:
        found, refused = sides.rows(session.project)
    assert not refused
    return {(table, key): merging.merging.state(row) for table, rows in found.items() for key, row in rows.items()}


def typed(name: str, text: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,)))}


class Lab(RuleBasedStateMachine):
    """Ann works on a project; Ben has a copy of it."""

    start: Path
    """The project both begin with."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="exoannotate-lab-"))
        self.path, self.other = self.folder / "ann.exo", self.folder / "ben.exo"
        shutil.copy(self.start, self.path)
        shutil.copy(self.start, self.other)
        self.session = Session.open(self.path, "Ann")
        self.clock = datetime(2026, 11, 2, tzinfo=UTC)
        self.names = itertools.count()
        self.now = content(self.path)
        self.undone: list[Content] = []  # what redo leads to
        self.before: list[Content] = []  # what undo leads to
        self.kept: tuple[Backup, Content] | None = None

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    # What the model knows -----------------------------------------------------------------------------------------

    def did(self, act: Callable[[], object]) -> None:
        """An act of Ann's: told to be done, it is in the file and can be undone."""
        before = self.now
        act()
        self.now = content(self.path)
        if self.now != before:
            self.before.append(before)
            self.undone.clear()

    def some_record(self, n: int) -> str:
        known = [r.id for r in self.session.project.records()]
        return known[n % len(known)] if known else ""

    def some_passage(self, n: int) -> str:
        known = [p.id for p in self.session.project.passages()]
        return known[n % len(known)] if known else ""

    # Acts ---------------------------------------------------------------------------------------------------------

    @rule(n=st.integers(0, 9), name=st.sampled_from(FIELDS[:4]), text=TEXTS)
    def make(self, n: int, name: str, text: str) -> None:
        passage = self.some_passage(n)
        if passage and name != "recipient":
            many = len(self.session.project.records())
            self.did(lambda: records.create(self.session, (passage,), typed(name, text)))
            assert len(self.session.project.records()) == many + 1

    @rule(n=st.integers(0, 9), name=st.sampled_from(FIELDS), text=TEXTS)
    def edit(self, n: int, name: str, text: str) -> None:
        record = self.some_record(n)
        if record:
            self.did(lambda: records.edit(self.session, record, typed(name, text)))
            said = self.session.project.entries(record)[name]
            assert [v.text for v in said.values] == [v.text for v in values(field(name), (text,))]

    @rule(n=st.integers(0, 9))
    def delete(self, n: int) -> None:
        record = self.some_record(n)
        if record:
            self.did(lambda: records.delete(self.session, record))
            assert record not in {r.id for r in self.session.project.records()}

    @rule(n=st.integers(0, 9), m=st.integers(0, 9))
    def link(self, n: int, m: int) -> None:
        record, passage = self.some_record(n), self.some_passage(m)
        if record and passage:
            self.did(lambda: records.link(self.session, record, passage))

    @rule(n=st.integers(0, 9), text=TEXTS)
    def note(self, n: int, text: str) -> None:
        passage = self.some_passage(n)
        if passage:
            self.did(lambda: passages.set_note(self.session, passage, text))

    @rule(n=st.integers(0, 9))
    def delete_passage(self, n: int) -> None:
        passage = self.some_passage(n)
        if not passage:
            return
        try:
            self.did(lambda: passages.delete(self.session, passage))
        except ExoError as refused:
            assert "only passage of a record" in refused.message

    @rule(n=st.integers(0, 9), decision=st.sampled_from(("accepted", "rejected", "")))
    def review(self, n: int, decision: records.Decision) -> None:
        record = self.some_record(n)
        if record:
            self.did(lambda: records.review(self.session, record, decision))

    @rule(times=st.integers(1, 4))
    def undo_and_redo(self, times: int) -> None:
        """So many times back and as many forth: nothing has changed."""
        there = self.now
        back = sum(self.session.undo() is not None for _ in range(times))
        if self.before:
            assert content(self.path) == self.before[-min(times, len(self.before))] or back > len(self.before)
        for _ in range(back):
            assert self.session.redo() is not None
        assert content(self.path) == there

    # What can be done depends on random ids and on the clock: a rule that does not fit does nothing, where a condition
    # on choosing it would make the same choices lead to another story.

    @rule()
    def undo(self) -> None:
        if not self.before:
            return
        assert self.session.undo() is not None
        self.undone.append(self.now)
        self.now = self.before.pop()

    @rule()
    def redo(self) -> None:
        if not self.undone:
            return
        assert self.session.redo() is not None
        self.before.append(self.now)
        self.now = self.undone.pop()

    # Faults -------------------------------------------------------------------------------------------------------

    @rule()
    def killed(self) -> None:
        """The program is gone without closing anything; it opens the file anew."""
        lost, self.session = self.session, Session.open(self.path, "Ann")
        lost.close()

    @rule(n=st.integers(0, 9), letter=st.sampled_from("abc"))
    def disk_full(self, n: int, letter: str) -> None:
        """There is no room for one more page: nothing is changed. Then there is, and the same edit is saved once."""
        record = self.some_record(n)
        if not record:
            return
        db: sqlite3.Connection = self.session.project._db
        free = db.execute("PRAGMA freelist_count").fetchone()[0]
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {pages}")
        long = f"{next(self.names)} " + letter * (20_000 + 5_000 * free)
        acts = len(self.session.project.history())
        with pytest.raises(ExoError, match="not written"):
            records.edit(self.session, record, typed("note", long))
        assert content(self.path) == self.now
        db.execute("PRAGMA max_page_count = 1000000")
        self.did(lambda: records.edit(self.session, record, typed("note", long)))
        assert len(self.session.project.history()) == acts + 1

    # Copies -------------------------------------------------------------------------------------------------------

    @rule()
    def back_up(self) -> None:
        self.clock += timedelta(hours=5)
        made = backups.make(self.path, self.clock)
        if made is not None:
            self.kept = made, self.now
            assert digest(made.path) == digest(self.path)

    @rule()
    def restore(self) -> None:
        if self.kept is None:
            return
        backup, then = self.kept
        if not backup.path.exists():
            return
        self.session.close()
        done = backups.restore(self.path, backup)
        assert done.aside is not None and content(done.aside) == self.now
        done.aside.unlink()
        self.session = Session.open(self.path, "Ann")
        self.now, self.before, self.undone = then, [], []  # its own history goes on from there

    @rule()
    def share(self) -> None:
        out = self.folder / f"share-{next(self.names)}.exo"
        sharing.share(self.session, out)
        assert digest(out) == digest(self.path)
        out.unlink()

    @rule(n=st.integers(0, 9), name=st.sampled_from(FIELDS), text=TEXTS, gone=st.booleans())
    def ben(self, n: int, name: str, text: str, gone: bool) -> None:
        """Ben works on his copy."""
        with Session.open(self.other, "Ben") as session:
            known = [r.id for r in session.project.records()]
            if known and gone and n == 0:
                records.delete(session, known[0])
            elif known:
                records.edit(session, known[n % len(known)], typed(name, text))

    @rule()
    def merge(self) -> None:
        """Ann merges what Ben has: the other way round it would be the same, and a second time it is nothing."""
        turned = self.folder / "turned.exo"
        shutil.copy(self.other, turned)
        with Session.open(turned, "Ben") as session:
            merging.merge(session, merging.preview(session, self.path))
        self.did(lambda: merging.merge(self.session, merging.preview(self.session, self.other)))
        assert without_people(content(turned)) == without_people(self.now)
        again = merging.preview(self.session, self.other)
        assert not again.plan.edits
        turned.unlink()

    @invariant()
    def the_file_says_what_was_done(self) -> None:
        if hasattr(self, "path"):
            assert content(self.path) == self.now
            found = check(self.path)
            assert found.ok, found.findings


def without_people(said: Content) -> Content:
    return {(table, key): row for (table, key), row in said.items() if table != "curators"}


@pytest.mark.timeout(7_200)
def test_invariants(template: Path, pytestconfig: pytest.Config) -> None:  # noqa: F811
    Lab.start = template
    full = pytestconfig.getoption("full")
    run_state_machine_as_test(
        Lab,
        settings=settings(
            max_examples=ALL_STORIES if full else STORIES, stateful_step_count=STEPS, deadline=None,
            suppress_health_check=list(HealthCheck), derandomize=not full, database=None,
            phases=[Phase.generate, Phase.shrink] if full else [Phase.generate],
        ),
    )  # fmt: skip
