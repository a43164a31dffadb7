"""Words and sentences of reading text, as a reader of papers counts them.

pysbd finds the stops, paragraph by paragraph. What it does not know is added here: citation marks printed after a
stop stay with their sentence, and abbreviations of papers ("approx.", "Refs.", "spp.") end none. Its time grows
faster than its input, so it never sees more than ``LIMIT`` characters at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from exoannotate.domain.pagetext import PageText, Paragraph, ParagraphKind
from exoannotate.reading.document import PageSpan

LIMIT = 4000
"""The most characters given to pysbd at once: about 30 ms."""

Span = tuple[int, int]

_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_MARK = rf"(?:[{_SUPER}]+(?:[,⁻–-]\s?[{_SUPER}]+)*|\s?\[\d+(?:\s?[,–-]\s?\d+)*\])"
# A stop and the citation marks after it, where a new sentence or the end follows.
_STOP_MARK = re.compile(rf"([.!?]+[\"”’)]?)({_MARK}+)(?=\s|$)")
# Before these a full stop ends no sentence, whatever follows.
_NO_END = re.compile(
    r"(?:^|[\s(\[])(?:approx|spp?|subsp|var|refs?|figs?|eqs?|tabs?|nos?|vs|cf|ca|e\.g|i\.e|al|resp|incl|suppl|vol|"
    r"pp|dr|prof|st|viz|fig|no|max|min|conc)\.$",
    re.IGNORECASE,
)
# Before these it may, when what follows begins like a sentence.
_MAY_END = re.compile(r"(?:^|[\s(\[])(?:al|spp?|min|max|no|st|nos)\.$", re.IGNORECASE)
_PLAIN_WORD = re.compile(r"[(\[]?[a-zß-öø-ÿ]+(?![\w-])")
_SENTENCE_START = re.compile(r"[A-Z][a-z]+\s|[A-Z]\s|The\b")
# A superscript digit is part of a word after a digit or before a charge ("10⁶", "Ca²⁺"); else it is a citation mark.
_LETTER = rf"[^\W_{_SUPER}]"
_WORD = re.compile(rf"(?:{_LETTER}|(?<=\d)[{_SUPER}]|[{_SUPER}](?=[⁺⁻])|[⁺⁻]|(?<={_LETTER})[-‐‑'’._/](?={_LETTER}))+")


def word_at(text: str, index: int) -> Span:
    """The word that holds ``text[index]``, "miR-21" and "IL-6" being one; beside a blank, the word before it.

    Punctuation answers with itself, and a text without words with an empty span.
    """
    if not text:
        return (0, 0)
    index = min(max(index, 0), len(text) - 1)
    if text[index].isspace():
        if index and not text[index - 1].isspace():
            index -= 1
        elif index + 1 < len(text) and not text[index + 1].isspace():
            index += 1
        else:
            return (index, index)
    # Words hold no blanks, so it is enough to look between the blanks on both sides.
    start = index
    while start and not text[start - 1].isspace():
        start -= 1
    end = index
    while end < len(text) and not text[end].isspace():
        end += 1
    for found in _WORD.finditer(text, start, end):
        if found.start() <= index < found.end():
            return _without_slash(text, found.span(), index)
    return (index, index + 1)


def _without_slash(text: str, span: Span, index: int) -> Span:
    """Cut at the slashes of "and/or" and "exosome/drug": each side is a word of its own."""
    if text[index] == "/":
        return (index, index + 1)
    start = text.rfind("/", span[0], index) + 1 or span[0]
    end = text.find("/", index, span[1])
    return (start, end if end >= 0 else span[1])


def sentences(paragraph: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, without the blanks round them, citation marks after the stop included."""
    spans: list[Span] = []
    for start, end in _chunks(paragraph):
        spans += [(start + a, start + b) for a, b in _sentences(paragraph[start:end])]
    return tuple(spans)


def sentence_at(text: str, index: int) -> Span:
    """The sentence that holds ``text[index]``, within its paragraph; empty where there is no text."""
    if not text:
        return (0, 0)
    index = min(max(index, 0), len(text) - 1)
    if text[index] == "\n" and index:
        index -= 1
    start = text.rfind("\n", 0, index) + 1
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    for a, b in _chunks(text[start:end]):
        if a <= index - start < b or start + b == end:
            return _pick(_sentences(text[start + a : start + b]), index - start - a, start + a)
    return (start, end)


def sentence_over_pages(pages: Mapping[int, PageText], page: int, index: int) -> tuple[PageSpan, ...]:
    """The sentence that holds ``text[index]`` of a page, followed over the page break where the paragraph goes on.

    Only pages in ``pages`` are known; where the next one is missing, the sentence ends with its page. Empty
    when there is no text at the index.
    """
    here = pages.get(page)
    if here is None or not here.text:
        return ()
    paragraph = here.paragraph_at(index) or here.paragraph_at(max(index - 1, 0))
    if paragraph is None:
        start, end = sentence_at(here.text, index)
        return (PageSpan(page, start, end),) if start < end else ()
    pieces = _pieces(pages, page, paragraph)
    place = 0
    joined = ""
    offsets = []
    for k, piece in enumerate(pieces):
        text = pages[piece.page].text[piece.start : piece.end]
        if k and not joined.endswith(("-", "\u00ad")):
            joined += " "
        offsets.append(len(joined))
        if piece.page == page:
            place = len(joined) + min(max(index - piece.start, 0), len(text))
        joined += text
    # A newline within a paragraph would end the sentence early; it stands for a blank.
    start, end = sentence_at(joined.replace("\n", " "), place)
    found = []
    for piece, offset in zip(pieces, offsets, strict=True):
        length = piece.end - piece.start
        a, b = max(start - offset, 0), min(end - offset, length)
        if a < b:
            found.append(PageSpan(piece.page, piece.start + a, piece.start + b))
    return tuple(found)


def _pieces(pages: Mapping[int, PageText], page: int, paragraph: Paragraph) -> list[PageSpan]:
    """The paragraph with what continues it on the pages before and after."""
    pieces = [PageSpan(page, paragraph.start, paragraph.end)]
    before = pages.get(page - 1)
    if before is not None and paragraph == first_of(pages[page], paragraph.kind):
        last = last_of(before, paragraph.kind)
        if last is not None and last.continues:
            pieces.insert(0, PageSpan(page - 1, last.start, last.end))
    after = pages.get(page + 1)
    if after is not None and paragraph.continues:
        first = first_of(after, paragraph.kind)
        if first is not None:
            pieces.append(PageSpan(page + 1, first.start, first.end))
    return pieces


def first_of(page: PageText, kind: ParagraphKind) -> Paragraph | None:
    """The first paragraph of a kind on a page."""
    return next((p for p in page.paragraphs if p.kind == kind), None)


def last_of(page: PageText, kind: ParagraphKind) -> Paragraph | None:
    """The last paragraph of a kind on a page."""
    return next((p for p in reversed(page.paragraphs) if p.kind == kind), None)


def _pick(spans: tuple[Span, ...], index: int, offset: int) -> Span:
    """The span that holds ``index``, or the one before when it stands on the blank between two."""
    found = None
    for span in spans:
        if found is None or span[0] <= index:
            found = span
    return (offset, offset) if found is None else (offset + found[0], offset + found[1])


def _chunks(paragraph: str) -> list[Span]:
    """Pieces of at most ``LIMIT`` characters, cut after a stop where there is one."""
    pieces = []
    start = 0
    while len(paragraph) - start > LIMIT:
        cut = max(paragraph.rfind(stop, start + LIMIT // 2, start + LIMIT) for stop in (". ", "? ", "! "))
        cut = cut + 2 if cut >= 0 else start + LIMIT
        pieces.append((start, cut))
        start = cut
    pieces.append((start, len(paragraph)))
    return pieces


@lru_cache(maxsize=512)
def _sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a piece of text."""
    # The stop is moved behind its citation marks: same length, so the places found stay true.
    moved = _STOP_MARK.sub(r"\2\1", text)
    spans: list[Span] = []
    place = 0
    for part in _segmenter().segment(moved):
        words = part.strip()
        found = moved.find(words, place) if words else -1
        if found < 0:
            continue
        place = found + len(words)
        if spans and _belongs(text[spans[-1][0] : spans[-1][1]], text[found:place]):
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((found, place))
    if not spans and text.strip():
        start = len(text) - len(text.lstrip())
        return ((start, len(text.rstrip())),)
    return tuple(spans)


def _belongs(before: str, after: str) -> bool:
    """Whether what pysbd calls a new sentence still belongs to the one before."""
    if _PLAIN_WORD.match(after):
        # "10 spp. were": a sentence may begin with "miR-21" or "p53", but not with a plain small word.
        return True
    if re.fullmatch(_MARK, after):
        return True
    if not _NO_END.search(before):
        return False
    return not (_MAY_END.search(before) and _SENTENCE_START.match(after))


def warm_up() -> None:
    """Import and set up the splitter (50 ms), so that the first sentence asked for comes at once."""
    _sentences("It was so. It is not.")


@cache
def _segmenter() -> Any:
    """The splitter, imported when the first sentence is asked for and not before."""
    import pysbd

    return pysbd.Segmenter(language="en", clean=False)
