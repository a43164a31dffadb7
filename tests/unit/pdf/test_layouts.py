"""Layouts that break naive reading orders: figures across columns, boxes, notes, drop caps, margins, askew pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain.pagetext import PageText
from tests.unit.pdf.sheets import Frame, Sheet, filler
from tests.unit.pdf.test_order_score import paragraphs, read

TWO = ((48.0, 290.0), (305.0, 547.0))
THREE = ((40.0, 200.0), (217.0, 377.0), (394.0, 554.0))


def body(pages: list[PageText]) -> list[str]:
    """The running text, without the lettering of the figures."""
    return [text for kind, text in paragraphs(pages) if kind == "body" and not text.startswith("Panel")]


def columns(edges: tuple[tuple[float, float], ...], top: float, bottom: float) -> list[Frame]:
    return [Frame(x0, top, x1, bottom) for x0, x1 in edges]


def fill(sheet: Sheet, frames: list[Frame], names: str, words: int = 60) -> None:
    for name in names:
        sheet.flow(frames, filler(name, words))


@pytest.mark.parametrize("edges", [TWO, THREE], ids=["two", "three"])
def test_figure_across_the_middle_of_the_page(tmp_path: Path, edges: tuple[tuple[float, float], ...]) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    fill(sheet, columns(edges, 60, 300), "ABCD", 70)
    sheet.figure(48, 320, 547, 520, "Figure 1. " + filler("caption", 30))
    fill(sheet, columns(edges, 540, 790), "EFGH", 70)
    assert body(read(sheet.save())) == sheet.wanted


@pytest.mark.parametrize("place", ["top", "foot"])
@pytest.mark.parametrize("edges", [TWO, THREE], ids=["two", "three"])
def test_figure_across_all_columns_at_an_end_of_the_page(
    tmp_path: Path, place: str, edges: tuple[tuple[float, float], ...]
) -> None:  # fmt: skip
    sheet = Sheet(tmp_path / "page.pdf")
    top, bottom = (290, 790) if place == "top" else (60, 560)
    fill(sheet, columns(edges, top, bottom), "ABCDEF", 90)
    y = 60 if place == "top" else 580
    sheet.figure(48, y, 547, y + 210, "Figure 2. " + filler("caption", 30))
    assert body(read(sheet.save())) == sheet.wanted


def test_figure_within_one_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    left_top, left_foot, right = Frame(48, 60, 290, 300), Frame(48, 540, 290, 790), Frame(305, 60, 547, 790)
    sheet.figure(48, 320, 290, 525, "Figure 3. " + filler("caption", 24))
    fill(sheet, [left_top, left_foot, right], "ABCDEFGH", 75)
    assert body(read(sheet.save())) == sheet.wanted


def test_figure_across_two_of_three_columns(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    frames = [Frame(40, 300, 200, 790), Frame(217, 300, 377, 790), Frame(394, 60, 554, 790)]
    sheet.figure(40, 60, 377, 280, "Figure 4. " + filler("caption", 30))
    fill(sheet, frames, "ABCDEFGH", 70)
    assert body(read(sheet.save())) == sheet.wanted


def test_footnotes_at_the_foot_of_each_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    frames = columns(TWO, 60, 700)
    fill(sheet, frames, "ABCDEFGHIJ", 75)
    for number, (x0, x1) in enumerate(TWO, 1):
        sheet.page.draw_line((x0, 716), (x0 + 80, 716))
        note = Frame(x0, 722, x1, 790)
        sheet.flow([note], f"{number} " + filler(f"note{number}", 30), size=7.5, lead=9, indent=0, wanted=False)
    assert body(read(sheet.save())) == sheet.wanted


@pytest.mark.parametrize("where", ["column", "foot", "middle"])
def test_box_is_read_as_a_whole(tmp_path: Path, where: str) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    boxed = [filler("X", 40), filler("Y", 40)]
    if where == "column":
        sheet.box(305, 60, 547, 250, "Box 1. What is meant", boxed)
        fill(sheet, [Frame(48, 60, 290, 790), Frame(305, 275, 547, 790)], "ABCDEFGH", 75)
    elif where == "foot":
        fill(sheet, columns(TWO, 60, 560), "ABCDEF", 75)
        sheet.box(48, 590, 547, 760, "Box 1. What is meant", boxed)
    else:
        fill(sheet, columns(TWO, 60, 300), "ABC", 75)
        sheet.box(48, 330, 547, 470, "Box 1. What is meant", boxed)
        fill(sheet, columns(TWO, 500, 790), "DEFG", 75)
    found = [text for _, text in paragraphs(read(sheet.save()))]
    at = [found.index(text) for text in boxed]
    assert at[1] == at[0] + 1, "the box's own paragraphs follow one another"
    assert [text for text in found if text in sheet.wanted] == sheet.wanted


def test_narrow_margin_beside_one_column(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    margin = Frame(36, 420, 150, 760)
    for name in ("cited", "dates", "rights"):
        sheet.flow([margin], filler(name, 24), size=7, lead=8.6, indent=0, wanted=False)
        margin.y += 12
    fill(sheet, [Frame(168, 60, 560, 790)], "ABCDEF", 110)
    found = [text for _, text in paragraphs(read(sheet.save()))]
    assert [text for text in found if text in sheet.wanted] == sheet.wanted


@pytest.mark.parametrize("deep", [2, 3])
def test_drop_cap_belongs_to_its_word(tmp_path: Path, deep: int) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    x0, x1 = TWO[0]
    wanted = "Exosomes are small and " + filler("A", 60)
    rest = wanted[1:].split()
    size = {2: 30.0, 3: 43.0}[deep]
    top = 80.0
    sheet.text(x0, top + (deep - 1) * 11.8 + 6, "E", size)
    indent = sheet._width(["E"], size, "tiro") + 2
    beside = Frame(x0 + indent, top - 6, x1, top - 6 + deep * 11.8)
    below = Frame(x0, top - 6 + deep * 11.8, x1, 790)
    sheet.flow([beside, below], " ".join(rest), indent=0, wanted=False)
    sheet.wanted.append(wanted)
    fill(sheet, [below, Frame(*(TWO[1][0], 74.0, TWO[1][1], 790.0))], "BCDEFG", 75)
    assert body(read(sheet.save())) == sheet.wanted


@pytest.mark.parametrize("turn", [-3.0, -1.0, 1.0, 3.0])
def test_page_that_was_laid_askew(tmp_path: Path, turn: float) -> None:
    sheet = Sheet(tmp_path / "page.pdf", turn=turn)
    fill(sheet, columns(TWO, 60, 700), "ABCDEFGH", 75)
    assert body(read(sheet.save())) == sheet.wanted


def test_lines_are_numbered_in_the_margin(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    frame = Frame(90, 60, 520, 780)
    fill(sheet, [frame], "ABCDE", 110)
    for number in range(1, 61):
        sheet.text(56, 60 + number * 11.8 - 11.8 * 0.25, str(number), 8, "helv")
    assert body(read(sheet.save())) == sheet.wanted


def test_text_in_the_margin_that_runs_upward(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "page.pdf")
    fill(sheet, columns(TWO, 60, 700), "ABCDEFGH", 75)
    sheet.text(24, 600, "Downloaded from the archive on a day in spring", 8, "helv", rotate=90)
    found = body(read(sheet.save()))
    assert [text for text in found if text in sheet.wanted] == sheet.wanted
    assert not any("Downloaded" in text for text in sheet.wanted)
