"""The fields and passages of the form in their groups, and the way of Tab through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from exoannotate.domain.fields import EVIDENCE_FIELDS, Field
from exoannotate.domain.own_fields import GROUP as OWN_GROUP
from exoannotate.domain.records import Passage, Words
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import L, Look, M, S
from exoannotate.ui.project.pictures import Pictures
from exoannotate.ui.reading_order import put_children_in_order
from exoannotate.ui.record.completing import Completing
from exoannotate.ui.record.editors import FieldEditor
from exoannotate.ui.record.offers_list import Desk
from exoannotate.ui.record.parts import Group
from exoannotate.ui.record.quotes import PassageCard, clear
from exoannotate.ui.record.tab_order import Turn, order

ALWAYS = "Core"
"""The group without a heading: cargo, donor, therapy, effect are always in sight."""
OPEN_AT_FIRST = frozenset(("Details", "Source"))
"""Unfolded until somebody folds them: what the role is computed from, and the study that complete needs."""


class FormBody(QScrollArea):
    """Groups of fields and the cards of passages. ``editor_made``: own fields came, and must be listened to."""

    editor_made = Signal(object)
    jump_wanted = Signal(str)
    unlink_wanted = Signal(str)
    carried = Signal(object, str)  # the card, passage id
    others_wanted = Signal(object, str)  # likewise

    def __init__(self, look: Look, icons: Icons, completing: Completing, desk: Desk) -> None:
        super().__init__()
        self._look, self._icons, self._completing, self._desk = look, icons, completing, desk
        groups = tuple(dict.fromkeys(f.group for f in EVIDENCE_FIELDS))
        # In the order they are seen, which is that of the groups.
        seen = sorted(EVIDENCE_FIELDS, key=lambda f: groups.index(f.group))
        self.editors = {f.name: self._made(f) for f in seen}
        self.groups: dict[str, Group] = {}
        self.passages = QVBoxLayout()
        self.passages.setSpacing(S)
        self._unfolded: dict[str, frozenset[str]] = {}  # document: the groups that were open in its last record
        self._document = ""
        self._ring: tuple[str, ...] = tuple(self.editors)
        self._lay_out()
        self.verticalScrollBar().valueChanged.connect(desk.put_away)

    def _made(self, of: Field) -> FieldEditor:
        return FieldEditor(of, self._look, self._icons, self._completing, self._desk)

    def _lay_out(self) -> None:
        inside = QVBoxLayout()
        inside.setContentsMargins(L, S, L, L)
        inside.setSpacing(M)
        names = tuple(dict.fromkeys(f.group for f in EVIDENCE_FIELDS))
        for name in (*names, OWN_GROUP):
            editors = [e for e in self.editors.values() if e.field.group == name]
            group = Group(name, editors, self._icons, heading=name != ALWAYS)
            group.unfold(name == ALWAYS or name in OPEN_AT_FIRST)
            group.folded.connect(self._on_folded)
            inside.addWidget(group)
            if name == ALWAYS:
                inside.addLayout(self.passages)
            self.groups[name] = group
        inside.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder = QWidget()
        self._holder.setLayout(inside)
        self.setWidget(self._holder)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    # Own fields ------------------------------------------------------------------------------------------------

    def set_own_fields(self, fields: Sequence[Field]) -> tuple[FieldEditor, ...]:
        """Show these own fields of the project and no others; those that stay keep what is typed in them. Returns the
        editors that are new."""
        known = {e.field: e for e in self.editors.values() if e.field.group == OWN_GROUP}
        made = []
        for name, editor in [(e.field.name, e) for e in known.values() if e.field not in fields]:
            del self.editors[name]
            editor.deleteLater()
        shown = []
        for of in fields:
            editor = known.get(of) or self._made(of)
            if of not in known:
                self.editors[of.name] = editor
                made.append(editor)
            shown.append(editor)
        self.groups[OWN_GROUP].set_editors(shown)
        self.groups[OWN_GROUP].show_held()
        for editor in made:
            self.editor_made.emit(editor)
        return tuple(made)

    # Folding ---------------------------------------------------------------------------------------------------

    def folding(self) -> dict[str, list[str]]:
        """The unfolded groups of each document, to be kept."""
        return {document: sorted(groups) for document, groups in self._unfolded.items()}

    def set_folding(self, kept: dict[str, list[str]]) -> None:
        """What was kept."""
        self._unfolded = {document: frozenset(groups) for document, groups in kept.items()} | self._unfolded

    def show_for(self, document: str) -> None:
        """Fold as in the last record of a document."""
        self._document = document
        unfolded = self._unfolded.get(document, OPEN_AT_FIRST)
        for name, group in self.groups.items():
            if name != ALWAYS:
                group.unfold(name in unfolded)

    @Slot(str, bool)
    def _on_folded(self, _name: str, _unfolded: bool) -> None:
        if self._document:
            self._unfolded.pop(self._document, None)  # the last one stands last
            self._unfolded[self._document] = frozenset(n for n, g in self.groups.items() if n != ALWAYS and g.open)

    def reveal(self, name: str) -> FieldEditor | None:
        """Bring a field into sight, unfolding its group; None for one that is not there."""
        editor = self.editors.get(name)
        if editor is not None:
            group = self.groups[editor.field.group]
            if not group.open:
                group.unfold(True)
            self.ensureWidgetVisible(editor, 0, M)
        return editor

    # The way of Tab ----------------------------------------------------------------------------------------------

    def settle_order(self) -> None:
        """Settle the order of Tab for the record that is shown (``tab_order.py``)."""
        turns = []
        for name, editor in self.editors.items():
            empty = not editor.text() and not editor.reason
            if name == "cargo" and editor.field.need == "complete":
                empty = empty and self.editors["cargo_class"].text() != "whole vesicle"
            doubtful = editor.said.doubtful
            turns.append(Turn(name, editor.field.need == "complete", empty, doubtful))
        self._ring = order(turns)

    def ring(self) -> Iterator[QWidget]:
        """Where Tab stops, in order: fields that can be seen, headings where their group begins, quotes."""
        first = [name for name in self._ring if name in self.editors]
        headed: set[str] = set()
        ranked = {name: at for at, name in enumerate(first)}
        plain = [name for name in self.editors if name in ranked]
        early = _early(first, plain)
        for name in early:
            if self.groups[self.editors[name].field.group].open:
                yield from self.editors[name].stops()
        for name in plain:
            group = self.groups[self.editors[name].field.group]
            if group.name != ALWAYS and group.name not in headed:
                headed.add(group.name)
                yield group.heading
            if name not in early and group.open:
                yield from self.editors[name].stops()
        for card in self.cards():
            if card.quote is not None:
                yield card.quote

    def least_certain(self) -> FieldEditor | None:
        """Where Tab begins; None when no field is in need."""
        editor = self.editors[self._ring[0]]
        gap = not editor.text() and not editor.reason
        return editor if (gap and editor.field.need == "complete") or editor.said.doubtful else None

    # Passages --------------------------------------------------------------------------------------------------

    def cards(self) -> tuple[PassageCard, ...]:
        """The cards that are shown."""
        items = (self.passages.itemAt(at) for at in range(self.passages.count()))
        found = (item.widget() for item in items if item is not None)
        return tuple(card for card in found if isinstance(card, PassageCard))

    def show_passages(
        self, shown: Sequence[tuple[Passage, str]], pictures: Pictures | None, *, anew: bool = False
    ) -> None:
        """Show these passages, each with the title of its document; ``anew``: in other colours."""
        before = self.cards()
        if not anew and [(card.passage, card.title) for card in before] == list(shown):
            return
        for card in before:
            self.passages.removeWidget(card)
        clear(before)
        only = len(shown) < 2
        for number, (passage, title) in enumerate(shown, 1):
            card = PassageCard(passage, number, title, self._look, self._icons, only=only, pictures=pictures)
            card.jump_wanted.connect(self.jump_wanted)
            card.unlink_wanted.connect(self.unlink_wanted)
            card.carried.connect(partial(self.carried.emit, card))
            card.others_wanted.connect(partial(self.others_wanted.emit, card))
            self.passages.addWidget(card)
        put_children_in_order(self._holder)

    def show_words(self, words: Sequence[Words], meaning: str) -> None:
        """Underline the words of the field in hand."""
        for card in self.cards():
            card.show_words(words, meaning)

    def selected_words(self) -> Words | None:
        """The words that are selected in one of the quotes."""
        return next((words for card in self.cards() if (words := card.selected()) is not None), None)


def _early(first: Sequence[str], plain: Sequence[str]) -> tuple[str, ...]:
    """The names that Tab takes out of the order of the form: the longest beginning after which all follows in order."""
    places = {name: at for at, name in enumerate(plain)}
    cut = len(first)
    while cut and (cut == len(first) or places[first[cut - 1]] < places[first[cut]]):
        cut -= 1
    return tuple(first[:cut])
