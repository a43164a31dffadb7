"""The hits of a search as the page shows them: tinted and framed, the one the reader is at by a thicker frame."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from exoannotate.domain.geometry import Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.reading.search import Hit
from exoannotate.reading.snippets import quads
from exoannotate.ui.look import FOUND_ALPHA, FOUND_HERE, OUTLINE, PAPER, PAPER_ACCENT, Look, over
from exoannotate.ui.page.strokes import quads_path, tinted
from exoannotate.ui.page.viewport import Affine, Viewport, quad_through

_FRAMED = 400
"""On a page with more hits only the current one has a frame."""

OfPage = Callable[[int], Sequence[Hit]]


class FoundLayer(QObject):
    """A layer below highlights. ``texts`` are the page texts at hand, which tell where a hit stands."""

    changed = Signal()

    def __init__(self, look: Look, texts: Callable[[], Mapping[int, PageText]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._texts = texts
        self._of_page: OfPage | None = None
        self._current: Hit | None = None
        self._kept: dict[int, tuple[tuple[Hit, tuple[Quad, ...]], ...]] = {}

    def show_hits(self, of_page: OfPage | None) -> None:
        """Show the hits that ``of_page`` tells of each page that is seen; None shows none."""
        self._of_page = of_page
        self.forget()

    def set_current(self, hit: Hit | None) -> None:
        """The hit the reader is at."""
        if hit != self._current:
            self._current = hit
            self.changed.emit()

    def forget(self) -> None:
        """Hits or texts are other ones now."""
        self._kept.clear()
        self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint the hits of a page."""
        here = self._hits(page)
        if not here:
            return
        affine = viewport.affine(page)
        dark = self._look.page_tone == "dark"
        accent = self._look.colours.accent if dark and self._look.dark else PAPER_ACCENT
        over_page = QPainter.CompositionMode.CompositionMode_SourceOver
        painter.setCompositionMode(over_page if dark else QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(accent, FOUND_ALPHA) if dark else QColor(over(accent, PAPER, FOUND_ALPHA)))
        painter.drawPath(quads_path((quad for _, places in here for quad in places), affine, page))
        painter.setCompositionMode(over_page)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if len(here) <= _FRAMED:
            painter.setPen(QPen(QColor(accent), 1.0))
            for hit, places in here:
                if hit != self._current:
                    self._paint_frames(painter, places, affine, page, 0.0)
        painter.setPen(QPen(QColor(accent), OUTLINE + 1))
        for hit, places in here:
            if hit == self._current:
                painter.fillPath(quads_path(places, affine, page, grow=1.5), tinted(accent, FOUND_HERE))
                self._paint_frames(painter, places, affine, page, 1.5)

    def _paint_frames(
        self, painter: QPainter, places: Sequence[Quad], affine: Affine, page: int, grow: float
    ) -> None:  # fmt: skip
        for quad in places:
            if quad.page == page:
                box = QPolygonF([QPointF(*corner) for corner in quad_through(affine, quad)])
                if grow:
                    painter.drawRoundedRect(box.boundingRect().adjusted(-grow, -grow, grow, grow), 2, 2)
                else:
                    painter.drawPolygon(box)

    def _hits(self, page: int) -> tuple[tuple[Hit, tuple[Quad, ...]], ...]:
        if self._of_page is None:
            return ()
        kept = self._kept.get(page)
        if kept is None:
            texts = self._texts()
            if page not in texts:
                return ()
            kept = tuple((hit, quads(texts, hit)) for hit in self._of_page(page))
            self._kept[page] = kept
        return kept
