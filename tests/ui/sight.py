"""What can be wrong with the sight of a window, found by walking its widgets: names, elisions, overlaps, Tab.

Run as a program it opens the sample in a process of its own, which alone can have another scale of the screen, goes
through the states of the window and prints what it found, a line of JSON for each:
``python -m tests.ui.sight FOLDER light|dark [PICTURES]``.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollBar,
    QSizeGrip,
    QSplitterHandle,
    QStackedLayout,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from tests.ui import reader

_SLACK = 2  # pixels that rounding at 150 % may cost
_TOUCHING = 4  # pixels by which the empty edges of two widgets may lie on one another
_PARTS_OF_QT = (QScrollBar, QSizeGrip, QSplitterHandle)


def walked(root: QWidget) -> Iterator[QWidget]:
    """Every widget that is seen in a window, itself first; parts of Qt's own widgets and other windows left out."""
    yield root
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow() and not isinstance(child, _PARTS_OF_QT):
            yield from walked(child)


def called(widget: QWidget) -> str:
    """What a finding calls a widget."""
    above, names = widget, []
    while above is not None and len(names) < 3:
        names.append(above.objectName() or type(above).__name__)
        above = above.parentWidget()
    text = getattr(widget, "text", None)
    said = str(text()) if callable(text) else ""
    return f"{' < '.join(names)} “{said[:60]}”"


# Names ---------------------------------------------------------------------------------------------------------------


def unnamed(root: QWidget) -> list[str]:
    """Controls that the keyboard reaches and a screen reader has no name or no role for."""
    found = []
    for widget in walked(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isEnabled() or widget.focusProxy() is not None:
            continue
        if _inside_of_qt(widget):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        name = told.text(QAccessible.Text.Name) if told is not None else ""
        role = told.role() if told is not None else QAccessible.Role.NoRole
        if not name.strip():
            found.append(f"no name: {called(widget)}")
        if role == QAccessible.Role.NoRole:
            found.append(f"no role: {called(widget)}")
        if isinstance(widget, QAbstractItemView) and not _is_read(widget):
            found.append(f"rows without words: {called(widget)}")
    return found


def without_words(root: QWidget) -> list[str]:
    """Buttons that show nothing but a picture and do not say what it means."""
    found = []
    for widget in walked(root):
        if isinstance(widget, QAbstractButton) and not _inside_of_qt(widget) and not widget.toolTip():
            beside = (
                isinstance(widget, QToolButton) and widget.toolButtonStyle() != Qt.ToolButtonStyle.ToolButtonIconOnly
            )
            plain = not isinstance(widget, QToolButton)
            if not widget.text().strip() or not (plain or beside or widget.icon().isNull()):
                found.append(f"no tooltip: {called(widget)}")
    return found


def _is_read(view: QAbstractItemView) -> bool:
    """Whether the first rows of a list or table have words for a screen reader."""
    model = view.model()
    top = QModelIndex()  # models of lists take no default
    for row in range(min(3, model.rowCount(top)) if model is not None else 0):
        columns = model.columnCount(top) if isinstance(view, QTableView) else 1
        cells = [model.index(row, column, top) for column in range(columns)]
        if not any(i.data(Qt.ItemDataRole.AccessibleTextRole) or i.data() for i in cells):
            return False
    return True


def _inside_of_qt(widget: QWidget) -> bool:
    """The line of a combination box, the viewport of an area, buttons in a tab bar: what they are part of is named."""
    parent = widget.parentWidget()
    if isinstance(widget, (*_PARTS_OF_QT, QHeaderView)) or widget.objectName().startswith("qt_"):
        return True
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return isinstance(parent, QComboBox | QTabBar | QLineEdit)


# What is cut off -----------------------------------------------------------------------------------------------------


def elided(root: QWidget) -> list[str]:
    """Words that are cut short and stand whole in no tooltip."""
    found = []
    for widget in walked(root):
        missing = _missing(widget)
        if missing and not _told(widget):
            found.append(f"cut by {missing} px: {called(widget)}")
        if isinstance(widget, QHeaderView):
            found += _cut_heads(widget)
        elif isinstance(widget, QTabBar):
            found += _cut_tabs(widget)
        elif isinstance(widget, QTableView):
            found += _cut_cells(widget)
    return found


def _told(widget: QWidget) -> bool:
    """Whether a tooltip of the widget, or of the part it belongs to, says it."""
    parent = widget.parentWidget()
    return bool(widget.toolTip() or (parent is not None and parent.toolTip() and not parent.isWindow()))


def _missing(widget: QWidget) -> int:
    """Pixels that are missing for the words of a widget; 0 when they are all seen."""
    measure = widget.fontMetrics()
    if isinstance(widget, QLabel) and widget.text() and widget.pixmap().isNull():
        room = widget.contentsRect()
        if widget.wordWrap():
            high = measure.boundingRect(
                QRect(0, 0, max(1, room.width()), 10_000), Qt.TextFlag.TextWordWrap, widget.text()
            )
            return max(0, high.height() - room.height() - _SLACK - measure.leading())
        wide = max(measure.horizontalAdvance(line) for line in widget.text().split("\n"))
        return max(0, wide - room.width() - _SLACK)
    if isinstance(widget, QAbstractButton) and widget.text():
        wanted = widget.sizeHint().width()
        return max(0, wanted - widget.width() - _SLACK)
    if isinstance(widget, QComboBox):
        return max(0, measure.horizontalAdvance(widget.currentText()) - (widget.width() - 28) - _SLACK)
    if isinstance(widget, QLineEdit) and not widget.text() and widget.isEnabled():
        return max(0, measure.horizontalAdvance(widget.placeholderText()) - (widget.width() - 14) - _SLACK)
    return 0


def _cut_heads(header: QHeaderView) -> list[str]:
    found, model = [], header.model()
    if model is None or header.orientation() is Qt.Orientation.Vertical:
        return []
    for section in range(header.count()):
        text = str(model.headerData(section, header.orientation()) or "")
        cut = header.fontMetrics().horizontalAdvance(text) > header.sectionSize(section) - 4
        told = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if cut and not header.isSectionHidden(section) and not told and not header.toolTip():
            found.append(f"head cut: {called(header)} {text!r}")
    return found


def _cut_tabs(bar: QTabBar) -> list[str]:
    return [
        f"tab cut: {bar.tabText(at)!r}"
        for at in range(bar.count())
        if bar.fontMetrics().horizontalAdvance(bar.tabText(at)) > bar.tabRect(at).width() and not bar.tabToolTip(at)
    ]


def _cut_cells(view: QTableView) -> list[str]:
    """Cells of a table whose text is cut and which have no tooltip."""
    model = view.model()
    if model is None:
        return []
    found = []
    for row in range(min(6, model.rowCount())):
        for column in range(model.columnCount()):
            index: QModelIndex = model.index(row, column)
            room = view.visualRect(index)
            text = str(index.data() or "")
            cut = not room.isEmpty() and view.fontMetrics().horizontalAdvance(text) > room.width() - 4
            if cut and not index.data(Qt.ItemDataRole.ToolTipRole):
                found.append(f"cell cut: {called(view)} {text[:40]!r}")
    return found


# What lies on one another -------------------------------------------------------------------------------------------


def overlapping(root: QWidget) -> list[str]:
    """Widgets of one layout that cover one another, and those that stick out of what they stand in."""
    found = []
    for widget in walked(root):
        layout = widget.layout()
        if layout is None or isinstance(layout, QStackedLayout):
            continue
        members = [one for one in _members(layout) if one.isVisible() and not one.size().isEmpty()]
        for one, other in combinations(members, 2):
            both = one.geometry() & other.geometry()
            if both.width() > _TOUCHING and both.height() > _TOUCHING:
                found.append(f"over one another by {both.width()} x {both.height()}: {called(one)} and {called(other)}")
        for one in members:
            out = _sticks_out(one.geometry(), widget)
            if out > _SLACK:
                found.append(f"sticks out by {out} px: {called(one)}")
    return found


def _sticks_out(place: QRect, of: QWidget) -> int:
    room = of.rect()
    return max(room.left() - place.left(), place.right() - room.right(), place.bottom() - room.bottom(), 0)


def _members(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        inner = item.layout() if item is not None else None
        if item is not None and item.widget() is not None:
            yield item.widget()
        elif inner is not None:
            yield from _members(inner)


# The way of Tab ------------------------------------------------------------------------------------------------------


def out_of_order(pane: QWidget) -> list[str]:
    """Where Tab goes up by more than a row within a pane, or right to left within a row: against reading order."""
    stops = list(tab_stops(pane))
    found = []
    for before, after in pairwise(stops):
        a, b = _place(before, pane), _place(after, pane)
        up = a.top() - b.bottom()
        same_row = b.top() < a.center().y() < b.bottom() or a.top() < b.center().y() < a.bottom()
        if up > 0 or (same_row and b.right() <= a.left()):
            found.append(f"Tab goes back from {called(before)} to {called(after)}")
    return found


def tab_stops(pane: QWidget) -> Iterator[QWidget]:
    """What Tab reaches in a pane, in its order."""
    first = at = pane
    while True:
        at = at.nextInFocusChain()
        if at is first or at is None:
            return
        reached = at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isEnabled() and at.isVisible()
        if reached and pane.isAncestorOf(at) and at.focusProxy() is None and not _inside_of_qt(at):
            yield at


def _place(widget: QWidget, pane: QWidget) -> QRect:
    return QRect(widget.mapTo(pane, QPoint(0, 0)), widget.size())


def looked_at(name: str, root: QWidget) -> list[str]:
    """Everything that is wrong with one state of a window."""
    QApplication.processEvents()
    told = reader.read(root)
    found = [*unnamed(root), *without_words(root), *elided(root), *overlapping(root)]
    found += [*reader.nameless(told), *reader.misplaced(told)]
    return [f"{name}: {one}" for one in dict.fromkeys(found)]


# A process of its own ---------------------------------------------------------------------------------------------


def _wait(until: Callable[[], object], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not until():
        QApplication.processEvents()
        time.sleep(0.005)
        if time.monotonic() > end:
            raise TimeoutError
    for _ in range(5):
        QApplication.processEvents()


def _stays(name: str, root: QWidget) -> list[str]:
    """What is wrong and stays so: a layout may take some turns of the event loop to come to rest."""
    end = time.monotonic() + 3
    while (found := looked_at(name, root)) and time.monotonic() < end:
        for _ in range(5):
            QApplication.processEvents()
            time.sleep(0.02)
    return found


def main(folder: Path, theme: str, pictures: Path | None) -> int:
    """Go through the states of the window on the sample; print what was found, as JSON."""
    os.environ["EXOANNOTATE_CONFIG_DIR"] = str(folder / "config")
    os.environ["EXOANNOTATE_CACHE_DIR"] = str(folder / "cache")
    os.environ["EXOANNOTATE_DATA_DIR"] = str(folder / "data")
    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui import app as ui
    from exoannotate.workspace import sample, settings
    from tests.ui.states import states

    settings.put("theme", theme)
    app = QApplication(["sight", "-style", "fusion"])
    with PdfClient() as client:
        window = ui.start(app, client, None, [])
        sys.excepthook = sys.__excepthook__  # the program would only write it down
        window.resize(1280, 720)
        ratio = window.devicePixelRatioF()
        for name, widget in states(window, sample.copy(folder / "sample"), _wait):
            told = {"state": name, "ratio": ratio, "found": _stays(name, widget)}
            sys.stdout.write(f"{json.dumps(told)}\n")
            sys.stdout.flush()
            if pictures is not None:
                widget.grab().save(str(pictures / f"{name}-{theme}-{round(100 * ratio)}.png"))
        window.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if len(sys.argv) > 3 else None))
