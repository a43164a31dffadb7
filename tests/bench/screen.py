"""An X screen in memory whose pixels are read from a mapped file, the same way for every program that shows a page."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import numpy as np

WIDTH, HEIGHT, BLOCK = 1440, 900, 16
TEXT_BLOCKS = 200
"""So many blocks of 16 x 16 pixels, mostly white with some ink, are a page of words and not a window's own parts."""
LOOK_EVERY = 0.006
"""Seconds between two looks."""


class Screen:
    """Xvfb; a context."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "screen"
        self._folder.mkdir()
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(self._folder),
             "-nolisten", "tcp", "-noreset"],
            pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        number = b""
        while not number.endswith(b"\n"):
            part = os.read(reading, 16)
            if not part:
                raise RuntimeError("Xvfb does not start")
            number += part
        os.close(reading)
        self.display = f":{number.decode().strip()}"
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        # The head of an xwd dump: its own size, and where width, height, bytes a line and colours stand.
        head = struct.unpack(">25I", self._map[:100])
        start, width, height, line, colours = head[0], head[4], head[5], head[12], head[19]
        at = start + colours * 12
        self._pixels = np.frombuffer(self._map, np.uint8, line * height, at).reshape(height, line // 4, 4)[:, :width]

    def __enter__(self) -> Screen:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.terminate()
        self._server.wait()

    def text_blocks(self) -> int:
        """Blocks that look like printed words."""
        green = self._pixels[: HEIGHT // BLOCK * BLOCK, : WIDTH // BLOCK * BLOCK, 1]
        shape = (HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK)
        white = (green >= 249).reshape(shape).sum(axis=(1, 3), dtype=np.int32)
        ink = (green <= 170).reshape(shape).sum(axis=(1, 3), dtype=np.int32)
        area = BLOCK * BLOCK
        return int(((white >= 0.4 * area) & (ink >= 0.03 * area)).sum())

    def page_seen(self) -> bool:
        """Whether a page of words is on the screen."""
        return self.text_blocks() >= TEXT_BLOCKS

    def wait(self, until: Callable[[], bool], seconds: float) -> float:
        """Look until something is so and give that moment (monotonic). Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError("the page was not seen")
            time.sleep(LOOK_EVERY)
        return time.monotonic()

    def save(self, path: Path) -> None:
        """Keep what is on the screen as a picture."""
        from PySide6.QtGui import QImage

        copy = np.ascontiguousarray(self._pixels)
        QImage(copy.data, WIDTH, HEIGHT, WIDTH * 4, QImage.Format.Format_RGB32).save(str(path))
