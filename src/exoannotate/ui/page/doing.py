"""What keys, the bar and clicks do with the selection, or else with the highlight that is outlined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import PageLink
from exoannotate.reading import moves
from exoannotate.reading import selection as reading
from exoannotate.ui.look import Look
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.caret import CaretMode
from exoannotate.ui.page.keys import NONE, Key, Modifier, end_move, plain, text_move
from exoannotate.ui.page.links import Links
from exoannotate.ui.page.marks import HighlightMark, cycle, hit, together
from exoannotate.ui.page.overlay import Overlay
from exoannotate.ui.page.selection import Selector
from exoannotate.ui.page.texts import Texts


class Doing(QObject):
    """Turns wishes into signals; what they do to the project is done elsewhere."""

    highlight_requested = Signal(object, str)
    record_requested = Signal(object)
    link_requested = Signal(object)
    highlight_clicked = Signal(str)
    passage_record_requested = Signal(str)
    passage_link_requested = Signal(str)
    passage_recolour_requested = Signal(str, str)
    passage_delete_requested = Signal(str)
    passage_note_requested = Signal(str)
    jump_requested = Signal(object, str)
    """To these places; the highlight of that id is outlined."""
    link_followed = Signal(object)
    """A PageLink was clicked, or Return pressed on it."""
    nudged = Signal(str, str, int)
    """This end of the outlined highlight is to move by this unit, on or back."""
    told = Signal(str)
    """A few words beside the outlined highlight."""
    notice = Signal(str)

    def __init__(
        self, canvas: Canvas, texts: Texts, selector: Selector, overlay: Overlay, look: Look,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._canvas, self._texts, self._look = canvas, texts, look
        self._selector, self._overlay = selector, overlay
        self.links: Links | None = None
        self.caret = CaretMode(canvas, texts, selector, look, self)
        self._meaning = look.meanings[0].id

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""
        modifiers = plain(event)
        if modifiers == NONE and self._plain_key(event.key()):
            return True
        moved = text_move(event, extending=True)
        if moved is not None:
            if self._selector.extend_by(*moved):
                self.caret.reveal()
            else:
                self.notice.emit("Click into the text first, or press C for a caret.")
            return True
        match event.key(), modifiers:
            case Key.Key_S, Modifier.ShiftModifier:
                self._selector.extend_by_sentence(-1)
                self.caret.reveal()
            case Key.Key_Down | Key.Key_Up, Modifier.AltModifier:
                self.step_highlight(1 if event.key() == Key.Key_Down else -1)
            case _ if (end := end_move(event)) is not None:
                self.nudged.emit(*end)
            case _ if event.matches(QKeySequence.StandardKey.Copy) and self._selector.selection:
                self.copy()
            case _:
                return False
        return True

    def _plain_key(self, key: int) -> bool:
        outlined = "" if self._selector.selection else self._overlay.selected or ""
        match key:
            case Key.Key_H:
                self.highlight("")
            case Key.Key_E:
                self.record()
            case Key.Key_L:
                self.link()
            case Key.Key_M:
                self.note()
            case Key.Key_C:
                self.caret.set_on(not self.caret.on)
            case Key.Key_S:
                self._selector.extend_by_sentence()
                self.caret.reveal()
            case Key.Key_Escape if self._selector.selection or self._overlay.selected:
                self._selector.clear()
                self._overlay.set_selected(None)
            case Key.Key_Escape if self.caret.on:
                self.caret.set_on(False)
            case Key.Key_Delete if outlined:
                self.passage_delete_requested.emit(outlined)
            case Key.Key_Return | Key.Key_Enter if outlined:
                self.highlight_clicked.emit(outlined)
            case Key.Key_Return | Key.Key_Enter if self.caret.on:
                self._at_caret()
            case _ if Key.Key_1 <= key <= Key.Key_8:
                ordinal = key - Key.Key_1
                if ordinal < len(self._look.meanings):
                    self.highlight(self._look.meanings[ordinal].id)
            case _:
                return False
        return True

    def _at_caret(self) -> None:
        """Return: follow the link at the caret, or else take its word."""
        place = self._selector.caret
        bar = moves.bar(self._texts.pages, place) if place else None
        if bar is not None and self.links is not None and not self._selector.selection:
            middle = PagePoint(bar.page, (bar.x0 + bar.x3) / 2, (bar.y0 + bar.y3) / 2)
            link = self.links.at(middle)
            if link is not None:
                self.link_followed.emit(link)
                return
        word = self.caret.word()
        if word and not self._selector.selection:
            self._selector.take(word)

    def quote(self) -> str:
        """The selected text in one line."""
        return reading.quote(self._texts.pages, self._selector.selection)

    def copy(self) -> None:
        """Put the selected text on the clipboard, in one line."""
        QGuiApplication.clipboard().setText(self.quote())

    @Slot(str)
    def highlight(self, meaning: str) -> None:
        """Highlight the selection with a meaning, "" for the one used last; or recolour the outlined highlight."""
        if self._selector.selection:
            self._meaning = meaning or self._meaning
            self.highlight_requested.emit(self._selector.selection, self._look.meaning(self._meaning).id)
        elif self._overlay.selected and meaning:
            self._meaning = meaning
            self.passage_recolour_requested.emit(self._overlay.selected, meaning)
        else:
            self.notice.emit("Select some text first: drag over it, or click three times for a sentence.")

    @Slot()
    def record(self) -> None:
        """A new record from the selection or the outlined highlight."""
        if self._selector.selection:
            self.record_requested.emit(self._selector.selection)
        elif self._overlay.selected:
            self.passage_record_requested.emit(self._overlay.selected)
        else:
            self.notice.emit("Select the passage that the record rests on first.")

    @Slot()
    def link(self) -> None:
        """Link the selection or the outlined highlight to a record."""
        if self._selector.selection:
            self.link_requested.emit(self._selector.selection)
        elif self._overlay.selected:
            self.passage_link_requested.emit(self._overlay.selected)
        else:
            self.notice.emit("Select the passage to link first.")

    @Slot()
    def note(self) -> None:
        """Write a note on the outlined highlight."""
        if self._overlay.selected:
            self.passage_note_requested.emit(self._overlay.selected)
        else:
            self.notice.emit("Click the highlight the note is for first.")

    @Slot(object)
    def click(self, point: PagePoint) -> None:
        """A click that selected nothing: follow the link there, or outline the highlight, one after the other."""
        under = hit(self._overlay.on_page(point.page), point)
        link = self.links.at(point) if self.links is not None else None
        # A highlight within a link would else never be reached by mouse.
        if link is not None and not self._within(under, link):
            self.link_followed.emit(link)
            return
        chosen = cycle(under, self._overlay.selected)
        self._overlay.set_selected(chosen)
        if chosen is not None:
            if len(under) > 1:
                self.told.emit(f"{under.index(chosen) + 1} of {len(under)} here")
            self.highlight_clicked.emit(chosen)

    def _within(self, under: tuple[str, ...], link: PageLink) -> bool:
        """Whether one of these highlights begins and ends within the link."""
        for mark in self._overlay.on_page(link.box.page):
            first, last = mark.quads[0], mark.quads[-1]
            start = PagePoint(first.page, (first.x0 + first.x3) / 2, (first.y0 + first.y3) / 2)
            end = PagePoint(last.page, (last.x1 + last.x2) / 2, (last.y1 + last.y2) / 2)
            if mark.passage_id in under and link.box.contains(start) and link.box.contains(end):
                return True
        return False

    def step_highlight(self, way: int) -> None:
        """Outline the next (1) or previous (-1) highlight in reading order, from the outlined one or what is seen."""
        marks = tuple(mark for mark in self._overlay.marks if mark.quads)
        if not marks:
            self.notice.emit("This document has no highlights yet.")
            return
        ids = [mark.passage_id for mark in marks]
        if self._overlay.selected in ids:
            at = ids.index(self._overlay.selected) + way
        else:
            seen = [k for k, mark in enumerate(marks) if self._seen(mark)]
            at = (seen[0] if way > 0 else seen[-1]) if seen else self._beyond(marks, way)
        if not 0 <= at < len(marks):
            self.notice.emit("This is the last highlight." if way > 0 else "This is the first highlight.")
            return
        self._selector.clear()
        self.jump_requested.emit(marks[at].quads, ids[at])
        under = together(self._overlay.on_page(marks[at].quads[0].page), marks[at])
        if len(under) > 1:
            self.told.emit(f"{under.index(ids[at]) + 1} of {len(under)} here")
        self.highlight_clicked.emit(ids[at])

    def _seen(self, mark: HighlightMark) -> bool:
        if mark.quads[0].page not in self._canvas.view.visible():
            return False
        rect = self._canvas.view.quad_rect(mark.quads[0])
        return rect.bottom > 0 and rect.y < self._canvas.view.height

    def _beyond(self, marks: tuple[HighlightMark, ...], way: int) -> int:
        """The first highlight after what is seen, or the last one before it."""
        seen = self._canvas.view.visible()
        after = [
            k
            for k, mark in enumerate(marks)
            if mark.quads[0].page >= seen.stop
            or (mark.quads[0].page in seen and self._canvas.view.quad_rect(mark.quads[0]).y > 0)
        ]
        start = after[0] if after else len(marks)
        return start if way > 0 else start - 1
