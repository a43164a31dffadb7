"""How a row of the search is painted: one line, or two of which the second is small; what was looked for stands out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import (
    FOUND_ALPHA,
    ICON,
    KEY_CAP,
    RADIUS,
    SEARCH_ROW,
    XS,
    Look,
    M,
    S,
    label_font,
    over,
)
from exoannotate.ui.search.results import ROW_ROLE
from exoannotate.ui.search.rows import Marks, Row, plain

Index = QModelIndex | QPersistentModelIndex
_SMALL_ICON = ICON - 2
_FEW = 12
"""Characters before what was looked for, where there is little room."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ResultsView(QListView):
    """A list that covers what lies below it, so that a letter typed does not have the whole window painted anew."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("surface"))
        painter.end()
        super().paintEvent(event)


class ResultsDelegate(QStyledItemDelegate):
    """Rows of equal height, so that a long list is laid out at once."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons
        # Made once: a font takes longer to make than a row to paint.
        self._small, self._heading = label_font(), label_font()
        self._heading.setWeight(QFont.Weight.DemiBold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, SEARCH_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row | None = index.data(ROW_ROLE)
        if row is None:
            return
        painter.save()
        if row.kind == "heading":
            self._paint_heading(painter, option.rect, row)
        else:
            self._paint_ground(painter, option)
            area = option.rect.adjusted(M + XS, 0, -M - XS, 0)
            if row.kind == "text":
                self._paint_text(painter, option.font, area, row)
            else:
                self._paint_row(painter, option.font, area, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if not chosen and not hovered:
            return
        colours = self._look.colours
        ground = self._look.chosen() if chosen else QColor(over(colours.text, colours.surface, 0.05))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(option.rect.adjusted(XS, 1, -XS, -1)), RADIUS, RADIUS)

    def _paint_heading(self, painter: QPainter, place: QRect, row: Row) -> None:
        area = place.adjusted(M + XS, S, -M - XS, 0)
        painter.setFont(self._small)
        painter.setPen(self._look.colour("muted"))
        taken = self._paint_right(painter, area, row.right, self._look.colour("muted"))
        painter.setFont(self._heading)
        room = area.width() - taken
        shown = QFontMetrics(self._heading).elidedText(plain(row.title), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(area.x(), area.y(), room, area.height()), _LEFT, shown)

    def _paint_right(self, painter: QPainter, area: QRect, text: str, colour: QColor) -> int:
        """A short text at the right; the width that takes."""
        if not text:
            return 0
        painter.setPen(colour)
        painter.drawText(area, _RIGHT, text)
        return int(painter.fontMetrics().horizontalAdvance(text)) + M

    def _paint_row(self, painter: QPainter, font: QFont, area: QRect, row: Row) -> None:
        colour = self._look.colour("muted" if row.muted else "text")
        if row.icon:
            ratio = painter.device().devicePixelRatio()
            picture = self._icons.icon(row.icon, "muted").pixmap(QSize(_SMALL_ICON, _SMALL_ICON), ratio)
            painter.drawPixmap(QPointF(area.x(), area.center().y() - _SMALL_ICON / 2 + 0.5), picture)
        area = area.adjusted(ICON + S, 0, 0, 0)
        if row.kind == "command":
            taken = self._paint_keys(painter, area, row.right)
        else:
            painter.setFont(self._small)
            taken = self._paint_right(painter, area, row.right, self._look.colour("muted"))
        area = area.adjusted(0, 0, -taken, 0)
        if not row.detail:
            self._paint_marked(painter, font, area, row.title, row.marks, colour)
        elif row.kind == "command":  # why it cannot be done now stands beside it
            small = self._small
            wide = QFontMetrics(small).horizontalAdvance(row.detail)
            self._paint_marked(painter, font, area.adjusted(0, 0, -wide - M, 0), row.title, row.marks, colour)
            self._paint_marked(painter, small, area.adjusted(area.width() - wide, 0, 0, 0), row.detail, (), colour)
        else:
            half = area.height() // 2
            upper, lower = area.adjusted(0, 3, 0, -half), area.adjusted(0, half, 0, -4)
            self._paint_marked(painter, font, upper, row.title, row.marks, colour)
            muted = self._look.colour("muted")
            self._paint_marked(painter, self._small, lower, row.detail, row.detail_marks, muted)

    def _paint_text(self, painter: QPainter, font: QFont, area: QRect, row: Row) -> None:
        painter.setFont(self._small)
        painter.setPen(self._look.colour("muted"))
        metrics = painter.fontMetrics()
        width = max(metrics.horizontalAdvance("p. 0000"), min(metrics.horizontalAdvance(row.right), area.width() // 4))
        page = metrics.elidedText(row.right, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRect(area.x(), area.y(), width, area.height()), _LEFT, page)
        room = area.adjusted(width + S, 0, 0, 0)
        text, marks = _nearer(row.title, row.marks, QFontMetrics(font), room.width())
        self._paint_marked(painter, font, room, text, marks, self._look.colour("text"))

    def _paint_keys(self, painter: QPainter, area: QRect, keys: str) -> int:
        """The keys of a command in a small frame at the right; the width that takes."""
        if not keys:
            return 0
        font = self._small
        width = QFontMetrics(font).horizontalAdvance(keys) + 2 * (XS + 2)
        frame = QRectF(area.right() - width, area.center().y() - KEY_CAP / 2 + 0.5, width, KEY_CAP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._look.colour("line"))
        painter.setBrush(self._look.colour("window"))
        painter.drawRoundedRect(frame, XS, XS)
        painter.setFont(font)
        painter.setPen(self._look.colour("muted"))
        painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), keys)
        return width + M

    def _paint_marked(
        self, painter: QPainter, font: QFont, area: QRect, text: str, marks: Marks, colour: QColor
    ) -> None:
        """One line of text, cut short where it must be, with what was looked for on a tint and in bold."""
        text = plain(text)
        if not marks:
            painter.setFont(font)
            painter.setPen(colour)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, _LEFT, shown)
            return
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        extra = sum(QFontMetrics(bold).horizontalAdvance(text[a:b]) - QFontMetrics(font).horizontalAdvance(text[a:b])
                    for a, b in marks)  # fmt: skip
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width() - max(0, extra))
        kept = len(shown) - 1 if shown != text else len(shown)
        layout = QTextLayout(shown, font)
        one_line = QTextOption()
        one_line.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(one_line)
        formats = []
        for a, b in marks:
            if a >= kept:
                continue
            run = QTextLayout.FormatRange()
            run.start, run.length = _units(shown, 0, a), _units(shown, a, min(b, kept))
            marked = QTextCharFormat()
            marked.setFontWeight(QFont.Weight.DemiBold)
            colours = self._look.colours
            marked.setBackground(QColor(over(colours.accent, colours.surface, 2 * FOUND_ALPHA)))
            marked.setForeground(self._look.colour("text"))
            run.format = marked
            formats.append(run)
        layout.setFormats(formats)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(max(1.0, float(area.width())))
        layout.endLayout()
        painter.setPen(colour)
        layout.draw(painter, QPointF(area.x(), area.y() + (area.height() - line.height()) / 2))


def _nearer(text: str, marks: Marks, metrics: QFontMetrics, room: int) -> tuple[str, Marks]:
    """A line with less before what was looked for, where that would be cut off."""
    if not marks or metrics.horizontalAdvance(text[: marks[0][1]]) < room - 2 * M:
        return text, marks
    start = max(0, marks[0][0] - _FEW)
    cut = text.find(" ", start, marks[0][0])
    start = cut + 1 if cut >= 0 else start
    moved = tuple((a - start + 2, b - start + 2) for a, b in marks)
    return f"… {text[start:]}", moved


def _units(text: str, start: int, end: int) -> int:
    """The length of ``text[start:end]`` as Qt counts it, where some characters are two."""
    return len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
