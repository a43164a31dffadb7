"""The command locate: the JSON of the contract, words without it, and a sentence for bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pymupdf
import pytest

from exoannotate.cli import main

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, object]:
    assert main([*map(str, words), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_locate(tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, paper, copy = tmp_path / "study.exo", tmp_path / "paper.pdf", tmp_path / "Kopie ä.pdf"
    shutil.copy(sample_pdf, paper)
    with pymupdf.open(paper) as file:
        file.new_page(0)
        file.save(copy)
    told(capsys, "new", project)
    document = told(capsys, "add", project, paper)["document"]
    passage = told(capsys, "highlight", project, "--document", document, "--quote", QUOTE)
    before = project.read_bytes()
    located = told(capsys, "locate", project, "--document", document, "--pdf", copy)
    assert project.read_bytes() == before
    assert isinstance(located["index_ms"], float)
    (found,) = located["passages"]  # type: ignore[misc]
    assert found["passage"] == passage["passage"]
    assert (found["state"], found["score"], found["text"]) == ("moved", 1.0, QUOTE)
    assert found["page"] == passage["page"] + 1  # type: ignore[operator]
    assert all(len(quad) == 9 and quad[0] == found["page"] for quad in found["quads"])
    assert found["ms"] >= 0

    assert main(["locate", str(project), "--document", str(document), "--pdf", str(copy), "--apply"]) == 0
    assert "1 at another place. Stored." in capsys.readouterr().out
    (found,) = told(capsys, "locate", project, "--document", document)["passages"]  # type: ignore[misc]
    assert found["state"] == "exact"
    told(capsys, "undo", project)
    (found,) = told(capsys, "locate", project, "--document", document)["passages"]  # type: ignore[misc]
    assert (found["state"], found["page"]) == ("exact", passage["page"])


def test_locate_says_what_is_wrong(tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, paper = tmp_path / "study.exo", tmp_path / "paper.pdf"
    shutil.copy(sample_pdf, paper)
    told(capsys, "new", project)
    document = str(told(capsys, "add", project, paper)["document"])
    (tmp_path / "no.pdf").write_text("no PDF at all")
    for words, said in (
        (["--document", "nothing"], "no document"),
        (["--document", document, "--pdf", str(tmp_path / "none.pdf")], "not there"),
        (["--document", document, "--pdf", str(tmp_path / "no.pdf")], "not a PDF"),
        (["--document", document, "--apply", "--accept", "nothing"], "no guess"),
    ):
        assert main(["locate", str(project), *words, "--json"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert said in err
    assert main(["locate", str(project), "--document", document, "--accept", "x"]) == 2
    paper.unlink()
    assert main(["locate", str(project), "--document", document]) == 1
    assert "not where it was" in capsys.readouterr().err
