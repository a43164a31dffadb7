"""What binds passages and records: from one to the other and back, linking by key, records that are likely there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Slot
from PySide6.QtWidgets import QMenu, QWidget

from exoannotate.domain.records import Passage
from exoannotate.ui.commands.group import Group
from exoannotate.ui.evidence.table import RECORD_ROLE
from exoannotate.ui.look import ROW
from exoannotate.ui.record.candidates import describe
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.record.dragging import DropOn, Place, carry
from exoannotate.workspace import records

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched

MENU_MOST = 20
"""Records of a passage that its menu names; the table shows the rest."""
_TITLE = 60


class LinkCommands(Group):
    """One method for each entry of ACTIONS, and the part of a highlight's menu that tells its records."""

    def attach(self) -> None:
        from exoannotate.ui.record.twins import TwinStrip

        window = self.window
        self.twins = TwinStrip(window.form)
        window.record_pane.add_below(self.twins)
        self.twins.show_wanted.connect(self._on_twins_wanted)
        self.twins.link_wanted.connect(self._on_link_instead)
        window.verbs.twins_found.connect(self.twins.offer)
        window.project.fill_menu = self.fill_menu
        window.project.highlight_view.setDragEnabled(True)
        window.tabs.passage_carried.connect(self._on_carried)
        window.form.body.carried.connect(self._on_carried)
        window.form.body.others_wanted.connect(self._on_others_wanted)
        table, pane = window.evidence.view.viewport(), window.record_pane
        for target in (DropOn(table, self._row_at), DropOn(pane, self._record_at)):
            target.dropped.connect(self._on_dropped)
        window.tabs.passage_menu_wanted.connect(self._on_menu_wanted)

    # From a passage to its records and back ----------------------------------------------------------------------

    def next_passage(self) -> None:
        """Go to the next passage of the record that is shown."""
        self.step_passage(1)

    def previous_passage(self) -> None:
        """Go to the one before."""
        self.step_passage(-1)

    def step_passage(self, way: int) -> None:
        """Go to the next (1) or previous (-1) passage of the record in the form, round and round."""
        passages = self.passages_shown()
        if not passages:
            self.window.note("Choose a record first: click it in the table.")
            return
        here = self.outlined()
        ids = [passage.id for passage in passages]
        at = (ids.index(here) + way) % len(ids) if here in ids else (0 if way > 0 else len(ids) - 1)
        self.window.verbs.jump_to_passage(ids[at])
        if len(ids) == 1:
            self.window.note("This is the only passage of the record.")
        else:
            self.window.note(f"Passage {at + 1} of {len(ids)} of this record.")

    def passages_shown(self) -> tuple[Passage, ...]:
        """The passages of the record in the form that are still there."""
        contents = self.window.contents
        keys = contents.links.get(self.window.form.record, ())
        return tuple(contents.passages[key] for key in keys if key in contents.passages)

    def outlined(self) -> str:
        """The highlight that is outlined on the page in front, "" for none."""
        tab = self.window.tabs.tab
        return (tab.view.selected_passage or "") if tab is not None else ""

    def jump_between(self) -> None:
        """From the highlight to its record, the next one each time; from the record to its passage."""
        window, here = self.window, self.outlined()
        on_page = window.tabs.isAncestorOf(window.focusWidget()) if window.focusWidget() is not None else False
        if not on_page and window.form.record:
            self.step_passage(1)
            window.verbs.to_page()
            return
        linked = window.contents.records_of(here) if here else ()
        if not linked:
            window.note("This highlight has no record yet: E makes one, L links it." if here
                        else "Click a highlight first, or a row of the table.")  # fmt: skip
            return
        shown = window.form.record
        at = (linked.index(shown) + 1) % len(linked) if shown in linked else 0
        window.record_dock.show()
        window.verbs.show_record(linked[at])
        window.note("The record of this highlight." if len(linked) == 1 else
                    f"Record {at + 1} of {len(linked)} of this highlight; again for the next one.")  # fmt: skip

    def link_shown(self) -> None:
        """Link the selection, or the outlined highlight, to the record in the form without asking."""
        form = self.window.form
        if form.record:
            self.window.verbs.with_passage(partial(self.window.verbs.link_to, form.record))
        elif form.drafting:
            self.window.verbs.with_passage(form.add_passage)
        else:
            self.window.note("Choose the record first: click it in the table.")

    # Passages in the hand ----------------------------------------------------------------------------------------

    @Slot(object, str)
    def _on_carried(self, _source: QWidget, passage: str) -> None:
        known = self.window.contents.passages.get(passage)
        if known is not None and not self.window.contents.read_only:
            self.window.note("Drop it on a row of the table or on the record.")
            # The window as the source: what was pressed may be gone before the drag ends.
            carry(self.window, passage, known.shown, self.window.look)

    def _row_at(self, at: QPoint) -> Place | None:
        """The row of the table under a pixel; near its edges the table goes on."""
        view = self.window.evidence.view
        bar = view.verticalScrollBar()
        if at.y() < ROW // 2 or at.y() > view.viewport().height() - ROW // 2:
            bar.setValue(bar.value() + (bar.singleStep() if at.y() > ROW else -bar.singleStep()))
        index = view.indexAt(at)
        record = str(index.data(RECORD_ROLE) or "") if index.isValid() else ""
        if not record or self.window.contents.read_only:
            return None
        row = view.visualRect(index)
        return QRect(0, row.top(), view.viewport().width(), row.height()), record

    def _record_at(self, _at: QPoint) -> Place | None:
        return None if self.window.contents.read_only else (self.window.record_pane.rect(), "")

    @Slot(str, str)
    def _on_dropped(self, passage: str, record: str) -> None:
        """On a row: linked to that record; on the form: to what it shows, or a new record where it shows none."""
        form, verbs = self.window.form, self.window.verbs
        if passage not in self.window.contents.passages:
            return  # of another project, or deleted meanwhile
        if record or form.record:
            verbs.link_to(record or form.record, passage)
        elif form.drafting:
            form.add_passage(passage)
            self.window.note("Added to the new record in the form.")
        else:
            verbs.record_of_passage(passage)

    # The other records of a passage ------------------------------------------------------------------------------

    def record_shown(self, record: str) -> None:
        self._tell_others()

    def changed(self, touched: Touched) -> None:
        if touched.links:
            self._tell_others()

    def _tell_others(self) -> None:
        """Let each card say how many other records rest on its passage."""
        form = self.window.form
        for card in form.body.cards():
            linked = self.window.contents.records_of(card.passage.id)
            card.tell_others(len([record for record in linked if record != form.record]))

    @Slot(object, str)
    def _on_others_wanted(self, card: QWidget, passage: str) -> None:
        """The other records of a passage, in a menu below its card; many of them in the table."""
        shown = self.window.form.record
        others = [record for record in self.window.contents.records_of(passage) if record != shown]
        if len(others) > MENU_MOST:
            self.window.evidence_dock.show()
            self.window.evidence.show_records(others, "on the same passage")
            return
        menu = QMenu(card)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for record in others:
            menu.addAction(self._title(record), partial(self._show, record))
        menu.popup(card.mapToGlobal(card.rect().bottomLeft()))

    # The menu of a highlight -------------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu, passage: str) -> None:
        """Say in the menu of a highlight which records it stands for, and offer to link and unlink it."""
        window, verbs = self.window, self.window.verbs
        contents = window.contents
        linked = contents.records_of(passage)
        menu.addSeparator()
        for record in linked[:MENU_MOST]:
            menu.addAction(f"Record: {self._title(record)}", partial(self._show, record))
        if len(linked) > MENU_MOST:
            label = "the records of a highlight"
            menu.addAction(f"All {len(linked)} records", partial(window.evidence.show_records, linked, label))
        if not contents.read_only:
            menu.addAction("New record from it", partial(verbs.record_of_passage, passage))
            menu.addAction("Link to a record…", partial(verbs.link_passage, passage))
        free = [record for record in linked if len(contents.links.get(record, ())) > 1]
        if free and not contents.read_only:
            off = menu.addMenu("Unlink from")
            for record in free[:MENU_MOST]:
                off.addAction(self._title(record), partial(verbs.unlink, record, passage))

    @Slot(str, QPoint)
    def _on_menu_wanted(self, passage: str, at: QPoint) -> None:
        self.window.project.highlight_menu(passage).popup(at)

    def _title(self, record: str) -> str:
        row = self.window.contents.rows.get(record)
        text = describe(row) if row is not None else record
        return (text if len(text) <= _TITLE else text[:_TITLE].rstrip() + "…").replace("&", "&&")

    def _show(self, record: str) -> None:
        self.window.record_dock.show()
        self.window.verbs.show_record(record)

    # A record that is likely there already -----------------------------------------------------------------------

    @Slot(object)
    def _on_twins_wanted(self, twins: tuple[str, ...]) -> None:
        """Show the record that is there already; the new one is put aside and waits."""
        known = [record for record in twins if record in self.window.contents.rows]
        if len(known) > 1:
            self.window.evidence_dock.show()
            self.window.evidence.show_records(known, "likely the same as the new one")
        if known:
            self.window.verbs.jump_to_record(known[0])

    @Slot(str, object)
    def _on_link_instead(self, record: str, passages: tuple[str, ...]) -> None:
        """Link the passages of the new record to the one that is there, and save no new one."""
        form = self.window.form
        draft = form.drafts()[-1] if form.drafting and form.drafts() else None

        def linked(_: None) -> None:
            form.discard_draft()
            self.window.verbs.jump_to_record(record)
            sentence = "Linked to the record you have; the new one was not saved."
            self.window.say(sentence, button="Undo", act=partial(self._take_back, draft))

        self.window.bridge.do(lambda session: records.link(session, record, *passages), done=linked)

    def _take_back(self, draft: Draft | None) -> None:
        """Unlink again, and go on with the new record where it was left."""
        self.window.bridge.do(lambda session: session.undo(), done=lambda _: self._resume(draft))

    def _resume(self, draft: Draft | None) -> None:
        if draft is not None:
            self.window.form.start(draft)
