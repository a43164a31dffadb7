"""Parquet: the evidence table with real types, for pandas, DuckDB, Polars, R and Spark.

Columns go by their names and hold what ``read_evidence`` gives: whole numbers for years, page indexes and ratings,
nothing where a cell is empty. Where the file comes from stands in its own metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any, BinaryIO

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import Column, Columns, EvidenceRow
from exoannotate.domain.filter import parts
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import NUMBER_COLUMNS, Bundle, number, numeric

AT_ONCE = 10_000
"""Rows put together before they are written; what is held in memory."""
MISSING = "Parquet needs the library pyarrow, which is not installed here."
HINT = "Install it with “pip install exoannotate[parquet]”, or export as CSV or JSON."


def missing() -> str:
    """Why Parquet cannot be written here, "" when it can."""
    return "" if find_spec("pyarrow") is not None else f"{MISSING} {HINT}"


def _write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    if missing():
        raise ExoError(MISSING, HINT)
    import pyarrow
    from pyarrow import parquet

    cleaner = Cleaner()
    table = bundle.table
    schema = pyarrow.schema([(column.name, _kind(column, table.known)) for column in table.columns])
    pick, turns = table.picker(), [_turn(column, table.known, cleaner) for column in table.columns]
    rows = 0
    # Pages are compressed as pandas and DuckDB expect it; no time and no name of a computer is written.
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for some in _batches(options.each(table.rows)):
            cells = zip(*map(pick, some), strict=True)
            arrays = [
                pyarrow.array([turn(cell) for cell in said], of.type)
                for said, turn, of in zip(cells, turns, schema, strict=True)
            ]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
            rows += len(some)
        writer.add_key_value_metadata(
            {f"exoannotate {label}": cleaner.escapable(value) for label, value in bundle.origin().pairs()}
        )
    return Report(rows, cleaner.replaced)


def _batches(rows: Iterable[EvidenceRow]) -> Iterator[list[EvidenceRow]]:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        yield some


def _kind(of: Column, known: Columns) -> Any:
    # Any: pyarrow has no types to check against.
    import pyarrow

    if of.name in NUMBER_COLUMNS:
        return pyarrow.int64()
    return pyarrow.float64() if numeric(of, known) is not None else pyarrow.string()


def _turn(of: Column, known: Columns, cleaner: Cleaner) -> Callable[[str], str | int | float | None]:
    """What makes values of the cells of a column; of a record with several passages the first one's number counts."""
    if of.name in NUMBER_COLUMNS:
        return lambda cell: number(parts(of, cell)[0])
    return numeric(of, known) or (lambda cell: cleaner.escapable(cell) or None)


EXPORTER = Exporter(
    "parquet",
    ".parquet",
    "Parquet",
    "A typed table for pandas, DuckDB, Polars and R, small and fast to read.",
    _write,
    missing=missing,
    reads="rows",
)
