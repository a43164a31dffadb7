"""Keys of a person's own: which keys an act has now, who else has them, and how they are kept and put in force.

``Action.keys`` and ``Action.page_key`` are what an act has at first. What differs is kept as one setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from exoannotate.ui.commands.actions import ACTIONS, HANDLED_BY_FORM, ON_TOOL_BARS, Action
from exoannotate.workspace import settings

LETTERS_OF_THE_PAGE: Mapping[str, str] = MappingProxyType(
    {"S": "Grow the selection by a sentence", "N": "Next page", "P": "Previous page", "J": "Next record",
     "K": "Previous record"} | {str(k): "Highlight with a colour" for k in range(1, 9)}
)  # fmt: skip
"""Letters the page has for itself, which no act can take."""


@dataclass(frozen=True, slots=True)
class Bound:
    """The keys of one act, where they are others than at first: shortcuts, and its letter on the page."""

    keys: tuple[str, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class Bindings:
    """What was changed, by the id of the act. Immutable: each change gives new bindings."""

    own: Mapping[str, Bound] = field(default_factory=dict)

    def keys(self, entry: Action) -> tuple[str, ...]:
        """The shortcuts of an act, in portable text."""
        bound = self.own.get(entry.id)
        return entry.keys if bound is None else bound.keys

    def letter(self, entry: Action) -> str:
        """The letter of an act on the page, "" for none."""
        bound = self.own.get(entry.id)
        return entry.page_key if bound is None else bound.letter

    def text(self, entry: Action) -> str:
        """All keys of an act as people read them."""
        shown = [native(keys) for keys in self.keys(entry)]
        return " or ".join([*shown, *([self.letter(entry)] if self.letter(entry) else [])])

    def holder(self, keys: str, *, page: bool) -> Action | None:
        """The act that has these keys now; ``page``: a letter of the page, else a shortcut of the window."""
        for entry in ACTIONS:
            if keys == self.letter(entry) if page else keys in self.keys(entry):
                return entry
        return None

    def bind(self, id: str, keys: tuple[str, ...], letter: str) -> Bindings:
        """An act with other keys; whoever had one of them loses it."""
        changed: dict[str, Bound] = {}
        for entry in ACTIONS:
            had = Bound(self.keys(entry), self.letter(entry))
            if entry.id == id:
                now = Bound(tuple(dict.fromkeys(keys)), letter)
            else:
                left = tuple(one for one in had.keys if one not in keys)
                now = Bound(left, "" if letter and had.letter == letter else had.letter)
            if now != Bound(entry.keys, entry.page_key):
                changed[entry.id] = now
        return Bindings(changed)

    def reset(self, id: str) -> Bindings:
        """An act with the keys it had at first; who has them now loses them."""
        entry = next(one for one in ACTIONS if one.id == id)
        return self.bind(id, entry.keys, entry.page_key)

    def is_changed(self, entry: Action) -> bool:
        """Whether an act has other keys than at first."""
        return entry.id in self.own


def native(keys: str) -> str:
    """Portable text of keys as this platform writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def portable(sequence: QKeySequence) -> str:
    """Keys as they are kept."""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def load() -> Bindings:
    """The bindings that were kept; what is not understood of them is left out."""
    import json

    kept = settings.get("keys")
    if not kept:
        return Bindings()
    try:
        found = json.loads(kept)
    except (ValueError, RecursionError):
        return Bindings()
    own: dict[str, Bound] = {}
    known = {entry.id: entry for entry in ACTIONS}
    for id, one in found.items() if isinstance(found, dict) else ():
        entry = known.get(str(id))
        if entry is None or not isinstance(one, dict):
            continue
        keys, letter = one.get("keys"), one.get("letter")
        if isinstance(keys, list) and isinstance(letter, str) and all(isinstance(k, str) for k in keys):
            own[entry.id] = Bound(tuple(k for k in keys if portable(QKeySequence(k)) == k and k), letter)
    return Bindings(own)


def kept(bindings: Bindings) -> str:
    """What is kept of bindings: "" when everything is as at first."""
    import json

    own = {id: {"keys": list(one.keys), "letter": one.letter} for id, one in bindings.own.items()}
    return json.dumps(own) if own else ""


def apply(bindings: Bindings, actions: Mapping[str, QAction]) -> None:
    """Put bindings in force: shortcuts, tooltips and the words of tool bars."""
    for entry in ACTIONS:
        act = actions[entry.id]
        if entry.id not in HANDLED_BY_FORM:
            act.setShortcuts([QKeySequence(keys) for keys in bindings.keys(entry)])
        act.setToolTip(tooltip(entry, bindings))
        if entry.short and entry.id in ON_TOOL_BARS:
            word = entry.short.rsplit("  ", 1)[0]
            act.setIconText(f" {word}  {bindings.letter(entry)}".rstrip())


def apply_within(bindings: Bindings, window: QWidget) -> None:
    """Give keys to acts that a pane handles itself: its shortcuts are named “key_” and the id of the act."""
    for entry in ACTIONS:
        if entry.id in (*HANDLED_BY_FORM, "reattach"):
            keys = bindings.keys(entry) or ((bindings.letter(entry),) if bindings.letter(entry) else ())
            for shortcut in window.findChildren(QShortcut, f"key_{entry.id}"):
                shortcut.setKeys([QKeySequence(one) for one in keys])


def tooltip(entry: Action, bindings: Bindings) -> str:
    """What an act does, and its keys."""
    keys = bindings.text(entry)
    words = entry.tooltip or entry.plain_label
    return f"{words} ({keys})" if keys else words
