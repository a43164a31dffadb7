"""The command that lists what waits for a second look, and deciding by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from exoannotate.cli import main


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert main([*words, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_waiting_deciding_and_changed_since(
    tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "study.exo")
    assert main(["new", path]) == 0
    assert main(["add", path, str(sample_pdf)]) == 0
    capsys.readouterr()
    (document,) = told(capsys, "add", path, str(sample_pdf))
    made = []
    for quote in ("Macrophages of the M2 type", "loss of miR-1238"):
        (passage,) = told(capsys, "highlight", path, "--document", str(document["document"]), "--quote", quote)
        (record,) = told(capsys, "record", path, "--passage", str(passage["passage"]), "--set", "cargo=miR-21")
        made.append(str(record["record"]))
    # In reading order, not in the order they were made.
    assert [one["record"] for one in told(capsys, "review", path)] == [made[1], made[0]]
    assert main(["edit", path, "--record", made[0], "--reject", "--why", "Another cell", "--curator", "Ben"]) == 0
    assert "Rejected: Another cell" in capsys.readouterr().out
    assert main(["edit", path, "--record", made[0], "--why", "Another cell"]) == 2
    capsys.readouterr()
    assert [one["record"] for one in told(capsys, "review", path)] == [made[1]]
    assert told(capsys, "review", path, "--queue", "changed-since") == []
    assert main(["edit", path, "--record", made[0], "--set", "donor=U87"]) == 0
    capsys.readouterr()
    (changed,) = told(capsys, "review", path, "--queue", "changed-since")
    assert changed["record"] == made[0] and changed["changed_since"] and changed["reviewer"] == "Ben"
    assert main(["review", path, "--queue", "all"]) == 0
    out = capsys.readouterr().out
    assert "rejected by Ben" in out and "changed since" in out and out.endswith("2 records\n")
