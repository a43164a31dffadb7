"""When two words are one thing: names compared without their spelling, joined by identifier, and primary studies known
again in several reviews.

Decision (2026-11): hyphens and blanks inside a name do not count, but numbers beside one another stay apart (miR-21-5p
is not miR-215p) and a sign at the end of a word stays: CD133+ and CD133− cells are opposites.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from exoannotate.domain.completeness import NO_REFERENCE, THIS_DOCUMENT
from exoannotate.domain.folding import fold, letters
from exoannotate.domain.records import Document, Study

_NUMBERS = re.compile(r"(?<=[0-9])[^\w+]+(?=[0-9])")
_MINUS = re.compile(r"(?<=\w)-(?!\w)")
_SPELLING = re.compile(r"[^\w+|−]|_")


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """What is left of a name when its spelling does not count; never empty unless the name is."""
    folded = fold(name)
    bare = _SPELLING.sub("", _MINUS.sub("−", _NUMBERS.sub("|", folded)))
    return bare or folded


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A value that stands in a field of some records: its words, and what a vocabulary says of it ("" for nothing).
    ``records`` are told only of values without identifier."""

    field: str
    text: str
    name: str = ""
    identifier: str = ""
    source: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """What the vocabularies say that words mean, whether a record says so or not. ``id`` is one for words that mean the
    same; ``told`` names it for people: “temozolomide, CHEBI:72564”."""

    id: str
    told: str


Things = Mapping[tuple[str, str], Thing]
"""By field and words."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What the values and reference lists of a project say about names.

    ``entities``: by field and key of the words, the key they share with all other names of that thing and the name it
    is shown by. ``bracketed``: words of a field that end in brackets of their own, which are no detail.
    ``studies``: the DOI or PMID behind the words of a primary study, by these words and the title of the document.
    """

    entities: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    bracketed: frozenset[tuple[str, str]] = frozenset()
    studies: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def entity(self, of: str, text: str) -> tuple[str, str]:
        """The key of a name in a field, and how the thing is called."""
        own = key(text)
        known = self.entities.get(of)
        return known.get(own, (own, text)) if known else (own, text)


UNNAMED = Naming()
"""Nothing is known: names are compared by their spelling alone."""


def naming(values: Iterable[NamedValue], studies: Iterable[Study] = (), documents: Iterable[Document] = ()) -> Naming:
    """What the values of a project say about names.

    Two names are one where a value gives both the same identifier, or where one is the preferred name of the other.
    Words that were given several identifiers join nothing.
    """
    names: dict[str, dict[str, set[str]]] = defaultdict(
        lambda: defaultdict(set)
    )  # field, key of the words: identifiers
    shown: dict[tuple[str, str], str] = {}
    bracketed = set()
    for value in values:
        if value.text.endswith(")"):
            bracketed.add((value.field, value.text))
        if not value.identifier:
            continue
        thing = f"{value.source}:{value.identifier}"
        for words in filter(None, (value.text, value.name)):
            names[value.field][key(words)].add(thing)
        shown.setdefault((value.field, thing), value.name or value.text)
    entities = {
        of: {own: (thing, shown[of, thing]) for own, things in by_key.items() if len(things) == 1 for thing in things}
        for of, by_key in names.items()
    }
    return Naming(entities, frozenset(bracketed), _studies(tuple(studies), tuple(documents)))


def _studies(studies: Sequence[Study], documents: Sequence[Document]) -> dict[tuple[str, str], str]:
    """What the entries of reference lists are compared by: a DOI, else a PMID, else title and year as far as an entry
    was taken apart. What one list does not print, another one of the same PMID, or title and year, may tell."""
    papers: list[Study | Document] = [*studies, *documents]
    titles = {document.id: document.title for document in documents}
    by_pmid = {one.pmid: _paper(one.doi, "") for one in papers if one.doi and one.pmid}
    by_title: dict[str, set[str]] = defaultdict(set)
    for one in papers:
        title = _title(one)
        if title and (one.doi or one.pmid):
            by_title[title].add(by_pmid.get(one.pmid) or _paper(one.doi, one.pmid))
    known = {}
    for study in studies:
        title = _title(study)
        if study.document not in titles or not (study.doi or study.pmid or title):
            continue
        if study.doi or study.pmid:
            told = _paper(study.doi, "") or by_pmid.get(study.pmid) or _paper("", study.pmid)
        else:
            same = by_title.get(title, ())
            told = next(iter(same)) if len(same) == 1 else f"title:{title}"
        known[study.text, titles[study.document]] = told
    return known


def _title(paper: Study | Document) -> str:
    """The title by its letters, with the year; "" where it is too short to name one paper."""
    bare = letters(paper.title)
    return f"{bare} {paper.year or ''}" if len(bare) >= _TITLED else ""


_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s,;|]+", re.IGNORECASE)
_PMID = re.compile(r"\bPMID:?\s*([0-9]{4,9})\b", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\[?[0-9]{1,4}[\].]\s*")
_TITLED = 40
"""From so many letters on, the words of a reference name its title and so one paper, in whichever review."""


def paper(study: str, document: str, document_doi: str = "", known: Naming = UNNAMED) -> str:
    """What a primary study is compared by, "" where none is named.

    By DOI or PMID, else by its words with the title. Words without a title ("Li 2019") mean one paper within one
    document only; “this document” is the document itself, also where another one cites it.
    """
    text = " ".join(study.split())
    if not text or text == NO_REFERENCE:
        return ""
    if text == THIS_DOCUMENT:
        return _paper(document_doi, "") or f"document:{document}"
    told = known.studies.get((study, document))
    if told:
        return told
    doi, pmid = _DOI.search(text), _PMID.search(text)
    if doi or pmid:
        return _paper(doi.group() if doi else "", pmid.group(1) if pmid else "")
    words = key(_NUMBER.sub("", text))
    return f"study:{words}" if len(words) >= _TITLED else f"study:{key(text)} in {document}"


def _paper(doi: str, pmid: str) -> str:
    doi = doi.strip().rstrip(".,;)").casefold()
    doi = doi.removeprefix("https://doi.org/").removeprefix("http://dx.doi.org/").removeprefix("doi:").strip()
    return f"doi:{doi}" if doi else f"pmid:{pmid.strip()}" if pmid else ""
