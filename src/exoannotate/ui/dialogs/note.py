"""A note on a highlight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from exoannotate.ui.look import CONTROL, L, M
from exoannotate.ui.window.notices import plain_label

QUOTE_SHOWN = 200
"""Characters of the quote that say which highlight is meant."""


class NoteDialog(QDialog):
    """Asks for a note. ``given`` carries it, "" when there is to be none."""

    given = Signal(str)

    def __init__(self, quote: str, note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Note on highlight")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.field = QPlainTextEdit(note)
        self.field.setAccessibleName("Note on the highlight")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(4 * CONTROL)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._on_accepted)
        short = quote if len(quote) <= QUOTE_SHOWN else quote[:QUOTE_SHOWN].rstrip() + "…"
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(plain_label(f"“{short}”", role="muted", wrap=True))
        whole.addWidget(self.field)
        whole.addWidget(self.buttons)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        note = self.field.toPlainText().strip()
        self.accept()
        self.given.emit(note)
