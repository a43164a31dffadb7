"""A summary as a Word document: upright, in the type of a manuscript, each clause a bookmark that the table of
statements leads to."""

from __future__ import annotations

import io
from collections.abc import Sequence
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
_RULE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="000000"/>'
_RULED = (
    '<w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>'
    f"{_RULE.format('top', 8)}{_RULE.format('bottom', 8)}"
    '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_WIDTH = 9_400
"""Of the text, in twentieths of a point."""


def write(page: Page, stream: BinaryIO) -> Cleaner:
    """Put the page on a stream; what had to be replaced is counted."""
    import docx

    document = docx.Document()
    writer = Writer(Cleaner())
    _set_up(document, writer.cleaner.text(next((b.text for b in page.blocks if isinstance(b, Heading)), "")))
    whole = io.BytesIO()
    document.save(whole)
    stream.write(wordparts.without_times(whole, "".join(map(writer.block, page.whole))))
    return writer.cleaner


class Writer:
    """Writes blocks in the language of Word. Every text goes through ``text``; nothing else may stand between tags.

    It is put together as text because a summary may have ten thousand paragraphs: python-docx would look through all
    that stand before each new one.
    """

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner

    def text(self, text: str) -> str:
        return escape(" ".join(self.cleaner.text(text).splitlines()))

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading(text, level):
                return self._paragraph(self._run(Span(text)), f'<w:pStyle w:val="{_STYLES[level]}"/>')
            case Prose(parts, label):
                told = "".join(map(self._part, parts))
                if not label:
                    return self._paragraph(told)
                return self._paragraph(self._run(Span(f"{label}: ", bold=True)) + told, _ITEM)
            case Grid():
                return self._grid(block)
            case Listed(entries):
                return "".join(self._entry(entry) for entry in entries)
            case Note(text):
                return self._paragraph(self._run(Span(text)))

    def _paragraph(self, runs: str, look: str = "") -> str:
        return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"

    def _part(self, part: Part) -> str:
        """The words of a clause between the two ends of its bookmark."""
        mark = f'w:id="{part.number}"'
        start = f'<w:bookmarkStart {mark} w:name="clause_{part.number}"/>'
        return f"{start}{''.join(map(self._run, part.spans))}<w:bookmarkEnd {mark}/>"

    def _run(self, span: Span, size: int = 0) -> str:
        looks = [tag for on, tag in (
            (span.bold, "<w:b/>"), (span.italic, "<w:i/>"), (span.capitals, "<w:smallCaps/>"),
            (size, f'<w:sz w:val="{2 * size}"/>'), (span.raised, '<w:vertAlign w:val="superscript"/>'),
            (span.lowered, '<w:vertAlign w:val="subscript"/>'),
        ) if on]  # fmt: skip
        look = f"<w:rPr>{''.join(looks)}</w:rPr>" if looks else ""
        return f'<w:r>{look}<w:t xml:space="preserve">{self.text(span.text)}</w:t></w:r>'

    def _entry(self, entry: Entry) -> str:
        label = f"<w:r><w:t>{self.text(entry.label)}</w:t><w:tab/></w:r>" if entry.label else ""
        return self._paragraph(label + "".join(map(self._run, entry.spans)), _ENTRY)

    def _grid(self, grid: Grid) -> str:
        widths = [round(_WIDTH * share / sum(grid.shares)) for share in grid.shares]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(self._row(cells, widths) for cells in grid.rows)
        head = self._row(grid.heads, widths, head=True)
        # Two tables without a paragraph between them would become one.
        return (
            f"<w:tbl>{_RULED.format(_WIDTH)}<w:tblGrid>{columns}</w:tblGrid>{head}{rows}</w:tbl>{self._paragraph('')}"
        )

    def _row(self, cells: Sequence[str], widths: Sequence[int], *, head: bool = False) -> str:
        told = []
        for text, width in zip(cells, widths, strict=True):
            ruled = f"<w:tcBorders>{_RULE.format('bottom', 4)}</w:tcBorders>" if head else ""
            words = self._paragraph(self._run(Span(text, bold=head), SMALL), '<w:spacing w:before="30" w:after="30"/>')
            told.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{ruled}</w:tcPr>{words}</w:tc>')
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(told)}</w:tr>"


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
