"""The single keys of a review, wherever the focus is but in a text field."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

Key = Qt.Key

KEYS: dict[int, str] = {
    Key.Key_A: "accept",
    Key.Key_R: "reject",
    Key.Key_N: "next",
    Key.Key_Space: "next",
    Key.Key_P: "previous",
    Key.Key_F: "edit",
    Key.Key_Z: "undo",
    Key.Key_Escape: "leave",
    Key.Key_Right: "passage on",
    Key.Key_Left: "passage back",
}
_TYPED_IN = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)


class ReviewKeys(QObject):
    """Hands the keys of a review, or other ``keys``, to ``act`` before page, form and shortcuts of the window see
    them."""

    def __init__(
        self, window: QWidget, form: QWidget, act: Callable[[str], None], keys: Mapping[int, str] = KEYS
    ) -> None:
        super().__init__(window)
        self._window, self._form, self._act, self._known = window, form, act, keys
        self._on = False

    def set_on(self, on: bool) -> None:
        """Take the keys, or leave them to those they belong to."""
        app = QApplication.instance()
        if app is not None and on != self._on:
            self._on = on
            if on:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or not isinstance(event, QKeyEvent):
            return False
        wish = self._known.get(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if wish is None or not plain or not isinstance(watched, QWidget) or not self._ours(watched):
            return False
        if event.key() == Key.Key_Space and isinstance(self._window.focusWidget(), QAbstractButton):
            return False  # it presses the button
        event.accept()
        if kind == QEvent.Type.KeyPress and (not event.isAutoRepeat() or wish.startswith("passage")):
            self._act(wish)
        return True

    def _ours(self, at: QWidget) -> bool:
        """Whether a key pressed here means the review: not in a field, a menu, a dialog or another window."""
        if at.window() is not self._window or QApplication.activePopupWidget() or QApplication.activeModalWidget():
            return False
        focus: QWidget | None = self._window.focusWidget()
        if focus is None or isinstance(focus, QAbstractButton):
            return True
        return not self._form.isAncestorOf(focus) and not isinstance(focus, _TYPED_IN)
