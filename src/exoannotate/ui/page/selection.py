"""From the mouse to a selection: press, drag and release, double click a word, triple click a sentence.

Points on pages are kept, not characters, so that a drag over a page whose text has not come yet is completed when
it comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QElapsedTimer, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from exoannotate.domain.geometry import PagePoint
from exoannotate.reading.moves import Place
from exoannotate.ui.page.canvas import Canvas
from exoannotate.ui.page.gestures import Gesture
from exoannotate.ui.page.selected import Selected
from exoannotate.ui.page.texts import Texts

DRAG_LEAST = 4.0
"""Pixels of movement that make a drag of a click; less never selects a letter by accident."""
_SCROLL_EVERY = 25
_SCROLL_MOST = 60.0

Taken = Callable[[QPointF, Qt.KeyboardModifier], bool]


@dataclass(frozen=True, slots=True)
class Grip:
    """A knob that can be dragged: the end that stays, and the passage whose end moves, "" for the selection."""

    fixed: Place
    passage: str


class Selector(Selected):
    """Makes selections on a canvas."""

    clicked = Signal(object)
    """A click that selected nothing, at a PagePoint."""
    no_text = Signal(int)
    """Something was to be selected on a page that has no text."""
    end_moved = Signal(str, object)
    """An end of the passage of that id was dragged, so that it covers this Selection."""

    def __init__(self, canvas: Canvas, texts: Texts, parent: QObject | None = None) -> None:
        super().__init__(canvas, texts, parent)
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
    def dragging(self) -> bool:
        """Whether the mouse is still down."""
        return self._down and self._moved

    def leave_to(self, taken: Taken) -> None:
        """Ask ``taken`` of each press whether something else has taken it; then it selects nothing."""
        self._taken.append(taken)

    def set_grips(self, grips: Callable[[QPointF], Grip | None]) -> None:
        """Ask ``grips`` of each press whether there is a knob to drag."""
        self._grips = grips

    def ask_nobody(self) -> None:
        """Take every press from now on."""
        self._taken.clear()
        self._grips = lambda _: None

    def clear(self) -> None:
        """Select nothing and drag no more; the caret stays."""
        self._grip = None
        self._down = False
        self._scroll.stop()
        super().clear()

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
        if point is None or any(taken(at, Qt.KeyboardModifier.NoModifier) for taken in self._taken):
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

    def _point(self, at: QPointF) -> PagePoint | None:
        return self._canvas.view.to_page(at.x(), at.y())


def _apart(one: QPointF, other: QPointF) -> float:
    return (one - other).manhattanLength()


def _is_click(gesture: Gesture) -> bool:
    """Whether a press that is not dragged any further selects nothing."""
    return gesture.unit == "character" and gesture.base is None and gesture.fixed is None
