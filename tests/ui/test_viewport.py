"""The layout of pages and the way between pixels and places."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exoannotate.domain.geometry import PagePoint
from exoannotate.ui.page.viewport import Viewport
from exoannotate.ui.page.wishes import WHOLE_MOST, wanted

SIZES = ((595.0, 842.0), (842.0, 595.0), (612.0, 792.0), (300.0, 300.0), (595.0, 842.0))


def made(zoom: float = 1.0, turn: int = 0, y: float = 0.0, ratio: float = 1.0) -> Viewport:
    return Viewport(SIZES, zoom, turn, 900, 700, 0, y, ratio).laid_out()


@given(
    st.sampled_from([0.25, 1.0, 1.5, 3.0]), st.integers(0, 3), st.floats(0, 5000), st.sampled_from([1.0, 1.5, 2.0]),
    st.integers(0, 4), st.floats(0, 1), st.floats(0, 1),
)  # fmt: skip
def test_a_place_comes_back(zoom: float, turn: int, y: float, ratio: float, page: int, a: float, b: float) -> None:
    view = made(zoom, turn, y, ratio)
    width, height = SIZES[page]
    x, down = view.to_pixels(PagePoint(page, a * width, b * height))
    again = view.to_page(x, down)
    assert again is not None and again.page == page
    assert again.x == pytest.approx(a * width, abs=0.01) and again.y == pytest.approx(b * height, abs=0.01)


@given(st.sampled_from([0.5, 1.0, 2.0]), st.integers(0, 3), st.floats(800, 2000), st.floats(0.4, 6.0))
def test_zoom_keeps_the_place_under_the_pointer(zoom: float, turn: int, y: float, to: float) -> None:
    view = made(zoom, turn, y)
    point = view.to_page(450, 350)
    assert point is not None
    after = view.zoomed(to, 450, 350)
    _, down = after.to_pixels(point)
    assert abs(down - 350) <= 1.0 or after.y in (0.0, after.scroll_range()[1])


def test_pages_do_not_overlap_and_lie_in_the_middle() -> None:
    view = made()
    rects = [view.page_rect(k) for k in range(len(SIZES))]
    for one, other in pairwise(rects):
        assert other.y - one.bottom == pytest.approx(12, abs=1)
    room = max(view.content_width, view.width)
    assert all(abs(rect.x + rect.width / 2 - room / 2) <= 1 for rect in rects)


def test_what_is_seen() -> None:
    assert list(made().visible()) == [0]
    view = made().at_page(1)
    assert view.current() == 1 and view.visible().start == 1
    assert made(y=1e9).current() == len(SIZES) - 1
    assert list(made(0.1).visible()) == [0, 1, 2, 3, 4]
    assert list(Viewport().laid_out().visible()) == []
    part = made(4.0).seen_part(0)
    assert part is not None and part.height == pytest.approx((700 - 12) / (4 * 96 / 72), abs=1)
    assert made().seen_part(4) is None


def test_beside_and_between_pages() -> None:
    view = made()
    beside = view.to_page(2, 300)
    assert beside is not None and beside.page == 0 and beside.x < 0
    bottom = view.page_rect(0).bottom
    above, below = view.to_page(400, bottom + 3), view.to_page(400, bottom + 9)
    assert above is not None and above.page == 0 and below is not None and below.page == 1
    assert Viewport().laid_out().to_page(1, 1) is None


def test_fit_and_steps() -> None:
    view = made()
    wide = view.zoomed(view.fit_width_zoom(1), 0, 0)
    assert wide.page_rect(1).width == pytest.approx(900 - 24, abs=1)
    whole = view.zoomed(view.fit_page_zoom(0), 0, 0)
    assert whole.page_rect(0).height <= 700
    assert view.step(1) == 1.1 and view.step(-1) == 0.9
    assert made(8.0).step(1) == 8.0


def test_odd_sizes_do_no_harm() -> None:
    view = Viewport(((0.5, 14000.0), (20000.0, 20000.0), (0.0, 0.0)), 1.0, width=800, height=600).laid_out()
    assert view.page_rect(0).width >= 4
    assert view.fit_page_zoom(2) > 0
    assert wanted(view)


def test_what_is_wanted() -> None:
    near = wanted(made(1.0, y=1000.0))
    assert near[0].page in (0, 1) and {one.page for one in near} >= {0, 1, 2}
    assert all(one.clip is None for one in near)
    far = wanted(made(8.0, ratio=2.0).showing(PagePoint(0, 200, 200), at=0.1))
    assert far[0].clip is not None and far[0].scale == pytest.approx(8 * 96 / 72 * 2)
    for one in far:
        width, height = SIZES[one.page]
        if one.clip is None:
            assert width * height * one.scale**2 <= WHOLE_MOST * 1.01
        else:
            assert one.clip.width * one.clip.height * one.scale**2 < 40_000_000


def test_three_thousand_pages_lay_out_quickly() -> None:
    view = Viewport(((595.0, 842.0),) * 3000, width=900, height=700).laid_out()
    view = view.at_page(2999)
    assert view.current() == 2999 and len(view.visible()) <= 3
