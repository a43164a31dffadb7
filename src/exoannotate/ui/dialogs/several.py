"""A field of several records at once: which field, what it is to say, in its place or in addition."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QRadioButton, QVBoxLayout, QWidget

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.evidence import Columns
from exoannotate.domain.fields import Field, values
from exoannotate.domain.records import Value
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.asking import in_order
from exoannotate.ui.evidence.editing import Ask, Editor, Target, make_editor, target_of, text_of
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import L, Look, S
from exoannotate.ui.reading_order import put_children_in_order
from exoannotate.ui.record.completing import Offer
from exoannotate.ui.record.lines import OfferLine
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.window.notices import plain_label

WIDTH = 420


class SeveralDialog(QDialog):
    """Asks; the window does it."""

    given = Signal(object, str, object, bool)
    """The target, what was typed, the values chosen from the list, and whether they are added to what is there."""

    def __init__(
        self,
        columns: Columns,
        name: str,
        many: int,
        look: Look,
        icons: Icons,
        ask: Callable[[Field], Ask],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Edit records")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._icons, self._ask, self._desk = icons, ask, Desk(look)
        self._chosen: list[Value] = []
        self._targets = [
            found for column in in_order(columns) if isinstance(found := target_of(column, columns), Target)
        ]
        self.head = plain_label(f"Edit {counted(many, 'record')}", role="title")
        self.fields = QComboBox()
        self.fields.setAccessibleName("Field")
        self.fields.setMaxVisibleItems(16)
        for target in self._targets:
            self.fields.addItem(target.field.label)
        self.instead = QRadioButton("in place of what is there")
        self.added = QRadioButton("in addition to what is there")
        self.instead.setChecked(True)
        self.hint = plain_label(role="muted", wrap=True)
        self.complaint = plain_label(role="danger", wrap=True)
        self.complaint.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setText("Save for all" if many > 1 else "Save")
        ok.setProperty("role", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.editor: Editor = make_editor(self._targets[0].field, self._desk, icons, ask)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(L, L, L, L)
        self._whole.setSpacing(S)
        field_label, value_label = plain_label("Field", role="label"), plain_label("Says", role="label")
        field_label.setBuddy(self.fields)
        for widget in (self.head, field_label, self.fields, value_label, self.hint, self.instead, self.added):
            self._whole.addWidget(widget)
        self._whole.addWidget(self.complaint)
        self._whole.addWidget(self.buttons)
        self.fields.currentIndexChanged.connect(self._on_field)
        places = [
            at for at, target in enumerate(self._targets) if name in (target.field.name, f"{target.field.name}_reason")
        ]
        self.fields.setCurrentIndex(places[0] if places else 0)
        self._on_field()
        self.editor.setFocus()

    @property
    def target(self) -> Target:
        """The field that is chosen."""
        return self._targets[max(0, self.fields.currentIndex())]

    @Slot()
    def _on_field(self) -> None:
        self._desk.put_away()
        self._whole.removeWidget(self.editor)
        self.editor.hide()
        self.editor.deleteLater()
        of = self.target.field
        self._chosen.clear()
        self.editor = make_editor(of, self._desk, self._icons, self._ask)
        if isinstance(self.editor, OfferLine):
            self.editor.chosen.connect(self._on_chosen)
        self._whole.insertWidget(4, self.editor)
        self.setTabOrder(self.fields, self.editor)
        put_children_in_order(self)
        self.hint.setText(of.help or "Leave it empty to take away what is there.")
        several = of.many and self.target.kind == "field"
        self.instead.setVisible(several)
        self.added.setVisible(several)
        self.added.setChecked(several and of.kind == "tags")
        self.instead.setChecked(not self.added.isChecked())
        self.complaint.hide()

    @Slot(object)
    def _on_chosen(self, offer: Offer) -> None:
        self._chosen.append(offer.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and isinstance(self.editor, OfferLine) and self.editor.offers is not None:
            self._desk.put_away()
            return
        super().keyPressEvent(event)

    def accept(self) -> None:
        """Tell what is wanted, unless the field cannot say it."""
        text = text_of(self.editor)
        try:
            if text or self.target.kind == "status":
                values(self.target.field, (text,))
        except BadValueError as error:
            self.complaint.setText(f"{error.message} {error.hint}"[:600])
            self.complaint.show()
            self.editor.setFocus()
            return
        add = self.added.isChecked() and not self.added.isHidden()
        self.given.emit(self.target, text, tuple(self._chosen), add)
        super().accept()
