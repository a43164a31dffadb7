"""What merging a file will do, and the values both changed, to choose from; Enter does it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.merging import label
from exoannotate.domain.wording import counted
from exoannotate.ui import tables
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.look import ROW, L, M, S
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.merging import Difference, Preview

Index = QModelIndex | QPersistentModelIndex
HEADS = ("Record", "Field", "Yours", "Theirs")
MINE, THEIRS = 2, 3


class ConflictsModel(QAbstractTableModel):
    """The values both changed; the one that will be shown has a mark and is bold."""

    def __init__(self, conflicts: tuple[Difference, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.conflicts = conflicts
        self.theirs = [one.theirs_wins for one in conflicts]

    def chosen(self) -> dict[tuple[str, str], bool]:
        """What a person decided: True for theirs."""
        return {(one.table, one.key): wins for one, wins in zip(self.conflicts, self.theirs, strict=True)}

    def choose(self, row: int, theirs: bool) -> None:
        """Let one of the two values be the one that is shown."""
        self.theirs[row] = theirs
        self.dataChanged.emit(self.index(row, MINE), self.index(row, THEIRS))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.conflicts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self.conflicts[index.row()], index.column()
        said = (one.about, one.field.replace("_", " "), one.mine or "nothing", one.theirs or "nothing")[column]
        taken = column == (THEIRS if self.theirs[index.row()] else MINE)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"✓ {said}" if taken else said
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(said)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{HEADS[column]}: {said}{', will be shown' if taken else ''}"
        if role == Qt.ItemDataRole.FontRole and taken:
            font = QFont()
            font.setBold(True)
            return font
        return None


class ConflictsView(QTableView):
    """Left and Right, or a click, choose yours or theirs for a row; Space takes the other one."""

    merge_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, row = self.model(), self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge_wanted.emit()
        elif isinstance(model, ConflictsModel) and row >= 0 and event.key() in _KEYS:
            theirs = _KEYS[event.key()]
            model.choose(row, not model.theirs[row] if theirs is None else theirs)
        else:
            super().keyPressEvent(event)


_KEYS: dict[int, bool | None] = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True, Qt.Key.Key_Space: None}


class MergeDialog(QDialog):
    """Tells what will happen; ``merge_wanted`` carries what was decided, ``open_wanted`` wants the file opened."""

    merge_wanted = Signal(object)
    open_wanted = Signal()

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(label(preview.source.stem))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(560)
        self.model = ConflictsModel(preview.conflicts, self)
        self.view = ConflictsView()
        self.merge = QPushButton("Merge")
        self.merge.setDefault(True)
        self.merge.setProperty("role", "primary")
        self.merge.setEnabled(not preview.plan.empty)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.addButton(self.merge, QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_it = self.buttons.addButton("Open it instead", QDialogButtonBox.ButtonRole.ActionRole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(summary(preview), role="title", wrap=True))
        if preview.conflicts:
            self._show_conflicts(whole)
        for sentence in (*filter(None, (preview.hidden(),)), *left_out(preview.refused)):
            whole.addWidget(plain_label(sentence, role="warning", wrap=True))
        whole.addWidget(plain_label(AFTERWARDS if not preview.plan.empty else NOTHING, role="muted", wrap=True))
        whole.addWidget(self.buttons)
        self.merge.clicked.connect(self._on_merge)
        self.buttons.rejected.connect(self.reject)
        self.open_it.clicked.connect(self._on_open)
        (self.view if preview.conflicts else self.merge).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_conflicts(self, whole: QVBoxLayout) -> None:
        many = len(self.model.conflicts)
        values = counted(many, "value")
        said = f"Both changed {values}. Choose which to show; the other stays in the history."
        whole.addWidget(plain_label(said, wrap=True))
        view = self.view
        view.setModel(self.model)
        tables.set_up(view, "Values both changed")
        view.setToolTip("Left for yours, Right for theirs, or click; Enter merges")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setMinimumHeight(min(many + 2, 9) * ROW)
        view.setCurrentIndex(self.model.index(0, 0))
        view.clicked.connect(self._on_clicked)
        view.merge_wanted.connect(self._on_merge)
        line = QHBoxLayout()
        line.setSpacing(S)
        self.all_mine, self.all_theirs = QPushButton("All yours"), QPushButton("All theirs")
        for button, theirs in ((self.all_mine, False), (self.all_theirs, True)):
            button.setAutoDefault(False)
            button.clicked.connect(self._on_all_theirs if theirs else self._on_all_mine)
            line.addWidget(button)
        line.addStretch(1)
        whole.addWidget(view, 1)
        whole.addLayout(line)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() in (MINE, THEIRS):
            self.model.choose(index.row(), index.column() == THEIRS)

    @Slot()
    def _on_all_mine(self) -> None:
        for row in range(self.model.rowCount()):
            self.model.choose(row, False)

    @Slot()
    def _on_all_theirs(self) -> None:
        for row in range(self.model.rowCount()):
            self.model.choose(row, True)

    @Slot()
    def _on_merge(self) -> None:
        chosen = self.model.chosen()
        self.accept()
        self.merge_wanted.emit(chosen)

    @Slot()
    def _on_open(self) -> None:
        self.reject()
        self.open_wanted.emit()


SENTENCES = 4
AFTERWARDS = "One undo takes the whole merge back. The file you merge is not changed."
NOTHING = "Everything in it is here already, or was changed here since."


def left_out(refused: tuple[str, ...]) -> tuple[str, ...]:
    """What a dialog has room for of what was not taken from a file."""
    more = len(refused) - SENTENCES
    rest = (f"And {more:,} more of the kind; “exoannotate merge --dry-run” lists them all.",) if more > 0 else ()
    return (*refused[:SENTENCES], *rest)


def summary(of: Preview) -> str:
    """What a merge brings, in one sentence."""
    return "This file brings nothing new." if of.plan.empty else f"It brings {of.brings()}."
