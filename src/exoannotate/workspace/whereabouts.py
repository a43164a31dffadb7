"""Where the PDF of a document is: at its place, changed there, elsewhere under another name, or nowhere to be seen.

A file is known by the hash of its bytes, whatever its name. Searching reads every PDF of a folder, so it is a job with
progress; it follows no links to folders and stops after so many files, for a home folder has no end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Literal

from exoannotate.domain.errors import ExoError, StaleEditError
from exoannotate.domain.records import Document
from exoannotate.pdf.client import PdfClient
from exoannotate.workspace import documents, relocating
from exoannotate.workspace.relocating import Relocation
from exoannotate.workspace.session import Session

MOST_FILES = 20_000
"""So many PDFs are read in one search."""
DEEPEST = 16
"""How many folders deep a search goes."""

Tell = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a document's PDF is.

    "here": ``path`` is its current file. "copy": another copy of the paper is at hand, the current file is not.
    "changed": at its place lies a PDF with other bytes. "missing": nothing there; ``path`` is None.
    """

    state: Literal["here", "copy", "changed", "missing"]
    path: Path | None


def look(session: Session, document_id: str) -> Whereabouts:
    """Look at the places where a document's files were seen. Raises NotFoundError when there is no such document."""
    document = session.project.document(document_id)
    path = documents.locate(session, document_id)
    if path is not None and documents.file_hash(path) == document.sha256:
        return Whereabouts("here", path)
    changed = changed_file(session, document)
    if changed is not None:
        return Whereabouts("changed", changed)
    return Whereabouts("copy", path) if path is not None else Whereabouts("missing", None)


def changed_file(session: Session, document: Document) -> Path | None:
    """The PDF that lies where the current file of a document was seen, though its bytes are no known ones."""
    files = session.project.files(document.id)
    known = {file.sha256 for file in files}
    for file in files:
        if file.sha256 != document.sha256:
            continue
        for candidate in documents.candidates(session.path.parent, file.path):
            found = documents.file_hash(candidate) if candidate.suffix.lower() == ".pdf" else ""
            if found and found not in known:
                return Path(os.path.normpath(candidate))
    return None


def search(
    session: Session,
    document_id: str,
    folder: Path | None = None,
    *,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Path | None:
    """The file of a document in ``folder`` and below, by default the project's folder, whatever its name is now.

    ``tell`` gets how many PDFs were read and how many there are; ``stop`` is asked between two.
    """
    document = session.project.document(document_id)
    names = {PurePosixPath(file.path).name for file in session.project.files(document_id)}
    found: list[Path] = []
    for path in pdfs_below(folder or session.path.absolute().parent):
        if stop is not None and stop():
            return None
        found.append(path)
    # A file that was moved has its old name more often than a new one.
    found.sort(key=lambda path: path.name not in names)
    for number, path in enumerate(found):
        if stop is not None and stop():
            return None
        if documents.file_hash(path) == document.sha256:
            return path
        if tell is not None:
            tell(number + 1, len(found))
    return None


def pdfs_below(folder: Path) -> Iterator[Path]:
    """The PDFs of a folder and of those in it; hidden folders and links to folders are left out."""
    many = 0
    start = len(folder.parts)
    for where, folders, names in os.walk(folder, onerror=None, followlinks=False):
        here = Path(where)
        folders[:] = sorted(f for f in folders if not f.startswith(".")) if len(here.parts) - start < DEEPEST else []
        for name in sorted(names):
            if name.lower().endswith(".pdf"):
                many += 1
                if many > MOST_FILES:
                    return
                yield here / name


def settle(session: Session, document_id: str, path: Path) -> bool:
    """Remember that a document's file lies at ``path``; False when the file there is another one."""
    document = session.project.document(document_id)
    sha256 = documents.file_hash(path)
    if sha256 != document.sha256:
        return False
    documents.remember_place(session, document, sha256, path)
    return True


def preview(session: Session, pdf: PdfClient, document_id: str, path: Path, *, password: str = "") -> Relocation:
    """What would become of the highlights if the document's file were the one at ``path``; nothing is changed."""
    return relocating.relocate(session, pdf, document_id, path, password=password)


def use(session: Session, relocation: Relocation) -> None:
    """Make the file of a preview the document's current one, with the highlights where they were found in it.

    Raises ExoError when the highlights were changed since, or when the file is another paper's.
    """
    known = session.project.document_by_hash(relocation.sha256)
    if known is not None and known.id != relocation.document.id:
        raise ExoError(
            f"“{relocation.path.name}” is the PDF of another document of this project, “{known.title[:60]}”.",
            "Nothing was changed. If both are the same paper, join them: “Same paper as…” in the list of documents.",
        )
    if documents.file_hash(relocation.path) != relocation.sha256:
        raise StaleEditError(
            f"“{relocation.path.name}” has changed once more in the meantime.",
            "Nothing was changed. Its highlights are looked for again.",
        )
    relocating.apply(session, relocation, label=f"Use the changed file “{relocation.path.name[:48]}”")
