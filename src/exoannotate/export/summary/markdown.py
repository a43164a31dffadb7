"""A summary as Markdown, for notes, GitHub, Quarto and pandoc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.export.markdown import escaped
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span, Spans, plain
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Prose

_DOI = re.compile(r"https://doi\.org/(10\.\d{4,9}/\S+?)(?=[.,;)]*(?:\s|$))")
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)


def write(page: Page, stream: BinaryIO) -> Cleaner:
    """Put the page on a stream; what had to be replaced is counted."""
    writer = Writer(Cleaner())
    for line in writer.lines(page.whole):
        stream.write(line.encode("utf-8") + b"\n")
    return writer.cleaner


class Writer:
    """Writes blocks line by line. Every text goes through ``text``."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def text(self, text: str) -> str:
        return escaped(self.cleaner.text(text))

    def lines(self, blocks: Iterable[Block]) -> Iterator[str]:
        """The blocks, an empty line between two."""
        before: Block | None = None
        for block in blocks:
            items = isinstance(block, Prose) and isinstance(before, Prose) and block.label and before.label
            if before is not None and not items:
                yield ""
            before = block
            match block:
                case Heading(text, level):
                    yield f"{'#' * (level + 1)} {self.text(text)}"
                case Prose(parts, label):
                    told = self.spans(tuple(span for part in parts for span in part.spans))
                    yield f"- **{self.text(label)}:** {told}" if label else told
                case Grid(heads, rows):
                    yield self._line(heads)
                    yield f"| {' | '.join('---' for _ in heads)} |"
                    yield from map(self._line, rows)
                case Listed(entries):
                    for number, entry in enumerate(entries, 1):
                        yield f"{f'{number}.' if entry.label else '-'} {self._entry(entry.spans)}"
                case Note(text):
                    yield self.text(text)

    def spans(self, spans: Spans) -> str:
        """Text with its looks. A raised citation stands in square brackets, for Markdown has nothing to raise it by."""
        told = []
        first = True
        for span in spans:
            told.append(self._span(span, first=first))
            first = False
        return "".join(told).strip()

    def _span(self, span: Span, *, first: bool) -> str:
        before, text, after = _EDGES.fullmatch(span.text).groups()  # type: ignore[union-attr]
        if not text:
            return before
        # A mark means something at the beginning of a line only, and just the first span stands there.
        told = self.text(text) if first else self.text(f"x{text}")[1:]
        if span.raised:
            told = rf" \[{told}\]"
        if span.italic:
            told = f"*{told}*"
        if span.bold:
            told = f"**{told}**"
        return f"{before}{told}{after}"

    def _entry(self, spans: Spans) -> str:
        found = _DOI.search(plain(spans))
        if found is None or not spans or found[0] not in spans[-1].text:
            return self.spans(spans)
        *others, last = spans
        at = last.text.index(found[0])
        address = f"<https://doi.org/{percent(self.cleaner.text(found[1]), safe='/')}>"
        before = self.spans((*others, Span(last.text[:at])))
        rest = self.text(f"x{last.text[at + len(found[0]) :]}")[1:]
        return f"{before} {address}{rest}"

    def _line(self, cells: Iterable[str]) -> str:
        return f"| {' | '.join(map(self.text, cells))} |"
