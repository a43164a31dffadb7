"""The first run: the sample project opens with a strip of four steps, which are ticked as they are done.

Decision (2026-11): where nothing was ever set and no file is named, the sample is opened unasked, as the pages on the
window want it; it is put among the user's documents. The strip goes for good once it was sent away or done.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from exoannotate.ui.commands.group import Group
from exoannotate.ui.reading_order import put_children_in_order
from exoannotate.workspace import sample, settings

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.window.first_steps import FirstSteps

SELECT, RECORD, FILL, SAVE = range(4)


class FirstStepsCommands(Group):
    """Watches for the four steps while the strip is there."""

    strip: FirstSteps | None = None
    _records = 0

    def project_opened(self, path: str) -> None:
        wanted = Path(path).name == sample.PROJECT and not self.window.contents.read_only
        if wanted and settings.get("first_steps") != "done":
            self._show()
        elif self.strip is not None:
            self.strip.hide()

    def _show(self) -> None:
        self._records = len(self.window.contents.rows)
        if self.strip is None:
            from exoannotate.ui.window.first_steps import FirstSteps

            self.strip = FirstSteps(self.window.icons, self.window)
            self.strip.left.connect(self._on_left)
            self.strip.new_wanted.connect(self.window.commands.new_project)
            self.window.addToolBar(Qt.ToolBarArea.TopToolBarArea, self.strip)
            put_children_in_order(self.window)
            self.window.form.draft_started.connect(self._on_draft)
            self.window.form.drafts_changed.connect(self._on_draft_changed)
            self.window.tabs.opened.connect(self._on_tab)
            for tab in self.window.tabs.tabs():
                self._on_tab(tab)
        self.strip.show()

    def _on_tab(self, tab: object) -> None:
        view = getattr(tab, "view", None)
        if view is not None:
            view.selection_made.connect(self._on_selected)

    # What was done -------------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_selected(self, selection: object) -> None:
        if selection:
            self._take(SELECT)

    @Slot()
    def _on_draft(self) -> None:
        self._take(RECORD)

    @Slot()
    def _on_draft_changed(self) -> None:
        shown = self.window.form.drafts() if self.window.form.drafting else ()
        # What was suggested and not looked at yet is nothing a person has filled in.
        if shown and any(text and name not in shown[-1].suggested for name, text in shown[-1].texts.items()):
            self._take(FILL)

    def changed(self, touched: Touched) -> None:
        now = len(self.window.contents.rows)
        # Records that a merge or a scan brings are not what the strip asks for: a form must have been begun.
        if now > self._records and self.strip is not None and self.strip.taken > RECORD:
            self._take(SAVE)
        self._records = now

    def _take(self, step: int) -> None:
        """A step was done: it is ticked, and with it those before, which it cannot be without."""
        if self.strip is None or not self.strip.isVisible() or self.strip.taken > step:
            return
        self.strip.show_taken(step + 1)
        if step == SAVE:
            self._keep()

    @Slot()
    def _on_left(self) -> None:
        if self.strip is not None:
            self.strip.hide()
        self._keep()

    def _keep(self) -> None:
        self.window.jobs.run(partial(settings.put, "first_steps", "done"), done=_kept)


def _kept(_nothing: None) -> None:
    pass
