"""Documents of a project: add them, find their PDFs again, open them, say what their first page is numbered."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from exoannotate.domain import works
from exoannotate.domain.change import Change
from exoannotate.domain.errors import ExoError, NotFoundError, PasswordNeededError, PdfError, StaleEditError
from exoannotate.domain.ids import new_id, now
from exoannotate.domain.records import Document, DocumentFile, Reading
from exoannotate.domain.wording import shortened
from exoannotate.domain.works import Papers
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.reading.title import bibliography
from exoannotate.store.rows import REPLACED, insert, storable, update
from exoannotate.workspace import settings, texts
from exoannotate.workspace.session import Session

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one PDF. ``state``: added, already there, damaged, encrypted, not a pdf, no pages, no text.

    ``message`` is a sentence when the file was refused or needs a word ("no text", another copy of a paper that is
    there); ``locked``: a password would open it; ``carried``: highlights were carried over to this file.
    """

    document: str
    path: str
    pages: int
    title: str
    doi: str
    state: str
    message: str = ""
    locked: bool = False
    carried: bool = False

    @property
    def refused(self) -> bool:
        return not self.document


def add(
    session: Session, pdf: PdfClient, path: Path, *, password: str = "", embed: bool = False, paper: str = ""
) -> Added:
    """Add a PDF to the project, known by the hash of its bytes. A file that cannot be read is told, not raised.

    A paper that is only known from a reference file gets the PDF as its own: the one with its DOI or title, or
    ``paper``, the id of one a person named. Raises ExoError only when the project cannot be written. The password is
    not kept.
    """
    try:
        info = open_pdf(pdf, path, password)
    except PdfError as error:
        locked = isinstance(error, PasswordNeededError)
        return Added("", str(path), 0, "", "", error.state, str(error), locked)
    except NotFoundError as error:
        return Added("", str(path), 0, "", "", "not a pdf", str(error))
    try:
        return _add(session, pdf, path, info, embed=embed, keep=not password, paper=paper)
    finally:
        pdf.close(info)


def open_pdf(pdf: PdfClient, path: Path, password: str = "") -> PdfInfo:
    """Open a PDF that a person named. Raises PdfError and NotFoundError as ``PdfClient.open``, without waiting for a
    pipe or a device to say something."""
    if os.path.exists(path) and not (os.path.isfile(path) or os.path.isdir(path)):
        raise PdfError(f"“{path.name}” is a device, not a PDF.", "Nothing was added. Choose a file.", state="not a pdf")
    return pdf.open(path, password).result()


def _add(
    session: Session, pdf: PdfClient, path: Path, info: PdfInfo, *, embed: bool, keep: bool, paper: str
) -> Added:  # fmt: skip
    from exoannotate.workspace import relocating  # which needs this module

    known = session.project.document_by_hash(info.sha256)
    if known is not None:
        if embed:
            _embed(session, path, info.sha256)
        remember_place(session, known, info.sha256, path)
        return Added(known.id, str(path), info.pages, known.title, known.doi, "already there")
    first = texts.pages(pdf, info, range(min(info.pages, texts.HASHED_PAGES)), keep=keep)
    pages = tuple(first[n] for n in sorted(first) if n < 2)
    read = bibliography(pages, info.title, f"{info.subject} {info.keywords}", info.author)
    time = now()
    document = Document(
        id=new_id(),
        sha256=info.sha256,
        text_sha256=texts.text_hash(first),
        title=read.title or path.stem,
        authors=read.authors,
        year=read.year,
        doi=read.doi,
        pages=info.pages,
        added=time,
        changed=time,
        curator=session.curator.id,
        queue=session.project.end_of_queue(),
    )
    if embed:
        _embed(session, path, info.sha256)
    wanted = session.project.document(paper) if paper else _still_to_get(session, document)
    if wanted is not None and not wanted.has_pdf:
        return _got(session, pdf, path, wanted, document, info, keep=keep)
    carried = relocating.carried_over(session, pdf, path, info, document, first, keep=keep)
    if carried is not None:
        old, words = carried.document, f"“{path.name}” is another copy of this paper. {carried.sentence()}"
        return Added(old.id, str(path), info.pages, old.title, old.doi, "already there", words, carried=True)
    file = DocumentFile(new_id(), document.id, info.sha256, hint(session, path))
    try:
        session.run(Change(f"Add “{shortened(document.title)}”", (insert(document), insert(file))))
    except StaleEditError:
        twin = session.project.document_by_hash(info.sha256)
        if twin is None:
            raise
        remember_place(session, twin, info.sha256, path)
        return Added(twin.id, str(path), info.pages, twin.title, twin.doi, "already there")
    added = Added(document.id, str(path), info.pages, document.title, document.doi, "added")
    if document.text_sha256:
        return added
    message = (
        f"“{path.name}” holds no text that can be selected; it is probably a scan. It was added. Open it to "
        "have its text recognised, or highlight areas of it."
    )
    return replace(added, state="no text", message=message)


def _still_to_get(session: Session, document: Document) -> Document | None:
    """The paper without a PDF that a new document is."""
    papers = Papers[Document]()
    for known in session.project.documents():
        if not known.has_pdf:
            papers.add(works.of(known), known)
    return papers.find(works.of(document))


def _got(
    session: Session, pdf: PdfClient, path: Path, wanted: Document, read: Document, info: PdfInfo, *, keep: bool
) -> Added:  # fmt: skip
    """Give a paper that was only known from a file its PDF; what that file said stays, and quotes get their place."""
    from exoannotate.workspace import relocating  # which needs this module

    names = ("sha256", "text_sha256", "pages", "changed")
    filled = {name: getattr(wanted, name) or getattr(read, name) for name in ("authors", "year", "doi")}
    after = replace(wanted, **{name: getattr(read, name) for name in names}, **filled)
    relocation = relocating.relocate_open(session, pdf, wanted.id, path, info, keep=keep, into=after)
    placed = tuple(map(relocating.first_found, relocation.passages))
    relocation = replace(relocation, passages=placed)
    session.run(Change(f"Add the PDF of “{shortened(wanted.title)}”", relocating.edits_of(session, relocation)))
    said = [relocation.sentence()] if placed else []
    if not read.text_sha256:
        said.append(f"“{path.name}” holds no text that can be selected; it is probably a scan.")
    state = "added" if read.text_sha256 else "no text"
    return Added(
        wanted.id, str(path), read.pages, after.title, after.doi, state, " ".join(said), carried=bool(placed)
    )  # fmt: skip


def _embed(session: Session, path: Path, sha256: str) -> None:
    try:
        data = path.read_bytes()
    except OSError:
        data = b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise PdfError(f"“{path.name}” changed while it was read.", "It was not added. Add it again.")
    session.project.embed(sha256, data)


def locate(session: Session, document_id: str) -> Path | None:
    """Where the PDF of a document lies now, recognised by its hash; None when it is not at any place it was seen."""
    document = session.project.document(document_id)
    folder = session.path.parent
    files = session.project.files(document_id)
    # The places of the highlights belong to the current file; another copy serves where that is not at hand.
    for file in sorted(files, key=lambda file: file.sha256 != document.sha256):
        for candidate in candidates(folder, file.path):
            if file_hash(candidate) == file.sha256:
                return Path(os.path.normpath(candidate))
    data = session.project.embedded(document.sha256)
    if data is None or hashlib.sha256(data).hexdigest() != document.sha256:
        return None
    return _unpacked(document.sha256, data)


def candidates(folder: Path, hint: str) -> Iterator[Path]:
    """Where a file may lie that was seen at ``hint``. Hints are relative; another one was put there by a stranger, and
    looking at it could wake a network disk."""
    if not PurePosixPath(hint).is_absolute() and not PureWindowsPath(hint).anchor:
        yield folder / hint
    name = PurePosixPath(hint).name
    if REPLACED not in hint:
        yield folder / name
        return
    # The name holds bytes that are no text, which the project file cannot keep.
    with suppress(OSError):
        where = folder / PurePosixPath(hint).parent
        yield from (found for found in sorted(where.iterdir()) if storable(found.name) == name)


def _unpacked(sha256: str, data: bytes) -> Path | None:
    """The file of a PDF that is kept inside the project, in the cache; None where that cannot be written."""
    kept = settings.cache_folder() / "pdfs" / f"{sha256}.pdf"
    if file_hash(kept) != sha256:
        aside = kept.with_name(f"{new_id()}.part")
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(data)
            aside.replace(kept)
        except OSError:
            log.info("the cache cannot be written, so a PDF kept in the project cannot be opened")
            with suppress(OSError):
                aside.unlink(missing_ok=True)
            return None
    return kept


def open_document(session: Session, pdf: PdfClient, document_id: str, password: str = "") -> PdfInfo:
    """Open the PDF of a document. Raises NotFoundError when the file is not where it was, PdfError as ``open``."""
    document = session.project.document(document_id)
    if not document.has_pdf:
        raise no_pdf_yet(document)
    path = locate(session, document_id)
    if path is None:
        raise NotFoundError(
            f"The PDF of “{shortened(document.title)}” is not where it was.",
            "Its highlights and records are safe. Add the PDF again from where it lies now.",
        )
    return pdf.open(path, password).result()


def no_pdf_yet(document: Document) -> NotFoundError:
    """The error of an act that needs the PDF of a paper that is only known from a reference file."""
    return NotFoundError(
        f"There is no PDF of “{shortened(document.title)}” in this project yet.", "Add the PDF; it is recognised."
    )


def set_first_page(session: Session, document_id: str, label: str) -> None:
    """Say what number is printed on the first page ("365"); passages made from now on cite accordingly, and
    those that exist are renumbered. "" takes it back to what the PDF says, for passages made from now on."""
    label = label.strip()
    if label and not label.isdecimal():
        raise ExoError(f"“{label}” is not a page number.", "Give the number printed on the first page, such as 365.")
    document = session.project.document(document_id)
    time = now()
    edits = [update(document, replace(document, first_page_label=label, changed=time))]
    for passage in session.project.passages(document_id) if label else ():
        after = replace(passage, page_label=str(int(label) + passage.page_index), changed=time)
        edits.append(update(passage, after))
    session.run(Change("Number the pages", tuple(edits)))


def set_reading(session: Session, document_id: str, reading: Reading) -> None:
    """Say how far a document is: to read, under way, done."""
    document = session.project.document(document_id)
    after = replace(document, reading=reading, changed=now())
    session.run(Change(f"Mark as {reading}", (update(document, after),)))


def remember_place(session: Session, document: Document, sha256: str, path: Path) -> None:
    """Keep one more place where a file of a document lies, unless it is known."""
    seen = hint(session, path)
    if session.read_only or any((f.sha256, f.path) == (sha256, seen) for f in session.project.files(document.id)):
        return
    file = DocumentFile(new_id(), document.id, sha256, seen)
    session.run(Change(f"Remember where “{shortened(document.title)}” lies", (insert(file),)))


def hint(session: Session, path: Path) -> str:
    """The path from the project's folder, with forward slashes; only the name when there is no such path."""
    try:
        return Path(os.path.relpath(path.absolute(), session.path.absolute().parent)).as_posix()
    except ValueError:  # another drive
        return path.name


def file_hash(path: Path) -> str:
    """The SHA-256 of a regular file, "" for anything else: a hint may name a device or a folder."""
    try:
        if not path.is_file():
            return ""
        state = path.stat()
        return _hash_of(str(path), state.st_size, state.st_mtime_ns)
    except OSError:
        return ""


@lru_cache(maxsize=512)
def _hash_of(path: str, size: int, mtime: int) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
