"""What becomes of a paper's text: misread, edited, cut; and where each sentence stands afterwards."""

from __future__ import annotations

import random
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText, Paragraph, ParagraphKind
from exoannotate.reading.anchors import Description, describe
from exoannotate.reading.document import DocumentText, PageSpan
from exoannotate.reading.sentences import sentence_over_pages

Word = Callable[[str, random.Random], str]
Runs = tuple[tuple[int, int], ...]

_ALIKE = {"l": "1", "1": "l", "o": "0", "0": "O", "e": "c", "c": "e", "n": "u", "u": "n", "h": "b", "i": "l", "a": "o"}
_OTHERS = "however notably these results several markedly patients which increased treatment cells reported".split()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A sentence of the old text, what was kept of it, and where it stood: runs of the whole text."""

    wanted: Description
    runs: Runs


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed document and where each anchor stands in its text; no runs: it was cut out."""

    document: DocumentText
    pages: int
    truth: tuple[Runs, ...]


def anchors(
    document: DocumentText, pages: int, count: int, seed: str, fit: Callable[[str], bool] = bool
) -> tuple[Anchor, ...]:
    """Sentences of the running text that ``fit``, in reading order, each with its place. One that stands twice is left
    out, for nobody could say where it should be found."""
    known = {page.page: page for page in document.pages}
    folded = letters(document.text)
    found: dict[Runs, Anchor] = {}
    for page in document.pages:
        for paragraph in page.paragraphs:
            at = paragraph.start
            while paragraph.kind == "body" and at < paragraph.end:
                spans = sentence_over_pages(known, page.page, at)
                if not spans:
                    break
                at = max([at, *(s.end for s in spans if s.page == page.page)]) + 1
                anchor = _anchor(document, pages, spans)
                quote = letters(anchor.wanted.quote)
                if len(quote) >= 30 and folded.count(quote) <= 1 and fit(anchor.wanted.quote):
                    found[anchor.runs] = anchor
    chosen = random.Random(seed).sample(sorted(found), min(count, len(found)))
    return tuple(found[runs] for runs in sorted(chosen))


def _anchor(document: DocumentText, pages: int, spans: tuple[PageSpan, ...]) -> Anchor:
    """What a project keeps of a sentence."""
    known = {page.page: page for page in document.pages}
    runs = tuple(_run(document, span) for span in spans)
    around = describe(document.text, runs[0][0], runs[-1][1])
    quote = " ".join(known[span.page].text[span.start : span.end] for span in spans)
    position = (spans[0].page + spans[0].start / len(known[spans[0].page].text)) / pages
    return Anchor(Description(quote, around.prefix, around.suffix, position), runs)


def _run(document: DocumentText, span: PageSpan) -> tuple[int, int]:
    start = document.place(span.page, span.start)
    assert start is not None
    return start, start + span.end - span.start


def overlap(document: DocumentText, spans: tuple[PageSpan, ...], truth: Runs) -> float:
    """What two places have in common, from 0 to 1."""
    found = {k for span in spans for k in range(*_run(document, span))}
    right = {k for run in truth for k in range(*run)}
    return len(found & right) / max(1, len(found | right))


def misread(word: str, chance: random.Random) -> str:
    """A word as a bad scan gives it: 2 % of its characters are others, gone, or doubled."""
    read = ""
    for char in word:
        if char.isalnum() and chance.random() < 0.02:
            char = chance.choice((_ALIKE.get(char.lower(), "i"), "", char + chance.choice("ilrt")))
        read += char
    return read


def edited(word: str, chance: random.Random) -> str:
    """A word as a reviser leaves it: 8 % are replaced, dropped, or joined by another."""
    if chance.random() >= 0.08:
        return word
    return chance.choice((chance.choice(_OTHERS), "", f"{word} {chance.choice(_OTHERS)}"))


def kept(word: str, _chance: random.Random) -> str:
    """A word as it was."""
    return word


def changed(
    document: DocumentText,
    wanted: tuple[Anchor, ...],
    change: Word,
    seed: str,
    *,
    cut: bool = False,
    instead: str = "",
    size: int = 4100,
) -> Changed:
    """The text word by word through ``change``, on pages of about ``size`` characters; the anchors cut out or not, and
    ``instead`` put where they began."""
    chance = random.Random(seed)
    gone = {k for anchor in wanted for run in anchor.runs for k in range(*run)} if cut else set()
    first_words = {anchor.runs[0][0] for anchor in wanted}
    setter = _Setter(size)
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for page, first in zip(document.pages, document.starts, strict=True):
        for paragraph in page.paragraphs:
            for token in re.finditer(r"\S+", page.text[paragraph.start : paragraph.end]):
                at = first + paragraph.start + token.start()
                if at in gone:
                    for word in instead.split() if at in first_words else ():
                        setter.put(word, paragraph.kind)
                    continue
                starts[at], ends[at + len(token.group())] = setter.put(change(token.group(), chance), paragraph.kind)
            setter.end_paragraph(paragraph.continues)
    truth = tuple(() if cut else tuple(_moved(run, starts, ends) for run in anchor.runs) for anchor in wanted)
    pages = setter.done()
    return Changed(DocumentText(pages), len(pages), truth)


def _moved(run: tuple[int, int], starts: dict[int, int], ends: dict[int, int]) -> tuple[int, int]:
    """A run after the change; its ends may lie within words, whose keys are in order."""
    first, last = list(starts), list(ends)
    return starts[first[bisect_right(first, run[0]) - 1]], ends[last[bisect_left(last, run[1])]]


class _Setter:
    """Puts words on pages of text; places count in the whole text, in which pages are joined by one character."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._pages: list[PageText] = []
        self._text = ""
        self._first = 0
        self._paragraphs: list[Paragraph] = []
        self._start: int | None = None
        self._kind: ParagraphKind = "body"

    def put(self, word: str, kind: ParagraphKind) -> tuple[int, int]:
        """Set a word and say where it stands."""
        self._kind = kind
        if len(self._text) > self._size:
            self.end_paragraph(continues=True)
            self._end_page()
        if self._start is None:
            self._text += "\n" if self._text else ""
            self._start = len(self._text)
        elif word:
            self._text += " "
        at = self._first + len(self._text)
        self._text += word
        return at, at + len(word)

    def end_paragraph(self, continues: bool) -> None:
        """The next word begins another paragraph."""
        if self._start is not None and self._start < len(self._text):
            self._paragraphs.append(Paragraph(self._start, len(self._text), self._kind, continues))
        self._start = None

    def _end_page(self) -> None:
        text = self._text
        origin = tuple(range(len(text)))
        page = PageText(len(self._pages), 595, 842, text, text + "\n", origin, (), tuple(self._paragraphs))
        self._pages.append(page)
        self._first += len(text) + 1
        self._text, self._paragraphs = "", []

    def done(self) -> tuple[PageText, ...]:
        """The pages."""
        self._end_page()
        return tuple(self._pages)
