"""How well passages are found again: sentences of real papers in files that were saved, set, misread, edited, cut.

    pytest tests/journey/test_found_again.py -s            # prints the table
    pytest tests/journey/test_found_again.py -s --full     # three rounds of everything

Every variant is made here. A place is right when it is the sentence's own: to the letter where the words are the same,
else by 70 % of what both places hold together. Times are printed and not asserted.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from exoannotate.domain.folding import letters
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.document import DocumentText, PageSpan
from exoannotate.reading.finder import Finder, Placed
from exoannotate.workspace import texts
from tests.conftest import MadePdf
from tests.journey import resetting, variants
from tests.journey.variants import Anchor

ANCHORS = 30
INSTEAD = "The yeast was counted every night in a chamber under the microscope by two observers."
SET = 8
"""How many papers are set anew in the short form."""
Box = tuple[int, ...]
Boxes = list[set[Box]]


@dataclass(slots=True)
class Row:
    """What became of all anchors in one kind of change."""

    name: str
    least_right: float
    most_wrong: float
    count: int = 0
    right: int = 0
    wrong: int = 0
    open: int = 0
    missing: int = 0
    times: list[float] = field(default_factory=list)
    index: list[float] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def judge(self, anchor: Anchor, placed: Placed, right: bool, *, gone: bool = False) -> None:
        """Count one anchor. ``gone``: it was cut out, so it is right not to find it."""
        state = placed.found.state
        self.count += 1
        self.open += state == "ambiguous"
        self.missing += state == "not found"
        self.wrong += state in ("exact", "fuzzy") and not right
        good = right if state in ("exact", "fuzzy") else gone and state == "not found"
        self.right += good
        if not good:
            self.misses.append(f"{self.name}: {state} {placed.found.score:.2f}: {anchor.wanted.quote[:90]}")

    def told(self) -> str:
        """The row as printed: counts, shares in percent, milliseconds."""
        times = sorted(self.times)
        return (
            f"{self.name:<34}{self.count:>7}{100 * self.right / self.count:>9.1f}{100 * self.wrong / self.count:>8.2f}"
            f"{self.open:>6}{self.missing:>9}{times[len(times) // 2]:>9.2f}{times[int(len(times) * 0.95)]:>8.2f}"
            f"{max(self.index):>8.0f}"
        )


HEAD = f"{'variant':<34} places  right % wrong %  open  missing   p50 ms     p95   index"

CLEAN = ("saved again", "two cover pages", "set anew in one column", "set anew in two columns", "other pages")


def rows() -> dict[str, Row]:
    """The goals: at least so much right, at most so much wrong."""
    found = [Row(name, 1.0, 0.0) for name in CLEAN]
    found += [
        Row("2 % misread", 0.99, 0.005),
        Row("8 % of words edited", 0.98, 0.005),
        Row("deleted", 0.98, 0.01),
        Row("deleted, 8 % of the rest edited", 0.98, 0.01),
        Row("replaced by another sentence", 0.98, 0.01),
    ]
    return {row.name: row for row in found}


@pytest.fixture(scope="module")
def pdf() -> Iterator[PdfClient]:
    with PdfClient(drawing=False) as client:
        yield client


@pytest.fixture(scope="module")
def papers(
    shared_or_none: Path | None, made_review: MadePdf, made_single_column: MadePdf, made_three_columns: MadePdf
) -> tuple[Path, ...]:
    """Real papers; where they are not at hand, made ones."""
    if shared_or_none is None:
        return made_review.path, made_single_column.path, made_three_columns.path
    return tuple(sorted((shared_or_none / "pdfs").glob("paper_*.pdf")))


def _read(pdf: PdfClient, path: Path) -> tuple[DocumentText, int]:
    info = pdf.open(path).result()
    try:
        return texts.document_text(pdf, info, keep=False), info.pages
    finally:
        pdf.close(info)


def _measure(
    row: Row,
    anchors: tuple[Anchor, ...],
    document: DocumentText,
    pages: int,
    right: Callable[[int, tuple[PageSpan, ...]], bool],
    *,
    gone: bool = False,
) -> None:
    began = time.perf_counter()
    finder = Finder(document, pages)
    row.index.append((time.perf_counter() - began) * 1000)
    for number, anchor in enumerate(anchors):
        began = time.perf_counter()
        placed = finder.find(anchor.wanted)
        row.times.append((time.perf_counter() - began) * 1000)
        row.judge(anchor, placed, right(number, placed.selection.spans), gone=gone)


def _in_files(
    table: dict[str, Row], pdf: PdfClient, path: Path, document: DocumentText, pages: int, folder: Path, seed: str
) -> None:
    """Real files: saved again, behind cover pages, set anew."""
    anchors = variants.anchors(document, pages, ANCHORS, seed, resetting.can_be_set)
    for name, covers in (("saved again", 0), ("two cover pages", 2)):
        other, count = _read(pdf, resetting.saved_again(path, folder / "again.pdf", covers=covers))
        truth = [_boxes(document, _spans(document, anchor), covers) for anchor in anchors]

        def same_place(n: int, spans: tuple[PageSpan, ...], other: DocumentText = other, truth: Boxes = truth) -> bool:
            return truth[n] == _boxes(other, spans, 0)

        _measure(table[name], anchors, other, count, same_place)
    for name, columns in (("set anew in one column", 1), ("set anew in two columns", 2)):
        other, count = _read(pdf, resetting.set_anew(document, folder / "anew.pdf", columns))
        known = {page.page: page.text for page in other.pages}

        def same_words(n: int, spans: tuple[PageSpan, ...], known: dict[int, str] = known) -> bool:
            found = "".join(letters(known[s.page][s.start : s.end]) for s in spans)
            return found == letters(anchors[n].wanted.quote)

        _measure(table[name], anchors, other, count, same_words)


def _spans(document: DocumentText, anchor: Anchor) -> tuple[PageSpan, ...]:
    return tuple(span for run in anchor.runs for span in document.spans(*run))


def _boxes(document: DocumentText, spans: tuple[PageSpan, ...], shift: int) -> set[Box]:
    """Where the lines of some runs are printed, in whole points; ``shift`` pages further on."""
    known = {page.page: page for page in document.pages}
    return {
        (quad.page + shift, *(round(c) for c in (quad.x0, quad.y0, quad.x2, quad.y2)))
        for span in spans
        for quad in known[span.page].quads(span.start, span.end)
    }


def _in_text(table: dict[str, Row], document: DocumentText, pages: int, seed: str) -> None:
    """The text on other pages, as it was, misread, edited, and without the sentences."""
    anchors = variants.anchors(document, pages, ANCHORS, seed)
    for name, change, cut, instead in (
        ("other pages", variants.kept, False, ""),
        ("2 % misread", variants.misread, False, ""),
        ("8 % of words edited", variants.edited, False, ""),
        ("deleted", variants.kept, True, ""),
        ("deleted, 8 % of the rest edited", variants.edited, True, ""),
        ("replaced by another sentence", variants.kept, True, INSTEAD),
    ):
        other = variants.changed(document, anchors, change, f"{seed} {name}", cut=cut, instead=instead)

        def same_place(n: int, spans: tuple[PageSpan, ...], other: variants.Changed = other) -> bool:
            return variants.overlap(other.document, spans, other.truth[n]) >= 0.7

        _measure(table[name], anchors, other.document, other.pages, same_place, gone=cut)


def test_passages_are_found_again(
    pdf: PdfClient, papers: tuple[Path, ...], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    table = rows()
    full = bool(pytestconfig.getoption("full"))
    for number, path in enumerate(papers):
        document, pages = _read(pdf, path)
        for turn in range(3 if full else 1):
            seed = f"{path.name} {turn}"
            if full or number < SET:
                _in_files(table, pdf, path, document, pages, tmp_path, seed)
            _in_text(table, document, pages, seed)
    told = [f"{len(papers)} papers", HEAD, *(row.told() for row in table.values())]
    misses = [miss for row in table.values() for miss in row.misses]
    print("\n" + "\n".join(told + misses))  # noqa: T201
    for row in table.values():
        assert row.right >= row.least_right * row.count, "\n".join(told + row.misses)
        assert row.wrong <= row.most_wrong * row.count, "\n".join(told + row.misses)
