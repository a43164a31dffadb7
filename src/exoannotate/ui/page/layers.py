"""Pictures of the highlights of pages that have many: drawn a few at a time, so that the window never waits for them.

A page with 2,000 highlights takes more than a second to draw. What was drawn before stays in sight, scaled if need be,
until the new picture is whole; where there was none, the highlights appear one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from exoannotate.ui.page.marks import HighlightMark
from exoannotate.ui.page.viewport import Affine, Viewport

STEP = 0.02
"""Seconds of drawing at a time."""
KEPT = 4
"""Of how many pages pictures are kept."""
_SHOW_EVERY = 0.1
"""Seconds between two looks at a picture that grows."""

Stroke = Callable[[QPainter, Sequence[HighlightMark], Affine, int, float], None]
"""Paints highlights of a page; the last number is the zoom."""


@dataclass(slots=True)
class Layers:
    """The highlights of a page as pictures: what is multiplied with the page, and what lies over it."""

    key: tuple[object, ...]
    alike: tuple[object, ...]
    page: int
    affine: Affine
    zoom: float
    marks: tuple[HighlightMark, ...]
    hues: QImage
    signs: QImage
    done: int = 0

    @property
    def whole(self) -> bool:
        return self.done >= len(self.marks)

    def paint(self, painter: QPainter, picture: QImage, viewport: Viewport) -> None:
        """Paint one of the two pictures where the page is now."""
        rect = viewport.page_rect(self.page)
        if self.zoom == viewport.zoom:
            painter.drawImage(QPointF(rect.x, rect.y), picture)
        else:
            painter.drawImage(QRectF(rect.x, rect.y, rect.width, rect.height), picture)


class LayersOfPages(QObject):
    """Keeps the pictures of some pages and draws what is missing. ``grown``: paint again."""

    grown = Signal()

    def __init__(self, hues: Stroke, signs: Stroke, parent: QObject) -> None:
        super().__init__(parent)
        self._hues, self._signs = hues, signs
        self._kept: dict[int, Layers] = {}
        self._growing: dict[int, Layers] = {}
        self._shown_at = 0.0
        self._clock = QTimer(self)
        self._clock.setInterval(0)
        self._clock.timeout.connect(self._on_time)

    @property
    def growing(self) -> bool:
        """Whether a picture is not whole yet."""
        return bool(self._growing)

    def forget(self) -> None:
        """Keep nothing."""
        self._clock.stop()
        self._kept.clear()
        self._growing.clear()

    def of(self, viewport: Viewport, page: int, marks: Sequence[HighlightMark], alike: tuple[object, ...],
           version: int) -> Layers:  # fmt: skip
        """The best picture there is of a page. ``alike``: what must be the same for an older one to serve meanwhile;
        its first part says whether the page is dark."""
        key = (*alike, viewport.zoom, viewport.ratio, version)
        kept = self._kept.get(page)
        if kept is not None and kept.key == key:
            self._growing.pop(page, None)
            return kept
        new = self._growing.get(page)
        if new is None or new.key != key:
            new = self._growing[page] = _blank(viewport, page, tuple(marks), key, alike)
            self._step(new)
        if new.whole:
            return new
        self._clock.start()
        return kept if kept is not None and kept.alike == alike else new

    @Slot()
    def _on_time(self) -> None:
        if not self._growing:
            self._clock.stop()
            return
        layers = next(iter(self._growing.values()))
        self._step(layers)
        if layers.whole or time.perf_counter() - self._shown_at > _SHOW_EVERY:
            self._shown_at = time.perf_counter()
            self.grown.emit()

    def _step(self, layers: Layers) -> None:
        """Draw for a moment; a picture that is whole takes the place of the one before."""
        until = time.perf_counter() + STEP
        dark = bool(layers.alike[0])
        with_hues, with_signs = QPainter(layers.hues), QPainter(layers.signs)
        for painter in (with_hues, with_signs):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        with_hues.setPen(Qt.PenStyle.NoPen)
        if not dark:
            with_hues.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        while not layers.whole and time.perf_counter() < until:
            few = layers.marks[layers.done : layers.done + 4]
            self._hues(with_hues, few, layers.affine, layers.page, layers.zoom)
            self._signs(with_signs, few, layers.affine, layers.page, layers.zoom)
            layers.done += len(few)
        with_hues.end()
        with_signs.end()
        if layers.whole:
            self._growing.pop(layers.page, None)
            self._kept.pop(layers.page, None)
            self._kept[layers.page] = layers
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]


def _blank(
    viewport: Viewport, page: int, marks: tuple[HighlightMark, ...], key: tuple[object, ...], alike: tuple[object, ...]
) -> Layers:
    rect = viewport.page_rect(page)
    size = QSize(round(rect.width * viewport.ratio), round(rect.height * viewport.ratio))
    a, b, c, d, e, f = viewport.affine(page)
    images = []
    for ground in (Qt.GlobalColor.transparent if alike[0] else Qt.GlobalColor.white, Qt.GlobalColor.transparent):
        image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(viewport.ratio)
        image.fill(ground)
        images.append(image)
    return Layers(key, alike, page, (a, b, c, d, e - rect.x, f - rect.y), viewport.zoom, marks, images[0], images[1])
