"""The words on a page that the field in hand was read from: tinted and underlined in the hue of the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from exoannotate.domain.geometry import Quad
from exoannotate.ui.look import HIGHLIGHT_ALPHA, PAPER, PAPER_ACCENT, POINTED, Look, over
from exoannotate.ui.page.strokes import quads_path, tinted
from exoannotate.ui.page.viewport import Viewport, quad_through


class PointedLayer(QObject):
    """A layer over the highlights, whose underlines are thinner."""

    changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.quads: tuple[Quad, ...] = ()
        self._meaning = ""

    def show_words(self, quads: Sequence[Quad], meaning: str) -> None:
        """Underline these places, one line of print each; ``meaning`` gives the hue, "" the accent."""
        if (tuple(quads), meaning) != (self.quads, self._meaning):
            self.quads, self._meaning = tuple(quads), meaning
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint what belongs to a page."""
        here = [quad for quad in self.quads if quad.page == page]
        if not here:
            return
        affine = viewport.affine(page)
        hue = QColor(self._look.meaning(self._meaning).colour if self._meaning else PAPER_ACCENT)
        dark = self._look.page_tone == "dark"
        ink = hue if dark else hue.darker(118)
        pen = QPen(ink, POINTED)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        over_page = QPainter.CompositionMode.CompositionMode_SourceOver
        painter.setCompositionMode(over_page if dark else QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        alpha = HIGHLIGHT_ALPHA
        painter.setBrush(tinted(hue.name(), alpha) if dark else QColor(over(hue.name(), PAPER, alpha)))
        painter.drawPath(quads_path(here, affine, page))
        painter.setCompositionMode(over_page)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        for quad in here:
            corners = [QPointF(*corner) for corner in quad_through(affine, quad)]
            painter.drawLine(corners[3], corners[2])
            # Short ends turn up, so that the line is told from an underline of print without its colour.
            for low, high in ((corners[3], corners[0]), (corners[2], corners[1])):
                painter.drawLine(low, low + (high - low) * 0.22)
