"""What a reader does with passages and records: each verb is one act on the project, asked for by page or form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot

from exoannotate.domain.errors import ExoError, ProjectFileError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.geometry import Quad
from exoannotate.domain.records import Decision, Passage
from exoannotate.reading import selection as reading
from exoannotate.reading.references import References
from exoannotate.reading.selection import Selection
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.commands.holding import KEPT, HeldEdits
from exoannotate.ui.contents import Contents, Sheet, read_sheet
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.record.candidates import DRAFT, NEW, Choice
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.form import RecordForm
from exoannotate.ui.record.picker import RecordPicker
from exoannotate.ui.record.suggested import drafts_of, page_texts
from exoannotate.workspace import duplicates, passages, records, terms
from exoannotate.workspace.records import FieldInput
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.suggest.vocabulary import Vocabulary

DEFAULT_MEANING = "resistance"
SELECT_FIRST = "Select some text first: drag over it, or click three times for a sentence."


class Verbs(QObject):
    """Highlight, record, link, recolour, review and delete. ``undoable`` asks for a message with Undo."""

    undoable = Signal(str)  # what was done, in words
    refused = Signal(str, str)
    notice = Signal(str)
    record_shown = Signal(str)  # record id
    form_wanted = Signal()  # the form must be in sight
    twins_found = Signal(object, object)  # records that likely say the same, and the passages of the new one

    suggesting = True
    """Whether new records are filled from what their passage says."""
    save_instead: Callable[[tuple[str, ...], Mapping[str, FieldInput]], bool] | None = None
    """Asked before a draft is saved: whether somebody else saves it."""

    def __init__(
        self,
        bridge: Bridge,
        tabs: DocumentTabs,
        form: RecordForm,
        picker: RecordPicker,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._tabs, self._form, self._picker = bridge, tabs, form, picker
        self.references: dict[str, References] = {}
        self._contents = Contents()
        self._meaning = DEFAULT_MEANING
        self._wanted_record = ""
        self._fields_on_their_way = 0
        self.held = HeldEdits(bridge, self)
        self.held.saved.connect(self._on_held_saved)
        self._told_of_duplicates: tuple[tuple[str, ...], Mapping[str, FieldInput]] | None = None
        tabs.highlight_wanted.connect(self._on_highlight)
        tabs.record_wanted.connect(self._on_record)
        tabs.link_wanted.connect(self._on_link)
        tabs.passage_record_wanted.connect(self.record_of_passage)
        tabs.passage_link_wanted.connect(self.link_passage)
        tabs.passage_recolour_wanted.connect(self.recolour)
        tabs.passage_delete_wanted.connect(self.delete_passage)
        tabs.passage_range_wanted.connect(self._on_range)
        tabs.passage_clicked.connect(self._on_passage_clicked)
        picker.chosen.connect(self._on_record_picked)
        form.left.connect(self.to_page)
        form.draft_started.connect(self._on_draft_started)
        form.save_wanted.connect(self._on_save)
        form.field_edited.connect(self._on_field_edited)
        form.review_wanted.connect(self.review)
        form.delete_wanted.connect(self.delete_record)
        form.unlink_wanted.connect(self.unlink)
        form.jump_wanted.connect(self.jump_to_passage)

    @property
    def meaning(self) -> str:
        """The meaning used last."""
        return self._meaning

    def set_contents(self, contents: Contents) -> None:
        """Work on another project."""
        self._contents = contents
        self._wanted_record = ""
        self._meaning = contents.meanings[0].id if contents.meanings else DEFAULT_MEANING

    # The three verbs, as asked by menu and tool bar --------------------------------------------------------------

    @Slot()
    def highlight_selection(self) -> None:
        """H: highlight what is selected in the document that is shown."""
        tab = self._tabs.tab
        if tab is not None and tab.view.selection:
            self._on_highlight(tab, tab.view.selection, self._meaning)
        else:
            self.notice.emit(SELECT_FIRST)

    @Slot()
    def record_selection(self) -> None:
        """E: a new record from what is selected, or from the highlight that is outlined."""
        self.with_passage(self.record_of_passage)

    @Slot()
    def link_selection(self) -> None:
        """L: link what is selected, or the outlined highlight, to a record."""
        tab = self._tabs.tab
        if tab is not None and tab.view.selection:
            self._on_link(tab, tab.view.selection)
        elif tab is not None and tab.view.selected_passage:
            self.link_passage(tab.view.selected_passage)
        else:
            self.notice.emit(SELECT_FIRST)

    @Slot(object, object, str)
    def _on_highlight(self, tab: DocumentTab, selection: Selection, meaning: str) -> None:
        self._meaning = meaning
        self._passage(tab, selection, self._highlighted(tab))

    @Slot(object, object)
    def _on_record(self, tab: DocumentTab, selection: Selection) -> None:
        def begin(passage: str) -> None:
            self._highlighted(tab)(passage)
            self.record_of_passage(passage)

        self._passage(tab, selection, begin)

    @Slot(object, object)
    def _on_link(self, tab: DocumentTab, selection: Selection) -> None:
        if not self._contents.rows and not self._form.drafting:
            self.notice.emit("There is no record to link to yet. Press E to make the first one.")
            return

        def ask(passage: str) -> None:
            self._highlighted(tab)(passage)
            self.link_passage(passage)

        self._passage(tab, selection, ask)

    @Slot(str)
    def record_of_passage(self, passage: str) -> None:
        """Open the form for a new record that stands on a highlight."""
        self.form_wanted.emit()
        known = self._contents.passages.get(passage)
        first, *others = (
            drafts_of(known, self._names(), self.references.get(known.document), page_texts(self._tabs.tabs(), known))
            if known is not None
            else (Draft((passage,)),)
        )
        self._form.start(first)
        self._form.put_aside(others)

    def _names(self) -> Vocabulary | None:
        """The vocabularies with the project's own terms, as far as they are ready and wanted."""
        if not self.suggesting:
            return None
        from exoannotate.suggest.vocabulary import Vocabulary

        names = self._form.completing.names
        return names if isinstance(names, Vocabulary) else terms.vocabulary()

    @Slot(str)
    def link_passage(self, passage: str) -> None:
        """Ask for the record a highlight is to be linked to."""
        known = self._contents.passages.get(passage)
        if known is not None:
            linked = self._contents.records_of(passage)
            choice = Choice(self._contents, known.document, known.quote, linked)
            self._picker.ask(passage, choice, drafting=self._form.drafting)

    def with_passage(self, then: Callable[[str], object]) -> None:
        """Do something with the highlight of what is selected, which is made when there is none, or with the outlined
        one."""
        tab = self._tabs.tab

        def go_on(passage: str) -> None:
            if tab is not None:
                self._highlighted(tab)(passage)
            then(passage)

        if tab is not None and tab.view.selection:
            self._passage(tab, tab.view.selection, go_on)
        elif tab is not None and tab.view.selected_passage:
            then(tab.view.selected_passage)
        else:
            self.notice.emit(SELECT_FIRST)

    def _passage(self, tab: DocumentTab, selection: Selection, then: Callable[[str], None]) -> None:
        """The highlight of a selection: the one that is there already, or a new one."""
        pages = tab.pages_of_text()
        document, info, meaning = tab.document.id, tab.info, self._meaning
        places = reading.quads(pages, selection)
        here = [p for p in self._contents.passages_of(document) if same_places(p.quads, places)]
        if here:
            then(here[0].id)
            return
        self._bridge.do(
            lambda session: passages.from_selection(session, document, info, pages, selection, meaning).id,
            done=then,
        )

    def _highlighted(self, tab: DocumentTab) -> Callable[[str], None]:
        """The selection has become a highlight and makes room for it."""

        def shown(passage: str) -> None:
            if tab in self._tabs.tabs():
                tab.view.clear_selection()
                tab.view.set_selected_passage(passage)

        return shown

    @Slot()
    def to_page(self) -> None:
        """Go back to reading."""
        if self._tabs.tab is not None:
            self._tabs.tab.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Passages --------------------------------------------------------------------------------------------------

    @Slot(str, str)
    def recolour(self, passage: str, meaning: str) -> None:
        """Give a highlight another meaning."""
        self._meaning = meaning
        self._bridge.do(lambda session: passages.recolour(session, passage, meaning))

    @Slot(str, str)
    def set_note(self, passage: str, note: str) -> None:
        """Write a note on a highlight; "" takes it away."""
        self._bridge.do(lambda session: passages.set_note(session, passage, note))

    @Slot(object, str, object)
    def _on_range(self, tab: DocumentTab, passage: str, selection: Selection) -> None:
        """Let a highlight begin or end elsewhere."""
        pages, info = tab.pages_of_text(), tab.info

        def settled(_: object = None) -> None:
            if tab in self._tabs.tabs():
                tab.view.range_settled(passage)

        def refused(error: ExoError) -> None:
            settled()
            self.refused.emit(error.message, error.hint)

        self._bridge.do(
            lambda session: passages.set_range(session, passage, info, pages, selection), done=settled, failed=refused
        )

    @Slot(str)
    def delete_passage(self, passage: str) -> None:
        """Delete a highlight, with a way back."""
        self._bridge.do(
            lambda session: passages.delete(session, passage),
            done=lambda _: self.undoable.emit("Highlight deleted."),
        )

    @Slot(str)
    def jump_to_passage(self, passage: str) -> None:
        """Show a passage on its page."""
        found = self._contents.passages.get(passage)
        if found is not None:
            self._tabs.jump(found)

    @Slot(str)
    def jump_to_record(self, record: str) -> None:
        """Show the first passage of a record on its page, and the record in the form."""
        found = [self._contents.passages.get(p) for p in self._contents.links.get(record, ())]
        self.show_record(record)
        first = next((p for p in found if p is not None), None)
        if isinstance(first, Passage):
            self._tabs.jump(first)

    @Slot(str)
    def _on_passage_clicked(self, passage: str) -> None:
        linked = self._contents.records_of(passage)
        if linked and not self._form.drafting:
            self.show_record(linked[0])

    # Records ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def show_record(self, record: str) -> None:
        """Show a record in the form."""
        self._wanted_record = record

        def show(sheet: Sheet) -> None:
            # Another one may have been asked for meanwhile, or an edit of this one may still be on its way.
            if self._wanted_record == record and not self._fields_on_their_way:
                self._form.show_sheet(sheet)
                self.record_shown.emit(record)

        self._bridge.do(lambda session: read_sheet(session, record), done=show)

    @Slot()
    def _on_draft_started(self) -> None:
        """A record that was asked for before must not push the new one aside."""
        self._wanted_record = ""

    @Slot(str, str)
    def review(self, record: str, decision: str) -> None:
        """Accept or reject a record, or take that back."""
        self._bridge.do(lambda session: records.review(session, record, cast("Decision", decision)))

    @Slot(str)
    def delete_record(self, record: str) -> None:
        """Delete a record, with a way back; its highlights stay."""
        self._bridge.do(
            lambda session: records.delete(session, record),
            done=lambda _: self.undoable.emit("Record deleted. Its highlights stay."),
        )

    @Slot(str, str)
    def _on_record_picked(self, passage: str, record: str) -> None:
        if record == DRAFT:
            self._form.add_passage(passage)
            self.notice.emit("Added to the new record in the form.")
        elif record == NEW:
            self.record_of_passage(passage)
        else:
            self.link_to(record, passage)

    def link_to(self, record: str, passage: str) -> None:
        """Link a passage to a record and show it, with a way back."""
        if passage in self._contents.links.get(record, ()):
            self.notice.emit("This passage is linked to that record already.")
            self.show_record(record)
            return

        def linked(_: None) -> None:
            self.undoable.emit("Passage linked.")
            self.show_record(record)

        self._bridge.do(lambda session: records.link(session, record, passage), done=linked)

    @Slot(str, str)
    def unlink(self, record: str, passage: str) -> None:
        """Take a passage off a record, with a way back; its last one stays."""
        self._bridge.do(
            lambda session: records.unlink(session, record, passage),
            done=lambda _: self.undoable.emit("Passage unlinked; the highlight stays."),
            failed=self._refused_by_form,
        )

    @Slot(object, object)
    def _on_save(self, keys: tuple[str, ...], inputs: Mapping[str, FieldInput]) -> None:
        if self.save_instead is not None and self.save_instead(keys, inputs):
            return
        again = self._told_of_duplicates == (keys, inputs)

        def act(session: Session) -> str | tuple[EvidenceRow, ...]:
            found = () if again else duplicates.likely(session, keys, inputs)
            return found or records.create(session, keys, inputs)

        def saved(record: str | tuple[EvidenceRow, ...]) -> None:
            if not isinstance(record, str):
                self._told_of_duplicates = keys, inputs
                self._form.refuse(duplicates.sentence(record), "Nothing was saved yet; save again to keep both.")
                self.twins_found.emit(tuple(row.record for row in record), keys)
                return
            self._told_of_duplicates = None
            self._form.draft_saved()
            self.undoable.emit("Record saved.")
            self.show_record(record)
            self.to_page()

        self._bridge.do(act, done=saved, failed=self._refused_by_form)

    @Slot(str, str, object)
    def _on_field_edited(self, record: str, name: str, given: FieldInput) -> None:
        self._fields_on_their_way += 1

        def saved(_: None) -> None:
            self._fields_on_their_way -= 1
            self.held.forget(record, name)
            if self._form.record == record and not self.held.any:
                self.show_record(self._wanted_record or record)

        def refused(error: ExoError) -> None:
            self._fields_on_their_way -= 1
            if isinstance(error, ProjectFileError):
                # The disk refuses, not the value: it stays where it was typed.
                self.held.hold(record, name, given)
                self._refused_by_form(ProjectFileError(error.message, KEPT))
                return
            if self._form.record == record:
                self.show_record(record)
            # After the answer of that, so that the sentence stays in sight.
            self._bridge.do(lambda _: None, done=lambda _: self._refused_by_form(error))

        self._bridge.do(lambda session: records.edit(session, record, {name: given}), done=saved, failed=refused)

    def _on_held_saved(self, record: str) -> None:
        self.notice.emit("What was kept is saved now.")
        if self._form.record == record:
            self.show_record(record)

    def _refused_by_form(self, error: ExoError) -> None:
        self._form.refuse(error.message, error.hint)
        self.refused.emit(error.message, error.hint)


def same_places(one: tuple[Quad, ...], other: tuple[Quad, ...]) -> bool:
    """Whether two passages lie on the same characters; places are kept to a thousandth of a point."""
    if len(one) != len(other):
        return False
    return all(
        a.page == b.page
        and all(abs(x - y) < 0.01 for p, q in zip(a.corners, b.corners, strict=True) for x, y in zip(p, q, strict=True))
        for a, b in zip(one, other, strict=True)
    )
