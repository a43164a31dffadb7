"""One open document: the slim tool bar and the page view below it."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Document, Passage
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.documents.find_in_tab import FindInTab
from exoannotate.ui.documents.notice_bar import TabNotices
from exoannotate.ui.documents.zoom_box import ZoomBox
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, TARGET, Look, M, S
from exoannotate.ui.page.view import DocumentView, HighlightMark, ViewState
from exoannotate.ui.reading_order import put_children_in_order, put_in_reading_order
from exoannotate.workspace import texts

VERBS = ("highlight", "new_record", "link")
LEAST = 350
"""Pixels of width a document keeps in a split window."""
ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
WITH_WORD = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
ZOOMS = ("zoom_out", "zoom_in", "fit_width", "fit_page")


def find_page(typed: str, labels: Callable[[int], str], pages: int) -> int | None:
    """The page (from 0) a reader means: by its printed label first, then by its number; None when there is none."""
    wanted = typed.strip().split("/")[0].strip().casefold()
    if not wanted:
        return None
    for page in range(pages):
        if labels(page).casefold() == wanted:
            return page
    return int(wanted) - 1 if wanted.isdecimal() and 0 < int(wanted) <= pages else None


class PageBox(QLineEdit):
    """The page as a label to type over; Escape takes it back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class DocumentTab(QWidget):
    """A document that is open, with its tool bar. ``document`` is renewed when the project changes."""

    notice = Signal(str)
    step_wanted = Signal(int)
    """The next (1) or previous (-1) record is to be shown."""

    def __init__(
        self,
        document: Document,
        info: PdfInfo,
        client: PdfClient,
        look: Look,
        icons: Icons,
        actions: dict[str, QAction],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.info = info
        self.rank = math.inf
        """The place among the tabs of its side it had when it was left; after all others otherwise."""
        self.locked = client.locked(info)
        """Whether a password was needed: then nothing of its text is kept on the disk."""
        self.where = "here"
        """Whether this is the file its highlights belong to: here, copy or changed."""
        self.changed_on_disk = False
        """Whether its file has become another one since it was opened."""
        self._verbs: list[QToolButton] = []
        self.view = DocumentView(client, look, icons=icons)
        self.page_box = PageBox()
        self.page_box.setObjectName("page_box")
        self.page_box.setAccessibleName("Page")
        self.page_box.setToolTip("Go to a page, by its printed label or its number (Ctrl+G)")
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_box.setFixedWidth(58)
        self.pages_label = QLabel("")
        self.pages_label.setProperty("role", "muted")
        self.zoom_box = ZoomBox()
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.bar = self._tool_bar(actions)
        whole.addWidget(self.bar)
        self.notices = TabNotices(icons)
        whole.addWidget(self.notices)
        whole.addWidget(self.view, 1)
        self.finder = FindInTab(client, info, self.view, look, icons, self._place_find_bar, self)
        self.finder.notice.connect(self.notice)
        self.setFocusProxy(self.view)
        self.page_box.returnPressed.connect(self._on_page_typed)
        self.page_box.editingFinished.connect(self._on_page_left)
        self.page_box.left.connect(self._on_escape)
        self.view.page_changed.connect(self._show_page)
        self.view.text_ready.connect(self._on_text_ready)
        self.view.zoom_changed.connect(self._show_zoom)
        self.view.notice.connect(self.notice)
        self.zoom_box.zoom_wanted.connect(self.view.set_zoom)
        self.zoom_box.fit_wanted.connect(self._on_fit_wanted)
        self.zoom_box.left.connect(self.view.setFocus)
        self.zoom_box.refused.connect(self.notice)
        put_in_reading_order(self)

    def _place_find_bar(self, bar: QWidget) -> None:
        self._whole.insertWidget(1, bar)
        put_in_reading_order(bar)
        put_children_in_order(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Single letters the page view does not know itself arrive here.
        step = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() == Qt.KeyboardModifier.NoModifier and self.view.canvas.hasFocus():
            self.step_wanted.emit(step)
            return
        if event.key() == Qt.Key.Key_Escape and self.finder.shut():
            return
        super().keyPressEvent(event)

    def start(self, state: ViewState | None) -> None:
        """Show the document where the reader was, or as wide as the window."""
        self.view.show_document(self.info, state)
        if state is None:
            self.view.fit_width()
        self._show_page(self.view.current_page)
        self._show_zoom(self.view.zoom)

    def show_passages(self, passages: tuple[Passage, ...]) -> None:
        """Paint these highlights."""
        # Places in another file of the paper say nothing about these pages.
        self.view.set_highlights(tuple(_mark(p) for p in passages if p.file_sha256 == self.info.sha256))

    def label(self, page: int) -> str:
        """What to cite for a page (from 0)."""
        known = self.finder.pages.index.pages.get(page)
        return texts.label(
            self.document, self.info, page, self.view.pages.get(page), printed=known.number if known else ""
        )

    def pages_of_text(self) -> dict[int, PageText]:
        """The page texts known so far, as values to hand to another thread."""
        return dict(self.view.pages)

    def edit_page(self) -> None:
        """Put the cursor into the page box."""
        self.page_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page_box.selectAll()

    def set_bar_shown(self, shown: bool) -> None:
        """Show the tool bar, or the pages alone."""
        self.bar.setVisible(shown)

    def _tool_bar(self, actions: dict[str, QAction]) -> QWidget:
        bar = QWidget()
        bar.setObjectName("document_bar")
        line = QHBoxLayout(bar)
        # The bar gives way: a window at 200 % must still fit a small screen.
        line.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        bar.setMinimumWidth(LEAST)
        bar.setFixedHeight(TARGET + S)
        line.setContentsMargins(M, 3, M, 3)
        line.setSpacing(2)
        for name in ("back", "forward"):
            line.addWidget(_button(actions[name]))
        line.addSpacing(S)
        line.addWidget(self.page_box)
        line.addWidget(self.pages_label)
        line.addSpacing(M)
        zooms = [_button(actions[name]) for name in ZOOMS]
        self._steps = zooms[:2]
        for part in (zooms[0], self.zoom_box, *zooms[1:]):
            line.addWidget(part)
        spring = QWidget()
        spring.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        line.addWidget(spring)
        for name in VERBS:
            button = _button(actions[name])
            button.setToolButtonStyle(WITH_WORD)
            line.addWidget(button)
            self._verbs.append(button)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Leave out of the tool bar what it has no room for: words first, then what keys and wheel do as well."""
        line = self.bar.layout()
        for left_out in range(5):
            for button in self._verbs:
                button.setToolButtonStyle(ICON_ONLY if left_out > 0 else WITH_WORD)
            self.zoom_box.setVisible(left_out < 2)
            for button in self._steps:
                button.setVisible(left_out < 3)
            self.pages_label.setVisible(left_out < 4)
            if line is None or line.sizeHint().width() <= self.width():
                return

    @Slot(int)
    def _show_page(self, page: int) -> None:
        label = self.label(page)
        if not self.page_box.hasFocus():
            self.page_box.setText(label)
        number = f"{page + 1} / {self.info.pages}"
        self.pages_label.setText(f"/ {self.info.pages}" if label == str(page + 1) else f"({number})")
        self.page_box.setAccessibleDescription(f"Page {label}, {page + 1} of {self.info.pages}")
        self._fit_bar()

    @Slot(float)
    def _show_zoom(self, zoom: float) -> None:
        self.zoom_box.show_zoom(zoom)

    @Slot(str)
    def _on_fit_wanted(self, fit: str) -> None:
        if fit == "width":
            self.view.fit_width()
        else:
            self.view.fit_page()

    @Slot(int)
    def _on_text_ready(self, page: int) -> None:
        if page == self.view.current_page:
            self._show_page(page)

    @Slot()
    def _on_page_typed(self) -> None:
        typed = self.page_box.text()
        page = find_page(typed, self.label, self.info.pages)
        if page is None:
            self.notice.emit(f"This document has no page “{typed.strip()}”; it has {self.info.pages}.")
        else:
            self.view.go_to(page)
        self.view.setFocus()

    @Slot()
    def _on_page_left(self) -> None:
        self._show_page(self.view.current_page)

    @Slot()
    def _on_escape(self) -> None:
        self.page_box.setText(self.label(self.view.current_page))
        self.view.setFocus()


def _mark(passage: Passage) -> HighlightMark:
    """A passage as the page shows it."""
    return HighlightMark(
        passage.id, passage.quads, passage.meaning, passage.state, passage.note, area=passage.is_area
    )  # fmt: skip


def _button(action: QAction) -> QToolButton:
    """A tool button that shows an action, but leaves its text to the button's own."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(ICON, ICON))
    button.setToolButtonStyle(ICON_ONLY)
    button.setAccessibleName(action.text().replace("&", "").rstrip("…"))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
