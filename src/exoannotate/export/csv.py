"""Comma and tab separated text.

In the safe mode, which is the default, a cell that a spreadsheet would take for a formula gets an apostrophe before
it (``export/safe.py``: guard, unguard). ``read`` takes it away again, so that export and import are exact. CSV starts
with a byte order mark because Excel takes it for Latin text otherwise; TSV, which scripts read, has none. What an
export is about has no room in such a file and stands in one beside it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import BinaryIO
from urllib.parse import quote as percent

from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.safe import Cleaner, guard, unguard
from exoannotate.export.table import Bundle, numeric


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


def _about(bundle: Bundle, name: str, options: Options, *, tabs: bool) -> bytes:
    """The metadata that the W3C has for such files (“CSV on the Web”), which its readers look for beside them."""
    table, about = bundle.table, bundle.origin()
    columns = [
        {"name": percent(column.name), "titles": column.head,
         "datatype": "number" if numeric(column, table.known) else "string"}
        for column in table.columns
    ]  # fmt: skip
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": percent(name, errors="replace"),
        "dc:title": "Evidence on vesicle cargo and response to therapy",
        "dialect": {"delimiter": "\t" if tabs else ",", "encoding": "utf-8", "lineTerminators": ["\r\n"]},
        "notes": [{label: value for label, value in about.pairs() if value}],
        "tableSchema": {"columns": columns},
    }
    if not options.raw:
        told["dc:description"] = "An apostrophe stands before cells that a spreadsheet would take for a formula."
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"


def _about_csv(bundle: Bundle, name: str, options: Options) -> bytes:
    return _about(bundle, name, options, tabs=False)


def _about_tsv(bundle: Bundle, name: str, options: Options) -> bytes:
    return _about(bundle, name, options, tabs=True)


def read(data: bytes, *, delimiter: str = ",", raw: bool = False) -> tuple[tuple[str, ...], ...]:
    """The rows of a file that was written here, heads first, without the apostrophes of the safe mode.

    Raises UnicodeDecodeError or csv.Error when it is no such file.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(data)))  # a note may be longer than Python takes a cell to be
    lines = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True)
    return tuple(tuple(cell if raw else unguard(cell) for cell in line) for line in lines)


CSV = Exporter(
    "csv",
    ".csv",
    "CSV",
    "Comma separated, UTF-8 with a mark so that Excel reads it rightly; an apostrophe guards cells like =1+1.",
    _write_csv,
    reads="rows",
    beside=_about_csv,
)
TSV = Exporter(
    "tsv",
    ".tsv",
    "Tab separated",
    "Tab separated, plain UTF-8 without a mark, for R and scripts; an apostrophe guards cells like =1+1.",
    _write_tsv,
    reads="rows",
    beside=_about_tsv,
)
