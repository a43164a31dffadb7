"""The place of a candidate on its page: framed, because it is no highlight yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter

from exoannotate.domain.geometry import Quad
from exoannotate.ui.look import OUTLINE, PAPER, PAPER_ACCENT, SELECTION_ALPHA, Look, over
from exoannotate.ui.page.strokes import paint_outline, quads_path, tinted
from exoannotate.ui.page.viewport import Viewport


class CandidateLayer(QObject):
    """A layer over the highlights."""

    changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.quads: tuple[Quad, ...] = ()

    def show_place(self, quads: Sequence[Quad]) -> None:
        """Frame these places, one line of print each; none for nothing."""
        if tuple(quads) != self.quads:
            self.quads = tuple(quads)
            self.changed.emit()

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint what belongs to a page."""
        here = [quad for quad in self.quads if quad.page == page]
        if not here:
            return
        affine = viewport.affine(page)
        dark = self._look.page_tone == "dark"
        accent = self._look.colours.accent if dark and self._look.dark else PAPER_ACCENT
        alpha = SELECTION_ALPHA / 2
        over_page = QPainter.CompositionMode.CompositionMode_SourceOver
        painter.setCompositionMode(over_page if dark else QPainter.CompositionMode.CompositionMode_Multiply)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(accent, alpha) if dark else QColor(over(accent, PAPER, alpha)))
        painter.drawPath(quads_path(here, affine, page))
        painter.setCompositionMode(over_page)
        paint_outline(painter, here, affine, page, QColor(accent), OUTLINE)
