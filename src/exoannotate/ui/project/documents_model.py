"""The documents of the project as a list: in the order of the queue, those that are wanted, with state and progress."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from exoannotate.domain.progress import Looked, Progress
from exoannotate.domain.records import READINGS, Document, Reading
from exoannotate.ui.contents import Contents
from exoannotate.ui.evidence.cells import paint_background, paint_line
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import ICON, ROW, STATE_SIGN, XS, Look, S, label_font
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.workspace.library import Wanted, matching

Index = QModelIndex | QPersistentModelIndex

STATE_ROLE = Qt.ItemDataRole.UserRole + 5
PROGRESS_ROLE = Qt.ItemDataRole.UserRole + 6
LOOKED_ROLE = Qt.ItemDataRole.UserRole + 7
WARNINGS_ROLE = Qt.ItemDataRole.UserRole + 8
MIME = "application/x-exoannotate-documents"
"""What is dragged: ids of documents, one a line."""

STATES: dict[Reading, str] = {"to read": "To read", "under way": "Under way", "done": "Done"}
"""The reading states as people read them."""


def next_state(state: Reading) -> Reading:
    """The state after this one; after the last comes the first."""
    return READINGS[(READINGS.index(state) + 1) % len(READINGS)]


def dragged(data: QMimeData) -> tuple[str, ...]:
    """The ids of the documents that are dragged, () for anything else."""
    if not data.hasFormat(MIME):
        return ()
    return tuple(bytes(data.data(MIME).data()).decode("utf-8", "replace").splitlines())


def sign_rect(row: QRect) -> QRect:
    """Where the sign of the state stands in a row; a click there changes it."""
    return QRect(row.left() + S, row.center().y() - STATE_SIGN // 2 + 1, STATE_SIGN, STATE_SIGN)


RETRACTED = "retracted"


def warnings(document: Document) -> tuple[str, ...]:
    """What a person should see of a paper at once: that it was retracted, that its PDF is still to be got."""
    return tuple(filter(None, (RETRACTED if document.retracted else "", "" if document.has_pdf else "no PDF yet")))


class DocumentsModel(QAbstractListModel):
    """The documents that are wanted, in the order of the reading queue."""

    moved = Signal(list, str)
    """Documents were dropped before another one; "" for the end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: list[Document] = []
        self._contents = Contents()
        self.wanted = Wanted()
        self.many = 0

    def show_contents(self, contents: Contents, wanted: Wanted | None = None) -> None:
        """Show the documents as they are now, those that are wanted; only what is new or gone moves."""
        self._contents = contents
        self.wanted = self.wanted if wanted is None else wanted
        queue = contents.in_queue()
        self.many = len(queue)
        shown = list(matching(queue, self.wanted, contents.members)) if self.wanted else queue
        if [d.id for d in shown] != [d.id for d in self._documents]:
            self.beginResetModel()
            self._documents = shown
            self.endResetModel()
        elif shown:
            self._documents = shown
            self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, 0))

    def row_of(self, document: str) -> int:
        """Where a document stands, -1 when it is not here."""
        return next((at for at, known in enumerate(self._documents) if known.id == document), -1)

    def document(self, row: int) -> Document:
        """The document in a row."""
        return self._documents[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._documents)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        document = self._documents[index.row()]
        progress = self._contents.tally[document.id]
        looked = self._contents.looked(document.id)
        counts = ", ".join(filter(None, (*warnings(document), progress.words(), looked.words())))
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(document.title[:500].split())
            case Qt.ItemDataRole.ToolTipRole:
                cited = ", ".join(filter(None, (document.authors, document.journal, str(document.year or ""))))
                state = f"{STATES[document.reading]}; {counts}"
                tags = f"Tags: {document.tags}" if document.tags else ""
                lines = (document.title, cited, document.doi, tags, state)
                return plain_tooltip(" · ".join(line[:300] for line in lines if line))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{document.title}: {STATES[document.reading].lower()}, {counts}"
            case _:
                known = {
                    ID_ROLE: document.id,
                    STATE_ROLE: document.reading,
                    PROGRESS_ROLE: progress,
                    LOOKED_ROLE: looked,
                    WARNINGS_ROLE: warnings(document),
                }
                return known.get(role)

    # Dragging --------------------------------------------------------------------------------------------------

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags if self._contents.read_only else Qt.ItemFlag.ItemIsDropEnabled
        flags = super().flags(index)
        return flags if self._contents.read_only else flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDragActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        rows = sorted({index.row() for index in indexes})
        data.setData(MIME, "\n".join(self._documents[row].id for row in rows).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(MIME) and not parent.isValid() and not self._contents.read_only

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        ids = dragged(data)
        if not ids or parent.isValid():
            return False
        self.moved.emit(list(ids), self._documents[row].id if 0 <= row < len(self._documents) else "")
        return True


class DocumentDelegate(QStyledItemDelegate):
    """The sign of the reading state, the title, cut short where it must be, and the counts over a bar of how many
    records are complete."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_background(painter, option, index)
        row: QRect = option.rect
        sign = sign_rect(row)
        self._paint_state(painter, sign, index.data(STATE_ROLE))
        right = self._paint_progress(painter, row.adjusted(0, 0, -S, 0), index.data(PROGRESS_ROLE))
        right = self._paint_looked(painter, QRect(row.topLeft(), QPoint(right, row.bottom())), index.data(LOOKED_ROLE))
        for words in index.data(WARNINGS_ROLE):
            token = "danger" if words == RETRACTED else "muted"
            right = self._paint_words(painter, QRect(row.topLeft(), QPoint(right, row.bottom())), words, token)
        place = QRect(QPoint(sign.right() + S, row.top()), QPoint(right - S, row.bottom()))
        token = "muted" if index.data(STATE_ROLE) == "done" else "text"
        paint_line(painter, option, place, str(index.data()), self._look.colour(token))

    def _paint_state(self, painter: QPainter, place: QRect, state: Reading) -> None:
        """A ring for what is to read, half filled while under way, and a tick when done: told apart without colour."""
        look = self._look
        colour = look.colour({"to read": "control_line", "under way": "accent", "done": "ok"}[state])
        ring = QRectF(place).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if state == "done" else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(ring)
        if state == "under way":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPie(ring.adjusted(2.5, 2.5, -2.5, -2.5), -90 * 16, 180 * 16)
        elif state == "done":
            painter.setPen(QPen(look.colour("surface"), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            x, y, step = ring.center().x(), ring.center().y(), ring.width() / 4
            painter.drawPolyline([QPointF(x - step, y), QPointF(x - step / 4, y + 0.8 * step),
                                  QPointF(x + 1.1 * step, y - 0.8 * step)])  # fmt: skip
        painter.restore()

    def _paint_progress(self, painter: QPainter, area: QRect, progress: Progress) -> int:
        """The counts at the right, a thin bar below them where there are records; where that begins."""
        if not progress.highlights and not progress.records:
            return area.right()
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        text = f"{progress.highlights} · {progress.records}"
        width = max(painter.fontMetrics().horizontalAdvance(text), ICON)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        if progress.records:
            bar = QRectF(area.right() - width + 1, area.bottom() - XS, width, 2)
            painter.fillRect(bar, self._look.colour("line"))
            bar.setWidth(width * progress.share)
            painter.fillRect(bar, self._look.colour("ok"))
        painter.restore()
        return area.right() - width

    def _paint_looked(self, painter: QPainter, area: QRect, looked: Looked) -> int:
        """How far its candidates were looked at, while some are left; where that begins."""
        if not looked.under_way:
            return area.right()
        return self._paint_words(painter, area, looked.words(), "accent")

    def _paint_words(self, painter: QPainter, area: QRect, text: str, token: str) -> int:
        """Small words at the right; where they begin."""
        painter.save()
        painter.setFont(label_font())
        painter.setPen(self._look.colour(token))
        place = area.adjusted(0, 0, -S, 0)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.restore()
        return place.right() - width

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, ROW)
