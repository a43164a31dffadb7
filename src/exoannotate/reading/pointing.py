"""Where the words of a value stand in a quote, so that the value can point at them, and where on the page.

A quote is the text of its places on the page with runs joined and blanks made one, so the two are compared by their
letters and digits alone (``domain/folding.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from exoannotate.domain.folding import letter, letters
from exoannotate.domain.geometry import Quad
from exoannotate.domain.pagetext import PageText
from exoannotate.domain.records import Passage, Words
from exoannotate.reading.covered import covered
from exoannotate.reading.document import PageSpan
from exoannotate.reading.selection import Selection


def point_at(text: str, passages: Iterable[Passage]) -> Words | None:
    """The first place where ``text`` stands as whole words in the quote of a passage, in any case; else None."""
    wanted = text.strip()
    if not wanted:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(wanted)}(?!\w)", re.IGNORECASE)
    for passage in passages:
        found = pattern.search(passage.quote)
        if found:
            return Words(passage.id, found.start(), found.end())
    return None


def places(pages: Mapping[int, PageText], passage: Passage, words: Words) -> tuple[Quad, ...]:
    """Where words of a passage's quote stand on its pages, one quad for each printed line; nothing while the text of
    a page is not known, or when it is not the quote's."""
    spans = _spans(pages, passage)
    first, count = len(letters(passage.quote[: words.start])), len(letters(passage.quote[words.start : words.end]))
    if not count or _letters(pages, spans) != letters(passage.quote):
        return ()
    found: list[Quad] = []
    for span in spans:
        text = pages[span.page].text
        inside: list[int] = []
        for index in range(span.start, span.end):
            for _ in letter(text[index]):
                if first <= 0 and count > 0:
                    inside.append(index)
                    count -= 1
                first -= 1
        if inside:
            found += pages[span.page].quads(inside[0], inside[-1] + 1)
    return tuple(found)


def words_of(pages: Mapping[int, PageText], passage: Passage, selection: Selection) -> Words | None:
    """The words of a passage's quote that are selected on its pages; None when the selection reaches out of it."""
    spans = _spans(pages, passage)
    if not selection.spans or _letters(pages, spans) != letters(passage.quote):
        return None
    chosen = {(span.page, index) for span in selection.spans for index in range(span.start, span.end)}
    before = inside = 0
    for span in spans:
        for index in range(span.start, span.end):
            many = len(letter(pages[span.page].text[index]))
            if (span.page, index) in chosen:
                inside += many
                chosen.discard((span.page, index))
            elif not inside:
                before += many
    if not inside or any(letter(pages[page].text[index]) for page, index in chosen if page in pages):
        return None
    return _part(passage, before, inside)


def _part(passage: Passage, before: int, inside: int) -> Words:
    """The words of a quote behind so many letters, and as many of them."""
    ends = [index for index, char in enumerate(passage.quote) for _ in letter(char)]
    return Words(passage.id, ends[before], ends[before + inside - 1] + 1)


def _spans(pages: Mapping[int, PageText], passage: Passage) -> list[PageSpan]:
    numbers = dict.fromkeys(quad.page for quad in passage.quads)
    if any(number not in pages for number in numbers):
        return []
    return [span for number in numbers for span in covered(pages[number], passage.quads).spans]


def _letters(pages: Mapping[int, PageText], spans: Iterable[PageSpan]) -> str:
    return "".join(letters(pages[span.page].text[span.start : span.end]) for span in spans)
