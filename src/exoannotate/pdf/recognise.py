"""Recognising the text of scans: a page is drawn, Tesseract reads the picture, and its words are put in order.

Runs in a worker of its own, so that neither drawing nor reading ever waits for it. What was recognised is kept while
the document is open: a page asked for again is only put in order again, with the pages that came meanwhile beside it.
"""

from __future__ import annotations

import contextlib
import ctypes
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections import OrderedDict
from dataclasses import replace

import pymupdf

from exoannotate.domain.errors import PageError
from exoannotate.domain.pagetext import PageText, Recognised
from exoannotate.pdf.compose import spelled_out
from exoannotate.pdf.glyphs import GlyphPage
from exoannotate.pdf.hocr import glyphs, lying, parsed, turned
from exoannotate.pdf.hyphens import Words
from exoannotate.pdf.messages import RecogniseRequest
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.order import Layout, PageLines, lay_out, ordered, page_lines
from exoannotate.pdf.pixels import fitting_scale
from exoannotate.pdf.stopping import check

log = logging.getLogger(__name__)

_SCALE = 300 / 72  # pixels per point: what Tesseract was trained for
_MOST_PIXELS = 24_000_000
_LIMIT = 160.0  # seconds a page may take
_NEAR = 4
_DOUBTFUL_PAGE, _SOME_WORDS = 0.6, 5
"""Certainty of a page of at least so many words below which it is tried the other way up."""
_KEPT = 200  # pages
_SAFE = "The other pages and everything recorded are not touched. Areas of this page can be highlighted all the same."


class Recogniser:
    """Recognised text of one document."""

    def __init__(self, opened: OpenDocument) -> None:
        self._opened = opened
        self._lines: OrderedDict[tuple[int, str], tuple[PageLines, Recognised, str]] = OrderedDict()

    def text(self, request: RecogniseRequest) -> PageText:
        """The ordered text of a page; raises PageError."""
        page, language = request.page, request.language
        if (page, language) not in self._lines:
            self._lines[page, language] = self._read(request)
            while len(self._lines) > _KEPT:
                self._lines.popitem(last=False)
        layout = self._layout(page, language)
        assert layout is not None
        words = Words()
        for (_, of), (_, _, plain) in self._lines.items():
            if of == language:
                words.add(spelled_out(plain))
        text = ordered(layout, self._layout(page - 1, language), self._layout(page + 1, language), words.keeps)
        return replace(text, recognised=self._lines[page, language][1], ink="scan")

    def _layout(self, page: int, language: str) -> Layout | None:
        near = {
            number: self._lines[number, language][0]
            for number in range(page - _NEAR, page + _NEAR + 1)
            if (number, language) in self._lines
        }
        return lay_out(page, near) if page in near else None

    def _read(self, request: RecogniseRequest) -> tuple[PageLines, Recognised, str]:
        found, told, lies = self._attempt(request, 0)
        if lies:
            found, told, _ = self._attempt(request, lies)
        if told.certainty < _DOUBTFUL_PAGE and told.words >= _SOME_WORDS:
            # Text that stands on its head is read as some other letters, without being sure of any.
            over, over_told, _ = self._attempt(request, (lies + 2) % 4)
            if over_told.certainty > told.certainty:
                found, told = over, over_told
        return page_lines(found), told, found.plain

    def _attempt(self, request: RecogniseRequest, quarter: int) -> tuple[GlyphPage, Recognised, int]:
        """What is read when the page is turned back by so many quarters, and by how many it seems to be turned."""
        width, height, scale = self._size(request.page)
        if quarter % 2:
            width, height = height, width
        try:
            root = parsed(_run(request, *self._picture(request.page, quarter)))
        except ValueError as error:
            raise _failed(request.page, str(error)) from error
        found, told = glyphs(root, request.page, width, height, scale, request.language)
        return turned(found, quarter), told, lying(root)

    def _size(self, number: int) -> tuple[float, float, float]:
        """Width and height of a page in points, and pixels per point."""
        paper = self._opened.load(number).rect
        return paper.width, paper.height, fitting_scale(paper.width, paper.height, _SCALE, _MOST_PIXELS)

    def _picture(self, number: int, quarter: int) -> tuple[bytes, int]:
        """A page turned back by so many quarters as a picture file, and its dots per inch; raises PageError."""
        page = self._opened.load(number)
        try:
            _, _, scale = self._size(number)
            matrix = pymupdf.Matrix(scale, scale) * pymupdf.Matrix(-90.0 * quarter)
            picture = page.get_pixmap(matrix=matrix, colorspace=pymupdf.csGRAY, alpha=False, annots=False)
        except Exception as error:
            log.info("draw page %d for recognition: %s", number, error)
            raise PageError(f"Page {number + 1} of this PDF is damaged and cannot be drawn.", _SAFE) from error
        check()
        return b"P5\n%d %d\n255\n" % (picture.width, picture.height) + picture.samples, round(scale * 72)


def _run(request: RecogniseRequest, picture: bytes, dpi: int) -> bytes:
    """What Tesseract says of a picture; killed when it takes too long or is not wanted any more. Raises PageError."""
    command = [request.program, "stdin", "stdout", "-l", request.language, "--dpi", str(dpi), "--psm", "3"]
    command += ["-c", "hocr_char_boxes=1", "hocr"]
    # One thread: Tesseract's four threads took three times the processor's time, and seven times the clock's here.
    more = {"OMP_THREAD_LIMIT": "1"} | ({"TESSDATA_PREFIX": request.data} if request.data else {})
    with tempfile.TemporaryFile() as file:  # it has no name, and goes with the process
        file.write(picture)
        file.seek(0)
        try:
            process = subprocess.Popen(
                command,
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=dict(os.environ) | more,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                preexec_fn=_die_with_us if sys.platform == "linux" else None,
            )
        except OSError as error:
            raise PageError(f"Tesseract could not be started: {error.strerror}.", _SAFE) from error
        try:
            told, complaint = _answer(process, request.page)
        finally:
            with contextlib.suppress(OSError):
                process.kill()
            process.wait()
    if process.returncode != 0:
        raise _failed(request.page, complaint.decode("utf-8", "replace"))
    return told


def _answer(process: subprocess.Popen[bytes], page: int) -> tuple[bytes, bytes]:
    """All that a process says; raises StoppedError when that is not wanted any more, PageError when it takes long."""
    stop = time.monotonic() + _LIMIT
    while True:
        try:
            return process.communicate(timeout=0.1)
        except subprocess.TimeoutExpired:
            check()
            if time.monotonic() > stop:
                raise PageError(f"Page {page + 1} takes Tesseract too long, so it was given up.", _SAFE) from None


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_us() -> None:
    """In the child, before Tesseract: end when the worker is killed. The child of a fork has one thread only."""
    if _libc is not None:
        _libc.prctl(1, 9)


def _failed(page: int, why: str) -> PageError:
    log.info("recognition of page %d: %s", page, why)
    return PageError(f"Tesseract could not read page {page + 1}.", _SAFE)
