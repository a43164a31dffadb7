"""One file of every format that was ever shipped opens, is migrated and can be exported."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from exoannotate.store.checks import check
from exoannotate.store.migrations import FORMAT
from exoannotate.store.views import VIEWS
from exoannotate.workspace import exports
from exoannotate.workspace.session import Session

FILES = sorted((Path(__file__).parents[2] / "files").glob("format-*.exo"))


def test_the_present_format_has_its_file() -> None:
    assert f"format-{FORMAT // 1000}.{FORMAT % 1000}.exo" in {path.name for path in FILES}


@pytest.mark.parametrize("kept", FILES, ids=lambda p: p.stem)
def test_a_file_of_this_format_opens_and_exports(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / kept.name
    shutil.copy(kept, path)
    with Session.open(path) as session:
        assert session.project.format_version() == f"{FORMAT // 1000}.{FORMAT % 1000}"
        rows = session.project.evidence_rows()
        assert len(rows) == 8
        assert {row["role"] for row in rows} == {"promotes resistance", "restores sensitivity"}
        assert exports.export(session, "json", tmp_path / "out.json", columns="long").rows == 8
    assert check(path).ok


def test_plain_sql_reads_the_evidence(tmp_path: Path) -> None:
    """Anyone can open the file: the views hold what the table shows, the values, and the words they point at."""
    db = sqlite3.connect(f"{FILES[-1].as_uri()}?mode=ro&immutable=1", uri=True)
    db.row_factory = sqlite3.Row
    try:
        rows = db.execute("SELECT * FROM evidence WHERE therapy = 'radiation'").fetchall()
        assert [(r["cargo"], r["status"]) for r in rows] == [("miR-301a", "draft")]
        targets = db.execute(
            "SELECT text, detail FROM record_values WHERE field = 'targets' AND text = 'XRCC4'"
        ).fetchall()
        assert {tuple(t) for t in targets} == {("XRCC4", "up"), ("XRCC4", "down")}
        present = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
        assert present == set(VIEWS)
    finally:
        db.close()
