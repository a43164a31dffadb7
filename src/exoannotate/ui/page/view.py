"""One document as the reader sees it: pages, selections, highlights and the keys that act on them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from exoannotate.domain.geometry import PagePoint, Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading
from exoannotate.reading.blocks import blocks
from exoannotate.reading.selection import Selection
from exoannotate.reading.sentences import warm_up
from exoannotate.ui.icons import Icons
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look
from exoannotate.ui.page.bar import SelectionBar
from exoannotate.ui.page.canvas import Canvas, Fit
from exoannotate.ui.page.keys import belongs_to_page
from exoannotate.ui.page.marks import HighlightMark, cycle, hit
from exoannotate.ui.page.overlay import Overlay
from exoannotate.ui.page.places import Trail, ViewState, bring_back, state_of
from exoannotate.ui.page.selection import Selector
from exoannotate.ui.page.texts import Texts
from exoannotate.ui.page.tiles import Tiles
from exoannotate.ui.page.viewport import Viewport

__all__ = ["DocumentView", "HighlightMark", "ViewState"]


class DocumentView(QWidget):
    """The page view. ``client`` opens and draws; the view asks it through jobs and never waits."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    selection_made = Signal(object)
    selection_cleared = Signal()
    highlight_requested = Signal(object, str)
    """A Selection is to be highlighted with the meaning of that id."""
    record_requested = Signal(object)
    link_requested = Signal(object)
    highlight_clicked = Signal(str)
    passage_record_requested = Signal(str)
    """E on an outlined highlight, without a selection; likewise the four below."""
    passage_link_requested = Signal(str)
    passage_recolour_requested = Signal(str, str)
    passage_delete_requested = Signal(str)
    text_ready = Signal(int)
    notice = Signal(str)
    """A sentence for the status line, for example that a page has no text to select."""

    def __init__(
        self, client: PdfClient, look: Look, *, icons: Icons | None = None, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._look = look
        self._info: PdfInfo | None = None
        self._meaning = look.meanings[0].id
        self._trail = Trail()
        self._warm = False
        self._jobs = Jobs(parent=self)
        self._texts = Texts(client, self._jobs, self)
        self._tiles = Tiles(client, self._jobs, parent=self)
        self._canvas = Canvas(self._tiles, look, self)
        self._overlay = Overlay(look, self._texts.pages, self)
        self._canvas.set_layers((self._overlay,))
        self._selector = Selector(self._canvas, self._texts, self)
        self._bar = SelectionBar(look, icons or Icons(look), self._canvas.viewport())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas)
        self.setFocusProxy(self._canvas)
        self.setAccessibleName("Document")
        self._canvas.setAccessibleName("Pages")
        self._canvas.installEventFilter(self)
        self._connect()

    def _connect(self) -> None:
        self._canvas.page_changed.connect(self._on_page_changed)
        self._canvas.zoom_changed.connect(self.zoom_changed)
        self._canvas.moved.connect(self._on_moved)
        self._canvas.hovered.connect(self._on_hovered)
        self._overlay.changed.connect(self._canvas.viewport().update)
        self._texts.ready.connect(self._on_text_ready)
        self._texts.failed.connect(self._on_text_failed)
        self._selector.selection_changed.connect(self._on_selection_changed)
        self._selector.selection_made.connect(self._on_selection_made)
        self._selector.selection_cleared.connect(self.selection_cleared)
        self._selector.clicked.connect(self._on_clicked)
        self._selector.no_text.connect(self._on_no_text)
        self._bar.highlight_requested.connect(self._on_highlight)
        self._bar.record_requested.connect(self._on_record)
        self._bar.link_requested.connect(self._on_link)

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
        self._selector.clear()
        self._overlay.set_marks(())
        self._overlay.set_selection(())
        self._trail = Trail()
        self._info = info
        self._texts.show(info)
        self._overlay.set_texts(self._texts.pages)
        self._tiles.show(info)
        self._canvas.set_sizes(info.sizes)
        self._canvas.setAccessibleName(f"Pages of {info.title or info.path.rsplit('/', 1)[-1]}")
        if state is not None:
            self.restore(state)
        self._want_texts()

    def close_document(self) -> None:
        """Show nothing. The document itself is closed by who opened it."""
        self._selector.clear()
        self._info = None
        self._texts.show(None)
        self._tiles.show(None)
        self._overlay.set_marks(())
        self._overlay.set_texts({})
        self._canvas.set_sizes(())

    def put_text(self, page: PageText) -> None:
        """Take a page text that was read elsewhere."""
        self._texts.put(page)

    def shutdown(self) -> None:
        """End jobs and whatever moves; to be called before the view goes."""
        self._overlay.stop()
        self._tiles.show(None)
        self._texts.show(None)
        self._jobs.close()

    # --- highlights

    def set_highlights(self, marks: tuple[HighlightMark, ...]) -> None:
        """Show these highlights and no others."""
        self._overlay.set_marks(marks)

    @property
    def selected_passage(self) -> str | None:
        """The highlight that is outlined."""
        return self._overlay.selected

    def set_selected_passage(self, passage_id: str | None) -> None:
        """Outline a highlight, or none."""
        self._overlay.set_selected(passage_id)

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
        return self._tiles.complete and self._overlay.complete

    def go_to(self, page: int) -> None:
        """Go to the top of a page (from 0)."""
        self._trail.leave(self.state())
        self._canvas.go_to(page)

    def jump_to(self, quads: tuple[Quad, ...]) -> None:
        """Bring places into view and pulse them; the highlight that has these places is outlined."""
        known = [quad for quad in quads if self._info is not None and 0 <= quad.page < self._info.pages]
        if not known:
            return
        self._trail.leave(self.state())
        view = self._canvas.view
        box = known[0].bounds()
        corners = [view.to_pixels(PagePoint(box.page, x, y)) for x, y in ((box.x0, box.y0), (box.x1, box.y1))]
        seen = all(0 <= x <= view.width and view.height * 0.1 <= y <= view.height * 0.8 for x, y in corners)
        if not seen:
            self._canvas.show_view(view.showing(PagePoint(box.page, box.x0, box.y0), at=0.3))
        mark = next((mark for mark in self._overlay.marks if mark.quads == quads), None)
        self._overlay.set_selected(mark.passage_id if mark else None)
        self._overlay.pulse(tuple(known))

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

    # --- the selection

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selector.selection

    def select(self, selection: Selection) -> None:
        """Select a run of text, as if by mouse."""
        self._selector.take(selection)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._selector.clear()

    def quote(self) -> str:
        """The selected text in one line."""
        return reading.quote(self.pages, self._selector.selection)

    def copy(self) -> None:
        """Put the selected text on the clipboard, in one line."""
        QGuiApplication.clipboard().setText(self.quote())

    # --- keys; those of moving are the canvas's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Without this a window-wide shortcut "H" would take the key from the page.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            outlined = self._overlay.selected is not None
            if belongs_to_page(event, selected=bool(self.selection), outlined=outlined):
                event.accept()
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if modifiers == Qt.KeyboardModifier.NoModifier and self._plain_key(event.key()):
            event.accept()
            return
        if modifiers in (shift, shift | control) and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            self._selector.extend_by(way, "word" if modifiers & control else "character")
            event.accept()
            return
        if event.matches(QKeySequence.StandardKey.Copy) and self.selection:
            self.copy()
            event.accept()
            return
        super().keyPressEvent(event)

    def _plain_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_H:
                self._on_highlight("")
            case Qt.Key.Key_E:
                self._on_record()
            case Qt.Key.Key_L:
                self._on_link()
            case Qt.Key.Key_S:
                self._selector.extend_by_sentence()
            case Qt.Key.Key_Escape if self.selection or self._overlay.selected:
                self._selector.clear()
                self._overlay.set_selected(None)
            case Qt.Key.Key_Delete if self._overlay.selected and not self.selection:
                self.passage_delete_requested.emit(self._overlay.selected)
            case Qt.Key.Key_Return if self._overlay.selected and not self.selection:
                self.highlight_clicked.emit(self._overlay.selected)
            case _ if Qt.Key.Key_1 <= key <= Qt.Key.Key_8:
                ordinal = key - Qt.Key.Key_1
                if ordinal < len(self._look.meanings):
                    self._on_highlight(self._look.meanings[ordinal].id)
            case _:
                return False
        return True

    # --- what happened

    @Slot(str)
    def _on_highlight(self, meaning: str) -> None:
        if self.selection:
            self._meaning = meaning or self._meaning
            self.highlight_requested.emit(self.selection, self._look.meaning(self._meaning).id)
        elif self._overlay.selected and meaning:
            self._meaning = meaning
            self.passage_recolour_requested.emit(self._overlay.selected, meaning)
        else:
            self.notice.emit("Select some text first: drag over it, or click three times for a sentence.")

    @Slot()
    def _on_record(self) -> None:
        if self.selection:
            self.record_requested.emit(self.selection)
        elif self._overlay.selected:
            self.passage_record_requested.emit(self._overlay.selected)
        else:
            self.notice.emit("Select the passage that the record rests on first.")

    @Slot()
    def _on_link(self) -> None:
        if self.selection:
            self.link_requested.emit(self.selection)
        elif self._overlay.selected:
            self.passage_link_requested.emit(self._overlay.selected)
        else:
            self.notice.emit("Select the passage to link first.")

    @Slot(object)
    def _on_selection_changed(self, selection: Selection) -> None:
        self._overlay.set_selection(reading.quads(self.pages, selection))
        if self._bar.isAncestorOf(QApplication.focusWidget() or self):
            self._canvas.setFocus()
        self._bar.hide()

    @Slot(object)
    def _on_selection_made(self, selection: Selection) -> None:
        self._overlay.set_selected(None)
        self._place_bar()
        self.selection_made.emit(selection)

    @Slot(object)
    def _on_clicked(self, point: PagePoint) -> None:
        under = hit(self._overlay.on_page(point.page), point)
        chosen = cycle(under, self._overlay.selected)
        self._overlay.set_selected(chosen)
        if chosen is not None:
            self.highlight_clicked.emit(chosen)

    def _place_bar(self) -> None:
        """Show the bar at the end of the selection while that is seen."""
        view = self._canvas.view
        quads = reading.quads(self.pages, self.selection)
        if not quads or self._selector.dragging:
            self._bar.hide()
            return
        first, last = view.quad_rect(quads[0]), view.quad_rect(quads[-1])
        if last.bottom < 0 or first.y > view.height:
            self._bar.hide()
            return
        self._bar.place(first, last, view.width, view.height)
        self._bar.show()
        self._bar.raise_()

    @Slot(QPointF)
    def _on_hovered(self, at: QPointF) -> None:
        point = self._canvas.view.to_page(at.x(), at.y())
        text = self.pages.get(point.page) if point else None
        shape = Qt.CursorShape.ArrowCursor
        if point is not None and text is not None:
            outside = [block.outside(point.x, point.y) for block in blocks(text)]
            if any(along <= 3 and across <= 3 for along, across in outside):
                shape = Qt.CursorShape.IBeamCursor
        if self._canvas.viewport().cursor().shape() != shape:
            self._canvas.viewport().setCursor(shape)

    @Slot(int)
    def _on_page_changed(self, page: int) -> None:
        if self._info is not None:
            self._canvas.setAccessibleDescription(f"Page {page + 1} of {self._info.pages}")
        self.page_changed.emit(page)

    @Slot()
    def _on_moved(self) -> None:
        self._want_texts()
        if self.selection:
            self._place_bar()

    def _want_texts(self) -> None:
        self._texts.want(self._canvas.view.visible())

    @Slot(int)
    def _on_text_ready(self, page: int) -> None:
        self._overlay.text_came()
        if not self._warm:
            # The splitter of sentences takes 50 ms to import and set up: not in the first triple click.
            self._warm = True
            self._jobs.run(warm_up, done=self._on_warm)
        self.text_ready.emit(page)

    def _on_warm(self, _: None) -> None:
        self._warm = True

    @Slot(int, str)
    def _on_text_failed(self, page: int, message: str) -> None:
        self.notice.emit(message)

    @Slot(int)
    def _on_no_text(self, page: int) -> None:
        reason = self._texts.error(page)
        self.notice.emit(reason or f"Page {page + 1} has no text that can be selected; it may be a scanned picture.")
