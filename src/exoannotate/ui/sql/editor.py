"""The editor of a statement: monospace, Ctrl+Enter runs, Ctrl+Up and Ctrl+Down go through what was run before."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from exoannotate.ui.look import Look, mono_font

_WORDS = (
    "select from where group by order having limit offset join left right inner outer cross on and or not like in is "
    "null as with recursive distinct union all except intersect case when then else end between exists asc desc glob "
    "count sum avg min max group_concat coalesce length lower upper substr replace instr trim round"
)
_KEYWORD = re.compile(rf"\b(?:{'|'.join(_WORDS.split())})\b", re.IGNORECASE)
_TEXT = re.compile(r"'(?:[^']|'')*'?")
_REMARK = re.compile(r"--.*")


class _Colours(QSyntaxHighlighter):
    """Words of SQL in the accent, texts and remarks set apart."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._look = look

    def highlightBlock(self, text: str) -> None:
        if len(text) > 5_000:
            return  # a line nobody reads; colouring it would hold up the typing
        for pattern, token in ((_KEYWORD, "accent"), (_TEXT, "ok"), (_REMARK, "muted")):
            form = QTextCharFormat()
            form.setForeground(self._look.colour(token))
            for found in pattern.finditer(text):
                self.setFormat(found.start(), found.end() - found.start(), form)


class StatementEditor(QPlainTextEdit):
    """Where a statement is written."""

    run_wanted = Signal()
    step_wanted = Signal(int)
    """-1: the statement run before this one; 1: the one after."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Statement")
        self.setToolTip("A SELECT of your own. Ctrl+Enter runs it, Ctrl+Up brings back the one before.")
        self.setPlaceholderText("SELECT cargo, therapy, effect\nFROM evidence")
        self.setFont(mono_font())
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self._colours = _Colours(self.document(), look)
        look.changed.connect(self._on_look_changed)

    def statement(self) -> str:
        """What is to be run: the marked part, or everything."""
        marked = self.textCursor().selectedText().replace("\u2029", "\n").strip()
        return marked if len(marked.split()) > 2 else self.toPlainText()

    def put(self, statement: str) -> None:
        """Write a statement in place of what stands there; Ctrl+Z brings that back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(statement)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert(self, word: str) -> None:
        """Write a word at the caret, with a space where two words would touch."""
        cursor = self.textCursor()
        before = self.toPlainText()[: cursor.selectionStart()][-1:]
        cursor.insertText(f" {word}" if before.isalnum() or before in (",", '"', ")") else word)
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, word: str) -> None:
        """Mark a word of the statement that was not understood."""
        at = self.toPlainText().casefold().find(word.casefold()) if word else -1
        if at < 0:
            return
        cursor = self.textCursor()
        units = len(self.toPlainText()[:at].encode("utf-16-le")) // 2
        cursor.setPosition(units)
        cursor.setPosition(units + len(word.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _ours(event):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_wanted.emit()
        else:
            self.step_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)

    @Slot()
    def _on_look_changed(self) -> None:
        self._colours.rehighlight()


def _ours(event: QKeyEvent) -> bool:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down)
    return held == Qt.KeyboardModifier.ControlModifier and event.key() in keys
