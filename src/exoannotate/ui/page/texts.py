"""The text of pages: asked for as soon as a page is seen, kept for the document's life in the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from exoannotate.domain.errors import ExoError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.jobs import Job, Jobs


class Texts(QObject):
    """Holds the page texts known so far. ``ready`` says that the text of a page has come."""

    ready = Signal(int)
    failed = Signal(int, str)

    def __init__(self, client: PdfClient, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._jobs = jobs
        self._info: PdfInfo | None = None
        self._pages: dict[int, PageText] = {}
        self._asked: dict[int, Job[PageText]] = {}
        self._errors: dict[int, str] = {}

    @property
    def pages(self) -> Mapping[int, PageText]:
        """The texts by page number, from 0; it grows as they come."""
        return MappingProxyType(self._pages)

    def show(self, info: PdfInfo | None) -> None:
        """Start with another document, or none."""
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        # A new dictionary: who still holds the mapping of the last document keeps it.
        self._pages = {}
        self._errors.clear()
        self._info = info

    def put(self, page: PageText) -> None:
        """Take a text that somebody else has read already, for example from a cache."""
        if page.page not in self._pages:
            self._pages[page.page] = page
            self.ready.emit(page.page)

    def error(self, page: int) -> str:
        """Why a page has no text, or nothing."""
        return self._errors.get(page, "")

    def want(self, seen: Iterable[int]) -> None:
        """Ask for the pages that are seen and their neighbours; what waits for others is dropped."""
        if self._info is None:
            return
        now = list(seen)
        around = {page + step for page in now for step in (-1, 1)} - set(now)
        pages = [page for page in (*now, *sorted(around)) if 0 <= page < self._info.pages]
        for page in [page for page in self._asked if page not in pages]:
            if self._asked[page].future.cancel():
                self._asked.pop(page).cancel()
        for page in pages:
            if page not in self._pages and page not in self._asked and page not in self._errors:
                self._request(self._info, page)

    def _request(self, info: PdfInfo, page: int) -> None:
        def done(text: PageText) -> None:
            if self._info is info:
                self._asked.pop(page, None)
                self.put(text)

        def failed(error: BaseException) -> None:
            if self._info is not info:
                return
            self._asked.pop(page, None)
            if not isinstance(error, ExoError):
                raise error
            self._errors[page] = str(error)
            self.failed.emit(page, str(error))

        try:
            future = self._client.text(info, page)
        except ExoError as error:
            failed(error)
            return
        self._asked[page] = self._jobs.watch(future, done=done, failed=failed)
