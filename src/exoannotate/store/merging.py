"""A project as a merge sees it: every row, and what those that matter once were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from exoannotate.domain.change import Row
from exoannotate.domain.merging import ORDER, Rows, States, state
from exoannotate.store.project import Project
from exoannotate.store.rows import CLASSES, columns, known, whole


def rows(project: Project) -> tuple[Rows, tuple[str, ...]]:
    """The rows of a project, and a sentence for each row that is no row of its table and was left out. Raises
    ProjectFileError when the file cannot be read."""
    found: dict[str, dict[str, Row]] = {}
    refused: list[str] = []
    for table in ORDER:
        of = CLASSES[table]
        there = [known(row, columns(of)) for row in project.raw_rows(of)]
        if not whole(of, there):
            sound = {str(row["id"]) for row in there if whole(of, [row])}
            wrong = [str(row["id"])[:60] for row in there if row["id"] not in sound]
            refused += [f"A row of “{table}” ({key}) is not whole and was left out." for key in wrong]
            there = [row for row in there if row["id"] in sound]
        found[table] = {str(row["id"]): row for row in there}
    return found, tuple(refused)


def states(project: Project, wanted: Mapping[str, Collection[str]]) -> States:
    """What rows once were, by the history: those of ``wanted``, keys by table. Raises ProjectFileError."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for change in project.changes():
        for edit in change.edits:
            if edit.key in wanted.get(edit.table, ()):
                names = columns(CLASSES[edit.table])
                for kept in (edit.before, edit.after):
                    found[edit.table, edit.key].append(state(None if kept is None else known(kept, names)))
    return dict(found)
