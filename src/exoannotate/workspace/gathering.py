"""The PDFs of a project in a folder a person chose: files that were moved, by their content, and those of papers that
have none yet, by the DOI or title on their first pages."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from exoannotate.domain import works
from exoannotate.domain.change import Change
from exoannotate.domain.errors import NotFoundError, PdfError
from exoannotate.domain.records import Document
from exoannotate.domain.wording import counted
from exoannotate.domain.works import Papers, Work
from exoannotate.pdf.client import PdfClient
from exoannotate.reading.title import bibliography
from exoannotate.workspace import documents, texts
from exoannotate.workspace.session import Session
from exoannotate.workspace.several import Gathering
from exoannotate.workspace.whereabouts import Stop, Tell, pdfs_below


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found: documents whose file lies elsewhere now, papers that got their first PDF, each with its path;
    ``missing``: documents without a PDF at hand, now."""

    moved: tuple[tuple[str, Path], ...] = ()
    got: tuple[tuple[str, Path], ...] = ()
    missing: int = 0
    stopped: bool = False

    def sentence(self) -> str:
        """What was found, in words."""
        told = []
        if self.moved:
            told.append(f"{counted(len(self.moved), 'moved PDF')} found again")
        if self.got:
            told.append(f"{counted(len(self.got), 'paper')} got a PDF")
        words = f"{', '.join(told)}." if told else "No missing PDF was found there."
        if self.missing:
            words += f" Still without a PDF at hand: {self.missing}."
        return f"{words} The search was ended before everything was looked at." if self.stopped else words


def gather(
    session: Session,
    pdf: PdfClient,
    folder: Path,
    *,
    only: Collection[str] = (),
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Gathered:
    """Look for the PDFs that are not at hand in ``folder`` and below, as one change; ``only`` for these documents.

    ``tell`` gets how many PDFs were looked at and how many there are; ``stop`` is asked between two. Raises ExoError.
    """
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder “{folder}”.", "Nothing was changed. Choose another one.")
    wanted = [d for d in session.project.documents() if not only or d.id in only]
    away = {d.sha256: d for d in wanted if d.has_pdf and documents.locate(session, d.id) is None}
    lacking = {d.id: d for d in wanted if not d.has_pdf}
    papers = Papers[Document]()
    for document in lacking.values():
        papers.add(works.of(document), document)
    gathering = Gathering(session)
    moved: list[tuple[str, Path]] = []
    got: list[tuple[str, Path]] = []
    ended = False
    found = list(pdfs_below(folder)) if away or lacking else []
    for number, path in enumerate(found, 1):
        if stop is not None and stop():
            ended = True
            break
        if not (away or lacking):
            break
        sha256 = documents.file_hash(path)
        if sha256 in away:
            document = away.pop(sha256)
            documents.remember_place(gathering, document, sha256, path)
            moved.append((document.id, path))
        elif lacking and sha256 and session.project.document_by_hash(sha256) is None:
            paper = papers.find(_read(pdf, path))
            if paper is not None and lacking.pop(paper.id, None) is not None:
                documents.add(gathering, pdf, path, paper=paper.id)
                got.append((paper.id, path))
        if tell is not None:
            tell(number, len(found))
    session.run(Change(f"Find PDFs in “{folder.name[:48]}”", tuple(gathering.edits)))
    return Gathered(tuple(moved), tuple(got), len(away) + len(lacking), ended)


def _read(pdf: PdfClient, path: Path) -> Work:
    """What the first pages of a PDF say of it; nothing for one that cannot be read."""
    try:
        info = documents.open_pdf(pdf, path)
    except (PdfError, NotFoundError):
        return Work()
    try:
        pages = texts.pages(pdf, info, range(min(info.pages, 2)))
    except PdfError:
        return Work()
    finally:
        pdf.close(info)
    said = bibliography(tuple(pages[n] for n in sorted(pages)), info.title, f"{info.subject} {info.keywords}")
    return Work(title=said.title, doi=said.doi, year=said.year)
