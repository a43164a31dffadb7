"""Opening a PDF: the checks that tell a readable document from everything else that is named .pdf.

Runs in the worker. ``Exception`` is caught round each call into MuPDF, because its errors share no other base.
"""

from __future__ import annotations

import hashlib
import logging
import os
import time
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import pymupdf
from pymupdf import mupdf

from exoannotate.domain.errors import NotFoundError, PageError, PasswordNeededError, PdfError
from exoannotate.pdf.glyphs import GlyphPage

log = logging.getLogger(__name__)

LONGEST_METADATA = 1000  # characters
MOST_PAGES = 100_000
_IN_MEMORY = 48 << 20  # bytes; larger files are read by MuPDF from the disk as needed
_SIZES_TIME = 0.3  # seconds for the sizes of all pages
_PROBED = 4  # pages tried before a document is given up

_LOOKS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


class _Document(pymupdf.Document):
    """PyMuPDF's document, which would load the outline at once: one that is deep enough fills the stack."""

    def _loadOutline(self) -> None:
        return None


@dataclass(slots=True)
class OpenDocument:
    """A document the worker holds open; ``text_pages``: glyphs of pages that were looked at and not yet asked for.

    ``stamp`` changes whenever the file on the disk does.
    """

    document: Any
    sha256: str
    size: int
    pages: int
    stamp: str = ""
    text_pages: dict[int, GlyphPage] = field(default_factory=dict)

    def load(self, number: int) -> Any:
        """Page ``number`` of MuPDF; raises PageError."""
        if not 0 <= number < self.pages:
            raise PageError(f"The document has no page {number + 1}; it has {self.pages}.")
        try:
            return self.document.load_page(number)
        except Exception as error:
            log.info("page %d: %s", number, error)
            raise PageError(
                f"Page {number + 1} of this PDF is damaged and cannot be read.",
                "The other pages and everything recorded are not touched.",
            ) from error


def open_document(path: str, password: str = "", sha256: str = "", stamp: str = "") -> OpenDocument:
    """Open and check the file; raises NotFoundError, PasswordNeededError or PdfError.

    ``sha256``: the hash the bytes must still have, when the document was open before, and the ``stamp`` it had then.
    """
    name = os.path.basename(path)
    data, size, digest, stamp = _read(path, name, sha256, stamp)
    if sha256 and digest != sha256:
        raise PdfError(
            f"“{name}” has been changed on the disk since it was opened.",
            "Nothing recorded is lost. Close the document and open it again.",
            state="damaged",
        )
    try:
        document = _Document(path if data is None else None, stream=data, filetype="pdf")
    except Exception as error:
        log.info("open: %s", error)
        raise _cannot_open(path, name, data) from error
    pages = _checked_pages(document, name, password)
    opened = OpenDocument(document, digest, size, pages, stamp)
    _probe(opened, name)
    return opened


def _read(path: str, name: str, sha256: str, stamp: str) -> tuple[bytes | None, int, str, str]:
    """The bytes (None of a large file), size, hash and stamp; raises when it is no readable PDF.

    A file that bears the stamp it had when it was hashed has the hash it had: a worker that is replaced is soon back.
    """
    try:
        if os.path.isdir(path):
            raise PdfError(f"“{name}” is a folder, not a PDF.", "Choose the PDF inside it.", state="not a pdf")
        with open(path, "rb") as file:
            found = _stamp(file)
            known = sha256 if sha256 and stamp == found else ""
            size = os.fstat(file.fileno()).st_size
            head = file.read(1024)
            _check_head(head, name)
            # The very bytes that were hashed are opened, so a file replaced meanwhile cannot slip in.
            if size <= _IN_MEMORY:
                data = head + file.read()
                return data, len(data), known or hashlib.sha256(data).hexdigest(), found
            if known:
                return None, size, known, found
            hasher = hashlib.sha256(head)
            while block := file.read(1 << 20):
                hasher.update(block)
            return None, size, hasher.hexdigest(), found
    except FileNotFoundError as error:
        raise NotFoundError(f"The file “{path}” is not there.", "Was it moved or renamed?") from error
    except PermissionError as error:
        raise PdfError(f"The file “{path}” may not be read.", "Ask its owner for the right to read it.") from error
    except OSError as error:
        raise PdfError(f"The file “{path}” cannot be read: {error.strerror}.") from error


def _stamp(file: BinaryIO) -> str:
    state = os.fstat(file.fileno())
    return f"{state.st_dev} {state.st_ino} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns}"


def _check_head(head: bytes, name: str) -> None:
    if b"%PDF" in head:
        return
    hint = "Nothing was added. Get the PDF again from its source."
    if not head:
        raise PdfError(f"“{name}” is an empty file, not a PDF.", hint, state="not a pdf")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    lower = start.lower()
    look = next((look for mark, look in _LOOKS if start.startswith(mark)), "")
    if b"<html" in lower or lower.startswith(b"<!doctype html"):
        look = "a web page"
        hint = "Often it is the log-in page of a publisher. Open it in a browser and get the PDF from there."
    elif b"<svg" in lower:
        look = "an SVG image"
    elif not look and lower.startswith(b"<?xml"):
        look = "an XML file"
    if look:
        raise PdfError(f"“{name}” is not a PDF: it looks like {look}.", hint, state="not a pdf")
    raise PdfError(f"“{name}” is not a PDF: its first bytes are those of no PDF.", hint, state="not a pdf")


def _cannot_open(path: str, name: str, data: bytes | None) -> PdfError:
    if data is not None and b"Adobe.PubSec" in data:
        return PdfError(
            f"“{name}” is encrypted for the holder of a certificate, which exoannotate cannot use.",
            "Ask its sender for a copy with a password or without encryption.",
            state="encrypted",
        )
    return PdfError(
        f"“{name}” is damaged and cannot be opened.", "The file was not changed. Get it again from its source."
    )


def _checked_pages(document: Any, name: str, password: str) -> int:
    """The number of pages after the checks, in the order that keeps MuPDF out of trouble."""
    hint = "The file was not changed. Get it again from its source."
    try:
        if not document.is_pdf:
            raise PdfError(f"“{name}” is not a PDF.", hint, state="not a pdf")
        if document.needs_pass:
            if not password:
                raise PasswordNeededError(f"“{name}” is encrypted and needs a password.", "It is not stored.")
            if not document.authenticate(password):
                raise PasswordNeededError(f"This password does not open “{name}”.", "Check it and try again.")
        elif password and not document.authenticate(password):
            # It opens without one; the owner's would have allowed more.
            document.authenticate("")
        pages = int(document.page_count)
    except PdfError:
        raise
    except Exception as error:
        log.info("page count: %s", error)
        raise PdfError(f"“{name}” is damaged: its list of pages cannot be read.", hint) from error
    if pages <= 0:
        raise PdfError(
            f"“{name}” has no pages.", "It may have been cut off on its way. Get it again.", state="no pages"
        )
    if pages > MOST_PAGES:
        raise PdfError(f"“{name}” is damaged: it claims to have {pages:,} pages.", hint)
    return pages


def _probe(opened: OpenDocument, name: str) -> None:
    """Raise when not even one of the first pages can be loaded."""
    for number in range(min(_PROBED, opened.pages)):
        try:
            opened.load(number)
        except PageError:
            continue
        return
    raise PdfError(
        f"“{name}” is damaged: none of its pages can be read.",
        "The file was not changed. Get it again from its source.",
    )


def page_sizes(opened: OpenDocument) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points, as displayed.

    They are read from the page dictionaries, a seventh of the cost of loading pages. What is not read in the
    time allowed, or is damaged, gets the size of the first readable page.
    """
    pdf = mupdf.pdf_document_from_fz_document(opened.document.this).m_internal
    stop = time.monotonic() + _SIZES_TIME
    # MuPDF's own functions, and one box for all pages: their Python wrappers take longer than the work.
    box, matrix = mupdf.fz_rect(), mupdf.fz_matrix()
    sizes: list[tuple[float, float] | None] = []
    for number in range(opened.pages):
        if time.monotonic() > stop:
            break
        try:
            mupdf.ll_pdf_page_obj_transform(mupdf.ll_pdf_lookup_page_obj(pdf, number), box, matrix)
            shown = mupdf.ll_fz_transform_rect(box, matrix)
            sizes.append((max(1.0, shown.x1 - shown.x0), max(1.0, shown.y1 - shown.y0)))
        except Exception as error:  # noqa: BLE001 - see above
            log.info("size of page %d: %s", number, error)
            sizes.append(None)
    usual = next((size for size in sizes if size), (612.0, 792.0))
    known = tuple(size or usual for size in sizes)
    return known + (usual,) * (opened.pages - len(known))


def page_labels(opened: OpenDocument) -> tuple[str, ...]:
    """The label of each page as the PDF gives it; "" where it gives none."""
    try:
        rules = opened.document.get_page_labels()
    except Exception as error:  # noqa: BLE001 - see above
        log.info("labels: %s", error)
        rules = []
    labels = [""] * opened.pages
    starts = sorted((rule for rule in rules if 0 <= rule["startpage"] < opened.pages), key=lambda r: r["startpage"])
    for rule, following in zip(starts, [*starts, None][1:], strict=True):
        end = following["startpage"] if following else opened.pages
        prefix = cleaned(rule.get("prefix", ""))[:32]
        for number in range(rule["startpage"], end):
            value = rule.get("firstpagenum", 1) + number - rule["startpage"]
            labels[number] = prefix + _numeral(value, rule.get("style", ""))
    return tuple(labels)


def _numeral(value: int, style: str) -> str:
    if style == "D" or (style and value > 4000):
        return str(value)
    if style in ("R", "r"):
        roman = ""
        for number, mark in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            roman += mark * (value // number)
            value %= number
        return roman.upper() if style == "R" else roman
    if style in ("A", "a"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if style == "A" else letter
    return ""


def metadata(opened: OpenDocument, key: str) -> str:
    """One entry of the document's own metadata, cleaned; "" when there is none."""
    try:
        return cleaned((opened.document.metadata or {}).get(key) or "")
    except Exception as error:  # noqa: BLE001 - see above
        log.info("metadata: %s", error)
        return ""


def cleaned(text: str) -> str:
    """Text from a PDF without control characters, blanks as one, of bounded length."""
    kept = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_METADATA])
    return " ".join(kept.split())[:LONGEST_METADATA]
