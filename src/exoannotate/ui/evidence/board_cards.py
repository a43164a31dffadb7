"""The cards of the board: what one record says of a disputed claim, with the words it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from exoannotate.domain.claims import Side
from exoannotate.domain.evidence import Columns, EvidenceRow
from exoannotate.domain.filter import has_value
from exoannotate.domain.records import Passage
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.board_list import TOKENS, side_sign, side_weight
from exoannotate.ui.evidence.matrix_model import shown
from exoannotate.ui.evidence.table import ROLE_TOKENS, STATUS_SIGNS, plain_tooltip, role_text
from exoannotate.ui.look import XS, Look, M, S, title_font
from exoannotate.ui.window.notices import ElidedLabel, plain_label

QUOTE_SHOWN, STUDY_SHOWN = 260, 140
"""Characters of a quote and of a reference on a card; more stands in their tooltips, and on the page."""
PASSAGES_SHOWN = 2
AT_ONCE, MADE_AT_ONCE = 8, 2
"""So many cards of a side are shown at first, and with each “more”; so many of them are made before the next frame."""


@dataclass(frozen=True, slots=True)
class CardText:
    """What a card shows: the row, and the passages it rests on with the titles of their documents."""

    row: EvidenceRow
    columns: Columns
    passages: tuple[tuple[Passage, str], ...]

    def cell(self, name: str) -> str:
        """What the record says in a column, "" for a reason or nothing."""
        of = self.columns.named(name)
        return shown(self.columns.cell(self.row, name)) if has_value(self.row, of, self.columns) else ""


class ClaimCard(QFrame):
    """One record. Enter shows its passage on the page, O opens the record, arrows go to other cards."""

    jump_wanted = Signal(str)  # passage
    record_wanted = Signal(str)
    step_wanted = Signal(object, int, int)  # this card, sides to the right, cards down

    def __init__(self, told: CardText, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claim_card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.told = told
        self.record = told.row.record
        self._passage = told.passages[0][0].id if told.passages else ""
        role, status = told.columns.cell(told.row, "role"), told.columns.cell(told.row, "status")
        study = told.cell("primary_study") or "no primary study named"
        head = _head(role_text(role), ROLE_TOKENS.get(role, "text"))
        cited = plain_label(shown(study, STUDY_SHOWN), wrap=True)
        cited.setToolTip(plain_tooltip(study))
        state = f"{STATUS_SIGNS.get(status, '')}\N{NO-BREAK SPACE}{status}".strip()
        judged = [told.cell("level"), told.cell("confidence"), state]
        if told.columns.cell(told.row, "claim") == "does not support":
            judged.insert(0, "✕ does not support")
        level = plain_label("  ·  ".join(filter(None, judged)), role="label", wrap=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(M, S, M, S)
        whole.setSpacing(XS)
        whole.addWidget(head)
        whole.addWidget(cited)
        whole.addWidget(level)
        for passage, document in told.passages[:PASSAGES_SHOWN]:
            self._add_passage(whole, passage, document)
        if len(told.passages) > PASSAGES_SHOWN:
            more = counted(len(told.passages) - PASSAGES_SHOWN, "more passage")
            whole.addWidget(plain_label(f"and {more}", role="label"))
        whole.addLayout(self._buttons())
        quote = told.passages[0][0].shown if told.passages else "no passage"
        self.setAccessibleName(f"{role_text(role)}: {study}. {shown(quote)}")
        self.setToolTip("Enter: the passage on its page; O: the record")

    def _add_passage(self, whole: QVBoxLayout, passage: Passage, document: str) -> None:
        text = shown(passage.quote, QUOTE_SHOWN)
        quote = plain_label(f"“{text}”" if text else passage.shown, wrap=True)
        quote.setToolTip(plain_tooltip(passage.quote))
        place = ElidedLabel(f"p. {passage.page_label}  ·  {shown(document)}")
        place.setProperty("role", "label")
        place.setToolTip(plain_tooltip(document))
        whole.addWidget(quote)
        whole.addWidget(place)

    def _buttons(self) -> QHBoxLayout:
        self.jump_button = QPushButton("Passage")
        self.record_button = QPushButton("Record")
        for button, told, slot in (
            (self.jump_button, "Show the passage on its page (Enter)", self._on_jump),
            (self.record_button, "Open the record in the form (O)", self._on_record),
        ):
            button.setProperty("role", "small")
            button.setToolTip(told)
            button.setAccessibleName(told.partition(" (")[0])
            button.clicked.connect(slot)
        self.jump_button.setEnabled(bool(self._passage))
        line = QHBoxLayout()
        line.setSpacing(S)
        line.addWidget(self.jump_button)
        line.addWidget(self.record_button)
        line.addStretch(1)
        return line

    @Slot()
    def _on_jump(self) -> None:
        if self._passage:
            self.jump_wanted.emit(self._passage)

    @Slot()
    def _on_record(self) -> None:
        self.record_wanted.emit(self.record)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_jump()
        elif key == Qt.Key.Key_O:
            self._on_record()
        elif key in steps and self.hasFocus():
            self.step_wanted.emit(self, *steps[key])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


def _head(text: str, token: str) -> QLabel:
    # By its role and not by a style sheet of its own, which would take longer than all the rest of a card.
    label = plain_label(text, role=token)
    label.setFont(title_font())
    return label


class SideColumn(QWidget):
    """One side: what it says and rests on, and its cards, a few at first."""

    made = Signal(object)  # ClaimCard

    def __init__(self, side: Side, tell: Callable[[str], CardText], look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._records, self._tell, self._look = side.records, tell, look
        self._due = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_time)
        self.cards: list[ClaimCard] = []
        head = _head(f"{side_sign(side)} {side.words}", TOKENS[side.stance])
        level = f", best {side.level}" if side.level else ""
        records = f", {counted(len(side.records), 'record')}" if side.studies else ""
        weight = plain_label(f"{side_weight(side)}{records}{level}", role="label", wrap=True)
        self.setAccessibleName(f"{side.words}: {weight.text()}")
        self.more = QPushButton()
        self.more.setProperty("role", "link")
        self.more.clicked.connect(self.show_more)
        self._list = QVBoxLayout()
        self._list.setSpacing(S)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, S)
        whole.setSpacing(XS)
        whole.addWidget(head)
        whole.addWidget(weight)
        whole.addLayout(self._list)
        whole.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)

    @Slot()
    def show_more(self) -> None:
        """Make the next cards: some at once, the others as soon as the window has nothing else to do."""
        self._due = min(len(self._records), len(self.cards) + AT_ONCE)
        self._make(MADE_AT_ONCE)
        left = len(self._records) - self._due
        self.more.setText(f"Show {min(AT_ONCE, left)} more of {left:,}")
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(left > 0)

    def stop(self) -> None:
        """Another claim is shown: make no more cards."""
        self._timer.stop()

    @Slot()
    def _on_time(self) -> None:
        self._make(1)

    def _make(self, many: int) -> None:
        for record in self._records[len(self.cards) : min(self._due, len(self.cards) + many)]:
            card = ClaimCard(self._tell(record), self._look, self)
            self.cards.append(card)
            self._list.addWidget(card)
            card.show()  # now and not with the next turn of the loop: it may get the focus before
            self.made.emit(card)
        if len(self.cards) < self._due:
            self._timer.start()
