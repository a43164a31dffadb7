"""About, and the sheet of keys that Ctrl+? opens."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from exoannotate import __version__
from exoannotate.ui.commands.actions import ACTIONS, READING_KEYS
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.look import L, M, S
from exoannotate.ui.window.notices import plain_label


class TextDialog(QDialog):
    """A window that is read and closed."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(L, L, L, L)
        self.whole.setSpacing(M)


class AboutDialog(TextDialog):
    """Version, licence and what the program is built on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("About exoannotate", parent)
        self.whole.addWidget(plain_label(f"exoannotate {__version__}", role="title"))
        for line in (
            "Highlight passages of review PDFs, link them to structured evidence records, share and export them. "
            "Nothing leaves this computer.",
            "Free software under the GNU Affero General Public License, version 3 or later (AGPL-3.0-or-later). "
            "It comes without any warranty. The licence and the source code come with the program.",
            "Built on Qt for Python (LGPL), PyMuPDF (AGPL), SQLite (public domain), Lucide icons (ISC) and "
            "styles of the Citation Style Language (CC BY-SA 3.0). "
            "Names and identifiers come from public vocabularies, each with its own licence.",
        ):
            label = plain_label(line, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.whole.addWidget(label)
        self.vocabularies = self.buttons.addButton("&Vocabularies…", QDialogButtonBox.ButtonRole.ResetRole)
        self.vocabularies.setToolTip("Where names and identifiers come from, and their licences")
        self.whole.addStretch(1)
        self.whole.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setFocus(Qt.FocusReason.OtherFocusReason)
        self.setMinimumWidth(460)
        self.resize(480, 280)


class KeysDialog(TextDialog):
    """Every key on one sheet, as they are now."""

    def __init__(self, bindings: Bindings, parent: QWidget | None = None) -> None:
        super().__init__("Keys", parent)
        from exoannotate.ui.help.dialog import keys_grid

        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S)
        groups: dict[str, list[tuple[str, str]]] = {"On the page": list(READING_KEYS)}
        for entry in ACTIONS:
            if bindings.keys(entry) or bindings.is_changed(entry):
                groups.setdefault(entry.menu, []).append((bindings.text(entry), entry.tooltip or entry.plain_label))
        for title, lines in groups.items():
            column.addWidget(plain_label(title, role="title"))
            column.addLayout(keys_grid(lines))
            column.addSpacing(M)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setAccessibleName("All keys")
        self.whole.addWidget(scroll, 1)
        self.whole.addWidget(plain_label("Tools > Change keys gives acts other keys.", role="muted", wrap=True))
        self.whole.addWidget(self.buttons)
        self.resize(620, 640)
