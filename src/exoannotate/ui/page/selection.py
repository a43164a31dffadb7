"""From mouse and keys to a selection: press, drag and release, double click a word, triple click a sentence.

Points on pages are kept, not characters, so that a drag over a page whose text has not come yet is completed when
it comes. Keys move one end of the selection, its head; the other end, its anchor, stays, so going back shrinks it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from exoannotate.domain.geometry import PagePoint
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Goal, Place, Unit, at_point, bar, in_running, move
from exoannotate.reading.selection import Selection
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.gestures import Gesture
from exoannotate.ui.page.texts import Texts

DRAG_LEAST = 4.0
"""Pixels of movement that make a drag of a click; less never selects a letter by accident."""
_SCROLL_EVERY = 25
_SCROLL_MOST = 60.0
_BLANKS = 8
"""So many steps of a key at most, until something else is selected than before."""

Taken = Callable[[QPointF, Qt.KeyboardModifier], bool]


@dataclass(frozen=True, slots=True)
class Grip:
    """A knob that can be dragged: the end that stays, and the passage whose end moves, "" for the selection."""

    fixed: Place
    passage: str


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
    caret_moved = Signal()
    end_moved = Signal(str, object)
    """An end of the passage of that id was dragged, so that it covers this Selection."""

    def __init__(self, canvas: Canvas, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._texts = texts
        self._selection = Selection()
        self._gesture: Gesture | None = None
        self._ends: tuple[Place, Place] | None = None
        self._goal: Goal | None = None
        self._click: PagePoint | None = None
        self._taken: list[Taken] = []
        self._grips: Callable[[QPointF], Grip | None] = lambda _: None
        self._grip: Grip | None = None
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

    @property
    def ends(self) -> tuple[Place, Place] | None:
        """The end that stays and the end that keys move; both are where the last click was when nothing is selected."""
        if self._ends is None and self._gesture is not None and self._selection:
            self._ends = self._gesture.ends(self._texts.pages, self._selection)
        elif self._ends is None and self._click is not None:
            place = at_point(self._texts.pages, self._click)
            self._ends = None if place is None else (place, place)
        return self._ends

    @property
    def caret(self) -> Place | None:
        """Where keys act: the end of the selection that moves."""
        ends = self.ends
        return ends[1] if ends else None

    def leave_to(self, taken: Taken) -> None:
        """Ask ``taken`` of each press whether something else has taken it; then it selects nothing."""
        self._taken.append(taken)

    def set_grips(self, grips: Callable[[QPointF], Grip | None]) -> None:
        """Ask ``grips`` of each press whether there is a knob to drag."""
        self._grips = grips

    def clear(self) -> None:
        """Select nothing; the caret stays."""
        caret = self.caret
        self._gesture = self._grip = None
        self._down = False
        self._scroll.stop()
        had = bool(self._selection)
        self._ends = (caret, caret) if caret else None
        self._set(Selection())
        if had:
            self.selection_cleared.emit()

    def forget(self) -> None:
        """Select nothing and forget where the caret was: another document comes."""
        self._ends = self._click = self._goal = None
        self._gesture = None
        self.clear()
        self._ends = None

    def take(self, selection: Selection, *, backward: bool = False) -> None:
        """Select this run of text; keys then move its end, or its start when ``backward``."""
        self._gesture = None
        self._goal = None
        if selection.first is not None and selection.last is not None:
            first, last = Place(*selection.first), Place(*selection.last, True)
            self._ends = (last, first) if backward else (first, last)
        self._set(selection)
        if selection:
            self.selection_made.emit(selection)
        self.caret_moved.emit()

    def put(self, place: Place) -> None:
        """Put the caret at a place and select nothing."""
        self.clear()
        self._goal = None
        self._ends = (place, place)
        self.caret_moved.emit()

    def extend_by_sentence(self, way: int = 1) -> None:
        """Grow to the end (``way`` 1) or start (-1) of the sentence, or by the next one.

        Without a selection, take the sentence at the caret or the first one seen.
        """
        pages = self._texts.pages
        if self._selection:
            grown = reading.extend(pages, self._selection) if way > 0 else reading.extend_back(pages, self._selection)
            self.take(grown, backward=way < 0)
            return
        caret = self.caret
        start = caret.gap if caret is not None and self.sees(caret) else self.first_seen()
        if start is not None:
            self.take(reading.sentence(pages, start), backward=way < 0)

    def extend_by(self, unit: Unit, way: int) -> bool:
        """Move the head of the selection one unit on or back, over page breaks too; False without any place.

        Without a selection the last click is the place, as long as it is in sight.
        """
        pages, ends = self._texts.pages, self.ends
        if ends is None or not (self._selection or self.sees(ends[1])):
            return False
        anchor, head = ends
        running = in_running(pages, anchor) and in_running(pages, head)
        found = before = self._selection
        goal = self._goal if unit == "line" else None
        for _ in range(_BLANKS):
            # A blank at an end is not selected, so a step over it alone would seem to do nothing.
            new, goal = move(pages, head, unit, way, running=running, goal=goal)
            if new == head:
                break
            head = new
            found = reading.between(pages, anchor.gap, head.gap, running=running)
            if found != before:
                break
        self._goal = goal
        self._moved_to(anchor, head, found)
        return True

    def extend_to(self, place: Place) -> None:
        """Move the head of the selection to a place."""
        ends = self.ends
        if ends is None:
            return
        pages, anchor = self._texts.pages, ends[0]
        running = in_running(pages, anchor) and in_running(pages, place)
        self._goal = None
        self._moved_to(anchor, place, reading.between(pages, anchor.gap, place.gap, running=running))

    def _moved_to(self, anchor: Place, head: Place, found: Selection) -> None:
        self._gesture, self._ends = None, (anchor, head)
        had = bool(self._selection)
        self._set(found)
        if found:
            self.selection_made.emit(found)
        elif had:
            self.selection_cleared.emit()
        self.caret_moved.emit()

    def move_caret(self, unit: Unit, way: int) -> bool:
        """Move the caret without selecting; a selection is left at its nearer end."""
        ends = self.ends
        if ends is None:
            return False
        pages, selected = self._texts.pages, bool(self._selection)
        goal = self._goal
        if selected and unit in ("character", "word"):
            self.put(min(ends) if way < 0 else max(ends))
            return True
        place, goal = move(pages, ends[1], unit, way, goal=goal)
        self.put(place)
        self._goal = goal
        return True

    def sees(self, place: Place) -> bool:
        """Whether a place is in sight."""
        quad, view = bar(self._texts.pages, place), self._canvas.view
        if quad is None or quad.page not in view.visible():
            return False
        rect = view.quad_rect(quad)
        return rect.bottom > 0 and rect.y < view.height and rect.right >= 0 and rect.x <= view.width

    def first_seen(self) -> reading.Caret | None:
        """The start of the first printed line that is wholly seen; None while no text is known."""
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
        if point is None or modifiers & Qt.KeyboardModifier.AltModifier:
            return
        if any(taken(at, modifiers) for taken in self._taken):
            return
        self._down, self._moved = True, False
        self._press = self._pointer = at
        self._grip = self._grips(at)
        if self._grip is not None:
            unit: Literal["word", "character"] = (
                "character" if modifiers & Qt.KeyboardModifier.ShiftModifier else "word"
            )
            self._gesture = Gesture(unit, point, point, fixed=self._grip.fixed)
            return
        third = self._double.isValid() and self._double.elapsed() <= QApplication.doubleClickInterval()
        if third and _apart(at, self._double_at) < QApplication.startDragDistance():
            self._double.invalidate()
            self._start(Gesture("sentence", point, point))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self._selection:
            self._start(Gesture("character", point, point, self._selection))
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self.caret is not None:
            self._start(Gesture("character", point, point, fixed=self.caret))
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
        if self._grip is not None:
            self._let_go(self._grip)
            return
        if gesture is None:
            return
        if _is_click(gesture) and not self._moved:
            self.clear()
            point = self._point(at)
            if point is not None:
                self._ends, self._click = None, point
                self.caret_moved.emit()
                self.clicked.emit(point)
            return
        if self._selection:
            self.selection_made.emit(self._selection)
            self.caret_moved.emit()
            return
        self.selection_cleared.emit()
        text = self._texts.pages.get(gesture.anchor.page)
        if self._texts.error(gesture.anchor.page) or (text is not None and not text.text.strip()):
            self.no_text.emit(gesture.anchor.page)

    def _let_go(self, grip: Grip) -> None:
        """A knob was dragged: the selection is what it covers now, or else the passage is to be."""
        found, moved = self._selection, self._moved
        self._grip = None
        if not grip.passage:
            if found and moved:
                self.selection_made.emit(found)
            self.caret_moved.emit()
            return
        self.clear()
        if found and moved:
            self.end_moved.emit(grip.passage, found)

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
        if gesture is None or (self._down and not self._moved and (self._grip or _is_click(gesture))):
            return
        if not gesture.pages.start - 1 <= page <= gesture.pages.stop:
            return
        before = self._selection
        self._set(gesture.selection(self._texts.pages))
        if not self._down and self._selection and self._selection != before:
            self.selection_made.emit(self._selection)

    def _start(self, gesture: Gesture) -> None:
        self._gesture = gesture
        self._ends = self._goal = None
        self._set(gesture.selection(self._texts.pages))

    def _follow(self) -> None:
        """Let the head of the gesture go where the pointer is, kept within what is seen."""
        view = self._canvas.view
        inside = QPointF(self._pointer.x(), min(max(self._pointer.y(), 0.0), view.height))
        point = self._point(inside)
        if point is not None and self._gesture is not None:
            self._gesture = replace(self._gesture, head=point)
            self._ends = self._goal = None
            self._set(self._gesture.selection(self._texts.pages))

    def _set(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)

    def _point(self, at: QPointF) -> PagePoint | None:
        return self._canvas.view.to_page(at.x(), at.y())


def _apart(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()


def _is_click(gesture: Gesture) -> bool:
    """Whether a press that is not dragged any further selects nothing."""
    return gesture.unit == "character" and gesture.base is None and gesture.fixed is None
