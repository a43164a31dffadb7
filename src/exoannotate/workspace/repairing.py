"""Mending a damaged project: what can be read of it, completed from its history and its newest good backup.

The damaged file is kept under another name; the mended one takes its place only when it is whole.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.errors import ExoError, NewerFormatError, NotFoundError, ProjectFileError, UnreadableError
from exoannotate.store import backups, checks, opening, salvage, silent
from exoannotate.store.backups import Backup, Counts
from exoannotate.store.migrations import FORMAT
from exoannotate.store.salvage import Mended
from exoannotate.workspace.backups import newest_good, take_place


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was made: where the damaged file is now, what it was made of, and what it holds. ``backup``: the one that
    was used, None for none."""

    aside: Path
    mended: Mended
    backup: Backup | None
    counts: Counts

    @property
    def sentence(self) -> str:
        """What a person is told."""
        mended = self.mended
        parts = [f"{mended.read} rows were read"]
        if mended.from_history:
            parts.append(f"{mended.from_history} came from the history")
        if mended.from_backup and self.backup is not None:
            parts.append(f"{mended.from_backup} from the backup of {self.backup.at.astimezone():%d %B, %H:%M}")
        if mended.left_out:
            parts.append(f"{mended.left_out} were left out, because what they refer to is lost")
        return f"{'; '.join(parts)}. It holds {self.counts.records} records and {self.counts.highlights} highlights."


def repair(path: Path) -> Repaired:
    """Mend a project file that is damaged. Nobody may have it open. Raises ExoError; then nothing was changed."""
    _refuse(path)
    kept = newest_good(path)
    try:
        found = salvage.read(path)
    except ProjectFileError:
        if kept is None:
            raise
        found = salvage.NOTHING
    base = salvage.read(kept.backup.path) if kept is not None else None
    aside = path.with_name(f".exoannotate-{secrets.token_hex(8)}.new")
    try:
        mended = salvage.write(found, base, aside)
        result = checks.check(aside)
        if not result.ok:
            raise ExoError(
                f"“{path.name}” could not be made whole: {result.findings[0]}",
                "It was not changed. Go back to a backup, or export what can still be read.",
            )
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        try:
            damaged = take_place(aside, path, "damaged") or path
        except OSError as error:
            raise ExoError(
                f"“{path.name}” was not mended: {opening.plain(error)}.", "The damaged file is kept as it was."
            ) from error
    finally:
        opening.clear_away(aside)
    return Repaired(damaged, mended, kept.backup if kept else None, backups.counts(path))


def _refuse(path: Path) -> None:
    """Raises ExoError for a file that is whole, away, or of a newer program, whose rows we would cut short."""
    try:
        newer = opening.check_door(path) > FORMAT
        whole = checks.check(path).ok
    except (NewerFormatError, NotFoundError, UnreadableError):
        raise  # somebody who writes to it at present has not damaged it
    except ProjectFileError:
        if not path.is_file():
            raise
        return  # what is not even a project may be one that lost its head
    if whole and not silent.find(path):
        raise ExoError(f"“{path.name}” is whole: there is nothing to mend.", "It was not changed.")
    if newer:
        raise ExoError(
            f"“{path.name}” was written by a newer exoannotate, which has to mend it.", "It was not changed."
        )
