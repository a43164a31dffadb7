"""Backups of a project file: whole copies, opened and checked when they are made, and kept by their age.

A copy is made from the open file through SQLite, so it is whole however much is written meanwhile. A file that is
damaged gives no backup, and then none of the older ones goes, so that good ones are never pushed out by bad ones.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exoannotate.domain.errors import ExoError, ProjectFileError
from exoannotate.store import opening, structure

NEWEST, DAYS, WEEKS = 5, 7, 8
"""Kept are so many of the newest, and the newest of each of so many days and weeks on which there was one."""
ROOM = 4 << 30
"""Bytes that the backups of one project may take; the newest are kept even so."""
_NAME = re.compile(r"(\d{6,9})-(\d{8}T\d{6}Z)-([0-9a-f]{12})\.exo")
_PAGES = 4_096
"""Pages copied at once; between two pieces others may write."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy. ``number`` counts up whatever the clock says; ``mark`` tells the last act of its history."""

    path: Path
    number: int
    at: datetime
    mark: str
    size: int


@dataclass(frozen=True, slots=True)
class Counts:
    """What a copy holds."""

    documents: int
    highlights: int
    records: int


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups in a folder, newest first; what else lies there is left alone."""
    found = []
    with suppress(OSError):
        for entry in os.scandir(folder):
            match = _NAME.fullmatch(entry.name)
            if match and entry.is_file(follow_symlinks=False):
                try:
                    at = datetime.strptime(match[2], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
                except ValueError:  # digits that are no time: not one of ours
                    continue
                found.append(Backup(Path(entry.path), int(match[1]), at, match[3], entry.stat().st_size))
    return tuple(sorted(found, key=lambda one: -one.number))


def make(source: Path, folder: Path, at: datetime) -> Backup | None:
    """Copy a project into a folder and check the copy; None when nothing was done since the newest one.

    Raises ExoError when the file is damaged, when it is away, or when the disk refuses; nothing is left then.
    """
    known = listed(folder)
    try:
        with closing(opening.reading(source)) as db:
            mark = _mark(db)
            if known and known[0].mark == mark and not _is_cut(known[0].path):
                return None
            number = known[0].number + 1 if known else 1
            path = folder / f"{number:06}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{mark}.exo"
            _write(db, source, path)
    except sqlite3.Error as error:
        raise opening.unreadable(source, error) from error
    made = Backup(path, number, at, mark, path.stat().st_size)
    for one in outdated((made, *known)):
        with suppress(OSError):
            one.path.unlink()
    return made


def outdated(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """The backups that are not needed any more.

    A day is one of the calendar. (2026-12: counted backwards from now, each day pushed its last backup out as the next
    one grew as old, and none grew older than two days.) Days and weeks are counted in the order of making, whatever
    their dates: a clock that was wrong for a while takes the place of no others for long.
    """
    order = sorted(backups, key=lambda one: -one.number)
    kept = {one.number for one in order[:NEWEST]}
    for many, days in ((DAYS, 1), (WEEKS, 7)):
        spans: dict[int, int] = {}
        for one in order:  # the newest of a span comes first
            spans.setdefault(one.at.toordinal() // days, one.number)
        kept.update(list(spans.values())[:many])
    room, out = ROOM, []
    for one in order:
        room -= one.size
        if one.number not in kept or (room < 0 and one not in order[:NEWEST]):
            out.append(one)
    return tuple(out)


def counts(path: Path) -> Counts:
    """What a project file holds. Raises ExoError."""
    try:
        with closing(opening.reading(path)) as db:
            return Counts(*(_count(db, table) for table in ("documents", "passages", "records")))
    except sqlite3.Error as error:
        raise opening.unreadable(path, error) from error


def looks_whole(path: Path) -> str:
    """What SQLite finds wrong with a project file, "" for nothing. Raises ExoError when it is no project at all.

    Quick enough for each opening: the disk's pages and the tables are looked at, not what the rows say.
    """
    version = opening.check_door(path)
    try:
        with closing(opening.reading(path)) as db:
            structure.verify(db, path, version)
            (first,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            return "" if first == "ok" else str(first)
    except ProjectFileError as error:
        return error.message
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if opening.is_busy(error):
            raise opening.unreadable(path, error) from error
        return "a part of it cannot be read"


def project_id(path: Path) -> str:
    """Which project a file says it is, "" when that cannot be read."""
    try:
        opening.check_door(path)
        with closing(opening.reading(path)) as db:
            row = db.execute("SELECT value FROM project WHERE id = 'id'").fetchone()
            return str(row[0]) if row else ""
    except (ExoError, sqlite3.Error, UnicodeDecodeError):
        return ""


def _is_cut(path: Path) -> bool:
    """Whether a file is shorter than it says itself, or says nothing: a look at it that costs nothing."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
        page = int.from_bytes(head[16:18])
        return (65_536 if page == 1 else page) * int.from_bytes(head[28:32]) > path.stat().st_size or not page
    except OSError:
        return True


def _write(db: sqlite3.Connection, source: Path, path: Path) -> None:
    aside = path.with_suffix(".part")
    try:
        with opening.writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.unlink(missing_ok=True)
            with closing(sqlite3.connect(aside)) as copy:
                db.backup(copy, pages=_PAGES, sleep=0.005)
            if wrong := looks_whole(aside):
                raise ProjectFileError(
                    f"“{source.name}” is damaged, so no backup was made of it: {wrong}.",
                    "Backups made before are kept. Bring one back, or repair the file.",
                )
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            aside.replace(path)
    except OSError as error:
        raise ExoError(
            f"No backup of “{source.name}” was made: {opening.plain(error)}.", "The project itself is safe."
        ) from error
    finally:
        opening.clear_away(aside)


def _mark(db: sqlite3.Connection) -> str:
    """The last act, by which a copy is known: the number of acts would be the same again after going back."""
    row = db.execute("SELECT id FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return hashlib.sha256(str(row[0] if row else "").encode()).hexdigest()[:12]


def _count(db: sqlite3.Connection, table: str) -> int:
    (many,) = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    return int(many)
