"""What a reader does on a page view: points at characters, drags and clicks, with real events."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint
from exoannotate.domain.pagetext import PageText
from exoannotate.reading.blocks import Block, blocks
from exoannotate.ui.page.view import DocumentView

Left = Qt.MouseButton.LeftButton
Open = Callable[..., DocumentView]
"""Opens a view on the PDF at a path, at a ``page`` and with a ``size`` in pixels."""


def settle(qtbot: QtBot, view: DocumentView) -> None:
    """Wait until what is seen is sharp and its text is there."""
    qtbot.waitUntil(lambda: view.complete and set(view.viewport.visible()) <= set(view.pages), timeout=15_000)


def pixel(view: DocumentView, page: int, x: float, y: float) -> QPoint:
    px, py = view.viewport.to_pixels(PagePoint(page, x, y))
    return QPoint(round(px), round(py))


def place(view: DocumentView, page: int, index: int) -> QPoint:
    """The pixel in the middle of a character, scrolled into view."""
    text = view.pages[page]
    number = text.line_at(index)
    assert number is not None
    box = text.lines[number].quad(page, index, index + 1).bounds()
    at = pixel(view, page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    if not view.canvas.viewport().rect().adjusted(5, 60, -5, -90).contains(at):
        view.canvas.show_view(view.viewport.showing(PagePoint(page, box.x0, box.y0), at=0.4))
        at = pixel(view, page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return at


def drag(view: DocumentView, *points: QPoint) -> list[str]:
    """Drag along the points; the quote after each move."""
    target = view.canvas.viewport()
    QTest.mousePress(target, Left, pos=points[0])
    quotes = []
    for point in points[1:]:
        QTest.mouseMove(target, point)
        quotes.append(view.quote())
    QTest.mouseRelease(target, Left, pos=points[-1])
    return quotes


def click(view: DocumentView, at: QPoint, times: int = 1, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = view.canvas.viewport()
    keys = modifier or Qt.KeyboardModifier.NoModifier
    # Farther from the last click than a double click in time, or it would be a third one.
    if times == 1:
        QTest.qWait(QApplication.doubleClickInterval() // 20)
    QTest.mouseClick(target, Left, keys, pos=at)
    if times >= 2:
        # QTest sends the second press of a double click only.
        QTest.mouseDClick(target, Left, keys, pos=at)
        QTest.mouseRelease(target, Left, keys, pos=at)
    if times >= 3:
        QTest.mouseClick(target, Left, keys, pos=at)


def columns(text: PageText) -> tuple[Block, Block]:
    """The two tallest blocks of a page, left and right."""
    tall = sorted(blocks(text), key=lambda block: block.v0 - block.v1)[:2]
    left, right = sorted(tall, key=lambda block: block.u0)
    return left, right


def line_text(text: PageText, number: int) -> str:
    return text.text[text.lines[number].start : text.lines[number].end]


def hyphenated(text: PageText) -> int:
    """An index in a word of body text that was broken at a line's end."""
    for one, other in pairwise(text.lines):
        paragraph = text.paragraph_at(one.start)
        joined = one.end == other.start and text.text[one.end - 1 : one.end + 1].isalpha()
        if joined and paragraph and paragraph.kind == "body" and paragraph.end > other.end:
            return one.end - 1
    raise AssertionError("no line-end hyphen on this page")
