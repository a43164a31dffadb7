"""Arabic and Hebrew lines: places that can be seen and run one way, words of the other direction included."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pymupdf
import pytest

from exoannotate.pdf.leftward import edges, runs_left
from tests.unit.pdf.test_order_score import read


def test_edges_count_from_the_right() -> None:
    assert edges("שלם", [(20, 30), (10, 20), (0, 10)], left=True) == [(0, 10), (10, 20), (20, 30)]


def test_a_number_within_keeps_place_and_width() -> None:
    boxes = [(40, 50), (30, 40), (10, 20), (20, 30), (0, 10)]
    assert edges("א 12ב", boxes, left=True) == [(0, 10), (10, 20), (20, 30), (30, 40), (40, 50)]


def test_marks_stand_on_their_letter() -> None:
    assert edges("מ\u05bcה", [(10, 20), (19, 19), (0, 10)], left=True)[1] == (10, 10)


def test_the_direction_is_that_of_most_letters() -> None:
    assert runs_left("שלום עולם PD-L1")
    assert not runs_left("Vesicles of שלום")


def test_lines_of_both_directions_are_whole_and_visible(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=400, height=300)
    page.insert_htmlbox(
        (40, 40, 360, 280),
        '<p dir="rtl">שלום עולם, זהו טקסט בעברית עם PD-L1 באמצע.</p><p>Vesicles of שלום carry it.</p>',
    )
    document.save(tmp_path / "both.pdf")
    document.close()
    (text,) = read(tmp_path / "both.pdf")
    assert text.paragraph_texts() == ("שלום עולם, זהו טקסט בעברית עם PD-L1 באמצע.", "Vesicles of שלום carry it.")
    assert [line.dx for line in text.lines] == [-1.0, 1.0]
    for line in text.lines:
        assert all(b > a for a, b in zip(line.edges, line.edges[1:], strict=False))
    line = text.lines[0]
    word = line.quad(0, text.text.index("עולם"), text.text.index("עולם") + 4).bounds()
    first = line.quad(0, line.start, line.start + 4).bounds()
    assert word.x1 < first.x0 and word.width > 15 and 8 < word.height < 30


@pytest.mark.parametrize("file", ["rtl_arabic.pdf"])
def test_no_letter_without_width(shared: Path, file: str) -> None:
    for page in read(shared / file):
        for line in page.lines:
            for i, letter in enumerate(page.text[line.start : line.end]):
                assert unicodedata.combining(letter) or line.edges[i + 1] - line.edges[i] > 0.1
            box = line.quad(page.page, line.start, line.end).bounds()
            assert box.width > 100 and box.x0 >= 0 and box.x1 <= page.width
