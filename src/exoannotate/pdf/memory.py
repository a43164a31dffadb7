"""How much memory a worker has come to hold, and giving back what it can do without.

MuPDF keeps decoded images, fonts and the objects of every page it has seen. Where the system does not tell how much
that is, the caller's own counting decides.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from typing import Any

from pymupdf import mupdf

_STEP = 4 << 20  # bytes a worker may grow between two attempts to give some back
_FEW_PAGES = 8


def _held() -> int:
    """Bytes this process holds for itself; 0 where the system does not say."""
    if sys.platform != "linux":
        return 0
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:
            _, resident, shared, *_ = file.read().split()
    except OSError:
        return 0
    return (int(resident) - int(shared)) * os.sysconf("SC_PAGE_SIZE")


class Memory:
    """What this process holds beyond what it began with; ``most``: the bytes from which it gives back."""

    def __init__(self, most: int) -> None:
        self._began = _held()
        self._most = most
        self._next = most
        self._pages = 0  # since some was given back

    @property
    def known(self) -> bool:
        """Whether the system tells."""
        return self._began > 0

    @property
    def full(self) -> bool:
        """Whether some is to be given back; asked once after each page."""
        self._pages += 1
        return _held() - self._began > self._next

    def give_back(self, document: Any) -> None:
        """Empty MuPDF's store and drop the objects of ``document`` (a pymupdf document) that nothing uses.

        Half of the store would not do: it counts a colour profile's tables and fonts as a tenth of what they take.
        """
        before = _held() - self._began
        with contextlib.suppress(Exception):  # a damaged file's objects stay
            mupdf.pdf_clear_xref(mupdf.pdf_document_from_fz_document(document.this))
        mupdf.fz_shrink_store(0)
        if sys.platform == "linux":
            with contextlib.suppress(AttributeError):
                ctypes.CDLL(None).malloc_trim(0)
        after = _held() - self._began
        # Pages that need much themselves must not be made anew each time they are drawn.
        self._next = max(self._most, before if self._pages < _FEW_PAGES else after) + _STEP
        self._pages = 0
