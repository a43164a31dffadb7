"""Which keys belong to the page while it has the focus, whatever shortcuts the window has."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_ALWAYS = frozenset(
    {Qt.Key.Key_H, Qt.Key.Key_E, Qt.Key.Key_L, Qt.Key.Key_S, Qt.Key.Key_N, Qt.Key.Key_P, Qt.Key.Key_Space}
    | {Qt.Key(Qt.Key.Key_1 + k) for k in range(8)}
)
_WITH_SOMETHING_CHOSEN = frozenset({Qt.Key.Key_Escape, Qt.Key.Key_Delete, Qt.Key.Key_Return})


def belongs_to_page(event: QKeyEvent, *, selected: bool, outlined: bool) -> bool:
    """Whether the page acts on a key itself: text is ``selected``, or a highlight is ``outlined``."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return selected
    if event.modifiers() != Qt.KeyboardModifier.NoModifier:
        return False
    return event.key() in _ALWAYS or (event.key() in _WITH_SOMETHING_CHOSEN and (selected or outlined))
