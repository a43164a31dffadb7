"""Saved queries and layouts of the evidence table, kept in the project so that they go along when it is shared.

The body of a query is ``{"filter", "sort"}``, that of a layout ``{"columns": [names in order], "pinned": number,
"widths": {name: pixels}, "sort": [...], "group": name}``. What the window does with a layout is its own affair; here
its names and sizes are checked, for the file may come from anywhere.
"""

from __future__ import annotations

import builtins
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, NotFoundError
from exoannotate.domain.filter import parse, sort_rows
from exoannotate.domain.ids import new_id
from exoannotate.domain.records import Layout, LayoutKind
from exoannotate.store.rows import delete as delete_row
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session

LONGEST = 60
"""Characters of a name."""
LARGEST = 100_000
"""Characters of a body."""
_SAFE = "Nothing was changed."

# Any: what JSON holds is looked at key by key.
Body: TypeAlias = Mapping[str, Any]


def save(session: Session, kind: LayoutKind, name: str, body: Body) -> Layout:
    """Keep a query or a layout under a name; one of the same kind and name is replaced.

    Raises BadValueError for a name that is none, a filter or sort that is not understood, or a body of another shape.
    """
    name = _name(name)
    text = json.dumps(_checked(session, kind, body), ensure_ascii=False)
    if len(text) > LARGEST:
        raise BadValueError(f"The {kind} is too large to be kept.", _SAFE)
    kept = session.project.layouts()
    known = next((one for one in kept if one.kind == kind and one.name.casefold() == name.casefold()), None)
    if known is not None:
        made = replace(known, name=name, body=text)
        if made != known:
            session.run(Change(f"Change {kind} “{name}”", (update(known, made),)))
        return made
    made = Layout(new_id(), name, kind, text, max((one.ordinal for one in kept), default=0) + 1)
    session.run(Change(f"Save {kind} “{name}”", (insert(made),)))
    return made


def all(session: Session) -> tuple[Layout, ...]:
    """Every saved query and layout, in the order they were saved."""
    return session.project.layouts()


def find(session: Session, kind: LayoutKind, name: str) -> Layout:
    """The saved query or layout of this name or id. Raises NotFoundError that names those there are."""
    there = [one for one in session.project.layouts() if one.kind == kind]
    wanted = " ".join(name.split()).casefold()
    for one in there:
        if wanted in (one.id, one.name.casefold()):
            return one
    told = f"There are: {', '.join(one.name for one in there)}." if there else "None is saved yet."
    raise NotFoundError(f"There is no saved {kind} “{name[:LONGEST]}”.", told)


def body(of: Layout) -> dict[str, Any]:
    """What a query or layout holds, each key of its kind in its shape, whatever a stranger wrote there."""
    try:
        found = json.loads(of.body)
    except (ValueError, RecursionError):
        found = {}
    held: dict[str, Any] = found if isinstance(found, dict) else {}
    if of.kind == "query":
        return {name: held[name] if isinstance(held.get(name), str) else "" for name in ("filter", "sort")}
    columns, widths, sort, group, pinned = (held.get(n) for n in ("columns", "widths", "sort", "group", "pinned"))
    clean = {
        "columns": [one for one in columns if isinstance(one, str)] if isinstance(columns, list) else [],
        "widths": {k: w for k, w in widths.items() if _is_number(w)} if isinstance(widths, dict) else {},
        "sort": sort if isinstance(sort, list) else [],
        "group": group if isinstance(group, str) else "",
        "pinned": pinned if _is_number(pinned) else 0,
    }
    return {**held, **clean}


def query(of: Layout) -> tuple[str, str]:
    """The filter and the sort of a saved query, "" where there is none."""
    held = body(of)
    return held.get("filter", ""), held.get("sort", "")


def rename(session: Session, layout_id: str, name: str) -> None:
    """Give a query or layout another name. Raises BadValueError when another of its kind has it."""
    before = _by_id(session, layout_id)
    name = _name(name)
    others = (one for one in session.project.layouts() if one.kind == before.kind and one.id != before.id)
    if any(one.name.casefold() == name.casefold() for one in others):
        raise BadValueError(f"There is a {before.kind} “{name}” already.", f"{_SAFE} Choose another name.")
    if name != before.name:
        label = f"Rename {before.kind} “{before.name}”"
        session.run(Change(label, (update(before, replace(before, name=name)),)))


def delete(session: Session, layout_id: str) -> None:
    """Delete a query or layout. Raises NotFoundError."""
    gone = _by_id(session, layout_id)
    session.run(Change(f"Delete {gone.kind} “{gone.name}”", (delete_row(gone),)))


def _by_id(session: Session, layout_id: str) -> Layout:
    found = next((one for one in session.project.layouts() if one.id == layout_id), None)
    if found is None:
        raise NotFoundError("This is not saved any more.", _SAFE)
    return found


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > LONGEST or any(unicodedata.category(c)[0] == "C" for c in name):
        raise BadValueError(f"A name has 1 to {LONGEST} letters; “{name[:LONGEST]}” has not.", _SAFE)
    return name


def _checked(session: Session, kind: LayoutKind, given: Body) -> dict[str, Any]:
    """The body as it is kept, with the keys its kind has."""
    if kind == "query":
        held = {"filter": given.get("filter", ""), "sort": given.get("sort", "")}
        if not _all_are(str, held.values()):
            raise _shape(kind)
        columns = session.project.columns()
        parse(held["filter"], columns)
        sort_rows((), held["sort"], columns)
        return held
    columns_shown, widths = given.get("columns", []), given.get("widths", {})
    sort, group, pinned = given.get("sort", []), given.get("group", ""), given.get("pinned", 0)
    whole = (
        isinstance(columns_shown, list | tuple)
        and _all_are(str, columns_shown)
        and isinstance(widths, Mapping)
        and _all_are(str, widths)
        and _all_are(int, widths.values())
        and isinstance(sort, list | tuple)
        and isinstance(group, str)
        and isinstance(pinned, int)
    )
    if not whole:
        raise _shape(kind)
    held = {
        "columns": list(dict.fromkeys(columns_shown)),
        "widths": {name: max(0, min(width, 10_000)) for name, width in widths.items()},
        "pinned": max(0, pinned),
        "sort": list(sort),
        "group": group,
    }
    # What else a newer window keeps with a layout stays with it.
    return {**{key: value for key, value in given.items() if key not in held}, **held}


def _is_number(found: object) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 10_000


def _all_are(kind: type, items: Iterable[object]) -> bool:
    return builtins.all(isinstance(item, kind) for item in items)


def _shape(kind: LayoutKind) -> BadValueError:
    return BadValueError(f"This {kind} has another shape than one that can be kept.", _SAFE)
