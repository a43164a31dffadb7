"""The start as a person sees it: a frame at once, the pages that were open, then everything else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from exoannotate.ui import app

made = app.bare_window
told = []

def tell(word):
    if word not in told:
        told.append(word)
        print(word, flush=True)

def watched(qt):
    window = made(qt)
    take = window._take_step
    def first():
        if "seen" not in told:
            tell("seen")
            heavy = {"msgspec", "json", "sqlite3", "PySide6.QtSvg"}
            heavy |= {"exoannotate.pdf.client", "exoannotate.ui.documents.tabs"}
            print("heavy:", sorted(heavy & set(sys.modules)), flush=True)
            DURING
        take()
    window._take_step = first
    def look():
        tabs = getattr(window, "tabs", None)
        if tabs is not None and tabs.tab is not None and tabs.tab.view.complete:
            tell("pages, " + ("furnished" if window.furnished else "bare"))
        if window.furnished:
            tell("furnished")
            if window.toast.isVisible():
                tell("said: " + window.toast.text.text() if hasattr(window.toast, "text") else "said")
        if END:
            window.close()
    window.watch = QTimer(window)
    window.watch.timeout.connect(look)
    window.watch.start(1)
    return window

app.bare_window = watched
sys.exit(app.run(Path(sys.argv[1]) if len(sys.argv) > 1 else None, []))
"""


def run(
    *words: str, end: str = "window.furnished", during: str = "pass", before: Sequence[str] = ()
) -> subprocess.CompletedProcess[str]:
    """The program up to a moment, in a process of its own; ``before``: a command that starts it and watches."""
    code = RUN.replace("END", end).replace("DURING", during)
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(
        [*before, sys.executable, "-c", code, *words], env=env, capture_output=True, text=True, timeout=240
    )


def test_the_frame_is_seen_before_anything_is_imported() -> None:
    done = run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["seen", "heavy: []", "furnished"]


def test_pages_come_before_the_panes(project: Path) -> None:
    done = run(str(project), end="window.furnished and len(told) >= 3")
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert told[0] == "seen"
    assert told.index("pages, bare") < told.index("furnished")


def test_a_project_that_is_not_there_is_told_once_there_is_a_place_for_words(tmp_path: Path) -> None:
    done = run(str(tmp_path / "gone.exo"), end="any(word.startswith('said') for word in told)")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_window_closed_at_once_closes_once_it_can(project: Path) -> None:
    done = run(str(project), end="False", during="window.close()")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
