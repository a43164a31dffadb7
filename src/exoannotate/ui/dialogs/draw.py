"""Asks how large a sample is to be checked again, and by which number it is drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from exoannotate.domain.verifying import HIGHEST
from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label

HOW = (
    "You see their passages with all fields empty, and extract again. What you save is kept beside the first record, "
    "counts as no new evidence, and tells how often both say the same."
)


class DrawDialog(QDialog):
    """``drawn`` carries how many records, and the number of the draw."""

    drawn = Signal(int, int)

    def __init__(self, many: int, size: int, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Check a sample again")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.size_box = QSpinBox()
        self.size_box.setRange(1, many)
        self.size_box.setValue(size)
        self.size_box.setSuffix(f" of {many:,}")
        self.size_box.setAccessibleName("How many records are drawn")
        self.number = QSpinBox()
        self.number.setRange(1, HIGHEST)
        self.number.setValue(number)
        self.number.setAccessibleName("Number of the draw")
        self.number.setToolTip("The same number draws the same records, on any computer")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.begin = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.begin.setText("Begin")
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        asked = QFormLayout()
        asked.setSpacing(M)
        asked.addRow("Records", self.size_box)
        asked.addRow("Number of the draw", self.number)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        of_others = (
            f"{many:,} record{' of other people is' if many == 1 else 's of other people are'} accepted or complete"
        )
        whole.addWidget(plain_label(f"{of_others}. Some are drawn by chance.", role="title", wrap=True))
        whole.addWidget(plain_label(HOW, wrap=True))
        whole.addLayout(asked)
        whole.addWidget(plain_label("The same number draws the same records again.", role="muted", wrap=True))
        whole.addWidget(self.buttons)
        self.size_box.selectAll()
        self.size_box.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        size, number = self.size_box.value(), self.number.value()
        self.accept()
        self.drawn.emit(size, number)
