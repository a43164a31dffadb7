"""Many rows filtered, sorted and grouped in steps: the same as one at a time."""

from __future__ import annotations

import random

import pytest

from exoannotate.domain import arranging
from exoannotate.domain.arranging import Rows, SortKey, StoppedError, Wish
from exoannotate.domain.chips import asked
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.filter import sort_rows


def row(record: str, **cells: str) -> EvidenceRow:
    known = {"record_id": record, "created": record} | cells
    return EvidenceRow(record, tuple(known.get(column.name, "") for column in LONG_COLUMNS))


def some_rows(many: int) -> list[EvidenceRow]:
    chance = random.Random(7)
    found = []
    for number in range(many):
        cells = {
            "cargo": f"miR-{chance.randrange(40)}",
            "therapy": chance.choice(["temozolomide", "TMZ", "tmz", "radiation", ""]),
            "donor": "not reported" if number % 5 == 0 else f"U{number % 11}",
            "quote": f"Sentence {number} of TGF‐β",
        }
        if number % 5 == 0:
            cells["donor_reason"] = "not reported"
        found.append(row(f"r{number:05}", **cells))
    return found


@pytest.mark.parametrize("by", ["cargo", "-cargo", "therapy,-cargo", "-donor,therapy", "quote", "-quote,cargo"])
def test_sorted_as_the_command_line_sorts(by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arranging, "STEP", 64)
    monkeypatch.setattr(arranging, "_AT_ONCE", 32)  # so that keys are merged from runs
    rows = some_rows(500)
    keys = tuple(SortKey(key.lstrip("-"), key.startswith("-")) for key in by.split(","))
    shown = Rows(rows)
    assert [rows[at] for at in shown.arrange(Wish(sort=keys)).order] == list(sort_rows(rows, by))
    narrow = asked("tmz").words
    expected = [one for one in sort_rows(rows, by) if "tmz" in one["therapy"].casefold()]
    assert [rows[at] for at in shown.arrange(Wish(words=narrow, sort=keys)).order] == expected


def test_words_are_found_as_the_filter_language_finds_them() -> None:
    rows = some_rows(300)
    shown = Rows(rows)
    for text in ("tgf-beta", "mir-2", "mir-21", "mir-21 tmz", "tmz", "nothing like it", "mir-3", ""):
        said = asked(text)
        expected = [at for at, one in enumerate(rows) if all(word in shown.folded(at) for word in said.words)]
        assert list(shown.arrange(Wish(words=said.words)).order) == expected


def test_an_edit_makes_other_rows_and_keeps_what_is_true() -> None:
    rows = some_rows(50)
    before = Rows(rows)
    sort = (SortKey("cargo"),)
    first = before.arrange(Wish(sort=sort, words=("tmz",))).order
    after = (
        before.with_row(3, row("r00003", cargo="a first one", therapy="tmz"))
        .removed(0)
        .inserted(49, row("z", therapy="TMZ"))
    )
    order = after.arrange(Wish(sort=sort, words=("tmz",))).order
    assert after.rows[order[0]].record == "r00003" and after.rows[order[-1]].record == "z"
    assert list(before.arrange(Wish(sort=sort, words=("tmz",))).order) == list(first)


def test_groups_stand_in_order_and_what_has_no_value_comes_last() -> None:
    rows = some_rows(100)
    found = Rows(rows).arrange(Wish(group="therapy", sort=(SortKey("cargo"),)))
    assert [(heading.title.casefold(), heading.valued) for heading in found.headings] == [
        ("radiation", True), ("temozolomide", True), ("tmz", True), ("", False)
    ]  # fmt: skip
    assert sorted(found.order) == list(range(100))
    reasons = Rows(rows).arrange(Wish(group="donor")).headings
    assert (reasons[-1].title, reasons[-1].valued) == ("not reported", False)
    falling = Rows(rows).arrange(Wish(group="therapy", sort=(SortKey("therapy", falling=True),))).headings
    assert [heading.title.casefold() for heading in falling] == ["tmz", "temozolomide", "radiation", ""]


def test_records_are_grouped_by_day() -> None:
    rows = [row(f"r{k}", created=f"2026-01-0{1 + k % 2}T10:00:0{k}Z") for k in range(6)]
    assert [h.title for h in Rows(rows).arrange(Wish(group="created")).headings] == ["2026-01-01", "2026-01-02"]


def test_what_is_not_wanted_any_more_stops() -> None:
    with pytest.raises(StoppedError):
        Rows(some_rows(20)).arrange(Wish(words=("x",)), lambda: True)
