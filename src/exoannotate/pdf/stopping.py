"""How a worker is told in the middle of a page that the page is not wanted any more.

MuPDF looks at its cookie's abort field at each step. Python cannot set it meanwhile, for MuPDF holds the interpreter;
so the cookie lies in memory that the client has mapped too, and the client sets the field itself, in 0.1 ms.
"""

from __future__ import annotations

import ctypes
import logging
import mmap
import os
import struct

from pymupdf import mupdf

from exoannotate.pdf.swig import NotPointableError, point

log = logging.getLogger(__name__)

_ABORT = struct.Struct("=i")

_shared: tuple[mmap.mmap, int, mupdf.FzCookie] | None = None


class StoppedError(Exception):
    """The answer is not wanted any more."""


def listen(path: bytes, offset: int) -> None:
    """Obey the number at ``offset`` of the file at ``path``."""
    global _shared
    if _shared is not None:
        return  # a twin has it from its elder
    file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        memory = mmap.mmap(file, 0)
    finally:
        os.close(file)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory, offset))
    made = mupdf.FzCookie()
    try:
        point(made, address)
    except NotPointableError:
        log.warning("this MuPDF cannot be stopped")  # an unwanted page is drawn to its end, or killed
        return
    _shared = (memory, offset, made)


def cookie() -> mupdf.FzCookie:
    """What MuPDF looks at while it works."""
    return _shared[2] if _shared is not None else mupdf.FzCookie()


def stopped() -> bool:
    """Whether the client wants no answer."""
    return _shared is not None and _ABORT.unpack_from(_shared[0], _shared[1])[0] != 0


def check() -> None:
    """Raise StoppedError when the client wants no answer."""
    if stopped():
        raise StoppedError
