"""The projects that were open last, also those that are not there at the moment: a disk may be unplugged."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exoannotate.workspace import settings

KEPT = 12


@dataclass(frozen=True, slots=True)
class Recent:
    """A project file that was open, and whether it is there now."""

    path: str
    there: bool


def projects() -> tuple[Recent, ...]:
    """The last ones first. Asks the disk for each, so it is no work for the window's thread."""
    return tuple(Recent(path, _there(path)) for path in _paths())


def remember(path: str) -> None:
    """A project was opened."""
    settings.put("last_project", path)
    settings.put("recent_projects", "\n".join([path, *(p for p in _paths() if p != path)][:KEPT]))


def forget(path: str) -> None:
    """Take a project off the list; its file is not touched."""
    settings.put("recent_projects", "\n".join(p for p in _paths() if p != path))


def _paths() -> list[str]:
    return [path for path in settings.get("recent_projects").split("\n") if path]


def _there(path: str) -> bool:
    try:
        return Path(path).is_file()
    except OSError:
        return False
