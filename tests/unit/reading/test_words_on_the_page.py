"""The words of a quote on their page, and words selected on a page in the quote."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage, Words
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.document import PageSpan
from exoannotate.reading.pointing import places, words_of
from exoannotate.reading.selection import Selection, between, quads, quote
from tests.conftest import MadePdf


@pytest.fixture(scope="module")
def pages(made_review: MadePdf) -> Iterator[dict[int, PageText]]:
    with PdfClient() as pdf:
        info = pdf.open(made_review.path).result(20)
        yield {n: pdf.text(info, n).result(20) for n in range(2)}
        pdf.close(info)


def passage(pages: dict[int, PageText], selection: Selection) -> Passage:
    text = quote(pages, selection)
    return Passage("p", "d", text, "", "", "", 0.0, 0, "", quads(pages, selection), "", "", "", "cargo")


def test_words_are_found_on_the_page_and_back(pages: dict[int, PageText]) -> None:
    body = next(p for p in pages[0].paragraphs if p.kind == "body" and p.end - p.start > 500)
    over_lines = Selection((PageSpan(0, body.start, body.start + 400),))
    whole = passage(pages, over_lines)
    for start, end in ((0, 9), (120, 180), (len(whole.quote) - 12, len(whole.quote))):
        words = Words("p", start, end)
        there = places(pages, whole, words)
        assert there and all(q.page == 0 for q in there)
        wanted = "".join(whole.quote[start:end].split())
        found = Selection((PageSpan(0, body.start + start, body.start + end),))
        back = words_of(pages, whole, found)
        assert back is not None
        assert "".join(whole.quote[back.start : back.end].split()).strip("-") == wanted.strip("-")


def test_over_a_page_break_and_what_is_not_of_the_quote(pages: dict[int, PageText]) -> None:
    last = [p for p in pages[0].paragraphs if p.kind == "body"][-1]
    first = next(p for p in pages[1].paragraphs if p.kind == "body")
    over = between(pages, (0, last.end - 60), (1, first.start + 60))
    whole = passage(pages, over)
    there = places(pages, whole, Words("p", 0, len(whole.quote)))
    assert {q.page for q in there} == {0, 1}
    assert words_of(pages, whole, over) == Words("p", 0, len(whole.quote))
    reaching_out = Selection((PageSpan(0, last.end - 90, last.end - 40),))
    assert words_of(pages, whole, reaching_out) is None
    assert words_of(pages, whole, Selection()) is None
    assert places({0: pages[0]}, whole, Words("p", 0, 5)) == (), "a page that is not known yet"
    assert places(pages, Passage("p", "d", "other words", "", "", "", 0.0, 0, "", whole.quads, "", "", "", "cargo"),
                  Words("p", 0, 5)) == ()  # fmt: skip
