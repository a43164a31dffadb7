"""What menus and keys do to passages and records, and the way through the table."""

from __future__ import annotations

from PySide6.QtCore import Qt

from exoannotate.domain.records import Decision
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.table import TableCommands


class RecordCommands(Group):
    """The three verbs, the record that is shown, and the one after it."""

    def highlight(self) -> None:
        self.window.verbs.highlight_selection()

    def new_record(self) -> None:
        self.window.verbs.record_selection()

    def link(self) -> None:
        self.window.verbs.link_selection()

    def save_record(self) -> None:
        self.window.form.try_save()

    def reason(self) -> None:
        self.window.form.open_reasons()

    def accept_record(self) -> None:
        self._decide("accepted")

    def reject_record(self) -> None:
        self._decide("rejected")

    def _decide(self, decision: Decision) -> None:
        """On the record in the form, or on all that are marked in the table while that has the keys."""
        if self._several():
            self.window.commands.part(TableCommands).review_chosen(decision)
        else:
            self.window.verbs.review(self.window.form.record, decision)

    def delete_record(self) -> None:
        if self._several():
            self.window.commands.part(TableCommands).delete_chosen()
        else:
            self.window.verbs.delete_record(self.window.form.record)

    def _several(self) -> bool:
        view = self.window.evidence.view
        return view.hasFocus() and view.marks_several

    def clone_record(self) -> None:
        """A new record with what this one says, but for its cargo: the next cargo of the same sentence."""
        self.window.form.clone()

    def next_record(self) -> None:
        self.step(1)

    def previous_record(self) -> None:
        self.step(-1)

    def step(self, step: int) -> None:
        """Show the record some rows further down the table."""
        evidence = self.window.evidence
        record = evidence.neighbour(self.window.form.record or evidence.selected_record(), step)
        if record:
            self.window.verbs.show_record(record)

    def filter(self) -> None:
        self.window.evidence_dock.show()
        self.window.evidence.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.window.evidence.filter.selectAll()
