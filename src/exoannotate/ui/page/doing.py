"""What keys, the bar and clicks do with the selection, or else with the highlight that is outlined."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from exoannotate.domain.geometry import PagePoint
from exoannotate.reading import selection as reading
from exoannotate.ui.look import Look
from exoannotate.ui.page.marks import cycle, hit
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
    notice = Signal(str)

    def __init__(
        self, selector: Selector, overlay: Overlay, texts: Texts, look: Look, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._selector, self._overlay, self._texts, self._look = selector, overlay, texts, look
        self._meaning = look.meanings[0].id

    def key(self, event: QKeyEvent) -> bool:
        """Act on a key; False when it means nothing here."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        if modifiers == Qt.KeyboardModifier.NoModifier and self._plain_key(event.key()):
            return True
        if modifiers in (shift, shift | control) and event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            way = 1 if event.key() == Qt.Key.Key_Right else -1
            self._selector.extend_by(way, "word" if modifiers & control else "character")
            return True
        if event.matches(QKeySequence.StandardKey.Copy) and self._selector.selection:
            self.copy()
            return True
        return False

    def _plain_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_H:
                self.highlight("")
            case Qt.Key.Key_E:
                self.record()
            case Qt.Key.Key_L:
                self.link()
            case Qt.Key.Key_S:
                self._selector.extend_by_sentence()
            case Qt.Key.Key_Escape if self._selector.selection or self._overlay.selected:
                self._selector.clear()
                self._overlay.set_selected(None)
            case Qt.Key.Key_Delete if self._overlay.selected and not self._selector.selection:
                self.passage_delete_requested.emit(self._overlay.selected)
            case Qt.Key.Key_Return if self._overlay.selected and not self._selector.selection:
                self.highlight_clicked.emit(self._overlay.selected)
            case _ if Qt.Key.Key_1 <= key <= Qt.Key.Key_8:
                ordinal = key - Qt.Key.Key_1
                if ordinal < len(self._look.meanings):
                    self.highlight(self._look.meanings[ordinal].id)
            case _:
                return False
        return True

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

    @Slot(object)
    def click(self, point: PagePoint) -> None:
        """A click that selected nothing: outline the highlight there, the next one when several lie there."""
        under = hit(self._overlay.on_page(point.page), point)
        chosen = cycle(under, self._overlay.selected)
        self._overlay.set_selected(chosen)
        if chosen is not None:
            self.highlight_clicked.emit(chosen)
