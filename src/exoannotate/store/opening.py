"""Who may come in: the checks before a file is treated as a project, and the sentences for those that are not."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from exoannotate.domain import own_fields
from exoannotate.domain.errors import (
    DamagedFileError,
    NewerFormatError,
    NotFoundError,
    ProjectFileError,
    UnreadableError,
)
from exoannotate.domain.records import ProjectField
from exoannotate.store.migrations import APPLICATION_ID, FORMAT, migrate
from exoannotate.store.rows import from_rows
from exoannotate.store.views import views

_MAGIC = b"SQLite format 3\x00"
_UNCHANGED = "The file was not changed."
_OLDEST = 1000
"""The lowest format number that was ever written."""
_LONGEST_NAME = 255 - len("-journal")
"""Bytes of a file name; while a project is written, a second file lies beside it with “-journal” behind its name."""


def create(path: Path) -> None:
    """Make a new, empty project file. It appears whole or not at all; an existing file is never replaced."""
    if _lexists(path):
        raise _exists(path)
    if not os.path.isdir(path.parent):
        raise NotFoundError(f"The folder “{path.parent}” does not exist.", "Make it first, or choose another one.")
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise _too_long(path)
    aside = path.with_name(f".exoannotate-{secrets.token_hex(8)}.new")
    try:
        migrate(str(aside))
        with contextlib.closing(connect(aside)) as connection:
            renew_views(connection)
        reveal(aside, path)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, sqlite3.Error) as error:
        raise ProjectFileError(
            f"“{path.name}” cannot be made in “{path.parent.absolute()}”: {plain(error)}.",
            "Nothing was written. Choose another folder, or make room on the disk.",
        ) from None
    finally:
        clear_away(aside)


def clear_away(aside: Path) -> None:
    """Remove a file that did not get its name, and its journal."""
    for rest in (aside, aside.with_name(f"{aside.name}-journal")):
        with contextlib.suppress(OSError):
            rest.unlink(missing_ok=True)


def reveal(aside: Path, path: Path) -> None:
    """Give a finished file its name, unless that is taken meanwhile."""
    with contextlib.suppress(OSError, AttributeError):
        os.link(aside, path)
        return
    # A disk without links (a USB stick, some network folders): the name is taken first, so that nobody else's is lost.
    os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    aside.replace(path)


def _exists(path: Path) -> ProjectFileError:
    return ProjectFileError(f"“{path.name}” exists already.", "It was not changed. Choose another name, or open it.")


def _too_long(path: Path) -> ProjectFileError:
    return ProjectFileError(f"The file name “{path.name[:60]}…” is too long.", "Nothing was written. Shorten it.")


def _lexists(path: Path) -> bool:
    """Whether something has this name, be it a broken link. Raises ExoError when that cannot be told."""
    try:
        return os.path.lexists(path)
    except ValueError:  # a name no file can have
        return False


def _mode(path: Path) -> int:
    """What kind of file this is. Raises ExoError when there is none or it may not be looked at."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise NotFoundError(
            f"There is no file “{path}”.", "Check the name, or make a new project with that name."
        ) from None
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _too_long(path) from None
        raise UnreadableError(f"“{path.name}” cannot be read: {plain(error)}.", _UNCHANGED) from None


def check_door(path: Path) -> int:
    """The format version of the project at ``path``. Raises ExoError for anything that is not one we can read."""
    mode = _mode(path)
    if stat.S_ISDIR(mode):
        raise ProjectFileError(f"“{path}” is a folder, not a project file.", "Choose a file whose name ends in .exo.")
    if not stat.S_ISREG(mode):
        raise ProjectFileError(f"“{path}” is a device, not a project file.", "Choose a file whose name ends in .exo.")
    head = _head(path)
    if len(head) < 100 or not head.startswith(_MAGIC) or int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise ProjectFileError(
            f"“{path.name}” is not an exoannotate project.",
            f"{_UNCHANGED} If it was one, it is damaged: go back to a copy of it.",
        )
    version = int.from_bytes(head[60:64])
    if version // 1000 > FORMAT // 1000:
        raise NewerFormatError(
            f"“{path.name}” was written by a newer exoannotate (file format {version // 1000}.{version % 1000}; "
            f"this program reads up to {FORMAT // 1000}.x).",
            f"{_UNCHANGED} Install the newer exoannotate to open it.",
        )
    if version < _OLDEST:
        raise damaged(path, "its version number is one that was never used")
    return version


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(100)
    except OSError as error:
        raise UnreadableError(f"“{path.name}” cannot be read: {plain(error)}.", _UNCHANGED) from None


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas of the project file; transactions are begun and ended by hand.

    Raises sqlite3.Error, as its use does.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    if read_only and _head(path)[18:19] == b"\x02" and not _filled(path.with_name(f"{path.name}-wal")):
        # Another program switched the file to a write-ahead log; reading that makes files beside it, which a
        # read-only folder refuses. With no log there, nothing is missing from the file itself.
        uri += "&immutable=1"
    connection = sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        # DELETE and EXTRA: one whole file at rest, and what was acknowledged survives a power cut. With FULL the end of
        # the journal is not on disk yet, and one that comes back would take the last edit away.
        connection.execute("PRAGMA journal_mode = DELETE") if not read_only else None
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def reading(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, unless a program that crashed left the file in need of repair."""
    try:
        # Setting the pragmas of a connection reads the file, and meets the journal.
        return connect(path, read_only=True)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise
    return connect(path)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep other programs from writing to a file while another takes its name: they would go on in the one, and with
    the journal of the other. Raises ExoError where one is writing; a file that is none to SQLite is nobody's."""
    db = None
    try:
        if path.is_file() and not path.is_symlink() and _head(path)[18:19] == b"\x01":
            db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=2.0, isolation_level=None)
            db.execute("BEGIN EXCLUSIVE")  # plays back what a program that crashed has left, too
            if os.name == "nt":  # no file is renamed there that somebody has open
                db.close()
    except (sqlite3.Error, ProjectFileError) as error:
        if db is not None:
            db.close()
        if is_busy(error):
            raise ProjectFileError(
                f"“{path.name}” is in use: {plain(error)}.",
                f"{_UNCHANGED} Close the project everywhere, and do it again.",
            ) from None
    try:
        yield
    finally:
        if db is not None:
            db.close()


def _filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def renew_views(connection: sqlite3.Connection) -> None:
    """Make the readable views those of this version of the program and of the project's own fields."""
    if _stale(connection):
        connection.execute("BEGIN IMMEDIATE")
        draw_views(connection)
        connection.execute("COMMIT")


def draw_views(connection: sqlite3.Connection) -> None:
    """The same within a transaction that has begun."""
    for name, statement in _stale(connection).items():
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        connection.execute(statement)


def _stale(connection: sqlite3.Connection) -> dict[str, str]:
    present = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    kept = connection.execute("SELECT * FROM project_fields ORDER BY ordinal, id").fetchall()
    try:
        own = own_fields.of_project(from_rows(ProjectField, list(map(dict, kept))))
    except ValueError:  # reading it will say so
        own = ()
    return {name: sql for name, sql in views(own).items() if present.get(name) != sql}


def damaged(path: Path, how: str) -> DamagedFileError:
    """The refusal of a file that holds something else than it should."""
    return DamagedFileError(
        f"“{path.name}” is damaged: {how}.",
        "Nothing was changed. Go back to a copy of the file; “exoannotate check” lists what is wrong with this one.",
    )


def unreadable(path: Path, error: BaseException) -> ProjectFileError:
    """What the disk, a lock or the file said to a read, as a sentence.

    The statements are fixed and the tables were looked at when the file was opened: what is neither the disk nor a
    lock is a damaged page, or a row that holds no UTF-8 or no JSON.
    """
    if not is_of_the_world(error) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
        return damaged(path, "a part of it cannot be read")
    return UnreadableError(f"“{path.name}” could not be read: {plain(error)}.", f"{_UNCHANGED} {_AGAIN}")


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turns what the disk, a lock or the file says to a write into a sentence: ““study.exo” was not written: …”."""
    try:
        yield
    except sqlite3.Error as error:
        if not is_of_the_world(error):
            raise
        raise ProjectFileError(
            f"“{path.name}” was not written: {plain(error)}.", f"Everything saved before is safe. {_next_step(error)}"
        ) from None


_AGAIN = "Try again in a moment."
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _next_step(error: BaseException) -> str:
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlite3.SQLITE_FULL:
            return "Make room on the disk and do it again."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return "Go back to a copy of the file; “exoannotate check” lists what is wrong with this one."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return "Copy the file to a folder you may write to and go on there."
    return _AGAIN


_SAYINGS = {
    sqlite3.SQLITE_BUSY: "another program is writing to it",
    sqlite3.SQLITE_LOCKED: "another program is writing to it",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "its folder cannot be written",
    sqlite3.SQLITE_IOERR: "the disk reported an error",
    sqlite3.SQLITE_CORRUPT: "it is damaged",
    sqlite3.SQLITE_NOTADB: "it is damaged",
}


def is_of_the_world(error: BaseException) -> bool:
    """Whether a SQLite error comes from the disk, a lock or the file, and not from a fault of ours."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _SAYINGS


_TOLD = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EROFS: "the disk is read-only",
    errno.ELOOP: "its link leads in a circle",
    errno.EEXIST: "a file has that name",
    errno.ENOTDIR: "a part of that path is a file and not a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk reported an error",
}


def is_busy(error: BaseException) -> bool:
    """Whether another program holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def plain(error: BaseException) -> str:
    """What an operating system or SQLite error means, in words a researcher knows."""
    if isinstance(error, PermissionError):
        return "permission was refused"
    if isinstance(error, OSError) and error.errno in _TOLD:
        return _TOLD[error.errno]
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SAYINGS.get(code, "the file could not be used")
