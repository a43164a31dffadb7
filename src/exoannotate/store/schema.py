"""The project file as a public contract, read from a new file so that it cannot drift from the truth."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from exoannotate.domain.evidence import LONG_COLUMNS
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.records import REASONS
from exoannotate.store import opening
from exoannotate.store.migrations import APPLICATION_ID, FORMAT
from exoannotate.store.rows import CLASSES
from exoannotate.store.views import VIEWS

_OTHER_TABLES = {
    "project": "Facts about the project itself, one a row: its id.",
    "embedded_pdfs": "PDFs kept inside the project on request; id is the SHA-256 of the bytes.",
    "pictures": "PNG pictures of highlighted areas, each once; id is the SHA-256 that passages.picture holds.",
    "history": "Every act in order (seq): the row edits as JSON [table, id, before, after]; undone: 0 in force, "
    "1 undone and can be done again, 2 undone for good. A large act goes on in further rows of its kind, whose of "
    "names the first one.",
}

_VIEWS = {
    "evidence": "One row per record with the default columns of an exported table.",
    "evidence_long": "One row per record with every field and its reason, then the project's own fields.",
    "record_values": "One row per value of a record, with the words of the quote it was read from.",
}


def as_json() -> dict[str, Any]:
    """Tables, columns, views, and the fields of the evidence record with their values."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.exo"
        opening.create(path)
        with contextlib.closing(opening.connect(path, read_only=True)) as db:
            names = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
            tables = {
                name: {
                    "about": about(name),
                    "columns": [
                        {"name": c["name"], "type": c["type"], "required": bool(c["notnull"]), "key": bool(c["pk"])}
                        for c in db.execute(f'PRAGMA table_info("{name}")')
                    ],
                }
                for name in names
                if name in CLASSES or name in _OTHER_TABLES
            }
    return {
        "application_id": APPLICATION_ID,
        "format": f"{FORMAT // 1000}.{FORMAT % 1000}",
        "user_version": FORMAT,
        "tables": tables,
        "views": {
            name: {"about": _VIEWS[name], "columns": [c.name for c in LONG_COLUMNS if c.default or "long" in name]}
            if name != "record_values"
            else {"about": _VIEWS[name]}
            for name in VIEWS
        },
        "fields": [
            {
                "name": f.name,
                "label": f.label,
                "kind": f.kind,
                "need": f.need,
                "help": f.help,
                "values": [c.value for c in f.choices],
                "open": f.open or not f.choices,
                "qualifiers": list(f.details) or ([f.detail_label] if f.detail_label else []),
            }
            for f in EVIDENCE_FIELDS
        ],
        "reasons": list(REASONS),
    }


def as_text() -> str:
    """The same for people."""
    told = as_json()
    lines = [
        f"An exoannotate project (.exo) is a SQLite file, format {told['format']}, application_id {APPLICATION_ID:#x}.",
        "Times are UTC in ISO 8601, ids are UUIDs, places on a page are PDF points from the top left corner.",
        "",
    ]
    for name, table in told["tables"].items():
        lines.append(f"{name}: {table['about']}")
        lines += [
            f"    {c['name']} {c['type']}{' key' if c['key'] else ''}{' required' if c['required'] else ''}"
            for c in table["columns"]
        ]
    lines += ["", *(f"view {name}: {view['about']}" for name, view in told["views"].items())]
    lines += ["", "Fields of a record (record_fields.field):"]
    for f in told["fields"]:
        values = f": {', '.join(f['values'])}{', …' if f['open'] else ''}" if f["values"] else ""
        lines.append(f"    {f['name']} ({f['kind']}, {f['need']}){values}")
    lines.append(f"Reasons for an empty field: {', '.join(told['reasons'])}")
    return "\n".join(lines)


def about(name: str) -> str:
    """What a table or view holds, in a sentence; "" for one that is not ours."""
    known = _OTHER_TABLES.get(name) or _VIEWS.get(name)
    if known or name not in CLASSES:
        return known or ""
    return " ".join((CLASSES[name].__doc__ or "").split("\n\n")[0].replace("``", "").split())
