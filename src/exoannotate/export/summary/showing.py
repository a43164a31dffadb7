"""A summary for the window and the clipboard: the same blocks as in a file, as HTML and as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from exoannotate.export.spans import plain
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Prose
from exoannotate.export.summary.web import Writer

MOST = 400
"""Blocks that the window shows; a file has all."""


def preview(page: Page) -> str:
    """What the window shows: each clause a link to “#clause-3”."""
    writer = Writer(linked=True)
    told = [writer.block(block) for block in page.blocks[:MOST]]
    left = len(page.blocks) - MOST
    if left > 0:
        told.append(writer.block(Note(f"… {left:,} more paragraphs stand in the file.")))
    return "".join(told)


def taken(page: Page, *, text: bool = True, methods: bool = True) -> tuple[Block, ...]:
    """The blocks to copy: the text with its references, the methods, or both; never the title."""
    made: list[Block] = []
    in_methods = False
    for block in page.blocks:
        if isinstance(block, Heading):
            if block.level == 0:
                continue
            in_methods = block.text == "Methods"
        if methods if in_methods else text:
            made.append(block)
    return tuple(made)


def rich(blocks: Iterable[Block]) -> str:
    """Blocks as HTML that other programs paste."""
    writer = Writer(bare=True)
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(map(writer.block, blocks))}</body></html>'


def text(blocks: Iterable[Block]) -> str:
    """Blocks as plain text."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Heading(words) | Note(words):
                lines += ["", words]
            case Prose(parts, label):
                told = "".join(plain(part.spans) for part in parts)
                lines.append(f"{label}: {told}" if label else told)
            case Grid(heads, rows):
                lines += ["\t".join(cells) for cells in (heads, *rows)]
            case Listed(entries):
                lines += [" ".join(filter(None, (entry.label, plain(entry.spans)))) for entry in entries]
    return "\n".join(lines).strip()
