"""Where the characters of a page stand, and the geometry under it."""

from __future__ import annotations

import math

import pytest

from exoannotate.domain.geometry import PagePoint, PageRect, Quad, bounds
from exoannotate.domain.pagetext import Line, PageText, Paragraph


def line(start: int, end: int, x: float, y: float, angle: float = 0.0) -> Line:
    """A line of characters 5 points wide, ascent 8 and descent 2 points, written at ``angle`` degrees clockwise."""
    turn = math.radians(angle)
    edges = tuple(5.0 * i for i in range(end - start + 1))
    return Line(start, end, x, y, round(math.cos(turn), 9), round(math.sin(turn), 9), 8.0, 2.0, 10.0, False, edges)


TEXT = "Exosomes carry\nresistance"
RAW = "Exo-\nsomes carry\nresistance\n"
ORIGIN = (0, 1, 2, *range(5, 16), -1, *range(17, 27))
PAGE = PageText(
    page=3,
    width=600.0,
    height=800.0,
    text=TEXT,
    raw=RAW,
    origin=ORIGIN,
    lines=(line(0, 3, 100, 50), line(3, 14, 100, 62), line(15, 25, 300, 50)),
    paragraphs=(Paragraph(0, 14), Paragraph(15, 25, "heading")),
)


def test_the_sample_is_sound() -> None:
    assert len(ORIGIN) == len(TEXT)
    assert all(place < 0 or RAW[place] == TEXT[i] for i, place in enumerate(ORIGIN))


@pytest.mark.parametrize("angle", [0, 90, 180, 270, 30])
def test_a_quad_goes_round_in_reading_direction(angle: float) -> None:
    quad = line(10, 20, 100, 200, angle).quad(3, 12, 15)
    assert quad.page == 3
    turn = math.radians(angle)
    # Start-top, end-top, end-bottom, start-bottom of an upright line, turned about the start of the baseline.
    for (x, y), (along, down) in zip(quad.corners, ((10, -8), (25, -8), (25, 2), (10, 2)), strict=True):
        assert x == pytest.approx(100 + along * math.cos(turn) - down * math.sin(turn), abs=1e-6)
        assert y == pytest.approx(200 + along * math.sin(turn) + down * math.cos(turn), abs=1e-6)


def test_a_quad_is_cut_to_its_line() -> None:
    whole = PAGE.lines[0].quad(3, 0, 3)
    assert PAGE.lines[0].quad(3, -5, 99) == whole
    assert whole.bounds() == PageRect(3, 100, 42, 115, 52)


def test_one_quad_for_each_printed_line() -> None:
    found = PAGE.quads(1, 17)
    assert [q.bounds() for q in found] == [
        PageRect(3, 105, 42, 115, 52),
        PageRect(3, 100, 54, 155, 64),
        PageRect(3, 300, 42, 310, 52),
    ]
    assert PAGE.quads(14, 15) == ()  # the newline between the paragraphs stands nowhere
    assert PAGE.quads(5, 5) == ()
    assert len(PAGE.quads(3, 4)) == 1


def test_line_and_paragraph_of_a_character() -> None:
    assert [PAGE.line_at(i) for i in (0, 2, 3, 13, 14, 15, 24)] == [0, 0, 1, 1, 1, 2, 2]
    assert PAGE.paragraph_at(14) is None
    assert [PAGE.paragraph_at(i) for i in (0, 13, 15)] == [PAGE.paragraphs[0]] * 2 + [PAGE.paragraphs[1]]
    assert PAGE.paragraph_texts() == ("Exosomes carry", "resistance")
    empty = PageText(0, 600, 800, "", "", (), (), ())
    assert empty.line_at(0) is None and empty.paragraph_at(0) is None and empty.quads(0, 9) == ()
    assert empty.raw_of(0, 9) == "" and empty.paragraph_texts() == ()


def test_text_as_printed() -> None:
    assert PAGE.raw_of(0, 8) == "Exo-\nsomes"
    assert PAGE.raw_of(3, 8) == "somes"
    assert PAGE.raw_of(9, 25) == "carry\nresistance"
    assert PAGE.raw_of(14, 15) == ""


# Geometry --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("corners", [((0, 0), (4, 0), (4, 2), (0, 2)), ((0, 0), (0, 2), (4, 2), (4, 0))])
def test_points_in_a_quad(corners: tuple[tuple[float, float], ...]) -> None:
    quad = Quad(1, *(number for corner in corners for number in corner))
    for x, y, inside in ((2, 1, True), (0, 0, True), (4, 1, True), (4.1, 1, False), (-1, 1, False), (2, 3, False)):
        assert quad.contains(PagePoint(1, x, y)) is inside
    assert not quad.contains(PagePoint(2, 2, 1))


def test_points_in_a_turned_quad() -> None:
    diamond = Quad(0, 0, -2, 2, 0, 0, 2, -2, 0)
    assert diamond.contains(PagePoint(0, 0.9, 0.9))
    assert not diamond.contains(PagePoint(0, 1.1, 1.1))  # inside the bounds, outside the quad
    assert diamond.bounds().contains(PagePoint(0, 1.1, 1.1))


def test_bounds_stay_on_the_first_page() -> None:
    first, second = Quad(0, 0, 0, 4, 0, 4, 2, 0, 2), Quad(0, 10, 10, 14, 10, 14, 12, 10, 12)
    other = Quad(1, 50, 50, 60, 50, 60, 60, 50, 60)
    assert bounds([]) is None
    assert bounds([first, second, other]) == PageRect(0, 0, 0, 14, 12)
    assert (PageRect(0, 1, 2, 4, 8).width, PageRect(0, 1, 2, 4, 8).height) == (3, 6)
    assert PageRect(0, 1, 2, 4, 8).contains(PagePoint(0, 4, 8))
    assert not PageRect(0, 1, 2, 4, 8).contains(PagePoint(1, 2, 3))
