"""The reference list of a PDF by command: its entries, and the marks that name them."""

from __future__ import annotations

import csv
import json
import random
import sys
from collections import Counter
from pathlib import Path

import pymupdf
import pytest

from exoannotate.cli import main
from exoannotate.resources import path
from tests.short_papers import short_paper


def test_the_list_and_its_marks(capsys: pytest.CaptureFixture[str]) -> None:
    sample = path("sample", "review.pdf")
    assert main(["references", str(sample), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["style"] == "numbered"
    keys = [one["key"] for one in found["entries"]]
    assert keys == [str(n) for n in range(1, len(keys) + 1)]
    first = found["entries"][0]
    assert (first["first_author"], first["year"], first["doi"]) == ("Stupp", 2005, "10.1056/NEJMoa043330")
    assert {key for mark in found["citations"] for key in mark["entries"]} == set(keys)
    assert all(str(mark["entries"][0]) in mark["mark"] for mark in found["citations"])
    assert main(["references", str(sample)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"{len(keys)} entries, {len(found['citations'])} marks in the text (numbers in brackets)"
    assert len(said) == 1 + len(keys)


def test_what_is_no_list_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["references", str(short_paper(tmp_path / "short.pdf", "Nothing is cited [1] here."))]) == 0
    assert capsys.readouterr().out == "There is no reference list in this PDF that could be read.\n"
    (tmp_path / "no.pdf").write_text("not a PDF")
    assert main(["references", str(tmp_path / "no.pdf")]) == 1
    assert "Traceback" not in capsys.readouterr().err


def raised(path: Path) -> tuple[Path, list[list[str]]]:
    """A paper whose marks are raised numbers, singly, in lists and in ranges, beside raised letters, powers and
    charges, which are none; and what its marks name."""
    dice, body, told = random.Random(5), [], []
    for _ in range(60):
        first = dice.randint(1, 30)
        mark, named = dice.choice((
            (f"{first}", [first]),
            (f"{first},{first + 4}", [first, first + 4]),
            (f"{first}–{first + 3}", [*range(first, first + 4)]),
            (f"{first},{first + 2}–{first + 5}", [first, *range(first + 2, first + 6)]),
        ))  # fmt: skip
        told.append([str(n) for n in named])
        sup = f"<sup>{mark}</sup>"
        body.append(dice.choice((
            f"Vesicles of resistant cells carry their freight to others.{sup}",
            f"Their number rose{sup} when Ca<sup>2+</sup> was added to the medium.",
            f"As others saw,{sup} the n<sup>th</sup> passage of 10<sup>6</sup> cells on 2 cm<sup>2</sup> differs.",
        )))  # fmt: skip
    entry = "<p>{n}. Sample A, Example B. Title number {n} of this list. J Examples {year};12:3-4.</p>"
    entries = "".join(entry.format(n=n, year=2010 + n % 10) for n in range(1, 36))
    document = pymupdf.open()
    halves = [f"<p>{' '.join(body[at : at + 10])}</p>" for at in range(0, 60, 10)]
    for words in (*halves, f"<h2>References</h2>{entries}"):
        page = document.new_page(width=595, height=842)
        page.insert_htmlbox(pymupdf.Rect(60, 60, 535, 782), f"<div style='font-size:9px'>{words}</div>")
    document.save(path)
    document.close()
    return path, told


def test_raised_numbers_are_read_from_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, told = raised(tmp_path / "raised.pdf")
    assert main(["references", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["style"], len(found["entries"])) == ("superscript", 35)
    named = [mark["entries"] for mark in found["citations"]]
    right = sum((Counter(map(tuple, named)) & Counter(map(tuple, told))).values())
    sys.stdout.write(f"\nraised numbers: {right} of {len(told)} marks, {len(named)} found\n")
    assert right >= 0.95 * len(told)
    assert right >= 0.95 * len(named)


@pytest.mark.parametrize("name", ["review_author_year", "review_numbered"])
def test_keys_are_those_people_write(name: str, shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["references", str(shared / "gold" / f"{name}.pdf"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["entries"]
    with (shared / "gold" / f"{name}.references.tsv").open(encoding="utf-8", newline="") as file:
        gold = {row["key"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
    assert {one["key"] for one in found} == set(gold)
    for one in found:
        row = gold[one["key"]]
        assert (one["first_author"], str(one["year"]), one["doi"]) == (row["first_author"], row["year"][:4], row["doi"])


PAPERS = {
    "dendritic_colorectal": ("numbered", 22), "gastric_mucinous": ("numbered", 17),
    "jak_stat_plosbiol": ("numbered", 71), "ki67_breast_mdpi": ("numbered", 33),
    "notch_breast_resistance_review": ("numbered", 60),
    "plosone_2014": ("numbered", 25), "sjogren_epigenetics": ("author-year", 77), "trials_16_15": ("numbered", 10),
    "tumour_angiogenesis": ("numbered", 58),
}  # fmt: skip
"""The style and the entries of the papers, counted in them."""


def test_every_list_of_the_papers_is_found(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = named = authors = years = 0
    for name, (style, count) in PAPERS.items():
        assert main(["references", str(shared / "pdfs" / f"paper_{name}.pdf"), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["style"], len(found["entries"])) == (style, count), name
        entries += count
        named += len({key for mark in found["citations"] for key in mark["entries"]})
        authors += sum(bool(one["first_author"]) for one in found["entries"])
        years += sum(1900 < (one["year"] or 0) < 2024 for one in found["entries"])
    sys.stdout.write(f"\n{entries} entries: {named} named by marks, {authors} with first author, {years} with year\n")
    assert min(named, authors, years) > 0.98 * entries
