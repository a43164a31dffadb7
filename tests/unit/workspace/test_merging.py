"""Two copies of a project become one: nothing lost, nothing doubled, the same whoever merges whom and how often."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.errors import ExoError
from exoannotate.domain.fields import field, values
from exoannotate.domain.merging import state
from exoannotate.pdf.client import PdfClient
from exoannotate.store import merging as sides
from exoannotate.store.checks import check
from exoannotate.store.rows import to_row
from exoannotate.store.sharing import digest_of
from exoannotate.workspace import blind, documents, merging, passages, past, records, sample, sharing
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

QUOTES = (
    "Macrophages of the M2 type release exosomes rich in miR-21.",
    "Not every transfer favours the tumour.",
    "Circular RNAs are long-lived and therefore plausible",
)


def typed(**given: str) -> dict[str, FieldInput]:
    return {name: FieldInput(values(field(name), (text,))) for name, text in given.items()}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, sample_pdf: Path) -> Path:
    """A project of one document, three passages and two records, made once."""
    path = tmp_path_factory.mktemp("merging") / "study.exo"
    with Session.create(path, "Ann") as made, PdfClient(drawing=False) as pdf:
        key = documents.add(made, pdf, sample_pdf).document
        for quote in QUOTES:
            passages.highlight_quote(made, pdf, key, quote)
        known = made.project.passages()
        records.create(
            made, (known[0].id,), typed(cargo="miR-21", therapy="temozolomide", effect="resistance increased")
        )
        records.create(made, (known[1].id,), typed(cargo="miR-151a", therapy="temozolomide"))
    return path


@pytest.fixture
def copies(template: Path, tmp_path: Path) -> tuple[Path, Path]:
    mine, theirs = tmp_path / "mine.exo", tmp_path / "theirs.exo"
    shutil.copy(template, mine)
    shutil.copy(template, theirs)
    return mine, theirs


def rows(path: Path) -> dict[tuple[str, str], str]:
    """Everything a file says, by table and key."""
    with Session.open(path, "Reader", read_only=True) as session:
        found, refused = sides.rows(session.project)
    assert not refused
    return {(table, key): state(row) for table, known in found.items() for key, row in known.items()
            if table != "curators"}  # fmt: skip


def merge(into: Path, source: Path, prefer: str = "newest") -> merging.Preview:
    with Session.open(into, "Ann") as session:
        found = merging.preview(session, source, prefer)  # type: ignore[arg-type]
        merging.merge(session, found)
    result = check(into)
    assert result.ok, result.findings
    return found


def first(session: Session, cargo: str) -> str:
    return next(r.record for r in session.project.evidence_rows() if r["cargo"] == cargo)


def test_what_each_added_and_changed_comes_together(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(mine, "Ann") as session:
        records.edit(session, first(session, "miR-21"), typed(donor="TAM"))
    with Session.open(theirs, "Ben") as session:
        passage = session.project.passages()[2].id
        records.create(session, (passage,), typed(cargo="circCABIN1", therapy="temozolomide"))
        records.edit(session, first(session, "miR-21"), typed(recipient="U87"))
        records.review(session, first(session, "miR-151a"), "accepted")
    before = theirs.read_bytes()
    found = merge(mine, theirs)
    assert found.count("new", "records") == 1 and not found.conflicts
    assert found.count("changed", "records") == 2, "one was accepted; of one, both changed another field"
    with Session.open(mine) as session:
        row = next(r for r in session.project.evidence_rows() if r["cargo"] == "miR-21")
        assert (row["donor"], row["recipient"]) == ("TAM", "U87")
        accepted = next(r for r in session.project.evidence_rows() if r["cargo"] == "miR-151a")
        assert (accepted["status"], accepted["reviewer"]) == ("accepted", "Ben")
        assert {r["cargo"] for r in session.project.evidence_rows()} == {"miR-21", "miR-151a", "circCABIN1"}
    assert theirs.read_bytes() == before


def test_where_a_pdf_lies_is_no_conflict(copies: tuple[Path, Path], tmp_path: Path) -> None:
    """A shared copy has the bare name of each file; what comes back must not put it in the place of the way there."""
    mine, _ = copies
    back = tmp_path / "back.exo"
    with Session.open(mine, "Ann") as session:
        (before,) = session.project.files(session.project.documents()[0].id)
        sharing.share(session, back)
        assert "/" in before.path and not merging.preview(session, back).plan.edits


def test_one_undo_takes_a_merge_back(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        records.delete(session, first(session, "miR-151a"))
        records.edit(session, first(session, "miR-21"), typed(cargo="miR-21-5p"))
    before = rows(mine)
    merge(mine, theirs)
    assert rows(mine) != before
    with Session.open(mine) as session:
        change = session.undo()
        assert change is not None and change.label == "Merge “theirs”"
    assert rows(mine) == before


def test_a_merge_that_was_taken_back_is_as_if_it_had_never_been(copies: tuple[Path, Path], tmp_path: Path) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        passage = session.project.passages()[2].id
        records.create(session, (passage,), typed(cargo="circCABIN1", therapy="temozolomide"))
        records.edit(session, first(session, "miR-21"), typed(recipient="U87"))
        records.delete(session, first(session, "miR-151a"))
    before, his = rows(mine), rows(theirs)
    merge(mine, theirs)
    merged = rows(mine)
    with Session.open(mine, "Ann") as session:
        session.undo()
    assert rows(mine) == before
    assert merge(theirs, mine).plan.empty  # he loses nothing of his by her undoing it
    assert rows(theirs) == his
    merge(mine, theirs)
    assert rows(mine) == merged
    with Session.open(mine, "Ann") as session:
        session.undo()
        session.redo()
    assert rows(mine) == merged and merge(mine, theirs).plan.empty


@pytest.mark.parametrize("prefer", ["newest", "mine", "theirs"])
def test_a_decision_and_an_edit_are_merged_once(copies: tuple[Path, Path], prefer: str) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        records.edit(session, first(session, "miR-21"), typed(cargo="β-catenin"))
    with Session.open(mine, "Ann") as session:
        records.review(session, first(session, "miR-21"), "accepted")
    assert merge(mine, theirs, prefer).conflicts
    assert merge(mine, theirs, prefer).plan.empty
    merge(theirs, mine)
    assert merge(mine, theirs, prefer).plan.empty and rows(mine) == rows(theirs)


@pytest.mark.parametrize("anew", [True, False])
def test_an_edit_that_was_taken_back_after_it_was_sent_stays_so(copies: tuple[Path, Path], anew: bool) -> None:
    mine, theirs = copies
    with Session.open(mine, "Ann") as session:
        records.edit(session, first(session, "miR-21"), typed(recipient="U87") if anew else typed(cargo="miR-21-5p"))
    shutil.copy(mine, theirs)
    with Session.open(mine, "Ann") as session:
        session.undo()
    without, sent = rows(mine), rows(theirs)
    assert sent != without
    assert merge(mine, theirs).plan.empty
    merge(theirs, mine)
    assert rows(theirs) == rows(mine) == without


def test_both_values_of_a_conflict_are_kept_and_one_is_shown(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        record = first(session, "miR-21")
        records.edit(session, record, typed(therapy="cisplatin"))
    with Session.open(mine, "Ann") as session:
        records.edit(session, record, typed(therapy="radiation"))
        found = merging.preview(session, theirs)
        (conflict,) = found.conflicts
        assert (conflict.field, conflict.mine, conflict.theirs) == ("therapy", "radiation", "cisplatin")
        assert conflict.about == "miR-21 – radiation" and not conflict.theirs_wins  # mine is later
        merging.merge(session, found)
        assert session.project.entries(record)["therapy"].text == "radiation"
        # The other value stands in the past of the record, and is one step away.
        assert "cisplatin" in {p.after for p in past.of_record(session, record)}
    assert not merge(mine, theirs).plan.edits, "merged again, it brings nothing"


def test_a_copy_of_ones_own_comes_into_a_project_one_has_done_nothing_in(tmp_path: Path) -> None:
    mine, other = sample.copy(tmp_path / "mine"), sample.copy(tmp_path / "other")
    with Session.open(other) as session:
        records.create(session, (session.project.passages()[0].id,), typed(cargo="miR-77"))
    with Session.open(mine) as session:
        before = len(session.project.evidence_rows())
        preview = merging.preview(session, other)
        assert preview.count("new", "records") == 1
        merging.merge(session, preview)
        assert session.curator.id in {person.id for person in session.project.curators()}
        assert len(session.project.evidence_rows()) == before + 1
        session.undo()
        assert len(session.project.evidence_rows()) == before


def test_s14_a_bit_that_flipped_in_a_copy_is_told(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        passages.set_note(session, session.project.passages()[0].id, "zebrafish")
    with Session.open(mine, "Ann") as session:
        assert merging.preview(session, theirs).refused == ()
        data = theirs.read_bytes()
        theirs.write_bytes(data.replace(b"zebrafish", b"zebrafisi", 1))
        (said,) = merging.preview(session, theirs).refused
    assert said.startswith("1 row of “passages” may be damaged")


def test_by_command_conflicts_can_be_asked_about(copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = copies
    for path, name in ((mine, "Ann"), (theirs, "Ben")):
        with Session.open(path, name) as session:
            records.edit(session, first(session, "miR-21"), typed(therapy=f"drug of {name}"))
    before = rows(mine)
    assert main(["merge", str(mine), str(theirs), "--prefer", "ask"]) == 1
    out, err = capsys.readouterr()
    assert "drug of Ann" in out and "Nothing was merged" in err and rows(mine) == before
    assert main(["merge", str(mine), str(theirs), "--prefer", "theirs"]) == 0
    capsys.readouterr()
    assert main(["merge", str(mine), str(theirs), "--prefer", "ask"]) == 0


def test_what_was_accepted_stays_accepted_whoever_merges_whom(copies: tuple[Path, Path], tmp_path: Path) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        record = first(session, "miR-21")
        records.review(session, record, "accepted")
        records.edit(session, record, typed(donor="macrophage"))
    with Session.open(mine, "Ann") as session:  # later, and without knowing of it
        records.edit(session, record, typed(recipient="U87"))
    other = tmp_path / "other.exo"
    shutil.copy(theirs, other)
    merge(other, mine)
    merge(mine, theirs)
    assert rows(mine) == rows(other)
    with Session.open(mine) as session:
        assert session.project.record(record).review == "accepted"


def test_a_person_decides_conflicts(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        record = first(session, "miR-21")
        records.edit(session, record, typed(therapy="cisplatin", donor="CAF"))
    with Session.open(mine, "Ann") as session:
        records.edit(session, record, typed(therapy="radiation", donor="TAM"))
        found = merging.preview(session, theirs)
        chosen = merging.decide(found, {("record_fields", f"{record}:therapy"): True})
        merging.merge(session, chosen)
        entries = session.project.entries(record)
        assert (entries["therapy"].text, entries["donor"].text) == ("cisplatin", "TAM")
        assert {"radiation", "CAF"} <= {text for p in past.of_record(session, record) for text in (p.before, p.after)}


def test_what_one_deleted_and_the_other_changed_stays(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        records.delete(session, first(session, "miR-21"))
        records.delete(session, first(session, "miR-151a"))
    with Session.open(mine, "Ann") as session:
        records.edit(session, first(session, "miR-21"), typed(donor="TAM"))
    merge(mine, theirs)
    with Session.open(mine) as session:
        kept = session.project.evidence_rows()
        assert [(r["cargo"], r["donor"]) for r in kept] == [("miR-21", "TAM")]


def test_the_same_pdf_added_by_both_is_one_document(tmp_path: Path, sample_pdf: Path) -> None:
    made = []
    for name, cargo in (("one", "miR-1"), ("two", "miR-2")):
        path = tmp_path / f"{name}.exo"
        with Session.create(path, name) as session, PdfClient(drawing=False) as pdf:
            key = documents.add(session, pdf, sample_pdf).document
            passages.highlight_quote(session, pdf, key, QUOTES[0])
            records.create(session, (session.project.passages()[0].id,), typed(cargo=cargo))
        made.append(path)
    merge(made[0], made[1])
    with Session.open(made[0]) as session:
        assert len(session.project.documents()) == 1
        assert {r["cargo"] for r in session.project.evidence_rows()} == {"miR-1", "miR-2"}


def act(session: Session, dice: random.Random) -> None:
    """One thing a curator may do."""
    project = session.project
    known = [r.id for r in project.records()]
    spots = [p.id for p in project.passages()]
    kind = dice.choice(("new", "edit", "edit", "edit", "delete", "link", "unlink", "review", "undo", "note"))
    record = dice.choice(known) if known else ""
    if kind == "new" or not record:
        records.create(session, (dice.choice(spots),), typed(cargo=f"miR-{dice.randrange(99)}"))
    elif kind == "edit":
        records.edit(
            session, record, typed(**{dice.choice(("donor", "therapy", "recipient")): f"x{dice.randrange(9)}"})
        )
    elif kind == "delete":
        records.delete(session, record)
    elif kind == "link":
        records.link(session, record, dice.choice(spots))
    elif kind == "unlink" and len(project.links(record=record)) > 1:
        records.unlink(session, record, project.links(record=record)[0].passage)
    elif kind == "review":
        records.review(session, record, dice.choice(("accepted", "rejected", "")))
    elif kind == "undo":
        session.undo()
    elif kind == "note":
        passages.set_note(session, dice.choice(spots), f"note {dice.randrange(9)}")


HISTORIES, ALL_HISTORIES = 8, 2_000
"""Random histories of three people that are merged in every order each time, and with --full."""
ONCE_WRONG = (442, 578)
"""Histories that were merged otherwise in another order."""


@pytest.mark.timeout(7_200)
def test_whoever_merges_whom_the_content_is_the_same_and_nothing_is_lost(
    template: Path, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    for seed in (*ONCE_WRONG, *range(ALL_HISTORIES if pytestconfig.getoption("full") else HISTORIES)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        merge_in_every_order(template, folder, random.Random(seed))
        shutil.rmtree(folder)


def merge_in_every_order(template: Path, tmp_path: Path, dice: random.Random) -> None:
    paths = {name: tmp_path / f"{name}.exo" for name in ("a", "b", "c")}
    for name, path in paths.items():
        shutil.copy(template, path)
        with Session.open(path, name) as session:
            for _ in range(6):
                act(session, dice)
    said = {words(value) for path in paths.values() for (table, _), value in rows(path).items() if table == _FIELDS}

    def joined(name: str, *order: str) -> Path:
        made = tmp_path / f"{name}.exo"
        shutil.copy(paths[order[0]], made)
        for other in order[1:]:
            merge(made, paths[other])
        return made

    ab, ba = joined("ab", "a", "b"), joined("ba", "b", "a")
    assert rows(ab) == rows(ba)
    again = rows(ab)
    merge(ab, paths["b"])
    merge(ab, paths["a"])
    merge(ab, ba)
    assert rows(ab) == again
    whole = joined("abc", "a", "b", "c")
    bc = joined("bc", "b", "c")
    other = tmp_path / "a_bc.exo"
    shutil.copy(paths["a"], other)
    merge(other, bc)
    assert rows(whole) == rows(other)
    with Session.open(whole) as session:
        touched = {edit.key for change in session.project.changes() for edit in change.edits}
        once = sides.states(session.project, {_FIELDS: touched})
    kept = {words(value) for states in once.values() for value in states if value}
    kept |= {words(value) for (table, _), value in rows(whole).items() if table == _FIELDS}
    deleted = {key.split(":")[0] for (table, key) in rows(whole) if table == "tombstones"}
    lost = {value for value in said - kept if value[0].split(":")[0] not in deleted}
    assert not lost


_FIELDS = "record_fields"


def words(state: str) -> tuple[str, str, str]:
    """What a field says: where two people said the same, one of them is kept as who said it."""
    row = json.loads(state)
    return row["id"], row["values"], row["reason"]


def test_a_stranger_is_refused_in_a_sentence(copies: tuple[Path, Path], tmp_path: Path) -> None:
    mine, _ = copies
    other = tmp_path / "other.exo"
    other.write_bytes(b"SQLite format 3\0" + b"\0" * 200)
    before = rows(mine)
    with Session.open(mine) as session:
        for path in (other, tmp_path, tmp_path / "gone.exo"):
            with pytest.raises(ExoError):
                merging.preview(session, path)
        with pytest.raises(ExoError, match="the project itself"):
            merging.preview(session, mine)
    assert rows(mine) == before


def test_merge_by_command(copies: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ben") as session:
        record = first(session, "miR-21")
        records.edit(session, record, typed(therapy="cisplatin"))
        records.create(session, (session.project.passages()[2].id,), typed(cargo="circCABIN1"))
    with Session.open(mine, "Ann") as session:
        records.edit(session, record, typed(therapy="radiation"))
    assert main(["merge", str(mine), str(theirs), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], [(c["field"], c["mine"], c["theirs"]) for c in told["conflicts"]]) == (
        1,
        [("therapy", "radiation", "cisplatin")],
    )
    assert main(["merge", str(mine), str(theirs), "--prefer", "theirs", "--json"]) == 0
    with Session.open(mine) as session:
        assert session.project.entries(record)["therapy"].text == "cisplatin"
    assert main(["merge", str(mine), str(mine)]) == 1


def altered(path: Path, *statements: str) -> None:
    """What somebody does to a file with another program."""
    with closing(sqlite3.connect(path)) as db, db:
        for statement in statements:
            db.execute(statement)


def test_nobody_is_called_otherwise_by_a_copy(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    altered(theirs, "UPDATE curators SET name = 'Mallory'")
    merge(mine, theirs)
    with Session.open(mine, "Ann") as session:
        assert [person.name for person in session.project.curators()] == ["Ann"]


@pytest.mark.parametrize("time", ["zzz", "2076-11-02T09:00:00.000Z"])
def test_a_time_that_is_none_or_is_to_come_beats_no_other(copies: tuple[Path, Path], time: str) -> None:
    mine, theirs = copies
    for path, donor in ((mine, "U87"), (theirs, "T98G")):
        with Session.open(path, "Ann") as session:
            record = session.project.records()[0].id
            records.edit(session, record, typed(donor=donor))
    altered(theirs, f"UPDATE record_fields SET changed = '{time}' WHERE field = 'donor'")
    (conflict,) = merge(mine, theirs).conflicts
    assert (conflict.mine, conflict.theirs, conflict.theirs_wins) == ("U87", "T98G", False)


def test_only_what_is_gone_in_the_end_is_counted_as_deleted(copies: tuple[Path, Path]) -> None:
    """A copy that says it deleted our records, and knows nothing of their fields."""
    mine, theirs = copies
    with Session.open(mine, "Ann") as session:
        gone = {record.id: digest_of("records", to_row(record)) for record in session.project.records()}
    forged = (f"INSERT INTO project VALUES ('deleted:records:{key}', '{told}')" for key, told in gone.items())
    emptied = (f"DELETE FROM {table}" for table in ("record_fields", "record_passages", "records", "history"))
    altered(theirs, *emptied, *forged)
    assert merge(mine, theirs).count("deleted", "records") == 0
    with Session.open(mine, "Ann") as session:
        assert {record.id for record in session.project.records()} == set(gone)


def test_a_round_that_comes_with_a_copy_is_told(copies: tuple[Path, Path]) -> None:
    mine, theirs = copies
    with Session.open(theirs, "Ann") as session:
        blind.start(session, ["Ann", "Ben"])
    assert "blind coding of Ann and Ben is opened with it" in merge(mine, theirs).hidden()
    assert merge(mine, theirs).hidden() == ""
