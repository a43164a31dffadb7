"""Letters of a person's own on the page: the page hears the letter an act had at first, whichever was pressed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.commands.bindings import Bindings

_HANDLED_ELSEWHERE = ("reattach",)
"""Acts whose letter is a shortcut and no key of the page."""


class PageLetters(QObject):
    """Stands before the keys of every page. Without letters of one's own it does nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._heard: dict[str, str] = {}  # letter pressed: letter the page is to hear
        self._freed: frozenset[str] = frozenset()
        self._sending = False

    def show(self, bindings: Bindings) -> None:
        """Let these letters hold."""
        self._heard = {}
        first = {entry.page_key for entry in ACTIONS if len(entry.page_key) == 1}
        for entry in ACTIONS:
            letter = bindings.letter(entry)
            if len(entry.page_key) == 1 and letter and letter != entry.page_key:
                self._heard[letter] = entry.page_key if entry.id not in _HANDLED_ELSEWHERE else ""
        kept = {bindings.letter(entry) for entry in ACTIONS}
        self._freed = frozenset(first - kept)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._sending or not isinstance(event, QKeyEvent) or not (self._heard or self._freed):
            return False
        if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            return False
        letter = event.text().upper()
        wanted = self._heard.get(letter, "")
        if wanted:
            return self._send(watched, event, wanted)
        return letter in self._freed and event.type() == QEvent.Type.KeyPress

    def _send(self, watched: QObject, event: QKeyEvent, letter: str) -> bool:
        shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        text = letter if shifted else letter.lower()
        heard = QKeyEvent(event.type(), ord(letter), event.modifiers(), text, event.isAutoRepeat(), event.count())
        heard.setAccepted(False)
        self._sending = True
        try:
            QApplication.sendEvent(watched, heard)
        finally:
            self._sending = False
        event.setAccepted(heard.isAccepted())
        return True
