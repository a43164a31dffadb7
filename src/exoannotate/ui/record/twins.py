"""What can be done when a new record is likely there already: look at the other one, or link the passage to that."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from exoannotate.ui.look import L, M, S
from exoannotate.ui.record.form import RecordForm


class TwinStrip(QWidget):
    """Two buttons under the sentence of the form, until the draft is changed, saved or left."""

    show_wanted = Signal(object)  # record ids
    link_wanted = Signal(str, object)  # record id, passage ids

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.setObjectName("form_foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("The record that likely says the same")
        self._records: tuple[str, ...] = ()
        self._passages: tuple[str, ...] = ()
        self.look_at = QPushButton("&Show it")
        self.look_at.setToolTip("The new record is put aside and not lost (Alt+S)")
        self.link = QPushButton("&Link to it instead")
        self.link.setAccessibleName("Link the passage to that record instead")
        self.link.setToolTip("The passage goes to the record you have; the new one is not saved (Alt+L)")
        line = QHBoxLayout(self)
        line.setContentsMargins(L, S, L, M)
        line.setSpacing(S)
        line.addWidget(self.look_at, 1)
        line.addWidget(self.link, 2)
        self.look_at.clicked.connect(self._on_show)
        self.link.clicked.connect(self._on_link)
        form.shown.connect(self.hide)
        form.drafts_changed.connect(self.hide)
        self.hide()

    def offer(self, records: tuple[str, ...], passages: tuple[str, ...]) -> None:
        """Offer what can be done about these records, the first of which is the likeliest."""
        self._records, self._passages = records, passages
        self.show()

    @Slot()
    def _on_show(self) -> None:
        self.show_wanted.emit(self._records)

    @Slot()
    def _on_link(self) -> None:
        self.link_wanted.emit(self._records[0], self._passages)
