"""Who may come in: the checks before a file is treated as a project, and the sentences for those that are not."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from exoannotate.domain.errors import NotFoundError, ProjectFileError
from exoannotate.store.migrations import APPLICATION_ID, FORMAT, migrate
from exoannotate.store.views import VIEWS

_MAGIC = b"SQLite format 3\x00"
_UNCHANGED = "The file was not changed."


def create(path: Path) -> None:
    """Make a new, empty project file. It appears whole or not at all; an existing file is never replaced."""
    if path.exists():
        raise ProjectFileError(f"“{path.name}” exists already.", "It was not changed. Choose another name, or open it.")
    if not path.parent.is_dir():
        raise NotFoundError(f"The folder “{path.parent}” does not exist.", "Make it first, or choose another one.")
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.unlink(missing_ok=True)
        migrate(str(aside))
        with contextlib.closing(connect(aside)) as connection:
            renew_views(connection)
        os.link(aside, path) if hasattr(os, "link") else aside.rename(path)
    except FileExistsError:
        raise ProjectFileError(f"“{path.name}” exists already.", _UNCHANGED) from None
    except (OSError, sqlite3.Error) as error:
        raise ProjectFileError(
            f"“{path.name}” cannot be made in “{path.parent}”: {plain(error)}.",
            "Nothing was written. Choose a folder you may write to.",
        ) from None
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def check_door(path: Path) -> int:
    """The format version of the project at ``path``. Raises ExoError for anything that is not one we can read."""
    if not path.exists():
        raise NotFoundError(f"There is no file “{path}”.", "Check the name, or make a new project with that name.")
    if not path.is_file():
        raise ProjectFileError(f"“{path}” is a folder, not a project file.", "Choose a file whose name ends in .exo.")
    not_ours = ProjectFileError(f"“{path.name}” is not an exoannotate project.", _UNCHANGED)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise ProjectFileError(f"“{path.name}” cannot be read: {plain(error)}.", _UNCHANGED) from None
    if len(head) < 100 or not head.startswith(_MAGIC):
        raise not_ours
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise not_ours
    version = int.from_bytes(head[60:64])
    if version // 1000 > FORMAT // 1000:
        raise ProjectFileError(
            f"“{path.name}” was written by a newer exoannotate (file format {version // 1000}.{version % 1000}; "
            f"this program reads up to {FORMAT // 1000}.x).",
            f"{_UNCHANGED} Install the newer exoannotate to open it.",
        )
    return version


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the pragmas of the project file; transactions are begun and ended by hand.

    Raises sqlite3.Error, as its use does; ``spoken`` turns these into sentences.
    """
    mode = "ro" if read_only else "rw"
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=5.0, isolation_level=None)
    connection.row_factory = sqlite3.Row
    # DELETE and FULL: one whole file at rest, and what was acknowledged survives a power cut.
    connection.execute("PRAGMA journal_mode = DELETE") if not read_only else None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def renew_views(connection: sqlite3.Connection) -> None:
    """Make the readable views those of this version of the program."""
    present = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    stale = [name for name, sql in VIEWS.items() if present.get(name) != sql]
    if not stale:
        return
    connection.execute("BEGIN IMMEDIATE")
    for name in stale:
        connection.execute(f"DROP VIEW IF EXISTS {name}")
        connection.execute(VIEWS[name])
    connection.execute("COMMIT")


@contextlib.contextmanager
def spoken(path: Path, doing: str) -> Iterator[None]:
    """Turns an error of the disk, a lock or the file into a sentence: ““study.exo” was not written: …”."""
    try:
        yield
    except sqlite3.Error as error:
        if not is_of_the_world(error):
            raise
        raise ProjectFileError(
            f"“{path.name}” {doing}: {plain(error)}.", "Everything saved before is safe. Try again in a moment."
        ) from None


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


def plain(error: BaseException) -> str:
    """What an operating system or SQLite error means, in words a researcher knows."""
    if isinstance(error, PermissionError):
        return "permission was refused"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return _SAYINGS.get(code, "the file could not be used")
