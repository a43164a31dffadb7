"""Bare letters tell which pages may hold a text, and other names are found by the same search."""

from __future__ import annotations

from exoannotate.domain.pagetext import PageText, Paragraph
from exoannotate.reading.lettering import bare, lettering
from exoannotate.reading.pageindex import Index
from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.search import Query, Search
from exoannotate.reading.sieve import PageLetters, Sieve


def page(number: int, text: str, beside: str = "") -> PageText:
    whole = f"{text}\n{beside}" if beside else text
    paragraphs = [Paragraph(0, len(text))]
    paragraphs += [Paragraph(len(text) + 1, len(whole), "table")] if beside else []
    return PageText(number, 400, 600, whole, "", (), (), tuple(paragraphs))


def found(pages: list[PageText], query: Query) -> list[str]:
    index = Index(len(pages))
    for one in pages:
        index.put(PreparedPage.of(one))
    search = Search(index, query)
    while not search.done:
        search.run(1)
    return [pages[h.page].text[h.start : h.end] for h in search.hits if h.page == h.last_page]


def test_bare_letters_are_those_of_the_search_without_points() -> None:
    for text in ("miR‑21 raised β-catenin 2.5-fold", "Jørgensen’s “ﬁne” cells", "10,000 × 3", "", "…"):
        assert bare(text) == lettering(text).folded.replace(".", "")


def test_a_sieve_lets_through_every_page_that_may_hold_a_text() -> None:
    sieve = Sieve(
        PageLetters.of(p) for p in (page(0, "the end of temo"), page(1, "", "Table TMZ"), page(2, "zolomide"))
    )
    assert sieve.holding("tmz") == {1}
    assert sieve.holding("temozolomide") == {0, 1, 2}  # over pages without running text
    assert sieve.holding("ofte") == {0} and sieve.holding("zebra") == set()
    assert sieve.having_all(("end", "temo")) == {0}
    assert not sieve.blank and sieve.count == 3
    assert Sieve((PageLetters(), PageLetters())).blank


def test_other_names_are_found_as_whole_words_and_never_twice() -> None:
    pages = [page(0, "Temozolomide (TMZ) and Temodar, but no ATMZX and no temodars.")]
    query = Query("temozolomide", others=("TMZ", "Temodar", "Temozolomide"))
    assert found(pages, query) == ["Temozolomide", "TMZ", "Temodar"]
    assert found(pages, Query("TMZ", words=True)) == ["TMZ"]
    assert found([page(0, "P-gp pumps")], Query("ABCB1", others=("P-glycoprotein", "P-gp"))) == ["P-gp"]


def test_other_names_are_found_over_the_end_of_a_page() -> None:
    pages = [page(0, "treated with nerve growth"), page(1, "factor for days")]
    index = Index(2)
    for one in pages:
        index.put(PreparedPage.of(one))
    search = Search(index, Query("NGF", others=("nerve growth factor",)))
    while not search.done:
        search.run(1)
    assert [(h.page, h.last_page) for h in search.hits] == [(0, 1)]
