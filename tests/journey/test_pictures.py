"""The pictures of the README: the sample project in the window, light and dark, with a record and a selection.

``pytest tests/journey/test_pictures.py --update-pictures`` renews them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from exoannotate.ui.commands.first_steps import FirstStepsCommands
from exoannotate.ui.commands.overviews import OverviewCommands
from exoannotate.workspace import sample
from tests.journey.test_scanning import look, ready
from tests.journey.window import Person

SENTENCE = "Cells release exosomes, vesicles of about"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sample_in_the_window(theme: str, person: Person, tmp_path: Path, picture: Path) -> None:
    window = person.window
    window.actions_by_id[f"theme_{theme}"].trigger()
    window.commands.open(sample.copy(tmp_path / "sample"))
    person.wait(lambda: len(window.contents.rows) == 8)
    view = person.page
    record = next(key for key, row in window.contents.rows.items() if row["cargo"] == "miR-1238")
    window.verbs.jump_to_record(record)
    person.wait(lambda: window.form.record == record)
    person.wait(lambda: 0 in view.pages)
    start = view.pages[0].text.index(SENTENCE)
    person.triple_click(0, start + 10)
    person.wait(lambda: view.complete)
    person.idle()
    strip = window.commands.part(FirstStepsCommands).strip
    assert strip is not None and strip.taken == 1
    # The step to do now is bold, and its label is as wide as its bold words.
    assert all(step.words.width() >= step.words.sizeHint().width() for step in strip.steps)
    person.click(strip.close_button)  # the picture is of every day, not of the first one
    person.idle()
    out = picture / f"window{'' if theme == 'light' else '-dark'}.png"
    assert window.grab().save(str(out))
    seen = QImage(str(out))
    assert (seen.width(), seen.height()) == (1440, 900)
    assert (
        QColor(seen.pixel(30, 60)).lightness() > 128
        if theme == "light"
        else QColor(seen.pixel(30, 60)).lightness() < 80
    )
    colours = {seen.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}
    assert len(colours) > 100  # a window with text and highlights, not a blank one


def test_evidence_that_was_found(person: Person, tmp_path: Path, picture: Path) -> None:
    """The README's picture of a candidate: its sentence on the page, the record it drafts, and why."""
    window = person.window
    window.commands.open(sample.copy(tmp_path / "sample"))
    person.wait(lambda: len(window.contents.rows) == 8 and person.page.complete)
    strip = window.commands.part(FirstStepsCommands).strip
    assert strip is not None
    person.click(strip.close_button)
    window.verbs.suggesting = True
    mode = look(person)
    ready(person, mode)
    while mode.passage is None:  # the first ones stand in records of the sample already
        person.press(window.focusWidget(), Qt.Key.Key_N)
        ready(person, mode)
    person.press(window.focusWidget(), Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: person.page.complete)
    person.idle()
    out = picture / "evidence.png"
    assert window.grab().save(str(out))
    assert QImage(str(out)).width() == 1440


def test_a_figure_of_the_evidence(person: Person, tmp_path: Path, picture: Path) -> None:
    """The README's picture of the evidence map, with its caption, after the person made room for it."""
    window = person.window
    window.commands.open(sample.copy(tmp_path / "sample"))
    person.wait(lambda: len(window.contents.rows) == 8 and person.page.complete)
    strip = window.commands.part(FirstStepsCommands).strip
    assert strip is not None
    person.click(strip.close_button)
    window.actions_by_id["toggle_record"].trigger()
    person.press(window.focusWidget(), Qt.Key.Key_8, Qt.KeyboardModifier.ControlModifier)
    view = window.commands.part(OverviewCommands).figures
    assert view is not None
    window.resizeDocks([window.evidence_dock], [560], Qt.Orientation.Vertical)
    person.wait(lambda: view.drawn is not None and not view.busy)
    person.press(view.canvas, Qt.Key.Key_End)
    person.idle()
    out = picture / "figure.png"
    assert window.grab().save(str(out))
    seen = QImage(str(out))
    assert seen.width() == 1440 and len({seen.pixel(x, 600) for x in range(300, 1100)}) > 10
