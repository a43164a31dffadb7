"""The zoom as a number to type over or to pick from a list."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from exoannotate.ui.page.viewport import ZOOM_LEAST, ZOOM_MOST

OFFERED = (50, 75, 100, 125, 150, 200, 300, 400, 600, 800)
"""Per cents of the list."""
FITS = (("Fit width", "width"), ("Fit page", "page"))
_NUMBER = re.compile(r"\s*(\d{1,5}(?:[.,]\d*)?)\s*%?\s*")


def read_zoom(typed: str) -> float | None:
    """The zoom that was typed in per cent, within what there is (1.0 is 100 %); None when it is no number."""
    found = _NUMBER.fullmatch(typed)
    if found is None:
        return None
    return min(max(float(found[1].replace(",", ".")) / 100, ZOOM_LEAST), ZOOM_MOST)


class ZoomBox(QComboBox):
    """Says which zoom or fit is wanted; ``show_zoom`` shows what there is. Escape takes back what was typed."""

    zoom_wanted = Signal(float)
    fit_wanted = Signal(str)
    left = Signal()
    """The reader is done here and goes back to the page."""
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("zoom_box")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        self.setMaxVisibleItems(len(OFFERED) + len(FITS))
        self.setAccessibleName("Zoom")
        self.setToolTip("Type a zoom in per cent, or pick one")
        for words, fit in FITS:
            self.addItem(words, fit)
        for number in OFFERED:
            self.addItem(f"{number} %", number / 100)
        self.setFixedWidth(84)
        self._shown = ""
        self.activated.connect(self._on_picked)
        line = self.lineEdit()
        assert line is not None
        line.setObjectName("zoom_field")
        line.setAccessibleName("Zoom")
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.returnPressed.connect(self._on_typed)
        line.editingFinished.connect(self._show_again)

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom there is, but not over what is being typed."""
        self._shown = f"{round(zoom * 100)} %"
        line = self.lineEdit()
        if line is None or not line.hasFocus():
            self._show_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._show_again()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # A wheel that passes over the bar must not zoom.
        event.ignore()

    @Slot()
    def _show_again(self) -> None:
        self.setCurrentIndex(-1)
        self.setEditText(self._shown)

    @Slot(int)
    def _on_picked(self, at: int) -> None:
        chosen = self.itemData(at)
        if isinstance(chosen, str):
            self.fit_wanted.emit(chosen)
        elif isinstance(chosen, float):
            self.zoom_wanted.emit(chosen)
        self._show_again()
        self.left.emit()

    @Slot()
    def _on_typed(self) -> None:
        typed = self.currentText()
        fit = next((fit for words, fit in FITS if typed.strip().casefold() in (words.casefold(), fit)), "")
        zoom = read_zoom(typed)
        if fit:
            self.fit_wanted.emit(fit)
        elif zoom is not None:
            self.zoom_wanted.emit(zoom)
        else:
            self.refused.emit(f"“{typed.strip()[:20]}” is no zoom: type a number from 10 to 800.")
        self._show_again()
        self.left.emit()
