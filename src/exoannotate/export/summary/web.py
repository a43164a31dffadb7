"""A summary as one web page that loads nothing; also what is shown in the window and put on the clipboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span, Spans
from exoannotate.export.styles import Entry
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Part, Prose
from exoannotate.export.web import hash_of

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --mark: #56b4e9; }
body { font: 16px/1.6 Georgia, "Times New Roman", serif; margin: 2.5rem auto; max-width: 46rem; padding: 0 1rem; }
h1, h2, h3, th, dt, .label { font-family: system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin-top: 2.2rem; }
h3 { font-size: 1rem; margin: 1.6rem 0 .3rem; } p { margin: .5rem 0; }
.item { margin: .15rem 0 .15rem 1rem; } .label { font-size: .85rem; font-weight: 600; }
.clause:target { background: var(--soft); }
table { border-collapse: collapse; font-size: .85rem; margin: .8rem 0; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem .3rem 0; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; unicode-bidi: isolate; }
.references { list-style: none; padding: 0; } .references li { display: flex; gap: .6rem; margin: .3rem 0; }
.references span.number { flex: none; min-width: 2rem; text-align: end; }
.references.plain li { display: block; margin-inline-start: 1.5rem; text-indent: -1.5rem; }
bdi { overflow-wrap: anywhere; } sup, sub { line-height: 0; }
@media print { body { max-width: none; } tr, li { break-inside: avoid; } }
"""
POLICY = f"default-src 'none'; style-src {hash_of(STYLE)}; base-uri 'none'; form-action 'none'"
_DOI = re.compile(r"(https://doi\.org/|doi: ?|DOI: )(10\.\d{4,9}/[^\s<>\"]+?)(?=[.,;)]*(?:\s|$))")


class Writer:
    """Writes blocks as HTML. Every text goes through ``text``; nothing else may stand between tags. ``linked``: each
    clause is a link to itself, by which the window knows what was clicked, and there are no others; ``bare``: without
    the ids of records, for other programs."""

    def __init__(self, *, linked: bool = False, bare: bool = False) -> None:
        self.cleaner = Cleaner()
        self._linked, self._bare = linked, bare

    def text(self, text: str) -> str:
        return escape(self.cleaner.text(text), quote=True)

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(text, level):
                return f"<h{level + 1}>{self.text(text)}</h{level + 1}>"
            case Prose(parts, label):
                told = "".join(map(self.part, parts))
                if not label:
                    return f"<p>{told}</p>"
                if self._linked or self._bare:
                    return f"<p><b>{self.text(label)}:</b> {told}</p>"
                return f'<p class="item"><span class="label">{self.text(label)}:</span> {told}</p>'
            case Grid():
                return self._grid(block)
            case Listed(entries):
                numbered = any(entry.label for entry in entries)
                if self._bare or self._linked:  # neither Qt nor Word lays out boxes side by side
                    return "".join(f"<p>{self._labelled(entry)}</p>" for entry in entries)
                items = "".join(
                    f'<li>{f"""<span class="number">{self.text(entry.label)}</span>""" if numbered else ""}'
                    f"<bdi>{self._entry(entry.spans)}</bdi></li>"
                    for entry in entries
                )
                return f'<ol class="references{"" if numbered else " plain"}">{items}</ol>'
            case Note(text):
                return f"<p>{self.text(text)}</p>"

    def _labelled(self, entry: Entry) -> str:
        return " ".join(filter(None, (self.text(entry.label), self._entry(entry.spans))))

    def part(self, part: Part) -> str:
        """A clause, with the ids of its records."""
        told = self.spans(part.spans)
        if self._bare:
            return told
        if self._linked:
            return f'<a href="#clause-{part.number}">{told}</a>'
        records = self.text(" ".join(part.records))
        return f'<span class="clause" id="clause-{part.number}" data-records="{records}">{told}</span>'

    def spans(self, spans: Spans) -> str:
        """Text with its looks."""
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        told = self.text(span.text)
        for look, tag in ((span.italic, "i"), (span.bold, "b"), (span.raised, "sup"), (span.lowered, "sub")):
            told = f"<{tag}>{told}</{tag}>" if look else told
        return told

    def _entry(self, spans: Spans) -> str:
        """A reference, its DOI a link."""
        told = []
        for span in spans:
            found = None if span.italic or span.bold or self._linked else _DOI.search(span.text)
            if found is None:
                told.append(self._span(span))
                continue
            address = f"https://doi.org/{percent(self.cleaner.text(found[2]), safe='/')}"
            told.append(
                f"{self.text(span.text[: found.start()])}"
                f'<a rel="noreferrer" href="{escape(address, quote=True)}">{self.text(found[0])}</a>'
                f"{self.text(span.text[found.end() :])}"
            )
        return "".join(told)

    def _grid(self, grid: Grid) -> str:
        heads = "".join(f'<th scope="col">{self.text(head)}</th>' for head in grid.heads)
        rows = "".join(f"<tr>{''.join(f'<td>{self.text(cell)}</td>' for cell in row)}</tr>" for row in grid.rows)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def lines(page: Page, writer: Writer) -> Iterator[str]:
    """The whole file, line by line."""
    title = next((block.text for block in page.blocks if isinstance(block, Heading)), "")
    yield "<!DOCTYPE html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY, quote=True)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{writer.text(title)}</title><style>{STYLE}</style></head><body>"
    yield from map(writer.block, page.whole)
    yield "</body></html>"


def write(page: Page, stream: BinaryIO) -> Cleaner:
    """Put the page on a stream; what had to be replaced is counted."""
    writer = Writer()
    for line in lines(page, writer):
        stream.write(line.encode("utf-8") + b"\n")
    return writer.cleaner
