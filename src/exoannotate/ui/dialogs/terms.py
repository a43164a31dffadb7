"""The window of own terms: see them, add one, import and export tables, delete."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.records import Term
from exoannotate.ui import tables
from exoannotate.ui.dialogs.new_term import NewTermDialog
from exoannotate.ui.dialogs.terms_model import TermsModel, holding
from exoannotate.ui.jobs import Job, Jobs
from exoannotate.ui.look import L, M, S
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.window.notices import plain_label

WORDS = (
    "Names of your own, offered before those of the vocabularies. They travel with the project. "
    "What you choose for a name that means several things is kept here too."
)
_AT_ONCE = 500
"""So many terms are looked through while a key is pressed; more in a job."""
NOTHING = "No own terms yet. Add one, or import a table whose first line names its columns: name, synonyms, …"


class _Table(QTableView):
    """The table, which says when its chosen rows are to go."""

    delete_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)


class TermsDialog(QDialog):
    """The own terms and choices of a project. What is wanted is signalled; the commands do it and show what came."""

    add_wanted = Signal(object)
    """A term that was checked."""
    import_wanted = Signal(str)
    export_wanted = Signal(str)
    delete_wanted = Signal(tuple)
    """The ids of terms."""
    sources_wanted = Signal()

    def __init__(self, jobs: Jobs, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._terms: Sequence[Term] = ()
        self._looking: Job[tuple[Term, ...]] | None = None
        self.setObjectName("terms")
        self.setWindowTitle("Terms")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_only = read_only
        self.model = TermsModel(self)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find a term")
        self.search.setAccessibleName("Find a term")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.view = self._table()
        self.empty = plain_label(NOTHING, role="muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message = plain_label("", wrap=True)
        self.message.setAccessibleName("What became of it")
        self.message.hide()
        self.add = _button("&Add…", "Add a name of your own")
        self.take_in = _button("&Import…", "Take terms from a CSV or tab separated table")
        self.hand_out = _button("&Export…", "Write these terms to a table")
        self.delete = _button("&Delete", "Delete the chosen terms; Undo brings them back (Del)")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.sources = _button("&Vocabularies…", "Where the names that come along are from")
        self.buttons.rejected.connect(self.reject)
        self.sources.clicked.connect(self.sources_wanted)
        self.finished.connect(self._on_finished)
        self.add.clicked.connect(self._on_add)
        self.take_in.clicked.connect(self._on_import)
        self.hand_out.clicked.connect(self._on_export)
        self.delete.clicked.connect(self._on_delete)
        self.view.delete_wanted.connect(self._on_delete)
        self._lay_out()
        self.show_terms(())
        self.resize(860, 520)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _table(self) -> _Table:
        view = _Table()
        tables.set_up(view, "Own terms and choices")
        view.setModel(self.model)
        head = view.horizontalHeader()
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((180, 200, 84, 124, 92)):
            view.setColumnWidth(column, width)
        view.selectionModel().selectionChanged.connect(self._on_chosen)
        return view

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        words = plain_label(WORDS, role="muted", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        whole.addWidget(words)
        whole.addWidget(self.search)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.empty, 1)
        line = QHBoxLayout()
        line.setSpacing(S)
        for button in (self.add, self.take_in, self.hand_out, self.delete):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.sources)
        whole.addLayout(line)
        whole.addWidget(self.message)
        whole.addWidget(self.buttons)

    # What there is ---------------------------------------------------------------------------------------------

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Show the terms and choices of the project."""
        self._terms = terms
        self._on_search(self.search.text())
        some = bool(terms)
        self.view.setVisible(some)
        self.search.setVisible(some)
        self.empty.setVisible(not some)
        self.hand_out.setEnabled(some)
        if not some and not self._read_only:
            self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """Whether an import or another act is under way."""
        for button in (self.add, self.take_in):
            button.setEnabled(not busy and not self._read_only)
        self._on_chosen()

    def tell(self, sentence: str, *, danger: bool = False) -> None:
        """Say below the table what became of something."""
        self.message.setProperty("role", "danger" if danger else "")
        self.message.style().unpolish(self.message)
        self.message.style().polish(self.message)
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the rows that are chosen."""
        rows = {index.row() for index in self.view.selectionModel().selectedRows()}
        return tuple(self.model.term(row).id for row in sorted(rows))

    # What a person does ----------------------------------------------------------------------------------------

    @Slot(str)
    def _on_search(self, text: str) -> None:
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if not text.strip() or len(self._terms) <= _AT_ONCE:
            self._on_found(holding(self._terms, text) if text.strip() else tuple(self._terms))
        else:
            self._looking = self._jobs.run(partial(holding, self._terms, text), done=self._on_found)

    def _on_found(self, found: tuple[Term, ...]) -> None:
        self._looking = None
        self.model.show(found)
        self._on_chosen()

    @Slot(int)
    def _on_finished(self, _result: int) -> None:
        if self._looking is not None:
            self._looking.cancel()

    @Slot()
    def _on_chosen(self, *_selection: object) -> None:
        self.delete.setEnabled(not self._read_only and self.view.selectionModel().hasSelection())

    @Slot()
    def _on_add(self) -> None:
        dialog = NewTermDialog(self)
        dialog.given.connect(self.add_wanted)
        dialog.open()

    @Slot()
    def _on_import(self) -> None:
        dialog = QFileDialog(self, "Import terms")
        dialog.setNameFilters(["Tables (*.csv *.tsv *.tab *.txt *.gz)", "All files (*)"])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.import_wanted)
        dialog.open()

    @Slot()
    def _on_export(self) -> None:
        dialog = save_dialog(self, "Export terms", "terms.csv", "CSV (*.csv)", "Tab separated (*.tsv)")
        dialog.fileSelected.connect(self.export_wanted)
        dialog.open()

    @Slot()
    def _on_delete(self) -> None:
        if self.chosen and not self._read_only:
            self.delete_wanted.emit(self.chosen)


def _button(text: str, tooltip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tooltip)
    button.setAutoDefault(False)
    return button
