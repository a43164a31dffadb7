"""Reference files in the project: papers that are known are completed, the others become documents still to be got.

Decision (2026-11): an entry that is no paper of the project becomes a document without a PDF, to which one is attached
when it is added. Rejected: making it a study, for a study is an entry in the reference list of one document. What a
person typed stays: a document is filled where it is empty; only one nobody has edited since its PDF was read takes
title, authors, year and journal from the file, which a person has looked at more often than a program has.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PureWindowsPath

from exoannotate.domain import authors, works
from exoannotate.domain.bibliography import OLDEST
from exoannotate.domain.change import Change, RowEdit
from exoannotate.domain.errors import BadValueError, ExoError, NotFoundError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Document, Study
from exoannotate.domain.wording import counted
from exoannotate.domain.works import Papers, Work
from exoannotate.export.references import files
from exoannotate.export.references.reading import MOST_BYTES, Problem
from exoannotate.store.rows import insert, update
from exoannotate.workspace.session import Session

_READ_FROM_PDF = ("title", "authors", "year", "journal")
"""What a program reads from a PDF, and a reference file knows better."""
_LONGEST = {"title": 2_000, "authors": 20_000, "journal": 500}


@dataclass(frozen=True, slots=True)
class References:
    """What a reference file holds. ``kind``: RIS, BibTeX, PubMed or CSL-JSON."""

    path: Path
    kind: str
    works: tuple[Work, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What importing would do. Each of ``references`` is counted once: ``completed`` papers of the project (documents
    or primary studies) learn something, ``there`` do not, ``new`` would become documents; ``twice`` stand in the file
    before. ``retracted``: papers of the project that the file says were retracted, by title.

    ``pdfs``: documents that have no PDF and the file on this computer that the references name as theirs.
    """

    references: References
    edits: tuple[RowEdit, ...] = ()
    additions: tuple[RowEdit, ...] = ()
    completed: int = 0
    there: int = 0
    new: int = 0
    twice: int = 0
    retracted: tuple[str, ...] = ()
    pdfs: tuple[tuple[str, Path], ...] = ()

    def sentence(self) -> str:
        """What will happen, before it does."""
        return " ".join(self.lines())

    def lines(self) -> list[str]:
        """The same, a line for each thing to know."""
        many = len(self.references.works)
        told = [f"{counted(many, 'reference')} ({self.references.kind})."]
        if self.completed:
            told.append(f"Papers of this project that learn something: {self.completed}.")
        if self.there:
            told.append(f"Known already: {self.there}.")
        if self.new:
            told.append(f"New papers, without a PDF yet: {self.new}.")
        if self.twice:
            told.append(f"Standing in the file twice: {self.twice}.")
        return [*told, *self._warnings()]

    def _warnings(self) -> list[str]:
        said = []
        if self.retracted:
            many = len(self.retracted)
            said.append(f"Retracted, so look at what rests on {'it' if many == 1 else 'them'}: "
                        + "; ".join(f"“{title[:60]}”" for title in self.retracted[:3])
                        + (f" and {many - 3} more." if many > 3 else "."))  # fmt: skip
        problems = self.references.problems
        if problems:
            said += [problem.sentence() for problem in problems[:3]]
            said += [f"{len(problems) - 3} more were left out."] if len(problems) > 3 else []
        return said


@dataclass(frozen=True, slots=True)
class Imported:
    """What was done: counts as in ``Plan``."""

    kind: str
    references: int
    completed: int
    there: int
    new: int
    twice: int
    retracted: tuple[str, ...]
    problems: tuple[str, ...]
    pdfs: int = 0

    def sentence(self) -> str:
        """The counts in words."""
        told = []
        if self.new:
            told.append(counted(self.new, "new paper"))
        if self.completed:
            told.append(f"{self.completed} completed")
        if self.pdfs:
            told.append(f"{counted(self.pdfs, 'PDF')} added")
        words = f"Imported {self.kind}: {', '.join(told)}." if told else "Nothing new in this file."
        if self.there:
            words += f" Known already: {self.there}."
        return " ".join([words, *self.problems[:3]])


def read(path: Path, data: bytes | None = None) -> References:
    """The references of a file. Raises ExoError with a sentence when it cannot be read or holds none."""
    kind, found = files.read(contents(path) if data is None else data)
    if not found.works:
        why = " ".join(problem.sentence() for problem in found.problems[:3])
        raise BadValueError(f"“{path.name}” holds no reference that can be read. {why}".strip(), "Nothing was changed.")
    return References(path, kind, found.works, found.problems)


def contents(path: Path) -> bytes:
    """The bytes of a file that a person named. Raises NotFoundError, or ExoError for what is no readable file."""
    try:
        if not os.path.exists(path):
            raise NotFoundError(f"There is no file “{path}”.", "Nothing was changed.")
        if not os.path.isfile(path):
            kind = "a folder" if os.path.isdir(path) else "a device"
            raise ExoError(f"“{path.name}” is {kind}, not a file.", "Nothing was changed. Choose a file.")
        if path.stat().st_size > MOST_BYTES:
            raise ExoError(f"“{path.name}” is larger than any list of references or records.", "Nothing was changed.")
        return path.read_bytes()
    except OSError as error:
        raise ExoError(f"“{path.name}” cannot be read: {error.strerror}.", "Nothing was changed.") from error


def plan(session: Session, references: References) -> Plan:
    """What importing would do to the project; nothing is changed."""
    return _Planner(session, references).whole()


def import_references(session: Session, planned: Plan, *, known_only: bool = False) -> Imported:
    """Do what was planned, as one change. ``known_only``: no new documents. Raises StaleEditError when the project has
    changed meanwhile."""
    edits = planned.edits if known_only else (*planned.edits, *planned.additions)
    of = planned.references
    if edits:
        session.run(Change(f"Import references from “{of.path.name[:48]}”", edits))
    return Imported(
        of.kind, len(of.works), planned.completed, planned.there, 0 if known_only else planned.new, planned.twice,
        planned.retracted, tuple(problem.sentence() for problem in of.problems),
    )  # fmt: skip


class _Planner:
    """Goes through the references one after another."""

    def __init__(self, session: Session, references: References) -> None:
        self._session, self._references, self._time = session, references, now()
        self._papers = Papers[Document | Study]()
        for document in session.project.documents():
            self._papers.add(works.of(document), document)
        self._studies = Papers[list[Study]]()
        for study in session.project.studies():
            work = works.of(study)
            group = self._studies.find(work)
            if group is None:
                group = []
            group.append(study)
            self._studies.add(work, group)
        self._edits: dict[str, RowEdit] = {}
        self._additions: list[RowEdit] = []
        self._pdfs: list[tuple[str, Path]] = []
        self._retracted: list[str] = []
        self._seen = Papers[str]()
        self._queue = session.project.end_of_queue()
        self._counts = {"completed": 0, "there": 0, "new": 0, "twice": 0}

    def whole(self) -> Plan:
        for work in self._references.works:
            self._counts[self._take(work)] += 1
        return Plan(
            self._references, tuple(self._edits.values()), tuple(self._additions),
            retracted=tuple(self._retracted), pdfs=tuple(self._pdfs), **self._counts,
        )  # fmt: skip

    def _take(self, work: Work) -> str:
        if self._seen.find(work) is not None:
            return "twice"
        self._seen.add(work, "")
        known = self._papers.find(work)
        studies = self._studies.find(work) or []
        rows = [*([known] if known is not None else []), *studies]
        if not rows:
            self._add(work)
            return "new"
        learnt = [self._complete(row, work) for row in rows]
        if isinstance(known, Document) and not known.has_pdf:
            self._offer_pdf(known.id, work)
        return "completed" if any(learnt) else "there"

    def _complete(self, row: Document | Study, work: Work) -> bool:
        after = completed(row, work)
        if work.retracted and not row.retracted:
            self._retracted.append(work.title or works.of(row).title)
        if after == row:
            return False
        if isinstance(after, Document):
            after = replace(after, changed=self._time)
        self._edits[row.id] = update(row, after)
        return True

    def _add(self, work: Work) -> None:
        row = _filled(Document(
            id=new_id(), sha256=works.token(work), text_sha256="", title="", added=self._time, changed=self._time,
            curator=self._session.curator.id, queue=self._queue,
        ), work)  # fmt: skip
        self._queue += 1
        row = replace(row, title=row.title or row.doi or f"PMID {row.pmid}")
        self._additions.append(insert(row))
        self._offer_pdf(row.id, work)

    def _offer_pdf(self, document: str, work: Work) -> None:
        found = next(existing(work.files, self._references.path.absolute().parent), None)
        if found is not None:
            self._pdfs.append((document, found))


def completed(row: Document | Study, work: Work) -> Document | Study:
    """The row with what a reference knows where it says nothing; see the decision at the top for what else."""
    if isinstance(row, Study):
        # Authors and year were cut out of the printed entry; the first author alone is no list.
        whole = len(work.authors) > len(authors.parse(row.authors)) and not row.title
        return _filled(replace(row, authors="") if whole else row, work)
    untouched = row.changed == row.added and row.has_pdf and not row.csl
    emptied: dict[str, str | None] = {
        name: None if name == "year" else ""
        for name in _READ_FROM_PDF
        if untouched and getattr(work, name)
    }  # fmt: skip
    return _filled(replace(row, **emptied), work)  # type: ignore[arg-type]


def _filled(row: Document | Study, work: Work) -> Document | Study:
    found = {
        "title": work.title, "authors": authors.written(work.authors), "journal": work.journal, "volume": work.volume,
        "issue": work.issue, "page_range": work.pages, "doi": work.doi, "pmid": work.pmid, "csl": works.kept(work),
    }  # fmt: skip
    found = {name: text[: _LONGEST.get(name, 200_000)] for name, text in found.items() if not getattr(row, name)}
    year = row.year or (work.year if work.year and work.year >= OLDEST else None)
    return replace(row, **found, year=year, retracted=int(bool(row.retracted) or work.retracted))  # type: ignore[arg-type]


def existing(named: Sequence[str], folder: Path) -> Iterator[Path]:
    """The PDFs among the paths of a reference that lie on this computer; relative ones are looked for beside the file.

    What names another machine is not looked at: it could wake a network disk.
    """
    for text in named:
        text = text.removeprefix("file://").removeprefix("internal-pdf://")
        if not text.lower().endswith(".pdf") or text.startswith(("//", "\\\\", "http:", "https:")) or "\0" in text:
            continue
        drive = PureWindowsPath(text).drive  # also of a slash and a backslash before the server
        if drive.startswith("\\\\") or (drive and os.name != "nt"):
            continue
        path = Path(os.path.normpath(folder / text))
        if path.is_file():
            yield path
