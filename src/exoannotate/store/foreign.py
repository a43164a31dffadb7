"""A project file that came from somebody else, read without trust: what a merge or a comparison needs of it.

The file is copied privately without what lies beside it, and only a guard process opens the copy; a row comes in when
it is one that the program itself could have written. Whatever is refused is told in words.
"""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from exoannotate.domain.change import Row
from exoannotate.domain.errors import ExoError
from exoannotate.domain.merging import ORDER, Rows
from exoannotate.store import guarding, opening, structure
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.store.incoming import OF_HISTORY, Incoming, RefusedError, raise_what_is_told
from exoannotate.store.migrations import FORMAT, INDEXES, TABLES, tables_at
from exoannotate.store.views import VIEWS

LARGEST = 4 << 30
"""Bytes of a file that is looked at; with PDFs inside it may be large, a bigger one is no project to mail."""
_PIECE = 4 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a stranger's file may take: seconds of work, rows of all tables, characters of all values
    (``room``), of one value (``length``) and of one act in its history (``act``), and bytes of memory.

    A large file may take more of the first three (``of``): its rows are as long as those of a project are, or it has
    not so many. Many rows in a small file are refused as before.
    """

    seconds: float = 10.0
    rows: int = 400_000
    room: int = 400_000_000
    length: int = 1_000_000
    act: int = 50_000_000
    memory: int = 500 << 20

    def of(self, size: int) -> Limits:
        """The limits for a file of so many bytes."""
        more = max(0, min(size, _LARGE) - _SMALL)
        return replace(self, seconds=self.seconds + more / 20e6, rows=self.rows + more // _ROW, room=self.room + more)


_SMALL, _LARGE = 40 << 20, 800 << 20
"""Bytes up to which the limits are enough, and beyond which a file gets no more room: its rows have to be held in
memory to be set beside ours."""
_ROW = 300
"""Bytes that a row of a project takes in its file, at the least."""
LIMITS = Limits()
_LARGEST_PICTURE, _LARGEST_PDF = 20 << 20, 400 << 20
_FILES: dict[str, dict[str, Any]] = {
    "pictures": {"column": "png", "longest": _LARGEST_PICTURE, "looked_at": True},
    "embedded_pdfs": {"column": "bytes", "longest": _LARGEST_PDF, "looked_at": False},
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """What somebody else's file says: rows by table and key, what those that matter once were (None: not there), facts
    about the project, its pictures and PDFs with their sizes, and a sentence for all that was left out."""

    rows: Mapping[str, Mapping[str, Row]]
    past: Mapping[tuple[str, str], tuple[Row | None, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, int] = field(default_factory=dict)
    pdfs: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    deleted: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """What the copy was handed on without, because it was deleted: digests of what it said, by table and key."""
    unlike: Mapping[str, int] = field(default_factory=dict)
    """By table, how many rows are none of those its own history knows."""


def read(source: Path, against: Rows | None = None, *, limits: Limits = LIMITS, stopped: Stopped = never) -> Foreign:
    """Everything of a stranger's file that can be used. ``stopped`` is asked every few hundredths of a second.

    ``against``: the rows it is set beside, by which is known what of its history matters; None: nothing of it.

    Raises StoppedError, or another ExoError when the file is no project, is damaged, or takes too much.
    """
    with _private_copy(source, stopped) as copy:
        version = opening.check_door(copy)
        limits = limits.of(copy.stat().st_size)
        beside = [s for s in ("-wal", "-journal") if _filled(source.with_name(f"{source.name}{s}"))]
        asked = _asked(version, limits, history=against is not None)
        request = {"ask": "tables", "tables": asked, **_whole(copy, version, limits)}
        taking = Incoming(version, against or {})
        with _told(source, limits):
            for message, _ in guarding.ask(request, limits.seconds, stopped):
                taking.take(message)
    taking.settle(stopped)
    why = "lies beside it and was not read: it may hold the last edits. Close the project there and send it again."
    said = (f"“{source.name}{suffix}” {why}" for suffix in beside)
    return Foreign(
        taking.rows, {key: tuple(states) for key, states in taking.past.items()}, taking.facts,
        taking.files.get("pictures", {}), taking.files.get("embedded_pdfs", {}), (*said, *taking.sentences()),
        taking.deleted(), taking.unlike(),
    )  # fmt: skip


def fetch(
    source: Path, wanted: Mapping[str, frozenset[str]], *, limits: Limits = LIMITS, stopped: Stopped = never
) -> Iterator[tuple[str, str, bytes]]:
    """Table, key and bytes of the pictures and PDFs that are ``wanted``, by table; each is what its hash says.

    Raises ExoError as ``read``; also when one is no longer there.
    """
    left = {name: set(keys) for name, keys in wanted.items() if keys}
    if not left:
        return
    with _private_copy(source, stopped) as copy:
        version = opening.check_door(copy)
        request = {"ask": "bytes", "wanted": {name: sorted(keys) for name, keys in left.items()},
                   **_whole(copy, version, limits)}  # fmt: skip
        at, data = ("", "", 0), bytearray()
        with _told(source, limits):
            for message, piece in guarding.ask(request, limits.seconds + copy.stat().st_size / 20e6, stopped):
                if "key" in message:
                    at, data = (str(message["table"]), str(message["key"]), int(message["size"])), bytearray()
                    continue
                data += piece
                if len(data) > at[2]:
                    raise ValueError("more than was said")
                if piece and len(data) == at[2] and hashlib.sha256(data).hexdigest() == at[1]:
                    left.get(at[0], set()).discard(at[1])
                    yield at[0], at[1], bytes(data)
                elif message.get("end"):
                    raise_what_is_told(message)
    if any(left.values()):
        raise ExoError(f"“{source.name}” changed while it was read, or is damaged.", "Nothing was merged. Look again.")


@contextmanager
def _private_copy(source: Path, stopped: Stopped) -> Iterator[Path]:
    """A copy that nobody else writes to, without files beside it; gone afterwards. Raises ExoError."""
    opening.check_door(source)
    with tempfile.TemporaryDirectory(prefix="exoannotate-") as folder:
        copy = Path(folder) / "other.exo"
        try:
            if source.stat().st_size > LARGEST:
                raise ExoError(f"“{source.name}” is too large to be a project that was sent.", _SAFE)
            with source.open("rb") as read, copy.open("wb") as write:
                left = LARGEST
                while left > 0 and (piece := read.read(_PIECE)):
                    write.write(piece)
                    left -= len(piece)
                    stop_if(stopped)
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            why = f"{opening.plain(error)}{' where temporary files go' if full else ''}"
            raise ExoError(f"“{source.name}” cannot be looked at: {why}.", _SAFE) from error
        yield copy


_SAFE = "Nothing was taken from it, and it was not changed."


def _whole(copy: Path, version: int, limits: Limits) -> dict[str, Any]:
    definitions = tables_at(version)
    files = {name: about | _definition(definitions, name, version) for name, about in _FILES.items()
             if name in definitions}  # fmt: skip
    return {"path": str(copy), "limits": asdict(limits), "files": files, "known": [*TABLES, *INDEXES, *VIEWS]}


def _asked(version: int, limits: Limits, *, history: bool) -> dict[str, Any]:
    """What the guard is to read: by table its definition, and its columns with their types."""
    definitions = tables_at(version)
    asked = {
        name: _definition(definitions, name, version) | {"longest": limits.length}
        for name in ("project", *ORDER) if name in definitions
    }  # fmt: skip
    if not history:
        return asked
    acts = _definition(definitions, "history", version)
    acts["columns"] = {name: acts["columns"][name] for name in OF_HISTORY}
    return asked | {"history": acts | {"longest": limits.act}}  # last: what of it matters is known by the rows


def _definition(definitions: Mapping[str, str], name: str, version: int) -> dict[str, Any]:
    sql = " ".join(definitions[name].split()) if version <= FORMAT else ""
    return {"sql": sql, "columns": structure.types(definitions[name])}


def _filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


# What went wrong, in words ---------------------------------------------------------------------------------------


@contextmanager
def _told(source: Path, limits: Limits) -> Iterator[None]:
    try:
        yield
    except guarding.GuardError as error:
        raise _too_much(source, "time" if error.why == "time" else "memory", limits) from None
    except RefusedError as error:
        raise _sentence(source, error.told, limits) from None
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise opening.damaged(source, "a part of it cannot be read") from error


def _too_much(source: Path, what: str, limits: Limits) -> ExoError:
    words = {
        "time": f"it takes more than {limits.seconds:g} seconds",
        "memory": f"it takes more than {limits.memory >> 20:,} MB of memory",
        "rows": f"it holds more than {limits.rows:,} rows",
        "room": f"it holds more than {limits.room // 1_000_000:,} MB of text",
    }
    return ExoError(f"“{source.name}” is more than can be looked at: {words[what]}.", f"{_SAFE} Ask who sent it.")


def _sentence(source: Path, told: dict[str, Any], limits: Limits) -> ExoError:
    kind, error, table = (str(told.get(name, "")) for name in ("kind", "error", "table"))
    if kind == "strange" and error in ("rows", "room"):
        return _too_much(source, error, limits)
    if kind == "strange":
        return opening.damaged(source, f"the table “{table[:60]}” {error}" if table else f"it {error}")
    if kind == "time" or "interrupted" in error:
        return _too_much(source, "time", limits)
    if kind == "MemoryError" or "out of memory" in error:
        return _too_much(source, "memory", limits)
    return opening.damaged(source, "a part of it cannot be read")
