"""Backups of projects: where they lie, when they are made, and how one of them takes the place of a project.

They lie in the person's own data folder, so that a project whose folder is lost is not lost with it; a project that is
moved or renamed keeps them. Nothing is ever overwritten: what stands in the place of
a backup that is brought back is kept beside it under another name.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.store import backups, opening
from exoannotate.store.backups import Backup, Counts
from exoannotate.workspace import leftovers, settings

log = logging.getLogger(__name__)

_PLACE = "place.txt"
"""Where a project was when it was backed up last: a damaged file cannot say which project it is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup and what it holds; ``counts`` is None for one that cannot be read any more."""

    backup: Backup
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back; ``aside``: where the file that stood there before is now, None when there was none."""

    backup: Backup
    counts: Counts
    aside: Path | None


def folder(path: Path) -> Path | None:
    """The folder with the backups of a project, also of one that is damaged or gone; None when there is none."""
    here, known = _place_of(path), backups.project_id(path)
    own = _home() / _folder_name(known, here)
    if known and own.is_dir():
        return own
    for one, place in _places():
        # A damaged file cannot say which project it is; one that was moved is not where it was.
        if place == here if not known else one.name.startswith(_start(known)) and not os.path.lexists(place):
            return one
    return None


def make(path: Path, at: datetime | None = None) -> Backup | None:
    """Back a project up, unless nothing was done since the last time. Raises ExoError; nothing is left then."""
    known = backups.project_id(path)
    if not known:
        opening.check_door(path)
        raise ExoError(f"“{path.name}” is damaged, so no backup was made of it.", "Backups made before are kept.")
    here = _place_of(path)
    own, before = _home() / _folder_name(known, here), folder(path)
    if before is not None and before != own:
        with suppress(OSError):
            before.rename(own)
    leftovers.clear(own, leftovers.AMONG_BACKUPS)
    made = backups.make(path, own, at or datetime.now(UTC))
    if made is not None:
        with suppress(OSError):
            (own / _PLACE).write_text(here, encoding="utf-8")
    return made


def make_quietly(path: Path) -> None:
    """The same before an act that must not fail for want of a backup; why it failed goes to the log."""
    try:
        make(path)
    except ExoError as error:
        log.warning("no backup of the project: %s", error.message)


def listed(path: Path) -> tuple[Kept, ...]:
    """The backups of a project with what they hold, newest first."""
    where = folder(path)
    return tuple(_kept(one) for one in backups.listed(where)) if where is not None else ()


def newest_good(path: Path) -> Kept | None:
    """The newest backup that is whole."""
    where = folder(path)
    for one in backups.listed(where) if where is not None else ():
        with suppress(ExoError):
            if not _wrong(one):
                return _kept(one)
    return None


def chosen(path: Path, number: int) -> Backup:
    """The backup of a project with this number. Raises NotFoundError."""
    where = folder(path)
    for one in backups.listed(where) if where is not None else ():
        if one.number == number:
            return one
    raise NotFoundError(f"There is no backup {number} of “{path.name}”.", "“backup --list” names those there are.")


def restore(path: Path, backup: Backup) -> Restored:
    """Put a copy of a backup in the place of a project. Nobody may have the project open.

    The file that stands there is renamed, not deleted. Raises ExoError; then it stands there as before.
    """
    if wrong := _wrong(backup):
        raise ExoError(wrong, "Nothing was changed. Choose another one.")
    incoming = path.with_name(f".exoannotate-{secrets.token_hex(8)}.part")
    leftovers.clear(path.parent)
    try:
        shutil.copyfile(backup.path, incoming)
        with incoming.open("rb+") as file:
            os.fsync(file.fileno())
        aside = take_place(incoming, path, "before going back")
    except OSError as error:
        raise ExoError(
            f"“{path.name}” was not brought back: {opening.plain(error)}.", "The file is as it was before."
        ) from error
    finally:
        with suppress(OSError):
            incoming.unlink()
    return Restored(backup, backups.counts(path), aside)


def take_place(incoming: Path, path: Path, why: str) -> Path | None:
    """Let a finished file take the place of another, which is kept under a new name that says why; that name, None when
    there was no file. Wherever this is interrupted, one of the two has the name; on a disk without links, and where a
    journal lies beside it, the old one may stand under its new name only. Raises OSError, or ExoError while another
    program writes; then the file is there as before."""
    if not os.path.lexists(path):
        opening.reveal(incoming, path)
        return None
    with opening.alone(path):
        aside = _free_name(path, why)
        if not any(path.with_name(f"{path.name}{end}").exists() for end in _BELONGING):
            with suppress(OSError, NotImplementedError):  # a disk without links, or a folder
                os.link(path, aside, follow_symlinks=False)
                try:
                    os.replace(incoming, path)
                except BaseException:
                    aside.unlink()
                    raise
                return aside
        _rename(path, aside)
        try:
            opening.reveal(incoming, path)
        except OSError:
            _rename(aside, path)
            raise
        return aside


_BELONGING = ("-journal", "-wal")
"""What SQLite keeps beside a file: it would be played into the one that takes its place."""


def _rename(path: Path, to: Path) -> None:
    os.rename(path, to)
    for end in _BELONGING:
        with suppress(FileNotFoundError):
            os.rename(path.with_name(f"{path.name}{end}"), to.with_name(f"{to.name}{end}"))


def _free_name(path: Path, why: str) -> Path:
    stamp = datetime.now().strftime("%Y-%m-%d %H.%M.%S")
    for number in range(1, 1_000):
        again = f" {number}" if number > 1 else ""
        aside = path.with_name(f"{path.stem[:100]} ({why}, {stamp}{again}){path.suffix}")
        if not os.path.lexists(aside):
            return aside
    raise OSError("too many copies of this name")


def _wrong(one: Backup) -> str:
    """Why a backup is none to go back to, "" where it is one. Raises ExoError when it is no project at all."""
    if damage := backups.looks_whole(one.path):
        return f"This backup is damaged itself: {damage}."
    if not one.path.parent.name.startswith(_start(backups.project_id(one.path))):
        return "This backup is of another project: somebody put it among those of this one."
    return ""


def _kept(one: Backup) -> Kept:
    try:
        return Kept(one, backups.counts(one.path))
    except ExoError:
        return Kept(one, None)


def _home() -> Path:
    return settings.data_folder() / "backups"


def _places() -> Iterator[tuple[Path, str]]:
    """Every folder of backups, and where its project was."""
    with suppress(OSError):
        for one in sorted(_home().iterdir()):
            with suppress(OSError, UnicodeDecodeError):
                yield one, (one / _PLACE).read_text(encoding="utf-8")


def _start(project: str) -> str:
    """What the folders of a project begin with. Its id stands in a file that may come from a stranger."""
    return f"{_digest(project)[:16]}-"


def _folder_name(project: str, place: str) -> str:
    """Two copies of one project have the same id: each has backups of its own."""
    return f"{_start(project)}{_digest(place)[:8]}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _place_of(path: Path) -> str:
    return os.path.realpath(path)
