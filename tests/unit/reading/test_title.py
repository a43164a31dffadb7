"""Title, DOI and year of a paper: copied from its first pages, or left empty."""

from __future__ import annotations

import pytest

from exoannotate.domain.pagetext import Furniture, Line, PageText, Paragraph
from exoannotate.reading.title import bibliography


def page(*lines: tuple[str, float], furniture: str = "") -> PageText:
    """A page of printed lines with their type sizes, top down."""
    text = "\n".join(words for words, _ in lines)
    made, start = [], 0
    for n, (words, size) in enumerate(lines):
        edges = tuple(float(i) for i in range(len(words) + 1))
        made.append(Line(start, start + len(words), 50, 60 + 20 * n, 1, 0, size, 2, size, False, edges))
        start += len(words) + 1
    paragraphs = tuple(Paragraph(line.start, line.end) for line in made)
    origin = tuple(range(len(text)))
    around = (Furniture("head", furniture),) if furniture else ()
    return PageText(0, 595, 842, text, text, origin, tuple(made), paragraphs, around)


def test_the_largest_type_is_the_title_and_the_kind_of_article_is_not_part_of_it() -> None:
    first = page(
        ("Review Article", 18),
        ("Exosomes and the Resistance of", 18),
        ("Glioma to Temozolomide", 18),
        ("A. Author", 10),
    )
    assert bibliography((first,)).title == "Exosomes and the Resistance of Glioma to Temozolomide"


@pytest.mark.parametrize("given", ["untitled", "Microsoft Word - final3.docx", "paper_v2.pdf", "12", "Slide 1", ""])
def test_metadata_that_is_no_title_is_passed_over(given: str) -> None:
    first = page(("Vesicles in the brain: a short review", 18), ("Text of the paper.", 10))
    assert bibliography((first,), given).title == "Vesicles in the brain: a short review"


def test_metadata_counts_when_the_page_says_the_same() -> None:
    first = page(("VESICLES IN THE BRAIN", 18), ("Text.", 10))
    assert bibliography((first,), "Vesicles in the Brain").title == "Vesicles in the Brain"
    assert bibliography((first,), "Quite another thing entirely").title == "VESICLES IN THE BRAIN"


@pytest.mark.parametrize(
    ("printed", "doi"),
    [
        ("https://doi.org/10.1111/jcmm.70401.", "10.1111/jcmm.70401"),
        ("doi:10.1371/journal.pone. 0115884 Editor", "10.1371/journal.pone.0115884"),
        ("see (10.1002/jev2.12404)", "10.1002/jev2.12404"),
        ("10.1016/S0140-6736(05)66544-X;", "10.1016/S0140-6736(05)66544-X"),
        ("version 10.2 of the text", ""),
        ("10.1000/abc. 2014 was a good year", "10.1000/abc"),
    ],
)
def test_a_doi_is_copied_as_printed_or_left_empty(printed: str, doi: str) -> None:
    assert bibliography((page((printed, 9)),)).doi == doi


def test_the_year_of_the_copyright_comes_before_that_of_receipt() -> None:
    assert bibliography((page(("Received 3 May 2015. Copyright © 2016 A. Author", 9)),)).year == 2016
    assert bibliography((page(("Received 3 May 2015.", 9)),)).year == 2015
    assert bibliography((page(("In 1999 exosomes were", 9)),)).year is None


def test_furniture_is_looked_at_too() -> None:
    assert bibliography((page(("Text", 9), furniture="J Ex 2024 https://doi.org/10.1234/x1"),)).doi == "10.1234/x1"
