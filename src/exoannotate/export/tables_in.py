"""Evidence tables read back: CSV and TSV with or without the guard, and the first sheet of a workbook of ours."""

from __future__ import annotations

import codecs
import csv as standard
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import Columns
from exoannotate.export import csv

MOST_ROWS = 200_000
_MOST_UNPACKED = 400 << 20
"""Bytes of a workbook when it is unpacked; a larger one means harm."""
_SHEET = "evidence"
_BETWEEN = (",", "\t", ";")
"""What stands between cells: the semicolon where Excel writes numbers with a comma, as in much of Europe."""
_LONGEST_HEAD = 100_000
_SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Sheet:
    """``columns``: the names of the columns that are known, in the order of the cells; ``unknown``: other heads."""

    kind: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    unknown: tuple[str, ...] = ()


def is_workbook(data: bytes) -> bool:
    """Whether these are the bytes of an Excel workbook, or at least of an archive."""
    return data[:4] == b"PK\x03\x04"


def read(data: bytes, known: Columns) -> Sheet | None:
    """The table in a file, None where it has not the heads of one. Raises BadValueError for a damaged one."""
    if is_workbook(data):
        return _sheet("Excel", _workbook(data), known)
    data = _as_utf8(data)
    # Letters outside of ASCII may be of any alphabet, in a table that another program saved; its heads are not.
    head = re.split("[\r\n]", data[:_LONGEST_HEAD].decode("utf-8-sig", "replace"), maxsplit=1)[0]
    between = max(_BETWEEN, key=head.count)
    if not _known(next(standard.reader([head], delimiter=between), []), known):
        return None
    try:
        return _sheet("TSV" if between == "\t" else "CSV", csv.read(data, delimiter=between), known)
    except UnicodeDecodeError as error:
        raise BadValueError(
            "This table was saved in an alphabet of its own, so that letters such as β or é cannot be told.",
            f"{_SAFE} Save it as “CSV UTF-8” or as an Excel workbook (.xlsx), and import that.",
        ) from error
    except standard.Error as error:
        raise BadValueError(f"This table is damaged: {error}.", f"{_SAFE} Export it again.") from error


def _as_utf8(data: bytes) -> bytes:
    """Text that Excel saved as “Unicode text”, in the bytes all others write; anything else as it is."""
    if data[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data
    try:
        return data.decode("utf-16").encode("utf-8")
    except UnicodeError:
        return data


def _workbook(data: bytes) -> Iterable[tuple[str, ...]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
                raise BadValueError("This workbook is larger than any table of evidence.", _SAFE)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book[_SHEET] if _SHEET in book.sheetnames else book.worksheets[0]
        rows = [tuple(map(_text, row)) for row in sheet.iter_rows(max_row=MOST_ROWS + 1, values_only=True)]
        book.close()
    except BadValueError:
        raise
    except Exception as error:  # the file may hold anything, and the reader raises whatever it meets
        raise BadValueError("This is no Excel workbook, or a damaged one.", f"{_SAFE} Export it again.") from error
    return rows


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _sheet(kind: str, rows: Iterable[tuple[str, ...]], known: Columns) -> Sheet | None:
    heads, *cells = list(rows) or [()]
    names = [_name(head, known) for head in heads]
    if not _known(heads, known):
        return None
    if len(cells) > MOST_ROWS:
        raise BadValueError(f"This table has more than {MOST_ROWS:,} rows.", _SAFE)
    places = [at for at, name in enumerate(names) if name and name not in names[:at]]
    filled = (row for row in cells if any(cell.strip() for cell in row))
    return Sheet(
        kind,
        tuple(names[at] for at in places),
        tuple(tuple(row[at] if at < len(row) else "" for at in places) for row in filled),
        tuple(head for head, name in zip(heads, names, strict=True) if head.strip() and not name),
    )


def _known(heads: Iterable[str], known: Columns) -> bool:
    """Whether these are heads of an evidence table: two of its columns at least."""
    return sum(bool(_name(head, known)) for head in heads) >= 2


def _name(head: str, known: Columns) -> str:
    try:
        return known.of(head).name
    except BadValueError:
        return ""
