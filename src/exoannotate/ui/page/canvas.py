"""The scroll of pages: paints them, moves and zooms, and says what the mouse did in pixels of the visible part."""

from __future__ import annotations

from typing import Literal, Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from exoannotate.ui.look import PAGE_GAP, Look
from exoannotate.ui.page.hand import Hand
from exoannotate.ui.page.painting import paint_frame, paint_page, paint_ring, paint_tone, paint_words
from exoannotate.ui.page.rows import Size
from exoannotate.ui.page.tiles import Tiles
from exoannotate.ui.page.viewport import Viewport

Fit = Literal["", "width", "page"]
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
LINE_STEP = 40.0
"""Pixels of an arrow key or of a third of a wheel's notch."""


class Layer(Protocol):
    """Something painted over a page."""

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint what belongs to a page, in pixels of the visible part."""


class Canvas(QAbstractScrollArea):
    """Pages below one another on the canvas colour. It knows no text and no highlight: layers paint those."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    arrangement_changed = Signal()
    """Pages stand in pairs now, or below one another."""
    moved = Signal()
    """Scroll, zoom, turn or size changed."""
    pressed = Signal(QPointF, object)
    """The left button went down at a pixel, with the keyboard modifiers."""
    dragged = Signal(QPointF)
    released = Signal(QPointF)
    double_clicked = Signal(QPointF)
    hovered = Signal(QPointF)

    def __init__(self, tiles: Tiles, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = tiles
        self._look = look
        self._view = Viewport(gap=PAGE_GAP)
        self._layers: tuple[Layer, ...] = ()
        self._fit: Fit = ""
        self._page = -1
        self._syncing = False
        self._ring = False
        self._hand = Hand()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalScrollBar().setSingleStep(int(LINE_STEP))
        self.horizontalScrollBar().setSingleStep(int(LINE_STEP))
        tiles.arrived.connect(self._on_arrived)
        look.changed.connect(self._on_look_changed)

    # --- what it shows

    @property
    def view(self) -> Viewport:
        """The layout, and the converter between pixels and places."""
        return self._view

    @property
    def fit(self) -> Fit:
        """Whether the zoom follows the width or the height of the view."""
        return self._fit

    @property
    def page(self) -> int:
        """The page the reader looks at, from 0."""
        return max(self._page, 0)

    def set_layers(self, layers: tuple[Layer, ...]) -> None:
        """What is painted over each page, in this order."""
        self._layers = layers
        self.viewport().update()

    def put_below(self, layer: Layer) -> None:
        """Paint one more layer, below the others."""
        self.set_layers((layer, *self._layers))

    def put_above(self, layer: Layer) -> None:
        """Paint one more layer, above the others."""
        self.set_layers((*self._layers, layer))

    def take_off(self, layer: Layer) -> None:
        """Paint a layer no more."""
        self.set_layers(tuple(known for known in self._layers if known is not layer))

    def set_sizes(self, sizes: tuple[Size, ...], zoom: float = 1.0, fit: Fit = "") -> None:
        """Show pages of these sizes (points) from the top of the first."""
        self._fit = fit
        self._page = -1
        kept = self._view
        fresh = Viewport(
            sizes, zoom, gap=PAGE_GAP, ratio=self.devicePixelRatioF(), spread=kept.spread, alone=kept.alone
        )
        fresh = fresh.resized(self.viewport().width(), self.viewport().height(), fresh.ratio).laid_out()
        self._change(fresh)
        self._refit()

    # --- moves

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom (1.0 is 100 %), with the place under the pixel ``at`` kept there; without it the view's middle."""
        self._fit = ""
        self._zoom_to(zoom, at)

    def zoom_step(self, direction: int) -> None:
        """One step up or down the ladder of zooms."""
        self.set_zoom(self._view.step(direction))

    def set_fit(self, fit: Fit) -> None:
        """Let the zoom follow the view's width or height, or nothing."""
        self._fit = fit
        self._refit()

    def set_turn(self, turn: int) -> None:
        """Turn the pages to so many quarters clockwise."""
        self._change(self._view.turned(turn))
        self._refit()

    def set_spread(self, spread: bool, alone: bool = True) -> None:
        """Show two pages beside one another; ``alone``: the first by itself, so that odd pages stand right."""
        if (spread, alone) != (self._view.spread, self._view.alone):
            self._change(self._view.arranged(spread, alone))
            self._refit()

    @property
    def hand(self) -> bool:
        """Whether the left button moves pages."""
        return self._hand.tool

    def set_hand(self, hand: bool) -> None:
        """Whether the left button moves pages instead of selecting; the middle button always does."""
        self._hand.tool = hand
        self._hand.drop()
        self._show_hand()

    def go_to(self, page: int) -> None:
        """Scroll to the top of a page."""
        self._change(self._view.at_page(page))

    def show_view(self, view: Viewport) -> None:
        """Take a scrolled copy of ``view``."""
        self._change(view)

    def scroll_by(self, x: float, y: float) -> None:
        """Scroll by so many pixels."""
        self._change(self._view.scrolled_to(self._view.x + x, self._view.y + y))

    def _zoom_to(self, zoom: float, at: QPointF | None) -> None:
        at = at or QPointF(self._view.width / 2, self._view.height / 3)
        self._change(self._view.zoomed(zoom, at.x(), at.y()))

    def _refit(self) -> None:
        if not self._fit or not self._view.sizes or self._view.width <= 0:
            return
        zoom = self._view.fit_width_zoom() if self._fit == "width" else self._view.fit_page_zoom(self.page)
        if abs(zoom - self._view.zoom) > 1e-6:
            self._change(self._view.zoomed(zoom, self._view.width / 2, 0.0))

    def _change(self, view: Viewport) -> None:
        old, self._view = self._view, view
        zoomed = old.zoom != view.zoom and old.sizes is view.sizes
        self._sync_bars()
        self._tiles.look_at(view, soon=not zoomed)
        self.viewport().update()
        if old.zoom != view.zoom:
            self.zoom_changed.emit(view.zoom)
        if (old.spread, old.alone) != (view.spread, view.alone):
            self.arrangement_changed.emit()
        page = view.current()
        if view.sizes and page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.moved.emit()

    def _sync_bars(self) -> None:
        most_x, most_y = self._view.scroll_range()
        self._syncing = True
        for bar, most, page, value in (
            (self.horizontalScrollBar(), most_x, self._view.width, self._view.x),
            (self.verticalScrollBar(), most_y, self._view.height, self._view.y),
        ):
            bar.setRange(0, round(most))
            bar.setPageStep(max(round(page), 1))
            bar.setValue(round(value))
        self._syncing = False

    # --- Qt's events

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        if not self._syncing:
            x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
            self._change(self._view.scrolled_to(x, y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self.viewport().size()
        self._change(self._view.resized(size.width(), size.height(), self.devicePixelRatioF()))
        self._refit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tiles.wake(self._view)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tiles.rest()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._change(self._view.resized(self._view.width, self._view.height, self.devicePixelRatioF()))
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # The ring tells a reader without a mouse where the keys go; after a click it would only disturb.
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._ring = event.reason() in _BY_KEY
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, angle = event.pixelDelta(), event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = pixels.y() / 240 if angle.isNull() else angle.y() / 120
            if turned:
                self.set_zoom(self._view.zoom * 1.2**turned, event.position())
        elif not pixels.isNull():
            self.scroll_by(-pixels.x(), -pixels.y())
        else:
            x, y = angle.x(), angle.y()
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                x, y = x or y, 0
            self.scroll_by(-x * LINE_STEP * 3 / 120, -y * LINE_STEP * 3 / 120)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        step = self._view.height - LINE_STEP
        match event.key():
            case Qt.Key.Key_PageDown if plain:
                self.scroll_by(0, step)
            case Qt.Key.Key_PageUp if plain:
                self.scroll_by(0, -step)
            case Qt.Key.Key_Space if plain:
                self.scroll_by(0, step)
            case Qt.Key.Key_Space if shift:
                self.scroll_by(0, -step)
            case Qt.Key.Key_N if plain:
                self.go_to(self._view.beyond(self.page, 1))
            case Qt.Key.Key_P if plain:
                self.go_to(self._view.beyond(self.page, -1))
            case Qt.Key.Key_Home if plain or event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self.go_to(0)
            case Qt.Key.Key_End if plain or event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                self._change(self._view.scrolled_to(self._view.x, self._view.content_height))
            case Qt.Key.Key_Down if plain:
                self.scroll_by(0, LINE_STEP)
            case Qt.Key.Key_Up if plain:
                self.scroll_by(0, -LINE_STEP)
            case Qt.Key.Key_Right if plain:
                self.scroll_by(LINE_STEP, 0)
            case Qt.Key.Key_Left if plain:
                self.scroll_by(-LINE_STEP, 0)
            case _:
                # Up to the view, which has the keys of selections.
                event.ignore()
                return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._hand.press(event):
            self._show_hand()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(event.position(), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hand.holds:
            by = self._hand.move(event)
            self.scroll_by(-by.x(), -by.y())
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.position())
        elif not self._hand.tool:
            self.hovered.emit(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hand.holds:
            clicked = self._hand.release(event)
            self._show_hand()
            if clicked:
                # A click of the hand opens what a click opens.
                self.pressed.emit(event.position(), event.modifiers())
                self.released.emit(event.position())
        elif event.button() == Qt.MouseButton.LeftButton:
            self.released.emit(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._hand.press(event):
            self._show_hand()
        elif event.button() == Qt.MouseButton.LeftButton:
            self.double_clicked.emit(event.position())

    def _show_hand(self) -> None:
        shape = self._hand.cursor
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if shape is None else shape)

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._look.colour("canvas"))
        around = QRectF(self.viewport().rect())
        for page in self._view.visible():
            rect = self._view.page_rect(page)
            if rect.right < -PAGE_GAP or rect.x > around.width() + PAGE_GAP:
                continue  # the other page of a spread, out of sight at the side
            paint_frame(painter, self._look, rect)
            paint_page(painter, self._tiles, self._view, page, rect)
            paint_tone(painter, self._look, rect)
            for layer in self._layers:
                painter.save()
                layer.paint(painter, self._view, page)
                painter.restore()
            if self._tiles.error(page):
                paint_words(painter, around, rect, self._tiles.error(page))
            elif self._tiles.slow(page):
                paint_words(painter, around, rect, f"Page {page + 1} takes long to draw. You can go on meanwhile.")
        if self._ring and self.hasFocus():
            paint_ring(painter, self._look, around)
        painter.end()

    @Slot(int)
    def _on_arrived(self, page: int) -> None:
        if page in self._view.visible():
            self.viewport().update()

    @Slot()
    def _on_look_changed(self) -> None:
        self.viewport().update()
