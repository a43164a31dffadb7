"""Settings in force: the dialog, what a changed setting does at once, and keys of a person's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from exoannotate.ui.commands import bindings
from exoannotate.ui.commands.bindings import Bindings
from exoannotate.ui.commands.group import Group
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
        if self.bindings.own:
            bindings.apply(self.bindings, self.window.actions_by_id)
        self.window.look.motion = self.window.look.motion and settings.get("motion") == "yes"
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
        self.window.jobs.run(partial(settings.put, name, value), done=_kept)

    @Slot(object)
    def bind(self, wanted: Bindings) -> None:
        """Put keys in force and keep them."""
        self.bindings = wanted
        bindings.apply(wanted, self.window.actions_by_id)
        self.window.jobs.run(partial(settings.put, "keys", bindings.kept(wanted)), done=_kept)


def _kept(_nothing: None) -> None:
    pass
