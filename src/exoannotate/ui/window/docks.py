"""The panes of the window as docks: made, put where they were, and their shared key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from exoannotate.ui.look import PANE_LEAST, PANE_MOST, XL
from exoannotate.ui.window import window_state

EVIDENCE_HEIGHT = 232
"""Pixels of the evidence table at first: its head and five rows."""


def make(window: QMainWindow, *, shown: bool) -> tuple[QDockWidget, QDockWidget, QDockWidget]:
    """The three docks in the window, left, right and at the bottom, empty as yet: the pages have their final place
    before the panes are made."""
    # The record has the whole height: all that counts, its quote and its study stand in sight without scrolling.
    window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
    made = (
        _dock(window, "Project", "project_pane", Qt.DockWidgetArea.LeftDockWidgetArea),
        _dock(window, "Record", "record_pane", Qt.DockWidgetArea.RightDockWidgetArea),
        _dock(window, "Evidence", "evidence_pane", Qt.DockWidgetArea.BottomDockWidgetArea),
    )
    made[0].widget().setMinimumWidth(PANE_LEAST - 60)  # as the panes themselves have it
    made[1].widget().setMinimumWidth(PANE_LEAST + XL)
    for dock in made:
        dock.setVisible(shown)
    return made


def _dock(window: QMainWindow, title: str, name: str, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(f"{name}_dock")
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    dock.setTitleBarWidget(QWidget())  # a pane has a title line of its own and no frame
    dock.setWidget(QWidget())
    window.addDockWidget(area, dock)
    return dock


def fill(docks: Iterable[QDockWidget], panes: Iterable[QWidget]) -> None:
    """Put each pane in its dock."""
    for dock, pane in zip(docks, panes, strict=True):
        place = dock.widget()
        pane.setObjectName(dock.objectName().removesuffix("_dock"))
        pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        dock.setWidget(pane)
        dock.setVisible(True)
        place.deleteLater()


def arrange(window: QMainWindow, docks: Sequence[QDockWidget], *, known: bool) -> list[QDockWidget]:
    """Put docks where they were, or where they stand at first (unless ``known``); the docks that show."""
    arranged = window_state.restore_panes(window) and known
    if not arranged:
        window.resizeDocks(docks[:2], (PANE_LEAST, PANE_MOST + 8), Qt.Orientation.Horizontal)
        window.resizeDocks(docks[2:], (EVIDENCE_HEIGHT,), Qt.Orientation.Vertical)
    return [dock for dock in docks if not dock.isHidden()] if arranged else list(docks)


def give_save_keys(panes: Iterable[QWidget], save: Callable[[], object]) -> None:
    """The form has these keys itself; in other panes they save the record in it just as well."""
    for pane in panes:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saving = QShortcut(QKeySequence(keys), pane)
            saving.setObjectName("key_save_record" if keys == "Ctrl+Return" else "")
            saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            saving.activated.connect(save)


def follow(docks: Iterable[QDockWidget], actions: Mapping[str, QAction]) -> None:
    """Let the check marks of the menu say which docks show, in the order project, record, evidence."""
    for id, dock in zip(("toggle_project", "toggle_record", "toggle_evidence"), docks, strict=True):
        dock.visibilityChanged.connect(actions[id].setChecked)
