"""What stands on a page, taken from MuPDF: runs of glyphs with font, baseline and the edges of each glyph.

Runs in the worker. The page is read in displayed coordinates (the page's own rotation and crop applied), in the
order of the content stream; what comes of it is decided in ``order``.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from typing import Any

import pymupdf
from pymupdf import mupdf

from exoannotate.domain.errors import PageError
from exoannotate.pdf.glyphs import GlyphPage, Run
from exoannotate.pdf.leftward import edges, has_right_to_left, runs_left
from exoannotate.pdf.level import NotReadableError
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.stext import LAYOUT, Glyphs
from exoannotate.pdf.stopping import StoppedError, check, cookie
from exoannotate.pdf.swig import NotPointableError

log = logging.getLogger(__name__)

EXTRACTOR = f"mupdf {pymupdf.mupdf_version}, order 2"
KEPT_TEXTS = 12
MOST_GLYPHS = 60_000  # beyond it a page is read by words, which takes a hundredth of the time

_FLAGS = pymupdf.TEXT_PRESERVE_LIGATURES | pymupdf.TEXT_PRESERVE_WHITESPACE | pymupdf.TEXT_MEDIABOX_CLIP
_SUPERSCRIPT, _BOLD = 1, 16  # span flags of MuPDF
_BOLD_NAMES = ("bold", "black", "heavy", "semibold", "demi")


def read_page(opened: OpenDocument, number: int) -> GlyphPage:
    """The glyphs of a page; raises PageError."""
    if number in opened.text_pages:
        return opened.text_pages.pop(number)
    try:
        return _glyphs(_text_page(opened, number), number)
    except (PageError, StoppedError):
        raise
    except Exception as error:
        check()
        log.info("text of page %d: %s", number, error)
        raise PageError(
            f"The text of page {number + 1} of this PDF is damaged and cannot be read.",
            "The other pages and everything recorded are not touched.",
        ) from error


def plain_text(opened: OpenDocument, number: int) -> str:
    """The text of a page as MuPDF prints it, without places: a quick look at its words. Raises PageError."""
    if number not in opened.text_pages and len(opened.text_pages) < KEPT_TEXTS:
        # A page is mostly read soon after its words were looked at, and interpreting it is half of reading it; but
        # each that is kept takes half a megabyte.
        opened.text_pages[number] = read_page(opened, number)
    if number in opened.text_pages:
        return opened.text_pages[number].plain
    try:
        return str(pymupdf.TextPage(_text_page(opened, number)).extractText())
    except (PageError, StoppedError):
        raise
    except Exception as error:
        check()
        raise PageError(f"The text of page {number + 1} of this PDF cannot be read.") from error


def _text_page(opened: OpenDocument, number: int) -> Any:
    """MuPDF's text of a page."""
    page = opened.load(number)
    text_page = mupdf.FzStextPage(mupdf.fz_bound_page(page.this))
    device = mupdf.fz_new_stext_device(text_page, mupdf.FzStextOptions(_FLAGS))
    # The contents only: the text of annotations is no part of the paper.
    mupdf.fz_run_page_contents(page.this, device, mupdf.FzMatrix(), cookie())
    check()
    mupdf.fz_close_device(device)
    return text_page


class _Fast:
    """Reads MuPDF's text pages from its memory while that gives what its dictionaries give."""

    def __init__(self) -> None:
        known = str(pymupdf.mupdf_version).startswith(LAYOUT) and sys.byteorder == "little" and sys.maxsize > 1 << 32
        self._reader = Glyphs(_line_runs) if known else None
        self._checked = False

    @property
    def used(self) -> bool:
        """Whether pages are read so."""
        return self._reader is not None

    def read(self, text_page: Any) -> tuple[list[Run], str | None] | None:
        """Runs and, where they are whole, the plain text; None where the page must be read the slow way."""
        if self._reader is None:
            return None
        try:
            runs, plain = self._reader.read(text_page.m_internal)
        except NotReadableError:
            return None
        except NotPointableError:
            self._reader = None
            return None
        if not self._checked and runs:
            self._checked = True
            slow = pymupdf.TextPage(text_page)
            if runs != _runs(slow.extractRAWDICT()) or plain not in (None, str(slow.extractText())):
                log.warning("the memory of MuPDF %s is not what it was", pymupdf.mupdf_version)
                self._reader = None
                return None
        return runs, plain


def _glyphs(text_page: Any, number: int) -> GlyphPage:
    reader = pymupdf.TextPage(text_page)
    bounds = reader.rect
    runs, plain = fast.read(text_page) or (None, None)
    if plain is None:
        plain = str(reader.extractText())
    if len(plain) > MOST_GLYPHS:
        runs = _runs_of_words(reader.extractWORDS())
    elif runs is None:
        runs = _runs(reader.extractRAWDICT())
    return GlyphPage(number, bounds.x1 - bounds.x0, bounds.y1 - bounds.y0, tuple(runs), plain)


def _runs(raw: dict[str, Any]) -> list[Run]:
    runs: list[Run] = []
    line_number = 0
    for block_number, block in enumerate(raw["blocks"]):
        for line in block.get("lines", ()):
            dx, dy = line["dir"]
            runs.extend(_line_runs(line["spans"], dx, dy, bool(line["wmode"]), line_number, block_number))
            line_number += 1
    return runs


def _line_runs(
    spans: list[dict[str, Any]], dx: float, dy: float, vertical: bool, line_number: int, block_number: int
) -> list[Run]:
    boxes = [char["bbox"] for span in spans for char in span["chars"]] if dx > 0.9995 else []
    found = (
        _run(span, dx, dy, vertical, line_number, block_number) for span in (_merged(spans) if dx > 0.9995 else spans)
    )
    runs = [run for run in found if run is not None]
    if dx > 0.9995 and any(has_right_to_left(run.text) for run in runs):
        return _as_read(runs, boxes)
    return runs


def _merged(spans: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans with those of one type joined: MuPDF parts them at each blank that it put in itself."""
    merged: list[dict[str, Any]] = []
    last: dict[str, Any] | None = None
    for span in spans:
        if (
            last is not None
            and span["font"] == last["font"]
            and span["size"] == last["size"]
            and span["flags"] == last["flags"]
            and abs(span["origin"][1] - last["origin"][1]) < 0.01
        ):
            last["chars"] += span["chars"]
        else:
            merged.append(span)
            last = span
    return merged


def _run(span: dict[str, Any], dx: float, dy: float, vertical: bool, line: int, block: int) -> Run | None:
    chars = span["chars"]
    if not chars:
        return None
    x, y = chars[0]["origin"]
    starts: list[float]
    ends: list[float]
    if dx > 0.9995:
        starts = [char["origin"][0] - x for char in chars]
        ends = [char["bbox"][2] - x for char in chars]
    else:
        starts = [(char["origin"][0] - x) * dx + (char["origin"][1] - y) * dy for char in chars]
        if abs(dx) > 0.9995 or abs(dy) > 0.9995:
            # The far side of each box along the writing direction.
            far = [(b[2] if dx >= 0 else b[0], b[3] if dy >= 0 else b[1]) for b in (char["bbox"] for char in chars)]
            ends = [(far_x - x) * dx + (far_y - y) * dy for far_x, far_y in far]
        else:
            # The boxes of tilted glyphs are upright and too wide: each glyph ends where the next begins.
            ends = [*starts[1:], starts[-1] + span["size"] * 0.5]
    if vertical:
        # Glyphs of vertical writing hang centred below their origin; the baseline is the middle of the column.
        ends = [start + span["size"] for start in starts]
    ascent, descent = max(0.0, span["ascender"]) * span["size"], max(0.0, -span["descender"]) * span["size"]
    font = span["font"]
    flags = span["flags"]
    lower = font.lower()
    return Run(
        text="".join(char["c"] for char in chars),
        x=x,
        y=y,
        dx=dx,
        dy=dy,
        starts=tuple(starts),
        ends=tuple(ends),
        ascent=ascent if not vertical else span["size"] / 2,
        descent=descent if not vertical else span["size"] / 2,
        size=span["size"],
        font=font,
        bold=bool(flags & _BOLD) or any(name in lower for name in _BOLD_NAMES),
        raised=bool(flags & _SUPERSCRIPT),
        line=line,
        block=block,
    )


def _as_read(runs: list[Run], boxes: list[Any]) -> list[Run]:
    """The runs of a line that holds right-to-left writing, with edges in the direction the line is read."""
    text = "".join(run.text for run in runs)
    left = runs_left(text)
    spans = edges(text, [(box[0], box[2]) for box in boxes], left=left)
    begin = max(box[2] for box in boxes) if left else min(box[0] for box in boxes)
    made = []
    place = 0
    for run in runs:
        part = spans[place : place + len(run.text)]
        place += len(run.text)
        along = part[0][0]
        made.append(
            replace(
                run,
                x=begin - along if left else begin + along,
                # Such a line runs to the left, so what is above it lies on its other side.
                dx=-1.0 if left else 1.0,
                ascent=run.descent if left else run.ascent,
                descent=run.ascent if left else run.descent,
                starts=tuple(start - along for start, _ in part),
                ends=tuple(end - along for _, end in part),
            )
        )
    return made


def _runs_of_words(words: list[Any]) -> list[Run]:
    """A run for each word, its glyphs taken as equally wide."""
    runs = []
    for x0, y0, x1, y1, text, block, line, _ in words:
        step = (x1 - x0) / max(1, len(text))
        size = y1 - y0
        runs.append(
            Run(
                text=text,
                x=x0,
                y=y1 - size * 0.2,
                dx=1.0,
                dy=0.0,
                starts=tuple(step * i for i in range(len(text))),
                ends=tuple(step * (i + 1) for i in range(len(text))),
                ascent=size * 0.8,
                descent=size * 0.2,
                size=size,
                font="",
                bold=False,
                raised=False,
                line=(block << 16) + line,
                block=block,
            )
        )
    return runs


fast = _Fast()
"""How pages are read here."""
