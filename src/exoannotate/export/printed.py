"""What a table shows where people read it: in Word, Markdown and LaTeX the same columns, caption, groups and notes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from exoannotate.domain.evidence import DEFAULT_COLUMNS, Column, EvidenceRow
from exoannotate.domain.records import Link, Passage
from exoannotate.domain.wording import counted
from exoannotate.export.citing import References
from exoannotate.export.table import Bundle

IN_A_MANUSCRIPT = ("cargo", "donor", "recipient", "therapy", "effect", "role", "mechanism_target", "system", "level")
"""What a printed table has room for beside the references; other columns are there when they are chosen."""
MOST_COLUMNS = 18
"""With more of them than a page can hold beside one another, each record gets a table of its own."""
CITED = Column("cited", "Ref.")
TOLD_BELOW = frozenset({"record_id", "quote", "page_label", "page_index", "document", "quoted_in", "passages"})
"""Columns that the quotes below a record tell better."""
_BREAKS = re.compile(r"[\s/;]+")
_LONGEST_WORD, _LONGEST_CELL, _LINES = 16, 110, 2
"""Letters of a word and of a cell that count for the width of a column, and into how many lines a cell may go."""
SEEN = 500
"""So many rows tell how wide the columns are."""
NO_GROUP = "not stated"
"""The heading of records that say nothing in the column they are grouped by."""


def columns_of(bundle: Bundle) -> tuple[Column, ...]:
    """The columns of the printed table: those that were chosen; of the default ones, those that fit a page and say
    something in at least one row. The column of the groups stands in their headings instead."""
    chosen = bundle.table.columns
    if chosen != DEFAULT_COLUMNS:
        return (*chosen, CITED)
    rows = bundle.table.rows
    fitting = (c for c in chosen if c.name in IN_A_MANUSCRIPT and c != bundle.table.group)
    return (*(c for c in fitting if any(row[c.name] for row in rows) or not rows), CITED)


def shares(columns: Sequence[Column], cells: Iterable[Sequence[str]]) -> list[float]:
    """How much of the line each column gets, of 1: a long word must stand in it, and rows are to be of few lines.

    ``cells`` are some rows as they will be printed; heads count, too.
    """
    seen = list(zip(*cells, strict=True)) or [()] * len(columns)
    weights: list[float] = []
    for column, of_column in zip(columns, seen, strict=True):
        words = max((len(word) for cell in (column.head, *of_column) for word in _BREAKS.split(cell)), default=0)
        lengths = sorted(map(len, of_column)) or [0]
        usual = lengths[len(lengths) * 9 // 10]
        weights.append(max(min(words, _LONGEST_WORD) + 1.0, min(usual, _LONGEST_CELL) / _LINES, 4.0))
    return [weight / sum(weights) for weight in weights]


def heading(bundle: Bundle, title: str) -> str:
    """The heading of one group, "" when there are none: “Therapy: temozolomide”."""
    group = bundle.table.group
    return f"{group.head}: {' '.join(title.split()) or NO_GROUP}" if group is not None else ""


def caption(bundle: Bundle) -> str:
    """What stands above the table, without its number."""
    count = len(bundle.table.rows)
    records = counted(count, "record")
    chosen = f" matching “{bundle.about.filter}”" if bundle.about.filter else ""
    return f"Evidence on vesicle cargo and response to therapy ({records}{chosen})."


def notes(bundle: Bundle, *, whole: bool = False) -> Iterator[str]:
    """What stands below the table: what its words mean, and where it comes from, with the ``whole`` digest."""
    if any(column.name == "role" for column in bundle.table.columns):
        yield "Role: implied by the effect observed and by what was done to the vesicle or its cargo."
    yield made_with(bundle, whole=whole)


def made_with(bundle: Bundle, *, whole: bool = False) -> str:
    """The line that says where an export comes from; a reader needs no more than the beginning of the digest."""
    about = bundle.about
    made = f"exoannotate {about.app_version}".strip()
    of = f" from a project file of format {about.format_version}" if about.format_version else ""
    return f"Made with {made}{of}; digest of the rows {about.digest if whole else about.digest[:16]}."


def origin(bundle: Bundle) -> str:
    """All about where an export comes from, for where a program keeps such things."""
    pairs = dict(bundle.origin().pairs())
    last = {label: pairs.pop(label) for label in ("Filter", "Sorted by")}  # they may be long, and cut
    return "; ".join(f"{label}: {value}" for label, value in (pairs | last).items() if value)


def cell(bundle: Bundle, references: References, row: EvidenceRow, column: Column) -> str:
    """What a row says in a column of ``columns_of``."""
    return references.of(row.record) if column is CITED else bundle.table.cell(row, column)


def name_of(row: EvidenceRow) -> str:
    """A record by its cargo and therapy."""
    return " – ".join(filter(None, (row["cargo"], row["therapy"])))


def quotes(bundle: Bundle) -> Mapping[str, list[Passage]]:
    """The passages of each record, in order."""
    passages = {passage.id: passage for passage in bundle.contents.passages}
    found: defaultdict[str, list[Passage]] = defaultdict(list)

    def place(link: Link) -> tuple[str, int, str, str]:
        return link.record, link.ordinal, link.created, link.passage

    for link in sorted(bundle.contents.links, key=place):
        if link.passage in passages:
            found[link.record].append(passages[link.passage])
    return found
