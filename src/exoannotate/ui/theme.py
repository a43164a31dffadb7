"""Light and dark in use: the style of the window's own parts, and icons that follow the colours."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget

from exoannotate.ui.icons import Icons
from exoannotate.ui.look import ICON, RADIUS, XS, Look, S, over

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


def sheet(look: Look) -> str:
    """The style of the parts that only this window has; everything common stands in ``look.qss``."""
    c = look.colours
    return f"""
#document_bar {{ background: {c.window}; border-bottom: 1px solid {c.line}; }}
#document_bar QLineEdit {{ min-height: 22px; padding: 0 5px; }}
#project_pane, #record_pane, #evidence_pane, #record_form, #form_foot, #form_body {{ background: {c.window}; }}
#evidence_pane {{ background: {c.surface}; }}
#form_foot {{ border-top: 1px solid {c.line}; }}
#draft_strip {{ background: {c.doubt}; border-bottom: 1px solid {c.line}; }}
#passage_card {{ background: {c.surface}; border: 1px solid {c.line}; border-radius: {RADIUS}px; }}
#passage_card:hover {{ border-color: {c.control_line}; }}
#record_picker {{ background: {c.surface}; border: 1px solid {c.control_line}; }}
#record_picker QListView {{ background: {c.surface}; }}
#toast {{ background: {c.surface}; border: 1px solid {c.control_line}; border-radius: {RADIUS}px; }}
#welcome {{ background: {c.window}; }}
#welcome_title {{ font-size: 26px; font-weight: 600; }}
#centre_empty {{ background: {c.canvas}; }}
QToolButton[role="heading"] {{ font-weight: 600; text-align: left; padding: {XS}px 0; border: 2px solid transparent; }}
QToolButton[role="heading"]:checked {{ background: transparent; }}
QToolButton[role="heading"]:hover {{ background: transparent; color: {c.accent}; }}
QToolButton[role="heading"]:focus {{ border: 2px solid {c.accent}; padding: {XS}px 0; }}
QToolButton[role="tab_close"] {{ padding: 2px; margin-left: {XS}px; }}
QToolButton[role="reason"] {{ color: {c.muted}; padding: 0 {XS}px; border: none; font-size: 11px; }}
QToolButton[role="reason"]:hover {{ color: {c.accent}; background: transparent; text-decoration: underline; }}
QPushButton[role="small"] {{ padding: 0 {S}px; min-height: 22px; min-width: 58px; }}
QPushButton[role="small"]:focus {{ padding: 0 {S - 1}px; min-height: 20px; }}
QPushButton[role="small"]:checked {{ background: {over(c.accent, c.surface, 0.24 if c.dark else 0.14)}; }}
QPushButton[role="recent"] {{ background: transparent; border: none; text-align: left; padding: 0 {S}px; }}
QPushButton[role="recent"]:hover {{ color: {c.accent}; text-decoration: underline; }}
QPushButton[role="recent"]:focus {{ border: 2px solid {c.accent}; }}
"""
