"""A sentence that leans on the one before is filled from it, and every such value is said to stand there."""

from __future__ import annotations

import pytest

from exoannotate.cli.suggesting import as_object
from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.domain.records import Passage
from exoannotate.suggest.vocabulary import Vocabulary
from exoannotate.ui.record.suggested import drafts_of
from exoannotate.workspace import candidates, suggesting, terms
from tests.unit.suggest.test_claims import said

BEFORE = "Hypoxic glioma cells release exosomes rich in miR-301a."
LEANS = "These vesicles made normoxic U87 cells resistant to temozolomide."


@pytest.fixture(scope="module")
def names() -> Vocabulary:
    return terms.warm()


def page(number: int, *paragraphs: str, continues: bool = False) -> PageText:
    text = "\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Paragraph(start, start + len(paragraph), "body", continues))
        start += len(paragraph) + 1
    return PageText(number, 595, 842, text, text, tuple(range(len(text))), (), tuple(spans))


def passage(quote: str, number: int = 0) -> Passage:
    return Passage("p", "d", quote, quote, "", "", 0.0, number, "1", (), "", "", "", "")


@pytest.mark.parametrize(
    ("before", "sentence", "expected", "taken"),
    [
        (BEFORE, LEANS, {"cargo": "miR-301a", "cargo_class": "miRNA", "donor": "Hypoxic glioma cells",
                         "recipient": "normoxic U87 cells", "effect": "resistance increased"}, {"cargo", "donor"}),
        ("Exosomal UCA1 of LCC2 cells confers tamoxifen resistance on MCF-7 cells.",
         "Its knock-down restored sensitivity to the drug.",
         {"cargo": "UCA1", "therapy": "tamoxifen", "recipient": "MCF-7 cells", "perturbation": "cargo lost",
          "effect": "sensitivity increased"}, {"cargo", "donor", "therapy", "recipient"}),
        ("CAF exosomes protected SW480 cells from oxaliplatin.", "This effect was abolished by GW4869.",
         {"cargo": "", "donor": "CAF", "therapy": "oxaliplatin", "perturbation": "vesicle depletion",
          "effect": "sensitivity increased"}, {"donor", "therapy", "recipient"}),
        ("Platelet microparticles carry miR-223 into A549 cells.",
         "The same vesicles left the gefitinib response unchanged.",
         {"cargo": "miR-223", "therapy": "gefitinib", "effect": "no effect"}, {"cargo", "donor"}),
    ],
)  # fmt: skip
def test_what_a_sentence_takes_from_the_one_before(
    names: Vocabulary, before: str, sentence: str, expected: dict[str, str], taken: set[str]
) -> None:
    (found,) = suggesting.suggest(names, sentence, "p", before=before)
    assert {name: "|".join(said(found, name)) for name in expected} == expected
    assert found.before == taken <= found.doubtful
    for name in taken:
        assert all(value.words is None for value in found.values[name])
        assert "in the sentence before" in found.why[name]


@pytest.mark.parametrize(
    "sentence",
    [
        "Exosomal miR-21 of TAMs confers resistance to TMZ on glioma cells.",  # stands alone
        "These vesicles are 100 nm wide.",  # leans, and tells nothing
        "They were counted by nanoparticle tracking analysis.",
    ],
)
def test_a_sentence_that_stands_alone_is_read_as_it_was(names: Vocabulary, sentence: str) -> None:
    assert suggesting.suggest(names, sentence, "p", before=BEFORE) == suggesting.suggest(names, sentence, "p")


def test_nothing_is_taken_from_a_sentence_without_vesicles(names: Vocabulary) -> None:
    assert suggesting.suggest(names, "This effect was abolished by surgery.", before="Resistance is common.") == ()


def test_a_scan_and_the_form_look_back_within_the_paragraph(names: Vocabulary) -> None:
    pages = {0: page(0, f"{BEFORE} {LEANS}")}
    (found,) = (one for one in candidates.find(pages, names) if one.text == LEANS)
    assert said(found.suggestions[0], "cargo") == ["miR-301a"] and "cargo" in found.suggestions[0].before
    (draft,) = drafts_of(passage(LEANS), names, pages=pages)
    assert draft.texts["cargo"] == "miR-301a" and draft.suggested["cargo"] and draft.suggested["donor"]
    (alone,) = drafts_of(passage(LEANS), names, pages={0: page(0, BEFORE, LEANS)})
    assert "cargo" not in alone.texts


def test_a_paragraph_that_begins_on_the_page_before_is_one_paragraph() -> None:
    pages = {0: page(0, BEFORE, continues=True), 1: page(1, LEANS)}
    assert suggesting.before(passage(LEANS, 1), pages) == BEFORE
    assert suggesting.before(passage(LEANS, 1), {1: page(1, LEANS)}) == ""
    assert suggesting.before(passage("Not on this page. These vesicles protect.", 1), pages) == ""


def test_scripts_are_told_what_stands_in_the_sentence_before(names: Vocabulary) -> None:
    (record,) = as_object(LEANS, suggesting.suggest(names, LEANS, "text", before=BEFORE))["records"]
    assert record["from_sentence_before"] == ["cargo", "donor"]
    assert "start" not in record["fields"]["cargo"][0] and "start" in record["fields"]["therapy"][0]
