"""The field in the window's top line that opens the search."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QPushButton, QSizePolicy, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XL, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

WORDS = "Search everything or run a command"


class SearchField(QPushButton):
    """Looks like a field and is a button: what is typed is typed in the panel."""

    def __init__(self, icons: Icons, keys: str, parent: QWidget) -> None:
        super().__init__(f" {WORDS}", parent)
        self.setObjectName("search_field")
        self.setAccessibleName(WORDS)
        self.setToolTip(f"Commands, documents, records, quotes, notes and the text of all documents ({keys})")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        put_icon(self, icons, "search", "muted", ICON - 4)
        self.keys = plain_label(keys, role="muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(S, 0, M + S, 0)
        line.addStretch(1)
        line.addWidget(self.keys)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + self.keys.sizeHint().width()
        return QSize(words + ICON + 2 * XL + 2 * M, super().sizeHint().height())


def put(window: QMainWindow, icons: Icons, keys: str) -> SearchField:
    """Put the field at the right of the menu bar."""
    field = SearchField(icons, keys, window.menuBar())  # its parent, or nothing would keep it
    window.menuBar().setCornerWidget(field)
    field.show()
    return field
