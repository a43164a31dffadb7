"""What is typed in cells on its way to the project: one record, or all marked ones with one Undo."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Slot

from exoannotate.domain.fields import Field
from exoannotate.domain.records import Decision, Reason, Value
from exoannotate.ui.evidence.editing import NO_DECISION, Ask, CellEditor, Target, next_cell, target_of
from exoannotate.ui.record.completing import Offer
from exoannotate.workspace import several
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.dialogs.several import SeveralDialog
    from exoannotate.ui.window.main_window import MainWindow


class CellEdits(QObject):
    """Opens editors and writes what they say."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pane = window.evidence
        self.editor: CellEditor | None = None
        self.dialog: SeveralDialog | None = None
        self._wanted = 0

    def ask(self, of: Field) -> Ask:
        """What offers values for a field: those of the form."""
        completing = self._window.form.completing

        def offers(typed: str, taken: Collection[str]) -> tuple[Offer, ...]:
            return completing.offers(of, typed, taken)

        return offers

    # One cell ------------------------------------------------------------------------------------------------------

    def begin(self, index: QModelIndex, typed: str) -> None:
        """Open the editor of a cell, with what it says or with what was typed."""
        self.stop()
        columns = self._pane.model.columns
        target = target_of(columns.all[index.column()], columns)
        if isinstance(target, str):
            self._window.note(target)
            return
        record = self._pane.view.record_at(index.row())
        if typed:
            self._open(QPersistentModelIndex(index), record, target, typed, "")
            return
        self._wanted += 1
        self._window.bridge.do(
            partial(_said, record, target),
            done=partial(self._on_said, self._wanted, QPersistentModelIndex(index), record, target),
        )

    def _on_said(self, wanted: int, cell: QPersistentModelIndex, record: str, target: Target, text: str) -> None:
        if wanted == self._wanted and cell.isValid():
            self._open(cell, record, target, "", text)

    def _open(self, cell: QPersistentModelIndex, record: str, target: Target, typed: str, text: str) -> None:
        view = self._pane.view
        index = view.proxy.index(cell.row(), cell.column())
        if view.pinned.holds(cell.column()):
            view.horizontalScrollBar().setValue(0)  # where the table's own cell stands in sight
        self.editor = editor = CellEditor(target.field, self._window.look, self._window.icons, self.ask, view)
        editor.saved.connect(partial(self._save, record, target, text))
        editor.left.connect(partial(self._on_left, editor, cell))
        editor.open(index, text, typed)

    def _save(
        self, record: str, target: Target, before: str, text: str, chosen: Sequence[Value], everywhere: bool
    ) -> None:
        keys = self._pane.selected_records() if everywhere else (record,)
        if text != before or everywhere:
            self.write(keys if record in keys else (record,), target, text, chosen)

    def write(self, keys: Sequence[str], target: Target, text: str, chosen: Sequence[Value] = ()) -> None:
        """Let records say something; with more than one, that is told with a way back."""

        def act(session: Session) -> int:
            return write(session, keys, target, text, chosen)

        def done(many: int) -> None:
            if len(keys) > 1:
                self._window.verbs.undoable.emit(f"“{target.field.label}” set for {many:,} of {len(keys):,} records.")

        self._window.bridge.do(act, done=done)

    def _on_left(self, editor: CellEditor, cell: QPersistentModelIndex, step: int) -> None:
        if self.editor is editor:
            self.editor = None
        if step and cell.isValid():
            view, columns = self._pane.view, self._pane.model.columns
            index = view.proxy.index(cell.row(), cell.column())
            after = next_cell(view, index, step, lambda at: not isinstance(target_of(columns.all[at], columns), str))
            if after.isValid():
                view.setCurrentIndex(after)
                self.begin(after, "")

    def stop(self) -> None:
        """Save what is being typed."""
        if self.editor is not None:
            self.editor.save()

    def changed(self, touched: Touched) -> None:
        """Nothing here is kept that a change could make untrue."""

    # Several records -----------------------------------------------------------------------------------------------

    def ask_several(self, keys: Sequence[str]) -> None:
        """Ask what a field of some records is to say."""
        from exoannotate.ui.dialogs.several import SeveralDialog

        columns = self._pane.model.columns
        index = self._pane.view.currentIndex()
        name = columns.all[index.column()].name if index.isValid() else ""
        self.dialog = SeveralDialog(
            columns, name, len(keys), self._window.look, self._window.icons, self.ask, self._window
        )
        self.dialog.given.connect(partial(self._on_given, tuple(keys)))
        self.dialog.finished.connect(self._on_dialog_closed)
        self.dialog.open()

    def _on_given(self, keys: Sequence[str], target: Target, text: str, chosen: Sequence[Value], add: bool) -> None:
        if not add:
            self.write(keys, target, text, chosen)
            return
        self._window.bridge.do(
            lambda session: several.add_values(session, keys, target.field.name, text),
            done=lambda many: self._window.verbs.undoable.emit(f"Added to {many:,} of {len(keys):,} records."),
        )

    @Slot()
    def _on_dialog_closed(self) -> None:
        self.dialog = None


def _said(record: str, target: Target, session: Session) -> str:
    """What an editor begins with."""
    if target.kind == "status":
        return session.project.record(record).review
    entry = session.project.entries(record).get(target.field.name)
    if target.kind == "reason":
        return entry.reason if entry is not None else ""
    return several.typed(entry)


def write(session: Session, keys: Sequence[str], target: Target, text: str, chosen: Sequence[Value]) -> int:
    """Write what was typed for some records; how many changed. Raises ExoError."""
    if target.kind == "status":
        found = target.field.choice(text)
        decision = "" if found is None or found.value == NO_DECISION else found.value
        return several.review(session, keys, cast("Decision", decision))
    if target.kind == "reason":
        reason = target.field.choice(text)
        said = reason.value if reason is not None else "not yet looked"
        return several.set_reason(session, keys, target.field.name, cast("Reason", said))
    return several.set_text(session, keys, target.field.name, text, chosen)
