"""Tables that were worked out, to look at, copy and take home as a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.wording import counted
from exoannotate.export.table import Sheet
from exoannotate.store.sql import Answer
from exoannotate.ui import tables
from exoannotate.ui.look import ROW, L, Look, M
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.sql.model import AnswerModel
from exoannotate.ui.window.notices import plain_label

FOR_FILES = ("Id", "Record ids")
"""Columns that are copied and exported and would only take room here."""
KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)", "JSON (*.json)")


class SheetsDialog(QDialog):
    """One table or several, one of them shown at a time. ``export_wanted`` carries the one that is shown and a file."""

    export_wanted = Signal(object, object)

    def __init__(
        self,
        title: str,
        sentences: tuple[str, ...],
        sheets: tuple[tuple[str, Sheet], ...],
        folder: Path,
        look: Look,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 520)
        self._sheets, self._folder = sheets, folder
        self.choice = QComboBox()
        self.choice.setAccessibleName("Table")
        self.stack = QStackedWidget()
        self.views: list[QTableView] = []
        for name, sheet in sheets:
            self.choice.addItem(f"{name} ({len(sheet.rows):,})")
            self.stack.addWidget(self._view(name, sheet, look))
        self.choice.setVisible(len(sheets) > 1)
        self.choice.currentIndexChanged.connect(self.stack.setCurrentIndex)
        self.told = plain_label("", role="muted", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = self.buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self.export = self.buttons.addButton("Export…", QDialogButtonBox.ButtonRole.ActionRole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        for number, sentence in enumerate(sentences):
            whole.addWidget(plain_label(sentence, role="muted" if number else "title", wrap=True))
        for part in (self.choice, self.stack, self.told, self.buttons):
            whole.addWidget(part, int(part is self.stack))
        self.copy.clicked.connect(self._on_copy)
        self.export.clicked.connect(self._on_export)
        self.buttons.rejected.connect(self.reject)
        if self.views:
            self.views[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, name: str, sheet: Sheet, look: Look) -> QTableView:
        model = AnswerModel(look, self)
        model.show(Answer(sheet.heads, tuple(sheet.rows)))
        view = QTableView()
        tables.set_up(view, name)
        view.setModel(model)
        view.setMinimumHeight(5 * ROW)
        head = view.horizontalHeader()
        head.setStretchLastSection(not sheet.wide)
        for column, name in enumerate(sheet.heads):
            view.setColumnHidden(column, name in FOR_FILES)
            wide = column in sheet.wide
            head.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            )
        copying = QShortcut(QKeySequence.StandardKey.Copy, view)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self._on_copy)
        self.views.append(view)
        return view

    @property
    def shown(self) -> Sheet:
        """The table that is shown."""
        return self._sheets[self.stack.currentIndex()][1]

    @Slot()
    def _on_copy(self) -> None:
        """Copy the marked rows of the table that is shown, all of them where fewer than two are marked."""
        view = self.views[self.stack.currentIndex()]
        model = view.model()
        assert isinstance(model, AnswerModel)
        marked = sorted(index.row() for index in view.selectionModel().selectedRows())
        rows = marked if len(marked) > 1 else list(range(model.rowCount()))
        QGuiApplication.clipboard().setText(model.text(rows, range(model.columnCount())))
        self.tell(f"{counted(len(rows), 'row')} copied; they paste into Excel and Word.")

    @Slot()
    def _on_export(self) -> None:
        dialog = save_dialog(self, "Write the table to a file", self._folder / f"{self.shown.name}.xlsx", *KINDS)
        dialog.fileSelected.connect(partial(self._on_file, self.shown))
        dialog.open()

    def _on_file(self, sheet: Sheet, chosen: str) -> None:
        self.export_wanted.emit(sheet, Path(chosen))

    def tell(self, sentence: str) -> None:
        """Say something below the table."""
        self.told.setText(sentence)
