"""Handing a project on to somebody else, as one file that can be merged again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exoannotate import __version__
from exoannotate.domain.errors import ExoError
from exoannotate.domain.geometry import PageRect, bounds
from exoannotate.domain.records import Document, Passage
from exoannotate.domain.wording import counted
from exoannotate.export import datasette
from exoannotate.export.target import replacing
from exoannotate.pdf.client import PdfClient
from exoannotate.store import schema, sharing
from exoannotate.store.guarding import Stopped, never, stop_if
from exoannotate.store.sharing import NOTE, Choices
from exoannotate.workspace import areas, documents, leftovers
from exoannotate.workspace.session import Session

_MARGIN = 4.0
"""Points round the quoted lines on their picture."""
LARGEST_PDF = 400 << 20
"""Bytes of a PDF that goes along; a larger one would not be taken from the copy by a merge."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person wants to go along."""

    with_pdfs: bool = False
    with_notes: bool = True
    with_names: bool = True
    with_images: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """What could go along. ``pdfs``: how many of the ``documents`` have their PDF at hand, ``size`` their bytes;
    ``quotes``: highlights whose lines can be drawn; ``decisions``: on sentences that tell evidence, or do not."""

    records: int
    highlights: int
    documents: int
    notes: int
    names: tuple[str, ...]
    pdfs: int = 0
    size: int = 0
    quotes: int = 0
    decisions: int = 0

    def pdfs_told(self) -> str:
        """“3 PDFs, 24 MB”, and how many are not at hand."""
        missing = self.documents - self.pdfs
        away = f"; {missing:,} not at hand" if missing else ""
        return f"{counted(self.pdfs, 'PDF')}, {megabytes(self.size)}{away}"

    def sentence(self) -> str:
        """What goes along in any case."""
        told = f"{counted(self.records, 'record')}, {counted(self.highlights, 'highlight')} with their quotes and pages"
        return f"{told}, {counted(self.decisions, 'decision')} on sentences." if self.decisions else f"{told}."


@dataclass(frozen=True, slots=True)
class Shared:
    """The file that was written, the digest of what it says, its size in bytes, how much of what was wanted went along,
    and the file that describes it to Datasette, if one was wanted."""

    out: Path
    digest: str
    size: int = 0
    pdfs: int = 0
    pdfs_missing: int = 0
    images: int = 0
    images_missing: int = 0
    metadata: Path | None = None

    def sentence(self) -> str:
        """What was written, in words."""
        told = f"“{self.out.name}” is ready to be sent ({megabytes(self.size)}"
        told += f", with {counted(self.pdfs, 'PDF')}" if self.pdfs else ""
        told += f", with {counted(self.images, 'picture')} of quoted lines" if self.images else ""
        told += ")."
        if self.metadata is not None:
            told += f" To read it as a site: datasette “{self.out.name}” -m “{self.metadata.name}”."
        if self.pdfs_missing:
            told += f" {counted(self.pdfs_missing, 'PDF')} could not go along: not at hand, or too large."
        if self.images_missing:
            told += f" Highlights without a picture, because their PDF is not at hand: {self.images_missing:,}."
        return told


def parts(session: Session, *, stopped: Stopped = never) -> Parts:
    """What could go along; looks for the PDFs, which takes a moment. Raises ExoError."""
    project = session.project
    passages, known, entries = project.passages(), project.documents(), project.entries_of(NOTE)
    noted = [*(p.note for p in passages), *(d.note for d in known), *(t.note for t in project.terms())]
    sizes = {d.id: size for d in known if (size := _size(session, d, stopped))}
    hashes = {d.id: d.sha256 for d in known if d.id in sizes}
    return Parts(
        len(project.records()), len(passages), len(known), sum(map(bool, noted)) + len(entries),
        tuple(c.name for c in project.curators()), len(sizes), sum(sizes.values()),
        sum(bool(p.quote) and hashes.get(p.document) == p.file_sha256 for p in passages),
        len(project.candidate_decisions()),
    )  # fmt: skip


def share(
    session: Session,
    out: Path,
    choice: Choice | None = None,
    *,
    pdf: PdfClient | None = None,
    stopped: Stopped = never,
    describe: bool = False,
) -> Shared:
    """Write a checked copy of the project to ``out``, without paths of this computer. Raises ExoError.

    Pictures of quoted lines need a ``pdf`` client that draws. ``describe``: also a file beside it that makes it a
    readable site for Datasette.
    """
    choice = choice or Choice()
    if out.suffix.lower() != ".exo":
        out = out.with_name(f"{out.name}.exo")
    if out.exists() and out.samefile(session.path):
        raise ExoError("This is the project itself.", "Nothing was written. Choose another name for the copy.")
    images, without = _images(session, pdf, stopped) if choice.with_images and pdf is not None else ({}, 0)
    known = session.project.documents()
    inside = {d.sha256 for d in known} & session.project.embedded_sizes().keys() if choice.with_pdfs else set()
    outside = [d for d in known if d.sha256 not in inside] if choice.with_pdfs else []
    along = [d for d in outside if 0 < _size(session, d, stopped) <= LARGEST_PDF]
    choices = Choices(
        choice.with_notes, choice.with_names, frozenset(inside), _bytes(session, along, stopped), images
    )  # fmt: skip
    leftovers.clear(out.parent)
    digest = sharing.share(session.path, out, choices)
    pdfs = len(inside) + len(along)
    missing = sum(d.has_pdf for d in known) - pdfs if choice.with_pdfs else 0
    described = _describe(session, out) if describe else None
    return Shared(out, digest, out.stat().st_size, pdfs, missing, len(images), without, described)


def _describe(session: Session, out: Path) -> Path:
    """Write what Datasette is told of the copy, beside it."""
    project = session.project
    tables = {name: schema.about(name) for name in project.tables_and_views()}
    source = f"Made with exoannotate {__version__} from a project file of format {project.format_version()}."
    beside = out.with_name(f"{out.stem}.metadata.json")
    with replacing(beside) as stream:
        stream.write(datasette.metadata(out.stem, tables, source))
    return beside


def suggested(path: Path) -> Path:
    """A free name for the copy, beside the project."""
    for number in range(1, 1_000):
        # The number does not come last: services name their conflicted copies so.
        name = f"{path.stem}{f' {number}' if number > 1 else ''} to share.exo"
        if not (path.parent / name).exists():
            return path.parent / name
    return path.parent / f"{path.stem} to share.exo"


def megabytes(size: int) -> str:
    """“24 MB”; small ones with a digit, “0.3 MB”."""
    many = size / 1e6
    return f"{many:,.0f} MB" if many >= 10 else f"{max(many, 0.1):.1f} MB" if size else "0 MB"


def _file(session: Session, document: Document) -> Path | None:
    """Where the PDF that the highlights belong to lies; None when another edition or nothing is at hand."""
    path = documents.locate(session, document.id)
    return path if path is not None and documents.file_hash(path) == document.sha256 else None


def _size(session: Session, document: Document, stopped: Stopped) -> int:
    """The bytes of a document's PDF, 0 when it is not at hand."""
    stop_if(stopped)
    path = _file(session, document)
    try:
        return path.stat().st_size if path is not None else 0
    except OSError:
        return 0


def _bytes(session: Session, wanted: list[Document], stopped: Stopped) -> Iterator[tuple[str, bytes]]:
    """Hash and bytes of PDFs beside the project, one after the other."""
    for document in wanted:
        stop_if(stopped)
        path = _file(session, document)
        try:
            data = path.read_bytes() if path is not None else b""
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != document.sha256:
            raise ExoError("A PDF changed or went away while it was copied.", "Nothing was written. Share it again.")
        yield document.sha256, data


def _images(session: Session, pdf: PdfClient, stopped: Stopped) -> tuple[dict[str, bytes], int]:
    """A picture of the quoted lines by passage, and how many highlights there are without one."""
    made: dict[str, bytes] = {}
    without = 0
    for document in session.project.documents():
        quoted = [p for p in session.project.passages(document.id) if p.quote and p.quads]
        drawn = _drawn(session, pdf, document, quoted, stopped) if quoted else {}
        made |= drawn
        without += len(quoted) - len(drawn)
    return made, without


def _drawn(
    session: Session, pdf: PdfClient, document: Document, quoted: list[Passage], stopped: Stopped
) -> dict[str, bytes]:
    stop_if(stopped)
    made: dict[str, bytes] = {}
    path = _file(session, document)
    if path is None:
        return made
    try:
        info = pdf.open(path).result()
    except ExoError:  # it wants a password, or is damaged
        return made
    try:
        for passage in quoted:
            stop_if(stopped)
            lines = bounds(passage.quads)
            if passage.file_sha256 != document.sha256 or lines is None or lines.page >= info.pages:
                continue
            around = PageRect(
                lines.page, lines.x0 - _MARGIN, lines.y0 - _MARGIN, lines.x1 + _MARGIN, lines.y1 + _MARGIN
            )
            try:
                made[passage.id] = areas.draw(pdf, info, areas.clipped(around, info))
            except ExoError:  # a page that cannot be drawn
                continue
    finally:
        pdf.close(info)
    return made
