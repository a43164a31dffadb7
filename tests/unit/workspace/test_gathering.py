"""Missing PDFs found in a folder: moved ones by content, those of papers without a PDF by their first page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.change import Change
from exoannotate.domain.errors import NotFoundError
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient
from exoannotate.store.rows import insert
from exoannotate.workspace import documents, gathering
from exoannotate.workspace.session import Session
from tests.conftest import MadePdf

TITLE = "Exosomes and chemoresistance in glioma: cargo, donors and the way back to sensitivity"


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient() as client:
        yield client


@pytest.fixture
def study(tmp_path: Path, sample_pdf: Path, made_single_column: MadePdf, pdf: PdfClient) -> Path:
    """A paper whose file was moved and renamed, and two that have no PDF yet; one of these lies in the folder."""
    home, away = tmp_path / "study", tmp_path / "read" / "2024"
    home.mkdir()
    away.mkdir(parents=True)
    shutil.copy(made_single_column.path, home / "a.pdf")
    with Session.create(home / "study.exo", "Ann") as session:
        documents.add(session, pdf, home / "a.pdf")
        session.run(Change("Papers", (
            insert(Document("d2", "2" * 64, "", TITLE, doi="", curator=session.curator.id)),
            insert(Document("d3", "3" * 64, "", "Nobody has this", doi="10.1234/no", curator=session.curator.id)),
        )))  # fmt: skip
    (home / "a.pdf").rename(away / "Neuer Name.pdf")
    shutil.copy(sample_pdf, away / "scan0001.pdf")
    (away / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (away / "notes.txt").write_text("no PDF")
    return home / "study.exo"


def test_all_that_is_missing_is_found_in_one_act(study: Path, tmp_path: Path, pdf: PdfClient) -> None:
    away = tmp_path / "read" / "2024"
    with Session.open(study, "Ann") as session:
        moved = next(d for d in session.project.documents() if d.has_pdf)
        assert documents.locate(session, moved.id) is None
        steps: list[tuple[int, int]] = []
        found = gathering.gather(session, pdf, tmp_path / "read", tell=lambda done, of: steps.append((done, of)))
        assert found.moved == ((moved.id, away / "Neuer Name.pdf"),)
        assert found.got == (("d2", away / "scan0001.pdf"),)
        assert found.sentence() == ("1 moved PDF found again, 1 paper got a PDF. Still without a PDF at hand: 1.")
        assert steps[-1] == (3, 3)
        assert documents.locate(session, moved.id) == away / "Neuer Name.pdf"
        assert session.project.document("d2").has_pdf and session.project.document("d2").title == TITLE
        assert (
            gathering.gather(session, pdf, tmp_path / "read").sentence().startswith("No missing PDF was found there.")
        )
        session.undo()
        assert not session.project.document("d2").has_pdf and documents.locate(session, moved.id) is None


def test_a_search_can_be_ended_and_a_folder_may_be_gone(study: Path, tmp_path: Path, pdf: PdfClient) -> None:
    with Session.open(study, "Ann") as session:
        ended = gathering.gather(session, pdf, tmp_path, stop=lambda: True)
        assert (ended.stopped, ended.moved, ended.missing) == (True, (), 3)
        with pytest.raises(NotFoundError, match="no folder"):
            gathering.gather(session, pdf, tmp_path / "gone")


def test_by_command(study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["locate", str(study), "--folder", str(tmp_path / "read"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["document"] for one in told["got"]] == ["d2"] and len(told["moved"]) == 1 and told["missing"] == 1
    assert main(["locate", str(study)]) == 2
    assert main(["locate", str(study), "--folder", str(tmp_path / "gone")]) == 1
