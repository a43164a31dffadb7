"""What is read from MuPDF's memory is what its dictionaries say, to the last bit."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from exoannotate.pdf import extract
from exoannotate.pdf.opening import open_document
from exoannotate.pdf.stext import LAYOUT
from tests.conftest import MadePdf


def both_ways(path: Path, pages: range) -> int:
    """Read pages both ways; the number that were read from memory."""
    opened = open_document(str(path))
    fast = 0
    for number in pages:
        if number >= opened.pages:
            break
        text_page = extract._text_page(opened, number)
        slow = pymupdf.TextPage(text_page)
        found = extract.fast.read(text_page)
        if found is None:
            continue
        runs, plain = found
        assert runs == extract._runs(slow.extractRAWDICT())
        assert plain in (None, str(slow.extractText()))
        fast += 1
    return fast


def test_the_memory_of_this_release_is_known() -> None:
    assert str(pymupdf.mupdf_version).startswith(LAYOUT)
    assert extract.fast.used


def test_made_pages(made_review: MadePdf, made_three_columns: MadePdf) -> None:
    assert both_ways(made_review.path, range(3)) == 3
    assert both_ways(made_three_columns.path, range(1)) == 1


@pytest.mark.parametrize(
    "file",
    [
        "paper_dendritic_colorectal.pdf",
        "paper_gastric_mucinous.pdf",
        "paper_jak_stat_plosbiol.pdf",
        "paper_ki67_breast_mdpi.pdf",
        "paper_notch_breast_resistance_review.pdf",
        "paper_plosone_2014.pdf",
        "paper_sjogren_epigenetics.pdf",
        "paper_trials_16_15.pdf",
        "paper_tumour_angiogenesis.pdf",
        "rtl_arabic.pdf",
        "rot_pages.pdf",
        "cjk_vertical.pdf",
        "syn_cropbox_rotate.pdf",
        "big_poster.pdf",
    ],
)
def test_real_pages(shared: Path, file: str) -> None:
    assert both_ways(shared / file, range(3)) > 0


def test_odd_pages(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=300)
    page.insert_text((20, 40), "Level words and  blanks")
    page.insert_text((20, 60), "x", fontsize=12)
    page.insert_text((26, 56), "2", fontsize=7)
    page.insert_text((280, 80), "beyond the edge of the page")
    page.insert_text((20, 299), "half below it")
    page.insert_text((20, 120), "upwards", rotate=90)
    page.insert_text((150, 200), "askew", morph=(pymupdf.Point(150, 200), pymupdf.Matrix(7)))
    page.insert_text((20, 220), "leaning", morph=(pymupdf.Point(20, 220), pymupdf.Matrix(1, 0, 0.3, 1, 0, 0)))
    page.insert_text((20, 250), "\u4e2d\u6587 \U0001d6fd mixed", fontname="china-s")
    page.insert_text((20, 280), "red and black", color=(1, 0, 0))
    document.new_page()
    path = tmp_path / "odd.pdf"
    document.save(path)
    document.close()
    assert both_ways(path, range(2)) == 2
