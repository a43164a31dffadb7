"""What one person sets once for all projects: the folders of the program and the name edits are signed with."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

log = logging.getLogger(__name__)


class Setting(NamedTuple):
    """One setting: its name in the file, the label and help of the dialog, and what holds until it is set."""

    name: str
    label: str
    help: str
    default: str


SETTINGS: tuple[Setting, ...] = (
    Setting("curator", "Your name", "Stands beside every edit you make, so that merged files keep who said what.", ""),
    Setting("theme", "Colours", "“light”, “dark”, or “system” to follow the desktop.", "system"),
    Setting("last_project", "Last project", "Opened at start.", ""),
    Setting("scan_language", "Language of scans", "What Tesseract reads, as it names it: eng, deu, chi_sim.", "eng"),
    Setting("recent_projects", "Recent projects", "One path a line.", ""),
)

UNNAMED = "Unnamed curator"


def config_folder() -> Path:
    """Where settings live. ``EXOANNOTATE_CONFIG_DIR`` overrides the platform's place."""
    given = os.environ.get("EXOANNOTATE_CONFIG_DIR")
    if given:
        return Path(given)
    system: str = sys.platform  # as text: a checker takes it for the system it runs on
    if system.startswith("linux"):
        # As platformdirs has it, whose import alone takes 10 ms before the window can be seen.
        home = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return (Path(home) if home else Path.home() / ".config") / "exoannotate"
    import platformdirs

    return platformdirs.user_config_path("exoannotate", appauthor=False)


def cache_folder() -> Path:
    """Where text taken from PDFs is kept; it can be deleted at any time. ``EXOANNOTATE_CACHE_DIR`` overrides it."""
    given = os.environ.get("EXOANNOTATE_CACHE_DIR")
    if given:
        return Path(given)
    import platformdirs

    return platformdirs.user_cache_path("exoannotate", appauthor=False)


def documents_folder() -> Path:
    """Where a person keeps documents; the folder of the settings where they were moved (as in tests)."""
    if os.environ.get("EXOANNOTATE_CONFIG_DIR"):
        return config_folder()
    import platformdirs

    return platformdirs.user_documents_path()


def _file() -> Path:
    return config_folder() / "settings.json"


def _read() -> dict[str, Any]:
    import json

    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        # A broken settings file costs the settings, never the start of the program.
        log.info("the settings file cannot be read; the defaults are used")
        return {}
    return found if isinstance(found, dict) else {}


def get(name: str) -> str:
    """The value of a setting, or its default."""
    default = next(s.default for s in SETTINGS if s.name == name)
    found = _read().get(name, default)
    return found if isinstance(found, str) else default


def put(name: str, value: str) -> None:
    """Set a setting. Written aside and renamed, so that a crash leaves the old file or the new one."""
    import json

    known = {s.name for s in SETTINGS}
    kept = {k: v for k, v in _read().items() if k in known} | {name: value}
    folder = config_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / "settings.json.new"
        aside.write_text(json.dumps(kept, indent=2, ensure_ascii=False), encoding="utf-8")
        aside.replace(_file())
    except OSError:
        log.info("the settings cannot be written; they hold until the program ends")


def curator_name() -> str:
    """The name edits are signed with: ``EXOANNOTATE_CURATOR``, else the setting, else "Unnamed curator"."""
    return os.environ.get("EXOANNOTATE_CURATOR", "").strip() or get("curator").strip() or UNNAMED
