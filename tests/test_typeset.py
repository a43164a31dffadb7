"""The typesetter of the sample: what it says it set stands in the PDF, and the same script gives the same bytes."""

from __future__ import annotations

import re
from pathlib import Path

import pymupdf
import pytest

import make_sample
from tests.conftest import MadePdf
from typeset import typeset


def squeezed(text: str) -> str:
    """Letters and digits alone: what is left when lines, hyphens and ligatures are set aside."""
    return re.sub(r"[^0-9a-zà-ÿα-ω]", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").lower())


@pytest.mark.parametrize("name", ["made_review", "made_table_on_top", "made_single_column", "made_three_columns"])
def test_every_paragraph_stands_on_its_pages_in_order(name: str, request: pytest.FixtureRequest) -> None:
    pdf: MadePdf = request.getfixturevalue(name)
    with pymupdf.open(str(pdf.path)) as document:
        assert len(document) == pdf.made.pages
        pages = [squeezed(page.get_text("text")) for page in document]
    for paragraph in pdf.made.paragraphs:
        if len(paragraph.pages) == 1:
            assert squeezed(paragraph.text) in pages[paragraph.pages[0]]
        else:
            first, last = pages[paragraph.pages[0]], pages[paragraph.pages[-1]]
            assert squeezed(paragraph.text)[:30] in first
            assert squeezed(paragraph.text)[-12:] in last


def test_the_sample_has_what_a_reader_stumbles_over(made_review: MadePdf) -> None:
    made = made_review.made
    assert made.pages == 4
    kinds = [b.kind for b in made.breaks]
    assert kinds.count("hyphen") >= 20
    for kind in ("column", "page"):
        inside = [b for b in made.breaks if b.kind == kind and made.paragraphs[b.paragraph].kind == "body"]
        assert any(made.paragraphs[b.paragraph].text[b.offset - 1] not in ".!?" for b in inside), kind
    for part in made.breaks:
        assert 0 < part.offset < len(made.paragraphs[part.paragraph].text)
    assert len(made.of_kind("abstract")) == 1
    assert len(made.of_kind("cell")) == 6 * 9
    assert made.of_kind("footnote")[0].text.startswith("This is a sample text, written for the program exoannotate")
    numbers = {
        int(n) for p in made.of_kind("body") for marks in re.findall(r"\[([\d,]+)\]", p.text) for n in marks.split(",")
    }
    assert numbers == set(range(1, len(made.of_kind("reference")) + 1))


def test_page_labels_differ_from_the_page_index(sample_pdf: Path) -> None:
    with pymupdf.open(str(sample_pdf)) as document:
        assert [page.get_label() for page in document] == ["101", "102", "103", "104"]
        assert document.metadata is not None
        assert document.metadata["title"].startswith("Exosomes and chemoresistance in glioma")
        assert all(font[1] not in ("n/a", "") for page in document for font in page.get_fonts())


def test_the_same_script_gives_the_same_bytes(tmp_path: Path, sample_pdf: Path) -> None:
    typeset(make_sample.review(), tmp_path / "again.pdf")
    typeset(make_sample.review(), tmp_path / "once more.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == (tmp_path / "once more.pdf").read_bytes()
    with pymupdf.open(str(tmp_path / "again.pdf")) as new, pymupdf.open(str(sample_pdf)) as shipped:
        # Bytes may differ between versions of the PDF library; the words may not: the sample must be made anew.
        assert [p.get_text("text") for p in new] == [p.get_text("text") for p in shipped]
