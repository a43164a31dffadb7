"""What one field says: typed text read as values that keep the identifiers and words they had. No Qt here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exoannotate.domain.fields import Field, values
from exoannotate.domain.records import FieldEntry, Origin, Value, Words
from exoannotate.workspace.records import FieldInput


def typed_text(value: Value) -> str:
    """A value as it is typed: ``ABCB1 [up]``."""
    return f"{value.text} [{value.detail}]" if value.detail else value.text


class Said:
    """The memory of a field while it is edited: what is stored, what was chosen or pointed at, what was suggested."""

    def __init__(self, of: Field) -> None:
        self.field = of
        self.stored = FieldInput()
        self.doubtful = False
        """Whether what stands there was suggested and is not sure."""
        self.suggested = False
        self.pending: Words | None = None
        """Words the next value is read from: they were pointed at before there was one."""
        self._chosen: dict[str, Value] = {}

    def show(self, entry: FieldEntry | None) -> None:
        """This is stored, and nothing else is known."""
        self.stored = FieldInput(entry.values, entry.reason, entry.origin) if entry is not None else FieldInput()
        self._forget()

    def begin(self, known: Iterable[Value], *, suggested: bool = False, doubtful: bool = False) -> None:
        """Nothing is stored; these values are known by their text."""
        self.stored = FieldInput()
        self._forget()
        self._chosen = {value.text: value for value in known}
        self.suggested, self.doubtful = suggested, doubtful

    def _forget(self) -> None:
        self._chosen = {}
        self.pending = None
        self.suggested = self.doubtful = False

    def choose(self, value: Value) -> None:
        """A value was chosen from the list: its identifier and words come along when its text stands in the field."""
        self._chosen[value.text] = value

    def point(self, text: str, words: Words | None) -> None:
        """The value with this text is read from these words."""
        known = self._chosen.get(text) or next((v for v in self.stored.values if v.text == text), Value(text))
        self._chosen[text] = replace(known, words=words)

    def known(self) -> tuple[Value, ...]:
        """Values with an identifier or words, by which a draft is taken up again."""
        return tuple(v for v in self._chosen.values() if v.identifier or v.words)

    def values(self, text: str, detail: str = "") -> tuple[Value, ...]:
        """The values that typed text says. Raises BadValueError for what a closed list does not hold."""
        typed = f"{text} [{detail}]" if detail else text
        stored = {(v.text, v.detail): v for v in self.stored.values}
        by_text = {v.text: v for v in self.stored.values}
        found = []
        for value in values(self.field, (typed,)):
            known = self._chosen.get(value.text)
            if known is None:
                # A value that still stands as it was keeps its identifier and the words it points at.
                known = stored.get((value.text, value.detail)) or by_text.get(value.text)
            if known is not None:
                value = replace(known, detail=value.detail)
            found.append(value)
        if self.pending is not None and found and found[-1].words is None:
            found[-1] = replace(found[-1], words=self.pending)
        return tuple(found)

    def origin(self, now: tuple[Value, ...], text_changed: bool) -> Origin:
        """Whether the values were typed, suggested, or suggested and changed."""
        if self.suggested:
            return "changed suggestion" if text_changed else "suggested"
        return self.stored.origin if now == self.stored.values else "typed"
