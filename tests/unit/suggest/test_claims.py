"""What a sentence says, read by rule: sentences of our own, each with one thing that is hard."""

from __future__ import annotations

import sys

import pytest

from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.workspace import suggesting, terms
from exoannotate.workspace.suggesting import Suggestion


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return terms.warm()


def said(suggestion: Suggestion, name: str) -> list[str]:
    return [value.text for value in suggestion.values.get(name, ())]


def only(names: Vocabulary, text: str) -> Suggestion:
    found = suggesting.suggest(names, text, "p")
    assert len(found) == 1, text
    return found[0]


SENTENCES: tuple[tuple[str, dict[str, str]], ...] = (
    ("Exosomal miR-21 from M2 macrophages raised the TMZ resistance of U87 cells.",
     {"cargo": "miR-21", "cargo_class": "miRNA", "donor": "M2 macrophages", "recipient": "U87 cells", "therapy": "TMZ",
      "perturbation": "natural transfer", "effect": "resistance increased", "role": "promotes resistance"}),
    ("GW4869 gave the OV-1 cells back their sensitivity to carboplatin by stopping exosome release.",
     {"cargo": "", "cargo_class": "whole vesicle", "therapy": "carboplatin", "perturbation": "vesicle depletion",
      "effect": "sensitivity increased", "role": "promotes resistance"}),
    ("Heparin kept the vesicles out and abolished the protection of myeloma cells against bortezomib.",
     {"perturbation": "uptake block", "effect": "sensitivity increased", "role": "promotes resistance"}),
    ("Silencing of exosomal UCA1 made the recipient cells less resistant to tamoxifen.",
     {"cargo": "UCA1", "cargo_class": "lncRNA", "perturbation": "cargo lost", "therapy": "tamoxifen",
      "effect": "sensitivity increased", "role": "promotes resistance"}),
    ("Vesicles lacking H19 failed to pass gefitinib resistance on to PC9 cells.",
     {"cargo": "H19", "perturbation": "cargo lost", "effect": "sensitivity increased", "recipient": "PC9 cells"}),
    ("CAF-derived exosomes loaded with paclitaxel re-sensitised A2780 cells.",
     {"cargo": "paclitaxel", "cargo_class": "drug", "therapy": "paclitaxel", "donor": "CAF",
      "perturbation": "vesicle given as treatment", "role": "restores sensitivity"}),
    ("Exosomes of platelets left the cisplatin response of HeLa cells unchanged.",
     {"donor": "platelets", "effect": "no effect", "role": "no effect"}),
    ("High serum exosomal miR-155 went along with doxorubicin resistance in patients.",
     {"cargo": "miR-155", "donor": "serum", "perturbation": "correlation only", "effect": "resistance increased",
      "role": "marks resistance"}),
    ("Exosomal lncRNA SNHG14 sponges miR-133a, spares XPO1 and thereby lowers the sensitivity of SKBR-3 cells to "
     "trastuzumab.",
     {"cargo": "SNHG14", "targets": "miR-133a|XPO1", "effect": "resistance increased"}),
    ("Uptake of exosomes from hypoxic glioma cells increased the survival of normoxic cells under temozolomide.",
     {"donor": "hypoxic glioma cells", "recipient": "normoxic cells", "effect": "resistance increased"}),
    ("Resistance to oxaliplatin was reversed when miR-128-3p was delivered in exosomes to HCT116 cells.",
     {"cargo": "miR-128-3p", "effect": "sensitivity increased", "therapy": "oxaliplatin"}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_what_a_sentence_says(names: Vocabulary, text: str, expected: dict[str, str]) -> None:
    found = only(names, text)
    told = {name: found.role if name == "role" else "|".join(said(found, name)) for name in expected}
    assert told == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "CHROMATIN",
        "We asked whether exosomal miR-21 changes the response to cisplatin.",
        "It remains to be shown that exosomes of CAFs confer resistance to gemcitabine.",
        "Exosomes were pelleted at 100,000 g for 70 min and washed in PBS.",
        "Exosomal miR-210 promotes angiogenesis in the tumours of mice.",
        "Overexpression of ABCB1 makes cells resistant to doxorubicin.",
        "The sensitivity and specificity of exosomal PSA for the diagnosis were 0.8 and 0.9.",
        "Die Exosomen der Tumorzellen wurden am dritten Tag geerntet.",
        "12.5 | 33.1 | 0.004 | 17",
    ],
)
def test_what_is_no_evidence_suggests_nothing(names: Vocabulary, text: str) -> None:
    assert suggesting.suggest(names, text) == ()


def test_the_halves_of_a_contrast_are_two_records(names: Vocabulary) -> None:
    text = (
        "While exosomal miR-30b from hypoxic GSCs made glioma cells resistant to TMZ, exosomal miR-124 from MSCs "
        "sensitised glioma cells to the drug."
    )
    first, second = suggesting.suggest(names, text)
    assert (said(first, "cargo"), first.role) == (["miR-30b"], "promotes resistance")
    assert (said(second, "cargo"), second.role) == (["miR-124"], "restores sensitivity")
    assert said(second, "therapy") == ["TMZ"]


def test_a_passage_cut_off_after_its_first_half_says_that_half(names: Vocabulary) -> None:
    half = only(names, "Exosomal miR-21 of CAFs raised the trastuzumab resistance of BT474 cells, whereas")
    assert (said(half, "cargo"), said(half, "donor"), half.role) == (["miR-21"], ["CAFs"], "promotes resistance")


def test_every_value_points_at_its_words_and_keeps_them_as_printed(names: Vocabulary) -> None:
    text = "Exosomal miR‐21 of TAMs confers resistance to TMZ on glioma cells [3,4]."
    found = only(names, text)
    for name in ("cargo", "donor", "recipient", "therapy"):
        for value in found.values[name]:
            assert value.words is not None and value.words.passage == "p"
            assert text[value.words.start : value.words.end] == value.text
    (tmz,) = found.values["therapy"]
    assert (tmz.text, tmz.name, tmz.identifier) == ("TMZ", "temozolomide", "CHEBI:72564")
    assert [text[a:b] for a, b in found.citations] == ["[3,4]"]


def test_an_arm_that_is_not_stated_gets_no_identifier(names: Vocabulary) -> None:
    (cargo,) = only(names, "Exosomal miR-21 of TAMs confers resistance to TMZ on glioma cells.").values["cargo"]
    assert cargo.identifier == ""


def test_therapy_that_names_no_drug_is_said_so(names: Vocabulary) -> None:
    found = only(names, "Exosomes of stromal cells raise the resistance of tumour cells to chemotherapy.")
    assert said(found, "therapy") == ["chemotherapy, not named"]


HOSTILE = (
    "Exosomal miR-21 raised TMZ resistance of U87 cells and ",
    "(",
    "a",
    "x-1, ",
    "ABC1 ",
    "miR-21 and ",
    "more than the of by ",
    ", which was ",
    "exosomes of cells and ",
    "12.5 | 33.1 | 0.004 | ",
    "der Exosomen und der Tumorzellen von ",
    "\u202eexosome resistance\u0000\x07 TMZ ",
)


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_steps_as_it_has_letters(names: Vocabulary, piece: str) -> None:
    def steps(letters: int) -> int:
        text = (piece * letters)[:letters]
        suggesting.suggest(names, text)
        count = 0

        def step(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(step)
        try:
            suggesting.suggest(names, text)
        finally:
            sys.setprofile(None)
        return count

    assert steps(4_000) < 6 * steps(1_000)  # four times as long; squares would be sixteen


def test_no_more_than_the_first_letters_are_read(names: Vocabulary) -> None:
    told = "Exosomal miR-21 of TAMs confers resistance to TMZ on glioma cells. "
    long = told + "The weather was fair on that day. " * 2_000
    assert len(long) > 50_000
    assert suggesting.suggest(names, long) == suggesting.suggest(names, long[: suggesting.LONGEST])
