"""The menus as ACTIONS lists them: entries of a submenu stand where the first of them would."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from exoannotate.ui.actions import ACTIONS


def fill(menus: Mapping[str, QMenu], actions: Mapping[str, QAction]) -> None:
    """Put every action in its menu."""
    for title, menu in menus.items():
        menu.setToolTipsVisible(True)
        subs: dict[str, QMenu] = {}
        for entry in ACTIONS:
            if entry.menu != title:
                continue
            target = menu
            if entry.submenu:
                if entry.submenu not in subs:
                    if entry.rule:
                        menu.addSeparator()
                    subs[entry.submenu] = menu.addMenu(entry.submenu)
                    subs[entry.submenu].setToolTipsVisible(True)
                target = subs[entry.submenu]
            if entry.rule and not target.isEmpty():
                target.addSeparator()
            target.addAction(actions[entry.id])
