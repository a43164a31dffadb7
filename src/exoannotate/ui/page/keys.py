"""Which keys belong to the page while it has the focus, whatever shortcuts the window has, and where they move to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from exoannotate.reading.moves import Unit

Key, Modifier = Qt.Key, Qt.KeyboardModifier
NONE, SHIFT, CONTROL, ALT = (
    Modifier.NoModifier, Modifier.ShiftModifier, Modifier.ControlModifier, Modifier.AltModifier
)  # fmt: skip

_ALWAYS = frozenset(
    {Key.Key_A, Key.Key_H, Key.Key_E, Key.Key_L, Key.Key_S, Key.Key_N, Key.Key_P, Key.Key_C, Key.Key_M, Key.Key_Space}
    | {Key(Key.Key_1 + k) for k in range(8)}
)
_WITH_SOMETHING_CHOSEN = frozenset({Key.Key_Escape, Key.Key_Delete, Key.Key_Return, Key.Key_Enter})
_ENDS: dict[int, tuple[str, int]] = {
    Key.Key_Right: ("end", 1), Key.Key_Left: ("end", -1), Key.Key_Down: ("start", 1), Key.Key_Up: ("start", -1),
}  # fmt: skip
_WITH_ALT = frozenset({(int(Key.Key_Down), ALT), (int(Key.Key_Up), ALT)}) | {
    (int(key), ALT | SHIFT | more) for key in _ENDS for more in (NONE, CONTROL)
}

_MOVES: dict[tuple[int, bool], tuple[Unit, int]] = {
    (Key.Key_Right, False): ("character", 1),
    (Key.Key_Left, False): ("character", -1),
    (Key.Key_Right, True): ("word", 1),
    (Key.Key_Left, True): ("word", -1),
    (Key.Key_Down, False): ("line", 1),
    (Key.Key_Up, False): ("line", -1),
    (Key.Key_Down, True): ("paragraph", 1),
    (Key.Key_Up, True): ("paragraph", -1),
    (Key.Key_End, False): ("edge", 1),
    (Key.Key_Home, False): ("edge", -1),
}
"""By key, and whether Ctrl is held: the unit and the way."""


def belongs_to_page(event: QKeyEvent, *, selected: bool, outlined: bool) -> bool:
    """Whether the page acts on a key itself: text is ``selected``, or a highlight is ``outlined``."""
    if event.matches(QKeySequence.StandardKey.Copy):
        return selected
    modifiers = plain(event)
    if (event.key(), modifiers) in _WITH_ALT:
        return True
    if modifiers != NONE:
        return False
    return event.key() in _ALWAYS or (event.key() in _WITH_SOMETHING_CHOSEN and (selected or outlined))


def plain(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers of a key, wherever on the keyboard it is."""
    return event.modifiers() & ~Modifier.KeypadModifier


def text_move(event: QKeyEvent, *, extending: bool) -> tuple[Unit, int] | None:
    """The move through the text that a key asks for, with Shift when ``extending`` and without it else."""
    modifiers = plain(event)
    if bool(modifiers & SHIFT) != extending or modifiers & ~(SHIFT | CONTROL):
        return None
    return _MOVES.get((event.key(), bool(modifiers & CONTROL)))


def end_move(event: QKeyEvent) -> tuple[str, Unit, int] | None:
    """Which end of a highlight a key moves, by what and which way: words with Alt and Shift, letters with Ctrl too."""
    modifiers, wanted = plain(event), _ENDS.get(event.key())
    if wanted is None or modifiers not in (ALT | SHIFT, ALT | SHIFT | CONTROL):
        return None
    return wanted[0], "character" if modifiers & CONTROL else "word", wanted[1]
