"""Places in a document whose pages arrive one by one."""

from __future__ import annotations

from exoannotate.domain.pagetext import PageText
from exoannotate.reading.document import DocumentText, PageSpan


def page(number: int, text: str) -> PageText:
    return PageText(number, 600, 800, text, text, tuple(range(len(text))), (), ())


def test_places_go_there_and_back() -> None:
    document = DocumentText((page(2, "gamma"), page(0, "alpha")))
    assert document.text == "alpha\ngamma"
    assert document.place(2, 1) == 7 and document.at(7) == (2, 1)
    assert document.at(5) == (0, 5)
    assert document.place(1, 0) is None and document.page(1) is None
    assert not document.complete(3)


def test_spans_run_over_pages() -> None:
    document = DocumentText.of({2: page(2, "gamma"), 0: page(0, "alpha"), 1: page(1, "beta")})
    assert document.text == "alpha\nbeta\ngamma" and document.complete(3)
    assert document.spans(3, 13) == (PageSpan(0, 3, 5), PageSpan(1, 0, 4), PageSpan(2, 0, 2))


def test_empty_pages() -> None:
    document = DocumentText((page(0, ""), page(1, ""), page(2, "x")))
    assert document.at(2) == (2, 0) and document.spans(0, 3) == (PageSpan(2, 0, 1),)
    assert DocumentText(()).at(0) is None
