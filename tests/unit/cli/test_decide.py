"""Candidates of a document by command: what was decided is told, and can be decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from exoannotate.cli import main


def test_candidates_are_taken_and_rejected_by_command(
    tmp_path: Path, sample_pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "study.exo")

    def told(*words: str) -> list[dict[str, Any]]:
        assert main([*words, "--json"]) == 0
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    told("new", path)
    (added,) = told("add", path, str(sample_pdf))
    of = ("--document", added["document"])
    found = told("scan", path, *of)
    assert len(found) > 30 and {one["decision"] for one in found} == {"undecided"}
    assert [one["rank"] for one in found] == list(range(1, len(found) + 1))
    one, two, three = (one["candidate"] for one in found[:3])
    (taken,) = told("decide", path, *of, "--candidate", one, "--as", "taken")
    assert len(taken["records"]) == 1 and taken["decision"] == "taken"
    assert len(told("table", path)) == 1
    assert told("decide", path, *of, "--candidate", one, "--as", "taken")[0]["records"] == []
    told("decide", path, *of, "--candidate", two, "--candidate", three, "--as", "not-exosomal")
    assert [o["decision"] for o in told("scan", path, *of, "--top", "4")] == [
        "taken", "not exosomal", "not exosomal", "undecided"]  # fmt: skip
    assert [o["rank"] for o in told("scan", path, *of, "--left", "--top", "2")] == [4, 5]
    told("decide", path, *of, "--candidate", two, "--as", "undecided")
    assert told("scan", path, *of, "--left", "--top", "1")[0]["candidate"] == two
    # A highlight that was made by command takes its draft, and what is said beside it.
    quote = "Exosomal circCABIN1 from resistant cells maintained ErbB signalling in glioblastoma cells"
    (passage,) = told(
        "highlight", path, *of, "--quote", quote + " that received it and protected them from temozolomide"
    )
    (made,) = told("record", path, "--passage", passage["passage"], "--accept", "--set", "donor=GSC")
    assert made["role"] == "promotes resistance" and "circCABIN1" in str(made["fields"]["cargo"])
    assert "GSC" in str(made["fields"]["donor"]) and "resistant" not in str(made["fields"]["donor"])
    assert main(["decide", path, *of, "--candidate", "nothing", "--as", "rejected"]) == 1
    assert "no candidate “nothing”" in capsys.readouterr().err
    assert main(["scan", str(sample_pdf), "--left"]) == 2
