"""The order in which a screen reader goes through a window: that in which it is seen.

Qt tells the children of a widget in the order in which they were made, or last raised. Parts are made when they are
needed, so what is seen first may be told last. Only widgets that a layout or a splitter places are put in order; what
floats above them keeps its place above them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDockWidget,
    QFormLayout,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QStackedLayout,
    QStackedWidget,
    QTabWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

_ONLY_CHILDREN = Qt.FindChildOption.FindDirectChildrenOnly
_DOCKS = (Qt.DockWidgetArea.LeftDockWidgetArea, None, Qt.DockWidgetArea.RightDockWidgetArea,
          Qt.DockWidgetArea.BottomDockWidgetArea)  # fmt: skip
"""How the window's docks are read; None stands for what is between them."""


def put_in_reading_order(root: QWidget) -> None:
    """Have everything in a widget told in the order in which it is seen, and small buttons of Qt's own by a name."""
    put_children_in_order(root)
    if isinstance(root, QLineEdit):
        _name_clear_button(root)
    for child in root.findChildren(QWidget, options=_ONLY_CHILDREN):
        if not child.isWindow():
            put_in_reading_order(child)


def put_children_in_order(parent: QWidget) -> None:
    """The same for what stands directly in a widget, after a part was added."""
    children = parent.findChildren(QWidget, options=_ONLY_CHILDREN)
    wanted = [child for child in dict.fromkeys(_seen(parent)) if child in children]
    told = set(wanted)
    # Each place that one of these has now is given to the next of them as they are seen.
    turn = iter(wanted)
    order = [next(turn) if child in told else child for child in children]
    if order != children:
        for child in order:
            child.raise_()


def _seen(parent: QWidget) -> Iterator[QWidget]:
    if isinstance(parent, QMainWindow):
        yield from _parts_of_window(parent)
    elif isinstance(parent, QTabWidget):
        yield from (parent.tabBar(), *parent.findChildren(QStackedWidget, options=_ONLY_CHILDREN))
    elif isinstance(parent, QSplitter):
        yield from filter(None, map(parent.widget, range(parent.count())))
    elif (layout := parent.layout()) is not None and not isinstance(layout, QStackedLayout):
        yield from _placed(layout)


def _parts_of_window(window: QMainWindow) -> Iterator[QWidget]:
    if (menu := window.menuWidget()) is not None:
        yield menu
    yield from window.findChildren(QToolBar, options=_ONLY_CHILDREN)
    docks = window.findChildren(QDockWidget, options=_ONLY_CHILDREN)
    for area in _DOCKS:
        if area is not None:
            yield from (dock for dock in docks if window.dockWidgetArea(dock) == area)
        elif (centre := window.centralWidget()) is not None:
            yield centre
    yield window.statusBar()


def _placed(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those within it, row by row."""
    for at in sorted(range(layout.count()), key=lambda at: _place(layout, at)):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _place(layout: QLayout, at: int) -> tuple[int, int]:
    if isinstance(layout, QGridLayout):
        row, column, *_ = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
        return row, column
    if isinstance(layout, QFormLayout):
        line, role = cast("tuple[int, QFormLayout.ItemRole]", layout.getItemPosition(at))
        return line, 0 if role is QFormLayout.ItemRole.LabelRole else 1
    return 0, at


def _name_clear_button(line: QLineEdit) -> None:
    """The button that empties a line has a picture only."""
    for button in line.findChildren(QToolButton, options=_ONLY_CHILDREN):
        act = button.defaultAction()
        if act is not None and act.objectName() == "_q_qlineeditclearaction":
            button.setAccessibleName(f"Clear: {line.accessibleName()}" if line.accessibleName() else "Clear")
