"""Which highlight a click means."""

from __future__ import annotations

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.ui.page.marks import HighlightMark, cycle, hit


def quad(page: int, x0: float, y0: float, x1: float, y1: float) -> Quad:
    return Quad(page, x0, y0, x1, y0, x1, y1, x0, y1)


WIDE = HighlightMark("wide", (quad(0, 0, 0, 200, 10), quad(0, 0, 12, 200, 22)), "resistance")
SMALL = HighlightMark("small", (quad(0, 50, 0, 90, 10),), "cargo")
OTHER = HighlightMark("other", (quad(1, 0, 0, 200, 10),), "cargo")
MARKS = (WIDE, SMALL, OTHER)


def test_the_smallest_comes_first() -> None:
    assert hit(MARKS, PagePoint(0, 60, 5)) == ("small", "wide")
    assert hit(MARKS, PagePoint(0, 10, 15)) == ("wide",)
    assert hit(MARKS, PagePoint(1, 60, 5)) == ("other",)
    assert hit(MARKS, PagePoint(0, 300, 5)) == ()


def test_a_little_beside_is_hit_too() -> None:
    assert hit(MARKS, PagePoint(0, 200.8, 5)) == ("wide",)
    assert hit(MARKS, PagePoint(0, 202, 5)) == ()


def test_clicks_go_round() -> None:
    assert cycle((), "x") is None
    assert cycle(("a", "b"), None) == "a"
    assert cycle(("a", "b"), "a") == "b"
    assert cycle(("a", "b"), "b") == "a"
    assert cycle(("a", "b"), "elsewhere") == "a"


def test_a_turned_highlight() -> None:
    turned = HighlightMark("up", (Quad(0, 10, 100, 10, 20, 20, 20, 20, 100),), "note")
    assert hit((turned,), PagePoint(0, 15, 60)) == ("up",)
    skewed = HighlightMark("skew", (Quad(0, 0, 0, 100, 20, 100, 30, 0, 10),), "note")
    assert hit((skewed,), PagePoint(0, 50, 15)) == ("skew",)
    assert hit((skewed,), PagePoint(0, 95, 3)) == ()
