"""The authors of a paper as they are printed below its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from exoannotate.domain import authors
from exoannotate.domain.authors import Name
from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText

_MOST_LINES = 14
_SAME_SIZE = 0.45
"""Points by which the lines of one list of authors differ in size."""
_END = re.compile(
    r"\s*(?:abstract|summary|background|introduction|keywords?|received|accepted|published|correspond|copyright|©|"
    r"academic editor|edited by|to cite|cite this|doi\b|https?:|e-?mail|\*|from the|for the|on behalf)|.*@|"
    r"[^A-ZÀ-Þ]*(?:department|division|school|faculty|institut|universit|laborator|hospital|cent(?:er|re) (?:for|of)|"
    r"college|unit\b|clinic)",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"¤[a-z]?\.?|[\u00b9\u00b2\u00b3\u2070-\u209f*†‡§¶#∗⁎◊✉✝‖|]+|(?<=[A-Za-zÀ-ž])\d+(?:,\d+)*|(?<=\s)\d+\b"
)
_ORGANISATION = re.compile(
    r"\b(?:research|university|institut\w*|college|hospital|laborator\w+|inc|ltd|corporation|labs?)\b", re.IGNORECASE
)
_DEGREES = re.compile(
    r",?\s*\b(?:M\.?D\.?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|MBBS|FRCP\w*|MPH|DPhil|Dr\.? ?med\.?)(?=[\s,;]|$)|"
    r"\b(?:Prof|Dr)\.?\s+(?=[A-Z])"
)
_WORD = r"(?:[A-ZÀ-Þ][\w'’‐-]*\.?|(?:[A-ZÀ-Þ]\.[‐-]?)+)"
_PARTICLE = r"(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ter|ten|zu|y)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_WORD}|{_PARTICLE})){{1,5}}(?:,?\s+[JS]r\.?)?\Z")


def people(first_pages: tuple[PageText, ...], title: str, given: str = "") -> str:
    """The authors as a project keeps them. ``given``: what the PDF says about itself, which often names one person
    only, or who set the file; it counts where no names are printed below the title."""
    for page in first_pages:
        printed = _printed(page, title)
        if printed and len(printed) >= len(authors.parse(given)):
            return authors.written(printed)
    return given.strip()


def _printed(page: PageText, title: str) -> tuple[Name, ...]:
    text = " ".join(_byline(page, title))
    if not text:
        return ()
    text = _DEGREES.sub("", _MARKS.sub(" ", text))
    parts = [" ".join(part.split()).strip(" .") for part in re.split(r"[,;·•]|\s+and\s+|\s*&\s*", text)]
    parts = [part.removeprefix("and ") for part in parts if any(c.isalpha() for c in part)]
    parts = [part for part in parts if len(part) > 2 or part[0].isupper()]  # a mark of an affiliation
    parts = [part for n, part in enumerate(parts) if not (n and _ORGANISATION.search(part))]
    names = [part for part in parts if _NAME.match(part) and len(part) <= 60]
    # One word that is no name may be a letter that was misread; several mean that this is no list of authors.
    if not names or len(names) < 0.7 * len(parts):
        return ()
    return tuple(name for part in names for name in authors.parse(f"{part};"))


def _byline(page: PageText, title: str) -> Iterator[str]:
    """The lines below the title that are set alike, up to the first that is no list of names."""
    wanted = letters(title)
    lines = page.lines
    after = _end_of_title(page, wanted)
    if after is None:
        return
    size = 0.0
    for line in lines[after : after + _MOST_LINES]:
        text = page.text[line.start : line.end]
        if _END.match(text) or (size and abs(line.size - size) > _SAME_SIZE):
            return
        size = size or line.size
        yield text


def _end_of_title(page: PageText, wanted: str) -> int | None:
    """The number of the line after the title."""
    if len(wanted) < 12:
        return None
    for first in range(min(len(page.lines), 40)):
        there = ""
        for number in range(first, min(first + 8, len(page.lines))):
            line = page.lines[number]
            there += letters(page.text[line.start : line.end])
            if there == wanted:
                return number + 1
            if not wanted.startswith(there):
                break
    return None
