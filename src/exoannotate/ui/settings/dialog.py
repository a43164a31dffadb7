"""The settings dialog, drawn from SETTINGS: what is changed holds at once, so there is nothing to confirm."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.look import XL, XS, L, M, S
from exoannotate.ui.settings.keys_page import KeysPage
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.settings import SETTINGS, Setting


class SettingsDialog(QDialog):
    """Two pages: settings and keys. ``put`` carries a setting's name and its new value."""

    put = Signal(str, str)

    def __init__(
        self, value: Callable[[str], str], bindings: Bindings, *, keys: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Settings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields: dict[str, QWidget] = {}
        self.keys_page = KeysPage(bindings)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._general(value))
        self.pages.addWidget(self.keys_page)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter is for the fields and the table
        self.tabs = {"general": QPushButton("General"), "keys": QPushButton("Keys")}
        self._group = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(S)
        for number, button in enumerate(self.tabs.values()):
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setAutoDefault(False)
            self._group.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        self._group.idToggled.connect(self._on_page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, M, L, L)
        whole.setSpacing(M)
        whole.addLayout(line)
        whole.addWidget(self.pages, 1)
        whole.addWidget(self.buttons)
        self.tabs["keys" if keys else "general"].setChecked(True)
        self.resize(680, 600)

    def _on_page(self, number: int, checked: bool) -> None:
        if checked:
            self.pages.setCurrentIndex(number)
            first = self.keys_page.search if number else next(iter(self.fields.values()))
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _general(self, value: Callable[[str], str]) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(XS, 0, XS, 0)
        column.setSpacing(XS)
        for setting in SETTINGS:
            if setting.kind == "hidden":
                continue
            label = plain_label(setting.label, role="title")
            field = self._field(setting, value(setting.name))
            label.setBuddy(field)
            field.setAccessibleName(setting.label)
            field.setAccessibleDescription(setting.help)
            field.setToolTip(setting.help)
            self.fields[setting.name] = field
            column.addWidget(label)
            column.addWidget(field)
            column.addWidget(plain_label(setting.help, role="muted", wrap=True))
            column.addSpacing(M)
        column.addWidget(plain_label("What you change holds at once, in every project.", role="muted", wrap=True))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _field(self, setting: Setting, now: str) -> QWidget:
        if setting.kind == "choice":
            box = QComboBox()
            for kept, shown in setting.choices:
                box.addItem(shown, kept)
            box.setCurrentIndex(max(0, box.findData(now)))
            box.setMinimumWidth(10 * XL)
            box.currentIndexChanged.connect(partial(self._on_chosen, setting.name, box))
            return box
        line = QLineEdit(now)
        line.setMaxLength(200)
        line.setPlaceholderText(setting.default)
        line.editingFinished.connect(partial(self._on_typed, setting, line))
        return line

    def _on_chosen(self, name: str, box: QComboBox, _index: int) -> None:
        self.put.emit(name, str(box.currentData()))

    def _on_typed(self, setting: Setting, line: QLineEdit) -> None:
        text = " ".join(line.text().split())
        if line.property("kept") != text:
            line.setProperty("kept", text)
            self.put.emit(setting.name, text or setting.default)

    def done(self, result: int) -> None:
        """What stands half typed in a line counts, too."""
        for name, field in self.fields.items():
            if isinstance(field, QLineEdit) and field.isModified():
                self._on_typed(next(s for s in SETTINGS if s.name == name), field)
        super().done(result)
