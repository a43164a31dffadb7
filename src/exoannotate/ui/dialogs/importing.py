"""What importing a file will do, and what of it a person may leave out; Enter does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.importing import Choice

AFTERWARDS = "Nothing is overwritten that you typed. One undo takes all of it back."
NOTHING = "There is nothing new in this file."


class ImportDialog(QDialog):
    """``import_wanted`` carries the names of the options that are on."""

    import_wanted = Signal(object)

    def __init__(
        self, name: str, lines: Sequence[str], choices: Sequence[Choice], *, worth: bool, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(f"Import “{name}”")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        first, *others = lines
        self.head = plain_label(first, role="title", wrap=True)
        self.sentence = plain_label("\n".join(others), wrap=True)
        self.sentence.setVisible(bool(others))
        self.boxes = {choice.option: QCheckBox(choice.words) for choice in choices}
        self.take = QPushButton("&Import" if worth else "Close")
        self.take.setDefault(True)
        self.take.setProperty("role", "primary")
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.take, QDialogButtonBox.ButtonRole.AcceptRole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(self.head)
        whole.addWidget(self.sentence)
        for choice in choices:
            self.boxes[choice.option].setChecked(choice.on)
            whole.addWidget(self.boxes[choice.option])
        whole.addWidget(plain_label(AFTERWARDS if worth else NOTHING, role="muted", wrap=True))
        whole.addWidget(self.buttons)
        if worth:
            self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
            self.take.clicked.connect(self._on_take)
        else:
            self.take.clicked.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    @Slot()
    def _on_take(self) -> None:
        options = frozenset(option for option, box in self.boxes.items() if box.isChecked())
        self.accept()
        self.import_wanted.emit(options)
