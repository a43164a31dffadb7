"""What menus do with two files and with several people: set a copy beside the project, and people beside each other."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.export.table import Sheet
from exoannotate.ui.commands.beside import Beside
from exoannotate.workspace import agreeing
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.dialogs.sheets import SheetsDialog

NOBODY = "No words were coded by two people yet."
HOW = "Records count whose highlights share their words, whoever made them. Rejected records take no part."
KAPPA = "Kappa is the agreement beyond what chance would give: 1 is all, 0 is none; “–” where all said one thing."
ROUND_OPEN = "A blind round is open: what it hides takes no part until it is closed."
AS_NOW = (
    "A field counts where both said something or gave a reason. It is counted as the records stand now: keep this "
    "table before the first records are mended. The numbers stay with Tools > Agreement between people."
)
SENTENCES = 4

Told = tuple[tuple[str, ...], tuple[tuple[str, Sheet], ...]]


class AgreeingCommands(Beside):
    """Comparing files and people, in tables to copy and export."""

    def compare_project(self) -> None:
        """Ask for another copy, and show what it says differently."""
        path = self.window.bridge.path
        if path is None:
            return
        dialog = QFileDialog(self.window, "Compare with a copy", str(path.parent), "Projects (*.exo)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.compare_with)
        dialog.open()

    def compare_with(self, chosen: str) -> None:
        """Show what another copy says differently."""
        other = Path(chosen)
        self.window.form.commit_pending()

        def compare(session: Session, stop: threading.Event) -> Told:
            found = agreeing.compare(session, other, stopped=stop.is_set)
            return (found.sentence(), *found.refused[:SENTENCES]), (("Differences", agreeing.compared_sheet(found)),)

        self.beside("Compare with a copy", f"Looking at “{other.name}” …", compare, self._show)

    def agreement(self) -> None:
        """Show how far the people of the project agree."""
        if self.window.bridge.path is None:
            return
        self.window.form.commit_pending()

        def agree(session: Session, stop: threading.Event) -> Told:
            found = agreeing.agree(session, stopped=stop.is_set)
            names = ", ".join(agreeing.people(session, found))
            many = counted(found.claims, "claim")
            told = f"{names}: {many} coded by two or more, {found.alone:,} by one." if found.claims else NOBODY
            sheets = (("Agreement", agreeing.agreement_sheet(session, found)),
                      ("Where they differ", agreeing.disagreement_sheet(session, found)))  # fmt: skip
            sentences, more = _second_look(session)
            if session.project.veil:
                sentences = (*sentences, ROUND_OPEN)
            return (told, HOW, KAPPA, agreeing.verified(session).sentence(), *sentences), (*sheets, *more)

        self.beside("Agreement between people", "Setting records beside one another …", agree, self._show)

    def second_look(self) -> None:
        """Show how often records that were extracted a second time say something else."""

        def count(session: Session, _stop: threading.Event) -> Told:
            sentences, sheets = _second_look(session)
            return (*sentences, AS_NOW), sheets

        self.beside("Checked again", "Setting records beside one another …", count, self._show)

    def _show(self, title: str, told: Told) -> None:
        path = self.window.bridge.path
        if path is None:
            return
        from exoannotate.ui.dialogs.sheets import SheetsDialog

        sentences, sheets = told
        dialog = SheetsDialog(title, sentences, sheets, path.parent, self.window.look, self.window)
        dialog.export_wanted.connect(partial(self._export, dialog))
        self.window.commands.show_dialog(dialog)

    def _export(self, dialog: SheetsDialog, sheet: Sheet, out: Path) -> None:
        kind = out.suffix.removeprefix(".") or "xlsx"

        def done(remark: str) -> None:
            self.window.say(f"{len(sheet.rows):,} rows written to “{out.name}”.", remark or str(out.parent))

        def failed(error: BaseException) -> None:
            self.window.say(*((error.message, error.hint) if isinstance(error, ExoError) else (str(error),)))

        self.window.jobs.run(partial(agreeing.export, sheet, kind, out), done=done, failed=failed)


def _second_look(session: Session) -> Told:
    """What checking again came to; nothing where nobody did."""
    found = agreeing.errors(session)
    if not (found.pairs or found.alone):
        return (), ()
    sheets = (("Errors found by checking again", agreeing.error_sheet(session, found)),
              ("Where the second look differs", agreeing.disagreement_sheet(session, found.apart)))  # fmt: skip
    return (found.sentence(),), sheets
