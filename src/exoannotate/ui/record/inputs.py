"""The widgets a field is typed into: a closed list, lines of text, and completion of the last of several names."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QWidget

from exoannotate.domain.fields import Field
from exoannotate.domain.records import Value
from exoannotate.ui.look import CONTROL, Look, S
from exoannotate.ui.record.chips import NamesLine

Input = QLineEdit | QComboBox | QPlainTextEdit


def make_input(of: Field, look: Look) -> Input:
    """The widget for a kind of field."""
    if of.kind == "text":
        return TextArea()
    if of.kind == "choice":
        return ChoiceBox(of)
    return NamesLine(look, of.meaning) if of.many else QLineEdit()


def make_completer(of: Field, line: QLineEdit) -> QCompleter:
    """Completion for a field of names or words."""
    completer = ListCompleter(line) if of.many else QCompleter(line)
    completer.setModel(QStringListModel([], completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    name_popup(completer)
    line.setCompleter(completer)
    return completer


def name_popup(completer: QCompleter) -> None:
    """Give the list of completions the name the style sheet knows it by: it needs an edge against the fields below."""
    popup = completer.popup()
    if popup is not None:
        popup.setObjectName("completions")


def leaves_undo(widget: Input, event: QKeyEvent) -> bool:
    """Whether Ctrl+Z means the project: fields claim it even when there is no typing to take back."""
    line: QWidget | None = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    undo = redo = False
    if isinstance(line, QPlainTextEdit):
        undo, redo = line.document().isUndoAvailable(), line.document().isRedoAvailable()
    elif isinstance(line, QLineEdit):
        undo, redo = line.isUndoAvailable(), line.isRedoAvailable()
    if event.matches(QKeySequence.StandardKey.Undo):
        return not undo
    return event.matches(QKeySequence.StandardKey.Redo) and not redo


def readable(text: str) -> str:
    """Pasted text without what nobody sees: control characters and marks that turn the direction of writing."""
    kept = (c for c in text if c in "\n\t" or (unicodedata.category(c) != "Cc" and c not in _TURNS))
    return "".join(kept).strip()


_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def typed_text(value: Value) -> str:
    """A value as it is typed: ``ABCB1 [up]``."""
    return f"{value.text} [{value.detail}]" if value.detail else value.text


class ChoiceBox(QComboBox):
    """A closed list that can be typed into; the wheel scrolls the form instead of changing what is not in focus."""

    def __init__(self, of: Field) -> None:
        super().__init__()
        self.addItem("")
        for choice in of.choices:
            self.addItem(choice.value)
            if choice.help:
                self.setItemData(self.count() - 1, choice.help, Qt.ItemDataRole.ToolTipRole)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(16)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = self.completer()
        if completer is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            name_popup(completer)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class TextArea(QPlainTextEdit):
    """A few lines of text; Tab leaves it."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setFixedHeight(2 * CONTROL + S)


class ListCompleter(QCompleter):
    """Completes the part behind the last “;”."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rsplit(";", 1)[-1].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        chosen = super().pathFromIndex(index)
        widget = self.widget()
        before = widget.text().rpartition(";")[0] if isinstance(widget, QLineEdit) else ""
        return f"{before}; {chosen}" if before else chosen
