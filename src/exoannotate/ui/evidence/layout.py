"""How the table is laid out: which columns, how wide, which stay in sight, sorting and grouping; as it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exoannotate.domain.arranging import SortKey
from exoannotate.domain.evidence import DEFAULT_COLUMNS, Columns
from exoannotate.ui.evidence.view import EvidenceView

WIDTHS = {
    "cargo": 110, "cargo_class": 100, "donor": 150, "recipient": 120, "therapy": 132, "effect": 158, "role": 178,
    "mechanism_target": 140, "system": 100, "level": 100, "clinical_value": 110, "primary_study": 130,
    "quoted_in": 180, "quote": 280, "statement": 160, "curator": 110, "status": 96, "record_id": 120,
}  # fmt: skip
"""Column widths in logical pixels, wide enough for usual values."""
WIDTH, MOST_WIDE = 120, 2_000

# Any: a body comes from JSON of the project or of the settings; each part is looked at before it is used.
Body = Mapping[str, Any]

DEFAULT: Body = {
    "columns": [column.name for column in DEFAULT_COLUMNS], "widths": {}, "pinned": 0, "sort": [], "group": "",
}  # fmt: skip
"""The layout of a new project."""


def read(view: EvidenceView) -> dict[str, Any]:
    """The layout that the table has now."""
    columns = view.proxy.columns
    shown = view.shown_columns()
    return {
        "columns": [columns.all[at].name for at in shown],
        "widths": {columns.all[at].name: view.columnWidth(at) for at in shown},
        "pinned": view.pinned.many,
        "sort": sort_words(view.proxy.sort_keys),
        "group": view.proxy.group,
    }


def apply(view: EvidenceView, body: Body) -> None:
    """Lay the table out; what the body does not say, or says wrongly, is as in a new project."""
    columns = view.proxy.columns
    names = _texts(body.get("columns")) or _texts(DEFAULT["columns"])
    shown = [columns.index(name) for name in dict.fromkeys(names) if name in columns]
    if not shown:
        shown = [columns.index(column.name) for column in DEFAULT_COLUMNS]
    given = body.get("widths")
    widths = given if isinstance(given, Mapping) else {}
    pinned = body.get("pinned")
    view.set_columns(
        shown,
        [_width(widths.get(columns.all[at].name), columns.all[at].name) for at in shown],
        min(pinned, len(shown) - 1) if isinstance(pinned, int) and not isinstance(pinned, bool) else 0,
    )
    group = body.get("group")
    view.proxy.set_arrangement(
        sort_keys(_texts(body.get("sort")), columns), group if isinstance(group, str) and group in columns else ""
    )


def sort_words(keys: Sequence[SortKey]) -> list[str]:
    """Sort keys as the filter language writes them: "-" before a falling one."""
    return [f"-{key.column}" if key.falling else key.column for key in keys]


def sort_keys(words: Sequence[str], columns: Columns) -> tuple[SortKey, ...]:
    """Sort keys that were written so, as far as their columns are there."""
    keys = (SortKey(word.strip().lstrip("-"), word.strip().startswith("-")) for word in words)
    return tuple(key for key in keys if key.column in columns)


def _texts(given: object) -> list[str]:
    return [one for one in given if isinstance(one, str)] if isinstance(given, list | tuple) else []


def _width(given: object, name: str) -> int:
    if isinstance(given, int | float) and 1 < given <= MOST_WIDE:
        return int(given)
    return WIDTHS.get(name, WIDTH)
