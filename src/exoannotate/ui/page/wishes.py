"""Which pictures the view needs now, the most urgent first, and whether one that is there will do.

Up to ``WHOLE_MOST`` device pixels a page is drawn whole. Beyond, three pictures make it up: a coarse one of the whole
page, so that there is never an empty frame; the part that is seen, which is sharp first; and that part with half a
screen round it, so that a scroll finds it sharp already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QImage

from exoannotate.domain.geometry import PageRect
from exoannotate.pdf.client import Picture
from exoannotate.ui.page.viewport import Viewport

WHOLE_MOST = 10_000_000
"""The largest page, in device pixels, that is drawn whole: 40 MB."""
BASE_MOST = 1_500_000
"""Device pixels of the coarse picture under the sharp part of a page drawn in parts."""
BASE_KEPT = 3_000_000
"""Device pixels up to which a sharper picture of the whole page is kept in place of the coarse one."""
NEAR_MOST = 12_000_000
"""Device pixels of a part with what is round it: 48 MB. Where the screen alone has more, nothing is added to it."""
SLACK = 24.0
"""Pixels round the seen part that are drawn with it, so that a small step shows no edge."""

Kind = Literal["whole", "near", "part"]
Key = tuple[int, Kind]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to ask for: ``scale`` in device pixels per point, ``clip`` None for the whole page.

    ``need``: what of it must be there for an older one to do. ``coarse``: a sharper one does as well.
    """

    page: int
    scale: float
    kind: Kind = "whole"
    clip: PageRect | None = None
    need: PageRect | None = None
    coarse: bool = False

    @property
    def key(self) -> Key:
        return (self.page, self.kind)

    def met_by(self, scale: float, clip: PageRect | None, pixels: float) -> bool:
        """Whether a picture of that scale and part does; ``pixels``: how many it has."""
        if self.coarse:
            return clip is None and scale >= self.scale * 0.999 and pixels <= BASE_KEPT
        if abs(scale / self.scale - 1) > 0.001:
            return False
        if self.clip is None or self.need is None or clip is None:
            return clip is None
        slack = 1.0 / self.scale
        return (
            clip.x0 <= self.need.x0 + slack
            and clip.y0 <= self.need.y0 + slack
            and clip.x1 >= self.need.x1 - slack
            and clip.y1 >= self.need.y1 - slack
        )

    def helped_by(self, asked: Wanted) -> bool:
        """Whether a picture under way should be finished: it does, or has half of what is seen meanwhile.

        Without that nothing would ever become sharp while a reader scrolls on and on.
        """
        if self.met_by(asked.scale, asked.clip, 0):
            return True
        if self.need is None or asked.clip is None or abs(asked.scale / self.scale - 1) > 0.001:
            return False
        across = min(self.need.x1, asked.clip.x1) - max(self.need.x0, asked.clip.x0)
        down = min(self.need.y1, asked.clip.y1) - max(self.need.y0, asked.clip.y0)
        return across > 0 and down > 0 and across * down >= self.need.width * self.need.height / 2


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture that is there. ``scale`` as drawn, (x, y) its place on the page in pixels of that scale.

    ``image`` wraps the memory that ``picture`` holds, which is given back with the last reference to it: copying it
    would cost more than painting it.
    """

    wanted: Wanted
    image: QImage
    picture: Picture
    scale: float
    x: int
    y: int

    @classmethod
    def of(cls, wanted: Wanted, picture: Picture) -> Tile:
        """Wrap what came from the worker."""
        size = (picture.width, picture.height, picture.stride)
        image = QImage(picture.memory, *size, QImage.Format.Format_RGB32)
        return cls(wanted, image, picture, picture.scale, picture.x, picture.y)

    def serves(self, wanted: Wanted) -> bool:
        """Whether nothing sharper or larger is needed. A picture that had to be drawn smaller than asked for does."""
        pixels = self.image.width() * self.image.height()
        return wanted.met_by(self.wanted.scale, self.wanted.clip, pixels)


def wanted(viewport: Viewport) -> tuple[Wanted, ...]:
    """The pictures that the visible pages and the rows round them need, the most urgent first."""
    visible = viewport.visible()
    if not visible:
        return ()
    middle = viewport.height / 2
    nearest = sorted(visible, key=lambda page: abs(_middle(viewport, page) - middle))
    sharp: list[Wanted] = []
    bases: list[Wanted] = []
    near: list[Wanted] = []
    for page in nearest:
        seen = viewport.seen_part(page)
        if _pixels(viewport, page) <= WHOLE_MOST:
            # The other page of a spread may be out of sight at the side.
            (sharp if seen is not None else near).append(Wanted(page, _scale(viewport)))
            continue
        bases.append(_base(viewport, page))
        clip = viewport.near_part(page, SLACK)
        if seen is not None and clip is not None:
            sharp.append(Wanted(page, _scale(viewport), "part", clip, seen))
            near += _near(viewport, page)
    later = [page for step in (1, -1) for page in _row(viewport, visible[-1] if step > 0 else visible[0], step)]
    return (*sharp, *bases, *near, *(_ahead(viewport, page) for page in later))


def _scale(viewport: Viewport) -> float:
    return viewport.scale * viewport.ratio


def _pixels(viewport: Viewport, page: int) -> float:
    width, height = viewport.sizes[page]
    return width * height * _scale(viewport) ** 2


def _base(viewport: Viewport, page: int) -> Wanted:
    scale = _scale(viewport) * (BASE_MOST / _pixels(viewport, page)) ** 0.5
    return Wanted(page, scale, coarse=True)


def _ahead(viewport: Viewport, page: int) -> Wanted:
    return Wanted(page, _scale(viewport)) if _pixels(viewport, page) <= WHOLE_MOST else _base(viewport, page)


def _near(viewport: Viewport, page: int) -> list[Wanted]:
    """The seen part with up to half a screen round it; it is renewed when less than half of that is left."""
    screen = max(viewport.width * viewport.height * viewport.ratio**2, 1.0)
    share = min(0.5, ((NEAR_MOST / screen) ** 0.5 - 1) / 2)
    if share < 0.05:
        return []
    margin = share * min(viewport.width, viewport.height)
    clip, need = viewport.near_part(page, margin), viewport.near_part(page, margin / 2)
    return [Wanted(page, _scale(viewport), "near", clip, need)] if clip is not None else []


def _row(viewport: Viewport, page: int, step: int) -> range:
    """The pages of the row after or before that of a page."""
    row = viewport.rows.row_of(page) + step
    return viewport.rows.pages_of(row) if 0 <= row < viewport.rows.count else range(0)


def _middle(viewport: Viewport, page: int) -> float:
    rect = viewport.page_rect(page)
    return (max(rect.y, 0) + min(rect.bottom, viewport.height)) / 2
