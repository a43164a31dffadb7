"""Parts of Word documents as text in its language, for documents of any length, and files that hold no time of day.

They are put together as text because a table may have thirty thousand rows: python-docx would look through all that
stand before each new one, and even elements of its own take ten times as long.
"""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from exoannotate.domain.errors import ExoError
from exoannotate.export.spans import Span

if TYPE_CHECKING:
    from docx.document import Document

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""No time of day is written: the same data gives the same bytes."""
_FIRST_YEAR = 1980
"""Of the archives that Word files are."""
_RULE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="000000"/>'
_RULED = (
    '<w:tblPr><w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>'
    f"{_RULE.format('top', 8)}{_RULE.format('bottom', 8)}"
    '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="60" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>'
)
_UNDER = f"<w:tcBorders>{_RULE.format('bottom', 4)}</w:tcBorders>"
_IN_A_CELL = '<w:spacing w:before="30" w:after="30"/>'


def paragraph(runs: str, look: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{runs}</w:p>"


def run(span: Span, size: float = 0) -> str:
    """Words that look alike; their lines stay lines. ``size`` in points, that of the document unless it is given."""
    looks = "".join(tag for on, tag in (
        (span.bold, "<w:b/>"), (span.italic, "<w:i/>"), (span.capitals, "<w:smallCaps/>"),
        (size, f'<w:sz w:val="{round(2 * size)}"/>'), (span.raised, '<w:vertAlign w:val="superscript"/>'),
        (span.lowered, '<w:vertAlign w:val="subscript"/>'),
    ) if on)  # fmt: skip
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in span.text.splitlines() or [""])
    return f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{'<w:br/>'.join(lines)}</w:r>"


def table(rows: Iterable[str], widths: Sequence[int]) -> str:
    """A table with a rule above and below; widths in twentieths of a point."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl>{_RULED.format(sum(widths))}<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row(cells: Iterable[str], widths: Sequence[int], *, head: bool = False, size: float = 0) -> str:
    """A line of a table; a ``head`` comes again on each page."""
    told = []
    for text, width in zip(cells, widths, strict=True):
        words = paragraph(run(Span(text, bold=head), size), _IN_A_CELL)
        told.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_UNDER if head else ""}</w:tcPr>{words}</w:tc>')
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(told)}</w:tr>"


def over_all(text: str, widths: Sequence[int]) -> str:
    """The heading of a group: one cell over all columns, on the page of the first row below it."""
    words = paragraph(run(Span(text, bold=True)), '<w:keepNext/><w:spacing w:before="120" w:after="30"/>')
    look = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>'
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr>{look}</w:tcPr>{words}</w:tc></w:tr>"


def without_times(document: Document, body: str) -> bytes:
    """The document as a file with a fixed time on each of its parts, and with ``body`` as what stands in it."""
    whole, made = io.BytesIO(), io.BytesIO()
    try:
        document.save(whole)
    except ValueError as error:
        if time.localtime().tm_year >= _FIRST_YEAR:
            raise
        raise ExoError(
            f"The clock of this computer says it is a year before {_FIRST_YEAR}, which no Word file can hold.",
            "Nothing was written. Set the clock, or export it as a web page, Excel or CSV.",
        ) from error
    with zipfile.ZipFile(whole) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            data = parts.read(part)
            if part.filename == "word/document.xml":
                data = data.replace(b"<w:sectPr", body.encode("utf-8") + b"<w:sectPr", 1)
            kept.writestr(zipfile.ZipInfo(part.filename, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()
