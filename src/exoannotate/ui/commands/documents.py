"""What menus and keys do with the documents of the list: their data, state, place in the queue, collections, tags."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, Slot
from PySide6.QtWidgets import QMenu

from exoannotate.domain.bibliography import all_tags, tags
from exoannotate.domain.records import READINGS, Reading
from exoannotate.domain.wording import counted
from exoannotate.ui.commands.group import Group
from exoannotate.ui.project.documents_model import STATES
from exoannotate.workspace import collections, library

MOST_IN_MENU = 30
"""So many collections or tags a menu holds."""


class DocumentCommands(Group):
    """Acts on the documents that are chosen in the list, or on the one that is shown."""

    def attach(self) -> None:
        pane = self.window.project.library
        pane.view.state_wanted.connect(self._on_state_wanted)
        pane.view.step_wanted.connect(self._on_step_wanted)
        pane.model.moved.connect(self._on_moved)
        pane.collections.put.connect(self.put)
        pane.collections.renamed.connect(self._on_renamed)
        pane.collection_menu_wanted.connect(self._on_collection_menu)
        pane.delete_collection_wanted.connect(self.delete_collection)
        self.window.project.collection_wanted.connect(self.new_collection)
        self.window.commands.library.fill_menu = self.fill_menu

    @property
    def meant(self) -> list[str]:
        """The documents that are meant: those chosen in the list while it has the focus, else the one shown."""
        view, shown = self.window.project.document_view, self.window.project.document
        chosen = view.chosen()
        return chosen if chosen and (view.hasFocus() or not shown) else [shown] if shown else []

    def _told(self) -> list[str]:
        """Those that are meant; a sentence when there is none."""
        meant = self.meant
        if not meant:
            self.window.note("Choose a document in the list at the left first.")
        return meant

    # Bibliographic data ----------------------------------------------------------------------------------------

    def bibliography(self) -> None:
        """Show and correct the bibliographic data of the document."""
        for document in self._told()[:1]:
            self.show_bibliography(document)

    def show_bibliography(self, document: str, entry: str = "") -> None:
        """Show the bibliographic data of a document, the cursor in one entry."""
        from exoannotate.ui.dialogs.bibliography import BibliographyDialog

        contents = self.window.contents
        known = contents.documents.get(document)
        if known is None:
            return
        dialog = BibliographyDialog(
            known, contents.documents.values(), read_only=contents.read_only, parent=self.window
        )  # fmt: skip
        if entry:
            dialog.show_entry(entry)
        dialog.given.connect(partial(self._edit, document))
        self.window.commands.show_dialog(dialog)

    def _edit(self, document: str, typed: dict[str, str]) -> None:
        self.window.bridge.do(lambda session: library.edit(session, document, typed))

    def filter_documents(self) -> None:
        """Go to the filter line above the list."""
        self.window.project_dock.show()
        self.window.project.sections.reveal("documents")
        self.window.project.library.ask_words()

    # Reading state and queue -----------------------------------------------------------------------------------

    def mark_to_read(self) -> None:
        """Mark the documents as to read."""
        self._mark(self._told(), "to read")

    def mark_under_way(self) -> None:
        """Mark the documents as under way."""
        self._mark(self._told(), "under way")

    def mark_done(self) -> None:
        """Mark the documents as done."""
        self._mark(self._told(), "done")

    def _mark(self, documents: Sequence[str], state: Reading) -> None:
        if self.window.contents.read_only:
            self.window.note("The project is open for reading only.")
        elif documents:
            self.window.bridge.do(lambda session: library.set_reading(session, documents, state))

    @Slot(list, str)
    def _on_state_wanted(self, documents: list[str], state: str) -> None:
        self._mark(documents, cast("Reading", state))

    def next_to_read(self) -> None:
        """Open the next document of the queue that is not done."""
        found = library.next_to_read(self.window.contents.in_queue(), self.window.project.document)
        if found is None:
            self.window.note("Every other document is done.")
        else:
            self.window.tabs.open(found.id)

    @Slot(int)
    def _on_step_wanted(self, step: int) -> None:
        """Move the chosen documents by one place, among those that are shown."""
        model, chosen = self.window.project.documents, self.window.project.document_view.chosen()
        rows = [model.row_of(document) for document in chosen]
        if not rows or self.window.contents.read_only:
            return
        to = min(rows) - 1 if step < 0 else max(rows) + 2
        if to < 0 or to > model.rowCount():
            return
        self._move(chosen, model.document(to).id if to < model.rowCount() else "")

    @Slot(list, str)
    def _on_moved(self, documents: list[str], before: str) -> None:
        self._move(documents, before)

    def _move(self, documents: Sequence[str], before: str) -> None:
        """Put documents before another one of the list; "" behind the last one that is shown."""
        shown = self.window.project.documents
        if not before and shown.wanted and shown.rowCount():
            # Behind the last of those that are shown, not at the end of all.
            queue = [d.id for d in self.window.contents.in_queue()]
            at = queue.index(shown.document(shown.rowCount() - 1).id) + 1
            before = queue[at] if at < len(queue) else ""
        self.window.bridge.do(lambda session: library.move(session, documents, before or None))

    def _to_front(self, documents: Sequence[str]) -> None:
        self.window.bridge.do(lambda session: library.move_to_front(session, documents))

    # Collections -----------------------------------------------------------------------------------------------

    @Slot()
    def new_collection(self) -> None:
        """Make a collection; what is chosen in the list goes into it."""
        view = self.window.project.document_view
        self.ask_collection(view.chosen() if view.hasFocus() else [])

    def ask_collection(self, documents: Sequence[str]) -> None:
        """Ask for the name of a new collection for these documents."""
        from exoannotate.ui.dialogs.name import NameDialog

        many = f"{len(documents)} documents go" if len(documents) > 1 else "The document goes"
        sentence = "A name for the collection." + (f" {many} into it." if documents else "")
        dialog = NameDialog("New collection", sentence, longest=collections.LONGEST, parent=self.window)
        dialog.given.connect(partial(self._make_collection, documents))
        self.window.commands.show_dialog(dialog)

    def _make_collection(self, documents: Sequence[str], name: str) -> None:
        self.window.bridge.do(lambda session: collections.make(session, name, documents))
        self.window.project.sections.reveal("documents")

    @Slot(str, list)
    def put(self, collection: str, documents: list[str]) -> None:
        """Put documents into a collection, with a word about it."""
        name = next((c.name for c in self.window.contents.collections if c.id == collection), "")

        def told(many: int) -> None:
            there = "already there" if not many else f"{counted(many, 'document')} put"
            self.window.note(f"“{name}”: {there}." if not many else f"{there} into “{name}”.")

        self.window.bridge.do(lambda session: collections.put(session, collection, documents), done=told)

    def _take(self, collection: str, documents: Sequence[str]) -> None:
        self.window.bridge.do(lambda session: collections.take(session, collection, documents))

    @Slot(str, str)
    def _on_renamed(self, collection: str, name: str) -> None:
        self.window.bridge.do(lambda session: collections.rename(session, collection, name))

    @Slot(str)
    def delete_collection(self, collection: str) -> None:
        """Delete a collection, with a way back; its documents stay."""
        name = next((c.name for c in self.window.contents.collections if c.id == collection), None)
        if name is None or self.window.contents.read_only:
            return
        sentence = f"Collection “{name}” deleted. Its documents stayed in the project."
        self.window.bridge.do(
            lambda session: collections.delete(session, collection),
            done=lambda _: self.window.verbs.undoable.emit(sentence),
        )

    @Slot(str, QPoint)
    def _on_collection_menu(self, collection: str, at: QPoint) -> None:
        self.collection_menu(collection).popup(at)

    def collection_menu(self, collection: str) -> QMenu:
        """What can be done with a collection, "" for all documents."""
        menu = QMenu(self.window)
        writable = not self.window.contents.read_only
        new = menu.addAction("New collection…", partial(self.ask_collection, []))
        new.setEnabled(writable)
        if collection:
            menu.addSeparator()
            rename = menu.addAction("Rename (F2)", partial(self.window.project.library.edit_collection, collection))
            gone = menu.addAction("Delete collection", partial(self.delete_collection, collection))
            rename.setEnabled(writable)
            gone.setEnabled(writable)
        return menu

    # The menu of the list --------------------------------------------------------------------------------------

    def fill_menu(self, menu: QMenu, document: str) -> None:
        """Add what can be done with a document of the list, or with all that are chosen when it is one of them."""
        chosen = self.window.project.document_view.chosen()
        documents = chosen if document in chosen else [document]
        menu.addAction("Bibliographic data…", partial(self.show_bibliography, document))
        acts = (
            self._states(menu, documents).menuAction(),
            self._groups(menu, documents).menuAction(),
            self._tags(menu, documents).menuAction(),
            menu.addAction("First in the queue", partial(self._to_front, documents)),
            menu.addAction("Last in the queue", partial(self._move_last, documents)),
        )
        for act in acts:
            act.setEnabled(not self.window.contents.read_only)

    def _move_last(self, documents: Sequence[str]) -> None:
        self.window.bridge.do(lambda session: library.move(session, documents, None))

    def _states(self, menu: QMenu, documents: Sequence[str]) -> QMenu:
        states = menu.addMenu("Reading state")
        now = {self.window.contents.documents[key].reading for key in documents}
        for state in READINGS:
            act = states.addAction(STATES[state], partial(self._mark, documents, state))
            act.setCheckable(True)
            act.setChecked(now == {state})
        return states

    def _groups(self, menu: QMenu, documents: Sequence[str]) -> QMenu:
        groups = menu.addMenu("Collections")
        contents = self.window.contents
        wanted = set(documents)
        for collection in contents.collections[:MOST_IN_MENU]:
            inside = wanted <= contents.members.get(collection.id, frozenset())
            then = partial(self._take if inside else self.put, collection.id, list(documents))
            act = groups.addAction(collection.name.replace("&", "&&"), then)
            act.setCheckable(True)
            act.setChecked(inside)
        if contents.collections:
            groups.addSeparator()
        groups.addAction("New collection…", partial(self.ask_collection, documents))
        return groups

    def _tags(self, menu: QMenu, documents: Sequence[str]) -> QMenu:
        found = menu.addMenu("Tags")
        contents = self.window.contents
        have = [{tag.casefold() for tag in tags(contents.documents[key].tags)} for key in documents]
        for tag in all_tags(contents.documents.values())[:MOST_IN_MENU]:
            on = all(tag.casefold() in one for one in have)
            act = found.addAction(tag[:60].replace("&", "&&"), partial(self._tag, documents, tag, give=not on))
            act.setCheckable(True)
            act.setChecked(on)
        if not found.isEmpty():
            found.addSeparator()
        found.addAction("New tag…", partial(self.ask_tag, documents))
        return found

    def ask_tag(self, documents: Sequence[str]) -> None:
        """Ask for a new tag for these documents."""
        from exoannotate.ui.dialogs.name import NameDialog

        sentence = "A word or a few to filter by."
        dialog = NameDialog("New tag", sentence, longest=60, parent=self.window)
        dialog.given.connect(partial(self._tag, documents, give=True))
        self.window.commands.show_dialog(dialog)

    def _tag(self, documents: Sequence[str], tag: str, *, give: bool) -> None:
        act = library.add_tag if give else library.remove_tag
        self.window.bridge.do(lambda session: act(session, documents, tag))
