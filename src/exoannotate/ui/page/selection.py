"""From mouse and keys to a selection: press, drag and release, double click a word, triple click a sentence.

Points on pages are kept, not characters, so that a drag over a page whose text has not come yet is completed when
it comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import PageText
from exoannotate.reading import selection as reading
from exoannotate.reading.selection import Selection
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.texts import Texts

Unit = Literal["character", "word", "sentence"]
DRAG_LEAST = 4.0
"""Pixels of movement that make a drag of a click; less never selects a letter by accident."""
_SCROLL_EVERY = 25
_SCROLL_MOST = 60.0


@dataclass(frozen=True, slots=True)
class Gesture:
    """What the mouse asks for: from ``anchor`` to ``head`` in characters, words or sentences.

    ``base`` is the selection that Shift and click extends.
    """

    unit: Unit
    anchor: PagePoint
    head: PagePoint
    base: Selection | None = None

    def selection(self, pages: Mapping[int, PageText]) -> Selection:
        """What is meant, as far as the texts are known."""
        if self.base is not None:
            return reading.extend_to(pages, self.base, self.head)
        if self.unit == "character":
            return reading.select(pages, self.anchor, self.head)
        pick = reading.select_word if self.unit == "word" else reading.select_sentence
        return reading.union(pages, pick(pages, self.anchor), pick(pages, self.head))

    @property
    def pages(self) -> range:
        """The pages it touches."""
        return range(min(self.anchor.page, self.head.page), max(self.anchor.page, self.head.page) + 1)


class Selector(QObject):
    """Makes selections on a canvas."""

    selection_changed = Signal(object)
    """The selection as it is now, while the mouse still moves too."""
    selection_made = Signal(object)
    selection_cleared = Signal()
    clicked = Signal(object)
    """A click that selected nothing, at a PagePoint."""
    no_text = Signal(int)
    """Something was to be selected on a page that has no text."""

    def __init__(self, canvas: Canvas, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._texts = texts
        self._selection = Selection()
        self._gesture: Gesture | None = None
        self._down = False
        self._moved = False
        self._press = QPointF()
        self._pointer = QPointF()
        self._double = QElapsedTimer()
        self._double_at = QPointF()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_EVERY)
        self._scroll.timeout.connect(self._on_scroll)
        canvas.pressed.connect(self._on_pressed)
        canvas.dragged.connect(self._on_dragged)
        canvas.released.connect(self._on_released)
        canvas.double_clicked.connect(self._on_double_clicked)
        texts.ready.connect(self._on_text_ready)

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

    @property
    def dragging(self) -> bool:
        """Whether the mouse is still down."""
        return self._down and self._moved

    def clear(self) -> None:
        """Select nothing."""
        self._gesture = None
        self._down = False
        self._scroll.stop()
        had = bool(self._selection)
        self._set(Selection())
        if had:
            self.selection_cleared.emit()

    def take(self, selection: Selection) -> None:
        """Select this run of text."""
        self._gesture = None
        self._set(selection)
        if selection:
            self.selection_made.emit(selection)

    def extend_by_sentence(self) -> None:
        """Grow to the end of the sentence, or by the next one; without a selection, take the first sentence seen."""
        pages = self._texts.pages
        if self._selection:
            self.take(reading.extend(pages, self._selection))
            return
        start = self._first_seen()
        if start is not None:
            self.take(reading.sentence(pages, start))

    def extend_by(self, steps: int, unit: Literal["character", "word"]) -> None:
        """Move the end of the selection by characters or words, over page breaks too."""
        pages = self._texts.pages
        if self._selection.first is None or self._selection.last is None:
            return
        end = self._selection.last
        for _ in range(abs(steps)):
            end = _stepped(pages, end, 1 if steps > 0 else -1, unit)
        if end > self._selection.first:
            self.take(reading.between(pages, self._selection.first, end))

    def _first_seen(self) -> reading.Caret | None:
        view = self._canvas.view
        for page in view.visible():
            text, seen = self._texts.pages.get(page), view.seen_part(page)
            if text is None or seen is None:
                continue
            for line in text.lines:
                quad = line.quad(page, line.start, line.end).bounds()
                if quad.y0 >= seen.y0 and quad.y1 <= seen.y1:
                    return (page, line.start)
        return None

    # --- the mouse

    @Slot(QPointF, object)
    def _on_pressed(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        point = self._point(at)
        if point is None:
            return
        self._down, self._moved = True, False
        self._press = self._pointer = at
        third = self._double.isValid() and self._double.elapsed() <= QApplication.doubleClickInterval()
        if third and _apart(at, self._double_at) < QApplication.startDragDistance():
            self._double.invalidate()
            self._start(Gesture("sentence", point, point))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self._selection:
            self._start(Gesture("character", point, point, self._selection))
        else:
            self._gesture = Gesture("character", point, point)

    @Slot(QPointF)
    def _on_double_clicked(self, at: QPointF) -> None:
        point = self._point(at)
        if point is None:
            return
        self._down, self._moved = True, False
        self._press = self._pointer = at
        self._double.start()
        self._double_at = at
        self._start(Gesture("word", point, point))

    @Slot(QPointF)
    def _on_dragged(self, at: QPointF) -> None:
        if not self._down or self._gesture is None:
            return
        self._pointer = at
        if not self._moved and _apart(at, self._press) < DRAG_LEAST:
            return
        self._moved = True
        self._follow()
        outside = at.y() < 0 or at.y() > self._canvas.view.height
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()

    @Slot(QPointF)
    def _on_released(self, at: QPointF) -> None:
        if not self._down:
            return
        self._down = False
        self._scroll.stop()
        gesture = self._gesture
        if gesture is None:
            return
        if gesture.unit == "character" and gesture.base is None and not self._moved:
            self.clear()
            point = self._point(at)
            if point is not None:
                self.clicked.emit(point)
            return
        if self._selection:
            self.selection_made.emit(self._selection)
            return
        self.selection_cleared.emit()
        text = self._texts.pages.get(gesture.anchor.page)
        if self._texts.error(gesture.anchor.page) or (text is not None and not text.text.strip()):
            self.no_text.emit(gesture.anchor.page)

    @Slot()
    def _on_scroll(self) -> None:
        """The pointer is beyond the edge: scroll the faster the farther."""
        y, height = self._pointer.y(), self._canvas.view.height
        beyond = y if y < 0 else max(y - height, 0)
        if not self._down or not beyond:
            self._scroll.stop()
            return
        self._canvas.scroll_by(0, max(min(beyond * 0.6, _SCROLL_MOST), -_SCROLL_MOST))
        self._follow()

    @Slot(int)
    def _on_text_ready(self, page: int) -> None:
        gesture = self._gesture
        if gesture is None or (self._down and not self._moved and gesture.unit == "character" and not gesture.base):
            return
        if not gesture.pages.start - 1 <= page <= gesture.pages.stop:
            return
        before = self._selection
        self._set(gesture.selection(self._texts.pages))
        if not self._down and self._selection and self._selection != before:
            self.selection_made.emit(self._selection)

    def _start(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._set(gesture.selection(self._texts.pages))

    def _follow(self) -> None:
        """Let the head of the gesture go where the pointer is, kept within what is seen."""
        view = self._canvas.view
        inside = QPointF(self._pointer.x(), min(max(self._pointer.y(), 0.0), view.height))
        point = self._point(inside)
        if point is not None and self._gesture is not None:
            self._gesture = replace(self._gesture, head=point)
            self._set(self._gesture.selection(self._texts.pages))

    def _set(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def _point(self, at: QPointF) -> PagePoint | None:
        return self._canvas.view.to_page(at.x(), at.y())


def _apart(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()


def _stepped(
    pages: Mapping[int, PageText], where: reading.Caret, way: int, unit: Literal["character", "word"]
) -> reading.Caret:  # fmt: skip
    """A caret one character or word on; over the page break when the next page is known."""
    number, index = where
    text = pages[number].text
    index += way
    if unit == "word":
        while 0 < index < len(text) and not (text[index - 1].isalnum() and not text[index].isalnum()):
            index += way
    else:
        # A blank at the end is trimmed from the selection, so the step goes over it.
        while 0 < index < len(text) and text[index - 1].isspace():
            index += way
    if index > len(text) and number + 1 in pages:
        return (number + 1, min(1, len(pages[number + 1].text)))
    if index < 0 and number - 1 in pages:
        return (number - 1, len(pages[number - 1].text))
    return (number, min(max(index, 0), len(text)))
