"""Moving pages by the hand: with the middle button always, with the left one while the hand tool is on."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

_STILL = 4.0
"""Pixels a hand may tremble and have clicked all the same."""


class Hand:
    """What the hand holds. ``tool``: whether the left button moves pages too."""

    def __init__(self) -> None:
        self.tool = False
        self._button = Qt.MouseButton.NoButton
        self._at = QPointF()
        self._start = QPointF()
        self._moved = False

    @property
    def holds(self) -> bool:
        """Whether pages are being moved."""
        return self._button != Qt.MouseButton.NoButton

    @property
    def cursor(self) -> Qt.CursorShape | None:
        """How the pointer looks, None when the hand has nothing to say about it."""
        if self.holds:
            return Qt.CursorShape.ClosedHandCursor
        return Qt.CursorShape.OpenHandCursor if self.tool else None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold; whether the press was the hand's."""
        if self.holds:
            return True
        with_tool = self.tool and event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() == Qt.MouseButton.MiddleButton or (with_tool and event.button() == Qt.MouseButton.LeftButton):
            self._button = event.button()
            self._at = self._start = event.position()
            self._moved = False
            return True
        return False

    def move(self, event: QMouseEvent) -> QPointF:
        """How far pages were moved since the last time, in pixels."""
        if not event.buttons():
            self.drop()  # the release went to another window
            return QPointF()
        by = event.position() - self._at
        if not self._moved and (event.position() - self._start).manhattanLength() < _STILL:
            return QPointF()
        self._moved = True
        self._at = event.position()
        return by

    def release(self, event: QMouseEvent) -> bool:
        """Let go; whether the left button only clicked, so that what lies there is meant."""
        if event.button() != self._button:
            return False
        clicked = self._button == Qt.MouseButton.LeftButton and not self._moved
        self._button = Qt.MouseButton.NoButton
        return clicked

    def drop(self) -> None:
        """Let go of everything, for example when the tool is put away."""
        self._button = Qt.MouseButton.NoButton
