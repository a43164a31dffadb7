"""A reference that runs over a page end is selected as one, like body text, without what stands between."""

from __future__ import annotations

from exoannotate.domain.pagetext import PageText, Paragraph, ParagraphKind
from exoannotate.reading.document import DocumentText, PageSpan
from exoannotate.reading.flow import Flow
from exoannotate.reading.selection import between, quote, sentence


def page(number: int, *parts: tuple[ParagraphKind, str], goes_on: bool = False) -> PageText:
    text, paragraphs = "", []
    for kind, words in parts:
        text += "\n" if text else ""
        paragraphs.append(Paragraph(len(text), len(text) + len(words), kind))
        text += words
    if goes_on:
        last = paragraphs[-1]
        paragraphs[-1] = Paragraph(last.start, last.end, last.kind, continues=True)
    return PageText(number, 600, 800, text, "", (-1,) * len(text), (), tuple(paragraphs))


FIRST = page(0, ("body", "The end."), ("reference", "[1] A title of a work that goes"), goes_on=True)
NEXT = page(1, ("table", "A cell"), ("reference", "on over the page. Journal 2020."), ("reference", "[2] Other."))
PAGES = {0: FIRST, 1: NEXT}


def test_its_sentence_is_followed_over_the_page() -> None:
    found = sentence(PAGES, (0, FIRST.text.index("title")))
    assert quote(PAGES, found).endswith("A title of a work that goes on over the page.")
    assert found.pages == (0, 1)


def test_what_stands_between_is_left_out() -> None:
    start, end = (0, FIRST.text.index("title")), (1, NEXT.text.index(" Journal"))
    assert quote(PAGES, between(PAGES, start, end)) == "title of a work that goes on over the page."


def test_it_is_part_of_the_running_text() -> None:
    flow = Flow.of(DocumentText.of(PAGES))
    assert flow.text == "\n".join(
        ["The end.", "[1] A title of a work that goes", "on over the page. Journal 2020.", "[2] Other."]
    )
    assert PageSpan(1, 0, 6) not in flow.pieces
