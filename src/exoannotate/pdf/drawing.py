"""Pictures of pages: MuPDF draws straight into the memory the client shares with the worker."""

from __future__ import annotations

import logging
import mmap
import os
from collections import OrderedDict
from typing import Any

from pymupdf import mupdf

from exoannotate.domain.errors import PageError
from exoannotate.pdf.memory import Memory
from exoannotate.pdf.messages import Drawn, DrawRequest
from exoannotate.pdf.opening import OpenDocument
from exoannotate.pdf.pixels import fitting_scale, pixel_box
from exoannotate.pdf.stopping import StoppedError, check, cookie

log = logging.getLogger(__name__)

KEPT_LISTS = 24  # display lists, enough for what is visible and near in two tabs
_FEW_LISTS = 6  # when memory is short
_MOST_MEMORY = 20 << 20  # bytes
_STORE_EVERY = 8  # pictures, after which half of MuPDF's store is given back where nobody knows how much is held


class Drawing:
    """Draws pages and keeps the display lists of the recent ones."""

    def __init__(self) -> None:
        self._lists: OrderedDict[tuple[int, int], Any] = OrderedDict()
        self._drawn = 0
        self._memory = Memory(_MOST_MEMORY)
        self._mappings: list[tuple[int, mmap.mmap]] = []

    def forget(self, handle: int) -> None:
        """Drop what is kept of a closed document."""
        for key in [key for key in self._lists if key[0] == handle]:
            del self._lists[key]

    def draw(self, opened: OpenDocument, request: DrawRequest) -> Drawn:
        """Draw into the mapping; raises PageError."""
        try:
            shown = self._display_list(opened, request.handle, request.page)
            drawn = self._into_mapping(shown, request)
            self._lighten(opened)
            return drawn
        except (PageError, StoppedError):
            raise
        except Exception as error:
            check()
            log.info("draw page %d: %s", request.page, error)
            raise PageError(
                f"Page {request.page + 1} of this PDF is damaged and cannot be drawn.",
                "The other pages and everything recorded are not touched.",
            ) from error

    def _lighten(self, opened: OpenDocument) -> None:
        """Give back what MuPDF keeps of pages seen before, once it has become much."""
        self._drawn += 1
        if self._memory.full:
            self._memory.give_back(opened.document)
            if self._memory.full:
                self._keep(_FEW_LISTS)
        elif not self._memory.known and self._drawn % _STORE_EVERY == 0:
            mupdf.fz_shrink_store(50)

    def _keep(self, most: int) -> None:
        while len(self._lists) > most:
            self._lists.popitem(last=False)

    def _display_list(self, opened: OpenDocument, handle: int, number: int) -> Any:
        key = (handle, number)
        if key in self._lists:
            self._lists.move_to_end(key)
            return self._lists[key]
        page = opened.load(number)
        # With annotations: a highlight another program made is part of what the researcher sees.
        made = mupdf.fz_new_display_list(mupdf.fz_bound_page(page.this))
        device = mupdf.fz_new_list_device(made)
        mupdf.fz_run_page(page.this, device, mupdf.FzMatrix(), cookie())
        check()
        mupdf.fz_close_device(device)
        self._lists[key] = made
        self._keep(KEPT_LISTS)
        return made

    def _into_mapping(self, shown: Any, request: DrawRequest) -> Drawn:
        bounds = mupdf.fz_bound_display_list(shown)
        x0, y0, x1, y1 = bounds.x0, bounds.y0, bounds.x1, bounds.y1
        if request.clip is not None:
            cx0, cy0, cx1, cy1 = request.clip
            x0, y0, x1, y1 = max(x0, cx0), max(y0, cy0), min(x1, cx1), min(y1, cy1)
        if x1 <= x0 or y1 <= y0:
            raise PageError(f"This part of page {request.page + 1} lies outside the page.")
        scale = fitting_scale(x1 - x0, y1 - y0, request.scale, request.room // 4)
        left, top, width, height = pixel_box(x0, y0, x1, y1, scale)
        stride = width * 4
        memory = memoryview(self._mapping(request))[request.offset : request.offset + stride * height]
        # A view of the mapping, whose address outlives this call because the mapping is kept.
        pixmap = mupdf.fz_new_pixmap_with_data(
            mupdf.FzColorspace(mupdf.FzColorspace.Fixed_BGR),
            width,
            height,
            mupdf.FzSeparations(),
            1,
            stride,
            mupdf.python_buffer_data(memory),
        )
        mupdf.fz_clear_pixmap_with_value(pixmap, 255)
        matrix = mupdf.FzMatrix(scale, 0, 0, scale, -left, -top)
        device = mupdf.fz_new_draw_device(matrix, pixmap)
        try:
            # Only what touches the pixels is run: at four times the size that is a tenth of the page.
            seen = mupdf.FzRect(*(edge / scale for edge in (left - 1, top - 1, left + width + 1, top + height + 1)))
            mupdf.fz_run_display_list(shown, device, mupdf.FzMatrix(), seen, cookie())
            check()
            mupdf.fz_close_device(device)
        finally:
            del device, pixmap
            memory.release()
        return Drawn(scale, left, top, width, height, stride)

    def _mapping(self, request: DrawRequest) -> mmap.mmap:
        for serial, known in self._mappings:
            if serial == request.serial:
                return known
        file = os.open(request.mapping, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            made = mmap.mmap(file, 0)
        finally:
            os.close(file)
        # The first is the client's main mapping; later ones serve a single large picture each.
        while len(self._mappings) > 1:
            self._mappings.pop()[1].close()
        self._mappings.append((request.serial, made))
        return made
