"""One own term by hand: its names and what it is. Identifiers are not typed; they come with a table."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from exoannotate.domain.errors import BadValueError
from exoannotate.suggest.match import KINDS
from exoannotate.ui.look import XL, L, M
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace import own_terms

_FIRST = ("cell line", "cell type", "drug", "gene", "mirna", "disease", "pathway", "fluid", "method", own_terms.OWN)
"""The kinds that are added most by hand stand first."""


class NewTermDialog(QDialog):
    """A name, other names, a kind and a note. ``given`` carries the checked term."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add a term")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name, self.others, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        self.others.setPlaceholderText("parted by semicolons")
        self.note.setPlaceholderText("what must be known before it is chosen")
        self.kind = QComboBox()
        for kind in dict.fromkeys((*_FIRST, *KINDS)):
            self.kind.addItem("any" if kind == own_terms.OWN else kind, kind)
        self.message = plain_label("", role="danger", wrap=True)
        self.message.hide()
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Save | kinds.Cancel)
        self.buttons.accepted.connect(self._on_accepted)
        self.buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.setHorizontalSpacing(M)
        form.setVerticalSpacing(M)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        lines = (("&Name", self.name), ("&Other names", self.others), ("&Kind", self.kind), ("No&te", self.note))
        for label, widget in lines:
            widget.setAccessibleName(label.replace("&", ""))
            form.addRow(label, widget)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addLayout(form)
        whole.addWidget(self.message)
        whole.addWidget(self.buttons)
        self.setMinimumWidth(16 * XL)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_accepted(self) -> None:
        try:
            term = own_terms.checked(
                self.name.text(),
                kind=str(self.kind.currentData()),
                synonyms=self.others.text().split(";"),
                note=self.note.text(),
            )
        except BadValueError as error:
            self.message.setText(str(error))
            self.message.show()
            return
        self.accept()
        self.given.emit(term)
