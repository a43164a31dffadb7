"""How a small table of a dialog is set up: rows, a quiet head, nothing to edit in place, Tab goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from exoannotate.ui.look import ROW


def set_up(view: QTableView, name: str) -> None:
    """Give a table its name for screen readers and the look all small tables share; widths are the dialog's."""
    view.setAccessibleName(name)
    view.setProperty("role", "small")
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ROW)
    head = view.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
