"""Documents, collections, own fields and saved queries by command."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from exoannotate.cli import main
from exoannotate.store.checks import check
from exoannotate.workspace.session import Session

KEPT = Path(__file__).parents[2] / "files" / "format-1.2.exo"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = Path(shutil.copy(KEPT, tmp_path / "study.exo"))
    Session.open(path).close()  # it is of the present format from then on
    return path


class Said:
    """Runs commands and reads what they answer."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._project, self._capsys = str(project), capsys

    def json(self, command: str, *words: str) -> Any:
        assert main([command, self._project, *words, "--json"]) == 0, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out)

    def words(self, command: str, *words: str) -> str:
        assert main([command, self._project, *words]) == 0, self._capsys.readouterr().err
        return self._capsys.readouterr().out

    def refused(self, command: str, *words: str, code: int = 1) -> str:
        assert main([command, self._project, *words]) == code
        return self._capsys.readouterr().err


@pytest.fixture
def said(project: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(project, capsys)


def test_a_document_is_changed_and_listed(said: Said, project: Path) -> None:
    (before,) = [said.json("documents")]
    assert before["collections"] == ["Glioma"]
    assert (before["highlights"], before["records"], before["complete"]) == (9, 8, 7)
    said.json("collections", "--add", "Reviews")
    (told,) = said.json(
        "document", "--document", before["document"], "--set", "year=2021", "--set", "doi=https://doi.org/10.1000/x",
        "--reading", "under way", "--tag", "core", "--tag", "old", "--untag", "OLD", "--put", "reviews",
        "--take", "Glioma", "--queue", "first",
    )["documents"]  # fmt: skip
    assert (told["year"], told["doi"], told["reading"], told["tags"]) == (2021, "10.1000/x", "under way", ["core"])
    assert told["collections"] == ["Reviews"]
    words = said.words("documents", "--words", "2021", "--collection", "Reviews", "--tag", "core")
    assert "under way" in words and "8 records" in words and words.endswith("1 document\n")
    assert said.words("documents", "--reading", "done").endswith("0 documents\n")
    assert "10.1000/x" in said.words("info", "--json")
    assert check(project).ok


@pytest.mark.parametrize(
    ("words", "code", "why"),
    [
        (["--document", "zzz", "--reading", "done"], 1, "no document"),
        (["--document", "e"], 2, "Say what to change"),
        (["--document", "e", "--set", "colour=red"], 1, "has no “colour”"),
        (["--document", "e", "--set", "year"], 1, "ENTRY=VALUE"),
        (["--document", "e", "--set", "year=21"], 1, "not a year"),
        (["--document", "e", "--set", "pmid=x"], 1, "not a PMID"),
        (["--document", "e", "--put", "Nowhere"], 1, "no collection"),
        (["--document", "e", "--reading", "read"], 2, "to read"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(said: Said, project: Path, words: list[str], code: int, why: str) -> None:
    before = project.read_bytes()
    assert why in said.refused("document", *words, code=code)
    assert project.read_bytes() == before


def test_collections_come_and_go(said: Said) -> None:
    assert [c["name"] for c in said.json("collections", "--add", "Breast")["collections"]] == ["Glioma", "Breast"]
    assert "Glioblastoma  1 document" in said.words("collections", "--rename", "glioma", "--to", "Glioblastoma")
    assert [c["name"] for c in said.json("collections", "--remove", "Glioblastoma")["collections"]] == ["Breast"]
    assert said.json("undo")["undone"] == "Delete collection “Glioblastoma”"
    assert "already" in said.refused("collections", "--add", "BREAST")
    assert "go together" in said.refused("collections", "--rename", "Breast", code=2)
    assert "one thing" in said.refused("collections", "--add", "a", "--remove", "b", code=2)


def test_own_fields_are_made_filled_and_deleted(said: Said, project: Path) -> None:
    added = said.json("fields", "--add", "Ratio", "--kind", "number", "--about", "EV per cell")["fields"]
    assert [(f["label"], f["name"], f["records"]) for f in added] == [
        ("Dose", "own_dose", 1), ("Co-culture", "own_co_culture", 1), ("Ratio", "own_ratio", 0)
    ]  # fmt: skip
    key = json.loads(said.words("table", "--columns", "record_id", "--json").splitlines()[0])["record_id"]
    told = said.json("edit", "--record", key, "--set", "Ratio=1.5e3", "--reason", "co-culture=unclear")
    assert (told["fields"]["own_ratio"], told["reasons"]["own_co_culture"]) == ("1.5e3", "unclear")
    assert "Ratio: 1.5e3" in said.words("edit", "--record", key, "--set", "own_dose=7")
    assert "“Ratio”: “many” is not a number" in said.refused("edit", "--record", key, "--set", "ratio=many")
    (row,) = [said.json("table", "--filter", "ratio > 1000", "--columns", "Ratio,Dose")]
    assert row == {"own_ratio": "1.5e3", "own_dose": "7"}
    assert "Ratio" in said.words("table", "--columns", "cargo,ratio")
    assert (
        said.json("fields", "--change", "Ratio", "--to", "EV ratio", "--place", "1")["fields"][0]["name"] == "own_ratio"
    )
    assert len(said.json("fields", "--remove", "ev ratio")["fields"]) == 2
    assert said.json("undo")["undone"] == "Delete field “EV ratio”"
    turned = said.json("fields", "--change", "Co-culture", "--choice", "close", "--choice", "transwell", "--turn",
                       "direct=close", "--about", "x")  # fmt: skip
    assert turned["fields"][2]["choices"] == ["close", "transwell"]
    assert "Every record has" in said.refused("fields", "--add", "Therapy")
    assert "Say what to change" in said.refused("fields", "--change", "Dose", code=2)
    assert "no own field" in said.refused("fields", "--remove", "Doze")
    assert check(project).ok


def test_queries_are_saved_and_used(said: Said) -> None:
    assert said.words("queries") == "TMZ: therapy = temozolomide, sorted by cargo\n"
    many = len(said.words("table", "--query", "tmz", "--json").splitlines())
    assert many == len(said.words("table", "--filter", "therapy = temozolomide", "--json").splitlines()) > 0
    said.json("queries", "--save", "Dosed", "--filter", "dose is not empty")
    assert len(said.words("table", "--query", "dosed", "--json").splitlines()) == 1
    assert [q["name"] for q in said.json("queries", "--rename", "Dosed", "--to", "With dose")["queries"]] == [
        "TMZ", "With dose"
    ]  # fmt: skip
    assert len(said.json("queries", "--remove", "with dose")["queries"]) == 1
    assert "not understood" in said.refused("queries", "--save", "x", "--filter", "therapy =")
    assert "no saved query" in said.refused("table", "--query", "none")
    assert "either" in said.refused("table", "--query", "tmz", "--sort", "cargo", code=2)
