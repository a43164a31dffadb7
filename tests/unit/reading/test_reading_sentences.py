"""Words and sentences, with the abbreviations and citation marks of biomedical papers."""

from __future__ import annotations

import time

import pytest

from exoannotate.reading import sentences

TEXT = (
    "Exosomal miR-21 (Fig. 2A) raised resistance, as shown by Li et al. and others.¹² "
    "The dose was 2.5 mg vs. 5 mg [12]. "
    "Approx. 10 spp. were found. [14] It was e.g. seen in glioma.[3–5] See Refs. 3 and 4. These were levels of miR-21. "
    "However, PTEN fell (P < 0.05). miR-30b rose. S. aureus was seen."
)


def test_sentences_of_a_paragraph() -> None:
    assert [TEXT[a:b] for a, b in sentences.sentences(TEXT)] == [
        "Exosomal miR-21 (Fig. 2A) raised resistance, as shown by Li et al. and others.¹²",
        "The dose was 2.5 mg vs. 5 mg [12].",
        "Approx. 10 spp. were found. [14]",
        "It was e.g. seen in glioma.[3–5]",
        "See Refs. 3 and 4.",
        "These were levels of miR-21.",
        "However, PTEN fell (P < 0.05).",
        "miR-30b rose.",
        "S. aureus was seen.",
    ]


def test_sentence_at_stays_in_its_paragraph() -> None:
    text = "A heading\nFirst one. Second one\nThird."
    assert sentences.sentence_at(text, text.index("Second")) == (21, 31)
    assert sentences.sentence_at(text, 3) == (0, 9)
    assert sentences.sentence_at(text, len(text) + 5) == (32, 38)
    assert sentences.sentence_at("", 0) == (0, 0)
    assert sentences.sentence_at("   ", 1) == (0, 0)


@pytest.mark.parametrize(
    ("text", "inside", "word"),
    [
        ("the miR-21-5p, was", "miR", "miR-21-5p"),
        ("(IL-6) x", "IL", "IL-6"),
        ("drug/exosome and", "exo", "exosome"),
        ("Resistance.¹² Then", "sis", "Resistance"),
        ("10⁶ cells", "10", "10⁶"),
        ("Ca²⁺ x", "Ca", "Ca²⁺"),
        ("TGF-β1. Yes", "TGF", "TGF-β1"),
        ("don’t go", "don", "don’t"),
        ("5.25 mg", "5", "5.25"),
        ("one two", " ", "one"),
        ("a , b", ",", ","),
    ],
)
def test_word_at(text: str, inside: str, word: str) -> None:
    start, end = sentences.word_at(text, text.index(inside))
    assert text[start:end] == word


def test_no_word() -> None:
    assert sentences.word_at("", 3) == (0, 0)
    assert sentences.word_at("   ", 1) == (1, 1)


def test_a_huge_paragraph_is_cut_and_quick() -> None:
    text = (TEXT + " ") * 400
    began = time.perf_counter()
    start, end = sentences.sentence_at(text, len(text) // 2)
    assert time.perf_counter() - began < 2
    assert 5 < end - start < 200
    spans = sentences.sentences("x" * 20_000)
    assert "".join("x" * 20_000)[spans[0][0] : spans[-1][1]] == "x" * 20_000
