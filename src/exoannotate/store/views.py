"""The readable views of a project file, drawn from the evidence columns and renewed when these change.

``evidence`` has the default columns of an exported table, ``evidence_long`` every field with its reason, and the
project's own fields behind them; it is made anew when these change.
Anyone can read them with sqlite3, DB Browser, Datasette or pandas.
"""

from __future__ import annotations

from functools import lru_cache

from exoannotate.domain.evidence import DEFAULT_COLUMNS, Columns
from exoannotate.domain.fields import EVIDENCE_FIELDS
from exoannotate.domain.own_fields import OwnField

QUOTED = """
    SELECT record,
        group_concat(quote, ' | ') AS quote,
        group_concat(quoted_in, ' | ') AS quoted_in,
        group_concat(page_label, ' | ') AS page_label,
        group_concat(page_index, ' | ') AS page_index,
        group_concat(id, ' | ') AS passages,
        group_concat(DISTINCT title) AS document,
        group_concat(DISTINCT NULLIF(doi, '')) AS document_doi,
        group_concat(DISTINCT year) AS document_year
    FROM (
        SELECT l.record, p.id, CASE WHEN p.quote = '' THEN '[area]' ELSE p.quote END AS quote,
            p.page_label, p.page_index, d.title, d.doi, d.year,
            d.title || CASE WHEN d.doi <> '' THEN ' (' || d.doi || ')' ELSE '' END || ', p. ' || p.page_label
                AS quoted_in
        FROM record_passages l JOIN passages p ON p.id = l.passage JOIN documents d ON d.id = p.document
        ORDER BY l.record, l.ordinal, l.created, l.id
    )
    GROUP BY record"""
"""What a record quotes, and where that stands, put together from its passages in order."""


DOUBLE = "SELECT record FROM double_coded WHERE consensus IN (SELECT id FROM records)"
"""The records that went into a record of consensus: shown beside it, they would say everything twice or thrice."""


def _cell(name: str) -> str:
    return f"COALESCE(NULLIF(c.{name}, ''), NULLIF(c.{name}_reason, 'not yet looked'), '')"


def _expression(name: str) -> str:
    own = {
        "role": "r.role",
        "status": "r.status",
        "assertion": "r.assertion",
        "reviewed": "r.reviewed",
        "created": "r.created",
        "changed": "r.changed",
        "record_id": "r.id",
        "curator": "COALESCE((SELECT name FROM curators WHERE id = r.curator), '')",
        "reviewer": "COALESCE((SELECT name FROM curators WHERE id = r.reviewer), '')",
        "mechanism_target": f"trim({_cell('mechanism')} || CASE WHEN {_cell('mechanism')} <> '' AND "
        f"{_cell('targets')} <> '' THEN ' / ' ELSE '' END || {_cell('targets')})",
        "cargo": "COALESCE(NULLIF(c.cargo, ''), CASE WHEN c.cargo_class = 'whole vesicle' THEN 'whole vesicle' END, "
        "NULLIF(c.cargo_reason, 'not yet looked'), '')",
    }
    if name in own:
        return own[name]
    if name in {f.name for f in EVIDENCE_FIELDS}:
        return _cell(name)
    if name.endswith("_reason"):
        return f"COALESCE(c.{name}, '')"
    return f"COALESCE(q.{name}, '')"


_THESE = "(SELECT value FROM json_each(?1))"
"""The records that are asked for, given as one parameter: a JSON list of ids."""


def _select(names: tuple[str, ...], own: tuple[OwnField, ...] = (), *, some: bool = False) -> str:
    """``some``: only the records of ``_THESE``. They are chosen inside, too, or all others would be put together."""
    fields = [*((f.name, f.name) for f in EVIDENCE_FIELDS), *((f.key, f.name) for f in own)]
    pivot = ",\n        ".join(
        f"max(CASE WHEN field = '{key}' THEN text END) AS {name}, "
        f"max(CASE WHEN field = '{key}' THEN reason END) AS {name}_reason"
        for key, name in fields
    )
    ours = {f.name for f in own}
    shown = ",\n    ".join(f"{_cell(name) if name in ours else _expression(name)} AS {name}" for name in names)
    inside = f"WHERE record IN {_THESE} " if some else ""
    quoted = QUOTED.replace("ORDER BY l.record", f"WHERE l.record IN {_THESE} ORDER BY l.record") if some else QUOTED
    chosen = f"\nWHERE r.id IN {_THESE}" if some else ""
    return f"""SELECT
    {shown}
FROM records r
LEFT JOIN (
    SELECT record,
        {pivot}
    FROM record_fields {inside}GROUP BY record) c ON c.record = r.id
LEFT JOIN ({quoted}) q ON q.record = r.id{chosen}"""


@lru_cache(maxsize=16)
def evidence_long(own: tuple[OwnField, ...] = (), *, some: bool = False) -> str:
    """The statement that reads the evidence table in its long form, the own fields of the project behind it; with
    ``some`` of the records in a JSON list of ids, its one parameter.

    Their ids and names stand in its text: ``domain/own_fields.py`` lets in none that could mean anything in SQL.
    """
    return _select(tuple(c.name for c in Columns(own).all), own, some=some)


_SINGLE = f"\nWHERE r.id NOT IN ({DOUBLE})"


def views(own: tuple[OwnField, ...] = ()) -> dict[str, str]:
    """Name and definition of each view of a project with these own fields."""
    long = f"CREATE VIEW evidence_long AS {evidence_long(own)}{_SINGLE}\nORDER BY r.created, r.id"
    return VIEWS | {"evidence_long": long}


_END = f"{_SINGLE}\nORDER BY r.created, r.id"
VIEWS: dict[str, str] = {
    "evidence": f"CREATE VIEW evidence AS {_select(tuple(c.name for c in DEFAULT_COLUMNS))}{_END}",
    "evidence_long": f"CREATE VIEW evidence_long AS {evidence_long()}{_END}",
    "record_values": """CREATE VIEW record_values AS SELECT f.record, f.field, v.key AS ordinal,
    json_extract(v.value, '$.text') AS text, json_extract(v.value, '$.name') AS name,
    json_extract(v.value, '$.identifier') AS identifier, json_extract(v.value, '$.source') AS source,
    json_extract(v.value, '$.detail') AS detail, json_extract(v.value, '$.passage') AS passage,
    json_extract(v.value, '$.start') AS start, json_extract(v.value, '$.end') AS "end"
FROM record_fields f, json_each(f."values") v""",
}
"""Those of a project without own fields. ``record_values`` has one row per value and the words it points at."""
