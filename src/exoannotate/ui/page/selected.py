"""What is selected, and how keys change it.

Keys move one end of the selection, its head; the other end, its anchor, stays, so going back shrinks it. Without a
selection both are where the reader clicked last: the caret.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from exoannotate.domain.geometry import PagePoint
from exoannotate.reading import selection as reading
from exoannotate.reading.moves import Goal, Place, Unit, at_point, bar, in_running, move
from exoannotate.reading.selection import Selection
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.gestures import Gesture
from exoannotate.ui.page.texts import Texts

_BLANKS = 8
"""So many steps of a key at most, until something else is selected than before."""


class Selected(QObject):
    """Holds the selection of a page view."""

    selection_changed = Signal(object)
    """The selection as it is now, while the mouse still moves too."""
    selection_made = Signal(object)
    selection_cleared = Signal()
    caret_moved = Signal()

    def __init__(self, canvas: Canvas, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._texts = texts
        self._selection = Selection()
        self._gesture: Gesture | None = None
        self._ends: tuple[Place, Place] | None = None
        self._goal: Goal | None = None
        self._click: PagePoint | None = None

    @property
    def selection(self) -> Selection:
        """What is selected."""
        return self._selection

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

    def clear(self) -> None:
        """Select nothing; the caret stays."""
        caret = self.caret
        self._gesture = None
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

    def _set(self, selection: Selection) -> None:
        if selection != self._selection:
            self._selection = selection
            self.selection_changed.emit(selection)
