"""Things of MuPDF by their address: its Python wrappers are pointers, and can be pointed at what they do not reach."""

from __future__ import annotations

import ctypes
from typing import Any

_POINTER = 2  # the third word of a SWIG object: where the thing itself lies


class NotPointableError(Exception):
    """MuPDF's wrappers are made otherwise than expected."""


def address(thing: Any) -> int:
    """Where a wrapped thing lies."""
    return int(thing.this)


def point(thing: Any, at: int) -> None:
    """Make a wrapper stand for what lies at an address, for good or until the next call; raises NotPointableError.

    What it stood for before is never freed.
    """
    pointer = thing.this
    words = (ctypes.c_size_t * (_POINTER + 1)).from_address(id(pointer))
    if words[_POINTER] != int(pointer):
        raise NotPointableError
    pointer.disown()
    words[_POINTER] = at
