"""Own terms in the window: shown, added, imported, exported, deleted; and where the vocabularies come from."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from exoannotate.domain.errors import ExoError
from exoannotate.domain.records import Term
from exoannotate.ui.bridge import FAULT
from exoannotate.ui.commands.group import Group
from exoannotate.workspace import sources, terms
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.dialogs.terms import TermsDialog
    from exoannotate.workspace.term_tables import Imported, Table

_REFUSED_SHOWN = 3


class TermsCommands(Group):
    """One method for each entry of ACTIONS."""

    _dialog: TermsDialog | None = None

    def terms(self) -> None:
        """Show the own terms of the project."""
        from exoannotate.ui.dialogs.terms import TermsDialog

        window = self.window
        dialog = self._dialog = TermsDialog(window.jobs, read_only=window.contents.read_only, parent=window)
        dialog.add_wanted.connect(self._add)
        dialog.import_wanted.connect(self._import)
        dialog.export_wanted.connect(self._export)
        dialog.delete_wanted.connect(self._delete)
        dialog.sources_wanted.connect(self.vocabularies)
        dialog.finished.connect(self._on_closed)
        self.window.commands.show_dialog(dialog)
        self._read()

    def vocabularies(self) -> None:
        """Show the sources of the vocabularies."""
        self.window.jobs.run(lambda: (sources.sources(), sources.tables()), done=self._on_sources)

    def changed(self, touched: Touched) -> None:
        if terms.vocabulary() is not None and self.window.bridge.path is not None:
            # Known at once where no term was touched; else the form offers the new ones from now on.
            self.window.bridge.do(terms.for_project, done=self.window.form.set_names)
        if self._dialog is not None:
            self._read()

    def project_opened(self, path: str) -> None:
        if self._dialog is not None:
            self._dialog.close()

    def stop(self) -> None:
        terms.give_up()

    def _on_closed(self, _result: int) -> None:
        self._dialog = None

    def _read(self) -> None:
        self.window.bridge.do(_all, done=self._on_read, failed=self._on_refused)

    def _on_read(self, found: tuple[Term, ...]) -> None:
        if self._dialog is not None:
            self._dialog.show_terms(found)

    def _on_sources(self, found: tuple[tuple[sources.Source, ...], tuple[sources.SourceTable, ...]]) -> None:
        from exoannotate.ui.dialogs.vocabularies import VocabulariesDialog

        VocabulariesDialog(*found, parent=self.window.commands.dialog or self.window).open()

    # What a person does ----------------------------------------------------------------------------------------

    def _add(self, term: Term) -> None:
        from exoannotate.workspace import own_terms

        act = partial(own_terms.add, term=term)
        self.window.bridge.do(act, done=self._on_added, failed=self._on_refused)

    def _on_added(self, term: Term) -> None:
        self._tell(f"“{term.name}” is offered first from now on.")

    def _import(self, path: str) -> None:
        from exoannotate.workspace import term_tables

        if self._dialog is not None:
            self._dialog.set_busy(True)
            self._dialog.tell("Reading the table …")
        self.window.jobs.run(partial(term_tables.read, Path(path)), done=self._on_table, failed=self._on_failed)

    def _on_table(self, table: Table) -> None:
        from exoannotate.workspace import term_tables

        def act(session: Session, _stop: threading.Event, _tell: object) -> Imported:
            return term_tables.take_over(session, table)

        # With a connection of its own: 100,000 rows take seconds, and an edit should not stand in line behind them.
        self.window.bridge.aside(act, done=self._on_imported, progress=_nothing, failed=self._on_refused)

    def _on_imported(self, done: Imported) -> None:
        lines = [f"Line {refused.line}: {refused.why}" for refused in done.refused[:_REFUSED_SHOWN]]
        if len(done.refused) > _REFUSED_SHOWN:
            lines.append(f"… and {len(done.refused) - _REFUSED_SHOWN:,} more.")
        self._tell("\n".join((done.sentence(), *lines)))
        if self._dialog is not None:
            self._dialog.set_busy(False)

    def _export(self, path: str) -> None:
        from exoannotate.workspace import term_tables

        act = partial(term_tables.export_file, out=Path(path))
        self.window.bridge.do(act, done=partial(self._on_exported, Path(path).name), failed=self._on_refused)

    def _on_exported(self, name: str, count: int) -> None:
        self._tell(f"{count:,} written to {name}.")

    def _delete(self, ids: tuple[str, ...]) -> None:
        from exoannotate.workspace import own_terms

        act = partial(own_terms.delete, ids=ids)
        self.window.bridge.do(act, done=self._on_deleted, failed=self._on_refused)

    def _on_deleted(self, count: int) -> None:
        self._tell(f"{count:,} deleted. Undo (Ctrl+Z in the main window) brings them back.")

    def _on_failed(self, error: BaseException) -> None:
        self._on_refused(error if isinstance(error, ExoError) else FAULT)

    def _on_refused(self, error: ExoError) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(False)
            self._dialog.tell(str(error), danger=True)
        else:
            self.window.say(error.message, error.hint)

    def _tell(self, sentence: str) -> None:
        if self._dialog is not None:
            self._dialog.tell(sentence)
        else:
            self.window.note(sentence)


def _nothing(_: object) -> None:
    """An import tells no progress: it is one change, whole or not at all."""


def _all(session: Session) -> tuple[Term, ...]:
    from exoannotate.workspace import own_terms

    return (*own_terms.own_terms(session), *own_terms.choices(session))
