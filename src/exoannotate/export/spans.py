"""Text with the few looks a citation needs, for every format that can show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from itertools import groupby

# What may not stand in text (``export/safe.py``) stands for the signs of markup while a processor of citations works.
_HIDDEN = {"<": "\ufdd2", ">": "\ufdd3", "&": "\ufdd4"}
_HIDE, _SHOW = str.maketrans(_HIDDEN), str.maketrans({sign: plain for plain, sign in _HIDDEN.items()})


@dataclass(frozen=True, slots=True)
class Span:
    """Some text that looks alike. ``raised``: a superscript, ``lowered``: a subscript."""

    text: str
    italic: bool = False
    bold: bool = False
    raised: bool = False
    lowered: bool = False
    capitals: bool = False


Spans = tuple[Span, ...]


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers in order as the first and the last of each run without a gap: of 1, 2, 3 and 7 these are 1–3 and 7–7."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda placed: placed[1] - placed[0]):
        kept = [number for _, number in run]
        yield kept[0], kept[-1]


def hidden(text: str) -> str:
    """Text whose signs of markup a processor takes for letters."""
    return text.translate(_HIDE)


def plain(spans: Spans) -> str:
    """The words alone."""
    return "".join(span.text for span in spans)


def parsed(marked: str) -> Spans:
    """What a processor of citations wrote as HTML, its markup turned into looks and ``hidden`` text shown again."""
    reader = _Reader()
    reader.feed(marked)
    reader.close()
    return tidy(reader.found)


def tidy(spans: list[Span]) -> Spans:
    """Spans that look alike as one, without the blanks and signs that stand twice where two of them meet."""
    made: list[Span] = []
    for span in spans:
        text = span.text
        if made and text[:1] == made[-1].text[-1] and text[:1] in " .,;:":
            text = text[1:]
        if not text:
            continue
        if made and replace(made[-1], text="") == replace(span, text=""):
            made[-1] = replace(made[-1], text=made[-1].text + text)
        else:
            made.append(replace(span, text=text))
    return tuple(made)


def stripped(spans: Spans, signs: str = " ,:;") -> Spans:
    """Without signs at the end that nothing follows."""
    made = list(spans)
    while made:
        text = made[-1].text.rstrip(signs)
        if text:
            made[-1] = replace(made[-1], text=text)
            break
        made.pop()
    return tuple(made)


_LOOKS = {"i": "italic", "b": "bold", "sup": "raised", "sub": "lowered", "span": "capitals"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Span] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        look = _LOOKS.get(tag, "")
        small = tag != "span" or any(value and "small-caps" in value for _, value in attrs)
        self._open.append(look if small else "")

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        looks = {look: True for look in self._open if look}
        self.found.append(Span(data.translate(_SHOW), **looks))
