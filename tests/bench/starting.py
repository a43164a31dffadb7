"""Rows about the start: processor time until the window is painted, wall time until the first page is seen."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.clock import interleaved, middle, ratio, told
from tests.bench.place import Place, environment
from tests.bench.row import Bench, Line, NotThereError
from tests.bench.screen import Screen

_BARE = """
import os, sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Bare(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.seen)
    def seen(self):
        print(time.process_time(), flush=True)
        os._exit(0)
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
"""
_OURS = """
import os, sys, time
from exoannotate.ui.window.frame import Frame
how = sys.argv[1]
def then(window, steps):
    def seen():
        print(time.process_time(), flush=True)
        if how == "frame":
            os._exit(0)
        for _ in steps:
            pass
        print(time.process_time(), flush=True)
        os._exit(0)
    window._take_step = seen
    window._steps = steps
Frame.fill_when_painted = then
sys.argv[:] = ["exoannotate"]
from exoannotate.__main__ import main
main()
"""
_BARE_PAGE = """
import sys
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Bare(QMainWindow):
    def paintEvent(self, event):
        painter = QPainter(self)
        painter.fillRect(self.rect(), 0xffffffff)
        for line in range(90):
            painter.drawText(300, 10 * line, "A page of words that stand where a page would stand, " * 2)
        painter.end()
window = Bare()
window.resize(1440, 900)
window.show()
app.exec()
"""
VIEWERS = ("okular", "evince", "zathura", "qpdfview")


def first_window(place: Place) -> tuple[Line, ...]:
    """P1: until the window is painted for the first time."""
    env = environment(place.keep, place.folder)

    def bare() -> float:
        return float(told([sys.executable, "-c", _BARE], env))

    def ours() -> float:
        return float(told([sys.executable, "-c", _OURS, "frame"], env))

    whole: list[float] = []

    def furnished() -> float:
        whole.append(float(told([sys.executable, "-c", _OURS, "all"], env).split()[1]))
        return whole[-1]

    bares, frames, full = interleaved(place.rounds(11, 5), bare, ours, furnished)
    bare_ms = f"bare window {middle(bares) * 1000:.0f} ms"
    return (
        Line("first window painted, CPU", bare_ms, f"{middle(frames) * 1000:.0f} ms", ratio(frames, bares),
             goal=1.15, moonshot=1.05),
        Line("   furnished: everything that stands in it, CPU", bare_ms, f"{middle(full) * 1000:.0f} ms",
             ratio(full, bares)),
    )  # fmt: skip


@contextmanager
def running(command: Sequence[str], env: dict[str, str]) -> Iterator[float]:
    """A program with a window, ended with all it started; gives the moment it was started at."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, env=env, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield began
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def until_page(command: Sequence[str], env: dict[str, str], screen: Screen) -> float:
    """Wall seconds from the start of a program until a page of words is on the screen."""
    screen.wait(lambda: not screen.page_seen(), 20)
    with running(command, env) as began:
        seen = screen.wait(screen.page_seen, 30)
        if os.environ.get("EXOANNOTATE_BENCH_SHOTS"):
            time.sleep(0.5)
            screen.save(Path(os.environ["EXOANNOTATE_BENCH_SHOTS"]) / f"{Path(command[0]).name}.png")
    return seen - began


def our_session(place: Place, pdf: Path, name: str) -> tuple[Sequence[str], dict[str, str]]:
    """A project with one document that was open last: the command that starts it again, and its environment."""
    folder = place.folder / name
    folder.mkdir(exist_ok=True)
    copy = folder / "paper.pdf"
    shutil.copy(pdf, copy)
    env = environment(place.keep, folder, QT_QPA_PLATFORM="xcb")
    project = folder / "paper.exo"
    for words in (("new", str(project)), ("add", str(project), str(copy))):
        subprocess.run([sys.executable, "-m", "exoannotate", *words], env=env, check=True, capture_output=True)
    return [sys.executable, "-m", "exoannotate", str(project)], env


def first_page(place: Place) -> tuple[Line, ...]:
    """P2: from the start of the process to the first page of a paper, beside the viewers that are installed."""
    viewers = [name for name in VIEWERS if shutil.which(name)]
    with Screen(place.folder) as screen:
        ours, env = our_session(place, place.paper, "ours")
        env["DISPLAY"] = screen.display
        samples: list[Callable[[], float]] = [lambda: until_page(ours, env, screen)]
        bare = [sys.executable, "-c", _BARE_PAGE]
        samples.append(lambda: until_page(bare, env, screen))
        for name in viewers:
            samples.append(lambda name=name: until_page([name, str(place.paper)], env, screen))  # type: ignore[misc]
        found = interleaved(place.rounds(7, 3), *samples)
    own, bare_times, others = found[0], found[1], dict(zip(viewers, found[2:], strict=True))
    lines = []
    for name in VIEWERS:
        what = f"start to first page of a paper, beside {name}"
        if name not in others:
            lines.append(Line(what, "not installed", f"{middle(own) * 1000:.0f} ms", 0.0))
            continue
        goal = 1.0 if name in ("okular", "evince") else None
        lines.append(Line(what, f"{name} {middle(others[name]) * 1000:.0f} ms", f"{middle(own) * 1000:.0f} ms",
                          ratio(own, others[name]), goal=goal))  # fmt: skip
    lines.append(Line("   beside a bare window", f"bare {middle(bare_times) * 1000:.0f} ms",
                      f"{middle(own) * 1000:.0f} ms", ratio(own, bare_times), goal=None, moonshot=1.25))  # fmt: skip
    return tuple(lines)


def first_of_many(place: Place) -> tuple[Line, ...]:
    """P3: the same with 1,000 pages instead of twelve."""
    zathura = shutil.which("zathura")
    with Screen(place.folder) as screen:
        few, env = our_session(place, place.pages(12), "few")
        many, env_many = our_session(place, place.pages(1000), "many")
        env["DISPLAY"] = env_many["DISPLAY"] = screen.display
        samples: list[Callable[[], float]] = [
            lambda: until_page(few, env, screen),
            lambda: until_page(many, env_many, screen),
        ]
        if zathura:
            samples.append(lambda: until_page([zathura, str(place.pages(12))], env, screen))
            samples.append(lambda: until_page([zathura, str(place.pages(1000))], env, screen))
        found = interleaved(place.rounds(7, 3), *samples)
    told_by = f"zathura x{ratio(found[3], found[2]):.2f}" if zathura else "zathura not installed"
    ours = f"{middle(found[0]) * 1000:.0f} / {middle(found[1]) * 1000:.0f} ms"
    return (
        Line("first page of 1,000 pages / of 12 pages", told_by, ours, middle(found[1]) / middle(found[0]),
             goal=1.05, moonshot=1.00),
    )  # fmt: skip


def needs_a_screen(measure: Callable[[Place], tuple[Line, ...]]) -> Callable[[Place], tuple[Line, ...]]:
    """A row that is only told to be not there where no X server can be started."""

    def checked(place: Place) -> tuple[Line, ...]:
        if not shutil.which("Xvfb"):
            raise NotThereError("Xvfb is not installed")
        return measure(place)

    return checked


STARTING = (
    Bench("P1", "first window painted", first_window, 90, short=True),
    Bench("P2", "process start to first page", needs_a_screen(first_page), 180),
    Bench("P3", "first page of 1,000 / of 12 pages", needs_a_screen(first_of_many), 150),
)
