"""What a pane owes somebody without a mouse, or new here: Tab in reading order, and help where all is empty.

Panes are made part by part, not in the order they are read, and Tab follows the making; here it is put right once.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton, QWidget

from exoannotate.ui.commands.group import Group
from exoannotate.ui.reading_order import put_in_reading_order
from exoannotate.ui.record.drafts import Draft
from exoannotate.ui.window.notices import EmptyState

HOW = "How it is done"


class AccessCommands(Group):
    """Stands last among the groups, so that every part is made by now."""

    def attach(self) -> None:
        window, evidence, project = self.window, self.window.evidence, self.window.project
        views = evidence.view_row.findChildren(QPushButton)
        buttons = (evidence.filter_button, evidence.queries_button, evidence.columns_button, evidence.export)
        put_in_order(*views, evidence.filter, *buttons, evidence.view)
        put_in_order(project.highlight_filter, project.highlight_view)
        evidence.views.made.connect(self._on_view_made)
        window.form.discarded.connect(self._on_discarded)
        self._offer_help(window.form, "record")
        self._offer_help(window.evidence, "table")
        self._offer_help(window.project, "page")

    @Slot(str, QWidget)
    def _on_view_made(self, _id: str, view: QWidget) -> None:
        self._offer_help(view, "matrix")
        put_in_reading_order(view)

    @Slot(object)
    def _on_discarded(self, draft: Draft) -> None:
        """A half-filled record was thrown away: no act of the project, so its Undo would not bring it back."""
        self.window.say("The new record was thrown away.", button="Undo", act=partial(self.window.form.start, draft))

    def _offer_help(self, pane: QWidget, topic: str) -> None:
        """An empty state that has no button of its own leads to help."""
        for state in pane.findChildren(EmptyState):
            if not state.button.text():
                state.offer(HOW, "What to do here (F1)")
                state.wanted.connect(partial(self.window.commands.view.help_on, topic))


def put_in_order(*widgets: QWidget) -> None:
    """Let Tab go through these one after the other."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
