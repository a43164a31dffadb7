"""The evidence table itself: its keys, its selection, columns that stay at the left, headings that open and close."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from exoannotate.ui.evidence.cells import CellDelegate
from exoannotate.ui.evidence.header import EvidenceHeader
from exoannotate.ui.evidence.headings import paint_headings
from exoannotate.ui.evidence.pinned import PinnedColumns
from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.evidence.table import RECORD_ROLE
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ROW, Look

Index = QModelIndex | QPersistentModelIndex


class EvidenceView(QTableView):
    """Enter jumps like a double click, J and K go from record to record, F2 or typing edits the cell."""

    jump_wanted = Signal(str)  # record id
    copy_wanted = Signal()
    edit_wanted = Signal(QModelIndex, str)
    """A cell, and what was typed to begin with."""
    menu_wanted = Signal(QModelIndex, QPoint)
    """A cell, and where on the screen."""
    step_wanted = Signal(int)

    def __init__(self, proxy: EvidenceProxy, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proxy = proxy
        self.held = False
        """Whether a key that is held down moves the cursor just now."""
        self._look, self._icons = look, icons
        self.setAccessibleName("Evidence table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.head = EvidenceHeader(look, icons, self)
        self.head.setSectionsMovable(True)
        self.setHorizontalHeader(self.head)
        self.setModel(proxy)
        self.setItemDelegate(CellDelegate(look, proxy.face, self))
        self.pinned = PinnedColumns(self, proxy, look, icons)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_wanted)
        self.doubleClicked.connect(self.on_double_clicked)

    # What is marked ----------------------------------------------------------------------------------------------

    def marked_records(self) -> list[str]:
        """The marked records, from top to bottom; quick also when everything is marked."""
        lines: set[int] = set()
        for part in self.selectionModel().selection().toList():
            lines.update(range(part.top(), part.bottom() + 1))
        return self.proxy.records_at(sorted(lines))

    @property
    def marks_several(self) -> bool:
        """Whether more than one line is marked."""
        parts = self.selectionModel().selection().toList()
        return len(parts) > 1 or any(part.top() != part.bottom() for part in parts)

    def record_at(self, place: int) -> str:
        """The record of a line, "" for a heading or no line."""
        return str(self.proxy.index(place, 0).data(RECORD_ROLE) or "")

    def shown_columns(self) -> list[int]:
        """The columns in sight, from left to right."""
        order = [self.head.logicalIndex(visual) for visual in range(self.head.count())]
        return [column for column in order if not self.isColumnHidden(column)]

    def go_to_line(self, place: int) -> None:
        """Mark one line and bring it in sight, in the column where the cursor is."""
        columns = self.shown_columns()
        column = self.currentIndex().column()
        if columns:
            # Not the view's own setCurrentIndex: that one adds to what is marked while somebody holds Ctrl.
            selection, flags = self.selectionModel(), QItemSelectionModel.SelectionFlag
            index = self.proxy.index(place, column if column in columns else columns[0])
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    # Keys and clicks ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.held = event.isAutoRepeat()
        self._key_pressed(event)
        self.held = False

    def _key_pressed(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif index.isValid() and self.proxy.heading(index.row()) is not None and self._heading_key(event, index.row()):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~_KEYPAD:
            if self.record_at(index.row()):
                self.jump_wanted.emit(self.record_at(index.row()))
        elif event.modifiers() & ~(_KEYPAD | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K) and not event.modifiers():
            self.step_wanted.emit(1 if event.key() == Qt.Key.Key_J else -1)
        elif event.key() == Qt.Key.Key_F2 and self.record_at(index.row()):
            self.edit_wanted.emit(index, "")
        elif event.text().strip() and event.text().isprintable() and self.record_at(index.row()):
            self.edit_wanted.emit(index, event.text())
        else:
            super().keyPressEvent(event)

    def _heading_key(self, event: QKeyEvent, place: int) -> bool:
        shown = self.proxy.index(place, 0).data(_OPEN)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.proxy.set_open(place, not shown)
            case Qt.Key.Key_Right:
                self.proxy.set_open(place, True)
            case Qt.Key.Key_Left:
                self.proxy.set_open(place, False)
            case _:
                return False
        return True

    def keyboardSearch(self, search: str) -> None:
        """Typing edits; it does not look for a row that begins so."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.press(self, event):
            super().mousePressEvent(event)

    def press(self, view: QTableView, event: QMouseEvent) -> bool:
        """A click on a heading opens or closes it; whether it was one."""
        place = view.rowAt(event.position().toPoint().y())
        if event.button() != Qt.MouseButton.LeftButton or self.proxy.heading(place) is None:
            return False
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.go_to_line(place)
        self.proxy.set_open(place, not self.proxy.index(place, 0).data(_OPEN))
        return True

    @Slot(QModelIndex)
    def on_double_clicked(self, index: QModelIndex) -> None:
        """Go to the passage of the record."""
        if self.record_at(index.row()):
            self.jump_wanted.emit(self.record_at(index.row()))

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid() and self.record_at(index.row()):
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(at))

    def event(self, event: QEvent) -> bool:
        # Single letters are this table's own while it has the focus.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~(_KEYPAD | Qt.KeyboardModifier.ShiftModifier)
            typed = plain and event.text().strip() and event.text().isprintable()
            if event.matches(QKeySequence.StandardKey.Copy) or typed:
                event.accept()
                return True
        return super().event(event)

    # Columns that stay -------------------------------------------------------------------------------------------

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        bar = self.horizontalScrollBar()
        before, in_sight = bar.value(), self.pinned.holds(index.column())
        super().scrollTo(index, hint)
        if in_sight:
            bar.setValue(before)  # it is in sight already
        elif self.pinned.many:
            hidden = self.pinned.wide() - self.columnViewportPosition(index.column())
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pinned.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_headings(self, event, self.proxy, self._look, self._icons, self.viewport().width())

    def set_columns(self, shown: Sequence[int], widths: Sequence[int], pinned: int) -> None:
        """Show these columns from left to right in these widths, the first ``pinned`` of them always in sight."""
        head = self.head
        wanted = set(shown)
        for column in range(head.count()):
            self.setColumnHidden(column, column not in wanted)
        for visual, (column, width) in enumerate(zip(shown, widths, strict=True)):
            head.moveSection(head.visualIndex(column), visual)
            self.setColumnWidth(column, max(head.minimumSectionSize(), width))
        self.pinned.set_many(pinned)


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_OPEN = Qt.ItemDataRole.UserRole + 3
