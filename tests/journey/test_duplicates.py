"""A record that is likely there already is told before it is saved; a second save keeps both."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.conftest import MadePdf
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)


def test_the_same_claim_twice(person: Person, tmp_path: Path, made_review: MadePdf) -> None:
    person.new_project(tmp_path / "twice.exo")
    person.add(made_review.path)
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    person.turn_to(1)
    start = next(p.start for p in person.page.pages[1].paragraphs if p.kind == "body" and p.end - p.start > 200) + 8
    form, rows = person.window.form, person.window.contents.rows

    def fill_and_save() -> None:
        person.triple_click(1, start)
        person.press(person.page.canvas, Qt.Key.Key_E)
        person.wait(lambda: form.drafting and form.editors["cargo"].input.hasFocus())
        person.fill("cargo", "miR-21")
        person.fill("therapy", "temozolomide")
        person.press(form.editors["therapy"].input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        person.idle()

    fill_and_save()
    person.wait(lambda: len(person.window.contents.rows) == 1 and not form.drafting)
    fill_and_save()
    person.wait(form.message.isVisible)
    assert form.message.text() == (
        "Likely the same as a record you have: miR-21 · temozolomide. Nothing was saved yet; save again to keep both."
    )
    assert len(rows) == 1 and form.drafting
    person.press(form.editors["therapy"].input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.wait(lambda: len(person.window.contents.rows) == 2 and not form.drafting)
