"""What menus and keys do with the history of the record that is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from exoannotate.ui.commands.group import Group
from exoannotate.workspace import past
from exoannotate.workspace.past import Past, Side

if TYPE_CHECKING:
    from exoannotate.ui.record.history import HistoryView


class HistoryCommands(Group):
    """Shows the history, keeps it up with the record, and goes back in it."""

    view: HistoryView | None = None

    def attach(self) -> None:
        pane = self.window.record_pane
        pane.make_history = self._make
        pane.part_shown.connect(self._on_part_shown)

    def record_history(self) -> None:
        """Show the history of the record, or its fields again."""
        pane = self.window.record_pane
        if not self.window.form.record:
            self.window.note("Choose a record first: click it in the table.")
            return
        if pane.part == "history" and pane.isVisible():
            pane.show_part("fields")
            self.window.verbs.to_page()
            return
        self.window.record_dock.show()
        pane.show_part("history")
        if pane.history is not None:
            pane.history.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def record_shown(self, record: str) -> None:
        if self.window.record_pane.part == "history":
            self._read()

    def _make(self) -> QWidget:
        from exoannotate.ui.record.history import HistoryView

        self.view = HistoryView(self.window.look, self.window.icons)
        self.view.back_wanted.connect(self._on_back_wanted)
        self.view.left.connect(self._on_left)
        return self.view

    @Slot(str)
    def _on_part_shown(self, part: str) -> None:
        if part == "history":
            self._read()

    def _read(self) -> None:
        record = self.window.form.record
        if record:
            self.window.bridge.do(lambda session: past.timeline(session, record), done=partial(self._show, record))

    def _show(self, record: str, steps: tuple[Past, ...]) -> None:
        if self.view is not None and self.window.form.record == record:
            self.view.show_steps(steps, self.window.form.sheet, writable=not self.window.contents.read_only)

    @Slot(object, str)
    def _on_back_wanted(self, step: Past, side: Side) -> None:
        record = self.window.form.record
        self.window.form.commit_pending()
        self.window.bridge.do(
            lambda session: past.go_back(session, record, step.field, step.act, to=side, passage=step.passage),
            done=lambda _: self.window.verbs.undoable.emit(f"{step.head}: back to what it said."),
        )

    @Slot()
    def _on_left(self) -> None:
        self.window.record_pane.show_part("fields")
        self.window.verbs.to_page()
