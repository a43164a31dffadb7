"""Files that a program which was killed left half written beside a project, a copy or a backup.

Whatever is written appears under its name when it is whole, and until then lies beside it under a name that nobody
chooses. Who is killed in between cannot clear up; whoever comes next to the same folder does it.
"""

from __future__ import annotations

import re
import time
from contextlib import suppress
from pathlib import Path

_AGE = 3600.0
"""Seconds nobody has written to it for: what is younger may be somebody's who is still at work."""
BESIDE = re.compile(r"\.exoannotate-[\w-]+\.(part|new)(-journal)?")
"""What lies beside a file that a person named."""
AMONG_BACKUPS = re.compile(r"[\w-]+\.part(-journal)?")


def clear(folder: Path, names: re.Pattern[str] = BESIDE) -> None:
    """Remove what was left in a folder long ago. What cannot be removed stays: nothing depends on it."""
    with suppress(OSError):
        for one in folder.iterdir():
            if names.fullmatch(one.name):
                with suppress(OSError):
                    found = one.lstat()
                    if abs(time.time() - found.st_mtime) > _AGE:
                        one.unlink()
