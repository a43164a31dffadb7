"""Columns that stay at the left while the table is scrolled: a second view of the same rows that lies over it.

It shows only once the table is scrolled sideways; before that the table's own columns stand where it would.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from exoannotate.ui.evidence.cells import CellDelegate
from exoannotate.ui.evidence.header import EvidenceHeader
from exoannotate.ui.evidence.headings import paint_headings
from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ROW, Look

if TYPE_CHECKING:
    from exoannotate.ui.evidence.view import EvidenceView

_MOST = 0.75
"""Of the width of the table; more would leave nothing to scroll."""


class PinnedColumns(QTableView):
    """The first columns of a table, over it."""

    def __init__(self, over: EvidenceView, proxy: EvidenceProxy, look: Look, icons: Icons) -> None:
        super().__init__(over)
        self._over, self._proxy, self._look, self._icons = over, proxy, look, icons
        self.many = 0
        self._columns: frozenset[int] = frozenset()
        self.setAccessibleName("Pinned columns of the evidence table")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("follows", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.head = EvidenceHeader(look, icons, self)
        self.setHorizontalHeader(self.head)
        self.setItemDelegate(CellDelegate(look, proxy.face, self))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.renew)
        over.horizontalScrollBar().valueChanged.connect(self.place)
        for signal in (over.head.sectionResized, over.head.sectionMoved, over.head.sectionCountChanged):
            signal.connect(self._on_head_changed)
        self.head.sectionResized.connect(self._on_resized)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        self.doubleClicked.connect(over.on_double_clicked)
        self.hide()

    def set_many(self, many: int) -> None:
        """Keep so many of the first columns in sight."""
        self.many = max(0, many)
        self.renew()

    def holds(self, column: int) -> bool:
        """Whether a column is among those that stay, and they lie over the table now."""
        return column in self._columns and self.isVisible()

    def wide(self) -> int:
        """How wide they are together, 0 while they are not shown."""
        return self.width() if self.isVisible() else 0

    @Slot()
    def renew(self) -> None:
        """Show the columns, order and widths that the table has now."""
        self._later.stop()
        columns = self._over.shown_columns()[: self.many]
        self._columns = frozenset(columns)
        if columns and self.model() is None:
            self.setModel(self._proxy)
            self.setSelectionModel(self._over.selectionModel())
            own, other = self.verticalScrollBar(), self._over.verticalScrollBar()
            other.valueChanged.connect(own.setValue)
            own.valueChanged.connect(other.setValue)
        if columns:
            blocked = self.head.blockSignals(True)
            self.head.restoreState(self._over.head.saveState())
            for column in range(self.head.count()):
                self.setColumnHidden(column, column not in self._columns)
            self.head.setSectionsMovable(False)
            self.head.blockSignals(blocked)
        self.place()

    @Slot()
    def place(self) -> None:
        """Lie over the first columns, if they are scrolled away and there is room."""
        over = self._over
        width = sum(over.columnWidth(column) for column in self._columns)
        shown = 0 < width < over.viewport().width() * _MOST and over.horizontalScrollBar().value() > 0
        if shown:
            height = over.viewport().height() + over.head.height()
            self.setGeometry(over.frameWidth(), over.frameWidth(), width, height)
            self.head.setFixedHeight(over.head.height())
            self.verticalScrollBar().setValue(over.verticalScrollBar().value())
        self.setVisible(shown)
        if shown:
            self.raise_()

    @Slot()
    def _on_head_changed(self) -> None:
        if self.many:
            self._later.start()

    @Slot(int, int, int)
    def _on_resized(self, column: int, _before: int, now: int) -> None:
        if column in self._columns and now:
            self._over.setColumnWidth(column, now)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._over.press(self, event):
            super().mousePressEvent(event)
        self._over.setFocus(Qt.FocusReason.MouseFocusReason)

    def wheelEvent(self, event: QWheelEvent) -> None:
        QCoreApplication.sendEvent(self._over.viewport(), event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        width = self._over.viewport().width()
        paint_headings(self, event, self._proxy, self._look, self._icons, width)
        painter = QPainter(self.viewport())
        painter.setPen(self._look.colour("control_line"))
        painter.drawLine(self.viewport().rect().topRight(), self.viewport().rect().bottomRight())
        painter.end()

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and self._over.record_at(index.row()):
            self._over.menu_wanted.emit(index, self.viewport().mapToGlobal(at))
