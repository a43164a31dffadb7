"""The segmented row over the evidence pane: the table and whatever else shows the same filtered rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QStackedLayout, QWidget

from exoannotate.domain.evidence import EvidenceRow

TABLE = "table"
"""The id of the view that is always there."""


class ViewRow(QWidget):
    """Text buttons, one for each view, of which one is chosen; arrows go from one to the next."""

    chosen = Signal(str)  # id of a view

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("view_row")
        self.setAccessibleName("How the evidence is shown")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def add(self, id: str, title: str, tooltip: str) -> None:
        """One more view."""
        button = QPushButton(title, self)
        button.setProperty("role", "segment")
        button.setObjectName(f"view_{id}")
        button.setCheckable(True)
        button.setAccessibleName(f"Show as {title.lower()}")
        button.setToolTip(tooltip)
        button.setChecked(not self._buttons)
        button.toggled.connect(lambda on, id=id: self.chosen.emit(id) if on else None)
        self._group.addButton(button)
        self._buttons[id] = button
        self._line.addWidget(button)
        self.setVisible(len(self._buttons) > 1)

    def choose(self, id: str) -> None:
        """Choose a view as a click does."""
        if id in self._buttons:
            self._buttons[id].setChecked(True)

    @property
    def ids(self) -> tuple[str, ...]:
        """The views there are, in order."""
        return tuple(self._buttons)


class Views(QWidget):
    """The widgets of the views, made when they are first wanted; the one in sight is told of other rows."""

    made = Signal(str, QWidget)

    def __init__(self, table: QWidget, row: ViewRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = row
        self._makes: dict[str, Callable[[], QWidget]] = {}
        self._widgets: dict[str, QWidget] = {TABLE: table}
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(table)
        self.current = TABLE

    def add(self, id: str, title: str, make: Callable[[], QWidget], tooltip: str) -> None:
        """One more view, whose widget is made when somebody chooses it."""
        self._makes[id] = make
        self._row.add(id, title, tooltip)

    def show_view(self, id: str) -> None:
        """Bring a view to the front. An id that is none changes nothing."""
        if id not in self._widgets:
            if id not in self._makes:
                return
            widget = self._makes[id]()
            self._widgets[id] = widget
            self._stack.addWidget(widget)
            self.made.emit(id, widget)
        self.current = id
        self._stack.setCurrentWidget(self._widgets[id])
        self._row.choose(id)

    def widget(self, id: str) -> QWidget | None:
        """The widget of a view, None before it was wanted."""
        return self._widgets.get(id)

    def tell(self, rows: Callable[[], Sequence[EvidenceRow]], columns: Any) -> None:
        """Tell the view in front of the rows that are shown now."""
        show = getattr(self._widgets[self.current], "show_rows", None)
        if show is not None:
            show(rows(), columns)
