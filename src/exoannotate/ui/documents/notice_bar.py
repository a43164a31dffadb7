"""What is said above the pages of a document, with what can be done about it; and the page of one whose PDF is away."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.records import Document
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, XL, XS, L, M, S
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

Act = Callable[[], object]
WIDEST = 520
"""Pixels of the sentences on the page of a missing PDF."""


class NoticeBar(QFrame):
    """One sentence with its buttons and a cross. ``closed``: the reader does not want it."""

    closed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self.setAccessibleName("Notice")
        self.sentence = plain_label(wrap=True)
        self.sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton()
        put_icon(self.close_button, icons, "x", size=ICON - 4)
        self.close_button.setAccessibleName("Close notice")
        self.close_button.setToolTip("Not now")
        self.close_button.clicked.connect(self.closed)
        self.acts = QWidget()
        self._acts = QHBoxLayout(self.acts)
        self._acts.setContentsMargins(0, 0, 0, 0)
        self._acts.setSpacing(S)
        self._acts.addStretch(1)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(XS)
        self._words.addWidget(self.sentence, 1)
        self._words.addWidget(self.acts)
        line = QHBoxLayout(self)
        line.setContentsMargins(M, XS, XS, XS)
        line.setSpacing(S)
        line.addLayout(self._words, 1)
        line.addWidget(self.close_button)
        self.buttons: list[QPushButton] = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Words beside their buttons would be a column of single words in a narrow window.
        narrow = event.size().width() < WIDEST + self.acts.sizeHint().width() // 2
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._words.setDirection(down if narrow else across)

    def say(self, sentence: str, *buttons: tuple[str, Act]) -> None:
        """Say a sentence; each button closes nothing by itself."""
        self.sentence.setText(sentence)
        for old in self.buttons:
            self._acts.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        for text, act in buttons:
            button = QPushButton(text)
            button.setProperty("role", "small")
            button.clicked.connect(_plainly(act))
            self._acts.addWidget(button)
            self.buttons.append(button)


class TabNotices(QWidget):
    """The notices of one document, each under a name, so that a newer one takes the place of the older."""

    closed = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._bars: dict[str, NoticeBar] = {}
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        self.hide()

    def say(self, name: str, sentence: str, *buttons: tuple[str, Act]) -> NoticeBar:
        """Show a notice."""
        bar = self._bars.get(name)
        if bar is None:
            bar = self._bars[name] = NoticeBar(self._icons)
            bar.closed.connect(partial(self._on_closed, name))
            self._whole.addWidget(bar)
        bar.say(sentence, *buttons)
        self.show()
        return bar

    def bar(self, name: str) -> NoticeBar | None:
        """The notice under a name, None when it is not shown."""
        return self._bars.get(name)

    def clear(self, name: str) -> None:
        """Take a notice away."""
        bar = self._bars.pop(name, None)
        if bar is not None:
            if bar.isAncestorOf(self.focusWidget() or self):
                bar.clearFocus()
            self._whole.removeWidget(bar)
            bar.hide()
            bar.deleteLater()
        self.setVisible(bool(self._bars))

    def _on_closed(self, name: str) -> None:
        self.clear(name)
        self.closed.emit(name)


class MissingPage(QWidget):
    """Stands in the place of a document whose PDF was not found: what is safe, and how it can be found."""

    choose_wanted = Signal(str)
    search_wanted = Signal(str)
    stop_wanted = Signal(str)
    close_wanted = Signal(object)

    def __init__(self, document: Document, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.rank = math.inf  # among the tabs of its side: after all others
        self._icons = icons
        self.setObjectName("centre_empty")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("PDF not found")
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = plain_label(wrap=True)
        self.sentence.setProperty("role", "title")
        self.hint = plain_label(role="muted", wrap=True)
        for label in (self.sentence, self.hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setMinimumWidth(WIDEST - 120)
            label.setMaximumWidth(WIDEST)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(WIDEST // 2)
        self.bar.setAccessibleName("Progress of the search")
        self.choose = QPushButton("Choose file…")
        self.choose.setProperty("role", "primary")
        self.search = QPushButton("Search a folder…")
        self.cancel = QPushButton("Stop searching")
        self.choose.clicked.connect(self._on_choose)
        self.search.clicked.connect(self._on_search)
        self.cancel.clicked.connect(self._on_cancel)
        acts = QHBoxLayout()
        acts.setSpacing(S)
        acts.addStretch(1)
        for button in (self.choose, self.search, self.cancel):
            acts.addWidget(button)
        acts.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addStretch(1)
        whole.addWidget(self.picture)
        for widget in (self.sentence, self.hint, self.bar):
            whole.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addLayout(acts)
        whole.addStretch(2)
        close = QShortcut(QKeySequence("Ctrl+W"), self)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self._on_close)
        self._paint_icon()
        self.show_sentence("")

    def show_sentence(self, hint: str) -> None:
        """Say that the PDF is not there, and what is known besides."""
        if not self.document.has_pdf:
            self.setAccessibleName("No PDF yet")
            self.sentence.setText(f"There is no PDF of “{self.document.title[:120]}” yet.")
            who = ", ".join(
                filter(None, (self.document.authors[:200], self.document.journal, str(self.document.year or "")))
            )
            self.hint.setText(hint or f"{who}\nWhen you add its PDF, it is recognised and takes this place.".strip())
            self._show_searching(False)
            return
        self.sentence.setText(f"The PDF of “{self.document.title[:120]}” is not where it was.")
        self.hint.setText(hint or "Its highlights and records are safe. Say where the PDF lies now.")
        self._show_searching(False)

    def show_searching(self, where: str) -> None:
        """Say where it is being looked for."""
        self.hint.setText(f"Its highlights and records are safe. Looking for it in “{where}” …")
        self.bar.setRange(0, 0)
        self._show_searching(True)

    def show_progress(self, done: int, total: int) -> None:
        """So many of so many PDFs were looked at."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _show_searching(self, searching: bool) -> None:
        inside = any(button.hasFocus() for button in (self.choose, self.search, self.cancel))
        self.bar.setVisible(searching)
        self.cancel.setVisible(searching)
        self.choose.setVisible(not searching)
        self.search.setVisible(not searching)
        self.setFocusProxy(self.cancel if searching else self.choose)
        if inside:
            self.setFocus()

    def _paint_icon(self) -> None:
        self.picture.setPixmap(self._icons.pixmap("search", "muted", XL, self.devicePixelRatioF()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._paint_icon()
        super().changeEvent(event)

    @Slot()
    def _on_close(self) -> None:
        self.close_wanted.emit(self)

    @Slot()
    def _on_choose(self) -> None:
        self.choose_wanted.emit(self.document.id)

    @Slot()
    def _on_search(self) -> None:
        self.search_wanted.emit(self.document.id)

    @Slot()
    def _on_cancel(self) -> None:
        self.stop_wanted.emit(self.document.id)


def _plainly(act: Act) -> Callable[[], object]:
    """An act as a slot of ``clicked``, which would hand it its check mark."""

    def slot(_checked: bool = False) -> None:
        act()

    return slot
