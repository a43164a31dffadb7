"""Settings in force: the dialog, what a changed setting does at once, and keys of a person's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from exoannotate.ui.commands import bindings
from exoannotate.ui.commands.actions import action
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.commands.group import Group
from exoannotate.ui.commands.letters import PageLetters
from exoannotate.ui.page.bar import SelectionBar
from exoannotate.ui.page.view import DocumentView
from exoannotate.workspace import settings

if TYPE_CHECKING:
    from exoannotate.ui.window.main_window import MainWindow


class SettingsCommands(Group):
    """What one person sets once for all projects."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.bindings = Bindings()

    def attach(self) -> None:
        self.bindings = bindings.load()
        self.letters = PageLetters(self)
        self.window.tabs.opened.connect(self._on_tab)
        for tab in self.window.tabs.tabs():
            self._on_tab(tab)
        if self.bindings.own:
            self._put_in_force()
        self.window.look.motion = self.window.look.motion and settings.get("motion") == "yes"
        self.window.verbs.suggesting = settings.get("suggestions") == "yes"
        if settings.broken():
            self.window.say("Your settings could not be read.", "The program goes on with those it has at first.")

    def settings(self) -> None:
        """Show the settings."""
        self._show(keys=False)

    def change_keys(self) -> None:
        """Show the page of the settings where keys are changed."""
        self._show(keys=True)

    def _show(self, *, keys: bool) -> None:
        from exoannotate.ui.settings.dialog import SettingsDialog

        dialog = SettingsDialog(settings.get, self.bindings, keys=keys, parent=self.window)
        dialog.put.connect(self.put)
        dialog.keys_page.changed.connect(self.bind)
        self.window.commands.show_dialog(dialog)

    @Slot(str, str)
    def put(self, name: str, value: str) -> None:
        """Keep a setting and let it hold at once."""
        view, look = self.window.commands.view, self.window.look
        if name == "theme":
            view.set_theme(value)
            return
        if name == "page_tone":
            view.set_page_tone("sepia" if value == "sepia" else "dark" if value == "dark" else "normal")
            return
        if name == "motion":
            look.motion = value == "yes"
        if name == "suggestions":
            self.window.verbs.suggesting = value == "yes"
        self.window.jobs.run(partial(settings.put, name, value), done=_kept)

    @Slot(object)
    def bind(self, wanted: Bindings) -> None:
        """Put keys in force and keep them."""
        self.bindings = wanted
        self._put_in_force()
        self.window.jobs.run(partial(settings.put, "keys", bindings.kept(wanted)), done=_kept)

    def _put_in_force(self) -> None:
        bindings.apply(self.bindings, self.window.actions_by_id)
        bindings.apply_within(self.bindings, self.window)
        self.letters.show(self.bindings)
        for tab in self.window.tabs.tabs():
            self._name_letters(tab)

    def _on_tab(self, tab: object) -> None:
        """A document was opened: its page has the letters in force."""
        view = getattr(tab, "view", None)
        if isinstance(view, DocumentView):
            view.canvas.installEventFilter(self.letters)
            if self.bindings.own:
                self._name_letters(tab)

    def _name_letters(self, tab: object) -> None:
        view = getattr(tab, "view", None)
        if isinstance(view, DocumentView):
            for bar in view.findChildren(SelectionBar):
                bar.show_letters(*(self.bindings.letter(action(id)) for id in ("highlight", "new_record", "link")))


def _kept(_nothing: None) -> None:
    pass
