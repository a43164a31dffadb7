"""What is seen before a project is open: make one, open one, look at the sample, or go on with a recent one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XL, L, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.recent import Recent

RECENT_SHOWN = 6


class WelcomePage(QWidget):
    """Three buttons and the recent projects."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    recent_wanted = Signal(str)
    forget_wanted = Signal(str)
    """A project that is not there any more is to go off the list."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
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

    def show_recent(self, projects: Sequence[Recent]) -> None:
        """Offer recent projects, the last one first; those that are not there are grey and can be taken away."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in projects[:RECENT_SHOWN]:
            self._recent.addWidget(self._row(one))
        self.recent_title.setVisible(bool(projects))

    def _row(self, one: Recent) -> QWidget:
        name = Path(one.path).stem
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        where = short_folder(Path(one.path).parent)
        button = QPushButton(f"{name}    {where if one.there else 'not there'}".replace("&", "&&"))
        button.setProperty("role", "recent")
        button.setEnabled(one.there)
        button.setAccessibleName(f"Open {name}" if one.there else f"{name}, not there")
        button.setToolTip(plain_tooltip(one.path))
        button.clicked.connect(partial(self.recent_wanted.emit, one.path))
        line.addWidget(button)
        if not one.there:
            away = QToolButton()
            put_icon(away, self._icons, "x", "muted", ICON - 4)
            away.setAccessibleName(f"Take {name} off the list")
            away.setToolTip("Take it off the list")
            away.clicked.connect(partial(self.forget_wanted.emit, one.path))
            line.addWidget(away)
        line.addStretch(1)
        return row


def short_folder(folder: Path) -> str:
    """A folder as it is shown: from the home folder on, its end when it is long."""
    text = str(folder)
    home = str(Path.home())
    text = "~" + text[len(home) :] if text.startswith(home) else text
    return text if len(text) <= 48 else "…" + text[-47:]
