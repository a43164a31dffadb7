"""The pane below the page: the evidence table with its filter, its counts and the way out (Export), and other views of
the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.chips import Chip, added, records_chip, split
from exoannotate.domain.evidence import Columns, EvidenceRow
from exoannotate.ui.evidence import layout
from exoannotate.ui.evidence.asking import Asking
from exoannotate.ui.evidence.chip_bar import ChipBar
from exoannotate.ui.evidence.header import sorted_by
from exoannotate.ui.evidence.marks import Marks
from exoannotate.ui.evidence.proxy import EvidenceProxy
from exoannotate.ui.evidence.table import EvidenceModel
from exoannotate.ui.evidence.view import EvidenceView
from exoannotate.ui.evidence.views import TABLE, ViewRow, Views
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import ROW, TARGET, XS, Look, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, EmptyState

PATCHED_ONE_BY_ONE = 40
"""More rows than these are shown anew altogether, which is faster then."""
PASSING = 120
"""Milliseconds of rest after which the record under a cursor that ran over many is shown."""
WIDE = 860
"""From this width on the title line has room for all its words."""
NOT_WHOLE = "Not a whole filter yet; looking for its words."


class EvidencePane(QWidget):
    """Title line, filter field, chips, Export button and the table."""

    record_selected = Signal(str)
    jump_wanted = Signal(str)  # record id
    review_wanted = Signal(str, str)  # record id, "accepted", "rejected" or ""
    delete_wanted = Signal(str)  # record id
    export_wanted = Signal()
    passage_wanted = Signal(str)  # passage id
    edit_wanted = Signal(QModelIndex, str)  # a cell, and what was typed
    copy_wanted = Signal()
    menu_wanted = Signal(QModelIndex, QPoint)  # a cell, and where on the screen
    head_menu_wanted = Signal(int, QPoint)  # a column, and where on the screen
    filter_wanted = Signal()
    columns_wanted = Signal()
    queries_wanted = Signal()

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = Jobs(threads=1, name="table", parent=self)
        self.model = EvidenceModel(look, self)
        self.proxy = EvidenceProxy(self.model, self, self.jobs)
        self.view = EvidenceView(self.proxy, look, icons, self)
        self.marks = Marks(self.view)
        self.asking = Asking(self.model, look, self, self.jobs)
        self.chips = ChipBar(icons, self)
        self._look, self._icons = look, icons
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(PASSING)
        self._passing.timeout.connect(self._tell_chosen)
        self._make_line()
        self.empty = EmptyState(
            "table", "No evidence yet. Select a sentence on a page and press E to make the first record.", "", icons
        )
        self.no_match = EmptyState("filter", "No record matches this filter.", "Clear the filter", icons)
        self.no_match.wanted.connect(self.clear_filter)
        self._lay_out()
        layout.apply(self.view, layout.DEFAULT)
        self._connect()
        self._show_counts()

    # Building ----------------------------------------------------------------------------------------------------

    def _make_line(self) -> None:
        self.counts = QLabel("", self)
        self.counts.setProperty("role", "muted")
        self.filter = QLineEdit(self)
        self.filter.setObjectName("evidence_filter")
        self.filter.setMaxLength(1_000_000)
        self.filter.setAccessibleName("Filter the evidence table")
        self.filter.setPlaceholderText("Filter: words, or therapy = TMZ")
        self.filter.setToolTip(
            "Words that must all occur, or the filter language: therapy = temozolomide and role ~ resistance (Ctrl+L)"
        )
        self.filter.setClearButtonEnabled(True)
        self._sign = self.filter.addAction(
            self._icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._sign.setText("Filter")
        self.complaint = ElidedLabel("")
        self.complaint.setProperty("role", "warning")
        self.filter_button = self._button(
            "plus", "Filter by a field", "Filter by a field and its values (Ctrl+Shift+L)"
        )
        self.queries_button = self._button("star", "Saved queries", "Saved queries: filters to come back to")
        self.columns_button = self._button(
            "columns-2", "Columns and layouts", "Columns, groups and layouts of the table"
        )
        self.export = QPushButton(" Export", self)
        put_icon(self.export, self._icons, "download")
        self.export.setAccessibleName("Export the evidence table")
        self.export.setToolTip("Export the table as CSV, Excel and more (Ctrl+Shift+E)")

    def _button(self, icon: str, name: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        put_icon(button, self._icons, icon)
        button.setToolTip(tooltip)
        button.setAccessibleName(name)
        return button

    def _lay_out(self) -> None:
        self.title = title = QLabel("Evidence", self)
        title.setProperty("role", "title")
        self.view_row = ViewRow(self)
        self.view_row.add(TABLE, "Table", "Show the records as a table (Ctrl+4)")
        top = QHBoxLayout()
        top.setContentsMargins(M, S, S, S)
        top.setSpacing(S)
        for widget in (title, self.counts, self.view_row):
            top.addWidget(widget)
        self.filter.setMaximumWidth(460)
        self.filter.setMinimumWidth(100)
        top.addWidget(self.filter, 2)
        top.addWidget(self.filter_button)
        top.addWidget(self.complaint, 1)
        top.addWidget(self.queries_button)
        top.addWidget(self.columns_button)
        top.addWidget(self.export)
        conditions = QHBoxLayout()
        conditions.setContentsMargins(M, 0, S, 0)
        conditions.addWidget(self.chips)
        table = QWidget(self)
        self._stack = QStackedLayout(table)
        for page in (self.view, self.empty, self.no_match):
            self._stack.addWidget(page)
        self.views = Views(table, self.view_row, self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addLayout(conditions)
        whole.addSpacing(XS)
        whole.addWidget(self.views, 1)
        self.setMinimumHeight(4 * ROW + TARGET)

    def _connect(self) -> None:
        self._look.changed.connect(self._on_look_changed)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.chips.changed.connect(self._on_chips_changed)
        self.chips.change_wanted.connect(self._on_chip_wanted)
        self.filter_button.clicked.connect(self.filter_wanted)
        self.queries_button.clicked.connect(self.queries_wanted)
        self.columns_button.clicked.connect(self.columns_wanted)
        self.export.clicked.connect(self.export_wanted)
        self.views.made.connect(self._on_view_made)
        self.view_row.chosen.connect(self.show_view)
        view = self.view
        view.jump_wanted.connect(self.jump_wanted)
        view.edit_wanted.connect(self.edit_wanted)
        view.copy_wanted.connect(self.copy_wanted)
        view.menu_wanted.connect(self.menu_wanted)
        view.step_wanted.connect(self._on_step)
        view.selectionModel().selectionChanged.connect(self._on_selection_changed)
        for head in (view.head, view.pinned.head):
            head.sort_wanted.connect(self.sort_by)
            head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.head.customContextMenuRequested.connect(self._on_head_menu)
        self.proxy.arranged.connect(self._on_arranged)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # In little room the words go that say what a picture says too.
        self.export.setText(" Export" if event.size().width() >= WIDE else "")
        self.title.setVisible(event.size().width() >= WIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET * 12, 4 * ROW + TARGET)

    # Views ---------------------------------------------------------------------------------------------------------

    def add_view(self, id: str, title: str, make: Callable[[], QWidget], tooltip: str = "") -> None:
        """Give the pane another way to show the filtered rows; the widget is made when it is first wanted.

        The widget has ``show_rows(rows, columns)``, which is called while it is in sight, and may have the signals
        ``records_wanted(tuple, str)``, ``jump_wanted(str)`` for a passage and ``record_wanted(str)``.
        """
        self.views.add(id, title, make, tooltip or title)

    @Slot(str)
    def show_view(self, id: str) -> None:
        """Bring a view to the front: "table" or one that was added."""
        if id != self.views.current:
            self.views.show_view(id)
            self._tell_views()

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

    def _tell_views(self) -> None:
        if self.views.current != TABLE:
            self.views.tell(self.shown_rows, self.model.columns)

    def shown_rows(self) -> tuple[EvidenceRow, ...]:
        """The rows that pass the filter, in the order of the table."""
        return tuple(map(self.model.row, self.proxy.order))

    # Rows ----------------------------------------------------------------------------------------------------------

    def show_rows(self, rows: Iterable[EvidenceRow], columns: Columns) -> None:
        """Show the rows of a project that was opened, in the order its records were made."""
        self.marks.clear()
        self.set_query("", ())
        self.model.set_rows(rows, columns, in_order=True)
        self.proxy.warm()

    def set_columns(self, columns: Columns, rows: Iterable[EvidenceRow]) -> None:
        """The project has other own fields; the rows have other cells."""
        kept = layout.read(self.view)
        self.model.set_rows(rows, columns)
        layout.apply(self.view, kept)

    def patch(self, rows: Mapping[str, EvidenceRow | None]) -> None:
        """Take over the rows a change touched. A row that goes does not choose its neighbour for the form."""
        blocked, self.marks.quiet = self.marks.quiet, True
        there = {record: row for record, row in rows.items() if row is not None}
        if len(rows) > PATCHED_ONE_BY_ONE and len(there) == len(rows) and self.model.replace(there):
            self.proxy.warm()
        elif len(rows) > PATCHED_ONE_BY_ONE:
            self.marks.quiet = blocked
            kept = [row for row in self.model.rows.rows if row.record not in rows]
            self.model.set_rows([*kept, *(row for row in rows.values() if row is not None)])
        else:
            self.model.patch(rows)
            self.proxy.warm()
            if self.selected_record() and None in rows.values():
                self.view.clearSelection()
        self.marks.quiet = blocked
        self._show_counts()

    def select_record(self, record: str) -> None:
        """Mark the row of a record, without saying that a person chose it. More marked rows stay if it is one."""
        if record and record == self.selected_record():
            return
        self.marks.mark([record] if record else [], record)

    def selected_record(self) -> str:
        """The record under the cursor if it is marked, else the first marked one, "" for none."""
        current = self.view.currentIndex()
        if current.isValid() and self.view.selectionModel().isRowSelected(current.row(), QModelIndex()):
            return self.view.record_at(current.row())
        marked = self.view.marked_records()
        return marked[0] if marked else ""

    def selected_records(self) -> tuple[str, ...]:
        """The marked records, from top to bottom."""
        return tuple(self.view.marked_records())

    def neighbour(self, record: str, step: int) -> str:
        """The record ``step`` rows further down as the table is shown; the first one when nothing is marked."""
        here = self.proxy.place_of(record)
        place = here + step if here is not None else 0
        there = self.proxy.rowCount()
        direction = 1 if step > 0 or here is None else -1
        while 0 <= place < there and self.proxy.heading(place) is not None:
            place += direction
        if 0 <= place < there:
            return self.view.record_at(place)
        return record if here is not None else ""

    @Slot(int)
    def _on_step(self, step: int) -> None:
        wanted = self.neighbour(self.selected_record(), step)
        place = self.proxy.place_of(wanted) if wanted else None
        if place is not None:
            self.view.go_to_line(place)

    # Filter --------------------------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> None:
        """Filter the rows as if somebody had typed it."""
        self.filter.setText(text)

    def set_query(self, expression: str, chips: Sequence[Chip] | None = None) -> None:
        """Filter by an expression; what of it chips can say becomes chips."""
        found, rest = split(expression, self.model.columns) if chips is None else (tuple(chips), expression)
        self.filter.blockSignals(True)
        self.filter.setText(rest)
        self.filter.blockSignals(False)
        self.chips.set_chips(found, self.model.columns, tell=False)
        self._tell_sentence(self.proxy.set_asked(rest, found))

    @property
    def filter_words(self) -> str:
        """The filter in force for people: its expression, but records that were chosen elsewhere by their name."""
        chips = self.chips.chips
        if not any(chip.column == "record_id" for chip in chips):
            return self.proxy.filter_text
        told = [chip.text(self.model.columns) for chip in chips]
        return "; ".join(filter(None, (*told, self.filter.text().strip())))

    def add_chip(self, chip: Chip, *, alone: bool = False) -> None:
        """Filter by one more condition, or by it ``alone`` in its column."""
        self.chips.set_chips(added(self.chips.chips, chip, alone=alone), self.model.columns)

    def show_records(self, records: Iterable[str], label: str) -> None:
        """Go to the table with these records alone."""
        self.show_view(TABLE)
        self.set_query("", [records_chip(records, label)])
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def clear_filter(self) -> None:
        """Show every record."""
        self.set_query("", ())

    @Slot(str)
    def _on_filter_changed(self, text: str) -> None:
        self._tell_sentence(self.proxy.set_filter(text))

    def _tell_sentence(self, sentence: str) -> None:
        self.complaint.setText(NOT_WHOLE if sentence else "")
        self.complaint.setToolTip(sentence[:2_000])
        self._show_counts()

    @Slot(object)
    def _on_chips_changed(self, chips: tuple[Chip, ...]) -> None:
        self.proxy.set_chips(chips)
        self._show_counts()

    @Slot(int)
    def _on_chip_wanted(self, place: int) -> None:
        chip = self.chips.chips[place]
        if chip.label or chip.column not in self.model.columns:
            return

        def made(other: Chip) -> None:
            chips = [*self.chips.chips]
            chips[place] = other
            self.chips.set_chips(chips, self.model.columns)

        self.asking.change(self.chips.widgets[place], chip, made)

    # What happens --------------------------------------------------------------------------------------------------

    @Slot(int, bool)
    def sort_by(self, column: int, more: bool) -> None:
        """Sort by a column as a click on its head does."""
        name = self.model.columns.all[column].name
        self.proxy.set_sort(sorted_by(self.proxy.sort_keys, name, more=more))

    @Slot()
    def _on_arranged(self) -> None:
        for head in (self.view.head, self.view.pinned.head):
            head.show_sort(self.proxy.sort_keys, self.model.columns)
        self._show_counts()
        self._tell_views()

    @Slot()
    def _on_look_changed(self) -> None:
        self._sign.setIcon(self._icons.icon("filter", "muted"))

    @Slot()
    def _show_counts(self) -> None:
        shown, whole = self.proxy.count, self.model.rowCount()
        filtered = bool(self.filter.text().strip() or self.chips.chips)
        self.counts.setText(f"{shown:,} of {whole:,}" if filtered else f"{whole:,}")
        self._stack.setCurrentIndex(0 if shown else 2 if whole else 1)
        for widget in (self.filter, self.export, self.filter_button):
            widget.setEnabled(whole > 0)

    @Slot(QItemSelection, QItemSelection)
    def _on_selection_changed(self, chosen: QItemSelection, _left: QItemSelection) -> None:
        if chosen.isEmpty() or self.marks.quiet:
            return
        if self.view.held:
            self._passing.start()  # the form waits until the key is let go
        else:
            self._tell_chosen()

    @Slot()
    def _tell_chosen(self) -> None:
        self._passing.stop()
        record = self.selected_record()
        if record:
            self.record_selected.emit(record)

    @Slot(QPoint)
    def _on_head_menu(self, at: QPoint) -> None:
        self.head_menu_wanted.emit(self.view.head.logicalIndexAt(at), self.view.head.mapToGlobal(at))

    def stop(self) -> None:
        """The window closes: nothing more is wanted."""
        self._passing.stop()
        self.proxy.stop()
        self.jobs.close()
