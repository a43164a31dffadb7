"""Authors read from lines as people write them, and what a row or a printed entry says of a paper."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exoannotate.domain import authors, works
from exoannotate.domain.authors import Name
from exoannotate.domain.records import Document, Study
from exoannotate.domain.reference_entry import Appeared, appeared
from exoannotate.domain.works import Work


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Guo, Y.; Li, X. Z.", "Guo, Y.|Li, X. Z."),
        ("Guo Y, Li XZ", "Guo, Y|Li, XZ"),
        ("Guo, Y., Li, X. Z., and Sun, Q.", "Guo, Y.|Li, X. Z.|Sun, Q."),
        ("Yue Guo and Xi Li", "Guo, Yue|Li, Xi"),
        ("Ludwig van Beethoven, Anna de la Cruz", "van Beethoven, Ludwig|de la Cruz, Anna"),
        ("van den Berg AB, de Azambuja E, et al.", "van den Berg, AB|de Azambuja, E|et al."),
        ("García Márquez, Gabriel", "García Márquez, Gabriel"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Christelle Le Dantec and Renaud De Crevoisier", "Le Dantec, Christelle|De Crevoisier, Renaud"),
        ("Skog et al.", "Skog|et al."),
        ("Cancer Genome Atlas Network; Smith, J", "Cancer Genome Atlas Network|Smith, J"),
        ("{Médecins Sans Frontières}; Li, X.", "Médecins Sans Frontières|Li, X."),
        ("", ""),
    ],
)
def test_authors_are_read_as_people_write_them(line: str, shown: str) -> None:
    assert "|".join(name.shown for name in authors.parse(line)) == shown


_WORD = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
_NAME = st.one_of(
    st.builds(authors.person, _WORD, _WORD, suffix=st.sampled_from(("", "Jr.", "III"))),
    st.builds(authors.literal, _WORD),
).filter(lambda name: bool(name.shown) and (bool(name.given) or not name.suffix))


@given(st.lists(_NAME, max_size=4))
@example([authors.person("García Márquez")])
@example([authors.literal("0 PROJECT…")])
@example([authors.person("0", "SR", suffix="Jr.")])
@example([authors.person("Li", "X…"), authors.literal("Others")])
def test_what_is_written_is_read_as_the_same_line(names: list[Name]) -> None:
    line = authors.written(names)
    assert authors.written(authors.parse(line)) == line


@given(st.lists(st.sampled_from((
    Name("Skog", "Johan"), Name("Berg", "A. B.", "van den"), Name("Humboldt", "Alexander", dropping="von"),
    Name("King", "Martin", suffix="Jr."), Name("García Márquez", "Gabriel José"), Name("Madonna"), Name("Lee", "J."),
    Name(literal="World Health Organization"), Name(literal="Ipsen"), Name(literal="The ENCODE, HapMap"),
)), unique=True))  # fmt: skip
def test_names_come_back_whole(names: list[Name]) -> None:
    assert authors.parse(authors.written(names)) == tuple(names)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Nat Cell Biol. 2008;10(12):1470–6.", Appeared("Nat Cell Biol", "10", "12", "1470-6")),
        ("Nature 19, 40 (2020).", Appeared("Nature", "19", "", "40")),
        ("Science 2020;367:eaau6977. doi:10.1126/x", Appeared("Science", "367", "", "eaau6977")),
        ("Sci. Rep. 2019, 9, 123.", Appeared("Sci. Rep", "9", "", "123")),
        ("Nucleic Acids Research, vol. 3, no. 2, pp. 1–9, 2019", Appeared("Nucleic Acids Research", "3", "2", "1-9")),
        ("Nat Commun, 7.", Appeared("Nat Commun", "7")),
        ("Int J Oncol.", Appeared("Int J Oncol")),
    ],
)
def test_where_a_paper_appeared(text: str, where: Appeared) -> None:
    assert appeared(text) == where


def test_a_study_known_as_printed_is_taken_apart() -> None:
    text = (
        "7. Stupp R, Mason WP, van den Bent MJ, et al. Radiotherapy plus temozolomide for glioblastoma. N Engl J Med "
        "2005;352:987–996. doi:10.1056/NEJMoa043330"
    )
    work = works.of(Study("s", "d", text, "7", "Stupp R, Mason WP", 2005, doi="10.1056/NEJMoa043330"))
    assert (work.title, work.journal, work.volume, work.pages) == (
        "Radiotherapy plus temozolomide for glioblastoma", "N Engl J Med", "352", "987-996"
    )  # fmt: skip
    assert [name.family or name.literal for name in work.authors] == ["Stupp", "Mason", "Bent", "et al."]
    short = works.of(Study("s", "d", "Yin 2019, Exosomal transfer of miR-1238", "", "Yin", 2019))
    assert (short.title, short.authors, short.year) == ("Exosomal transfer of miR-1238", (Name("Yin"),), 2019)


def test_what_has_no_column_is_kept_beside() -> None:
    work = Work(
        "T", year=2020, month=3, day=2, kind="chapter", publisher="P", editors=(Name("Doe", "J."),), key="doe20"
    )
    row = Document("d", "", "", "T", year=2020, csl=works.kept(work))
    assert works.of(row) == work
    assert works.kept(Work("T", year=2020, doi="10.1/x", volume="3")) == ""
    assert works.of(Document("d", "", "", "T", csl="{broken")) == Work("T")
