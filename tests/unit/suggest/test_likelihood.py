"""Sentences whose effect no rule reads: those with the words of evidence give their names, the others nothing."""

from __future__ import annotations

import pytest

import count_evidence_words
from exoannotate.suggest.claims import likelihood
from exoannotate.workspace import suggesting, terms

UNREAD = (
    "After a drink of miR-21 in exosomes of M2 macrophages, temozolomide was a paper tiger for glioma cells.",
    "With CAF vesicles full of miR-92a around, gastric cancer cells gave cisplatin the cold shoulder.",
)


@pytest.mark.parametrize("text", UNREAD)
def test_names_are_given_where_the_words_are_those_of_evidence(text: str) -> None:
    (draft,) = suggesting.suggest(terms.warm(), text, "p")
    if draft.reports:
        pytest.fail("this is read now: put a sentence in its place that is not")
    assert draft.values["cargo"] and draft.values["therapy"] and not draft.role
    assert draft.doubtful >= {"cargo", "therapy"} and 0 < draft.strength < 0.3
    assert not {"effect", "perturbation", "targets"} & draft.values.keys()


@pytest.mark.parametrize(
    "text",
    [
        "Vesicles of cells that had received cisplatin were pelleted and stained with PKH67.",
        "Whether exosomes of macrophages protect glioma cells from temozolomide is not known.",
        "Exosomes carry proteins, lipids and RNA from cell to cell.",
    ],
)
def test_nothing_is_given_where_they_are_not(text: str) -> None:
    assert suggesting.suggest(terms.warm(), text, "p") == ()


def test_the_weights_are_those_of_the_labelled_sentences() -> None:
    shipped, counted = likelihood.weights(), count_evidence_words.count()
    strong = {word for word, weight in shipped.items() if abs(weight) >= 1}
    assert len(strong) > 100
    assert {word for word in strong if shipped[word] * counted.get(word, 0) <= 0} == set()
