"""What one person sets once for all projects: the folders of the program and the name edits are signed with."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from typing import Any, Literal, NamedTuple

log = logging.getLogger(__name__)


Kind = Literal["text", "choice", "hidden"]
"""A line of text; one of a few; kept by the program itself and not shown in the dialog."""


class Setting(NamedTuple):
    """One setting: its name in the file, the label and help of the dialog, and what holds until it is set. A choice has
    ``choices``: what is kept, and what people read."""

    name: str
    label: str
    help: str
    default: str
    kind: Kind = "hidden"
    choices: tuple[tuple[str, str], ...] = ()


SETTINGS: tuple[Setting, ...] = (
    Setting("curator", "Your name", "Stands beside every edit you make, so that merged files keep who said what. "
            "It holds from the next project that is opened.", "", "text"),
    Setting("theme", "Colours", "Light or dark, or as the desktop has it.", "system", "choice",
            (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))),
    Setting("page_tone", "Pages", "How the pages of PDFs are shown; figures lose their colours on dark ones.", "normal",
            "choice", (("normal", "As printed"), ("sepia", "Sepia"), ("dark", "Light on dark"))),
    Setting("motion", "Movement", "Whether a passage pulses when you jump to it, and the caret blinks.", "yes",
            "choice", (("yes", "Show where something went"), ("no", "Keep still"))),
    Setting("suggestions", "Suggestions", "Whether a new record is filled from what its passage says; you look before "
            "it is saved.", "yes", "choice",
            (("yes", "Fill new records from the passage"), ("no", "Leave them empty"))),
    Setting("scan_language", "Language of scans", "What Tesseract reads, as it names it: eng, deu, chi_sim, eng+ell.",
            "eng", "text"),
    Setting("last_project", "Last project", "Opened at start.", ""),
    Setting("recent_projects", "Recent projects", "One path a line.", ""),
    Setting("keys", "Keys", "Keys of your own, as JSON: the id of an act and its keys.", ""),
    Setting("first_steps", "First steps", "“done” once the four steps of the sample were taken or sent away.", ""),
    Setting("places_told", "Folders told of", "Projects in synced folders of which was told, as a JSON list.", ""),
    Setting("verification_draws", "Samples drawn", "Size and number of the last draw, as JSON by project.", ""),
    Setting("summary_sentences", "Sentences of summaries", "Templates of your own, as JSON by situation.", ""),
    Setting("summary_style", "Citation style", "The style chosen last.", ""),
    Setting("sql_statements", "Statements", "Own SQL that was saved, as JSON: name and statement.", ""),
    Setting("sql_history", "Statements run before", "A JSON list, the last one first.", ""),
)  # fmt: skip

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


def data_folder() -> Path:
    """Where backups are kept. ``EXOANNOTATE_DATA_DIR`` overrides the platform's place."""
    given = os.environ.get("EXOANNOTATE_DATA_DIR")
    if given:
        return Path(given)
    import platformdirs

    return platformdirs.user_data_path("exoannotate", appauthor=False)


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


_lock = threading.Lock()  # one setting is put by reading and writing the whole file, from more than one thread


def _read() -> dict[str, Any]:
    import json

    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        # A broken settings file costs the settings, never the start of the program.
        log.info("the settings file cannot be read; the defaults are used")
        return {_BROKEN: True}
    return found if isinstance(found, dict) else {_BROKEN: True}


_BROKEN = "\0broken"


def broken() -> bool:
    """Whether there is a settings file and it cannot be read; it is put aside with the next setting."""
    return _BROKEN in _read()


def known() -> bool:
    """Whether anything was ever set: the program was used before."""
    return bool(_read())


def setting(name: str) -> Setting:
    """The entry of that name. Raises StopIteration for a word that is none."""
    return next(s for s in SETTINGS if s.name == name)


def get(name: str) -> str:
    """The value of a setting; its default where it was never set, or holds what it cannot be."""
    one = setting(name)
    found = _read().get(name, one.default)
    if not isinstance(found, str) or (one.choices and found not in {value for value, _ in one.choices}):
        return one.default
    return found


def put(name: str, value: str) -> None:
    """Set a setting. Written aside and renamed, so that a crash leaves the old file or the new one; what a newer
    program keeps there stays."""
    import json

    folder = config_folder()
    with _lock:
        kept = _read()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if kept.pop(_BROKEN, False):
                _file().replace(folder / "settings.broken.json")
            aside = folder / "settings.json.new"
            aside.write_text(json.dumps(kept | {name: value}, indent=2, ensure_ascii=False), encoding="utf-8")
            aside.replace(_file())
        except (OSError, UnicodeEncodeError):
            log.info("the settings cannot be written; they hold until the program ends")


def curator_name() -> str:
    """The name edits are signed with: ``EXOANNOTATE_CURATOR``, else the setting, else "Unnamed curator"."""
    return os.environ.get("EXOANNOTATE_CURATOR", "").strip() or get("curator").strip() or UNNAMED
