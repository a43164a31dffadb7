"""A project as a merge sees it: every row, and every state its rows once had."""

from __future__ import annotations

from collections import defaultdict

from exoannotate.domain.change import Row
from exoannotate.domain.merging import ORDER, Side, state
from exoannotate.store.project import Project
from exoannotate.store.rows import CLASSES, columns, whole


def side(project: Project) -> tuple[Side, tuple[str, ...]]:
    """The rows of a project and what they once were; and a sentence for each row that is no row of its table and was
    left out. Raises ProjectFileError when the file cannot be read."""
    rows: dict[str, dict[str, Row]] = {}
    refused: list[str] = []
    for table in ORDER:
        of = CLASSES[table]
        there = [_known(row, columns(of)) for row in project.raw_rows(of)]
        if not whole(of, there):
            sound = {str(row["id"]) for row in there if whole(of, [row])}
            wrong = [str(row["id"])[:60] for row in there if row["id"] not in sound]
            refused += [f"A row of “{table}” ({key}) is not whole and was left out." for key in wrong]
            there = [row for row in there if row["id"] in sound]
        rows[table] = {str(row["id"]): row for row in there}
    states: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for change in project.changes():
        for edit in change.edits:
            if edit.table in CLASSES:
                names = columns(CLASSES[edit.table])
                for kept in (edit.before, edit.after):
                    states[edit.table, edit.key].add(state(None if kept is None else _known(kept, names)))
    return Side(rows, dict(states)), tuple(refused)


def _known(row: Row, names: tuple[str, ...]) -> Row:
    """The row without columns of a newer format."""
    return row if row.keys() <= set(names) else {name: row[name] for name in names if name in row}
