"""Reference files as programs write them, and files nobody should have to meet. The samples were written for this."""

# ruff: noqa: E501, W291 - the samples are lines as programs write them

from __future__ import annotations

import time

import pytest

from exoannotate.domain.authors import Name
from exoannotate.domain.errors import BadValueError
from exoannotate.export.references import bibtex, files, nbib, ris

# RIS ---------------------------------------------------------------------------------------------------------------

ZOTERO_RIS = """TY  - JOUR
TI  - Vesicles of glioma cells carry miR-21
AU  - Skog, Johan
AU  - van den Berg, Anna B.
AU  - King, Martin, Jr.
AU  - International Vesicle Consortium
T2  - Journal of Examples
AB  - First line of the abstract
AB - is not a second abstract: it goes on
and goes on.
DA  - 2019/04/02/
PY  - 2019
DO  - 10.1234/example.2019.5
VL  - 12
IS  - 3
SP  - 45
EP  - 57
J2  - J. Ex.
LA  - en
SN  - 1234-567X
UR  - https://example.org/a?b=1;c=2
Y2  - 2026/11/30/08:00:00
L1  - /data/ann/Zotero/storage/ABCD1234/Skog - 2019.pdf
N1  - PMID: 12345678
PMCID: PMC7654321
KW  - exosomes
KW  - glioma
ER  - 


TY  - CHAP
TI  - A chapter
AU  - Doe, Jane
A2  - Roe, Richard
T2  - The Book of Vesicles
T3  - Series of Books
PB  - Example Press
CY  - Uppsala
PY  - 2001
SN  - 978-3-16-148410-0
SP  - 1
EP  - 9
ER  - 

"""


def test_zotero_ris() -> None:
    first, chapter = ris.read(ZOTERO_RIS.replace("\n", "\r\n").encode("utf-8-sig")).works
    assert first.title == "Vesicles of glioma cells carry miR-21"
    assert first.authors == (
        Name("Skog", "Johan"), Name("Berg", "Anna B.", "van den"), Name("King", "Martin", suffix="Jr."),
        Name(literal="International Vesicle Consortium"),
    )  # fmt: skip
    assert (first.year, first.month, first.day) == (2019, 4, 2)
    assert (first.journal, first.short_journal, first.volume, first.issue) == (
        "Journal of Examples",
        "J. Ex.",
        "12",
        "3",
    )
    assert (first.pages, first.doi, first.pmid) == ("45-57", "10.1234/example.2019.5", "12345678")
    assert first.url == "https://example.org/a?b=1;c=2"
    assert first.files == ("/data/ann/Zotero/storage/ABCD1234/Skog - 2019.pdf",)
    assert first.keywords == ("exosomes", "glioma")
    assert first.abstract.startswith("First line") and first.abstract.endswith("and goes on.")
    assert (chapter.kind, chapter.journal, chapter.series) == ("chapter", "The Book of Vesicles", "Series of Books")
    assert chapter.editors == (Name("Roe", "Richard"),) and chapter.isbn == "978-3-16-148410-0"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # EndNote: Y1 with slashes, JO and JF, pages in one tag, PubMed's number as accession number
        ("TY  - JOUR\nA1  - Li,X.\nT1  - A title\nY1  - 2020/05//\nJO  - J Ex\nJF  - Journal of Ex\nSP  - 12-19\n"
         "AN  - 31234567\nDB  - Medline\nER  -\n", "Li, X.|A title|2020|Journal of Ex|12-19|31234567"),
        # one blank only, no end, the next one begins
        ("TY - JOUR\nAU - Li, X\nTI - A title\nPY - 2020\nTY - JOUR\nTI - Another", "Li, X|A title|2020|||"),
        # a link for a DOI, a title that goes on in the next line, spelling of old files
        ("TY  - EJOUR\nTI  - A title\nthat goes on\nDO  - https://doi.org/10.1234/AB%2Fc.\nPY  - 1999///Spring\nER  - ",
         "|A title that goes on|1999|||"),
        ("header of a web page\n\nTY  - UNKNOWN\nT1  - T\nED  - Roe, R.\nPY  - n.d.\nER  - \nnonsense\n", "|T||||"),
    ],
)  # fmt: skip
def test_dialects_of_ris(text: str, told: str) -> None:
    work = ris.read(text.encode()).works[0]
    who = "; ".join(name.shown for name in work.authors)
    assert "|".join((who, work.title, str(work.year or ""), work.journal, work.pages, work.pmid)) == told


def test_a_reference_of_nothing_is_named_and_the_others_are_read() -> None:
    found = ris.read(
        b"TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\nID  - doe99\nPY  - 1999\nER  - \nTY  - JOUR\nTI  - B\nER  - \n"
    )
    assert [work.title for work in found.works] == ["A", "B"]
    assert [p.sentence() for p in found.problems] == ["Entry 2 (doe99) was left out: it has no title, DOI or PMID."]


def test_retractions_are_kept() -> None:
    def told(line: str) -> bool:
        return ris.read(f"TY  - JOUR\n{line}\nER  - \n".encode()).works[0].retracted

    assert told("TI  - RETRACTED: Vesicles of glioma") and told("TI  - [Retracted] Vesicles")
    assert told("TI  - Vesicles of glioma [retracted article]") and told("TI  - A\nM3  - Retracted Publication")
    assert told("TI  - A\nN1  - Retracted") and not told("TI  - A\nN1  - cites a retracted paper")
    assert not told("TI  - Retracted clots after thrombectomy")


# BibTeX ------------------------------------------------------------------------------------------------------------

BIBTEX = r"""
This line is a comment.
@comment{jabref-meta: databaseType:bibtex;}
@string{jex = "Journal of " # {Examples}}
@preamble{"\newcommand{\x}{y}"}

@article{skog_vesicles_2019,
  title = {Vesicles of {Glioma} cells carry {miR-21} in $\alpha$- and {\textgreek{b}}-states: 50\% \& more},
  author = "Skog, Johan and {\'E}mile van der Berg and King, Jr., Martin and {{International Vesicle Consortium}} and {\O}stberg, {\AA}. and others",
  journal = jex, year = 2019, month = apr # "~2", volume = 12, number = {3}, pages = {45--57},
  doi = {https://doi.org/10.1234/ex_ample\_2019}, pmid = {12345678},
  url = {https://example.org/a\_b\%20c}, file = {Full Text PDF:files/12/Skog 2019.pdf:application/pdf;Snapshot:C\:\\d\\x.html:text/html},
  keywords = {exosomes, glioma}, abstract = {A {nested {braced {text}}} here.}, annote = {x}
}
@InCollection{doe01, crossref = {book01}, title = "A chapter", author = {Doe, Jane}, pages = {1-9}}
@book(book01, title = {The Book of Vesicles}, editor = {Roe, Richard}, publisher = {Example Press}, year = {2001}, address = {Uppsala})
@article{biblatex, title={T}, subtitle={S}, date={2021-07-09}, journaltitle={J}, eprint={87654321}, eprinttype={pubmed}, note={Retracted}}
@article{skog_vesicles_2019, title={The same key again}, year={1999}, year={2000}}
@article{broken, title = {No end, author = {X}
@misc{last, title = {After the broken one}, howpublished={\url{https://example.org/x~y}}}
"""


def test_bibtex_as_people_have_it() -> None:
    found = bibtex.read(BIBTEX.encode())
    by_key = {work.key: work for work in reversed(found.works)}
    first = by_key["skog_vesicles_2019"]
    assert first.title.startswith("Vesicles of Glioma cells carry miR-21 in α- and")
    assert first.title.endswith("-states: 50% & more")
    assert first.authors == (
        Name("Skog", "Johan"), Name("Berg", "Émile", "van der"), Name("King", "Martin", suffix="Jr."),
        Name(literal="International Vesicle Consortium"), Name("Østberg", "Å."), Name(literal="et al."),
    )  # fmt: skip
    assert (first.journal, first.year, first.month, first.volume) == ("Journal of Examples", 2019, 4, "12")
    assert (first.issue, first.pages, first.pmid) == ("3", "45-57", "12345678")
    assert (first.doi, first.url) == ("10.1234/ex_ample_2019", "https://example.org/a_b%20c")
    assert first.files == ("files/12/Skog 2019.pdf", "C:\\d\\x.html")
    assert first.abstract == "A nested braced text here."
    chapter = by_key["doe01"]
    assert (chapter.journal, chapter.year, chapter.publisher, chapter.kind) == (
        "The Book of Vesicles", 2001, "Example Press", "chapter"
    )  # fmt: skip
    assert chapter.editors == (Name("Roe", "Richard"),)
    other = by_key["biblatex"]
    assert (other.title, other.year, other.day, other.pmid, other.retracted) == ("T: S", 2021, 9, "87654321", True)
    assert by_key["last"].title == "After the broken one"
    assert "The same key again" in [work.title for work in found.works]
    assert [(p.name, p.why.split()[0]) for p in found.problems] == [("broken", "line")]


# PubMed ------------------------------------------------------------------------------------------------------------

NBIB = """
PMID- 12345678
OWN - NLM
STAT- MEDLINE
IS  - 1234-5678 (Electronic)
IS  - 8765-4321 (Linking)
VI  - 12
IP  - 3
DP  - 2019 Apr 2
TI  - Vesicles of glioma cells carry a microRNA that goes on
      over the line: a study.
PG  - 45-57
LID - 10.1234/example.2019.5 [doi]
LID - e45 [pii]
AB  - BACKGROUND: One line
      and the next.
FAU - van den Berg, Anna B
AU  - van den Berg AB
FAU - Skog, Johan
AU  - Skog J
CN  - International Vesicle Consortium
LA  - eng
PT  - Journal Article
PT  - Retracted Publication
TA  - J Ex
JT  - Journal of Examples
PMC - PMC7654321
OT  - exosomes

PMID- 23456789
TI  - [A title in translation].
AU  - Li X
DP  - 2020 Winter
TA  - J Ex
AID - S0000-0000(20)30001-1 [pii]
AID - 10.1234/second [doi]

PMID- 999
DP  - 2000
"""


def test_pubmed() -> None:
    found = nbib.read(NBIB.replace("\n", "\r\n").encode())
    first, second = found.works
    assert first.title == "Vesicles of glioma cells carry a microRNA that goes on over the line: a study"
    assert first.authors == (
        Name("Berg", "Anna B", "van den"), Name("Skog", "Johan"), Name(literal="International Vesicle Consortium")
    )  # fmt: skip
    assert (first.year, first.month, first.day, first.journal) == (2019, 4, 2, "Journal of Examples")
    assert (first.volume, first.issue, first.pages, first.pmid) == ("12", "3", "45-57", "12345678")
    assert (first.doi, first.pmcid, first.issn) == ("10.1234/example.2019.5", "PMC7654321", "1234-5678")
    assert first.retracted and first.abstract == "BACKGROUND: One line and the next."
    assert (second.authors, second.year, second.doi) == ((Name("Li", "X"),), 2020, "10.1234/second")
    assert [p.sentence() for p in found.problems] == ["Entry 3 (PMID 999) was left out: it has no title and no DOI."]


# Any file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind"), [(ZOTERO_RIS, "RIS"), (BIBTEX, "BibTeX"), (NBIB, "PubMed"), ('[{"title": "A"}]', "CSL-JSON")]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_tells_its_kind_in_any_encoding(text: str, kind: str, encoding: str) -> None:
    told, found = files.read(text.encode(encoding))
    assert told == kind and found.works


def test_latin_letters_of_old_files_are_read() -> None:
    assert ris.read("TY  - JOUR\nTI  - Über Bläschen\nER  - ".encode("latin-1")).works[0].title == "Über Bläschen"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"\x00\x01\x02" * 100, "holds no text"),
        (b"\xff\xd8\xff\xe0JFIF" + bytes(range(256)), "holds no text"),
        (b"Dear colleague, see attached.", "holds no references and no evidence"),
        (b"<html><body>TY  - JOUR</body></html>", "holds no references"),
        (b'{"a": ', "no CSL-JSON file"),
    ],
)
def test_what_is_no_reference_file_has_its_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadValueError, match=said) as refused:
        files.read(data)
    assert "Nothing was changed." in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = {" + "{" * 20_000 + "x" + "}" * 20_000 + "}}\n@article{b, title = {After}}",
        "@article{a, title = {" + "{" * 20_000 + "\n@article{b, title = {After}}",
        "@article{a, title = {\\input{/etc/passwd}\\def\\x{\\x\\x}\\x After}}",
        "@string{a0 = {x}}" + "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 40))
        + "@article{b, title = {After}, note = a39}",
        "@article{a, author = {" + " and ".join(["A, B"] * 3_000) + "}, title = {After}}",
        "@article{a, title = {After " + "$\\alpha$ " * 20_000 + "}}",
        "TY  - JOUR\nTI  - After\n" + "AU  - Li, X\n" * 20_000 + "ER  - ",
        "TY  - JOUR\nTI  - After\nAB  - " + "a\n" * 200_000 + "ER  - ",
        "PMID- 1\nTI  - After\nAB  - " + "a\n      " * 200_000,
    ],
    ids=["braces", "no end", "commands", "strings", "authors", "formulas", "many authors", "long abstract", "lines"],
)  # fmt: skip
def test_files_that_mean_harm_are_read_in_bounded_time(text: str) -> None:
    began = time.process_time()
    found = files.read(text.encode())[1]
    assert any("After" in work.title for work in found.works)
    assert "root:" not in "".join(work.title for work in found.works)
    assert time.process_time() - began < 8
