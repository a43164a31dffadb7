"""Parts of a pane below one another, each under a heading that folds it; how they were left is remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, SECTION_LEAST, TARGET, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

_ANY = 16_777_215
"""The greatest height a widget can have."""


class Section(QWidget):
    """A heading, a count beside it, perhaps a button, and what it folds."""

    folded = Signal(str, bool)
    """Its name, and whether it is open now."""

    def __init__(self, name: str, title: str, body: QWidget, icons: Icons, button: QToolButton | None) -> None:
        super().__init__()
        self.name, self.body = name, body
        self._least, self._most = SECTION_LEAST, _ANY
        self._icons = icons
        self.heading = QToolButton()
        self.heading.setObjectName(f"section_{name}")
        self.heading.setProperty("role", "heading")
        self.heading.setText(title)
        self.heading.setAccessibleName(f"{title}: show or hide")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.setCheckable(True)
        self.count = plain_label(role="muted")
        self.line = QWidget()
        self.line.setFixedHeight(TARGET)
        line = QHBoxLayout(self.line)
        line.setContentsMargins(S, 0, S, 0)
        line.setSpacing(S)
        line.addWidget(self.heading)
        line.addWidget(self.count)
        line.addStretch(1)
        if button is not None:
            line.addWidget(button)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(0)
        self.inside.addWidget(body, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.line)
        whole.addLayout(self.inside, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.heading.toggled.connect(self._on_toggled)
        self._fold(False)

    @property
    def open(self) -> bool:
        """Whether its body is shown."""
        return self.heading.isChecked()

    def set_open(self, open_: bool) -> None:
        """Show or hide the body."""
        self.heading.setChecked(open_)

    def set_room(self, least: int, most: int = 0) -> None:
        """The heights the body can use, in pixels; ``most`` 0 for any."""
        self._least, self._most = TARGET + least, TARGET + most if most else _ANY
        if self.open:
            self._fold(True)

    @Slot(bool)
    def _on_toggled(self, open_: bool) -> None:
        self._fold(open_)
        self.folded.emit(self.name, open_)

    def _fold(self, open_: bool) -> None:
        self.body.setVisible(open_)
        put_icon(self.heading, self._icons, "chevron-down" if open_ else "chevron-right", "muted", ICON - 4)
        self.setMinimumHeight(self._least if open_ else TARGET)
        self.setMaximumHeight(self._most if open_ else TARGET)


class Sections(QSplitter):
    """The sections of a pane. Those that are open share the height; what is left over stays empty below."""

    changed = Signal()
    """Something was folded, unfolded or dragged."""
    opened = Signal(str)
    """The body of the section with that name is seen now."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._icons = icons
        self._sections: dict[str, Section] = {}
        self._weights: dict[str, int] = {}
        self._rest = QLabel()
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setChildrenCollapsible(False)
        self.addWidget(self._rest)
        self.splitterMoved.connect(self._on_moved)

    def add(
        self, name: str, title: str, body: QWidget, *, weight: int, open_: bool, button: QToolButton | None = None
    ) -> Section:
        """Add a section below the others; ``weight`` is the height it takes at first, in pixels."""
        section = Section(name, title, body, self._icons, button)
        self._sections[name] = section
        self._weights[name] = weight
        self.insertWidget(self.count() - 1, section)
        section.set_open(open_)
        section.folded.connect(self._on_folded)
        self._arrange()
        return section

    def section(self, name: str) -> Section:
        """The section of that name. Raises KeyError."""
        return self._sections[name]

    def body_of(self, name: str) -> QWidget:
        """What a section folds. Raises KeyError."""
        return self._sections[name].body

    def first(self) -> QWidget:
        """Where the keys go when the pane gets the focus: the first thing in it that is seen."""
        for section in self._sections.values():
            if not section.isHidden() and section.open:
                return section.body
        return next(section for section in self._sections.values() if not section.isHidden()).heading

    def is_open(self, name: str) -> bool:
        """Whether a section is there and unfolded."""
        section = self._sections[name]
        return section.open and not section.isHidden()

    def set_shown(self, name: str, shown: bool) -> None:
        """Whether a section is there at all."""
        section = self._sections[name]
        if section.isHidden() == shown:
            self._remember()
            section.setVisible(shown)
            self._arrange()

    def reveal(self, name: str) -> None:
        """Unfold a section."""
        self._sections[name].set_open(True)

    def state(self) -> str:
        """How the sections are folded and how high they are, as text to keep."""
        self._remember()
        folded = [name for name, section in self._sections.items() if not section.open]
        return json.dumps({"folded": folded, "heights": self._weights})

    def restore(self, state: str) -> None:
        """Fold them as they were; what cannot be read is passed over."""
        try:
            kept = json.loads(state)
            folded, heights = kept["folded"], kept["heights"]
        except (ValueError, TypeError, KeyError):
            return
        if not isinstance(folded, list) or not isinstance(heights, Mapping):
            return
        for name, section in self._sections.items():
            height = heights.get(name)
            if isinstance(height, int) and 0 < height < 10_000:
                self._weights[name] = height
            section.set_open(name not in folded)
        self._arrange()

    @Slot(str, bool)
    def _on_folded(self, name: str, open_: bool) -> None:
        self._arrange()
        self.changed.emit()
        if open_:
            self.opened.emit(name)

    @Slot(int, int)
    def _on_moved(self, _pos: int, _index: int) -> None:
        self._remember()
        self.changed.emit()

    def _remember(self) -> None:
        if self.height() < TARGET:
            return
        for name, section in self._sections.items():
            if section.open and section.isVisible() and section.height() > TARGET:
                self._weights[name] = section.height()

    def _arrange(self) -> None:
        """Give the open sections their heights and the others one line."""
        some = any(section.open and not section.isHidden() for section in self._sections.values())
        self._rest.setVisible(not some)
        sizes = [self._weights[s.name] if s.open else TARGET for s in self._sections.values()]
        self.setSizes([*sizes, 0 if some else 10_000])
