"""A copy of a PDF with standard annotations, written beside the original, which is only ever read. Runs in the worker.

Decision (2026-11): the copy begins with the original's bytes and the annotations are appended, as the standard
foresees. So nothing of the paper is written anew, a signature stays valid for what it signed, and an encrypted paper
stays encrypted under its password. Only a file that MuPDF had to repair is written whole.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from pymupdf import mupdf

from exoannotate.domain.errors import PageError, PdfError
from exoannotate.domain.geometry import Quad, bounds
from exoannotate.domain.pdfparts import PdfMark
from exoannotate.pdf import opening
from exoannotate.pdf.messages import CopyReady, CopyRequest
from exoannotate.pdf.opening import OpenDocument

log = logging.getLogger(__name__)

OPACITY = 0.45
"""Of a highlight: the words under the darkest colour can still be read."""
WHOLE = ".whole"
"""The ending of a file beside the target that is there while a damaged original is written anew."""
_BORDER = 1.5  # points, of an area
_PRINTED = 4  # the flag that lets an annotation be printed
_POPUP = (200.0, 120.0)  # width and height in points of a note's window

_BLOCK = 16 << 20  # bytes

_KINDS = {
    "highlight": mupdf.PDF_ANNOT_HIGHLIGHT,
    "underline": mupdf.PDF_ANNOT_UNDERLINE,
    "squiggly": mupdf.PDF_ANNOT_SQUIGGLY,
    "strikeout": mupdf.PDF_ANNOT_STRIKE_OUT,
    "note": mupdf.PDF_ANNOT_TEXT,
    "area": mupdf.PDF_ANNOT_SQUARE,
}


def write_copy(request: CopyRequest, busy: Callable[[int], None]) -> CopyReady:
    """Write the copy to the target, which may hold anything before. Raises PdfError; the target is no PDF then.

    A mark that the original has under the same name, from an earlier copy, is replaced.
    """
    source, target = os.fsdecode(request.path), os.fsdecode(request.target)
    if os.path.exists(target) and os.path.samefile(source, target):
        raise PdfError("A copy cannot take the place of its original.", "Nothing was written.")
    first = request.marks[0].quads[0].page if request.marks else 0
    _copy_bytes(source, target, request.sha256, lambda: busy(first))
    opened = opening.open_document(target, request.password, request.sha256)
    try:
        encrypted = bool((opened.document.metadata or {}).get("encryption"))
        _check_allowed(opened, os.path.basename(source))
        left_out = _annotate(opened, request.marks, request.names, busy)
        whole = _save(opened, target)
    finally:
        opened.document.close()
    busy(first)
    written = _verified(target, request, len(request.marks) - len(left_out), opened.pages)
    return CopyReady(written, tuple(sorted({request.marks[k].quads[0].page for k in left_out})), encrypted, whole)


def _copy_bytes(source: str, target: str, sha256: str, alive: Callable[[], None]) -> None:
    """The very bytes that were opened before, or PdfError. ``alive`` is told again and again on the way."""
    hasher = hashlib.sha256()
    alive()
    name = os.path.basename(source)
    try:
        with open(source, "rb") as original, open(target, "wb") as copy:
            while block := original.read(_BLOCK):
                hasher.update(block)
                copy.write(block)
                if len(block) == _BLOCK:
                    alive()
    except OSError as error:
        raise PdfError(f"The copy of “{name}” cannot be written: {error.strerror}.", "Nothing was changed.") from error
    if hasher.hexdigest() != sha256:
        raise PdfError(
            f"“{name}” has been changed on the disk since it was opened.",
            "Nothing recorded is lost. Close the document and open it again.",
        )


def _check_allowed(opened: OpenDocument, name: str) -> None:
    try:
        allowed = bool(opened.document.permissions & mupdf.PDF_PERM_ANNOTATE)
    except Exception as error:  # noqa: BLE001 - MuPDF's errors share no other base
        log.info("permissions: %s", error)
        allowed = True
    if not allowed:
        raise PdfError(
            f"“{name}” forbids adding highlights: its publisher set it so.",
            "No copy was written. The evidence table has its quotes and pages, too; with the publisher's (owner) "
            "password the copy can be made.",
            state="encrypted",
        )


def _annotate(
    opened: OpenDocument, marks: Sequence[PdfMark], names: Sequence[str], busy: Callable[[int], None]
) -> list[int]:
    """Add the marks; the indices of those whose page does not take them."""
    pdf = mupdf.pdf_document_from_fz_document(opened.document.this)
    on_pages: dict[int, list[int]] = {}
    for index, mark in enumerate(marks):
        on_pages.setdefault(mark.quads[0].page, []).append(index)
    left_out = []
    for number in sorted(on_pages):
        busy(number)
        try:
            if not 0 <= number < opened.pages:
                raise PageError(f"The document has no page {number + 1}.")
            page = mupdf.pdf_load_page(pdf, number)
            ours = {names[index] for index in on_pages[number] if names[index]}
            _forget(page, ours)
        except Exception as error:  # noqa: BLE001 - see above
            log.info("page %d takes no marks: %s", number, error)
            left_out += on_pages[number]
            continue
        for index in on_pages[number]:
            try:
                _add(page, marks[index], names[index])
            except Exception as error:  # noqa: BLE001 - see above
                log.info("mark %d on page %d: %s", index, number, error)
                left_out.append(index)
        mupdf.pdf_update_page(page)
    return left_out


def _forget(page: Any, names: set[str]) -> None:
    """Take away what an earlier copy left of these marks."""
    found = []
    annotation = mupdf.pdf_first_annot(page)
    while annotation.m_internal:
        if _name(mupdf.pdf_annot_obj(annotation)) in names:
            found.append(annotation)
        annotation = mupdf.pdf_next_annot(annotation)
    for annotation in found:
        mupdf.pdf_delete_annot(page, annotation)


def _name(annotation: Any) -> str:
    item = mupdf.pdf_dict_gets(annotation, "NM")
    return str(mupdf.pdf_to_text_string(item)) if mupdf.pdf_is_string(item) else ""


def _add(page: Any, mark: PdfMark, name: str) -> None:
    annotation = mupdf.pdf_create_annot(page, _KINDS[mark.kind])
    box = bounds(mark.quads)
    assert box is not None
    if mark.kind in ("area", "note"):
        mupdf.pdf_set_annot_rect(annotation, mupdf.FzRect(box.x0, box.y0, box.x1, box.y1))
    else:
        for quad in mark.quads:
            mupdf.pdf_add_annot_quad_point(annotation, _quad(quad))
    if mark.colour:
        value = int(mark.colour.removeprefix("#"), 16)
        mupdf.pdf_set_annot_color(annotation, tuple((value >> shift & 255) / 255 for shift in (16, 8, 0)))
    if mark.kind == "area":
        mupdf.pdf_set_annot_border_width(annotation, _BORDER)
    elif mark.kind == "highlight":
        mupdf.pdf_set_annot_opacity(annotation, OPACITY)
    mupdf.pdf_set_annot_flags(annotation, _PRINTED)
    if mark.note:
        mupdf.pdf_set_annot_contents(annotation, mark.note)
        width, height = _POPUP
        mupdf.pdf_set_annot_popup(annotation, mupdf.FzRect(box.x1 + 8, box.y0, box.x1 + 8 + width, box.y0 + height))
    if mark.author:
        mupdf.pdf_set_annot_author(annotation, mark.author)
    seconds = _seconds(mark.created)
    if seconds:
        mupdf.pdf_set_annot_creation_date(annotation, seconds)
        mupdf.pdf_set_annot_modification_date(annotation, seconds)
    if name:
        mupdf.pdf_dict_puts(mupdf.pdf_annot_obj(annotation), "NM", mupdf.pdf_new_text_string(name))
    # Makes the appearance, without which some readers show nothing.
    mupdf.pdf_update_annot(annotation)


def _quad(quad: Quad) -> Any:
    made = mupdf.FzQuad()
    made.ul.x, made.ul.y, made.ur.x, made.ur.y = quad.x0, quad.y0, quad.x1, quad.y1
    made.lr.x, made.lr.y, made.ll.x, made.ll.y = quad.x2, quad.y2, quad.x3, quad.y3
    return made


def _seconds(iso: str) -> int:
    try:
        return int(datetime.fromisoformat(iso).timestamp())
    except (ValueError, OverflowError):
        return 0


def _save(opened: OpenDocument, target: str) -> bool:
    """Write to the target; whether the file had to be written whole."""
    pdf = mupdf.pdf_document_from_fz_document(opened.document.this)
    options = mupdf.PdfWriteOptions()
    options.do_encrypt = mupdf.PDF_ENCRYPT_KEEP
    try:
        if mupdf.pdf_can_be_saved_incrementally(pdf):
            options.do_incremental = 1
            mupdf.pdf_save_document(pdf, target, options)
            return False
        aside = target + WHOLE
        try:
            mupdf.pdf_save_document(pdf, aside, options)
            shutil.copyfile(aside, target)  # into the file that is there: the client holds it open
        finally:
            if os.path.exists(aside):
                os.unlink(aside)
        return True
    except Exception as error:
        log.info("copy: %s", error)
        raise PdfError(
            "The copy with highlights could not be written.",
            "The original is untouched. Is the disk full? Otherwise the PDF is too damaged to be copied.",
        ) from error


def _verified(target: str, request: CopyRequest, expected: int, pages: int) -> int:
    """How many of the marks are found in the written file, which is read anew; raises PdfError when some are not."""
    copy = opening.open_document(target, request.password)
    try:
        pdf = mupdf.pdf_document_from_fz_document(copy.document.this)
        wanted = {name for name in request.names if name}
        found: set[str] = set()
        for number in sorted({mark.quads[0].page for mark in request.marks}):
            if number < copy.pages:
                found |= _names(pdf, number)
        kept = len(wanted & found)
        if copy.pages != pages or (len(wanted) == len(request.marks) and kept < expected):
            raise PdfError("The copy did not come out whole, so it was not kept.", "The original is untouched.")
    finally:
        copy.document.close()
    return expected


def _names(pdf: Any, number: int) -> set[str]:
    try:
        annotations = mupdf.pdf_dict_gets(mupdf.pdf_lookup_page_obj(pdf, number), "Annots")
        items = [mupdf.pdf_array_get(annotations, k) for k in range(mupdf.pdf_array_len(annotations))]
        return {_name(item) for item in items if mupdf.pdf_is_dict(item)}
    except Exception as error:  # noqa: BLE001 - see above
        log.info("page %d of the copy: %s", number, error)
        return set()
