"""Highlighting an area: from the frame drawn on a page to a passage with its picture."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from exoannotate.domain.errors import ExoError
from exoannotate.domain.geometry import PageRect
from exoannotate.domain.records import Passage
from exoannotate.pdf.client import PdfClient
from exoannotate.ui.bridge import FAULT, Bridge
from exoannotate.ui.commands.verbs import Verbs
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.project.pane import ProjectPane
from exoannotate.ui.project.pictures import Pictures
from exoannotate.ui.record.form import RecordForm
from exoannotate.workspace import areas

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

WITH_CAPTION = "Area highlighted; its caption became the note (M changes it). E: new record, L: link to a record."
AGAIN = "Drag round the place where this figure or table is now; Esc leaves it as it is."
WITHOUT = "Area highlighted with its picture. E: new record, L: link to a record, M: note."


class AreaCommands(QObject):
    """The acts on areas. The picture is drawn and encoded in a job; the project is written by the bridge."""

    def __init__(self, window: MainWindow, bridge: Bridge, client: PdfClient, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._bridge, self._client, self._jobs = window, bridge, client, jobs
        self.pictures = Pictures(bridge, jobs, self)
        self._again = (-1, "")  # handle of a document and the lost area that is drawn again in it

    def attach(self, tabs: DocumentTabs, verbs: Verbs, form: RecordForm, project: ProjectPane) -> None:
        """Listen to the pages, and give lists and cards the pictures."""
        self._tabs, self._verbs = tabs, verbs
        form.pictures = self.pictures
        project.highlight_delegate.set_pictures(self.pictures, project.highlight_view.viewport())
        tabs.area_drawn.connect(self._on_drawn)
        tabs.shown.connect(self._forget_again)
        tabs.area_moved.connect(self._on_moved)

    @Slot()
    @Slot(str)
    def _forget_again(self, _document: str = "") -> None:
        self._again = (-1, "")

    def select_area(self) -> None:
        """A: the next drag on the page draws an area; once more: it does not."""
        self._again = (-1, "")
        tab = self._tabs.tab
        if tab is not None:
            tab.view.setFocus()
            tab.view.area.set_active(not tab.view.area.active)

    def mark_again(self, tab: DocumentTab, passage: str) -> None:
        """The next area drawn is where a lost one is now."""
        tab.view.setFocus()
        tab.view.area.set_active(True)
        self._again = (tab.info.handle, passage)
        tab.view.area.left.connect(self._forget_again)
        self._window.note(AGAIN)

    @Slot(object, object)
    def _on_drawn(self, tab: DocumentTab, rect: PageRect) -> None:
        (handle, passage), self._again = self._again, (-1, "")
        if handle == tab.info.handle and passage in self._window.contents.passages:
            self._place_again(tab, passage, rect)
        else:
            self._highlight(tab, rect)

    def _place_again(self, tab: DocumentTab, passage: str, rect: PageRect) -> None:
        info, text = tab.info, tab.pages_of_text().get(rect.page)

        def placed(after: Passage) -> None:
            self._shown(tab, passage, "")
            self._verbs.undoable.emit(f"Area attached on p. {after.page_label}.")

        def store(picture: bytes) -> None:
            self._bridge.do(
                lambda session: areas.place_again(session, passage, info, rect, picture, text),
                done=placed,
                failed=partial(self._failed, tab),
            )

        self._draw(tab, rect, store)

    def _highlight(self, tab: DocumentTab, rect: PageRect) -> None:
        document, info, meaning = tab.document.id, tab.info, self._verbs.meaning
        text = tab.pages_of_text().get(rect.page)

        def store(picture: bytes) -> None:
            self._bridge.do(
                lambda session: areas.highlight(session, document, info, rect, picture, text, meaning=meaning),
                done=lambda made: self._shown(tab, made.id, WITH_CAPTION if made.note else WITHOUT),
                failed=partial(self._failed, tab),
            )

        self._draw(tab, rect, store)

    @Slot(object, str, object)
    def _on_moved(self, tab: DocumentTab, passage: str, rect: PageRect) -> None:
        info = tab.info

        def store(picture: bytes) -> None:
            self._bridge.do(
                lambda session: areas.move(session, passage, info, rect, picture),
                done=lambda _: self._shown(tab, passage, ""),
                failed=partial(self._failed, tab),
            )

        self._draw(tab, rect, store)

    def _draw(self, tab: DocumentTab, rect: PageRect, store: Callable[[bytes], None]) -> None:
        client, info = self._client, tab.info
        self._jobs.run(
            lambda: areas.draw(client, info, rect),
            done=store,
            failed=partial(self._failed, tab),
        )

    def _shown(self, tab: DocumentTab, passage: str, words: str) -> None:
        if tab in self._tabs.tabs():
            tab.view.area.finish()
            tab.view.clear_selection()
            tab.view.set_selected_passage(passage)
        if words:
            self._window.note(words)

    def _failed(self, tab: DocumentTab, error: BaseException) -> None:
        if tab in self._tabs.tabs():
            tab.view.area.finish()
        told = error if isinstance(error, ExoError) else FAULT
        self._window.say(told.message, told.hint)
