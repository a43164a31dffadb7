"""Where an explicit or named destination of a PDF leads, in page space. Runs in the worker."""

from __future__ import annotations

import math
from typing import Any

from pymupdf import mupdf

from exoannotate.domain.geometry import PagePoint
from exoannotate.pdf.opening import OpenDocument

_FARTHEST = 1e6  # points; a destination beyond it is nonsense


class Destinations:
    """Finds the places of destinations in one document. Its methods let MuPDF's errors through."""

    def __init__(self, opened: OpenDocument) -> None:
        self._pdf = mupdf.pdf_document_from_fz_document(opened.document.this)
        self._pages = opened.pages
        self._numbers: dict[int, int] = {}  # object number -> page
        self._spaces: dict[int, tuple[Any, Any]] = {}  # page -> its box as displayed, the matrix into page space
        self._named: dict[str, PagePoint | None] = {}

    def of_action(self, action: Any) -> PagePoint | None:
        """The place an action leads to inside this document; None for every other action."""
        if not mupdf.pdf_is_dict(action):
            return None
        kind = mupdf.pdf_to_name(mupdf.pdf_dict_gets(action, "S"))
        if kind == "GoTo":
            return self.place(mupdf.pdf_dict_gets(action, "D"))
        if kind == "Named":
            name = mupdf.pdf_to_name(mupdf.pdf_dict_gets(action, "N"))
            number = {"FirstPage": 0, "LastPage": self._pages - 1}.get(name)
            return None if number is None else PagePoint(number, 0.0, 0.0)
        return None

    def place(self, destination: Any) -> PagePoint | None:
        """The place of a destination: an array, a dictionary round one, or the name of one."""
        if mupdf.pdf_is_name(destination) or mupdf.pdf_is_string(destination):
            named = mupdf.pdf_is_name(destination)
            key = mupdf.pdf_to_name(destination) if named else repr(mupdf.pdf_to_text_string(destination))
            if key not in self._named:
                self._named[key] = self._explicit(mupdf.pdf_lookup_dest(self._pdf, destination))
            return self._named[key]
        return self._explicit(destination)

    def _explicit(self, destination: Any) -> PagePoint | None:
        if mupdf.pdf_is_dict(destination):
            destination = mupdf.pdf_dict_gets(destination, "D")
        if not mupdf.pdf_is_array(destination):
            return None
        number = self._number(mupdf.pdf_array_get(destination, 0))
        if number is None:
            return None
        box, matrix = self._space(number)
        x, y = self._corner(destination)
        back = mupdf.fz_invert_matrix(matrix)
        corner = mupdf.fz_transform_point(mupdf.FzPoint(box.x0, box.y0), back)
        point = mupdf.FzPoint(corner.x if x is None else x, corner.y if y is None else y)
        shown = mupdf.fz_transform_point(point, matrix)
        width, height = box.x1 - box.x0, box.y1 - box.y0
        return PagePoint(number, _within(shown.x - box.x0, width), _within(shown.y - box.y0, height))

    def _number(self, page: Any) -> int | None:
        if mupdf.pdf_is_int(page):
            number = mupdf.pdf_to_int(page)
            return number if 0 <= number < self._pages else None
        key = mupdf.pdf_to_num(page)
        if not key or not mupdf.pdf_is_dict(page):
            return None
        if key not in self._numbers:
            self._numbers[key] = mupdf.pdf_lookup_page_number(self._pdf, page)
        number = self._numbers[key]
        return number if 0 <= number < self._pages else None

    def _space(self, number: int) -> tuple[Any, Any]:
        if number not in self._spaces:
            box, matrix = mupdf.FzRect(), mupdf.FzMatrix()
            mupdf.pdf_page_obj_transform(mupdf.pdf_lookup_page_obj(self._pdf, number), box, matrix)
            self._spaces[number] = (mupdf.fz_transform_rect(box, matrix), matrix)
        return self._spaces[number]

    @staticmethod
    def _corner(destination: Any) -> tuple[float | None, float | None]:
        """The left and the top a destination asks for, in the PDF's own coordinates."""
        kind = mupdf.pdf_to_name(mupdf.pdf_array_get(destination, 1))

        def number(index: int) -> float | None:
            item = mupdf.pdf_array_get(destination, index)
            value = mupdf.pdf_to_real(item) if mupdf.pdf_is_number(item) else math.nan
            return value if abs(value) < _FARTHEST else None

        match kind:
            case "XYZ":
                return number(2), number(3)
            case "FitH" | "FitBH":
                return None, number(2)
            case "FitV" | "FitBV":
                return number(2), None
            case "FitR":
                return number(2), number(5)
            case _:
                return None, None


def _within(value: float, length: float) -> float:
    return min(max(value, 0.0), length) if math.isfinite(value) else 0.0
