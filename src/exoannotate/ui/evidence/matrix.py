"""The matrix: evidence by two columns of the reader's choice, with the studies and the mix of roles where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedLayout,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.evidence import COLUMNS, Column, Columns, EvidenceRow
from exoannotate.domain.pivot import Measure, Order, Pivot, pivot
from exoannotate.ui.evidence.lore import Latest, Lore
from exoannotate.ui.evidence.matrix_model import MatrixModel, Picture, as_tables, cell_told, picture
from exoannotate.ui.evidence.matrix_paint import CellPainter, MatrixHeader
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, ROW, XL, Look, M, S, body_font
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, EmptyState, plain_label

_UNFIT = ("quote", "quoted_in", "statement", "note", "record_id", "passages", "page_label", "page_index",
          "created", "changed", "reviewed")  # fmt: skip
"""Columns that say something else in nearly every record: a matrix of them would be the table again."""
_NARROW, _WIDE = 120, 176
"""Least and most of a column's width, in pixels."""
_SIDE_LEAST, _SIDE_MOST = 140, 300
_COPY = "Copy the numbers as a table, for Word and Excel (Ctrl+C in the matrix)"
_COPIED = 1_000_000
"""The most cells that go to the clipboard."""
_MEASURED = 300
"""So many headings are measured; the others get the usual width."""


def fit(columns: Columns) -> tuple[Column, ...]:
    """The columns a matrix can be made of."""
    return tuple(c for c in columns.all if c.name not in _UNFIT and not c.name.endswith("_reason"))


class MatrixTable(QTableView):
    """The table of the matrix. Enter, like a double click, wants the records of what is marked."""

    wanted = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Matrix of the evidence")
        self.setHorizontalHeader(MatrixHeader(Qt.Orientation.Horizontal, look, self))
        self.setVerticalHeader(MatrixHeader(Qt.Orientation.Vertical, look, self))
        self.setItemDelegate(CellPainter(look, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.doubleClicked.connect(self._on_double_clicked)

    @Slot(QModelIndex)
    def _on_double_clicked(self, _index: QModelIndex) -> None:
        self.wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            event.ignore()  # the matrix copies it with its headings
        else:
            super().keyPressEvent(event)


class MatrixView(QWidget):
    """The boxes that choose rows, columns and what is counted, and the matrix."""

    records_wanted = Signal(tuple, str)

    def __init__(self, lore: Lore, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrix_view")
        self._lore, self._look = lore, look
        self._rows: tuple[EvidenceRow, ...] = ()
        self._columns: Columns | None = None
        self._by_column = ""
        self._latest: Latest[Picture] = Latest(lore.jobs, self._on_picture)
        self.model = MatrixModel(self)
        self.table = MatrixTable(look, self)
        self.table.setModel(self.model)
        self.down = self._box("Rows of the matrix", "What stands down the side")
        self.across = self._box("Columns of the matrix", "What stands on top")
        self.show_box = self._box("What a cell counts", "Records, or primary studies, each once")
        self.order = self._box("Order of the matrix", "Most first, or by name; a click on a heading sorts by it")
        for box, words in (
            (self.show_box, (("Records", "records"), ("Primary studies", "studies"))),
            (self.order, (("Most first", "total"), ("By name", "name"))),
        ):
            for text, data in words:
                box.addItem(text, data)
        self.swap = QToolButton(self)
        put_icon(self.swap, icons, "arrow-left-right", size=ICON - 2)
        self.swap.setAccessibleName("Swap rows and columns")
        self.swap.setToolTip("Swap rows and columns")
        self.swap.clicked.connect(self._on_swap)
        self.copy_button = QPushButton(" Copy", self)
        put_icon(self.copy_button, icons, "copy")
        self.copy_button.setAccessibleName("Copy the matrix as a table")
        self.copy_button.setToolTip(_COPY)
        self.copy_button.clicked.connect(self.copy)
        self.summary = ElidedLabel("")
        self.summary.setProperty("role", "muted")
        self.empty = EmptyState("table", "There is nothing to count yet: no record is shown.", "", icons)
        self._lay_out()
        self.table.wanted.connect(self.show_chosen)
        self.table.horizontalHeader().sectionClicked.connect(self._on_column_clicked)
        for box in (self.down, self.across, self.show_box, self.order):
            box.activated.connect(self._on_chosen)
        lore.changed.connect(self._work)
        look.changed.connect(self._on_look_changed)

    def _box(self, name: str, tooltip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tooltip)
        return box

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(M, 0, S, S)
        line.setSpacing(S)
        for word, box in (("Rows", self.down), ("Columns", self.across), ("Count", self.show_box),
                          ("Sort", self.order)):  # fmt: skip
            label = plain_label(word, role="muted")
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box)
            if box is self.down:
                line.addWidget(self.swap)
        line.addWidget(self.summary, 1)
        line.addWidget(self.copy_button)
        self._stack = QStackedLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addLayout(self._stack, 1)
        self._stack.addWidget(self.table)  # once it has a parent: without one its first page is a window
        self._stack.addWidget(self.empty)

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What Tab reaches here, in reading order."""
        return (self.down, self.swap, self.across, self.show_box, self.order, self.copy_button, self.table)

    # What is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[EvidenceRow], columns: Any = COLUMNS) -> None:
        """Hold these rows; called while the matrix is in sight."""
        self._rows = tuple(rows)
        self._show_columns(columns if isinstance(columns, Columns) else COLUMNS)
        self._lore.want()
        self._work()

    @property
    def busy(self) -> bool:
        """Whether the matrix is being worked out."""
        return self._latest.busy

    def choose(self, down: str, across: str) -> None:
        """Choose rows and columns by the names of columns."""
        for box, name in ((self.down, down), (self.across, across)):
            box.setCurrentIndex(max(0, box.findData(name)))
        self._by_column = ""
        self._work()

    def _show_columns(self, columns: Columns) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for box, first in ((self.down, "cargo"), (self.across, "therapy")):
            kept = box.currentData() or first
            box.clear()
            for column in fit(columns):
                box.addItem(column.head, column.name)
            box.setCurrentIndex(max(0, box.findData(kept)))

    @Slot()
    def _work(self) -> None:
        if self._columns is None:
            return
        rows, columns, names = self._rows, self._columns, self._lore.names
        down, across = str(self.down.currentData()), str(self.across.currentData())
        measure, order = cast("Measure", self.show_box.currentData()), cast("Order", self.order.currentData())
        by = self._by_column

        def work() -> Picture:
            found = pivot(rows, down, across, columns=columns, names=names).sorted(order, order, measure)
            at = next((at for at, heading in enumerate(found.columns) if heading.text == by), -1) if by else -1
            return picture(found.sorted_by_column(at, measure) if at >= 0 else found, measure, at)

        self._latest.ask(work)

    def _on_picture(self, picture: Picture) -> None:
        found = picture.pivot
        header = self.table.horizontalHeader()
        assert isinstance(header, MatrixHeader)
        header.chosen = picture.by_column
        at = self.table.currentIndex()
        self.model.set_picture(picture)
        self._set_widths(found)
        self._stack.setCurrentWidget(self.table if found.rows and self._rows else self.empty)
        self._allow_copy(len(found.rows) * len(found.columns))
        self.summary.setText(f"{len(found.rows):,} × {len(found.columns):,}  ·  {cell_told(picture.whole)}")
        self.summary.setToolTip(self.summary.text())
        # The keys have a place to start from; nothing is marked by it.
        row, column = min(max(0, at.row()), len(found.rows) - 1), min(max(0, at.column()), len(found.columns) - 1)
        here = self.model.index(row, column)
        self.table.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _allow_copy(self, cells: int) -> None:
        self.copy_button.setEnabled(0 < cells <= _COPIED)
        too_many = "This matrix is too large for the clipboard: filter it, or use the command “pivot --csv”"
        self.copy_button.setToolTip(too_many if cells > _COPIED else _COPY)

    def _set_widths(self, found: Pivot) -> None:
        metrics = QFontMetrics(body_font())
        header = self.table.horizontalHeader()
        header.setDefaultSectionSize(_NARROW)
        for at, heading in enumerate(found.columns[:_MEASURED]):
            width = metrics.horizontalAdvance(heading.text[:60]) + 2 * M
            self.table.setColumnWidth(at, max(_NARROW, min(_WIDE, width)))
        side = max((metrics.horizontalAdvance(h.text[:80]) for h in found.rows[:_MEASURED]), default=0) + 3 * XL
        self.table.verticalHeader().setFixedWidth(max(_SIDE_LEAST, min(_SIDE_MOST, side)))

    # What a person does ----------------------------------------------------------------------------------------

    @Slot()
    def show_chosen(self) -> None:
        """Want the records of the marked cells, or of the current one."""
        marked = [index for index in self._marked() if self.model.cell(index.row(), index.column()).records]
        if not marked:
            return
        cells = [self.model.cell(index.row(), index.column()) for index in marked]
        records = tuple(dict.fromkeys(record for cell in cells for record in cell.records))
        one = self.model.place(marked[0].row(), marked[0].column())
        self.records_wanted.emit(records, one if len(marked) == 1 else f"{len(marked)} cells of the matrix")

    def _marked(self) -> list[QModelIndex]:
        chosen = self.table.selectionModel().selectedIndexes()
        current = self.table.currentIndex()
        return chosen or ([current] if current.isValid() else [])

    @Slot()
    def copy(self) -> None:
        """Put the matrix on the clipboard; of several marked cells only these, with their headings."""
        found, measure = self.model.pivot, self.model.measure
        if found is None or not self.copy_button.isEnabled():
            return
        marked = self._marked()
        rows: list[int] = []
        columns: list[int] = []
        if len(marked) > 1:
            rows, columns = sorted({i.row() for i in marked}), sorted({i.column() for i in marked})
        self._lore.jobs.run(lambda: as_tables(found, measure, rows, columns), done=_to_clipboard)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    @Slot(int)
    def _on_column_clicked(self, section: int) -> None:
        heading = self.model.heading(section, Qt.Orientation.Horizontal)
        name = heading.text if heading is not None else ""
        self._by_column = "" if name == self._by_column else name
        self._work()

    @Slot()
    def _on_swap(self) -> None:
        self.choose(str(self.across.currentData()), str(self.down.currentData()))

    @Slot()
    def _on_chosen(self) -> None:
        self._by_column = ""
        self._work()

    @Slot()
    def _on_look_changed(self) -> None:
        self.table.viewport().update()


def _to_clipboard(tables: tuple[str, str]) -> None:
    data = QMimeData()
    data.setText(tables[0])
    data.setHtml(tables[1])
    QGuiApplication.clipboard().setMimeData(data)
