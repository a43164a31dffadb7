"""A project file to hand on: whole, checked, without what belongs to this computer and without deleted leftovers."""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from exoannotate.domain.errors import ExoError
from exoannotate.store import opening
from exoannotate.store.checks import check

FACT = "shared"
"""The row of the table ``project`` that says what a copy was handed on without."""
WITHOUT_NOTES, WITHOUT_NAMES = "without notes", "without names"


def share(path: Path, out: Path, *, with_pdfs: bool = False) -> str:
    """Write a copy of the project at ``path`` to ``out`` and return its content digest.

    Paths of this computer become plain file names, also in the history. PDFs kept inside stay there only
    ``with_pdfs``. The copy appears under its name when it is whole and checked. Raises ExoError; then nothing is left.
    """
    if os.path.lexists(out):
        raise ExoError(f"“{out.name}” exists already.", "Nothing was written. Choose another name.")
    with _on_disk(out):
        handle, name = tempfile.mkstemp(prefix=".exoannotate-", suffix=".part", dir=out.parent)
        os.close(handle)
    aside = Path(name)
    try:
        with _on_disk(out):
            _copy(path, aside, with_pdfs)
        found = check(aside)
        if not found.ok:
            raise ExoError(f"“{path.name}” is damaged, so it was not shared.", found.findings[0])
        with _on_disk(out):
            with aside.open("rb+") as file:
                os.fsync(file.fileno())
            opening.reveal(aside, out)
    finally:
        with suppress(OSError):
            aside.unlink()
    return found.digest


@contextmanager
def _on_disk(out: Path) -> Iterator[None]:
    try:
        with opening.writing(out):
            yield
    except OSError as error:
        raise ExoError(
            f"“{out.name}” was not written: {opening.plain(error)}.", "Nothing was left behind. Choose another folder."
        ) from error


def _copy(path: Path, aside: Path, with_pdfs: bool) -> None:
    aside.unlink()  # SQLite makes the file itself
    with closing(opening.reading(path)) as db:
        db.execute("VACUUM INTO ?", (str(aside),))
    with closing(sqlite3.connect(aside, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        copy.execute("BEGIN IMMEDIATE")
        for key, known in copy.execute("SELECT id, path FROM document_files").fetchall():
            copy.execute("UPDATE document_files SET path = ? WHERE id = ?", (name_of(known), key))
        for seq, edits in copy.execute("SELECT seq, edits FROM history WHERE edits LIKE '%document_files%'").fetchall():
            copy.execute("UPDATE history SET edits = ? WHERE seq = ?", (_without_paths(edits), seq))
        if not with_pdfs:
            copy.execute("DELETE FROM embedded_pdfs")
        copy.execute("COMMIT")
        copy.execute("VACUUM")  # nothing deleted is left in free pages


def name_of(path: object) -> str:
    """The last part of a path of whatever system."""
    return PurePosixPath(PureWindowsPath(str(path)).name).name


def _without_paths(edits: str) -> str:
    try:
        found: list[list[Any]] = json.loads(edits)
        return json.dumps([_without_path(*edit) for edit in found], ensure_ascii=False)
    except (ValueError, TypeError, LookupError) as error:
        raise ExoError(
            "The history of this project is not whole, so it was not shared.", "Nothing was written."
        ) from error


def _without_path(table: str, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> list[Any]:
    if table != "document_files":
        return [table, key, before, after]
    return [table, key, *(row and {**row, "path": name_of(row["path"])} for row in (before, after))]
