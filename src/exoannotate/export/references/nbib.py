"""PubMed's own format, .nbib: what “Send to: Citation manager” saves. Read and written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from exoannotate.domain import authors, works
from exoannotate.domain.authors import Name
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.references import papers
from exoannotate.export.references.reading import Found, Problem, decoded, not_one, retracted, whole_doi
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
_BEGINS = re.compile(r"^\ufeff?PMID- ?(?:\d|$)", re.MULTILINE)
_BOOKS = ("Book", "Book Chapter", "Monograph")

_Tags = Mapping[str, list[str]]


def is_one(text: str) -> bool:
    """Whether a text looks like .nbib."""
    return _BEGINS.search(text[:20_000]) is not None


def read(data: bytes) -> Found:
    """The works of a .nbib file. Raises BadValueError when it is no such file."""
    text = decoded(data)
    if not is_one(text):
        raise not_one("PubMed", "no reference in it begins with “PMID-”")
    found, problems = [], []
    for number, tags in enumerate(_references(text), 1):
        work = _work(tags)
        if work.title or work.doi:
            found.append(work)
        else:
            problems.append(Problem(number, f"PMID {work.pmid}" if work.pmid else "", "it has no title and no DOI"))
    return Found(tuple(found), tuple(problems))


def _references(text: str) -> Iterator[_Tags]:
    lines: list[tuple[str, list[str]]] = []
    for line in (*text.split("\n"), "PMID- "):
        if line[:1].isspace():
            if lines and line.strip():
                lines[-1][1].append(line.strip())
            continue
        tag = _LINE.match(line)
        if tag is None:
            continue
        if tag.group(1) == "PMID" and lines:
            tags: defaultdict[str, list[str]] = defaultdict(list)
            for name, parts in lines:
                tags[name].append(" ".join(parts))
            yield tags
            lines = []
        lines.append((tag.group(1), [tag.group(2).strip()]))


def _work(tags: _Tags) -> Work:
    def first(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, ()) if value), "")

    ids = [
        m.groups() for value in tags.get("LID", []) + tags.get("AID", []) if (m := re.match(r"(\S+) \[(\w+)\]", value))
    ]
    kinds = tags.get("PT", [])
    year, month, day = works.date(first("DP", "DEP"))
    title = first("TI", "BTI")
    pages = first("PG")
    return Work(
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        authors=(*_names(tags.get("FAU") or tags.get("AU", [])), *map(authors.literal, tags.get("CN", ()))),
        editors=_names(tags.get("FED") or tags.get("ED", [])),
        year=year, month=month, day=day,
        journal=first("JT", "TA") or (first("BTI") if first("TI") else ""),
        short_journal=first("TA") if first("TA") != first("JT") and first("JT") else "",
        volume=first("VI"), issue=first("IP"),
        pages=pages or next((value for value, of in ids if of == "pii" and re.fullmatch(r"e?\d{1,9}", value)), ""),
        doi=whole_doi(next((value for value, of in ids if of == "doi"), "")),
        pmid=re.sub(r"\D.*", "", first("PMID"))[:8],
        pmcid=first("PMC").split(" ")[0],
        retracted=retracted(title, kinds, []) or bool(tags.get("RIN")),
        kind="book" if any(kind in _BOOKS for kind in kinds) else works.ARTICLE,
        publisher=first("PB"), place=first("PL") if any(kind in _BOOKS for kind in kinds) else "",
        issn=first("IS").split(" ")[0], isbn=first("ISBN").split(" ")[0],
        language=first("LA"), abstract=first("AB"),
        keywords=tuple(dict.fromkeys(word.strip("*") for word in tags.get("OT", ()))),
    )  # fmt: skip


def _names(given: list[str]) -> tuple[Name, ...]:
    """“Skog, Johan”, or “Skog J” where only short names are told."""
    return tuple(one for text in given for one in authors.parse(f"{text};"))


# Writing -----------------------------------------------------------------------------------------------------------


def lines(work: Work) -> Iterator[tuple[str, str]]:
    """The tags and values of one work, in order."""
    yield "PMID", work.pmid
    yield "PT", "Retracted Publication" if work.retracted else ""
    yield "TI", work.title and f"{work.title}."
    yield "LID", work.doi and f"{work.doi} [doi]"
    yield "AB", work.abstract
    for name in work.authors:
        yield "CN" if name.literal else "FAU", name.shown
    yield from (("FED", name.shown) for name in work.editors)
    yield "LA", work.language
    yield "PT", "Book" if work.kind == "book" else "Journal Article"
    yield "TA", work.short_journal
    yield "JT", work.journal
    month = _MONTHS[work.month - 1] if work.month else ""
    yield "DP", " ".join(filter(None, (str(work.year or ""), month, str(work.day or ""))))
    yield from zip(
        ("VI", "IP", "PG", "IS", "PMC"), (work.volume, work.issue, work.pages, work.issn, work.pmcid), strict=True
    )
    yield from (("OT", word) for word in work.keywords)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    """The papers of the evidence as PubMed would save them. One without a PMID begins with an empty one."""
    cleaner = Cleaner()
    found = papers.of(bundle.contents)
    for work in found:
        for tag, value in lines(work):
            text = " ".join(cleaner.text(value).split())
            if text or tag == "PMID":
                stream.write(f"{tag:<4}- {text}\n".encode())
        stream.write(b"\n")
    return Report(len(found), cleaner.replaced)


EXPORTER = Exporter(
    "nbib",
    ".nbib",
    "References as PubMed .nbib",
    "The primary studies and papers quoted, each once, in the format that PubMed saves.",
    write,
    counts="papers",
)
