"""The way from one place to the next through the text of all documents, as F3 goes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.search import Query
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.search.rows import document_name
from exoannotate.workspace.searching import Hit
from exoannotate.workspace.shelf import Shelf

if TYPE_CHECKING:
    from exoannotate.ui.documents.tab import DocumentTab
    from exoannotate.ui.window.main_window import MainWindow


class Walk(QObject):
    """Places in their order, and the one the reader is at."""

    went = Signal(object)
    """The reader is at this Hit."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = Jobs(threads=1, name="walk", parent=self)
        self._hits: Sequence[Hit] = ()
        self._shelf = Shelf()
        self._at = -1
        self.query = Query("")

    def set_out(self, hits: Sequence[Hit], query: Query, shelf: Shelf) -> None:
        """Walk through these from now on; more may come to them."""
        if hits is not self._hits:
            self._at = -1
        self._hits, self.query, self._shelf = hits, query, shelf

    def end(self) -> None:
        """There is nothing to walk through any more."""
        self._hits, self._at, self.query = (), -1, Query("")

    def close(self) -> None:
        """The window closes."""
        self.end()
        self._jobs.close()

    @property
    def goes_on(self) -> bool:
        """Whether the next hit is one of all documents: nothing else is looked for in the one that is shown."""
        if not self._hits or self._at < 0:
            return False
        tab = self._window.tabs.tab
        return tab is None or tab.finder.finding.query in (self.query, Query(""))

    def step(self, way: int) -> None:
        """Go to the next place (1) or the one before (-1), round the end."""
        if self._hits:
            self.go(self._hits[(self._at + way) % len(self._hits)])

    def go(self, hit: Hit) -> None:
        """Go to a place: its document comes to the front, its page is shown, its words are marked."""
        self._at = next((k for k, one in enumerate(self._hits) if one is hit), self._at)
        shelf, query = self._shelf, self.query
        document = self._window.contents.documents.get(hit.document)
        if document is None or hit.place is None:
            return
        numbers = range(hit.place.page, hit.place.last_page + 1)

        def pages() -> dict[int, PreparedPage]:
            held = shelf.held(document)
            return shelf.prepared(held, numbers) if held is not None else {}

        def show(ready: dict[int, PreparedPage]) -> None:
            if self._at >= 0 and self._hits[self._at] is hit:  # else the reader went on meanwhile
                self._window.tabs.open(hit.document, lambda tab: self._show(tab, hit, query, ready))

        self._jobs.run(pages, done=show)

    def _show(self, tab: DocumentTab, hit: Hit, query: Query, pages: dict[int, PreparedPage]) -> None:
        assert hit.place is not None
        if tab.info.sha256 == hit.file and all(n in pages for n in range(hit.place.page, hit.place.last_page + 1)):
            tab.finder.show_found(query, hit.place, pages.values())
        else:  # another file of the paper, or its text is gone from the cache: the page is known all the same
            tab.view.go_to(min(hit.place.page, tab.info.pages - 1))
        place = f"{self._at + 1:,} of {len(self._hits):,} in all documents"
        self._window.note(f"{place}: {document_name(hit.document, self._window.contents)}, p. {hit.label}.")
        self.went.emit(hit)
