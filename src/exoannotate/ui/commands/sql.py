"""Own SQL: the window for it, made when it is first wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from exoannotate.ui.commands.group import Group
from exoannotate.ui.reading_order import put_in_reading_order

if TYPE_CHECKING:
    from exoannotate.ui.sql.window import SqlWindow


class SqlCommands(Group):
    """Asks the project with one's own statements."""

    sql_window: SqlWindow | None = None

    def own_sql(self) -> None:
        """Show the window for statements."""
        if self.window.bridge.path is None:
            return
        if self.sql_window is None:
            from exoannotate.ui.sql.window import SqlWindow

            self.sql_window = SqlWindow(self.window.look, self.window.icons, self.window)
            self.sql_window.show_project(self.window.bridge.path)
            self.sql_window.help_wanted.connect(partial(self.window.commands.view.help_on, "sql"))
            put_in_reading_order(self.sql_window)
        self.sql_window.show()
        self.sql_window.raise_()
        self.sql_window.activateWindow()

    def project_opened(self, path: str) -> None:
        if self.sql_window is not None and self.window.bridge.path is not None:
            self.sql_window.show_project(self.window.bridge.path)

    def stop(self) -> None:
        if self.sql_window is not None:
            self.sql_window.stop()
            self.sql_window.hide()
