"""Checking a sample again by command: drawn without what was said, saved as no new evidence, and told as errors."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from exoannotate.cli import main
from exoannotate.domain.verifying import draw, usual_size
from tests.unit.workspace.test_agreeing import mine, typed  # noqa: F401


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main([*words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_sample_by_command(mine: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # noqa: F811
    path, ben = str(mine), ("--curator", "Ben")
    other = str(shutil.copy(mine, tmp_path / "hers.exo"))
    before = told(capsys, "table", path)
    done = [str(row["record_id"]) for row in before if row["status"] in ("accepted", "complete")]
    drawn = told(capsys, "verify", path, *ben, "--size", "2", "--seed", "5")
    names = [str(one["record"]) for one in drawn]
    assert set(names) == set(draw(done, 2, 5))
    assert {key for one in drawn for key in one} == {"record", "checked", "passages", "document"}
    assert [one["record"] for one in told(capsys, "verify", path, *ben)] == names, "the draw is remembered"
    said = {str(row["record_id"]): row for row in before}
    for record, cargo in zip(names, (str(said[names[0]]["cargo"]), "miR-000"), strict=True):
        words = ("--set", f"cargo={cargo}", "--set", f"effect={said[record]['effect']}")
        told(capsys, "verify", path, *ben, "--record", record, *words)
    assert [one["checked"] for one in told(capsys, "verify", path, *ben)] == [True, True]
    assert main(["verify", path, *ben, "--record", names[0], "--set", "cargo=miR-1"]) == 1
    assert main(["verify", path, "--set", "cargo=miR-1"]) == 2
    assert told(capsys, "table", path) == before
    out = tmp_path / "evidence.json"
    assert main(["export", path, "--format", "json", "--out", str(out)]) == 0
    assert "miR-000" not in out.read_text("utf-8")
    assert main(["find", path, "miR-000"]) in (0, 1)
    assert "miR-000" not in capsys.readouterr().out.replace("“miR-000”", "")
    (found,) = told(capsys, "agreement", path)
    look = found["second_look"]
    assert isinstance(look, dict) and (look["pairs"], look["alone"]) == (2, 0)
    rates = {row["Field"]: row for row in look["fields"]}
    assert (rates["Cargo"]["Compared"], rates["Cargo"]["Differ"], rates["Effect"]["Differ"]) == (2, 1, 0)
    assert (rates["Cargo"]["95 % from"], rates["Cargo"]["95 % to"]) == (9.5, 90.5)
    assert [row["Second look"] for row in look["differences"] if row["Field"] == "Cargo"] == ["miR-000"]
    assert main(["agreement", path]) == 0
    assert "2 records extracted a second time: 1 of 4 fields differ, 25.0 %" in capsys.readouterr().out
    # What Ben did in his copy comes home, and is no evidence there either.
    assert main(["merge", other, path, "--curator", "Ann"]) == 0
    capsys.readouterr()
    assert told(capsys, "table", other) == before and told(capsys, "agreement", other)[0]["second_look"] == look
    assert main(["check", path]) == main(["check", other]) == 0


def test_a_draw_stays_when_others_are_added() -> None:
    records = [f"r{number}" for number in range(300)]
    one = draw(records, 20, 5)
    assert len(one) == 20 and one == draw(reversed(records), 20, 5) and one != draw(records, 20, 6)
    assert len(set(one) & set(draw([*records, "new"], 20, 5))) >= 19
    assert [usual_size(many) for many in (3, 100, 300)] == [3, 20, 30]
