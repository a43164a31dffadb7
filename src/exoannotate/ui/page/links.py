"""The links of the pages that are seen: asked for page by page, told by place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject

from exoannotate.domain.errors import ExoError
from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pdfparts import PageLink
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.ui.jobs import Job, Jobs

_KEPT = 64
"""Pages whose links are kept."""


class Links(QObject):
    """Knows the links of pages. A page whose links cannot be read has none: the reader loses nothing else."""

    def __init__(self, client: PdfClient, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._jobs = client, jobs
        self._info: PdfInfo | None = None
        self._pages: dict[int, tuple[PageLink, ...]] = {}
        self._asked: dict[int, Job[tuple[PageLink, ...]]] = {}

    def show(self, info: PdfInfo | None) -> None:
        """Start with another document, or none."""
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        self._pages.clear()
        self._info = info

    def want(self, seen: Iterable[int]) -> None:
        """Ask for the links of these pages."""
        now = [page for page in seen if self._info is not None and 0 <= page < self._info.pages]
        for page in [page for page in self._asked if page not in now]:
            if self._asked[page].future.cancel():
                self._asked.pop(page).cancel()
        for page in now:
            if page not in self._pages and page not in self._asked and self._info is not None:
                self._request(self._info, page)

    def known(self, page: int) -> bool:
        """Whether the links of a page are known."""
        return page in self._pages

    def at(self, point: PagePoint) -> PageLink | None:
        """The topmost link at a place."""
        return next((link for link in reversed(self._pages.get(point.page, ())) if link.box.contains(point)), None)

    def _request(self, info: PdfInfo, page: int) -> None:
        def done(links: tuple[PageLink, ...]) -> None:
            if self._info is info:
                self._asked.pop(page, None)
                self._pages[page] = links
                while len(self._pages) > _KEPT:
                    del self._pages[next(iter(self._pages))]

        def failed(error: BaseException) -> None:
            if not isinstance(error, ExoError):
                raise error
            done(())

        try:
            future = self._client.links(info, page)
        except ExoError as error:
            failed(error)
            return
        self._asked[page] = self._jobs.watch(future, done=done, failed=failed)
