"""The record pane: the form and the history of the record behind two words, with who touched it last and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from exoannotate.ui.look import XS, L, Look, M, S, title_font
from exoannotate.ui.record.byline import byline
from exoannotate.ui.record.form import RecordForm
from exoannotate.ui.window.notices import ElidedLabel

Part = Literal["fields", "history"]
_TITLES: dict[Part, tuple[str, str]] = {
    "fields": ("Fields", "What the record says"),
    "history": ("History", "What it said before, who changed it and when (Ctrl+H)"),
}


class RecordPane(QWidget):
    """Shows the form, or the history of the record in it. The history is made when it is first wanted."""

    part_shown = Signal(str)
    """The form or the history came to the front."""

    def __init__(self, form: RecordForm, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form, self._look = form, look
        self.make_history: Callable[[], QWidget] | None = None
        self.history: QWidget | None = None
        self.setMinimumWidth(form.minimumWidth())
        form.setObjectName("record_form")
        form.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.line = QWidget()
        self.line.setObjectName("record_line")
        self._group = QButtonGroup(self)
        self.buttons: dict[Part, QPushButton] = {}
        self.said = ElidedLabel("")
        self.said.setObjectName("byline")
        self.said.setProperty("role", "label")
        self.said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(form)
        self._below = QVBoxLayout()
        self._below.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        form.shown.connect(self.renew)
        look.changed.connect(self.renew)
        self.renew()

    def _lay_out(self) -> None:
        top = QHBoxLayout(self.line)
        top.setContentsMargins(M, XS, L, 0)
        top.setSpacing(0)
        for part, (title, tooltip) in _TITLES.items():
            button = QPushButton(title)
            button.setProperty("role", "segment")
            button.setObjectName(f"record_{part}")
            button.setCheckable(True)
            button.setChecked(part == "fields")
            button.setAccessibleName(f"{title} of the record")
            button.setToolTip(tooltip)
            button.setMinimumWidth(QFontMetrics(title_font()).horizontalAdvance(title) + 2 * M)  # room for bold letters
            self._group.addButton(button)
            self.buttons[part] = button
            top.addWidget(button)
        self._group.buttonClicked.connect(self._on_chosen)
        top.addSpacing(S)
        top.addWidget(self.said, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.line)
        whole.addWidget(self._stack, 1)
        whole.addLayout(self._below)

    @property
    def part(self) -> Part:
        """What is in front."""
        return "history" if self._stack.currentIndex() else "fields"

    def show_part(self, part: Part) -> None:
        """Bring the form or the history to the front."""
        if part == "history" and self.history is None:
            if self.make_history is None:
                return
            self.history = self.make_history()
            self._stack.addWidget(self.history)
        self.buttons[part].setChecked(True)
        self._stack.setCurrentIndex(1 if part == "history" else 0)
        self.part_shown.emit(part)

    def add_below(self, widget: QWidget) -> None:
        """Put something under the form, where its last line is."""
        self._below.addWidget(widget)

    @Slot()
    def renew(self) -> None:
        """Say who touched the record that is shown; a new one has no history and no author yet."""
        sheet = self.form.sheet
        self.line.setVisible(sheet is not None)
        if sheet is None:
            if self.part != "fields":
                self.show_part("fields")
            return
        text, exact, token = byline(sheet)
        self.said.setText(text)
        self.said.setToolTip(exact)
        self.said.setAccessibleDescription(exact)
        self.said.setStyleSheet(f"color: {self._look.colour(token).name()};")

    @Slot()
    def _on_chosen(self) -> None:
        self.show_part("history" if self.buttons["history"].isChecked() else "fields")
