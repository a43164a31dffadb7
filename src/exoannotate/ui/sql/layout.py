"""What stands in the window for own SQL, and where."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui import tables
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import PANE_LEAST, L, Look, M, S
from exoannotate.ui.sql.editor import StatementEditor
from exoannotate.ui.sql.model import AnswerModel
from exoannotate.ui.sql.shapes import ShapesModel
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import own_sql

_WIDEST = 420  # pixels of a column at first


class SqlLayout(QObject):
    """The parts of the window and how they look in each state."""

    example_wanted = Signal(str)
    saved_wanted = Signal(str)
    forget_wanted = Signal(str)
    export_wanted = Signal(str)

    def __init__(self, look: Look, icons: Icons, window: QWidget) -> None:
        super().__init__(window)
        self.shapes = ShapesModel(own_sql.about, self)
        self.tree = QTreeView()
        self.tree.setAccessibleName("Tables, views and their columns")
        self.tree.setModel(self.shapes)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.editor = StatementEditor(look)
        self.model = AnswerModel(look, self)
        self.view = self._table()
        self.run = QPushButton("Run  Ctrl+Enter")
        self.run.setProperty("role", "primary")
        self.run.setToolTip("Run the statement, or its marked part (Ctrl+Enter)")
        self.cancel = QPushButton("Cancel")
        self.cancel.setToolTip("Stop the statement (Esc)")
        self.cancel.setEnabled(False)
        self.time = QComboBox()
        self.time.setAccessibleName("Time a statement may take")
        self.time.setToolTip("How long a statement may take before it is stopped")
        for words, seconds in (("10 seconds", 10.0), ("1 minute", 60.0), ("5 minutes", 300.0)):
            self.time.addItem(words, seconds)
        self.saved = self._menu_button("Saved", "Statements you saved")
        self.examples = self._menu_button("Examples", "Statements to begin with")
        self.save = QPushButton("Save…")
        self.save.setToolTip("Save the statement by a name")
        self.copy = QPushButton("Copy")
        self.copy.setToolTip("Copy all rows; they paste into Excel and Word")
        self.export = self._menu_button(" Export", "Write the rows to a file")
        put_icon(self.export, icons, "download")
        for kind, words in (("csv", "CSV…"), ("xlsx", "Excel workbook…"), ("json", "JSON…"), ("tsv", "Tab separated…")):
            self.export.menu().addAction(words, partial(self.export_wanted.emit, kind))
        for example in own_sql.EXAMPLES:
            self.examples.menu().addAction(example.title, partial(self.example_wanted.emit, example.statement))
        self.message = plain_label("", role="muted", wrap=True)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setAccessibleName("The statement is under way")
        self.busy.hide()
        self.below = QStackedWidget()
        self.below.addWidget(self._first_sight())
        self.below.addWidget(self.view)
        self._lay_out(window)
        self.show_saved({})
        self._can_be_taken(False)

    def _table(self) -> QTableView:
        view = QTableView()
        tables.set_up(view, "Rows")
        view.verticalHeader().show()
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return view

    def _menu_button(self, words: str, tooltip: str) -> QPushButton:
        button = QPushButton(words)
        button.setToolTip(tooltip)
        button.setMenu(QMenu(button))
        return button

    def _first_sight(self) -> QWidget:
        """Before anything was run: examples to click."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(S, M, 0, 0)
        column.setSpacing(0)
        sentence = (
            "Ask the project in SQL. Nothing is ever written. A click runs an example, which you can then change:"
        )
        column.addWidget(plain_label(sentence, role="muted", wrap=True))
        column.addSpacing(S)
        for example in own_sql.EXAMPLES:
            button = QPushButton(example.title)
            button.setProperty("role", "recent")
            button.setToolTip(example.statement)
            button.clicked.connect(partial(self.example_wanted.emit, example.statement))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _lay_out(self, window: QWidget) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(S)
        column.addWidget(plain_label("Tables", role="title"))
        column.addWidget(self.tree, 1)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(S, 0, 0, S)
        column.setSpacing(S)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(plain_label("Statement", role="title"), 1)
        for button in (self.examples, self.saved, self.save):
            line.addWidget(button)
        column.addLayout(line)
        column.addWidget(self.editor, 1)
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.run)
        line.addWidget(self.cancel)
        line.addWidget(self.time)
        line.addWidget(self.busy)
        line.addStretch(1)
        line.addWidget(self.copy)
        line.addWidget(self.export)
        column.addLayout(line)
        column.addWidget(self.message)
        right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.addWidget(above)
        right.addWidget(self.below)
        right.setSizes([260, 380])
        right.setStretchFactor(1, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        both.addWidget(right)
        both.setSizes([PANE_LEAST - 60, 760])
        both.setStretchFactor(1, 1)
        whole = QVBoxLayout(window)
        whole.setContentsMargins(L, L, L, L)
        whole.addWidget(both)
        order = (self.tree, self.examples, self.saved, self.save, self.editor, self.run, self.cancel, self.time,
                 self.copy, self.export, self.view)  # fmt: skip
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # States --------------------------------------------------------------------------------------------------------

    def show_saved(self, saved: Mapping[str, str]) -> None:
        """Offer the statements that were saved, and to give one up."""
        menu = self.saved.menu()
        menu.clear()
        for name in sorted(saved, key=str.casefold):
            menu.addAction(_plain(name), partial(self.saved_wanted.emit, saved[name]))
        self.saved.setEnabled(bool(saved))
        if saved:
            menu.addSeparator()
            forget = menu.addMenu("Give up")
            for name in sorted(saved, key=str.casefold):
                forget.addAction(_plain(name), partial(self.forget_wanted.emit, name))

    def show_answer(self) -> None:
        """Show the rows; columns as wide as what is in them."""
        self.below.setCurrentWidget(self.view)
        rows = range(min(50, self.model.rowCount()))
        measure = self.view.fontMetrics().horizontalAdvance
        for column in range(self.model.columnCount()):
            shown = [str(self.model.index(row, column).data())[:60] for row in rows]
            head = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            widest = max((measure(text) for text in (head, *shown)), default=0)
            self.view.setColumnWidth(column, min(_WIDEST, widest + 2 * L))
        self.view.scrollToTop()
        self._can_be_taken(self.model.rowCount() > 0)

    def _can_be_taken(self, some: bool) -> None:
        self.copy.setEnabled(some)
        self.export.setEnabled(some)

    def set_busy(self, busy: bool) -> None:
        """A statement is under way, or has ended."""
        self.cancel.setEnabled(busy)
        self.busy.setVisible(busy)

    def tell(self, sentence: str, *, danger: bool = False, warning: bool = False) -> None:
        """Say something below the statement."""
        self.message.setProperty("role", "danger" if danger else "warning" if warning else "muted")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(sentence)


def _plain(name: str) -> str:
    return name.replace("&", "&&")
