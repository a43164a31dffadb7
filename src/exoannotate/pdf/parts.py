"""Answers to what a PDF holds besides text. Runs in the worker."""

from __future__ import annotations

from collections.abc import Callable

from exoannotate.pdf.copying import write_copy
from exoannotate.pdf.links import read_links
from exoannotate.pdf.marks import read_marks
from exoannotate.pdf.messages import (
    CopyRequest,
    LinksReady,
    LinksRequest,
    MarksReady,
    MarksRequest,
    OutlineReady,
    OutlineRequest,
    PartRequest,
    Reply,
)
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.outline import read_outline


def answer(opened: OpenDocument, request: PartRequest, busy: Callable[[int], None]) -> Reply:
    """The answer to a request about a part; ``busy`` is told each page. Raises PageError or PdfError."""
    match request:
        case OutlineRequest():
            return OutlineReady(read_outline(opened))
        case LinksRequest():
            return LinksReady(read_links(opened, request.page))
        case MarksRequest():
            return MarksReady(read_marks(opened, busy))
        case CopyRequest():
            return write_copy(request, busy)
