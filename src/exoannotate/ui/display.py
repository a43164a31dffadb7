"""Whether a window can be shown at all. Qt aborts the process without a display, so this is asked first; no Qt here."""

from __future__ import annotations

import os
import sys

NONE = (
    "There is no display for a window here. Every command works without one: see “exoannotate --help”, "
    "or try “exoannotate demo --headless”."
)


def available() -> bool:
    """Whether Qt will find a screen: always on Windows and macOS; X11 or Wayland elsewhere; or offscreen."""
    asked = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform in ("win32", "darwin") or asked.startswith(("offscreen", "minimal")):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
