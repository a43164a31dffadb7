"""How long ago something was, in words, and when exactly on the reader's own clock."""

from __future__ import annotations

from datetime import UTC, datetime

from exoannotate.domain.wording import counted

_STEPS: tuple[tuple[int, int, str], ...] = (
    (3600, 60, "minute"),
    (86_400, 3600, "hour"),
    (86_400 * 30, 86_400, "day"),
    (86_400 * 365, 86_400 * 30, "month"),
)
"""Up to so many seconds, count in units of so many seconds, of this name."""


def read(time: str) -> datetime | None:
    """A time of the file (UTC, ISO 8601); None for what is none."""
    try:
        found = datetime.fromisoformat(time)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def ago(time: str, now: datetime | None = None) -> str:
    """A time of the file as people say it: “just now”, “3 days ago”; "" for what is no time."""
    then = read(time)
    if then is None:
        return ""
    seconds = int(((now or datetime.now(UTC)) - then).total_seconds())
    if seconds < 60:
        return "just now"
    for most, unit, name in _STEPS:
        if seconds < most:
            return _counted(seconds // unit, name)
    return _counted(seconds // (86_400 * 365), "year")


def exactly(time: str) -> str:
    """A time of the file on the reader's own clock, to the minute: “2026-11-25 10:42”; "" for what is no time."""
    then = read(time)
    return then.astimezone().strftime("%Y-%m-%d %H:%M") if then is not None else ""


def _counted(many: int, name: str) -> str:
    if name == "day" and many == 1:
        return "yesterday"
    return f"{counted(many, name)} ago"
