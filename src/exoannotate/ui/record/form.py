"""The record form: drawn from EVIDENCE_FIELDS, filled while reading, saved field by field once the record exists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from exoannotate.domain.completeness import filled as is_filled
from exoannotate.domain.fields import CORE_FIELDS, Field
from exoannotate.domain.records import Passage, Value, Words
from exoannotate.ui.contents import Contents, Sheet
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.project.pictures import Pictures
from exoannotate.ui.record import filled
from exoannotate.ui.record.completing import Names
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.editors import FieldEditor
from exoannotate.ui.record.frame import EMPTY, FormFrame, give_keys, step
from exoannotate.ui.record.pointing import Pointing

__all__ = ["EMPTY", "NOTHING_GIVEN", "RecordForm"]

NOT_CLONED = ("cargo", "cargo_class", "statement", "role")
"""What is said of one cargo: empty in the record of the next cargo of the same sentence."""
NOTHING_GIVEN = "Fill at least one of cargo, donor, therapy or effect; nothing was saved yet."
_ROLE_FIELDS = ("effect", "perturbation", "role")


class RecordForm(FormFrame):
    """Shows one record, or a draft of a new one. It proposes; saving is done by whoever listens."""

    save_wanted = Signal(object, object)  # passage ids, {field: FieldInput}
    field_edited = Signal(str, str, object)  # record id, field, FieldInput
    review_wanted = Signal(str, str)  # record id, decision
    delete_wanted = Signal(str)  # record id
    unlink_wanted = Signal(str, str)  # record id, passage id
    jump_wanted = Signal(str)  # passage id
    drafts_changed = Signal()
    draft_started = Signal()
    discarded = Signal(object)  # Draft that was thrown away
    shown = Signal()
    """Another record, another state of it, a new one or nothing is shown."""
    words_shown = Signal(object, str)
    """The Words that the field in hand was read from, and the meaning whose hue it has."""
    notice = Signal(str)
    left = Signal()
    """Escape: back to the page."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(look, icons, parent)
        self._contents = Contents()
        self._sheet: Sheet | None = None
        self._draft: Draft | None = None  # the one that is shown
        self._waiting: list[Draft] = []  # those put aside
        self.provisional: dict[str, Passage] = {}
        """Passages of the draft that is shown as they were lent, not in the project or without notes; by id."""
        self.pictures: Pictures | None = None  # of areas, once there is a project to read them from
        self.pointing = Pointing(self.body, self)
        self.editors: Mapping[str, FieldEditor] = self.body.editors
        self._connect()
        look.changed.connect(self._on_look_changed)
        self.show_nothing()

    # What is shown ---------------------------------------------------------------------------------------------

    @property
    def record(self) -> str:
        """The id of the record shown, "" for a draft or nothing."""
        return self._sheet.record.id if self._sheet is not None else ""

    @property
    def sheet(self) -> Sheet | None:
        """The record shown as it is stored, None for a draft or nothing."""
        return self._sheet

    @property
    def drafting(self) -> bool:
        """Whether a new record is being filled."""
        return self._draft is not None

    @property
    def document(self) -> str:
        """The document of the first passage of what is shown, "" for none."""
        shown = self.shown_passages()
        return shown[0].document if shown else ""

    def shown_passages(self) -> tuple[Passage, ...]:
        """The passages of what is shown."""
        if self._sheet is not None:
            return self._sheet.passages
        keys = self._draft.passages if self._draft is not None else ()
        known = {**self._contents.passages, **self.provisional} if self.provisional else self._contents.passages
        return tuple(known[key] for key in keys if key in known)

    def drafts(self) -> tuple[Draft, ...]:
        """Everything that is filled and not saved, the shown draft last."""
        shown = self._current_draft()
        return (*self._waiting, shown) if shown else tuple(self._waiting)

    def set_contents(self, contents: Contents, drafts: tuple[Draft, ...] = ()) -> None:
        """Work on another project."""
        self._contents = contents
        self._waiting = list(drafts)
        self.completing.set_recent({})
        self.set_completions()
        self._draft = None
        self.show_nothing()

    def set_completions(self) -> None:
        """Offer the values the project uses by now."""
        self.completing.set_used(self._contents.used)

    def set_recent(self, document: str, values: Mapping[str, Sequence[Value]]) -> None:
        """Offer first what the records of a document say, when that document is still the one in hand."""
        if document == self.document:
            self.completing.set_recent(values)

    def set_names(self, names: Names | None) -> None:
        """Offer the vocabularies."""
        self.completing.names = names

    def set_own_fields(self, fields: Sequence[Field]) -> None:
        """Show these own fields of the project and no others."""
        for editor in self.body.set_own_fields(fields):
            entry = self._sheet.entries.get(editor.field.name) if self._sheet is not None else None
            editor.show_entry(entry)

    def show_nothing(self) -> None:
        """Show the empty state."""
        self._leave()
        self._sheet = self._draft = None
        self.stack.setCurrentIndex(1)
        self._show_strip()
        self.pointing.show("", ())
        self.shown.emit()

    def start(self, draft: Draft, *, focus: bool = True) -> None:
        """Begin a new record, or go on with a draft. A half-filled one is put aside, not lost. ``focus``: the cursor
        goes to the least certain field."""
        self._leave()
        self._sheet, self._draft = None, draft
        self.draft_started.emit()
        for name, editor in self.editors.items():
            given = (draft.texts.get(name, ""), draft.details.get(name, ""), draft.reasons.get(name, ""))
            suggested, doubtful = name in draft.suggested, draft.suggested.get(name, False)
            editor.show_typed(*given, draft.known.get(name, ()), suggested=suggested, doubtful=doubtful)
            editor.show_why(draft.because.get(name, ""))
        self._come_to_front()
        self.shown.emit()
        if not focus:
            return
        if draft.focus in self.editors:
            self.go_to(draft.focus)
        else:
            self.focus_first_gap()

    def take_draft(self) -> Draft | None:
        """What the draft that is shown says by now; it is the caller's from then on, and nothing is put aside."""
        self.desk.put_away()
        keys = self._draft.passages if self._draft is not None else ()
        self._draft = None
        self.drafts_changed.emit()
        return filled.draft(self.editors, keys) if keys else None

    def put_aside(self, drafts: Sequence[Draft]) -> None:
        """Keep more drafts of the same passage for later, such as one for each half of a contrast."""
        self._waiting += drafts
        self._show_strip()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a record as it is stored. A field that is being typed in is left alone when it is the same record."""
        same = self.record == sheet.record.id
        if not same:
            self._leave()
        self._sheet, self._draft = sheet, None
        for name, editor in self.editors.items():
            entry = sheet.entries.get(name)
            in_hand = same and editor.dirty and self._has_focus(editor) and not editor.agrees(entry)
            if not in_hand and not (same and not editor.dirty and editor.agrees(entry)):
                editor.show_entry(entry)
        if same:
            self._show_all()
        else:
            self._come_to_front()
        self.shown.emit()

    def _come_to_front(self) -> None:
        """What is shown is another one: fold as its document was, and settle the way of Tab."""
        self.stack.setCurrentIndex(0)
        self.pointing.in_hand = ""
        self.body.show_for(self.document)
        self._show_all()
        self.body.settle_order()

    def focus_first_gap(self) -> None:
        """Go to the least certain field."""
        editor = self.body.least_certain()
        if editor is not None:
            self.go_to(editor.field.name)
        else:
            self.save.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def go_to(self, name: str) -> None:
        """Put the cursor into a field, in a folded group too."""
        editor = self.body.reveal(name)
        if editor is not None:
            editor.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, message: str, hint: str = "") -> None:
        """Say why something was not done."""
        self.message.setText(f"{message} {hint}".strip())
        self.message.show()

    def draft_saved(self) -> None:
        """The draft that is shown has become a record."""
        self._draft = None
        self.drafts_changed.emit()

    def clone(self) -> None:
        """Begin a new record from what is shown, for the next cargo of the same sentence: all but cargo and class."""
        if self._sheet is None:
            return
        self.commit_pending()
        draft = filled.draft(self.editors, tuple(p.id for p in self._sheet.passages), NOT_CLONED)
        self.start(replace(draft, focus="cargo"))

    def passage_gone(self, passage: str) -> None:
        """A highlight was deleted or undone: drafts lose it too."""
        self._waiting = [draft.without(passage) for draft in self._waiting]
        if self._draft is not None and passage in self._draft.passages:
            self._draft = self._draft.without(passage)
            self._show_passages()

    def passage_changed(self, passage: str) -> None:
        """A highlight has another quote, page or note: its card in the draft that is shown says so."""
        if self._draft is not None and passage in self._draft.passages:
            self._show_passages()

    def add_passage(self, passage: str) -> None:
        """Put one more passage to the draft that is shown."""
        if self._draft is not None and passage not in self._draft.passages:
            self._draft = replace(self._draft, passages=(*self._draft.passages, passage))
            self._show_passages()

    def commit_pending(self) -> None:
        """Take over what is being typed right now."""
        if self._sheet is not None:
            for editor in self.editors.values():
                if editor.dirty:
                    editor.commit()

    # What a person does ----------------------------------------------------------------------------------------

    @Slot()
    def try_save(self) -> None:
        """Save the new record; an existing one is saved already but for the field in hand."""
        self.desk.put_away()
        if self._draft is None:
            self.commit_pending()
            return
        for name, editor in self.editors.items():
            editor.commit()
            if editor.complaint.text():
                self.refuse(editor.complaint.text())
                self.go_to(name)
                # Once the sentences have got their room.
                QTimer.singleShot(0, editor, partial(self.body.ensureWidgetVisible, editor))
                return
        if not any(is_filled(filled.entries(self.editors, self.record), name) for name in CORE_FIELDS):
            self.refuse(NOTHING_GIVEN)
            self.focus_first_gap()
            return
        self.message.hide()
        self.save_wanted.emit(self._draft.passages, filled.inputs(self.editors))

    @Slot()
    def discard_draft(self) -> None:
        """Throw the shown draft away and show nothing."""
        thrown = self._current_draft()
        self._draft = None
        self.show_nothing()
        self.drafts_changed.emit()
        if thrown is not None:
            self.discarded.emit(thrown)

    @Slot()
    def continue_draft(self) -> None:
        """Take the draft that was put aside last."""
        if self._waiting:
            self.start(self._waiting.pop())

    @Slot()
    def open_reasons(self) -> None:
        """Ask for the reason of the field in focus."""
        for editor in self.editors.values():
            if self._has_focus(editor) and editor.field.need != "automatic":
                editor.open_reasons()

    def selected_words(self) -> Words | None:
        """The words that are selected in a quote of the form, None for none."""
        return self.body.selected_words()

    def read_here(self, words: Words) -> None:
        """The field in hand was read from these words of a passage; an empty one gets them as its value."""
        if self.pointing.read_here(words, self.shown_passages()):
            self.go_to(self.pointing.in_hand)

    def focusNextPrevChild(self, next: bool) -> bool:
        stops = [*self.body.ring(), *([self.save] if self.save.isVisible() else [])]
        now = QApplication.focusWidget()
        if now is None or now not in stops:
            return super().focusNextPrevChild(next)
        return step(now, stops, self.body, forward=next)

    @Slot(str)
    def _on_edited(self, _name: str) -> None:
        self.message.hide()
        self._show_role()
        if self._draft is not None:
            self.drafts_changed.emit()

    @Slot(str)
    def _on_committed(self, name: str) -> None:
        if self._sheet is not None:
            self.message.hide()
            self.field_edited.emit(self.record, name, self.editors[name].given())
        if name == self.pointing.in_hand:
            self.pointing.show(name, self.shown_passages())

    @Slot(str)
    def _on_entered(self, name: str) -> None:
        self.pointing.show(name, self.shown_passages())

    @Slot(str, str)
    def _on_elsewhere(self, name: str, text: str) -> None:
        self.editors[name].set_text(text)

    @Slot(str, str)
    def _on_along(self, name: str, text: str) -> None:
        editor = self.editors[name]
        if not editor.text() and not editor.reason:
            editor.set_text(text)

    @Slot()
    def _on_look_changed(self) -> None:
        if self._sheet is not None or self._draft is not None:
            self._show_all(anew=True)

    # Painting it -----------------------------------------------------------------------------------------------

    def _show_all(self, *, anew: bool = False) -> None:
        sheet = self._sheet
        self.head.show_status(sheet.record.status if sheet else "", sheet.record.review if sheet else "")
        self.foot.show_for(new=sheet is None)
        self.message.hide()
        for group in self.body.groups.values():
            group.show_held()
        self._show_role()
        self._show_passages(anew=anew)
        self._show_strip()

    def _show_role(self) -> None:
        texts = (self.editors[name].text() for name in _ROLE_FIELDS)
        effect, perturbation, overruled = (self._spelled(n, t) for n, t in zip(_ROLE_FIELDS, texts, strict=True))
        self.head.show_entries(filled.entries(self.editors, self.record), effect, perturbation, overruled)

    def _spelled(self, name: str, text: str) -> str:
        choice = self.editors[name].field.choice(text)
        return choice.value if choice is not None else text

    def _show_passages(self, *, anew: bool = False) -> None:
        passages, documents = self.shown_passages(), self._contents.documents
        titles = (documents[p.document].title if p.document in documents else "" for p in passages)
        self.body.show_passages(list(zip(passages, titles, strict=True)), self.pictures, anew=anew)
        self.completing.set_passages(passages)
        self.pointing.show(self.pointing.in_hand, passages)

    def _show_strip(self) -> None:
        self.strip.show_count(len(self._waiting))

    @Slot(str)
    def _on_unlink_wanted(self, passage: str) -> None:
        if self._sheet is not None:
            self.unlink_wanted.emit(self.record, passage)
        elif self._draft is not None:
            self._draft = self._draft.without(passage)
            self._show_passages()

    @Slot(str)
    def _on_review(self, decision: str) -> None:
        self.commit_pending()
        self.review_wanted.emit(self.record, decision)

    # Inside ----------------------------------------------------------------------------------------------------

    def _current_draft(self) -> Draft | None:
        if self._draft is None or self.provisional:  # whoever lent the passages looks after the draft
            return None
        return filled.draft(self.editors, self._draft.passages) or None

    def _leave(self) -> None:
        """What is shown makes room: an edit in hand is told, a draft is put aside."""
        self.desk.put_away()
        if self._sheet is not None:
            self.commit_pending()
        draft = self._current_draft()
        if draft is not None:
            self._waiting.append(draft)
            self._draft = None
            self.drafts_changed.emit()

    def _has_focus(self, editor: FieldEditor) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and (focus is editor or editor.isAncestorOf(focus))

    def _connect(self) -> None:
        self.pointing.words_shown.connect(self.words_shown)
        self.pointing.notice.connect(self.notice)
        for editor in self.editors.values():
            self._listen_to(editor)
        self.body.editor_made.connect(self._listen_to)
        self.body.jump_wanted.connect(self.jump_wanted)
        self.body.unlink_wanted.connect(self._on_unlink_wanted)
        self.save.clicked.connect(self.try_save)
        self.discard.clicked.connect(self.discard_draft)
        self.continue_button.clicked.connect(self.continue_draft)
        self.head.review_wanted.connect(self._on_review)
        self.head.delete_wanted.connect(self._on_delete)
        self.head.field_wanted.connect(self.go_to)
        give_keys(self, self.try_save, self.open_reasons, self.left.emit)

    @Slot(object)
    def _listen_to(self, editor: FieldEditor) -> None:
        editor.edited.connect(self._on_edited)
        editor.committed.connect(self._on_committed)
        editor.entered.connect(self._on_entered)
        editor.elsewhere.connect(self._on_elsewhere)
        editor.along.connect(self._on_along)

    @Slot()
    def _on_delete(self) -> None:
        if self._sheet is not None:
            self.delete_wanted.emit(self.record)
