"""What helps to fill a record: the words a field was read from, on the page too, names to choose from, splitting."""

from __future__ import annotations

import importlib
import json
import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot

from exoannotate.domain.geometry import Quad
from exoannotate.domain.own_fields import as_field
from exoannotate.domain.records import Value, Words
from exoannotate.reading import pointing
from exoannotate.ui.commands.group import Group
from exoannotate.ui.contents import Touched
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.page.pointed import PointedLayer
from exoannotate.ui.window import window_state
from exoannotate.workspace import recent_values, splitting, terms
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.suggest.vocabulary import Vocabulary

log = logging.getLogger(__name__)

SELECT_WORDS = "Select words of a linked passage first, in the record pane or on the page."
WARM_AFTER = 1_500
"""Milliseconds after a document is shown until the vocabularies are made ready."""
PREPARED = "The vocabularies are being prepared, once for this computer; names and suggestions come in a moment."
PATIENCE = 2_000
"""Milliseconds after which it is told that the vocabularies are not ready yet."""
FOLDING = "form_folding"
REMEMBERED = 300
"""Documents whose folding is remembered."""
Known = tuple[str, Mapping[str, Sequence[Value]], "Vocabulary | None"]


class RecordingCommands(Group):
    """One method for each entry of ACTIONS, and what the form needs of the project and the pages."""

    def attach(self) -> None:
        self._layers: dict[DocumentTab, PointedLayer] = {}
        self._words: tuple[tuple[Words, ...], str] = ((), "")
        self._known_of = ""
        self.unaided = False
        """Whether what the records of a document say is not offered first."""
        self._warming = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._on_long)
        form = self.window.form
        form.words_shown.connect(self._on_words_shown)
        form.shown.connect(self._on_form_shown)
        form.notice.connect(self.window.note)
        self.window.tabs.opened.connect(self._on_tab_opened)
        self.window.tabs.gone.connect(self._on_tab_gone)
        self._load_folding()

    def project_opened(self, path: str) -> None:
        self._known_of = ""
        self._show_own_fields()

    def changed(self, touched: Touched) -> None:
        self._known_of = ""
        if touched.columns is not None:
            self._show_own_fields()
        if touched.passages:
            self._show_words()

    def _show_own_fields(self) -> None:
        self.window.form.set_own_fields(tuple(map(as_field, self.window.contents.own_fields)))

    def document_shown(self, document: str) -> None:
        self._show_words()
        if document and terms.vocabulary() is None and not self._warming:
            QTimer.singleShot(WARM_AFTER, self, self._warm)

    @Slot()
    def _warm(self) -> None:
        """Have the vocabularies ready before the first passage is chosen; not while the first page is drawn."""
        if terms.vocabulary() is None and not self._warming and self.window.verbs.suggesting:
            self._warming = True
            self._patience.start()
            self.window.jobs.run(_warm, done=self._on_warm, failed=self._on_cold)

    def stop(self) -> None:
        self._patience.stop()
        kept = dict(list(self.window.form.body.folding().items())[-REMEMBERED:])
        window_state.save_value(FOLDING, json.dumps(kept))

    # The acts --------------------------------------------------------------------------------------------------

    def read_here(self) -> None:
        """The field in hand was read from the words that are selected, in the form or on the page."""
        form = self.window.form
        words = form.selected_words() or self._selected_on_page()
        if words is None:
            self.window.note(SELECT_WORDS)
            return
        self.window.record_dock.show()
        form.read_here(words)

    def why_value(self) -> None:
        """Say why the field in hand was filled so, or every field when none is in hand."""
        self.window.record_dock.show()
        self.window.form.pointing.why()

    def split_record(self) -> None:
        """One record for each cargo of the record that is shown."""
        window, record = self.window, self.window.form.record
        if not record:
            return
        window.form.commit_pending()

        def done(made: tuple[str, ...]) -> None:
            window.verbs.undoable.emit(f"Split into {len(made)} records, one for each cargo.")

        window.bridge.do(lambda session: splitting.split(session, record), done=done)

    # Words on the page -----------------------------------------------------------------------------------------

    def _selected_on_page(self) -> Words | None:
        tab = self.window.tabs.tab
        if tab is None or not tab.view.selection:
            return None
        pages, selection = tab.pages_of_text(), tab.view.selection
        for passage in self.window.form.shown_passages():
            if passage.document == tab.document.id and passage.file_sha256 == tab.info.sha256:
                words = pointing.words_of(pages, passage, selection)
                if words is not None:
                    tab.view.clear_selection()
                    return words
        return None

    @Slot(object, str)
    def _on_words_shown(self, words: tuple[Words, ...], meaning: str) -> None:
        if (words, meaning) != self._words:
            self._words = words, meaning
            self._show_words()

    @Slot()
    @Slot(int)
    def _show_words(self, _page: int = 0) -> None:
        words, meaning = self._words
        for tab in self.window.tabs.tabs() if words else tuple(self._layers):
            places = self._places(tab, words)
            if places or tab in self._layers:
                self._layer(tab).show_words(places, meaning)

    def _places(self, tab: DocumentTab, words: Sequence[Words]) -> list[Quad]:
        passages = {p.id: p for p in self.window.form.shown_passages()}
        found: list[Quad] = []
        for one in words:
            passage = passages.get(one.passage)
            if passage is not None and passage.file_sha256 == tab.info.sha256:
                found += pointing.places(tab.view.pages, passage, one)
        return found

    def _layer(self, tab: DocumentTab) -> PointedLayer:
        if tab not in self._layers:
            layer = PointedLayer(self.window.look, tab)
            layer.changed.connect(tab.view.canvas.viewport().update)
            tab.view.canvas.put_above(layer)
            self._layers[tab] = layer
        return self._layers[tab]

    @Slot(object)
    def _on_tab_opened(self, tab: DocumentTab) -> None:
        tab.view.text_ready.connect(self._show_words)

    @Slot(object)
    def _on_tab_gone(self, tab: DocumentTab) -> None:
        self._layers.pop(tab, None)

    # Names to choose from --------------------------------------------------------------------------------------

    @Slot()
    def _on_form_shown(self) -> None:
        document = self.window.form.document
        if not document or document == self._known_of or self.window.bridge.path is None:
            return
        self._known_of = document

        def read(session: Session) -> Known:
            # Before the vocabularies are ready, asking for them would hold up the project.
            names = terms.for_project(session) if terms.vocabulary() is not None else None
            return document, recent_values.of_document(session, document), names

        self.window.bridge.do(read, done=self._on_known)
        if terms.vocabulary() is None and not self._warming:
            self._warming = True
            self.window.jobs.run(_warm, done=self._on_warm, failed=self._on_cold)

    def _on_known(self, known: Known) -> None:
        document, values, names = known
        self.window.form.set_recent(document, {} if self.unaided else values)
        if names is not None:
            self.window.form.set_names(names)

    @Slot()
    def _on_long(self) -> None:
        self.window.note(PREPARED)

    def _on_warm(self, names: Vocabulary) -> None:
        self._warming = False
        self._patience.stop()
        self.window.form.set_names(names)
        self._known_of = ""
        self._on_form_shown()  # with the own terms of the project

    def _on_cold(self, error: BaseException) -> None:
        self._warming = False
        self._patience.stop()
        log.info("the vocabularies are not there: %s", error)

    # Folding ---------------------------------------------------------------------------------------------------

    def _load_folding(self) -> None:
        try:
            kept = json.loads(str(window_state.load_value(FOLDING) or "{}"))
            self.window.form.body.set_folding({str(d): [str(g) for g in groups] for d, groups in kept.items()})
        except (ValueError, TypeError, AttributeError):
            log.info("how the form was folded cannot be read")


def _warm() -> Vocabulary:
    """The vocabularies made ready, and the rules that read a passage loaded: both take their time, once."""
    importlib.import_module("exoannotate.suggest.claims.looking_back")
    return terms.warm()
