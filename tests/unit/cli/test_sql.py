"""The command ``sql``: one's own statement in every format, and refusals in a sentence."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from exoannotate import resources
from exoannotate.cli import main

COUNTED = "SELECT cargo, count(*) AS records FROM evidence GROUP BY cargo ORDER BY records DESC, cargo"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copy(resources.path("sample", "sample.exo"), tmp_path / "glioma.exo"))


def test_words_json_and_files(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", str(sample), COUNTED]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["cargo", "records"] and lines[1].split() == ["whole", "vesicle", "2"]
    assert lines[-1].startswith("7 rows, in ")
    assert main(["sql", str(sample), COUNTED, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == {"cargo": "whole vesicle", "records": 2} and len(rows) == 7
    script = tmp_path / "cargo.sql"
    script.write_text(COUNTED, encoding="utf-8")
    out = tmp_path / "cargo.xlsx"
    assert main(["sql", str(sample), "--file", str(script), "--out", str(out)]) == 0
    assert "7 rows" in capsys.readouterr().out
    assert [c.value for c in openpyxl.load_workbook(out)["statement"][2]] == ["whole vesicle", 2]
    assert main(["sql", str(sample), COUNTED, "--format", "tsv", "--rows", "1"]) == 0
    told = capsys.readouterr()
    assert told.out == "cargo\trecords\r\nwhole vesicle\t2\r\n" and "there are more" in told.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["SELECT therapyy FROM evidence"], "did you mean “therapy”?"),
        (["DROP TABLE records"], "Only reading is allowed"),
        (["--file", "gone.sql"], "There is no file"),
        (["SELECT 1", "--format", "xlsx"], "--out"),
        (["SELECT 1", "--out", "somewhere.docx"], "There is no format “docx”"),
    ],
)
def test_refusals(sample: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    assert main(["sql", str(sample), *words]) == 1
    told = capsys.readouterr()
    assert said in told.err and not told.out
    assert sample.read_bytes() == before
