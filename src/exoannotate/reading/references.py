"""The reference list of a document: its entries taken apart, and the marks in the text that name them.

A mark is read in the style that covers most of the list: numbers in brackets, raised numbers, or author and year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from exoannotate.domain.folding import letters
from exoannotate.domain.pagetext import PageText

Style = Literal["numbers", "raised numbers", "author and year", ""]
STYLES: tuple[Style, ...] = ("numbers", "raised numbers", "author and year")


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry. ``text`` is as printed, its label included; what could not be told is empty, nothing is guessed.

    ``letter`` tells works of one author and year apart. ``page`` counts from 0; ``start`` and ``end`` are the letters
    of the entry there.
    """

    text: str
    number: str = ""
    first_author: str = ""
    authors: str = ""
    year: int | None = None
    letter: str = ""
    title: str = ""
    journal: str = ""
    doi: str = ""
    pmid: str = ""
    retracted: bool = False
    page: int = 0
    start: int = 0
    end: int = 0

    @property
    def short(self) -> str:
        """As people call it: "Lin 2021"."""
        return " ".join(filter(None, (self.first_author, f"{self.year or ''}{self.letter}")))


@dataclass(frozen=True, slots=True)
class Cited:
    """A mark in a text, ``text[start:end]``, and the entries it names."""

    start: int
    end: int
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class References:
    """The list of a document and the style of the marks that name its entries."""

    entries: tuple[Reference, ...] = ()
    style: Style = ""

    def marks(self, text: str) -> tuple[Cited, ...]:
        """The marks of a text that name entries, from left to right. Marks that name none are left out."""
        return tuple(_marks(text, self.entries, self.style)) if self.entries else ()

    def at(self, text: str, index: int) -> Cited | None:
        """The mark that holds ``text[index]``."""
        return next((mark for mark in self.marks(text) if mark.start <= index < mark.end), None)


def read(pages: Mapping[int, PageText]) -> References:
    """The reference list of a document whose pages are given by number."""
    entries = tuple(_entries(pages))
    return References(entries, _style(pages, entries))


# Entries -------------------------------------------------------------------------------------------------------------

LONGEST = 2_000
"""Letters of an entry that are taken apart."""
_LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])\s*(?=\D)|(\d{1,4})\s+(?=[A-ZÀ-Þ])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{4,9})\b", re.IGNORECASE)
_RETRACTED = re.compile(r"\[\s*retracted\s*\]|\bRETRACTED\b|\bretracted article\b|\(retracted\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\((1[89]\d\d|20\d\d)([a-z])?(?:,? [A-Z][a-z]+(?: \d{1,2})?)?\)")
_PLAIN_YEAR = re.compile(r"(?<![\d/.:\-–])(1[89]\d\d|20\d\d)([a-z])?(?![\d/\-–])")
_NO_YEAR = re.compile(r"\b(?:acc?essed|retrieved)[^.;]{0,20}$|\bpp?\.\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«]([^”\"»]{8,400})[”\"»]")
_PARTICLE = r"(?:(?:van|von|de|der|den|del|la|le|di|da|dos|du|el|al|ter|ten|De|Van|Von|La|Le|Di|El|Al)[ -])*"
_SURNAME = rf"{_PARTICLE}[A-ZÀ-ÞĀ-Ž][\w'’‐-]+(?: [A-ZÀ-ÞĀ-Ž][\w'’‐-]+)?"
_INITIALS = r"(?:[A-ZÀ-Þ]\.?[ ‐-]?){1,4}"
_FIRST = (
    re.compile(rf"({_SURNAME}),\s*{_INITIALS}(?=[,.;&\s]|$)"),  # Lin, L. | de Azambuja, E.
    re.compile(
        rf"({_PARTICLE}[A-ZÀ-ÞĀ-Ž][\w'’‐-]+(?: [A-ZÀ-Þ][\w'’‐-]{{2,}})?)\s+[A-ZÀ-Þ]{{1,4}}(?=[,.;\s(]|$)"
    ),  # Lin L
    re.compile(rf"(?:[A-ZÀ-Þ]\.[ ‐-]?)+\s*({_SURNAME})(?=[,.;\s]|$)"),  # L. Lin
    re.compile(rf"({_SURNAME})(?= (?:et al|and|&)|[.,(])"),
    re.compile(r"([A-ZÀ-Þ][\w'’‐-]+)"),
)
_END_OF_AUTHORS = (
    re.compile(r"\bet al\.?[,:]?\s*"),
    re.compile(r"(?<=[A-ZÀ-Þ]\.)\s+(?=[A-ZÀ-Þ\d][\w-]*[a-z\d-]\S* )|(?<=[A-ZÀ-Þ])\.\s+(?=\S)"),
)


def _entries(pages: Mapping[int, PageText]) -> Iterator[Reference]:
    begun: tuple[str, int, int, int] | None = None  # an entry that goes on with the first one of the next page
    for number in sorted(pages):
        page = pages[number]
        for paragraph in page.paragraphs:
            if paragraph.kind != "reference":
                continue
            text = " ".join(page.text[paragraph.start : paragraph.end].split())
            place = (number, paragraph.start, paragraph.end)
            if begun is not None:
                text, place, begun = f"{begun[0]} {text}", begun[1:], None
            if paragraph.continues:
                begun = (text, *place)
            elif any(c.isalpha() for c in text):
                yield entry(text, *place)
    if begun is not None:
        yield entry(*begun)


def entry(text: str, page: int = 0, start: int = 0, end: int = 0) -> Reference:
    """One entry taken apart; of a very long one the first letters count."""
    whole, text = text, text[:LONGEST]
    label = _LABEL.match(text)
    number = next((group for group in label.groups() if group), "") if label else ""
    rest = text[label.end() :] if label else text
    doi = _doi(rest)
    pmid = _PMID.search(rest)
    year, letter, at = _year(_DOI.sub(lambda m: " " * len(m.group()), rest))
    authors, title, journal = _parts(rest, at)
    first = _first_author(authors or rest)
    return Reference(
        whole, number, first, authors, year, letter, title, journal,
        doi, pmid.group(1) if pmid else "",
        _RETRACTED.search(rest) is not None, page, start, end,
    )  # fmt: skip


def _doi(text: str) -> str:
    """The DOI as printed; one that a line end has cut behind a full stop is put together again."""
    found = _DOI.search(text)
    if found is None:
        return ""
    cut = re.match(r"\s(\d[\w./()-]*)\s*$", text[found.end() :])
    whole = found.group() + cut.group(1) if cut and found.group().endswith((".", "/", "-")) else found.group()
    return whole.rstrip(".,;)]")


def _year(text: str) -> tuple[int | None, str, tuple[int, int] | None]:
    """The year, its letter, and where the year in brackets stands that divides authors from title."""
    bracketed = _BRACKETED.search(text)
    if bracketed and not re.search(r"acc?essed", text[: bracketed.start()][-30:], re.IGNORECASE):
        return int(bracketed.group(1)), bracketed.group(2) or "", bracketed.span()
    found = [m for m in _PLAIN_YEAR.finditer(text) if not _NO_YEAR.search(text[: m.start()])]
    journal = [m for m in found if re.match(r"\s*[;:,.(]|\s*$|\s+[A-Z][a-z]{2}", text[m.end() :])]
    chosen = (journal or found)[-1:] if found else []
    return (int(chosen[0].group(1)), chosen[0].group(2) or "", None) if chosen else (None, "", None)


def _parts(text: str, year: tuple[int, int] | None) -> tuple[str, str, str]:
    """Authors, title and what follows the title."""
    quoted = _QUOTED.search(text)
    if quoted:
        return text[: quoted.start()].strip(" ,"), quoted.group(1).strip(" ,."), text[quoted.end() :].strip(" ,.")
    if year is not None and year[0] < 0.7 * len(text) and re.match(r"[.,:]?\s+\S", text[year[1] :]):
        title, journal = _sentence(text[year[1] :].lstrip(" .,:"))
        return text[: year[0]].strip(" ,."), title, journal
    end = _authors_end(text)
    if end is None:
        return "", *_sentence(text)
    title, journal = _sentence(text[end:].lstrip())
    return text[:end].strip(" ,.;"), title, journal


def _authors_end(text: str) -> int | None:
    """Where the authors end: after "et al.", else at the first full stop that no initial owns."""
    semicolons = re.match(rf"(?:{_SURNAME}(?: [IJ]r\.?)?,\s*{_INITIALS};\s*)*{_SURNAME},\s*{_INITIALS}(?=\s)", text)
    if semicolons and ";" in semicolons.group():
        after = re.compile(r";\s*et al\.?\s*").match(text, semicolons.end())
        return after.end() if after else semicolons.end()
    et_al = _END_OF_AUTHORS[0].search(text)
    if et_al and et_al.start() < 0.6 * len(text):
        return et_al.end()
    surnames = re.match(rf"(?:{_SURNAME}, ){{1,30}}{_SURNAME}\.\s", text)
    if surnames:
        return surnames.end()
    stop = _END_OF_AUTHORS[1].search(text)
    return stop.end() if stop and stop.start() < 0.7 * len(text) else None


_STOP = re.compile(r"(?<![A-Z][a-z])(?<!\bvs)(?<!\bsp)(?<!\bSt)[.?!](?=\s+[A-ZÀ-Þ\d])")


def _sentence(text: str) -> tuple[str, str]:
    """The title and what follows it."""
    text = text.strip()
    for stop in _STOP.finditer(text):
        if stop.start() >= 3 and not re.search(r"(?:^|\s)[A-Z]$", text[: stop.start()]):
            keep = stop.end() if text[stop.start()] != "." else stop.start()
            return text[:keep].strip(), text[stop.end() :].strip()
    return text.rstrip("."), ""


def _first_author(text: str) -> str:
    for pattern in _FIRST:
        found = pattern.match(text)
        if found:
            return found.group(1)
    return ""


# Marks ---------------------------------------------------------------------------------------------------------------

_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TO_DIGITS = str.maketrans(_RAISED + "⁻˒", "0123456789-,")
_NUMBERS = re.compile(r"\[(\d{1,4}(?:\s?(?:[,;–‐‑-]|and)\s?\d{1,4}){0,60})\]")
_RAISED_MARK = re.compile(rf"(?<=[\w.,;:)”’'\"%])([{_RAISED}]+(?:[,⁻–‐-]\s?[{_RAISED}]+|[,;]\s?[{_RAISED}]+)*)")
_WHO = (
    rf"(?:{_SURNAME})(?:(?:,)? et al\.?|,? (?:and|&) (?:{_SURNAME})|(?:, (?:{_SURNAME}))*,? (?:and|&) (?:{_SURNAME}))?"
)
_WHEN = r"(?:1[89]|20)\d\d[a-z]?(?:\s?[,/]\s?(?:(?:1[89]|20)\d\d)?[a-z]?(?![\w]))*"
_YEARS = re.compile(rf"(?<![\w.]){_WHEN}")
_NAMES_BEFORE = re.compile(rf"({_WHO})(?:['’]s?)?(?P<open> \(|,? )$")
_WITH_OTHERS = re.compile(r" et al\.?$| (?:and|&) ")
BEFORE = 90
"""Letters before a year in which the names are looked for."""
_ONE_YEAR = re.compile(r"((?:1[89]|20)\d\d)?([a-z])?")


def _marks(text: str, entries: tuple[Reference, ...], style: Style) -> Iterator[Cited]:
    if style == "author and year":
        by_name: dict[tuple[str, int], list[Reference]] = {}
        for one in entries:
            if one.year is not None:
                by_name.setdefault((letters(one.first_author), one.year), []).append(one)
        yield from _author_years(text, by_name)
        return
    by_number = {one.number or str(place): one for place, one in enumerate(entries, 1)}
    for match in (_RAISED_MARK if style == "raised numbers" else _NUMBERS).finditer(text):
        named = [by_number[n] for n in _numbers(match.group(1).translate(_TO_DIGITS)) if n in by_number]
        if named:
            yield Cited(match.start(), match.end(), tuple(named))


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


def _style(pages: Mapping[int, PageText], entries: tuple[Reference, ...]) -> Style:
    """The style whose marks name most of the list."""
    if not entries:
        return ""
    running = [
        page.text[p.start : p.end]
        for page in pages.values()
        for p in page.paragraphs
        if p.kind in ("body", "caption", "table")
    ]
    covered: dict[Style, int] = {}
    for style in STYLES:
        named = (mark.references for text in running for mark in _marks(text, entries, style))
        covered[style] = len({(one.page, one.start) for references in named for one in references})
    best = max(covered, key=lambda style: covered[style])
    return best if covered[best] else ""
