"""Title, DOI and year of a paper: copied from its first pages, or left empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from exoannotate.domain import authors
from exoannotate.domain.pagetext import Furniture, Line, PageText, Paragraph
from exoannotate.pdf.client import PdfClient
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


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("Rami Makki¹,²¤a., Marie Meister³¤b., Jean-Michel", "Ubeda³* and Rui Zhou⁴", "¹ University of Nowhere"),
         "Makki, Rami; Meister, Marie; Ubeda, Jean-Michel; Zhou, Rui"),
        (("A. Example, B. van den Sample & C. Specimen Jr.", "Department of Tests"),
         "Example, A.; van den Sample, B.; Specimen, C., Jr"),
        (("Jane Doe, MD, PhD; John Q. Roe, M.Sc.", "Abstract"), "Doe, Jane; Roe, John Q."),
        (("Andrew Baumann, Microsoft Research", "Abstract"), "Baumann, Andrew"),
        (("Glioma is a tumour of the brain, which is hard to treat.",), "Set by Nobody"),
        (("Abstract", "Ann Doe, Bo Roe"), "Set by Nobody"),
    ],
)  # fmt: skip
def test_authors_stand_below_the_title(lines: tuple[str, ...], names: str) -> None:
    first = page(("Vesicles in the brain: a short review", 18), *((line, 10) for line in lines))
    assert bibliography((first,), metadata_author="Set by Nobody").authors == names


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("Trials (2015) 16:15", 2015),
        ("Curr. Oncol. 2023, 30, 3079–3090. https://doi.org/10.3390/x", 2023),
        ("J Worked Examples 2024;3:401–406", 2024),
        ("Annals of Reviews, volume 7, pages 57–61 (2023)", 2023),
        ("August 2010 | Volume 8 | Issue 8", 2010),
        ("December 31, 2014", 2014),
        ("Received 30 June 2015; Accepted 20 December 2016; Copyright © 2017 A. Doe", 2017),
        ("We treated 2015 cells in 1998 wells.", None),
    ],
)
def test_the_year_it_was_published(printed: str, year: int | None) -> None:
    assert bibliography((page(("Text", 9), furniture=printed),)).year == year


# What a person reads on the first page: first and last author, how many, year, DOI, how the title begins. Where no DOI
# or year is printed there is none; “Konrad Zaręba” and others of one paper are misread in its own text, not counted.
PAPERS = {
    "paper_dendritic_colorectal": ("Pryczynicz", "GuziNska-Ustymowicz", 8, 2016, "10.1155/2016/2405437", "Dysfunc"),
    "paper_gastric_mucinous": ("Jian-Hui", "He", 7, 2016, "10.1155/2016/8947505", "Gastric Mucinous Cancer Histology"),
    "paper_jak_stat_plosbiol": ("Makki", "Crozatier", 11, 2010, "10.1371/journal.pbio.1000441", "A Short Receptor"),
    "paper_ki67_breast_mdpi": ("Faragalla", "Mozes", 8, 2023, "10.3390/curroncol30030233", "Ki67 in Breast Cancer"),
    "paper_notch_breast_resistance_review": ("Acar", "Brennan", 4, 2016, "10.1155/2016/2498764", "A Role for Notch"),
    "paper_plosone_2014": ("Iskandar", "McGuire", 3, 2014, "10.1371/journal.pone.0115884", "A Novel Reproductive"),
    "paper_sjogren_epigenetics": ("Konsta", "Renaudineau", 7, 2014, "10.3389/fgene.2014.00071", "The contribution of"),
    "paper_trials_16_15": ("Campillo-Gimenez", "Cuggia", 7, 2015, "10.1186/s13063-014-0535-7", "Improving the pre-scr"),
    "paper_tumour_angiogenesis": ("Cumsille", "Escudero", 5, 2015, "10.1186/s12976-015-0009-y", "Proposal of a hybrid"),
    "annot_two_column_paper": ("Baumann", "Baumann", 1, None, "", "Hardware is the new software"),
}  # fmt: skip


def test_real_papers_are_read(shared: Path) -> None:
    right = dict.fromkeys(("authors", "year", "doi", "title"), 0)
    with PdfClient() as pdf:
        for name, (first, last, many, year, doi, title) in PAPERS.items():
            info = pdf.open(shared / "pdfs" / f"{name}.pdf").result()
            pages = tuple(pdf.text(info, n).result() for n in range(2))
            found = bibliography(pages, info.title, f"{info.subject} {info.keywords}", info.author)
            people = [one.family for one in authors.parse(found.authors)]
            right["authors"] += (people[:1], people[-1:], len(people)) == ([first], [last], many)
            right["year"] += found.year == year
            right["doi"] += found.doi == doi
            right["title"] += found.title.startswith(title)
    assert right == dict.fromkeys(right, len(PAPERS)), right
