"""The badge of a highlight is its grip: a click outlines the highlight, a drag carries the passage to a record.

Decision (2026-11): the badge and not the highlight itself. Words within an outlined highlight are selected by dragging
all the time, to say where a field was read; a drag that meant two things would mean the wrong one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.overlay import Overlay


class Carrying(QObject):
    """Takes presses on badges; the selector asks it first."""

    clicked = Signal(str)  # passage id
    carried = Signal(str)  # passage id

    def __init__(
        self, canvas: Canvas, overlay: Overlay, gripped: Callable[[QPointF], bool], parent: QObject | None = None
    ) -> None:
        """``gripped``: whether something else that can be dragged lies under a pixel; it comes first."""
        super().__init__(parent)
        self._canvas, self._overlay, self._gripped = canvas, overlay, gripped
        self._passage, self._press = "", QPointF()
        canvas.pressed.connect(self._on_pressed)
        canvas.dragged.connect(self._on_dragged)
        canvas.released.connect(self._on_released)

    def takes(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> bool:
        """Whether a press here is for a badge."""
        return not modifiers and bool(self._badge_at(at))

    def cursor(self, at: QPointF) -> Qt.CursorShape | None:
        """An open hand over a badge."""
        return Qt.CursorShape.OpenHandCursor if self._badge_at(at) else None

    def _badge_at(self, at: QPointF) -> str:
        return "" if self._gripped(at) else self._overlay.badge_at(at, self._canvas.view)

    @Slot(QPointF, object)
    def _on_pressed(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._passage = "" if modifiers else self._badge_at(at)
        self._press = at

    @Slot(QPointF)
    def _on_dragged(self, at: QPointF) -> None:
        if self._passage and (at - self._press).manhattanLength() >= QApplication.startDragDistance():
            passage, self._passage = self._passage, ""
            self._overlay.set_selected(passage)
            self.carried.emit(passage)

    @Slot(QPointF)
    def _on_released(self, at: QPointF) -> None:
        passage, self._passage = self._passage, ""
        if passage and self._overlay.badge_at(at, self._canvas.view) == passage:
            self._overlay.set_selected(passage)
            self.clicked.emit(passage)
