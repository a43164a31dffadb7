"""The head of the evidence table: a click sorts, with Shift by one more column; arrows carry numbers then."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from exoannotate.domain.arranging import SortKey
from exoannotate.domain.evidence import Columns
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, Look, S, label_font

WIDEST = 640
"""The most a double click on a border makes of a column."""


class EvidenceHeader(QHeaderView):
    """Heads of columns. ``sort_wanted``: a column, and whether it is one more key."""

    sort_wanted = Signal(int, bool)

    def __init__(self, look: Look, icons: Icons, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look, self._icons = look, icons
        self._marks: dict[int, tuple[int, bool]] = {}
        self._many = 0
        self.setAccessibleName("Columns of the evidence table")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(False)
        self.setMinimumSectionSize(2 * ICON)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setResizeContentsPrecision(0)  # what is in sight; all rows of a large table would take long
        self.sectionClicked.connect(self._on_clicked)
        self.sectionHandleDoubleClicked.connect(self._on_fitted)

    def show_sort(self, keys: Sequence[SortKey], columns: Columns) -> None:
        """Draw the arrows of these keys."""
        there = [key for key in keys if key.column in columns]
        self._marks = {columns.index(key.column): (number, key.falling) for number, key in enumerate(there, 1)}
        self._many = len(there)
        self.viewport().update()

    def setSelectionModel(self, _given: QItemSelectionModel) -> None:
        """Keep one of its own, with nothing in it: before it paints a head, Qt asks whether every row of its column is
        marked, which takes seconds when very many are."""
        if self.model() is not None:
            super().setSelectionModel(QItemSelectionModel(self.model(), self))

    def paintSection(self, painter: QPainter, place: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, place, section)
        painter.restore()
        mark = self._marks.get(section)
        if mark is None:
            return
        number, falling = mark
        told = str(number) if self._many > 1 else ""
        painter.save()
        painter.setFont(label_font())
        width = ICON - 4 + (painter.fontMetrics().horizontalAdvance(told) if told else 0) + XS
        room = QRect(place.right() - width - XS, place.top(), width + XS, place.height() - 1)
        painter.fillRect(room, self._look.colour("surface"))
        icon = self._icons.pixmap(
            "chevron-down" if falling else "chevron-up", "accent", ICON - 4, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPoint(room.left(), place.center().y() - (ICON - 4) // 2 + 1), icon)
        painter.setPen(self._look.colour("accent"))
        painter.drawText(room.adjusted(ICON - 4, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), told)
        painter.restore()

    @Slot(int)
    def _on_clicked(self, section: int) -> None:
        more = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_wanted.emit(section, more)

    @Slot(int)
    def _on_fitted(self, section: int) -> None:
        # After the table has made it as wide as its cells.
        self.resizeSection(section, min(WIDEST, self.sectionSize(section) + S))


def sorted_by(keys: Sequence[SortKey], column: str, *, more: bool) -> tuple[SortKey, ...]:
    """The keys after a click on a column: rising, then falling, then none; with ``more`` the other keys stay."""
    known = next((key for key in keys if key.column == column), None)
    if not more:
        if known is None or len(keys) > 1:
            return (SortKey(column),)
        return (SortKey(column, True),) if not known.falling else ()
    if known is None:
        return (*keys, SortKey(column))
    if not known.falling:
        return tuple(SortKey(column, True) if key is known else key for key in keys)
    return tuple(key for key in keys if key is not known)
