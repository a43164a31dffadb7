"""Finding words in one open document: reads its pages, looks through them a little at a time, keeps the hit in sight.

Pages come from the text cache, else one after the other from the worker, beginning with the one being read; the
window's thread spends no more than some milliseconds at a time on any of it.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exoannotate.domain.errors import ExoError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.pageindex import Index
from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.search import Hit, Query, Search
from exoannotate.ui.jobs import Jobs
from exoannotate.workspace import finding

SLICE = 0.002
"""Seconds of looking at a time."""
BATCHES = 0.15
"""Seconds between batches of hits that are told to lists."""
_AHEAD = 2
"""Pages asked of the worker at a time: what the reader turns to must not wait behind a book."""
_KEPT = 12
"""Pages put into the cache at a time."""


class PagesRead(QObject):
    """Reads all pages of a document for its index, once, beginning where the reader is."""

    came = Signal(int)
    """A page is in the index."""
    advanced = Signal()
    """A page was read, or could not be."""

    def __init__(self, client: PdfClient, info: PdfInfo, *, keep: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.index = Index(info.pages)
        self._client, self._info, self._keep = client, info, keep
        self._jobs = Jobs(threads=1, name="find", parent=self)
        self._batches: list[range] = []
        self._order: list[int] = []
        self._asked: set[int] = set()
        self._fresh: list[PageText] = []
        self._begun = self._cached = False

    @property
    def begun(self) -> bool:
        """Whether the pages are being read, or were."""
        return self._begun

    def begin(self, here: int, known: Mapping[int, PageText]) -> None:
        """Read what is not read yet; ``here`` is the page to begin with, ``known`` the texts that are at hand."""
        if self._begun:
            return
        self._begun = True
        count = self.index.count
        self._order = [*range(here, count), *range(here)][::-1]
        starts = range(0, count, finding.BATCH)
        near = sorted(starts, key=lambda start: (start + finding.BATCH <= here, start))
        self._batches = [range(start, min(start + finding.BATCH, count)) for start in near][::-1]
        at_hand = tuple(known.values())
        self._jobs.run(lambda: finding.prepared_all(at_hand), done=self._on_prepared)

    def take(self, pages: Iterable[PreparedPage]) -> None:
        """Take pages that somebody else has made ready."""
        for page in pages:
            if page.page < self.index.count:
                self._put(page)

    def renew(self, text: PageText) -> None:
        """Take a page whose text became another one: a scan that was recognised."""
        self._jobs.run(lambda: finding.prepared(text), done=self._put)

    def close(self) -> None:
        """End; to be called before the document is closed."""
        self._order.clear()
        self._batches.clear()
        self._jobs.close()

    def _on_prepared(self, pages: tuple[PreparedPage, ...]) -> None:
        for page in pages:
            self._put(page)
        if self._batches:
            batch, known = self._batches.pop(), frozenset(self.index.pages)
            self._jobs.run(lambda: finding.from_cache(self._info, batch, known), done=self._on_prepared)
        elif not self._cached:
            self._cached = True
            self._ask()

    def _ask(self) -> None:
        while self._order and len(self._asked) < _AHEAD:
            page = self._order.pop()
            if page in self.index.pages:
                continue
            try:
                future = self._client.text(self._info, page)
            except ExoError:
                self._on_failed(page, None)
                continue
            self._asked.add(page)
            self._jobs.watch(future, done=self._on_text, failed=partial(self._on_failed, page))

    def _on_text(self, text: PageText) -> None:
        self._asked.discard(text.page)
        self._put(finding.prepared(text))
        if self._keep:
            self._fresh.append(text)
        self._ask()
        if len(self._fresh) >= _KEPT or (self._fresh and not self._asked):
            fresh, self._fresh = tuple(self._fresh), []
            self._jobs.run(lambda: finding.keep(self._info, fresh), done=_nothing)

    def _on_failed(self, page: int, error: BaseException | None) -> None:
        self._asked.discard(page)
        if error is not None and not isinstance(error, ExoError):
            raise error
        self.index.give_up(page)
        self.advanced.emit()
        self._ask()

    def _put(self, page: PreparedPage) -> None:
        known = self.index.pages.get(page.page)
        if known is not None and known.text == page.text:
            return  # a text that was at hand is in the cache as well
        self.index.put(page)
        self.came.emit(page.page)
        self.advanced.emit()


def _nothing(_: None) -> None:
    """What is kept is told to nobody."""


class Finding(QObject):
    """What is looked for in a document, what was found, and which hit the reader is at.

    ``active``: the find bar is open, so that hits are shown.
    """

    restarted = Signal()
    """Another query: there are no hits now."""
    found = Signal(object)
    """New hits, a tuple."""
    current_changed = Signal()
    jump_wanted = Signal(object)
    """A Hit is to be brought into sight."""
    told = Signal()
    """There is something else to say about it."""
    active_changed = Signal(bool)

    def __init__(self, pages: PagesRead, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages = pages
        self.index = pages.index
        self.query = Query("")
        self.active = False
        self.current: Hit | None = None
        self.wrapped = ""
        """Said after a step that went over the end of the document."""
        self._search = Search(self.index, self.query)
        self._origin = (0, 0)
        self._seeking = False
        self._fresh: list[Hit] = []
        self._told_at = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._look)
        pages.came.connect(self._on_page)
        pages.advanced.connect(self._on_advanced)

    @property
    def hits(self) -> list[Hit]:
        """What was found, in order; not to be changed."""
        return self._search.hits

    @property
    def search(self) -> Search:
        """The search under way, with what it found."""
        return self._search

    @property
    def done(self) -> bool:
        """Whether the whole document was looked through."""
        return self._search.done and (self.index.complete or self._search.full)

    @property
    def number(self) -> int:
        """Which of the hits the reader is at, from 1; 0 for none."""
        return bisect_left(self.hits, self.current) + 1 if self.current is not None else 0

    def set_active(self, active: bool) -> None:
        """The bar was opened or closed."""
        if active != self.active:
            self.active = active
            self.active_changed.emit(active)

    def begin_at(self, page: int, index: int = 0) -> None:
        """Where the reader is: the first hit from there on is wanted."""
        self._origin = (page, index)

    def set_query(self, query: Query) -> None:
        """Look for something; the first hits are there when this returns, more come later."""
        if query == self.query:
            return
        self.query = query
        self.wrapped = ""
        self._search = Search(self.index, query)
        self._fresh = []
        self._told_at = 0.0
        self._seeking = bool(query.text.strip())
        self._set_current(None)
        self.restarted.emit()
        self._look()

    def step(self, way: int) -> bool:
        """Go to the next hit (1) or the one before (-1), round the end; False when there is none."""
        hits = self.hits
        if not hits:
            return False
        self._seeking = False
        if self.current is None:
            at = bisect_left(hits, self._origin, key=lambda hit: (hit.page, hit.start)) - (way < 0)
        else:
            at = bisect_left(hits, self.current) + way
        self.wrapped = ""
        if not 0 <= at < len(hits):
            self.wrapped = "Went on from the beginning." if way > 0 else "Went on from the end."
            at %= len(hits)
        self.go(hits[at])
        return True

    def go(self, hit: Hit) -> None:
        """Make a hit the current one and bring it into sight."""
        self._seeking = False
        self._hand_on()
        self._origin = (hit.page, hit.start)
        self._set_current(hit)
        self.jump_wanted.emit(hit)
        self.told.emit()

    def close(self) -> None:
        """End; to be called before the document is closed."""
        self._timer.stop()
        self.pages.close()

    # --- looking

    @Slot()
    def _look(self) -> None:
        self._fresh += self._search.run(SLICE)
        now = time.perf_counter()
        # Lists lay themselves out anew for every batch: the first hits at once, then not too often.
        due = self._search.done or now - self._told_at > BATCHES
        if due:
            self._told_at = now
            self._hand_on()
        if self._seeking:
            self._seek()
        if not self._search.done:
            self._timer.start()
        if due:
            self.told.emit()

    def _hand_on(self) -> None:
        fresh, self._fresh = tuple(self._fresh), []
        if fresh:
            self.found.emit(fresh)

    def _seek(self) -> None:
        """Show the first hit from where the reader is; the first of all only when there is none from there on."""
        hits = self.hits
        at = bisect_left(hits, self._origin, key=lambda hit: (hit.page, hit.start))
        if at < len(hits):
            hit = hits[at]
        elif hits and self.done:
            hit = hits[0]
        else:
            return
        origin = self._origin
        self.go(hit)
        self._origin = origin  # more letters are looked for from the same place

    def _set_current(self, hit: Hit | None) -> None:
        if hit != self.current:
            self.current = hit
            self.current_changed.emit()

    @Slot(int)
    def _on_page(self, page: int) -> None:
        self._search.page_came(page)
        if not self._search.done and not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_advanced(self) -> None:
        if self._seeking and self.index.complete and not self._timer.isActive():
            self._timer.start()  # now it is known what is nowhere
        self.told.emit()
