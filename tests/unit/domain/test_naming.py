"""One paper in several reference lists: by DOI, by PMID, or by title and year when neither is printed."""

from __future__ import annotations

from exoannotate.domain.naming import naming, paper
from exoannotate.domain.records import Document, Study

TITLE = "Exosomal transfer of miR-1238 contributes to temozolomide resistance in glioblastoma"
DOCUMENTS = (Document("d1", "", "", "Review one"), Document("d2", "", "", "Review two"))


def study(document: str, text: str, **told: str | int) -> Study:
    return Study(f"{document}{text}", document, text, **told)  # type: ignore[arg-type]


def keys(*studies: Study) -> list[str]:
    names = naming((), studies, DOCUMENTS)
    titles = {one.id: one.title for one in DOCUMENTS}
    return [paper(one.text, titles[one.document], "", names) for one in studies]


def test_entries_printed_in_other_words_are_one_paper() -> None:
    one = study("d1", "13. Yin J, et al. Exosomal …", title=TITLE, year=2019)
    other = study("d2", "Yin (2019) Exosomal …", title=TITLE.replace("-", "‐").upper(), year=2019)
    assert len(set(keys(one, other))) == 1
    for later in (study("d2", "x", title=TITLE, year=2020), study("d2", "x", title=TITLE[:30], year=2019)):
        assert len(set(keys(one, later))) == 2


def test_what_one_list_knows_serves_the_others() -> None:
    full = study("d1", "a", title=TITLE, year=2019, doi="10.1/A", pmid="111")
    by_pmid, by_title = study("d2", "b", pmid="111"), study("d2", "c", title=TITLE, year=2019)
    assert keys(full, by_pmid, by_title) == ["doi:10.1/a"] * 3
    twin = study("d2", "d", title=TITLE, year=2019, doi="10.1/erratum")
    assert keys(full, twin, by_title) == ["doi:10.1/a", "doi:10.1/erratum", f"title:{keys(by_title)[0][6:]}"]
