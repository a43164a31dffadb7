"""The list of what was found: for each hit its page and two lines of text, the words looked for in bold."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.reading.search import Hit
from exoannotate.reading.snippets import Snippet, snippet
from exoannotate.ui.documents.finding import Finding
from exoannotate.ui.evidence.cells import paint_background
from exoannotate.ui.look import FOUND_ALPHA, FOUND_ROW, Look, S, label_font, over

Index = QModelIndex | QPersistentModelIndex

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
SNIPPET_ROLE = Qt.ItemDataRole.UserRole + 2
PAGE_ROLE = Qt.ItemDataRole.UserRole + 3
_SNIPPETS = 400
"""Lines kept; they are made when their rows are seen."""


class FoundModel(QAbstractListModel):
    """The hits of one document, in order; they come a few at a time."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self._label: Callable[[int], str] = str
        self._hits: list[Hit] = []
        self._snippets: dict[Hit, Snippet] = {}

    def show_finding(self, finding: Finding | None, label: Callable[[int], str] = str) -> None:
        """Show what is found there; ``label`` tells what to cite for a page."""
        if self._finding is not None:
            self._finding.restarted.disconnect(self._on_restarted)
            self._finding.found.disconnect(self._on_found)
        self._finding, self._label = finding, label
        if finding is not None:
            finding.restarted.connect(self._on_restarted)
            finding.found.connect(self._on_found)
        self._on_restarted()

    def row_of(self, hit: Hit | None) -> int:
        """The row of a hit, -1 when it is not here."""
        if hit is None:
            return -1
        at = bisect_left(self._hits, hit)
        return at if at < len(self._hits) and self._hits[at] == hit else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._finding is None or index.row() >= len(self._hits):
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._line(hit).text
            case Qt.ItemDataRole.ToolTipRole:
                return f"<qt>{html.escape(self._line(hit).text)}</qt>"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"page {self._label(hit.page)}: {self._line(hit).text}"
            case _ if role == HIT_ROLE:
                return hit
            case _ if role == SNIPPET_ROLE:
                return self._line(hit)
            case _ if role == PAGE_ROLE:
                return self._label(hit.page)
        return None

    def _line(self, hit: Hit) -> Snippet:
        known = self._snippets.get(hit)
        if known is None:
            assert self._finding is not None
            known = snippet(self._finding.index, hit)
            if len(self._snippets) >= _SNIPPETS:
                self._snippets.clear()
            self._snippets[hit] = known
        return known

    @Slot()
    def _on_restarted(self) -> None:
        self.beginResetModel()
        self._hits = list(self._finding.hits) if self._finding is not None else []
        self._snippets.clear()
        self.endResetModel()

    @Slot(object)
    def _on_found(self, hits: Sequence[Hit]) -> None:
        # Where they belong: nearly always behind the last; in between when pages come out of their order.
        for at, group in groupby(sorted(hits), key=lambda hit: bisect_left(self._hits, hit)):
            self._insert(at, list(group))

    def _insert(self, at: int, hits: list[Hit]) -> None:
        hits = [hit for hit in hits if self.row_of(hit) < 0]
        if hits:
            at = bisect_left(self._hits, hits[0])
            self.beginInsertRows(QModelIndex(), at, at + len(hits) - 1)
            self._hits[at:at] = hits
            self.endInsertRows()


class FoundDelegate(QStyledItemDelegate):
    """The page at the left, and two lines of the text around the hit."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        area: QRect = option.rect.adjusted(S, 4, -S, -2)
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        label = f"p. {index.data(PAGE_ROLE)}"
        width = max(painter.fontMetrics().horizontalAdvance(label), painter.fontMetrics().horizontalAdvance("p. 0000"))
        painter.drawText(area.adjusted(0, 2, 0, 0), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), label)
        painter.restore()
        self._paint_text(painter, option.font, area.adjusted(width + S, 0, 0, 0), index.data(SNIPPET_ROLE))

    def _paint_text(self, painter: QPainter, font: QFont, area: QRect, line: Snippet) -> None:
        layout = QTextLayout(line.text, font)
        wraps = QTextOption()
        wraps.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wraps)
        layout.setCacheEnabled(True)
        colours = self._look.colours
        formats = []
        for a, b in line.marks:
            run = QTextLayout.FormatRange()
            run.start, run.length = _units(line.text, 0, a), _units(line.text, a, b)
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            bold.setBackground(QColor(over(colours.accent, colours.surface, FOUND_ALPHA)))
            run.format = bold
            formats.append(run)
        layout.setFormats(formats)
        layout.beginLayout()
        down = 0.0
        for _ in range(2):
            row = layout.createLine()
            if not row.isValid():
                break
            row.setLineWidth(area.width())
            row.setPosition(QPointF(0.0, down))
            down += row.height()
        layout.endLayout()
        painter.save()
        painter.setClipRect(area)
        painter.setPen(self._look.colour("text"))
        layout.draw(painter, area.topLeft().toPointF())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, FOUND_ROW)


def _units(text: str, start: int, end: int) -> int:
    """The length of ``text[start:end]`` as Qt counts it, where some characters are two."""
    return len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
