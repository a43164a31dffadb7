"""The panes of the window as docks: made, put where they were, and their shared key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QHeaderView, QMainWindow, QWidget

from exoannotate.ui import window_state
from exoannotate.ui.look import PANE_LEAST, PANE_MOST

EVIDENCE_HEIGHT = 232
"""Pixels of the evidence table at first: its head and five rows."""


def make(
    window: QMainWindow, project: QWidget, record: QWidget, evidence: QWidget
) -> tuple[QDockWidget, QDockWidget, QDockWidget]:
    """The three docks in the window, left, right and at the bottom."""
    # The record has the whole height: all that counts, its quote and its study stand in sight without scrolling.
    window.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.RightDockWidgetArea)
    return (
        _dock(window, "Project", "project_pane", project, Qt.DockWidgetArea.LeftDockWidgetArea),
        _dock(window, "Record", "record_pane", record, Qt.DockWidgetArea.RightDockWidgetArea),
        _dock(window, "Evidence", "evidence_pane", evidence, Qt.DockWidgetArea.BottomDockWidgetArea),
    )


def _dock(window: QMainWindow, title: str, name: str, pane: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(f"{name}_dock")
    dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
    pane.setObjectName(name)
    pane.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    dock.setTitleBarWidget(QWidget())  # a pane has a title line of its own and no frame
    dock.setWidget(pane)
    window.addDockWidget(area, dock)
    return dock


def arrange(
    window: QMainWindow, docks: tuple[QDockWidget, QDockWidget, QDockWidget], header: QHeaderView, *, known: bool
) -> list[QDockWidget]:
    """Put docks and columns where they were, or where they stand at first (unless ``known``); the docks that show."""
    arranged = window_state.restore_panes(window) and known
    if not arranged:
        window.resizeDocks(docks[:2], (PANE_LEAST, PANE_MOST + 8), Qt.Orientation.Horizontal)
        window.resizeDocks(docks[2:], (EVIDENCE_HEIGHT,), Qt.Orientation.Vertical)
    columns = window_state.load_value("evidence_header")
    if isinstance(columns, QByteArray):
        header.restoreState(columns)
    return [dock for dock in docks if not dock.isHidden()] if arranged else list(docks)


def give_save_keys(panes: Iterable[QWidget], save: Callable[[], object]) -> None:
    """The form has these keys itself; in other panes they save the record in it just as well."""
    for pane in panes:
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            saving = QShortcut(QKeySequence(keys), pane)
            saving.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            saving.activated.connect(save)


def follow(docks: Iterable[QDockWidget], actions: Mapping[str, QAction]) -> None:
    """Let the check marks of the menu say which docks show, in the order project, record, evidence."""
    for id, dock in zip(("toggle_project", "toggle_record", "toggle_evidence"), docks, strict=True):
        dock.visibilityChanged.connect(actions[id].setChecked)
