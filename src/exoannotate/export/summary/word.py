"""A summary as a Word document: upright, in the type of a manuscript, each clause a bookmark that the table of
statements leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO
from xml.sax.saxutils import escape

from exoannotate.export import wordparts
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span
from exoannotate.export.styles import Entry
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Part, Prose

if TYPE_CHECKING:
    from docx.document import Document

FONT, SIZE, SMALL = "Calibri", 11, 9
_STYLES = ("Title", "Heading1", "Heading2")
_ITEM = '<w:spacing w:after="40"/><w:ind w:left="240"/>'
_ENTRY = ('<w:tabs><w:tab w:val="left" w:pos="480"/></w:tabs><w:spacing w:after="60"/>'
          '<w:ind w:left="480" w:hanging="480"/>')  # fmt: skip
_WIDTH = 9_400
"""Of the text, in twentieths of a point."""


def write(page: Page, stream: BinaryIO) -> Cleaner:
    """Put the page on a stream; what had to be replaced is counted."""
    import docx

    document = docx.Document()
    writer = Writer(Cleaner())
    _set_up(document, writer.cleaner.text(next((b.text for b in page.blocks if isinstance(b, Heading)), "")))
    stream.write(wordparts.without_times(document, "".join(map(writer.block, page.whole))))
    return writer.cleaner


class Writer:
    """Writes blocks in the language of Word. Every text goes through ``text``; ``wordparts`` puts it between tags."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def text(self, text: str) -> str:
        return " ".join(self.cleaner.text(text).splitlines())

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(text, level):
                return wordparts.paragraph(self._run(Span(text)), f'<w:pStyle w:val="{_STYLES[level]}"/>')
            case Prose(parts, label):
                told = "".join(map(self._part, parts))
                if not label:
                    return wordparts.paragraph(told)
                return wordparts.paragraph(self._run(Span(f"{label}: ", bold=True)) + told, _ITEM)
            case Grid():
                return self._grid(block)
            case Listed(entries):
                return "".join(self._entry(entry) for entry in entries)
            case Note(text):
                return wordparts.paragraph(self._run(Span(text)))

    def _part(self, part: Part) -> str:
        """The words of a clause between the two ends of its bookmark."""
        mark = f'w:id="{part.number}"'
        start = f'<w:bookmarkStart {mark} w:name="clause_{part.number}"/>'
        return f"{start}{''.join(map(self._run, part.spans))}<w:bookmarkEnd {mark}/>"

    def _run(self, span: Span) -> str:
        return wordparts.run(replace(span, text=self.text(span.text)))

    def _entry(self, entry: Entry) -> str:
        label = f"<w:r><w:t>{escape(self.text(entry.label))}</w:t><w:tab/></w:r>" if entry.label else ""
        return wordparts.paragraph(label + "".join(map(self._run, entry.spans)), _ENTRY)

    def _grid(self, grid: Grid) -> str:
        widths = [round(_WIDTH * share / sum(grid.shares)) for share in grid.shares]
        rows = (
            wordparts.row(map(self.text, cells), widths, head=cells is grid.heads, size=SMALL)
            for cells in (grid.heads, *grid.rows)
        )
        # Two tables without a paragraph between them would become one.
        return wordparts.table(rows, widths) + wordparts.paragraph("")


def _set_up(document: Document, title: str) -> None:
    """Paper, type and the properties of the file; no time of day is written."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor, Twips

    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.left_margin = section.right_margin = Twips((11906 - _WIDTH) // 2)
    section.top_margin = section.bottom_margin = Twips(1250)
    styles = document.styles
    styles["Normal"].font.name, styles["Normal"].font.size = FONT, Pt(SIZE)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 18), ("Heading 1", 14), ("Heading 2", 12)):
        style = styles[name]
        style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), RGBColor(0, 0, 0)
        fonts = style.element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("w:ascii", "w:hAnsi", "w:cs"):
            fonts.set(qn(script), FONT)
    for border in styles["Title"].element.xpath("./w:pPr/w:pBdr"):
        border.getparent().remove(border)
    about = document.core_properties
    about.title, about.author, about.comments = title, "", ""
    about.created = about.modified = wordparts.FIXED
    about.last_modified_by = ""
