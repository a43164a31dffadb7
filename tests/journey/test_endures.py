"""What must go well very often or for a long time: killed workers, thousands of page turns, thousands of pages.

pytest tests/journey/test_endures.py                        # the short form, part of the ordinary suite
python3 packaging/dev.py bench --soak                       # 1,000 kills, 10,000 turns, lateness of the window
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.conftest import MadePdf
from tests.journey.test_stays_alive import Pulse
from tests.journey.window import Person

QUIET = 0.050
"""Seconds the window's 4 ms timer may be late at most while a page of many seconds is drawn, on a quiet machine."""
AWAKE = 1.0
"""Seconds it may be late while a file of 3,000 pages is added and walked through, on a quiet machine."""


@pytest.fixture
def full(pytestconfig: pytest.Config) -> bool:
    """Whether this is the long form."""
    return bool(pytestconfig.getoption("full"))


def told(sentence: str) -> None:
    """Print a figure past pytest's capture."""
    assert sys.__stderr__ is not None
    sys.__stderr__.write(f"\n{sentence}\n")


def read(person: Person, path: Path, tmp_path: Path) -> None:
    """A new project with one document, its first page shown."""
    person.new_project(tmp_path / "soak.exo")
    person.add(path)
    person.wait(lambda: person.page.complete, 60)


@pytest.mark.timeout(3600)
def test_a_killed_worker_never_costs_a_page(person: Person, made_review: MadePdf, tmp_path: Path, full: bool) -> None:
    """The drawing worker is killed again and again while the page is wanted at another size; it comes each time."""
    read(person, made_review.path, tmp_path)
    client = person.window.tabs._client
    view, waits = person.page, []
    zooms = (1.0, 1.1, 1.2)
    for turn in range(1000 if full else 12):
        person.wait(lambda: client.process_ids[0] is not None)
        view.canvas.set_zoom(zooms[turn % 3])
        worker = client.process_ids[0]
        # Now before the page is asked for, now while it is drawn.
        end = time.monotonic() + (0.08 + 0.002 * (turn % 7) if turn % 2 else 0.0)
        while time.monotonic() < end:
            QApplication.processEvents()
        assert worker is not None
        os.kill(worker, 9)
        began = time.monotonic()
        person.wait(lambda: view.complete, 30)
        waits.append(time.monotonic() - began)
        assert not view.canvas._tiles.error(view.current_page)
        if turn % 50 == 0:
            person.press(view.canvas, Qt.Key.Key_N if view.current_page == 0 else Qt.Key.Key_Home)
    ordered = sorted(waits)
    half, most = ordered[len(waits) // 2] * 1000, ordered[-1] * 1000
    told(f"{len(waits)} kills, page back after {half:.0f} ms, at most {most:.0f}")


@pytest.mark.timeout(3600)
def test_pages_turn_and_turn(person: Person, made_review: MadePdf, tmp_path: Path, full: bool) -> None:
    """Thousands of page turns by keys: each goes where it should, and the last page is as sharp as the first."""
    read(person, made_review.path, tmp_path)
    view = person.page
    pages = view.info.pages if view.info else 0
    assert pages > 2
    turns = 10_000 if full else 60
    at = 0
    for turn in range(turns):
        forward = (turn // (pages - 1)) % 2 == 0
        at += 1 if forward else -1
        person.press(view.canvas, Qt.Key.Key_N if forward else Qt.Key.Key_P)
        if forward and at == pages - 1:
            # The last page may be too short to stand at the top.
            assert view.current_page >= at - 1
            view.canvas.go_to(at)
        else:
            assert view.current_page == at
    person.wait(lambda: view.complete)
    assert person.window.tabs.tab is not None


@pytest.mark.timeout(600)
def test_three_thousand_pages(shared: Path, person: Person, tmp_path: Path, full: bool) -> None:
    """A file of 3,000 pages: the first, the last, and pages in between are there at once, the window awake."""
    pulse = Pulse(person.window)
    read(person, shared / "pdfs" / "syn_3000_pages.pdf", tmp_path)
    view = person.page
    assert view.info is not None
    assert view.info.pages == 3000
    person.press(view.canvas, Qt.Key.Key_End)
    person.wait(lambda: view.complete, 30)
    assert view.current_page >= 2998
    for page in range(0, 3000, 37 if full else 600):
        view.canvas.go_to(page)
        person.wait(lambda: view.complete, 30)
        assert view.current_page == page
    pulse.stop()
    told(f"3,000 pages: the window's timer was {pulse.longest * 1000:.0f} ms late at most")
    assert pulse.longest < AWAKE or not full


@pytest.mark.timeout(600)
def test_a_page_that_never_ends_disturbs_nobody(
    shared: Path, person: Person, made_review: MadePdf, tmp_path: Path, full: bool
) -> None:
    """One tab has a page that takes for ever; in the other a paper is read. Half a minute before it is given up."""
    if not full:
        pytest.skip("only in the long form: to give the page up takes half a minute")
    read(person, made_review.path, tmp_path)
    paper = person.window.tabs.tab
    assert paper is not None
    person.window.commands.adding.add([shared / "pdfs" / "syn_slow_render.pdf"])
    person.wait(lambda: len(person.window.tabs.tabs()) == 2, 90)
    person.idle()
    person.window.tabs.open(paper.document.id)
    view = paper.view
    person.wait(lambda: view.complete, 60)
    pulse = Pulse(person.window)
    end = time.monotonic() + 30.0
    turned = 0
    while time.monotonic() < end:
        person.press(view.canvas, Qt.Key.Key_N if turned % 4 < 2 else Qt.Key.Key_P)
        person.wait(lambda: view.complete, 20)
        turned += 1
    pulse.stop()
    told(f"{turned} pages read beside it; the window's timer was {pulse.longest * 1000:.0f} ms late at most")
    assert turned > 5
    assert pulse.longest < QUIET
