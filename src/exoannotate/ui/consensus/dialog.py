"""Claims that people coded blind, one after the other: what each says side by side, and what is agreed on."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.wording import counted
from exoannotate.ui import tables
from exoannotate.ui.consensus.model import ClaimsModel, FieldsModel
from exoannotate.ui.look import ROW, L, Look, M, S
from exoannotate.ui.window.notices import plain_label
from exoannotate.workspace.consensus import Claim, Claims

HOW = (
    "Click what is right, or Left and Right; type something else in the last column. Their own records are kept and "
    "linked; only the one you agree on stands in tables and exports. Each step can be undone."
)
AGAIN = (
    "This was agreed on before somebody else coded it, too. What was agreed on is chosen already; agree again, and the "
    "new record stands in its place."
)
_WAYS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class FieldsView(QTableView):
    """Left and Right take what a person says; typing says something else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model, at = self.model(), self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if isinstance(model, FieldsModel) and at.isValid() and plain:
            if event.key() in _WAYS:
                model.step(at.row(), _WAYS[event.key()])
                return
            if event.key() == Qt.Key.Key_F2:
                self.edit(model.index(at.row(), model.columnCount() - 1))
                return
        super().keyPressEvent(event)


class ConsensusDialog(QDialog):
    """Shows one claim at least. ``agree_wanted`` carries a claim, what was chosen and a note; ``leave_out_wanted`` a
    claim; ``alike_wanted`` wants all that need no choice to be agreed on."""

    agree_wanted = Signal(object, object, str)
    leave_out_wanted = Signal(object)
    alike_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self, found: Claims, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Consensus")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(940, 560)
        self._found = found
        self.since = found.act
        """The last act before the dialog: what was done before it is not taken back here."""
        self.claims, self.fields = ClaimsModel(look, self), FieldsModel(look, self)
        self.told = plain_label("", role="title", wrap=True)
        self.quote = plain_label("", wrap=True)
        self.warning = plain_label("", role="warning", wrap=True)
        self.list = QListView()
        self.list.setModel(self.claims)
        self.list.setAccessibleName("Claims")
        self.list.setProperty("role", "small")
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumWidth(220)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view = FieldsView()
        self.view.setModel(self.fields)
        tables.set_up(self.view, "What each person says")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.view.setMinimumHeight(6 * ROW)
        self.alike_shown = QCheckBox("")
        self.note = QLineEdit()
        self.note.setPlaceholderText("How it was agreed (optional)")
        self.note.setAccessibleName("Note on the agreement")
        self.agree, self.leave_out = QPushButton("Agree"), QPushButton("No evidence")
        self.agree.setProperty("role", "primary")
        self.agree.setToolTip("Make the record that counts, and on to the next (Ctrl+Enter)")
        self.leave_out.setToolTip("Reject the records of this claim; they are kept")
        self.all_alike, self.undo = QPushButton(""), QPushButton("Undo")
        self.all_alike.setToolTip("Agree on every claim in which all people say the same")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for button in (self.agree, self.leave_out, self.all_alike, self.undo, *self.buttons.buttons()):
            button.setAutoDefault(False) if isinstance(button, QPushButton) else None
        self._lay_out()
        self._connect()
        self.show_claims(found)
        self.undo.setEnabled(False)

    def _lay_out(self) -> None:
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(M, 0, 0, 0)
        beside.setSpacing(S)
        acts = QHBoxLayout()
        acts.setSpacing(S)
        acts.addWidget(self.note, 1)
        acts.addWidget(self.leave_out)
        acts.addWidget(self.agree)
        beside.addWidget(self.quote)
        beside.addWidget(self.view, 1)
        beside.addWidget(self.alike_shown)
        beside.addWidget(self.warning)
        beside.addLayout(acts)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        both.setSizes([280, 640])
        last = QHBoxLayout()
        last.setSpacing(S)
        last.addWidget(self.all_alike)
        last.addWidget(self.undo)
        last.addWidget(self.buttons, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(L, L, L, L)
        whole.setSpacing(M)
        whole.addWidget(self.told)
        whole.addWidget(plain_label(HOW, role="muted", wrap=True))
        whole.addWidget(both, 1)
        whole.addLayout(last)

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._on_claim)
        self.view.clicked.connect(self._on_clicked)
        self.fields.dataChanged.connect(self._on_chosen)
        self.alike_shown.toggled.connect(self._on_alike_shown)
        self.agree.clicked.connect(self.on_agree)
        self.leave_out.clicked.connect(self._on_leave_out)
        self.all_alike.clicked.connect(self.alike_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        self.buttons.rejected.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.on_agree)

    @property
    def claim(self) -> Claim | None:
        """The claim at hand."""
        row = self.list.currentIndex().row()
        return self.claims.claims[row] if row >= 0 else None

    def show_claims(self, found: Claims, at: int = -1) -> None:
        """Show how the claims stand now, and the first one that is left from a place on."""
        self._found = found
        self.claims.show(found)
        self.told.setText(found.sentence())
        ready = sum(len(one.records) > 1 and not one.open for one in found.left)
        self.all_alike.setText(f"Agree on all that are alike ({ready:,})")
        self.all_alike.setEnabled(ready > 0)
        order = [*range(max(at, 0), len(found.all)), *range(max(at, 0))]
        self.list.setCurrentIndex(self.claims.index(next((row for row in order if not found.all[row].agreed), 0)))
        (self.view if self.fields.rows else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say why nothing was saved."""
        self.warning.setText(sentence)
        self.warning.show()

    @Slot(QModelIndex, QModelIndex)
    def _on_claim(self, now: QModelIndex, _before: QModelIndex) -> None:
        self._show(self.claims.claims[now.row()] if now.isValid() else None)

    def _show(self, claim: Claim | None) -> None:
        self.fields.show(claim, dict(self._found.names))
        self.quote.setText(f"“{claim.quote}”" if claim is not None else "")
        self.warning.hide()
        if claim is not None and claim.earlier:
            self.refuse(AGAIN)
        self.note.clear()
        head = self.view.horizontalHeader()
        for column in range(self.fields.columnCount()):
            wide = QHeaderView.ResizeMode.Stretch if column else QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, wide)
        alike = self.fields.alike if claim is not None and len(claim.records) > 1 else 0
        self.alike_shown.setText(f"Show the {counted(alike, 'field')} in which all say the same")
        self.alike_shown.setVisible(alike > 0)
        if self.fields.rows:
            self.view.setCurrentIndex(self.fields.index(0, 0))
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        claim = self.claim
        left = self.fields.left()
        free = claim is not None and not claim.agreed
        self.agree.setEnabled(free and not left)
        self.leave_out.setEnabled(free)
        self.note.setEnabled(free)
        self.agree.setText("Agree" if not left else f"{len(left)} to choose")

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        self.fields.choose(index.row(), index.column())

    @Slot(bool)
    def _on_alike_shown(self, shown: bool) -> None:
        self.fields.show_alike(shown)

    @Slot()
    def on_agree(self) -> None:
        """Make the record of the claim at hand, when nothing is left to choose."""
        claim = self.claim
        if claim is None or not self.agree.isEnabled():
            return
        try:
            chosen = self.fields.chosen()
        except BadValueError as error:
            self.refuse(f"{error.message} {error.hint}")
            return
        self.agree_wanted.emit(claim, chosen, self.note.text())

    @Slot()
    def _on_leave_out(self) -> None:
        if self.claim is not None:
            self.leave_out_wanted.emit(self.claim)
