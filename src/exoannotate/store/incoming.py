"""Rows of a stranger's file on their way in: each is one that the program itself could have written, or is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from exoannotate.domain.change import Row
from exoannotate.domain.merging import ORDER, REFERS, Rows, TakenBack, apart
from exoannotate.domain.records import Document, Passage
from exoannotate.store import structure
from exoannotate.store.guarding import Stopped, stop_if
from exoannotate.store.migrations import FORMAT, LATER_COLUMNS, tables_at
from exoannotate.store.rows import CLASSES, Pool, change_of, columns, entry_row, from_row, from_rows, known, to_row
from exoannotate.store.sharing import DELETED

OF_HISTORY = ("id", "label", "kind", "of", "undone", "edits")
"""The columns of the history that are looked at."""
_SAID = 20
"""Sentences about what was left out; the rest is counted."""


class RefusedError(Exception):
    """The guard's last word is an error."""

    def __init__(self, told: dict[str, Any]) -> None:
        super().__init__(str(told))
        self.told = told


def raise_what_is_told(message: dict[str, Any]) -> None:
    """Raises RefusedError when a message of the guard is an error."""
    if "error" in message:
        raise RefusedError(message)


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


class Incoming:
    """Rows on their way in, and what was left out: by table and reason, with the columns and keys of some.

    ``against``: the rows they are set beside. Of what a row once was only that is kept which decides something: where
    they have it otherwise, or not at all. A project of 100,000 records remembers millions of rows.
    """

    def __init__(self, version: int, against: Rows) -> None:
        self.newer = version > FORMAT
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in ORDER}
        self.past: defaultdict[tuple[str, str], list[Row | None]] = defaultdict(list)
        self._against = against
        self._wanted: dict[str, set[str]] | None = None
        self._taken_back = TakenBack()
        self._ends: dict[tuple[str, str], Row | None] = {}  # what the last act left of a row
        self._heard: defaultdict[str, set[str]] = defaultdict(set)
        self._sound: defaultdict[str, set[str]] = defaultdict(set)
        self._pool = Pool()
        self.facts: dict[str, str] = {}
        self.files: dict[str, dict[str, int]] = {}
        self.strange: list[str] = []
        self.left_out: Counter[tuple[str, str, str]] = Counter()
        self._columns = {table: tuple(structure.types(sql)) for table, sql in tables_at(version).items()}
        self._columns["history"] = OF_HISTORY

    def take(self, message: dict[str, Any]) -> None:
        """One message of the guard. Raises whatever a message of another shape leads to."""
        raise_what_is_told(message)
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
        if self._wanted is None:  # the history comes last
            self._wanted = apart(self.rows, self._against)
        counts = not self._taken_back.holds(row)
        for edit in change.edits:
            if edit.table not in self.rows:
                continue
            names = columns(CLASSES[edit.table])
            once = [known(kept, names) if kept is not None else None for kept in (edit.before, edit.after)]
            self._compare(edit.table, edit.key, once)
            if counts and edit.key in self._wanted[edit.table]:
                self.past[edit.table, edit.key] += once
                self._ends[edit.table, edit.key] = edit.after

    def _compare(self, table: str, key: str, once: Sequence[Row | None]) -> None:
        """See whether a row is what its own history knows."""
        there = self.rows[table].get(key)
        if there is not None and key not in self._sound[table]:
            alike = any(row is not None and (row == there or _agree(there, row)) for row in once)
            (self._sound if alike else self._heard)[table].add(key)

    def unlike(self) -> dict[str, int]:
        """By table, how many rows are none of those their own history knows: a disk or a program changed them."""
        found = {table: len(keys & self.rows[table].keys() - self._sound[table]) for table, keys in self._heard.items()}
        return {table: many for table, many in found.items() if many}

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


def _agree(row: Row, once: Row) -> bool:
    """Whether a row says what it once said, as far as both have the columns."""
    return all(row[name] == value for name, value in once.items() if name in row)


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
