"""Blind double coding in the window: a round is begun, finished and closed, and then agreed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from shiboken6 import isValid

from exoannotate.domain.errors import ExoError
from exoannotate.ui.commands.agreeing import AgreeingCommands
from exoannotate.ui.commands.group import Group
from exoannotate.workspace import blind, consensus
from exoannotate.workspace.blind import Standing
from exoannotate.workspace.consensus import Chosen, Claim, Claims
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.consensus.dialog import ConsensusDialog

Known = tuple[Standing | None, tuple[str, ...], str]


class BlindCommands(Group):
    """Says in the status line that a round is open, and does its steps."""

    def project_opened(self, path: str) -> None:
        self.window.status.show_round(self.window.contents.blind)

    def blind_round(self) -> None:
        """Show how the round stands, or ask who takes part."""
        if self.window.bridge.path is not None:
            self.window.form.commit_pending()
            self.window.bridge.do(_known, done=self._ask)

    def _ask(self, known: Known) -> None:
        from exoannotate.ui.dialogs.blind import BlindDialog

        standing, names, me = known
        contents, window = self.window.contents, self.window
        groups: list[tuple[str, tuple[str, ...]]] = []
        tab = window.tabs.tab
        if tab is not None and len(contents.documents) > 1:
            groups.append((f"“{tab.document.title[:60]}”", (tab.document.id,)))
        for one in contents.collections:
            there = tuple(sorted(contents.members.get(one.id, ())))
            if there:
                groups.append((f"{one.name} ({len(there):,})", there))
        people = tuple(dict.fromkeys((me, *names)))
        dialog = BlindDialog(standing, people if len(people) <= 3 else (me,), groups, window)
        dialog.start_wanted.connect(self._on_start)
        dialog.done_wanted.connect(self._on_done)
        dialog.close_wanted.connect(self._on_close)
        dialog.agreement_wanted.connect(window.commands.part(AgreeingCommands).agreement)
        dialog.consensus_wanted.connect(self.consensus)
        window.commands.show_dialog(dialog)

    @Slot(object, object)
    def _on_start(self, names: Sequence[str], documents: Sequence[str]) -> None:
        self._step(lambda session: blind.start(session, names, documents))

    @Slot()
    def _on_done(self) -> None:
        self._step(blind.finish)

    @Slot(bool)
    def _on_close(self, anyway: bool) -> None:
        self._step(lambda session: blind.close(session, anyway=anyway))

    def _step(self, act: Callable[[Session], Standing]) -> None:
        if self.window.contents.read_only:
            self.window.note("The project is open for reading only.")
            return
        self.window.bridge.do(act, done=self._stepped, failed=self._on_failed)

    def _stepped(self, standing: Standing) -> None:
        self.window.verbs.undoable.emit(standing.sentence())

    def _on_failed(self, error: ExoError) -> None:
        self.window.say(error.message, error.hint)

    # Consensus ---------------------------------------------------------------------------------------------------

    def consensus(self) -> None:
        """Show what was coded, claim by claim, to agree on."""
        if self.window.bridge.path is not None:
            self.window.form.commit_pending()
            self.window.bridge.do(consensus.claims, done=self._show, failed=self._on_failed)

    def _show(self, found: Claims) -> None:
        from exoannotate.ui.consensus.dialog import ConsensusDialog

        if not found.all:
            self._on_failed(
                ExoError("Nothing was coded in the rounds that are closed.", "There is nothing to agree on.")
            )
            return
        dialog = ConsensusDialog(found, self.window.look, self.window)
        dialog.agree_wanted.connect(partial(self._agree, dialog))
        dialog.leave_out_wanted.connect(partial(self._leave_out, dialog))
        dialog.alike_wanted.connect(partial(self._alike, dialog))
        dialog.undo_wanted.connect(partial(self._undo, dialog))
        self.window.commands.show_dialog(dialog)

    def _agree(self, dialog: ConsensusDialog, claim: Claim, chosen: Chosen, note: str) -> None:
        self._then(dialog, lambda session: consensus.agree(session, claim, chosen, note))

    def _leave_out(self, dialog: ConsensusDialog, claim: Claim) -> None:
        self._then(dialog, lambda session: consensus.leave_out(session, claim))

    def _alike(self, dialog: ConsensusDialog) -> None:
        self._then(dialog, lambda session: consensus.agree_alike(session, consensus.claims(session).left))

    def _undo(self, dialog: ConsensusDialog) -> None:
        since = dialog.since
        self._then(dialog, lambda session: consensus.undo(session, since))

    def _then(self, dialog: ConsensusDialog, act: Callable[[Session], object]) -> None:
        """Do something, and show how the claims stand then."""
        if self.window.contents.read_only:
            dialog.refuse("The project is open for reading only.")
            return
        at, since = dialog.list.currentIndex().row(), dialog.since

        def both(session: Session) -> tuple[Claims, bool]:
            act(session)
            return consensus.claims(session), consensus.undoable(session, since)

        def done(now: tuple[Claims, bool]) -> None:
            if isValid(dialog):
                found, undoable = now
                dialog.show_claims(found, at)
                dialog.undo.setEnabled(undoable)

        def failed(error: ExoError) -> None:
            if isValid(dialog):
                dialog.refuse(f"{error.message} {error.hint}")

        self.window.bridge.do(both, done=done, failed=failed)


def _known(session: Session) -> Known:
    """The round, the people of the project, and who this is."""
    people = tuple(person.name for person in session.project.curators())
    return blind.standing(session), people, session.curator.name
