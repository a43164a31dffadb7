"""The pane below the page: the evidence table with its quick filter, its counts and the way out (Export)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.evidence import DEFAULT_COLUMNS, LONG_COLUMNS, EvidenceRow
from exoannotate.ui.evidence.cells import CellDelegate
from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.evidence.table import RECORD_ROLE, EvidenceModel
from exoannotate.ui.evidence.views import TABLE, ViewRow, Views
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ROW, TARGET, Look, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import EmptyState

PATCHED_ONE_BY_ONE = 200
"""More rows than these are shown anew altogether, which is faster then."""
WIDTHS = {
    "cargo": 110, "cargo_class": 100, "donor": 150, "recipient": 120, "therapy": 132, "effect": 158, "role": 178,
    "mechanism_target": 140, "system": 100, "level": 100, "clinical_value": 110, "primary_study": 130,
    "quoted_in": 180, "quote": 280, "statement": 160, "curator": 110, "status": 96, "record_id": 120,
}  # fmt: skip
"""Column widths in logical pixels, wide enough for usual values."""


class EvidenceView(QTableView):
    """The table itself. Enter jumps like a double click."""

    jump_wanted = Signal(str)  # record id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Evidence table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSortingEnabled(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.doubleClicked.connect(self._on_double_clicked)

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.jump_wanted.emit(index.data(RECORD_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.jump_wanted.emit(self.currentIndex().data(RECORD_ROLE))
            return
        super().keyPressEvent(event)


class EvidencePane(QWidget):
    """Title line, filter field, Export button and the table."""

    record_selected = Signal(str)
    jump_wanted = Signal(str)  # record id
    review_wanted = Signal(str, str)  # record id, "accepted", "rejected" or ""
    delete_wanted = Signal(str)  # record id
    export_wanted = Signal()
    passage_wanted = Signal(str)  # passage id

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = EvidenceModel(look, self)
        self.proxy = EvidenceProxy(self.model, self)
        self.view = EvidenceView(self)
        self.view.setModel(self.proxy)
        self.view.setItemDelegate(CellDelegate(look, self.view))
        self.view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.counts = QLabel("", self)
        self.counts.setProperty("role", "muted")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("evidence_filter")
        self.filter.setAccessibleName("Filter the evidence table")
        self.filter.setPlaceholderText("Filter: words, or therapy = temozolomide and role ~ resistance")
        self.filter.setClearButtonEnabled(True)
        self._icons = icons
        self._sign = self.filter.addAction(icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        look.changed.connect(self._on_look_changed)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.complaint = QLabel("", self)
        self.complaint.setProperty("role", "warning")
        self.complaint.setTextFormat(Qt.TextFormat.PlainText)
        self.export = QPushButton(" Export", self)
        put_icon(self.export, icons, "download")
        self.export.setAccessibleName("Export the evidence table")
        self.export.setToolTip("Export the table as CSV, Excel and more (Ctrl+Shift+E)")
        self.export.clicked.connect(self.export_wanted)
        self.empty = EmptyState(
            "table", "No evidence yet. Select a sentence on a page and press E to make the first record.", "", icons
        )
        self.no_match = EmptyState("filter", "No record matches this filter.", "Clear the filter", icons)
        self.no_match.wanted.connect(self.filter.clear)
        self._lay_out()
        self._set_up_header()
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu_wanted)
        self.view.jump_wanted.connect(self.jump_wanted)
        self.view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        for signal in (self.proxy.rowsInserted, self.proxy.rowsRemoved, self.proxy.modelReset):
            signal.connect(self._show_counts)
        self.proxy.modelReset.connect(self._tell_views)
        self._show_counts()

    def add_view(self, id: str, title: str, make: Callable[[], QWidget], tooltip: str = "") -> None:
        """Give the pane another way to show the filtered rows; the widget is made when it is first wanted.

        The widget has ``show_rows(rows, columns)``, which is called while it is in sight, and may have the signals
        ``records_wanted(tuple, str)``, ``jump_wanted(str)`` for a passage and ``record_wanted(str)``.
        """
        self.views.add(id, title, make, tooltip or title)

    def show_view(self, id: str) -> None:
        """Bring a view to the front: "table" or one that was added."""
        self.views.show_view(id)
        self._tell_views()

    def set_filter(self, text: str) -> None:
        """Filter the rows as if somebody had typed it."""
        self.filter.setText(text)

    def show_records(self, records: Iterable[str], label: str) -> None:
        """Go to the table with these records alone."""
        self.show_view(TABLE)
        self.set_filter(" or ".join(f'record_id = "{record}"' for record in records))

    @Slot(str, QWidget)
    def _on_view_made(self, _id: str, widget: QWidget) -> None:
        for name, slot in (
            ("records_wanted", self.show_records),
            ("jump_wanted", self.passage_wanted),
            ("record_wanted", self.record_selected),
        ):
            signal = getattr(widget, name, None)
            if signal is not None:
                signal.connect(slot)

    @Slot()
    def _tell_views(self) -> None:
        if self.views.current != TABLE:
            self.views.tell(self.shown_rows, LONG_COLUMNS)

    def shown_rows(self) -> tuple[EvidenceRow, ...]:
        """The rows that pass the filter, in the order of the table."""
        return tuple(map(self.model.row, self.proxy.order))

    def _lay_out(self) -> None:
        title = QLabel("Evidence", self)
        title.setProperty("role", "title")
        top = QHBoxLayout()
        top.setContentsMargins(M, S, S, S)
        top.setSpacing(S)
        top.addWidget(title)
        top.addWidget(self.counts)
        top.addSpacing(S)
        self.view_row = ViewRow(self)
        self.view_row.add(TABLE, "Table", "Show the records as a table (Ctrl+4)")
        top.addWidget(self.view_row)
        top.addSpacing(S)
        self.filter.setMaximumWidth(460)
        top.addWidget(self.filter, 2)
        top.addWidget(self.complaint)
        top.addStretch(1)
        top.addWidget(self.export)
        table = QWidget(self)
        self._stack = QStackedLayout(table)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.no_match)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        self.views = Views(table, self.view_row, self)
        self.views.made.connect(self._on_view_made)
        self.view_row.chosen.connect(self.show_view)
        whole.addWidget(self.views, 1)
        self.setMinimumHeight(4 * ROW + TARGET)

    def _set_up_header(self) -> None:
        header = self.view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_wanted)
        shown = {column.name for column in DEFAULT_COLUMNS}
        for at, column in enumerate(LONG_COLUMNS):
            self.view.setColumnWidth(at, WIDTHS.get(column.name, 120))
            self.view.setColumnHidden(at, column.name not in shown)

    def patch(self, rows: Mapping[str, EvidenceRow | None]) -> None:
        """Take over the rows a change touched. A row that goes does not choose its neighbour for the form."""
        blocked = self.blockSignals(True)
        if len(rows) > PATCHED_ONE_BY_ONE:
            kept = [row for row in map(self.model.row, range(self.model.rowCount())) if row.record not in rows]
            self.model.set_rows([*kept, *(row for row in rows.values() if row is not None)])
        else:
            self.model.patch(rows)
        if self.selected_record() and None in rows.values():
            self.view.clearSelection()
        self.blockSignals(blocked)
        # The proxy tells of removed rows before they are gone.
        self._show_counts()

    def select_record(self, record: str) -> None:
        """Mark the row of a record, without saying that a person chose it."""
        at = self.model.row_of(record)
        index = self.proxy.mapFromSource(self.model.index(at, 0)) if at is not None else QModelIndex()
        blocked = self.blockSignals(True)
        if index.isValid():
            self.view.selectRow(index.row())
            self.view.scrollTo(index)
        else:
            self.view.clearSelection()
        self.blockSignals(blocked)
        # The proxy tells of removed rows before they are gone.
        self._show_counts()

    def selected_record(self) -> str:
        """The record of the marked row, "" for none."""
        rows = self.view.selectionModel().selectedRows()
        return str(rows[0].data(RECORD_ROLE)) if rows else ""

    def neighbour(self, record: str, step: int) -> str:
        """The record ``step`` rows further down as the table is shown; the first one when nothing is marked."""
        at = self.model.row_of(record)
        here = self.proxy.mapFromSource(self.model.index(at, 0)).row() if at is not None else -1
        wanted = max(0, here + step) if here >= 0 else 0
        index = self.proxy.index(min(wanted, self.proxy.rowCount() - 1), 0)
        return str(index.data(RECORD_ROLE)) if index.isValid() else ""

    @Slot()
    def _on_look_changed(self) -> None:
        self._sign.setIcon(self._icons.icon("filter", "muted"))

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        kept = self.selected_record()
        sentence = self.proxy.set_filter(text)
        if kept:
            self.select_record(kept)
        self.complaint.setText("Not a whole filter yet; looking for its words." if sentence else "")
        self.complaint.setToolTip(sentence)
        self._show_counts()

    @Slot()
    def _show_counts(self) -> None:
        shown, whole = self.proxy.rowCount(), self.model.rowCount()
        self.counts.setText(f"{shown} of {whole}" if self.filter.text().strip() else f"{whole}")
        self._stack.setCurrentIndex(0 if shown else 2 if whole else 1)
        self.filter.setEnabled(whole > 0)
        self.export.setEnabled(whole > 0)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, chosen: QItemSelection, _left: QItemSelection) -> None:
        if not chosen.isEmpty():
            self.record_selected.emit(self.selected_record())

    @Slot(QPoint)
    def _on_menu_wanted(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            menu = self.row_menu(str(index.data(RECORD_ROLE)), str(index.data() or ""))
            menu.popup(self.view.viewport().mapToGlobal(at))

    def row_menu(self, record: str, cell: str) -> QMenu:
        """The menu of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open passage", partial(self.jump_wanted.emit, record))
        menu.addSeparator()
        menu.addAction("Accept", partial(self.review_wanted.emit, record, "accepted"))
        menu.addAction("Reject", partial(self.review_wanted.emit, record, "rejected"))
        menu.addAction("Take decision back", partial(self.review_wanted.emit, record, ""))
        menu.addSeparator()
        menu.addAction("Copy cell", partial(QGuiApplication.clipboard().setText, cell))
        menu.addAction("Copy row", partial(self._copy_row, record))
        menu.addSeparator()
        menu.addAction("Delete record", partial(self.delete_wanted.emit, record))
        return menu

    def _copy_row(self, record: str) -> None:
        at = self.model.row_of(record)
        if at is not None:
            row = self.model.row(at)
            cells = [row[LONG_COLUMNS[c].name] for c in self._visible_columns()]
            QGuiApplication.clipboard().setText("\t".join(" ".join(cell.split()) for cell in cells))

    def _visible_columns(self) -> list[int]:
        header = self.view.horizontalHeader()
        order = [header.logicalIndex(visual) for visual in range(header.count())]
        return [c for c in order if not self.view.isColumnHidden(c)]

    @Slot(QPoint)
    def _on_header_menu_wanted(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for number, column in enumerate(LONG_COLUMNS):
            if column.name.endswith("_reason"):
                continue
            action = menu.addAction(column.head)
            action.setCheckable(True)
            action.setChecked(not self.view.isColumnHidden(number))
            action.toggled.connect(partial(self._show_column, number))
        menu.popup(self.view.horizontalHeader().mapToGlobal(at))

    def _show_column(self, number: int, shown: bool) -> None:
        self.view.setColumnHidden(number, not shown)
