"""How good the reading order is: all of a made page's paragraphs in order, all of the gold set's sentences found."""

from __future__ import annotations

import csv
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from exoannotate.domain.pagetext import RUNNING, PageText
from exoannotate.pdf.opening import open_document
from exoannotate.pdf.reader import Reader
from tests.conftest import MadePdf

FLOATS = {"cell": "table", "caption": "caption", "footnote": "footnote"}
GOLD = ("review_numbered", "review_author_year")


def read(path: Path) -> list[PageText]:
    """The text of all pages, without a worker in between."""
    opened = open_document(str(path))
    reader = Reader(opened, frozenset(), lambda page: None)
    return [reader.text(number) for number in range(opened.pages)]


def paragraphs(pages: Sequence[PageText]) -> list[tuple[str, str]]:
    """Kind and text of each paragraph, joined over page ends as ``continues`` says."""
    found: list[list[str]] = []
    open_ones: dict[str, int] = {}
    for page in pages:
        for paragraph, text in zip(page.paragraphs, page.paragraph_texts(), strict=True):
            if paragraph.kind in open_ones:
                place = open_ones.pop(paragraph.kind)
                last = found[place][1]
                found[place][1] = last[:-1] + text if last.endswith(("-", "\u2010")) else f"{last} {text}"
            else:
                place = len(found)
                found.append([paragraph.kind, text])
            if paragraph.continues:
                open_ones[paragraph.kind] = place
    return [(kind, text) for kind, text in found]


def plain(text: str) -> str:
    """Without blanks, raised digits as digits: how a citation mark is set is no matter of order."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def recall(wanted: Sequence[str], found: str) -> float:
    """The share of all runs of 8 words (or of a whole shorter text) that the found text holds."""
    runs = [
        " ".join(of[i : i + 8]) for of in map(words, wanted) for i in range(max(1, len(of) - 7))
    ]  # fmt: skip
    space = f" {' '.join(words(found))} "
    return sum(f" {run} " in space for run in runs) / len(runs)


@pytest.mark.parametrize("name", ["made_single_column", "made_review", "made_three_columns", "made_table_on_top"])
def test_every_paragraph_in_the_order_of_the_script(name: str, request: pytest.FixtureRequest) -> None:
    made: MadePdf = request.getfixturevalue(name)
    found = paragraphs(read(made.path))
    wanted = [plain(p.text) for p in made.made.paragraphs if p.kind not in FLOATS]
    running = [plain(text) for kind, text in found if kind in RUNNING]
    # The masthead is no paragraph of the script.
    assert [text for text in running if plain(made.review.journal) not in text] == wanted
    assert [plain(text) for kind, text in found if kind == "reference"] == [
        plain(p.text) for p in made.made.of_kind("reference")
    ]
    for kind, ours in FLOATS.items():
        texts = [plain(text) for other, text in found if other == ours]
        for paragraph in made.made.paragraphs:
            if paragraph.kind == kind and kind != "cell":
                assert plain(paragraph.text) in texts
    tables = "".join(plain(text) for kind, text in found if kind == "table")
    place = 0
    for cell in made.made.of_kind("cell"):
        place = tables.index(plain(cell.text), place)


@pytest.mark.parametrize("name", GOLD)
def test_every_gold_sentence_is_found(name: str, shared: Path) -> None:
    gold = shared.parent / "gold"
    found = paragraphs(read(gold / f"{name}.pdf"))
    with open(gold / f"{name}.records.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    prose = [row["sentence"] for row in rows if row["source"] in ("abstract", "body")]
    captions = [row["sentence"] for row in rows if row["source"] == "caption"]
    assert len(prose) > 30
    assert recall(prose, "\n".join(text for kind, text in found if kind == "body")) == 1.0
    if captions:
        assert recall(captions, "\n".join(text for kind, text in found if kind == "caption")) == 1.0


@pytest.mark.parametrize("name", GOLD)
def test_each_reference_is_one_paragraph(name: str, shared: Path) -> None:
    gold = shared.parent / "gold"
    entries = [words(text) for kind, text in paragraphs(read(gold / f"{name}.pdf")) if kind == "reference"]
    with open(gold / f"{name}.references.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(entries) == len(rows)
    for entry, row in zip(map(" ".join, entries), rows, strict=True):
        assert " ".join(words(row["title"])).replace(" ", "") in entry.replace(" ", "")
        assert " ".join(words(row["first_author"])) in entry[:40]


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("dendritic_colorectal", 22),
        ("gastric_mucinous", 17),
        ("jak_stat_plosbiol", 71),
        ("ki67_breast_mdpi", 33),
        ("notch_breast_resistance_review", 60),
        ("plosone_2014", 25),
        ("sjogren_epigenetics", 77),
        ("trials_16_15", 10),
        ("tumour_angiogenesis", 58),
    ],
)
def test_reference_lists_of_papers(shared: Path, file: str, count: int) -> None:
    found = paragraphs(read(shared / f"paper_{file}.pdf"))
    entries = [text for kind, text in found if kind == "reference"]
    assert len(entries) == count
    numbers = [int(match[1]) for text in entries if (match := re.match(r"\[?(\d{1,3})[\].]", text))]
    assert numbers in ([], list(range(1, count + 1)))


@pytest.mark.parametrize("name", ["paper_notch_breast_resistance_review", "paper_trials_16_15"])
def test_runs_of_words_of_the_publishers_own_text(name: str, shared: Path) -> None:
    """Against the publisher's XML of the same paper, of which only digests of every run of 8 words are kept here."""
    kept = (Path(__file__).parents[2] / "files" / "twins" / f"{name}.txt").read_text().splitlines()
    wanted = [digest for line in kept if not line.startswith("#") for digest in line.split()]
    said = words(" ".join(text for _, text in paragraphs(read(shared / f"{name}.pdf"))))
    found = {_digest(said[at : at + 8]) for at in range(len(said) - 7)}
    share = sum(digest in found for digest in wanted) / len(wanted)
    assert share >= 0.98, f"{share:.4f} of {len(wanted)} runs"


def _digest(run: Sequence[str]) -> str:
    return hashlib.sha256(" ".join(run).encode()).hexdigest()[:8]
