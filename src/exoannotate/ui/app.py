"""The entry to the window: decides whether there is a display, starts the PDF workers, then Qt, then the window."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from exoannotate.ui import display
from exoannotate.workspace import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui.look import Colours, Look
    from exoannotate.ui.window.main_window import MainWindow

log = logging.getLogger(__name__)

FAULT = "Something in the program went wrong. Everything saved before is safe."
LOG_SIZE = 1 << 20
"""Bytes of the log of faults before it starts anew; one old one is kept."""


def run(project: Path | None, pdfs: list[Path]) -> int:
    """Show the window until it is closed and return the exit code: 0, or 2 when there is no display."""
    if not display.available():
        sys.stderr.write(f"{display.NONE}\n")
        return 2
    from PySide6.QtWidgets import QApplication

    # The style by word: the first use of a style object alone costs a tenth of the start.
    app = QApplication([*sys.argv[:1], "-style", "fusion"])
    # Ctrl+C in a terminal ends the program; every edit that was acknowledged is on disk.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    window = bare_window(app)
    clients: list[PdfClient] = []
    window.fill_when_painted(_steps(app, window, clients, project, pdfs))
    window.show()
    try:
        code = app.exec()
        del window
    finally:
        for client in clients:
            client.shutdown()
    return code


def start(app: QApplication, client: PdfClient, project: Path | None, pdfs: list[Path]) -> MainWindow:
    """Make and show the whole window at once; the project named, or the last one, is opened once it stands."""
    window = bare_window(app)
    for _ in _furnished(app, window, client, project, pdfs):
        pass
    window.show()
    return window


def bare_window(app: QApplication) -> MainWindow:
    """The window with nothing in it yet, in the colours it will have."""
    from exoannotate.ui.look import Look, body_font, dark_ground
    from exoannotate.ui.window import window_state
    from exoannotate.ui.window.main_window import MainWindow

    app.setApplicationName("exoannotate")
    app.setApplicationDisplayName("exoannotate")
    app.setDesktopFileName("exoannotate")
    dark = window_state.was_dark()
    look = Look(dark=dark_ground(app) if dark is None else dark, parent=app)
    app.setFont(body_font())
    look.paint_ground(app)
    return MainWindow(None, look)


def _steps(
    app: QApplication,
    window: MainWindow,
    clients: list[PdfClient],
    project: Path | None,
    pdfs: list[Path],
) -> Iterator[int]:
    """What follows the first sight of the frame; the client is put into ``clients``."""
    from exoannotate.pdf.workers import Workers

    workers = Workers()  # first of all: this process imports MuPDF while the window is furnished
    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui.collecting import Collector

    Collector(app)

    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    clients.append(PdfClient(workers=workers))
    yield 0
    first = project is None and not pdfs and not settings.known()
    yield from _furnished(app, window, clients[0], project, pdfs)
    if first:
        window.commands.open_sample()  # with the four steps of ``commands/first_steps.py``


def _furnished(
    app: QApplication, window: MainWindow, client: PdfClient, project: Path | None, pdfs: list[Path]
) -> Iterator[int]:
    """Furnish the window; the project is read meanwhile, and shown once everything stands."""
    last = settings.get("last_project")
    wanted = project or (Path(last) if last and Path(last).exists() else None)
    _keep_log()
    tone = settings.get("page_tone")
    window.look.set_page_tone("sepia" if tone == "sepia" else "dark" if tone == "dark" else "normal")
    steps = window.furnish(client)
    next(steps)
    if wanted is not None:
        window.open_early(wanted)
    yield 0
    yield from steps

    _wear(app, window.look)
    _listen_for_faults(window)
    window.commands.recent.show()
    if pdfs:
        window.commands.adding.add_when_open(pdfs)
    if wanted is None and pdfs:
        window.say("Make or open a project; the PDFs will be added to it.")
    window.settle()


def log_file() -> Path:
    """Where faults are written down; nothing of a document's text goes there."""
    return settings.config_folder() / "faults.log"


def _keep_log() -> None:
    """Write faults to a file, which is made with the first of them."""
    from logging.handlers import RotatingFileHandler  # not on the way to the first frame

    logger = logging.getLogger("exoannotate")
    if any(isinstance(handler, RotatingFileHandler) for handler in logger.handlers):
        return
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(log_file(), maxBytes=LOG_SIZE, backupCount=1, encoding="utf-8", delay=True)
    handler.setLevel(logging.ERROR)
    handler.setFormatter(_Plain("%(asctime)s %(name)s: %(message)s"))
    logger.addHandler(handler)


class _Plain(logging.Formatter):
    """Without the folders above the program and the home folder, which tell who somebody is."""

    def format(self, record: logging.LogRecord) -> str:
        said = super().format(record)
        for folder in (str(Path(__file__).parents[2]), str(Path.home())):
            said = said.replace(folder, "~") if len(folder) > 1 else said
        return said


def _wear(app: QApplication, look: Look) -> None:
    """Dress the program in light or dark, now and whenever that changes."""
    from exoannotate.ui.theme import dark_wanted

    worn: list[Colours] = []

    def wear() -> None:
        # Dressing takes a second with all panes open; new meanings or another page tone do not need it.
        if worn != [look.colours]:
            worn[:] = [look.colours]
            look.apply(app)

    def follow() -> None:
        if settings.get("theme") == "system":
            look.set_dark(dark_wanted("system"))

    look.set_dark(dark_wanted(settings.get("theme")))
    wear()
    look.changed.connect(wear)
    app.styleHints().colorSchemeChanged.connect(follow)


def _listen_for_faults(window: MainWindow) -> None:
    """A fault of ours is logged and told; the window goes on."""

    def told(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
            return
        log.error("a fault reached the event loop", exc_info=(kind, error, at))
        window.say(FAULT, f"The details are in “{log_file()}”.")

    sys.excepthook = told
