"""The text of pages: asked for as soon as a page is seen; those of the last pages are kept, and of what is selected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from exoannotate.domain.errors import ExoError
from exoannotate.domain.pagetext import PageText
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.jobs import Job, Jobs

KEPT = 12
"""So many page texts are kept: 0.4 MB each, for a page of a paper."""


class Texts(QObject):
    """Holds page texts. ``ready`` says that the text of a page has come. ``held``: pages that must stay."""

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
        self._recognised: dict[int, PageText] = {}
        self.held: Callable[[], Iterable[int]] = tuple

    @property
    def pages(self) -> Mapping[int, PageText]:
        """The texts by page number, from 0, as they come and go."""
        return MappingProxyType(self._pages)

    def show(self, info: PdfInfo | None) -> None:
        """Start with another document, or none."""
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        # A new dictionary: who still holds the mapping of the last document keeps it.
        self._pages = {}
        self._errors.clear()
        self._recognised = {}
        self._info = info

    def put(self, page: PageText) -> None:
        """Take a text that somebody else has read already, for example from a cache."""
        if page.recognised is not None:
            self._recognised[page.page] = page  # in place of the text of the PDF, which is none
        elif page.page in self._recognised:
            page = self._recognised[page.page]
        if page.page not in self._pages or page.recognised is not None:
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
        if len(self._pages) > KEPT and now:
            self._drop_far(now[0], {*pages, *self.held()})

    def _drop_far(self, here: int, stay: set[int]) -> None:
        """Forget the texts farthest from here."""
        for page in sorted(self._pages, key=lambda page: -abs(page - here)):
            if len(self._pages) <= KEPT:
                return
            if page not in stay:
                del self._pages[page]

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
