"""A person's own SQL on a project, for reading only: asked of a guard process that can hang or die by itself."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeAlias

from exoannotate.domain.errors import BadValueError, ExoError
from exoannotate.store import opening, sql_sentences

Cell: TypeAlias = str | int | float | None

LONGEST = 100_000
"""Characters of a statement."""
_ANSWER = 0.03  # seconds between two looks whether the answer is there or is still wanted
_GRACE = 2.0  # seconds beyond the limit after which a guard that does not stop by itself is killed


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
        words = f"{number:,} row{'' if number == 1 else 's'}"
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


class StoppedError(ExoError):
    """The person asked to stop."""


def _never() -> bool:
    return False


def shapes(path: Path) -> tuple[Shape, ...]:
    """The tables and views of a project, views first. Raises ExoError."""
    found = _asked(path, {"ask": "names"}, LIMITS, _never)
    named = [Shape(name, one["kind"], tuple(one["columns"])) for name, one in found.get("names", {}).items()]
    return tuple(sorted(named, key=lambda shape: (shape.kind != "view", shape.name)))


def ask(
    path: Path, statement: str, *, limits: Limits = LIMITS, stopped: Callable[[], bool] = _never
) -> Answer:  # fmt: skip
    """Run one SELECT on the project at ``path``; ``stopped`` is asked every few hundredths of a second.

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
    found = _asked(path, {"ask": "rows", "statement": statement}, limits, stopped)
    if "error" in found:
        raise _told(path, statement, found, limits)
    if not found["columns"]:
        raise _nothing()
    return Answer(tuple(found["columns"]), found["rows"], found["more"], found["cut"], time.monotonic() - began)


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


def _asked(path: Path, request: dict[str, Any], limits: Limits, stopped: Callable[[], bool]) -> dict[str, Any]:
    """The answer of a guard process of its own. Raises ExoError."""
    opening.check_door(path)
    whole = request | {"path": str(path.absolute()), "limits": asdict(limits)}
    guard = _start()
    taken: list[Any] = []
    with guard:
        assert guard.stdin is not None
        with contextlib.suppress(OSError):
            guard.stdin.write(json.dumps(whole).encode())
            guard.stdin.close()
        reader = threading.Thread(target=_read, args=(guard, taken), daemon=True)
        reader.start()
        until = time.monotonic() + limits.seconds + _GRACE
        why = ""
        while not why:
            reader.join(_ANSWER)
            if not reader.is_alive():
                break
            why = "stopped" if stopped() else "time" if time.monotonic() > until else ""
        if why:
            guard.kill()
            reader.join()
    if why == "stopped":
        raise StoppedError("The statement was stopped.", "Nothing was changed.")
    if not taken or not isinstance(taken[0], dict) or len(taken) != taken[0].get("batches", 0) + 1:
        # It was killed: by us after its time, or by the system because it took too much.
        return {"error": "", "kind": "died", "code": 0, "why": why or "died", "refused": [], "names": {}}
    found: dict[str, Any] = taken[0]
    return found | {"rows": tuple(tuple(row) for batch in taken[1:] for row in batch)}


def _read(guard: subprocess.Popen[bytes], taken: list[Any]) -> None:
    """Read the lines of an answer, one by one: to read it all at once would hold up every other thread."""
    assert guard.stdout is not None
    with contextlib.suppress(OSError, ValueError):  # a line may be torn
        for line in guard.stdout:
            taken.append(json.loads(line))


def _start() -> subprocess.Popen[bytes]:
    """A new guard, with an environment of its own and no window."""
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable, "--sql-guard"] if frozen else [sys.executable, "-S", "-m", "exoannotate.store.guard"]
    ours = str(Path(__file__).parents[2])
    environment = {
        "PYTHONPATH": ours,
        "PYTHONUTF8": "1",
        "PYTHONSAFEPATH": "1",
        **{name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ},
    }
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
