"""Markdown: a table that GitHub, Obsidian, Quarto and pandoc read, each record's quotes below it, then the references.

Every text goes through ``escaped``: no letter of a project can end a cell, begin a heading or a list, become a link
or a tag. A line break becomes a space, because a cell of Markdown has one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.domain.citing import cited_as
from exoannotate.domain.evidence import Column, EvidenceRow
from exoannotate.export import printed
from exoannotate.export.citing import References, split_doi
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.printed import MOST_COLUMNS, TOLD_BELOW
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

_ALIVE = re.compile(r"[\\`*_\[\]<>|~&$^@#{}]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
"""What means something inside a line; “@”, “://” and “www.” are what GitHub makes links of."""
_BEGIN = re.compile(r"\d{1,9}[.)]|[-+=!:]")
"""What means something at the beginning of a line: a list, a rule, the line below a heading."""
_SPACE = re.compile(r"[\s\u2028\u2029]+")


def escaped(text: str) -> str:
    """The text on one line, every letter of it meaning itself."""
    line = _ALIVE.sub(r"\\\g<0>", _SPACE.sub(" ", text).strip())
    begins = _BEGIN.match(line)
    if begins is None:
        return line
    return f"{line[: begins.end() - 1]}\\{line[begins.end() - 1 :]}"


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    page = _Page(bundle, options)
    for line in page.lines():
        stream.write(line.encode("utf-8") + b"\n")
    return Report(len(bundle.table.rows), page.cleaner.replaced)


class _Page:
    """The page of one bundle."""

    def __init__(self, bundle: Bundle, options: Options) -> None:
        self.bundle, self.table, self.options = bundle, bundle.table, options
        self.cleaner = Cleaner()
        self.references = References(bundle.contents, options.style, (row.record for row in bundle.table.rows))
        self.documents = {d.id: d for d in bundle.contents.documents}
        self.quotes = printed.quotes(bundle)
        self.columns = printed.columns_of(bundle)

    def text(self, text: str) -> str:
        return escaped(self.cleaner.text(text))

    def lines(self) -> Iterator[str]:
        yield "# Evidence on vesicle cargo and response to therapy"
        yield ""
        yield f"**Table 1.** {self.text(printed.caption(self.bundle))}"
        beside = len(self.columns) <= MOST_COLUMNS
        number = 0
        for title, rows in self.table.sections():
            heading = printed.heading(self.bundle, title)
            if heading:
                yield from ("", f"## {self.text(heading)}")
            if beside:
                yield from self._table(rows, number)
            else:
                for at, row in enumerate(self.options.each(rows), number + 1):
                    yield from self._record(at, row)
            number += len(rows)
        if beside and any(self.quotes.get(row.record) for row in self.table.rows):
            yield from ("", "## Quotes")
            for at, row in enumerate(self.table.rows, 1):
                if self.quotes.get(row.record):
                    yield from ("", f"**{at}. {self.text(printed.name_of(row)) or 'no name'}**")
                    yield from self._quoted(row)
        yield from self._cited()
        yield from ("", "---")
        for note in printed.notes(self.bundle, whole=True):
            yield from ("", self.text(note))

    def _table(self, rows: Iterable[EvidenceRow], before: int) -> Iterator[str]:
        yield ""
        yield _line(("No.", *(self.text(column.head) for column in self.columns)))
        yield _line(("--:", *("---" for _ in self.columns)))
        for number, row in enumerate(self.options.each(rows), before + 1):
            yield _line((str(number), *(self._cell(row, column) for column in self.columns)))

    def _cell(self, row: EvidenceRow, column: Column) -> str:
        return self.text(printed.cell(self.bundle, self.references, row, column))

    def _record(self, number: int, row: EvidenceRow) -> Iterator[str]:
        yield from ("", f"### {number}. {self.text(printed.name_of(row)) or 'no name'}", "")
        for column in self.columns:
            cell = "" if column.name in TOLD_BELOW else self._cell(row, column)
            if cell:
                yield f"- **{self.text(column.head)}:** {cell}"
        yield from self._quoted(row)

    def _quoted(self, row: EvidenceRow) -> Iterator[str]:
        for passage in self.quotes.get(row.record, ()):
            document = self.documents.get(passage.document)
            cited = cited_as(document, passage.page_label) if document is not None else f"p. {passage.page_label}"
            yield from ("", f"> {self.text(passage.shown)}", ">", f"> — {self.text(cited)}")

    def _cited(self) -> Iterator[str]:
        numbered = self.references.numbered()
        if not numbered:
            return
        yield from ("", "## References", "")
        styled = self.references.styled()
        if styled:
            from exoannotate.export.summary.markdown import Writer
            from exoannotate.export.summary.page import Listed

            yield from Writer(self.cleaner).lines((Listed(styled),))
            return
        for number, text in numbered:
            words, doi = split_doi(text)
            link = f"<https://doi.org/{percent(self.cleaner.text(doi), safe='/')}>" if doi else ""
            yield f"{number}. {' '.join(filter(None, (self.text(words), link)))}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


EXPORTER = Exporter(
    "markdown",
    ".md",
    "Markdown",
    "Plain text with a table, quotes and references, for notes, GitHub, Obsidian and Quarto.",
    _write,
)
