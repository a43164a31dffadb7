"""Asks for one name: of a collection, a tag, a saved query."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label


class NameDialog(QDialog):
    """One field. ``given`` carries what was typed, without blanks at its ends; never nothing."""

    given = Signal(str)

    def __init__(
        self, title: str, sentence: str, text: str = "", *, longest: int = 60, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(400)
        self.field = QLineEdit(text)
        self.field.setMaxLength(longest)
        self.field.setAccessibleName(title)
        self.field.selectAll()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setEnabled(bool(text.strip()))
        self.field.textChanged.connect(self._on_text)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(sentence, wrap=True))
        whole.addWidget(self.field)
        whole.addWidget(self.buttons)

    @Slot(str)
    def _on_text(self, text: str) -> None:
        self.ok.setEnabled(bool(text.strip()))

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()
        self.given.emit(" ".join(self.field.text().split()))
