"""The project's own fields: a list of them, and what the marked one is called, what it is for and what it takes.

Each act is done at once and can be undone; what is refused is told here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.own_fields import LONGEST, OwnField
from exoannotate.domain.records import OWN_KINDS, OwnKind
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import CONTROL, XS, L, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

Index = QModelIndex | QPersistentModelIndex

KINDS: dict[OwnKind, str] = {
    "text": "Text", "number": "Number", "date": "Date", "choice": "One of a list", "yes/no": "Yes or no"
}  # fmt: skip
"""The kinds of own fields as people read them."""


class OwnFieldsModel(QAbstractListModel):
    """The own fields in their order, and last “New field”, whose id is ""."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields: tuple[OwnField, ...] = ()
        self._used: Mapping[str, int] = {}

    def show_fields(self, fields: tuple[OwnField, ...], used: Mapping[str, int]) -> None:
        """Show these, with how many records say something in each."""
        self.beginResetModel()
        self.fields, self._used = fields, used
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.row() == len(self.fields):
            return "New field…" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        own = self.fields[index.row()]
        many = self._used.get(own.id, 0)
        told = f"{own.label}: {KINDS[own.kind].lower()}, filled in {counted(many, 'record')}"
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return own.label
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{told}; column {own.name}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return told
        return None


class OwnFieldsDialog(QDialog):
    """Asks for acts on own fields; whoever shows it does them and shows the fields as they are then."""

    add_wanted = Signal(str, str, list, str)  # label, kind, choices, what it is for
    change_wanted = Signal(str, str, list, dict, str)  # id, label, choices, renamed choices, what it is for
    move_wanted = Signal(str, int)
    delete_wanted = Signal(str)

    def __init__(self, icons: Icons, *, read_only: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Own fields")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read_only = read_only
        self._wanted = ""  # the label of the field to mark once it is there
        self.model = OwnFieldsModel(self)
        self._make_list(icons)
        self._make_form()
        self._arrange()
        self.show_fields((), {})

    def _make_list(self, icons: Icons) -> None:
        self.view = QListView()
        self.view.setAccessibleName("Own fields")
        self.view.setUniformItemSizes(True)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setModel(self.model)
        self.view.setMinimumWidth(9 * CONTROL)
        self.view.selectionModel().currentChanged.connect(self._on_marked)
        self.up, self.down, self.delete = QToolButton(), QToolButton(), QToolButton()
        for button, icon, name in (
            (self.up, "chevron-up", "Move up"),
            (self.down, "chevron-down", "Move down"),
            (self.delete, "trash-2", "Delete the field and what records say in it; Undo brings it back"),
        ):
            put_icon(button, icons, icon)
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.delete.clicked.connect(self._on_delete)

    def _make_form(self) -> None:
        self.label = QLineEdit()
        self.label.setMaxLength(LONGEST)
        self.label.setPlaceholderText("Dose")
        self.kind = QComboBox()
        for kind in OWN_KINDS:
            self.kind.addItem(KINDS[kind], kind)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.help = QLineEdit()
        self.help.setPlaceholderText("Micrograms of protein per millilitre")
        self.choices = QPlainTextEdit()
        self.choices.setTabChangesFocus(True)
        self.choices.setMinimumHeight(3 * CONTROL)
        self.message = plain_label("", role="danger", wrap=True)
        self.message.hide()
        self.apply = QPushButton("Add field")
        self.apply.setProperty("role", "primary")
        self.apply.setDefault(True)
        self.apply.clicked.connect(self._on_apply)
        for widget in (self.label, self.help):
            widget.textEdited.connect(self.message.hide)

    def _arrange(self) -> None:
        beside = QHBoxLayout()
        beside.setSpacing(XS)
        for button in (self.up, self.down, self.delete):
            beside.addWidget(button)
        beside.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(S)
        left.addWidget(self.view, 1)
        left.addLayout(beside)
        right = QVBoxLayout()
        right.setSpacing(XS)
        self._captions = {}
        for name, text, widget in (
            ("label", "Name", self.label),
            ("kind", "What it takes", self.kind),
            ("choices", "The list, one value a line", self.choices),
            ("help", "What it is for (shown in the form)", self.help),
        ):
            caption = plain_label(text, role="label")
            caption.setBuddy(widget)
            widget.setAccessibleName(text)
            self._captions[name] = caption
            right.addWidget(caption)
            right.addWidget(widget)
            right.addSpacing(S)
        right.addWidget(self.message)
        right.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(L)
        middle.addLayout(left, 2)
        middle.addLayout(right, 3)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.addButton(self.apply, QDialogButtonBox.ButtonRole.ActionRole)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        sentence = (
            "Fields of this project beside those every record has: in the form, as columns, in filters and exports."
        )
        whole.addWidget(plain_label(sentence, role="muted", wrap=True))
        whole.addLayout(middle, 1)
        whole.addWidget(close)
        self.resize(680, 460)

    # What is shown ---------------------------------------------------------------------------------------------

    @property
    def current(self) -> OwnField | None:
        """The field that is marked; None for a new one."""
        row = self.view.currentIndex().row()
        return self.model.fields[row] if 0 <= row < len(self.model.fields) else None

    def show_fields(self, fields: tuple[OwnField, ...], used: Mapping[str, int]) -> None:
        """Show the fields as they are now; the one that was marked, or was made, stays so."""
        current = self.current.id if self.current else ""
        self.model.show_fields(fields, used)
        ids, labels = [one.id for one in fields], [one.label for one in fields]
        row = labels.index(self._wanted) if self._wanted in labels else len(ids)
        row = ids.index(current) if current in ids else row
        self._wanted = ""
        self.view.setCurrentIndex(self.model.index(row, 0))
        self._fill()

    def tell(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.setText(sentence)
        self.message.show()

    @Slot()
    def _on_marked(self) -> None:
        self._fill()

    def _fill(self) -> None:
        own = self.current
        self.message.hide()
        self.label.setText(own.label if own else "")
        self.help.setText(own.help if own else "")
        self.choices.setPlainText("\n".join(own.choices) if own else "")
        self.kind.setCurrentIndex(OWN_KINDS.index(own.kind) if own else 0)
        self.kind.setEnabled(own is None and not self._read_only)
        self.kind.setToolTip("The kind stays: make another field for another kind" if own else "")
        self.apply.setText("Save changes" if own else "Add field")
        at = self.view.currentIndex().row()
        writable = not self._read_only
        for widget in (self.label, self.help, self.choices, self.apply):
            widget.setEnabled(writable)
        self.up.setEnabled(writable and own is not None and at > 0)
        self.down.setEnabled(writable and own is not None and at < len(self.model.fields) - 1)
        self.delete.setEnabled(writable and own is not None)
        self._on_kind()

    @Slot()
    def _on_kind(self) -> None:
        listed = self.kind.currentData() == "choice"
        self.choices.setVisible(listed)
        self._captions["choices"].setVisible(listed)

    # What was wanted -------------------------------------------------------------------------------------------

    @Slot()
    def _on_apply(self) -> None:
        lines = self._lines() if self.kind.currentData() == "choice" else []
        label, help = " ".join(self.label.text().split()), self.help.text().strip()
        own = self.current
        if own is None:
            self._wanted = label
            self.add_wanted.emit(label, str(self.kind.currentData()), lines, help)
        else:
            self.change_wanted.emit(own.id, label, lines, renamed(own.choices, lines), help)

    def _lines(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.choices.toPlainText().splitlines())
        return [line for line in lines if line]

    @Slot()
    def _on_up(self) -> None:
        self._move(-1)

    @Slot()
    def _on_down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        if self.current is not None:
            self.move_wanted.emit(self.current.id, self.view.currentIndex().row() + step)

    @Slot()
    def _on_delete(self) -> None:
        if self.current is not None:
            self.delete_wanted.emit(self.current.id)


def renamed(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    """Which values of a list got another name: the list is as long as it was, and other words stand in their line."""
    if len(before) != len(after):
        return {}
    pairs = zip(before, after, strict=True)
    return {old: new for old, new in pairs if old != new and old not in after and new not in before}
