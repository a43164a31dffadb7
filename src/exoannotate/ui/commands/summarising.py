"""Summaries: the window for them, made when it is first wanted, and their sentences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from exoannotate.ui.commands.group import Group
from exoannotate.ui.reading_order import put_in_reading_order
from exoannotate.workspace import summaries

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.summary.window import SummaryWindow

HIDDEN = "The filter of the table hides these records."


class SummaryCommands(Group):
    """Tells the evidence in sentences."""

    summary_window: SummaryWindow | None = None

    def summary(self) -> None:
        """Show the evidence in sentences."""
        if self.window.bridge.path is None:
            return
        self.window.form.commit_pending()
        if self.summary_window is None:
            from exoannotate.ui.summary.window import SummaryWindow

            evidence = self.window.evidence
            made = SummaryWindow(
                self.window.bridge, self.window.icons, lambda: evidence.proxy.filter_text, self.window
            )  # fmt: skip
            made.help_wanted.connect(partial(self.window.commands.view.help_on, "summary"))
            made.records_wanted.connect(self._on_records_wanted)
            made.sentences_wanted.connect(self._on_sentences_wanted)
            evidence.proxy.arranged.connect(self._on_arranged)
            put_in_reading_order(made)
            self.summary_window = made
        self.summary_window.show()
        self.summary_window.raise_()
        self.summary_window.activateWindow()

    @Slot(tuple)
    def _on_records_wanted(self, records: tuple[str, ...]) -> None:
        """Mark the records of a statement in the table."""
        evidence = self.window.evidence
        self.window.evidence_dock.show()
        evidence.show_view("table")
        shown = [record for record in records if evidence.proxy.place_of(record) is not None]
        evidence.marks.mark(shown, shown[0] if shown else "")
        if self.summary_window is not None and len(shown) < len(records):
            left = len(records) - len(shown)
            self.summary_window.parts.tell(
                f"{len(shown):,} of {len(records):,} records are marked; the table hides {left:,}." if shown else HIDDEN
            )

    @Slot()
    def _on_arranged(self) -> None:
        if self.summary_window is not None and self.summary_window.wanted.filter:
            self.summary_window.changed()

    @Slot()
    def _on_sentences_wanted(self) -> None:
        from exoannotate.ui.summary.sentences import SentencesDialog

        dialog = SentencesDialog(summaries.own_sentences(), self.summary_window)
        dialog.kept.connect(self._on_sentences)
        self.window.commands.show_dialog(dialog)

    @Slot(dict)
    def _on_sentences(self, texts: dict[str, str]) -> None:
        summaries.keep_sentences(texts)
        if self.summary_window is not None:
            self.summary_window.refresh()

    def project_opened(self, path: str) -> None:
        if self.summary_window is not None:
            self.summary_window.begin()

    def changed(self, touched: Touched) -> None:
        if self.summary_window is not None:
            self.summary_window.changed()

    def stop(self) -> None:
        if self.summary_window is not None:
            self.summary_window.hide()
