"""The widgets a field is typed into, and what of pasted text is kept."""

from __future__ import annotations

import unicodedata

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from exoannotate.domain.fields import Field
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import CONTROL, Look, S
from exoannotate.ui.record.chips import NamesLine
from exoannotate.ui.record.lines import ChoiceLine, OfferLine
from exoannotate.ui.record.offers_list import Desk

Input = OfferLine | QPlainTextEdit


def make_input(of: Field, look: Look, icons: Icons, desk: Desk) -> Input:
    """The widget for a kind of field."""
    if of.kind == "text":
        return TextArea()
    if of.choices and not of.open:
        return ChoiceLine(desk, icons, many=of.many)
    return NamesLine(look, of.meaning, desk) if of.many else OfferLine(desk)


def leaves_undo(widget: Input | QLineEdit, event: QKeyEvent) -> bool:
    """Whether Ctrl+Z means the project: fields claim it even when there is no typing to take back."""
    undo = redo = False
    if isinstance(widget, QPlainTextEdit):
        undo, redo = widget.document().isUndoAvailable(), widget.document().isRedoAvailable()
    else:
        undo, redo = widget.isUndoAvailable(), widget.isRedoAvailable()
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


def readable(text: str) -> str:
    """Pasted text without what nobody sees: control characters and marks that turn the direction of writing."""
    if text.isprintable():
        return text.strip()
    kept = (c for c in text if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _TURNS))
    return "".join(kept).strip()


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class TextArea(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * CONTROL + S)
