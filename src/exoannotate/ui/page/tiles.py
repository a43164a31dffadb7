"""Asks for pictures of pages, keeps those that are there within a number of bytes, and paints them.

What is there is painted, scaled if need be, until what is wanted has come: there is never an empty frame. At most
``AT_ONCE`` pictures are under way, the most urgent ones: what is no longer needed never begins, or is stopped.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter

from exoannotate.domain.errors import ExoError
from exoannotate.pdf.client import PdfClient, PdfInfo, Picture
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.ui.look import PAPER, PAPER_LINES
from exoannotate.ui.page.viewport import Viewport
from exoannotate.ui.page.wishes import Key, Tile, Wanted, wanted

CACHE = 24 << 20
"""Bytes of pictures kept beyond those that are needed now."""
RESERVE = 48 << 20
"""Bytes of the memory shared with the worker that stay free for what is seen next, here or in another tab."""
AT_ONCE = 2
"""Pictures under way: one is drawn, one waits, so that the worker never does."""
PATIENCE = 2000
"""Milliseconds without a picture after which the page says that it takes long."""


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
        self._resting = False
        self._viewport = Viewport()
        self._tiles: dict[Key, Tile] = {}
        self._asked: dict[Key, tuple[Wanted, Job[Picture]]] = {}
        self._errors: dict[int, str] = {}
        self._refused: dict[Key, Wanted] = {}  # parts that could not be drawn, of pages that are seen all the same
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
        """Whether everything that is seen is there as sharp as wanted, or said why not; nothing is seen at rest."""
        if self._resting:
            return True
        visible = set(self._viewport.visible())
        wishes = [one for one in wanted(self._viewport) if one.page in visible and one.kind != "near"]
        return all(self._served(one) for one in wishes)

    def show(self, info: PdfInfo | None) -> None:
        """Start with another document, or none."""
        for _, job in self._asked.values():
            job.cancel()
        self._timer.stop()
        self._patience.stop()
        self._asked.clear()
        self._drop(*self._tiles)
        self._errors.clear()
        self._refused.clear()
        self._slow.clear()
        self._info = info
        self._viewport = Viewport()

    def look_at(self, viewport: Viewport, *, soon: bool = True) -> None:
        """Say what is seen now. ``soon`` False waits until a zoom has come to rest."""
        was, self._viewport = self._viewport, viewport
        if self._resting:
            return
        only_scrolled = was.rows is viewport.rows and (was.scale, was.width, was.height, was.ratio, was.turn) == (
            viewport.scale, viewport.width, viewport.height, viewport.ratio, viewport.turn,
        )  # fmt: skip
        if only_scrolled and soon and not self._timer.isActive():
            self._ask()  # before what is there is painted
        elif not (soon and self._timer.isActive() and self._timer.interval() == 0):
            self._timer.start(0 if soon else 80)

    def rest(self) -> None:
        """Nothing of this is in sight until ``wake``: stop, and keep no more than what a first look back needs."""
        self._resting = True
        self._timer.stop()
        self._patience.stop()
        for _, job in self._asked.values():
            job.cancel()
        self._asked.clear()
        visible = self._viewport.visible() if self._client.free_memory > RESERVE else range(0)
        self._drop(*(key for key in self._tiles if key[0] not in visible or key[1] == "near"))

    def wake(self, viewport: Viewport) -> None:
        """It is in sight again."""
        self._resting = False
        self.look_at(viewport)

    def error(self, page: int) -> str:
        """Why a page cannot be shown, or nothing."""
        return self._errors.get(page, "")

    def slow(self, page: int) -> bool:
        """Whether a page without any picture has been waited for too long to say nothing."""
        return page in self._slow and not self.has(page) and not self.error(page)

    def has(self, page: int) -> bool:
        """Whether there is a picture of a page, however coarse."""
        return any((page, kind) in self._tiles for kind in ("whole", "near", "part"))

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint a page with the best that is there; the painter's origin is the page's corner, unturned.

        White paper with grey lines when nothing is there yet.
        """
        width, height = viewport.sizes[page]
        s = viewport.scale
        paper = QRectF(0, 0, width * s, height * s)
        painter.fillRect(paper, QColor(PAPER))
        if not self.has(page):
            if not self.error(page):
                _paint_lines(painter, paper, s)
            return
        sharp = s * viewport.ratio
        whole = self._tiles.get((page, "whole"))
        if whole is not None:
            _paint_tile(painter, whole, s, sharp)
        parts = [self._tiles[key] for key in ((page, "near"), (page, "part")) if key in self._tiles]
        # The one that is as sharp as wanted comes last. Parts of another zoom are worth showing only while they are
        # sharper than the whole.
        for part in sorted(parts, key=lambda tile: (abs(tile.scale / sharp - 1) < 0.001, tile.scale)):
            if whole is None or (sharp > whole.scale * 1.05 and part.scale > whole.scale):
                _paint_tile(painter, part, s, sharp)

    # --- requests

    def _served(self, one: Wanted) -> bool:
        if one.page in self._errors:
            return True
        refused = self._refused.get(one.key)
        if refused is not None and one.met_by(refused.scale, refused.clip, 0):
            return True
        kinds: tuple[Key, ...] = ((one.page, "part"), (one.page, "near")) if one.kind == "part" else (one.key,)
        return any(key in self._tiles and self._tiles[key].serves(one) for key in kinds)

    @Slot()
    def _ask(self) -> None:
        if self._info is None or self._resting:
            return
        wishes = wanted(self._viewport)
        urgent = [one for one in wishes if not self._served(one)][:AT_ONCE]
        by_key = {one.key: one for one in urgent}
        for key, (asked, job) in list(self._asked.items()):
            now = by_key.get(key)
            if now is None or not now.helped_by(asked):
                # Not wanted any more, or in the way of something more urgent.
                del self._asked[key]
                job.cancel()
        for rank, one in enumerate(urgent):
            if one.key not in self._asked:
                self._request(self._info, one, later=rank > 0)
        self._evict(wishes)
        if self._asked and not self._patience.isActive():
            self._patience.start()

    def _go_on(self) -> None:
        """Ask for what is next, unless a zoom is under way: its end asks."""
        if not self._timer.isActive():
            self._ask()

    @Slot()
    def _on_patience(self) -> None:
        for page in self._viewport.visible():
            if any(key[0] == page for key in self._asked) and not self.has(page):
                self._slow.add(page)
                self.arrived.emit(page)
        if self._asked:
            self._patience.start()

    def _request(self, info: PdfInfo, one: Wanted, *, later: bool) -> None:
        def done(picture: Picture) -> None:
            self._on_picture(info, one, picture)

        def failed(error: BaseException) -> None:
            self._on_failed(info, one, error)

        try:
            future = self._client.picture(info, one.page, one.scale, clip=one.clip, later=later)
        except ExoError as error:
            failed(error)
            return
        self._asked[one.key] = (one, self._jobs.watch(future, done=done, failed=failed, dropped=Picture.release))

    def _on_picture(self, info: PdfInfo, one: Wanted, picture: Picture) -> None:
        if self._info is not info:
            picture.release()
            return
        self._forget(one)
        self._drop(one.key)
        self._tiles[one.key] = Tile.of(one, picture)
        self._go_on()
        self.arrived.emit(one.page)

    def _on_failed(self, info: PdfInfo, one: Wanted, error: BaseException) -> None:
        if self._info is not info:
            return
        self._forget(one)
        if not isinstance(error, ExoError):
            raise error
        if one.kind != "whole" and self.has(one.page):
            self._refused[one.key] = one
        else:
            self._errors[one.page] = str(error)
        self._go_on()
        self.arrived.emit(one.page)

    def _forget(self, one: Wanted) -> None:
        asked = self._asked.get(one.key)
        if asked is not None and asked[0] is one:
            del self._asked[one.key]

    def _evict(self, wishes: tuple[Wanted, ...]) -> None:
        """Drop what no wish needs: parts of pages that stand there whole or are out of sight at once, then the
        farthest pictures until the rest is small enough."""
        visible = self._viewport.visible()
        keep = {one.key for one in wishes}
        keep |= {(page, "part") for page, kind in keep if kind == "near"}
        for page, kind in list(self._tiles):
            whole = next((one for one in wishes if one.key == (page, "whole") and not one.coarse), None)
            stands = whole is not None and self._served(whole)
            if (kind == "near" and page not in visible) or (kind != "whole" and stands):
                self._drop((page, kind))
        size, most = self.bytes, self._cache if self._client.free_memory > RESERVE else 0
        middle = (visible.start + visible.stop) / 2
        for key in sorted(self._tiles, key=lambda key: -abs(key[0] + 0.5 - middle)):
            if size <= most:
                return
            if key not in keep:
                size -= self._tiles[key].image.sizeInBytes()
                self._drop(key)

    def _drop(self, *keys: Key) -> None:
        """Give the memory of pictures back at once; what still refers to one may be swept up much later."""
        for key in keys:
            tile = self._tiles.pop(key, None)
            if tile is not None:
                tile.picture.release()


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
