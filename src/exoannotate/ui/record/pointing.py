"""The field in hand and the words it was read from: shown in the quotes, told to the pages, and set by a person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from exoannotate.domain.records import Passage, Words
from exoannotate.ui.record.body import FormBody
from exoannotate.ui.record.filled import words_of

NO_FIELD = "Click the field first that was read there."
NOT_SUGGESTED = "Nothing was suggested here: a person typed it, or it is empty."
_TOLD = 60


class Pointing(QObject):
    """Knows the field that had the focus last, ``in_hand``; "" for none."""

    words_shown = Signal(object, str)  # a tuple of Words, and the meaning whose hue they have
    notice = Signal(str)

    def __init__(self, body: FormBody, parent: QObject) -> None:
        super().__init__(parent)
        self._body = body
        self.in_hand = ""
        self.whole = False
        """Whether the words of all fields are shown while no field is in hand, as a second reader wants them."""

    def show(self, name: str, passages: Sequence[Passage]) -> None:
        """Take a field in hand and underline its words in the quotes; "" for none."""
        self.in_hand = name
        editor = self._body.editors.get(name)
        words = words_of(editor, passages) if editor is not None else ()
        if not name and self.whole and passages:
            words = tuple(dict.fromkeys(w for each in self._body.editors.values() for w in words_of(each, passages)))
        meaning = editor.field.meaning if editor is not None else ""
        self._body.show_words(words, meaning)
        self.words_shown.emit(words, meaning)

    def why(self) -> None:
        """Say why the field in hand says what it says, or no more; without a field in hand, of all fields at once."""
        suggested = [editor for editor in self._body.editors.values() if editor.because]
        wanted = [editor for editor in suggested if editor.field.name == self.in_hand] or suggested
        if self.in_hand and wanted is suggested:
            wanted = []
        shown = any(not editor.why.isHidden() for editor in wanted)
        for editor in wanted:
            if editor.why.isHidden() != shown:
                editor.toggle_why()
        if not wanted:
            self.notice.emit(NOT_SUGGESTED)
        elif len(wanted) == 1 and not shown:
            self.notice.emit(wanted[0].because)

    def read_here(self, words: Words, passages: Sequence[Passage]) -> bool:
        """Let the field in hand point at words of a passage, or an empty one have them as its value, and say so.
        False when there is no field in hand, or no such passage."""
        editor = self._body.editors.get(self.in_hand)
        passage = next((p for p in passages if p.id == words.passage), None)
        if editor is None or passage is None:
            self.notice.emit(NO_FIELD)
            return False
        text = passage.quote[words.start : words.end]
        label = editor.field.label
        if editor.read_from(words, text):
            self.notice.emit(f"{label} was read from “{text[:_TOLD]}”.")
        else:
            self.notice.emit(f"Now choose the value of {label} for these words.")
        self.show(self.in_hand, passages)
        return True
