"""About, and the sheet of keys that F1 and Ctrl+? open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from exoannotate import __version__
from exoannotate.ui.commands.actions import ACTIONS, READING_KEYS
from exoannotate.ui.look import XL, L, M, S
from exoannotate.ui.window.notices import plain_label

TOUR = (
    "Add a PDF and open it from the list at the left.",
    "Click three times on a sentence: it is selected, in its own column and in reading order.",
    "Press E. The sentence is highlighted and the form opens; fill what it says and press Ctrl+Enter.",
    "Press A and drag round a figure or table: the area is highlighted with its picture. Scans offer to be recognised.",
    "Press L on another sentence to link it to a record that is there already.",
    "Double-click a row of the table to see where it was read. Ctrl+Shift+E writes the table to a file, or copies of "
    "the PDFs with their highlights for other readers.",
    "A PDF that somebody marked in another program offers its highlights; File > Import highlights takes them in.",
    "Every edit is saved at once; Ctrl+Z takes back any of them, also after a restart.",
)


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
            "Built on Qt for Python (LGPL), PyMuPDF (AGPL), SQLite (public domain) and Lucide icons (ISC).",
        ):
            label = plain_label(line, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.whole.addWidget(label)
        self.whole.addStretch(1)
        self.whole.addWidget(self.buttons)
        self.setMinimumWidth(460)
        self.resize(480, 280)


class HelpDialog(TextDialog):
    """How it is done in a few lines, and every key."""

    def __init__(self, parent: QWidget | None = None, *, tour: bool = True) -> None:
        super().__init__("Help" if tour else "Keys", parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(S)
        if tour:
            column.addWidget(plain_label("In five minutes", role="title"))
            for number, line in enumerate(TOUR, 1):
                column.addWidget(plain_label(f"{number}.  {line}", wrap=True))
            column.addSpacing(M)
        groups: dict[str, list[tuple[str, str]]] = {"On the page": [(keys, what) for keys, what in READING_KEYS]}
        for entry in ACTIONS:
            if entry.keys:
                groups.setdefault(entry.menu, []).append((entry.shortcut_text, entry.tooltip or entry.plain_label))
        for title, lines in groups.items():
            column.addWidget(plain_label(title, role="title"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(XL)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(1, 1)
            for row, (keys, what) in enumerate(lines):
                grid.addWidget(plain_label(keys, role="muted"), row, 0)
                grid.addWidget(plain_label(what, wrap=True), row, 1)
            column.addLayout(grid)
            column.addSpacing(M)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        self.whole.addWidget(scroll, 1)
        self.whole.addWidget(self.buttons)
        self.resize(620, 640)
