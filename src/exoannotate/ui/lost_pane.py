"""What is said about highlights that were not found again: how many, which, and what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, ROW, XS, Look, M, S
from exoannotate.ui.lost_list import Lost, LostDelegate, LostModel, LostView
from exoannotate.ui.notices import plain_label
from exoannotate.ui.project_lists import ID_ROLE
from exoannotate.ui.theme import put_icon

SHOWN = 4
"""So many of the list are in sight at once."""
QUOTE_SHOWN = 260
"""Characters of a quote or a guess in the card."""


class LostPane(QWidget):
    """A heading that opens to the list and a card on the chosen one. Signals carry the id of a passage."""

    chosen = Signal(str)
    """Another passage is looked at, "" for none."""
    accept_wanted = Signal(str)
    attach_wanted = Signal(str)
    delete_wanted = Signal(str)
    place_wanted = Signal(str, int)
    left = Signal()
    opened = Signal(bool)

    def __init__(self, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.setObjectName("lost_pane")
        self.model = LostModel(look, self)
        self.heading = QToolButton()
        self.heading.setProperty("role", "heading")
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setCheckable(True)
        put_icon(self.heading, icons, "triangle-alert", "warning")
        self.heading.toggled.connect(self._on_toggled)
        self.view = LostView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(LostDelegate(look, self.view))
        self.view.selectionModel().currentChanged.connect(self._on_current_changed)
        self.view.accept_pressed.connect(self._on_accept)
        self.view.attach_pressed.connect(self._on_attach)
        self.view.delete_pressed.connect(self._on_delete)
        self.view.place_pressed.connect(self._on_place)
        self.view.left.connect(self.left)
        self.card = self._card()
        self.body = QWidget()
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(0, 0, 0, S)
        inside.setSpacing(XS)
        inside.addWidget(self.view)
        inside.addWidget(self.card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(M, 0, S, 0)
        line.addWidget(self.heading)
        whole.addLayout(line)
        whole.addWidget(self.body)
        self.body.hide()
        self.hide()

    def _card(self) -> QFrame:
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
        acts = QHBoxLayout()
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
        whole.addLayout(place)
        whole.addWidget(self.guess)
        whole.addLayout(acts)
        line = QFrame()
        outer = QHBoxLayout(line)
        outer.setContentsMargins(S, 0, S, 0)
        outer.addWidget(card)
        return line

    def _button(self, text: str, tooltip: str, icon: str) -> QPushButton:
        button = QPushButton(text)
        button.setProperty("role", "small")
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip.partition(" (")[0])
        return button

    # What it shows ---------------------------------------------------------------------------------------------

    def show_items(self, items: tuple[Lost, ...]) -> None:
        """Show these passages; nothing is seen when there are none."""
        many = len(items)
        keep = self.current
        row = max(0, self.model.row_of(keep))
        self.model.show_items(items)
        self.heading.setText(lost_text(many))
        self.setVisible(bool(many))
        rows = min(SHOWN, many)
        self.view.setFixedHeight(rows * (2 * ROW - S) + 2)
        if many and self.is_open and self.model.row_of(self.current) < 0:
            self.view.setCurrentIndex(self.model.index(min(row, many - 1), 0))
        if not many:
            self.heading.setChecked(False)
        self._show_card()

    @property
    def is_open(self) -> bool:
        """Whether the list is in sight."""
        return self.heading.isChecked()

    def open_list(self) -> None:
        """Show the list, with one of it chosen, and put the focus there."""
        self.heading.setChecked(True)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        self.card.setVisible(item is not None)
        if item is None:
            return
        guess = item.guess
        self.quote.setText(f"“{_cut(item.passage.shown)}”")
        self.where.setText(item.told[:1].upper() + item.told[1:] + (":" if guess else ""))
        self.guess.setText(f"“{_cut(guess.text)}”" if guess else "")
        self.guess.setVisible(guess is not None)
        self.accept.setEnabled(guess is not None)
        for button in (self.before, self.after):
            button.setVisible(len(item.guesses) > 1)

    # What is done ----------------------------------------------------------------------------------------------

    @Slot(bool)
    def _on_toggled(self, open_now: bool) -> None:
        self.body.setVisible(open_now)
        if open_now and not self.current and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_card()
        self.opened.emit(open_now)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self._show_card()
        if self.is_open:
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
    return f"{many} passage{'' if many == 1 else 's'} not found again"


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE_SHOWN else text[:QUOTE_SHOWN].rstrip() + "…"
