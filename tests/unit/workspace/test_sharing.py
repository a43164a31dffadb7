"""A copy to hand on: whole, checked, without paths of this computer, without anything deleted."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient
from exoannotate.store.checks import check
from exoannotate.workspace import documents, merging, passages, sharing
from exoannotate.workspace.session import Session

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."
SECRET = "a note nobody else is to see"


@pytest.fixture
def project(tmp_path: Path, sample_pdf: Path) -> Path:
    folder = tmp_path / "my private folder"
    folder.mkdir()
    shutil.copy(sample_pdf, folder / "review.pdf")
    path = tmp_path / "study.exo"
    with Session.create(path, "Ann") as session, PdfClient(drawing=False) as pdf:
        key = documents.add(session, pdf, folder / "review.pdf").document
        passages.highlight_quote(session, pdf, key, QUOTE)
        session.project.embed("0" * 64, SECRET.encode() * 100)
    return path


def test_a_copy_says_the_same_and_knows_no_path(project: Path, tmp_path: Path) -> None:
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "for Ben")
    assert shared.out.name == "for Ben.exo"
    found = check(shared.out)
    assert found.ok and found.digest == shared.digest == check(project).digest
    data = shared.out.read_bytes()
    assert b"my private folder" not in data and SECRET.encode() not in data
    assert b"my private folder" in project.read_bytes()
    with Session.open(shared.out, "Ben") as session:
        assert [f.path for d in session.project.documents() for f in session.project.files(d.id)] == ["review.pdf"]
        assert session.undo() is not None  # the history is whole
    with Session.open(project, "Ann") as session:
        assert merging.preview(session, shared.out).count("new", "records") == 0


def test_a_copy_that_comes_back_unchanged_brings_nothing(project: Path, tmp_path: Path) -> None:
    """Not even another place of the PDF, which lies elsewhere on every computer."""
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "for Ben")
        found = merging.preview(session, shared.out)
        assert found.plan.empty and not found.conflicts
        for document in session.project.documents():
            assert {f.path for f in session.project.files(document.id)} == {"my private folder/review.pdf"}


def test_pdfs_inside_come_along_on_request(project: Path, tmp_path: Path) -> None:
    with Session.open(project, "Ann") as session:
        shared = sharing.share(session, tmp_path / "with.exo", with_pdfs=True)
    assert SECRET.encode() in shared.out.read_bytes()


def test_nothing_is_replaced_and_nothing_is_left_behind(project: Path, tmp_path: Path) -> None:
    there = tmp_path / "there.exo"
    there.write_text("mine")
    before = set(tmp_path.iterdir())
    with Session.open(project, "Ann") as session:
        with pytest.raises(ExoError, match="exists already"):
            sharing.share(session, there)
        with pytest.raises(ExoError, match="the project itself"):
            sharing.share(session, project)
        with pytest.raises(ExoError):
            sharing.share(session, tmp_path / "no" / "folder.exo")
    assert there.read_text() == "mine" and set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    "edits",
    ["[document_files]", '[["document_files"]]', '["document_files", 7]', '[["document_files", "k", null, {"x": 1}]]'],
)
def test_a_damaged_history_is_told_and_nothing_is_written(project: Path, tmp_path: Path, edits: str) -> None:
    with closing(sqlite3.connect(project)) as db, db:
        db.execute("UPDATE history SET edits = ? WHERE seq = (SELECT min(seq) FROM history)", (edits,))
    before = set(tmp_path.iterdir())
    with Session.open(project, "Ann") as session, pytest.raises(ExoError, match="not whole"):
        sharing.share(session, tmp_path / "copy.exo")
    assert set(tmp_path.iterdir()) == before


def test_share_by_command(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.exo"
    assert main(["share", str(project), str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["out"] == str(out) and len(told["sha256"]) == 64 and told["digest"] == check(out).digest
