"""A person at the window: real mouse and key events, found by what the person sees."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from exoannotate.domain.geometry import PagePoint
from exoannotate.ui.page.view import DocumentView
from exoannotate.ui.window.main_window import MainWindow

Left = Qt.MouseButton.LeftButton
Plain = Qt.KeyboardModifier.NoModifier
Ctrl = Qt.KeyboardModifier.ControlModifier
Shift = Qt.KeyboardModifier.ShiftModifier


class Person:
    """Looks at one window and acts on it. ``wait`` gives the window time, as a person's eye does."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot

    def wait(self, until: Callable[[], object], seconds: float = 20.0) -> None:
        self.qtbot.waitUntil(lambda: bool(until()), timeout=int(seconds * 1000))

    def idle(self) -> None:
        """Wait until nothing is on its way to the disk."""
        self.wait(lambda: not self.window.bridge.busy)
        QApplication.processEvents()

    # Documents

    def new_project(self, path: Path) -> None:
        self.window.commands.create(path)
        self.wait(lambda: self.window.bridge.path == path)

    def add(self, *paths: Path) -> None:
        before = len(self.window.contents.documents)
        self.window.commands.adding.add(list(paths))
        self.wait(lambda: len(self.window.contents.documents) == before + len(paths), 60)
        self.idle()

    @property
    def page(self) -> DocumentView:
        """The document in front."""
        self.wait(lambda: self.window.tabs.tab is not None)
        tab = self.window.tabs.tab
        assert tab is not None
        return tab.view

    def turn_to(self, page: int) -> None:
        """Type the page's number into the page box, as Ctrl+G does."""
        view = self.page
        self.press(view.canvas, Qt.Key.Key_G, Ctrl)
        box = self.window.tabs.tab.page_box if self.window.tabs.tab else None
        assert box is not None
        self.wait(box.hasFocus)
        tab = self.window.tabs.tab
        assert tab is not None
        box.selectAll()
        QTest.keyClicks(box, tab.label(page))
        self.press(box, Qt.Key.Key_Return)
        self.wait(lambda: page in view.viewport.visible() and page in view.pages)

    def point_at(self, page: int, index: int) -> QPoint:
        """The pixel in the middle of a character, scrolled into sight."""
        view = self.page
        self.wait(lambda: page in view.pages)
        box = view.pages[page].quads(index, index + 1)[0].bounds()
        where = PagePoint(page, (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
        x, y = view.viewport.to_pixels(where)
        inside = view.canvas.viewport().rect().adjusted(4, 4, -4, -60)
        if not inside.contains(round(x), round(y)):
            view.canvas.show_view(view.viewport.showing(where, at=0.4))
            self.wait(lambda: view.complete)
            x, y = view.viewport.to_pixels(where)
        return QPoint(round(x), round(y))

    def triple_click(self, page: int, index: int) -> None:
        """Select a sentence."""
        at = self.point_at(page, index)
        surface = self.page.canvas.viewport()
        QTest.mouseClick(surface, Left, pos=at)
        QTest.mouseDClick(surface, Left, pos=at)
        QTest.mouseClick(surface, Left, pos=at)
        self.wait(lambda: self.page.selection)

    def click(self, widget: QWidget) -> None:
        """A click beside an open list closes the list first, as the desktop does it."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        QTest.mouseClick(widget, Left)

    # Keys

    def press(self, widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier = Plain) -> None:
        assert widget is not None
        # Without a desktop nobody gives the window its focus back when a list closes.
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            self.window.activateWindow()
            self.wait(lambda: QApplication.activeWindow() is self.window)
        QTest.keyClick(widget, key, modifier)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClicks(focus, text)

    def fill(self, field: str, text: str) -> None:
        """Click into a field of the form and type."""
        widget = self.window.form.findChild(QWidget, f"field_{field}")
        assert widget is not None, field
        target = widget.findChild(QLineEdit) or widget if not isinstance(widget, QLineEdit) else widget
        self.click(target)
        self.wait(lambda: QApplication.focusWidget() in (widget, target))
        focus = QApplication.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.selectAll()
        self.type(text)

    def watch(self, seconds: float) -> float:
        """The longest time in seconds that a 4 ms timer of the window was kept waiting, over some seconds."""
        ticks = [time.monotonic()]
        timer = self.window.startTimer(4, Qt.TimerType.PreciseTimer)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            QApplication.processEvents()
            ticks.append(time.monotonic())
            time.sleep(0.002)
        self.window.killTimer(timer)
        return max(b - a for a, b in pairwise(ticks))
