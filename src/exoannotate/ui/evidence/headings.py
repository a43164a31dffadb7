"""Headings of groups, painted over the whole width of the table, wherever it is scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView

from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, Look, M, S, body_font, title_font


def paint_headings(
    view: QTableView, event: QPaintEvent, proxy: EvidenceProxy, look: Look, icons: Icons, width: int
) -> None:
    """Paint the headings in sight over the cells of their lines; ``width`` is that of the whole table."""
    surface = view.viewport()
    first = view.rowAt(event.rect().top())
    if not proxy.group or first < 0:
        return
    last = view.rowAt(event.rect().bottom())
    last = last if last >= 0 else proxy.rowCount() - 1
    current = view.currentIndex().row() if view.hasFocus() or view.property("follows") else -1
    painter = QPainter(surface)
    for place in range(first, last + 1):
        heading = proxy.heading(place)
        if heading is None:
            continue
        line = QRect(0, view.rowViewportPosition(place), width, view.rowHeight(place))
        painter.fillRect(line, look.colour("window"))
        painter.setPen(look.colour("line"))
        painter.drawLine(line.bottomLeft(), line.bottomRight())
        name = "chevron-down" if proxy.is_open(heading) else "chevron-right"
        icon = icons.pixmap(name, "muted", ICON, view.devicePixelRatioF())
        painter.drawPixmap(line.left() + S, line.center().y() - ICON // 2 + 1, icon)
        _paint_words(painter, line.adjusted(S + ICON + S, 0, -M, 0), proxy, place, look)
        if place == current:
            painter.setPen(look.colour("accent"))
            painter.drawRect(line.adjusted(0, 0, -1, -1))
    painter.end()


def _paint_words(painter: QPainter, room: QRect, proxy: EvidenceProxy, place: int, look: Look) -> None:
    heading = proxy.heading(place)
    if heading is None:
        return
    title = " ".join(heading.title[:200].split()) or "nothing yet"
    font = title_font() if heading.valued else body_font()
    font.setItalic(not heading.valued)
    count = f"{len(heading.rows):,}"
    painter.setFont(font)
    painter.setPen(look.colour("text" if heading.valued else "muted"))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width() - metrics.horizontalAdvance(count) - M)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
    room = room.adjusted(metrics.horizontalAdvance(shown) + S, 0, 0, 0)
    painter.setFont(body_font())
    painter.setPen(look.colour("muted"))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), count)
