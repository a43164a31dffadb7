"""The entry to the window: decides whether there is a display, starts the PDF workers, then Qt, then the window."""

from __future__ import annotations

import logging
import signal
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from exoannotate.ui import display
from exoannotate.workspace import settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from exoannotate.pdf.client import PdfClient
    from exoannotate.ui.look import Colours, Look
    from exoannotate.ui.main_window import MainWindow

log = logging.getLogger(__name__)

FAULT = "Something in the program went wrong. Everything saved before is safe."
LOG_SIZE = 1 << 20
"""Bytes of the log of faults before it starts anew; one old one is kept."""


def run(project: Path | None, pdfs: list[Path]) -> int:
    """Show the window until it is closed and return the exit code: 0, or 2 when there is no display."""
    if not display.available():
        sys.stderr.write(f"{display.NONE}\n")
        return 2
    from exoannotate.pdf.client import PdfClient

    # Before Qt: a child made afterwards would carry Qt's threads and memory.
    with PdfClient() as client:
        from PySide6.QtWidgets import QApplication

        found = QApplication.instance()
        app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
        # Ctrl+C in a terminal ends the program; every edit that was acknowledged is on disk.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        window = start(app, client, project, pdfs)
        code = app.exec()
        del window
    return code


def start(app: QApplication, client: PdfClient, project: Path | None, pdfs: list[Path]) -> MainWindow:
    """Make and show the window; the project named, or the last one, is opened once it stands."""
    from exoannotate.ui.commands import recent_projects
    from exoannotate.ui.icons import Icons
    from exoannotate.ui.look import Look
    from exoannotate.ui.main_window import MainWindow
    from exoannotate.ui.theme import dark_wanted

    _keep_log()
    app.setApplicationName("exoannotate")
    app.setApplicationDisplayName("exoannotate")
    app.setDesktopFileName("exoannotate")
    look = Look(dark=dark_wanted(settings.get("theme")), parent=app)
    _wear(app, look)
    window = MainWindow(client, look, Icons(look))
    _listen_for_faults(window)
    window.welcome.show_recent(recent_projects())
    window.show()
    last = settings.get("last_project")
    wanted = project or (Path(last) if last and Path(last).exists() else None)
    if pdfs:
        window.commands.add_when_open(pdfs)
    if wanted is not None:
        window.commands.open(wanted)
    elif pdfs:
        window.say("Make or open a project; the PDFs will be added to it.")
    return window


def log_file() -> Path:
    """Where faults are written down; nothing of a document's text goes there."""
    return settings.config_folder() / "faults.log"


def _keep_log() -> None:
    """Write faults to a file, which is made with the first of them."""
    logger = logging.getLogger("exoannotate")
    if any(isinstance(handler, RotatingFileHandler) for handler in logger.handlers):
        return
    settings.config_folder().mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(log_file(), maxBytes=LOG_SIZE, backupCount=1, encoding="utf-8", delay=True)
    handler.setLevel(logging.ERROR)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    logger.addHandler(handler)


def _wear(app: QApplication, look: Look) -> None:
    """Dress the program in light or dark, now and whenever that changes."""
    from exoannotate.ui.look import body_font
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

    app.setFont(body_font())
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
