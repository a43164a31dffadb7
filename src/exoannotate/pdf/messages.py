"""The words client and worker exchange, each a record that is checked when it is decoded.

They are msgspec structs and not dataclasses, because only structs can be told apart by a tag: a worker that has read
a hostile file may answer anything, and whatever is not exactly one of these is refused.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.pdfparts import OutlineEntry, PageLink, PdfMark

Fault = Literal["pdf", "missing", "password", "page", "program", "stopped"]


class SeatRequest(msgspec.Struct, frozen=True, tag=True):
    """What a worker is to be. ``mapping``: the path of a file to map, at whose ``offset`` the client sets a number
    other than 0 when it does not want the answer any more; ``behind``: to let other processes go first."""

    mapping: bytes
    offset: int
    behind: bool


class TwinRequest(msgspec.Struct, frozen=True, tag=True):
    """Fork a worker that holds all that this one holds, to take over when this one is lost; it replaces the last."""


class OpenRequest(msgspec.Struct, frozen=True, tag=True):
    """Open the file at ``path`` as document ``handle``.

    ``sha256`` and ``stamp``: what bytes and file must be when the document was open before, else "". ``skip`` names
    the pages that killed a worker. The password travels in this pipe only and is kept in memory only.
    """

    handle: int
    path: bytes
    password: str = ""
    sha256: str = ""
    stamp: str = ""
    skip: tuple[int, ...] = ()


class CloseRequest(msgspec.Struct, frozen=True, tag=True):
    """Forget document ``handle``; unknown handles are fine."""

    handle: int


class TextRequest(msgspec.Struct, frozen=True, tag=True):
    """The ordered text of a page."""

    handle: int
    page: int


class RecogniseRequest(msgspec.Struct, frozen=True, tag=True):
    """The text of a page as Tesseract reads it from the picture; answered by ``TextReady``.

    ``program``: the path of Tesseract; ``data``: the folder of its languages, "" for its own.
    """

    handle: int
    page: int
    language: str
    program: str
    data: str


class DrawRequest(msgspec.Struct, frozen=True, tag=True):
    """Draw a page, or the part ``clip`` (x0, y0, x1, y1 in points), at ``scale`` pixels per point.

    The pixels go to ``mapping`` (the path of a file to map) at ``offset``, at most ``room`` bytes. ``serial`` tells
    mappings apart whose path is the same.
    """

    handle: int
    page: int
    scale: float
    clip: tuple[float, float, float, float] | None
    mapping: bytes
    serial: int
    offset: int
    room: int


class OutlineRequest(msgspec.Struct, frozen=True, tag=True):
    """The outline of a document."""

    handle: int


class LinksRequest(msgspec.Struct, frozen=True, tag=True):
    """The links of a page."""

    handle: int
    page: int


class MarksRequest(msgspec.Struct, frozen=True, tag=True):
    """The marks other programs left in a document."""

    handle: int


class CopyRequest(msgspec.Struct, frozen=True, tag=True):
    """A copy of the file at ``path``, whose hash is ``sha256``, with ``marks``, written to ``target``.

    ``names``: one for each mark, by which it is known again in the copy; "" for none.
    """

    handle: int
    path: bytes
    password: str
    sha256: str
    target: bytes
    marks: tuple[PdfMark, ...]
    names: tuple[str, ...]


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The first thing a worker says: its imports are done and the clock of a request may run."""


class Seated(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``SeatRequest``."""


class Twin(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``TwinRequest``: a process, and its numbers of the files to write requests to and read replies
    from. It ends when it is not heard of soon."""

    pid: int
    requests: int
    replies: int


class Opened(msgspec.Struct, frozen=True, tag=True):
    """What the worker found in a document; see ``PdfInfo``."""

    handle: int
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
    stamp: str


class Closed(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``CloseRequest``."""

    handle: int


class TextReady(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``TextRequest``."""

    text: PageText


class Drawn(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``DrawRequest``: what stands in the mapping. ``x``, ``y``: the left top pixel on the page."""

    scale: float
    x: int
    y: int
    width: int
    height: int
    stride: int


class OutlineReady(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``OutlineRequest``."""

    entries: tuple[OutlineEntry, ...]


class LinksReady(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``LinksRequest``."""

    links: tuple[PageLink, ...]


class MarksReady(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``MarksRequest``."""

    marks: tuple[PdfMark, ...]


class CopyReady(msgspec.Struct, frozen=True, tag=True):
    """The answer to ``CopyRequest``: how many marks were written, and the pages (from 0) that took none.

    ``encrypted``: the copy needs what the original needs; ``whole``: the original was damaged and was written anew.
    """

    written: int
    bad_pages: tuple[int, ...]
    encrypted: bool
    whole: bool


class Busy(msgspec.Struct, frozen=True, tag=True):
    """Not an answer: the worker turns to page ``page`` now, so the clock starts anew and a hang is blamed on it."""

    page: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """A request that could not be met, in sentences for a researcher. ``program``: our fault, not the file's."""

    fault: Fault
    message: str
    hint: str = ""
    state: str = "damaged"


PartRequest = OutlineRequest | LinksRequest | MarksRequest | CopyRequest
PartReady = OutlineReady | LinksReady | MarksReady | CopyReady
Request = (
    SeatRequest | TwinRequest | OpenRequest | CloseRequest | TextRequest | RecogniseRequest | DrawRequest | PartRequest
)
Reply = Ready | Seated | Twin | Opened | Closed | TextReady | Drawn | PartReady | Busy | Failed
