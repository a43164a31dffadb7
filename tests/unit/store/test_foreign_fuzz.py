"""Mutated project files through the real door: a sentence or a merge, in time, and no byte of the file changed.

One of each kind each time; ``--full`` takes 2,000.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.cli import main
from exoannotate.domain.fields import field
from exoannotate.domain.fields import values as field_values
from exoannotate.store.checks import check
from exoannotate.workspace import records
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session
from tests.unit.store import mutants

FEW, MANY = 14, 2_000
TOO_LONG = 15.0
NO_WORDS = ("Traceback", "sqlite", "Sqlite", "SQLite", "fault of its own", "Error:", "None")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What came back: the sample with an edit of somebody else, a deletion and an undone act."""
    path = Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path_factory.mktemp("fuzz") / "from Ben.exo"))
    with Session.open(path, "Ben") as session:
        known = session.project.records()
        changed = {"donor": FieldInput(field_values(field("donor"), ("Ben's cells",)))}
        records.edit(session, known[0].id, changed)
        records.delete(session, known[1].id)
        records.edit(session, known[2].id, changed)
        session.undo()
    return path


@pytest.mark.timeout(7_200)
def test_mutants_end_in_a_sentence_or_a_merge(
    template: Path, tmp_path: Path, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    full = bool(pytestconfig.getoption("full"))
    mine, target = tmp_path / "mine.exo", tmp_path / "target.exo"
    shutil.copy(resources.path("sample", "sample.exo"), mine)
    whole = mine.read_bytes()
    source = tmp_path / "from Ben.exo"
    ends: dict[str, int] = {}
    slowest = 0.0
    for seed in range(MANY if full else FEW):
        what = f"seed {seed}, {mutants.make(template, source, seed)}"
        before = {path: path.read_bytes() for path in tmp_path.glob("from Ben*")}
        began = time.monotonic()
        code = main(["merge", str(mine), str(source), "--dry-run"])
        took = time.monotonic() - began
        said = capsys.readouterr()
        assert took < TOO_LONG, what
        assert code in (0, 1), what
        assert not any(word in said.err + said.out for word in NO_WORDS), f"{what}: {said.err or said.out}"
        assert bool(said.err.strip()) == (code == 1), what
        assert {path: path.read_bytes() for path in tmp_path.glob("from Ben*")} == before, what
        assert mine.read_bytes() == whole, what
        if code == 0:
            shutil.copy(mine, target)
            assert main(["merge", str(target), str(source)]) == 0, f"{what}: {capsys.readouterr().err}"
            found = check(target)
            assert found.ok, f"{what}: {found.findings}"
            capsys.readouterr()
        slowest = max(slowest, took)
        ends[("merged" if code == 0 else "refused")] = ends.get("merged" if code == 0 else "refused", 0) + 1
    sys.stderr.write(f"{ends}, slowest {slowest:.1f} s\n")  # shown with pytest -s
    assert ends["merged"] and ends["refused"], "mutants of both kinds are looked at"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("table", ["terms", "tombstones", "pictures", "history"])
def test_a_million_rows_are_refused_in_time(
    template: Path, tmp_path: Path, table: str, pytestconfig: pytest.Config, capsys: pytest.CaptureFixture[str]
) -> None:
    if not pytestconfig.getoption("full"):
        pytest.skip("--full takes a million rows")
    mine = Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "mine.exo"))
    source = Path(shutil.copy(template, tmp_path / "from Ben.exo"))
    cells = {"terms": "x, '', '', '', '', '', ''", "tombstones": "x, '', '', ''", "pictures": "x, zeroblob(9)",
             "history": "x + 9999, x, '', '', '', 'do', '', 0, '[]'"}[table]  # fmt: skip
    with closing(sqlite3.connect(source)) as db, db:
        db.execute("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 1000000) "
                   f"INSERT INTO {table} SELECT {cells} FROM c")  # fmt: skip
    began = time.monotonic()
    assert main(["merge", str(mine), str(source), "--dry-run"]) == 1
    assert time.monotonic() - began < TOO_LONG
    assert "it holds more than 400,000 rows" in capsys.readouterr().err


@pytest.mark.parametrize("seed", [9])
def test_a_mutant_by_a_process_of_its_own(template: Path, tmp_path: Path, seed: int) -> None:
    mine = Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "mine.exo"))
    source = tmp_path / "from Ben.exo"
    mutants.make(template, source, seed)
    before = source.read_bytes()
    command = [sys.executable, "-m", "exoannotate", "merge", str(mine), str(source), "--dry-run"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=TOO_LONG, check=False)
    assert done.returncode in (0, 1) and not any(word in done.stderr for word in NO_WORDS)
    assert source.read_bytes() == before
