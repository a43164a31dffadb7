"""A project as a merge sees it: every row, and every state its rows once had."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from exoannotate.domain.change import Row
from exoannotate.domain.merging import ORDER, Side, state
from exoannotate.store.project import Project
from exoannotate.store.rows import CLASSES, Pool, columns, from_rows


def side(project: Project) -> tuple[Side, tuple[str, ...]]:
    """The rows of a project and what they once were; and a sentence for each row that is no row of its table and was
    left out. Raises ProjectFileError when the file cannot be read."""
    rows: dict[str, dict[str, Row]] = {}
    refused: list[str] = []
    pool = Pool()
    for table in ORDER:
        of, names = CLASSES[table], columns(CLASSES[table])
        there = [{name: row[name] for name in names if name in row} for row in project.raw_rows(of)]
        whole = _all_whole(of, there)
        rows[table] = {}
        for known in there:
            key = str(known["id"])
            if not whole and not _all_whole(of, [known]):
                refused.append(f"A row of “{table}” ({key[:60]}) is not whole and was left out.")
                continue
            rows[table][key] = pool.share(known)
    states: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for change in project.changes():
        for edit in change.edits:
            if edit.table in CLASSES:
                names = columns(CLASSES[edit.table])
                for kept in (edit.before, edit.after):
                    once = None if kept is None else {name: kept[name] for name in names if name in kept}
                    states[edit.table, edit.key].add(state(once))
    return Side(rows, dict(states)), tuple(refused)


def _all_whole(of: type[Any], rows: Sequence[Row]) -> bool:
    """Whether all are rows of the table of a class."""
    try:
        from_rows(of, list(map(dict, rows)))
    except ValueError:
        return False
    return True
