"""The memory that client and worker share for pixels, given out in slots of any size.

The client owns it; the worker maps the same file by its path. On Linux it is a file in memory that no crash can
leave behind, elsewhere a temporary file. (``multiprocessing.shared_memory`` of Python 3.11 removed a segment when
a process that had attached to it exited.)
"""

from __future__ import annotations

import contextlib
import itertools
import mmap
import os
import struct
import tempfile
import threading
from collections import deque
from dataclasses import dataclass

from exoannotate.domain.errors import PageError

_ALIGN = 4096
_FLAG = struct.Struct("=i")  # the abort field of MuPDF's cookie
_MOST_EXTRA = 512 << 20  # bytes in pictures that found no room in the main mapping
_serials = itertools.count(1)


class Mapping:
    """A file of ``size`` bytes, mapped into this process; ``path`` is where the workers find it."""

    def __init__(self, size: int) -> None:
        self.serial = next(_serials)
        self._temporary = ""
        if hasattr(os, "memfd_create"):
            self._file = os.memfd_create("exoannotate-pixels")
            self.path = f"/proc/{os.getpid()}/fd/{self._file}".encode()
        else:
            self._file, self._temporary = tempfile.mkstemp(prefix="exoannotate-", suffix=".pixels")
            self.path = os.fsencode(self._temporary)
        os.truncate(self._file, size)
        self.memory = mmap.mmap(self._file, size)

    def close(self) -> None:
        # A picture that is still painted keeps the memory alive; it goes with its last view.
        with contextlib.suppress(BufferError):
            self.memory.close()
        os.close(self._file)
        if self._temporary:
            with contextlib.suppress(OSError):
                os.unlink(self._temporary)


class Flag:
    """A number in shared memory by which the client tells a worker to stop, without a word on the wire."""

    def __init__(self, mapping: Mapping, offset: int) -> None:
        self.path = mapping.path
        self.offset = offset
        self._memory = mapping.memory

    def set(self, on: bool) -> None:
        """Say whether the worker is to stop."""
        self._memory[self.offset : self.offset + _FLAG.size] = _FLAG.pack(on)


@dataclass(frozen=True, slots=True)
class Slot:
    """``size`` bytes at ``offset`` of a mapping."""

    mapping: Mapping
    offset: int
    size: int

    @property
    def path(self) -> bytes:
        return self.mapping.path

    @property
    def serial(self) -> int:
        return self.mapping.serial

    def view(self, length: int) -> memoryview:
        """The first ``length`` bytes."""
        return memoryview(self.mapping.memory)[self.offset : self.offset + length]


class Slots:
    """Gives out slots of a main mapping of ``memory`` bytes, and one mapping of its own to what does not fit."""

    def __init__(self, memory: int) -> None:
        self._lock = threading.Lock()
        self._returned: deque[Slot] = deque()  # not yet counted as free
        self._size = memory // _ALIGN * _ALIGN
        self._main: Mapping | None = None
        self._free: list[tuple[int, int]] = [(0, self._size)]  # (offset, size), by offset, never touching
        self._extra: set[Mapping] = set()
        self._extra_bytes = 0
        self._closed = False

    def take(self, size: int) -> Slot:
        """A slot of at least ``size`` bytes; raises PageError when too many pictures are held."""
        size = (size + _ALIGN - 1) // _ALIGN * _ALIGN
        with self._lock:
            self._take_back()
            for index, (offset, room) in enumerate(self._free):
                if room >= size:
                    if room == size:
                        del self._free[index]
                    else:
                        self._free[index] = (offset + size, room - size)
                    if self._main is None:
                        self._main = Mapping(self._size)
                    return Slot(self._main, offset, size)
            if self._extra_bytes + size > _MOST_EXTRA:
                raise PageError("There is no memory left for a picture of this page.", "Zoom out or close a document.")
            extra = Mapping(size)
            self._extra.add(extra)
            self._extra_bytes += size
            return Slot(extra, 0, size)

    def give_back(self, slot: Slot) -> None:
        """Free a slot.

        Never waits: the collector calls this for pictures in reference cycles, at any step of any thread, also of one
        that holds the lock.
        """
        self._returned.append(slot)
        while self._returned and self._lock.acquire(blocking=False):
            try:
                self._take_back()
            finally:
                self._lock.release()

    def _take_back(self) -> None:
        """Count what was given back as free; by who holds the lock."""
        while self._returned:
            slot = self._returned.popleft()
            if self._closed:
                continue
            if slot.mapping in self._extra:
                self._extra.remove(slot.mapping)
                self._extra_bytes -= slot.size
                slot.mapping.close()
            else:
                self._merge(slot)

    def _merge(self, slot: Slot) -> None:
        merged: list[tuple[int, int]] = []
        for offset, size in sorted([*self._free, (slot.offset, slot.size)]):
            if merged and sum(merged[-1]) == offset:
                merged[-1] = (merged[-1][0], merged[-1][1] + size)
            else:
                merged.append((offset, size))
        self._free = merged

    @property
    def free(self) -> int:
        """Free bytes of the main mapping."""
        with self._lock:
            self._take_back()
            return sum(size for _, size in self._free)

    def close(self) -> None:
        """Give the memory back to the system as soon as no picture is painted from it."""
        with self._lock:
            self._closed = True
            for mapping in (self._main, *self._extra):
                if mapping is not None:
                    mapping.close()
            self._main = None
            self._extra.clear()
