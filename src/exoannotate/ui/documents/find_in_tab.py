"""What finding adds to the tab of a document: its bar, the hits on the pages, the marks on the scroll bar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.search import Hit, Query
from exoannotate.reading.snippets import quads, spot
from exoannotate.ui.documents.find_bar import FindBar, said
from exoannotate.ui.documents.finding import Finding, PagesRead
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.page.found import FoundLayer
from exoannotate.ui.page.scroll_marks import ScrollMarks
from exoannotate.ui.page.view import DocumentView


class FindInTab(QObject):
    """Finding in one document and its view. Bar and layer are made when they are first wanted."""

    notice = Signal(str)
    active_changed = Signal()
    """Hits are shown now, or are not any more."""

    def __init__(
        self, client: PdfClient, info: PdfInfo, view: DocumentView, look: Look, icons: Icons,
        place: Callable[[FindBar], None], parent: QObject | None = None,
    ) -> None:  # fmt: skip
        """``place`` puts the bar over the page."""
        super().__init__(parent)
        self.pages = PagesRead(client, info, keep=not client.locked(info), parent=self)
        self.finding = Finding(self.pages, self)
        self.bar: FindBar | None = None
        self._view, self._look, self._icons, self._place = view, look, icons, place
        self._layer: FoundLayer | None = None
        self._marks: ScrollMarks | None = None
        self._by_page: dict[int, list[Hit]] = {}
        self._left = False
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setInterval(0)
        self._repaint.timeout.connect(self._show)
        view.ending.connect(self.close)
        self.finding.restarted.connect(self._on_restarted)
        self.finding.found.connect(self._on_found)
        self.finding.current_changed.connect(self._on_current)
        self.finding.jump_wanted.connect(self._on_jump)
        self.finding.active_changed.connect(self._on_active)

    def open(self) -> None:
        """Open the bar, with what is selected on the page in it."""
        bar = self._made()
        selected = self._view.quote() if self._view.selection else ""
        if not bar.isVisible():
            self._left = False
        self.finding.begin_at(*self._here())
        self.read()
        bar.open(selected)

    def show_found(self, query: Query, place: Hit, pages: Iterable[PreparedPage]) -> None:
        """Show what was found by searching all documents: its words marked, and ``place`` in sight. ``pages``: those it
        stands on, which need not be read again."""
        bar = self._made()
        self.pages.take(pages)
        self.read()
        self.finding.begin_at(place.page, place.start)
        bar.show_query(query)
        self.finding.go(place)

    def read(self) -> None:
        """Begin to read the document's text."""
        self.pages.begin(self._view.current_page, self._view.pages)

    def step(self, way: int) -> None:
        """Go on to the next hit or the one before, with the bar open or closed."""
        if not self.finding.query.text.strip():
            self.open()
            return
        if self.finding.active:
            self.finding.step(way)
            return
        if self.finding.step(way) and self.finding.current is not None:
            count, words, _ = said(self.finding)
            self.notice.emit(f"“{self.finding.query.text}”: {count}. {words}".strip())
        else:
            self.notice.emit(f"“{self.finding.query.text}” was not found in this document.")

    def shut(self) -> bool:
        """Close the bar; whether it was open."""
        if self.bar is None or not self.finding.active:
            return False
        self.bar.shut()
        return True

    @Slot()
    def close(self) -> None:
        """End; called before the document is closed."""
        self._repaint.stop()
        self.finding.close()

    def _made(self) -> FindBar:
        if self.bar is None:
            self.bar = FindBar(self.finding, self._icons)
            self.bar.closed.connect(self._view.setFocus)
            self._place(self.bar)
            view = self._view
            self._layer = FoundLayer(self._look, lambda: view.pages, self)
            self._layer.changed.connect(view.canvas.viewport().update)
            view.canvas.put_below(self._layer)
            view.text_ready.connect(self._repaint.start)
            self._marks = ScrollMarks(view.canvas.verticalScrollBar(), self._look, lambda: view.viewport)
        return self.bar

    def _here(self) -> tuple[int, int]:
        """The page that is read, and on it the first line that is seen."""
        page = self._view.current_page
        selection = self._view.selection
        if selection.first is not None:
            return selection.first
        seen, text = self._view.viewport.seen_part(page), self._view.pages.get(page)
        if seen is None or text is None:
            return page, 0
        return page, next((line.start for line in text.lines if line.y - line.ascent >= seen.y0), 0)

    # --- what happened

    @Slot()
    def _on_restarted(self) -> None:
        self._by_page.clear()
        if self._marks is not None:
            self._marks.clear()
        self._repaint.start()

    @Slot(object)
    def _on_found(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            for page in range(hit.page, hit.last_page + 1):
                self._by_page.setdefault(page, []).append(hit)
        if self._marks is not None and self.finding.active:
            self._marks.add(spot(self.finding.index, hit) for hit in hits)
        self._repaint.start()

    @Slot()
    def _show(self) -> None:
        if self._layer is not None:
            self._layer.show_hits(self._on_page if self.finding.active else None)

    def _on_page(self, page: int) -> Sequence[Hit]:
        return self._by_page.get(page, ())

    @Slot()
    def _on_current(self) -> None:
        hit = self.finding.current
        if self._layer is not None:
            self._layer.set_current(hit)
        if self._marks is not None:
            self._marks.set_current(spot(self.finding.index, hit) if hit is not None else None)

    @Slot(object)
    def _on_jump(self, hit: Hit) -> None:
        places = quads(self._view.pages, hit) if hit.page in self._view.pages else ()
        if not places:  # its text is not at hand yet: the line is known all the same
            places = (_box(spot(self.finding.index, hit)),)
        # One step of the way back for all of one search: what was passed over is no place anybody was at.
        self._view.show_places(places, leave=not self._left)
        self._left = True
        if not self.finding.active:
            self._view.jump_to(places)

    @Slot(bool)
    def _on_active(self, active: bool) -> None:
        if self._marks is not None:
            self._marks.clear()
            if active:
                self._marks.add(spot(self.finding.index, hit) for hit in self.finding.hits)
                self._on_current()
        self._repaint.start()
        self.active_changed.emit()


def _box(point: PagePoint) -> Quad:
    x, y = point.x, point.y
    return Quad(point.page, x, y, x + 1, y, x + 1, y + 1, x, y + 1)
