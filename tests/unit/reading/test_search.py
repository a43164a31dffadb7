"""Finding words in a document: every word is found where it stands, whatever way it is printed."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exoannotate.domain.pagetext import Line, PageText, Paragraph, ParagraphKind
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.pageindex import Index
from exoannotate.reading.prepared import PreparedPage
from exoannotate.reading.search import MOST, Hit, Query, Search
from exoannotate.reading.snippets import quads, snippet, spot
from tests.conftest import MadePdf


def page(number: int, *paragraphs: str | tuple[str, ParagraphKind]) -> PageText:
    """A page of these paragraphs, each in one printed line."""
    made, lines = [], []
    place = 0
    given = [(p, "body") if isinstance(p, str) else p for p in paragraphs]
    for row, (text, kind) in enumerate(given):
        made.append(Paragraph(place, place + len(text), kind))  # type: ignore[arg-type]
        edges = tuple(5.0 * k for k in range(len(text) + 1))
        lines.append(Line(place, place + len(text), 50, 60 + 14 * row, 1, 0, 9, 3, 10, False, edges))
        place += len(text) + 1
    whole = "\n".join(text for text, _ in given)
    return PageText(number, 600, 800, whole, whole, tuple(range(len(whole))), tuple(lines), tuple(made))


def index_of(*pages: PageText, count: int | None = None) -> Index:
    index = Index(count or len(pages))
    for one in pages:
        index.put(PreparedPage.of(one))
    return index


def run(index: Index, text: str, *, case: bool = False, words: bool = False) -> Search:
    search = Search(index, Query(text, case=case, words=words))
    while not search.done:
        search.run(1.0)
    return search


def found(text: str, query: str, *, case: bool = False, words: bool = False) -> list[str]:
    """What is found in one paragraph."""
    search = run(index_of(page(0, text)), query, case=case, words=words)
    return [text[hit.start : hit.end] for hit in search.hits]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Exosomal miR-21 rose.", "mir21", ["miR-21"]),
        ("Exosomal miR-21 rose.", "miR 21", ["miR-21"]),
        ("Exosomal miR 21 rose.", "miR-21", ["miR 21"]),
        ("Exosomal miR\u201321 and miR\u221221.", "mir-21", ["miR\u201321", "miR\u221221"]),
        ("TGF-β1 and β-catenin", "beta-catenin", ["β-catenin"]),
        ("TGF-beta1 and βcatenin", "TGFβ1", ["TGF-beta1"]),
        ("the e\ufb03cacy of \ufb01brosis", "efficacy", ["e\ufb03cacy"]),
        ("the efficacy of fibrosis", "e\ufb03cacy", ["efficacy"]),
        ("re\u00adsis\u00adtance", "resistance", ["re\u00adsis\u00adtance"]),
        ("naïve Müller, Ångström", "naive", ["naïve"]),
        ("naive T cells", "naïve t", ["naive T"]),
        ("non-small cell", "non small-cell", ["non-small cell"]),
        ("a non-\nsmall thing, resis-\ntance", "resistance", ["resis-\ntance"]),
        ("resistance¹², and 10⁶ cells of 106", "resistance", ["resistance"]),
        ("10⁶ cells of 106", "106", ["106"]),
        ("doses of 5 mg and 15mg", "5mg", ["5 mg", "5mg"]),
        ("CO₂ rose", "co2", ["CO₂"]),
        ("1,000 cells and 1000 cells", "1000", ["1,000", "1000"]),
        ("p < 0.05 in 2005 and 1005", "0.05", ["0.05"]),
        ("in 21-23 of 2123", "2123", ["2123"]),
        ("patients 21 23", "2123", []),
        ("radio resistance and radioresistance", "radioresistance", ["radio resistance", "radioresistance"]),
        ("how as show a was", "was", ["was"]),
        ("the rapid therapist", "the rap", ["the rap"]),
        ("exosomes", "exo some", ["exosome"]),
        ("a β cell", "eta", []),
        ("the cell line e of mice", "e", ["e"]),
        ("e", "e", ["e"]),
        ("P53 or p53, p, P", "p", ["p", "P"]),
        ("a cell 外泌体 of mice", "泌", ["泌"]),
        ("CD44+ and CD44- cells", '"CD44+"', ["CD44+"]),
        ("CD44+ and CD44\u2212 cells", '"cd44-"', ["CD44\u2212"]),
        ("mean ± SD", "±", ["±"]),
        ("50 % of all", "%", ["%"]),
        ("resistance to drugs; the drug resistance", "resistance drug", ["resistance to drug", "drug resistance"]),
        ("Cells are\tcells", "", []),
        ("Cells are cells", "   ", []),
        ("Cells are cells", '"', []),
        ("Cells are cells", '""', []),
    ],
)  # fmt: skip
def test_found_as_a_reader_expects(text: str, query: str, expected: list[str]) -> None:
    assert found(text, query) == expected


def test_case_counts_when_asked() -> None:
    text = "Was it what WAS the was of Pi3K and PI3K"
    assert found(text, "WAS", case=True) == ["WAS"]
    assert found(text, "pi3k") == ["Pi3K", "PI3K"]
    assert found(text, "PI3K", case=True) == ["PI3K"]
    assert found("P53 or p53, p, P", "P", case=True) == ["P"]
    assert found("the Ki-67 and KI-67", "Ki67", case=True) == ["Ki-67"]


def test_whole_words_when_asked() -> None:
    text = "resistant resistance, resistances, non-resistance and resistance¹²"
    assert len(found(text, "resistance")) == 4
    assert found(text, "resistance", words=True) == ["resistance", "resistance", "resistance"]
    assert found("cell, cells", '"cell"', words=True) == ["cell"]


def test_a_phrase_is_looked_for_first_and_its_words_alone_when_it_is_nowhere() -> None:
    index = index_of(page(0, "survival of breast cancer; cancer of the lung"), page(1, "cancer in the breast"))
    assert [h.page for h in run(index, "breast cancer").hits] == [0]
    near = run(index, "cancer survival breast")
    assert near.mode == "near" and len(near.hits) == 1
    assert [w.end - w.start for w in near.hits[0].words] == [8, 6, 6]
    assert run(index, "cancer kidney").hits == []


def test_over_a_page_break_with_a_table_between() -> None:
    index = index_of(
        page(0, "The cells became resis-"),
        page(1, ("Table 1. Doses of cisplatin", "caption")),
        page(2, ("Cell Dose", "table"), "tance to cisplatin grew."),
        page(3, "No more"),
    )
    hits = run(index, "became resistance to cisplatin").hits
    assert [(h.page, h.last_page) for h in hits] == [(0, 2)]
    assert snippet(index, hits[0]).text.startswith("The cells became resistance to cisplatin")
    assert len(run(index, "cisplatin").hits) == 2
    assert [h.last_page for h in run(index, "grew no").hits] == [3]
    assert run(index, "resistance", words=True).hits[0].page == 0


def test_over_a_caption_between_two_columns() -> None:
    one = page(0, "It raised", ("Figure 2. A drawing", "caption"), "resistance much")
    index = index_of(one)
    (hit,) = run(index, "raised resistance").hits
    assert [q.y0 for q in quads({0: one}, hit)] == [51, 79]
    assert run(index, "figure 2 a").hits and not run(index, "raised figure").hits


def test_hits_come_in_order_whatever_order_the_pages_come_in() -> None:
    pages = [page(n, f"Page {n} begins and the cargo", f"of vesicles ends {n}, cargo") for n in range(30)]
    whole = run(index_of(*pages), "cargo").hits
    order = list(range(30))
    random.Random(4).shuffle(order)
    index = Index(30)
    search, joined = Search(index, Query("cargo")), Search(index, Query("cargo page"))
    for number in order:
        index.put(PreparedPage.of(pages[number]))
        for one in (search, joined):
            one.page_came(number)
            one.run(1.0)
    assert search.hits == whole and len(whole) == 60
    assert [h.page for h in joined.hits] == list(range(29)) and joined.hits == run(index, "cargo page").hits


def test_words_alone_count_only_when_the_whole_document_is_known() -> None:
    index = Index(3)
    index.put(PreparedPage.of(page(0, "cancer of the breast")))
    first, second = Search(index, Query("breast cancer")), Search(index, Query("breast the"))
    assert first.run(1.0) == () and first.done and first.mode == "phrase"
    index.put(PreparedPage.of(page(1, "breast cancer")))
    for search in (first, second):
        search.page_came(1)
    assert [h.page for h in first.run(1.0)] == [1]
    assert second.run(1.0) == () and second.done
    index.give_up(2)
    assert not second.done and [h.page for h in second.run(1.0)] == [0] and second.mode == "near"
    assert first.run(1.0) == () and [h.page for h in first.hits] == [1]


def test_a_long_book_is_looked_through_in_order_a_little_at_a_time() -> None:
    index = index_of(
        *(page(n, f"Leaf {n} has a word" + (", and rare ends" if n % 90 == 7 else "")) for n in range(300))
    )
    search = Search(index, Query("rare"))
    steps = [search.run(0.0) for _ in range(400) if not search.done]
    assert [h.page for h in search.hits] == [7, 97, 187, 277] and len(steps) > 4
    assert [h.page for h in run(index, "rares").hits] == []
    assert len(run(index, "word leaf").hits) == 300 - 1 - 4 and len(run(index, "ends leaf").hits) == 4


def test_an_unreadable_page_is_passed_over() -> None:
    index = Index(3)
    index.put(PreparedPage.of(page(0, "it goes")))
    index.put(PreparedPage.of(page(2, "on here")))
    assert index.missing() == [1] and not index.complete and run(index, "goes on").hits == []
    index.give_up(1)
    assert index.complete and index.unreadable == 1 and len(run(index, "goes on").hits) == 1


def test_too_many_hits_are_no_trouble() -> None:
    index = index_of(*(page(n, "in it " * 600) for n in range(40)))
    search = run(index, "in")
    assert search.full and MOST <= len(search.hits) <= MOST + 1000


def test_a_pasted_page_is_no_trouble() -> None:
    text = " ".join(f"word{n} and more" for n in range(300))
    index = index_of(page(0, text), page(1, "and more"))
    assert [h.page for h in run(index, text).hits] == [0]
    assert run(index, text[::-1]).hits == []


def test_a_snippet_is_one_line_cut_at_words() -> None:
    text = "Word " * 40 + "then resistance\nto the drug grew " + "much " * 60
    index = index_of(page(0, text))
    (hit,) = run(index, "resistance to").hits
    made = snippet(index, hit)
    ((a, b),) = made.marks
    assert made.text[a:b] == "resistance to" and "\n" not in made.text
    assert made.text.startswith("… ") and made.text.endswith(" …") and len(made.text) < 180


def test_the_spot_of_a_hit_is_its_line() -> None:
    index = index_of(page(0, "one line", "another line"))
    (hit,) = run(index, "another").hits
    assert spot(index, hit).y == 60 + 14 - 9


def words_of(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"(?:(?<=\d)\.(?=\d)|[^\W_])+", text)]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="abAB12βﬁ-–’.,é² \n", min_size=1, max_size=80))
def test_every_word_is_found_where_it_stands(text: str) -> None:
    index = index_of(page(0, text))
    for a, b in words_of(text):
        hits = run(index, text[a:b]).hits
        assert any(hit.start <= a < hit.end for hit in hits), (text, text[a:b])
        for hit in hits:
            assert 0 <= hit.start < hit.end <= len(text)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.text(max_size=12), st.booleans(), st.booleans())
def test_nothing_typed_breaks_it(text: str, query: str, case: bool, words: bool) -> None:
    index = index_of(page(0, text), page(1, text, (text, "caption")))
    for hit in run(index, query, case=case, words=words).hits:
        assert snippet(index, hit).text.strip() or not text.strip()


def test_every_word_of_made_pages_is_found_where_it_stands(made_review: MadePdf) -> None:
    with PdfClient(drawing=False) as client:
        info = client.open(made_review.path).result()
        texts = {n: client.text(info, n).result() for n in range(info.pages)}
    index = index_of(*texts.values())
    memory: dict[str, list[Hit]] = {}
    for n, text in texts.items():
        for a, b in words_of(text.text):
            word = text.text[a:b]
            hits = memory[word] = memory.get(word) or run(index, word).hits
            assert any(h.page == n and h.start <= a and b <= h.end for h in hits), (n, word)
            assert quads(texts, hits[0])
