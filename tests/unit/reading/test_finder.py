"""Passages in a whole document: over page breaks, between tables, in other words; ties and gaps are said."""

from __future__ import annotations

import random

import pytest

from exoannotate.domain.pagetext import PageText, Paragraph, ParagraphKind
from exoannotate.reading.anchors import Description, Index, describe, find
from exoannotate.reading.document import DocumentText
from exoannotate.reading.finder import Finder
from exoannotate.reading.seeking import Grams

WORDS = "exosome macrophage resistance temozolomide transfer vesicle increase survival tumour hypoxia marker".split()


def prose(seed: int, count: int = 60) -> str:
    """Words in an order that stands nowhere else."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def page(number: int, *paragraphs: tuple[str, ParagraphKind]) -> PageText:
    spans, text = [], ""
    for words, kind in paragraphs:
        start = len(text) + bool(text)
        text += ("\n" if text else "") + words
        spans.append(Paragraph(start, len(text), kind))
    return PageText(number, 595, 842, text, text + "\n", tuple(range(len(text))), (), tuple(spans))


def words_of(document: DocumentText, finder: Finder, wanted: Description) -> tuple[str, list[str]]:
    placed = finder.find(wanted)
    known = {p.page: p.text for p in document.pages}
    return placed.found.state, [known[s.page][s.start : s.end] for s in placed.selection.spans]


def test_a_sentence_over_a_page_break_is_found_round_the_notes_between() -> None:
    first, second = "The cargo of exosomes that came from hypoxic", "glioma cells made their neighbours resistant."
    document = DocumentText(
        (
            page(0, (prose(1), "body"), (first, "body"), ("* A note at the foot of the page.", "footnote")),
            page(1, ("Table 1 Cargo and effect", "caption"), (second, "body"), (prose(2), "body")),
        )
    )
    finder = Finder(document, 2)
    assert words_of(document, finder, Description(f"{first} {second}", "", "", 0)) == ("exact", [first, second])
    changed = Description(f"{first} {second}".replace("hypoxic", "normoxic"), "", "", 0)
    state, found = words_of(document, finder, changed)
    assert (state, found) == ("fuzzy", [first, second])


def test_a_document_without_text_holds_nothing() -> None:
    for pages in ((), (page(0),), (page(0, ("…", "body")),)):
        placed = Finder(DocumentText(pages), 1).find(Description("The cargo of exosomes", "", "", 0))
        assert (placed.found.state, placed.selection.spans) == ("not found", ())


def test_equal_sentences_in_equal_surroundings_are_told_apart_by_place_only_when_it_is_clear() -> None:
    same = f"{prose(3, 8)} {prose(4, 8)} {prose(5, 8)}"
    text = " ".join((prose(6), same, prose(7), same, prose(8)))
    quote = prose(4, 8)
    second = text.rindex(quote)
    wanted = describe(text, second, second + len(quote))
    found = find(Index(text), wanted)
    assert (found.state, found.start) == ("exact", second)
    between = Description(wanted.quote, wanted.prefix, wanted.suffix, (text.index(quote) + second) / 2 / len(text))
    assert find(Index(text), between).state == "ambiguous"


def test_two_places_as_like_as_each_other_are_no_place() -> None:
    text = " ".join((prose(6), "Exosomes carry the drug away.", prose(7), "Exosomes carry the drug away.", prose(8)))
    found = find(Index(text), Description("Exosomes carry this drug away.", "", "", 0))
    assert (found.state, found.places) == ("ambiguous", 2)


def test_what_was_cut_out_is_not_found_in_what_is_like_it() -> None:
    like = "Exosomes of resistant glioma cells raised the survival of their neighbours under treatment."
    quote = like.replace("glioma", "breast cancer")
    before, after = prose(9), prose(10)
    text = " ".join((before, quote, after, like, prose(11)))
    start = text.index(quote)
    wanted = describe(text, start, start + len(quote))
    assert find(Index(text), wanted).state == "exact"
    gone = find(Index(text.replace(quote + " ", "")), wanted)
    assert gone.state == "not found"
    assert gone.end > gone.start  # the best guess is told


@pytest.mark.parametrize("seed", range(20))
def test_an_edited_sentence_is_found_at_whole_words(seed: int) -> None:
    chance = random.Random(seed)
    sentences = [prose(1000 * seed + k, chance.randint(8, 30)) for k in range(40)]
    number = chance.randrange(2, 38)
    text = " ".join(sentences)
    start = text.index(sentences[number])
    wanted = describe(text, start, start + len(sentences[number]))
    words = sentences[number].split()
    words[chance.randrange(1, len(words) - 1)] = "otherwise"
    changed = " ".join((*sentences[:number], " ".join(words), *sentences[number + 1 :]))
    found = find(Index(changed), wanted)
    assert (found.state, changed[found.start : found.end]) == ("fuzzy", " ".join(words))


def test_a_common_gram_votes_for_nothing() -> None:
    assert Grams("abcdefg" * 100).places("abcdefg") == ()
    assert Grams("abcdefghabcdefg").places("abcdefg") == (8, 0)
    assert Grams("abc").places("abcdefg") == ()
