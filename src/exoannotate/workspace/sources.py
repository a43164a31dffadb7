"""Where the vocabularies come from, read from the page that is shipped beside them."""

from __future__ import annotations

from dataclasses import dataclass

from exoannotate import resources


@dataclass(frozen=True, slots=True)
class Source:
    """One authority: its version or date, its licence, and what was taken from it."""

    name: str
    version: str
    licence: str
    taken: str


@dataclass(frozen=True, slots=True)
class SourceTable:
    """One shipped table: how many terms it has, and the sources they are from."""

    file: str
    label: str
    rows: int
    sources: tuple[Source, ...]


def sources() -> tuple[Source, ...]:
    """Every authority, in the order of the page."""
    return tuple(Source(*cells) for cells in _table("Sources"))


def tables() -> tuple[SourceTable, ...]:
    """Every shipped table, in the order of the page."""
    known = {source.name: source for source in sources()}
    return tuple(
        SourceTable(
            file,
            label,
            int(rows.replace(",", "")),
            tuple(known[name] for name in (part.strip() for part in named.split(",")) if name in known),
        )
        for file, label, rows, named in _table("Tables")
    )


def _table(heading: str) -> list[list[str]]:
    """The rows of the table under a heading of the page, without its head."""
    section = resources.text("vocabularies", "SOURCES.md").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
