"""Light and dark in use: what is wanted now, and icons that follow the colours."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON

THEMES = ("system", "light", "dark")


def dark_wanted(theme: str) -> bool:
    """Whether a theme setting means dark now; “system” asks the desktop."""
    if theme in ("light", "dark"):
        return theme == "dark"
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def put_icon(button: QAbstractButton, icons: Icons, name: str, token: str = "text", size: int = ICON) -> None:
    """Give a button an icon that ``renew_icons`` can draw again in other colours."""
    button.setProperty("icon_name", name)
    button.setProperty("icon_token", token)
    button.setIconSize(QSize(size, size))
    button.setIcon(icons.icon(name, token))


def renew_icons(root: QWidget, icons: Icons) -> None:
    """Draw the icons of all buttons below a widget in the colours of now."""
    for button in root.findChildren(QAbstractButton):
        name = button.property("icon_name")
        if name:
            button.setIcon(icons.icon(str(name), str(button.property("icon_token") or "text")))
