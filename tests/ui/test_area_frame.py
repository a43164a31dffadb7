"""The frame of an area: its geometry, and pictures of projects from anywhere."""

from __future__ import annotations

import struct

from exoannotate.domain.geometry import PagePoint, PageRect
from exoannotate.pdf.png import png
from exoannotate.ui.page.rubber import between, moved, point_on, shifted
from exoannotate.ui.project.pictures import LARGEST, unpacked


def test_rectangles_are_stretched_and_shifted_within_the_page() -> None:
    one, other = PagePoint(0, 90, 10), PagePoint(0, 20, 60)
    rect = between(one, other)
    assert rect == PageRect(0, 20, 10, 90, 60)
    assert moved(rect, (1, 0), PagePoint(0, 5, 0)) == PageRect(0, 20, 10, 28, 60)
    assert moved(rect, (-1, -1), PagePoint(0, 0, 0)) == PageRect(0, 0, 0, 90, 60)
    assert shifted(rect, 100, -100, (100, 100), sizing=False) == PageRect(0, 30, 0, 100, 50)
    assert shifted(rect, -100, 10, (100, 100), sizing=True) == PageRect(0, 20, 10, 28, 70)
    assert point_on((0.0, 2.0, -2.0, 0.0, 50.0, 10.0), 0, 30.0, 30.0) == PagePoint(0, 10.0, 10.0)


def test_only_a_png_of_sensible_size_is_unpacked() -> None:
    made = png(memoryview(bytes([1, 2, 3, 255]) * 900 * 10), 900, 10, 3600)
    assert unpacked(made).width() == LARGEST.width()
    claims = made[:16] + struct.pack(">II", 60_000, 60_000) + made[24:]
    for strange in (b"", b"GIF89a", made[:40], claims, b"<svg/>" + made):
        assert unpacked(strange).isNull()
