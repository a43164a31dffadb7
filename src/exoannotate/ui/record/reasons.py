"""Why a field is empty: the button and menu of the four reasons, and one key for each of three."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from exoannotate.domain.fields import Field
from exoannotate.domain.records import REASONS, Reason

REASON_HELP: dict[Reason, str] = {
    "not reported": "the text does not say",
    "not applicable": "the question does not arise here",
    "unclear": "the text can be read in several ways",
    "not yet looked": "no reason: nobody has looked yet",
}
REASON_KEYS = QKeySequence("Ctrl+R")
WHY_KEY = "Ctrl+I"
"""As the tooltip of the button tells it; the key itself stands in ACTIONS."""
ONE_KEY: dict[Qt.Key, Reason] = {
    Qt.Key.Key_N: "not reported",
    Qt.Key.Key_A: "not applicable",
    Qt.Key.Key_U: "unclear",
}
"""With Alt, while an empty field has the focus; once more takes the reason back."""
KEYS_TOLD = "Empty? Alt+N not reported, Alt+A not applicable, Alt+U unclear"


def by_key(event: QKeyEvent) -> Reason | None:
    """The reason a key stands for, None for another key. Where the key writes another letter, it is for that."""
    reason = ONE_KEY.get(Qt.Key(event.key()))
    if reason is None or event.modifiers() != Qt.KeyboardModifier.AltModifier:
        return None
    return reason if event.text().casefold() in ("", chr(event.key()).casefold()) else None


def reason_button(of: Field) -> QToolButton:
    """The button beside the label of an empty field."""
    button = QToolButton()
    button.setText("why empty?")
    button.setProperty("role", "reason")
    button.setObjectName(f"reason_{of.name}")
    button.setAccessibleName(f"Reason why {of.label} is empty")
    button.setToolTip(f"Say why there is nothing (Ctrl+R, or at once: {KEYS_TOLD.removeprefix('Empty? ')})")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+R reaches it; Tab goes from field to field
    return button


def why_button(of: Field) -> QToolButton:
    """The button beside the label of a suggested value."""
    button = QToolButton()
    button.setText("why this?")
    button.setProperty("role", "reason")
    button.setObjectName(f"why_{of.name}")
    button.setAccessibleName(f"Why {of.label} says this")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key reaches it; Tab goes from field to field
    return button


def reason_menu(parent: QWidget, chosen: Callable[[str], None], now: str) -> QMenu:
    """The four reasons to choose from, by mouse or by their digits; ``now`` is the one given, "" for a value."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setObjectName("reasons")
    for number, reason in enumerate(REASONS, 1):
        action = menu.addAction(f"&{number}  {reason}: {REASON_HELP[reason]}", partial(chosen, reason))
        action.setCheckable(True)
        action.setChecked(reason == now)
    return menu
