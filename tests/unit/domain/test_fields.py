"""The fields of the evidence record and what users type into them."""

from __future__ import annotations

import pytest

from exoannotate.domain.errors import BadValueError
from exoannotate.domain.fields import CORE_FIELDS, EVIDENCE_FIELDS, entry_text, field, reason, values
from exoannotate.domain.records import MEANINGS, REASONS, FieldEntry, Value


def texts(name: str, *typed: str) -> list[str]:
    return [value.text for value in values(field(name), typed)]


def test_the_fields_are_those_of_the_record() -> None:
    names = [f.name for f in EVIDENCE_FIELDS]
    assert len(set(names)) == len(names)
    assert {f.name for f in EVIDENCE_FIELDS if f.need == "complete"} == {*CORE_FIELDS, "primary_study"}
    assert [f.name for f in EVIDENCE_FIELDS if f.need == "automatic"] == ["role"]
    labels = [f.label.casefold() for f in EVIDENCE_FIELDS]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("of", EVIDENCE_FIELDS, ids=lambda f: f.name)
def test_each_field_can_be_shown_and_typed(of: object) -> None:
    known = next(f for f in EVIDENCE_FIELDS if f is of)
    assert known.help.endswith((".", "…"))
    assert field(known.name) is known
    assert field(f" {known.label.upper()} ") is known
    assert bool(known.choices) == (known.kind in ("choice", "choices"))
    assert known.meaning in {"", *(m.id for m in MEANINGS)}
    for choice in known.choices:
        assert known.choice(choice.value) == choice
        assert texts(known.name, choice.value.upper()) == [choice.value]
        assert ";" not in choice.value and "|" not in choice.value  # they separate values
        assert bool(choice.identifier) == bool(choice.source)


def test_unknown_fields_are_named() -> None:
    with pytest.raises(BadValueError, match=r"no field “drug”.*cargo, cargo_class.*note"):
        field("drug")


def test_names_are_separated_and_kept_as_typed() -> None:
    assert texts("cargo", "miR-21; PD-L1 | miR‐9 ", "lncRNA X;") == ["miR-21", "PD-L1", "miR‐9", "lncRNA X"]
    assert texts("cargo", "miR-21;miR-21", " ", "") == ["miR-21"]
    assert texts("statement", "One; two | three.") == ["One; two | three."]
    assert texts("primary_study", "Lee 2019; see there") == ["Lee 2019; see there"]
    assert texts("tags", "a;b") == ["a", "b"]
    assert values(field("cargo"), ()) == ()


def test_one_value_where_one_is_allowed() -> None:
    with pytest.raises(BadValueError, match="takes one value, and 2 were given"):
        values(field("effect"), ("mixed", "no effect"))
    with pytest.raises(BadValueError, match=r"mixed; no effect.*Allowed are"):
        values(field("effect"), ("mixed; no effect",))


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("level", "d", "D preclinical"),
        ("level", "preclinical", None),
        ("effect", "RESISTANCE", "resistance increased"),
        ("effect", "resistance   increased", "resistance increased"),
        ("effect", "assoc", "associated (marker)"),
        ("cargo_class", "m", None),  # miRNA, mRNA, metabolite
        ("cargo_class", "mi", "miRNA"),
        ("cargo_class", "d", None),  # DNA, drug
        ("cargo_class", "other", "other"),  # the whole word beats "other RNA"
        ("perturbation", "cargo", None),
        ("perturbation", "cargo l", "cargo lost"),
        ("claim", "does", "does not support"),
        ("rating", "3", "3"),
        ("rating", "6", None),
        ("confidence", "su", "sure"),
        ("system", "not", "not reported"),
    ],
)
def test_values_of_closed_lists(name: str, typed: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(BadValueError, match="Allowed are") as caught:
            values(field(name), (typed,))
        assert all(c.value in caught.value.hint for c in field(name).choices)
    else:
        assert texts(name, typed) == [value]
    assert field(name).choice("") is None


def test_open_lists_take_other_values_and_never_invent_an_identifier() -> None:
    found = values(field("assays"), ("viability; Annexin V flow cytometry",))
    assert found == (Value("viability", identifier="ECO:0005004", source="ECO"), Value("Annexin V flow cytometry"))
    assert all(v.identifier == "" for v in values(field("cargo"), ("miR-21",)))


def test_qualifiers_stand_in_square_brackets() -> None:
    assert values(field("targets"), ("ABCB1 [up]; PTEN [down]; p53",)) == (
        Value("ABCB1", detail="up"),
        Value("PTEN", detail="down"),
        Value("p53"),
    )
    assert values(field("donor"), ("U87 [hypoxic, 1% O2]",)) == (Value("U87", detail="hypoxic, 1% O2"),)
    assert values(field("effect"), ("other [immune escape]",)) == (Value("other phenotype", detail="immune escape"),)
    assert values(field("cargo_level"), ("up [healthy donors]",)) == (Value("up", detail="healthy donors"),)
    with pytest.raises(BadValueError, match=r"“sideways” cannot qualify.*up, down"):
        values(field("targets"), ("ABCB1 [sideways]",))
    # A field without qualifiers keeps the brackets as printed.
    assert texts("cargo", "[18F]FDG", "miR-21 [mature]") == ["[18F]FDG", "miR-21 [mature]"]
    assert values(field("donor"), ("[x]",)) == (Value("[x]"),)


def test_reasons() -> None:
    for known in REASONS:
        assert reason(f" {known.upper().replace(' ', '  ')} ") == known
    with pytest.raises(BadValueError, match="not reported, not applicable, unclear, not yet looked"):
        reason("because")


def test_what_a_cell_shows() -> None:
    assert entry_text(None) == ""
    assert entry_text(FieldEntry("r", "cargo")) == ""
    assert entry_text(FieldEntry("r", "cargo", reason="unclear")) == "[unclear]"
    both = FieldEntry("r", "targets", (Value("ABCB1", name="P-gp", detail="up"), Value("p53")))
    assert entry_text(both) == "ABCB1 (up); p53"
    assert both.id == "r:targets"
