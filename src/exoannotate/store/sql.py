"""A person's own SQL on a project, for reading only: asked of a guard process that can hang or die by itself."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.domain.wording import counted
from exoannotate.store import guarding, opening, sql_sentences, veil
from exoannotate.store.guarding import Stopped, StoppedError, never
from exoannotate.store.queries import Queries

Cell: TypeAlias = str | int | float | None

_PAST = re.compile(r"""\bmain\b["'`\]]?(?:\s|/\*.*?\*/|--[^\n]*\n)*\.""", re.IGNORECASE | re.DOTALL)
LONGEST = 100_000
"""Characters of a statement."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a statement may take: seconds, rows, characters of a value (``length``) and of all values (``room``), and
    bytes of memory."""

    seconds: float = 10.0
    rows: int = 10_000
    length: int = 32_000
    room: int = 40_000_000
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Shape:
    """A table or view of the project with its columns."""

    name: str
    kind: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a statement gave. ``more``: "rows" or "room" when it was cut there, "" when this is all; ``cut``: values
    that were too long and end with "…"; ``seconds``: how long it took."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    more: str = ""
    cut: int = 0
    seconds: float = 0.0

    def sentence(self, limits: Limits) -> str:
        """What was found and what was left out, in words."""
        number = len(self.rows)
        words = counted(number, "row")
        if self.more == "rows":
            words = f"The first {number:,} rows; there are more. Add LIMIT or a condition to see others"
        elif self.more == "room":
            words = f"The first {number:,} rows; the rest is too much to hold. Ask for fewer columns"
        words += f", in {self.seconds:.1f} s."
        if self.cut:
            words += f" Values cut at {limits.length:,} characters: {self.cut:,}."
        return words


LIMITS = Limits()


class StatementError(BadValueError):
    """A statement that cannot be run. ``word`` is the part of it that is not understood, "" when that is not known."""

    def __init__(self, message: str, hint: str = "", *, word: str = "") -> None:
        super().__init__(message, hint)
        self.word = word


def shapes(path: Path) -> tuple[Shape, ...]:
    """The tables and views of a project, views first. Raises ExoError."""
    found = _asked(path, {"ask": "names"}, LIMITS, never)
    named = [Shape(name, one["kind"], tuple(one["columns"])) for name, one in found.get("names", {}).items()]
    return tuple(sorted(named, key=lambda shape: (shape.kind != "view", shape.name)))


def ask(
    path: Path, statement: str, *, reader: str = "", limits: Limits = LIMITS, stopped: Stopped = never
) -> Answer:  # fmt: skip
    """Run one SELECT on the project at ``path``; ``stopped`` is asked every few hundredths of a second. ``reader``: the
    id of who asks, from whom a round of blind coding may hide something.

    Raises StatementError for a statement that is not understood, not allowed, or takes too much; StoppedError when it
    was stopped; another ExoError when the file cannot be read.
    """
    if not statement.strip().strip(";").strip():
        raise _nothing()
    if len(statement) > LONGEST:
        raise StatementError(f"The statement is longer than {LONGEST:,} characters.", "Make it shorter.")
    if "\0" in statement:
        raise StatementError("The statement holds a character that cannot be typed (NUL).", "Write it anew.")
    began = time.monotonic()
    hiding = _veil(path, reader)
    if hiding and (past := _PAST.search(statement)):
        raise StatementError(
            "A round of blind coding is open: “main.” would show what others made.",
            "Leave it out; the names of tables and views do without.",
            word=past.group(),
        )
    found = _asked(path, {"ask": "rows", "statement": statement, "veil": hiding}, limits, stopped)
    if "error" in found:
        raise _told(path, statement, found, limits)
    if not found["columns"]:
        raise _nothing()
    return Answer(tuple(found["columns"]), found["rows"], found["more"], found["cut"], time.monotonic() - began)


def _veil(path: Path, reader: str) -> tuple[str, ...]:
    """The statements that hide what this person may not see. Raises ExoError."""
    opening.check_door(path)
    try:
        with contextlib.closing(opening.reading(path)) as db:
            return veil.for_own_sql(db, reader, Queries(db, path).own_fields())
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise opening.unreadable(path, error) from error


def _nothing() -> StatementError:
    return StatementError("There is no statement yet.", "Write one that begins with SELECT.")


def _told(path: Path, statement: str, found: Mapping[str, Any], limits: Limits) -> ExoError:
    code = int(found["code"])
    if code in sql_sentences.OF_THE_FILE:
        error = OSError(found["error"])
        error.sqlite_errorcode = code  # type: ignore[attr-defined]
        return opening.unreadable(path, error) if code in sql_sentences.DAMAGE else _busy(path)
    told = sql_sentences.of(statement, found, limits.seconds, limits.memory)
    return StatementError(told.message, told.hint, word=told.word)


def _busy(path: Path) -> ExoError:
    return ExoError(f"“{path.name}” could not be read just now.", "Nothing was changed. Try again in a moment.")


def _asked(path: Path, request: dict[str, Any], limits: Limits, stopped: Stopped) -> dict[str, Any]:
    """The answer of a guard process of its own. Raises ExoError."""
    opening.check_door(path)
    whole = request | {"path": str(path.absolute()), "limits": asdict(limits)}
    found: dict[str, Any] = {}
    rows: list[tuple[Cell, ...]] = []
    try:
        for message, _ in guarding.ask(whole, limits.seconds, stopped):
            if isinstance(message, dict):
                found |= message
            else:
                rows += map(tuple, message)
    except guarding.StoppedError:
        raise StoppedError("The statement was stopped.", "Nothing was changed.") from None
    except guarding.GuardError as error:
        # It was killed: by us after its time, or by the system because it took too much.
        return {"error": "", "kind": "died", "code": 0, "why": error.why, "refused": [], "names": {}}
    return found | {"rows": tuple(rows)}
