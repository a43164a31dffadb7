"""A link of a PDF leads out of the program: where to, before anything is opened."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from exoannotate.ui.look import CONTROL, L, M, title_font
from exoannotate.ui.window.notices import plain_label

SCHEMES = ("http", "https", "mailto")


def safe(address: str) -> QUrl | None:
    """The address as one that may be opened: of the web with a host, or of a mailbox; None for anything else."""
    url = QUrl(address.strip(), QUrl.ParsingMode.TolerantMode)
    if not url.isValid() or url.scheme().lower() not in SCHEMES:
        return None
    if url.scheme().lower() == "mailto":
        return url if "@" in url.path() else None
    return url if url.host() else None


def host_of(url: QUrl) -> str:
    """Who is asked: the host in plain letters, so that one name cannot be dressed up as another; or the mailbox."""
    if url.scheme().lower() == "mailto":
        return url.path()
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded)


class LinkDialog(QDialog):
    """Shows host and whole address as plain text. ``open_wanted`` carries the address when it is to be opened."""

    open_wanted = Signal(QUrl)

    def __init__(self, url: QUrl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._url = url
        mail = url.scheme().lower() == "mailto"
        self.setWindowTitle("Link in the PDF")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        question = f"Write to {host_of(url)}?" if mail else f"Open {host_of(url)} in your browser?"
        heading = plain_label(question, wrap=True)
        heading.setFont(title_font())
        self.address = QPlainTextEdit(bytes(url.toEncoded().data()).decode("ascii", "replace"))
        self.address.setReadOnly(True)
        self.address.setTabChangesFocus(True)
        self.address.setFixedHeight(2 * CONTROL + M)
        self.address.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.address.setAccessibleName("The whole address")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.open_button = QPushButton("Write" if mail else "Open in browser")
        self.copy_button = QPushButton("Copy address")
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.copy_button.clicked.connect(self._on_copy)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(heading)
        whole.addWidget(self.address)
        hint = "The link was put there by whoever made the PDF. Nothing of your project is sent."
        whole.addWidget(plain_label(hint, role="muted", wrap=True))
        whole.addWidget(self.buttons)
        # The safe answer is the one that Return gives.
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.open_button.setAutoDefault(False)
        self.copy_button.setAutoDefault(False)
        cancel.setDefault(True)
        cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        self.accept()
        self.open_wanted.emit(self._url)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.address.toPlainText())
        self.reject()
