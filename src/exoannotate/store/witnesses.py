"""A damaged file says everything twice, in its rows and in its history: which of the two is to be believed.

A history that is read from end to end, of which each act begins where the one before it ended, was not damaged: what it
says of a row was written last. One with gaps may lack the last act on a row; then the row is believed where it is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exoannotate.store.rows import CLASSES, change_of, from_row, to_row

Row = Mapping[str, Any]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts that are ones, oldest first, and whether they are all and as they were written."""

    kept: tuple[Row, ...]
    whole: bool


def is_row(table: str, key: str, row: Row) -> bool:
    """Whether the program can have written a row: a damaged page may read as anything."""
    if table not in CLASSES:
        return True
    try:
        found = from_row(CLASSES[table], row)
        return bool(found.id == key and to_row(found).items() <= dict(row).items())
    except (ValueError, TypeError, AttributeError):
        return False


def is_twin(row: Row, others: Iterable[Row]) -> bool:
    """Whether a row that nothing else knows is another that was not found, with bits of its key turned."""
    return any(2 * sum(row.get(name) == value for name, value in other.items()) > len(other) for other in others)


def acts(found: Sequence[Row], base: Mapping[str, Row], *, to_its_end: bool) -> Acts:
    """The acts of a history, one that was damaged as a backup has it, or left out. ``base``: the acts of the backup by
    number; ``to_its_end``: whether the history could be read so far."""
    kept: list[Row] = []
    last: dict[Key, Row | None] = {}
    whole = to_its_end
    for act in sorted((act for act in found if isinstance(act.get("seq"), int)), key=lambda act: int(act["seq"])):
        before = base.get(str(act["seq"]))
        same = before is not None and before["id"] == act["id"] and before["edits"] != act["edits"]
        # The one that begins where the act before it ended and can be read is right; nobody edits what was done.
        choices = [one for one in (act, before if same else None) if one is not None and _sound(one)]
        followed = [one for one in choices if _follows(one, last)]
        whole = whole and bool(followed)
        if not choices:
            continue
        chosen = (followed or choices)[-1]
        kept.append(chosen)
        for edit in change_of(chosen["label"], chosen["edits"]).edits:
            last[edit.table, edit.key] = edit.after
    return Acts(tuple(kept), whole and len(kept) == len(found))


def _sound(act: Row) -> bool:
    texts = ("id", "at", "curator", "label", "kind", "of", "edits")
    if not all(isinstance(act.get(name), str) for name in texts) or act["kind"] not in ("do", "undo", "redo"):
        return False
    try:
        edits = change_of(act["label"], act["edits"]).edits
    except ValueError:
        return False
    sides = ((edit, row) for edit in edits for row in (edit.before, edit.after) if row is not None)
    return all(is_row(edit.table, edit.key, row) for edit, row in sides)


def _follows(act: Row, last: Mapping[Key, Row | None]) -> bool:
    """Whether an act begins where those before it ended."""
    seen = dict[Key, Row | None]()
    for edit in change_of(act["label"], act["edits"]).edits:
        key = edit.table, edit.key
        known = seen.get(key, last.get(key)) if key in seen or key in last else edit.before
        if not _agree(known, edit.before):
            return False
        seen[key] = edit.after
    return True


def _agree(one: Row | None, other: Row | None) -> bool:
    """Whether two rows say the same, as far as both know the columns."""
    if one is None or other is None:
        return one is other
    return all(one[name] == other[name] for name in one.keys() & other.keys())
