"""One document as the reader sees it: pages, selections, highlights and the keys that act on them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from exoannotate.domain.geometry import Quad
from exoannotate.domain.pdfparts import PageLink
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Unit
from exoannotate.reading.references import References
from exoannotate.reading.selection import Selection
from exoannotate.reading.sentences import warm_up
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import Look
from exoannotate.ui.page.area import AreaTool
from exoannotate.ui.page.bar import SelectionBar
from exoannotate.ui.page.carrying import Carrying
from exoannotate.ui.page.doing import Doing
from exoannotate.ui.page.handles import End, Handles
from exoannotate.ui.page.hint import Hint
from exoannotate.ui.page.hovering import Hovering
from exoannotate.ui.page.keys import belongs_to_page
from exoannotate.ui.page.links import Links
from exoannotate.ui.page.marks import HighlightMark, hit
from exoannotate.ui.page.overlay import Overlay
from exoannotate.ui.page.pages import PagesView
from exoannotate.ui.page.places import ViewState
from exoannotate.ui.page.selection import Selector

__all__ = ["DocumentView", "HighlightMark", "ViewState"]


class DocumentView(PagesView):
    """The page view: what can be selected and what is highlighted, on top of pages and moves."""

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
    passage_note_requested = Signal(str)
    passage_range_requested = Signal(str, object)
    """The passage of that id is to cover this Selection; ``range_settled`` must be called when that is decided."""
    area_drawn = Signal(object)
    """A PageRect is to be highlighted; its frame is shown until ``area.finish()``."""
    area_moved = Signal(str, object)
    """The area of that passage is to have this PageRect; likewise."""
    caret_toggled = Signal(bool)
    legend_wanted = Signal()
    address_wanted = Signal(str)
    """A link that leads out of the document was clicked."""
    text_ready = Signal(int)
    passage_carried = Signal(str)
    """The badge of the highlight of that id is dragged away: it goes where it is dropped."""
    menu_wanted = Signal(str, QPoint)
    """The menu of the highlight of that id is wanted at a place of the screen."""
    notice = Signal(str)
    """A sentence for the status line, for example that a page has no text to select."""

    def __init__(
        self, client: PdfClient, look: Look, *, icons: Icons | None = None, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(client, look, parent)
        self._warm = False
        self._overlay = Overlay(look, self._texts.pages, self)
        self._selector = Selector(self._canvas, self._texts, self)
        self._texts.held = lambda: self._selector.selection.pages
        self._doing = Doing(self._canvas, self._texts, self._selector, self._overlay, look, self)
        self.area = AreaTool(self._canvas, lambda: self._overlay.chosen, self)
        self._selector.leave_to(self.area.takes)
        self._handles = Handles(self._canvas, self._texts, self._selector, self._overlay, look, self)
        self._carrying = Carrying(self._canvas, self._overlay, self._gripped, self)
        self._selector.leave_to(self._carrying.takes)
        self._canvas.set_layers((self._overlay, self._handles, self._doing.caret, self.area))
        self._links = Links(client, self._jobs, self)
        self._doing.links = self._links
        self._hovering = Hovering(self._canvas, self._texts, self._overlay, self._links, self)
        self._hint = Hint(self._canvas.viewport())
        self._bar = SelectionBar(look, icons or Icons(look), self._canvas.viewport())
        self._canvas.installEventFilter(self)
        self._connect()

    def _connect(self) -> None:
        self._canvas.moved.connect(self._on_moved)
        self._canvas.moved.connect(self._want_links)
        self._hovering.ask_first(self.area.cursor)
        self._hovering.ask_first(self._grip_cursor)
        self._hovering.ask_first(self._carrying.cursor)
        self._carrying.clicked.connect(self.highlight_clicked)
        self._carrying.carried.connect(self.passage_carried)
        self._overlay.changed.connect(self._canvas.viewport().update)
        self._texts.ready.connect(self._on_text_ready)
        self._texts.failed.connect(self._on_text_failed)
        self._selector.selection_changed.connect(self._on_selection_changed)
        self._selector.selection_made.connect(self._on_selection_made)
        self._selector.selection_cleared.connect(self.selection_cleared)
        self._selector.clicked.connect(self._doing.click)
        self._selector.no_text.connect(self._on_no_text)
        self._bar.highlight_requested.connect(self._doing.highlight)
        self._bar.record_requested.connect(self._doing.record)
        self._bar.link_requested.connect(self._doing.link)
        self._bar.legend_requested.connect(self.legend_wanted)
        self._doing.highlight_requested.connect(self.highlight_requested)
        self._doing.record_requested.connect(self.record_requested)
        self._doing.link_requested.connect(self.link_requested)
        self._doing.highlight_clicked.connect(self.highlight_clicked)
        self._doing.passage_record_requested.connect(self.passage_record_requested)
        self._doing.passage_link_requested.connect(self.passage_link_requested)
        self._doing.passage_recolour_requested.connect(self.passage_recolour_requested)
        self._doing.passage_delete_requested.connect(self.passage_delete_requested)
        self._doing.passage_note_requested.connect(self.passage_note_requested)
        self._doing.link_followed.connect(self._on_link_followed)
        self._doing.told.connect(self._on_told)
        self._canvas.moved.connect(self._hint.put_away)
        self._doing.nudged.connect(self._on_nudged)
        self._handles.range_requested.connect(self.passage_range_requested)
        self._handles.notice.connect(self.notice)
        self._doing.jump_requested.connect(self.jump_to)
        self._doing.notice.connect(self.notice)
        self.area.drawn.connect(self.area_drawn)
        self.area.moved.connect(self.area_moved)
        self.area.notice.connect(self.notice)
        self._doing.caret.toggled.connect(self._on_caret_toggled)
        self._doing.caret.spoken.connect(self._canvas.setAccessibleDescription)

    # --- the document

    def show_document(self, info: PdfInfo, state: ViewState | None = None) -> None:
        self._selector.forget()
        self._overlay.set_marks(())
        self._overlay.set_selection(())
        self._links.show(info)
        super().show_document(info, state)
        self._overlay.set_texts(self._texts.pages)

    def close_document(self) -> None:
        self._selector.forget()
        self._links.show(None)
        super().close_document()
        self._overlay.set_marks(())
        self._overlay.set_texts({})

    def shutdown(self) -> None:
        # These ask one another; cut now, the parts of a closed view are freed at once and in this thread.
        self._selector.ask_nobody()
        self._hovering.ask_nobody()
        self._overlay.stop()
        self._doing.caret.stop()
        self._links.show(None)
        super().shutdown()

    @property
    def complete(self) -> bool:
        return super().complete and self._overlay.complete

    @Slot(object, str)
    def jump_to(self, quads: tuple[Quad, ...], passage_id: str = "") -> None:
        """Bring places into view and pulse them; the highlight of that id or with these places is outlined."""
        known = self.show_places(quads)
        if known:
            mark = next((mark for mark in self._overlay.marks if mark.quads == quads), None)
            self._overlay.set_selected(passage_id or (mark.passage_id if mark else None))
            self._overlay.pulse(known)

    @property
    def caret_on(self) -> bool:
        """Whether keys move a caret in the text."""
        return self._doing.caret.on

    def set_caret(self, on: bool) -> None:
        """Show a caret that keys move in the text, or none."""
        self._doing.caret.set_on(on)

    def step_highlight(self, way: int) -> None:
        """Go to the next (1) or previous (-1) highlight."""
        self._doing.step_highlight(way)

    # --- highlights

    def set_references(self, references: References) -> None:
        """The reference list of the document: a mark in the text tells what it cites while the pointer is over it."""
        self._hovering.references = references

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

    # --- the selection

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selector.selection

    def select(self, selection: Selection) -> None:
        """Select a run of text, as if by mouse."""
        self._selector.take(selection)

    def range_settled(self, passage_id: str) -> None:
        """A new range that was asked for is stored or refused."""
        self._handles.settled(passage_id)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._selector.clear()

    def quote(self) -> str:
        """The selected text in one line."""
        return self._doing.quote()

    def copy(self) -> None:
        """Put the selected text on the clipboard, in one line."""
        self._doing.copy()

    # --- keys; those of moving are the canvas's own

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Without this a window-wide shortcut "H" would take the key from the page.
        if isinstance(event, QKeyEvent) and self._area_takes(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            outlined = self._overlay.selected is not None
            if belongs_to_page(event, selected=bool(self.selection), outlined=outlined):
                event.accept()
                return True
        # With the caret the arrow keys no longer scroll, which the canvas would do.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._doing.caret.key(event):
            self._overlay.set_selected(None)
            return True
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._doing.caret.focus(event.type() == QEvent.Type.FocusIn)
        return False

    def _area_takes(self, event: QKeyEvent) -> bool:
        """Whether a key was for the frame that is drawn: the canvas would scroll by it."""
        if event.type() == QEvent.Type.ShortcutOverride and self.area.wants(event):
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self.area.key(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.area.set_active(not self.area.active)
            return
        if self._doing.key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the highlight under the pointer, or by key of the outlined one."""
        chosen = self._overlay.selected
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            place = self._canvas.viewport().mapFromGlobal(at)
            point = self._canvas.view.to_page(place.x(), place.y())
            under = hit(self._overlay.on_page(point.page), point) if point is not None else ()
            chosen = chosen if chosen in under else next(iter(under), None)
        elif self._overlay.chosen is not None and self._overlay.chosen.quads:
            last = self._canvas.view.quad_rect(self._overlay.chosen.quads[-1])
            at = self._canvas.viewport().mapToGlobal(QPoint(round(last.x), round(last.bottom)))
        if chosen is not None:
            self._overlay.set_selected(chosen)
            self.menu_wanted.emit(chosen, at)
            event.accept()

    # --- what happened

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

    @Slot(bool)
    def _on_caret_toggled(self, on: bool) -> None:
        self.caret_toggled.emit(on)
        how = "The arrow keys move the caret, with Shift they select. C or Esc: they scroll again."
        self.notice.emit(how if on else "The arrow keys scroll again.")

    @Slot(str, str, int)
    def _on_nudged(self, end: End, unit: Unit, way: int) -> None:
        if not self._handles.nudge(end, unit, way):
            self.notice.emit("Click the highlight first whose end is to be moved.")

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

    def _gripped(self, at: QPointF) -> bool:
        """Whether a knob of a highlight, or an edge of an area, is under a pixel."""
        return self._handles.grip_at(at) is not None or self.area.takes(at, Qt.KeyboardModifier.NoModifier)

    def _grip_cursor(self, at: QPointF) -> Qt.CursorShape | None:
        return Qt.CursorShape.SizeHorCursor if self._handles.grip_at(at) is not None else None

    @Slot(str)
    def _on_told(self, words: str) -> None:
        chosen = self._overlay.chosen
        if chosen is not None:
            first = self._canvas.view.quad_rect(chosen.quads[0])
            self._hint.tell(words, QPoint(round(first.x), round(first.y)))
            self.notice.emit(f"Highlight {words}: another click or Alt+Down goes to the next one.")

    @Slot(object)
    def _on_link_followed(self, link: PageLink) -> None:
        if link.target is None:
            self.address_wanted.emit(link.address)
            return
        self._trail.leave(self.state())
        self._canvas.show_view(self._canvas.view.showing(link.target, at=0.15))

    @Slot()
    def _want_links(self) -> None:
        self._links.want(self._canvas.view.visible())

    @Slot()
    def _on_moved(self) -> None:
        if self.selection:
            self._place_bar()

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
