"""What is seen before a project is open: make one, open one, look at the sample, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from exoannotate.ui.evidence_table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import XL, L, M, S
from exoannotate.ui.notices import plain_label
from exoannotate.ui.theme import put_icon

RECENT_SHOWN = 6


class WelcomePage(QWidget):
    """Three buttons and the recent projects."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        title = plain_label("exoannotate")
        title.setObjectName("welcome_title")
        sentence = plain_label(
            "Highlight passages of review PDFs, link them to evidence records, and take them home as a table. "
            "Everything stays on this computer, in one file.",
            role="muted",
            wrap=True,
        )
        sentence.setMaximumWidth(460)
        self.new_button = QPushButton(" New project")
        self.new_button.setProperty("role", "primary")
        self.open_button = QPushButton(" Open project")
        self.sample_button = QPushButton(" Open the sample")
        put_icon(self.new_button, icons, "file-plus", "on_accent")
        put_icon(self.open_button, icons, "folder-open")
        put_icon(self.sample_button, icons, "book-open")
        self.new_button.clicked.connect(self.new_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.sample_button.clicked.connect(self.sample_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        for button in (self.new_button, self.open_button, self.sample_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.recent_title = plain_label("Recent", role="title")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(M)
        column.addWidget(title)
        column.addWidget(sentence)
        column.addSpacing(S)
        column.addLayout(buttons)
        column.addSpacing(L)
        column.addWidget(self.recent_title)
        column.addLayout(self._recent)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, XL)
        whole.addStretch(1)
        whole.addLayout(middle)
        whole.addStretch(2)
        self.show_recent(())

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer recent projects, the last one first."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in paths[:RECENT_SHOWN]:
            name = Path(path).stem
            button = QPushButton(f"{name}    {_short(Path(path).parent)}".replace("&", "&&"))
            button.setProperty("role", "recent")
            button.setAccessibleName(f"Open {name}")
            button.setToolTip(plain_tooltip(path))
            button.clicked.connect(partial(self.recent_wanted.emit, path))
            self._recent.addWidget(button)
        self.recent_title.setVisible(bool(paths))


def _short(folder: Path) -> str:
    text = str(folder)
    home = str(Path.home())
    text = "~" + text[len(home) :] if text.startswith(home) else text
    return text if len(text) <= 48 else "…" + text[-47:]
