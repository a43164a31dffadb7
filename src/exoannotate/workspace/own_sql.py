"""Own SQL: ask the project with one's own statement, for reading only, and take the answer home as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain.ids import person_id
from exoannotate.export import sheet
from exoannotate.export.exporter import Options
from exoannotate.export.table import Sheet
from exoannotate.store import schema, sql
from exoannotate.store.sql import LIMITS, Answer, Limits, Shape
from exoannotate.workspace import settings
from exoannotate.workspace.exports import keep_sources

FORMATS = sheet.FORMATS


@dataclass(frozen=True, slots=True)
class Example:
    """A statement to begin with, and what it answers."""

    title: str
    statement: str


EXAMPLES: tuple[Example, ...] = (
    Example("Everything in the table", "SELECT * FROM evidence"),
    Example(
        "How many records each cargo has",
        "SELECT cargo, count(*) AS records\nFROM evidence\nGROUP BY cargo\nORDER BY records DESC",
    ),
    Example(
        "Cargo against therapy",
        "SELECT cargo, therapy, group_concat(DISTINCT role) AS roles, count(*) AS records\n"
        "FROM evidence\nGROUP BY cargo, therapy\nORDER BY cargo, therapy",
    ),
    Example(
        "Records whose effect nobody has looked up",
        "SELECT record_id, cargo, therapy, quoted_in\nFROM evidence_long\nWHERE effect = ''",
    ),
    Example(
        "What each document gave",
        "SELECT d.title, d.year,\n"
        "    count(DISTINCT p.id) AS highlights,\n"
        "    count(DISTINCT l.record) AS records\n"
        "FROM documents d\n"
        "LEFT JOIN passages p ON p.document = d.id\n"
        "LEFT JOIN record_passages l ON l.passage = p.id\n"
        "GROUP BY d.id\nORDER BY records DESC",
    ),
    Example(
        "Highlights that no record uses",
        "SELECT p.page_label, p.quote\nFROM passages p\n"
        "WHERE p.id NOT IN (SELECT passage FROM record_passages)\nORDER BY p.page_index",
    ),
    Example(
        "Names with identifiers",
        "SELECT field, name, identifier, source, count(*) AS records\nFROM record_values\n"
        "WHERE identifier <> ''\nGROUP BY field, name, identifier, source\nORDER BY field, records DESC",
    ),
    Example(
        "Who did what, the last hundred acts",
        "SELECT h.at, c.name, h.label\nFROM history h\nLEFT JOIN curators c ON c.id = h.curator\n"
        "ORDER BY h.seq DESC\nLIMIT 100",
    ),
)


def shapes(path: Path) -> tuple[Shape, ...]:
    """The tables and views of a project, views first. Raises ExoError."""
    return sql.shapes(path)


def about(name: str) -> str:
    """What a table or view of the project holds, in a sentence; "" for one that is not ours."""
    return schema.about(name)


def ask(
    path: Path, statement: str, *, limits: Limits = LIMITS, stopped: Callable[[], bool] = lambda: False
) -> Answer:  # fmt: skip
    """Run one SELECT in a process of its own; ``stopped`` is asked until it has answered. Raises ExoError."""
    return sql.ask(path, statement, reader=person_id(settings.curator_name()), limits=limits, stopped=stopped)


def export(answer: Answer, format_name: str, out: Path, *, raw: bool = False) -> str:
    """Write an answer to a file; what had to be replaced or cut, in words. Whole or not at all; raises ExoError."""
    keep_sources(out)
    report = sheet.save(format_name, Sheet("statement", answer.columns, answer.rows), out, Options(raw=raw))
    return report.sentence()
