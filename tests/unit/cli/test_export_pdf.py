"""``export --format pdf``: the JSON of the contract, a folder or a file, and a sentence for bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pymupdf
import pytest

from exoannotate.cli import main

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."


@pytest.fixture
def project(tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    shutil.copy(sample_pdf, tmp_path / "paper.pdf")
    made = tmp_path / "study.exo"
    assert main(["new", str(made)]) == 0
    assert main(["add", str(made), str(tmp_path / "paper.pdf"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out.splitlines()[-1])["document"]
    assert main(["highlight", str(made), "--document", document, "--quote", QUOTE, "--note", "Look"]) == 0
    capsys.readouterr()
    return made


def test_a_copy_into_a_folder(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in (project, tmp_path / "paper.pdf")}
    assert main(["export", str(project), "--format", "pdf", "--out", str(tmp_path / "copies"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["out"] == str(tmp_path / "copies")
    assert told["rows"] == 1
    assert len(told["digest"]) >= 40
    (copy,) = told["copies"]
    assert (copy["highlights"], copy["left_out"], copy["message"]) == (1, 0, "")
    with pymupdf.open(copy["out"]) as file:
        (found,) = [annot.info["content"] for page in file for annot in page.annots()]
    assert found.startswith("Look")
    assert {path: path.read_bytes() for path in before} == before
    assert main(["export", str(project), "--format", "PDF", "--out", str(tmp_path / "copies")]) == 0
    assert "Wrote “paper (highlights).pdf” with 1 highlight.\n1 copy in" in capsys.readouterr().out


def test_what_cannot_be_copied(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "paper.pdf"
    before = paper.read_bytes()
    for words, said in [
        (["--out", str(paper)], "is the PDF itself"),
        (["--out", str(project)], "not touched"),
        (["--out", str(tmp_path / "absent" / "a.pdf")], "does not exist"),
        (["--out", str(tmp_path / "a.pdf"), "--document", "nonsense"], "nonsense"),
        (["--out", str(tmp_path / "a.pdf"), "--filter", "therapy ~ x"], "no highlights"),
        (["--out", str(tmp_path / "a.pdf"), "--filter", "colour ="], "column"),
    ]:
        assert main(["export", str(project), "--format", "pdf", *words]) == 1
        error = capsys.readouterr().err
        assert said in error
        assert "Traceback" not in error
    assert paper.read_bytes() == before
    paper.unlink()
    assert main(["export", str(project), "--format", "pdf", "--out", str(tmp_path / "copies"), "--json"]) == 1
    told = capsys.readouterr()
    assert "not where it was" in told.err
    assert json.loads(told.out)["copies"][0]["out"] == ""
    assert not (tmp_path / "a.pdf").exists()
