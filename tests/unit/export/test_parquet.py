"""Parquet, read by DuckDB and pyarrow: the same cells with real types."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import duckdb
import pytest
from pyarrow import parquet

from exoannotate.domain.errors import ExoError
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.export import parquet as ours
from exoannotate.export.bundle import bundle
from exoannotate.export.formats import save
from exoannotate.export.frame import frame
from exoannotate.export.table import About, ProjectContents, choose

from .samples import HOSTILE, row


def test_duckdb_reads_the_cells(tmp_path: Path, hostile_rows: tuple[EvidenceRow, ...]) -> None:
    save("parquet", bundle(choose(hostile_rows, "cargo,quote,record_id"), ProjectContents(), About()), tmp_path / "a")
    with duckdb.connect() as db:
        found = db.execute("SELECT cargo, quote, record_id FROM read_parquet(?)", [str(tmp_path / "a")]).fetchall()
    assert found == [(text or None, text or None, f"r{i}") for i, text in enumerate(HOSTILE)]


def test_types_and_values_are_those_of_the_data_frame(tmp_path: Path, rows: tuple[EvidenceRow, ...]) -> None:
    some = (*rows, row("r3", page_index="7 | 9", page_label="8 | 10", document_year="2020"))
    save("parquet", bundle(choose(some, "long"), ProjectContents(), About()), tmp_path / "a")
    table = parquet.read_table(tmp_path / "a")
    assert table.column_names == [column.name for column in LONG_COLUMNS]
    assert str(table.schema.field("document_year").type) == "int64"
    wanted = frame(some, LONG_COLUMNS)
    for name in table.column_names:
        cells = wanted[name].astype(object)
        assert table[name].to_pylist() == list(cells.where(wanted[name].notna(), None)), name


def test_the_file_says_where_it_comes_from(tmp_path: Path, rows: tuple[EvidenceRow, ...], about: About) -> None:
    save("parquet", bundle(choose(rows), ProjectContents(), about), tmp_path / "a")
    told = parquet.read_metadata(tmp_path / "a").metadata
    assert (
        told[b"exoannotate Filter"] == b"therapy ~ temo"
        and len(told[b"exoannotate Digest of the rows (SHA-256)"]) == 64
    )


def test_batches_are_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ours, "AT_ONCE", 2)
    some = [row(f"r{i}", cargo=f"miR-{i}") for i in range(5)]
    assert save("parquet", bundle(choose(some, "cargo"), ProjectContents(), About()), tmp_path / "a").rows == 5
    assert parquet.read_table(tmp_path / "a")["cargo"].to_pylist() == [f"miR-{i}" for i in range(5)]


def test_without_its_library_it_says_so_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(ours, "find_spec", lambda name: None if name == "pyarrow" else found(name))
    with pytest.raises(ExoError, match="pyarrow, which is not installed"):
        save("parquet", bundle(choose([row("r1")]), ProjectContents(), About()), tmp_path / "a")
    assert list(tmp_path.iterdir()) == []
