"""The number printed on the first page: “the first page is 365”."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label


class FirstPageDialog(QDialog):
    """Asks what is printed on the first page. ``given`` carries it, "" for what the PDF itself says."""

    given = Signal(str)

    def __init__(self, title: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("First page number")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(400)
        self.field = QLineEdit(label)
        self.field.setPlaceholderText("365")
        self.field.setAccessibleName("Number printed on the first page")
        self.field.setValidator(QRegularExpressionValidator("[0-9]{0,7}", self.field))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        sentence = "What number is printed on the first page? Passages cite the printed numbers."
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(title, role="title", wrap=True))
        whole.addWidget(plain_label(sentence, wrap=True))
        whole.addWidget(self.field)
        whole.addWidget(plain_label("Leave it empty to use what the PDF says.", role="muted", wrap=True))
        whole.addWidget(self.buttons)

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()
        self.given.emit(self.field.text().strip())
