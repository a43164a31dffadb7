"""The menus as ACTIONS lists them: entries of a submenu stand where the first of them would."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from exoannotate.ui.commands.actions import ACTIONS
from exoannotate.ui.icons import Icons


def fill(menus: Mapping[str, QMenu], actions: Mapping[str, QAction], icons: Icons) -> None:
    """Put every action in its menu; icons are drawn when it opens, in the colours of then."""

    def draw_icons(title: str) -> None:
        for entry in ACTIONS:
            if entry.menu == title and entry.icon:
                actions[entry.id].setIcon(icons.icon(entry.icon))

    for title, menu in menus.items():
        menu.aboutToShow.connect(partial(draw_icons, title))
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
