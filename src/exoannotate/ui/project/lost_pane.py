"""What is said about highlights that were not found again: how many, which, and what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QToolButton, QVBoxLayout, QWidget

from exoannotate.domain.wording import counted
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, ROW, XS, Look, S
from exoannotate.ui.project.lists import ID_ROLE
from exoannotate.ui.project.lost_list import Lost, LostDelegate, LostModel, LostView
from exoannotate.ui.project.pictures import AreaPicture, Pictures
from exoannotate.ui.theme import put_icon
from exoannotate.ui.window.notices import plain_label

SHOWN = 3
"""So many of the list are in sight at once."""
QUOTE_SHOWN = 260
"""Characters of a quote or a guess in the card."""


class LostPane(QWidget):
    """The list and below it a card on the chosen one. Signals carry the id of a passage."""

    chosen = Signal(str)
    """Another passage is looked at, "" for none."""
    accept_wanted = Signal(str)
    attach_wanted = Signal(str)
    delete_wanted = Signal(str)
    place_wanted = Signal(str, int)
    left = Signal()

    def __init__(
        self, look: Look, icons: Icons, pictures: Pictures | None = None, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._icons, self._pictures = icons, pictures
        self.started = False
        """Whether somebody goes through them."""
        self.setObjectName("lost_pane")
        self.model = LostModel(look, self)
        self.view = LostView()
        self.view.setModel(self.model)
        self.view.setMinimumHeight(2 * ROW - S + 2)
        self.view.setItemDelegate(LostDelegate(look, self.view))
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.accept_pressed.connect(self._on_accept)
        self.view.attach_pressed.connect(self._on_attach)
        self.view.delete_pressed.connect(self._on_delete)
        self.view.place_pressed.connect(self._on_place)
        self.view.left.connect(self.left)
        self.card = self._card()
        # However little room there is, the words lie below one another.
        scroll = QScrollArea()
        scroll.setWidget(self.card)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(ROW)
        self.room = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, XS)
        whole.setSpacing(XS)
        whole.addWidget(self.view)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.acts)
        self.setFocusProxy(self.view)

    def _card(self) -> QWidget:
        card = QFrame()
        card.setObjectName("passage_card")
        self.quote = plain_label(wrap=True)
        self.quote.setAccessibleName("Quote that was not found again")
        self.where = plain_label(role="label", wrap=True)
        self.guess = plain_label(wrap=True)
        self.guess.setAccessibleName("Words at the place it may stand at")
        self.accept = self._button("Accept  A", "This is the place (A or Enter)", "check")
        self.attach = self._button("Attach  R", "Attach it to what is selected in the page (R)", "link")
        self.delete = QToolButton()
        put_icon(self.delete, self._icons, "trash-2")
        self.delete.setToolTip("Delete this highlight (Del)")
        self.delete.setAccessibleName("Delete this highlight")
        self.before, self.after = QToolButton(), QToolButton()
        for button, icon, text in (
            (self.before, "chevron-left", "Previous place (Left)"),
            (self.after, "chevron-right", "Next place (Right)"),
        ):
            put_icon(button, self._icons, icon, size=ICON - 4)
            button.setToolTip(text)
            button.setAccessibleName(text.partition(" (")[0])
        self.accept.clicked.connect(self._on_accept)
        self.attach.clicked.connect(self._on_attach)
        self.delete.clicked.connect(self._on_delete)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.acts = QWidget()
        acts = QHBoxLayout(self.acts)
        acts.setContentsMargins(S, 0, S, 0)
        acts.setSpacing(XS)
        acts.addWidget(self.accept)
        acts.addWidget(self.attach)
        acts.addStretch(1)
        acts.addWidget(self.delete)
        place = QHBoxLayout()
        place.setSpacing(0)
        place.addWidget(self.where, 1)
        place.addWidget(self.before)
        place.addWidget(self.after)
        whole = QVBoxLayout(card)
        whole.setContentsMargins(S, S, S, S)
        whole.setSpacing(XS)
        whole.addWidget(self.quote)
        if self._pictures is not None:
            self.picture = AreaPicture(self._pictures)
            whole.addWidget(self.picture)
        whole.addLayout(place)
        whole.addWidget(self.guess)
        room = QWidget()
        outer = QVBoxLayout(room)
        outer.setContentsMargins(S, 0, S, 0)
        outer.addWidget(card)
        outer.addStretch(1)
        return room

    def _button(self, text: str, tooltip: str, icon: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "small")
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip.partition(" (")[0])
        return button

    # What it shows ---------------------------------------------------------------------------------------------

    def show_items(self, items: tuple[Lost, ...]) -> None:
        """Show these passages; when the one that was looked at is gone, the next one is."""
        many = len(items)
        row = max(0, self.model.row_of(self.current))
        self.model.show_items(items)
        self.view.setMaximumHeight(min(SHOWN, max(1, many)) * (2 * ROW - S) + 2)
        if many and self.started and self.model.row_of(self.current) < 0:
            self.view.setCurrentIndex(self.model.index(min(row, many - 1), 0))
        self._show_card()

    def start(self) -> None:
        """Somebody begins to go through them: the first one is looked at."""
        self.started = True
        if not self.current and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def end(self) -> None:
        """Nobody looks at them any more."""
        self.started = False

    @property
    def current(self) -> str:
        """The passage that is looked at, "" for none."""
        index = self.view.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else ""

    @property
    def item(self) -> Lost | None:
        """The same with its guesses."""
        at = self.model.row_of(self.current)
        return self.model.items[at] if at >= 0 else None

    def _show_card(self) -> None:
        item = self.item
        self.room.setVisible(item is not None)
        self.acts.setVisible(item is not None)
        if item is None:
            return
        guess = item.guess
        area = item.passage.is_area
        self.quote.setText(item.passage.shown if area else f"“{_cut(item.passage.shown)}”")
        if self._pictures is not None:
            self.picture.show_passage(item.passage)
        self.where.setText(item.told[:1].upper() + item.told[1:] + (":" if guess else ""))
        self.guess.setText(f"“{_cut(guess.text)}”" if guess else "")
        self.guess.setVisible(guess is not None)
        self.accept.setEnabled(guess is not None)
        for button in (self.before, self.after):
            button.setVisible(len(item.guesses) > 1)

    # What is done ----------------------------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_card()
        if self.started:
            self.chosen.emit(self.current)

    @Slot()
    def _on_accept(self) -> None:
        if self.accept.isEnabled() and self.current:
            self.accept_wanted.emit(self.current)

    @Slot()
    def _on_attach(self) -> None:
        if self.current:
            self.attach_wanted.emit(self.current)

    @Slot()
    def _on_delete(self) -> None:
        if self.current:
            self.delete_wanted.emit(self.current)

    @Slot()
    def _on_before(self) -> None:
        self._on_place(-1)

    @Slot()
    def _on_after(self) -> None:
        self._on_place(1)

    @Slot(int)
    def _on_place(self, way: int) -> None:
        if self.current:
            self.place_wanted.emit(self.current, way)


def lost_text(many: int) -> str:
    """“2 passages not found again”."""
    return f"{counted(many, 'passage')} not found again"


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE_SHOWN else text[:QUOTE_SHOWN].rstrip() + "…"
