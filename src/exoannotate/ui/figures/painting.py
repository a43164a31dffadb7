"""Paints a drawing: the same on the screen, in a picture and in a PDF."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, QPolygonF

from exoannotate.domain.figures.drawing import (
    FAMILIES,
    HATCH_LINE,
    HATCH_STEP,
    Band,
    Box,
    Drawing,
    Hatch,
    Line,
    Shape,
    Sign,
    Words,
)
from exoannotate.domain.figures.metrics import SIZE

_LAST = "DejaVu Sans"
"""The font of words where none of those is there that a figure is laid out for."""
_POINTS_A_METRE = round(72 / 0.0254)


def paint(painter: QPainter, drawing: Drawing) -> None:
    """Paint a drawing; one unit of the painter is a point."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, drawing.width, drawing.height), QColor(drawing.colours["paper"]))
    brush = _Brush(painter, drawing)
    for shape in drawing.shapes:
        brush.draw(shape)


def picture(drawing: Drawing, wide: int, high: int, scale: float, margin: float) -> QImage:
    """A drawing as a picture of a size in pixels, with paper round it; may be called in any thread."""
    made = QImage(wide, high, QImage.Format.Format_RGB32)
    made.setDotsPerMeterX(_POINTS_A_METRE)  # a point of the font is one of the painter's units
    made.setDotsPerMeterY(_POINTS_A_METRE)
    made.fill(QColor(drawing.colours["paper"]))
    painter = QPainter(made)
    painter.translate(margin, margin)
    painter.scale(scale, scale)
    paint(painter, drawing)
    painter.end()
    return made


def outline(drawing: Drawing, part: int) -> QPainterPath:
    """What surrounds a part: its bar, band or cell, else the words it is written with."""
    path = QPainterPath()
    for shape in drawing.shapes:
        if shape.part == part and isinstance(shape, Box | Band) and (isinstance(shape, Band) or shape.alpha == 1):
            path.addPath(_path(shape))
    if path.isEmpty():
        left, top, right, bottom = drawing.places()[part]
        path.addRect(QRectF(left, top, right - left, bottom - top))
    return path


class _Brush:
    """Draws shapes with one painter."""

    def __init__(self, painter: QPainter, drawing: Drawing) -> None:
        self.painter, self.colours = painter, drawing.colours
        self.fonts: dict[tuple[bool, bool], tuple[QFont, QFontMetricsF]] = {}

    def draw(self, shape: Shape) -> None:
        """Draw a shape."""
        painter = self.painter
        match shape:
            case Box() | Band():
                self._area(shape)
            case Line():
                painter.setPen(self._pen(shape.stroke, shape.line))
                painter.drawLine(QPointF(shape.x0, shape.y0), QPointF(shape.x1, shape.y1))
            case Sign():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.colours[shape.colour]))
                for points in shape.polygons():
                    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
            case Words():
                self._words(shape)

    def _area(self, shape: Box | Band) -> None:
        painter, path = self.painter, _path(shape)
        if shape.fill:
            fill = QColor(self.colours[shape.fill])
            fill.setAlphaF(shape.alpha)
            painter.fillPath(path, fill)
        if shape.hatch:
            self._hatch(path, shape.hatch, shape.lines)
        if isinstance(shape, Box) and shape.stroke:
            painter.strokePath(path, self._pen(shape.stroke, shape.line))

    def _hatch(self, path: QPainterPath, hatch: Hatch, colour: str) -> None:
        """Lines of one lattice across the whole figure, so that hatches side by side go on in one another."""
        painter, room = self.painter, path.boundingRect()
        lines: list[QLineF] = []
        painter.save()
        painter.setClipPath(path)
        painter.setPen(self._pen(colour, HATCH_LINE))
        if hatch == "upright":
            at = room.left() // HATCH_STEP * HATCH_STEP
            while at <= room.right():
                lines.append(QLineF(at, room.top(), at, room.bottom()))
                at += HATCH_STEP
        else:
            step, high = HATCH_STEP * 2**0.5, room.height()
            turn = -1 if hatch == "rising" else 1  # x + y is the same along a rising line, x - y along a falling one
            low = room.left() - (room.bottom() if turn > 0 else -room.top())
            at = low // step * step
            while at <= low + room.width() + high + step:
                top, bottom = room.top(), room.bottom()
                lines.append(QLineF(at + turn * top, top, at + turn * bottom, bottom))
                at += step
        painter.drawLines(lines)
        painter.restore()

    def _words(self, words: Words) -> None:
        painter = self.painter
        font, metrics = self._font(words.bold, words.italic)
        wide, room = metrics.horizontalAdvance(words.text), words.width
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(self.colours[words.colour]))
        painter.translate(words.x, words.y)
        if words.turned:
            painter.rotate(-90)
        if wide > room * 1.02:  # another font than the one the figure was laid out for
            painter.scale(room / wide, 1)
            room = wide
        left = {"start": 0.0, "middle": -min(wide, room) / 2, "end": -min(wide, room)}[words.anchor]
        painter.drawText(QPointF(left, 0), words.text)
        painter.restore()

    def _font(self, bold: bool, italic: bool) -> tuple[QFont, QFontMetricsF]:
        if (bold, italic) not in self.fonts:
            device = self.painter.device()
            font = QFont()
            font.setFamilies([*FAMILIES, _LAST])
            font.setPointSizeF(SIZE * 72 / device.logicalDpiY())
            font.setBold(bold)
            font.setItalic(italic)
            font.setKerning(False)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self.fonts[bold, italic] = font, QFontMetricsF(font, device)
        return self.fonts[bold, italic]

    def _pen(self, colour: str, line: float) -> QPen:
        pen = QPen(QColor(self.colours[colour]), line)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen


def _path(shape: Box | Band) -> QPainterPath:
    path = QPainterPath()
    if isinstance(shape, Box):
        path.addRect(QRectF(shape.x, shape.y, shape.width, shape.height))
        return path
    half, low0, low1 = (shape.x0 + shape.x1) / 2, shape.y0 + shape.height, shape.y1 + shape.height
    path.moveTo(shape.x0, shape.y0)
    path.cubicTo(half, shape.y0, half, shape.y1, shape.x1, shape.y1)
    path.lineTo(shape.x1, low1)
    path.cubicTo(half, low1, half, low0, shape.x0, low0)
    path.closeSubpath()
    return path
