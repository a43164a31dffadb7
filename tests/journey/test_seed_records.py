"""Whole records entered through the form, counted as a hand would need it: 0.2 s a key or click, 1.1 s a pointing.

The two records of a review's abstract that names neither cargo nor drug must take less than 20 s each, and the seven
rows of a published table (donor, cargo, target, model, function, reference; NA where absent) must fit the form without
free text in the wrong place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from exoannotate.ui.record.lines import OfferLine
from tests.conftest import MadePdf
from tests.journey.test_flows import Counter, sentence
from tests.journey.window import Person

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard|does not support", extend=True)

KEY, POINTING = 0.2, 1.1
"""Seconds of a key or click, and of moving the hand to the mouse and the pointer to its aim."""


@pytest.fixture
def reading(person: Person, tmp_path: Path, made_review: MadePdf) -> Person:
    """A project of one review, opened and read."""
    person.new_project(tmp_path / "reading.exo")
    person.add(made_review.path)
    person.wait(lambda: person.window.tabs.tab is not None and person.page.complete)
    return person


class Hand(Counter):
    """Fills a form by keys alone: ``to`` presses Tab until a field has the focus."""

    pointings: int = 0

    @property
    def seconds(self) -> float:
        return KEY * (self.keys + self.letters + self.clicks) + POINTING * self.pointings

    def begin(self, number: int) -> None:
        """Select a sentence and press E."""
        self.pointings += 1
        self.click(sentence(self.person, number), 3)
        self.key(Qt.Key.Key_E)
        form = self.person.window.form
        self.person.wait(lambda: form.drafting and form.editors["cargo"].input.hasFocus())

    def to(self, field: str) -> None:
        for _ in range(40):
            if self.focus() == field:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {field}")

    def focus(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName().removeprefix("field_") if widget is not None else ""

    def open(self, group: str) -> None:
        """Go to a heading and unfold it."""
        self.to(f"group_{group}")
        self.key(Qt.Key.Key_Space)

    def reason(self, key: Qt.Key) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        self.keys += 2

    def save(self) -> dict[str, str]:
        """Save by key; what the table shows of the new record."""
        window = self.person.window
        before = set(window.contents.rows)
        self.key(Qt.Key.Key_Return, control=True)
        self.person.wait(lambda: set(window.contents.rows) - before and not window.form.drafting)
        self.person.idle()
        (record,) = set(window.contents.rows) - before
        row = window.contents.rows[record]
        return {name: row[name] for name in COLUMNS}


COLUMNS = (
    "cargo", "cargo_class", "donor", "recipient", "therapy", "perturbation", "effect", "role", "disease",
    "primary_study", "targets", "system", "status", "cargo_reason", "therapy_reason", "donor_reason",
)  # fmt: skip


def offered(person: Person, field: str) -> list[str]:
    line = person.window.form.editors[field].input
    assert isinstance(line, OfferLine)
    return [offer.text for offer in line.offers.model.offers] if line.offers is not None else []


def first_seed(hand: Hand) -> dict[str, str]:
    """Vesicles of tumour and stromal cells carry resistance over; neither cargo nor drug is named."""
    hand.begin(0)
    hand.type("w")
    hand.key(Qt.Key.Key_Tab)  # whole vesicle
    hand.type("tum")
    hand.key(Qt.Key.Key_Return)
    hand.type("stromal cells of the microenvironment")
    hand.key(Qt.Key.Key_Tab)
    hand.type("ch")
    hand.key(Qt.Key.Key_Tab)  # chemotherapy, not named
    hand.type("r")
    hand.key(Qt.Key.Key_Tab)  # resistance increased
    hand.type("no")
    hand.key(Qt.Key.Key_Tab)  # no reference given
    hand.to("recipient")
    hand.type("tum")
    hand.key(Qt.Key.Key_Tab)
    hand.type("n")
    hand.key(Qt.Key.Key_Tab)  # natural transfer
    hand.open("setting")
    hand.to("disease")
    hand.type("glioma")
    hand.key(Qt.Key.Key_Escape)
    return hand.save()


def second_seed(hand: Hand) -> dict[str, str]:
    """Depleting vesicles raised sensitivity; the same paper, whose values and folding are known by now."""
    hand.begin(1)
    hand.type("w")
    hand.key(Qt.Key.Key_Tab)
    hand.reason(Qt.Key.Key_N)
    hand.key(Qt.Key.Key_Tab)
    hand.type("ch")
    hand.key(Qt.Key.Key_Tab)
    hand.type("s")
    hand.key(Qt.Key.Key_Tab)
    hand.type("no")
    hand.key(Qt.Key.Key_Tab)
    hand.to("recipient")
    hand.reason(Qt.Key.Key_N)
    hand.key(Qt.Key.Key_Tab)
    hand.type("dep")
    hand.key(Qt.Key.Key_Tab)
    hand.to("disease")
    hand.type("gl")
    hand.key(Qt.Key.Key_Tab)
    return hand.save()


def test_the_two_seed_records_take_less_than_twenty_seconds_each(reading: Person) -> None:
    hand = Hand(reading)
    row = first_seed(hand)
    assert row["cargo_class"] == "whole vesicle" and row["cargo"] == "whole vesicle"
    assert row["donor"] == "tumour cell; stromal cells of the microenvironment" and row["recipient"] == "tumour cell"
    assert row["therapy"] == "chemotherapy, not named" and row["perturbation"] == "natural transfer"
    assert (row["effect"], row["role"]) == ("resistance increased", "promotes resistance")
    assert (row["disease"], row["primary_study"], row["status"]) == ("glioma", "no reference given", "complete")
    first = hand.seconds
    hand = Hand(reading)
    row = second_seed(hand)
    assert row["cargo_class"] == "whole vesicle" and row["donor"] == "not reported"
    assert row["recipient"] == "not reported" and row["therapy"] == "chemotherapy, not named"
    assert (row["effect"], row["role"]) == ("sensitivity increased", "promotes resistance")
    assert (row["disease"], row["primary_study"], row["status"]) == ("glioma", "no reference given", "complete")
    
    assert first < 20 and hand.seconds < 12
