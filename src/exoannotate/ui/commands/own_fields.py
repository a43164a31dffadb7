"""What the menu does with the project's own fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from shiboken6 import isValid

from exoannotate.domain.errors import ExoError
from exoannotate.domain.wording import counted
from exoannotate.ui.commands.group import Group
from exoannotate.workspace import own_fields
from exoannotate.workspace.session import Session

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.dialogs.own_fields import OwnFieldsDialog


class OwnFieldCommands(Group):
    """Shows the own fields, does what is wanted of them, and shows them as they are then."""

    _shown: OwnFieldsDialog | None = None

    def own_fields(self) -> None:
        """Show the project's own fields."""
        from exoannotate.ui.dialogs.own_fields import OwnFieldsDialog

        window = self.window
        dialog = self._shown = OwnFieldsDialog(window.icons, read_only=window.contents.read_only, parent=window)
        dialog.add_wanted.connect(self._on_add_wanted)
        dialog.change_wanted.connect(self._on_change_wanted)
        dialog.move_wanted.connect(self._on_move_wanted)
        dialog.delete_wanted.connect(self._on_delete_wanted)
        dialog.show_fields(window.contents.own_fields, {})
        window.commands.show_dialog(dialog)
        self._read()

    def changed(self, touched: Touched) -> None:
        if touched.columns is not None and self._dialog is not None:
            self._read()

    @property
    def _dialog(self) -> OwnFieldsDialog | None:
        """The dialog while it is open."""
        if self._shown is not None and not isValid(self._shown):
            self._shown = None
        return self._shown

    def _read(self) -> None:
        self.window.bridge.do(own_fields.used, done=self._show)

    def _show(self, used: dict[str, int]) -> None:
        if self._dialog is not None:
            self._dialog.show_fields(self.window.contents.own_fields, used)

    def _do(self, act: Callable[[Session], object]) -> None:
        self.window.form.commit_pending()
        self.window.bridge.do(act, failed=self._on_refused)

    def _on_refused(self, error: ExoError) -> None:
        if self._dialog is not None:
            self._dialog.tell(str(error))
        else:
            self.window.say(error.message, error.hint)

    @Slot(str, str, list, str)
    def _on_add_wanted(self, label: str, kind: str, choices: list[str], help: str) -> None:
        self._do(lambda session: own_fields.add(session, label, kind, choices, help))

    @Slot(str, str, list, dict, str)
    def _on_change_wanted(
        self, field: str, label: str, choices: list[str], turned: dict[str, str], help: str
    ) -> None:  # fmt: skip
        def act(session: Session) -> None:
            if choices or own_fields.find(session, field).kind == "choice":
                own_fields.change_choices(session, field, choices, turned)  # first, for it may be refused
            own_fields.rename(session, field, label)
            own_fields.describe(session, field, help)

        self._do(act)

    @Slot(str, int)
    def _on_move_wanted(self, field: str, to: int) -> None:
        self._do(lambda session: own_fields.move(session, field, to))

    @Slot(str)
    def _on_delete_wanted(self, field: str) -> None:
        name = next((own.label for own in self.window.contents.own_fields if own.id == field), "")

        def done(many: int) -> None:
            with_it = f" with what {counted(many, 'record')} said in it" if many else ""
            self.window.verbs.undoable.emit(f"Field “{name}” deleted{with_it}.")

        self.window.form.commit_pending()
        self.window.bridge.do(lambda session: own_fields.delete(session, field), done=done, failed=self._on_refused)
