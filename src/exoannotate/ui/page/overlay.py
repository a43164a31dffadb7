"""What is painted over a page: highlights with hue, underline and letter, the selection, and the pulse of a jump."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import PassageState
from exoannotate.reading.blocks import blocks
from exoannotate.ui.look import (
    AREA_ALPHA,
    HIGHLIGHT_ALPHA,
    INK,
    OUTLINE,
    PAPER,
    PAPER_ACCENT,
    PULSE,
    SELECTION_ALPHA,
    Look,
    body_font,
    over,
)
from exoannotate.ui.page.layers import Layers, LayersOfPages
from exoannotate.ui.page.marks import HighlightMark
from exoannotate.ui.page.strokes import (
    badge_path,
    meets,
    paint_frame,
    paint_outline,
    paint_underline,
    quads_path,
    tinted,
)
from exoannotate.ui.page.viewport import Affine, Viewport, quad_through

STATE_SIGNS: Mapping[PassageState, str] = {"exact": "", "moved": "→", "fuzzy": "~", "ambiguous": "?", "not found": "?"}
"""Beside the letter of a badge: how the passage was found again."""
_FEW = 6
"""So many highlights on a page are painted afresh each time; more are kept as pictures."""
_LAYER_MOST = 6_000_000
"""Device pixels of a kept picture at most."""


class Overlay(QObject):
    """The layer over the pages. ``changed`` says that something must be painted again."""

    changed = Signal()

    def __init__(self, look: Look, texts: Mapping[int, PageText] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._texts: Mapping[int, PageText] = texts or {}
        self._marks: dict[str, HighlightMark] = {}
        self._by_page: dict[int, list[HighlightMark]] = {}
        self._selected: str | None = None
        self._selection: tuple[Quad, ...] = ()
        self._pulsed: tuple[Quad, ...] = ()
        self._strength = 0.0
        self._version = 0
        self._layers = LayersOfPages(self._paint_hues, self._paint_signs, self)
        self._layers.grown.connect(self.changed)
        self._badges_kept: dict[int, dict[str, tuple[int, PagePoint]]] = {}
        look.changed.connect(self._on_look_changed)
        self._pulse = QVariantAnimation(self)
        self._pulse.setDuration(PULSE)
        self._pulse.setStartValue(1.0)
        self._pulse.setEndValue(0.0)
        self._pulse.setEasingCurve(QEasingCurve.Type.InQuad)
        self._pulse.valueChanged.connect(self._on_pulse)
        self._pulse.finished.connect(self._on_pulse_ended)

    # --- what it shows

    @property
    def selected(self) -> str | None:
        """The passage that is outlined."""
        return self._selected

    @property
    def chosen(self) -> HighlightMark | None:
        """The highlight that is outlined."""
        return self._marks.get(self._selected or "")

    @property
    def marks(self) -> tuple[HighlightMark, ...]:
        return tuple(self._marks.values())

    @property
    def pulsing(self) -> bool:
        """Whether a pulse is running."""
        return self._pulse.state() == QVariantAnimation.State.Running

    def set_texts(self, texts: Mapping[int, PageText]) -> None:
        """The page texts, which tell where columns begin: badges stand left of them."""
        self._texts = texts
        self._layers.forget()
        self._forget()

    def text_came(self) -> None:
        """A page text has come: badges may stand elsewhere."""
        self._forget()

    def _forget(self) -> None:
        self._version += 1
        self._badges_kept.clear()
        self.changed.emit()

    @Slot()
    def _on_look_changed(self) -> None:
        self._forget()

    def set_marks(self, marks: tuple[HighlightMark, ...]) -> None:
        """Show these highlights and no others."""
        self._marks = {mark.passage_id: mark for mark in marks}
        self._by_page = {}
        for mark in marks:
            for page in dict.fromkeys(quad.page for quad in mark.quads):
                self._by_page.setdefault(page, []).append(mark)
        if self._selected not in self._marks:
            self._selected = None
        if not marks:
            self._layers.forget()
        self._forget()

    def on_page(self, page: int) -> tuple[HighlightMark, ...]:
        """The highlights of a page."""
        return tuple(self._by_page.get(page, ()))

    def set_selected(self, passage_id: str | None) -> None:
        """Outline a passage, or none."""
        if passage_id != self._selected:
            self._selected = passage_id
            self.changed.emit()

    def set_selection(self, quads: tuple[Quad, ...]) -> None:
        """Show what is selected now."""
        if quads != self._selection:
            self._selection = quads
            self.changed.emit()

    def pulse(self, quads: tuple[Quad, ...]) -> None:
        """Light these places up for a moment; nothing moves when motion is not wanted."""
        self._pulse.stop()
        self._pulsed = quads
        if self._look.motion and quads:
            self._pulse.start()

    def stop(self) -> None:
        """End what moves."""
        self._layers.forget()
        self._pulse.stop()
        self._on_pulse_ended()

    @Slot(object)
    def _on_pulse(self, value: float) -> None:
        self._strength = float(value)
        self.changed.emit()

    @Slot()
    def _on_pulse_ended(self) -> None:
        self._strength = 0.0
        self._pulsed = ()
        self.changed.emit()

    # --- painting

    def paint(self, painter: QPainter, viewport: Viewport, page: int) -> None:
        """Paint what belongs to a page."""
        affine = viewport.affine(page)
        dark = self._look.page_tone == "dark"
        over_page = QPainter.CompositionMode.CompositionMode_SourceOver
        on_page = over_page if dark else QPainter.CompositionMode.CompositionMode_Multiply
        painter.setPen(Qt.PenStyle.NoPen)
        layers = self._layers_of(viewport, page)
        if layers is not None:
            painter.setCompositionMode(on_page)
            layers.paint(painter, layers.hues, viewport)
            painter.setCompositionMode(over_page)
            layers.paint(painter, layers.signs, viewport)
        else:
            marks = self._seen(viewport, page)
            painter.setCompositionMode(on_page)
            self._paint_hues(painter, marks, affine, page, viewport.zoom)
            painter.setCompositionMode(over_page)
            self._paint_signs(painter, marks, affine, page, viewport.zoom)
        if self._selection:
            painter.setCompositionMode(on_page)
            painter.setPen(Qt.PenStyle.NoPen)
            alpha = SELECTION_ALPHA
            painter.setBrush(tinted(self._accent(), alpha) if dark else QColor(over(PAPER_ACCENT, PAPER, alpha)))
            painter.drawPath(quads_path(self._selection, affine, page))
            painter.setCompositionMode(over_page)
        chosen = self.chosen
        if chosen is not None:
            paint_outline(painter, chosen.quads, affine, page, QColor(self._accent()), OUTLINE)
        if self._pulsed and self._strength > 0:
            glow = tinted(self._accent(), 0.45 * self._strength)
            painter.fillPath(quads_path(self._pulsed, affine, page, grow=2 + 4 * self._strength), glow)

    def _seen(self, viewport: Viewport, page: int) -> list[HighlightMark]:
        """The highlights of a page that reach into what is seen, with room for their badges."""
        seen = viewport.near_part(page, 40.0)
        if seen is None:
            return []
        return [mark for mark in self._by_page.get(page, []) if any(meets(quad, seen) for quad in mark.quads)]

    @property
    def complete(self) -> bool:
        """Whether all highlights that are seen are painted."""
        return not self._layers.growing

    def _layers_of(self, viewport: Viewport, page: int) -> Layers | None:
        """The highlights of a page as kept pictures; None when there are too few of them or the page is too large."""
        width, height = viewport.page_size(page)
        pixels = width * height * viewport.ratio**2
        marks = self._by_page.get(page, ())
        if len(marks) <= _FEW or pixels > _LAYER_MOST:
            return None
        alike = (self._look.page_tone == "dark", viewport.turn)
        return self._layers.of(viewport, page, marks, alike, self._version)

    def accent(self) -> QColor:
        """The accent as it is seen on the page, which may be dark in a light window."""
        return QColor(self._accent())

    def _accent(self) -> str:
        return self._look.colours.accent if self._look.page_tone == "dark" and self._look.dark else PAPER_ACCENT

    def _paint_hues(
        self, painter: QPainter, marks: Iterable[HighlightMark], affine: Affine, page: int, _zoom: float
    ) -> None:  # fmt: skip
        dark = self._look.page_tone == "dark"
        for mark in marks:
            # Multiplying with the hue laid on white at that opacity is the hue at that opacity multiplied.
            hue = self._look.meaning(mark.meaning).colour
            # What is seen in an area must stay what it is: the colours of a figure are tinted by a breath only.
            alpha = AREA_ALPHA if mark.area else HIGHLIGHT_ALPHA
            painter.setBrush(tinted(hue, alpha) if dark else QColor(over(hue, PAPER, alpha)))
            painter.drawPath(quads_path(mark.quads, affine, page))

    def _paint_signs(
        self, painter: QPainter, marks: Sequence[HighlightMark], affine: Affine, page: int, zoom: float
    ) -> None:  # fmt: skip
        """What tells highlights apart without colour: underlines and badges."""
        for mark in marks:
            meaning = self._look.meaning(mark.meaning)
            ink = QColor(meaning.colour) if self._look.page_tone == "dark" else QColor(meaning.colour).darker(118)
            for quad in mark.quads:
                if quad.page == page:
                    corners = quad_through(affine, quad)
                    if mark.area:
                        paint_frame(painter, corners, ink)
                    paint_underline(painter, QPointF(*corners[3]), QPointF(*corners[2]), ink, meaning.pattern)
        badges = self._badges(page)
        for mark in marks:
            if mark.passage_id in badges:
                self._paint_badge(painter, mark, *badges[mark.passage_id], zoom, affine)

    def _badges(self, page: int) -> dict[str, tuple[int, PagePoint]]:
        """Row and place of the badges of those that begin on a page; rows count up on the same printed line."""
        kept = self._badges_kept.get(page)
        if kept is not None:
            return kept
        rows: dict[tuple[int, int], int] = {}
        found = {}
        for mark in self._by_page.get(page, []):
            if mark.quads and mark.quads[0].page == page:
                first = mark.quads[0]
                where = PagePoint(page, first.x0, first.y0 + 6.0) if mark.area else self._badge_place(first)
                key = (round(where.x), round(where.y / 3))
                found[mark.passage_id] = (rows.get(key, 0), where)
                rows[key] = rows.get(key, 0) + 1
        self._badges_kept[page] = found
        return found

    def _badge_place(self, first: Quad) -> PagePoint:
        """The left middle of the first line, moved to the left edge of its column when that is known."""
        x, y = (first.x0 + first.x3) / 2, (first.y0 + first.y3) / 2
        text = self._texts.get(first.page)
        if text is not None:
            for block in blocks(text):
                along, across = block.outside(x, y)
                if along <= 1 and across <= 1:
                    u, _ = block.frame(x, y)
                    return PagePoint(first.page, x - block.dx * (u - block.u0), y - block.dy * (u - block.u0))
        return PagePoint(first.page, x, y)

    def badge_at(self, at: QPointF, viewport: Viewport) -> str:
        """The highlight whose badge is under a pixel, "" for none."""
        for page in viewport.visible():
            affine, badges = viewport.affine(page), self._badges(page)
            for mark in self._seen(viewport, page):
                if mark.passage_id in badges:
                    *_, rect = self._badge(mark, *badges[mark.passage_id], viewport.zoom, affine, body_font())
                    if rect.adjusted(-1, -1, 1, 1).contains(at):
                        return mark.passage_id
        return ""

    def _badge(
        self, mark: HighlightMark, row: int, place: PagePoint, zoom: float, affine: Affine, font: QFont
    ) -> tuple[str, QFont, QRectF]:
        """The letter of a badge, its font made of ``font``, and its place in pixels."""
        letter = self._look.meaning(mark.meaning).letter + STATE_SIGNS[mark.state]
        size = min(max(9.5 * zoom, 8.0), 15.0)
        font.setPixelSize(max(round(size * 0.82), 7))
        font.setWeight(QFont.Weight.Bold)
        width = max(size * 1.15, QFontMetrics(font).horizontalAdvance(letter) + size * 0.45)
        a, b, c, d, e, f = affine
        x, y = a * place.x + c * place.y + e, b * place.x + d * place.y + f
        return letter, font, QRectF(x - width - 2.5, y - size * 0.6 + row * (size * 1.2 + 1), width, size * 1.2)

    def _paint_badge(
        self, painter: QPainter, mark: HighlightMark, row: int, place: PagePoint, zoom: float, affine: Affine
    ) -> None:  # fmt: skip
        meaning = self._look.meaning(mark.meaning)
        letter, font, rect = self._badge(mark, row, place, zoom, affine, QFont(painter.font()))
        painter.setFont(font)
        ground = over(meaning.colour, PAPER, 0.55)
        painter.setPen(QPen(QColor(meaning.colour).darker(125), 0.8))
        painter.setBrush(QColor(ground))
        painter.drawPath(badge_path(rect, speaking=bool(mark.note)))
        painter.setPen(QColor(INK))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letter)
