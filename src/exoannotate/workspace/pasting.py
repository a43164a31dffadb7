"""Rows of the evidence table as other programs paste them: a table for Word and Excel, lines with tabs for the rest."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from exoannotate.export.safe import Cleaner, guard

LONGEST = 32_000
"""Characters of a cell; Excel takes no more."""

_TEXT = "mso-number-format:'\\@'"
"""Tells Excel that a cell is text: SEPT2 stays a gene, 1-2 a range and =1+1 what was written."""


def as_tab_text(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lines of cells with tabs between them; a cell that would become a formula gets an apostrophe."""
    lines = ["\t".join(map(_one_line, heads)), *("\t".join(map(_cell, row)) for row in rows)]
    return "\n".join(lines)


def as_html(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose every cell is text, also for a spreadsheet."""
    head = "".join(f'<th align="left" style="{_TEXT}">{_escaped(cell)}</th>' for cell in heads)
    lines = ("".join(f'<td style="{_TEXT}">{_escaped(cell)}</td>' for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>\n" for line in lines)
    return (
        '<html><head><meta charset="utf-8"></head><body><table border="1" cellspacing="0" cellpadding="3">\n'
        f"<tr>{head}</tr>\n{body}</table></body></html>"
    )


def quotes_as_html(lines: Sequence[str]) -> str:
    """Quotes with their citations: one as a paragraph, several as a list."""
    told = [html.escape(Cleaner().text(line)) for line in lines]
    body = f"<p>{told[0]}</p>" if len(told) == 1 else f"<ul>{''.join(f'<li>{line}</li>' for line in told)}</ul>"
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def _one_line(cell: str) -> str:
    clean = Cleaner()
    return clean.short(" ".join(clean.text(cell).split()), LONGEST)


def _cell(cell: str) -> str:
    return guard(_one_line(cell))


def _escaped(cell: str) -> str:
    clean = Cleaner()
    lines = clean.short(clean.text(cell), LONGEST).splitlines()
    return '<br style="mso-data-placement:same-cell">'.join(html.escape(" ".join(line.split())) for line in lines)
