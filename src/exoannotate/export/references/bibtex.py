"""BibTeX and BibLaTeX: what LaTeX, JabRef and Zotero's Better BibTeX read and write.

Decision (2026-11): letters beyond ASCII are written as LaTeX commands, because the plain bibtex program sorts and
abbreviates names byte by byte; words with capitals inside (miR-21, EGFRvIII) are braced, or styles would lower them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from exoannotate.domain import works
from exoannotate.domain.authors import ET_AL, Name, literal, person
from exoannotate.domain.works import Work
from exoannotate.export.exporter import Exporter, Options, Report
from exoannotate.export.references import latex, papers
from exoannotate.export.references.reading import Found, Problem, decoded, not_one, retracted, whole_doi
from exoannotate.export.safe import Cleaner
from exoannotate.export.table import Bundle

_KINDS = {
    "article": works.ARTICLE, "periodical": "periodical", "book": "book", "mvbook": "book", "booklet": "pamphlet",
    "collection": "collection", "proceedings": "book", "inbook": "chapter", "incollection": "chapter",
    "suppbook": "chapter", "inproceedings": "paper-conference", "conference": "paper-conference", "manual": "report",
    "techreport": "report", "report": "report", "thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
    "unpublished": "manuscript", "online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset",
    "software": "software", "patent": "patent", "misc": "document",
}  # fmt: skip
_TYPES = {
    works.ARTICLE: "article", "article-magazine": "article", "article-newspaper": "article", "review": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings", "thesis": "phdthesis",
    "report": "techreport", "manuscript": "unpublished", "pamphlet": "booklet",
}  # fmt: skip
_ENTRY = re.compile(r"^\s*@\s*[A-Za-z]+\s*[{(]", re.MULTILINE)
_NOT_INHERITED = ("title", "author", "doi", "pmid", "pages", "abstract", "file", "keywords", "url", "crossref", "xref")
_BRACE = re.compile(r'(?<!\\)[{}"]')
_LONGEST = 200_000
"""Letters of a field; a file with more means harm."""

_Fields = Mapping[str, str]


def is_one(text: str) -> bool:
    """Whether a text looks like BibTeX."""
    return _ENTRY.search(text[:200_000]) is not None


def read(data: bytes) -> Found:
    """The works of a BibTeX file; an entry that is none is named. Raises BadValueError when it is no such file."""
    text = decoded(data)
    if not is_one(text):
        raise not_one("BibTeX", "no entry in it begins with “@”")
    found, problems = [], []
    entries: dict[str, _Fields] = {}
    several: list[tuple[int, str, str, _Fields]] = []
    for number, (kind, key, fields, why) in enumerate(_entries(text), 1):
        if why:
            problems.append(Problem(number, key, why))
            continue
        entries.setdefault(key.casefold(), fields)
        several.append((number, kind, key, fields))
    for number, kind, key, fields in several:
        parent = entries.get(fields.get("crossref", "").casefold(), {})
        work = _work(kind, key, _with_parent(fields, parent))
        if work.title or work.doi or work.pmid:
            found.append(work)
        else:
            problems.append(Problem(number, key, "it has no title, DOI or PMID"))
    return Found(tuple(found), tuple(problems))


def _entries(text: str) -> Iterator[tuple[str, str, _Fields, str]]:
    """Kind, key and fields of each entry, or why it is none."""
    import logging

    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock, String
    from bibtexparser.splitter import Splitter

    # What is wrong with a file is told in the preview, not in the log, where its text has no place.
    for name in ("bibtexparser", "pylatexenc"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    library = Splitter(bibstr=text).split()
    strings: dict[str, str] = {}
    for block in library.blocks:
        while isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock) and block.ignore_error_block:
            block = block.ignore_error_block
        if isinstance(block, String):
            strings[block.key.casefold()] = _value(str(block.value), strings)
        elif isinstance(block, Entry):
            fields: dict[str, str] = {}
            for field in block.fields:
                fields.setdefault(field.key.casefold(), _value(str(field.value), strings))
            yield block.entry_type.casefold(), block.key, fields, ""
        elif isinstance(block, ParsingFailedBlock) and _ENTRY.match(block.raw or ""):
            named = re.match(r"\s*@\s*\w+\s*[{(]\s*([^,\s{}]{1,60})", block.raw or "")
            yield "", named.group(1) if named else "", {}, f"line {(block.start_line or 0) + 1} is not BibTeX"


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """What a field says: {braced}, "quoted", a number, the name of a @string, or several of them joined by #."""
    parts, at, size = [], 0, 0
    while at < len(raw) and size < _LONGEST:
        mark = raw[at]
        if mark == "{" or mark == '"':
            end = _closed(raw, at)
            part, at = raw[at + 1 : end], end + 1
        else:
            end = next((n for n in range(at, len(raw)) if raw[n] in '#{"'), len(raw))
            word, at = raw[at:end].strip(), end + (raw[end : end + 1] == "#")
            part = strings.get(word.casefold(), word)
        parts.append(part)
        size += len(part)
    return "".join(parts)[:_LONGEST]


def _closed(raw: str, start: int) -> int:
    """Where what begins with a brace or a quote ends."""
    depth = 0
    for brace in _BRACE.finditer(raw, start):
        at, c = brace.start(), brace[0]
        if c != '"':
            depth += 1 if c == "{" else -1
        if depth == 0 and (raw[start] == "{" or (c == '"' and at > start)):
            return at
    return len(raw)


def _with_parent(fields: _Fields, parent: _Fields) -> _Fields:
    taken = {name: value for name, value in parent.items() if name not in _NOT_INHERITED}
    return {**({"booktitle": parent["title"]} if "title" in parent else {}), **taken, **fields}


def _work(kind: str, key: str, fields: _Fields) -> Work:
    def first(*names: str) -> str:
        return next((text for name in names if (text := latex.decoded(fields.get(name, "")))), "")

    of = _KINDS.get(kind, "document")
    title = first("title")
    if subtitle := first("subtitle"):
        title = f"{title}: {subtitle}"
    year, month, day = works.date(first("date", "year"))
    month = month or works.month(re.split(r"[\s~#,.]", first("month") or " ")[0]) if year else None
    eprint = first("eprint") if first("eprinttype", "archiveprefix").casefold() in ("pubmed", "pmid") else ""
    note = " ".join((first("note"), first("annote"), first("annotation"), first("addendum")))
    pmid = first("pmid") or eprint or next(iter(re.findall(r"PMID:?\s*(\d{1,8})\b", note)), "")
    pmcid = first("pmcid", "pmc")
    return Work(
        title=title,
        authors=_names(fields.get("author", "")),
        editors=_names(fields.get("editor", "")),
        year=year, month=month, day=day if month else None,
        journal=first("journaltitle", "journal", "booktitle"),
        short_journal=first("shortjournal"),
        volume=first("volume"), issue=first("number", "issue") if of != "report" else "",
        pages=re.sub(r"\s*[-‐‑‒–—]+\s*", "-", first("pages", "eid", "article-number")),
        doi=whole_doi(first("doi")) or whole_doi(_address(fields) if "doi.org" in _address(fields) else ""),
        pmid=pmid if re.fullmatch(r"\d{1,8}", pmid) else "",
        pmcid=pmcid if not pmcid.isdecimal() else f"PMC{pmcid}",
        retracted=retracted(title, (), (first("note"), first("pubstate"), first("status"))),
        kind=of,
        publisher=first("publisher", "institution", "school", "organization"),
        place=first("location", "address") if of != works.ARTICLE else "",
        edition=first("edition"), series=first("series"), issn=first("issn"), isbn=first("isbn"),
        url=_address(fields) if "doi.org/" not in _address(fields) else "",
        language=first("langid", "language"), abstract=first("abstract"),
        keywords=tuple(dict.fromkeys(k.strip() for k in re.split(r"[,;]", first("keywords")) if k.strip())),
        key=works.with_key(Work(), key).key,
        files=tuple(_files(fields.get("file", ""))),
    )  # fmt: skip


def _address(fields: _Fields) -> str:
    """The address of an entry: LaTeX takes % and ~ in it for what they are, once they are escaped."""
    return re.sub(r"\\([%&#_~$])", r"\1", re.sub(r"\\url\{([^{}]*)\}", r"\1", fields.get("url", ""))).strip()


def _files(field: str) -> Iterator[str]:
    """The paths in “Full Text PDF:files/12/paper.pdf:application/pdf;…”, or in a plain path."""
    for part in re.split(r"(?<!\\);", field):
        pieces = [re.sub(r"\\(.)", r"\1", piece) for piece in re.split(r"(?<!\\):(?![\\/]{1,2}[^/:])", part.strip())]
        path = pieces[1] if len(pieces) >= 3 else pieces[0]
        if path.strip("{} "):
            yield path.strip("{} ")


def _names(field: str) -> tuple[Name, ...]:
    if not field.strip():
        return ()
    from bibtexparser.middlewares.names import (
        InvalidNameError,
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    found = []
    for text in split_multiple_persons_names(" ".join(field.split())):
        if text.casefold() in ("others", "et al", "et al."):
            found.append(literal(ET_AL))
            continue
        whole = re.fullmatch(r"\{([^{}\\]*(?:\{[^{}]*\}[^{}]*)*)\}", text)
        if whole or not text.strip("{} "):
            found.append(literal(latex.decoded(text)))
            continue
        try:
            part = parse_single_name_into_parts(text, strict=False)
        except (InvalidNameError, ValueError, IndexError):
            found.append(literal(latex.decoded(text)))
            continue
        von, last, given, jr = (latex.decoded(" ".join(p)) for p in (part.von, part.last, part.first, part.jr))
        family = f"{von} {last}".strip()
        found.append(person(family, given, suffix=jr) if family else literal(given))
    return tuple(name for name in found if name.shown)


# Writing -----------------------------------------------------------------------------------------------------------


def fields(work: Work) -> Iterator[tuple[str, str]]:
    """The fields of one work with their values in LaTeX, in order."""
    kind = _TYPES.get(work.kind, "misc")
    where = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(kind, "howpublished")
    by = {"phdthesis": "school", "techreport": "institution"}.get(kind, "publisher")
    yield "title", latex.title(work.title)
    yield "author", _people(work.authors)
    yield "editor", _people(work.editors)
    yield where, latex.encoded(work.journal)
    yield "shortjournal", latex.encoded(work.short_journal)
    yield "year", str(work.year or "")
    yield "month", _MONTHS[work.month - 1] if work.month else ""
    yield "volume", latex.encoded(work.volume)
    yield "number", latex.encoded(work.issue)
    yield "pages", latex.encoded(work.pages).replace("-", "--")
    yield by, latex.encoded(work.publisher)
    yield "address", latex.encoded(work.place)
    yield "edition", latex.encoded(work.edition)
    yield "series", latex.encoded(work.series)
    yield "doi", latex.verbatim(work.doi)
    yield "pmid", latex.encoded(work.pmid)
    yield "pmcid", latex.encoded(work.pmcid)
    yield "issn", latex.encoded(work.issn)
    yield "isbn", latex.encoded(work.isbn)
    yield "url", latex.verbatim(work.url)
    yield "language", latex.encoded(work.language)
    yield "keywords", latex.encoded(", ".join(work.keywords))
    yield "abstract", latex.encoded(work.abstract)
    yield "note", "Retracted" if work.retracted else ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _people(names: tuple[Name, ...]) -> str:
    return " and ".join(map(_one, names))


def _one(name: Name) -> str:
    if name.literal == ET_AL:
        return "others"
    if name.literal:
        return f"{{{latex.encoded(name.literal)}}}"
    # A family name of several words, or a lower-case one, must not be taken apart.
    words = name.family.split()
    family = latex.encoded(name.family)
    family = f"{{{family}}}" if any(word[:1].islower() for word in words) or "and" in words else family
    whole = f"{latex.encoded(name.particle)} {family}".strip()
    given = latex.encoded(f"{name.given} {name.dropping}".strip())
    return f"{whole}, {latex.encoded(name.suffix)}, {given}" if name.suffix else f"{whole}, {given}".rstrip(", ")


def write(bundle: Bundle, stream: BinaryIO, options: Options) -> Report:
    """The papers of the evidence as BibTeX."""
    cleaner = Cleaner()
    found = papers.of(bundle.contents)
    for work in found:
        lines = [f"@{_TYPES.get(work.kind, 'misc')}{{{work.key}"]
        for name, value in fields(work):
            if text := " ".join(cleaner.text(value).split()):
                lines.append(f"  {name} = {text if name == 'month' else f'{{{text}}}'}")
        stream.write((",\n".join(lines) + "\n}\n\n").encode())
    return Report(len(found), cleaner.replaced)


EXPORTER = Exporter(
    "bibtex",
    ".bib",
    "References as BibTeX",
    "The primary studies and papers quoted, each once, for LaTeX, JabRef and Zotero.",
    write,
    counts="papers",
)
