"""The window of a journey, as the program itself starts it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exoannotate.pdf.client import PdfClient
from exoannotate.ui import app
from tests.conftest import MadePdf
from tests.journey.window import Person


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot) -> Iterator[Person]:
    """Somebody in front of a fresh window of 1440 x 900."""
    import sys

    hook = sys.excepthook
    with PdfClient() as client:
        window = app.start(qapp, client, None, [])
        window.resize(1440, 900)
        window.verbs.suggesting = False  # tests about suggestions switch them on
        qtbot.waitExposed(window)
        yield Person(window, qtbot)
        window.close()
        window.deleteLater()
        QApplication.processEvents()
    sys.excepthook = hook


@pytest.fixture
def reading(person: Person, tmp_path: Path, made_review: MadePdf) -> Person:
    """A project of one review, opened and read."""
    person.new_project(tmp_path / "reading.exo")
    person.add(made_review.path)
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    return person


@pytest.fixture
def picture(tmp_path: Path, pytestconfig: pytest.Config) -> Path:
    """Where pictures go: the folder of the README's when they are to be renewed, else a temporary one."""
    if not pytestconfig.getoption("update_pictures"):
        return tmp_path
    folder = Path(__file__).parents[2] / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
