"""The sign table of the evidence record, cell by cell."""

from __future__ import annotations

import pytest

from exoannotate.domain.fields import EFFECTS, PERTURBATIONS
from exoannotate.domain.roles import ARROWS, GIVEN, ROLES, SIGNS, TAKEN_AWAY, UNSTATED, role, why

TABLE = """
resistance increased  | promotes resistance  | restores sensitivity | marks resistance
sensitivity increased | restores sensitivity | promotes resistance  | marks sensitivity
no effect             | no effect            | no effect            | no effect
associated (marker)   | marker               | marker               | marker
mixed                 | not derivable        | not derivable        | not derivable
other phenotype       | not derivable        | not derivable        | not derivable
"""
COLUMNS = (
    ("natural transfer", "cargo overexpressed", "vesicle given as treatment"),
    ("vesicle depletion", "uptake block", "cargo lost"),
    ("correlation only", ""),
)

CELLS = [
    (effect, done, expected)
    for line in TABLE.strip().splitlines()
    for effect, *cells in [[part.strip() for part in line.split("|")]]
    for expected, column in zip(cells, COLUMNS, strict=True)
    for done in column
]


@pytest.mark.parametrize(("effect", "done", "expected"), CELLS)
def test_every_cell(effect: str, done: str, expected: str) -> None:
    assert role(effect, done) == expected
    assert expected in ROLES
    assert expected in why(effect, done) or expected == "not derivable"


def test_the_table_knows_every_choice_of_the_fields() -> None:
    assert len(CELLS) == len(EFFECTS) * (len(PERTURBATIONS) + 1) == 48
    assert {c.value for c in EFFECTS} == set(SIGNS)
    assert {c.value for c in PERTURBATIONS} | {""} == {*GIVEN, *TAKEN_AWAY, *UNSTATED}
    assert set(ARROWS) == set(ROLES)


@pytest.mark.parametrize("done", [c.value for c in PERTURBATIONS])
def test_no_role_without_an_effect(done: str) -> None:
    assert role("", done) == "" == role("not an effect", done)
    assert "once the effect is given" in why("", done)


def test_why_says_that_taking_away_turns_the_sign() -> None:
    assert "does the opposite" in why("sensitivity increased", "vesicle depletion")
    assert "opposite" not in why("sensitivity increased", "natural transfer")
    assert "opposite" not in why("no effect", "cargo lost")
    assert "no perturbation stated" in why("resistance increased", "")
    assert "no role follows" in why("mixed", "natural transfer")
