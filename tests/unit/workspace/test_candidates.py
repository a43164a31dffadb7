"""Finding the evidence of a whole document; measured on the two reviews of the gold set and on papers without any."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.references import References
from exoannotate.workspace import candidates, terms


def pages_of(path: Path) -> dict[int, PageText]:
    with PdfClient() as client:
        info = client.open(path).result()
        return {n: client.text(info, n).result() for n in range(info.pages)}


def test_the_sample_review_gives_its_claims_and_its_table(sample_pdf: Path) -> None:
    pages = pages_of(sample_pdf)
    found = candidates.find(pages, terms.warm())
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    rows = [one for one in found if one.kind == "table row"]
    assert len(rows) == 8
    for one in found:
        text = " ".join(pages[one.page].text[one.start : one.end].split())
        assert one.kind == "table row" or text == " ".join(one.text.split())
    (sbf2,) = (one for one in rows if one.text.startswith("SBF2-AS1"))
    (suggestion,) = sbf2.suggestions
    assert [value.text for value in suggestion.values["cargo"]] == ["SBF2-AS1"]
    assert suggestion.role == "promotes resistance"
    assert [reference.number for reference in sbf2.references] == ["9"]


def test_scanning_stops_when_asked(sample_pdf: Path) -> None:
    pages = pages_of(sample_pdf)
    assert candidates.find(pages, terms.warm(), stopped=lambda: True) == ()


@pytest.mark.parametrize("name", ["review_numbered", "review_author_year"])
def test_ranking_of_the_gold_reviews(shared: Path, tmp_path: Path, name: str) -> None:
    """Goals: precision at 20 of .95, 95 % of the evidence within 1.3 reads each, 90 % of table rows."""
    gold = shared / "gold"
    found = candidates.find(pages_of(gold / f"{name}.pdf"), terms.warm())
    ranked = tmp_path / "ranked.jsonl"
    ranked.write_text("\n".join(json.dumps({"rank": n, "sentence": one.text}) for n, one in enumerate(found, 1)))
    told = subprocess.run(
        [sys.executable, str(gold / "score.py"), str(gold / f"{name}.records.tsv"), str(ranked)],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    sys.stdout.write(f"\n{name}\n{told}")

    def figure(pattern: str) -> float:
        match = re.search(pattern, told)
        assert match is not None, told
        return float(match.group(1))

    with (gold / f"{name}.records.tsv").open(encoding="utf-8") as file:
        records = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = sum(record["source"] == "table" for record in records)
    assert figure(r"P@20 ([\d.]+)") >= 0.95
    assert figure(r"reads for 95 %: (\d+)") <= 1.3 * len(records)
    assert figure(r"table rows found (\d+)") >= 0.9 * rows


def test_papers_of_other_fields_give_next_to_nothing(shared: Path) -> None:
    for name in ("paper_ki67_breast_mdpi.pdf", "paper_notch_breast_resistance_review.pdf"):
        assert len(candidates.find(pages_of(shared / "pdfs" / name), terms.warm())) <= 2


def test_a_sentence_over_a_page_break_is_one_candidate() -> None:
    first = "We looked at cells. Exosomal miR-21 from M2 macrophages raised the resistance of U87"
    second = "cells to temozolomide. Their growth was the same."
    pages = {
        n: PageText(n, 100, 100, text, text, tuple(range(len(text))), (), (Paragraph(0, len(text), "body", n == 0),))
        for n, text in enumerate((first, second))
    }
    (found,) = candidates.find(pages, terms.warm(), References())
    assert found.carets == ((0, first.index("Exosomal")), (1, second.index(" Their")))
    assert found.text == "Exosomal miR-21 from M2 macrophages raised the resistance of U87 cells to temozolomide."
    assert [value.text for value in found.suggestions[0].values["therapy"]] == ["temozolomide"]
