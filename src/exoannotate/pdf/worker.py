"""The worker process: the only place where MuPDF runs, so that a bad file cannot stop or kill the program.

``python -m exoannotate.pdf.worker`` answers the requests of ``messages`` on its standard input, one at a time, and
ends when its input ends, that is when the client has gone.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from exoannotate.domain.errors import ExoError, NotFoundError, PageError, PasswordNeededError, PdfError
from exoannotate.pdf import wire
from exoannotate.pdf.messages import (
    Busy,
    Closed,
    CloseRequest,
    DrawRequest,
    Fault,
    Opened,
    OpenRequest,
    PartRequest,
    Ready,
    RecogniseRequest,
    Reply,
    Request,
    Seated,
    SeatRequest,
    TextReady,
    TextRequest,
    Twin,
    TwinRequest,
)
from exoannotate.pdf.messages import Failed as FailedReply
from exoannotate.pdf.template import fork_on_order, fork_twin, stay_with_template
from exoannotate.pdf.workers import TEMPLATE

if TYPE_CHECKING:
    from exoannotate.pdf.opening import OpenDocument
    from exoannotate.pdf.recognise import Recogniser

log = logging.getLogger(__name__)

_MEMORY = 4 << 30  # bytes of address space; a page tree that lies must not take the whole machine


def main() -> None:
    """Serve until standard input ends; as the template, fork workers that do."""
    _limit_memory()
    template = sys.argv[-1:] == [TEMPLATE]
    if not template:
        requests, replies = _private_pipes()
    _warm_up()
    if template:
        requests, replies = fork_on_order()
    serve(requests, replies)


def _warm_up() -> None:
    """Import what answers need, after the pipes are safe: importing MuPDF is what takes a worker's start."""
    import pymupdf

    from exoannotate.pdf import drawing, opening, reader, stopping  # noqa: F401

    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    # A page makes some ten thousand short-lived objects: the collector would look through them again and again. And
    # what is frozen stays shared by all that are forked.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until they end."""
    service = _Service(replies)
    wire.send(replies, Ready())
    while (request := wire.receive_request(requests)) is not None:
        if isinstance(request, TwinRequest):
            found = fork_twin(requests, replies)
            if len(found) == 2:
                requests, replies = found
                service.replies = replies
                continue
            reply: Reply = Twin(*found)
        else:
            reply = service.answer(request)
        try:
            wire.send(replies, reply)
        except BrokenPipeError:
            return


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The wire's two ends; what MuPDF or a library prints goes nowhere, for it would garble the wire."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(requests.fileno(), os.O_BINARY)
        msvcrt.setmode(replies.fileno(), os.O_BINARY)
    return requests, replies


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, value in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CORE, 0)):
        # Some systems know a limit and refuse to set it; the time limit and the caps still hold there.
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))


def _go_behind() -> None:
    """Let other processes go first: what is read ahead must not be felt on the page or in the window."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        windows = ctypes.windll.kernel32
        windows.SetPriorityClass(windows.GetCurrentProcess(), below_normal)
        return
    with contextlib.suppress(OSError):
        os.nice(10)


class _Service:
    """The documents this worker holds open, and an answer to each request."""

    def __init__(self, replies: BinaryIO) -> None:
        from exoannotate.pdf.drawing import Drawing
        from exoannotate.pdf.reader import Reader

        self.replies = replies
        self._documents: dict[int, OpenDocument] = {}
        self._readers: dict[int, Reader] = {}
        self._recognisers: dict[int, Recogniser] = {}
        self._drawing = Drawing()

    def answer(self, request: Request) -> Reply:
        """The reply, ``Failed`` for whatever goes wrong."""
        from exoannotate.pdf.stopping import StoppedError, stopped

        try:
            return self._answer(request)
        except StoppedError:
            return FailedReply("stopped", "This is not wanted any more.")
        except ExoError as error:
            return FailedReply(_fault(error), error.message, error.hint, getattr(error, "state", "damaged"))
        except MemoryError:
            return FailedReply("page", "This page needs more memory than a worker may take.")
        except Exception as error:
            if stopped():
                return FailedReply("stopped", "This is not wanted any more.")
            log.exception("request failed")
            return FailedReply("program", f"{type(error).__name__}: {error}")

    def _answer(self, request: Request) -> Reply:
        assert not isinstance(request, TwinRequest)  # answered before
        if isinstance(request, SeatRequest):
            return self._sit(request)
        if isinstance(request, OpenRequest):
            return self._open(request)
        if isinstance(request, CloseRequest):
            self._close(request.handle)
            return Closed(request.handle)
        document = self._documents.get(request.handle)
        if document is None:
            raise PdfError("The document is not open any more.")
        if isinstance(request, DrawRequest):
            return self._drawing.draw(document, request)
        if isinstance(request, TextRequest):
            return TextReady(self._readers[request.handle].text(request.page))
        if isinstance(request, RecogniseRequest):
            return TextReady(self._recogniser(request.handle, document).text(request))
        return self._part(document, request)

    def _recogniser(self, handle: int, document: OpenDocument) -> Recogniser:
        from exoannotate.pdf.recognise import Recogniser  # which most workers never need

        return self._recognisers.setdefault(handle, Recogniser(document))

    def _part(self, document: OpenDocument, request: PartRequest) -> Reply:
        from exoannotate.pdf import parts

        return parts.answer(document, request, self._busy)

    def _sit(self, request: SeatRequest) -> Reply:
        from exoannotate.pdf import stopping

        stopping.listen(request.mapping, request.offset)
        stay_with_template()
        if request.behind:
            _go_behind()
        return Seated()

    def _open(self, request: OpenRequest) -> Opened:
        from exoannotate.pdf import opening
        from exoannotate.pdf.extract import EXTRACTOR
        from exoannotate.pdf.reader import Reader

        self._close(request.handle)
        document = opening.open_document(os.fsdecode(request.path), request.password, request.sha256, request.stamp)
        self._documents[request.handle] = document
        self._readers[request.handle] = Reader(document, frozenset(request.skip), self._busy)
        first_time = not request.sha256
        return Opened(
            handle=request.handle,
            sha256=document.sha256,
            size=document.size,
            pages=document.pages,
            sizes=opening.page_sizes(document) if first_time else (),
            labels=opening.page_labels(document) if first_time else (),
            title=opening.metadata(document, "title"),
            author=opening.metadata(document, "author"),
            subject=opening.metadata(document, "subject"),
            keywords=opening.metadata(document, "keywords"),
            repaired=bool(document.document.is_repaired),
            extractor=EXTRACTOR,
            stamp=document.stamp,
        )

    def _close(self, handle: int) -> None:
        self._readers.pop(handle, None)
        self._recognisers.pop(handle, None)
        self._drawing.forget(handle)
        document = self._documents.pop(handle, None)
        if document is not None:
            document.document.close()

    def _busy(self, page: int) -> None:
        wire.send(self.replies, Busy(page))


def _fault(error: ExoError) -> Fault:
    if isinstance(error, NotFoundError):
        return "missing"
    if isinstance(error, PasswordNeededError):
        return "password"
    if isinstance(error, PageError):
        return "page"
    return "pdf"


if __name__ == "__main__":
    main()
