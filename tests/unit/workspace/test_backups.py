"""Backups: made when something was done, checked, kept by age, found again, brought back; damaged projects mended."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.records import Value
from exoannotate.store import backups as store
from exoannotate.store import silent
from exoannotate.store.backups import Backup, outdated
from exoannotate.store.checks import check, digest
from exoannotate.workspace import backups, passages, records, repairing, sample, settings
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sample.copy(tmp_path / "desk")


def add_record(path: Path, cargo: str) -> None:
    with Session.open(path, "Ann") as session:
        records.create(session, (session.project.passages()[0].id,), {"cargo": FieldInput((Value(cargo),))})


def test_a_backup_is_made_when_something_was_done(project: Path) -> None:
    first = backups.make(project, DAY)
    assert first is not None and digest(first.path) == digest(project)
    assert backups.make(project, DAY) is None
    add_record(project, "miR-77")
    second = backups.make(project, DAY)
    assert second is not None and second.number == first.number + 1
    assert [kept.counts.records for kept in backups.listed(project) if kept.counts] == [9, 8]
    assert str(first.path).startswith(str(settings.data_folder()))


def test_a_project_that_moves_keeps_its_backups_and_copies_have_their_own(project: Path, tmp_path: Path) -> None:
    backups.make(project, DAY)
    copy = tmp_path / "copy.exo"
    shutil.copy(project, copy)
    assert backups.listed(copy) == ()
    project.rename(tmp_path / "renamed.exo")
    assert len(backups.listed(tmp_path / "renamed.exo")) == 1
    add_record(tmp_path / "renamed.exo", "miR-77")
    assert backups.make(tmp_path / "renamed.exo", DAY) is not None
    assert len(backups.listed(tmp_path / "renamed.exo")) == 2


def test_kept_are_the_newest_and_one_of_each_day_and_week() -> None:
    many = [Backup(Path(f"{n}"), n, DAY + timedelta(hours=6 * n), "", 1) for n in range(400)]
    gone = {one.number for one in outdated(many)}
    kept = sorted(set(range(400)) - gone)
    assert kept[-store.NEWEST :] == [395, 396, 397, 398, 399]
    last = many[-1].at.toordinal()
    assert set(range(store.DAYS)) <= {last - many[n].at.toordinal() for n in kept}
    assert set(range(store.WEEKS)) <= {last // 7 - many[n].at.toordinal() // 7 for n in kept}
    assert len(kept) <= store.NEWEST + store.DAYS + store.WEEKS
    # A clock that was set back counts for nothing: what was made last is the newest.
    back = Backup(Path("400"), 400, DAY, "", 1)
    assert 400 not in {one.number for one in outdated([*many, back])}


@pytest.mark.parametrize("years", [-56, -1, 50])
def test_a_clock_that_was_wrong_for_a_while_costs_no_day_and_no_week(years: int) -> None:
    def kept(wrong: timedelta | None) -> set[datetime]:
        """The times of what is kept at the end of 120 days, on ten of which the clock may have been wrong."""
        made: list[Backup] = []
        for number in range(240):
            at = DAY + timedelta(hours=12 * number)
            if 100 <= number < 120:
                if wrong is None:
                    continue
                at += wrong
            made.append(Backup(Path(f"{number}"), number, at, "", 1))
            gone = outdated(made)
            made = [one for one in made if one not in gone]
        return {one.at for one in made}

    undisturbed = kept(None)
    days = {at.date() for at in undisturbed}
    assert len(days) >= store.DAYS and max(days) - min(days) >= timedelta(weeks=store.WEEKS - 2)
    assert kept(timedelta(days=365 * years)) >= undisturbed


def test_a_backup_that_was_cut_is_made_again_and_none_that_is_whole_is_told(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = backups.make(project, DAY)
    assert first is not None and backups.make(project, DAY) is None
    os.truncate(first.path, 5000)
    assert main(["restore", str(project)]) == 1
    assert "The one backup of “sample.exo” cannot be gone back to" in capsys.readouterr().err
    second = backups.make(project, DAY)
    assert second is not None and second.number == 2
    os.truncate(second.path, 0)
    assert main(["restore", str(project)]) == 1
    assert "None of the 2 backups" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes among its files")
def test_going_back_waits_for_no_pipe_in_the_place_of_a_project(project: Path) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    project.unlink()
    os.mkfifo(project)
    restored = backups.restore(project, made)
    assert check(project).ok and restored.aside is not None and restored.aside.is_fifo()


def test_what_others_put_among_the_backups_is_not_gone_back_to(project: Path, tmp_path: Path) -> None:
    first = backups.make(project, DAY)
    assert first is not None
    with Session.create(tmp_path / "other.exo", "Eve"):
        pass
    planted = first.path.with_name("000900-20261102T090000Z-aaaaaaaaaaaa.exo")
    shutil.copy(tmp_path / "other.exo", planted)
    first.path.with_name("000901-99999999T999999Z-aaaaaaaaaaaa.exo").write_text("no time is so")
    first.path.with_name("000902-20261102T090000Z-aaaaaaaaaaaa.exo").mkdir()
    first.path.with_name("000903-20261102T090000Z-aaaaaaaaaaaa.exo").symlink_to(tmp_path / "other.exo")
    assert [kept.backup.number for kept in backups.listed(project)] == [900, 1]
    newest = backups.newest_good(project)
    assert newest is not None and newest.backup == first
    with pytest.raises(ExoError, match="of another project"):
        backups.restore(project, backups.chosen(project, 900))


def test_a_file_that_another_program_writes_to_is_neither_exchanged_nor_mended(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    before = sorted(project.parent.iterdir())
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **more: connect(*given, **{**more, "timeout": 0.1}))
    with closing(sqlite3.connect(project, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE history SET label = 'half'")
        with pytest.raises(ExoError, match="another program is writing"):
            backups.restore(project, made)
        with pytest.raises(ExoError, match="another program is writing"):
            repairing.repair(project)
        other.execute("ROLLBACK")
    assert sorted(project.parent.iterdir()) == before and check(project).ok


@pytest.mark.parametrize("links", [True, False])
def test_at_no_moment_of_going_back_is_there_no_project(
    project: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    add_record(project, "miR-77")
    before, there = set(project.parent.iterdir()), list[bool]()

    def looking(of: Callable[..., None]) -> Callable[..., None]:
        def act(*given: object, **more: object) -> None:
            of(*given, **more)
            there.append(project.exists())

        return act

    def no_links(*_given: object, **_more: object) -> None:
        raise OSError("no links here")

    for name in ("replace", "unlink", "remove", "rename"):
        monkeypatch.setattr(os, name, looking(getattr(os, name)))
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    restored = backups.restore(project, made)
    assert there and (all(there) or not links), "a disk without links has no other way"
    assert set(project.parent.iterdir()) - before == {restored.aside}
    assert check(project).ok and restored.aside is not None and check(restored.aside).ok


def test_what_a_killed_program_left_is_cleared_away_later(project: Path) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    old = [project.with_name(name) for name in (".exoannotate-0a1b.part", ".exoannotate-0a1b.new-journal")]
    old.append(made.path.with_suffix(".part"))
    kept = [project.with_name(name) for name in (".exoannotate-9.part", "my.part")]
    for path in (*old, *kept):
        path.write_text("half")
    for path in (*old, kept[1]):
        os.utime(path, (0, 0))
    add_record(project, "miR-78")
    backups.make(project, DAY)
    assert all(path.exists() for path in kept) and not any(path.exists() for path in old)


def test_s18_ten_openings_on_three_days_are_rotated_and_each_is_whole(project: Path) -> None:
    for n in range(10):
        add_record(project, f"miR-{n}")
        assert backups.make(project, DAY + timedelta(hours=8 * n)) is not None
    kept = backups.listed(project)
    assert 5 <= len(kept) < 10 and all(check(one.backup.path).ok for one in kept)
    # A damaged file pushes none of them out.
    add_record(project, "miR-77")
    damage(project, pages=12)
    before = [one.backup.number for one in backups.listed(project)]
    for _ in range(3):
        with pytest.raises(ExoError, match="damaged"):
            backups.make(project, DAY + timedelta(days=90))
    assert [one.backup.number for one in backups.listed(project)] == before


def test_going_back_keeps_what_stood_there(project: Path) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    before = digest(project)
    add_record(project, "miR-77")
    after = digest(project)
    done = backups.restore(project, made)
    assert digest(project) == before
    assert done.aside is not None and digest(done.aside) == after
    assert sorted(p.name for p in project.parent.glob(".exo*")) == []
    # So many acts as before, but others: they are backed up all the same.
    add_record(project, "miR-78")
    assert backups.make(project, DAY) is not None


def test_a_project_that_is_gone_comes_back(project: Path) -> None:
    backups.make(project, DAY)
    before = digest(project)
    project.unlink()
    assert backups.folder(project) is not None
    kept = backups.newest_good(project)
    assert kept is not None and backups.restore(project, kept.backup).aside is None
    assert digest(project) == before


def test_a_damaged_backup_is_not_brought_back(project: Path) -> None:
    made = backups.make(project, DAY)
    assert made is not None
    damage(made.path)
    before = project.read_bytes()
    with pytest.raises(ExoError, match="damaged itself"):
        backups.restore(project, made)
    assert project.read_bytes() == before
    assert backups.newest_good(project) is None
    with pytest.raises(NotFoundError):
        backups.chosen(project, 99)


def readable(path: Path) -> bool:
    """Whether the list of tables is whole: without it nothing can be found."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def damage(path: Path, seed: int = 1, pages: int = 3) -> None:
    """Overwrite pages of a file, none of them the first."""
    dice = random.Random(seed)
    size = path.stat().st_size
    with path.open("r+b") as file:
        for page in dice.sample(range(1, size // 4096), pages):
            file.seek(page * 4096)
            file.write(dice.randbytes(4096))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("with_backup", [True, False])
def test_s12_a_damaged_project_is_mended_and_nothing_is_overwritten(
    project: Path, seed: int, with_backup: bool
) -> None:  # fmt: skip
    add_record(project, "miR-77")
    if with_backup:
        backups.make(project, DAY)
    whole = digest(project)
    damage(project, seed, pages=2 + seed % 3)
    bytes_before = project.read_bytes()
    if check(project).ok:  # the pages were empty ones
        with pytest.raises(ExoError, match="is whole"):
            repairing.repair(project)
        return
    if not with_backup and not readable(project):
        with pytest.raises(ExoError, match="Nothing of"):
            repairing.repair(project)
        assert project.read_bytes() == bytes_before
        return
    done = repairing.repair(project)
    assert done.aside.read_bytes() == bytes_before
    assert check(project).ok
    if with_backup:
        assert digest(project) == whole
    with closing(sqlite3.connect(project)) as db:
        assert db.execute("SELECT count(*) FROM records").fetchone() == (done.counts.records,)
    with Session.open(project) as session:
        assert session.project.evidence_rows() or not done.counts.records


def test_rows_that_are_lost_come_from_the_history(project: Path) -> None:
    for n in range(60):
        add_record(project, f"miR-{n}")
    whole = digest(project)
    with closing(sqlite3.connect(project)) as db:
        page = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'records'").fetchone()[0]
    with project.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(os.urandom(4096))
    done = repairing.repair(project)
    assert done.backup is None and done.mended.from_history >= 60 and not done.mended.left_out
    assert digest(project) == whole and check(project).ok


def flip(path: Path, word: bytes, instead: bytes, *, last: bool = False) -> None:
    """Change a few bytes somewhere in a file, where SQLite does not notice."""
    data = path.read_bytes()
    at = data.rindex(word) if last else data.index(word)
    path.write_bytes(data[:at] + instead + data[at + len(word) :])


@pytest.mark.parametrize("last", [False, True])
def test_s14_a_bit_that_flipped_is_found_and_put_right(
    project: Path, last: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    with Session.open(project, "Ann") as session:
        passages.set_note(session, session.project.passages()[0].id, "zebrafish")
    whole = digest(project)
    assert main(["check", str(project)]) == 0
    backups.make(project, DAY)
    flip(project, b"zebrafish", b"zebrafisi", last=last)
    assert check(project).ok  # the file is whole for SQLite
    found = silent.find(project)
    assert [one.table for one in found] == ["passages"]
    assert "1 of “passages”" in silent.sentence(found)
    assert main(["check", str(project)]) == 1
    assert "not what was written last" in capsys.readouterr().out
    repairing.repair(project)
    assert digest(project) == whole and not silent.find(project)
    with pytest.raises(ExoError, match="is whole"):
        repairing.repair(project)


def test_a_file_that_is_none_or_newer_is_not_mended(project: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.exo"
    page.write_text("<html>no project</html>" * 99)
    with pytest.raises(ExoError, match="can be read"):
        repairing.repair(page)
    with closing(sqlite3.connect(project)) as db:
        db.execute("PRAGMA user_version = 9000")
    with pytest.raises(ExoError, match="newer"):
        repairing.repair(project)
    with pytest.raises(NotFoundError):
        repairing.repair(tmp_path / "nothing.exo")
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix == ".exo") == ["page.exo"]


@pytest.mark.expects_log("no backup of the project")
def test_a_disk_that_refuses_is_told(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("EXOANNOTATE_DATA_DIR", str(tmp_path / "file"))
    with pytest.raises(ExoError, match="No backup"):
        backups.make(project, DAY)
    backups.make_quietly(project)


def test_by_command(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", str(project)]) == 0
    assert capsys.readouterr().out == "Backup 1 was made.\n"
    assert main(["backup", str(project), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["made"] is False
    add_record(project, "miR-77")
    assert main(["restore", str(project)]) == 0
    assert "with 8 records" in capsys.readouterr().out
    assert main(["backup", str(project), "--list", "--json"]) == 0
    assert [json.loads(line)["records"] for line in capsys.readouterr().out.splitlines()] == [8]
    damage(project)
    assert main(["check", str(project)]) == 1
    assert "--repair" in capsys.readouterr().err
    assert main(["check", str(project), "--repair"]) == 0
    out = capsys.readouterr().out
    assert "was mended" in out and "kept as" in out
    assert main(["check", str(project)]) == 0
    assert main(["check", str(project), "--repair"]) == 1
