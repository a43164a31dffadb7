"""Rows of a large sheet, written as XlsxWriter writes them in its constant memory mode, in a sixth of its time.

Decision (2026-11): XlsxWriter keeps each cell as an object and escapes it by four expressions, and a text that begins
with ``<r>`` and ends with ``</r>`` it takes for markup of its own and does not escape at all. Here the cells of a row
are put together as one text, those that come again from memory. Everything else of the workbook is XlsxWriter's; a test
holds both ways to the same bytes, and where it does not have the parts used here, its own way is taken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767
"""What a cell of Excel holds, in UTF-16 units."""
_SHORT, _MOST = 80, 20_000
"""Texts up to this length are likely to come again; so many of them are kept."""
_ESCAPE = re.compile(r"(?=_x[0-9a-fA-F]{4}_)")
"""What Excel would take for an escaped letter."""
_NEEDED = ("row_data_fh", "previous_row", "_write_single_row", "_check_dimensions")


def fits(to: Worksheet) -> bool:
    """Whether the sheet has the parts that are used here."""
    return bool(to.constant_memory) and all(hasattr(to, name) for name in _NEEDED)


def prepared(text: str, cleaner: Cleaner) -> str:
    """A text as a cell of Excel holds it: without what no file can hold, LF alone for a line's end, cut when long."""
    text = cleaner.text(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return cleaner.short(text, MAX_CELL) if 2 * len(text) > MAX_CELL else text


class Rows:
    """The rows of one sheet below its head, from top to bottom; each column has its style."""

    def __init__(self, to: Worksheet, styles: Sequence[Format], cleaner: Cleaner) -> None:
        from xlsxwriter.utility import xl_col_to_name

        to._write_single_row(1)  # the head, which waits for the next row
        self._to, self._cleaner = to, cleaner
        self._begins = [(f'<c r="{xl_col_to_name(i)}', f'" s="{s._get_xf_index()}"') for i, s in enumerate(styles)]
        self._known: dict[str, str] = {}

    def write(self, number: int, cells: Sequence[Cell]) -> None:
        """One row; ``number`` counts the head as 0."""
        place = number + 1
        first, last = -1, -1
        parts = [f'<row r="{place}">']
        for at, (cell, (begin, style)) in enumerate(zip(cells, self._begins, strict=True)):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                end = self._known.get(cell) or self._text(cell)
            elif math.isfinite(cell):
                end = f"><v>{cell:.16G}</v></c>"
            else:
                continue
            parts.append(f"{begin}{place}{style}{end}")
            first, last = (at if first < 0 else first), at
        if first < 0:
            return
        parts.append("</row>")
        self._to.row_data_fh.write("".join(parts))
        self._to._check_dimensions(number, first)
        self._to._check_dimensions(number, last)
        self._to.previous_row = number + 1

    def _text(self, cell: str) -> str:
        """What stands behind the place of a cell with this text."""
        lost = self._cleaner.replaced, self._cleaner.cut
        text = prepared(cell, self._cleaner)
        if "_x" in text:
            text = _ESCAPE.sub("_x005F", text)
        if "&" in text or "<" in text or ">" in text:
            text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        end = f' t="inlineStr"><is><t{keep}>{text}</t></is></c>'
        # What was replaced or cut is counted each time it comes.
        if len(cell) <= _SHORT and len(self._known) < _MOST and lost == (self._cleaner.replaced, self._cleaner.cut):
            self._known[cell] = end
        return end
