"""Filter chips: they compose into the filter language and are read back from it."""

from __future__ import annotations

import pytest

from exoannotate.domain.chips import Chip, added, asked, records_chip, split
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.filter import parse


def row(record: str, **cells: str) -> EvidenceRow:
    known = {"record_id": record, "created": record} | cells
    return EvidenceRow(record, tuple(known.get(column.name, "") for column in LONG_COLUMNS))


ROWS = (
    row("a", cargo="miR-21", therapy="temozolomide", role="promotes resistance"),
    row("b", cargo='odd "one" (and or)', donor="not reported", donor_reason="not reported"),
    row("c", cargo="miR-9", therapy="radiation; temozolomide", role="marker"),
)


def passing(expression: str) -> str:
    return "".join(row.record for row in parse(expression).rows(ROWS))


@pytest.mark.parametrize(
    ("chips", "found"),
    [
        ((Chip("therapy", "=", ("temozolomide",)),), "ac"),
        ((Chip("therapy", "=", ("temozolomide",)), Chip("role", "=", ("marker",))), "c"),
        ((Chip("therapy", "=", ("radiation", "none")),), "c"),
        ((Chip("cargo", "=", ('odd "one" (and or)',)),), "b"),
        ((Chip("cargo", "!=", ("miR-21", "miR-9")),), "b"),
        ((Chip("donor", "=", ("not reported",)),), "b"),
        ((Chip("therapy", "is empty"),), "b"),
        ((Chip("cargo", "~", ("mir",)), Chip("cargo", "!~", ("21",))), "c"),
    ],
)
def test_chips_are_an_expression_and_come_back_from_it(chips: tuple[Chip, ...], found: str) -> None:
    said = asked("", chips)
    assert passing(said.expression) == found
    assert said.filter is not None
    assert "".join(row.record for row in said.filter.rows(ROWS)) == found
    assert split(said.expression) == (chips, "")


@pytest.mark.parametrize(
    ("text", "found", "back"),
    [
        ("temozolomide", "c", '"temozolomide"'),
        ("role = marker or role ~ promotes", "c", "role = marker or role ~ promotes"),
        ('"miR-9"', "c", '"miR-9"'),
        ("= wrong", "", '"=" "wrong"'),
    ],
)
def test_typed_text_stands_beside_chips(text: str, found: str, back: str) -> None:
    chips = (Chip("therapy", "=", ("radiation",)),)
    said = asked(text, chips)
    assert passing(said.expression) == found
    assert bool(said.sentence) == (text == "= wrong")
    kept, rest = split(said.expression)
    assert kept == chips
    assert passing(asked(rest, kept).expression) == found


def test_records_chosen_elsewhere_are_a_chip_with_a_name() -> None:
    chip = records_chip(("a", "c", "a"), "2 records: miR × TMZ")
    assert chip.text() == "2 records: miR × TMZ"
    assert asked("", (chip,)).only == {"a", "c"}
    assert passing(asked("radiation", (chip,)).expression) == "c"


def test_a_chip_joins_its_column_or_takes_its_place() -> None:
    one = Chip("therapy", "=", ("TMZ",))
    assert added((one,), Chip("therapy", "=", ("radiation",))) == (Chip("therapy", "=", ("TMZ", "radiation")),)
    alone = Chip("therapy", "=", ("radiation",))
    assert added((one, Chip("role", "is empty")), alone, alone=True) == (Chip("role", "is empty"), alone)
    assert added((one,), Chip("therapy", "is empty")) == (Chip("therapy", "is empty"),)


def test_what_is_no_chip_is_left_to_type() -> None:
    assert split("therapy = temozolomide and x") == ((), "therapy = temozolomide and x")
    assert split('(role = "a" or therapy = "b")') == ((), '(role = "a" or therapy = "b")')
    assert split("") == ((), "")


@pytest.mark.parametrize(
    "text", ["(" * 500, '"' * 999, "x " * 5_000, "a = " * 3_000, "\x00\x07", "\u202eabc", "or", "()"]
)
def test_whatever_is_typed_becomes_words_at_least(text: str) -> None:
    said = asked(text, (Chip("role", "=", ("marker",)),))
    assert said.filter is not None
