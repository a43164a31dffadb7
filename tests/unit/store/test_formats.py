"""One file of every format that was ever shipped opens, is migrated and can be exported."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.domain.errors import ProjectFileError
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


def test_acts_of_a_newer_format_are_shown_and_left_alone(tmp_path: Path) -> None:
    """A newer program may write to tables that are not known here; its file opens, and its acts have their labels."""
    path = tmp_path / "newer.exo"
    shutil.copy(FILES[-1], path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE moons (id TEXT PRIMARY KEY)")
        db.execute(
            "INSERT INTO history (id, at, curator, label, kind, of, undone, edits) "
            """VALUES ('h', '2030', '', 'Add a moon', 'do', '', 0, '[["moons", "a", null, {"id": "a"}]]')"""
        )
        db.execute("PRAGMA user_version = 1009")
        db.commit()
    with Session.open(path) as session:
        assert session.project.history(1)[0].label == session.undo_label() == "Add a moon"
        with pytest.raises(ProjectFileError, match="by a newer exoannotate"):
            session.undo()
        assert session.project.members() and session.project.own_fields()
    assert check(path).ok


def test_what_a_program_of_format_1_1_left_behind_does_no_harm(tmp_path: Path) -> None:
    """It takes a document out and does not know that it is in a collection; edits keep what it does not know."""
    path = tmp_path / "study.exo"
    shutil.copy(FILES[-1], path)
    with closing(sqlite3.connect(path)) as db:
        row = dict(zip([d[0] for d in db.execute("SELECT * FROM documents").description],
                       db.execute("SELECT * FROM documents").fetchone(), strict=True))  # fmt: skip
        assert row["queue"] == 2.5
        after = {name: cell for name, cell in row.items() if name != "queue"} | {"journal": "J"}
        db.execute("UPDATE documents SET journal = 'J'")
        db.execute(
            "INSERT INTO history (id, at, curator, label, kind, of, undone, edits) "
            "VALUES (?, ?, '', ?, 'do', '', 0, ?)",
            ("h", "2026", "Edit journal", json.dumps([["documents", row["id"], row, after]])),
        )
        db.execute("INSERT INTO document_collections (id, document, collection) VALUES ('x:y', 'x', 'y')")
        db.commit()
    with Session.open(path) as session:
        assert [m.document for m in session.project.members()] == [row["id"]]
        assert session.undo() is not None
        assert (session.project.documents()[0].journal, session.project.documents()[0].queue) == ("", 2.5)
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
