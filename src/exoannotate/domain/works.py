"""A paper as bibliographies know it, whatever file format it is read from or written to, and what a row says of it.

What a row of the project has no column for (publisher, abstract, kind of work …) stands in its column ``csl``: a JSON
object of CSL variables, the names that citation processors use.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, fields, replace
from typing import Any, Generic, TypeVar

from exoannotate.domain import authors, reference_entry
from exoannotate.domain.authors import Name
from exoannotate.domain.folding import fold, letters
from exoannotate.domain.records import Document, Study

T = TypeVar("T")

ARTICLE = "article-journal"
KINDS: tuple[str, ...] = (
    ARTICLE, "article", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter", "classic",
    "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure",
    "graphic", "hearing",
    "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture", "musical_score",
    "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication", "post",
    "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard", "thesis",
    "treaty", "webpage",
)  # fmt: skip
"""The kinds of works CSL knows."""


@dataclass(frozen=True, slots=True)
class Work:
    """One paper. Names and texts are as printed, "" where they are not known; ``kind`` is one of ``KINDS``.

    ``key``: its citation key in a file; ``files``: paths of PDFs that the file names; ``journal``: what it appeared in,
    a journal or a book.
    """

    title: str = ""
    authors: tuple[Name, ...] = ()
    year: int | None = None
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    retracted: bool = False
    kind: str = ARTICLE
    month: int | None = None
    day: int | None = None
    short_journal: str = ""
    editors: tuple[Name, ...] = ()
    publisher: str = ""
    place: str = ""
    edition: str = ""
    series: str = ""
    issn: str = ""
    isbn: str = ""
    pmcid: str = ""
    url: str = ""
    language: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    key: str = ""
    files: tuple[str, ...] = ()

    @property
    def date(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known."""
        parts = (self.year, self.month, self.day)
        known = parts[: parts.index(None)] if None in parts else parts
        return tuple(part for part in known if part is not None)


_COLUMNS = ("title", "year", "journal", "volume", "issue", "doi", "pmid")
"""What a row has a column for, under the same name."""
_ELSEWHERE = {*_COLUMNS, "authors", "pages", "retracted", "files"}


def of(paper: Document | Study) -> Work:
    """What a row says of a paper. Of a study that is only known as printed, the entry is taken apart."""
    work = replace(
        _kept(paper.csl),
        authors=authors.parse(paper.authors),
        pages=paper.page_range,
        retracted=bool(paper.retracted),
        **{name: getattr(paper, name) for name in _COLUMNS},
    )
    return _completed(work, paper.text) if isinstance(paper, Study) else work


def _completed(work: Work, text: str) -> Work:
    entry = reference_entry.taken_apart(text)
    where = reference_entry.appeared(entry.journal)
    found = Work(
        title=entry.title if entry.title != entry.doi else "",
        authors=authors.parse(entry.authors),
        year=entry.year,
        journal=where.journal,
        doi=entry.doi,
        pmid=entry.pmid,
        retracted=entry.retracted,
    )
    if not (work.volume or work.pages):
        found = replace(found, volume=where.volume, issue=where.issue, pages=where.pages)
    # What was cut out of the text when the study was made names the first author only.
    longer = len(found.authors) > len(work.authors) and not work.title
    return filled(replace(work, authors=()) if longer else work, found)


def filled(work: Work, other: Work) -> Work:
    """The work with what another one knows in the places where it says nothing."""
    empty = {f.name: getattr(other, f.name) for f in fields(Work) if not getattr(work, f.name)}
    return replace(work, **empty)


def token(paper: Work) -> str:
    """What stands for the hash of a paper that has no PDF: the same in every copy of the project."""
    return hashlib.sha256(f"exoannotate reference {next(iter(same(paper)))}".encode()).hexdigest()


def with_key(work: Work, given: object) -> Work:
    """The work with a citation key that a file gives it, unless that is only a number or an address."""
    key = _text(given)
    return replace(work, key=key) if re.fullmatch(r"[A-Za-z][\w:.+-]{0,99}", key) else work


def same(paper: Work) -> tuple[str, ...]:
    """What tells a paper from others, the surest first: its DOI, its PMID, its title."""
    title = letters(paper.title) or fold(paper.title)  # a title of signs alone has no letters
    if len(title) < _PLAIN_TITLE and paper.authors:
        title = f"{title} {letters(paper.authors[0].family or paper.authors[0].literal)}"
    return tuple(filter(None, (
        f"doi:{paper.doi.casefold()}" if paper.doi else "",
        f"pmid:{paper.pmid}" if paper.pmid else "",
        f"title:{title}" if paper.title.strip() else "",
    )))  # fmt: skip


_PLAIN_TITLE = 25
"""A title of fewer letters, such as “Exosomes”, is not told from others without its first author."""


class Papers(Generic[T]):
    """Papers to be found again by what tells them from others, each with something of the caller's."""

    def __init__(self) -> None:
        self._known: dict[str, list[tuple[Work, T]]] = {}

    def add(self, work: Work, of: T) -> None:
        """Make a paper known."""
        for name in same(work):
            self._known.setdefault(name, []).append((work, of))

    def find(self, work: Work) -> T | None:
        """What was added with the same paper. Two DOIs or PMIDs are two papers, whatever their titles; so are years
        that are further apart than the first copy on the web and the printed one."""
        for name in same(work):
            for known, of in self._known.get(name, ()):
                if not _are_two(known, work):
                    return of
        return None


def _are_two(one: Work, other: Work) -> bool:
    if one.doi and other.doi:
        return one.doi.casefold() != other.doi.casefold()
    if one.pmid and other.pmid:
        return one.pmid != other.pmid
    return abs((one.year or other.year or 0) - (other.year or one.year or 0)) > 1


# What has no column -----------------------------------------------------------------------------------------------


def kept(work: Work) -> str:
    """What of a work has no column, as the JSON that the column ``csl`` keeps; "" for nothing."""
    plain = {f.name: getattr(work, f.name) for f in fields(Work) if f.name not in _ELSEWHERE}
    item = as_csl(Work(**plain))
    if item["type"] == ARTICLE:
        del item["type"]
    if work.month:  # the year has its column
        item["issued"] = {"date-parts": [list(work.date)]}
    return json.dumps(item, ensure_ascii=False, sort_keys=True) if item else ""


def _kept(text: str) -> Work:
    if not text:
        return Work()
    try:
        item = json.loads(text)
    except ValueError:  # edited by hand
        return Work()
    return from_csl(item) if isinstance(item, dict) else Work()


# CSL ---------------------------------------------------------------------------------------------------------------

_TEXTS = {
    "title": "title", "container-title": "journal", "container-title-short": "short_journal", "volume": "volume",
    "issue": "issue", "page": "pages", "DOI": "doi", "PMID": "pmid", "PMCID": "pmcid", "publisher": "publisher",
    "publisher-place": "place", "edition": "edition", "collection-title": "series", "ISSN": "issn", "ISBN": "isbn",
    "URL": "url", "language": "language", "abstract": "abstract", "citation-key": "key",
}  # fmt: skip
_STATUS = "Retracted"
"""What the CSL variable “status” says of a paper that was retracted."""
_LONGEST = 200_000


# Any: a CSL item is JSON of any shape until it is read.
def as_csl(work: Work) -> dict[str, Any]:
    """The work as a CSL item without its id; what is not known is left out."""
    item: dict[str, Any] = {"type": work.kind}
    for variable, name in _TEXTS.items():
        if text := getattr(work, name):
            item[variable] = text
    for variable, names in (("author", work.authors), ("editor", work.editors)):
        if names:
            item[variable] = [_name_as_csl(name) for name in names]
    if work.date:
        item["issued"] = {"date-parts": [list(work.date)]}
    if work.keywords:
        item["keyword"] = ", ".join(work.keywords)
    if work.retracted:
        item["status"] = _STATUS
    return item


def from_csl(item: dict[str, Any]) -> Work:
    """The work of a CSL item; what has another shape than CSL says is passed over."""
    found: dict[str, Any] = {name: _text(item.get(variable)) for variable, name in _TEXTS.items()}
    if not found["short_journal"]:
        found["short_journal"] = _text(item.get("journalAbbreviation"))
    kind = _text(item.get("type"))
    year, month, day = _issued(item.get("issued"))
    note = _text(item.get("note"))
    return Work(
        **found | _of_note(note, found),
        kind=kind if kind in KINDS else ARTICLE if not kind else "document",
        authors=_names(item.get("author")),
        editors=_names(item.get("editor")),
        year=year,
        month=month,
        day=day,
        keywords=tuple(filter(None, (part.strip() for part in re.split(r"[,;]", _text(item.get("keyword")))))),
        retracted="retracted" in _text(item.get("status")).casefold(),
    )


def _of_note(note: str, found: dict[str, Any]) -> dict[str, str]:
    """What reference managers write into the note, for want of a field: “PMID: 12345”."""
    given = {"pmid": r"PMID:\s*(\d+)", "pmcid": r"PMCID:\s*(PMC\d+)", "doi": r"DOI:\s*(10\.\S+)"}
    wanted = {name: re.search(rf"(?:^|\s){pattern}", note, re.I) for name, pattern in given.items() if not found[name]}
    return {name: match.group(1) for name, match in wanted.items() if match}


def _name_as_csl(name: Name) -> dict[str, str]:
    if name.literal:
        return {"literal": name.literal}
    parts = {
        "family": name.family, "given": name.given, "non-dropping-particle": name.particle,
        "dropping-particle": name.dropping, "suffix": name.suffix,
    }  # fmt: skip
    return {part: text for part, text in parts.items() if text}


def _names(given: object) -> tuple[Name, ...]:
    found = []
    for one in given if isinstance(given, list) else ():
        if not isinstance(one, dict):
            continue
        part = {key: _text(one.get(key)) for key in one}
        if part.get("family"):
            name = authors.person(part["family"], part.get("given", ""), suffix=part.get("suffix", ""))
            particle, dropping = part.get("non-dropping-particle", ""), part.get("dropping-particle", "")
            name = replace(name, particle=f"{particle} {name.particle}".strip()) if particle else name
            found.append(replace(name, dropping=f"{name.dropping} {dropping}".strip()) if dropping else name)
        elif text := part.get("literal") or part.get("given"):
            found.append(authors.literal(text))
    return tuple(name for name in found if name.shown)


def _issued(given: object) -> tuple[int | None, int | None, int | None]:
    if not isinstance(given, dict):
        return date(_text(given))
    parts = given.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    if first:
        return date("-".join(_text(part) for part in first[:3]))
    return date(_text(given.get("raw")) or _text(given.get("literal")))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def month(text: str) -> int | None:
    """The month a word or number names."""
    text = text.strip().casefold()
    if text.isdecimal():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    return next((n for n, name in enumerate(_MONTHS, 1) if text.startswith(name)), None)


def date(text: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day of a date as files write it: “2019-04-02”, “2019/04//”, “2019 Apr 2”, “April 2019”."""
    year = re.search(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", text)
    if year is None:
        return None, None, None
    parts = re.findall(r"\d+|[A-Za-z]+", text[year.end() :])[:2] or re.findall(r"[A-Za-z]+", text[: year.start()])[-1:]
    if not parts or (of := month(parts[0])) is None:
        return int(year.group()), None, None
    day = int(parts[1]) if len(parts) > 1 and parts[1].isdecimal() and 1 <= int(parts[1]) <= 31 else None
    return int(year.group()), of, day


def _text(given: object) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        return ""
    return " ".join(str(given)[:_LONGEST].split())
