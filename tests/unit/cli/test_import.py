"""The command import: counts as JSON, words without it, and a sentence for bad input."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from exoannotate.cli import main
from tests.unit.pdf.annotated import annotate

QUOTE = "Macrophages of the M2 type release exosomes rich in miR-21."


def test_import(tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "study.exo"
    paper = annotate(sample_pdf, tmp_path / "Übersicht.pdf", [(1, "Highlight", QUOTE)], author="Ben")
    assert main(["new", str(project)]) == 0
    capsys.readouterr()
    assert main(["import", str(project), str(paper), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    (passage,) = told.pop("passages")
    document = told.pop("document")
    assert passage
    assert document
    assert told == {
        "imported": 1,
        "marks": 1,
        "highlights": 1,
        "notes": 0,
        "areas": 0,
        "already_there": 0,
        "without_text": 0,
        "elsewhere": 0,
    }
    assert main(["import", str(project), str(paper)]) == 0
    assert capsys.readouterr().out == "Nothing was imported. Already there: 1.\n"
    assert main(["undo", str(project)]) == 0
    assert "Import 1 highlight" in capsys.readouterr().out


def test_import_says_what_is_wrong(tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "study.exo"
    assert main(["new", str(project)]) == 0
    shutil.copy(sample_pdf, tmp_path / "plain.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (tmp_path / "records.ris").write_text("TY  - JOUR\nER  - \n")
    for name, words in [
        ("absent.pdf", "is not there"),
        ("broken.pdf", "damaged"),
        ("records.ris", "Entry 1 was left out: it has no title, DOI or PMID."),
        (".", "folder"),
    ]:
        assert main(["import", str(project), str(tmp_path / name)]) == 1
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1
    assert main(["import", str(project), str(tmp_path / "plain.pdf"), "--colour", "pink"]) == 1
    assert "not a highlight colour" in capsys.readouterr().err
    assert main(["import", str(project), str(tmp_path / "plain.pdf")]) == 0
    assert "carries no highlights" in capsys.readouterr().out
