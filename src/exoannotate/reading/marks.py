"""The marks in a text that name entries of a reference list: [12], raised ¹², (Lin et al., 2021)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from exoannotate.domain.folding import letters
from exoannotate.domain.reference_entry import SURNAME
from exoannotate.reading.reference import Cited, Reference, Style

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_RAISED + "⁻˒", "0123456789-,")
_NUMBERS = re.compile(r"\[(\d{1,4}(?:\s?(?:[,;–‐‑-]|and)\s?\d{1,4}){0,60})\]")
_RAISED_MARK = re.compile(rf"(?<=[\w.,;:)”’'\"%])([{_RAISED}]+(?:[,⁻–‐-]\s?[{_RAISED}]+|[,;]\s?[{_RAISED}]+)*)")
_NO_MARK_BEFORE = re.compile(r"(?:\b|(?<=[\d/ ]))(?:[mcdkµμn]?m|in|ft|[Rrχ]|I|10)$")
"""What squares, cubes and powers of ten are written behind: cm², kg/m², R², 10⁶."""
_WHO = rf"(?:{SURNAME})(?:(?:,)? et al\.?|,? (?:and|&) (?:{SURNAME})|(?:, (?:{SURNAME}))*,? (?:and|&) (?:{SURNAME}))?"
_WHEN = r"(?:1[89]|20)\d\d[a-z]?(?:\s?[,/]\s?(?:(?:1[89]|20)\d\d)?[a-z]?(?![\w]))*"
_YEARS = re.compile(rf"(?<![\w.]){_WHEN}")
_NAMES_BEFORE = re.compile(rf"({_WHO})(?:['’]s?)?(?P<open> \(|,? )$")
_WITH_OTHERS = re.compile(r" et al\.?$| (?:and|&) ")
BEFORE = 90
"""Letters before a year in which the names are looked for."""
_ONE_YEAR = re.compile(r"((?:1[89]|20)\d\d)?([a-z])?")


def marks(text: str, entries: tuple[Reference, ...], style: Style) -> Iterator[Cited]:
    if style == "author-year":
        by_name: dict[tuple[str, int], list[Reference]] = {}
        for one in entries:
            if one.year is not None:
                by_name.setdefault((letters(one.first_author), one.year), []).append(one)
        yield from _author_years(text, by_name)
        return
    by_number = {one.number or str(place): one for place, one in enumerate(entries, 1)}
    for match in (_RAISED_MARK if style == "superscript" else _NUMBERS).finditer(text):
        if style == "superscript" and _is_no_mark(text, match.start(), match.end()):
            continue
        named = [by_number[n] for n in _numbers(match.group(1).translate(_TO_DIGITS)) if n in by_number]
        if named:
            yield Cited(match.start(), match.end(), tuple(named))


def _is_no_mark(text: str, start: int, end: int) -> bool:
    """Whether raised digits are a charge (Ca²⁺) or a power (10⁶, cm²)."""
    charge = text[end : end + 1] in ("⁺", "⁻")
    power = end - start < 3 and _NO_MARK_BEFORE.search(text[max(0, start - 6) : start]) is not None
    return charge or power


def _numbers(text: str) -> Iterator[str]:
    for part in re.split(r"[,;]|and", text):
        ends = [p for p in re.split(r"[–‐‑-]", part.strip()) if p.strip().isdigit() and len(p.strip()) < 5]
        if len(ends) == 2 and 0 < int(ends[1]) - int(ends[0]) < 60:
            yield from map(str, range(int(ends[0]), int(ends[1]) + 1))
        else:
            yield from (str(int(end)) for end in ends)


def _author_years(text: str, by_name: Mapping[tuple[str, int], list[Reference]]) -> Iterator[Cited]:
    """Marks are told from their years, and the names before each. A bracket with several of them is one mark."""
    found: list[Cited] = []
    for when in _YEARS.finditer(text):
        names = _NAMES_BEFORE.search(text[max(0, when.start() - BEFORE) : when.start()])
        if names is None:
            continue
        named = tuple(_named(names.group(1), when.group(), by_name))
        narrative = names.group("open") == " ("
        opened = _opened(text, when.start()) if not narrative else None
        if not named or (not narrative and opened is None and not _WITH_OTHERS.search(names.group(1))):
            continue  # a name and a year beside one another are a mark only with others: "Lin et al. 2021"
        start = when.start() - len(names.group()) if opened is None else opened
        closed = text.find(")" if opened is None else _CLOSING[text[opened]], when.end(), when.end() + 600)
        end = closed + 1 if (narrative or opened is not None) and closed >= 0 else when.end()
        if found and found[-1].end >= end and found[-1].start <= start:
            found[-1] = Cited(found[-1].start, found[-1].end, tuple(dict.fromkeys((*found[-1].references, *named))))
        else:
            found.append(Cited(start, end, named))
    yield from found


_CLOSING = {"(": ")", "[": "]"}


def _opened(text: str, at: int) -> int | None:
    """Where the bracket that holds this place was opened, at most 600 letters before it."""
    near = text[max(0, at - 600) : at]
    open_at = max(near.rfind("("), near.rfind("["))
    if open_at < 0 or max(near.rfind(")"), near.rfind("]")) > open_at:
        return None
    return max(0, at - 600) + open_at


def _named(who: str, when: str, by_name: Mapping[tuple[str, int], list[Reference]]) -> Iterator[Reference]:
    first = re.split(r",? (?:et al|and |& )|, ", who)[0]
    words = first.split()
    year = 0
    for match in _ONE_YEAR.finditer(when):
        if not match.group():
            continue
        year = int(match.group(1)) if match.group(1) else year
        entries: list[Reference] = []
        for start in range(len(words)):  # "see Lin", "In Lin": the name is at the end
            entries = by_name.get((letters(" ".join(words[start:])), year), [])
            if entries:
                break
        letter = match.group(2) or ""
        exact = [e for e in entries if e.letter == letter] if letter else entries
        if letter and not exact and len(entries) > ord(letter) - ord("a"):
            exact = [entries[ord(letter) - ord("a")]]
        second = re.search(r"(?:and|&) (.+)$", who)
        if len(exact) > 1 and second:
            exact = [e for e in exact if letters(second.group(1)) in letters(e.authors)] or exact
        yield from exact[:1] if len(exact) > 1 and not letter else exact
