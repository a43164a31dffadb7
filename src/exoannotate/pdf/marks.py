"""The marks other programs left in a PDF, read from the annotation objects themselves. Runs in the worker.

No page is loaded and no appearance drawn: a mark is what its entries say, so one without an appearance stream counts
too, and a book of 3,000 pages is looked through in a second.
"""

from __future__ import annotations

import logging
import math
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pymupdf import mupdf

from exoannotate.domain.geometry import Quad
from exoannotate.domain.pdfparts import MarkKind, PdfMark
from exoannotate.pdf.opening import OpenDocument, cleaned

log = logging.getLogger(__name__)

MOST_MARKS = 10_000
MOST_QUADS = 500  # of one mark
LONGEST_NOTE = 10_000  # characters
_MOST_ANNOTATIONS = 20_000  # looked at on one page
_TIME = 30.0  # seconds for the whole document; what is found by then counts
_HIDDEN = 2 | 32  # flags Hidden and NoView
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([+\-Z])(\d\d)?'?(\d\d)?)?")
_TAG = re.compile(r"<[^>]*>")

KINDS: dict[str, MarkKind] = {
    "Highlight": "highlight",
    "Underline": "underline",
    "Squiggly": "squiggly",
    "StrikeOut": "strikeout",
    "Text": "note",
    "FreeText": "note",
    "Caret": "note",
    "Square": "area",
    "Circle": "area",
    "Polygon": "area",
    "Ink": "area",
}
TEXT_KINDS: tuple[MarkKind, ...] = ("highlight", "underline", "squiggly", "strikeout")


def read_marks(opened: OpenDocument, busy: Callable[[int], None]) -> tuple[PdfMark, ...]:
    """The marks of the document in the order of its pages, answers to a mark in the note of that mark.

    ``busy`` is told now and then which page is looked at.
    """
    pdf = mupdf.pdf_document_from_fz_document(opened.document.this)
    stop = time.monotonic() + _TIME
    found: list[PdfMark] = []
    for number in range(opened.pages):
        if len(found) >= MOST_MARKS or time.monotonic() > stop:
            log.info("marks: given up at page %d", number)
            break
        try:
            page = mupdf.pdf_lookup_page_obj(pdf, number)
            annotations = mupdf.pdf_dict_gets(page, "Annots")
            if mupdf.pdf_is_array(annotations):
                busy(number)
                found += _of_page(page, annotations, number)
        except Exception as error:  # noqa: BLE001 - MuPDF's errors share no other base; other pages may be whole
            log.info("marks of page %d: %s", number, error)
    return tuple(found[:MOST_MARKS])


def _of_page(page: Any, annotations: Any, number: int) -> list[PdfMark]:
    space = _Space(page, number)
    marks: dict[int, PdfMark] = {}  # by place in the array
    places: dict[int, int] = {}  # object number -> place
    replies: list[tuple[int, str]] = []
    for index in range(min(mupdf.pdf_array_len(annotations), _MOST_ANNOTATIONS)):
        try:
            annotation = mupdf.pdf_array_get(annotations, index)
            if not mupdf.pdf_is_dict(annotation):
                continue
            key = mupdf.pdf_to_num(annotation)
            if key and key in places:
                continue
            answered = mupdf.pdf_dict_gets(annotation, "IRT")
            if mupdf.pdf_is_dict(answered):
                replies.append((mupdf.pdf_to_num(answered), _reply(annotation)))
                continue
            mark = read_mark(annotation, space)
        except Exception as error:  # noqa: BLE001 - see above
            log.info("annotation %d of page %d: %s", index, number, error)
            continue
        if mark is not None:
            marks[index] = mark
            if key:
                places[key] = index
    for key, reply in replies:
        if reply and key in places:
            marks[places[key]] = _answered(marks[places[key]], reply)
    return list(marks.values())


def read_mark(annotation: Any, space: _Space) -> PdfMark | None:
    """One annotation; None when it is of another kind, hidden, or has no place on its page."""
    subtype = mupdf.pdf_to_name(mupdf.pdf_dict_gets(annotation, "Subtype"))
    kind = KINDS.get(subtype)
    if kind is None or mupdf.pdf_to_int(mupdf.pdf_dict_gets(annotation, "F")) & _HIDDEN:
        return None
    quads = tuple(space.quads(annotation)) if kind in TEXT_KINDS else ()
    if not quads:
        quads = tuple(space.rectangle(annotation))
    note = _note(annotation)
    if not quads or (subtype == "Caret" and not note):
        return None
    author = cleaned(_text(annotation, "T"))[:200]
    created = utc(_text(annotation, "CreationDate")) or utc(_text(annotation, "M"))
    return PdfMark(kind, quads, _colour(annotation), note, author, created)


class _Space:
    """Turns what stands in the file's coordinates into places of page ``number``."""

    def __init__(self, page: Any, number: int) -> None:
        box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
        mupdf.pdf_page_obj_transform(page, box, matrix)
        shown = mupdf.fz_transform_rect(box, matrix)
        self._number = number
        self._matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e - shown.x0, matrix.f - shown.y0)
        self._width, self._height = shown.x1 - shown.x0, shown.y1 - shown.y0

    def quads(self, annotation: Any) -> Iterator[Quad]:
        """The quads of a mark on text."""
        points = _numbers(mupdf.pdf_dict_gets(annotation, "QuadPoints"), 8 * MOST_QUADS)
        for k in range(0, len(points) - 7, 8):
            yield from self._quad([(points[k + i], points[k + i + 1]) for i in (0, 2, 4, 6)])

    def rectangle(self, annotation: Any) -> Iterator[Quad]:
        """The quad of an annotation's rectangle, without the room it keeps for its border."""
        numbers = _numbers(mupdf.pdf_dict_gets(annotation, "Rect"), 4)
        if len(numbers) != 4:
            return
        (x0, x1), (y0, y1) = sorted(numbers[::2]), sorted(numbers[1::2])
        room = _numbers(mupdf.pdf_dict_gets(annotation, "RD"), 4)
        if len(room) == 4 and min(room) >= 0 and room[0] + room[2] < x1 - x0 and room[1] + room[3] < y1 - y0:
            x0, y0, x1, y1 = x0 + room[0], y0 + room[1], x1 - room[2], y1 - room[3]
        yield from self._quad([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])

    def _quad(self, corners: list[tuple[float, float]]) -> Iterator[Quad]:
        """At most one quad: the corners in any order, those off the page or of no size left out."""
        a, b, c, d, e, f = self._matrix
        shown = [(a * x + c * y + e, b * x + d * y + f) for x, y in corners]
        if not all(math.isfinite(value) for corner in shown for value in corner):
            return
        quad = Quad(self._number, *(value for corner in ring(shown) for value in corner))
        box = quad.bounds()
        on_page = box.x0 < self._width and box.x1 > 0 and box.y0 < self._height and box.y1 > 0
        if on_page and box.width > 0.1 and box.height > 0.1:
            yield quad


def ring(corners: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Four corners as they go round, clockwise as seen, from the one nearest to the page's left top.

    Programs write them in every order; the one the standard asks for is the rarest.
    """
    x, y = sum(c[0] for c in corners) / 4, sum(c[1] for c in corners) / 4
    round_about = sorted(corners, key=lambda corner: math.atan2(corner[1] - y, corner[0] - x))
    first = min(range(4), key=lambda k: (round(sum(round_about[k]), 3), round_about[k][1]))
    return round_about[first:] + round_about[:first]


def _numbers(array: Any, most: int) -> list[float]:
    if not mupdf.pdf_is_array(array):
        return []
    items = (mupdf.pdf_array_get(array, index) for index in range(min(mupdf.pdf_array_len(array), most)))
    return [float(mupdf.pdf_to_real(item)) if mupdf.pdf_is_number(item) else math.nan for item in items]


def _text(annotation: Any, key: str) -> str:
    item = mupdf.pdf_dict_gets(annotation, key)
    return str(mupdf.pdf_to_text_string(item)) if mupdf.pdf_is_string(item) else ""


def _note(annotation: Any) -> str:
    """What was written on a mark: its own text, else that of its pop-up window, else its formatted text."""
    text = plain_note(_text(annotation, "Contents"))
    if not text:
        popup = mupdf.pdf_dict_gets(annotation, "Popup")
        text = plain_note(_text(popup, "Contents")) if mupdf.pdf_is_dict(popup) else ""
    return text or plain_note(_TAG.sub(" ", _text(annotation, "RC")[:LONGEST_NOTE]))


def plain_note(text: str) -> str:
    """A note without what cannot be seen, its lines kept, of bounded length."""
    lines = re.split(r"\r\n|[\n\r\u2028\u2029]", text[: 2 * LONGEST_NOTE])
    kept = [" ".join("".join(c if c.isprintable() else " " for c in line).split()) for line in lines]
    return "\n".join(kept).strip()[:LONGEST_NOTE]


def _reply(annotation: Any) -> str:
    if mupdf.pdf_is_string(mupdf.pdf_dict_gets(annotation, "StateModel")):
        return ""  # "Accepted", "Completed": what a review panel notes, not a person's words
    note, author = _note(annotation), cleaned(_text(annotation, "T"))[:200]
    return f"{author}: {note}" if note and author else note


def _answered(mark: PdfMark, reply: str) -> PdfMark:
    note = f"{mark.note}\n{reply}".strip()[:LONGEST_NOTE]
    return PdfMark(mark.kind, mark.quads, mark.colour, note, mark.author, mark.created)


def _colour(annotation: Any) -> str:
    """The colour as "#rrggbb", "" when there is none."""
    parts = [min(max(part, 0.0), 1.0) for part in _numbers(mupdf.pdf_dict_gets(annotation, "C"), 5)]
    if any(math.isnan(part) for part in parts):
        return ""
    match parts:
        case [grey]:
            rgb = (grey, grey, grey)
        case [red, green, blue]:
            rgb = (red, green, blue)
        case [cyan, magenta, yellow, black]:
            rgb = tuple(1 - min(1.0, ink + black) for ink in (cyan, magenta, yellow))  # type: ignore[assignment]
        case _:
            return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def utc(date: str) -> str:
    """A date of a PDF as UTC ISO 8601 text; "" when it is none."""
    found = _DATE.match(date.strip())
    if not found:
        return ""
    year, month, day, hour, minute, second, sign, hours, minutes = found.groups()
    try:
        away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        zone = timezone(-away if sign == "-" else away)
        time_ = datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        ).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return time_.isoformat(timespec="milliseconds").replace("+00:00", "Z")
