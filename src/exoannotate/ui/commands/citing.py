"""Reference lists of the documents that are shown: what a mark cites, and the primary study of a record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot

from exoannotate.reading import references
from exoannotate.reading.references import References
from exoannotate.ui.commands.group import Group
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.workspace import texts

READ_AFTER = 2_000
"""Milliseconds after a document is opened until its list is read: its pages come first."""
MOST_PAGES = 400
"""Pages of a document whose list is read unasked; a book is read when it is searched."""


class CitingCommands(Group):
    """Reads the list of each document once, aside, and hands it to its page and to the drafts of records."""

    def attach(self) -> None:
        self._reading: set[str] = set()
        self.window.tabs.opened.connect(self._on_opened)

    def project_opened(self, path: str) -> None:
        self.window.verbs.references.clear()
        self._reading.clear()

    @Slot(object)
    def _on_opened(self, tab: DocumentTab) -> None:
        if 0 < tab.info.pages <= MOST_PAGES:
            QTimer.singleShot(READ_AFTER, tab, partial(self._read, tab))

    def _read(self, tab: DocumentTab) -> None:
        document, client, info = tab.document.id, self.window.client, tab.info
        known = self.window.verbs.references.get(document)
        if known is not None:
            tab.view.set_references(known)
        if known is not None or document in self._reading or self.window.bridge.path is None:
            return
        self._reading.add(document)

        def read() -> References:
            return references.read(texts.pages(client, info, keep=not tab.locked))

        self.window.jobs.run(read, done=partial(self._on_read, document), failed=partial(self._on_unread, document))

    def _on_read(self, document: str, found: References) -> None:
        self.window.verbs.references[document] = found
        for tab in self.window.tabs.tabs():
            if tab.document.id == document:
                tab.view.set_references(found)

    def _on_unread(self, document: str, _error: BaseException) -> None:
        self._reading.discard(document)  # closed meanwhile, or damaged: it is read again when it is opened again
