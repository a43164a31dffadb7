"""What the colours mean, listed and changed by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exoannotate.cli import main


def listed(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, str]]:
    assert main(["meanings", str(project), *words, "--json"]) == 0
    found: list[dict[str, str]] = json.loads(capsys.readouterr().out)["meanings"]
    return found


def test_meanings_are_listed_renamed_and_given_another_underline(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "study.exo"
    assert main(["new", str(project)]) == 0
    capsys.readouterr()
    assert [m["letter"] for m in listed(project, capsys)] == list("RSCDTMKN")
    now = listed(project, capsys, "--change", "r", "--name", "Drug escape", "--letter", "e", "--colour", "#8844cc")
    assert (now[0]["name"], now[0]["letter"], now[0]["colour"]) == ("Drug escape", "E", "#8844CC")
    now = listed(project, capsys, "--change", "1", "--underline", "wavy")
    assert (now[0]["pattern"], now[5]["pattern"]) == ("wavy", "solid")
    assert main(["meanings", str(project)]) == 0
    assert "Drug escape" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--change", "R", "--letter", "C"], 1, "same letter"),
        (["--change", "nobody", "--name", "New name"], 1, "not a highlight colour"),
        (["--change", "R", "--underline", "zigzag"], 1, "not an underline"),
        (["--name", "New name"], 2, "--change"),
        (["--change", "R"], 2, "--change"),
    ],
)
def test_refusals_are_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, told: str
) -> None:
    project = tmp_path / "study.exo"
    main(["new", str(project)])
    capsys.readouterr()
    assert main(["meanings", str(project), *words]) == code
    assert told in capsys.readouterr().err
