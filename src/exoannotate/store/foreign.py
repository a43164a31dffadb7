"""A project file that came from somebody else, read without trust: what a merge or a comparison needs of it.

The file is copied privately without what lies beside it, and only a guard process opens the copy; a row comes in when
it is one that the program itself could have written. Whatever is refused is told in words.
"""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from exoannotate.domain.change import Row
from exoannotate.domain.errors import ExoError
from exoannotate.domain.merging import ORDER, REFERS
from exoannotate.domain.records import Document, Passage
from exoannotate.store import guarding, opening, structure
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.store.migrations import FORMAT, INDEXES, LATER_COLUMNS, TABLES, tables_at
from exoannotate.store.rows import CLASSES, Pool, change_of, columns, entry_row, from_row, from_rows, to_row
from exoannotate.store.sharing import DELETED
from exoannotate.store.views import VIEWS

LARGEST = 4 << 30
"""Bytes of a file that is looked at; with PDFs inside it may be large, a bigger one is no project to mail."""
_PIECE = 4 << 20
_SAID = 20
"""Sentences about what was left out; the rest is counted."""


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
_OF_HISTORY = ("id", "label", "edits")
_LARGEST_PICTURE, _LARGEST_PDF = 20 << 20, 400 << 20
_FILES: dict[str, dict[str, Any]] = {
    "pictures": {"column": "png", "longest": _LARGEST_PICTURE, "looked_at": True},
    "embedded_pdfs": {"column": "bytes", "longest": _LARGEST_PDF, "looked_at": False},
}


@dataclass(frozen=True, slots=True)
class Foreign:
    """What somebody else's file says: rows by table and key, what its rows once were (None: not there), facts about
    the project, its pictures and PDFs with their sizes, and a sentence for all that was left out."""

    rows: Mapping[str, Mapping[str, Row]]
    past: Mapping[tuple[str, str], tuple[Row | None, ...]]
    facts: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, int] = field(default_factory=dict)
    pdfs: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    deleted: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """What the copy was handed on without, because it was deleted: digests of what it said, by table and key."""


def read(source: Path, *, limits: Limits = LIMITS, stopped: Stopped = never) -> Foreign:
    """Everything of a stranger's file that can be used. ``stopped`` is asked every few hundredths of a second.

    Raises StoppedError, or another ExoError when the file is no project, is damaged, or takes too much.
    """
    with _private_copy(source, stopped) as copy:
        version = opening.check_door(copy)
        limits = limits.of(copy.stat().st_size)
        beside = [s for s in ("-wal", "-journal") if _filled(source.with_name(f"{source.name}{s}"))]
        request = {"ask": "tables", "tables": _asked(version, limits), **_whole(copy, version, limits)}
        taking = _Taking(version)
        with _told(source, limits):
            for message, _ in guarding.ask(request, limits.seconds, stopped):
                taking.take(message)
    taking.settle(stopped)
    why = "lies beside it and was not read: it may hold the last edits. Close the project there and send it again."
    said = (f"“{source.name}{suffix}” {why}" for suffix in beside)
    return Foreign(
        taking.rows, {key: tuple(states) for key, states in taking.past.items()}, taking.facts,
        taking.files.get("pictures", {}), taking.files.get("embedded_pdfs", {}), (*said, *taking.sentences()),
        taking.deleted(),
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
                    _raise_what_is_told(message)
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


def _asked(version: int, limits: Limits) -> dict[str, Any]:
    """What the guard is to read: by table its definition, and its columns with their types."""
    definitions = tables_at(version)
    asked = {
        name: _definition(definitions, name, version) | {"longest": limits.length}
        for name in ("project", *ORDER) if name in definitions
    }  # fmt: skip
    history = _definition(definitions, "history", version)
    history["columns"] = {name: history["columns"][name] for name in _OF_HISTORY}
    return asked | {"history": history | {"longest": limits.act}}


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
    except _RefusedError as error:
        raise _sentence(source, error.told, limits) from None
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise opening.damaged(source, "a part of it cannot be read") from error


class _RefusedError(Exception):
    """The guard's last word is an error."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(str(told))
        self.told = told


def _raise_what_is_told(message: dict[str, Any]) -> None:
    if "error" in message:
        raise _RefusedError(message)


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


# What comes in ---------------------------------------------------------------------------------------------------

_NAMES = {
    "curators": "person", "meanings": "meaning of a colour", "documents": "document", "document_files": "file name",
    "studies": "reference", "passages": "highlight", "records": "record", "record_fields": "value",
    "record_passages": "link to a highlight", "terms": "name", "project_fields": "own field",
    "collections": "collection", "document_collections": "place in a collection", "layouts": "saved query or layout",
    "candidate_decisions": "decision on a sentence", "blind_rounds": "blind round", "blind_done": "end of blind coding",
    "blind_marks": "mark of a blind round", "double_coded": "link to a record of consensus",
    "tombstones": "deletion", "history": "act of its history", "project": "fact about the project",
}  # fmt: skip
_WHYS = {
    "nothing": "its {column} is missing", "text": "its {column} is no readable text",
    "type": "its {column} is of another kind than it should be", "size": "its {column} is too long",
    "whole": "it is not whole", "twice": "it is there twice", "alone": "none of its highlights is there",
    "nowhere": "it points at something that is not there",
}  # fmt: skip


class _Taking:
    """Rows on their way in, and what was left out: by table and reason, with the columns and keys of some."""

    def __init__(self, version: int) -> None:
        self.newer = version > FORMAT
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in ORDER}
        self.past: defaultdict[tuple[str, str], list[Row | None]] = defaultdict(list)
        self._ends: dict[tuple[str, str], Row | None] = {}  # what the last act left of a row
        self._pool = Pool()
        self.facts: dict[str, str] = {}
        self.files: dict[str, dict[str, int]] = {}
        self.strange: list[str] = []
        self.left_out: Counter[tuple[str, str, str]] = Counter()
        self._columns = {table: tuple(structure.types(sql)) for table, sql in tables_at(version).items()}
        self._columns["history"] = _OF_HISTORY

    def take(self, message: dict[str, Any]) -> None:
        """One message of the guard. Raises whatever a message of another shape leads to."""
        _raise_what_is_told(message)
        for kind, name in message.get("strange", ()):
            whose = "of a newer exoannotate" if self.newer and kind != "trigger" else "not of exoannotate"
            self.strange.append(f"A {str(kind)[:20]} “{str(name)[:60]}” is {whose} and was passed over.")
        for name, found in message.get("files", {}).items():
            self.files[str(name)] = {str(key): int(size) for key, size in found.items()}
        if "table" in message:
            table = str(message["table"])
            rows = self._pool.rows(self._columns[table], message["rows"])
            if table in CLASSES:
                self._rows(table, rows)
            for row in rows if table not in CLASSES else ():
                self._act(row) if table == "history" else self._fact(row)
            self._left_out_by_the_guard(table, message)

    def _left_out_by_the_guard(self, table: str, message: dict[str, Any]) -> None:
        named = message.get("bad", ())
        for _, column, why in named:
            self.left_out[table, str(why), str(column)] += 1
        if rest := int(message.get("many_bad", 0)) - len(named):
            self.left_out[table, "whole", ""] += rest

    def _fact(self, row: dict[str, Any]) -> None:
        self.facts[str(row["id"])] = str(row["value"])

    def _act(self, row: dict[str, Any]) -> None:
        try:
            change = change_of(row["label"], row["edits"], newer=self.newer)
        except ValueError:
            self.left_out["history", "whole", ""] += 1
            return
        for edit in change.edits:
            if edit.table in self.rows:
                names = columns(CLASSES[edit.table])
                for kept in (edit.before, edit.after):
                    once = None if kept is None else {name: kept[name] for name in names if name in kept}
                    self.past[edit.table, edit.key].append(once)
                self._ends[edit.table, edit.key] = edit.after

    def _rows(self, table: str, rows: list[dict[str, Any]]) -> None:
        """Keep the rows that the program itself could have written, as it would have written them."""
        if table == "record_fields":  # most rows of a project are of these
            self._entries(rows)
            return
        of, names, later = CLASSES[table], columns(CLASSES[table]), LATER_COLUMNS.get(table, {})
        known: list[Row] = [{**later, **{name: row[name] for name in names if name in row}} for row in rows]
        try:
            items = from_rows(of, list(map(dict, known)))
        except ValueError:  # at least one of them; then each by itself
            items = [_item(of, row) for row in known]
        there = self.rows[table]
        for row, item in zip(rows, items, strict=True):
            key = str(row["id"])
            if item is None or item.id != key or not _within_bounds(item):
                self.left_out[table, "whole", ""] += 1
            elif key in there:
                self.left_out[table, "twice", ""] += 1
            else:
                there[key] = to_row(item)

    def _entries(self, rows: list[dict[str, Any]]) -> None:
        there = self.rows["record_fields"]
        for row in rows:
            made = entry_row(row)
            if made is None:
                self.left_out["record_fields", "whole", ""] += 1
            elif row["id"] in there:
                self.left_out["record_fields", "twice", ""] += 1
            else:
                there[row["id"]] = made

    def settle(self, stopped: Stopped) -> None:
        """Leave out what belongs to something that is not there, and what belongs to that; and take nothing for
        deleted that their history does not say they deleted."""
        for table in ORDER:  # what a row refers to stands before it
            stop_if(stopped)
            self._leave_out(table, self._pointing_nowhere(table), "nowhere")
        linked = {row["record"] for row in self.rows["record_passages"].values()}
        self._leave_out("records", [key for key in self.rows["records"] if key not in linked], "alone")
        self._leave_out("record_fields", self._pointing_nowhere("record_fields"), "nowhere")
        for key, row in self.rows["passages"].items():
            if row["picture"] and row["picture"] not in self.files.get("pictures", {}):
                self.rows["passages"][key] = {**row, "picture": ""}
                self.left_out["pictures", "", ""] += 1
        for table, key in tuple(self.past):
            if key not in self.rows[table] and self._ends[table, key] is not None:
                del self.past[table, key]

    def _pointing_nowhere(self, table: str) -> list[str]:
        rows, found = self.rows[table], dict[str, None]()
        for column, other in REFERS.get(table, {}).items():
            there = self.rows[other]
            found |= {key: None for key, row in rows.items() if row[column] not in there}
        return list(found)

    def _leave_out(self, table: str, keys: list[str], why: str) -> None:
        for key in keys:
            del self.rows[table][key]
        if keys and table != "document_collections":  # there they are passed over in every project
            self.left_out[table, why, ""] += len(keys)

    def deleted(self) -> dict[tuple[str, str], frozenset[str]]:
        """What a shared copy says was deleted, where it is not there."""
        found: dict[tuple[str, str], frozenset[str]] = {}
        for what, digests in self.facts.items():
            if what.startswith(DELETED):
                table, _, key = what.removeprefix(DELETED).partition(":")
                if table in self.rows and key not in self.rows[table]:
                    found[table, key] = frozenset(digests.split())
        return found

    def sentences(self) -> Iterator[str]:
        """What was left out, each kind once."""
        yield from self.strange[:_SAID]
        if len(self.strange) > _SAID:
            yield "There is more in it that is not of exoannotate; all of it was passed over."
        for (table, why, column), many in self.left_out.most_common():
            if table == "pictures":
                yield f"Pictures of areas that are missing or damaged: {many:,}."
                continue
            name = _NAMES.get(table, table)
            reason = _WHYS[why if why != "size" or column else "whole"].format(column=column.replace("_", " "))
            if many == 1:
                yield f"{'An' if name[0] in 'aeiou' else 'A'} {name} was left out: {reason}."
            else:
                yield f"{many:,} times a {name} was left out: {reason}."


def _item(of: type[Any], row: Row) -> Any:
    try:
        return from_row(of, dict(row))
    except ValueError:
        return None


def _within_bounds(item: object) -> bool:
    """Whether numbers are such as the tables of a project allow."""
    if isinstance(item, Document):
        return item.pages >= 0
    if isinstance(item, Passage):
        return 0 <= item.position <= 1 and 0 <= item.score <= 1 and item.page_index >= 0
    return True
