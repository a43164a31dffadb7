"""An entry of a reference list as it is printed, taken apart: number, authors, year, title, journal, identifiers."""

from __future__ import annotations

import re
from dataclasses import dataclass

PARTICLE = r"(?:(?:van|von|de|der|den|del|la|le|di|da|dos|du|el|al|ter|ten|De|Van|Von|La|Le|Di|El|Al)[ -])*"
SURNAME = rf"{PARTICLE}[A-ZÀ-ÞĀ-Ž][\w'’‐-]+(?: [A-ZÀ-ÞĀ-Ž][\w'’‐-]+)?"

LONGEST = 2_000
"""Letters of an entry that are taken apart."""
_LABEL = re.compile(r"(?:\[(\d{1,4})\]|\((\d{1,4})\)|(\d{1,4})[.)])\s*(?=\D)|(\d{1,4})\s+(?=[A-ZÀ-Þ])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*(\d{4,9})\b", re.IGNORECASE)
_RETRACTED = re.compile(r"\[\s*retracted\s*\]|\bRETRACTED\b|\bretracted article\b|\(retracted\)", re.IGNORECASE)
_BRACKETED = re.compile(r"(?<!\d)\((1[89]\d\d|20\d\d)([a-z])?(?:,? [A-Z][a-z]+(?: \d{1,2})?)?\)")
_PLAIN_YEAR = re.compile(r"(?<![\d/.:\-–])(1[89]\d\d|20\d\d)([a-z])?(?![\d/\-–])")
_NO_YEAR = re.compile(r"\b(?:acc?essed|retrieved)[^.;]{0,20}$|\bpp?\.\s*$", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«]([^”\"»]{8,400})[”\"»]")
_INITIALS = r"(?:[A-ZÀ-Þ]\.?[ ‐-]?){1,4}"
_SHORT = re.compile(rf"({SURNAME}(?: et al\.?| (?:and|&) {SURNAME})?),? (1[89]\d\d|20\d\d)([a-z])?, (\S.+)")
"""As people write an entry in a word: “Yin 2019, Exosomal transfer of miR-1238 …”."""
_FIRST = (
    re.compile(rf"({SURNAME}),\s*{_INITIALS}(?=[,.;&\s]|$)"),  # Lin, L. | de Azambuja, E.
    re.compile(
        rf"({PARTICLE}[A-ZÀ-ÞĀ-Ž][\w'’‐-]+(?: [A-ZÀ-Þ][\w'’‐-]{{2,}})?)\s+[A-ZÀ-Þ]{{1,4}}(?=[,.;\s(]|$)"
    ),  # Lin L
    re.compile(rf"(?:[A-ZÀ-Þ]\.[ ‐-]?)+\s*({SURNAME})(?=[,.;\s]|$)"),  # L. Lin
    re.compile(rf"({SURNAME})(?= (?:et al|and|&)|[.,(])"),
    re.compile(r"([A-ZÀ-Þ][\w'’‐-]+)"),
)
_END_OF_AUTHORS = (
    re.compile(r"\bet al\.?[,:]?\s*"),
    re.compile(r"(?<=[A-ZÀ-Þ]\.)\s+(?=[A-ZÀ-Þ\d][\w-]*[a-z\d-]\S* )|(?<=[A-ZÀ-Þ])\.\s+(?=\S)"),
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What an entry says; what could not be told is empty, nothing is guessed.

    ``letter`` tells works of one author and year apart; ``journal`` is all that follows the title.
    """

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


@dataclass(frozen=True, slots=True)
class Appeared:
    """Where a paper appeared, as far as the words behind its title say."""

    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""


def taken_apart(text: str) -> Printed:
    """One entry taken apart; of a very long one the first letters count."""
    text = text[:LONGEST]
    label = _LABEL.match(text)
    number = next((group for group in label.groups() if group), "") if label else ""
    rest = text[label.end() :] if label else text
    doi = _doi(rest)
    pmid = _PMID.search(rest)
    if short := _SHORT.fullmatch(rest):
        named, of, letter, title = short.groups()
        title = "" if _DOI.fullmatch(title) else title
        first = _first_author(named)
        return Printed(number, first, named, int(of), letter or "", title, "", doi, pmid.group(1) if pmid else "")
    year, letter, at = _year(_DOI.sub(lambda m: " " * len(m.group()), rest))
    authors, title, journal = _parts(rest, at)
    first = _first_author(authors or rest)
    return Printed(
        number, first, authors, year, letter, title, journal, doi, pmid.group(1) if pmid else "",
        _RETRACTED.search(rest) is not None,
    )  # fmt: skip


_DASH = "[-‐‑‒–—−]"
_PAGES = rf"(?P<pages>[A-Za-z]{{0,5}}\d+[A-Za-z]?(?:{_DASH}+[A-Za-z]?\d+[A-Za-z]?)?)"
_WHERE = (
    # vol. 3, no. 2, pp. 1–9 | Sci. Rep. 2019, 9, 123 | 2010;207(3):123-30 | 19, 40 (2020). | 12(3), 45–67.
    re.compile(rf"\bvol(?:ume|\.)?\s*(?P<volume>\d+)(?:,?\s*(?:no|iss)[a-z]*\.?\s*(?P<issue>\w+))?"
               rf"(?:[,:]\s*(?:pp?\.?\s*)?{_PAGES})?", re.IGNORECASE),
    re.compile(rf"\b(?:19|20)\d\d,\s*(?P<volume>\d{{1,4}})\s*(?:\((?P<issue>[^()]{{1,20}})\))?,\s*{_PAGES}"),
    re.compile(rf"(?:\b(?:19|20)\d\d[^;]{{0,20}};\s*)?(?<![\w.])(?P<volume>\d{{1,5}}[A-Za-z]?)\s*"
               rf"(?:\((?P<issue>[^()]{{1,20}})\))?\s*[:,]\s*(?:pp?\.\s*)?{_PAGES}"),
    re.compile(r"[,;]\s*(?P<volume>\d{1,4})\s*(?:\((?P<issue>[^()]{1,20})\))?[\s.]*\Z"),
)  # fmt: skip


def appeared(text: str) -> Appeared:
    """The journal, volume, issue and pages in what follows a title: “Nat Cell Biol. 2008;10(12):1470-6.”"""
    text = " ".join(re.split(r"\bhttps?://|\bdoi\b|\bPMID\b", text, maxsplit=1, flags=re.IGNORECASE)[0].split())
    found = next((m for pattern in _WHERE if (m := pattern.search(text))), None)
    name = text[: found.start()] if found else text
    name = re.split(r"[\s.,(]*\b(?:19|20)\d\d\b", name, maxsplit=1)[0].strip(" .,;:(")
    name = name if len(name) <= 120 and any(c.isalpha() for c in name) else ""
    if found is None:
        return Appeared(name)
    of = found.groupdict()
    pages = re.sub(rf"{_DASH}+", "-", of.get("pages") or "")
    return Appeared(name, of["volume"] or "", of["issue"] or "", pages)


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
    semicolons = re.match(rf"(?:{SURNAME}(?: [IJ]r\.?)?,\s*{_INITIALS};\s*)*{SURNAME},\s*{_INITIALS}(?=\s)", text)
    if semicolons and ";" in semicolons.group():
        after = re.compile(r";\s*et al\.?\s*").match(text, semicolons.end())
        return after.end() if after else semicolons.end()
    et_al = _END_OF_AUTHORS[0].search(text)
    if et_al and et_al.start() < 0.6 * len(text):
        return et_al.end()
    surnames = re.match(rf"(?:{SURNAME}, ){{1,30}}{SURNAME}\.\s", text)
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
