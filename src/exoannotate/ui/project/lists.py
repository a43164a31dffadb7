"""The list of the highlights of the document that is shown."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.records import AREA, Passage
from exoannotate.domain.wording import counted
from exoannotate.ui.contents import state_text
from exoannotate.ui.evidence.cells import paint_background, paint_badge, paint_line
from exoannotate.ui.look import ICON, ROW, Look, S, label_font
from exoannotate.ui.project.pictures import Pictures, fitting
from exoannotate.ui.record.dragging import MIME, passage_mime

Index = QModelIndex | QPersistentModelIndex

ID_ROLE = Qt.ItemDataRole.UserRole + 1
ITEM_ROLE = Qt.ItemDataRole.UserRole + 2
LINKED_ROLE = Qt.ItemDataRole.UserRole + 4


def counts_text(highlights: int, records: int) -> str:
    """“12 highlights, 4 records”."""
    return f"{counted(highlights, 'highlight')}, {counted(records, 'record')}"


class HighlightsModel(QAbstractListModel):
    """The highlights of one document in reading order."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._passages: tuple[Passage, ...] = ()
        self._linked: set[str] = set()

    def show_passages(self, passages: tuple[Passage, ...], linked: set[str]) -> None:
        """Show these highlights; ``linked`` are those that stand for a record."""
        self._linked = linked
        if [p.id for p in passages] != [p.id for p in self._passages]:
            self.beginResetModel()
            self._passages = passages
            self.endResetModel()
        elif passages:
            self._passages = passages
            self.dataChanged.emit(self.index(0, 0), self.index(len(passages) - 1, 0))

    def row_of(self, passage: str) -> int:
        """Where a passage stands, -1 when it is not here."""
        return next((at for at, known in enumerate(self._passages) if known.id == passage), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._passages)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else super().flags(index)

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return passage_mime(str(indexes[0].data(ID_ROLE)) if indexes else "")

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        passage = self._passages[index.row()]
        letter = self._look.meaning(passage.meaning).letter
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _told(passage)
            case Qt.ItemDataRole.ToolTipRole:
                lines = (passage.shown, f"Note: {passage.note}" if passage.note else "", state_text(passage))
                return "<qt>" + "<br>".join(html.escape(line) for line in lines if line) + "</qt>"
            case Qt.ItemDataRole.AccessibleTextRole:
                words = ", ".join(filter(None, (letter, f"page {passage.page_label}", state_text(passage))))
                return f"{words}: {passage.shown[:200]}" + (f" Note: {passage.note}" if passage.note else "")
            case _:
                values = {ID_ROLE: passage.id, ITEM_ROLE: passage, LINKED_ROLE: passage.id in self._linked}
                return values.get(role)


def _told(passage: Passage) -> str:
    """How a passage begins; of an area, which has a picture and its page beside it, how its note begins."""
    return (passage.quote or passage.note or AREA)[:200]


class HighlightDelegate(QStyledItemDelegate):
    """The letter of the meaning on its hue, the page label, and how the quote begins; of an area a small picture."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._pictures: Pictures | None = None

    def set_pictures(self, pictures: Pictures, view: QWidget) -> None:
        """Show areas with their pictures; the view is painted again as they come."""
        self._pictures = pictures
        pictures.arrived.connect(view.update)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        passage: Passage = index.data(ITEM_ROLE)
        area: QRect = option.rect.adjusted(S, 0, -S, 0)
        badge = QRect(area.left(), area.center().y() - ICON // 2 + 1, ICON, ICON)
        paint_badge(painter, badge, self._look, passage.meaning)
        label = f"p. {passage.page_label}"
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        width = painter.fontMetrics().horizontalAdvance(label)
        place = area.adjusted(ICON + S, 0, 0, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), label)
        painter.restore()
        place.adjust(width + S, 0, -self._paint_signs(painter, place, passage), 0)
        place.adjust(self._paint_picture(painter, place, passage), 0, 0, 0)
        token = "text" if index.data(LINKED_ROLE) else "muted"
        paint_line(painter, option, place, str(index.data()), self._look.colour(token))

    def _paint_picture(self, painter: QPainter, place: QRect, passage: Passage) -> int:
        """At the left, what is seen in an area; the pixels this takes."""
        image = self._pictures.get(passage.picture) if self._pictures and passage.picture else None
        if image is None or image.isNull():
            return 0
        device = painter.device()
        small = fitting(image, QSize(3 * ROW // 2, ROW - 6), device.devicePixelRatioF() if device else 1.0)
        size = small.deviceIndependentSize().toSize()
        at = QRect(place.left(), place.center().y() - size.height() // 2 + 1, size.width(), size.height())
        painter.drawImage(at, small)
        painter.save()
        painter.setPen(self._look.colour("line"))
        painter.drawRect(at)
        painter.restore()
        return size.width() + S

    def _paint_signs(self, painter: QPainter, place: QRect, passage: Passage) -> int:
        """At the right, whether there is a note and how the passage was found again; the pixels this takes."""
        painter.save()
        painter.setFont(label_font())
        taken = 0
        for text, token in ((state_text(passage), "warning"), ("note" if passage.note else "", "muted")):
            if text:
                painter.setPen(self._look.colour(token))
                at = place.adjusted(0, 0, -taken, 0)
                painter.drawText(at, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
                taken += painter.fontMetrics().horizontalAdvance(text) + S
        painter.restore()
        return taken

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)
