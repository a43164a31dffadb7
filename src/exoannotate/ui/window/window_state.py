"""How the window was left: its place, its docks, and for each project the open documents, their pages and zooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from exoannotate.workspace import settings

if TYPE_CHECKING:
    from exoannotate.ui.page.places import ViewState

VERSION = 1
"""Raised when the docks change so much that an old arrangement would be wrong."""
FIRST_SIZE = QSize(1440, 900)


class OpenDocument(NamedTuple):
    """A document that was open, where in it the reader was, on which side (0 left, 1 right), and whether it was in
    front there."""

    document: str
    state: ViewState
    side: int = 0
    front: bool = False


def _store() -> QSettings:
    return QSettings(str(settings.config_folder() / "window.ini"), QSettings.Format.IniFormat)


def restore_place(window: QMainWindow) -> bool:
    """Put the window where it was, but always on a screen; whether that was known."""
    geometry = _store().value("geometry")
    known = isinstance(geometry, QByteArray) and window.restoreGeometry(geometry)
    if not known:
        screen = QGuiApplication.primaryScreen()
        room = screen.availableGeometry().size() if screen is not None else FIRST_SIZE
        window.resize(FIRST_SIZE.boundedTo(room))
    bring_on_screen(window)
    return known


def restore_panes(window: QMainWindow) -> bool:
    """Give the panes the sizes they had; whether those were known."""
    state = _store().value("state")
    return isinstance(state, QByteArray) and window.restoreState(state, VERSION)


def bring_on_screen(window: QMainWindow) -> None:
    """Move a window whose title would be out of reach, as after a screen was unplugged."""
    frame = window.frameGeometry()
    screens = QGuiApplication.screens()
    if not screens:
        return
    for screen in screens:
        seen = screen.availableGeometry().intersected(frame)
        if seen.width() >= 120 and seen.height() >= 80 and frame.top() >= screen.availableGeometry().top() - 8:
            return
    room = screens[0].availableGeometry()
    window.resize(window.size().boundedTo(room.size()))
    window.move(room.center() - window.rect().center())


def save_window(window: QMainWindow) -> None:
    """Remember where the window and its docks are."""
    store = _store()
    store.setValue("geometry", window.saveGeometry())
    store.setValue("state", window.saveState(VERSION))


def was_dark() -> bool | None:
    """Whether the window was dark when it was closed; None when that is not known."""
    kept = str(_store().value("dark", "")).lower()
    return kept == "true" if kept in ("true", "false") else None


def save_value(name: str, value: object) -> None:
    """Remember one more thing about the window, such as the columns of the table."""
    _store().setValue(name, value)


def load_value(name: str) -> Any:
    """What was remembered under a name, None for nothing."""
    return _store().value(name)


def save_layout(project: str, body: dict[str, Any]) -> None:
    """Remember how the table of a project is laid out."""
    import json

    _store().setValue(f"table_{_key(project)}", json.dumps(body))


def load_layout(project: str) -> dict[str, Any]:
    """How the table of a project was laid out; {} when that is not known."""
    import json

    try:
        kept = json.loads(str(_store().value(f"table_{_key(project)}", "{}")))
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def save_documents(project: str, opened: tuple[OpenDocument, ...], current: str, side: int = 0) -> None:
    """Remember what is open in a project, and which document on which side was in use."""
    import json  # these not on the way to the first frame
    from dataclasses import asdict

    kept = [{"document": o.document, "side": o.side, "front": o.front, **asdict(o.state)} for o in opened]
    _store().setValue(_key(project), json.dumps({"current": current, "side": side, "open": kept}))


def load_documents(project: str) -> tuple[tuple[OpenDocument, ...], str, int]:
    """What was open in a project, which document was in use and on which side; nothing when that cannot be read."""
    import json

    from exoannotate.ui.page.places import read_state

    try:
        kept = json.loads(str(_store().value(_key(project), "{}")))
        current = str(kept.get("current", ""))
        found = []
        for given in kept.get("open", []):
            document = str(given.pop("document"))
            side, front = given.pop("side", 0), given.pop("front", document == current)
            found.append(OpenDocument(document, read_state(given), 1 if side == 1 else 0, bool(front)))
        return tuple(found), current, 1 if kept.get("side") == 1 else 0
    except (ValueError, TypeError, KeyError, AttributeError):
        return (), "", 0


def _key(project: str) -> str:
    import hashlib  # not on the way to the first frame

    return f"project_{hashlib.sha256(project.encode('utf-8', 'surrogatepass')).hexdigest()[:24]}"
