"""What the window shows when a project opens and whenever something in it changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from exoannotate.domain.wording import counted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDockWidget

    from exoannotate.ui.contents import Overview, Touched
    from exoannotate.ui.window.main_window import MainWindow

ADD_SOME = "Add the PDFs you want to read, or drop them here."
OPEN_ONE = "Open a document from the list at the left."


class Showing(QObject):
    """Takes what the project's thread tells and hands it to every part of the window. ``docks``: those that show."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._panes_shown = True
        self.docks: list[QDockWidget] = []

    @Slot(object)
    def on_opened(self, overview: Overview) -> None:
        from exoannotate.ui.record import drafts

        window = self._window
        if not window.furnished:
            window.early.overview = overview  # the project is read while the window is furnished
            if window.early.begun:
                self.show_pages(overview)
            return
        window.keeping.now()
        path = overview.path
        paged = window.early.take_paged(overview)
        if not paged:
            self._take_contents(overview)
        left_behind = drafts.load(window.contents.desk)
        window.form.set_contents(window.contents, left_behind)
        window.verbs.set_contents(window.contents)
        window.evidence.show_rows(window.contents.rows.values(), window.contents.columns)
        window.project.show_document("")
        window.project.show_contents(window.contents)
        read_only = "  (read only)" if overview.read_only else ""
        window.setWindowTitle(f"{Path(path).stem}{read_only} – exoannotate")
        window.saved_label.setText("open for reading only" if overview.read_only else "everything is saved")
        window.note_label.clear()
        self.show_project_open(True)
        window.commands.project_opened(path)
        if not paged:
            self._restore_documents(path)
        elif window.tabs.tab is not None:
            self.on_document_shown(window.tabs.tab.document.id)
        if left_behind:
            window.form.continue_draft()
            window.record_dock.show()
            window.note("The half-filled record is back; it is not saved yet.")

    def _take_contents(self, overview: Overview) -> None:
        from exoannotate.ui.contents import Contents

        window = self._window
        window.contents = Contents.of(overview)
        if overview.meanings != window.look.meanings:
            window.look.set_meanings(overview.meanings)
        window.tabs.set_contents(window.contents)

    def show_pages(self, overview: Overview) -> None:
        """The documents that were open, before there are panes beside them."""
        window = self._window
        window.early.paged = overview
        self._take_contents(overview)
        window.centre.setCurrentWidget(window.tabs)
        self._restore_documents(overview.path)

    def _restore_documents(self, path: str) -> None:
        window = self._window
        from exoannotate.ui.documents.reopening import bring_back_documents

        before = bring_back_documents(path, window.tabs, window.contents.documents)
        if not before and window.contents.documents:
            window.tabs.open(next(iter(window.contents.documents)))

    @Slot(object)
    def on_changed(self, touched: Touched) -> None:
        window = self._window
        window.contents.patch(touched)
        if touched.meanings:
            window.look.set_meanings(touched.meanings)
        window.toast.forget_act()
        for passage, now in touched.passages.items():
            if now is None:
                window.form.passage_gone(passage)
            else:
                window.form.passage_changed(passage)
        if touched.used:
            window.form.set_completions()
        if touched.columns is not None:
            window.evidence.set_columns(touched.columns, window.contents.rows.values())
        else:
            window.evidence.patch(touched.rows)
        window.project.show_contents(window.contents)
        if touched.documents:
            window.tabs.renew_documents()
        if touched.passages:
            for tab in window.tabs.tabs():
                window.tabs.show_passages(tab.document.id)
        shown = window.form.record
        if shown in touched.rows:
            if touched.rows[shown] is None:
                window.form.show_nothing()
            else:
                window.verbs.show_record(shown)
        self._show_counts()
        self._show_empty()
        for part in window.commands.parts:
            part.changed(touched)
        window.commands.enable()

    @Slot(str)
    def on_saved(self, at: str) -> None:
        self._window.saved_label.setText(f"saved {at}")

    @Slot(str)
    def on_changed_elsewhere(self, label: str) -> None:
        self._window.note(f"Changed by another program: {label}.")

    @Slot(str)
    def on_undoable(self, sentence: str) -> None:
        self._window.say(sentence, button="Undo", act=self._window.commands.undo)

    @Slot(str)
    def on_record_shown(self, record: str) -> None:
        self._window.evidence.select_record(record)
        for part in self._window.commands.parts:
            part.record_shown(record)
        self._window.commands.enable()

    @Slot()
    def on_draft_started(self) -> None:
        for part in self._window.commands.parts:
            part.record_shown("")

    @Slot(str)
    def on_document_shown(self, document: str) -> None:
        window = self._window
        window.project.show_document(document)
        window.project.show_tab(window.tabs.tab)
        window.centre.setCurrentWidget(window.tabs if window.tabs.count() else window.empty)
        self._show_empty()
        for part in window.commands.parts:
            part.document_shown(document)
        window.commands.enable()
        window.keeping.start()

    def _show_counts(self) -> None:
        from exoannotate.ui.project.lists import counts_text

        window = self._window
        documents = len(window.contents.documents)
        text = counts_text(len(window.contents.passages), len(window.contents.rows))
        window.counts_label.setText(f"{counted(documents, 'document')}, {text}")

    def _show_empty(self) -> None:
        window = self._window
        some = bool(window.contents.documents)
        window.empty.sentence.setText(OPEN_ONE if some else ADD_SOME)
        window.empty.button.setVisible(not some)

    def show_project_open(self, is_open: bool) -> None:
        """Show the panes and the documents of a project, or the welcome page."""
        window = self._window
        # Panes come back as they were left, but none stands beside the welcome page.
        for dock in window.all_docks() if is_open != self._panes_shown else []:
            dock.setVisible(is_open and dock in self.docks)
        self._panes_shown = is_open
        window.counts_label.setVisible(is_open)
        if is_open:
            window.centre.setCurrentWidget(window.tabs if window.tabs.count() else window.empty)
            self._show_empty()
            self._show_counts()
        else:
            window.centre.setCurrentWidget(window.welcome)
        window.commands.enable()
