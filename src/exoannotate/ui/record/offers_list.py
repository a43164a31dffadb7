"""The list of offers under a line: two columns, the value and in small letters what it is; it never takes the focus.

Decision (2026-11): the list lies in the window over the form, as a child of it, and is no window of its own. A popup
grabs the keyboard, so that Ctrl+Enter and Tab had to be guessed from what reached it, and loses it on some desktops.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import RADIUS, ROW, XS, Look, M, S, label_font, over
from exoannotate.ui.record.completing import Offer
from exoannotate.ui.window.notices import plain_label

WIDTH = 460
"""The list is at least so wide where the window has the room: a name, what it is and where it is from side by side."""
HINT = "Tab or Enter takes it   ·   Esc keeps what you typed"
LONGEST = 300
"""Characters of a value that are measured."""
HINT_LOOSE = "Down chooses one   ·   Tab keeps what you typed"
OFFER = Qt.ItemDataRole.UserRole
_WARNED = 18
"""Pixels more for the line of a warning."""
_Index = QModelIndex | QPersistentModelIndex


class Taker(QLineEdit):
    """A line that an offer can be clicked into."""

    def take_clicked(self, offer: Offer) -> None:
        """An offer was clicked in the list while it was shown for this line."""
        raise NotImplementedError


class OfferModel(QAbstractListModel):
    """The offers of the moment."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def set_offers(self, offers: Sequence[Offer]) -> None:
        """Show these in place of the others."""
        self.beginResetModel()
        self.offers = tuple(offers)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.offers):
            return None
        offer = self.offers[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return offer.text
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip("  ·  ".join(filter(None, (offer.text, offer.note, offer.tag, offer.warning))))
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (offer.text, offer.note, offer.tag, offer.warning)))
            case _:
                return offer if role == OFFER else None


class OfferDelegate(QStyledItemDelegate):
    """Paints an offer: name, what is said of it, where it is from; a warning on a line of its own."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.column = 0
        """Pixels of the first column, the same in all rows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, ROW - 2 + (_WARNED if _says_warning(index) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        offer = index.data(OFFER)
        if not isinstance(offer, Offer):
            return
        painter.save()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        colours = self._look.colours
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.chosen() if chosen else QColor(over(colours.text, colours.surface, 0.05)))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawRoundedRect(box, RADIUS - 2, RADIUS - 2)
        line = QRect(box.left() + S, box.top(), box.width() - 2 * S, ROW - 2)
        painter.setFont(option.font)
        painter.setPen(self._look.colour("text"))
        # A value that nothing is said of may have the whole line.
        room = self.column if offer.note or offer.tag else line.width()
        _write(painter, offer.text, QRect(line.left(), line.top(), room, line.height()))
        painter.setFont(label_font())
        painter.setPen(self._look.colour("muted"))
        tag = painter.fontMetrics().horizontalAdvance(offer.tag) if offer.tag else 0
        if tag:
            _write(painter, offer.tag, QRect(line.right() - tag, line.top(), tag + 1, line.height()))
        left = line.left() + self.column + M
        right = line.right() - tag - S
        if offer.warning:
            painter.setPen(self._look.colour("warning"))
            if _says_warning(index):
                below = QRect(line.left(), box.top() + ROW - XS - 2, line.width(), _WARNED)
                _write(painter, f"▲ {offer.warning}", below)
            else:
                short = f"▲ {offer.warning.partition('.')[0][:24]}"
                needed = painter.fontMetrics().horizontalAdvance(short)
                right -= needed + S
                _write(painter, short, QRect(right + S, line.top(), needed + 1, line.height()))
            painter.setPen(self._look.colour("muted"))
        _write(painter, offer.note, QRect(left, line.top(), right - left, line.height()))
        painter.restore()


def _says_warning(index: _Index) -> bool:
    """The first offer, which Tab takes, says its warning on a line of its own; the others in a word."""
    offer = index.data(OFFER)
    return index.row() == 0 and isinstance(offer, Offer) and bool(offer.warning)


def _write(painter: QPainter, text: str, room: QRect) -> None:
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


class OfferList(QFrame):
    """The list itself. A line shows it, moves in it and asks what is marked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        # Kept while it is shown only: who holds on to one another is freed by the collector, in any thread.
        self._line: Taker | None = None
        self.setObjectName("offers")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Values that fit")
        self.model = OfferModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setAccessibleName("Values that fit")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setMouseTracking(True)
        self._delegate = OfferDelegate(look, self)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(self._on_clicked)
        self.hint: QLabel = plain_label(HINT, role="label")
        self.hint.setContentsMargins(S, XS, S, XS)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XS, XS, XS, 0)
        whole.setSpacing(0)
        whole.addWidget(self.view)
        whole.addWidget(self.hint)
        self.hide()

    @property
    def line(self) -> QWidget | None:
        """The line it is shown for, None while it is hidden."""
        return self._line if self.isVisible() else None

    def show_for(self, line: Taker, offers: Sequence[Offer], *, marked: bool) -> None:
        """Show offers under a line; the first one is marked when it is to be taken by Tab. None hide it."""
        if not offers:
            self.put_away()
            return
        self._line = line
        self.hint.setText(HINT if marked else HINT_LOOSE)
        self.model.set_offers(offers)
        self._place(line)
        self.show()
        self.raise_()
        self._mark(0 if marked else -1)

    def put_away(self) -> None:
        """Hide it."""
        self.hide()
        self._line = None

    @property
    def marked(self) -> Offer | None:
        """The offer that Tab or Enter takes."""
        offer = self.view.currentIndex().data(OFFER) if self.isVisible() else None
        return offer if isinstance(offer, Offer) else None

    def move_mark(self, step: int) -> None:
        """Mark the next or a former offer; at an end it goes on at the other."""
        many = self.model.rowCount()
        now = self.view.currentIndex().row()
        if now < 0:
            self._mark(0 if step > 0 else many - 1)
        else:
            self._mark((now + step) % many if abs(step) == 1 else min(max(now + step, 0), many - 1))

    def _mark(self, row: int) -> None:
        if row < 0:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        else:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.scrollTo(self.model.index(row))

    def _place(self, line: QWidget) -> None:
        window, before = line.window(), self.parentWidget()
        if window is not before:
            if before is not None:
                before.removeEventFilter(self)
            self.setParent(window)
            window.installEventFilter(self)
        width = min(max(line.width(), WIDTH), window.width() - 2 * XS)
        self.ensurePolished()
        self.view.ensurePolished()
        names = [self.view.fontMetrics().horizontalAdvance(offer.text[:LONGEST]) for offer in self.model.offers]
        self._delegate.column = min(max(names) + XS, int(width * 0.52))
        rows = sum(self.view.sizeHintForRow(row) for row in range(self.model.rowCount()))
        height = rows + self.hint.sizeHint().height() + 2 * XS + 2
        top_left = line.mapTo(window, QPoint(0, 0))
        below, above = window.height() - top_left.y() - line.height() - S, top_left.y() - S
        down = height <= below or below >= above
        height = min(height, max(below if down else above, ROW * 2))
        left = min(top_left.x(), window.width() - width - XS)
        if left < top_left.x():  # under the end of its line, so that it is seen whose list it is
            left = max(XS, top_left.x() + line.width() - width)
        top = top_left.y() + line.height() + 2 if down else top_left.y() - height - 2
        self.setGeometry(left, top, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate, QEvent.Type.Hide):
            self.put_away()
        return False

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        offer = index.data(OFFER)
        if isinstance(offer, Offer) and self._line is not None:
            self._line.take_clicked(offer)


class Desk:
    """What the lines of a form share: one list, made when the first line wants it."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._list: OfferList | None = None

    @property
    def list(self) -> OfferList:
        if self._list is None:
            self._list = OfferList(self._look)
        return self._list

    def put_away(self) -> None:
        """Hide the list, if there is one."""
        if self._list is not None:
            self._list.put_away()

    def open_for(self, line: QWidget) -> OfferList | None:
        """The list while it is shown for this line."""
        return self._list if self._list is not None and self._list.line is line else None
