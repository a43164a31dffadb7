"""Own terms from and to tables: CSV or tab separated, as a person keeps them or as the shipped vocabularies come."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from exoannotate.domain.change import Change
from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError
from exoannotate.domain.records import Term
from exoannotate.domain.wording import counted
from exoannotate.export.safe import unguard
from exoannotate.suggest import own
from exoannotate.suggest.tables import RAW_KINDS
from exoannotate.workspace import own_terms
from exoannotate.workspace.session import Session

COLUMNS = ("name", "identifier", "source", "synonyms", "kind", "note")
"""The columns of a table of terms, as they are written; a file to import needs the first."""
MOST_ROWS = 120_000
MOST_BYTES = 100_000_000

_HEADS = {
    "name": ("name", "term", "label", "preferred name", "preferred", "symbol"),
    "identifier": ("identifier", "id", "accession", "curie", "term id"),
    "source": ("source", "authority", "vocabulary", "database", "ontology"),
    "synonyms": ("synonyms", "synonym", "aliases", "alias", "other names"),
    "kind": ("kind", "type", "class"),
    "note": ("note", "notes", "comment", "comments", "warning"),
}
_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, by its line in the file, and why in words."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the rows of a table."""

    new: int = 0
    changed: int = 0
    same: int = 0
    refused: tuple[Refused, ...] = field(default_factory=tuple)

    def sentence(self) -> str:
        """The counts in words."""
        told = [(self.new, "new"), (self.changed, "changed"), (self.same, "already there")]
        words = ", ".join(f"{count:,} {what}" for count, what in told if count) or "nothing new"
        rest = f" {len(self.refused):,} refused." if self.refused else ""
        return f"Terms: {words}.{rest}"


@dataclass(frozen=True, slots=True)
class Table:
    """The terms that were read from a file, and the rows that are none."""

    name: str
    terms: tuple[Term, ...]
    refused: tuple[Refused, ...]


def import_file(session: Session, path: Path, *, kind: str = "") -> Imported:
    """Read a table and add its terms to the project, as one change. Raises ExoError."""
    return take_over(session, read(path, kind=kind))


def take_over(session: Session, table: Table) -> Imported:
    """Add the terms of a table to the project, as one change; rows that are there already get what is new of them."""
    kept = own_terms.Kept(session.project.terms())
    imported = join(kept, table)
    edits = kept.edits()
    session.run(Change(f"Import {counted(len(edits), 'term')}", edits))
    return imported


def join(kept: own_terms.Kept, table: Table) -> Imported:
    """Add the terms of a table to those that are kept."""
    counts = Counter(kept.take(term) for term in table.terms)
    return Imported(counts["new"], counts["changed"], counts["same"], table.refused)


def read(path: Path, *, kind: str = "") -> Table:
    """The terms of a file; ``kind`` is that of rows that name none. Touches no project. Raises ExoError."""
    rows = _rows(_text(path))
    head = next(rows, None)
    places = _places(path, head[1] if head else ())
    found: list[Term] = []
    refused: list[Refused] = []
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if len(found) + len(refused) >= MOST_ROWS:
            raise ExoError(f"“{path.name}” has more than {MOST_ROWS:,} rows.", f"{_SAFE} Import it in parts.")
        try:
            found.append(_term(places, cells, kind))
        except BadValueError as error:
            refused.append(Refused(line, error.message))
    return Table(path.name, tuple(found), tuple(refused))


def export_file(session: Session, out: Path) -> int:
    """Write the own terms and choices of a project as CSV, whole or not at all; how many. Raises ExoError."""
    from exoannotate.workspace.exports import keep_sources

    keep_sources(out)
    kept = (*own_terms.own_terms(session), *own_terms.choices(session))
    write(out, kept)
    return len(kept)


def write(out: Path, kept: Sequence[Term]) -> None:
    """Write terms as a table. Whole or not at all; raises ExoError."""
    from exoannotate.export.csv import lines
    from exoannotate.export.exporter import Options
    from exoannotate.export.target import replacing

    rows = ([getattr(term, name) for name in COLUMNS] for term in kept)
    with replacing(out) as stream:
        lines(COLUMNS, rows, stream, Options(), tabs=out.suffix.casefold() in (".tsv", ".tab"))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ExoError(f"“{path.name}” is larger than {MOST_BYTES // 1_000_000} MB.", _SAFE)
        data = path.read_bytes()
        if data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)  # a small file may unpack to anything
            if len(data) > MOST_BYTES:
                raise ExoError(f"“{path.name}” is larger than {MOST_BYTES // 1_000_000} MB unpacked.", _SAFE)
    except FileNotFoundError:
        raise NotFoundError(f"There is no file “{path.name}”.", _SAFE) from None
    except (OSError, EOFError, zlib.error):
        raise ExoError(f"“{path.name}” cannot be read.", _SAFE) from None
    for encoding, mark in (("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"), ("utf-8-sig", b"")):
        if data.startswith(mark):
            with suppress(UnicodeDecodeError):
                return data.decode(encoding)
    raise ExoError(f"“{path.name}” is no text in UTF-8.", f"{_SAFE} In a spreadsheet, save it as “CSV UTF-8”.")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line each stands in; tabs, semicolons or commas are told by the first line."""
    first = text.split("\n", 1)[0]
    delimiter = max("\t;,", key=first.count)
    lines_of_text = io.StringIO(text.replace("\0", ""), newline="")
    if delimiter == "\t" and '"' not in first:  # there a quotation mark is a letter like any other
        reader = csv.reader(lines_of_text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(lines_of_text, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            yield line, [unguard(cell) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error:
            raise ExoError(f"Line {line} is no row of a table.", _SAFE) from None


def _places(path: Path, head: Sequence[str]) -> dict[str, int]:
    """In which column each thing stands, by the names in the first line."""
    heads = [" ".join(cell.split()).casefold().replace("_", " ") for cell in head]
    places = {}
    for name, words in _HEADS.items():
        found = [heads.index(word) for word in words if word in heads]
        if found:
            places[name] = found[0]
    if "name" not in places:
        raise BadValueError(
            f"“{path.name}” has no column “name” in its first line.",
            f"{_SAFE} The first line names the columns: {', '.join(COLUMNS)}; only the name is needed.",
        )
    return places


def _term(places: dict[str, int], cells: Sequence[str], kind: str) -> Term:
    """One row as a term. Raises BadValueError for one that is none."""

    def cell(name: str) -> str:
        at = places.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    given = " ".join(cell("kind").split())
    chosen = given.startswith(own.CHOICE)
    given = given.removeprefix(own.CHOICE)
    synonyms = cell("synonyms")
    separator = own.SEPARATOR if own.SEPARATOR in synonyms else ";"
    term = own_terms.checked(
        cell("name"),
        kind=RAW_KINDS.get(given, given) or kind,
        identifier=cell("identifier"),
        source=cell("source"),
        synonyms=(synonyms,) if chosen else synonyms.split(separator),
        note=cell("note"),
    )
    return replace(term, kind=own.CHOICE + term.kind) if chosen else term
