"""The pages of one document and the moves over them, with the way back; no selection and no highlight."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.page.canvas import Canvas, Fit
from exoannotate.ui.page.places import Trail, ViewState, bring_back, state_of
from exoannotate.ui.page.texts import Texts
from exoannotate.ui.page.tiles import Tiles
from exoannotate.ui.page.viewport import Viewport


class PagesView(QWidget):
    """Pages below one another. ``client`` opens and draws; the view asks it through jobs and never waits."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    arrangement_changed = Signal()
    ending = Signal()
    """The view is about to go, and its document may be closed."""

    def __init__(self, client: PdfClient, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._info: PdfInfo | None = None
        self._trail = Trail()
        self._jobs = Jobs(parent=self)
        self._texts = Texts(client, self._jobs, self)
        self._tiles = Tiles(client, self._jobs, parent=self)
        self._canvas = Canvas(self._tiles, look, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setFocusProxy(self._canvas)
        self.setAccessibleName("Document")
        self._canvas.setAccessibleName("Pages")
        self._canvas.page_changed.connect(self._on_page_changed)
        self._canvas.zoom_changed.connect(self.zoom_changed)
        self._canvas.arrangement_changed.connect(self.arrangement_changed)
        self._canvas.moved.connect(self._want_texts)

    # --- the document

    @property
    def info(self) -> PdfInfo | None:
        """The document shown."""
        return self._info

    @property
    def pages(self) -> Mapping[int, PageText]:
        """The page texts known so far, by number from 0."""
        return self._texts.pages

    def show_document(self, info: PdfInfo, state: ViewState | None = None) -> None:
        """Show an open document, from its start or where the reader was."""
        self._trail = Trail()
        self._info = info
        self._texts.show(info)
        self._tiles.show(info)
        self._canvas.set_sizes(info.sizes)
        self._canvas.setAccessibleName(f"Pages of {info.title or info.path.rsplit('/', 1)[-1]}")
        if state is not None:
            self.restore(state)
        self._want_texts()

    def close_document(self) -> None:
        """Show nothing. The document itself is closed by who opened it."""
        self._info = None
        self._texts.show(None)
        self._tiles.show(None)
        self._canvas.set_sizes(())

    def put_text(self, page: PageText) -> None:
        """Take a page text that was read elsewhere."""
        self._texts.put(page)

    def shutdown(self) -> None:
        """End jobs and whatever moves; to be called before the view goes."""
        self.ending.emit()
        self._tiles.show(None)
        self._texts.show(None)
        self._jobs.close()

    # --- moves

    @property
    def current_page(self) -> int:
        """The page the reader looks at, from 0."""
        return self._canvas.page

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self._canvas.view.zoom

    @property
    def fit(self) -> Fit:
        """Whether the zoom follows the view: "width", "page" or ""."""
        return self._canvas.fit

    @property
    def viewport(self) -> Viewport:
        """The layout: the only converter between pixels of the canvas and places."""
        return self._canvas.view

    @property
    def canvas(self) -> Canvas:
        """The scroll of pages, which takes mouse and keys."""
        return self._canvas

    @property
    def complete(self) -> bool:
        """Whether everything that is seen is painted as sharp as it will be."""
        return self._tiles.complete

    def go_to(self, page: int) -> None:
        """Go to the top of a page (from 0)."""
        self._trail.leave(self.state())
        self._canvas.go_to(page)

    def go_to_place(self, point: PagePoint) -> None:
        """Go to a place on a page, which then stands near the top."""
        if self._info is not None and 0 <= point.page < self._info.pages:
            self._trail.leave(self.state())
            self._canvas.show_view(self._canvas.view.showing(point, at=0.04))

    def show_places(self, places: tuple[Quad, ...], *, leave: bool = True) -> tuple[Quad, ...]:
        """Jump so that the first of these places is seen; those that the document has, none if it has none.

        ``leave`` False: the way back leads to where the reader was before an earlier jump.
        """
        known = tuple(quad for quad in places if self._info is not None and 0 <= quad.page < self._info.pages)
        if not known:
            return ()
        if leave:
            self._trail.leave(self.state())
        view = self._canvas.view
        box = known[0].bounds()
        corners = [view.to_pixels(PagePoint(box.page, x, y)) for x, y in ((box.x0, box.y0), (box.x1, box.y1))]
        seen = all(0 <= x <= view.width and view.height * 0.1 <= y <= view.height * 0.8 for x, y in corners)
        if not seen:
            self._canvas.show_view(view.showing(PagePoint(box.page, box.x0, box.y0), at=0.3))
        return known

    def set_zoom(self, zoom: float) -> None:
        """Zoom about the middle of the view; 1.0 is 100 %."""
        self._canvas.set_zoom(zoom)

    def zoom_in(self) -> None:
        """One step larger."""
        self._canvas.zoom_step(1)

    def zoom_out(self) -> None:
        """One step smaller."""
        self._canvas.zoom_step(-1)

    def fit_width(self) -> None:
        """Let the widest page fill the width, also when the view changes."""
        self._canvas.set_fit("width")

    def fit_page(self) -> None:
        """Let a whole page be seen, also when the view changes."""
        self._canvas.set_fit("page")

    def rotate(self, quarters: int = 1) -> None:
        """Turn the pages clockwise by quarters."""
        self._canvas.set_turn(self._canvas.view.turn + quarters)

    def set_spread(self, spread: bool, alone: bool = True) -> None:
        """Two pages beside one another, or one; ``alone``: the first by itself, so that odd pages stand right."""
        self._canvas.set_spread(spread, alone)

    def rest(self) -> None:
        """Draw nothing until it is shown."""
        self._tiles.rest()

    def set_hand(self, hand: bool) -> None:
        """Whether the left button moves pages instead of selecting."""
        self._canvas.set_hand(hand)

    def state(self) -> ViewState:
        """Where the reader is, to come back to."""
        return state_of(self._canvas)

    def restore(self, state: ViewState) -> None:
        """Go back to where the reader was."""
        bring_back(self._canvas, state)

    def back(self) -> None:
        """Go where the reader was before the last jump."""
        place = self._trail.back(self.state())
        if place is not None:
            self.restore(place)

    def forward(self) -> None:
        """Undo a step back."""
        place = self._trail.forward(self.state())
        if place is not None:
            self.restore(place)

    # --- what happened

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        if self._info is not None:
            self._canvas.setAccessibleDescription(f"Page {page + 1} of {self._info.pages}")
        self.page_changed.emit(page)

    @Slot()
    def _want_texts(self) -> None:
        self._texts.want(self._canvas.view.visible())
