"""The backups of a project: what each holds, and the way back to one; for a damaged project also its mending."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui import tables
from exoannotate.ui.look import ROW, L, M
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.backups import Kept

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Made", "Records", "Highlights", "Documents", "Size")
MADE_BY_ITSELF = (
    "Backups are made by themselves: when a project is opened and while it is worked on. Going back deletes nothing: "
    "the file as it is now is kept beside the project under another name."
)
MENDING = (
    "Mending makes a whole file of what can still be read, completed from its history and the newest good backup. The "
    "damaged file is kept under another name."
)


class BackupsModel(QAbstractTableModel):
    """One backup a row, the newest first."""

    def __init__(self, kept: tuple[Kept, ...], today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept, self._today = kept, today

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.kept)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.kept[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(one)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {self._cells(one)[column]}"
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return f"{one.backup.at.astimezone():%A, %d %B %Y, %H:%M:%S}"
        return None

    def _cells(self, one: Kept) -> tuple[str, ...]:
        held = one.counts
        told = (f"{held.records:,}", f"{held.highlights:,}", f"{held.documents:,}") if held else ("damaged", "", "")
        return (self._when(one), *told, _size(one.backup.size))

    def _when(self, one: Kept) -> str:
        at = one.backup.at.astimezone()
        if at.date() == self._today:
            return f"today, {at:%H:%M}"
        if at.date() == self._today - timedelta(days=1):
            return f"yesterday, {at:%H:%M}"
        return f"{at:%a %d %b %Y, %H:%M}"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e5 else f"{max(1, round(size / 1e3))} kB"


class BackupsDialog(QDialog):
    """``back_wanted`` carries the backup somebody wants to go back to; ``mend_wanted`` has the damaged file mended."""

    back_wanted = Signal(object)
    mend_wanted = Signal()

    def __init__(
        self, path: Path, kept: tuple[Kept, ...], *, damage: str = "", read_only: bool = False,
        today: date | None = None, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """``damage``: what is wrong with the file as it is now, a sentence; "" for nothing."""
        super().__init__(parent)
        self.setWindowTitle(f"Backups of “{path.stem}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(580)
        self.model = BackupsModel(kept, today or date.today(), self)
        self.view = QTableView()
        self.view.setModel(self.model)
        tables.set_up(self.view, "Backups, the newest first")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.setMinimumHeight(min(max(len(kept), 3) + 1, 9) * ROW)
        self.back = QPushButton("Go back to this one")
        self.mend = QPushButton("Mend the file", self)
        (self.mend if damage else self.back).setProperty("role", "primary")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.back, QDialogButtonBox.ButtonRole.ActionRole)
        if damage:
            self.buttons.addButton(self.mend, QDialogButtonBox.ButtonRole.AcceptRole)
        else:
            self.mend.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        title = damage or ("What was saved before" if kept else "There is no backup of this project yet")
        whole.addWidget(plain_label(title, role="title", wrap=True))
        whole.addWidget(self.view, 1)
        whole.addWidget(
            plain_label(f"{MENDING} {MADE_BY_ITSELF}" if damage else MADE_BY_ITSELF, role="muted", wrap=True)
        )
        whole.addWidget(self.buttons)
        self.view.setVisible(bool(kept))
        self._read_only = read_only
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self.view.activated.connect(self._on_back)
        self.back.clicked.connect(self._on_back)
        self.mend.clicked.connect(self._on_mend)
        self.buttons.rejected.connect(self.reject)
        self._on_current()
        if kept:
            self.view.setCurrentIndex(self.model.index(0, 0))
            # Enter does what the coloured button says.
            (self.mend if damage else self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, *_: QModelIndex) -> None:
        row = self.view.currentIndex().row()
        whole = 0 <= row < len(self.model.kept) and self.model.kept[row].counts is not None
        self.back.setEnabled(whole and not self._read_only)
        self.mend.setEnabled(not self._read_only)

    @Slot()
    def _on_back(self) -> None:
        if self.back.isEnabled():
            kept = self.model.kept[self.view.currentIndex().row()]
            self.accept()
            self.back_wanted.emit(kept.backup)

    @Slot()
    def _on_mend(self) -> None:
        self.accept()
        self.mend_wanted.emit()
