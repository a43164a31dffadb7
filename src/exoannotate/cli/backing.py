"""Commands about backups: backup, restore."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from exoannotate.cli.answers import JSON, PROJECT, answer, examples
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.wording import counted
from exoannotate.store.backups import Backup
from exoannotate.workspace import backups
from exoannotate.workspace.backups import Kept


@click.command(epilog=examples("backup glioma.exo", "backup glioma.exo --list"))
@PROJECT
@click.option("--list", "listing", is_flag=True, help="List the backups there are, newest first, and make none.")
@JSON
def backup(project: Path, listing: bool, as_json: bool) -> None:
    """Back a project up. The window does it by itself: when a project is opened, and while it is worked on.

    Backups lie in your own data folder, are opened and checked when they are made, and are kept by age: the newest
    five, one a day for a week, one a week for two months.
    """
    if listing:
        found = backups.listed(project)
        for one in found:
            answer(_told(one), as_json, _line(one))
        if not found and not as_json:
            answer({}, False, f"There is no backup of “{project.name}” yet.")
        return
    made = backups.make(project)
    told = {"made": made is not None, "number": made.number if made else None, "path": str(made.path) if made else None}
    answer(told, as_json, f"Backup {made.number} was made." if made else "Nothing was done since the newest backup.")


@click.command(epilog=examples("restore glioma.exo", "restore glioma.exo --backup 12"))
@PROJECT
@click.option(
    "--backup", "number", type=int, help="Its number, as “backup --list” tells; the newest good one otherwise."
)
@JSON
def restore(project: Path, number: int | None, as_json: bool) -> None:
    """Go back to a backup. The file that stands there now is kept under another name. Close the project first."""
    if number is None:
        kept = backups.newest_good(project)
        if kept is None and (bad := len(backups.listed(project))):
            what = "The one backup" if bad == 1 else f"None of the {bad} backups"
            message = f"{what} of “{project.name}” can{'not' if bad == 1 else ''} be gone back to any more."
            raise NotFoundError(message, "Nothing was changed. “backup --list” names them and says what they hold.")
        if kept is None:
            raise NotFoundError(f"There is no backup of “{project.name}”.", "Nothing was changed.")
        chosen = kept.backup
    else:
        chosen = backups.chosen(project, number)
    done = backups.restore(project, chosen)
    told: dict[str, Any] = {"backup": chosen.number, "at": chosen.at.isoformat(), "records": done.counts.records,
                            "kept": str(done.aside) if done.aside else None}  # fmt: skip
    words = f"“{project.name}” is as it was on {_when(chosen)}, with {counted(done.counts.records, 'record')}."
    answer(told, as_json, words + (f"\nWhat stood there before is kept as “{done.aside.name}”." if done.aside else ""))


def _told(of: Kept) -> dict[str, Any]:
    one, held = of.backup, of.counts
    return {"number": one.number, "at": one.at.isoformat(), "size": one.size, "path": str(one.path),
            "documents": held.documents if held else None, "highlights": held.highlights if held else None,
            "records": held.records if held else None, "ok": held is not None}  # fmt: skip


def _line(of: Kept) -> str:
    if of.counts is None:
        return f"{of.backup.number:>4}  {_when(of.backup)}  cannot be read any more"
    held = of.counts
    return (f"{of.backup.number:>4}  {_when(of.backup)}  {counted(held.records, 'record')}, "
            f"{counted(held.highlights, 'highlight')}, {counted(held.documents, 'document')}")  # fmt: skip


def _when(of: Backup) -> str:
    return f"{of.at.astimezone():%Y-%m-%d %H:%M}"


COMMANDS = (backup, restore)
