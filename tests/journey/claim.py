"""What both journeys do: the paper, the sentence that runs over a line-end hyphen, the second passage, the fields."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.sentences import sentences

FIELDS = {
    "cargo": "miR-21",
    "donor": "tumour cells",
    "therapy": "tamoxifen",
    "effect": "resistance increased",
    "perturbation": "natural transfer",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence on a page: ``text[start:end]`` of that page, and the words of the other column near it."""

    page: int
    start: int
    end: int
    quote: str
    other_column: str


def paper(which: str, shared: Path | None, made: Path, folder: Path) -> Path:
    """The two-column review of the journey: a published one, or the project's own."""
    source = made
    if which == "published":
        if shared is None:
            pytest.skip("the folder ../shared of real papers is not here")
        source = shared / "pdfs" / "paper_notch_breast_resistance_review.pdf"
    path = folder / "review of a journey.pdf"
    shutil.copy(source, path)
    return path


def claims(pdf: PdfClient, path: Path) -> tuple[Claim, Claim]:
    """A sentence of the left column that is broken by a line-end hyphen, and one of a later page."""
    info = pdf.open(path).result()
    pages = [pdf.text(info, n).result() for n in range(info.pages)]
    pdf.close(info)
    first = next(c for page in pages for c in _sentences(page) if _hyphenated(page, c) and _left(page, c))
    second = next(c for page in pages[first.page + 1 :] for c in _sentences(page))
    return first, second


def _sentences(page: PageText) -> list[Claim]:
    found = []
    for paragraph in page.paragraphs:
        if paragraph.kind != "body":
            continue
        text = page.text[paragraph.start : paragraph.end]
        for start, end in sentences(text)[1:-1]:
            if 80 <= end - start <= 400:
                a, b = paragraph.start + start, paragraph.start + end
                found.append(Claim(page.page, a, b, text[start:end], _other(page, paragraph, a)))
    return found


def _hyphenated(page: PageText, claim: Claim) -> bool:
    raw = page.raw_of(claim.start, claim.end)
    return any(f"{hyphen}\n" in raw for hyphen in "-‐\u00ad")


def _left(page: PageText, claim: Claim) -> bool:
    boxes = [quad.bounds() for quad in page.quads(claim.start, claim.end)]
    return all(box.x1 < page.width / 2 + 5 for box in boxes)


def _other(page: PageText, paragraph: Paragraph, start: int) -> str:
    """A line of the right column at the height of the sentence's first line."""
    here = page.quads(start, start + 1)[0].bounds()
    for line in page.lines:
        if line.x > page.width / 2 and abs(line.y - here.y1) < 8 and line.end - line.start > 20:
            return page.text[line.start : line.end]
    return ""
