"""Names by command: looked up strictly, imported for a project or for a person, listed, exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exoannotate.cli import main


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, list[dict[str, Any]], str]:
    code = main([*map(str, words), "--json"])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_lookup_answers_strictest_first(capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(capsys, "vocab", "lookup", "P-gp")
    assert code == 0
    assert [(m["name"], m["id"], m["source"], m["kind"]) for m in found] == [("ABCB1", "HGNC:40", "HGNC", "gene")]
    _, found, _ = run(capsys, "vocab", "lookup", "miR-21", "--field", "cargo")
    assert (found[0]["id"], found[0]["note"]) == ("MIMAT0000076", "Arm not stated.")
    assert [m["rank"] for m in found] == sorted(m["rank"] for m in found)
    assert run(capsys, "vocab", "lookup", "was") == (0, [], "")
    _, found, _ = run(capsys, "vocab", "lookup", "temo", "--field", "therapy", "--typed")
    assert found[0]["name"] == "temozolomide"
    code, _, err = run(capsys, "vocab", "lookup", "x", "--field", "colour")
    assert code == 1
    assert "cargo" in err


def test_words_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "lookup", "U87"]) == 0
    out = capsys.readouterr().out
    assert "CVCL_0022" in out
    assert "Misidentified" in out
    assert main(["vocab", "lookup", "nothing-like-it"]) == 0
    assert "No vocabulary knows" in capsys.readouterr().out
    assert main(["vocab", "sources"]) == 0
    assert "Cellosaurus" in capsys.readouterr().out


def test_terms_of_a_project_and_of_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, table = tmp_path / "study.exo", tmp_path / "lines.csv"
    run(capsys, "new", project)
    table.write_text("name,identifier,source,synonyms\nclinic line,L1,lab,CL-1\nbad,X,,\n", encoding="utf-8")
    code, (told,), _ = run(capsys, "vocab", "import", table, "--project", project, "--kind", "cell line")
    assert (code, told["new"]) == (0, 1)
    assert told["refused"][0]["line"] == 3
    _, found, _ = run(capsys, "vocab", "lookup", "CL-1", "--project", project)
    assert (found[0]["name"], found[0]["how"], found[0]["kind"]) == ("clinic line", "own", "cell line")
    assert run(capsys, "vocab", "lookup", "clinic line")[1] == []
    _, listed, _ = run(capsys, "terms", "list", project)
    assert listed[0]["synonyms"] == ["CL-1"]
    out = tmp_path / "out.csv"
    assert run(capsys, "vocab", "export", project, out)[1] == [{"out": str(out), "rows": 1}]
    assert run(capsys, "vocab", "import", out)[0] == 0
    assert run(capsys, "vocab", "lookup", "clinic line")[1][0]["id"] == "L1"
    assert run(capsys, "vocab", "delete", project, listed[0]["term"])[1] == [{"deleted": 1}]
    assert run(capsys, "vocab", "add", project, "mine", "--synonym", "my own")[0] == 0
    code, _, err = run(capsys, "vocab", "import", tmp_path / "no.csv")
    assert code == 1
    assert "There is no file" in err
