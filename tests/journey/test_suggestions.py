"""The passage drafts the record: a sentence is chosen, the form is filled, a person looks and saves."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from exoannotate.workspace import terms
from tests.journey.test_flows import Counter
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)


@pytest.fixture
def reading(person: Person, tmp_path: Path, sample_pdf: Path) -> Person:
    """The sample review, open and read; the vocabularies are ready and the form fills itself."""
    terms.warm()
    person.window.verbs.suggesting = True
    person.new_project(tmp_path / "reading.exo")
    person.add(sample_pdf)
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    return person


def lists_read(person: Person) -> bool:
    """Whether the reference list of the document in front is known by now."""
    tab = person.window.tabs.tab
    return tab is not None and tab.document.id in person.window.verbs.references


def choose(person: Person, words: str) -> Counter:
    """Three clicks on the sentence that holds these words, and E."""
    page = next(n for n in range(4) if words in page_text(person, n))
    person.turn_to(page)
    at = person.point_at(page, person.page.pages[page].text.index(words) + 3)
    hand = Counter(person)
    hand.click(at, 3)
    hand.key(Qt.Key.Key_E)
    person.wait(lambda: person.window.form.drafting)
    return hand


def page_text(person: Person, page: int) -> str:
    person.turn_to(page)
    return person.page.pages[page].text


def test_a_passage_becomes_a_record_with_four_keys(reading: Person) -> None:
    reading.wait(lambda: lists_read(reading))
    hand = choose(reading, "Exosomal circCABIN1 from")
    form = reading.window.form
    filled = {name: form.editors[name].text() for name in ("cargo", "donor", "therapy", "effect")}
    assert filled == {
        "cargo": "circCABIN1",
        "donor": "resistant cells",
        "therapy": "temozolomide",
        "effect": "resistance increased",
    }
    hand.key(Qt.Key.Key_Return, control=True)
    reading.wait(lambda: len(reading.window.contents.rows) == 1 and not form.drafting)
    (row,) = reading.window.contents.rows.values()
    assert row["role"] == "promotes resistance"
    assert row["primary_study"].startswith("[12] ")
    assert row["status"] == "complete"
    assert (hand.keys, hand.clicks, hand.letters) == (3, 3, 0)


def test_one_wrong_value_costs_few_keys_more(reading: Person) -> None:
    hand = choose(reading, "Exosomal circCABIN1 from")
    form = reading.window.form
    while form.window().focusWidget() is not form.editors["donor"].input:
        hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_A, control=True)
    hand.type("GSC")
    hand.key(Qt.Key.Key_Return, control=True)
    reading.wait(lambda: len(reading.window.contents.rows) == 1 and not form.drafting)
    (row,) = reading.window.contents.rows.values()
    assert row["donor"] == "GSC"
    assert hand.clicks == 3 and hand.keys + hand.letters <= 8 + len("GSC")


def test_what_was_only_suggested_is_not_kept_when_it_is_left(reading: Person) -> None:
    choose(reading, "Exosomal circCABIN1 from")
    choose(reading, "Circular RNAs are long-lived")
    assert reading.window.form.drafts() == ()
    assert not reading.window.contents.rows


def test_suggested_values_say_where_they_come_from(reading: Person) -> None:
    choose(reading, "Exosomal circCABIN1 from").key(Qt.Key.Key_Return, control=True)
    reading.wait(lambda: len(reading.window.contents.rows) == 1)
    reading.idle()
    (record,) = reading.window.contents.rows
    entries = []
    reading.window.bridge.do(lambda session: session.project.entries(record), done=entries.append)
    reading.wait(lambda: entries)
    (found,) = entries
    (passage,) = reading.window.contents.passages.values()
    for name in ("cargo", "donor", "therapy"):
        (value,) = found[name].values
        assert found[name].origin == "suggested"
        assert value.words is not None and passage.quote[value.words.start : value.words.end] == value.text


def test_a_mark_under_the_pointer_shows_what_it_cites(reading: Person) -> None:
    reading.wait(lambda: lists_read(reading))
    page = next(n for n in range(4) if "from temozolomide [12]" in page_text(reading, n))
    reading.turn_to(page)
    at = reading.point_at(page, reading.page.pages[page].text.index("[12]") + 1)
    surface = reading.page.canvas.viewport()
    QTest.mouseMove(surface, at)
    reading.wait(lambda: surface.toolTip())
    assert "[12]" in surface.toolTip() and "[11]" not in surface.toolTip()
    QTest.mouseMove(surface, reading.point_at(page, reading.page.pages[page].text.index("from temozolomide [12]")))
    reading.wait(lambda: not surface.toolTip())
