"""Strokes of the page view: underlines of the meanings, outlines, and quads as paths."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from exoannotate.domain.geometry import PageRect, Quad
from exoannotate.ui.page.viewport import Affine, quad_through


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
        painter.drawPolyline(_wave(start, end))
    elif pattern == "double":
        painter.drawLine(start, end)
        side = _normal(start, end) * 2.6
        painter.drawLine(start + side, end + side)
    else:
        painter.drawLine(start, end)


def paint_frame(painter: QPainter, corners: Iterable[tuple[float, float]], ink: QColor) -> None:
    """A thin line round an area, whose bottom bears the underline of its meaning."""
    painter.setPen(QPen(ink, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def _normal(start: QPointF, end: QPointF) -> QPointF:
    """The unit vector to the right of the way from start to end: downwards for a line of text."""
    way = end - start
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
    return QPointF(-way.y() / length, way.x() / length)


def _wave(start: QPointF, end: QPointF) -> QPolygonF:
    # In plain numbers: arithmetic on QPointF took most of the time of a page with many highlights.
    x, y, dx, dy = start.x(), start.y(), end.x() - start.x(), end.y() - start.y()
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    steps = min(max(round(length / 2.2), 2), 4000)
    across, down = -dy / length * 1.3, dx / length * 1.3
    dx, dy = dx / steps, dy / steps
    signs = [1 if k % 2 else -1 for k in range(steps + 1)]
    return QPolygonF([QPointF(x + dx * k + across * s, y + dy * k + down * s) for k, s in enumerate(signs)])


def meets(quad: Quad, rect: PageRect) -> bool:
    """Whether a quad reaches into a rectangle of its page."""
    box = quad.bounds()
    return (
        quad.page == rect.page and box.x0 <= rect.x1 and box.x1 >= rect.x0 and box.y0 <= rect.y1 and box.y1 >= rect.y0
    )


def quads_path(quads: Iterable[Quad], affine: Affine, page: int, *, grow: float = 0.0) -> QPainterPath:
    """The quads of a page as one path, so that lines that overlap are not painted twice."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for quad in quads:
        if quad.page == page:
            polygon = QPolygonF([QPointF(*corner) for corner in quad_through(affine, quad)])
            if grow:
                polygon = QPolygonF(polygon.boundingRect().adjusted(-grow, -grow, grow, grow))
            path.addPolygon(polygon)
            path.closeSubpath()
    return path


def paint_outline(
    painter: QPainter, quads: Iterable[Quad], affine: Affine, page: int, ink: QColor, width: float
) -> None:  # fmt: skip
    """A line round the whole passage, its printed lines melted into one shape."""
    shape = QPainterPath()
    for quad in quads:
        if quad.page == page:
            box = QPolygonF([QPointF(*corner) for corner in quad_through(affine, quad)]).boundingRect()
            grown = QPainterPath()
            # Grown up and down by a little more, so that neighbouring lines touch.
            grown.addRect(box.adjusted(-1.5, -2.0, 1.5, 2.0))
            shape = shape.united(grown)
    pen = QPen(ink, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def badge_path(rect: QRectF, *, speaking: bool) -> QPainterPath:
    """The outline of a badge; ``speaking``: as a speech bubble, since there is a note on the highlight."""
    path = QPainterPath()
    path.addRoundedRect(rect, 2.5, 2.5)
    if speaking:
        high, left, low = rect.height(), rect.left(), rect.bottom()
        tail = QPainterPath(QPointF(left + high * 0.16, low - 1))
        tail.lineTo(QPointF(left - high * 0.1, low + high * 0.34))
        tail.lineTo(QPointF(left + high * 0.62, low - 1))
        tail.closeSubpath()
        path = path.united(tail)
    return path


def tinted(colour: str, alpha: float) -> QColor:
    """A colour with an opacity from 0 to 1."""
    found = QColor(colour)
    found.setAlphaF(alpha)
    return found
