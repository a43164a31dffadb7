"""The reading order of a page: glyphs in, ``PageText`` out. Pure, no MuPDF."""

from __future__ import annotations

from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.assemble import Block, assemble
from exoannotate.pdf.compose import compose_lines
from exoannotate.pdf.glyphs import GlyphPage


def ordered(page: GlyphPage) -> PageText:
    """The text of one page in reading order."""
    blocks: list[Block] = []
    last = -1
    for line in compose_lines(page.runs):
        if line.block != last:
            blocks.append(Block("body", []))
            last = line.block
        blocks[-1].lines.append(line)
    return assemble(page, blocks, (), lambda left, right: False)
