"""Comma and tab separated text.

In the safe mode, which is the default, a cell that a spreadsheet would take for a formula gets an apostrophe before
it (``export/safe.py``: guard, unguard). ``read`` takes it away again, so that export and import are exact. CSV starts
with a byte order mark because Excel takes it for Latin text otherwise; TSV, which scripts read, has none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.safe import Cleaner, guard, unguard
from exoannotate.export.table import Bundle


def lines(
    heads: Sequence[str], rows: Iterable[Sequence[str]], stream: BinaryIO, options: Options, *, tabs: bool
) -> Cleaner:  # fmt: skip
    """Write heads and rows with commas, or with ``tabs``; the cleaner says what had to be replaced."""
    cleaner = Cleaner()
    protect = str if options.raw else guard
    text = io.TextIOWrapper(stream, encoding="utf-8" if tabs else "utf-8-sig", newline="")
    try:
        writer = csv.writer(text, delimiter="\t" if tabs else ",", lineterminator="\r\n")
        writer.writerow(heads)
        clean = cleaner.text
        for row in options.each(rows):
            writer.writerow([protect(clean(cell)) for cell in row])
        text.flush()
    finally:
        text.detach()  # the stream belongs to the caller
    return cleaner


def _write(bundle: Bundle, stream: BinaryIO, options: Options, *, tabs: bool) -> Report:
    rows = map(bundle.table.picker(), bundle.table.rows)
    cleaner = lines(bundle.table.heads, rows, stream, options, tabs=tabs)
    return Report(len(bundle.table.rows), cleaner.replaced)


def _write_csv(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    return _write(bundle, stream, options, tabs=False)


def _write_tsv(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    return _write(bundle, stream, options, tabs=True)


def read(data: bytes, *, delimiter: str = ",", raw: bool = False) -> tuple[tuple[str, ...], ...]:
    """The rows of a file that was written here, heads first, without the apostrophes of the safe mode.

    Raises UnicodeDecodeError or csv.Error when it is no such file.
    """
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True)
    return tuple(tuple(cell if raw else unguard(cell) for cell in line) for line in lines)


CSV = Exporter(
    "csv",
    ".csv",
    "CSV",
    "Comma separated, UTF-8 with a mark so that Excel reads it rightly; an apostrophe guards cells like =1+1.",
    _write_csv,
    reads="rows",
)
TSV = Exporter(
    "tsv",
    ".tsv",
    "Tab separated",
    "Tab separated, plain UTF-8 without a mark, for R and scripts; an apostrophe guards cells like =1+1.",
    _write_tsv,
    reads="rows",
)
