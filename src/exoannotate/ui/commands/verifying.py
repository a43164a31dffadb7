"""Checking a sample again: asked for, gone through, and told of at the end."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from exoannotate.domain.verifying import HIGHEST
from exoannotate.ui.commands.agreeing import AgreeingCommands
from exoannotate.ui.commands.candidates import CandidateCommands
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.recording import RecordingCommands
from exoannotate.ui.commands.reviewing import ReviewCommands
from exoannotate.workspace import verifying

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.verifying.mode import CheckMode
    from exoannotate.workspace.verifying import Sample


class VerifyingCommands(Group):
    """Enters and leaves the check, which is made when it is first wanted."""

    mode: CheckMode | None = None

    def verify(self) -> None:
        """Ask what is to be drawn; while a sample is gone through, leave it."""
        window = self.window
        on = self.mode is not None and self.mode.on
        window.actions_by_id["verify"].setChecked(False)
        if self.mode is not None and on:
            self.mode.leave()
        elif window.contents.read_only:
            window.note("The project is open for reading only.")
        elif window.bridge.path is not None:
            window.form.commit_pending()
            window.bridge.do(verifying.proposed, done=self._ask)

    def _ask(self, found: tuple[int, int, int]) -> None:
        from exoannotate.ui.dialogs.draw import DrawDialog

        many, size, number = found
        dialog = DrawDialog(many, size, number or random.randint(1, HIGHEST), self.window)
        dialog.drawn.connect(self._on_drawn)
        self.window.commands.show_dialog(dialog)

    @Slot(int, int)
    def _on_drawn(self, size: int, number: int) -> None:
        self.window.bridge.do(lambda session: verifying.sample(session, size, number), done=self._enter)

    def _enter(self, drawn: Sample) -> None:
        from exoannotate.ui.verifying.mode import CheckMode

        commands = self.window.commands
        commands.part(CandidateCommands).leave()
        commands.part(ReviewCommands).leave()
        if self.mode is None:
            self.mode = CheckMode(self.window, commands.part(RecordingCommands))
            self.mode.report_wanted.connect(self._on_report_wanted)
        self.mode.enter(drawn)

    @Slot()
    def _on_report_wanted(self) -> None:
        self.window.commands.part(AgreeingCommands).second_look()

    def leave(self) -> None:
        """Leave the check, because something else begins."""
        if self.mode is not None:
            self.mode.leave()

    def project_opened(self, path: str) -> None:
        self.leave()
        if self.mode is not None:
            self.mode.forget()

    def changed(self, touched: Touched) -> None:
        mode = self.mode
        if mode is not None and mode.on and touched.rows:
            self.window.bridge.do(lambda session: frozenset(verifying.seconds(session)), done=mode.take_done)

    def record_shown(self, record: str) -> None:
        if self.mode is not None:
            self.mode.record_shown(record)
