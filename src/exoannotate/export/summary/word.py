"""A summary as a Word document: upright, in the type of a manuscript, each clause a bookmark that the table of
statements leads to."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, BinaryIO

from exoannotate.export import wordparts
from exoannotate.export.safe import Cleaner
from exoannotate.export.spans import Span
from exoannotate.export.summary.page import Block, Grid, Heading, Listed, Note, Page, Part, Prose

if TYPE_CHECKING:
    from docx.document import Document

FONT, SIZE, SMALL = "Calibri", 11, 9
_WIDTH = 9_400
"""Of the text, in twentieths of a point."""


def write(page: Page, stream: BinaryIO) -> Cleaner:
    """Put the page on a stream; what had to be replaced is counted."""
    import docx

    writer = _Writer(docx.Document())
    writer.set_up(next((block.text for block in page.blocks if isinstance(block, Heading)), ""))
    for block in page.whole:
        writer.block(block)
    whole = io.BytesIO()
    writer.document.save(whole)
    stream.write(wordparts.without_times(whole))
    return writer.cleaner


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.cleaner = Cleaner()

    def set_up(self, title: str) -> None:
        """Paper, type and the properties of the file; no time of day is written."""
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor, Twips

        section = self.document.sections[0]
        section.page_width, section.page_height = Twips(11906), Twips(16838)
        section.left_margin = section.right_margin = Twips((11906 - _WIDTH) // 2)
        section.top_margin = section.bottom_margin = Twips(1250)
        styles = self.document.styles
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
        about = self.document.core_properties
        about.title, about.author, about.comments = title, "", ""
        about.created = about.modified = wordparts.FIXED
        about.last_modified_by = ""

    def block(self, block: Block) -> None:
        """Write one block at the end."""
        from docx.shared import Pt

        match block:
            case Heading(text, level):
                self.document.add_heading(self.cleaner.text(text), level)
            case Prose(parts, label):
                paragraph = self.document.add_paragraph()
                if label:
                    paragraph.paragraph_format.left_indent = Pt(12)
                    paragraph.paragraph_format.space_after = Pt(2)
                    paragraph.add_run(f"{label}: ").bold = True
                for part in parts:
                    self._part(paragraph, part)
            case Grid():
                self._grid(block)
            case Listed(entries):
                for entry in entries:
                    paragraph = self.document.add_paragraph()
                    form = paragraph.paragraph_format
                    form.left_indent, form.first_line_indent, form.space_after = Pt(24), Pt(-24), Pt(3)
                    if entry.label:
                        form.tab_stops.add_tab_stop(Pt(24))
                        paragraph.add_run(f"{entry.label}\t")
                    for span in entry.spans:
                        self._run(paragraph, span)
            case Note(text):
                self.document.add_paragraph(self.cleaner.text(text))

    def _part(self, paragraph: Any, part: Part) -> None:  # python-docx has few types of its own
        """The words of a clause between the two ends of its bookmark."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        marks = {qn("w:id"): str(part.number)}
        start = OxmlElement("w:bookmarkStart", {**marks, qn("w:name"): f"clause_{part.number}"})
        paragraph._p.append(start)
        for span in part.spans:
            self._run(paragraph, span)
        paragraph._p.append(OxmlElement("w:bookmarkEnd", marks))

    def _run(self, paragraph: Any, span: Span) -> None:
        run = paragraph.add_run(self.cleaner.text(span.text))
        if span.italic:
            run.italic = True
        if span.bold:
            run.bold = True
        if span.raised:
            run.font.superscript = True
        if span.lowered:
            run.font.subscript = True
        if span.capitals:
            run.font.small_caps = True

    def _grid(self, grid: Grid) -> None:
        from docx.shared import Pt

        widths = [round(_WIDTH * share / sum(grid.shares)) for share in grid.shares]
        table = wordparts.ruled(widths)
        table.append(wordparts.row(map(self.cleaner.text, grid.heads), widths, head=True, size=SMALL))
        for cells in grid.rows:
            table.append(wordparts.row(map(self.cleaner.text, cells), widths, size=SMALL))
        body = self.document.element.body
        body.insert(len(body) - 1, table)
        # Two tables without a paragraph between them would become one.
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)
