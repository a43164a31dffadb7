"""Reference lists taken apart, and the marks that name their entries; the names here are invented."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.pdf.client import PdfClient
from exoannotate.reading import references
from exoannotate.reading.entries import entry
from exoannotate.reading.reference import Reference
from exoannotate.reading.references import References

ENTRIES: tuple[tuple[str, str, str, int | None, str], ...] = (
    ("1. Example A, Sample B, van den Berg C, et al. A title of ours: with a colon. J Examples 2019;12:3-4.",
     "1", "Example", 2019, "A title of ours: with a colon"),
    ("[12] A. B. Example and C. Sample, “Quoted titles are easy,” J. of Examples, vol. 1, no. 2, pp. 1990-1999, 2011.",
     "12", "Example", 2011, "Quoted titles are easy"),
    ("Alvarez-Example, L., and Sample, B. (2020b). Is it a question? Examples 3, 5–9. doi: 10.1000/ex.1",
     "", "Alvarez-Example", 2020, "Is it a question?"),
    ("7. de Example, E.; Cardinal, F.; Sample, M.S. Semicolons between authors. Ex. J. 2007, 96, 1504–1513.",
     "7", "de Example", 2007, "Semicolons between authors"),
    ("3. Example B, Hoffmann J (2007) The year behind the authors. Annu Rev Ex 25: 697–743.",
     "3", "Example", 2007, "The year behind the authors"),
    ("Au Example, C. L., et al. (2016). Two words of a surname. Nat Examples.",
     "", "Au Example", 2016, "Two words of a surname"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "number", "author", "year", "title"), ENTRIES)
def test_an_entry_is_taken_apart(text: str, number: str, author: str, year: int | None, title: str) -> None:
    found = entry(text)
    assert (found.number, found.first_author, found.year, found.title) == (number, author, year, title)
    assert found.text == text


def test_identifiers_are_copied_as_printed_or_left_empty() -> None:
    found = entry("4. Example A. Title. J 2021. doi:10.1111/jcmm. 70401")
    assert found.doi == "10.1111/jcmm.70401"
    assert entry("4. Example A. Title. J 2021;1:2. https://doi.org/10.1000/a(b)c.").doi == "10.1000/a(b)c"
    assert entry("4. Example A. Title. J 2021;1:2. PMID: 12345678").pmid == "12345678"
    assert (entry("4. Example A. Title. J 2021.").doi, entry("4. Example A. Title. J 2021.").pmid) == ("", "")
    assert entry("5. Example A. Title [retracted]. J 2020;1:2.").retracted


def numbered(*marks: str) -> References:
    entries = tuple(Reference(f"{n}. Example", str(n), start=n) for n in range(1, 61))
    return References(entries, "superscript" if marks == ("raised",) else "numbered")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("as shown [3].", [["3"]]),
        ("as shown [1,4] and [7–9]", [["1", "4"], ["7", "8", "9"]]),
        ("[2, 5-6;11]", [["2", "5", "6", "11"]]),
        ("in the years [2019]", []),
        ("an interval [0.3, 0.5]", []),
        ("no mark", []),
    ],
)
def test_numbers_in_brackets(text: str, named: list[list[str]]) -> None:
    assert [[one.number for one in mark.references] for mark in numbered().marks(text)] == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("resistance¹²", [["12"]]),
        ("cells,³⁻⁵ and others.⁷", [["3", "4", "5"], ["7"]]),
        ("exosomes¹,² of cells", [["1", "2"]]),
        ("Ca²⁺ and SO₄²⁻ are charged¹", [["1"]]),
        ("10⁶ cells on 2 cm² at R²; 20 kg/m² in mm³", []),
        ("a dim¹ room for 12 rats¹²", [["1"], ["12"]]),
    ],
)
def test_raised_numbers(text: str, named: list[list[str]]) -> None:
    assert [[one.number for one in mark.references] for mark in numbered("raised").marks(text)] == named


def by_author() -> References:
    entries = (
        Reference("a", first_author="Lin", authors="Lin A, Chen B", year=2021, start=1),
        Reference("b", first_author="Liu", authors="Liu X", year=2019, letter="a", start=2),
        Reference("c", first_author="Liu", authors="Liu T", year=2019, letter="b", start=3),
        Reference("d", first_author="Au Yeung", authors="Au Yeung C", year=2016, start=4),
        Reference("e", first_author="Pan", authors="Pan R, Zhou H", year=2020, start=5),
        Reference("f", first_author="Alvarez-Erviti", authors="Alvarez-Erviti L", year=2011, start=6),
    )
    return References(entries, "author-year")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("it rose (Lin et al., 2021).", [["a"]]),
        ("Lin et al. (2021) saw it", [["a"]]),
        ("(Lin et al., 2021; Pan and Zhou, 2020)", [["a", "e"]]),
        ("(Liu et al., 2019a,b)", [["b", "c"]]),
        ("(see Liu et al., 2019b for more)", [["c"]]),
        ("(Au Yeung et al., 2016)", [["d"]]),
        ("Alvarez-Erviti et al. (2011)", [["f"]]),
        ("in 2021 (n = 12)", []),
        ("(Nobody et al., 2021)", []),
        ("miR-21 | CAF | Lin et al. 2021", [["a"]]),
    ],
)
def test_author_and_year(text: str, named: list[list[str]]) -> None:
    assert [[one.text for one in mark.references] for mark in by_author().marks(text)] == named


def page(number: int, *paragraphs: tuple[str, str], continues: bool = False) -> PageText:
    text, made = "", []
    for kind, words in paragraphs:
        made.append(Paragraph(len(text), len(text) + len(words), kind, continues and (kind, words) == paragraphs[-1]))  # type: ignore[arg-type]
        text += words + "\n"
    return PageText(number, 100, 100, text, text, tuple(range(len(text))), (), tuple(made))


def test_an_entry_over_a_page_break_is_one_and_the_style_is_what_covers_the_list() -> None:
    pages = {
        0: page(0, ("body", "It is so [1], and 20 (12) of them²."), ("reference", "1. Example A. A title that"),
                continues=True),
        1: page(1, ("reference", "goes on. J Examples 2019;1:2."), ("reference", "2. Sample B. Another. J 2020;1:2.")),
    }  # fmt: skip
    found = references.read(pages)
    assert [(one.first_author, one.title, one.year) for one in found.entries] == [
        ("Example", "A title that goes on", 2019),
        ("Sample", "Another", 2020),
    ]
    assert found.style == "numbered"
    assert found.at(pages[0].text, pages[0].text.index("[1]") + 1) is not None
    assert found.at(pages[0].text, 0) is None


def test_a_document_without_a_list_has_no_marks() -> None:
    found = references.read({0: page(0, ("body", "Nothing is cited [1]."))})
    assert (found.entries, found.style, found.marks("[1]")) == ((), "", ())


@pytest.mark.parametrize("text", ["[1," * 20_000, "(" * 20_000 + "2019", "A" * 50_000, "Aa Bb " * 10_000, "¹" * 20_000])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    for known in (numbered(), numbered("raised"), by_author()):
        known.marks(text)
    entry(text)


@pytest.mark.parametrize("name", ["review_numbered", "review_author_year"])
def test_lists_and_marks_of_the_gold_reviews(shared: Path, name: str) -> None:
    gold = shared / "gold"

    def rows(kind: str) -> list[dict[str, str]]:
        with (gold / f"{name}.{kind}.tsv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    with PdfClient() as client:
        info = client.open(gold / f"{name}.pdf").result()
        found = references.read({n: client.text(info, n).result() for n in range(info.pages)})
    told = [
        (letters(one.first_author), f"{one.year}{one.letter}", letters(one.title), one.doi) for one in found.entries
    ]
    assert told == [(letters(r["first_author"]), r["year"], letters(r["title"]), r["doi"]) for r in rows("references")]
    for record in rows("records"):
        if record["citation"]:
            named = [one for mark in found.marks(record["sentence"]) for one in mark.references]
            wanted = (letters(record["ref_first_author"]), record["ref_year"])
            assert wanted in [(letters(one.first_author), f"{one.year}{one.letter}") for one in named], record[
                "sentence"
            ]
