"""What is painted over a page: highlights with hue, underline and letter, the selection, and the pulse of a jump.

Which highlight a click means is decided by plain functions over quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import PassageState
from exoannotate.reading.selection import blocks
from exoannotate.ui.look import HIGHLIGHT_ALPHA, INK, OUTLINE, PAPER, PAPER_ACCENT, PULSE, SELECTION_ALPHA, Look, over
from exoannotate.ui.page.viewport import Viewport

STATE_SIGNS: Mapping[PassageState, str] = {"exact": "", "moved": "→", "fuzzy": "~", "ambiguous": "?", "not found": "?"}
"""Beside the letter of a badge: how the passage was found again."""
_SLACK = 1.0
"""Points by which a click may miss a highlight."""


@dataclass(frozen=True, slots=True)
class HighlightMark:
    """A highlight as the page shows it: its places, what it means and how well it was found again."""

    passage_id: str
    quads: tuple[Quad, ...]
    meaning: str
    state: PassageState = "exact"


def hit(marks: Iterable[HighlightMark], point: PagePoint) -> tuple[str, ...]:
    """The passages under a point, the smallest first, so that one within another can be reached."""
    found = []
    for mark in marks:
        if any(_near(quad, point) for quad in mark.quads):
            found.append((sum(_area(quad) for quad in mark.quads), mark.passage_id))
    return tuple(passage_id for _, passage_id in sorted(found))


def cycle(under: tuple[str, ...], chosen: str | None) -> str | None:
    """The passage that a click means: the one after the chosen one when that lies there too."""
    if not under:
        return None
    if chosen in under:
        return under[(under.index(chosen) + 1) % len(under)]
    return under[0]


def _near(quad: Quad, point: PagePoint) -> bool:
    if quad.contains(point):
        return True
    box = quad.bounds()
    upright = abs(quad.y0 - quad.y1) < 0.01 or abs(quad.x0 - quad.x1) < 0.01
    if not upright or point.page != quad.page:
        return False
    return box.x0 - _SLACK <= point.x <= box.x1 + _SLACK and box.y0 - _SLACK <= point.y <= box.y1 + _SLACK


def _area(quad: Quad) -> float:
    box = quad.bounds()
    return box.width * box.height


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
    def marks(self) -> tuple[HighlightMark, ...]:
        return tuple(self._marks.values())

    @property
    def pulsing(self) -> bool:
        """Whether a pulse is running."""
        return self._pulse.state() == QVariantAnimation.State.Running

    def set_texts(self, texts: Mapping[int, PageText]) -> None:
        """The page texts, which tell where columns begin: badges stand left of them."""
        self._texts = texts

    def set_marks(self, marks: tuple[HighlightMark, ...]) -> None:
        """Show these highlights and no others."""
        self._marks = {mark.passage_id: mark for mark in marks}
        self._by_page = {}
        for mark in marks:
            for page in dict.fromkeys(quad.page for quad in mark.quads):
                self._by_page.setdefault(page, []).append(mark)
        if self._selected not in self._marks:
            self._selected = None
        self.changed.emit()

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
        marks = self._by_page.get(page, [])
        dark = self._look.page_tone == "dark"
        multiply = QPainter.CompositionMode.CompositionMode_Multiply
        plain = QPainter.CompositionMode.CompositionMode_SourceOver
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setCompositionMode(plain if dark else multiply)
        for mark in marks:
            # Multiplying with the hue laid on white at that opacity is the hue at that opacity multiplied.
            hue = self._look.meaning(mark.meaning).colour
            painter.setBrush(_alpha(hue, HIGHLIGHT_ALPHA) if dark else QColor(over(hue, PAPER, HIGHLIGHT_ALPHA)))
            painter.drawPath(_path(mark.quads, viewport, page))
        if self._selection:
            alpha = SELECTION_ALPHA
            painter.setBrush(_alpha(self._accent(), alpha) if dark else QColor(over(PAPER_ACCENT, PAPER, alpha)))
            painter.drawPath(_path(self._selection, viewport, page))
        painter.setCompositionMode(plain)
        for mark in marks:
            self._paint_underlines(painter, mark, viewport, page)
        for row, mark in self._badges(page):
            self._paint_badge(painter, mark, row, viewport, page)
        chosen = self._marks.get(self._selected or "")
        if chosen is not None:
            _outline(painter, chosen.quads, viewport, page, QColor(self._accent()), OUTLINE)
        if self._pulsed and self._strength > 0:
            glow = _alpha(self._accent(), 0.45 * self._strength)
            painter.fillPath(_path(self._pulsed, viewport, page, grow=2 + 4 * self._strength), glow)

    def _accent(self) -> str:
        return self._look.colours.accent if self._look.page_tone == "dark" and self._look.dark else PAPER_ACCENT

    def _paint_underlines(self, painter: QPainter, mark: HighlightMark, viewport: Viewport, page: int) -> None:
        meaning = self._look.meaning(mark.meaning)
        ink = QColor(meaning.colour) if self._look.page_tone == "dark" else QColor(meaning.colour).darker(118)
        for quad in mark.quads:
            if quad.page == page:
                corners = viewport.quad_pixels(quad)
                paint_underline(painter, QPointF(*corners[3]), QPointF(*corners[2]), ink, meaning.pattern)

    def _badges(self, page: int) -> list[tuple[int, HighlightMark]]:
        """The highlights that begin on a page, with their row where several begin on the same printed line."""
        rows: dict[tuple[int, int], int] = {}
        found = []
        for mark in self._by_page.get(page, []):
            if mark.quads and mark.quads[0].page == page:
                where = self._badge_place(mark.quads[0])
                key = (round(where.x), round(where.y / 3))
                found.append((rows.get(key, 0), mark))
                rows[key] = rows.get(key, 0) + 1
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

    def _paint_badge(
        self, painter: QPainter, mark: HighlightMark, row: int, viewport: Viewport, page: int
    ) -> None:  # fmt: skip
        meaning = self._look.meaning(mark.meaning)
        letter = meaning.letter + STATE_SIGNS[mark.state]
        size = min(max(9.5 * viewport.zoom, 8.0), 15.0)
        font = QFont(painter.font())
        font.setPixelSize(max(round(size * 0.82), 7))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        width = max(size * 1.15, painter.fontMetrics().horizontalAdvance(letter) + size * 0.45)
        x, y = viewport.to_pixels(self._badge_place(mark.quads[0]))
        rect = QRectF(x - width - 2.5, y - size * 0.6 + row * (size * 1.2 + 1), width, size * 1.2)
        ground = over(meaning.colour, PAPER, 0.55)
        painter.setPen(QPen(QColor(meaning.colour).darker(125), 0.8))
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(rect, 2.5, 2.5)
        painter.setPen(QColor(INK))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), letter)


def paint_underline(painter: QPainter, start: QPointF, end: QPointF, ink: QColor, pattern: str) -> None:
    """Draw the underline of a meaning from one pixel to another; legends and chips use the same."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1.2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    match pattern:
        case "thin":
            pen.setWidthF(0.8)
        case "thick":
            pen.setWidthF(2.4)
        case "dotted":
            pen.setWidthF(1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 2.0])
        case "dashed":
            pen.setDashPattern([4.0, 2.5])
        case "dash-dot":
            pen.setDashPattern([5.0, 2.0, 1.2, 2.0])
        case _:
            pen.setWidthF(1.4)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pattern == "wavy":
        painter.drawPath(_wave(start, end))
    elif pattern == "double":
        painter.drawLine(start, end)
        side = _normal(start, end) * 2.6
        painter.drawLine(start + side, end + side)
    else:
        painter.drawLine(start, end)


def _normal(start: QPointF, end: QPointF) -> QPointF:
    """The unit vector to the right of the way from start to end: downwards for a line of text."""
    way = end - start
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
    return QPointF(-way.y() / length, way.x() / length)


def _wave(start: QPointF, end: QPointF) -> QPainterPath:
    path = QPainterPath(start)
    way, side = end - start, _normal(start, end)
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    halves = max(round(length / 3.0), 1)
    for k in range(min(halves, 4000)):
        middle, after = start + way * ((k + 0.5) / halves), start + way * ((k + 1) / halves)
        path.quadTo(middle + side * (2.2 if k % 2 else -2.2), after)
    return path


def _path(quads: Iterable[Quad], viewport: Viewport, page: int, *, grow: float = 0.0) -> QPainterPath:
    """The quads of a page as one path, so that lines that overlap are not painted twice."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for quad in quads:
        if quad.page == page:
            polygon = QPolygonF([QPointF(*corner) for corner in viewport.quad_pixels(quad)])
            if grow:
                polygon = QPolygonF(polygon.boundingRect().adjusted(-grow, -grow, grow, grow))
            path.addPolygon(polygon)
            path.closeSubpath()
    return path


def _outline(
    painter: QPainter, quads: Iterable[Quad], viewport: Viewport, page: int, ink: QColor, width: float
) -> None:  # fmt: skip
    """A line round the whole passage, its printed lines melted into one shape."""
    shape = QPainterPath()
    for quad in quads:
        if quad.page == page:
            box = QPolygonF([QPointF(*corner) for corner in viewport.quad_pixels(quad)]).boundingRect()
            grown = QPainterPath()
            # Grown up and down by a little more, so that neighbouring lines touch.
            grown.addRect(box.adjusted(-1.5, -2.0, 1.5, 2.0))
            shape = shape.united(grown)
    pen = QPen(ink, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _alpha(colour: str, alpha: float) -> QColor:
    found = QColor(colour)
    found.setAlphaF(alpha)
    return found
