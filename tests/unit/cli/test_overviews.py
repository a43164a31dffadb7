"""The commands pivot, gaps and contradictions on a real project."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from exoannotate import resources
from exoannotate.cli import main
from exoannotate.domain import fields
from exoannotate.store import opening
from exoannotate.workspace import comparing
from exoannotate.workspace.records import FieldInput, edit
from exoannotate.workspace.session import Session

SAMPLE = str(resources.path("sample", "sample.exo"))


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(list(words)) == code
    out, err = capsys.readouterr()
    return out if code == 0 else err


def test_pivot_in_words_csv_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "pivot", SAMPLE)
    assert words.splitlines()[0].split("  ")[-1].strip() == "radiation"
    assert "8 ▲7 ▼1" in words and words.splitlines()[-1] == "8 records, 5 primary studies"
    table = list(csv.reader(io.StringIO(said(capsys, "pivot", SAMPLE, "--csv", "--sort", "name"))))
    assert table[0][:2] == ["Cargo", "all"] and table[-1] == ["all", "8", "2", "1", "5"]
    told = json.loads(said(capsys, "pivot", SAMPLE, "--rows", "donor", "--columns", "Role", "--json"))
    assert told["row_values"][-1] == {"value": "not reported", "reason": True, "records": 1, "studies": 0}
    assert len(told["total"]["records"]) == 8 and told["total"]["without_study"] == 3
    assert {c["count"] for c in told["cells"]} == {1}
    studies = json.loads(said(capsys, "pivot", SAMPLE, "--show", "studies", "--filter", "cargo ~ miR", "--json"))
    assert sum(c["count"] for c in studies["cells"]) == 3


def test_pivot_refuses_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no column “colour”" in said(capsys, "pivot", SAMPLE, "--rows", "colour", code=1)
    assert "not understood" in said(capsys, "pivot", SAMPLE, "--filter", "cargo =", code=1)
    assert "--csv or --json" in said(capsys, "pivot", SAMPLE, "--csv", "--json", code=2)


def test_a_pivot_of_nothing(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    opening.create(tmp_path / "empty.exo")
    assert said(capsys, "pivot", str(tmp_path / "empty.exo")).splitlines()[-1] == "0 records, 0 primary studies"
    assert said(capsys, "gaps", str(tmp_path / "empty.exo")) == "0 gaps\n"


def test_gaps_in_words_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "gaps", SAMPLE)
    assert words.startswith("Records without a primary study (1)\n  miR-301a · radiation · ▲ promotes resistance:")
    assert words.endswith("6 gaps\n")
    lines = said(capsys, "gaps", SAMPLE, "--kind", "single", "--json").splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["single"] * 5
    assert said(capsys, "gaps", SAMPLE, "--filter", "cargo = miR-301a").endswith("1 gap\n")
    table = list(csv.reader(io.StringIO(said(capsys, "gaps", SAMPLE, "--csv"))))
    assert table[0] == ["kind", "gap", "records", "passage", "document"] and len(table) == 7
    assert "--csv or --json" in said(capsys, "gaps", SAMPLE, "--csv", "--json", code=2)


def test_names_with_an_identifier_join_those_without(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "sample.exo"
    path.write_bytes(Path(SAMPLE).read_bytes())
    with Session.open(path) as session:
        records = (row.record for row in session.project.evidence_rows() if row["therapy"] == "temozolomide")
        first, second, *_ = records
        (value,) = fields.values(fields.field("therapy"), ("TMZ",))
        known = fields.Value(value.text, "temozolomide", "72564", "made up")
        edit(session, first, {"therapy": FieldInput((known,))})
        edit(session, second, {"therapy": FieldInput((value,))})
        found = comparing.pivot(session, "therapy", "cargo")
        assert next((h.text, len(h.places)) for h in found.rows) == ("temozolomide", 5)
    gap = said(capsys, "gaps", str(path), "--kind", "identifier")
    assert "“TMZ” has no identifier in 1 record; elsewhere it is temozolomide, 72564." in gap
    assert "“temozolomide” has no identifier in 3 records" in gap
