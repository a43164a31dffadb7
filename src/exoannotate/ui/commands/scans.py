"""Pages without text: the notice over them, recognising their text in the background, and what of it is doubtful."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from exoannotate.domain.errors import ExoError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.bridge import FAULT
from exoannotate.ui.documents.tab import DocumentTab
from exoannotate.ui.documents.tabs import DocumentTabs
from exoannotate.ui.jobs import Jobs, Ticket
from exoannotate.workspace import scans, settings, texts

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

NAME = "scan"
"""The name of the notice among those of a document."""
SCAN = "This page is a scan: there is no text to select."
STAMPED = "This page is a scan: only what was printed over it can be selected."
DRAWN = "This page has no text to select: what stands on it is drawn."
ABSENT = "Recognising text needs Tesseract, which is not installed here. Areas can be highlighted all the same."


class ScanCommands(QObject):
    """One document is recognised at a time, so that the window's other work is never kept waiting."""

    _came = Signal(int, object)  # handle, PageText; from the job's thread

    def __init__(self, window: MainWindow, client: PdfClient, jobs: Jobs) -> None:
        super().__init__(window)
        self._window, self._client, self._jobs = window, client, jobs
        self._reader: scans.Reader | None = None
        self._asked_reader = False
        self._language = "eng"
        self._known: set[int] = set()  # handles of documents whose kept pages were taken
        self._closed: set[int] = set()  # of those whose notice the reader does not want
        self._busy: int | None = None
        self._stop = threading.Event()
        self._done = (0, 0)
        self._menu: QMenu | None = None
        self._came.connect(self._on_came)

    def attach(self, tabs: DocumentTabs) -> None:
        """Look at each document that comes to the front."""
        self._tabs = tabs
        tabs.shown.connect(self._on_shown)
        tabs.moved.connect(self._on_moved)

    def recognise_text(self) -> None:
        """Recognise the text of the scanned pages of the document in front."""
        tab = self._tabs.tab
        if tab is None:
            return
        self._closed.discard(tab.info.handle)
        text = tab.view.pages.get(tab.view.current_page)
        if self._busy is not None:
            self._window.note("The text of a document is being recognised already.")
        elif self._reader is not None and not self._reader.ready:
            self._window.say(ABSENT, self._reader.install)
        elif text is not None and not scans.wants_text(text):
            told = "was recognised already" if text.recognised else "is in the PDF itself"
            self._window.note(f"The text of this page {told}.")
        else:
            self._start(tab)

    # What is said ------------------------------------------------------------------------------------------------

    @Slot(str)
    def _on_shown(self, _document: str) -> None:
        tab = self._tabs.tab
        if tab is None:
            return
        if tab.info.handle not in self._known:
            self._known.add(tab.info.handle)
            if self._reader is not None and not self._reader.ready:
                self._reader = None  # it may have been installed meanwhile
            tab.view.text_ready.connect(self._on_moved)
            tab.notices.closed.connect(partial(self._on_closed, tab.info.handle))
            if not self._client.locked(tab.info):
                info = tab.info
                self._jobs.run(lambda: texts.recognised(info), done=partial(self._take_all, info.handle))
        self._say(tab)

    @Slot()
    @Slot(int)
    def _on_moved(self, _page: int = 0) -> None:
        if self._tabs.tab is not None:
            self._say(self._tabs.tab)

    def _on_closed(self, handle: int, name: str) -> None:
        if name == NAME:
            self._closed.add(handle)

    def _say(self, tab: DocumentTab) -> None:
        """Say over the pages what the reader must know of the one in sight."""
        handle, text = tab.info.handle, tab.view.pages.get(tab.view.current_page)
        if handle == self._busy:
            self._say_progress(tab)
        elif text is None or handle in self._closed:
            tab.notices.clear(NAME)
        elif scans.wants_text(text):
            stamped = STAMPED if text.text.strip() else SCAN
            self._offer(tab, stamped if text.ink == "scan" else DRAWN)
        elif scans.unsure(text):
            self._say_once(tab, scans.unsure(text))
        else:
            tab.notices.clear(NAME)

    def _offer(self, tab: DocumentTab, sentence: str) -> None:
        if self._reader is None:
            self._ask_reader()
            return
        area = ("Highlight an area", partial(self._select_area, tab))
        if not self._reader.ready:
            self._say_once(tab, f"{sentence} {ABSENT} {self._reader.install}", area)
            return
        acts = [("Recognise text (Tesseract)", partial(self._start, tab))]
        if len(self._reader.languages) > 1:
            acts.append((f"{scans.language_name(self._language)} …", partial(self._choose_language, tab)))
        self._say_once(tab, sentence, *acts, area)

    def _say_once(self, tab: DocumentTab, sentence: str, *acts: tuple[str, partial[None]]) -> None:
        """Say it, unless it stands there already: a button must not be made anew under the pointer."""
        bar = tab.notices.bar(NAME)
        if bar is None or [button.text() for button in bar.buttons] != [text for text, _ in acts]:
            tab.notices.say(NAME, sentence, *acts)
        elif bar.sentence.text() != sentence:
            bar.sentence.setText(sentence)

    def _say_progress(self, tab: DocumentTab) -> None:
        done, total = self._done
        where = f"page {min(done + 1, total)} of {total}" if total else "looking for scanned pages"
        self._say_once(tab, f"Recognising text: {where} …", ("Cancel", partial(self._cancel)))

    def _ask_reader(self) -> None:
        if not self._asked_reader:
            self._asked_reader = True
            self._jobs.run(scans.reader, done=self._on_reader)

    def _on_reader(self, reader: scans.Reader) -> None:
        self._reader, self._asked_reader = reader, False
        self._language = reader.language
        self._on_moved()

    def _select_area(self, tab: DocumentTab) -> None:
        tab.view.setFocus()
        tab.view.area.set_active(True)

    def _choose_language(self, tab: DocumentTab) -> None:
        bar = tab.notices.bar(NAME)
        if self._reader is None or bar is None or len(bar.buttons) < 2:
            return
        menu = QMenu(tab)
        group = QActionGroup(menu)
        for language in self._reader.languages:
            entry = QAction(scans.language_name(language), menu, checkable=True)
            entry.setChecked(language == self._language)
            entry.setData(language)
            group.addAction(entry)
            menu.addAction(entry)
        menu.triggered.connect(self._on_language)
        menu.aboutToHide.connect(menu.deleteLater)
        button = bar.buttons[1]
        menu.popup(button.mapToGlobal(QPoint(0, button.height())))
        self._menu = menu

    @Slot(QAction)
    def _on_language(self, entry: QAction) -> None:
        chosen = self._language = str(entry.data())
        self._jobs.run(lambda: settings.put("scan_language", chosen), done=_kept)
        self._on_moved()

    # The work ----------------------------------------------------------------------------------------------------

    def _start(self, tab: DocumentTab) -> None:
        """Recognise all scanned pages, beginning with the one in sight."""
        if self._busy is not None:
            self._window.note("The text of another document is being recognised; this one can be next.")
            return
        client, info, language = self._client, tab.info, self._language
        here, keep = tab.view.current_page, not client.locked(tab.info)
        self._busy, self._done, self._stop = info.handle, (0, 0), threading.Event()
        stop = self._stop

        def work(ticket: Ticket) -> scans.Outcome:
            return scans.recognise(
                client,
                info,
                [*range(here, info.pages), *range(here)],
                language,
                keep=keep,
                stopped=lambda: stop.is_set() or ticket.cancelled,
                progress=ticket.report,
                came=lambda page: self._came.emit(info.handle, page),
            )

        self._jobs.run_long(work, done=self._on_done, progress=self._on_progress, failed=partial(self._on_failed, info))
        self._say(tab)
        tab.view.setFocus()  # the button that was pressed has gone

    def _cancel(self) -> None:
        self._stop.set()
        if self._tabs.tab is not None:
            self._tabs.tab.view.setFocus()

    def _on_progress(self, done: int, total: int) -> None:
        self._done = (done, total)
        self._on_moved()

    @Slot(int, object)
    def _on_came(self, handle: int, page: PageText) -> None:
        tab = next((tab for tab in self._tabs.tabs() if tab.info.handle == handle), None)
        if tab is not None:
            tab.view.put_text(page)
            tab.finder.pages.renew(page)

    def _take_all(self, handle: int, pages: dict[int, PageText]) -> None:
        for page in pages.values():
            self._on_came(handle, page)

    def _on_done(self, outcome: scans.Outcome) -> None:
        self._busy = None
        self._on_moved()
        self._window.note(outcome.sentence())

    def _on_failed(self, info: PdfInfo, error: BaseException) -> None:
        self._busy = None
        self._on_moved()
        if any(tab.info.handle == info.handle for tab in self._tabs.tabs()):
            told = error if isinstance(error, ExoError) else FAULT
            self._window.say(told.message, told.hint)


def _kept(_: None) -> None:
    """What was chosen is kept; nobody needs to hear of it."""
