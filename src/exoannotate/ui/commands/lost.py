"""Highlights that were not found again: counted in the status line, gone through with their best guesses, put right.

Guesses are not stored. They are looked for in a thread of their own when the list is opened, one document after the
other, so that they are there after a restart too and the window never waits for them.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QToolButton

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import Bridge
from exoannotate.ui.project.lost_list import LOOKING, Lost
from exoannotate.ui.project.lost_pane import LostPane, lost_text
from exoannotate.ui.theme import put_icon
from exoannotate.workspace import reattaching
from exoannotate.workspace.reattaching import LOST
from exoannotate.workspace.relocating import Guess, Refound
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.commands.verbs import Verbs
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.documents.tabs import DocumentTabs
    from exoannotate.ui.project.pane import ProjectPane
    from exoannotate.ui.window.main_window import MainWindow

TITLE = "Not found again"
HEIGHT = 900
"""Pixels of the list and its card at first."""
AT_ONCE = 60
"""So many are looked for at a time, the one that is looked at first among them."""
NOTHING_LIKE_IT = "nothing like it in this file"
SELECT_FIRST = "Select the sentence this highlight belongs to, then press R."
CHOOSE_FIRST = "Choose in the list at the left which highlight is meant, then press R again."
OTHER_DOCUMENT = "This highlight belongs to another document, which is shown now. Select the sentence there."


class LostCommands(QObject):
    """The list of lost highlights and what is done with it."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client = window, bridge, client
        self._guesses: dict[str, tuple[tuple[str, str], tuple[Guess, ...]]] = {}
        self._choice: dict[str, int] = {}
        self._no_guess: dict[str, str] = {}  # by document, why there are none
        self._looking = ""
        self._stop: threading.Event | None = None
        self._project = 0

    def attach(self, tabs: DocumentTabs, project: ProjectPane, verbs: Verbs) -> None:
        """Take the parts of the window, and put list and count in their places."""
        self._tabs, self._pane_at_left, self._verbs = tabs, project, verbs
        self.pane = LostPane(self._window.look, self._window.icons, self._window.commands.areas.pictures)
        self.section = project.sections.add("lost", TITLE, self.pane, weight=HEIGHT, open_=False)
        self.section.folded.connect(self._on_folded)
        project.sections.set_shown("lost", False)
        self.pane.chosen.connect(self._on_chosen)
        self.pane.accept_wanted.connect(self.accept)
        self.pane.attach_wanted.connect(self.attach_to_selection)
        self.pane.delete_wanted.connect(verbs.delete_passage)
        self.pane.place_wanted.connect(self._on_place_wanted)
        self.pane.left.connect(verbs.to_page)
        tabs.lost_wanted.connect(self.show_lost)
        tabs.opened.connect(self._on_opened)
        self.count = QToolButton()
        self.count.setObjectName("lost_count")
        self.count.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.count.setProperty("role", "status")
        put_icon(self.count, self._window.icons, "triangle-alert", "warning", 14)
        self.count.setToolTip("Go through them: where they most probably stand, and one key to accept it")
        self.count.clicked.connect(self.lost_highlights)
        self.count.hide()
        self._window.statusBar().insertPermanentWidget(2, self.count)  # before the counts
        # "R" is a letter like any other while something is typed, so it acts in the documents only.
        attach = QShortcut(QKeySequence("R"), tabs)
        attach.setObjectName("key_reattach")
        attach.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        attach.activated.connect(self.reattach)
        # After the window itself has taken over what changed.
        self._bridge.changed.connect(self.refresh, Qt.ConnectionType.QueuedConnection)

    def stop(self) -> None:
        """The window closes."""
        if self._stop is not None:
            self._stop.set()

    # What there is ---------------------------------------------------------------------------------------------

    def project_opened(self) -> None:
        """Another project is shown."""
        self._project += 1
        self._guesses.clear()
        self._choice.clear()
        self._no_guess.clear()
        self._looking = ""
        self.section.set_open(False)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what is lost now."""
        contents = self._window.contents
        places = {d.id: n for n, d in enumerate(sorted(contents.documents.values(), key=lambda d: (d.added, d.id)))}
        lost = [p for p in contents.passages.values() if p.state in LOST and p.document in places]
        lost.sort(key=lambda p: (places[p.document], p.position, p.id))
        known = {p.id: self._key(p) for p in lost}
        # What was looked for in another file, or for another quote, says nothing any more; but an undo brings it back.
        self._choice = {key: at for key, at in self._choice.items() if key in known}
        self.pane.show_items(tuple(map(self._item, lost)))
        self._pane_at_left.sections.set_shown("lost", bool(lost))
        self.section.count.setText(str(len(lost)))
        self.count.setText(lost_text(len(lost)))
        self.count.setAccessibleName(lost_text(len(lost)))
        self.count.setVisible(bool(lost) and bool(contents.path))
        if self.section.open:
            self._look_on()
        self._show_guess()

    def _key(self, passage: Passage) -> tuple[str, str]:
        document = self._window.contents.documents.get(passage.document)
        return (document.sha256 if document is not None else "", passage.changed)

    def _item(self, passage: Passage) -> Lost:
        document = self._window.contents.documents[passage.document]
        key, guesses = self._guesses.get(passage.id, (("", ""), ()))
        if key != self._key(passage):
            return Lost(passage, document.title, word=self._no_guess.get(passage.document, LOOKING))
        return Lost(passage, document.title, guesses, self._choice.get(passage.id, 0), NOTHING_LIKE_IT)

    # Looking for guesses ---------------------------------------------------------------------------------------

    def _look_on(self) -> None:
        """Look for the guesses of the next document that has none yet, first of all the one that is looked at."""
        if self._looking or self._bridge.path is None:
            return
        item = self.pane.item
        waiting = [i.passage.document for i in self.pane.model.items if i.word == LOOKING and not i.guesses]
        if not waiting:
            return
        document = item.passage.document if item is not None and item.passage.document in waiting else waiting[0]
        tab = self._tabs.tab_of(document)
        known = self._window.contents.documents[document]
        info = tab.info if tab is not None and tab.info.sha256 == known.sha256 else None
        keep = tab is None or not tab.locked
        self._looking = document
        client = self._client
        ids = [i.passage.id for i in self.pane.model.items if i.passage.document == document and i.word == LOOKING]
        at = ids.index(item.passage.id) if item is not None and item.passage.id in ids else 0
        few = frozenset((ids[at:] + ids[:at])[:AT_ONCE])

        def look(session: Session, _stop: threading.Event, _tell: object) -> tuple[Refound, ...]:
            return reattaching.guesses(session, client, document, info, keep=keep, only=few)

        self._stop = self._bridge.aside(
            look,
            done=partial(self._on_found, self._project, document, known.sha256),
            progress=lambda _: None,  # one document is one step
            failed=partial(self._on_not_looked, self._project, document),
        )

    def _on_found(self, project: int, document: str, sha256: str, found: tuple[Refound, ...]) -> None:
        if project != self._project:
            return
        self._looking = ""
        for one in found:
            self._guesses[one.passage.id] = ((sha256, one.passage.changed), one.guesses)
        if not found:  # they are gone or have places by now
            self._no_guess[document] = NOTHING_LIKE_IT
        self.refresh()

    def _on_not_looked(self, project: int, document: str, error: ExoError) -> None:
        if project != self._project:
            return
        self._looking = ""
        self._no_guess[document] = error.message
        self.refresh()

    @Slot(object)
    def _on_opened(self, tab: DocumentTab) -> None:
        """A PDF is at hand that perhaps was not when it was looked for."""
        if self._no_guess.pop(tab.document.id, None) is not None:
            self.refresh()

    # What is shown ---------------------------------------------------------------------------------------------

    @Slot(str, bool)
    def _on_folded(self, _name: str, open_now: bool) -> None:
        if open_now:
            self._no_guess.clear()  # a PDF may be at hand by now
            self.pane.start()
            self.refresh()
            self._on_chosen(self.pane.current)
        else:
            self.pane.end()
            self._show_guess()

    @Slot(str)
    def _on_chosen(self, passage: str) -> None:
        item = self.pane.item
        if item is None or not passage:
            self._show_guess()
            return
        self._tabs.open(item.passage.document, partial(self._on_document_shown, passage, self.pane.view.hasFocus()))
        self._look_on()

    def _on_document_shown(self, passage: str, in_list: bool, tab: DocumentTab) -> None:
        if self.pane.current == passage:
            self._show_guess()
            guess = self._shown_guess(tab)
            if guess is not None:
                tab.view.jump_to(guess.quads, passage)
        if in_list:
            self.pane.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _shown_guess(self, tab: DocumentTab) -> Passage | None:
        """The guess of the passage that is looked at, where it is one for this file."""
        item = self.pane.item if self.section.open else None
        if item is None or item.guess is None or item.passage.document != tab.document.id:
            return None
        place = item.guess.passage
        return replace(place, state=item.passage.state) if place.file_sha256 == tab.info.sha256 else None

    def _show_guess(self) -> None:
        """Mark in the page where the passage that is looked at may stand, with a question mark; no other."""
        before = self._tabs.guessed
        found = {p.id: p for tab in self._tabs.tabs() if (p := self._shown_guess(tab)) is not None}
        if found == before:
            return
        self._tabs.guessed = found
        for document in {p.document for p in (*before.values(), *found.values())}:
            self._tabs.show_passages(document)
        for passage in found.values():
            tab = self._tabs.tab_of(passage.document)
            if tab is not None and tab is self._tabs.tab and before.get(passage.id) != passage:
                tab.view.jump_to(passage.quads, passage.id)

    @Slot(str, int)
    def _on_place_wanted(self, passage: str, way: int) -> None:
        item = self.pane.item
        if item is not None and item.guesses:
            self._choice[passage] = (item.chosen + way) % len(item.guesses)
            self.refresh()

    # What is done ----------------------------------------------------------------------------------------------

    @Slot()
    def lost_highlights(self) -> None:
        """Go through what was not found again."""
        if not self.pane.model.rowCount():
            self._window.note("Every highlight has its place.")
            return
        self._window.project_dock.show()
        self.section.set_open(True)
        self.pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str)
    def show_lost(self, passage: str) -> None:
        """Show a passage without a place in the list, with where it may stand."""
        at = self.pane.model.row_of(passage)
        if at >= 0:
            self.pane.view.setCurrentIndex(self.pane.model.index(at, 0))
            self.lost_highlights()

    @Slot(str)
    def accept(self, passage: str) -> None:
        """The guess that is shown is right."""
        item = self.pane.item
        if item is None or item.passage.id != passage or item.guess is None:
            return
        place = item.guess.passage
        self._bridge.do(
            lambda session: reattaching.accept(session, place),
            done=lambda _: self._verbs.undoable.emit(f"Highlight put in its place on p. {place.page_label}."),
        )

    @Slot()
    def reattach(self) -> None:
        """R: attach the lost highlight that is looked at to the selection."""
        items = self.pane.model.items
        if not items:
            self._window.note("Every highlight has its place.")
        elif self.section.open and self.pane.current:
            self.attach_to_selection(self.pane.current)
        elif len(items) == 1:
            self.attach_to_selection(items[0].passage.id)
        else:
            self._window.note(CHOOSE_FIRST)
            self.lost_highlights()

    @Slot(str)
    def attach_to_selection(self, passage: str) -> None:
        """Put a lost highlight where the reader selected."""
        known = self._window.contents.passages.get(passage)
        tab = self._tabs.tab
        if known is None:
            return
        if tab is None or tab.document.id != known.document:
            self._tabs.open(known.document)
            self._window.note(OTHER_DOCUMENT)
            return
        if known.is_area:
            self._window.commands.areas.mark_again(tab, passage)
            return
        selection = tab.view.selection
        if not selection:
            self._window.note(SELECT_FIRST)
            return
        info, pages = tab.info, tab.pages_of_text()

        def attached(after: Passage) -> None:
            if tab in self._tabs.tabs():
                tab.view.clear_selection()
                tab.view.jump_to(after.quads, after.id)
            self._verbs.undoable.emit(f"Highlight attached to the selection on p. {after.page_label}.")

        self._bridge.do(lambda session: reattaching.reattach(session, passage, info, pages, selection), done=attached)
