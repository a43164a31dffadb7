"""RIS: what EndNote, Zotero, Mendeley, publishers and databases exchange. Every dialect is read, one is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from exoannotate.domain import authors, works
from exoannotate.domain.authors import Name
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.references import papers
from exoannotate.export.references.reading import Found, Problem, decoded, not_one, retracted, whole_doi
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

_KINDS = {
    "JOUR": works.ARTICLE, "EJOUR": works.ARTICLE, "ABST": works.ARTICLE, "JFULL": "periodical", "INPR": works.ARTICLE,
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference", "THES": "thesis",
    "RPRT": "report", "GOVDOC": "report", "ELEC": "webpage", "ICOMM": "webpage", "BLOG": "post-weblog",
    "DATA": "dataset", "AGGR": "dataset", "COMP": "software", "PAT": "patent", "STAND": "standard",
    "MANSCPT": "manuscript",
    "UNPB": "article", "UNPD": "article", "PCOMM": "personal_communication", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "MAP": "map", "PAMP": "pamphlet", "SLIDE": "speech", "BILL": "bill",
    "CASE": "legal_case",
    "STAT": "legislation", "HEAR": "hearing", "MPCT": "motion_picture", "SOUND": "song", "ART": "graphic",
    "FIGURE": "figure", "CLSWK": "classic", "MUSIC": "musical_score", "GEN": "document",
}  # fmt: skip
_TYPES = {kind: name for name, kind in reversed(_KINDS.items())} | {"review": "JOUR", "review-book": "JOUR"}
_LINE = re.compile(r"\ufeff?\s?([A-Z][A-Z0-9]) {1,2}-(?: (.*)|\Z)", re.DOTALL)
_MANY = frozenset("AU A1 A2 A3 ED KW UR L1 L2 N1 SN M3 AN C1 C2 DB DP Y1 LK".split())
"""Tags that a reference may repeat."""
_PMID = re.compile(
    r"(?:\bPMID:?\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,8})\b", re.IGNORECASE
)
_PMCID = re.compile(r"\b(PMC\d{3,9})\b")
_PUBMED = re.compile(r"pubmed|medline|\bNLM\b", re.IGNORECASE)

_Tags = Mapping[str, list[str]]


def is_one(text: str) -> bool:
    """Whether a text looks like RIS."""
    return re.search(r"^\ufeff?\s?TY {1,2}- ?[A-Z]", text[:20_000], re.MULTILINE) is not None


def read(data: bytes) -> Found:
    """The works of a RIS file; a reference that is none is named. Raises BadValueError when it is no such file."""
    text = decoded(data)
    if not is_one(text):
        raise not_one("RIS", "no reference in it begins with “TY  -”")
    found, problems = [], []
    for number, tags in enumerate(_references(text), 1):
        work = _work(tags)
        if work.title or work.doi or work.pmid:
            found.append(work)
        else:
            problems.append(Problem(number, work.key, "it has no title, DOI or PMID"))
    return Found(tuple(found), tuple(problems))


def _references(text: str) -> Iterator[_Tags]:
    """The tags of each reference. One without an end ends where the next begins."""
    import rispy

    # Where references begin with two blanks, a line with one is text that goes on: “AB - is …”.
    strict = re.search(r"^\s?TY  -", text, re.MULTILINE) is not None
    block: list[tuple[str, list[str]]] = []
    for line in (*text.split("\n"), "TY  - "):
        tag = _LINE.match(line)
        if tag and strict and tag.group().lstrip("\ufeff ")[2:4] != "  ":
            tag = None
        if tag is None:
            if block and line.strip():
                block[-1][1].append(line.strip())
            continue
        if tag.group(1) == "TY":
            if block:
                yield _tags(rispy, [f"{name}  - {' '.join(parts)}" for name, parts in block])
            block = []
        if tag.group(1) == "TY" or block:
            block.append((tag.group(1), [(tag.group(2) or "").strip()]))


# Any: rispy has no types.
def _tags(rispy: object, block: list[str]) -> _Tags:
    several: dict[str, list[str]] = {}
    parser = rispy.RisParser(  # type: ignore[attr-defined]
        mapping=_Same(), list_tags=[], delimiter_tags_mapping={}, enforce_list_tags=False
    )
    for record in parser.parse_lines(iter([*(line for line in block if line[:2] != "ER"), "ER  - "])):
        for tag, value in record.items():
            several.setdefault(tag, []).extend(value if isinstance(value, list) else [value])
    return {tag: values if tag in _MANY else [" ".join(values[:1])] for tag, values in several.items()}


class _Same(dict[str, str]):
    """Names every tag by itself."""

    def __missing__(self, tag: str) -> str:
        return tag

    def __contains__(self, tag: object) -> bool:
        return True


def _work(tags: _Tags) -> Work:
    def first(*names: str) -> str:
        return next((value for name in names for value in tags.get(name, ()) if value), "")

    def every(*names: str) -> list[str]:
        return [value for name in names for value in tags.get(name, ()) if value]

    kind = _KINDS.get(first("TY").upper(), "document")
    whole_book = kind in ("book", "thesis", "report")
    title, short_title = first("TI", "T1", "CT"), first("ST")
    if whole_book and not title:
        title = first("BT", "T2")
    notes = [*every("N1", "M1", "C1", "C2", "UR", "M3", "LK", "AN")]
    numbers = first("AN") if _PUBMED.search(" ".join(every("DB", "DP"))) else ""
    pmid = next((m.group(1) for note in notes if (m := _PMID.search(note))), numbers if numbers.isdecimal() else "")
    pmcid = next((m.group(1) for note in notes if (m := _PMCID.search(note))), "")
    year, month, day = _date(first("DA"), first("PY", "Y1"))
    serial = [part for value in every("SN") for part in re.split(r"[;,]\s*|\s(?=\d{4}-)", value)]
    journal = first("JF", "T2", "JO", "BT", "JA", "J2") if not whole_book else ""
    short = first("J2", "JA", "JO") if journal else ""
    urls = [url for url in every("UR", "LK") if "doi.org/" not in url and not _PMID.search(url)]
    return Work(
        title=title or short_title,
        authors=_names(every("AU") or every("A1")),
        editors=_names(every("ED") or (every("A2") if kind in ("chapter", "paper-conference", "book") else [])),
        year=year, month=month, day=day,
        journal=journal,
        short_journal=short if short != journal else "",
        volume=first("VL"), issue=first("IS"), pages=_pages(first("SP"), first("EP")),
        doi=whole_doi(first("DO", "DI") or next((u for u in every("UR", "M3", "LK", "N1") if _is_doi(u)), "")),
        pmid=pmid if len(pmid) <= 8 else "", pmcid=pmcid,
        retracted=retracted(title, every("M3"), every("N1")),
        kind=kind,
        publisher=first("PB"), place=first("CY", "PP"), edition=first("ET"),
        series=first("T3") or (first("T2") if whole_book else ""),
        issn=next((s for s in serial if re.fullmatch(r"\d{4}-?\d{3}[\dXx]", s.split(" ")[0])), "").split(" ")[0],
        isbn=next((s for s in serial if len(re.sub(r"\D", "", s)) >= 9), ""),
        url=urls[0] if urls else "", language=first("LA"), abstract=first("AB", "N2"),
        keywords=tuple(dict.fromkeys(" ".join(k.split()) for k in ";".join(every("KW")).split(";") if k.strip())),
        key=works.with_key(Work(), first("ID", "LB")).key,
        files=tuple(every("L1", "L2")),
    )  # fmt: skip


def _is_doi(text: str) -> bool:
    return re.match(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+\Z", text, re.IGNORECASE) is not None


def _names(given: Iterable[str]) -> tuple[Name, ...]:
    found = []
    for text in given:
        if text.rstrip().endswith(","):  # how an organisation is told from a person
            found.append(authors.literal(text.rstrip(" ,").replace(",,", ",")))
        else:
            found += [one for one in authors.parse(f"{text};") if one.shown]
    return tuple(found)


def _date(full: str, plain: str) -> tuple[int | None, int | None, int | None]:
    of, only = works.date(full), works.date(plain)
    return of if of[0] is not None and (only[0] is None or of[0] == only[0]) else only


def _pages(start: str, end: str) -> str:
    start, end = re.sub(r"\s*[-‐‑‒–—]+\s*", "-", start), end.strip()
    return start if not end or "-" in start or end == start else f"{start}-{end}" if start else end


# Writing -----------------------------------------------------------------------------------------------------------


def lines(work: Work) -> Iterator[tuple[str, str]]:
    """The tags and values of one work, in order."""
    start, dash, end = work.pages.partition("-")
    whole_book = work.kind in ("book", "thesis", "report")
    yield "TY", _TYPES.get(work.kind, "GEN")
    yield "ID", work.key
    yield "TI", work.title
    yield from (("AU", _name(name)) for name in work.authors)
    yield from (
        ("A2" if work.kind in ("chapter", "paper-conference", "book") else "ED", _name(n)) for n in work.editors
    )
    yield "PY", str(work.year or "")
    yield "DA", f"{work.year}/{work.month:02}/{f'{work.day:02}' if work.day else ''}" if work.month else ""
    yield "T2", work.series if whole_book else work.journal
    yield "T3", "" if whole_book else work.series
    yield "J2", work.short_journal
    yield from zip(("VL", "IS"), (work.volume, work.issue), strict=True)
    yield from (("SP", start), ("EP", end)) if dash and start and end and "-" not in end else (("SP", work.pages),)
    yield "DO", work.doi
    yield "AN", work.pmid
    yield "DB", "PubMed" if work.pmid else ""
    yield "C2", work.pmcid
    yield from zip(("SN", "SN"), (work.issn, work.isbn), strict=True)
    yield from zip(("PB", "CY", "ET", "LA"), (work.publisher, work.place, work.edition, work.language), strict=True)
    yield "UR", work.url
    yield "M3", "Retracted Publication" if work.retracted else ""
    yield from (("KW", word) for word in work.keywords)
    yield "AB", work.abstract


def _name(name: Name) -> str:
    family = name.literal or f"{name.particle} {name.family}".strip()
    rest = [part for part in (f"{name.given} {name.dropping}".strip(), name.suffix) if part]
    alone = not rest and (name.literal or " " in family)  # else a program would take its first word for a given name
    return f"{family}," if alone else ", ".join((family, *rest))


def write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    """The papers of the evidence as RIS."""
    cleaner = Cleaner()
    found = papers.of(bundle.contents)
    for work in found:
        for tag, value in lines(work):
            if text := " ".join(cleaner.text(value).split()):
                stream.write(f"{tag}  - {text}\r\n".encode())
        stream.write(b"ER  - \r\n\r\n")
    return Report(len(found), cleaner.replaced)


EXPORTER = Exporter(
    "ris",
    ".ris",
    "References as RIS",
    "The primary studies and papers quoted, each once, for EndNote, Zotero, Mendeley and most others.",
    write,
    counts="papers",
)
