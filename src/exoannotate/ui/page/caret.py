"""Caret mode: a caret in the text that keys move, so that everything can be selected without a mouse."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPen

from exoannotate.domain.geometry import PagePoint
from exoannotate.reading import moves
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Place
from exoannotate.reading.selection import Selection
from exoannotate.reading.sentences import word_at
from exoannotate.ui.look import CARET, INK, PAPER, XL, Look, S
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.keys import CONTROL, NONE, SHIFT, Key, plain, text_move
from exoannotate.ui.page.selection import Selector
from exoannotate.ui.page.texts import Texts
from exoannotate.ui.page.viewport import Viewport, quad_through

_OVERLAP = 40.0
"""Pixels of the last screen that are still seen after a page key."""


class CaretMode(QObject):
    """The caret as a layer over the pages, and its keys. The place itself is the selector's."""

    toggled = Signal(bool)
    spoken = Signal(str)
    """The printed line the caret is in, when it is another one than before."""

    def __init__(
        self, canvas: Canvas, texts: Texts, selector: Selector, look: Look, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._canvas, self._texts, self._selector, self._look = canvas, texts, selector, look
        self._on = False
        self._lit = True
        self._line = ""
        self._wanted: tuple[PagePoint, bool] | None = None
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._on_blink)
        selector.caret_moved.connect(self._on_moved)
        texts.ready.connect(self._on_text_ready)

    @property
    def on(self) -> bool:
        """Whether the caret is shown."""
        return self._on

    @property
    def lit(self) -> bool:
        """Whether it is painted just now; it blinks while the page has the focus."""
        return self._on and self._lit

    def set_on(self, on: bool) -> None:
        """Show the caret, where keys acted last or in the first line seen; or hide it."""
        if on == self._on:
            return
        self._on = on
        if on:
            self._bring()
        self._wanted = None
        self._restart()
        self._canvas.viewport().update()
        self.toggled.emit(on)

    def stop(self) -> None:
        """End what moves."""
        self._blink.stop()

    def focus(self, has: bool) -> None:
        """The page got or lost the focus: the caret blinks only where keys go."""
        self._lit = True
        self._restart() if has else self._blink.stop()
        self._canvas.viewport().update()

    def word(self) -> Selection:
        """The word at the caret."""
        place = self._selector.caret
        page = self._texts.pages.get(place.page) if place else None
        if place is None or page is None:
            return Selection()
        start, end = word_at(page.text, place.index)
        return reading.between(self._texts.pages, (place.page, start), (place.page, end))

    def key(self, event: QKeyEvent) -> bool:
        """Move the caret, or the end of the selection by a screen with Shift; False for other keys."""
        if not self._on:
            return False
        extending = bool(plain(event) & SHIFT)
        if event.key() in (Key.Key_PageDown, Key.Key_PageUp) and plain(event) in (NONE, SHIFT):
            self._by_screen(1 if event.key() == Key.Key_PageDown else -1, extending)
            return True
        if event.key() in (Key.Key_Home, Key.Key_End) and plain(event) in (CONTROL, CONTROL | SHIFT):
            self._to_end(1 if event.key() == Key.Key_End else -1, extending)
            return True
        wanted = text_move(event, extending=False)
        if wanted is None:
            return False
        if self._selector.caret is None:
            self._bring()
        self._selector.move_caret(*wanted)
        self.reveal()
        return True

    def reveal(self) -> None:
        """Scroll so far that the caret is seen, and no farther."""
        place = self._selector.caret
        quad = moves.bar(self._texts.pages, place) if place else None
        if quad is None:
            return
        view = self._canvas.view
        rect = view.quad_rect(quad)
        x = min(rect.x - XL, 0.0) + max(rect.right + XL - view.width, 0.0)
        y = min(rect.y - XL, 0.0) + max(rect.bottom + XL * 3 - view.height, 0.0)
        if x or y:
            self._canvas.scroll_by(x, y)

    # --- painting

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """A dark line in a light one, or the other way round on dark pages, so that it is seen on everything."""
        place = self._selector.caret
        if not self.lit or place is None or place.page != page:
            return
        quad = moves.bar(self._texts.pages, place)
        if quad is None:
            return
        corners = quad_through(viewport.affine(page), quad)
        top, bottom = QPointF(*corners[0]), QPointF(*corners[3])
        inner, outer = (PAPER, INK) if self._look.page_tone == "dark" else (INK, PAPER)
        for colour, width in ((outer, CARET + 2.0), (inner, float(CARET))):
            pen = QPen(QColor(colour), width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(top, bottom)

    # --- moves

    def _bring(self) -> None:
        """Put the caret into what is seen, unless it is there."""
        place = self._selector.caret
        if place is not None and self._selector.sees(place):
            return
        first = self._selector.first_seen()
        if first is not None:
            self._selector.put(Place(*first))

    def _by_screen(self, way: int, extending: bool) -> None:
        """As far as the page scrolls; the caret keeps its place on the screen."""
        place = self._selector.caret
        quad = moves.bar(self._texts.pages, place) if place else None
        if quad is None:
            return
        self.reveal()
        view = self._canvas.view
        rect, before = view.quad_rect(quad), view.y
        self._canvas.scroll_by(0, way * (view.height - _OVERLAP))
        after = self._canvas.view
        # At the start and the end of the document the page stays and the caret goes alone.
        rest = way * (view.height - _OVERLAP) - (after.y - before)
        y = min(max((rect.y + rect.bottom) / 2 + rest, 1.0), after.height - 1.0)
        point = after.to_page(rect.x, y)
        if point is not None:
            self._go(point, extending)

    def _to_end(self, way: int, extending: bool) -> None:
        sizes = self._canvas.view.sizes
        if not sizes:
            return
        page = len(sizes) - 1 if way > 0 else 0
        point = PagePoint(page, sizes[page][0], sizes[page][1]) if way > 0 else PagePoint(page, 0.0, 0.0)
        self._canvas.show_view(self._canvas.view.showing(point, at=0.5))
        self._go(point, extending)

    def _go(self, point: PagePoint, extending: bool) -> None:
        """To a place on a page, at once or when its text has come."""
        place = moves.at_point(self._texts.pages, point)
        if place is None:
            self._wanted = (point, extending)
            return
        self._wanted = None
        if extending:
            self._selector.extend_to(place)
        else:
            self._selector.put(place)
        self.reveal()

    @Slot(int)
    def _on_text_ready(self, page: int) -> None:
        if self._on and self._wanted is not None and self._wanted[0].page == page:
            self._go(*self._wanted)
        elif self._on and self._selector.caret is None and page in self._canvas.view.visible():
            self._bring()

    @Slot()
    def _on_moved(self) -> None:
        if not self._on:
            return
        self._wanted = None
        self._lit = True
        self._restart()
        self._canvas.viewport().update()
        place = self._selector.caret
        line = moves.line_text(self._texts.pages, place) if place else ""
        if place is not None and line != self._line:
            self._line = line
            self.spoken.emit(f"Page {place.page + 1}: {line}")

    def _restart(self) -> None:
        """Begin to blink anew: a caret that moves is always seen."""
        flash = QGuiApplication.styleHints().cursorFlashTime()
        if self._on and self._look.motion and flash > 0 and self._canvas.hasFocus():
            self._blink.start(flash // 2)
        else:
            self._blink.stop()

    @Slot()
    def _on_blink(self) -> None:
        self._lit = not self._lit
        place = self._selector.caret
        quad = moves.bar(self._texts.pages, place) if place else None
        if quad is not None and quad.page in self._canvas.view.visible():
            rect = self._canvas.view.quad_rect(quad)
            box = QRectF(rect.x, rect.y, rect.width, rect.height)
            self._canvas.viewport().update(box.adjusted(-S, -S, S, S).toAlignedRect())
