"""What makes a shared project a readable site: the metadata that Datasette takes beside the file.

    datasette study.exo -m study.metadata.json

Titles, columns to narrow by, what the less plain ones mean, questions that are asked often; what the program keeps for
itself is out of the way. Only plain descriptions are given, never HTML: Datasette escapes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from exoannotate.domain.claims import AGAINST

SHOWN = ("evidence", "evidence_long", "record_values", "documents", "passages", "studies", "curators")
"""What a reader looks at; everything else is hidden."""
FACETS = ("role", "effect", "cargo_class", "system", "level", "status")
"""Columns of few values, to narrow by."""
MEANINGS = {
    "effect": "What was observed.",
    "role": "What that implies for the cargo or the vesicle, by what was done to it.",
    "quoted_in": "The document and the printed page of each quote.",
    "primary_study": "The study that the document cites for it.",
}
"""Columns whose names do not tell it; a list of all would push the table off the screen."""
_STATED = f"status <> 'rejected' AND claim <> '{AGAINST}'"
"""What counts for a claim: neither a record that was rejected nor one that speaks against its own words."""
QUESTIONS: Mapping[str, tuple[str, str, str]] = {
    "table": (
        "Evidence table",
        "What a reader needs of each record.",
        "SELECT cargo, donor, recipient, therapy, effect, role, primary_study, quoted_in, quote FROM evidence\n"
        "WHERE status <> 'rejected' ORDER BY cargo, therapy",
    ),
    "claims": (
        "Claims by number of records",
        "Which cargo does what to which therapy, and in how many records.",
        "SELECT cargo, therapy, role, count(*) AS records FROM evidence_long\n"
        f"WHERE role <> '' AND {_STATED}\n"
        "GROUP BY cargo, therapy, role ORDER BY records DESC, cargo, therapy",
    ),
    "contradictions": (
        "Contradictions",
        "Cargo and therapy for which records say both that resistance is promoted and that sensitivity is restored.",
        "SELECT cargo, therapy, sum(role = 'promotes resistance') AS promotes,\n"
        "    sum(role = 'restores sensitivity') AS restores\n"
        f"FROM evidence_long WHERE {_STATED}\n"
        "GROUP BY cargo, therapy HAVING promotes > 0 AND restores > 0 ORDER BY cargo, therapy",
    ),
    "quotes": (
        "Quotes that hold these words",
        "Every quote with what was typed, where it stands, and what it is evidence for.",
        "SELECT quote, quoted_in, cargo, therapy, role, record_id FROM evidence\n"
        "WHERE quote LIKE '%' || :words || '%' AND status <> 'rejected' ORDER BY quoted_in",
    ),
}


def metadata(name: str, tables: Mapping[str, str], source: str) -> bytes:
    """The metadata of a project file called ``name`` without its ending, as JSON. ``tables`` are its tables and views
    with what each holds."""
    about = {
        "title": "Evidence on vesicle cargo and response to therapy",
        "description": "Each record is one claim with the passages it was read in. The view “evidence” has the usual "
        f"columns, “evidence_long” all. {source}",
        "databases": {
            name: {
                "title": name,
                "tables": {table: _table(table, told) for table, told in tables.items()},
                "queries": {
                    key: {"title": title, "description": told, "sql": sql}
                    for key, (title, told, sql) in QUESTIONS.items()
                },
            }
        },
    }
    return json.dumps(about, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _table(name: str, told: str) -> dict[str, object]:
    if name not in SHOWN:
        return {"hidden": True}
    about: dict[str, object] = {"description": told}
    if name in ("evidence", "evidence_long"):
        about |= {"columns": MEANINGS, "facets": list(FACETS), "size": 50}
    return about
