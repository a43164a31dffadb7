"""The field that takes keys by having them pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from exoannotate.ui.commands.bindings import portable

Key = Qt.Key
_MODIFIERS = frozenset(
    {Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_Meta, Key.Key_AltGr, Key.Key_CapsLock, Key.Key_NumLock}
    | {Key.Key_unknown}
)
WAITING = "Press the new keys, or Esc"


class KeyField(QLineEdit):
    """While it has the focus, the next keys are what it takes. Tab and Escape leave it."""

    pressed = Signal(str)
    """The keys, in portable text."""
    left = Signal()
    """Escape: nothing is to be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAccessibleName("New keys")
        self.setPlaceholderText("Choose an act, then press Enter")

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            event.accept()  # the keys are to be taken, not to act
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if event.key() == Key.Key_Escape and plain:
            self.left.emit()
            return
        self.pressed.emit(text_of(event))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.setPlaceholderText(WAITING)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setPlaceholderText("Choose an act, then press Enter")
        super().focusOutEvent(event)


def text_of(event: QKeyEvent) -> str:
    """The keys of an event in portable text. Shift is left out where it only makes the character, as in “?”."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Key(event.key())
    if Key.Key_Space < key <= Key.Key_AsciiTilde and not (
        Key.Key_A <= key <= Key.Key_Z or Key.Key_0 <= key <= Key.Key_9
    ):
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    if key == Key.Key_Backtab:
        key = Key.Key_Tab
    return portable(QKeySequence(QKeyCombination(modifiers, key)))
