"""The parts of the record form that are not fields: foldable groups, the strip of drafts, the foot with its button."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, L, M, S
from exoannotate.ui.record.editors import FieldEditor
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

HELD = 300
"""Characters of what a folded group says it holds; a line shows fewer."""


class Group(QWidget):
    """Fields under a heading that folds; folded, one muted line says what they hold. Without heading it stays open."""

    folded = Signal(str, bool)  # name, whether it is unfolded now; only when a person did it

    def __init__(self, name: str, editors: Sequence[FieldEditor], icons: Icons, *, heading: bool = True) -> None:
        super().__init__()
        self._icons, self.name = icons, name
        self.editors: list[FieldEditor] = []
        self.heading = QToolButton()
        self.heading.setObjectName(f"group_{name.lower().replace(' ', '_')}")
        self.heading.setProperty("role", "heading")
        self.heading.setAccessibleName(f"{name}: show or hide the fields")
        self.heading.setToolTip("Space shows or hides these fields")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setCheckable(True)
        self.heading.setText(name)
        self.held = ElidedLabel("")
        self.held.setProperty("role", "label")
        self.held.setContentsMargins(ICON, 0, 0, XS)
        self.body = QWidget()
        self._inside = QVBoxLayout(self.body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(M - 2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.heading)
        whole.addWidget(self.held)
        whole.addWidget(self.body)
        self.heading.setVisible(heading)
        self.set_editors(editors)
        self._folded: bool | None = None  # as it is shown
        self.heading.setChecked(True)
        self.heading.toggled.connect(self._on_toggled)
        self.heading.clicked.connect(self._on_clicked)
        self.show_held()

    def set_editors(self, editors: Sequence[FieldEditor]) -> None:
        """Hold these fields; those that are gone are taken out of sight."""
        for editor in self.editors:
            self._inside.removeWidget(editor)
            if editor not in editors:
                editor.hide()
        self.editors = list(editors)
        for editor in editors:
            self._inside.addWidget(editor)
        if self.parentWidget() is not None or not editors:  # before it has a parent it would be a window
            self.setVisible(bool(editors))

    @property
    def open(self) -> bool:
        """Whether the fields are shown."""
        return self.heading.isChecked()

    def unfold(self, unfolded: bool) -> None:
        """Show or hide the fields."""
        self.heading.setChecked(unfolded)

    @Slot(bool)
    def _on_toggled(self, _unfolded: bool) -> None:
        self.show_held()

    @Slot()
    def _on_clicked(self) -> None:
        self.folded.emit(self.name, self.open)

    def show_held(self) -> None:
        """Show the fields, or one line of what they hold."""
        folded = not self.open
        if folded != self._folded:
            self._folded = folded
            self.body.setVisible(not folded)
            put_icon(self.heading, self._icons, "chevron-right" if folded else "chevron-down", "muted", ICON - 4)
            self.held.setVisible(folded)
        if folded:
            told = [f"{e.field.label.lower()} {e.text() or e.reason}" for e in self.editors if e.text() or e.reason]
            names = ", ".join(editor.field.label.lower() for editor in self.editors)
            text = "  ·  ".join(told)[:HELD] if told else f"empty: {names}"
            text = " ".join(text.split())
            if text != self.held.text():
                self.held.setText(text)
                self.held.setToolTip(plain_tooltip(text))
                self.heading.setAccessibleDescription(text)


class DraftStrip(QWidget):
    """Says that something half filled was put aside, and takes it up again."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("draft_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = plain_label()
        self.button = QPushButton("Continue")
        self.button.setProperty("role", "link")
        self.button.setObjectName("continue_draft")
        line = QHBoxLayout(self)
        line.setContentsMargins(L, S, M, S)
        line.addWidget(self.text, 1)
        line.addWidget(self.button)
        self.hide()

    def show_count(self, many: int) -> None:
        """Say how many drafts wait; nothing is shown for none."""
        self.text.setText(f"{counted(many, 'unsaved record')} put aside")
        self.setVisible(many > 0)


class FormFoot(QWidget):
    """The sentence of a refusal, and the one button of the form."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form_foot")
        self.message = plain_label(role="danger", wrap=True)
        self.message.setObjectName("form_message")
        self.saved_at_once = plain_label("Each change is saved as you leave a field.", role="label")
        self.save = QPushButton("Save   Ctrl+Enter")
        self.save.setProperty("role", "primary")
        self.save.setObjectName("save_record")
        self.save.setAccessibleName("Save record")
        self.discard = QPushButton("Discard")
        self.discard.setToolTip("Throw this new record away; its highlight stays")
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.saved_at_once, 1)
        buttons.addWidget(self.save, 1)
        buttons.addWidget(self.discard)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, S, L, M)
        whole.setSpacing(S)
        whole.addWidget(self.message)
        whole.addLayout(buttons)

    def show_for(self, *, new: bool) -> None:
        """A new record is saved by the button, one that exists as its fields are left."""
        self.save.setVisible(new)
        self.discard.setVisible(new)
        self.saved_at_once.setVisible(not new)
