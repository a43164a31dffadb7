"""What the canvas paints under and round a page: shadow and line, the picture in its turn, the tone, and sentences."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTransform

from exoannotate.ui.look import FOCUS, INK, PAPER, PAPER_LINES, RADIUS, SEPIA, XL, L, Look, M, body_font
from exoannotate.ui.page.tiles import Tiles
from exoannotate.ui.page.viewport import PixelRect, Viewport


def paint_frame(painter: QPainter, look: Look, rect: PixelRect) -> None:
    """A soft shadow and a line of one pixel round the page."""
    painter.setPen(Qt.PenStyle.NoPen)
    for spread, alpha in ((6, 5), (4, 7), (3, 8), (2, 10), (1, 12)):
        painter.setBrush(QColor(0, 0, 0, alpha))
        around = QRectF(rect.x - spread, rect.y - spread + 1.5, rect.width + 2 * spread, rect.height + 2 * spread)
        painter.drawRoundedRect(around, spread, spread)
    painter.fillRect(QRectF(rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2), look.colour("line"))


def paint_page(painter: QPainter, tiles: Tiles, view: Viewport, page: int, rect: PixelRect) -> None:
    """The best picture there is of a page, turned as the reader turned it."""
    painter.save()
    painter.setClipRect(QRectF(rect.x, rect.y, rect.width, rect.height))
    turns = {
        0: QTransform(1, 0, 0, 1, rect.x, rect.y),
        1: QTransform(0, 1, -1, 0, rect.right, rect.y),
        2: QTransform(-1, 0, 0, -1, rect.right, rect.bottom),
        3: QTransform(0, -1, 1, 0, rect.x, rect.bottom),
    }
    painter.setTransform(turns[view.turn % 4], combine=True)
    tiles.paint(painter, view, page)
    painter.restore()


def paint_tone(painter: QPainter, look: Look, rect: PixelRect) -> None:
    """Sepia, or light on dark."""
    if look.page_tone == "normal":
        return
    painter.save()
    painter.setClipRect(QRectF(rect.x, rect.y, rect.width, rect.height))
    paper = QRectF(QPointF(rect.x, rect.y), QSizeF(rect.width, rect.height))
    if look.page_tone == "sepia":
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(paper, QColor(SEPIA))
    else:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.fillRect(paper, QColor(Qt.GlobalColor.white))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
        painter.fillRect(paper, look.colour("canvas") if look.dark else QColor(INK))
    painter.restore()


def paint_words(painter: QPainter, around: QRectF, rect: PixelRect, message: str) -> None:
    """A sentence on the page's own paper, in the part of it that is seen: what lies in ``around``."""
    seen = QRectF(rect.x, rect.y, rect.width, rect.height).intersected(around)
    room = seen.adjusted(XL, XL, -XL, -XL)
    if room.width() < XL or room.height() < XL:
        return
    painter.setFont(body_font())
    flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
    words = painter.boundingRect(QRectF(0, 0, min(room.width(), 420), room.height()), flags, message)
    card = QRectF(0, 0, min(words.width(), room.width()) + 2 * L, words.height() + 2 * M)
    card.moveCenter(QPointF(room.center().x(), room.y() + room.height() * 0.3))
    painter.setPen(QPen(QColor(PAPER_LINES), 1))
    painter.setBrush(QColor(PAPER))
    painter.drawRoundedRect(card, RADIUS, RADIUS)
    painter.setPen(QColor(INK))
    painter.drawText(card.adjusted(L, M, -L, -M), flags, message)


def paint_ring(painter: QPainter, look: Look, around: QRectF) -> None:
    """The focus ring of the canvas."""
    pen = QPen(look.colour("accent"), FOCUS)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(around.adjusted(1, 1, -1, -1))
