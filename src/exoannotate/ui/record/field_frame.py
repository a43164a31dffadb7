"""The widgets of one field in their places, with names and tooltips; what they do stands in ``editors.py``."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.fields import Field
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, Look
from exoannotate.ui.record.inputs import make_input
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.record.reasons import KEYS_TOLD, WHY_KEY, reason_button, why_button
from exoannotate.ui.window.notices import plain_label

_HINTS = {"choices": "one; another", "tags": "word; word", "date": "2026-03-31", "number": "12.5"}


def hint(of: Field) -> str:
    """What stands in an empty field."""
    if of.need == "automatic":
        return "computed; choose one to overrule"
    if of.kind == "entities":
        inside = " or ".join(of.details) if 0 < len(of.details) < 3 else of.detail_label
        return f"name [{inside}]; name" if inside else "name; name"
    if of.kind == "study":
        return "[23] Li 2019, or “this document”"
    return _HINTS.get(of.kind, "")


class FieldFrame(QWidget):
    """Label with the letter of its colour, reason button, input, second line for its detail, complaint."""

    def __init__(self, of: Field, look: Look, icons: Icons, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = of
        self._look = look
        self.setObjectName(f"editor_{of.name}")
        self.label = plain_label(of.label, role="label")
        self.badge = QLabel()
        self.reason_button = reason_button(of)
        self.input = make_input(of, look, icons, desk)
        self.detail = QLineEdit() if of.detail_label and not of.many else None
        self.detail_button = QToolButton()
        self.why_button = why_button(of)
        self.why = plain_label(role="label", wrap=True)
        self.why.setObjectName(f"because_{of.name}")
        self.because = ""
        """Why what stands in the field was suggested; "" where a person typed it."""
        self.complaint = plain_label(role="danger", wrap=True)
        self.complaint.hide()
        self._name_input()
        self._name_detail()
        self._lay_out()
        self._on_look_changed()
        look.changed.connect(self._on_look_changed)

    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops in this field."""
        return (self.input, self.detail) if self.detail is not None and self.detail.isVisible() else (self.input,)

    def complain(self, sentence: str) -> None:
        """Say under the field why it cannot be read; "" when it can."""
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def show_why(self, sentence: str) -> None:
        """A suggested value has its reason on a small button, which unfolds it; "" for a value of a person."""
        self.because = sentence
        self.why_button.setVisible(bool(sentence))
        self.why_button.setToolTip(plain_tooltip(f"{sentence} ({WHY_KEY})"))
        self.why_button.setAccessibleDescription(sentence)
        self.input.setAccessibleDescription(f"{self.field.help} {sentence}".strip())
        self.why.setText(sentence)
        if not sentence:
            self.why.hide()

    @Slot()
    def toggle_why(self) -> None:
        """Say under the field why its value was suggested, or no more."""
        self.why.setVisible(bool(self.because) and self.why.isHidden())

    def _name_input(self) -> None:
        of, widget = self.field, self.input
        widget.setObjectName(f"field_{of.name}")
        widget.setAccessibleName(of.label)
        widget.setAccessibleDescription(of.help)
        told = of.help if of.need == "automatic" else f"{of.help}\n{KEYS_TOLD}".strip()
        widget.setToolTip(told)
        self.setFocusProxy(widget)
        self.label.setBuddy(widget)
        self.label.setToolTip(told)

    def _name_detail(self) -> None:
        of = self.field
        if self.detail is not None:
            self.detail.setObjectName(f"detail_{of.name}")
            self.detail.setAccessibleName(f"{of.label}: {of.detail_label}")
            self.detail.setPlaceholderText(of.detail_label)
            self.detail_button.setText(f"+ {of.detail_label}")
            self.detail_button.setAccessibleName(f"Add: {of.detail_label}")
        else:
            self.detail_button.setAccessibleName(f"More about {of.label}")
        self.detail_button.setProperty("role", "reason")
        self.detail_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(XS)
        top.addWidget(self.badge)
        top.addWidget(self.label)
        top.addStretch(1)
        top.addWidget(self.detail_button)
        top.addWidget(self.why_button)
        top.addWidget(self.reason_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(top)
        whole.addWidget(self.input)
        if self.detail is not None:
            whole.addWidget(self.detail)
            self.detail.hide()
        self.badge.setVisible(bool(self.field.meaning))
        self.detail_button.hide()
        self.why_button.hide()
        self.why_button.clicked.connect(self.toggle_why)
        self.why.hide()
        whole.addWidget(self.why)
        whole.addWidget(self.complaint)

    @Slot()
    def _on_look_changed(self) -> None:
        if self.field.meaning:
            meaning = self._look.meaning(self.field.meaning)
            self.badge.setText(meaning.letter)
            self.badge.setToolTip(f"Shares its colour with the highlights “{meaning.name}”")
            self.badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.badge.setFixedSize(QSize(ICON - 4, ICON - 4))
            ground, ink = self._look.chip_ground(meaning.id), self._look.colours.text
            self.badge.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 3px; font-size: 9px;")
