"""A round of blind coding: who takes part, how it stands, and its next step."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from exoannotate.ui.look import L, M
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.blind import COURTESY, SHARED, Standing

HOW = (
    "While a round is open, each person sees only what they made themselves: records, highlights, decisions, names. "
    "What was highlighted before it began is there for all, without colour and note. They may work in this file, each "
    "under their own name, or in copies that are merged."
)
EARLY = (
    "Where they work in a copy, merge it before you close the round. To close it now shows everything to everybody, "
    "also to those who have not finished."
)
NAMES = "Ann Smith, Ben Jones"


class BlindDialog(QDialog):
    """``start_wanted`` carries names and the ids of documents, none for all; ``close_wanted`` whether to close though
    somebody has not finished."""

    start_wanted = Signal(object, object)
    done_wanted = Signal()
    close_wanted = Signal(bool)
    agreement_wanted = Signal()
    consensus_wanted = Signal()

    def __init__(
        self,
        standing: Standing | None,
        names: Sequence[str],
        groups: Sequence[tuple[str, tuple[str, ...]]],
        parent: QWidget | None = None,
    ) -> None:
        """``names``: who may take part; ``groups``: documents to code, by what they are called."""
        super().__init__(parent)
        self.setWindowTitle("Blind double coding")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self.names = QLineEdit(", ".join(names))
        self.names.setPlaceholderText(NAMES)
        self.names.setAccessibleName("Who codes, names with commas between them")
        self.documents = QComboBox()
        self.documents.setAccessibleName("Which documents")
        self._groups = (("All documents", ()), *groups)
        for label, _ in self._groups:
            self.documents.addItem(label)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.start = QPushButton("Begin")
        self.finish, self.close_round = QPushButton("I have finished"), QPushButton("Close the round")
        self.agreement, self.consensus = QPushButton("Agreement…"), QPushButton("Consensus…")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(L, L, L, L)
        self._whole.setSpacing(M)
        if standing is not None and standing.open:
            self._show_open(standing)
        else:
            self._show_beginning(standing)
        self._say(COURTESY, "muted")
        self._whole.addStretch(1)
        self._whole.addWidget(self.buttons)
        self.start.clicked.connect(self._on_start)
        self.finish.clicked.connect(self._on_done)
        self.close_round.clicked.connect(self._on_close)
        self.agreement.clicked.connect(self._on_agreement)
        self.consensus.clicked.connect(self._on_consensus)
        self.buttons.rejected.connect(self.reject)

    def _say(self, sentence: str, role: str = "") -> None:
        self._whole.addWidget(plain_label(sentence, role=role, wrap=True))

    def _offer(self, *buttons: QPushButton, first: QPushButton | None) -> None:
        for button in buttons:
            button.setAutoDefault(button is first)
            self.buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        if first is None:  # what Enter does shows nobody's work too early
            self.buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
            return
        first.setDefault(True)
        first.setProperty("role", "primary")

    def _show_open(self, standing: Standing) -> None:
        self._say(standing.sentence(), "title")
        self._waiting = bool(standing.waiting)
        mine = standing.mine
        if standing.empty:
            self._say("Close it; then another round can begin.")
        elif mine is None:
            self._say("You do not take part: you see nothing that they make until the round is closed.")
        elif mine.done:
            self._say("You have finished. You still see only your own work until the round is closed.")
        else:
            self._say("You see only your own work, and they see only theirs. Say so when you have finished.")
        if standing.waiting:
            self._say(EARLY)
            self.close_round.setText("Close it all the same")
        self._say(SHARED, "muted")
        can_finish = mine is not None and not mine.done and not standing.empty
        first = self.finish if can_finish else None if standing.waiting else self.close_round
        earlier = [self.consensus] if standing.earlier and standing.round.papers else []
        if earlier:
            self._say("The claims of the rounds before it can be agreed on meanwhile.")
        self._offer(*([self.finish] if can_finish else []), self.close_round, *earlier, first=first)

    def _show_beginning(self, standing: Standing | None) -> None:
        self._waiting = False
        if standing is not None:
            self._say(standing.sentence(), "title")
            self._say("Set their records beside one another and agree on one for each claim; or begin another round.")
            self.start.setText("Begin another")
            self._offer(self.agreement, self.consensus, self.start, first=self.consensus)
        else:
            self._say("Two people or more code the same documents, and none sees what the others make.", "title")
            self._offer(self.start, first=self.start)
        self._say(HOW)
        asked = QFormLayout()
        asked.setSpacing(M)
        asked.addRow("Who codes", self.names)
        asked.addRow("Documents", self.documents)
        self._whole.addLayout(asked)
        self._say("Write the names as these people sign their edits (Tools > Settings has yours).", "muted")
        self.names.textChanged.connect(self._on_names)
        self._on_names()
        self.names.setFocus(Qt.FocusReason.OtherFocusReason)

    def _named(self) -> list[str]:
        return [name.strip() for name in self.names.text().replace(";", ",").split(",") if name.strip()]

    @Slot()
    def _on_names(self) -> None:
        self.start.setEnabled(len({name.casefold() for name in self._named()}) > 1)

    @Slot()
    def _on_start(self) -> None:
        names, documents = self._named(), self._groups[self.documents.currentIndex()][1]
        self.accept()
        self.start_wanted.emit(names, documents)

    @Slot()
    def _on_done(self) -> None:
        self.accept()
        self.done_wanted.emit()

    @Slot()
    def _on_close(self) -> None:
        self.accept()
        self.close_wanted.emit(self._waiting)

    @Slot()
    def _on_agreement(self) -> None:
        self.accept()
        self.agreement_wanted.emit()

    @Slot()
    def _on_consensus(self) -> None:
        self.accept()
        self.consensus_wanted.emit()
