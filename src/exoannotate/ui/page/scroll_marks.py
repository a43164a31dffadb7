"""Marks on the scroll bar of a document: where in the whole of it the hits of a search stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from exoannotate.domain.geometry import PagePoint
from exoannotate.ui.look import Look
from exoannotate.ui.page.viewport import Affine, Viewport

_TICK = 2
_HERE = 4
"""Pixels: the height of a mark, and of the mark of the current hit."""


class ScrollMarks(QWidget):
    """Lies over a vertical scroll bar and lets the mouse through."""

    def __init__(self, bar: QScrollBar, look: Look, viewport: Callable[[], Viewport]) -> None:
        super().__init__(bar)
        self._bar, self._look, self._viewport = bar, look, viewport
        self._places: list[PagePoint] = []
        self._current: PagePoint | None = None
        self._rows: set[int] | None = None
        self._laid_out: object = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar.installEventFilter(self)
        look.changed.connect(self.update)
        self.hide()

    def clear(self) -> None:
        """No marks."""
        self._places.clear()
        self._current = None
        self._rows = None
        self.hide()

    def add(self, places: Iterable[PagePoint]) -> None:
        """Mark these places too."""
        self._places += places
        self._rows = None
        if self._places and not self.isVisible():
            self.setGeometry(self._bar.rect())
            self.show()
        self.update()

    def set_current(self, place: PagePoint | None) -> None:
        """Where the current hit stands."""
        self._current = place
        self.update()

    def rows(self) -> set[int]:
        """The pixel rows of the bar that bear a mark."""
        view = self._viewport()
        laid_out = (view.sizes, view.scale, view.turn, view.spread, view.height, self.height())
        if self._rows is None or laid_out != self._laid_out:
            self._laid_out = laid_out
            tops: dict[int, Affine] = {}
            found = set()
            for place in self._places:
                if place.page not in tops:
                    tops[place.page] = view.affine(place.page)
                found.add(self._row(view, place, tops[place.page]))
            self._rows = found
        return self._rows

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._look.colour("accent")
        for row in self.rows():
            painter.fillRect(QRectF(2, row, self.width() - 4, _TICK), colour)
        if self._current is not None:
            view = self._viewport()
            row = self._row(view, self._current, view.affine(self._current.page))
            painter.fillRect(QRectF(0, row - 1, self.width(), _HERE), self._look.colour("text"))
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._bar.rect())
        return False

    def _row(self, view: Viewport, place: PagePoint, affine: Affine) -> int:
        """The pixel row of a place: its share of the whole document, as the handle of the bar has it."""
        _, b, _, d, _, f = affine
        share = (b * place.x + d * place.y + f + view.y) / max(view.content_height, 1.0)
        return round(min(max(share, 0.0), 1.0) * max(self.height() - _TICK, 0))
