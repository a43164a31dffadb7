"""Which pictures of pages are wanted, those that are there, and how they are painted.

Up to ``WHOLE_MOST`` device pixels a page is drawn whole; beyond, its seen part and half a screen around it. What is
there is painted, scaled if need be, until what is wanted has come: there is never an empty frame.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter

from exoannotate.domain.errors import ExoError
from exoannotate.domain.geometry import PageRect
from exoannotate.pdf.client import PdfClient, PdfInfo, Picture
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.ui.look import PAPER, PAPER_LINES
from exoannotate.ui.page.viewport import Viewport

WHOLE_MOST = 10_000_000
"""The largest page, in device pixels, that is drawn whole: 40 MB."""
BASE_MOST = 1_500_000
"""Device pixels of the coarse picture under the sharp part of a page drawn in parts."""
CACHE = 128 << 20
"""Bytes of pictures kept."""
PATIENCE = 2000
"""Milliseconds without a picture after which the page says that it takes long."""

Kind = Literal["whole", "part"]
Key = tuple[int, Kind]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture to ask for: ``scale`` in device pixels per point, ``clip`` None for the whole page."""

    page: int
    scale: float
    clip: PageRect | None = None

    @property
    def key(self) -> Key:
        return (self.page, "whole" if self.clip is None else "part")


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture that is there. ``scale`` as drawn, (x, y) its place on the page in pixels of that scale."""

    wanted: Wanted
    image: QImage
    scale: float
    x: int
    y: int

    def serves(self, wanted: Wanted, seen: PageRect | None) -> bool:
        """Whether nothing sharper or larger is needed."""
        if abs(self.wanted.scale / wanted.scale - 1) > 0.001:
            return False
        if wanted.clip is None or self.wanted.clip is None:
            return wanted.clip == self.wanted.clip
        have = self.wanted.clip
        slack = 1.0 / wanted.scale
        return seen is None or (
            have.x0 <= seen.x0 + slack
            and have.y0 <= seen.y0 + slack
            and have.x1 >= seen.x1 - slack
            and have.y1 >= seen.y1 - slack
        )


def wanted(viewport: Viewport) -> tuple[Wanted, ...]:
    """The pictures that the visible pages and one page around them need, the most urgent first."""
    visible = viewport.visible()
    if not visible:
        return ()
    scale = viewport.scale * viewport.ratio
    middle = viewport.height / 2
    seen = sorted(visible, key=lambda page: abs(_middle(viewport, page) - middle))
    found: list[Wanted] = []
    for page in seen:
        width, height = viewport.sizes[page]
        area = width * height * scale * scale
        if area <= WHOLE_MOST:
            found.append(Wanted(page, scale))
            continue
        part = viewport.near_part(page, max(viewport.width, viewport.height) / 2)
        if part is not None:
            found.append(Wanted(page, scale, part))
        found.append(Wanted(page, scale * (BASE_MOST / area) ** 0.5))
    for page in (visible[-1] + 1, visible[0] - 1):
        if 0 <= page < len(viewport.sizes):
            width, height = viewport.sizes[page]
            area = width * height * scale * scale
            found.append(Wanted(page, scale if area <= WHOLE_MOST else scale * (BASE_MOST / area) ** 0.5))
    return tuple(found)


def _middle(viewport: Viewport, page: int) -> float:
    rect = viewport.page_rect(page)
    return (max(rect.y, 0) + min(rect.bottom, viewport.height)) / 2


class Tiles(QObject):
    """Asks the PDF client for pictures, keeps them within a number of bytes and paints them."""

    arrived = Signal(int)
    """A page has a new picture or an error."""

    def __init__(self, client: PdfClient, jobs: Jobs, *, cache: int = CACHE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._jobs = jobs
        self._cache = cache
        self._info: PdfInfo | None = None
        self._viewport = Viewport()
        self._tiles: OrderedDict[Key, Tile] = OrderedDict()
        self._asked: dict[Key, tuple[Wanted, Job[Picture]]] = {}
        self._errors: dict[int, str] = {}
        # Requests of one burst of scrolling or zooming are made together.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._ask)
        self._slow: set[int] = set()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._on_patience)

    @property
    def bytes(self) -> int:
        """Bytes held by pictures."""
        return sum(tile.image.sizeInBytes() for tile in self._tiles.values())

    @property
    def complete(self) -> bool:
        """Whether everything that is seen is there as sharp as wanted, or said why not."""
        visible = set(self._viewport.visible())
        missing = [one for one in wanted(self._viewport) if one.page in visible and not self._served(one)]
        return not missing

    def show(self, info: PdfInfo | None) -> None:
        """Start with another document, or none."""
        for _, job in self._asked.values():
            job.cancel()
        self._timer.stop()
        self._patience.stop()
        self._asked.clear()
        self._tiles.clear()
        self._errors.clear()
        self._slow.clear()
        self._info = info
        self._viewport = Viewport()

    def look_at(self, viewport: Viewport, *, soon: bool = True) -> None:
        """Say what is seen now. ``soon`` False waits until a zoom has come to rest."""
        self._viewport = viewport
        if soon and self._timer.isActive() and self._timer.interval() == 0:
            return
        self._timer.start(0 if soon else 80)

    def error(self, page: int) -> str:
        """Why a page cannot be shown, or nothing."""
        return self._errors.get(page, "")

    def slow(self, page: int) -> bool:
        """Whether a page without any picture has been waited for too long to say nothing."""
        return page in self._slow and not self.has(page) and not self.error(page)

    def has(self, page: int) -> bool:
        """Whether there is a picture of a page, however coarse."""
        return (page, "whole") in self._tiles or (page, "part") in self._tiles

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint a page with the best that is there; the painter's origin is the page's corner, unturned.

        White paper with grey lines when nothing is there yet.
        """
        width, height = viewport.sizes[page]
        s = viewport.scale
        paper = QRectF(0, 0, width * s, height * s)
        painter.fillRect(paper, QColor(PAPER))
        whole = self._tiles.get((page, "whole"))
        part = self._tiles.get((page, "part"))
        if whole is None and part is None:
            if not self.error(page):
                _paint_lines(painter, paper, s)
            return
        sharp = s * viewport.ratio
        if whole is not None:
            _paint_tile(painter, whole, s, sharp)
        # A part of another zoom is worth showing only while it is sharper than the whole.
        if part is not None and (whole is None or (sharp > whole.scale * 1.05 and part.scale > whole.scale)):
            _paint_tile(painter, part, s, sharp)

    # --- requests

    def _served(self, one: Wanted) -> bool:
        if one.page in self._errors:
            return True
        tile = self._tiles.get(one.key)
        return tile is not None and tile.serves(one, self._viewport.seen_part(one.page))

    @Slot()
    def _ask(self) -> None:
        if self._info is None:
            return
        wishes = wanted(self._viewport)
        by_key = {one.key: one for one in wishes}
        for key, (asked, job) in list(self._asked.items()):
            now = by_key.get(key)
            if now is None or not _same(asked, now, self._viewport):
                job.cancel()
                del self._asked[key]
        # The client draws the latest request first, so the most urgent is made last.
        for one in reversed(wishes):
            if not self._served(one) and one.key not in self._asked:
                self._request(self._info, one)
        self._evict(by_key)
        if self._asked and not self._patience.isActive():
            self._patience.start()

    @Slot()
    def _on_patience(self) -> None:
        for page in self._viewport.visible():
            if any(key[0] == page for key in self._asked) and not self.has(page):
                self._slow.add(page)
                self.arrived.emit(page)
        if self._asked:
            self._patience.start()

    def _request(self, info: PdfInfo, one: Wanted) -> None:
        def done(picture: Picture) -> None:
            self._on_picture(info, one, picture)

        def failed(error: BaseException) -> None:
            self._on_failed(info, one, error)

        try:
            future = self._client.picture(info, one.page, one.scale, clip=one.clip)
        except ExoError as error:
            failed(error)
            return
        self._asked[one.key] = (one, self._jobs.watch(future, done=done, failed=failed, dropped=Picture.release))

    def _on_picture(self, info: PdfInfo, one: Wanted, picture: Picture) -> None:
        # Copied out of the shared memory (about 1 ms), so that the cache and not the mapping decides what stays.
        image = QImage(picture.memory, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32).copy()
        tile = Tile(one, image, picture.scale, picture.x, picture.y)
        picture.release()
        if self._info is not info:
            return
        self._forget(one)
        self._tiles[one.key] = tile
        self._tiles.move_to_end(one.key)
        self._evict({wish.key: wish for wish in wanted(self._viewport)})
        self.arrived.emit(one.page)

    def _on_failed(self, info: PdfInfo, one: Wanted, error: BaseException) -> None:
        if self._info is not info:
            return
        self._forget(one)
        if not isinstance(error, ExoError):
            raise error
        self._errors[one.page] = str(error)
        self.arrived.emit(one.page)

    def _forget(self, one: Wanted) -> None:
        asked = self._asked.get(one.key)
        if asked is not None and asked[0] is one:
            del self._asked[one.key]

    def _evict(self, keep: dict[Key, Wanted]) -> None:
        size = self.bytes
        for key in list(self._tiles):
            if size <= self._cache:
                return
            if key not in keep:
                size -= self._tiles.pop(key).image.sizeInBytes()


def _same(asked: Wanted, now: Wanted, viewport: Viewport) -> bool:
    """Whether what was asked still serves what is wanted now."""
    if abs(asked.scale / now.scale - 1) > 0.001:
        return False
    seen = viewport.seen_part(now.page)
    if asked.clip is None or now.clip is None or seen is None:
        return asked.clip == now.clip
    have = asked.clip
    return have.x0 <= seen.x0 and have.y0 <= seen.y0 and have.x1 >= seen.x1 and have.y1 >= seen.y1


def _paint_tile(painter: QPainter, tile: Tile, s: float, sharp: float) -> None:
    """Paint a picture; pixel on pixel when it has the wanted scale."""
    factor = s / tile.scale
    if abs(tile.scale / sharp - 1) < 0.001:
        # One device pixel each: a page rounded by a pixel must not be resampled.
        factor = s / sharp
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, True)
    image = tile.image
    target = QRectF(tile.x * factor, tile.y * factor, image.width() * factor, image.height() * factor)
    painter.drawImage(target, image)


def _paint_lines(painter: QPainter, paper: QRectF, s: float) -> None:
    """Grey lines like a printed page's, where text will be."""
    left, width = paper.width() * 0.12, paper.width() * 0.76
    step = 14 * s
    if step < 3:
        return
    y, k = paper.height() * 0.09, 0
    colour = QColor(PAPER_LINES)
    while y < paper.height() * 0.92 and k < 400:
        long = 0.62 if k % 7 == 6 else 1.0
        painter.fillRect(QRectF(left, y, width * long, step * 0.45), colour)
        y += step * (1.8 if k % 7 == 6 else 1.0)
        k += 1
