"""What menus and keys do to the view: zoom, pages, panes, colours, help. One method for each entry of ACTIONS."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.commands.settings import SettingsCommands
from exoannotate.ui.dialogs.about import AboutDialog, KeysDialog
from exoannotate.ui.jobs import Jobs
from exoannotate.ui.look import Look, PageTone
from exoannotate.ui.theme import THEMES, dark_wanted
from exoannotate.workspace import settings

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow

TONES: tuple[PageTone, ...] = ("normal", "sepia", "dark")


class ViewCommands(QObject):
    """Acts that change nothing in the project. ``show`` opens a dialog."""

    def __init__(self, window: MainWindow, jobs: Jobs, look: Look, show: Callable[[QDialog], None]) -> None:
        super().__init__(window)
        self._window, self._jobs, self._look, self._show = window, jobs, look, show

    def variants(self) -> dict[str, Callable[[], object]]:
        """The acts of entries that differ in a word only."""
        acts: dict[str, Callable[[], object]] = {}
        acts |= {f"theme_{theme}": partial(self.set_theme, theme) for theme in THEMES}
        acts |= {f"page_{tone}": partial(self.set_page_tone, tone) for tone in TONES}
        return acts

    def zoom_in(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.zoom_in()

    def zoom_out(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.zoom_out()

    def zoom_normal(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.set_zoom(1.0)

    def fit_width(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.fit_width()

    def fit_page(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.fit_page()

    def go_to_page(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.edit_page()

    def back(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.back()

    def forward(self) -> None:
        if self._window.tabs.tab is not None:
            self._window.tabs.tab.view.forward()

    def toggle_project(self) -> None:
        self._window.project_dock.setVisible(not self._window.project_dock.isVisible())

    def toggle_record(self) -> None:
        self._window.record_dock.setVisible(not self._window.record_dock.isVisible())

    def toggle_evidence(self) -> None:
        self._window.evidence_dock.setVisible(not self._window.evidence_dock.isVisible())

    def next_pane(self) -> None:
        """Move the focus round: project, pages (both sides of a split window), record, evidence."""
        window = self._window
        sides = [(side, side.tab.view if side.tab is not None else side) for side in window.tabs.sides]
        form = (window.form, window.form.editors["cargo"].input)
        rest = [form, (window.evidence, window.evidence.view)]
        panes: list[tuple[QWidget, QWidget]] = [(window.project, window.project.document_view), *sides, *rest]
        focus = QApplication.focusWidget()
        here = next(
            (n for n, (a, _) in enumerate(panes) if focus is not None and (a is focus or a.isAncestorOf(focus))), -1
        )
        for step in range(1, len(panes) + 1):
            area, target = panes[(here + step) % len(panes)]
            entry = _entry(area, target) if area.isVisible() else None
            if entry is not None:
                entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def set_theme(self, theme: str) -> None:
        """Use light or dark, or what the desktop says, now and at the next start."""
        self._look.set_dark(dark_wanted(theme))
        self._jobs.run(lambda: settings.put("theme", theme), done=lambda _: None)

    def set_page_tone(self, tone: PageTone) -> None:
        """Show pages as printed, on sepia, or light on dark, now and at the next start."""
        self._look.set_page_tone(tone)
        self._jobs.run(lambda: settings.put("page_tone", tone), done=lambda _: None)

    # Help ------------------------------------------------------------------------------------------------------

    def help(self) -> None:
        """Help for the pane that has the focus."""
        from exoannotate.ui.help.topics import topic_of

        for bar, topic in (("review_bar", "review"), ("check_bar", "verify")):
            found = self._window.findChild(QWidget, bar)
            if found is not None and found.isVisible():
                self.help_on(topic)  # its keys hold wherever the focus is
                break
        else:
            self.help_on(topic_of(QApplication.focusWidget() or self._window.focusWidget()).id)

    def help_on(self, topic: str) -> None:
        """Help at a topic."""
        from exoannotate.ui.help.dialog import PaneHelp
        from exoannotate.ui.help.topics import topic as named

        self._show(PaneHelp(named(topic), self._bindings(), self._window))

    def shortcuts(self) -> None:
        """All keys on one sheet."""
        self._show(KeysDialog(self._bindings(), self._window))

    def _bindings(self) -> Bindings:
        return self._window.commands.part(SettingsCommands).bindings

    def about(self) -> None:
        dialog = AboutDialog(self._window)
        dialog.vocabularies.clicked.connect(self._window.actions_by_id["vocabularies"].trigger)
        self._show(dialog)

    def quit(self) -> None:
        self._window.close()


def _entry(area: QWidget, target: QWidget) -> QWidget | None:
    """Where the focus goes in a pane: to ``target``, or to the first thing Tab reaches while that is out of sight."""
    if target.isVisible() and target.isEnabled():
        return target
    at = area.nextInFocusChain()
    while at is not None and at is not area:
        reached = at.focusPolicy().value & Qt.FocusPolicy.TabFocus.value and at.isEnabled() and at.isVisible()
        if reached and area.isAncestorOf(at):
            return at
        at = at.nextInFocusChain()
    return None
