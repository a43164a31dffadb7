"""The contradictions board: disputed claims at the left, the sides beside one another at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from exoannotate.domain.claims import Claim, claims
from exoannotate.domain.evidence import COLUMNS, Columns, EvidenceRow
from exoannotate.domain.wording import counted
from exoannotate.ui.evidence.board_cards import CardText, ClaimCard, SideColumn
from exoannotate.ui.evidence.board_list import ClaimsList, ClaimsModel, parted, title
from exoannotate.ui.evidence.lore import Latest, Lore
from exoannotate.ui.icons import Icons
from exoannotate.ui.look import PANE_LEAST, XL, L, Look, M, S
from exoannotate.ui.window.notices import ElidedLabel, EmptyState

SIDE_LEAST, SIDE_MOST = 240, 560
"""The least and most width of a side, in pixels; the sides scroll where there is less room."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the board shows, worked out in a thread; ``rows`` by their records."""

    disputed: tuple[Claim, ...]
    agreed: tuple[Claim, ...]
    rows: Mapping[str, EvidenceRow]


class BoardView(QWidget):
    """What records say of each cargo and therapy, role against role, by primary study and level."""

    records_wanted = Signal(tuple, str)
    jump_wanted = Signal(str)  # passage
    record_wanted = Signal(str)

    def __init__(self, lore: Lore, look: Look, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("board_view")
        self._lore, self._look = lore, look
        self._rows: tuple[EvidenceRow, ...] = ()
        self._columns: Columns = COLUMNS
        self._by_record: Mapping[str, EvidenceRow] = {}
        self._shown: Claim | None = None
        self._wanted: tuple[str, ...] = ()
        self._latest: Latest[Picture] = Latest(lore.jobs, self._on_picture)
        self.model = ClaimsModel(self)
        self.list = ClaimsList(self.model, look, self)
        self.sides: list[SideColumn] = []
        self.head = ElidedLabel("")
        self.head.setProperty("role", "title")
        self.all_button = QPushButton("Show the records")
        self.all_button.setProperty("role", "link")
        self.all_button.setToolTip("Show the records of all sides in the table")
        self.all_button.setAccessibleName("Show the records of this claim in the table")
        self.all_button.clicked.connect(self._on_all)
        self.none = EmptyState(
            "scale", "Nothing to compare yet: that takes two records with the same cargo and therapy, and an effect.",
            "", icons,
        )  # fmt: skip
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.list.cards_wanted.connect(self._on_cards_wanted)
        lore.changed.connect(self._work)
        look.changed.connect(self._on_look_changed)

    def _lay_out(self) -> None:
        self._sides_line = QHBoxLayout()
        self._sides_line.setContentsMargins(M, 0, M, 0)
        self._sides_line.setSpacing(L)
        self._sides_line.addStretch(0)
        self._inner = inner = QWidget()
        inner.setObjectName("board_sides")
        inner.setLayout(self._sides_line)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        top = QHBoxLayout()
        top.setContentsMargins(M, 0, M, 0)
        top.addWidget(self.head, 1)
        top.addWidget(self.all_button)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.list)
        split.addWidget(right)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(1, 1)
        split.setSizes([PANE_LEAST + XL, 4 * PANE_LEAST])
        self.list.setMinimumWidth(PANE_LEAST // 2)
        self._split = split
        self._stack = QStackedLayout(self)
        self._stack.addWidget(split)
        self._stack.addWidget(self.none)

    def tab_chain(self) -> tuple[QWidget, ...]:
        """What Tab reaches here, before the cards."""
        return (self.list, self.all_button)

    # What is shown ---------------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[EvidenceRow], columns: Any = COLUMNS) -> None:
        """Hold these rows against one another; called while the board is in sight."""
        self._rows = tuple(rows)
        self._columns = columns if isinstance(columns, Columns) else COLUMNS
        self._lore.want()
        self._work()

    @property
    def busy(self) -> bool:
        """Whether claims are being worked out."""
        return self._latest.busy

    def show_claim_of(self, records: Sequence[str]) -> None:
        """Go to the claim these records take part in, now or as soon as it is known."""
        self._wanted = tuple(records)
        if not self.busy:
            self._go_to_wanted()

    @Slot()
    def _work(self) -> None:
        rows, columns, names = self._rows, self._columns, self._lore.names

        def work() -> Picture:
            return Picture(*parted(claims(rows, columns, names)), {row.record: row for row in rows})

        self._latest.ask(work)

    def _on_picture(self, picture: Picture) -> None:
        self._by_record = picture.rows
        wanted = self._wanted or (self._shown.records if self._shown is not None else ())
        self.model.set_claims(picture.disputed, picture.agreed)
        self._stack.setCurrentWidget(self._split if self.model.rowCount() else self.none)
        kept, self._shown = self._shown if self._true_still() else None, None
        self._wanted = wanted
        if kept is not None and kept in (*picture.disputed, *picture.agreed):
            self._shown = kept  # its cards stay, with the place a person has reached in them
        self._go_to_wanted()
        if self._shown is None:
            self._clear()

    def _true_still(self) -> bool:
        """Whether the cards say what their records say now."""
        cards = [card for side in self.sides for card in side.cards]
        return all(card.record in self._by_record and card.told == self._told(card.record) for card in cards)

    def _go_to_wanted(self) -> None:
        row = self.model.row_of(self._wanted) if self._wanted else -1
        self._wanted = ()
        if row < 0 and self.model.disputed:
            row = 0
        index = self.model.index(row, 0)
        if index.isValid() and self.model.claim(row) is not None:
            self.list.setCurrentIndex(index)
            self._on_chosen(self.model.claim(row))
        elif self.model.rowCount():
            self.head.setText(f"No claim is disputed; on {counted(self.model.agreed, 'claim')} the records agree")

    def _clear(self) -> None:
        for side in self.sides:
            side.stop()
            self._sides_line.removeWidget(side)
            side.hide()
            side.deleteLater()
        self.sides = []
        self.all_button.setVisible(self._shown is not None)

    @Slot(object)
    def _on_chosen(self, claim: Claim | None) -> None:
        if claim is None or claim == self._shown:
            return
        self._shown = claim
        self._clear()
        self.head.setText(title(claim))
        self.head.setToolTip(self.head.text())
        for side in claim.sides:
            column = SideColumn(side, self._told, self._look)
            column.setMinimumWidth(SIDE_LEAST)
            column.setMaximumWidth(SIDE_MOST)
            column.made.connect(self._on_card_made)
            self._sides_line.insertWidget(len(self.sides), column, 1)
            self.sides.append(column)
            column.show_more()

    def _told(self, record: str) -> CardText:
        row = self._by_record[record]
        contents = self._lore.contents()
        passages = [contents.passages[key] for key in contents.links.get(record, ()) if key in contents.passages]
        titled = [(p, contents.documents[p.document].title if p.document in contents.documents else "")
                  for p in passages]  # fmt: skip
        return CardText(row, self._columns, tuple(titled))

    # What a person does ----------------------------------------------------------------------------------------

    @Slot(object)
    def _on_card_made(self, card: ClaimCard) -> None:
        card.jump_wanted.connect(self.jump_wanted)
        card.record_wanted.connect(self.record_wanted)
        card.step_wanted.connect(self._on_step)
        at = next(at for at, side in enumerate(self.sides) if card in side.cards)
        before = [one for side in self.sides[: at + 1] for one in side.cards if one is not card]
        # Cards of sides further right may be there already: Tab comes to this one after its own side's last.
        last = before[-1].record_button if before else self.all_button
        for one, other in pairwise((last, card, card.jump_button, card.record_button, self.sides[at].more)):
            self.setTabOrder(one, other)

    @Slot(object, int, int)
    def _on_step(self, card: ClaimCard, right: int, down: int) -> None:
        side, at = next((s, c.cards.index(card)) for s, c in enumerate(self.sides) if card in c.cards)
        if side + right < 0:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        column = self.sides[min(side + right, len(self.sides) - 1)]
        if down > 0 and at + 1 >= len(column.cards):
            column.show_more()
        self._focus(column.cards[max(0, min(at + down, len(column.cards) - 1))])

    @Slot()
    def _on_cards_wanted(self) -> None:
        if self.sides and self.sides[0].cards:
            self._focus(self.sides[0].cards[0])

    def _focus(self, card: ClaimCard) -> None:
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.ensureWidgetVisible(card, S, S)
        if card.height() > self._scroll.viewport().height():
            top = card.mapTo(self._inner, QPoint(0, 0)).y()
            self._scroll.verticalScrollBar().setValue(top - S)

    @Slot()
    def _on_all(self) -> None:
        if self._shown is not None:
            self.records_wanted.emit(self._shown.records, title(self._shown))

    @Slot()
    def _on_look_changed(self) -> None:
        shown, self._shown = self._shown, None
        self._on_chosen(shown)
