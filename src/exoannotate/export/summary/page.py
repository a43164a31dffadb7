"""A summary laid out for any format: headings, prose, tables and references, one below the other.

What every format must agree on is decided here once: where blanks and full stops stand, how clauses and records are
numbered, and what the tables at the end say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from exoannotate.domain.filter import natural
from exoannotate.domain.wording import shortened
from exoannotate.export.spans import Span, Spans, plain, runs, tidy
from exoannotate.export.styles import Cited, Entry, Paper, Style
from exoannotate.export.summary.model import Clause, Section, Source, Summary

PLACES = 6
"""So many documents are named beside a statement; of more, their number."""
STATEMENT = 400
"""Letters of a statement in the table; it stands whole above."""
_NO_BLANK = ",.;:)"


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one clause, its number, and its records. ``begins``: the label of the list item it begins."""

    spans: Spans
    number: int
    records: tuple[str, ...]
    begins: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """``level`` 0 is the title."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph; with ``label`` an item of a list."""

    parts: tuple[Part, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``shares``: how wide its columns are beside one another."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """The references."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the program."""

    text: str


Block: TypeAlias = Heading | Prose | Grid | Listed | Note


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a summary in order, and behind them those that say where each statement comes from.

    ``clauses``: the records of each clause, by number from 1.
    """

    blocks: tuple[Block, ...]
    clauses: Mapping[int, tuple[str, ...]]
    trace: tuple[Block, ...] = ()

    @property
    def whole(self) -> tuple[Block, ...]:
        """All blocks, as they stand in a file."""
        return (*self.blocks, *self.trace)


def page(summary: Summary, papers: Mapping[str, Paper], style: Style) -> Page:
    """Lay a summary out, its papers cited in a style."""
    cited = Cited(summary.keys(), papers, style)
    blocks: list[Block] = [Heading(summary.title, 0)]
    if summary.missing:
        return Page((*blocks, *map(Note, summary.missing)), {})
    setting = _Setting(cited)
    for section in (*summary.sections, *summary.methods):
        blocks += setting.section(section)
    if summary.flow:
        blocks.append(Grid(("Step", "Number"), tuple((f.step, f"{f.many:,}") for f in summary.flow), (3, 1)))
    entries = cited.entries()
    if entries:
        blocks += [Heading("References", 1), Listed(entries)]
    clauses = {part.number: part.records for part in setting.parts}
    return Page(tuple(blocks), clauses, tuple(_trace(summary, setting)))


class _Setting:
    """Sets clauses, in order, as parts."""

    def __init__(self, cited: Cited) -> None:
        self._cited = cited
        self.parts: list[Part] = []

    def section(self, section: Section) -> Iterator[Block]:
        if section.head:
            yield Heading(section.head, section.level)
        for paragraph in section.paragraphs:
            parts: list[Part] = []
            for sentence in paragraph.sentences:
                for at, clause in enumerate(sentence.clauses):
                    part = self._part(clause, "".join(plain(p.spans) for p in parts[-1:]))
                    part = part if parts else replace(part, begins=paragraph.label)
                    if at == len(sentence.clauses) - 1 and not paragraph.label:
                        part = _ended(part)
                    parts.append(part)
                    self.parts.append(part)
            yield Prose(tuple(parts), paragraph.label)

    def _part(self, clause: Clause, before: str) -> Part:
        spans: list[Span] = []
        for run in clause.runs:
            if isinstance(run, str):
                spans.append(Span(run))
                continue
            mark = self._cited.mark(run.keys)
            if not all(span.raised for span in mark):
                spans.append(Span(" "))
            spans += mark
        text = plain(tuple(spans))
        if before and text[:1] not in _NO_BLANK and not text.startswith(" ") and not before.endswith(" "):
            spans.insert(0, Span(" "))
        return Part(tidy(spans), len(self.parts) + 1, clause.records)


def _ended(part: Part) -> Part:
    """With a full stop, unless a sign stands there."""
    text = plain(part.spans).rstrip()
    return (
        part if text.endswith((".", "!", "?", "…")) else Part(tidy([*part.spans, Span(".")]), part.number, part.records)
    )


# Where each statement comes from ---------------------------------------------------------------------------------


def _trace(summary: Summary, setting: _Setting) -> Iterator[Block]:
    order = tuple(dict.fromkeys(record for part in setting.parts for record in part.records))
    number = {record: at for at, record in enumerate(order, 1)}
    sources = {source.record: source for source in summary.sources}
    yield Heading("Where each statement comes from", 1)
    yield Note("Each statement with the records it is made from, and where these were read; the records stand below.")
    rows = []
    groups: list[list[Part]] = []
    for part in setting.parts:
        # Clauses beside one another that rest on the same records stand in one line.
        if groups and groups[-1][0].records == part.records:
            groups[-1].append(part)
        else:
            groups.append([part])
    for group in groups:
        records = group[0].records
        where = _places([sources[record] for record in records if record in sources])
        told = _told(group)
        numbers = _ranges(part.number for part in group)
        rows.append((numbers, told, _ranges((number[record] for record in records), "R"), where))
    yield Grid(("No.", "Statement", "Records", "Read in"), tuple(rows), (0.5, 4, 1, 2.5))
    yield Heading("Records", 2)
    told_of = (
        (f"R{number[record]}", sources[record].name, _places([sources[record]]), record)
        for record in order
        if record in sources
    )
    yield Grid(("No.", "Record", "Read in", "Record id"), tuple(told_of), (0.5, 2.5, 2.5, 2.5))


def _told(group: Sequence[Part]) -> str:
    """The words of clauses that stand in one line of the table, those of list items behind their labels."""
    told = ""
    for part in group:
        told += f" · {part.begins}: " if part.begins else ""
        told += plain(part.spans)
    return shortened(" ".join(told.split()).lstrip(",;:· "), STATEMENT)


def _places(sources: Sequence[Source]) -> str:
    """“Guo 2025, p. 365, 367; Moreau 2024, p. 4”; of many papers their number."""
    pages: dict[str, dict[str, None]] = {}
    for source in sources:
        for name, labels in source.places:
            pages.setdefault(name, {}).update(dict.fromkeys(labels))
    if len(pages) > PLACES:
        return f"{len(pages):,} papers: see the records below"
    told = (
        f"{name}, p. {', '.join(sorted(labels, key=natural))}" if labels else name for name, labels in pages.items()
    )
    return "; ".join(told)


def _ranges(numbers: Iterable[int], before: str = "") -> str:
    """“R1–R4, R7”."""
    return ", ".join(
        f"{before}{first}" if first == last else f"{before}{first}–{before}{last}" for first, last in runs(numbers)
    )
