"""A few words in a small pill on the page, beside what was clicked; they go by themselves."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QWidget

from exoannotate.ui.look import S

SHOWN = 2_500
"""Milliseconds."""


class Hint(QLabel):
    """Stands over the page and takes no mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._surface = parent
        self.setObjectName("page_hint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(SHOWN)
        self._time.timeout.connect(self.hide)
        self.hide()

    def tell(self, words: str, at: QPoint) -> None:
        """Show words above a pixel, within the page view."""
        self.setText(words)
        self.adjustSize()
        room = self._surface.rect().adjusted(S, S, -S, -S)
        x = min(max(at.x(), room.left()), max(room.right() - self.width(), room.left()))
        y = min(max(at.y() - self.height() - S, room.top()), max(room.bottom() - self.height(), room.top()))
        self.move(x, y)
        self.show()
        self.raise_()
        self._time.start()

    @Slot()
    def put_away(self) -> None:
        """Say no more."""
        self._time.stop()
        self.hide()
