"""Tries what people install: builds the wheel, puts it into an environment of its own, and does a day's work there.

    python3 packaging/try_wheel.py [WHEEL]

Building and installing wants pip and, where it has nothing at hand, a network; what is tried then runs without one.
It takes a minute or two, which is why the tests try only what a wheel lays down (tests/journey/test_installed.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_OFFLINE = """
import socket
def refused(*words, **names): raise OSError("no network here")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refused
"""
_COMMANDS = """
import shutil
from exoannotate import resources
from exoannotate.cli import main
from exoannotate.export.formats import EXPORTERS
vocabularies = resources.path("vocabularies")
assert (vocabularies / "names.bin").is_file() and "site-packages" in str(vocabularies), vocabularies
shutil.copy(resources.path("sample", "sample.exo"), "sample.exo")
shutil.copy(resources.path("sample", "review.pdf"), "review.pdf")
lacking = [one.name for one in EXPORTERS if one.missing()]
exports = [["export", "sample.exo", "--format", one.name, "--out", f"out.{one.name}"] for one in EXPORTERS
           if one.name not in lacking]
for words in (["check", "sample.exo"], ["suggest", "--text", "Exosomal miR-21 from U87 made cells resist TMZ."],
              ["add", "sample.exo", "review.pdf"], ["demo", "demo"], *exports):
    assert main(words) == 0, words
print("left out, as their library is not installed:", ", ".join(lacking) or "none")
"""
_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from exoannotate.ui import app
bare, rows = app.bare_window, []
def seen(window):
    rows.append(len(window.contents.rows))
    window.close()
def watched(*given):
    window = bare(*given)
    QTimer.singleShot(8_000, lambda: seen(window))
    return window
app.bare_window = watched
assert app.run(Path("demo") / "sample.exo", []) == 0 and rows[0] > 0, rows
print("the window showed", rows[0], "records")
"""


def main(words: list[str]) -> int:
    """Build, install and try; the exit code of what failed first, else 0."""
    with tempfile.TemporaryDirectory(prefix="exoannotate-wheel-") as folder:
        place = Path(folder)
        if not words:
            build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "--wheel-dir", folder, str(ROOT)]
            subprocess.run(build, check=True)
        wheel = Path(words[0]).resolve() if words else next(place.glob("*.whl"))
        venv.create(place / "env", with_pip=True)
        inside = place / "env" / ("Scripts" if os.name == "nt" else "bin")
        subprocess.run([inside / "python", "-m", "pip", "install", "--quiet", wheel], check=True)
        work = place / "work"
        work.mkdir()
        home = {name: str(work) for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        hidden = ("PYTHONPATH", "DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        env = {**{name: value for name, value in os.environ.items() if name not in hidden}, **home}
        subprocess.run([inside / "exoannotate", "--help"], cwd=work, env=env, check=True, stdout=subprocess.DEVNULL)
        for code, more in ((_COMMANDS, {}), (_WINDOW, {"QT_QPA_PLATFORM": "offscreen"})):
            command = [str(inside / "python"), "-I", "-c", _OFFLINE + code]
            tried = subprocess.run(command, cwd=work, env={**env, **more}, timeout=300)
            if tried.returncode:
                return tried.returncode
    print("The installed program works.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
