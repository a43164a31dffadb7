"""The sample project in every export format, compared with files that were looked at.

``pytest tests/golden --update-golden`` rewrites them; the difference is then reviewed.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from pyarrow import parquet

from exoannotate.export.formats import EXPORTERS
from exoannotate.workspace import exports
from exoannotate.workspace.session import Session

HERE = Path(__file__).parent
KEPT = HERE.parent / "files" / "format-1.0.exo"


def readable(data: bytes) -> bytes:
    """A workbook by its parts, so that a difference shows where it is; Parquet by its cells, because another version of
    its library may pack them otherwise; other files as they are."""
    if data.startswith(b"PAR1"):
        held = parquet.ParquetFile(io.BytesIO(data))
        kept = {name: text for name, text in held.metadata.metadata.items() if name.startswith(b"exoannotate ")}
        return f"{held.schema_arrow}\n{kept}\n{held.read().to_pylist()}".encode()
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"\n\n".join(name.encode() + b"\n" + parts.read(name) for name in sorted(parts.namelist()))


@pytest.mark.parametrize("columns", ["default", "long"])
@pytest.mark.parametrize("name", [e.name for e in EXPORTERS])
def test_sample_in_every_format(name: str, columns: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    project = tmp_path / KEPT.name
    shutil.copy(KEPT, project)
    out = tmp_path / f"sample.{columns}.{name}"
    with Session.open(project) as session:
        exports.export(session, name, out, columns=columns)
    golden = HERE / out.name
    if pytestconfig.getoption("update_golden"):
        shutil.copy(out, golden)
    assert golden.exists(), "run with --update-golden once and look at the file"
    assert readable(out.read_bytes()) == readable(golden.read_bytes())
