"""Asks what goes along in a copy of the project, and where it is written; says how much that is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.look import L, M, S
from exoannotate.ui.saving import save_dialog
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.sharing import Choice, Parts

ALWAYS = "Never in it: folders of your computer, and what was deleted."
LOOKING = "Counting what there is …"


class ShareDialog(QDialog):
    """Choices with their counts, and a file name; Enter shares. ``share_wanted`` carries path and ``Choice``."""

    share_wanted = Signal(object, object)

    def __init__(self, target: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Share a copy")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.told = plain_label(LOOKING, role="title", wrap=True)
        self.pdfs, self.images = QCheckBox("The PDFs"), QCheckBox("A picture of the lines of each quote")
        self.notes, self.names = QCheckBox("Notes"), QCheckBox("Names of people")
        self.boxes = (self.pdfs, self.images, self.notes, self.names)
        self.notes.setChecked(True)
        self.names.setChecked(True)
        self.names.setToolTip("Without them it says “Curator 1”; a merge knows whom that was")
        self.images.setToolTip("For readers who do not have the PDFs")
        self.target = QLineEdit(str(target))
        self.target.setAccessibleName("File to write")
        self.choose = QPushButton("Choose…")
        self.choose.setAutoDefault(False)  # Enter shares
        self.message = plain_label("", role="danger", wrap=True)
        self.message.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.share = self.buttons.addButton("Share", QDialogButtonBox.ButtonRole.AcceptRole)
        self.share.setProperty("role", "primary")
        self._lay_out()
        self.share.setDefault(True)  # inside the dialog by now, which else forgets it with the first box
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        self.choose.clicked.connect(self._on_choose)
        self.share.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(S)
        whole.addWidget(self.told)
        for box in self.boxes:
            whole.addWidget(box)
        whole.addWidget(plain_label(ALWAYS, role="muted", wrap=True))
        whole.addSpacing(S)
        whole.addWidget(plain_label("File", role="title"))
        line = QHBoxLayout()
        line.addWidget(self.target, 1)
        line.addWidget(self.choose)
        whole.addLayout(line)
        whole.addWidget(self.message)
        whole.addSpacing(M)
        whole.addWidget(self.buttons)

    def choice(self) -> Choice:
        """What is ticked."""
        return Choice(self.pdfs.isChecked(), self.notes.isChecked(), self.names.isChecked(), self.images.isChecked())

    def show_parts(self, parts: Parts) -> None:
        """Say how much each choice is; what there is nothing of cannot be chosen."""
        self.told.setText(parts.sentence())
        self.pdfs.setText(f"The PDFs: {parts.pdfs_told()}")
        self.images.setText(f"A picture of the lines of each quote: {parts.quotes:,}")
        self.notes.setText(f"Notes: {parts.notes:,}")
        people = ", ".join(parts.names[:3]) + (" …" if len(parts.names) > 3 else "")
        self.names.setText(f"Names of people: {people}" if people else "Names of people")
        for box, many in zip(self.boxes, (parts.pdfs, parts.quotes, parts.notes, len(parts.names)), strict=True):
            box.setEnabled(bool(many))

    def tell(self, sentence: str) -> None:
        """Say why nothing was written; everything stays as it was chosen."""
        self.message.setText(sentence)
        self.message.show()

    @Slot()
    def _on_accepted(self) -> None:
        text = self.target.text().strip()
        if not text:
            self.tell("Say where to write.")
            return
        self.accept()
        self.share_wanted.emit(Path(text).expanduser(), self.choice())

    @Slot()
    def _on_choose(self) -> None:
        dialog = save_dialog(self, "Share a copy", self.target.text(), "Projects (*.exo)")
        dialog.fileSelected.connect(self.target.setText)
        dialog.open()
