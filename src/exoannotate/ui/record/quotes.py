"""The card of a passage: where it stands, its quote to select words in, and the words a field was read from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QMouseEvent, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.records import Passage, Words
from exoannotate.domain.wording import counted
from exoannotate.ui.contents import state_text
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XS, Look, S
from exoannotate.ui.project.pictures import AreaPicture, Pictures
from exoannotate.ui.record.dragging import DragOut
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, plain_label

LINES = 6
"""Lines of a quote that are shown without scrolling."""
READ_HERE = "Select words and press Alt+W: the field in hand was read here"
_UNDERLINES = {
    "dotted": QTextCharFormat.UnderlineStyle.DotLine,
    "dashed": QTextCharFormat.UnderlineStyle.DashUnderline,
    "dash-dot": QTextCharFormat.UnderlineStyle.DashDotLine,
    "wavy": QTextCharFormat.UnderlineStyle.WaveUnderline,
}


class QuoteView(QTextEdit):
    """A quote that words can be selected in, by mouse or keyboard; a click without selecting is told."""

    clicked = Signal()

    def __init__(self, quote: str, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shift = 1
        self.setObjectName("quote")
        self.setAccessibleName("Quote")
        self.setToolTip(READ_HERE)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setPlainText(f"“{quote}”")

    def selected(self) -> tuple[int, int]:
        """The part of the quote that is selected, as start and end; equal when nothing is."""
        cursor = self.textCursor()
        length = len(self.toPlainText()) - 2 * self._shift
        places = (cursor.selectionStart(), cursor.selectionEnd())
        start, end = (min(max(self._index(place) - self._shift, 0), length) for place in places)
        return start, end

    def show_words(self, spans: Iterable[tuple[int, int]], meaning: str) -> None:
        """Underline these parts of the quote in the hue of a meaning, "" for the accent."""
        chosen = self._look.meaning(meaning) if meaning else None
        form = QTextCharFormat()
        hue = QColor(chosen.colour) if chosen is not None else self._look.colour("accent")
        form.setUnderlineColor(hue)
        pattern = chosen.pattern if chosen is not None else ""
        form.setUnderlineStyle(_UNDERLINES.get(pattern, QTextCharFormat.UnderlineStyle.SingleUnderline))
        if chosen is not None:
            form.setBackground(QColor(self._look.chip_ground(chosen.id)))
        shown = []
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._place(start + self._shift))
            cursor.setPosition(self._place(end + self._shift), QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, form
            shown.append(selection)
        self.setExtraSelections(shown)
        if shown and self.verticalScrollBar().maximum():
            first = self.cursorRect(shown[0].cursor)
            if not self.viewport().rect().contains(first):
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() + first.top() - self.fontMetrics().height())

    # Qt counts in UTF-16, our places are characters.

    def _place(self, index: int) -> int:
        return len(self.toPlainText()[:index].encode("utf-16-le")) // 2

    def _index(self, place: int) -> int:
        return len(self.toPlainText().encode("utf-16-le")[: 2 * place].decode("utf-16-le", "ignore"))

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        most = self.fontMetrics().lineSpacing() * LINES
        height = min(int(self.document().size().height()) + 2, most)
        if height != self.height():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().lineSpacing() * 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            self.clicked.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)


class PassageCard(QFrame):
    """A passage of the record: where it stands, how it begins; a click jumps there."""

    jump_wanted = Signal(str)
    unlink_wanted = Signal(str)
    carried = Signal(str)
    """It is dragged away, to be dropped on another record."""
    others_wanted = Signal(str)
    """The other records that rest on it are to be told."""

    def __init__(
        self,
        passage: Passage,
        number: int,
        title: str,
        look: Look,
        icons: Icons,
        *,
        only: bool,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("passage_card")
        self.passage, self.title = passage, title
        self.jump = self._button(icons, "arrow-right", f"Show passage {number} on its page", "Show it on its page")
        self.jump.clicked.connect(self._on_jump)
        told = "Unlink it from this record; the highlight stays"
        self.unlink = self._button(icons, "unlink", f"Unlink passage {number}", told)
        self.unlink.clicked.connect(self._on_unlink)
        self.quote = QuoteView(passage.quote, look) if passage.quote else None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, XS, S, S)
        whole.setSpacing(XS)
        whole.addLayout(self._head(look, title))
        if passage.is_area and pictures is not None:
            picture = AreaPicture(pictures)
            picture.show_passage(passage)
            whole.addWidget(picture)
        if self.quote is not None:
            self.quote.setAccessibleName(f"Quote of passage {number}")
            self.quote.clicked.connect(self._on_jump)
            whole.addWidget(self.quote)
        else:
            whole.addWidget(plain_label(passage.shown, wrap=True))
        if passage.note:
            whole.addWidget(plain_label(passage.note, role="muted", wrap=True))
        self.others = QPushButton()
        self.others.setProperty("role", "link")
        self.others.clicked.connect(self._on_others)
        whole.addWidget(self.others, 0, Qt.AlignmentFlag.AlignLeft)
        self.others.hide()
        self._drag = DragOut(self)
        self._drag.wanted.connect(self._on_dragged)
        # Now that they have a parent: before, to show them would make windows of them.
        self.unlink.setVisible(not only)

    def _head(self, look: Look, title: str) -> QHBoxLayout:
        passage = self.passage
        badge = plain_label(look.meaning(passage.meaning).letter)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setFixedSize(ICON, ICON)
        ground, ink = look.chip_ground(passage.meaning), look.colours.text
        badge.setStyleSheet(f"background: {ground}; color: {ink}; border-radius: 4px; font-size: 10px;")
        words = filter(None, (f"p. {passage.page_label}", state_text(passage), title))
        place = ElidedLabel("  ·  ".join(words))
        place.setProperty("role", "label")
        place.setToolTip(plain_tooltip(title))
        top = QHBoxLayout()
        top.setSpacing(S)
        top.addWidget(badge)
        top.addWidget(place, 1)
        for button in (self.jump, self.unlink):
            top.addWidget(button)
        return top

    def tell_others(self, many: int) -> None:
        """Say how many other records rest on this passage."""
        self.others.setText(f"also in {counted(many, 'other record')}")
        self.others.setToolTip("Show them (Ctrl+J on the page goes from one to the next)")
        self.others.setVisible(many > 0)

    @Slot()
    def _on_others(self) -> None:
        self.others_wanted.emit(self.passage.id)

    @Slot()
    def _on_dragged(self) -> None:
        self.carried.emit(self.passage.id)

    def _button(self, icons: Icons, icon: str, name: str, tooltip: str) -> QToolButton:
        button = QToolButton()
        put_icon(button, icons, icon, size=ICON - 4)
        button.setAccessibleName(name)
        button.setToolTip(tooltip)
        return button

    def selected(self) -> Words | None:
        """The words that are selected in the quote, None for none."""
        start, end = self.quote.selected() if self.quote is not None else (0, 0)
        part = self.passage.quote[start:end]
        start, end = start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
        return Words(self.passage.id, start, end) if start < end else None

    def show_words(self, words: Iterable[Words], meaning: str) -> None:
        """Underline the words that lie in this passage."""
        if self.quote is not None:
            most = len(self.passage.quote)
            spans = [(w.start, min(w.end, most)) for w in words if w.passage == self.passage.id and w.start < most]
            self.quote.show_words(spans, meaning)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside and not self._drag.dragged:
            self.jump_wanted.emit(self.passage.id)
        super().mouseReleaseEvent(event)

    @Slot()
    def _on_jump(self) -> None:
        self.jump_wanted.emit(self.passage.id)

    @Slot()
    def _on_unlink(self) -> None:
        self.unlink_wanted.emit(self.passage.id)


def clear(cards: Iterable[QWidget]) -> None:
    """Take cards out of sight and have them deleted."""
    for card in cards:
        card.hide()
        card.deleteLater()
