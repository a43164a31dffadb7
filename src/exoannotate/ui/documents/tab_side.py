"""One side of the open documents: a row of tabs. Most windows have one; a split window has two."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton, QWidget

from exoannotate.domain.wording import shortened
from exoannotate.ui.documents.notice_bar import MissingPage
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.evidence.table import plain_tooltip
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON
from exoannotate.ui.theme import put_icon

TITLE_SHOWN = 26
"""Characters of a title on a tab."""


class TabSide(QTabWidget):
    """Tabs beside one another; it knows their order and names and says what was clicked."""

    clicked = Signal()
    """A tab was clicked, the one in front too."""
    close_wanted = Signal(object)  # tab

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setMovable(True)
        self.setDocumentMode(True)
        self.tabBarClicked.connect(self.clicked)

    @property
    def tab(self) -> DocumentTab | None:
        """The tab in front."""
        widget = self.currentWidget()
        return widget if isinstance(widget, DocumentTab) else None

    def tabs(self) -> tuple[DocumentTab, ...]:
        """All its tabs, in their order."""
        widgets = (self.widget(at) for at in range(self.count()))
        return tuple(w for w in widgets if isinstance(w, DocumentTab))

    def missing_pages(self) -> tuple[MissingPage, ...]:
        """The pages of its documents whose PDF is away."""
        widgets = (self.widget(at) for at in range(self.count()))
        return tuple(w for w in widgets if isinstance(w, MissingPage))

    @property
    def document(self) -> str:
        """The id of the document in front, its PDF at hand or not; "" for none."""
        widget = self.currentWidget()
        return widget.document.id if isinstance(widget, DocumentTab | MissingPage) else ""

    def add(self, tab: DocumentTab | MissingPage) -> None:
        """Take a tab in at its rank: those that come back are in the order they were left in."""
        others = [(at, self.widget(at)) for at in range(self.count())]
        after = (at for at, other in others if isinstance(other, DocumentTab) and other.rank > tab.rank)
        at = next(after, self.count())
        self.insertTab(at, tab, "")
        self._add_close_button(tab)
        self.name(tab)

    def name(self, tab: DocumentTab | MissingPage) -> None:
        """Write the title of a document on its tab."""
        title = tab.document.title
        at = self.indexOf(tab)
        self.setTabText(at, shortened(title, TITLE_SHOWN).replace("&", "&&"))
        self.setTabToolTip(at, plain_tooltip(title))

    def mark(self, active: bool) -> None:
        """Show whether menus and keys act on this side."""
        if self.property("side") != ("active" if active else "other"):
            self.setProperty("side", "active" if active else "other")
            self.style().unpolish(self.tabBar())
            self.style().polish(self.tabBar())
            self.tabBar().update()

    def _add_close_button(self, tab: DocumentTab | MissingPage) -> None:
        # The style's own button is a red cross that no theme reaches.
        button = QToolButton()
        put_icon(button, self._icons, "x", "muted", ICON - 4)
        button.setProperty("role", "tab_close")
        button.setAccessibleName("Close document")
        button.setToolTip("Close (Ctrl+W)")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(partial(self.close_wanted.emit, tab))
        self.tabBar().setTabButton(self.indexOf(tab), QTabBar.ButtonPosition.RightSide, button)
