"""How the index of names lies on the disk: one file of plain arrays that is mapped, never loaded.

2026-11: 450,000 names as Python objects would take some 300 MB and seconds at every start. Names are slices of the
text of their terms; what is sorted are numbers. It is built once, in a process of its own, into the folder of caches,
because 30 MB more in every installation would be paid by those who never type a name; a build that a package brings
along would be read from the same layout. Rejected: SQLite (belongs to the store, and each look-up would cost several
statements), pickles (trusted, and loaded whole).

The file: MAGIC, the length of the head and its checksum in 4 bytes each, the head as JSON, then the arrays, each at a
multiple of 8 bytes. The head names them with their places, what they were built from, and the checksum of all that
follows it.
"""

from __future__ import annotations

import array
import json
import os
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAGIC = b"EXOVOC01"
LENGTH = struct.Struct("<II")

SYNONYM = 1
"""Flag of a name: not the preferred name of its term."""
DERIVED = 2
"""Flag of a name: stands in no table, cut from one that does (the species left out)."""
ARMLESS = 4
"""Flag of a name: of a microRNA, with its arm left out."""

NONE = 0xFFFFFFFF
"""Stands for no name where the best names of a prefix are fewer than kept."""
TOPS = 24
"""So many best names are kept of a prefix that begins too many."""
MANY = 64
"""A prefix that begins more names than this is too common to look at each."""

Data = bytes | array.array  # type: ignore[type-arg]  # of any type code


def write(path: Path, facts: Mapping[str, Any], sections: Mapping[str, Data]) -> None:
    """Write an index aside and rename it, so that there is a whole one or none. Raises OSError."""
    places, at, crc = {}, 0, 0
    parts: list[bytes] = []
    for name, data in sections.items():
        raw = data if isinstance(data, bytes) else data.tobytes()
        code = "B" if isinstance(data, bytes) else data.typecode
        padded = raw + bytes(-len(raw) % 8)
        places[name] = (at, len(raw), code)
        parts.append(padded)
        at += len(padded)
        crc = zlib.crc32(padded, crc)
    told = {**facts, "order": sys.byteorder, "places": places, "size": at, "crc": crc}
    head = json.dumps(told).encode()
    head += b" " * (-(len(MAGIC) + LENGTH.size + len(head)) % 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with aside.open("wb") as file:
            file.write(MAGIC + LENGTH.pack(len(head), zlib.crc32(head)) + head)
            for part in parts:
                file.write(part)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
