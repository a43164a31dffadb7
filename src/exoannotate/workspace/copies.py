"""Copies of the PDFs with highlights as standard annotations, for readers without exoannotate.

Decision (2026-11): the original is never written. A copy keeps what protects its original: an encrypted paper's copy
needs the same password, and where the publisher forbids annotations there is no copy. A file that is there is
replaced only when it is an earlier copy of the same paper to which nobody has added anything since.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from exoannotate.domain.errors import ExoError, NotFoundError
from exoannotate.domain.evidence import EvidenceRow
from exoannotate.domain.pdfparts import PdfMark
from exoannotate.domain.records import Document, Passage
from exoannotate.domain.wording import counted, shortened
from exoannotate.export.target import replacing_file
from exoannotate.pdf.client import PdfClient, PdfInfo
from exoannotate.workspace import documents, relocating, tables
from exoannotate.workspace.reattaching import LOST
from exoannotate.workspace.session import Session

ENDING = " (highlights).pdf"
"""What the names of copies end with when a folder was chosen."""
FOLDER = "PDFs with highlights"
"""What the folder is called when a person does not say."""
LABEL = "PDFs with highlights"
HELP = (
    "Copies of the PDFs with highlights, notes and areas as standard annotations, for every PDF reader. The originals "
    "are not touched."
)
_MARK = "exoannotate:"
"""What the names of our annotations begin with, so that a copy of a copy does not hold them twice."""
_SHOWN = ("cargo", "donor", "recipient", "therapy", "effect", "role")
"""What the line of a record names, in this order."""
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of the copy of one document. ``message`` says why there is none, or what to know about it.

    ``highlights``: passages written; ``left_out``: those whose place in this file is not known, or whose page is
    damaged.
    """

    document: str
    title: str
    out: Path | None
    highlights: int = 0
    left_out: int = 0
    message: str = ""

    def sentence(self) -> str:
        """What was done, in words."""
        if self.out is None:
            return self.message
        words = f"Wrote “{self.out.name}” with {counted(self.highlights, 'highlight')}."
        if self.left_out:
            words += f" Left out, because their place in this file is not known: {self.left_out}."
        return f"{words} {self.message}".strip()


def write_all(
    session: Session,
    pdf: PdfClient,
    out: Path,
    *,
    documents_wanted: Collection[str] = (),
    filter: str = "",
    password: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Copy, ...]:
    """Write a copy of each document that has highlights into the folder ``out``, or of a single one to that file.

    ``filter``: only highlights of such records; ``stopped`` is asked between two documents. One that cannot be copied
    is told and the others are written. Raises ExoError when there is nothing to copy or the target cannot be right.
    """
    known = {document.id: document for document in session.project.documents()}
    for wanted in documents_wanted:
        session.project.document(wanted)  # raises NotFoundError in words
    rows = tables.evidence(session, filter=filter)
    only = _of_records(session, rows) if filter.strip() else None
    chosen = [
        document
        for id, document in known.items()
        if (not documents_wanted or id in documents_wanted) and _highlights(session, id, only)
    ]
    if not chosen:
        raise ExoError("There are no highlights to copy.", "Nothing was written.")
    folder = _is_folder(out)
    if not folder and len(chosen) > 1:
        raise ExoError(
            f"{len(chosen)} documents have highlights, so one file cannot hold their copies.",
            "Nothing was written. Name a folder, or one document.",
        )
    if folder:
        _make(out)
    taken: set[str] = set()
    copies = []
    for document in chosen:
        if stopped():
            break
        target = out / _name(session, document, taken) if folder else out
        try:
            info = documents.open_document(session, pdf, document.id, password)
            try:
                copy = write(session, pdf, document.id, info, target, only=only, rows=rows, keep=not password)
            finally:
                pdf.close(info)
        except ExoError as error:
            copy = Copy(document.id, document.title, None, message=f"“{shortened(document.title)}”: {error}")
        copies.append(copy)
    return tuple(copies)


def write(
    session: Session,
    pdf: PdfClient,
    document_id: str,
    info: PdfInfo,
    target: Path,
    *,
    only: Collection[str] | None = None,
    rows: Sequence[EvidenceRow] | None = None,
    keep: bool = True,
) -> Copy:
    """Write a copy of an open document to the file ``target``, whole or not at all.

    ``only``: ids of passages; ``rows``: the evidence table where it is at hand; ``keep`` the text in the cache.
    Raises ExoError.
    """
    document = session.project.document(document_id)
    passages = _in_file(session, pdf, document, info, keep=keep)
    wanted = [p for p in passages if only is None or p.id in only]
    placed = [p for p in wanted if p.quads and p.state not in LOST]
    if not placed:
        raise ExoError("No highlight of this document has a place in its PDF.", "Nothing was written.")
    _keep_others(session, info, target)
    marks, names = _marks(session, placed, rows if rows is not None else tables.evidence(session))
    with replacing_file(target) as temporary:
        try:
            done = pdf.write_copy(info, temporary, marks, names).result()
        finally:
            Path(f"{temporary}.whole").unlink(missing_ok=True)  # left behind by a worker that was killed
    spoilt = {name for mark, name in zip(marks, names, strict=True) if mark.quads[0].page in done.bad_pages}
    written = sum(not any(name.startswith(_MARK + p.id) for name in spoilt) for p in placed)
    said = []
    if done.encrypted:
        said.append("It is encrypted as its original and opens with the same password.")
    if done.whole:
        said.append("Its original is damaged, so the copy was repaired.")
    return Copy(document.id, document.title, target, written, len(wanted) - written, " ".join(said))


def told(copies: Sequence[Copy]) -> str:
    """What was written and what was not, in words."""
    written = [copy for copy in copies if copy.out is not None]
    highlights = sum(copy.highlights for copy in written)
    words = f"{counted(len(written), 'copy')} with {counted(highlights, 'highlight')} written."
    left_out = sum(copy.left_out for copy in written)
    if left_out:
        words += f" Left out, because their place in the file is not known: {left_out}."
    return " ".join([words, *(copy.message for copy in copies if copy.message)])


def default_name(session: Session, document_id: str) -> str:
    """The file name a copy of a document gets in a folder."""
    return _name(session, session.project.document(document_id), set())


def _highlights(session: Session, document: str, only: Collection[str] | None) -> list[Passage]:
    return [p for p in session.project.passages(document) if only is None or p.id in only]


def _of_records(session: Session, rows: Sequence[EvidenceRow]) -> set[str]:
    records = {row.record for row in rows}
    return {link.passage for link in session.project.links() if link.record in records}


def _in_file(
    session: Session, pdf: PdfClient, document: Document, info: PdfInfo, *, keep: bool
) -> list[Passage]:  # fmt: skip
    """The passages of a document as they stand in this file, which may be another copy than the current one."""
    passages = list(session.project.passages(document.id))
    if all(p.file_sha256 == info.sha256 for p in passages if p.quads):
        return passages
    found = relocating.relocate_open(session, pdf, document.id, Path(info.path), info, keep=keep)
    return [one.after for one in found.passages]


def _marks(
    session: Session, passages: Sequence[Passage], rows: Sequence[EvidenceRow]
) -> tuple[list[PdfMark], list[str]]:  # fmt: skip
    """The annotations and their names. An annotation lies on one page, so a quote over a page break becomes two."""
    meanings = {meaning.id: meaning for meaning in session.project.meanings()}
    people = {person.id: person.name for person in session.project.curators()}
    lines = {row.record: _line(row) for row in rows}
    records: defaultdict[str, list[str]] = defaultdict(list)
    for link in session.project.links():
        if link.record in lines:
            records[link.passage].append(lines[link.record])
    marks, names = [], []
    for passage in passages:
        meaning = meanings.get(passage.meaning)
        told = [passage.note, *records[passage.id], f"Marked as {meaning.name} in exoannotate." if meaning else ""]
        note = "\n".join(part for part in told if part)
        for number in dict.fromkeys(quad.page for quad in passage.quads):
            quads = tuple(quad for quad in passage.quads if quad.page == number)
            kind = "area" if passage.is_area else "highlight"
            colour = meaning.colour if meaning else ""
            author = people.get(passage.curator, "")
            marks.append(PdfMark(kind, quads, colour, note, author, passage.created))  # type: ignore[arg-type]
            names.append(f"{_MARK}{passage.id}:{number}")
    return marks, names


def _line(row: EvidenceRow) -> str:
    told = [row[column] for column in _SHOWN if row[column]]
    return f"Evidence: {' · '.join(told) or 'nothing filled in yet'} ({row['status']})"


def _keep_others(session: Session, info: PdfInfo, target: Path) -> None:
    """Refuse to replace anything but an earlier copy of the same paper."""
    if not os.path.exists(target) or os.path.isdir(target):
        return
    untouched = "It was not touched. Choose another name."
    if os.path.samefile(target, info.path):
        raise ExoError(f"“{target.name}” is the PDF itself; a copy must not replace it.", untouched)
    originals = {d.sha256 for d in session.project.documents()}
    originals |= {file.sha256 for d in session.project.documents() for file in session.project.files(d.id)}
    if documents.file_hash(target) in originals:
        raise ExoError(f"“{target.name}” is the original of a document of this project.", untouched)
    if not _is_our_copy(Path(info.path), target):
        raise ExoError(
            f"“{target.name}” is there, and it is no copy of this paper or was changed after it was written.", untouched
        )


def _is_our_copy(original: Path, target: Path) -> bool:
    """Whether a file is the original with one addition that holds our annotations, and nothing after it."""
    encrypted = False
    try:
        with original.open("rb") as ours, target.open("rb") as theirs:
            while block := ours.read(1 << 20):
                if theirs.read(len(block)) != block:
                    return False
                encrypted = encrypted or b"/Encrypt" in block  # then the names of annotations cannot be read
            added = theirs.read()
    except OSError:
        return False
    return added.count(b"%%EOF") == 1 and (encrypted or _MARK.encode() in added)


def _is_folder(out: Path) -> bool:
    if out.is_dir():
        return True
    return not out.exists() and out.suffix.lower() != ".pdf"


def _make(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError as error:
        raise NotFoundError(f"The folder “{folder.parent}” does not exist.", "Make it or choose another.") from error
    except OSError as error:
        raise ExoError(f"The folder “{folder}” cannot be made: {error.strerror}.", "Choose another one.") from error


def _name(session: Session, document: Document, taken: set[str]) -> str:
    """A file name that no other copy of this export has. The hint may come from a stranger."""
    files = session.project.files(document.id)
    seen = next((f.path for f in files if f.sha256 == document.sha256), files[0].path if files else "")
    stem = _FORBIDDEN.sub("_", PurePosixPath(seen).stem or document.title)[:100].strip(" .") or "document"
    name, number = f"{stem}{ENDING}", 2
    while name.casefold() in taken:
        name, number = f"{stem} {number}{ENDING}", number + 1
    taken.add(name.casefold())
    return name
