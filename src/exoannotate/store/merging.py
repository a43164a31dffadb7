"""A project as a merge sees it: every row, and every state its rows once had."""

from __future__ import annotations

from collections import defaultdict

from exoannotate.domain.change import Row
from exoannotate.domain.merging import ORDER, Side, state
from exoannotate.store.project import Project
from exoannotate.store.rows import CLASSES, columns, from_row


def side(project: Project) -> tuple[Side, tuple[str, ...]]:
    """The rows of a project and what they once were; and a sentence for each row that is no row of its table and was
    left out. Raises ProjectFileError when the file cannot be read."""
    rows: dict[str, dict[str, Row]] = {}
    refused: list[str] = []
    for table in ORDER:
        of, names = CLASSES[table], columns(CLASSES[table])
        rows[table] = {}
        for row in project.raw_rows(of):
            key, known = str(row["id"]), {name: row[name] for name in names if name in row}
            try:
                from_row(of, dict(known))
            except ValueError:
                refused.append(f"A row of “{table}” ({key[:60]}) is not whole and was left out.")
                continue
            rows[table][key] = known
    states: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for change in project.changes():
        for edit in change.edits:
            if edit.table in CLASSES:
                names = columns(CLASSES[edit.table])
                for kept in (edit.before, edit.after):
                    once = None if kept is None else {name: kept[name] for name in names if name in kept}
                    states[edit.table, edit.key].add(state(once))
    return Side(rows, dict(states)), tuple(refused)
