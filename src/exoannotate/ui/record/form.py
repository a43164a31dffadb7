"""The record form: drawn from EVIDENCE_FIELDS, filled while reading, saved field by field once the record exists."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from exoannotate.domain.completeness import filled
from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import CORE_FIELDS, EVIDENCE_FIELDS
from exoannotate.domain.records import FieldEntry, Passage
from exoannotate.ui.contents import Contents, Sheet
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import PANE_LEAST, XL, XS, L, Look, M, S
from exoannotate.ui.project.pictures import Pictures
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.editors import REASON_KEYS, FieldEditor
from exoannotate.ui.record.parts import DraftStrip, FormFoot, FormHead, Group, PassageCard
from exoannotate.ui.window.notices import EmptyState, plain_label
from exoannotate.workspace.records import FieldInput

EMPTY = "Select a sentence on the page and press E for a new record, or choose one in the table below."
NOT_CLONED = ("cargo", "cargo_class", "cargo_level", "cargo_origin", "statement", "note", "role")
NOTHING_GIVEN = "Fill at least one of cargo, donor, therapy or effect; nothing was saved yet."


class RecordForm(QWidget):
    """Shows one record, or a draft of a new one. It proposes; saving is done by whoever listens."""

    save_wanted = Signal(object, object)  # passage ids, {field: FieldInput}
    field_edited = Signal(str, str, object)  # record id, field, FieldInput
    review_wanted = Signal(str, str)  # record id, decision
    delete_wanted = Signal(str)  # record id
    unlink_wanted = Signal(str, str)  # record id, passage id
    jump_wanted = Signal(str)  # passage id
    drafts_changed = Signal()
    draft_started = Signal()
    shown = Signal()
    """Another record, another state of it, a new one or nothing is shown."""
    left = Signal()
    """Escape: back to the page."""

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._icons = look, icons
        self._contents = Contents()
        self._sheet: Sheet | None = None
        self._draft: Draft | None = None  # the one that is shown
        self._waiting: list[Draft] = []  # those put aside
        self.pictures: Pictures | None = None  # of areas, once there is a project to read them from
        self.setMinimumWidth(PANE_LEAST + XL)
        self.editors = {f.name: FieldEditor(f, look, icons) for f in EVIDENCE_FIELDS}
        self.head = FormHead(look, icons)
        self.passages = QVBoxLayout()
        self.strip = DraftStrip()
        self.continue_button = self.strip.button
        self.foot = FormFoot()
        self.message, self.save, self.discard = self.foot.message, self.foot.save, self.foot.discard
        self._stack = QStackedWidget()
        self._lay_out()
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

    def drafts(self) -> tuple[Draft, ...]:
        """Everything that is filled and not saved, the shown draft last."""
        shown = self._current_draft()
        return (*self._waiting, shown) if shown else tuple(self._waiting)

    def set_contents(self, contents: Contents, drafts: tuple[Draft, ...] = ()) -> None:
        """Work on another project."""
        self._contents = contents
        self._waiting = list(drafts)
        self.set_completions()
        self._draft = None
        self.show_nothing()

    def set_completions(self) -> None:
        """Offer the values the project uses by now."""
        for name, editor in self.editors.items():
            editor.set_completions(self._contents.used.get(name, ()))

    def show_nothing(self) -> None:
        """Show the empty state."""
        self._leave()
        self._sheet = self._draft = None
        self._stack.setCurrentIndex(1)
        self._show_strip()
        self.shown.emit()

    def start(self, draft: Draft) -> None:
        """Begin a new record, or go on with a draft. A half-filled one is put aside, not lost."""
        self._leave()
        self._sheet, self._draft = None, draft
        self.draft_started.emit()
        for name, editor in self.editors.items():
            given = (draft.texts.get(name, ""), draft.details.get(name, ""), draft.reasons.get(name, ""))
            editor.show_typed(*given)
        self._stack.setCurrentIndex(0)
        self._show_all()
        self.shown.emit()
        self.focus_first_gap()

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a record as it is stored. A field that is being typed in is left alone when it is the same record."""
        same = self.record == sheet.record.id
        if not same:
            self._leave()
        self._sheet, self._draft = sheet, None
        for name, editor in self.editors.items():
            entry = sheet.entries.get(name)
            in_hand = same and editor.dirty and self._has_focus(editor) and not editor.agrees(entry)
            if not in_hand:
                editor.show_entry(entry)
        self._stack.setCurrentIndex(0)
        self._show_all()
        self.shown.emit()

    def focus_first_gap(self) -> None:
        """Go to the first core field that says nothing yet."""
        for name in CORE_FIELDS:
            editor = self.editors[name]
            if not editor.text() and not editor.reason:
                editor.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.save.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, message: str, hint: str = "") -> None:
        """Say why something was not done."""
        self.message.setText(f"{message} {hint}".strip())
        self.message.show()

    def draft_saved(self) -> None:
        """The draft that is shown has become a record."""
        self._draft = None
        self.drafts_changed.emit()

    def clone(self) -> None:
        """Begin a new record from the one that is shown: everything but its cargo, class and own words."""
        if self._sheet is not None:
            kept = {n: e for n, e in self.editors.items() if n not in NOT_CLONED}
            texts = {n: e.text() for n, e in kept.items() if e.text()}
            details = {n: e.detail_text() for n, e in kept.items() if e.detail_text()}
            reasons = {n: e.reason for n, e in kept.items() if e.reason}
            self.start(Draft(tuple(p.id for p in self._sheet.passages), texts, details, reasons))

    def passage_gone(self, passage: str) -> None:
        """A highlight was deleted or undone: drafts lose it too."""
        self._waiting = [_without(d, passage) for d in self._waiting]
        if self._draft is not None and passage in self._draft.passages:
            self._draft = _without(self._draft, passage)
            self._show_passages()

    def passage_changed(self, passage: str) -> None:
        """A highlight has another quote, page or note: its card in the draft that is shown says so."""
        if self._draft is not None and passage in self._draft.passages:
            self._show_passages()

    def add_passage(self, passage: str) -> None:
        """Put one more passage to the draft that is shown."""
        if self._draft is not None and passage not in self._draft.passages:
            filled_so_far = self._current_draft() or self._draft
            self._draft = Draft(
                (*self._draft.passages, passage), filled_so_far.texts, filled_so_far.details, filled_so_far.reasons
            )
            self._show_passages()

    def commit_pending(self) -> None:
        """Take over what is being typed right now."""
        for editor in self.editors.values():
            if editor.dirty and self._sheet is not None:
                editor.commit()

    # What a person does ----------------------------------------------------------------------------------------

    @Slot()
    def try_save(self) -> None:
        """Save the new record; an existing one is saved already but for the field in hand."""
        completions = QApplication.activePopupWidget()
        if completions is not None:
            completions.close()  # Ctrl+Enter came through an open list, which would keep the keyboard
            self.window().activateWindow()
        if self._draft is None:
            self.commit_pending()
            return
        inputs: dict[str, FieldInput] = {}
        for name, editor in self.editors.items():
            editor.commit()
            try:
                given = editor.given()
            except BadValueError as error:
                self.refuse(error.message)  # what is allowed stands under the field
                editor.input.setFocus()
                # Once the sentences have got their room.
                QTimer.singleShot(0, editor, partial(self._scroll.ensureWidgetVisible, editor))
                return
            if given.values or given.reason:
                inputs[name] = given
        if not any(filled(self._entries(), name) for name in CORE_FIELDS):
            self.refuse(NOTHING_GIVEN)
            self.focus_first_gap()
            return
        self.message.hide()
        self.save_wanted.emit(self._draft.passages, inputs)

    @Slot()
    def discard_draft(self) -> None:
        """Throw the shown draft away and show nothing."""
        self._draft = None
        self.show_nothing()
        self.drafts_changed.emit()

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

    @Slot()
    def _on_look_changed(self) -> None:
        if self._sheet is not None or self._draft is not None:
            self._show_all()

    # Painting it -----------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        sheet = self._sheet
        self.head.show_status(sheet.record.status if sheet else "", sheet.record.review if sheet else "")
        self.foot.show_for(new=sheet is None)
        self.message.hide()
        for group in self._groups:
            group.show_filled()
        self._show_role()
        self._show_passages()
        self._show_strip()

    def _show_role(self) -> None:
        texts = (self.editors[name].text() for name in ("effect", "perturbation", "role"))
        effect, perturbation, overruled = (self._spelled(n, t) for n, t in zip(_ROLE_FIELDS, texts, strict=True))
        self.head.show_entries(self._entries(), effect, perturbation, overruled)

    def _spelled(self, name: str, text: str) -> str:
        choice = self.editors[name].field.choice(text)
        return choice.value if choice is not None else text

    def _show_passages(self) -> None:
        while (item := self.passages.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._passages()
        for number, passage in enumerate(shown, 1):
            document = self._contents.documents.get(passage.document)
            title = document.title if document is not None else ""
            card = PassageCard(
                passage, number, title, self._look, self._icons, only=len(shown) < 2, pictures=self.pictures
            )
            card.jump_wanted.connect(self.jump_wanted)
            card.unlink_wanted.connect(self._on_unlink_wanted)
            self.passages.addWidget(card)

    def _passages(self) -> tuple[Passage, ...]:
        if self._sheet is not None:
            return self._sheet.passages
        keys = self._draft.passages if self._draft is not None else ()
        return tuple(self._contents.passages[key] for key in keys if key in self._contents.passages)

    def _show_strip(self) -> None:
        self.strip.show_count(len(self._waiting))

    @Slot(str)
    def _on_unlink_wanted(self, passage: str) -> None:
        if self._sheet is not None:
            self.unlink_wanted.emit(self.record, passage)
        elif self._draft is not None:
            self._draft = _without(self._draft, passage)
            self._show_passages()

    def _on_review(self, decision: str) -> None:
        self.commit_pending()
        self.review_wanted.emit(self.record, decision)

    # Inside ----------------------------------------------------------------------------------------------------

    def _entries(self) -> dict[str, FieldEntry]:
        """What stands in the fields now, as far as it can be read."""
        found = {}
        for name, editor in self.editors.items():
            try:
                given = editor.given()
            except BadValueError:
                continue
            if given.values or given.reason:
                found[name] = FieldEntry(self.record, name, given.values, given.reason)
        return found

    def _current_draft(self) -> Draft | None:
        if self._draft is None:
            return None
        fields = self.editors.items()
        now = Draft(
            self._draft.passages,
            {name: e.text() for name, e in fields if e.text()},
            {name: e.detail_text() for name, e in fields if e.detail_text()},
            {name: e.reason for name, e in fields if e.reason},
        )
        return now or None

    def _leave(self) -> None:
        """What is shown makes room: an edit in hand is told, a draft is put aside."""
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

    def _lay_out(self) -> None:
        names = tuple(dict.fromkeys(f.group for f in EVIDENCE_FIELDS))
        inside = QVBoxLayout()
        inside.setContentsMargins(L, S, L, L)
        inside.setSpacing(M)
        self.passages.setSpacing(S)
        self._groups = []
        for name in names:
            editors = [e for e in self.editors.values() if e.field.group == name]
            # Folded, but for the groups that count for "complete".
            needed = any(e.field.need == "complete" for e in editors)
            group = Group(name, editors, self._icons, unfolded=needed)
            if name == names[0]:
                group.heading.hide()
            inside.addWidget(group)
            if name == names[0]:
                inside.addLayout(self.passages)
            self._groups.append(group)
        inside.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        holder.setLayout(inside)
        self._scroll.setWidget(holder)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.foot)
        self.empty = EmptyState("pencil", EMPTY, "", self._icons)
        nothing = QWidget()
        below = QVBoxLayout(nothing)
        below.setContentsMargins(L, S + XS, L, 0)
        below.addWidget(plain_label("Record", role="title"))
        below.addWidget(self.empty, 1)
        self._stack.addWidget(page)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.strip)
        outer.addWidget(self._stack, 1)
        order = [e.input for e in self.editors.values()]
        for one, other in zip(order, [*order[1:], self.save], strict=True):
            QWidget.setTabOrder(one, other)

    def _connect(self) -> None:
        for editor in self.editors.values():
            editor.edited.connect(self._on_edited)
            editor.committed.connect(self._on_committed)
        self.save.clicked.connect(self.try_save)
        self.discard.clicked.connect(self.discard_draft)
        self.continue_button.clicked.connect(self.continue_draft)
        self.head.review_wanted.connect(self._on_review)
        self.head.delete_wanted.connect(self._on_delete)
        for keys, act in (("Ctrl+Return", self.try_save), ("Ctrl+Enter", self.try_save), ("Esc", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        reasons = QShortcut(REASON_KEYS, self)
        reasons.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        reasons.activated.connect(self.open_reasons)

    @Slot()
    def _on_delete(self) -> None:
        if self._sheet is not None:
            self.delete_wanted.emit(self.record)


_ROLE_FIELDS = ("effect", "perturbation", "role")


def _without(draft: Draft, passage: str) -> Draft:
    kept = tuple(key for key in draft.passages if key != passage)
    return Draft(kept, draft.texts, draft.details, draft.reasons)
