"""How well sentences are read, measured against the gold set; what was reached must not be lost.

The rules were made with sentences 1 to 114 and both reviews in sight; those from 115 on were not looked at.
``pytest -s tests/unit/suggest/test_gold.py`` prints the figures.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exoannotate.cli.suggesting import as_object
from exoannotate.workspace import suggesting, terms

FLOORS = {
    "seen": {"cargo": 0.98, "donor": 0.96, "recipient": 0.96, "drug": 0.98, "target": 0.94, "effect": 0.96},
    "not seen": {"cargo": 0.95, "donor": 0.9, "recipient": 0.93, "drug": 0.9, "target": 0.93, "effect": 0.85},
}


def rows(gold: Path, which: str) -> list[dict[str, str]]:
    def read(name: str) -> list[dict[str, str]]:
        with (gold / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    def number(row: dict[str, str]) -> int:
        found = re.match(r"\d+", row["id"])
        assert found is not None
        return int(found.group())

    sentences = read("sentences.tsv")
    if which == "not seen":
        return [row for row in sentences if number(row) >= 115]
    reviews = [
        r for n in ("numbered", "author_year") for r in read(f"review_{n}.records.tsv") if r["source"] != "table"
    ]
    return [{k: row[k] for k in sentences[0]} for row in [*(r for r in sentences if number(r) < 115), *reviews]]


@pytest.mark.parametrize("which", ["seen", "not seen"])
def test_figures_do_not_fall(shared: Path, tmp_path: Path, which: str) -> None:
    gold = shared / "gold"
    names, chosen = terms.warm(), rows(gold, which)
    truth, answers = tmp_path / "gold.tsv", tmp_path / "answers.jsonl"
    with truth.open("w", encoding="utf-8") as file:
        file.write("\n".join("\t".join(line) for line in (list(chosen[0]), *(list(r.values()) for r in chosen))) + "\n")
    with answers.open("w", encoding="utf-8") as file:
        for text in dict.fromkeys(row["sentence"] for row in chosen):
            id = re.sub(r"(?<=\d)[a-z]$", "", next(row["id"] for row in chosen if row["sentence"] == text))
            told = as_object(text, suggesting.suggest(names, text, "text"))["records"]
            for record in told or [{"fields": {}, "role": ""}]:
                fields = {
                    k: [v["text"] for v in vs] if isinstance(vs, list) else vs for k, vs in record["fields"].items()
                }
                fields |= {
                    "drug": fields.pop("therapy", []),
                    "target": fields.pop("targets", []),
                    "role": record["role"],
                }
                file.write(json.dumps({"id": id, "is_evidence": bool(told), "fields": fields}) + "\n")
    scored = subprocess.run(
        [sys.executable, str(gold / "score.py"), str(truth), str(answers)], capture_output=True, text=True, check=True
    )
    sys.stdout.write(f"\n{which}\n{scored.stdout}")
    reached = {
        m[1]: float(m[2]) for m in re.finditer(r"^(\w+) +[\d.]+ +[\d.]+ +([\d.]+) ", scored.stdout, re.MULTILINE)
    }
    reached |= {m[1]: float(m[2]) for m in re.finditer(r"^(\w+) +accuracy ([\d.]+)", scored.stdout, re.MULTILINE)}
    assert {name: reached[name] for name, floor in FLOORS[which].items() if reached[name] < floor} == {}
