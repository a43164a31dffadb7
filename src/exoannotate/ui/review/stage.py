"""What a mode takes from the window and gives back: only the page and the record beside it, and a bar on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSizePolicy, QToolBar, QWidget

from exoannotate.ui.look import PANE_MOST, XL
from exoannotate.ui.reading_order import put_children_in_order

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

RECORD_WIDTH = PANE_MOST + 3 * XL
"""Pixels of the record beside its page: wider than usual, because it is read as a whole."""


class Stage:
    """Shows a bar and clears the window round it."""

    def __init__(self, window: MainWindow, bar: QWidget, title: str, name: str) -> None:
        self._window = window
        self._state = QByteArray()
        self._tool_bar = QToolBar(title, window)
        self._tool_bar.setObjectName(name)
        self._tool_bar.setMovable(False)
        self._tool_bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._tool_bar.toggleViewAction().setVisible(False)
        bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._tool_bar.addWidget(bar)
        window.addToolBarBreak(Qt.ToolBarArea.TopToolBarArea)
        window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self._tool_bar)
        put_children_in_order(window)
        self._tool_bar.hide()

    def show(self) -> None:
        """Clear the window and show the bar."""
        window = self._window
        self._state = window.saveState()
        only = Qt.FindChildOption.FindDirectChildrenOnly
        others = [bar for bar in window.findChildren(QToolBar, options=only) if bar is not self._tool_bar]
        for part in (window.project_dock, window.evidence_dock, *others):
            part.hide()
        window.record_dock.show()
        window.resizeDocks([window.record_dock], [RECORD_WIDTH], Qt.Orientation.Horizontal)
        window.record_pane.show_part("fields")
        self._tool_bar.show()

    def hide(self) -> None:
        """Give everything back."""
        self._tool_bar.hide()
        self._window.restoreState(self._state)
