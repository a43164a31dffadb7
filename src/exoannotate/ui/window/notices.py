"""What the window says: empty states with one sentence and one button, the strip of a refusal, the toast with Undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, TARGET, XL, L, M, S
from exoannotate.ui.theme import put_icon

TOAST_TIME = 8_000
"""How long a toast stays, in milliseconds: long enough to reach its Undo by hand."""


class WrappedLabel(QLabel):
    """A label of several lines that always gets the height these need, which layouts alone do not promise."""

    _laid_out = False

    def setText(self, text: str) -> None:
        super().setText(text)
        self._claim()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        self._claim()

    def _claim(self) -> None:
        # Before a layout has placed it, a label has some width that says nothing.
        if self.wordWrap() and self._laid_out:
            needed = self.heightForWidth(self.width()) if self.text() else 0
            if needed != self.minimumHeight():
                self.setMinimumHeight(max(0, needed))


class ElidedLabel(QLabel):
    """A label of one line that is cut short with dots; the whole stands in its tooltip."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def plain_label(text: str = "", *, role: str = "", wrap: bool = False) -> QLabel:
    """A label that never reads its text as markup."""
    label = WrappedLabel() if wrap else QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if role:
        label.setProperty("role", role)
    return label


class EmptyState(QWidget):
    """One small drawing, one sentence, and one button where there is something to do."""

    wanted = Signal()

    def __init__(self, icon: str, sentence: str, button: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._icons = icon, icons
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = plain_label(sentence, role="muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(button)
        self.button.setVisible(bool(button))
        self.button.setAccessibleName(button or sentence)
        self.button.clicked.connect(self.wanted)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addStretch(1)
        whole.addWidget(self.picture)
        whole.addWidget(self.sentence)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(1)
        self._paint_icon()

    def offer(self, button: str, tooltip: str) -> None:
        """Offer something to do where nothing was offered."""
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setToolTip(tooltip)
        self.button.show()

    def _paint_icon(self) -> None:
        self.picture.setPixmap(self._icons.pixmap(self._icon, "muted", XL, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little room, the words count.
        words = self.sentence.heightForWidth(max(1, event.size().width() - 2 * L)) + 2 * L
        button = self.button.sizeHint().height() + M if self.button.isVisibleTo(self) else 0
        self.picture.setVisible(event.size().height() >= words + button + XL + M)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)


class Toast(QFrame):
    """A sentence that lies over the window for a moment, with one thing to do about it (Undo, Show, Continue)."""

    def __init__(self, parent: QWidget, icons: Icons) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self.setAccessibleName("Message")
        self._act: Callable[[], None] | None = None
        self.sentence = plain_label()
        self.hint = plain_label(role="muted")
        for label in (self.sentence, self.hint):
            label.setWordWrap(True)
        self.button = QPushButton("Undo")
        self.button.setProperty("role", "link")
        self.button.clicked.connect(self._on_clicked)
        self.close_button = QToolButton()
        put_icon(self.close_button, icons, "x", size=ICON - 4)
        self.close_button.setAccessibleName("Close message")
        self.close_button.setToolTip("Close message")
        self.close_button.clicked.connect(self.hide)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.sentence)
        words.addWidget(self.hint)
        line = QHBoxLayout(self)
        line.setContentsMargins(M, S, S, S)
        line.setSpacing(S)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        line.addWidget(self.close_button)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(
        self, sentence: str, hint: str = "", *, button: str = "", act: Callable[[], None] | None = None,
        stays: bool = False,
    ) -> None:  # fmt: skip
        """Show a sentence; with ``act`` a button does it. ``stays``: until it is closed, or another one is said."""
        self.sentence.setText(sentence)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.button.setText(button or "Undo")
        self.button.setVisible(act is not None)
        self._act = act
        self.show()
        self._place()
        self.raise_()
        self._timer.stop() if stays else self._timer.start(TOAST_TIME)

    @Slot()
    def stay_above(self) -> None:
        """Something was raised: what is being said stays in sight."""
        self.raise_()

    def forget_act(self) -> None:
        """Something else was done meanwhile: an Undo that is still in sight would take back the wrong thing."""
        if self._act is not None and self.button.text() == "Undo":
            self._act = None
            self.hide()

    @Slot()
    def _on_clicked(self) -> None:
        act, self._act = self._act, None
        self.hide()
        if act is not None:
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self._over
        width = min(560, parent.width() - 2 * XL)
        text = max(self.sentence.fontMetrics().horizontalAdvance(self.sentence.text()),
                   self.hint.fontMetrics().horizontalAdvance(self.hint.text()))  # fmt: skip
        extra = 2 * XL + ICON + (self.button.sizeHint().width() + S if self._act else 0)
        self.setFixedWidth(max(240, min(width, text + extra)))
        layout = self.layout()
        height = layout.totalHeightForWidth(self.width()) if layout is not None else -1
        self.setFixedHeight(max(height, TARGET + S))
        self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - XL)
