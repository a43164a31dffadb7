"""A reader who turns pages, for tests and measurements: real keys, as often as asked."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from exoannotate.ui.page.view import DocumentView


def turn_pages(
    view: DocumentView, turns: int, *, keys: tuple[Qt.Key, ...] = (Qt.Key.Key_N,), wait: bool = True,
    each: Callable[[int], None] | None = None, seconds: float = 20.0,
) -> int:  # fmt: skip
    """Turn so many pages with ``keys`` in turn, from the start again at the end of the document.

    ``wait``: until the page is sharp, for ``seconds`` at most; else only until what has happened is painted. ``each``
    is called after each turn with its number. How many frames had a page without any picture is the answer.
    """
    empty = 0
    for turn in range(turns):
        at_end = view.viewport.y >= view.viewport.scroll_range()[1]
        QTest.keyClick(view.canvas, Qt.Key.Key_Home if at_end else keys[turn % len(keys)])
        QApplication.processEvents()
        until = time.monotonic() + seconds
        while wait and not view.complete and time.monotonic() < until:
            QApplication.processEvents()
            QTest.qWait(1)
        empty += any(not view._tiles.has(page) for page in view.viewport.visible())
        if each is not None:
            each(turn)
    return empty


@dataclass(frozen=True, slots=True)
class Kept:
    """What a view holds on to: counts and bytes that must not grow with pages turned."""

    objects: int
    pictures: int
    bytes: int
    texts: int


def kept(view: DocumentView) -> Kept:
    """Count it, after everything that can go has gone."""
    gc.collect()
    return Kept(len(gc.get_objects()), len(view._tiles._tiles), view._tiles.bytes, len(view.pages))
