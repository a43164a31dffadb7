"""The password of an encrypted PDF: asked, used and forgotten."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label


class PasswordDialog(QDialog):
    """Asks for a password without blocking. ``given`` carries it; it is stored nowhere."""

    given = Signal(str)

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Password needed")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(400)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Password of the PDF")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(sentence, wrap=True))
        self.field.setPlaceholderText("Used once and kept nowhere")
        whole.addWidget(self.field)
        whole.addWidget(self.buttons)

    @Slot()
    def _on_accepted(self) -> None:
        password = self.field.text()
        self.field.clear()
        self.accept()
        self.given.emit(password)
