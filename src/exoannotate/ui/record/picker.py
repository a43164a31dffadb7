"""The picker of L: a small list of records under a field to type in; Enter links."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from exoannotate.domain.folding import fold
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import FOUND_ROW, XS, Look, S
from exoannotate.ui.record.candidates import (
    A_NEW_ONE,
    DRAFT,
    IN_FORM,
    NEW,
    Candidate,
    CandidateDelegate,
    CandidatesModel,
    Choice,
    candidates,
)
from exoannotate.ui.window.notices import plain_label

__all__ = ["DRAFT", "NEW", "RecordPicker", "candidates"]

WIDTH, SHOWN = 520, 6
"""Width in pixels and rows in sight."""
AT_ONCE = 150
"""So many records are put in order before the list is seen; more are in a thread, while the list says so."""
WAITING = "Looking through the records …"
NOTHING = "No record matches."


class RecordPicker(QFrame):
    """A popup over the page. ``chosen`` carries the passage it was opened for and the record."""

    chosen = Signal(str, str)  # passage id, record id, DRAFT or NEW

    def __init__(self, parent: QWidget, look: Look, jobs: Jobs) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._over, self._jobs = parent, jobs
        self.setObjectName("record_picker")
        self.setAccessibleName("Link to a record")
        self._passage = ""
        self._choice: Choice | None = None
        self._drafting = False
        self._turn = 0  # counts what was asked, so that a late answer is known as such
        self._coming = False
        self._entered = False  # Enter was pressed before the list was there
        self.model = CandidatesModel(self)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Link to which record? Type to narrow down")
        self.field.setAccessibleName("Narrow down the records")
        self.field.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName("Records")
        self.list.setModel(self.model)
        self.list.setItemDelegate(CandidateDelegate(look, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = plain_label(NOTHING, role="muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(S, S, S, S)
        whole.setSpacing(XS)
        whole.addWidget(self.field)
        whole.addWidget(self.list)
        whole.addWidget(self.nothing)
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._on_clicked)

    def ask(self, passage: str, choice: Choice, *, drafting: bool = False) -> None:
        """Offer records for a passage; opens below the middle of the parent's top."""
        self._passage, self._choice, self._drafting = passage, choice, drafting
        self._entered = False
        self.model.set_candidates(())
        self.field.clear()
        self._look()
        rows = len(choice.rows) + 1 + drafting
        self.setFixedWidth(WIDTH)
        self.list.setFixedHeight(min(SHOWN, rows) * FOUND_ROW + S)
        self.adjustSize()
        parent = self._over
        top = parent.mapToGlobal(parent.rect().topLeft())
        self.move(top.x() + (parent.width() - WIDTH) // 2, top.y() + parent.height() // 5)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _look(self) -> None:
        """Look for the records that hold what is typed: at once among few, in a thread among many."""
        choice = self._choice
        if choice is None:
            return
        self._turn += 1
        words = tuple(fold(self.field.text()).split())
        if len(choice.rows) <= AT_ONCE:
            self._show(words, choice.candidates(words))
            return
        self._coming = True
        self.nothing.setText(WAITING)
        self.nothing.show()
        turn = self._turn
        self._jobs.run(
            lambda: choice.candidates(words, lambda: self._turn != turn), done=partial(self._came, turn, words)
        )

    def _came(self, turn: int, words: tuple[str, ...], found: tuple[Candidate, ...]) -> None:
        if turn == self._turn:
            self._show(words, found)

    def _show(self, words: tuple[str, ...], found: tuple[Candidate, ...]) -> None:
        """The record in the form comes first when it is meant, a new one is the last of all."""
        self._coming = False
        form = self._drafting and all(word in fold(IN_FORM.text) for word in words)
        self.model.set_candidates((*((IN_FORM,) if form else ()), *found, A_NEW_ONE))
        self.nothing.setText(NOTHING)
        self.nothing.setVisible(not found and not form)
        self.list.setCurrentIndex(self.model.index(0, 0))
        if self._entered:
            self._entered = False
            self._choose(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        at = self.list.currentIndex().row()
        last = self.model.rowCount() - 1
        match key:
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: SHOWN, Qt.Key.Key_PageUp: -SHOWN}
                wanted = at + steps[Qt.Key(key)]
                if at in (0, last) and abs(wanted - at) == 1:
                    wanted %= last + 1  # round and round: the new record is one key up from the first
                self.list.setCurrentIndex(self.model.index(min(max(wanted, 0), last), 0))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._entered = self._coming
                if not self._coming:
                    self._choose(at)
            case Qt.Key.Key_Escape:
                self.hide()
            case _:
                return False
        return True

    def _choose(self, at: int) -> None:
        record = self.model.record(at)
        if record and self.isVisible():
            self.hide()
            self.chosen.emit(self._passage, record)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._entered = False
        if self.isVisible():
            self._look()

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self._choose(index.row())
