"""Parts of Word documents as plain XML, for tables of any length, and files that hold no time of day."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""No time of day is written: the same data gives the same bytes."""


def ruled(widths: list[int]) -> BaseOxmlElement:
    """A table without rows, with a rule above and below; widths in twentieths of a point."""
    table = element("w:tbl")
    look = element("w:tblPr", table)
    element("w:tblW", look, type="dxa", w=str(sum(widths)))
    borders = element("w:tblBorders", look)
    for side in ("top", "bottom"):
        element(f"w:{side}", borders, val="single", sz="8", space="0", color="000000")
    element("w:tblLayout", look, type="fixed")
    margins = element("w:tblCellMar", look)
    for side in ("left", "right"):
        element(f"w:{side}", margins, w="60", type="dxa")
    grid = element("w:tblGrid", table)
    for width in widths:
        element("w:gridCol", grid, w=str(width))
    return table


def row(cells: Iterable[str], widths: list[int], *, head: bool = False, size: float = 0) -> BaseOxmlElement:
    """A line of a table; ``size`` of its type in points, that of the document unless it is given."""
    line = element("w:tr")
    about = element("w:trPr", line)
    element("w:cantSplit", about)
    if head:
        element("w:tblHeader", about)  # comes again on each page
    for text, width in zip(cells, widths, strict=True):
        cell = element("w:tc", line)
        look = element("w:tcPr", cell)
        element("w:tcW", look, w=str(width), type="dxa")
        if head:
            borders = element("w:tcBorders", look)
            element("w:bottom", borders, val="single", sz="4", space="0", color="000000")
        paragraph = element("w:p", cell)
        spacing = element("w:pPr", paragraph)
        element("w:spacing", spacing, before="30", after="30")
        run(paragraph, text, bold=head, size=size)
    return line


def over_all(text: str, widths: list[int]) -> BaseOxmlElement:
    """The heading of a group: one cell over all columns, on the page of the first row below it."""
    line = element("w:tr")
    element("w:cantSplit", element("w:trPr", line))
    cell = element("w:tc", line)
    look = element("w:tcPr", cell)
    element("w:tcW", look, w=str(sum(widths)), type="dxa")
    element("w:gridSpan", look, val=str(len(widths)))
    paragraph = element("w:p", cell)
    about = element("w:pPr", paragraph)
    element("w:keepNext", about)
    element("w:spacing", about, before="120", after="30")
    run(paragraph, text, bold=True)
    return line


def run(paragraph: BaseOxmlElement, text: str, *, bold: bool = False, size: float = 0) -> None:
    """Words at the end of a paragraph; their lines stay lines."""
    made = element("w:r", paragraph)
    if bold or size:
        look = element("w:rPr", made)
        if bold:
            element("w:b", look)
        if size:
            element("w:sz", look, val=str(round(2 * size)))
    for number, line in enumerate(text.splitlines() or [""]):
        if number:
            element("w:br", made)
        words = element("w:t", made)
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = line


def element(tag: str, parent: BaseOxmlElement | None = None, **attributes: str) -> BaseOxmlElement:
    """An element of the language of Word, at the end of ``parent``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: BaseOxmlElement = OxmlElement(tag, {qn(f"w:{name}"): value for name, value in attributes.items()})
    if parent is not None:
        parent.append(made)
    return made


def without_times(whole: io.BytesIO, body: str = "") -> bytes:
    """The archive with a fixed time on each of its parts. ``body``: what stands in it before the section's end, for
    documents too long to be put together piece by piece."""
    made = io.BytesIO()
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            data = parts.read(part)
            if body and part.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode("utf-8") + b"<w:sectPr", 1)
            kept.writestr(zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
