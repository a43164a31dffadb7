"""What groups of acts have in common: the window they act on, and the moments it tells them of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from exoannotate.ui.contents import Touched
    from exoannotate.ui.window.main_window import MainWindow


class Group(QObject):
    """Acts of one part of the program: a method for each of its entries of ACTIONS, and these moments where it needs
    them. Panels and dialogs are made when they are first wanted, so that the start stays quick."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    def attach(self) -> None:
        """Every part of the window is made by now."""

    def project_opened(self, path: str) -> None:
        """A project is open and shown."""

    def changed(self, touched: Touched) -> None:
        """The project has changed, and the window's contents with it."""

    def record_shown(self, record: str) -> None:
        """A record stands in the form; "" for a draft or none."""

    def document_shown(self, document: str) -> None:
        """Another document is in front; "" for none."""

    def stop(self) -> None:
        """The window closes: end what is long."""
