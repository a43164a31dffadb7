"""One plain sheet, for example what a statement of one's own gave, as a file: the same care for cells as everywhere."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import BinaryIO

from exoannotate.domain.errors import BadValueError
from exoannotate.export import csv, xlsx
from exoannotate.export.exporter import Options, Report
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Cell, Sheet
from exoannotate.export.target import replacing

FORMATS = ("csv", "tsv", "xlsx", "json")


def save(name: str, sheet: Sheet, path: Path, options: Options | None = None) -> Report:
    """Write a sheet to ``path``; the file there is replaced only by a complete one. Raises ExoError."""
    known = _named(name)
    with replacing(path) as stream:
        return write(known, sheet, stream, options)


def write(name: str, sheet: Sheet, stream: BinaryIO, options: Options | None = None) -> Report:
    """Put a sheet on a stream. Raises BadValueError for a format that is none."""
    known = _named(name)
    if known == "xlsx":
        return xlsx.write_sheet(sheet, stream)
    if known == "json":
        return _json(sheet, stream)
    rows = ([_text(cell) for cell in row] for row in sheet.rows)
    cleaner = csv.lines(sheet.heads, rows, stream, options or Options(), tabs=known == "tsv")
    return Report(len(sheet.rows), cleaner.replaced)


def _named(name: str) -> str:
    known = name.strip().casefold().removeprefix(".")
    if known not in FORMATS:
        raise BadValueError(f"There is no format “{name}” for this.", f"The formats are: {', '.join(FORMATS)}.")
    return known


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _json(sheet: Sheet, stream: BinaryIO) -> Report:
    """A list with one object a row; a head that stands twice gets a number."""
    cleaner = Cleaner()
    heads: list[str] = []
    for head in sheet.heads:
        number = 2
        name = head
        while name in heads:
            name, number = f"{head} {number}", number + 1
        heads.append(name)
    rows = [{head: _finite(cell) for head, cell in zip(heads, row, strict=True)} for row in sheet.rows]
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    stream.write(cleaner.escapable(text).encode("utf-8") + b"\n")
    return Report(len(rows), cleaner.replaced)


def _finite(cell: Cell) -> Cell:
    """JSON has no word for what is no number."""
    return str(cell) if isinstance(cell, float) and not math.isfinite(cell) else cell
