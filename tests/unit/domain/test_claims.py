"""Contradictions and duplicates among evidence rows."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from exoannotate.domain.claims import Claim, all_duplicates, claims, duplicates, row_of
from exoannotate.domain.evidence import LONG_COLUMNS, EvidenceRow
from exoannotate.domain.fields import field, values
from exoannotate.domain.records import FieldEntry


def row(record: str, cargo: str = "miR-21", therapy: str = "temozolomide", role: str = "", **cells: str) -> EvidenceRow:
    given = {"cargo": cargo, "therapy": therapy, "role": role, "document": "A review", **cells}
    return EvidenceRow(record, tuple(given.get(c.name, "") for c in LONG_COLUMNS))


def contradictions(rows: Iterable[EvidenceRow]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims(rows) if claim.disputed)


def test_roles_contradict_by_stance_with_their_studies_and_best_level() -> None:
    rows = (
        row("a", role="promotes resistance", primary_study="Li 2019", level="D preclinical"),
        row("b", role="marks resistance", primary_study="Li 2019", level="B clinical"),
        row("c", role="promotes resistance", primary_study="Wu 2020"),
        row("d", cargo="MIR21", therapy="Temozolomide", role="restores sensitivity"),
        row("e", cargo="miR-9", role="restores sensitivity"),
    )
    (found,) = contradictions(rows)
    assert (found.cargo, found.therapy) == ("miR-21", "temozolomide")
    for_it, against_it = found.sides
    assert (for_it.stance, for_it.records, len(for_it.studies), for_it.level) == (
        "resistance", ("a", "b", "c"), 2, "B clinical",
    )  # fmt: skip
    assert (against_it.words, against_it.records, against_it.level) == ("sensitivity", ("d",), "")
    assert found.records == ("a", "b", "c", "d")


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        ({"role": "promotes resistance"}, {"role": "marks resistance"}, 0),
        ({"role": "promotes resistance"}, {"role": "no effect"}, 1),
        ({"role": "promotes resistance"}, {"role": "promotes resistance", "claim": "does not support"}, 1),
        ({"role": "promotes resistance"}, {"role": "restores sensitivity", "claim": "does not support"}, 0),
        ({"role": "promotes resistance"}, {"role": "marker"}, 0),
        ({"role": "promotes resistance"}, {"role": "restores sensitivity", "status": "rejected"}, 0),
        ({"role": "promotes resistance"}, {"role": "restores sensitivity", "therapy": "cisplatin"}, 0),
        ({"role": "promotes resistance", "cargo": "miR-21 (up); PTEN"}, {"role": "no effect", "cargo": "PTEN"}, 1),
    ],
)
def test_what_contradicts(one: dict[str, str], other: dict[str, str], count: int) -> None:
    assert len(contradictions((row("a", **one), row("b", **other)))) == count


def test_one_study_that_several_reviews_cite_counts_once() -> None:
    cited = {"primary_study": "Li 2019, 10.1000/abc.1", "role": "promotes resistance"}
    rows = (
        row("a", **cited),
        row("b", **{**cited, "document": "Another review", "primary_study": "[4] Li, 2019. doi:10.1000/ABC.1"}),
        row("c", role="restores sensitivity", primary_study="Wu 2020"),
        row("d", role="restores sensitivity"),
    )
    (found,) = contradictions(rows)
    sensitive, resistant = found.sides
    assert (resistant.records, resistant.studies, resistant.unnamed) == (("a", "b"), ("Li 2019, 10.1000/abc.1",), 0)
    assert (sensitive.studies, sensitive.unnamed, sensitive.weight) == (("Wu 2020",), 1, 2)
    assert found.studies == ("Wu 2020", "Li 2019, 10.1000/abc.1")


def test_claims_that_agree_come_after_the_disputed_ones() -> None:
    rows = (
        *(row(f"a{k}", cargo="miR-9", role="promotes resistance", primary_study=f"Li 201{k}") for k in range(3)),
        row("b", role="no effect"),
        row("c", role="marks resistance", level="C case"),
        row("d", cargo="CD133+ cells", role="promotes resistance"),
        row("e", cargo="CD133- cells", role="restores sensitivity"),
    )
    found = claims(rows)
    assert [(c.cargo, c.disputed) for c in found] == [
        ("miR-21", True), ("miR-9", False), ("CD133+ cells", False), ("CD133- cells", False),
    ]  # fmt: skip
    assert found[0].levels == ("C case",) and len(found[1].studies) == 3


def test_a_reason_is_no_name() -> None:
    reason = {"cargo": "not reported", "cargo_reason": "not reported"}
    rows = (row("a", role="promotes resistance", **reason), row("b", role="restores sensitivity", **reason))
    assert contradictions(rows) == ()


@pytest.mark.parametrize(
    ("cells", "same_passage", "alike"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"primary_study": "Li 2019"}, False, True),
        ({"primary_study": "Li 2019", "document": "Another review"}, False, False),
        ({"donor": "M2 macrophages"}, True, False),
        ({"donor": ""}, True, True),
        ({"cargo": "MIR 21"}, True, True),
        ({"therapy": "cisplatin"}, True, False),
        ({"role": "no effect"}, True, False),
        ({"claim": "does not support"}, True, False),
    ],
)
def test_what_is_likely_a_duplicate(cells: dict[str, str], same_passage: bool, alike: bool) -> None:
    own = row("a", role="promotes resistance", donor="U87", primary_study="Li 2019")
    other = row("b", **{"role": "promotes resistance", "donor": "U87", "primary_study": "Wu 2020", **cells})
    passages = {"a": ("p",), "b": ("p" if same_passage else "q",)}
    assert duplicates(own, (own, other), passages) == (("b",) if alike else ())
    assert all_duplicates((own, other), passages) == ((("a", ("b",)),) if alike else ())


def test_nothing_named_is_no_duplicate() -> None:
    one, other = row("a", cargo="", therapy="", role="no effect"), row("b", cargo="", therapy="", role="no effect")
    assert duplicates(one, (other,), {"a": ("p",), "b": ("p",)}) == ()


def test_an_unsaved_record_is_compared_as_its_row_would_be() -> None:
    def entry(name: str, text: str) -> FieldEntry:
        return FieldEntry("", name, values(field(name), (text,)))

    given = {"cargo_class": "whole vesicle", "therapy": "cisplatin", "effect": "resistance increased"}
    made = row_of({name: entry(name, text) for name, text in given.items()}, "A review")
    assert (made["cargo"], made["role"], made["document"]) == ("whole vesicle", "marks resistance", "A review")
    there = row("a", cargo="whole vesicle", therapy="Cisplatin", role="marks resistance")
    assert duplicates(made, (there,), {"": ("p",), "a": ("p",)}) == ("a",)
