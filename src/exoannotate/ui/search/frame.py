"""What stands in the search: the field, where to look, what was found, and a line that says how much."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, RADIUS, TARGET, XS, Look, M, S, label_font, search_font, title_font
from exoannotate.ui.search.delegate import ResultsDelegate, ResultsView
from exoannotate.ui.search.results import ResultsModel
from exoannotate.ui.search.rows import SCOPES, Row
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import ElidedLabel, EmptyState

LONGEST = 10_000
HINT = "Enter opens · Ctrl+Enter keeps this open · Ctrl+Tab elsewhere"


class Ground(QWidget):
    """Covers what lies below it, so that a letter typed does not have the whole window painted anew."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._look.colour("surface"))
        painter.end()


class SearchFrame(QFrame):
    """The parts of the search and what they say."""

    def __init__(self, look: Look, icons: Icons) -> None:
        super().__init__()
        self._look, self._icons = look, icons
        self.setObjectName("search_frame")
        self._make_parts()
        self._lay_out()

    def _make_parts(self) -> None:
        self.model = ResultsModel(self)
        self.field = QLineEdit()
        self.field.setObjectName("search_text")
        self.field.setFont(search_font())
        self.field.setFrame(False)
        self.field.setMaxLength(LONGEST)
        self.field.setAccessibleName("Search everything or run a command")
        self.field.setPlaceholderText("Search everything or run a command")
        self.field.setToolTip(
            "Letters and digits count; dashes, blanks, accents and Greek do not: mir21 finds miR-21. In quotes: "
            "exactly so. Down and Up walk through what was found."
        )
        self.sign = QLabel()
        self.pin = _tool(self._icons, "panel-right", "Keep beside the page", "Keep this beside the page (Ctrl+Enter)")
        self.pin.setCheckable(True)
        self.close_button = _tool(self._icons, "x", "Close the search", "Close (Esc)")
        self.names = QPushButton("Other names")
        self.names.setObjectName("search_names")
        self.names.setCheckable(True)
        self.names.setChecked(True)
        self.names.setProperty("role", "small")
        self.names.setAccessibleName("Look for other names too")
        self.names.setToolTip("Look for the other names the vocabularies know: TMZ finds temozolomide (Alt+O)")
        self.names.setShortcut("Alt+O")
        self.names.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.also = ElidedLabel("")
        self.also.setObjectName("search_also")
        self.list = ResultsView(self._look)
        self.list.setObjectName("search_results")
        self.list.setAccessibleName("What was found")
        self.list.setModel(self.model)
        self.list.setItemDelegate(ResultsDelegate(self._look, self._icons, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.nothing = EmptyState("search", "", "", self._icons)
        self.nothing.setObjectName("search_nothing")
        self.count = ElidedLabel("")
        self.count.setObjectName("search_count")
        self.count.setProperty("role", "muted")
        self.hint = ElidedLabel(HINT)
        self.hint.setProperty("role", "muted")
        self.hint.setToolTip(HINT)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.unread = ElidedLabel("")
        self.unread.setObjectName("search_unread")
        self.unread.setProperty("role", "warning")
        for label in (self.also, self.count, self.unread):
            label.setToolTip("")
        self.also.setProperty("role", "muted")
        self.scopes = QButtonGroup(self)
        self.scopes.setExclusive(True)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, RADIUS, 1, RADIUS)
        body = Ground(self._look)
        outer.addWidget(body)
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top_line())
        self._scope_line = QWidget()
        line = QHBoxLayout(self._scope_line)
        line.setContentsMargins(M - 4, 0, M, 0)
        line.setSpacing(0)
        for number, (_scope, word, tip) in enumerate(SCOPES):
            button = QPushButton(word)
            button.setProperty("role", "segment")
            button.setCheckable(True)
            button.setChecked(number == 0)
            button.setAccessibleName(f"Look in: {word}")
            button.setToolTip(f"{tip} (Ctrl+Tab)")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.scopes.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        self.fit_scopes(small=False)
        whole.addWidget(self._scope_line)
        whole.addWidget(_rule())
        self._names_line = QWidget()
        names = QHBoxLayout(self._names_line)
        names.setContentsMargins(M + XS, S, M, 0)
        names.setSpacing(S)
        names.addWidget(self.also, 1)
        names.addWidget(self.names)
        self._names_line.hide()
        whole.addWidget(self._names_line)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.nothing)
        whole.addWidget(self._pages, 1)
        whole.addWidget(_rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(M + XS, 0, M + XS, 0)
        foot.setSpacing(M)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.hint, 2)
        whole.addWidget(self.unread)
        self.unread.setContentsMargins(M + XS, S, M + XS, 0)
        self.unread.hide()
        whole.addLayout(foot)
        for label in (self.count, self.hint):
            label.setFixedHeight(TARGET - RADIUS)

    def _top_line(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setContentsMargins(M + XS, 2, S, XS)
        top.setSpacing(S)
        top.addWidget(self.sign)
        top.addWidget(self.field, 1)
        top.addWidget(self.pin)
        top.addWidget(self.close_button)
        return top

    def fit_scopes(self, *, small: bool) -> None:
        """Where there is little room, the words over the list are small."""
        wide = QFontMetrics(label_font() if small else title_font())
        for button in self.scopes.buttons():
            button.setProperty("role", "segment_small" if small else "segment")
            # It is bold when it is chosen.
            button.setMinimumWidth(round(wide.horizontalAdvance(button.text()) * 1.1) + (S if small else 2 * S))
            button.style().unpolish(button)
            button.style().polish(button)

    def tell_names(self, words: str, *, some: bool) -> None:
        """Say what else is looked for; ``some``: there is something to switch on or off."""
        self.also.setText(words)
        self.also.setToolTip(words)
        self._names_line.setVisible(some)

    def tell(self, count: str, nothing: str = "", hint: str = "") -> None:
        """Say how much was found, or that there is nothing."""
        self.count.setText(count)
        self.count.setToolTip(count)
        self.nothing.sentence.setText("\n".join(filter(None, (nothing, hint))))
        self._pages.setCurrentWidget(self.nothing if nothing else self.list)
        self.say()

    def tell_unread(self, words: str) -> None:
        """Say what could not be searched; "" for nothing."""
        self.unread.setText(words)
        self.unread.setToolTip(words)
        self.unread.setVisible(bool(words))

    def mark(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        if row >= 0:
            index = self.model.index(row, 0)
            self.list.setCurrentIndex(index)
            heading = self.model.row(row - 1)
            if heading is not None and heading.kind == "heading":
                self.list.scrollTo(self.model.index(row - 1, 0))
            self.list.scrollTo(index)

    @property
    def current(self) -> Row | None:
        """The row that is chosen."""
        return self.model.row(self.list.currentIndex().row()) if self.list.currentIndex().isValid() else None

    def say(self) -> None:
        """Tell a screen reader, whose focus is in the field, which row is chosen."""
        row = self.current
        words = self.nothing.sentence.text() if self._pages.currentWidget() is self.nothing else self.count.text()
        self.field.setAccessibleDescription(row.spoken if row is not None else words)


def _tool(icons: Icons, icon: str, name: str, tip: str) -> QToolButton:
    button = QToolButton()
    put_icon(button, icons, icon, size=ICON - 2)
    button.setAccessibleName(name)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _rule() -> QFrame:
    line = QFrame()
    line.setObjectName("search_rule")
    line.setFixedHeight(1)
    return line
