"""PDFs and projects may be dropped anywhere on the window; a text field would take their paths as text otherwise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWindow
from PySide6.QtWidgets import QWidget


class Dropping(QObject):
    """Takes drops before any part of the window does. ``droppable`` tells whether it wants them."""

    def __init__(
        self, window: QWidget, droppable: Callable[[QMimeData], bool], drop: Callable[[QMimeData], None]
    ) -> None:
        super().__init__(window)
        self._window, self._droppable, self._drop = window, droppable, drop
        self._on: QWindow | None = None
        window.installEventFilter(self)
        self._watch()

    def _watch(self) -> None:
        # Drags reach the desktop's window first and only then the part under the pointer.
        handle = self._window.windowHandle()
        if handle is not None and handle is not self._on:
            self._on = handle
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Show:
                self._watch()
            return False
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent) and self._droppable(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._drop(event.mimeData())
            return True
        return False
