"""The numbered references of a table: primary studies and the documents they were read in, as they are first used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from exoannotate.domain import works
from exoannotate.domain.completeness import NO_REFERENCE, THIS_DOCUMENT
from exoannotate.domain.folding import letters
from exoannotate.domain.records import Document, Study
from exoannotate.domain.works import Papers
from exoannotate.export.spans import plain
from exoannotate.export.table import ProjectContents

if TYPE_CHECKING:
    from exoannotate.export.styles import Cited, Entry, Paper

RETRACTED = "Retracted: "
"""What stands before a paper that was retracted."""
_DOI = re.compile(r"https://doi\.org/(10\.\d{4,9}/\S+)\Z")


class References:
    """Numbers what each record rests on. One paper gets one number, whichever document's list names it and however
    much that list says of it (``domain/works.py``: Papers); a study named in words alone is known by these words."""

    def __init__(self, contents: ProjectContents, style: str = "", records: Iterable[str] = ()) -> None:
        """``style``: a citation style, "" for the plain one; it is asked for all ``records`` in their order first,
        because a style cites none before it knows all. Raises BadValueError for a style that is none."""
        from exoannotate.export.styles import Paper

        studies = {study.id: Paper(study) for study in contents.studies}
        passages = {passage.id: passage for passage in contents.passages}
        self._documents = {document.id: Paper(document) for document in contents.documents}
        self._studies: defaultdict[str, list[Paper]] = defaultdict(list)
        self._read_in: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for entry in contents.entries:
            if entry.field == "primary_study":
                self._studies[entry.record] += [
                    studies.get(value.identifier) or Paper(None, value.text)
                    for value in entry.values
                    if value.text not in (NO_REFERENCE, THIS_DOCUMENT)
                ]
        for link in contents.links:
            passage = passages.get(link.passage)
            if passage is not None and passage.document in self._documents:
                pages = self._read_in[link.record][passage.document]
                if passage.page_label and passage.page_label not in pages:
                    pages.append(passage.page_label)
        self._known: Papers[str] = Papers()
        self._keys: dict[str, str] = {}
        self._papers: dict[str, Paper] = {}
        self._numbers: dict[str, int] = {}
        self._cited: Cited | None = None
        if style:
            self._cited = self._in_style(style, records)

    def _in_style(self, name: str, records: Iterable[str]) -> Cited | None:
        from exoannotate.export.styles import PLAIN, Cited, style

        of = style(name)
        if of is PLAIN:
            return None
        for record in records:
            self.of(record)
        return Cited(tuple(self._papers), self._papers, of)

    def of(self, record: str) -> str:
        """What stands in the row of a record: "3; in 1, p. 365"."""
        studies = [self._mark(paper) for paper in self._studies[record]]
        read_in = []
        for key, pages in self._read_in[record].items():
            mark = self._mark(self._documents[key])
            read_in.append(f"{mark}, p. {', '.join(pages)}" if pages else mark)
        parts = [", ".join(studies), f"in {'; '.join(read_in)}" if read_in else ""]
        return "; ".join(filter(None, parts))

    def numbered(self) -> tuple[tuple[int, str], ...]:
        """The references asked for so far, in the plain style."""
        return tuple(
            (number, f"{RETRACTED}{paper.text}" if paper.retracted else paper.text)
            for number, paper in enumerate(self._papers.values(), 1)
        )

    def styled(self) -> tuple[Entry, ...]:
        """The list of references in the style that was chosen, none for the plain one."""
        return self._cited.entries() if self._cited is not None else ()

    def _mark(self, paper: Paper) -> str:
        """A paper as a row cites it: by its number, or by author and year."""
        key = self._key(paper)
        if key not in self._numbers:
            self._papers[key] = paper
            self._numbers[key] = len(self._papers)
        if self._cited is not None and not self._cited.style.numbered:
            return plain(self._cited.mark((key,))).strip("()")
        return str(self._numbers[key])

    def _key(self, paper: Paper) -> str:
        """What stands for a paper, the same for every row and every wording of it."""
        named = paper.row.id if paper.row is not None else f"words:{letters(paper.words)}"
        if named not in self._keys:
            work = paper.work
            if work is None or not works.same(work):
                self._keys[named] = named if work is None else f"words:{letters(paper.text)}"
            else:
                known = self._known.find(work)
                self._known.add(work, known or named)
                self._keys[named] = known or named
        return self._keys[named]


def study_text(study: Study) -> str:
    """A primary study as a list of references names it."""
    printed = " ".join(study.text.split())
    if study.title:
        return _reference(study.authors, study.title, study.journal, study.year, study.doi, study.pmid)
    return printed + (f" https://doi.org/{study.doi}" if study.doi and study.doi not in printed else "")


def document_text(document: Document) -> str:
    """A document as a list of references names it."""
    return _reference(
        document.authors, document.title, document.journal, document.year, document.doi, document.pmid
    )  # fmt: skip


def _reference(authors: str, title: str, journal: str, year: int | None, doi: str, pmid: str) -> str:
    """Authors. Title. Journal; year. DOI: what is known of it, and nothing else."""
    where = "; ".join(filter(None, (journal, str(year) if year else "")))
    end = f"https://doi.org/{doi}" if doi else f"PMID {pmid}" if pmid else ""
    parts = (part.strip().rstrip(".") for part in (authors, title, where))
    return " ".join(filter(None, (*(f"{part}." for part in parts if part), end)))


def split_doi(reference: str) -> tuple[str, str]:
    """A reference without the DOI it ends with, and that DOI, for formats that make a link of it."""
    found = _DOI.search(reference)
    return (reference[: found.start()], found[1]) if found else (reference, "")
