"""Where tabs of documents stand: on one side, or on two beside one another, of which the one in use is known."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.tab_side import TabSide
from exoannotate.ui.icons import Icons


class Sides(QWidget):
    """Two rows of tabs, the second one in sight only while it holds something. The side that has the focus, or had it
    last, is the one in use: menus and keys act on its tab."""

    shown = Signal(str)  # id of the document menus and keys act on, "" for none
    split_changed = Signal(bool)
    arrangement_changed = Signal()
    """Pages of a document were laid in pairs or one below the other, by a way back for instance."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.sides = (TabSide(icons), TabSide(icons))
        self._active = self.sides[0]
        self._was_split = False
        self._bare = False
        for side, name in zip(self.sides, ("Open documents", "Open documents at the right"), strict=True):
            side.setAccessibleName(name)
            self.splitter.addWidget(side)
            side.currentChanged.connect(partial(self._on_current, side))
            side.clicked.connect(partial(self._activate, side))
        self.sides[1].hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.splitter)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @property
    def tab(self) -> DocumentTab | None:
        """The tab that menus and keys act on."""
        return self._active.tab

    def tabs(self) -> tuple[DocumentTab, ...]:
        """All open tabs, those of the left side first, in their order."""
        return tuple(tab for side in self.sides for tab in side.tabs())

    def count(self) -> int:
        """How many tabs are open."""
        return sum(side.count() for side in self.sides)

    def currentIndex(self) -> int:
        """The place of the tab that is in use among all; -1 for none."""
        return self.indexOf(self.tab)

    def indexOf(self, tab: DocumentTab | None) -> int:
        """The place of a tab among all; -1 when it is not open."""
        tabs = self.tabs()
        return tabs.index(tab) if tab in tabs else -1

    def side_of(self, tab: DocumentTab) -> int:
        """The side a tab stands on: 0 left, 1 right."""
        return 1 if self.sides[1].indexOf(tab) >= 0 else 0

    def in_front(self, tab: DocumentTab) -> bool:
        """Whether a tab is seen."""
        return self.sides[self.side_of(tab)].tab is tab

    @property
    def active_side(self) -> int:
        """The side in use: 0 left, 1 right."""
        return self.sides.index(self._active)

    @property
    def split(self) -> bool:
        """Whether both sides hold documents."""
        return all(side.count() for side in self.sides)

    def tab_of(self, document: str) -> DocumentTab | None:
        """The tab of a document, None when it is not open; of two, the one on the side that is in use."""
        found = [tab for tab in self.tabs() if tab.document.id == document]
        return next((tab for tab in found if self.side_of(tab) == self.active_side), found[0] if found else None)

    def show_tab(self, tab: DocumentTab) -> None:
        """Bring a tab to the front of its side, and use that side."""
        side = self.sides[self.side_of(tab)]
        side.setCurrentWidget(tab)
        self._activate(side)

    def set_bare(self, bare: bool) -> None:
        """Show nothing but pages, or tabs and tool bars as well."""
        self._bare = bare
        for side in self.sides:
            side.tabBar().setVisible(not bare)
        for tab in self.tabs():
            tab.set_bar_shown(not bare)

    # --- which side is in use

    def _settle_sides(self) -> None:
        """Show the sides that hold something, and use one of these."""
        left, right = self.sides
        right.setVisible(right.count() > 0)
        left.setVisible(left.count() > 0 or right.count() == 0)
        if not self._active.count():
            other = right if self._active is left else left
            self._active = other if other.count() else left
        for side in self.sides:
            side.mark(active=side is self._active or not self.split)
        if self.split != self._was_split:
            self._was_split = self.split
            if self.split and 0 in self.splitter.sizes():
                self.splitter.setSizes([self.width() // 2] * 2)
            self.split_changed.emit(self.split)

    def _activate(self, side: TabSide) -> None:
        if side is not self._active and side.count():
            self._active = side
            self._settle_sides()
            self._tell()

    def _tell(self) -> None:
        self.shown.emit(self._active.document)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        for side in self.sides:
            if now is not None and (side is now or side.isAncestorOf(now)):
                self._activate(side)

    def _on_current(self, side: TabSide, _at: int) -> None:
        was = self._active
        self._settle_sides()
        if side is self._active or was is not self._active:
            self._tell()
