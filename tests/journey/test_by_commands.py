"""A researcher's day on the command line, each command a process of its own; the workbook is read back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exoannotate.pdf.client import PdfClient
from tests.journey.claim import FIELDS, claims, paper


def command(*words: object) -> Any:
    """Runs the program as a shell does and returns its JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "exoannotate", *map(str, words), "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return lines[0] if len(lines) == 1 else lines


@pytest.mark.parametrize("which", ["published", "made"])
def test_from_a_pdf_to_an_evidence_table(
    which: str, shared_or_none: Path | None, made_review: Any, tmp_path: Path
) -> None:
    path = paper(which, shared_or_none, made_review.path, tmp_path)
    pdf = PdfClient()
    try:
        first, second = claims(pdf, path)
    finally:
        pdf.shutdown()
    project, out = tmp_path / "study.exo", tmp_path / "evidence.xlsx"
    command("new", project)
    document = command("add", project, path)["document"]
    highlighted = command("highlight", project, "--document", document, "--quote", first.quote)
    assert highlighted["state"] == "exact"
    fields = [word for name, value in FIELDS.items() for word in ("--set", f"{name}={value}")]
    record = command("record", project, "--passage", highlighted["passage"], *fields)
    other = command("highlight", project, "--document", document, "--quote", second.quote, "--page", second.page)
    command("link", project, "--record", record["record"], "--passage", other["passage"])
    assert command("export", project, "--format", "xlsx", "--out", out)["rows"] == 1

    sheet = openpyxl.load_workbook(out)["evidence"]
    heads, cells = [[str(c.value or "") for c in row] for row in sheet.iter_rows()]
    row = dict(zip(heads, cells, strict=True))
    info = command("info", project)["documents"][0]
    assert row["Quote"].split(" | ") == [first.quote, second.quote]
    assert "-\n" not in row["Quote"]
    assert not first.other_column or first.other_column not in row["Quote"]
    assert row["Role"] == "promotes resistance"
    assert (row["Cargo"], row["Donor"], row["Therapy"]) == (FIELDS["cargo"], FIELDS["donor"], FIELDS["therapy"])
    assert f"p. {highlighted['label']}" in row["Quoted in"]
    assert (info["doi"] or info["title"]) in row["Quoted in"]
    assert command("check", project)["ok"]


def test_a_passage_that_leans_on_the_sentence_before_is_drafted_with_it(sample_pdf: Path, tmp_path: Path) -> None:
    project = tmp_path / "leaning.exo"
    command("new", project)
    document = command("add", project, sample_pdf)["document"]
    quote = "In glioblastoma models these exosomes raised resistance to temozolomide"
    passage = command("highlight", project, "--document", document, "--quote", quote)["passage"]
    (record,) = command("suggest", project, "--passage", passage)["records"]
    fields = {name: [v["text"] for v in values] for name, values in record["fields"].items() if name != "cargo_class"
              and isinstance(values, list)}  # fmt: skip
    assert fields == {"cargo": ["miR-21"], "donor": ["Macrophages"], "therapy": ["temozolomide"]}
    assert record["from_sentence_before"] == ["cargo", "donor"]
    assert all("start" not in value for value in record["fields"]["cargo"])
