"""The one way to PDFs for window and command line: opens, reads text and draws in worker processes.

Free of Qt and of MuPDF. Two workers, so that drawing never waits for text: each knows a document from the first
request for it on. A command that draws nothing does with one. Usable from any thread; results come as
``concurrent.futures.Future``.
"""

from __future__ import annotations

import itertools
import os
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, TypeVar

from exoannotate.domain.errors import ExoError, PageError, PdfError
from exoannotate.domain.geometry import PageRect
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.pdfparts import OutlineEntry, PageLink, PdfMark
from exoannotate.pdf import tesseract
from exoannotate.pdf.job import Document, Job
from exoannotate.pdf.lane import Lane
from exoannotate.pdf.messages import (
    CopyReady,
    CopyRequest,
    Drawn,
    DrawRequest,
    LinksReady,
    LinksRequest,
    MarksReady,
    MarksRequest,
    Opened,
    OutlineReady,
    OutlineRequest,
    PartReady,
    PartRequest,
    RecogniseRequest,
    TextReady,
    TextRequest,
)
from exoannotate.pdf.pixels import LARGEST_PICTURE, fitting_scale, pixels_needed
from exoannotate.pdf.slots import Flag, Mapping, Slot, Slots
from exoannotate.pdf.workers import FORKS, Workers

T = TypeVar("T")
_RECOGNITION = 180.0
"""Seconds that recognising a page may take."""


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """An open document. ``sizes``: width and height of each page in points, as displayed; ``labels``: the printed
    page labels the PDF declares, "" where it declares none. ``extractor`` names what made the text."""

    handle: int
    path: str
    sha256: str
    size: int
    pages: int
    sizes: tuple[tuple[float, float], ...]
    labels: tuple[str, ...]
    title: str
    author: str
    subject: str
    keywords: str
    repaired: bool
    extractor: str


class Picture:
    """A page, or a part of it, as pixels in shared memory.

    ``memory``: rows of ``stride`` bytes, four bytes a pixel in the order blue, green, red, 255 (opaque white paper;
    QImage's Format_RGB32). ``scale``: pixels per point as drawn, lower than asked for when the picture would
    be too large. ``x``, ``y``: the left top pixel of this part on the whole page at that scale. ``release()`` gives
    the memory back, after which ``memory`` must not be used; so does dropping the picture.
    """

    def __init__(self, page: int, drawn: Drawn, slot: Slot, slots: Slots) -> None:
        self.page = page
        self.scale = drawn.scale
        self.x = drawn.x
        self.y = drawn.y
        self.width = drawn.width
        self.height = drawn.height
        self.stride = drawn.stride
        self.memory: memoryview = slot.view(drawn.stride * drawn.height)
        self._finalizer = weakref.finalize(self, slots.give_back, slot)
        self._finalizer.atexit = False

    def release(self) -> None:
        """Give the memory back; a second call does nothing."""
        self._finalizer()


class PdfClient:
    """Opens PDFs, reads their text and draws their pages.

    ``memory``: bytes of shared memory for pictures; ``time_limit``: seconds a worker may take for one request
    before it is killed and replaced. Without ``drawing`` one worker opens and reads; ``picture`` raises RuntimeError.
    ``workers``: those that were started already. ``shutdown()`` or a ``with`` block ends the workers.

    ``cancel()`` of any future succeeds until its result is there: who waits hears of it at once, what has not begun
    never begins, and a page that is being drawn or read is left within some 20 ms for what is wanted next.
    """

    def __init__(
        self,
        *,
        memory: int = 128 << 20,
        time_limit: float = 15.0,
        drawing: bool = True,
        forks: bool = FORKS,
        workers: Workers | None = None,
    ) -> None:
        self._closed = False
        self._slots = Slots(memory)
        self._handles = itertools.count(1)
        self._documents: dict[int, Document] = {}
        self._workers = workers or Workers(forks=forks)
        self._flags = Mapping(4096)
        # A worker that is killed is at hand again in some 10 ms where workers are forked, otherwise in 100.
        patience = 0.02 if forks else 0.2
        self._drawer = self._lane("draw", time_limit, 0, patience=patience) if drawing else None
        self._time_limit = time_limit
        self._recogniser: Lane | None = None  # made when it is first needed
        self._reader = self._lane("text", time_limit, 1, patience=1.0, behind=drawing)

    def __enter__(self) -> PdfClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    def _lane(self, name: str, time_limit: float, number: int, *, patience: float, behind: bool = False) -> Lane:
        flag = Flag(self._flags, number * 64)
        twins = self._workers.forks and name == "draw"
        return Lane(name, time_limit, self._workers, flag, patience=patience, behind=behind, twins=twins)

    @property
    def alive(self) -> bool:
        """Whether all workers run."""
        return all(lane.process_id is not None for lane in self._lanes)

    @property
    def process_ids(self) -> tuple[int | None, int | None]:
        """The process ids of the drawing and the reading worker; None for one that does not run."""
        return self._drawer.process_id if self._drawer else None, self._reader.process_id

    @property
    def _lanes(self) -> tuple[Lane, ...]:
        return (self._drawer, self._reader) if self._drawer else (self._reader,)

    @property
    def _every_lane(self) -> tuple[Lane, ...]:
        return (*self._lanes, self._recogniser) if self._recogniser else self._lanes

    @property
    def free_memory(self) -> int:
        """Bytes of the shared memory that no picture holds."""
        return self._slots.free

    def open(self, path: Path, password: str = "") -> Future[PdfInfo]:
        """Open a PDF. Fails with NotFoundError, PasswordNeededError or PdfError.

        The password is kept in memory while the document is open, and nowhere else.
        """
        full = os.path.abspath(path)
        document = Document(next(self._handles), os.fsencode(full), password)

        def work(lane: Lane) -> PdfInfo:
            reply = lane.ask(document, lane.open_request(document))
            if not isinstance(reply, Opened):
                raise _unexpected()
            if job.future.cancelled():
                lane.forget(document.handle)
                raise CancelledError
            document.sha256, document.stamp = reply.sha256, reply.stamp
            self._documents[document.handle] = document
            return PdfInfo(
                handle=document.handle,
                path=full,
                sha256=reply.sha256,
                size=reply.size,
                pages=reply.pages,
                sizes=reply.sizes,
                labels=reply.labels,
                title=reply.title,
                author=reply.author,
                subject=reply.subject,
                keywords=reply.keywords,
                repaired=reply.repaired,
                extractor=reply.extractor,
            )

        # The first page is wanted next, so the drawing worker opens, unless it is busy and the other is not.
        job = Job(work, handle=document.handle)
        return min(self._lanes, key=lambda lane: lane.load).put(job, first=True)

    def text(self, info: PdfInfo, page: int, *, first: bool = False) -> Future[PageText]:
        """The ordered text of a page (from 0). Fails with PageError. ``first``: before all texts that wait."""
        document = self._known(info, page)

        def work(lane: Lane) -> PageText:
            reply = lane.ask(document, TextRequest(document.handle, page), page)
            if not isinstance(reply, TextReady):
                raise _unexpected()
            return reply.text

        return self._reader.put(Job(work, handle=info.handle), first=first)

    def picture(
        self, info: PdfInfo, page: int, scale: float, *, clip: PageRect | None = None, later: bool = False
    ) -> Future[Picture]:
        """A picture of a page (from 0), or of the part ``clip``, at ``scale`` pixels per point.

        Fails with PageError. The latest request is drawn first; ``later``: after all others.
        """
        if self._drawer is None:
            raise RuntimeError("This client was made to read text and cannot draw.")
        document = self._known(info, page)
        if not scale > 0:
            raise ValueError("scale must be above 0")

        def work(lane: Lane) -> Picture:
            width, height = info.sizes[page]
            if clip is not None:
                width, height = min(width, clip.width), min(height, clip.height)
            fits = fitting_scale(width, height, scale, LARGEST_PICTURE)
            slot = self._slots.take(pixels_needed(width, height, fits) * 4)
            box = None if clip is None else (clip.x0, clip.y0, clip.x1, clip.y1)
            request = DrawRequest(document.handle, page, fits, box, slot.path, slot.serial, slot.offset, slot.size)
            try:
                reply = lane.ask(document, request, page)
                if not isinstance(reply, Drawn) or not 0 < reply.stride * reply.height <= slot.size:
                    raise _unexpected()
            except BaseException:
                self._slots.give_back(slot)
                raise
            return Picture(page, reply, slot, self._slots)

        return self._drawer.put(Job(work, handle=info.handle), first=not later)

    def recognise(self, info: PdfInfo, page: int, language: str = "eng") -> Future[PageText]:
        """The text of a page (from 0) as Tesseract reads it from the page's picture, ordered; takes seconds.

        Asked again, it is only put in order again, with the pages recognised meanwhile beside it. Fails with
        PageError; raises ExoError when Tesseract is not installed or does not know the language. Looks at the disk.
        """
        document = self._known(info, page)
        program = tesseract.program()
        if not program:
            raise ExoError("Recognising text needs Tesseract, which is not installed.", tesseract.how_to_install())
        if not tesseract.is_language(language):
            raise ExoError(f"“{language}” is not the name of a language.", "Nothing was recognised. Try “eng”.")
        data = os.environ.get("TESSDATA_PREFIX", "")

        def work(lane: Lane) -> PageText:
            reply = lane.ask(document, RecogniseRequest(document.handle, page, language, program, data), page)
            if not isinstance(reply, TextReady):
                raise _unexpected()
            return reply.text

        if self._recogniser is None:
            self._recogniser = self._lane("recognise", _RECOGNITION, 2, patience=1.0, behind=True)
        return self._recogniser.put(Job(work, handle=info.handle), first=False)

    def outline(self, info: PdfInfo) -> Future[tuple[OutlineEntry, ...]]:
        """The outline the PDF carries, in reading order; empty when it has none. Fails with PdfError."""
        return self._part(info, OutlineRequest(info.handle), OutlineReady, attrgetter("entries"))

    def links(self, info: PdfInfo, page: int) -> Future[tuple[PageLink, ...]]:
        """The links of a page (from 0), the topmost last. Fails with PageError."""
        return self._part(info, LinksRequest(info.handle, page), LinksReady, attrgetter("links"), page)

    def marks(self, info: PdfInfo) -> Future[tuple[PdfMark, ...]]:
        """The marks other programs left in the PDF, page by page. Fails with PdfError."""
        return self._part(info, MarksRequest(info.handle), MarksReady, attrgetter("marks"))

    def write_copy(
        self, info: PdfInfo, target: Path, marks: Sequence[PdfMark], names: Sequence[str] = ()
    ) -> Future[CopyReady]:
        """Write a copy of the file with these marks as standard annotations; the original is only read.

        What ``target`` held is lost, so give a temporary name and rename it. ``names``: one for each mark; one that
        an earlier copy left under the same name is replaced. Fails with PdfError.
        """
        document = self._known(info, 0)
        given = tuple(names) or ("",) * len(marks)
        if len(given) != len(marks) or not all(mark.quads for mark in marks):
            raise ValueError("each mark needs quads, and each a name or none")
        path, to = os.fsencode(info.path), os.fsencode(os.path.abspath(target))
        request = CopyRequest(info.handle, path, document.password, info.sha256, to, tuple(marks), given)
        # Not cancelled with its document: a worker must not write on when nobody waits for it any more.
        return self._part(info, request, CopyReady, _itself, ends=False)

    def _part(
        self,
        info: PdfInfo,
        request: PartRequest,
        expected: type[PartReady],
        of: Callable[[Any], T],
        page: int | None = None,
        *,
        ends: bool = True,
    ) -> Future[T]:
        """Ask the reading worker, before the texts that wait. ``ends``: when the document is closed."""
        document = self._known(info, page or 0)

        def work(lane: Lane) -> T:
            reply = lane.ask(document, request, page)
            if not isinstance(reply, expected):
                raise _unexpected()
            return of(reply)

        return self._reader.put(Job(work, handle=info.handle if ends else None), first=True)

    def locked(self, info: PdfInfo) -> bool:
        """Whether a document was opened with a password: nothing of it may be kept on the disk."""
        document = self._documents.get(info.handle)
        return document is not None and bool(document.password)

    def close(self, info: PdfInfo) -> None:
        """Close a document: what waits for it is cancelled. Pictures stay until they are released."""
        document = self._documents.pop(info.handle, None)
        if document is None:
            return
        document.closed = True
        document.password = ""
        for lane in self._every_lane:
            lane.drop(info.handle)
            lane.put(Job(lambda lane: lane.forget(info.handle)), first=False)

    def shutdown(self) -> None:
        """End the workers; requests that wait are cancelled. A second call does nothing."""
        self._workers.close()
        for lane in self._every_lane:
            lane.shutdown()
        self._workers.end()
        self._documents.clear()
        self._slots.close()
        if not self._closed:
            self._closed = True
            self._flags.close()

    def _known(self, info: PdfInfo, page: int) -> Document:
        document = self._documents.get(info.handle)
        if document is None:
            raise PdfError("The document is not open any more.")
        if not 0 <= page < info.pages:
            raise PageError(f"The document has no page {page + 1}; it has {info.pages}.")
        return document


def _itself(reply: CopyReady) -> CopyReady:
    return reply


def _unexpected() -> RuntimeError:
    return RuntimeError("The PDF worker gave an answer that does not belong to the request.")
