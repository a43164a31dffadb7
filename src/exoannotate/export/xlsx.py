"""An Excel workbook: evidence, passages, references, data dictionary and about, each cell typed.

Text is always written as text: SEPT2, 00123, 1E5 and =1+1 stay as they are.
"""

from __future__ import annotations

import io
import math
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from exoannotate.domain.errors import ExoError
from exoannotate.export import sheet_rows
from exoannotate.export.bundle import about, dictionary
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import NUMBER_COLUMNS, Bundle, Cell, Sheet, Table, numeric

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_575
"""What a sheet of Excel holds below its head."""

_WIDE = ("quote", "statement", "note")
_NARROW_WIDTH, _WIDTH, _WIDE_WIDTH = 12, 20, 64  # in characters of the default font
_NARROW = (*NUMBER_COLUMNS, "cargo_class", "status", "page_label", "curator")


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    cleaner = Cleaner()
    _workbook(stream, "Evidence table", lambda made: _fill(made, bundle, cleaner, options))
    return Report(len(bundle.table.rows), cleaner.replaced, cleaner.cut)


def write_sheet(sheet: Sheet, stream: BinaryIO) -> Report:
    """A workbook with one sheet, each cell typed."""
    cleaner = Cleaner()

    def fill(made: Workbook) -> None:
        writer = _Writer(cleaner, *_styles(made))
        writer.beside(made.add_worksheet(sheet.name), sheet)

    _workbook(stream, sheet.name, fill)
    return Report(len(sheet.rows), cleaner.replaced, cleaner.cut)


def _workbook(stream: BinaryIO, title: str, fill: Callable[[Workbook], None]) -> None:
    """Make a workbook, have it filled, and put its bytes on the stream. Raises ExoError when it is too large."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError, FileSizeError

    whole = _Target(stream) if stream.seekable() else io.BytesIO()
    # The parts of the workbook are put together in a folder of their own, so that a full disk leaves nothing behind.
    with tempfile.TemporaryDirectory(prefix="exoannotate-") as folder:
        made = xlsxwriter.Workbook(
            whole,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        try:
            # A fixed date: the same data gives the same bytes.
            made.set_properties({"title": title, "created": datetime(2000, 1, 1)})
            fill(made)
            made.close()
        except FileCreateError as error:
            raise error.args[0] from error  # the OSError it stands for
        except FileSizeError as error:
            raise ExoError("The table is too large for a workbook.", "Export it as CSV or JSON instead.") from error
        finally:
            for sheet in made.worksheets():
                if sheet.row_data_fh is not None:
                    with suppress(OSError):  # open still when writing failed; closing writes again
                        sheet.row_data_fh.close()
    if isinstance(whole, io.BytesIO):
        stream.write(whole.getbuffer())
    elif whole.refused is not None:
        raise whole.refused


class _Target(io.RawIOBase):
    """The stream as xlsxwriter gets it. It leaves its archive open when the target fails, which would then fail once
    more by itself; so what the disk refuses is kept for the end, and everything behind it is swallowed."""

    def __init__(self, stream: BinaryIO) -> None:
        self.refused: OSError | None = None
        self._stream, self._at = stream, stream.tell()

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any) -> int:  # Any: whatever a buffer is
        if self.refused is None:
            try:
                self._stream.write(data)
            except OSError as error:
                self.refused = error
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only places from the beginning are gone to")
        self._at = place
        if self.refused is None:
            self._stream.seek(place)
        return place


def _styles(made: Workbook) -> tuple[Format, Format, Format]:
    head = made.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    return head, made.add_format({"valign": "top"}), made.add_format({"valign": "top", "text_wrap": True})


def _fill(workbook: Workbook, bundle: Bundle, cleaner: Cleaner, options: Options) -> None:
    columns = bundle.table.columns
    writer = _Writer(cleaner, *_styles(workbook))
    wide = [i for i, c in enumerate(columns) if c.name in _WIDE]
    narrow = [i for i, c in enumerate(columns) if c.name in _NARROW]
    writer.sheet(
        workbook.add_worksheet("evidence"), bundle.table.heads, options.each(_typed(bundle.table)), wide, narrow
    )
    for sheet in (bundle.passages, bundle.references, dictionary(bundle.table.known), about(bundle.origin())):
        writer.beside(workbook.add_worksheet(sheet.name), sheet)


def _typed(table: Table) -> Iterable[tuple[Cell, ...]]:
    """The rows with numbers in the columns that hold them; everything else stays text."""
    numbers = [
        (at, turn) for at, column in enumerate(table.columns) if (turn := numeric(column, table.known)) is not None
    ]
    pick = table.picker()
    for row in table.rows:
        cells: list[Cell] = list(pick(row))
        for at, turn in numbers:
            found = turn(str(cells[at]))
            cells[at] = cells[at] if found is None else found
        yield tuple(cells)


class _Writer:
    """Writes sheets from top to bottom, as constant memory asks for."""

    def __init__(self, cleaner: Cleaner, head: Format, plain: Format, wrapped: Format) -> None:
        self.cleaner = cleaner
        self.head = head
        self.plain = plain
        self.wrapped = wrapped

    def beside(self, to: Worksheet, sheet: Sheet) -> None:
        self.sheet(to, sheet.heads, sheet.rows, sheet.wide)

    def sheet(
        self,
        to: Worksheet,
        heads: Sequence[str],
        rows: Iterable[tuple[Cell, ...]],
        wide: Sequence[int],
        narrow: Sequence[int] = (),
    ) -> None:
        for i in range(len(heads)):
            width = _WIDE_WIDTH if i in wide else _NARROW_WIDTH if i in narrow else _WIDTH
            to.set_column(i, i, width, self.wrapped if i in wide else self.plain)
        to.freeze_panes(1, 0)
        for i, text in enumerate(heads):
            to.write_string(0, i, text, self.head)
        styles = [self.wrapped if i in wide else self.plain for i in range(len(heads))]
        fast = sheet_rows.Rows(to, styles, self.cleaner) if sheet_rows.fits(to) else None
        last = 0
        for last, row in enumerate(rows, start=1):
            if last > MAX_ROWS:
                raise ExoError(f"A sheet of Excel holds {MAX_ROWS:,} rows, and there are more.",
                               "Filter the table, or export it as CSV or JSON.")  # fmt: skip
            if fast is not None:
                fast.write(last, row)
                continue
            for i, cell in enumerate(row):
                self.cell(to, last, i, cell, styles[i])
        if heads:
            to.autofilter(0, 0, last, len(heads) - 1)

    def cell(self, to: Worksheet, row: int, at: int, cell: Cell, style: Format) -> None:
        if cell is None or cell == "":
            return
        if isinstance(cell, str):
            to.write_string(row, at, sheet_rows.prepared(cell, self.cleaner), style)
        elif math.isfinite(cell):
            to.write_number(row, at, cell, style)


EXPORTER = Exporter(
    "xlsx",
    ".xlsx",
    "Excel workbook",
    "A workbook for Excel and LibreOffice: evidence, passages, references, data dictionary; text stays text.",
    _write,
    reads="passages",
)
