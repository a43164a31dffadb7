"""Draft, complete, accepted, rejected; the assertion; and the two records of the seed abstract."""

from __future__ import annotations

import pytest

from exoannotate.domain.completeness import filled, first, missing, savable, settle
from exoannotate.domain.fields import field, reason, values
from exoannotate.domain.records import FieldEntry, Record


def entries(**typed: str) -> dict[str, FieldEntry]:
    """What a curator typed; a value that starts with "!" is a reason."""
    made = {}
    for name, text in typed.items():
        if text.startswith("!"):
            made[name] = FieldEntry("r", name, reason=reason(text[1:]))
        else:
            made[name] = FieldEntry("r", name, values(field(name), (text,)))
    return made


COMPLETE = {
    "cargo": "miR-21",
    "donor": "U87",
    "therapy": "temozolomide",
    "effect": "resistance increased",
    "primary_study": "Lee 2019",
}


def test_a_record_needs_a_passage_and_one_core_field() -> None:
    assert not savable({}, ())
    assert not savable({}, ("p",))
    assert not savable(entries(cargo="miR-21"), ())
    assert not savable(entries(recipient="U87", note="x"), ("p",))
    assert not savable(entries(cargo="!not reported"), ("p",))
    for name in ("cargo", "donor", "therapy", "effect"):
        assert savable(entries(**{name: COMPLETE[name]}), ("p",))
    assert savable(entries(cargo_class="whole vesicle"), ("p",))
    assert not savable(entries(cargo_class="miRNA"), ("p",))


def test_complete_needs_five_fields_or_their_reasons() -> None:
    assert missing({}) == ("cargo", "donor", "therapy", "effect", "primary_study")
    assert missing(entries(**COMPLETE)) == ()
    for name in COMPLETE:
        rest = {k: v for k, v in COMPLETE.items() if k != name}
        assert missing(entries(**rest)) == (name,)
        assert missing(entries(**rest, **{name: "!not yet looked"})) == (name,)
        for text in ("!not reported", "!not applicable", "!unclear"):
            assert missing(entries(**rest, **{name: text})) == ()
    assert "cargo" not in missing(entries(cargo_class="whole vesicle"))
    assert filled(entries(cargo_class="whole vesicle"), "cargo") and not filled(entries(cargo_class="DNA"), "cargo")


def test_first() -> None:
    assert first({}, "cargo") == "" == first(entries(cargo="!unclear"), "cargo")
    assert first(entries(cargo="b; a"), "cargo") == "b"


def test_status_follows_the_fields_until_a_person_decides() -> None:
    assert settle(Record("r"), {}).status == "draft"
    assert settle(Record("r"), entries(**COMPLETE)).status == "complete"
    assert settle(Record("r", status="complete"), {}).status == "draft"
    assert settle(Record("r", review="accepted"), entries(**COMPLETE)).status == "accepted"
    assert settle(Record("r", review="rejected"), {}).status == "rejected"


def test_the_role_is_computed_and_may_be_overruled() -> None:
    made = entries(**COMPLETE, perturbation="natural transfer")
    assert settle(Record("r"), made).role == "promotes resistance"
    assert settle(Record("r", role="marker"), {}).role == ""
    overruled = settle(Record("r"), {**made, **entries(role="marker [reads as a biomarker]")})
    assert (overruled.role, overruled.assertion) == ("marker", "ECO:0000305")


@pytest.mark.parametrize(
    ("study", "assertion"),
    [("this document", "ECO:0000269"), ("no reference given", "ECO:0000303"), ("Lee 2019", "ECO:0000304"),
     ("!unclear", ""), (None, "")],
)  # fmt: skip
def test_assertion(study: str | None, assertion: str) -> None:
    made = entries(**({"primary_study": study} if study else {}))
    assert settle(Record("r"), made).assertion == assertion


def test_settling_twice_changes_nothing() -> None:
    made = entries(**COMPLETE)
    once = settle(Record("r", created="2026"), made)
    assert settle(once, made) == once


SEED = (
    {
        "cargo_class": "whole vesicle",
        "donor": "tumour cell; stromal cells of the microenvironment",
        "recipient": "tumour cell",
        "therapy": "chemotherapy, not named",
        "perturbation": "natural transfer",
        "effect": "resistance increased",
        "disease": "glioma",
        "primary_study": "no reference given",
    },
    {
        "cargo_class": "whole vesicle",
        "donor": "!not reported",
        "recipient": "!not reported",
        "therapy": "chemotherapy, not named",
        "perturbation": "vesicle depletion",
        "effect": "sensitivity increased",
        "disease": "glioma",
        "primary_study": "no reference given",
    },
)


@pytest.mark.parametrize("typed", SEED, ids=["record 1", "record 2"])
def test_the_records_of_the_seed_abstract(typed: dict[str, str]) -> None:
    made = entries(**typed)
    assert savable(made, ("p1",))
    settled = settle(Record("r"), made)
    assert settled.status == "complete"
    assert settled.role == "promotes resistance"  # both: the same claim about the vesicle
    assert settled.assertion == "ECO:0000303"
    assert [v.text for v in made["therapy"].values] == ["chemotherapy, not named"]


def test_the_seed_donors_are_two_values() -> None:
    assert [v.text for v in entries(**SEED[0])["donor"].values] == [
        "tumour cell",
        "stromal cells of the microenvironment",
    ]
